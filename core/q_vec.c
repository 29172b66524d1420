/* q_vec.c - q and q' of many arguments by piecewise polynomials and a logarithm, no square root.
 *
 * x = |z| < 6: q = x^2 g(x), g(x) = q(x)/x^2; q' = x g'(x), g'(x) = q'(x)/x: smooth and even, 1/4 and 1/2 at
 * 0. The piece j = 0..7 of x is read from the bits of x + 2 (steps of 1/2 below 2, of 1 above); its centre c
 * is a double at which g(c) is one within 2^-11 ulp. With t = x - c (exact: c = 0, or c/2 <= x <= 2 c) and
 * p(t) ~ (g(x) - g(c))/t (interpolated, tests/q_vec_rule.h):   q = x (high + low + x t p),  x g(c) = high +
 * low exactly;   q' = x (g(c) + t p).
 *
 * x >= 6, w = 1/x^2, m = sqrt(1 + 4 w), G = ln((1 + m)/2), e = (m - 1 - G)/w (series of 9 terms in w <=
 * 1/36): q = x (ln x - 1) + (2 - e/x),  q' = ln x + G. x = 2^k (1 + r)/i_j with i_j one of 16 doubles whose
 * logarithm is -l_j, l_j a multiple of 2^-42, within 2^-62; |r| <= 0.0304; ln x = high + low, high = k ln2_hi
 * + l_j exact, low = k ln2_lo + log1p(r), Taylor to r^10.
 *
 * Error bounds, eps = 2^-53 (a relative error eps is at most one ulp); truncation and interpolation errors
 * are at most 2^-57 of q, q' (0.0625 eps; tests/test_q.c evaluates the polynomials in balls):
 * - q, x < 6: |t p| <= 0.05 g. p by Horner errs by 3 eps, t p, its fma and its product with x 1 more each:
 * 0.3 eps; g(c) 2^-11; the final fma half an ulp: at most 0.87 ulp.
 * - q', x < 6: |t p| <= 0.065 g: 0.065 5 eps + 0.063 eps + half an ulp: at most 0.9 ulp.
 * - q, x >= 6 (q >= 1.09 x): low errs by 2^-57 (r, the products' and the sum's roundings): 0.06 eps; e/x by 2
 * eps/6, 2 - e/x by 1 eps of q >= 6.59: 0.21 eps; x low + (2 - e/x) <= 0.34 q is rounded: 0.34 eps; half an
 * ulp: at most 1.18 ulp.
 * - q', x >= 6 (q' >= 1.8): low and G: 2^-56 + 2^-57: 0.11 eps; 0.0625 eps; half an ulp: at most 0.68 ulp.
 * - below 2^-60 the formulas are fl(x x/4) and fl(x/2), rounded once (x/4 is exact where x > 2^-538; below, q
 * is at most 2^-1078, an eighth of the half ulp that rounds to 0): half an ulp, subnormal results included.
 * So at most 1.2 ulp for q, 0.9 ulp for q': the numbers that tests/test_q.c enforces.
 *
 * q_vec_kernel.h is compiled for 512-bit and 256-bit vectors and for single doubles; the processor chooses.
 * Each element goes through the same correctly rounded operations: its bits do not depend on its place, on n,
 * on alignment, processor or compiler. With 512 bits a block of 128 elements with x on both sides of 6 is
 * sorted into two dense lists and back, so that no lane computes in vain. */
#include "certiflow.h"
#include "dispatch.h"
#include "q_tables.h"
#include "q_vec_tables.h"
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

/* ------------------------------------------------------------------------------------------------- 512 bits
 */

#define TARGET_512 __attribute__((target("avx512f,avx512dq,popcnt")))
#define W(name) name##_8
#define W_ATTR __attribute__((always_inline, target("avx512f,avx512dq,popcnt")))
#define V __m512d
#define W_INDICES __m512i
#define W_SPLAT(x) _mm512_set1_pd(x)
#define W_FMA(a, b, c) _mm512_fmadd_pd(a, b, c)
#define W_MIN(c, x) _mm512_min_pd(c, x)
#define W_IF_LESS(a, x, v) _mm512_maskz_mov_pd(_mm512_cmp_pd_mask(_mm512_set1_pd(a), x, _CMP_NGE_UQ), v)
#define W_ALL_LESS(x, a) (_mm512_cmp_pd_mask(x, _mm512_set1_pd(a), _CMP_LT_OQ) == 0xff)
#define W_INDEX(x, n) _mm512_srli_epi64(_mm512_castpd_si512(x), n)
#define W_EXPONENT(x) _mm512_getexp_pd(x)
#define W_MANTISSA(x) _mm512_getmant_pd(x, _MM_MANT_NORM_1_2, _MM_MANT_SIGN_zero)
#define W_LOOKUP8(table, j) _mm512_permutexvar_pd(j, _mm512_loadu_pd(table))
#define W_LOOKUP16(table, j) _mm512_permutex2var_pd(_mm512_loadu_pd(table), j, _mm512_loadu_pd((table) + 8))
#include "q_vec_kernel.h"
#include "q_vec_undef.h"

