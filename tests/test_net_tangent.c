/* test_net_tangent.c - tangent features, their kernel and the gradient distance, against the balls where they
 * are small. */
#include "core/net.h"
#include "verify/net_instance.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N = 4 };
typedef struct {
    cf_net net;
    cf_net_work work;
    double *w, *x;
} problem;

static void problem_init(problem *p, double log_alpha, uint64_t seed) {
    cf_rng rng;
    cf_rng_init(&rng, seed);
    p->w = malloc(p->net.p * sizeof(double)), p->x = malloc(N * p->net.n_in * sizeof(double));
    cf_rng_normals(p->x, &rng, N * p->net.n_in);
    cf_net_init(p->w, &p->net, CF_NET_UNIFORM_HE, log_alpha, seed);
    cr_assert(cf_net_work_init(&p->work, &p->net, 1, 1) == CF_OK);
}

static void problem_clear(problem *p) {
    cf_net_work_clear(&p->work);
    free(p->w), free(p->x);
}

/* Every entry of every feature within gamma_m of e_j's slope, and the kernel that of those slopes. */
static void against_twin(const char *table, size_t C, size_t H, size_t W, size_t n_out) {
    problem p;
    if (table)
        cr_assert(cf_net_vgg(&p.net, table, 1, C, H, W, n_out) == CF_OK);
    else
        cr_assert(cf_net_mlp(&p.net, 2, 5, 3, n_out, 1, CF_NET_SQUARED) == CF_OK);
    problem_init(&p, 0, 7);
    size_t size = p.net.p, rows = N * n_out;
    double K[N * N], *G = malloc(rows * size * sizeof *G), *v = calloc(size, sizeof *v), worst = 0;
    cf_ref_dual *f = malloc(rows * sizeof *f);
    cf_net_twin twin;
    cf_ref_net_info info;
    arb_t t;
    mag_t m;
    cf_net_twin_of(&twin, &p.net);
    arb_init(t), mag_init(m);
    for (size_t i = 0; i < rows; i++) {
        cf_ref_dual_init(&f[i]);
        cf_net_feature(G + i * size, &p.work, p.w, p.x + i / n_out * p.net.n_in, i % n_out);
    }
    double gamma = cf_net_roundings(&p.net, 1) * 0x1p-53 * 1.01;
    for (size_t j = 0; j < size; j++) {
        v[j] = 1;
        cr_assert(cf_ref_net_forward(f, &info, &twin.net, p.w, v, p.x, N, 128) == CF_REF_OK &&
                  info.margin > gamma);
        v[j] = 0;
        for (size_t i = 0; i < rows; i++) {
            arb_set_d(t, G[i * size + j]);
            arb_sub(t, t, f[i].slope, 128);
            arb_get_mag(m, t);
            if (!mag_is_zero(m)) worst = fmax(worst, mag_get_d(m) / (gamma * mag_get_d(f[i].slope_size)));
        }
    }
    printf("test_net_tangent: largest error of a feature's entry %.2g of the bound\n", worst);
    cr_expect(worst <= 1);
    for (size_t bytes = 1; bytes <= 1 << 20; bytes <<= 10) { /* one at a time, a few, all: the same */
        cr_assert(cf_net_tangent_kernel(K, &p.work, p.w, p.x, N, bytes) == CF_OK);
        for (size_t a = 0; a < N; a++)
            for (size_t b = 0; b < N; b++) {
                double sum = 0, terms = 0;
                for (size_t i = 0; i < n_out * size; i++) {
                    double term = G[a * n_out * size + i] * G[b * n_out * size + i];
                    sum += term, terms += fabs(term);
                }
                cr_expect(fabs(sum - K[a * N + b]) <= 2 * (double)(n_out * size) * 0x1p-53 * terms &&
                          K[a * N + b] == K[b * N + a]);
            }
    }
    for (size_t i = 0; i < rows; i++) cf_ref_dual_clear(&f[i]);
    arb_clear(t), mag_clear(m);
    free(G), free(v), free(f);
    problem_clear(&p);
}

Test(net_tangent, features_and_kernel) {
    against_twin(NULL, 0, 0, 0, 1);
    against_twin(NULL, 0, 0, 0, 3);
    against_twin("2-M-3-FC", 1, 3, 4, 2);
}

/* Homogeneity: f(c w) = c^D f(w), K_{c w} = c^(2(D-1)) K_w; exact for c a power of 2. */
Test(net_tangent, homogeneous) {
    for (size_t depth = 1; depth <= 5; depth++)
        for (int twice = 0; twice < 2; twice++) {
            problem p;
            double K[2][N * N], f[2][N];
            cr_assert(cf_net_mlp(&p.net, 3, 7, depth, 1, 0, CF_NET_SQUARED) == CF_OK);
            if (twice) cr_assert(cf_net_double(&p.net) == CF_OK);
            problem_init(&p, 0, depth);
            for (size_t i = 0; twice && i < p.net.p / 2; i++) p.w[i] *= 1.5;
            for (int scaled = 0; scaled < 2; scaled++) {
                cf_net_tangent_kernel(K[scaled], &p.work, p.w, p.x, N, 1 << 20);
                for (size_t s = 0; s < N; s++) cf_net_forward(&f[scaled][s], &p.work, p.w, p.x + 3 * s, 1);
                for (size_t i = 0; i < p.net.p; i++) p.w[i] *= 4;
            }
            for (size_t i = 0; i < N * N; i++) cr_expect(K[1][i] == ldexp(K[0][i], 4 * ((int)depth - 1)));
            for (size_t i = 0; i < N; i++) cr_expect(f[1][i] == ldexp(f[0][i], 2 * (int)depth));
            problem_clear(&p);
        }
}

Test(net_tangent, distances) {
    problem p;
    double mean, each[N], *w;
    cr_assert(cf_net_mlp(&p.net, 3, 20, 3, 2, 0, CF_NET_CROSS_ENTROPY) == CF_OK);
    problem_init(&p, 0, 11);
    w = malloc(p.net.p * sizeof *w);
    for (size_t i = 0; i < p.net.p; i++) w[i] = 2 * p.w[i];
    cr_assert(cf_net_gradient_distance(&mean, each, &p.work, p.w, w, p.x, N) ==
              CF_OK); /* the same direction */
    cr_expect(fabs(mean) < 1e-15 && fabs(each[3]) < 1e-15 && cf_net_distance_travelled(p.w, w, p.net.p) == 1);
    cf_net_init(w, &p.net, CF_NET_UNIFORM_HE, 0, 12);
    cr_assert(cf_net_gradient_distance(&mean, each, &p.work, p.w, w, p.x, N) == CF_OK);
    cr_expect(mean > 0.2 && mean < 1.8 && fabs(mean - (each[0] + each[1] + each[2] + each[3]) / 4) < 1e-15);
    for (size_t i = 0; i < p.net.p; i++) w[i] = 0; /* no feature at the end */
    cr_assert(cf_net_gradient_distance(&mean, NULL, &p.work, p.w, w, p.x, N) == CF_OK && mean == 1);
    cr_assert(cf_net_gradient_distance(&mean, NULL, &p.work, w, w, p.x, N) == CF_OK && mean == 0);
    double K[] = {3, 0, 0, 4}, L[] = {3, 3, 4, 4};
    cr_expect(cf_net_kernel_change(K, L, 2) == 1);
    free(w);
    problem_clear(&p);
}
