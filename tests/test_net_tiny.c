/* test_net_tiny.c - the fast path of tiny nets against the balls, against the general pass, and against
 * itself at every width of vector. The source is included, so that each width can be asked for. */
#include "core/net_tiny.c"
#include "verify/net_instance.h"
#include <criterion/criterion.h>
#include <stdio.h>

static void make(cf_net *net, double *w, double *x, double *y, size_t n_in, size_t width, size_t depth,
                 int twice, size_t N, uint64_t seed) {
    cf_rng rng;
    cr_assert(cf_net_mlp(net, n_in, width, depth, 1, 0, CF_NET_SQUARED) == CF_OK);
    if (twice) cr_assert(cf_net_double(net) == CF_OK);
    cf_net_init(w, net, CF_NET_UNIFORM_HE, 0, seed);
    cf_rng_init(&rng, seed);
    cf_rng_normals(x, &rng, N * n_in), cf_rng_normals(y, &rng, N);
    for (size_t i = 0; twice && i < net->p; i++) w[i] += 0.1 * cf_rng_uniform(&rng);
}

enum { MOST = 40000 };
static const size_t shape[][5] = {/* n_in, width, depth, doubled, N */
                                  {2, 30, 2, 0, 10}, {2, 30, 3, 0, 10}, {2, 30, 5, 0, 10},
                                  {2, 30, 5, 1, 10}, {1, 1, 2, 0, 1},   {3, 32, 4, 0, 6},
                                  {7, 17, 3, 1, 13}, {32, 5, 2, 0, 4},  {2, 9, 16, 0, 3}};
enum { SHAPES = sizeof shape / sizeof *shape };

/* (w - w')/step, along random directions, within gamma_m of the slope, and u |w| for the subtraction */
Test(net_tiny, a_step_is_within_the_bound) {
    static double w[MOST], old[MOST], v[MOST], x[500], y[20];
    double worst = 0, step = 0x1p-20, loss;
    arb_t e, t, s;
    mag_t m, bound;
    arb_init(e), arb_init(t), arb_init(s), mag_init(m), mag_init(bound);
    for (size_t i = 0; i < SHAPES; i++) {
        cf_net net;
        cf_net_twin twin;
        cf_ref_dual exact;
        cf_ref_net_info info;
        cf_rng rng;
        uint64_t taken;
        make(&net, w, x, y, shape[i][0], shape[i][1], shape[i][2], (int)shape[i][3], shape[i][4], i + 3);
        cr_assert(cf_net_tiny_fits(&net));
        memcpy(old, w, net.p * sizeof *w);
        cf_net_data data = {x, y, NULL, shape[i][4]};
        cr_assert(cf_net_tiny_descend(w, &loss, &taken, &net, &data, step, 0, 1) == CF_OK && taken == 1);
        cf_net_twin_of(&twin, &net);
        cf_ref_dual_init(&exact);
        cf_rng_init(&rng, i);
        for (int k = 0; k < 3; k++) {
            cf_rng_normals(v, &rng, net.p);
            cr_assert(cf_ref_net_loss(&exact, &info, &twin.net, old, v, x, y, NULL, data.n, 128) ==
                      CF_REF_OK);
            double gamma = cf_net_roundings(&net, data.n) * 0x1p-53 * 1.01, rounding = 0;
            cr_assert(info.margin > gamma);
            arb_mul_2exp_si(e, exact.slope, -20);
            for (size_t j = 0; j < net.p; j++) {
                arb_set_d(t, w[j]), arb_set_d(s, old[j]);
                arb_sub(t, t, s, 128);
                arb_set_d(s, v[j]);
                arb_addmul(e, t, s, 128);
                rounding += 0x1p-53 * fabs(w[j] * v[j]);
            }
            arb_get_mag(m, e);
            mag_set_d(bound, gamma * step);
            mag_mul(bound, bound, exact.slope_size);
            worst = fmax(worst, mag_get_d(m) / (mag_get_d(bound) + 1.01 * rounding));
            arb_set_d(t, loss);
            arb_sub(t, t, exact.value, 128);
            arb_get_mag(m, t);
            cr_expect(mag_get_d(m) <= gamma * mag_get_d(exact.size));
        }
        cf_ref_dual_clear(&exact);
    }
    printf("test_net_tiny: largest error of a step %.3g of the bound\n", worst);
    cr_expect(worst <= 1, "%g", worst);
    arb_clear(e), arb_clear(t), arb_clear(s), mag_clear(m), mag_clear(bound);
}