#define BLOCK 128

/* the first n - 8 k lanes, all of them if there are more */
TARGET_512 static inline __mmask8 lanes(size_t n, size_t k) {
    return n - 8 * k >= 8 ? 0xff : (__mmask8)((1u << (n - 8 * k)) - 1);
}

/* 1: all of BLOCK elements below 6 (or NaN), 2: all at least 6, 3: some of both */
TARGET_512 static inline int sides_of_block(const double *z) {
    unsigned large = 0, small = 0;
    for (size_t i = 0; i < BLOCK && !(small && large); i += 8) {
        __mmask8 m =
            _mm512_cmp_pd_mask(_mm512_abs_pd(_mm512_loadu_pd(z + i)), _mm512_set1_pd(6.0), _CMP_GE_OQ);
        large |= m;
        small |= (__mmask8)~m;
    }
    return (small ? 1 : 0) + (large ? 2 : 0);
}

/* One block, 0 < n <= BLOCK. SMALL and LARGE are the two formulas; SIGN(z) is or-ed to the result. Lanes
 * beyond n are 0. */
#define BLOCK_512(NAME, SMALL, LARGE, SIGN)                                                                  \
    TARGET_512 static CF_INLINE void NAME##_block(double *out, const double *z, size_t n) {                  \
        double small[BLOCK + 8], large[BLOCK + 8];                                                           \
        __mmask8 is_large[BLOCK / 8];                                                                        \
        size_t vectors = (n + 7) / 8, n_small = 0, n_large = 0;                                              \
        for (size_t k = 0; k < vectors; k++) {                                                               \
            __m512d x = _mm512_abs_pd(_mm512_maskz_loadu_pd(lanes(n, k), z + 8 * k));                        \
            is_large[k] = _mm512_cmp_pd_mask(x, _mm512_set1_pd(6.0), _CMP_GE_OQ);                            \
            _mm512_storeu_pd(small + n_small, _mm512_maskz_compress_pd((__mmask8)~is_large[k], x));          \
            _mm512_storeu_pd(large + n_large, _mm512_maskz_compress_pd(is_large[k], x));                     \
            n_large += (size_t)__builtin_popcount(is_large[k]);                                              \
            n_small = 8 * (k + 1) - n_large;                                                                 \
        }                                                                                                    \
        _mm512_storeu_pd(small + n_small, _mm512_setzero_pd());                                              \
        _mm512_storeu_pd(large + n_large, _mm512_set1_pd(6.0));                                              \
        for (size_t k = 0; k < n_small; k += 8)                                                              \
            _mm512_storeu_pd(small + k, SMALL(_mm512_loadu_pd(small + k)));                                  \
        for (size_t k = 0; k < n_large; k += 8)                                                              \
            _mm512_storeu_pd(large + k, LARGE(_mm512_loadu_pd(large + k)));                                  \
        n_large = 0;                                                                                         \
        for (size_t k = 0; k < vectors; k++) {                                                               \
            __m512d r = _mm512_loadu_pd(small + 8 * k - n_large), sign = SIGN(lanes(n, k), z + 8 * k);       \
            r = _mm512_maskz_expand_pd((__mmask8)~is_large[k], r);                                           \
            r = _mm512_mask_expand_pd(r, is_large[k], _mm512_loadu_pd(large + n_large));                     \
            n_large += (size_t)__builtin_popcount(is_large[k]);                                              \
            _mm512_mask_storeu_pd(out + 8 * k, lanes(n, k), _mm512_or_pd(r, sign));                          \
        }                                                                                                    \
    }                                                                                                        \
    TARGET_512 static void NAME##_512(double *out, const double *z, size_t n) {                              \
        for (; n >= BLOCK; n -= BLOCK, out += BLOCK, z += BLOCK) {                                           \
            int sides = sides_of_block(z);                                                                   \
            if (sides == 3) {                                                                                \
                NAME##_block(out, z, BLOCK);                                                                 \
                continue;                                                                                    \
            }                                                                                                \
            for (size_t i = 0; i < BLOCK; i += 8) {                                                          \
                __m512d x = _mm512_abs_pd(_mm512_loadu_pd(z + i)), sign = SIGN(0xff, z + i);                 \
                _mm512_storeu_pd(out + i, _mm512_or_pd(sides == 1 ? SMALL(x) : LARGE(x), sign));             \
            }                                                                                                \
        }                                                                                                    \
        if (n) NAME##_block(out, z, n);                                                                      \
    }

#define NO_SIGN(lanes, z) _mm512_setzero_pd()
#define SIGN_OF(lanes, z) _mm512_and_pd(_mm512_maskz_loadu_pd(lanes, z), _mm512_set1_pd(-0.0))
BLOCK_512(q_vec, q_small_8, q_large_8, NO_SIGN)
BLOCK_512(q_prime_vec, q_prime_small_8, q_prime_large_8, SIGN_OF)

