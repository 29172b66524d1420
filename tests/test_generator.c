/* test_generator.c - the portable stream, its normals and Section 4's problem. */
#include "core/certiflow.h"
#include "reference/ball.h"
#include "verify/ulp.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The definition of core/generator.c again, in integers. */
static uint64_t next_state(uint64_t state) {
    return state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
}
static double uniform_of(uint64_t state) {
    return ((double)(state >> 11) + 0.5) / 9007199254740992.0;
}

Test(generator, stream_is_the_documented_one) {
    const uint64_t seeds[] = {0, 1, 42, UINT64_MAX};
    for (int s = 0; s < 4; s++) {
        cf_rng rng;
        uint64_t state = seeds[s];
        cf_rng_init(&rng, seeds[s]);
        for (int i = 0; i < 4; i++) state = next_state(state);
        cr_assert(rng.state == state);
        for (int i = 0; i < 1000; i++) {
            state = next_state(state);
            double u = cf_rng_uniform(&rng);
            cr_assert(u == uniform_of(state) && u > 0 && u <= 1);
        }
    }
}

/* R cos A and R sin A with R = sqrt(-2 ln u1) and A = fl(2 pi) u2, rounded, in balls */
static void box_muller(arb_t c, arb_t s, double u1, double u2) {
    arb_t r;
    arb_init(r);
    arb_set_d(r, u1);
    arb_log(r, r, 200);
    arb_mul_si(r, r, -2, 200);
    arb_sqrt(r, r, 200);
    arb_set_d(c, 0x1.921fb54442d18p+2 * u2);
    arb_sin_cos(s, c, c, 200);
    arb_mul(c, c, r, 200);
    arb_mul(s, s, r, 200);
    arb_clear(r);
}

/* R: half an ulp of ln and of the root give at most 1 ulp; COS, SIN 0.8; the product half: below 2.5 ulp
 * together (a relative error of half an ulp is at most one ulp of the result). */
Test(generator, normals_are_box_and_muller_of_the_stream) {
    enum { N = 20000 };
    static double x[N];
    cf_rng rng, copy;
    arb_t c, s;
    arb_init(c);
    arb_init(s);
    cf_rng_init(&rng, 7);
    copy = rng;
    cf_rng_normals(x, &rng, N);
    double worst = 0;
    for (int i = 0; i < N; i += 2) {
        double u1 = cf_rng_uniform(&copy), u2 = cf_rng_uniform(&copy);
        box_muller(c, s, u1, u2);
        worst = fmax(worst, fmax(cf_ulp_error(x[i], c), cf_ulp_error(x[i + 1], s)));
    }
    printf("test_generator: largest error of a normal %.3f ulp\n", worst);
    cr_expect(worst <= 2.5, "%g ulp", worst);
    cr_expect(rng.state == copy.state);
    arb_clear(c);
    arb_clear(s);
}

/* FNV-1a of the bytes of the bits, least significant first */
static uint64_t digest(const double *x, size_t n) {
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < n; i++) {
        uint64_t bits;
        memcpy(&bits, x + i, sizeof bits);
        for (int k = 0; k < 64; k += 8) hash = (hash ^ (bits >> k & 255)) * UINT64_C(1099511628211);
    }
    return hash;
}

/* The same bits with every compiler and on every processor: seed 1, d = 1000, N = 100. The first entries
 * agree with the generator written in Python with libm. */
Test(generator, sparse_regression_has_fixed_bits) {
    enum { N = 100, D = 1000 };
    double *X = malloc(N * D * sizeof *X), y[N], beta[D];
    cr_assert(cf_sparse_regression(X, y, beta, 1, 5, 0.01, N, D) == CF_OK);
    cr_expect(digest(X, N * D) == UINT64_C(0x15590e4735230022), "%llx", (unsigned long long)digest(X, N * D));
    cr_expect(digest(y, N) == UINT64_C(0x49bd5277a0cd1bf2), "%llx", (unsigned long long)digest(y, N));
    const double first[] = {-0x1.5a62660c49eecp-1, -0x1.1cddb9b81bde7p-9, 0x1.fe27441c36871p-1,
                            0x1.bcb8a80841005p-2,  0x1.8154f9e7efa7fp-3,  0x1.1ee2418a699b0p-1};
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        cr_expect(fabs(X[i] - first[i]) <= 0x1p-51 * fabs(first[i]), "%a %a", X[i], first[i]);
    free(X);
}

