/* bench_limit.c - the limit of gradient flow, timed: cold solves and a path on Section 4's sparse regression
 * (d = 1000, N = 100, r* = 5, noise variance 0.01, seed 1), degenerate vertices at extreme alpha, and with
 * --large d = 10^5, N = 500. One JSON line a measurement; CPU seconds of the process, the median of the
 * repeats. */
#include "core/certiflow.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { MOST = 101, PATH = 100 };

typedef struct {
    size_t N, d;
    double *X, *y, *beta;
} problem;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void *allocate(size_t n) {
    void *p = malloc(n * sizeof(double));
    if (!p) {
        fputs("bench_limit: out of memory\n", stderr);
        exit(4);
    }
    return p;
}

static problem sparse(size_t N, size_t d) {
    problem p = {N, d, allocate(N * d), allocate(N), allocate(PATH * d)};
    if (cf_sparse_regression(p.X, p.y, p.beta, 1, 5, 0.01, N, d) != CF_OK) exit(3);
    return p;
}

static void clear(problem *p) {
    free(p->X);
    free(p->y);
    free(p->beta);
}

static void report(const char *name, double seconds, const cf_limit_info *info, size_t m) {
    size_t iterations = 0, factorizations = 0;
    double residual = 0;
    for (size_t k = 0; k < m; k++) {
        iterations += info[k].iterations;
        factorizations += info[k].factorizations;
        residual = fmax(residual, info[k].residual_max);
    }
    printf(
        "{\"bench\": \"%s\", \"peer\": \"certiflow\", \"value\": %.6g, \"unit\": \"s\", \"residual\": %.3g, "
        "\"iterations\": %zu, \"factorizations\": %zu}\n",
        name, seconds, residual, iterations, factorizations);
    fflush(stdout);
}

/* m values of log alpha, one after the other as a path; the median of the repeats. */
static double measure(const char *name, const problem *p, const double *log_alpha, size_t m, int repeats) {
    double seconds[MOST];
    cf_limit_info info[PATH];
    for (int k = 0; k < repeats; k++) {
        const double start = now();
        if (cf_limit_path(p->beta, NULL, NULL, info, p->X, p->y, log_alpha, m, p->N, p->d) != CF_OK) {
            fprintf(stderr, "bench_limit: %s did not converge\n", name);
            exit(3);
        }
        seconds[k] = now() - start;
    }
    qsort(seconds, (size_t)repeats, sizeof *seconds, ascending);
    report(name, seconds[repeats / 2], info, m);
    return seconds[repeats / 2];
}

static void section_4(void) {
    problem p = sparse(100, 1000);
    const char *names[] = {"limit_d1000_N100_alpha1", "limit_d1000_N100_alpha0.1",
                           "limit_d1000_N100_alpha1e-3", "limit_d1000_N100_alpha1e-8"};
    const double alpha[] = {1, 0.1, 1e-3, 1e-8};
    double log_alpha[PATH], cold = 0;
    for (int k = 0; k < 4; k++) {
        log_alpha[0] = log(alpha[k]);
        cold = measure(names[k], &p, log_alpha, 1, 41);
    }
    for (int k = 0; k < PATH; k++) log_alpha[k] = log(1e-8) * k / (PATH - 1);
    const double path = measure("limit_path_100_d1000_N100", &p, log_alpha, PATH, 5);
    printf(
        "{\"bench\": \"limit_path_100_d1000_N100_in_cold_solves\", \"peer\": \"certiflow\", \"value\": %.3g, "
        "\"unit\": \"solves\"}\n",
        path / cold);
    log_alpha[0] = -1e6;
    measure("limit_d1000_N100_log-1000000", &p, log_alpha, 1, 3);
    clear(&p);
}

/* ||beta||_1 - ||beta_L1||_1 at the given depth, relative to ||beta_L1||_1 = l1. */
static double excess(const problem *p, double log_alpha, double depth, double l1) {
    if (cf_limit_depth(p->beta, NULL, NULL, NULL, p->X, p->y, log_alpha, depth, p->N, p->d) != CF_OK) exit(3);
    return cf_norm_l1(p->beta, p->d) / l1 - 1;
}

/* The log alpha at which the limit at the given depth has this excess: the excess rises with alpha, and 40
 * halvings of [-20, 5] leave 2e-11. */
static double log_alpha_of_excess(const problem *p, double wanted, double depth, double l1) {
    double low = -20, high = 5;
    for (int k = 0; k < 40; k++) {
        const double middle = 0.5 * (low + high);
        if (excess(p, middle, depth, l1) < wanted)
            low = middle;
        else
            high = middle;
    }
    return 0.5 * (low + high);
}

