/* depth_vec.c - q_D of many arguments.
 *
 * D = 3, 4, 5, x = |z|:
 * x < 30: q_D = x^2 g(x), g = q_D/x^2 smooth and even. The piece j = 0..15 of x is read from the bits of x +
 * 2 (quarters of a binade); with its centre c, t = x - c (exact: c = 0, or c/2 <= x <= 2 c) and p(t) ~ (g(x)
 * - g(c))/t interpolated: q_D = x^2 (g(c) + t p), x^2 = square + rest exactly.
 *
 * x >= 30: with u = x^(-1/D), the solution c = 1 - s of h_D = x, c = u^(D-2) (1 + x^-1 (2-c)^-p ...), and
 * q_D/x are power series in u (in u^2 = x^(-1/2) at D = 4): from z s - H, q_D = x (1 - (D/2) u^(D-2) + (D-2)
 * u^D + ...). So q_D = x + x e, e = u^k f(u), k = 1 (3 at D = 5), f interpolated at the Chebyshev nodes. For
 * D odd x = 2^(D a + i) m, m = (1 + r)/i_j with one of 16 short i_j, |r| < 0.034: u = 2^-a 2^(-i/D) i_j^(1/D)
 * (1+r)^(-1/D), the last by 10 terms of the binomial series, the two constants as sums of two doubles.
 *
 * Error bounds, eps = 2^-53 (a relative error eps is at most one ulp); interpolation errs by at most 2^-55
 * (2^-54 for x >= 30) of q_D (tests/test_depth_vec.c measures it in balls), the binomial series by 2^-57:
 * - x < 30: |t p| <= 0.2 g (the same test). p by Horner errs by 3
 *   eps, t p 1 more, its fma 1: 1 eps; g(c) 1 eps; the final fma half an ulp: at most 2.8 ulp.
 * - x >= 30: u errs by 2 eps (D = 4: the root and the quotient; else root + (...) and the fma with the power
 * of 2^(-1/D), 2^-5 eps from the binomial series). q_D/x as a function of u has the elasticity D (z q'/q - 1)
 * <= 0.70 (D = 3 at 30), 0.35 2 (4, in x^(-1/2): 0.34), 0.61 (5): 1.4 eps. e = u^k f: f's last fma and the
 * product are 2 eps (4 at D = 5), the inner ones 0.4 eps, and |e|/(1+e) <= 0.82 (3), 0.43 (4), 0.30 (5): 2
 * eps. Half an ulp: at most 4 ulp, less 0.1.
 * - x^2 below the normal range errs by 2^-1075 and enters q_D with (D-2)/(4D) <= 3/20: half an ulp and a
 * seventh. So at most 4 ulp: the number that tests/test_depth_vec.c enforces. Other depths go
 * through the scalar function one by one: 0.52 ulp (core/depth.c).
 *
 * depth_vec_kernel.h is compiled for 512-bit and 256-bit vectors and for single doubles; the processor
 * chooses. Each element goes through the same correctly rounded operations: its bits do not depend on its
 * place, on n, on alignment, processor or compiler. */
#include "certiflow.h"
#include "depth_vec_tables.h"
#include "dispatch.h"
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#define LARGE 30.0

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

/* ---------------------------------------------------------------------------------------------------------
 * 512 bits */

#define TARGET_512 __attribute__((target("avx512f,avx512dq")))
#define W(name) name##_8
#define W_ATTR __attribute__((always_inline, target("avx512f,avx512dq")))
#define V __m512d
#define W_INDICES __m512i
#define W_SPLAT(x) _mm512_set1_pd(x)
#define W_FMA(a, b, c) _mm512_fmadd_pd(a, b, c)
#define W_MIN(c, x) _mm512_min_pd(c, x)
#define W_IF_LESS(a, x, v) _mm512_maskz_mov_pd(_mm512_cmp_pd_mask(_mm512_set1_pd(a), x, _CMP_NGE_UQ), v)
#define W_INDEX(x, n) _mm512_srli_epi64(_mm512_castpd_si512(x), n)
#define W_EXPONENT(x) _mm512_getexp_pd(x)
#define W_MANTISSA(x) _mm512_getmant_pd(x, _MM_MANT_NORM_1_2, _MM_MANT_SIGN_zero)
#define W_LOOKUP8(table, j) _mm512_permutexvar_pd(j, _mm512_loadu_pd(table))
#define W_LOOKUP16(table, j) _mm512_permutex2var_pd(_mm512_loadu_pd(table), j, _mm512_loadu_pd((table) + 8))
#define W_SQRT(x) _mm512_sqrt_pd(x)
#define W_POWER(t)                                                                                           \
    _mm512_castsi512_pd(                                                                                     \
        _mm512_slli_epi64(_mm512_sub_epi64(_mm512_set1_epi64(1023), _mm512_castpd_si512(t)), 52))
