/* probes.c - known-answer probes of floating point, the C library, BLAS, FLINT and Arb.
 *
 * volatile keeps the compiler from answering at compile time. */
#include "probes.h"
#include "reference/ball.h"
#include "ulp.h"
#include <cblas.h>
#include <fenv.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static cf_probe_status verdict(int good) {
    return good ? CF_PROBE_OK : CF_PROBE_PROBLEM;
}

static cf_probe_status rounding(void) {
    volatile double one = 1, half_ulp = DBL_EPSILON / 2, more = DBL_EPSILON * 0.75;
    return verdict(fegetround() == FE_TONEAREST && one + half_ulp == 1 && one - half_ulp / 2 == 1 &&
                   one + more == 1 + DBL_EPSILON);
}

static cf_probe_status subnormals(void) {
    volatile double least = DBL_MIN, half = least / 2, tiny = 0x1p-1074;
    return verdict(half == 0x1p-1023 && tiny * 0x1p52 == DBL_MIN && half > 0);
}

/* x^2 = 1 + 2^-51 + 2^-104 for x = 1 + 2^-52: a fused operation leaves the last term. */
static cf_probe_status fused(void) {
    volatile double x = 1 + DBL_EPSILON, y = 1 + 2 * DBL_EPSILON, big = 0x1p1000;
    return verdict(fma(x, x, -y) == 0x1p-104 && fma(big, 0x1p-1000, 0x1p-60) == 1 &&
                   fma(big, big, -HUGE_VAL) < 0);
}

static cf_probe_status excess_precision(void) {
    volatile double big = 0x1p53, third = 1.0 / 3.0;
    return verdict(big + 1.0 == 0x1p53 && third * 3.0 == 1 && FLT_EVAL_METHOD == 0);
}

static cf_probe_status decimals(void) {
    char text[40];
    snprintf(text, sizeof text, "%.17g", 0x1.5555555555555p-2);
    return verdict(strtod("9007199254740993", NULL) == 9007199254740992.0 &&
                   strtod("2.2250738585072011e-308", NULL) == 0x0.fffffffffffffp-1022 &&
                   strtod("4.9406564584124654e-324", NULL) == 0x1p-1074 &&
                   strtod(text, NULL) == 0x1.5555555555555p-2);
}

/* The elementary functions that core uses, at 400 arguments each. */
static cf_probe_status elementary(void) {
    arb_t x, y;
    arb_init(x);
    arb_init(y);
    double worst = 0;
    for (int k = -200; k < 200; k++) {
        double z = ldexp(1 + 0.37 * fabs(sin(k)), k / 20);
        arb_set_d(x, z);
        arb_log(y, x, 128);
        worst = fmax(worst, cf_ulp_error(log(z), y));
        arb_log1p(y, x, 128);
        worst = fmax(worst, cf_ulp_error(log1p(z), y));
        arb_exp(y, x, 128);
        worst = fmax(worst, cf_ulp_error(exp(z), y));
        arb_sinh(y, x, 128);
        worst = fmax(worst, cf_ulp_error(sinh(z), y));
        arb_sqrt(y, x, 128);
        worst = fmax(worst, 4 * cf_ulp_error(sqrt(z), y));
    }
    arb_clear(x);
    arb_clear(y);
    return verdict(worst <= 4);
}

/* Products of matrices of small whole numbers are exact. */
static cf_probe_status blas(void) {
    enum { N = 37, K = 53, M = 41 };
    double *A = malloc((N * K + K * M + N * M) * sizeof *A), *B = A + N * K, *C = B + K * M;
    if (!A) return CF_PROBE_NOTE;
    for (int i = 0; i < N * K; i++) A[i] = (i * 31 + 7) % 1009 - 504;
    for (int i = 0; i < K * M; i++) B[i] = (i * 17 + 3) % 997 - 498;
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, N, M, K, 1, A, K, B, M, 0, C, M);
    int good = 1;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < M; j++) {
            double sum = 0;
            for (int k = 0; k < K; k++) sum += A[i * K + k] * B[k * M + j];
            good = good && sum == C[i * M + j];
        }
    good = good && cblas_ddot(K, A, 1, B, M) == C[0];
    free(A);
    return verdict(good);
}

/* asinh x = sum (-1)^k (2k)! / (4^k k!^2 (2k+1)) x^(2k+1), |x| < 1; alternating with falling terms, so the
 * first term left out bounds the rest. */
static void asinh_series(arb_t out, const arb_t x, slong prec) {
    arb_t power, term, square;
    arb_init(power);
    arb_init(term);
    arb_init(square);
    arb_mul(square, x, x, prec);
    arb_set(power, x); /* (-1)^k binomial x^(2k+1) */
    arb_zero(out);
    for (ulong k = 0; k < 400; k++) {
        arb_div_ui(term, power, 2 * k + 1, prec);
        if (k == 399) break;
        arb_add(out, out, term, prec);
        arb_mul(power, power, square, prec);
        arb_mul_ui(power, power, 2 * k + 1, prec);
        arb_div_ui(power, power, 2 * k + 2, prec);
        arb_neg(power, power);
    }
    arb_add_error(out, term);
    arb_clear(power);
    arb_clear(term);
    arb_clear(square);
}

