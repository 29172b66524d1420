/* flow_kernel.c - the products with a few rows, and sinh with cosh, in vectors of 512 or 256 bits or one by
 * one.
 *
 * sinh: |z| < 1/4: the Taylor series to z^13, whose remainder is below 2^-53 |z|; beyond, (e - 1/e)/2 with e
 * = exp|z|, where the subtraction costs at most 2.1 bits. */
#include "flow_kernel.h"
#include "dispatch.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define W_TARGET __attribute__((target("avx512f,avx512dq")))
#define W(name) name##_8
#define LANES 8
#define ROWS 8
#define ROWS_DOTS 8
#define WIDE 3
#define W_SPLAT(x) ((vector_8)_mm512_set1_pd(x))
#define W_FMA(a, b, c) ((vector_8)_mm512_fmadd_pd((__m512d)(a), (__m512d)(b), (__m512d)(c)))
#include "flow_kernel_width.h"

#define W_TARGET __attribute__((target("avx2,fma")))
#define W(name) name##_4
#define LANES 4
#define ROWS 4
#define ROWS_DOTS 2
#define WIDE 3
#define W_SPLAT(x) ((vector_4)_mm256_set1_pd(x))
#define W_FMA(a, b, c) ((vector_4)_mm256_fmadd_pd((__m256d)(a), (__m256d)(b), (__m256d)(c)))
#include "flow_kernel_width.h"

#define BY_WIDTH(eight, four, one)                                                                           \
    (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") ? (eight)                       \
     : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")       ? (four)                        \
                                                                             : (one))
#else
#define BY_WIDTH(eight, four, one) (one)
#endif

#define W_TARGET
#define W(name) name##_1
#define LANES 1
#define ROWS 4
#define ROWS_DOTS 1
#define WIDE 1
#define W_SPLAT(x) ((vector_1){x})
#define W_FMA(a, b, c) ((vector_1){fma((a)[0], (b)[0], (c)[0])})
#include "flow_kernel_width.h"

void cf_flow_times(double *Z, const double *V, const double *X, size_t m, size_t N, size_t d) {
    BY_WIDTH(times_8, times_4, times_1)(Z, V, X, m, N, d);
}

void cf_flow_dots(double *R, const double *B, const double *X, size_t m, size_t N, size_t d) {
    BY_WIDTH(dots_8, dots_4, dots_1)(R, B, X, m, N, d);
}

void cf_flow_hyperbolic(double *beta, double *weight, const double *z, double scale, size_t n) {
    if (!BY_WIDTH(hyperbolic_8, hyperbolic_4, hyperbolic_1)(beta, weight, z, scale, n)) return;
    for (size_t i = 0; i < n; i++)
        if (!(fabs(z[i]) <= 700)) beta[i] = scale * sinh(z[i]), weight[i] = scale * cosh(z[i]);
}
