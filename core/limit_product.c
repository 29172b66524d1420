/* limit_product.c - X^T (v + v_lo) in double-double.
 *
 * Column by column: each product x v_n is taken with its error (two-product), v_lo adds x v_lo_n, sums are
 * two-sums, and all errors are summed in a second double. The first sum is then off by nothing, the second by
 * its roundings: at most (2 N + 4) 2^-53 of the sum of its terms, which are below (N + 2) 2^-53 |x|^T |v|: 3
 * (N + 2)^2 2^-106 |x|^T |v| in all.
 *
 * Sixteen columns at a time in vectors of four where the processor has them; each column's operations, and so
 * its bits, are the same everywhere. */
#include "limit_dd.h"
#include "limit_internal.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define VECTORS 1
#endif

static void one_column(double *hi, double *lo, const double *x, size_t stride, const double *v,
                       const double *v_lo, size_t N) {
    double h = 0, l = 0;
    for (size_t n = 0; n < N; n++) {
        const double t = x[n * stride] * v[n], e = fma(x[n * stride], v[n], -t) + x[n * stride] * v_lo[n];
        const double s = h + t, b = s - h;
        l += ((h - (s - b)) + (t - b)) + e;
        h = s;
    }
    const cf_dd sum = cf_dd_two_sum(h, l);
    *hi = sum.hi, *lo = sum.lo;
}

#ifdef VECTORS
/* The same for columns 0 to 15 of x. */
__attribute__((target("avx2,fma"))) static void sixteen_columns(double *hi, double *lo, const double *x,
                                                                size_t stride, const double *v,
                                                                const double *v_lo, size_t N) {
    __m256d h[4] = {{0}}, l[4] = {{0}};
    for (size_t n = 0; n < N; n++) {
        const __m256d f = _mm256_set1_pd(v[n]), f_lo = _mm256_set1_pd(v_lo[n]);
#pragma GCC unroll 4
        for (int k = 0; k < 4; k++) {
            const __m256d a = _mm256_loadu_pd(x + n * stride + 4 * k), t = a * f;
            const __m256d e = _mm256_fmsub_pd(a, f, t) + a * f_lo, s = h[k] + t, b = s - h[k];
            l[k] += ((h[k] - (s - b)) + (t - b)) + e;
            h[k] = s;
        }
    }
    for (int k = 0; k < 4; k++) {
        const __m256d s = h[k] + l[k], b = s - h[k];
        _mm256_storeu_pd(hi + 4 * k, s);
        _mm256_storeu_pd(lo + 4 * k, (h[k] - (s - b)) + (l[k] - b));
    }
}
#endif

void cf_limit_apply_t_dd(double *hi, double *lo, const double *v, const double *v_lo,
                         const cf_limit_problem *p) {
    size_t i = 0;
#ifdef VECTORS
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        for (; i + 16 <= p->d; i += 16) sixteen_columns(hi + i, lo + i, p->X + i, p->d, v, v_lo, p->N);
#endif
    for (; i < p->d; i++) one_column(hi + i, lo + i, p->X + i, p->d, v, v_lo, p->N);
}
