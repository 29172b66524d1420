/* bench_q.c - nanoseconds an element of cf_q, cf_q_vec and cf_q_prime_vec beside the loops a C user would
 * write.
 *
 * One JSON object a line, {"bench":...,"peer":...,"value":...,"unit":"ns/element"}; tests/bench/run.sh sets
 * the peers of one bench against each other. Ours and the peers take turns in the same process; the value is
 * the median CPU time of REPEATS turns. bench   q_vec_linspace      cf_q_vec at 10^7 points of linspace(-20,
 * 20) q_vec_loguniform    the same at +-2^u, u uniform on [-1000, 1000] q_prime_vec_*       the same for q';
 * q_linspace, q_loguniform   cf_q in a loop peer    certiflow           ours libm                2 - sqrt(4 +
 * z^2) + z asinh(z/2), resp. asinh(z/2), in a loop, libm's asinh libmvec             the same with glibc's
 * vector asinh (4 ulp), AVX-512 or AVX2 as the processor has; left out where glibc (2.35 is the first) or the
 * processor has none Usage: bench_q [N]. What NumPy takes is measured by peers.py, under the same name. */
#include "core/certiflow.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define REPEATS 7

typedef void (*form)(double *out, const double *z, size_t n);

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void libm_q(double *out, const double *z, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] = 2 - sqrt(4 + z[i] * z[i]) + z[i] * asinh(z[i] / 2);
}
static void libm_q_prime(double *out, const double *z, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] = asinh(z[i] / 2);
}
static void scalar_q(double *out, const double *z, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] = cf_q(z[i]);
}

/* -lm brings libmvec along where it exists */
#if defined(__x86_64__) && defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 35)
#include <immintrin.h>
__attribute__((target("avx512f"))) __m512d _ZGVeN8v_asinh(__m512d x);
__attribute__((target("avx2"))) __m256d _ZGVdN4v_asinh(__m256d x);

__attribute__((target("avx512f"))) static void libmvec_512(double *out, const double *z, size_t n,
                                                           int prime) {
    for (size_t i = 0; i + 8 <= n; i += 8) {
        __m512d x = _mm512_loadu_pd(z + i), u = _ZGVeN8v_asinh(x * 0.5);
        if (!prime) u = 2.0 - _mm512_sqrt_pd(4.0 + x * x) + x * u;
        _mm512_storeu_pd(out + i, u);
    }
}
__attribute__((target("avx2"))) static void libmvec_256(double *out, const double *z, size_t n, int prime) {
    for (size_t i = 0; i + 4 <= n; i += 4) {
        __m256d x = _mm256_loadu_pd(z + i), u = _ZGVdN4v_asinh(x * 0.5);
        if (!prime) u = 2.0 - _mm256_sqrt_pd(4.0 + x * x) + x * u;
        _mm256_storeu_pd(out + i, u);
    }
}
static void libmvec_q(double *out, const double *z, size_t n) {
    (__builtin_cpu_supports("avx512f") ? libmvec_512 : libmvec_256)(out, z, n, 0);
}
static void libmvec_q_prime(double *out, const double *z, size_t n) {
    (__builtin_cpu_supports("avx512f") ? libmvec_512 : libmvec_256)(out, z, n, 1);
}
static int have_libmvec(void) {
    return __builtin_cpu_supports("avx2");
}
#else
#define libmvec_q libm_q
#define libmvec_q_prime libm_q_prime
static int have_libmvec(void) {
    return 0;
}
#endif

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

enum { FORMS = 3 };

/* One bench: the forms in turn; forms[0] is ours, an absent one is NULL. */
static void run(const char *what, const char *shape, const form forms[FORMS], double *out, const double *z,
                size_t n) {
    static const char *const peers[FORMS] = {"certiflow", "libm", "libmvec"};
    double seconds[FORMS][REPEATS];
    forms[0](out, z, n); /* touches the pages */
    for (int i = 0; i < REPEATS; i++)
        for (int k = 0; k < FORMS; k++) {
            if (!forms[k]) continue;
            double start = now();
            forms[k](out, z, n);
            seconds[k][i] = now() - start;
        }
    for (int k = 0; k < FORMS; k++) {
        if (!forms[k]) continue;
        qsort(seconds[k], REPEATS, sizeof *seconds[k], compare);
        printf("{\"bench\":\"%s_%s\",\"peer\":\"%s\",\"value\":%.3f,\"unit\":\"ns/element\"}\n", what, shape,
               peers[k], 1e9 * seconds[k][REPEATS / 2] / (double)n);
    }
    fflush(stdout);
}

int main(int argc, char **argv) {
    size_t n = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 10000000;
    double *z = malloc(n * sizeof *z), *out = malloc(n * sizeof *out);
    if (n < 8 || !z || !out) {
        fprintf(stderr, "bench_q: N must be at least 8 and fit in memory\n");
        return 4;
    }
    const form q_vec[FORMS] = {cf_q_vec, libm_q, have_libmvec() ? libmvec_q : NULL};
    const form q_prime_vec[FORMS] = {cf_q_prime_vec, libm_q_prime, have_libmvec() ? libmvec_q_prime : NULL};
    const form q[FORMS] = {scalar_q, libm_q, NULL};
    for (int log_uniform = 0; log_uniform < 2; log_uniform++) {
        const char *shape = log_uniform ? "loguniform" : "linspace";
        cf_rng rng;
        cf_rng_init(&rng, 1);
        for (size_t i = 0; i < n; i++)
            z[i] = log_uniform ? (i % 2 ? -1 : 1) * exp2(2000 * cf_rng_uniform(&rng) - 1000)
                               : -20 + 40 * (double)i / (double)(n - 1);
        run("q_vec", shape, q_vec, out, z, n);
        run("q_prime_vec", shape, q_prime_vec, out, z, n);
        run("q", shape, q, out, z, n);
    }
    free(z);
    free(out);
    return 0;
}
