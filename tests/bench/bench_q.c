/* bench_q.c - nanoseconds per element of cf_q_vec, cf_q_prime_vec and cf_q against loops a C user would
 * write.
 *
 * Prints one JSON object a line,
 * {"bench":...,"peer":...,"value":...,"unit":"ns/elem","ratio":...,"peer_value":...}: ratio is the peer's
 * time over ours, measured alternately in the same process, the median of REPEATS rounds of CPU time each.
 *   bench   q_vec.linspace   10^7 points of linspace(-20, 20)    q_vec.log_uniform  +-2^u, u uniform on
 * [-1000, 1000] q_prime_vec.*    the same for q'                     q_scalar.*         cf_q in a loop peer
 * none             our own time alone libm             2 - sqrt(4 + z^2) + z asinh(z/2), resp. asinh(z/2), in
 * a loop, libm's asinh libmvec          the same with glibc's vector asinh (4 ulp), AVX-512 or AVX2 as the
 * processor has Usage: bench_q [N]. Link with -lm -lmvec where there is one (compile with -DHAVE_LIBMVEC). A
 * NumPy user's time is taken by the driver, with the same arguments. */
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

#if defined(HAVE_LIBMVEC) && defined(__x86_64__)
#include <immintrin.h>
__m512d _ZGVeN8v_asinh(__m512d x);
__m256d _ZGVdN4v_asinh(__m256d x);

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

static void run(const char *bench, const char *peer, form ours, form theirs, double *out, const double *z,
                size_t n) {
    double mine[REPEATS], its[REPEATS];
    ours(out, z, n); /* touches the pages */
    for (int i = 0; i < REPEATS; i++) {
        double t0 = now();
        ours(out, z, n);
        double t1 = now();
        if (theirs) theirs(out, z, n);
        its[i] = now() - t1;
        mine[i] = t1 - t0;
    }
    qsort(mine, REPEATS, sizeof *mine, compare);
    qsort(its, REPEATS, sizeof *its, compare);
    double us = 1e9 * mine[REPEATS / 2] / (double)n, them = 1e9 * its[REPEATS / 2] / (double)n;
    printf("{\"bench\":\"%s\",\"peer\":\"%s\",\"value\":%.3f,\"unit\":\"ns/elem\"", bench, peer, us);
    if (theirs) printf(",\"ratio\":%.2f,\"peer_value\":%.3f", them / us, them);
    printf("}\n");
    fflush(stdout);
}

int main(int argc, char **argv) {
    size_t n = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 10000000;
    double *z = malloc(n * sizeof *z), *out = malloc(n * sizeof *out);
    if (n < 8 || !z || !out) {
        fprintf(stderr, "bench_q: N must be at least 8 and fit in memory\n");
        return 4;
    }
    for (int shape = 0; shape < 2; shape++) {
        const char *name = shape ? "log_uniform" : "linspace";
        char bench[64];
        cf_rng rng;
        cf_rng_init(&rng, 1);
        for (size_t i = 0; i < n; i++) {
            double u = cf_rng_uniform(&rng);
            z[i] = shape ? (i % 2 ? -1 : 1) * exp2(2000 * u - 1000) : -20 + 40 * (double)i / (double)(n - 1);
        }
        snprintf(bench, sizeof bench, "q_vec.%s", name);
        run(bench, "none", cf_q_vec, NULL, out, z, n);
        run(bench, "libm", cf_q_vec, libm_q, out, z, n);
        if (have_libmvec()) run(bench, "libmvec", cf_q_vec, libmvec_q, out, z, n);
        snprintf(bench, sizeof bench, "q_prime_vec.%s", name);
        run(bench, "none", cf_q_prime_vec, NULL, out, z, n);
        run(bench, "libm", cf_q_prime_vec, libm_q_prime, out, z, n);
        if (have_libmvec()) run(bench, "libmvec", cf_q_prime_vec, libmvec_q_prime, out, z, n);
        snprintf(bench, sizeof bench, "q_scalar.%s", name);
        run(bench, "libm", scalar_q, libm_q, out, z, n);
    }
    free(z);
    free(out);
    return 0;
}