/* ------------------------------------------------------------------------------------------------- 256 bits
 */

#define TARGET_256 __attribute__((target("avx2,fma")))
#define W(name) name##_4
#define W_ATTR __attribute__((always_inline, target("avx2,fma")))
#define V __m256d
#define W_INDICES __m256i
#define W_SPLAT(x) _mm256_set1_pd(x)
#define W_FMA(a, b, c) _mm256_fmadd_pd(a, b, c)
#define W_MIN(c, x) _mm256_min_pd(c, x)
#define W_IF_LESS(a, x, v) _mm256_and_pd(_mm256_cmp_pd(_mm256_set1_pd(a), x, _CMP_NGE_UQ), v)
#define W_ALL_LESS(x, a) (_mm256_movemask_pd(_mm256_cmp_pd(x, _mm256_set1_pd(a), _CMP_LT_OQ)) == 15)
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
#include "q_vec_kernel.h"
#include "q_vec_undef.h"

#define LOOP_256(NAME, SMALL, LARGE, SIGN_MASK)                                                              \
    TARGET_256 static inline __m256d NAME##_4(__m256d z) {                                                   \
        __m256d minus = _mm256_set1_pd(-0.0), x = _mm256_andnot_pd(minus, z), r;                             \
        __m256d is_large = _mm256_cmp_pd(x, _mm256_set1_pd(6.0), _CMP_GE_OQ);                                \
        int mask = _mm256_movemask_pd(is_large);                                                             \
        if (mask == 0)                                                                                       \
            r = SMALL(x);                                                                                    \
        else if (mask == 15)                                                                                 \
            r = LARGE(x);                                                                                    \
        else                                                                                                 \
            r = _mm256_blendv_pd(SMALL(x), LARGE(x), is_large);                                              \
        return _mm256_or_pd(r, _mm256_and_pd(z, _mm256_set1_pd(SIGN_MASK)));                                 \
    }                                                                                                        \
    TARGET_256 static void NAME##_256(double *out, const double *z, size_t n) {                              \
        size_t i = 0;                                                                                        \
        for (; i + 4 <= n; i += 4) _mm256_storeu_pd(out + i, NAME##_4(_mm256_loadu_pd(z + i)));              \
        if (i < n) {                                                                                         \
            double rest[4] = {0};                                                                            \
            memcpy(rest, z + i, (n - i) * sizeof *z);                                                        \
            _mm256_storeu_pd(rest, NAME##_4(_mm256_loadu_pd(rest)));                                         \
            memcpy(out + i, rest, (n - i) * sizeof *z);                                                      \
        }                                                                                                    \
    }
LOOP_256(q_vec, q_small_4, q_large_4, 0.0)
LOOP_256(q_prime_vec, q_prime_small_4, q_prime_large_4, -0.0)

#define CHOOSE_VECTORS(NAME)                                                                                 \
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) {                           \
        NAME##_512(out, z, n);                                                                               \
        return;                                                                                              \
    }                                                                                                        \
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {                                   \
        NAME##_256(out, z, n);                                                                               \
        return;                                                                                              \
    }
#else
#define CHOOSE_VECTORS(NAME)
#endif

/* ------------------------------------------------------------------------------------------------ one by one
 */

static inline uint64_t bits_of(double x) {
    uint64_t i;
    memcpy(&i, &x, sizeof i);
    return i;
}
static inline double mantissa(double x) {
    uint64_t i = (bits_of(x) & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3ff0000000000000);
    memcpy(&x, &i, sizeof x);
    return x;
}

#define W(name) name##_1
#define W_ATTR
#define V double
#define W_INDICES uint64_t
#define W_SPLAT(x) (x)
#define W_FMA(a, b, c) fma(a, b, c)
#define W_MIN(c, x) ((c) < (x) ? (c) : (x))
#define W_IF_LESS(a, x, v) ((x) <= (a) ? 0.0 : (v))
#define W_ALL_LESS(x, a) 0 /* a lookup is a load here */
#define W_INDEX(x, n) (bits_of(x) >> (n))
#define W_EXPONENT(x) ((double)(bits_of(x) >> 52) - 1023.0)
#define W_MANTISSA(x) mantissa(x)
#define W_LOOKUP8(table, j) (table)[(j)&7]
#define W_LOOKUP16(table, j) (table)[(j)&15]
#include "q_vec_kernel.h"

void cf_q_vec(double *out, const double *z, size_t n) {
    CHOOSE_VECTORS(q_vec)
    for (size_t i = 0; i < n; i++) {
        double x = fabs(z[i]);
        out[i] = x >= 6 ? q_large_1(x) : q_small_1(x);
    }
}

void cf_q_prime_vec(double *out, const double *z, size_t n) {
    CHOOSE_VECTORS(q_prime_vec)
    for (size_t i = 0; i < n; i++) {
        double x = fabs(z[i]);
        out[i] = copysign(x >= 6 ? q_prime_large_1(x) : q_prime_small_1(x), z[i]);
    }
}
