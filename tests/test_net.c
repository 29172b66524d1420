/* test_net.c - architectures, starts, and what holds of a pass whatever the numbers: threads, copies, frozen
 * layers, float, ties. The gradients themselves: test_net_gradient.c. */
#include "core/net.h"
#include "verify/net_instance.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

Test(net, architectures_count_their_weights) {
    cf_net net;
    cr_assert(cf_net_mlp(&net, 784, 5000, 2, 10, 1, CF_NET_CROSS_ENTROPY) == CF_OK);
    cr_expect(net.p == 784 * 5000 + 5000 + 5000 * 10 + 10 && net.n_in == 784 && net.n_out == 10 &&
              cf_net_depth(&net) == 2);
    cr_assert(cf_net_vgg(&net, NULL, 1, 3, 32, 32, 10) == CF_OK);
    size_t c[] = {3, 64, 128, 256, 256, 512, 512, 512, 512}, p = 5120;
    for (int i = 0; i < 8; i++) p += 9 * c[i] * c[i + 1];
    cr_expect(net.p == p && cf_net_depth(&net) == 9 && net.n_in == 3072, "%zu", net.p);
    cf_net_freeze_below(&net, 1);
    for (size_t l = 0; l < net.layers; l++)
        cr_expect(net.layer[l].frozen == (net.layer[l].kind == CF_NET_CONV));
    cr_assert(cf_net_double(&net) == CF_OK && net.p == 2 * p && cf_net_double(&net) == CF_EINVAL);
    cr_assert(cf_net_vgg(&net, "3 M FC", 0.1, 1, 5, 6, 2) == CF_OK);
    cr_expect(net.layer[0].K == 1 && net.layer[3].kind == CF_NET_FLATTEN && net.layer[4].C == 2 * 3);
}