#include "depth_vec_kernel.h"
#include "q_vec_undef.h"
#undef W_SQRT
#undef W_POWER

#define LOOP_512(D)                                                                                          \
    TARGET_512 static void q_depth_##D##_512(double *out, const double *z, size_t n) {                       \
        const depth_vec_tables *table = &depth_vec_table[D - 3];                                             \
        for (size_t i = 0; i < n; i += 8) {                                                                  \
            __mmask8 lanes = n - i >= 8 ? 0xff : (__mmask8)((1u << (n - i)) - 1);                            \
            __m512d x = _mm512_abs_pd(_mm512_maskz_loadu_pd(lanes, z + i)), r;                               \
            __mmask8 is_large = _mm512_cmp_pd_mask(x, _mm512_set1_pd(LARGE), _CMP_GE_OQ);                    \
            if (is_large == 0)                                                                               \
                r = q_depth_small_8(x, table);                                                               \
            else if (is_large == 0xff)                                                                       \
                r = q_depth_large_8(x, D, table);                                                            \
            else                                                                                             \
                r = _mm512_mask_blend_pd(                                                                    \
                    is_large, q_depth_small_8(_mm512_maskz_mov_pd((__mmask8)~is_large, x), table),           \
                    q_depth_large_8(_mm512_mask_mov_pd(_mm512_set1_pd(LARGE), is_large, x), D, table));      \
            _mm512_mask_storeu_pd(out + i, lanes, r);                                                        \
        }                                                                                                    \
    }
LOOP_512(3)
LOOP_512(4)
LOOP_512(5)

/* ---------------------------------------------------------------------------------------------------------
 * 256 bits */

#define TARGET_256 __attribute__((target("avx2,fma")))
#define W(name) name##_4
#define W_ATTR __attribute__((always_inline, target("avx2,fma")))
#define V __m256d
#define W_INDICES __m256i
#define W_SPLAT(x) _mm256_set1_pd(x)
#define W_FMA(a, b, c) _mm256_fmadd_pd(a, b, c)
#define W_MIN(c, x) _mm256_min_pd(c, x)
#define W_IF_LESS(a, x, v) _mm256_and_pd(_mm256_cmp_pd(_mm256_set1_pd(a), x, _CMP_NGE_UQ), v)
#define W_INDEX(x, n) _mm256_srli_epi64(_mm256_castpd_si256(x), n)
#define INTEGER_256(x) _mm256_castpd_si256(_mm256_set1_pd(x))
#define W_EXPONENT(x)                                                                                        \
    (_mm256_castsi256_pd(_mm256_or_si256(W_INDEX(x, 52), INTEGER_256(0x1p52))) -                             \
     _mm256_set1_pd(0x1p52 + 1023.0))
#define W_MANTISSA(x)                                                                                        \
    _mm256_castsi256_pd(_mm256_or_si256(                                                                     \
        _mm256_and_si256(_mm256_castpd_si256(x), _mm256_set1_epi64x(0x000fffffffffffff)), INTEGER_256(1.0)))
#define W_LOOKUP8(table, j) _mm256_i64gather_pd(table, _mm256_and_si256(j, _mm256_set1_epi64x(7)), 8)
#define W_LOOKUP16(table, j) _mm256_i64gather_pd(table, _mm256_and_si256(j, _mm256_set1_epi64x(15)), 8)
#define W_SQRT(x) _mm256_sqrt_pd(x)
#define W_POWER(t)                                                                                           \
    _mm256_castsi256_pd(                                                                                     \
        _mm256_slli_epi64(_mm256_sub_epi64(_mm256_set1_epi64x(1023), _mm256_castpd_si256(t)), 52))
#include "depth_vec_kernel.h"
#include "q_vec_undef.h"
#undef W_SQRT
#undef W_POWER