/* Depth 3 against depth 2 where both limits have the same excess l1 norm: that of depth 2 at each alpha. The
 * repeats of the two alternate; the ratio is that of the medians. */
static void depth_3(void) {
    enum { REPEATS = 41 };
    problem p = sparse(100, 1000);
    const double alpha[] = {1, 0.1, 1e-2, 1e-3, 1e-4, 1e-8};
    if (cf_beta_l1(p.beta, NULL, NULL, NULL, p.X, p.y, p.N, p.d) != CF_OK) exit(3);
    const double l1 = cf_norm_l1(p.beta, p.d);
    for (int k = 0; k < 6; k++) {
        const double wanted = excess(&p, log(alpha[k]), 2, l1), depth[] = {2, 3};
        const double log_alpha[] = {log(alpha[k]), log_alpha_of_excess(&p, wanted, 3, l1)};
        double seconds[2][REPEATS];
        cf_limit_info info[2];
        for (int r = 0; r < 2 * REPEATS; r++) {
            const double begin = now();
            if (cf_limit_depth(p.beta, NULL, NULL, info + r % 2, p.X, p.y, log_alpha[r % 2], depth[r % 2],
                               p.N, p.d) != CF_OK)
                exit(3);
            seconds[r % 2][r / 2] = now() - begin;
        }
        for (int r = 0; r < 2; r++) qsort(seconds[r], REPEATS, sizeof(double), ascending);
        char name[80];
        snprintf(name, sizeof name, "limit_d1000_N100_depth3_excess%.2g", wanted);
        report(name, seconds[1][REPEATS / 2], info + 1, 1);
        printf(
            "{\"bench\": \"%s_over_depth2\", \"peer\": \"certiflow\", \"value\": %.3g, \"unit\": \"ratio\", "
            "\"alpha_depth2\": %g, \"alpha_depth3\": %.4g, \"depth2_seconds\": %.4g}\n",
            name, seconds[1][REPEATS / 2] / seconds[0][REPEATS / 2], alpha[k], exp(log_alpha[1]),
            seconds[0][REPEATS / 2]);
    }
    clear(&p);
}

/* Where alpha^(D-2) is below 1e-11: the graded solver. */
static void deep(void) {
    enum { REPEATS = 3 };
    problem p = sparse(100, 1000);
    const double depth[] = {50, 3}, log_alpha[] = {-2, -300};
    for (int k = 0; k < 2; k++) {
        double seconds[REPEATS];
        cf_limit_info info;
        char name[80];
        for (int r = 0; r < REPEATS; r++) {
            const double begin = now();
            if (cf_limit_depth(p.beta, NULL, NULL, &info, p.X, p.y, log_alpha[k], depth[k], p.N, p.d) !=
                CF_OK)
                exit(3);
            seconds[r] = now() - begin;
        }
        qsort(seconds, REPEATS, sizeof(double), ascending);
        snprintf(name, sizeof name, "limit_d1000_N100_depth%g_log%g", depth[k], log_alpha[k]);
        report(name, seconds[REPEATS / 2], &info, 1);
    }
    clear(&p);
}

static void degenerate(void) {
    problem p = sparse(5, 12);
    for (size_t n = 0; n < p.N; n++) p.y[n] = 2 * p.X[n * p.d];
    double log_alpha = -2000;
    measure("limit_N5_d12_degenerate_log-2000", &p, &log_alpha, 1, 41);
    log_alpha = -1e5;
    measure("limit_N5_d12_degenerate_log-100000", &p, &log_alpha, 1, 41);
    log_alpha = -1e6;
    measure("limit_N5_d12_degenerate_log-1000000", &p, &log_alpha, 1, 41);
    clear(&p);
}

static long peak_KiB(void) {
    struct rusage r;
    getrusage(RUSAGE_SELF, &r);
    return r.ru_maxrss;
}

static void large(void) {
    problem p = sparse(500, 100000);
    const long before = peak_KiB();
    const double alpha[] = {1, 1e-3, 1e-8};
    for (int k = 0; k < 3; k++) {
        char name[64];
        const double log_alpha = log(alpha[k]);
        snprintf(name, sizeof name, "limit_d100000_N500_alpha%g", alpha[k]);
        measure(name, &p, &log_alpha, 1, 1);
    }
    printf("{\"bench\": \"limit_d100000_N500_memory_beyond_X\", \"peer\": \"certiflow\", \"value\": %.4g, "
           "\"unit\": "
           "\"MiB\"}\n",
           (double)(peak_KiB() - before) / 1024);
    clear(&p);
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "--large") == 0) {
        large();
        return 0;
    }
    section_4();
    depth_3();
    deep();
    degenerate();
    return 0;
}
