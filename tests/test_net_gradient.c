/* test_net_gradient.c - every layer and model against the balls: the double gradient times a direction must
 * lie within the declared bound of the dual numbers' slope. The worst case is printed; an undecided pattern
 * fails the test. */
#include "verify/net_instance.h"
#include "core/net.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PREC 128
#define U 0x1p-53

typedef struct {
    double f, gradient; /* the largest error over its bound */
    double margin;      /* the least margin over gamma_m: above 1 the patterns agree */
    size_t directions, undecided;
} worst_case;

static double gamma_of(double m) {
    return m * U / (1 - m * U);
}

/* |value - ball| / bound, rounded up */
static double over_bound(const arb_t value, const arb_t ball, const mag_t size, double gamma) {
    arb_t e;
    mag_t m;
    arb_init(e), mag_init(m);
    arb_sub(e, value, ball, PREC);
    arb_get_mag(m, e);
    double ratio = mag_is_zero(m) ? 0 : mag_get_d(m) / (gamma * mag_get_d(size));
    if (!arb_is_finite(e)) ratio = INFINITY;
    arb_clear(e), mag_clear(m);
    return ratio;
}

static void check_outputs(worst_case *worst, cf_net_work *work, const cf_net_twin *twin, const double *w,
                          const cf_net_data *data) {
    const cf_net *net = work->net;
    size_t size = data->n * net->n_out;
    double *f = malloc(size * sizeof *f);
    cf_ref_dual *exact = malloc(size * sizeof *exact);
    arb_t t;
    arb_init(t);
    for (size_t i = 0; i < size; i++) cf_ref_dual_init(&exact[i]);
    cf_net_forward(f, work, w, data->x, data->n);
    cr_expect(cf_ref_net_forward(exact, NULL, &twin->net, w, NULL, data->x, data->n, PREC) == CF_REF_OK);
    for (size_t i = 0; i < size; i++) {
        arb_set_d(t, f[i]);
        worst->f = fmax(
            worst->f, over_bound(t, exact[i].value, exact[i].size, gamma_of(cf_net_roundings_forward(net))));
        cf_ref_dual_clear(&exact[i]);
    }
    arb_clear(t);
    free(f), free(exact);
}

static void check_direction(worst_case *worst, const cf_net_twin *twin, const cf_net *net, const double *g,
                            const double *w, const double *v, const cf_net_data *data) {
    cf_ref_dual loss;
    cf_ref_net_info info;
    arb_t sum, t, s;
    cf_ref_dual_init(&loss), arb_init(sum), arb_init(t), arb_init(s);
    double gamma = gamma_of(cf_net_roundings(net, data->n));
    cf_ref_status status =
        cf_ref_net_loss(&loss, &info, &twin->net, w, v, data->x, data->y, data->label, data->n, PREC);
    for (size_t i = 0; i < net->p; i++) {
        arb_set_d(t, g[i]), arb_set_d(s, v[i]);
        arb_addmul(sum, t, s, PREC);
    }
    worst->directions++;
    worst->undecided += status != CF_REF_OK;
    worst->margin = fmin(worst->margin, info.margin / gamma);
    worst->gradient = fmax(worst->gradient, over_bound(sum, loss.slope, loss.slope_size, gamma));
    cf_ref_dual_clear(&loss), arb_clear(sum), arb_clear(t), arb_clear(s);
}

/* Weights of start 1 with biases drawn too; `directions` random ones, then each e_j where `each`. */
static void check(const char *name, const cf_net *net, size_t n, size_t directions, int each, uint64_t seed) {
    cf_net_twin twin;
    cf_net_work work;
    cf_rng rng;
    worst_case worst = {.margin = INFINITY};
    double *w = malloc(net->p * sizeof *w), *g = malloc(net->p * sizeof *g), *v = calloc(net->p, sizeof *v);
    double *x = malloc(n * net->n_in * sizeof *x), *y = malloc(n * net->n_out * sizeof *y);
    uint8_t *label = malloc(n);
    cf_net_twin_of(&twin, net);
    cr_assert(cf_net_work_init(&work, net, n, 2) == CF_OK);
    cf_net_init(w, net, CF_NET_NORMAL_HE, 0, seed);
    cf_rng_init(&rng, seed + 1);
    for (size_t i = 0; i < net->p; i++)
        if (w[i] == 0 || net->doubled) w[i] += 0.3 * cf_rng_uniform(&rng);
    cf_rng_normals(x, &rng, n * net->n_in);
    cf_rng_normals(y, &rng, n * net->n_out);
    for (size_t s = 0; s < n; s++) label[s] = (uint8_t)(s % net->n_out);
    cf_net_data data = {x, y, label, n};
    cf_net_gradient(g, NULL, &work, w, &data);
    check_outputs(&worst, &work, &twin, w, &data);
    for (size_t k = 0; k < directions; k++) {
        cf_rng_normals(v, &rng, net->p);
        check_direction(&worst, &twin, net, g, w, v, &data);
    }
    for (size_t j = 0; each && j < net->p; j++) {
        memset(v, 0, net->p * sizeof *v);
        v[j] = 1;
        check_direction(&worst, &twin, net, g, w, v, &data);
    }
    printf("test_net_gradient: %-26s p %6zu n %2zu: outputs %.2g, slope %.2g of the bound; %zu directions, "
           "%zu undecided, "
           "margin %.3g\n",
           name, net->p, n, worst.f, worst.gradient, worst.directions, worst.undecided, worst.margin);
    cr_expect(worst.f <= 1 && worst.gradient <= 1, "%s: %g %g", name, worst.f, worst.gradient);
    cr_expect(worst.undecided == 0 && worst.margin > 1, "%s", name);
    cf_net_work_clear(&work);
    free(w), free(g), free(v), free(x), free(y), free(label);
}