Test(net, what_does_not_fit_is_refused) {
    cf_net net;
    const char *bad[] = {"",  "M",     "FC-FC-X", "64-M-M-M-M-M-M-FC", "64",
                         "x", "6x-FC", "-1-FC ?", "0x10-FC",           "1e999-FC"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect(cf_net_vgg(&net, bad[i], 1, 3, 32, 32, 10) == CF_EINVAL, "'%s'", bad[i]);
    cr_expect(cf_net_vgg(&net, NULL, NAN, 3, 32, 32, 10) == CF_EINVAL &&
              cf_net_vgg(&net, NULL, 1, 3, 0, 32, 10) == CF_EINVAL);
    cr_expect(cf_net_mlp(&net, 0, 3, 2, 1, 0, CF_NET_SQUARED) == CF_EINVAL);
    cr_expect(cf_net_mlp(&net, 2, 0, 2, 1, 0, CF_NET_SQUARED) == CF_EINVAL);
    cr_expect(cf_net_mlp(&net, 2, 3, 0, 1, 0, CF_NET_SQUARED) == CF_EINVAL);
    cr_expect(cf_net_mlp(&net, 2, 3, 40, 1, 0, CF_NET_SQUARED) == CF_EINVAL); /* 79 layers */
    cr_expect(cf_net_mlp(&net, 2, (size_t)1 << 33, 2, 1, 0, CF_NET_SQUARED) == CF_EINVAL);
    cf_net_work work;
    cr_assert(cf_net_mlp(&net, 2, 3, 2, 1, 0, CF_NET_SQUARED) == CF_OK);
    cr_expect(cf_net_work_init(&work, &net, 0, 1) == CF_EINVAL &&
              cf_net_work_init(&work, &net, (size_t)1 << 40, 1) == CF_EINVAL);
}

/* Uniform He has variance alpha^2 2/n_in and its bound; the normal the same variance. */
Test(net, starts_have_their_moments) {
    cf_net net;
    cr_assert(cf_net_mlp(&net, 50, 400, 2, 100, 1, CF_NET_SQUARED) == CF_OK);
    double *w = malloc(net.p * sizeof *w);
    float *wf = malloc(net.p * sizeof *wf);
    for (int start = 0; start < 2; start++) {
        cf_net_init(w, &net, (cf_net_start)start, log(3), 5);
        cf_netf_init(wf, &net, (cf_net_start)start, log(3), 5);
        for (size_t l = 0; l < 2; l++) {
            const cf_net_layer *layer = &net.layer[2 * l];
            size_t n = layer->K * layer->C;
            double m1 = 0, m2 = 0, largest = 0, variance = 9 * 2.0 / (double)layer->C;
            for (size_t i = 0; i < n; i++) {
                double x = w[layer->at + i];
                m1 += x / (double)n, m2 += x * x / (double)n, largest = fmax(largest, fabs(x));
                cr_assert(wf[layer->at + i] == (float)x);
            }
            cr_expect(fabs(m1) < 6 * sqrt(variance / (double)n) &&
                      fabs(m2 / variance - 1) < 6 * sqrt(2 / (double)n));
            cr_expect(start != CF_NET_UNIFORM_HE ||
                      (largest <= sqrt(3 * variance) && largest > 0.99 * sqrt(3 * variance)));
            for (size_t i = n; i < cf_net_layer_weights(layer); i++) cr_assert(w[layer->at + i] == 0);
        }
    }
    free(w), free(wf);
}

typedef struct {
    cf_net net;
    cf_net_data data;
    double *w, *g, *x, *y;
    uint8_t *label;
} problem;

static void problem_init(problem *p, size_t n, uint64_t seed) {
    const cf_net *net = &p->net;
    cf_rng rng;
    cf_rng_init(&rng, seed);
    p->w = malloc(net->p * sizeof(double)), p->g = malloc(net->p * sizeof(double));
    p->x = malloc(n * net->n_in * sizeof(double)), p->y = malloc(n * net->n_out * sizeof(double));
    p->label = malloc(n);
    cf_net_init(p->w, net, CF_NET_UNIFORM_HE, 0, seed);
    cf_rng_normals(p->x, &rng, n * net->n_in), cf_rng_normals(p->y, &rng, n * net->n_out);
    for (size_t s = 0; s < n; s++) p->label[s] = (uint8_t)(cf_rng_uniform(&rng) * 0.999 * (double)net->n_out);
    p->data = (cf_net_data){p->x, p->y, p->label, n};
}

static void problem_clear(problem *p) {
    free(p->w), free(p->g), free(p->x), free(p->y), free(p->label);
}

/* A small convolutional net with n samples, and room to work on them. */
static void small_vgg(problem *p, cf_net_work *work, size_t n) {
    cr_assert(cf_net_vgg(&p->net, "4-M-6-FC", 1, 2, 8, 6, 3) == CF_OK);
    problem_init(p, n, 4);
    cr_assert(cf_net_work_init(work, &p->net, n, 1) == CF_OK);
}

Test(net, bits_do_not_depend_on_threads) {
    problem p;
    cr_assert(cf_net_vgg(&p.net, "32-M-64-48-M-FC", 1, 3, 17, 16, 10) == CF_OK);
    problem_init(&p, 40, 3);
    double *again = malloc(p.net.p * sizeof *again), loss[2];
    for (int threads = 1; threads <= 3; threads++) {
        cf_net_work work;
        cr_assert(cf_net_work_init(&work, &p.net, 40, threads) == CF_OK);
        loss[threads > 1] = cf_net_gradient(threads > 1 ? again : p.g, NULL, &work, p.w, &p.data);
        cr_expect(threads == 1 || (loss[0] == loss[1] && memcmp(again, p.g, p.net.p * sizeof *again) == 0));
        cf_net_work_clear(&work);
    }
    free(again);
    problem_clear(&p);
}

/* Convolutions unfold blocks of samples and of channels: a gradient is the mean of those of its samples one by one, to rounding, and a step
 * along it too, with more channels and samples than a block has, where rows are shared out (few blocks) and where they are not. */
static void blocks_add_up(size_t n) {
    problem p;
    cf_net_work work;
    cr_assert(cf_net_vgg(&p.net, "40-M-70-FC", 1, 2, 17, 8, 3) == CF_OK);
    problem_init(&p, n, 4);
    double *g = malloc(p.net.p * sizeof *g), *mean = calloc(p.net.p, sizeof *mean), *w = malloc(p.net.p * sizeof *w);
    cr_assert(cf_net_work_init(&work, &p.net, n, 1) == CF_OK);
    cf_net_gradient(p.g, NULL, &work, p.w, &p.data);
    memcpy(w, p.w, p.net.p * sizeof *w);
    cf_net_descend(w, 0.125, NULL, &work, &p.data);
    for (size_t s = 0; s < n; s++) {
        cf_net_data one = {p.x + s * p.net.n_in, p.y + s * p.net.n_out, p.label + s, 1};
        cf_net_gradient(g, NULL, &work, p.w, &one);
        for (size_t i = 0; i < p.net.p; i++) mean[i] += g[i] / (double)n;
    }
    for (size_t i = 0; i < p.net.p; i++)
        cr_expect(fabs(mean[i] - p.g[i]) < 1e-14 && fabs(w[i] - (p.w[i] - 0.125 * p.g[i])) < 1e-14, "%zu samples, weight %zu: %a %a", n, i,
                  mean[i], p.g[i]);
    cf_net_work_clear(&work);
    free(g), free(mean), free(w);
    problem_clear(&p);
}
Test(net, blocks_of_samples_and_channels_add_up) {
    blocks_add_up(2);
    blocks_add_up(23);
}

/* descend = gradient and a subtraction, to rounding; the loss of many is that of parts. */
Test(net, descent_is_a_step_along_the_gradient) {
    problem p;
    cf_net_work work;
    small_vgg(&p, &work, 9);
    size_t correct[3];
    double loss = cf_net_gradient(p.g, &correct[0], &work, p.w, &p.data), *w = malloc(p.net.p * sizeof *w);
    memcpy(w, p.w, p.net.p * sizeof *w);
    cr_expect(cf_net_descend(w, 0.125, &correct[1], &work, &p.data) == loss && correct[0] == correct[1]);
    for (size_t i = 0; i < p.net.p; i++) cr_expect(fabs(w[i] - (p.w[i] - 0.125 * p.g[i])) < 1e-14);
    cf_net_work_clear(&work);
    cr_assert(cf_net_work_init(&work, &p.net, 4, 1) == CF_OK);
    cr_expect(fabs(cf_net_loss(&correct[2], &work, p.w, &p.data) - loss) < 1e-14 && correct[0] == correct[2]);
    cf_net_work_clear(&work);
    free(w);
    problem_clear(&p);
}

Test(net, frozen_layers_stay) {
    problem p;
    cf_net_work work;
    small_vgg(&p, &work, 5);
    double *free_g = malloc(p.net.p * sizeof *free_g);
    cf_net_gradient(free_g, NULL, &work, p.w, &p.data);
    for (size_t trained = 0; trained <= 4; trained++) {
        cf_net_freeze_below(&p.net, trained);
        if (trained == 4) p.net.layer[3].frozen = 1; /* one above a layer that is trained */
        cf_net_gradient(p.g, NULL, &work, p.w, &p.data);
        for (size_t l = 0; l < p.net.layers; l++) {
            const cf_net_layer *layer = &p.net.layer[l];
            for (size_t i = layer->at; i < layer->at + cf_net_layer_weights(layer); i++)
                cr_assert(p.g[i] == (layer->frozen ? 0 : free_g[i]));
        }
    }
    cf_net_work_clear(&work);
    free(free_g);
    problem_clear(&p);
}

/* f(w(0), x) = 0 exactly, and its gradient is that of g and of -g. */
Test(net, doubled_nets_start_unbiased) {
    problem p;
    cr_assert(cf_net_mlp(&p.net, 3, 8, 3, 2, 0, CF_NET_SQUARED) == CF_OK && cf_net_double(&p.net) == CF_OK);
    problem_init(&p, 6, 8);
    cf_net_work work;
    double f[12];
    cr_assert(cf_net_work_init(&work, &p.net, 6, 1) == CF_OK);
    cf_net_forward(f, &work, p.w, p.x, 6);
    for (int i = 0; i < 12; i++) cr_expect(f[i] == 0);
    cf_net_feature(p.g, &work, p.w, p.x, 1);
    double norm = 0;
    for (size_t i = 0; i < p.net.p / 2; i++) {
        norm += fabs(p.g[i]);
        cr_assert(p.g[i] == -p.g[p.net.p / 2 + i]);
    }
    cr_expect(norm > 0);
    cf_net_work_clear(&work);
    problem_clear(&p);
}

/* Float against double on the same (float) weights and samples: within gamma_m S of each, S from the
 * reference. */
Test(net, float_is_the_same_source) {
    problem p;
    cr_assert(cf_net_vgg(&p.net, "3-M-5-M-FC", 1, 2, 9, 8, 4) == CF_OK);
    problem_init(&p, 6, 21);
    size_t P = p.net.p, X = 6 * p.net.n_in;
    float *w = malloc(P * sizeof *w), *g = malloc(P * sizeof *g), *x = malloc(X * sizeof *x);
    double *v = malloc(P * sizeof *v), sum = 0, sum_f = 0;
    for (size_t i = 0; i < P; i++) p.w[i] = w[i] = (float)p.w[i], v[i] = cos((double)i);
    for (size_t i = 0; i < X; i++) p.x[i] = x[i] = (float)p.x[i];
    cf_net_work work;
    cf_netf_work work_f;
    cr_assert(cf_net_work_init(&work, &p.net, 6, 1) == CF_OK &&
              cf_netf_work_init(&work_f, &p.net, 6, 1) == CF_OK);
    double loss = cf_net_gradient(p.g, NULL, &work, p.w, &p.data);
    double loss_f = cf_netf_gradient(g, NULL, &work_f, w, &(cf_netf_data){x, NULL, p.label, 6});
    for (size_t i = 0; i < P; i++) sum += p.g[i] * v[i], sum_f += (double)g[i] * v[i];
    cf_net_twin twin;
    cf_ref_dual exact;
    cf_ref_net_info info;
    cf_ref_dual_init(&exact);
    cf_net_twin_of(&twin, &p.net);
    cr_assert(cf_ref_net_loss(&exact, &info, &twin.net, p.w, v, p.x, NULL, p.label, 6, 64) == CF_REF_OK);
    double gamma = cf_net_roundings(&p.net, 6) * 0x1p-24 * 1.01;
    cr_assert(info.margin > gamma, "%g %g", info.margin, gamma);
    cr_expect(fabs(sum - sum_f) <= gamma * mag_get_d(exact.slope_size), "%g %g", sum, sum_f);
    cr_expect(fabs(loss - loss_f) < 1e-5 * loss);
    cf_ref_dual_clear(&exact);
    cf_net_work_clear(&work), cf_netf_work_clear(&work_f);
    free(w), free(g), free(x), free(v);
    problem_clear(&p);
}

/* The conventions at ties, which the reference leaves undecided. */
Test(net, ties) {
    cf_net net;
    cf_net_work work;
    cr_assert(cf_net_vgg(&net, "M-FC", 1, 1, 2, 2, 1) == CF_OK);
    net.loss = CF_NET_SQUARED;
    cf_net_twin twin;
    cf_ref_dual loss;
    cf_ref_net_info info;
    double w[] = {2}, v[] = {1}, x[] = {3, 3, 1, 3}, y[] = {0}, g[1];
    cr_assert(cf_net_work_init(&work, &net, 1, 1) == CF_OK);
    cf_net_data data = {x, y, NULL, 1};
    cr_expect(cf_net_gradient(g, NULL, &work, w, &data) == 36 && g[0] == 36);
    cf_net_twin_of(&twin, &net);
    cf_ref_dual_init(&loss); /* the tied inputs are the same exact numbers: decided */
    cr_expect(cf_ref_net_loss(&loss, &info, &twin.net, w, v, x, y, NULL, 1, 64) == CF_REF_OK &&
              arb_equal_si(loss.slope, 36));
    cf_net_work_clear(&work);

    cr_assert(cf_net_vgg(&net, "1-M-FC", 1, 1, 2, 2, 1) ==
              CF_OK); /* all four places of the convolution's ReLU tie at 4 */
    net.loss = CF_NET_SQUARED;
    double w2[10] = {[4] = 1, [9] = 1}, v2[10] = {[0] = 1, [4] = 1}, x2[] = {4, 4, 4, 4}, g2[10];
    data.x = x2;
    cr_assert(cf_net_work_init(&work, &net, 1, 1) == CF_OK);
    cf_net_gradient(g2, NULL, &work, w2, &data);
    cr_expect(g2[0] == 0 && g2[4] == 32 &&
              g2[8] == 32); /* place (0,0), the first: nothing above or left of it */
    cf_net_twin_of(&twin, &net);
    cr_expect(cf_ref_net_loss(&loss, &info, &twin.net, w2, v2, x2, y, NULL, 1, 64) == CF_REF_UNDECIDED &&
              info.undecided == 1);
    cr_expect(!arb_is_finite(loss.slope));
    v2[0] = 0; /* along e_4 all four move alike: the same dual numbers */
    cr_expect(cf_ref_net_loss(&loss, &info, &twin.net, w2, v2, x2, y, NULL, 1, 64) == CF_REF_OK);
    w2[4] = 0; /* a kink: every ReLU at 0, moving */
    cr_expect(cf_ref_net_loss(&loss, &info, &twin.net, w2, v2, x2, y, NULL, 1, 64) == CF_REF_UNDECIDED &&
              info.undecided == 5);
    cf_ref_dual_clear(&loss);
    cf_net_work_clear(&work);
}

Test(net, a_nan_is_seen) {
    problem p;
    cr_assert(cf_net_vgg(&p.net, "4-M-6-FC", 1, 2, 8, 6, 3) == CF_OK);
    problem_init(&p, 5, 4);
    cf_net_work work;
    cr_assert(cf_net_work_init(&work, &p.net, 5, 1) == CF_OK);
    for (size_t i = 0; i < p.net.p; i++) p.w[i] = i % 2 ? 1e200 : -1e200;
    cr_expect(!isfinite(cf_net_loss(NULL, &work, p.w, &p.data)));
    cf_net_work_clear(&work);
    problem_clear(&p);
}

/* ------------------------------------------------------------------------- float: oneDNN's blocks of 16 channels */

typedef struct {
    float *w, *g, *x;
    cf_netf_work work;
    cf_netf_data data;
} float_problem;

static void float_init(float_problem *f, const problem *p, size_t n, int threads) {
    size_t P = p->net.p, X = n * p->net.n_in;
    f->w = malloc(P * sizeof(float)), f->g = malloc(P * sizeof(float)), f->x = malloc(X * sizeof(float));
    for (size_t i = 0; i < P; i++) p->w[i] = f->w[i] = (float)p->w[i];
    for (size_t i = 0; i < X; i++) p->x[i] = f->x[i] = (float)p->x[i];
    cr_assert(cf_netf_work_init(&f->work, &p->net, n, threads) == CF_OK);
    f->data = (cf_netf_data){f->x, NULL, p->label, n};
}

static void float_clear(float_problem *f) {
    cf_netf_work_clear(&f->work);
    free(f->w), free(f->g), free(f->x);
}

/* Odd sizes, channels that do not fill a block, one and more than one block, pools first, convolutions of 1 and 3
 * channels at the bottom and above, a batch that does not fill its tiles: float against double to float's rounding. */
Test(net, float_convolutions_of_any_size) {
    const struct {
        const char *table;
        size_t C, H, W, n;
    } cases[] = {{"3-M-5-FC", 2, 9, 8, 6},  {"20-M-33-3-4-M-FC", 1, 9, 7, 19}, {"16-FC", 3, 1, 1, 2}, {"M-18-M-5-FC", 17, 12, 5, 3},
                 {"5-16-M-FC", 16, 5, 6, 9}, {"32-M-M-FC", 3, 11, 13, 17},      {"M-FC", 2, 5, 4, 3},  {"7-FC", 1, 3, 2, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        problem p;
        float_problem f;
        size_t n = cases[i].n;
        cr_assert(cf_net_vgg(&p.net, cases[i].table, 1, cases[i].C, cases[i].H, cases[i].W, 4) == CF_OK, "%s", cases[i].table);
        problem_init(&p, n, 3 + i);
        float_init(&f, &p, n, 2);
        cf_net_work work;
        cr_assert(cf_net_work_init(&work, &p.net, n, 1) == CF_OK);
        for (size_t m = n; m > 0; m /= 2) { /* fewer samples in the same memory too */
            p.data.n = f.data.n = m;
            double loss = cf_net_gradient(p.g, NULL, &work, p.w, &p.data), largest = 0;
            double loss_f = cf_netf_gradient(f.g, NULL, &f.work, f.w, &f.data);
            for (size_t j = 0; j < p.net.p; j++) largest = fmax(largest, fabs(p.g[j]));
            cr_expect(fabs(loss - loss_f) < 1e-5 * loss);
            for (size_t j = 0; j < p.net.p; j++)
                cr_assert(fabs(f.g[j] - p.g[j]) < 1e-5 * largest, "%s: %zu: %g %g", cases[i].table, j, (double)f.g[j], p.g[j]);
        }
        cf_netf_descend(f.w, 0.125, NULL, &f.work, &f.data); /* of the one sample whose gradient p.g is */
        for (size_t j = 0; j < p.net.p; j++) cr_assert(fabs(f.w[j] - (p.w[j] - 0.125 * p.g[j])) < 1e-5 * (1 + fabs(p.g[j])));
        cf_net_work_clear(&work);
        float_clear(&f);
        problem_clear(&p);
    }
}

Test(net, float_bits_do_not_depend_on_threads) {
    problem p;
    cr_assert(cf_net_vgg(&p.net, "32-M-64-48-M-FC", 1, 3, 17, 16, 10) == CF_OK);
    problem_init(&p, 41, 3);
    float *first = malloc(p.net.p * sizeof *first);
    for (int threads = 1; threads <= 3; threads++) {
        float_problem f;
        float_init(&f, &p, 41, threads);
        cf_netf_descend(f.w, 0.1, NULL, &f.work, &f.data);
        cf_netf_descend(f.w, 0.1, NULL, &f.work, &f.data);
        if (threads == 1) memcpy(first, f.w, p.net.p * sizeof *first);
        cr_expect(memcmp(first, f.w, p.net.p * sizeof *first) == 0);
        float_clear(&f);
    }
    free(first);
    problem_clear(&p);
}

/* As `ties` in double: of equal entries of a pool the first in rows has the derivative, in each of its four places. */
Test(net, float_ties) {
    cf_net net;
    cf_netf_work work;
    cr_assert(cf_net_vgg(&net, "1-M-FC", 1, 1, 2, 2, 1) == CF_OK);
    net.loss = CF_NET_SQUARED;
    for (int tie = 1; tie < 16; tie++) { /* the places of the largest: W = 1 at the middle, so z = x */
        float w[10] = {[4] = 1, [9] = 1}, x[4], y[] = {0}, g[10];
        int first = -1;
        for (int i = 0; i < 4; i++) x[i] = tie >> i & 1 ? 4 : 1, first = first < 0 && tie >> i & 1 ? i : first;
        cr_assert(cf_netf_work_init(&work, &net, 1, 1) == CF_OK);
        cf_netf_data data = {x, y, NULL, 1};
        cr_expect(cf_netf_gradient(g, NULL, &work, w, &data) == 16);
        for (int t = 0; t < 9; t++) { /* 8 times x at (i + u - 1, j + v - 1) */
            int i = first / 2 + t / 3 - 1, j = first % 2 + t % 3 - 1;
            cr_expect(g[t] == (i < 0 || i > 1 || j < 0 || j > 1 ? 0 : 8 * x[2 * i + j]), "%d %d: %g", tie, t, (double)g[t]);
        }
        cf_netf_work_clear(&work);
    }
}

Test(net, float_a_nan_is_seen) {
    problem p;
    float_problem f;
    cr_assert(cf_net_vgg(&p.net, "4-M-6-FC", 1, 2, 8, 6, 3) == CF_OK);
    problem_init(&p, 5, 4);
    float_init(&f, &p, 5, 1);
    for (size_t i = 0; i < p.net.p; i++) f.w[i] = i % 2 ? 1e25f : -1e25f;
    cr_expect(!isfinite(cf_netf_loss(NULL, &f.work, f.w, &f.data)));
    float_clear(&f);
    problem_clear(&p);
}