#define LOOP_256(D)                                                                                          \
    TARGET_256 static inline __m256d q_depth_##D##_4(__m256d z) {                                            \
        const depth_vec_tables *table = &depth_vec_table[D - 3];                                             \
        __m256d x = _mm256_andnot_pd(_mm256_set1_pd(-0.0), z), large = _mm256_set1_pd(LARGE);                \
        __m256d is_large = _mm256_cmp_pd(x, large, _CMP_GE_OQ);                                              \
        int mask = _mm256_movemask_pd(is_large);                                                             \
        if (mask == 0) return q_depth_small_4(x, table);                                                     \
        if (mask == 15) return q_depth_large_4(x, D, table);                                                 \
        return _mm256_blendv_pd(q_depth_small_4(_mm256_andnot_pd(is_large, x), table),                       \
                                q_depth_large_4(_mm256_blendv_pd(large, x, is_large), D, table), is_large);  \
    }                                                                                                        \
    TARGET_256 static void q_depth_##D##_256(double *out, const double *z, size_t n) {                       \
        size_t i = 0;                                                                                        \
        for (; i + 4 <= n; i += 4) _mm256_storeu_pd(out + i, q_depth_##D##_4(_mm256_loadu_pd(z + i)));       \
        if (i < n) {                                                                                         \
            double rest[4] = {0};                                                                            \
            memcpy(rest, z + i, (n - i) * sizeof *z);                                                        \
            _mm256_storeu_pd(rest, q_depth_##D##_4(_mm256_loadu_pd(rest)));                                  \
            memcpy(out + i, rest, (n - i) * sizeof *z);                                                      \
        }                                                                                                    \
    }
LOOP_256(3)
LOOP_256(4)
LOOP_256(5)

#define CHOOSE_VECTORS(D)                                                                                    \
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) {                           \
        q_depth_##D##_512(out, z, n);                                                                        \
        return;                                                                                              \
    }                                                                                                        \
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {                                   \
        q_depth_##D##_256(out, z, n);                                                                        \
        return;                                                                                              \
    }
#else
#define CHOOSE_VECTORS(D)
#endif

/* --------------------------------------------------------------------------------------------------------
 * one by one */

static inline uint64_t bits_of(double x) {
    uint64_t i;
    memcpy(&i, &x, sizeof i);
    return i;
}
static inline double double_of(uint64_t i) {
    double x;
    memcpy(&x, &i, sizeof x);
    return x;
}

#define W(name) name##_1
#define W_ATTR
#define V double
#define W_INDICES uint64_t
#define W_SPLAT(x) (double)(x)
#define W_FMA(a, b, c) fma(a, b, c)
#define W_MIN(c, x) ((c) < (x) ? (c) : (x))
#define W_IF_LESS(a, x, v) ((x) <= (a) ? 0.0 : (v))
#define W_INDEX(x, n) (bits_of(x) >> (n))
#define W_EXPONENT(x) ((double)(bits_of(x) >> 52) - 1023.0)
#define W_MANTISSA(x) double_of((bits_of(x) & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3ff0000000000000))
#define W_LOOKUP8(table, j) (table)[(j)&7]
#define W_LOOKUP16(table, j) (table)[(j)&15]
#define W_SQRT(x) sqrt(x)
#define W_POWER(t) double_of((UINT64_C(1023) - bits_of(t)) << 52)
#include "depth_vec_kernel.h"

#define LOOP(D)                                                                                              \
    static void q_depth_##D##_vec(double *out, const double *z, size_t n) {                                  \
        const depth_vec_tables *table = &depth_vec_table[D - 3];                                             \
        CHOOSE_VECTORS(D)                                                                                    \
        for (size_t i = 0; i < n; i++) {                                                                     \
            double x = fabs(z[i]);                                                                           \
            out[i] = x >= LARGE ? q_depth_large_1(x, D, table) : q_depth_small_1(x, table);                  \
        }                                                                                                    \
    }
LOOP(3)
LOOP(4)
LOOP(5)

void cf_q_depth_vec(double *out, const double *z, double depth, size_t n) {
    if (depth == 2)
        cf_q_vec(out, z, n);
    else if (depth == 3)
        q_depth_3_vec(out, z, n);
    else if (depth == 4)
        q_depth_4_vec(out, z, n);
    else if (depth == 5)
        q_depth_5_vec(out, z, n);
    else
        for (size_t i = 0; i < n; i++) out[i] = cf_q_depth(depth, z[i]);
}