/* 50 steps at each width that this processor has: the same bits. */
Test(net_tiny, every_width_gives_the_same_bits) {
    static double w[MOST], start[MOST], first[MOST], x[500], y[20];
    for (size_t i = 0; i < SHAPES; i++) {
        cf_net net;
        double loss[9];
        make(&net, start, x, y, shape[i][0], shape[i][1], shape[i][2], (int)shape[i][3], shape[i][4], i + 30);
        cf_net_data data = {x, y, NULL, shape[i][4]};
        for (int width = 1; width <= widest(); width *= width == 1 ? 4 : 2) {
            tiny t;
            memcpy(w, start, net.p * sizeof *w);
            cr_assert(tiny_init(&t, &net, &data) == CF_OK);
            pack(&t, w, &net, 0);
            for (int k = 0; k < 50; k++) loss[width] = tiny_step(&t, 1e-3, 0, width);
            pack(&t, w, &net, 1);
            free(t.arena);
            if (width == 1) memcpy(first, w, net.p * sizeof *w);
            cr_expect(loss[width] == loss[1] && memcmp(first, w, net.p * sizeof *w) == 0,
                      "shape %zu width %d", i, width);
        }
        cr_expect(memcmp(first, start, net.p * sizeof *w) != 0);
    }
}

Test(net_tiny, it_stops) {
    static double w[MOST], again[MOST], x[500], y[20];
    cf_net net;
    double loss;
    uint64_t taken;
    make(&net, w, x, y, 2, 30, 2, 0, 10, 5);
    cf_net_data data = {x, y, NULL, 10};
    cr_assert(cf_net_tiny_descend(w, &loss, &taken, &net, &data, 1e-3, 1e-2, 1000000) == CF_OK);
    cr_expect(loss < 1e-2 && taken > 10 && taken < 1000000);
    memcpy(again, w, net.p * sizeof *w);
    cr_assert(cf_net_tiny_descend(again, &loss, &taken, &net, &data, 1e-3, 1e-2, 10) == CF_OK);
    cr_expect(taken == 0 && memcmp(again, w, net.p * sizeof *w) == 0);
    cf_net_work work;
    cr_assert(cf_net_work_init(&work, &net, 10, 1) == CF_OK);
    cr_expect(fabs(cf_net_loss(NULL, &work, w, &data) - loss) < 1e-12 * loss);
    cf_net_work_clear(&work);
    for (size_t i = 0; i < net.p; i++) w[i] *= 1e100; /* overflows: nothing moves */
    memcpy(again, w, net.p * sizeof *w);
    cr_assert(cf_net_tiny_descend(w, &loss, &taken, &net, &data, 1, 1e-2, 1000) == CF_OK);
    cr_expect(taken == 0 && loss > DBL_MAX && memcmp(again, w, net.p * sizeof *w) == 0);
}

Test(net_tiny, what_does_not_fit_is_refused) {
    cf_net net;
    double w[100], x[2], y[1], loss;
    uint64_t taken;
    cf_net_data data = {x, y, NULL, 1};
    cr_assert(cf_net_mlp(&net, 2, 30, 1, 1, 0, CF_NET_SQUARED) == CF_OK && !cf_net_tiny_fits(&net));
    cr_expect(cf_net_tiny_descend(w, &loss, &taken, &net, &data, 1e-3, 0, 1) == CF_EINVAL);
    cr_assert(cf_net_mlp(&net, 2, 30, 2, 1, 1, CF_NET_SQUARED) == CF_OK && !cf_net_tiny_fits(&net));
    cr_assert(cf_net_mlp(&net, 2, 33, 2, 1, 0, CF_NET_SQUARED) == CF_OK && !cf_net_tiny_fits(&net));
    cr_assert(cf_net_mlp(&net, 33, 3, 2, 1, 0, CF_NET_SQUARED) == CF_OK && !cf_net_tiny_fits(&net));
    cr_assert(cf_net_mlp(&net, 2, 3, 2, 2, 0, CF_NET_SQUARED) == CF_OK && !cf_net_tiny_fits(&net));
    cr_assert(cf_net_mlp(&net, 2, 3, 17, 1, 0, CF_NET_SQUARED) == CF_OK && !cf_net_tiny_fits(&net));
    cr_assert(cf_net_mlp(&net, 2, 3, 2, 1, 0, CF_NET_CROSS_ENTROPY) == CF_OK && !cf_net_tiny_fits(&net));
}
