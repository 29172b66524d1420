/* bench_depth.c [N] - nanoseconds an element of q_D's vector form at D = 3, 4, 5, and of the scalar
 * functions, as JSON lines. The peer "newton" is the textbook method in plain C: Newton's iteration for
 * h_D(s) = z by libm's pow until the step is below 1e-13, then the Legendre form. The range 1e-3..20 is that
 * of the vectorised NumPy Newton that it stands for; log_uniform is all of 2^-1000..2^1000 (ours alone).
 * Median of 5 runs. */
#include "core/certiflow.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { REPEATS = 5 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef void (*form)(double *out, const double *z, double depth, size_t n);

static void newton(double *out, const double *z, double depth, size_t n) {
    double p = depth / (depth - 2), m = p - 1;
    for (size_t i = 0; i < n; i++) {
        double x = fabs(z[i]), s = x < 0.5 ? x / (2 * p) : 1 - pow(1 + x, -1 / p), step = 1;
        for (int k = 0; k < 50 && fabs(step) > 1e-13; k++) {
            double a = pow(1 - s, -p), b = pow(1 + s, -p);
            step = (a - b - x) / (p * (a / (1 - s) + b / (1 + s)));
            s = fmin(fmax(s - step, 0), 1 - 1e-16);
        }
        out[i] = x * s - (pow(1 - s, -m) + pow(1 + s, -m) - 2) / m;
    }
}

static void scalar_q(double *out, const double *z, double depth, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] = cf_q_depth(depth, z[i]);
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double nanoseconds(form f, double *out, const double *z, double depth, size_t n) {
    double seconds[REPEATS];
    f(out, z, depth, n); /* touches the pages */
    for (int i = 0; i < REPEATS; i++) {
        double start = now();
        f(out, z, depth, n);
        seconds[i] = now() - start;
    }
    qsort(seconds, REPEATS, sizeof *seconds, compare);
    return 1e9 * seconds[REPEATS / 2] / (double)n;
}

static void print(const char *what, double depth, const char *peer, double value) {
    printf("{\"bench\":\"%s_%g\",\"peer\":\"%s\",\"value\":%.3f,\"unit\":\"ns/elem\"}\n", what, depth, peer,
           value);
    fflush(stdout);
}

int main(int argc, char **argv) {
    size_t n = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 1000000;
    double *z = malloc(n * sizeof *z), *out = malloc(n * sizeof *out);
    if (n < 100 || !z || !out) {
        fprintf(stderr, "bench_depth: N must be at least 100 and fit in memory\n");
        return 4;
    }
    for (double depth = 3; depth <= 5; depth++) {
        for (size_t i = 0; i < n; i++) z[i] = 1e-3 + (20 - 1e-3) * (double)i / (double)(n - 1);
        print("q_depth.linspace", depth, "certiflow", nanoseconds(cf_q_depth_vec, out, z, depth, n));
        print("q_depth.linspace", depth, "newton", nanoseconds(newton, out, z, depth, n / 100));
        print("q_depth_scalar.linspace", depth, "certiflow", nanoseconds(scalar_q, out, z, depth, n / 100));
        cf_rng rng;
        cf_rng_init(&rng, 1);
        for (size_t i = 0; i < n; i++) z[i] = exp2(2000 * cf_rng_uniform(&rng) - 1000);
        print("q_depth.log_uniform", depth, "certiflow", nanoseconds(cf_q_depth_vec, out, z, depth, n));
    }
    free(z);
    free(out);
    return 0;
}