Test(generator, sparse_regression_is_the_model) {
    enum { N = 30, D = 50, R = 3 };
    static double X[N * D], y[N], beta[D], noise[N];
    cr_assert(cf_sparse_regression(X, y, beta, 9, R, 0.25, N, D) == CF_OK);
    cf_rng rng;
    static double again[N * D];
    cf_rng_init(&rng, 9);
    cf_rng_normals(again, &rng, N * D);
    cf_rng_normals(noise, &rng, N);
    cr_expect(memcmp(again, X, sizeof X) == 0);
    for (int i = 0; i < D; i++) cr_expect(beta[i] == (i < R ? 1 / sqrt(3.0) : 0));
    for (int n = 0; n < N; n++) {
        double sum = 0;
        for (int i = 0; i < R; i++) sum += X[n * D + i] * beta[i];
        cr_expect(y[n] == sum + 0.5 * noise[n]);
    }
    cr_expect(cf_sparse_regression(X, y, beta, 9, R, 0, N, D) == CF_OK); /* no noise */
    for (int n = 0; n < N; n++) {
        double sum = 0;
        for (int i = 0; i < R; i++) sum += X[n * D + i] * beta[i];
        cr_expect(y[n] == sum);
    }
}

Test(generator, bad_arguments_are_refused) {
    double X[4], y[2], beta[2];
    cr_expect(cf_sparse_regression(X, y, beta, 1, 0, 0.1, 2, 2) == CF_EINVAL);
    cr_expect(cf_sparse_regression(X, y, beta, 1, 3, 0.1, 2, 2) == CF_EINVAL);
    cr_expect(cf_sparse_regression(X, y, beta, 1, 1, -0.1, 2, 2) == CF_EINVAL);
    cr_expect(cf_sparse_regression(X, y, beta, 1, 1, NAN, 2, 2) == CF_EINVAL);
    cr_expect(cf_sparse_regression(X, y, beta, 1, 1, 0.1, 0, 2) == CF_EINVAL);
    cr_expect(cf_sparse_regression(X, y, beta, 1, 1, 0.1, 2, 0) == CF_EINVAL);
}

/* Six standard errors: a fixed seed, so this cannot flicker. */
Test(generator, moments_are_those_of_a_normal) {
    enum { N = 400000 };
    double *x = malloc(N * sizeof *x), m[5] = {0};
    cf_rng rng;
    cf_rng_init(&rng, 2024);
    cf_rng_normals(x, &rng, N);
    for (int i = 0; i < N; i++)
        for (int k = 1; k < 5; k++) m[k] += pow(x[i], k) / N;
    double standard = 1 / sqrt((double)N);
    cr_expect(fabs(m[1]) < 6 * standard && fabs(m[2] - 1) < 6 * sqrt(2) * standard);
    cr_expect(fabs(m[3]) < 6 * sqrt(15) * standard && fabs(m[4] - 3) < 6 * sqrt(96) * standard);
    free(x);
}

Test(generator, odd_requests_throw_the_last_sine_away) {
    cf_rng a, b;
    double x[4], y[4];
    cf_rng_init(&a, 3);
    cf_rng_init(&b, 3);
    cf_rng_normals(x, &a, 3);
    cf_rng_normals(y, &b, 4);
    cr_expect(memcmp(x, y, 3 * sizeof *x) == 0 && a.state == b.state);
    cf_rng_normals(x, &a, 0);
    cr_expect(a.state == b.state);
}
