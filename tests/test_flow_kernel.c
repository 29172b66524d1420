/* test_flow_kernel.c - the products with a few rows and sinh with cosh, of the dual flow's integrator. */
/* the source itself, for its three widths */
#define cf_flow_times flow_times_chosen
#define cf_flow_dots flow_dots_chosen
#define cf_flow_hyperbolic flow_hyperbolic_chosen
#include "core/flow_kernel.c"
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <mpfr.h>

static uint64_t state = 88172645463325252u;
static double uniform(void) { /* in (-1, 1) */
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (double)(int64_t)(state ^ state >> 29) / 9223372036854775808.0;
}

static void fill(double *x, size_t n) {
    for (size_t i = 0; i < n; i++) x[i] = uniform();
}

/* Sums of n products of numbers below 1 err by n 2^-53 n at most, in any order. */
static void products(size_t m, size_t N, size_t d) {
    double *V = malloc(m * N * sizeof *V), *X = malloc(N * d * sizeof *X), *Z = malloc(m * d * sizeof *Z),
           *R = malloc(m * N * sizeof *R), *old = malloc(m * N * sizeof *old);
    fill(V, m * N), fill(X, N * d), fill(R, m * N);
    for (size_t i = 0; i < m * N; i++) old[i] = R[i];
    cf_flow_times(Z, V, X, m, N, d);
    for (size_t j = 0; j < m; j++)
        for (size_t i = 0; i < d; i++) {
            long double sum = 0;
            for (size_t n = 0; n < N; n++) sum += (long double)V[j * N + n] * X[n * d + i];
            cr_assert_lt(fabsl(sum - Z[j * d + i]), 0x1p-53 * (double)(N * N + 1), "times, %zu x %zu x %zu",
                         m, N, d);
        }
    fill(Z, m * d);
    cf_flow_dots(R, Z, X, m, N, d);
    for (size_t j = 0; j < m; j++)
        for (size_t n = 0; n < N; n++) {
            long double sum = -old[j * N + n];
            for (size_t i = 0; i < d; i++) sum += (long double)Z[j * d + i] * X[n * d + i];
            cr_assert_lt(fabsl(sum - R[j * N + n]), 0x1p-53 * (double)(d * d + 1), "dots, %zu x %zu x %zu", m,
                         N, d);
        }
    free(V), free(X), free(Z), free(R), free(old);
}

Test(flow_kernel, products_of_any_shape) {
    static const size_t rows[] = {1, 3, 4, 7, 8, 9}, samples[] = {1, 2, 3, 5, 17},
                        columns[] = {1, 3, 4, 7, 8, 11, 12, 13, 24, 25, 61, 100};
    for (size_t a = 0; a < sizeof rows / sizeof *rows; a++)
        for (size_t b = 0; b < sizeof samples / sizeof *samples; b++)
            for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
                products(rows[a], samples[b], columns[c]);
}

static double relative(double found, mpfr_srcptr exact) {
    mpfr_t e;
    mpfr_init2(e, 128);
    mpfr_sub_d(e, exact, found, MPFR_RNDN);
    mpfr_div(e, e, exact, MPFR_RNDN);
    const double out = mpfr_zero_p(exact) ? fabs(found) : fabs(mpfr_get_d(e, MPFR_RNDN));
    mpfr_clear(e);
    return out;
}