static void check_mlp(size_t n_in, size_t width, size_t depth, size_t n_out, int bias, int twice,
                      cf_net_loss_kind loss, size_t n) {
    cf_net net;
    char name[64];
    cr_assert(cf_net_mlp(&net, n_in, width, depth, n_out, bias, loss) == CF_OK);
    if (twice) cr_assert(cf_net_double(&net) == CF_OK);
    snprintf(name, sizeof name, "%zu-%zux%zu-%zu%s%s%s", n_in, width, depth - 1, n_out, bias ? " bias" : "",
             twice ? " doubled" : "", loss == CF_NET_SQUARED ? "" : " ce");
    check(name, &net, n, 3, net.p <= 60, 17 * depth + width);
}

Test(net_gradient, fully_connected) {
    check_mlp(3, 1, 1, 1, 0, 0, CF_NET_SQUARED, 1);
    check_mlp(3, 1, 1, 2, 1, 0, CF_NET_SQUARED, 5);
    check_mlp(2, 7, 2, 1, 0, 0, CF_NET_SQUARED, 3);
    check_mlp(2, 7, 2, 3, 1, 0, CF_NET_CROSS_ENTROPY, 4);
    check_mlp(2, 30, 2, 1, 0, 0, CF_NET_SQUARED, 10);
    check_mlp(2, 30, 3, 1, 0, 0, CF_NET_SQUARED, 10);
    check_mlp(2, 30, 5, 1, 0, 0, CF_NET_SQUARED, 10);
    check_mlp(2, 30, 5, 1, 1, 1, CF_NET_SQUARED, 10);
    check_mlp(5, 11, 3, 4, 1, 0, CF_NET_CROSS_ENTROPY, 7);
    check_mlp(2, 3, 2, 1, 0, 1, CF_NET_SQUARED, 2);
    check_mlp(37, 129, 2, 10, 1, 0, CF_NET_CROSS_ENTROPY, 13); /* products in more than one tile */
}

static void check_vgg(const char *table, double scale, size_t C, size_t H, size_t W, size_t n_out, size_t n,
                      int each, cf_net_loss_kind loss) {
    cf_net net;
    char name[64];
    cr_assert(cf_net_vgg(&net, table, scale, C, H, W, n_out) == CF_OK, "%s", table);
    net.loss = loss;
    snprintf(name, sizeof name, "%zux%zux%zu %.20s", C, H, W, table ? table : "VGG11");
    check(name, &net, n, 2, each, 5 + C * H * W);
}

Test(net_gradient, convolutions) {
    check_vgg("2-FC", 1, 1, 1, 1, 2, 2, 1, CF_NET_SQUARED);
    check_vgg("1-FC", 1, 1, 2, 3, 1, 2, 1, CF_NET_SQUARED);
    check_vgg("2-FC", 1, 2, 3, 1, 2, 3, 1, CF_NET_SQUARED);
    check_vgg("3-M-FC", 1, 2, 5, 3, 2, 3, 0, CF_NET_SQUARED);
    check_vgg("M-2-FC", 1, 1, 4, 5, 2, 2, 1, CF_NET_CROSS_ENTROPY);
    check_vgg("3-M-5-2-M-FC", 1, 3, 7, 6, 4, 5, 0, CF_NET_CROSS_ENTROPY);
    check_vgg("64-M-32-FC", 1, 3, 16, 16, 3, 9, 0, CF_NET_CROSS_ENTROPY);
}

Test(net_gradient, vgg11_of_a_sixteenth_width) {
    check_vgg(NULL, 0.0625, 3, 32, 32, 10, 2, 0, CF_NET_CROSS_ENTROPY);
}
