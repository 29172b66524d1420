/* q_vec.c - q and q' of many arguments: the formula of q.c, eight or four elements at a time.
 *
 * q_kernel.h is compiled for 512-bit and 256-bit vectors and for single doubles; the processor chooses at run
 * time. All of them perform the same correctly rounded operations on each element, so every element has the
 * scalar's bits, whatever its place, the length, the alignment, the processor or the compiler; and the
 * scalar's error bounds: q 0.68 ulp, q' 0.57 ulp (derived in q.c). A tail shorter than a vector is padded
 * with zeros and goes the same way. */
#include "certiflow.h"
#include "dispatch.h"
#include "q_tables.h"
#include <float.h>
#include <math.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define TARGET_512 __attribute__((target("avx512f,avx512dq")))
#define Q(name) name##_8
#define Q_ATTR __attribute__((always_inline, target("avx512f,avx512dq")))
#define V __m512d
#define VI __m512i
#define Q_SPLAT(x) _mm512_set1_pd(x)
#define Q_FMA(a, b, c) _mm512_fmadd_pd(a, b, c)
#define Q_SQRT(a) _mm512_sqrt_pd(a)
#define Q_MIN(c, x) _mm512_min_pd(c, x) /* x if x is NaN */
#define Q_BITS(x) _mm512_castpd_si512(x)
#define Q_DOUBLES(i) _mm512_castsi512_pd(i)
#define Q_SCALE(i) _mm512_castsi512_pd(_mm512_slli_epi64(_mm512_sub_epi64(_mm512_set1_epi64(2048), i), 52))
#define Q_LOOKUP(table, j) _mm512_permutex2var_pd(_mm512_loadu_pd(table), j, _mm512_loadu_pd((table) + 8))
#include "q_kernel.h"
#include "q_kernel_undef.h"

#define TARGET_256 __attribute__((target("avx2,fma")))
#define Q(name) name##_4
#define Q_ATTR __attribute__((always_inline, target("avx2,fma")))
#define V __m256d
#define VI __m256i
#define Q_SPLAT(x) _mm256_set1_pd(x)
#define Q_FMA(a, b, c) _mm256_fmadd_pd(a, b, c)
#define Q_SQRT(a) _mm256_sqrt_pd(a)
#define Q_MIN(c, x) _mm256_min_pd(c, x)
#define Q_BITS(x) _mm256_castpd_si256(x)
#define Q_DOUBLES(i) _mm256_castsi256_pd(i)
#define Q_SCALE(i) _mm256_castsi256_pd(_mm256_slli_epi64(_mm256_sub_epi64(_mm256_set1_epi64x(2048), i), 52))
#define Q_LOOKUP(table, j) _mm256_i64gather_pd(table, _mm256_and_si256(j, _mm256_set1_epi64x(15)), 8)
#include "q_kernel.h"
#include "q_kernel_undef.h"

TARGET_512 static void q_vec_512(double *out, const double *z, size_t n) {
    size_t i = 0;
    for (; i + 8 <= n; i += 8) _mm512_storeu_pd(out + i, q_even_8(_mm512_abs_pd(_mm512_loadu_pd(z + i))));
    if (i < n) {
        __mmask8 rest = (__mmask8)((1u << (n - i)) - 1);
        _mm512_mask_storeu_pd(out + i, rest, q_even_8(_mm512_abs_pd(_mm512_maskz_loadu_pd(rest, z + i))));
    }
}

TARGET_512 static inline __m512d q_prime_8(__m512d z) {
    __m512d sign = _mm512_and_pd(z, _mm512_set1_pd(-0.0));
    return _mm512_or_pd(q_prime_even_8(_mm512_abs_pd(z)), sign);
}

TARGET_512 static void q_prime_vec_512(double *out, const double *z, size_t n) {
    size_t i = 0;
    for (; i + 8 <= n; i += 8) _mm512_storeu_pd(out + i, q_prime_8(_mm512_loadu_pd(z + i)));
    if (i < n) {
        __mmask8 rest = (__mmask8)((1u << (n - i)) - 1);
        _mm512_mask_storeu_pd(out + i, rest, q_prime_8(_mm512_maskz_loadu_pd(rest, z + i)));
    }
}

TARGET_256 static inline __m256d q_4(__m256d z) {
    return q_even_4(_mm256_andnot_pd(_mm256_set1_pd(-0.0), z));
}

TARGET_256 static inline __m256d q_prime_4(__m256d z) {
    __m256d minus = _mm256_set1_pd(-0.0);
    return _mm256_or_pd(q_prime_even_4(_mm256_andnot_pd(minus, z)), _mm256_and_pd(z, minus));
}

#define LOOP_256(NAME, KERNEL)                                                                               \
    TARGET_256 static void NAME(double *out, const double *z, size_t n) {                                    \
        size_t i = 0;                                                                                        \
        for (; i + 4 <= n; i += 4) _mm256_storeu_pd(out + i, KERNEL(_mm256_loadu_pd(z + i)));                \
        if (i < n) {                                                                                         \
            double rest[4] = {0};                                                                            \
            memcpy(rest, z + i, (n - i) * sizeof *z);                                                        \
            _mm256_storeu_pd(rest, KERNEL(_mm256_loadu_pd(rest)));                                           \
            memcpy(out + i, rest, (n - i) * sizeof *z);                                                      \
        }                                                                                                    \
    }
LOOP_256(q_vec_256, q_4)
LOOP_256(q_prime_vec_256, q_prime_4)

#define CHOOSE(NAME)                                                                                         \
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) {                           \
        NAME##_512(out, z, n);                                                                               \
        return;                                                                                              \
    }                                                                                                        \
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {                                   \
        NAME##_256(out, z, n);                                                                               \
        return;                                                                                              \
    }
#else
#define CHOOSE(NAME)
#endif

void cf_q_vec(double *out, const double *z, size_t n) {
    CHOOSE(q_vec)
    for (size_t i = 0; i < n; i++) out[i] = cf_q(z[i]);
}

void cf_q_prime_vec(double *out, const double *z, size_t n) {
    CHOOSE(q_prime_vec)
    for (size_t i = 0; i < n; i++) out[i] = cf_q_prime(z[i]);
}
