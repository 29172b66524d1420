/* probes.c - known-answer probes of floating point, the C library and BLAS; the list of all probes, and what follows
 * if one fires.
 *
 * volatile keeps the compiler from answering at compile time. */
#include "probes.h"
#include "output.h"
#include "reference/ball.h"
#include "ulp.h"
#include <cblas.h>
#include <fenv.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

cf_probe_status cf_probe_verdict(int good) {
    return good ? CF_PROBE_OK : CF_PROBE_PROBLEM;
}

static cf_probe_status rounding(cf_library_function none) {
    (void)none;
    volatile double one = 1, half_ulp = DBL_EPSILON / 2, more = DBL_EPSILON * 0.75;
    return cf_probe_verdict(fegetround() == FE_TONEAREST && one + half_ulp == 1 && one - half_ulp / 2 == 1 &&
                            one + more == 1 + DBL_EPSILON);
}

static cf_probe_status subnormals(cf_library_function none) {
    (void)none;
    volatile double least = DBL_MIN, half = least / 2, tiny = 0x1p-1074;
    return cf_probe_verdict(half == 0x1p-1023 && tiny * 0x1p52 == DBL_MIN && half > 0);
}

/* x^2 = 1 + 2^-51 + 2^-104 for x = 1 + 2^-52: a fused operation leaves the last term. */
static cf_probe_status fused(cf_library_function none) {
    (void)none;
    volatile double x = 1 + DBL_EPSILON, y = 1 + 2 * DBL_EPSILON, big = 0x1p1000;
    return cf_probe_verdict(fma(x, x, -y) == 0x1p-104 && fma(big, 0x1p-1000, 0x1p-60) == 1 &&
                            fma(big, big, -HUGE_VAL) < 0);
}

static cf_probe_status excess_precision(cf_library_function none) {
    (void)none;
    volatile double big = 0x1p53, third = 1.0 / 3.0;
    return cf_probe_verdict(big + 1.0 == 0x1p53 && third * 3.0 == 1 && FLT_EVAL_METHOD == 0);
}

static cf_probe_status decimals(cf_library_function none) {
    (void)none;
    char text[40];
    snprintf(text, sizeof text, "%.17g", 0x1.5555555555555p-2);
    return cf_probe_verdict(strtod("9007199254740993", NULL) == 9007199254740992.0 &&
                            strtod("2.2250738585072011e-308", NULL) == 0x0.fffffffffffffp-1022 &&
                            strtod("4.9406564584124654e-324", NULL) == 0x1p-1074 &&
                            strtod(text, NULL) == 0x1.5555555555555p-2);
}

/* The elementary functions that core uses, at 400 arguments each. */
static cf_probe_status elementary(cf_library_function none) {
    (void)none;
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
    return cf_probe_verdict(worst <= 4);
}

/* Products of matrices of small whole numbers are exact. */
static cf_probe_status blas(cf_library_function none) {
    (void)none;
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
    return cf_probe_verdict(good);
}

/* A ball of NaN must decide nothing here, whatever the library says of it. */
static cf_probe_status nan_balls(cf_library_function none) {
    (void)none;
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

const cf_probe cf_probes_machine[] = {
    {"rounding", "doubles round to nearest, ties to even", NULL,
     "the rounding mode is not to nearest: no error bound of doubles holds, nor radii made from them",
     CF_PROBE_DECIDES, rounding, NULL},
    {"subnormals", "subnormal numbers are kept", NULL,
     "subnormals are flushed to zero: something loaded was linked with -ffast-math", CF_PROBE_DECIDES, subnormals,
     NULL},
    {"excess precision", "double arithmetic has 53 bits", NULL,
     "arithmetic carries excess precision (x87), or less than 53 bits: build for SSE2", CF_PROBE_DECIDES,
     excess_precision, NULL},
    {"NaN balls", "a NaN ball decides no comparison",
     "arb_overlaps takes a NaN ball for one that overlaps; the program asks for finite balls first",
     "a NaN ball decides a comparison: no verdict can be trusted", CF_PROBE_DECIDES, nan_balls, NULL},
    {"fma", "fma rounds once", NULL, "fma is not fused: q and q' lose their error bound", CF_PROBE_DOUBLES, fused,
     NULL},
    {"decimals", "strtod and printf round correctly", NULL, "decimals are not read or written correctly rounded",
     CF_PROBE_DOUBLES, decimals, NULL},
    {"elementary functions", "log, log1p, exp, sinh lie within 4 ulp and sqrt within 1 at 400 arguments", NULL,
     "the C library's elementary functions are off by more than 4 ulp", CF_PROBE_DOUBLES, elementary, NULL},
    {"BLAS", "dgemm and ddot are exact on whole numbers", "not tried: out of memory",
     "BLAS gives wrong products: try another OPENBLAS_CORETYPE", CF_PROBE_DOUBLES, blas, NULL},
    {0}};

const cf_probe *cf_probe_at(size_t k) {
    static const cf_probe *const tables[] = {cf_probes_machine, cf_probes_exact, cf_probes_mag, cf_probes_balls,
                                             cf_probes_functions};
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        for (const cf_probe *p = tables[t]; p->name; p++)
            if (k-- == 0) return p;
    return NULL;
}

int cf_probes_allow(const cf_usage *usage) {
    const cf_probe *p;
    for (size_t k = 0; (p = cf_probe_at(k)); k++) {
        if (p->use != CF_PROBE_DECIDES || p->run(p->function) != CF_PROBE_PROBLEM) continue;
        return cf_complain(usage, CF_EXIT_FAILED,
                           "the probe '%s' fired: %s; nothing is certified with this (certiflow doctor tries all)",
                           p->name, p->wrong);
    }
    return -1;
}