/* Against MPFR, at random arguments of every size and at the seams 1/4, 700, k ln 2 / 2. */
Test(flow_kernel, sinh_and_cosh_within_the_bound) {
    enum { COUNT = 20003 };
    static double z[COUNT], beta[COUNT], weight[COUNT];
    for (int i = 0; i < COUNT; i++) z[i] = uniform() * pow(2, 10 * uniform());
    for (int i = 0; i < COUNT; i++)
        if (!(fabs(z[i]) < 700)) z[i] = 0.3;
    const double seams[] = {0,    -0.0,   0.25,    -0.25, 0x1.fffffffffffffp-3, 0x1.0000000000001p-2, 700,
                            -700, 5e-324, -1e-310, 1e-8};
    for (size_t i = 0; i < sizeof seams / sizeof *seams; i++) z[i] = seams[i];
    for (int k = 0; k < 2000; k++) z[100 + k] = nextafter(k * 0.34657359027997264, k % 2 ? 1e3 : -1);
    for (int k = 0; k < 2000; k++)
        if (!(fabs(z[100 + k]) <= 700)) z[100 + k] = 1;
    cf_flow_hyperbolic(beta, weight, z, 1, COUNT);
    mpfr_t x, s, c;
    mpfr_inits2(160, x, s, c, (mpfr_ptr)0);
    for (int i = 0; i < COUNT; i++) {
        mpfr_set_d(x, z[i], MPFR_RNDN);
        mpfr_sinh_cosh(s, c, x, MPFR_RNDN);
        cr_assert_lt(relative(weight[i], c), 0x1p-49, "cosh %a", z[i]);
        if (fabs(z[i]) > 1e-300) cr_assert_lt(relative(beta[i], s), 0x1p-49, "sinh %a", z[i]);
        cr_assert_eq(signbit(beta[i]), signbit(z[i]), "sinh %a", z[i]);
    }
    mpfr_clears(x, s, c, (mpfr_ptr)0);
}

/* beyond 700 and where there is no number, in each place of a vector */
Test(flow_kernel, beyond_the_range) {
    const double hard[] = {NAN, INFINITY, -INFINITY, 705, 711, -711, 1e300};
    for (size_t h = 0; h < sizeof hard / sizeof *hard; h++)
        for (size_t place = 0; place < 19; place++) {
            double z[19], beta[19], weight[19];
            for (int i = 0; i < 19; i++) z[i] = 1;
            z[place] = hard[h];
            cf_flow_hyperbolic(beta, weight, z, 2, 19);
            for (size_t i = 0; i < 19; i++) {
                const double s = 2 * sinh(z[i]), c = 2 * cosh(z[i]);
                cr_assert(isnan(s) ? isnan(beta[i]) : s == beta[i] || fabs(beta[i] / s - 1) < 0x1p-48, "%g",
                          z[i]);
                cr_assert(isnan(c) ? isnan(weight[i]) : c == weight[i] || fabs(weight[i] / c - 1) < 0x1p-48,
                          "%g", z[i]);
            }
        }
}

/* Every width gives the same bits, where the processor has it. */
Test(flow_kernel, widths_agree) {
#if defined(__x86_64__) && defined(__GNUC__)
    enum { M = 9, N = 17, D = 61 };
    static double V[M * N], X[N * D], B[M * D], start[M * N];
    fill(V, M * N), fill(X, N * D), fill(B, M * D), fill(start, M * N);
    double one[3][M * D], other[3][M * D];
    memcpy(one[1], start, sizeof start);
    times_1(one[0], V, X, M, N, D), dots_1(one[1], B, X, M, N, D);
    for (int width = 4; width <= 8; width += 4) {
        if (width == 4 ? !__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")
                       : !__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512dq"))
            continue;
        memcpy(other[1], start, sizeof start);
        (width == 4 ? times_4 : times_8)(other[0], V, X, M, N, D);
        (width == 4 ? dots_4 : dots_8)(other[1], B, X, M, N, D);
        cr_assert_eq(memcmp(one[0], other[0], M * D * sizeof(double)), 0, "times, width %d", width);
        cr_assert_eq(memcmp(one[1], other[1], M * N * sizeof(double)), 0, "dots, width %d", width);
        for (int i = 0; i < M * D; i++) B[i] = 40 * uniform() * (i % 3 ? 1 : 0.005);
        hyperbolic_1(one[1], one[2], B, 0.7, M * D);
        (width == 4 ? hyperbolic_4 : hyperbolic_8)(other[1], other[2], B, 0.7, M * D);
        cr_assert_eq(memcmp(one[1], other[1], 2 * M * D * sizeof(double)), 0, "sinh and cosh, width %d",
                     width);
        fill(B, M * D);
        memcpy(one[1], start, sizeof start);
        dots_1(one[1], B, X, M, N, D);
    }
#endif
}