static cf_probe_status arb_asinh_values(void) {
    static const double at[] = {0x1p-600, 1e-8, 0.125, -0.25, 0.5, -0.75};
    int good = 1;
    arb_t x, y, series;
    arb_init(x);
    arb_init(y);
    arb_init(series);
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        arb_set_d(x, at[i]);
        arb_asinh(y, x, 200);
        asinh_series(series, x, 256);
        good = good && cf_ball_overlaps(y, series) && cf_ball_bits(y) >= 150 && cf_ball_bits(series) >= 150;
    }
    for (int e = 1; e <= 1000; e += 37) { /* sinh(asinh x) = x */
        arb_set_d(x, ldexp(1.25, e));
        arb_asinh(y, x, 200);
        arb_sinh(series, y, 200);
        good = good && cf_ball_overlaps(series, x) && cf_ball_bits(y) >= 150;
    }
    arb_clear(x);
    arb_clear(y);
    arb_clear(series);
    return verdict(good);
}

/* A ball of NaN must decide nothing here, whatever the library says of it. */
static cf_probe_status nan_balls(void) {
    arb_t nan, one;
    arb_init(nan);
    arb_init(one);
    arb_indeterminate(nan);
    arb_one(one);
    int good = cf_ball_le(nan, one) == CF_UNKNOWN && cf_ball_lt(one, nan) == CF_UNKNOWN &&
               !cf_ball_overlaps(nan, one) && cf_ball_bits(nan) == -1;
    int passes = arb_overlaps(nan, one);
    arb_clear(nan);
    arb_clear(one);
    return !good ? CF_PROBE_PROBLEM : passes ? CF_PROBE_NOTE : CF_PROBE_OK;
}

static cf_probe_status wide_asinh(void) {
    arb_t x;
    arb_init(x);
    arb_zero(x);
    mag_set_d(arb_radref(x), 0.9);
    arb_asinh(x, x, 128);
    int finite = arb_is_finite(x);
    arb_clear(x);
    return finite ? CF_PROBE_OK : CF_PROBE_NOTE;
}

/* The Hilbert matrix of order 8: the solution of H x = (1, 0, ...) is of whole numbers, the first 64. */
static cf_probe_status exact_solve(void) {
    fmpq_mat_t H, b, x;
    fmpq_mat_init(b, 8, 1);
    fmpq_mat_init(x, 8, 1);
    fmpq_mat_init(H, 8, 8);
    fmpq_mat_hilbert_matrix(H);
    fmpq_one(fmpq_mat_entry(b, 0, 0));
    int good = fmpq_mat_solve_dixon(x, H, b);
    fmpq_t expected;
    fmpq_init(expected);
    fmpq_set_si(expected, 64, 1);
    good = good && fmpq_equal(expected, fmpq_mat_entry(x, 0, 0));
    fmpq_mat_mul(x, H, x);
    good = good && fmpq_mat_equal(x, b);
    fmpq_clear(expected);
    fmpq_mat_clear(H);
    fmpq_mat_clear(b);
    fmpq_mat_clear(x);
    return verdict(good);
}

const cf_probe cf_probes[] = {
    {"rounding", "doubles round to nearest, ties to even", NULL,
     "the rounding mode is not to nearest: no error bound of the core holds", rounding},
    {"subnormals", "subnormal numbers are kept", NULL,
     "subnormals are flushed to zero: something loaded was linked with -ffast-math", subnormals},
    {"fma", "fma rounds once", NULL, "fma is not fused: q and q' lose their error bound", fused},
    {"excess precision", "double arithmetic has 53 bits", NULL,
     "arithmetic carries excess precision (x87): build for SSE2", excess_precision},
    {"decimals", "strtod and printf round correctly", NULL,
     "decimals are not read or written correctly rounded", decimals},
    {"elementary functions", "log, log1p, exp, sinh lie within 4 ulp and sqrt within 1 at 400 arguments",
     NULL, "the C library's elementary functions are off by more than 4 ulp", elementary},
    {"BLAS", "dgemm and ddot are exact on whole numbers", "not tried: out of memory",
     "BLAS gives wrong products: try another OPENBLAS_CORETYPE", blas},
    {"arb_asinh", "balls of asinh hold their series, and sinh(asinh x) holds x", NULL,
     "arb_asinh is wrong: nothing of the reference can be trusted", arb_asinh_values},
    {"NaN balls", "a NaN ball decides no comparison",
     "arb_overlaps takes a NaN ball for one that overlaps; the program asks for finite balls first",
     "a NaN ball decides a comparison: no verdict can be trusted", nan_balls},
    {"wide balls", "arb_asinh of the ball 0 +/- 0.9 is finite",
     "arb_asinh of the ball 0 +/- 0.9 is NaN; the program evaluates at the ends instead", "", wide_asinh},
    {"exact systems", "fmpq_mat_solve_dixon solves the Hilbert system of order 8", NULL,
     "exact linear algebra is wrong", exact_solve},
    {0}};
