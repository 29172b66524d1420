/* flow_kernel.c - the products with a few rows, and sinh with cosh: 512 or 256 bits wide, or by BLAS and
 * libm.
 *
 * sinh: |z| < 1/4: the Taylor series to z^13, whose remainder is below 2^-53 |z|; beyond, (e - 1/e)/2 with e
 * = exp|z|, where the subtraction costs at most 2.1 bits. */
#include "flow_kernel.h"
#include "dispatch.h"
#include <cblas.h>
#include <math.h>
#include <stdint.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define W_TARGET __attribute__((target("avx512f,avx512dq")))
#define W(name) name##_8
#define LANES 8
#define ROWS 8
#define WIDE 3
#define W_SPLAT(x) ((vector_8)_mm512_set1_pd(x))
#define W_FMA(a, b, c) ((vector_8)_mm512_fmadd_pd((__m512d)(a), (__m512d)(b), (__m512d)(c)))
#include "flow_kernel_width.h"
#undef W_TARGET
#undef W
#undef LANES
#undef ROWS
#undef WIDE
#undef W_SPLAT
#undef W_FMA

#define W_TARGET __attribute__((target("avx2,fma")))
#define W(name) name##_4
#define LANES 4
#define ROWS 4
#define WIDE 3
#define W_SPLAT(x) ((vector_4)_mm256_set1_pd(x))
#define W_FMA(a, b, c) ((vector_4)_mm256_fmadd_pd((__m256d)(a), (__m256d)(b), (__m256d)(c)))
#include "flow_kernel_width.h"

static int lanes(void) {
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) return 8;
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? 4 : 1;
}
#define BY_WIDTH(eight, four)                                                                                \
    if (lanes() == 8) {                                                                                      \
        eight;                                                                                               \
        return;                                                                                              \
    }                                                                                                        \
    if (lanes() == 4) {                                                                                      \
        four;                                                                                                \
        return;                                                                                              \
    }
#else
#define BY_WIDTH(eight, four)
#endif

void cf_flow_times(double *Z, const double *V, const double *X, size_t m, size_t N, size_t d) {
    BY_WIDTH(times_8(Z, V, X, m, N, d), times_4(Z, V, X, m, N, d))
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (int)m, (int)d, (int)N, 1, V, (int)N, X, (int)d, 0,
                Z, (int)d);
}

void cf_flow_dots(double *R, const double *B, const double *X, size_t m, size_t N, size_t d) {
    BY_WIDTH(dots_8(R, B, X, m, N, d), dots_4(R, B, X, m, N, d))
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, (int)m, (int)N, (int)d, 1, B, (int)d, X, (int)d, -1,
                R, (int)N);
}

static void one(double *beta, double *weight, double z, double scale) {
    const double e = exp(fabs(z)), inverse = 1 / e, s = z * z;
    *weight = 0.5 * scale * (e + inverse);
    if (fabs(z) < 0.25)
        *beta = scale * z *
                (1 + s / 6 * (1 + s / 20 * (1 + s / 42 * (1 + s / 72 * (1 + s / 110 * (1 + s / 156))))));
    else
        *beta = copysign(0.5 * scale * (e - inverse), z);
}

void cf_flow_hyperbolic(double *beta, double *weight, const double *z, double scale, size_t n) {
    size_t done = 0;
    int inside = 1;
#if defined(__x86_64__) && defined(__GNUC__)
    if (lanes() == 8)
        inside = hyperbolic_8(beta, weight, &done, z, scale, n);
    else if (lanes() == 4)
        inside = hyperbolic_4(beta, weight, &done, z, scale, n);
#endif
    for (size_t i = inside ? done : 0; i < n; i++) one(beta + i, weight + i, z[i], scale);
}
