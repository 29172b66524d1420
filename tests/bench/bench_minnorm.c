/* bench_minnorm.c - the minimum-norm interpolants at d = 1000, N = 100 (Section 4's sparse regression, seed
 * 1), in doubles and certified. One JSON line a measurement; CPU seconds of the process, the median of the
 * repeats. */
#include "core/certiflow.h"
#include "reference/certiflow_ref.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { N = 100, D = 1000, REPEATS = 9 };

typedef struct {
    double X[N * D], y[N], beta[D];
    size_t support[N], n_support;
    cf_ref_l1 l1;
    fmpq_mat_t l2;
} state;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int l1(state *s) {
    return cf_beta_l1(s->beta, NULL, s->support, &s->n_support, s->X, s->y, N, D) == CF_OK;
}
static int l2(state *s) {
    return cf_beta_l2(s->beta, s->X, s->y, N, D) == CF_OK;
}
static int l1_certified(state *s) {
    return l1(s) && cf_ref_beta_l1(&s->l1, s->X, s->y, s->support, s->n_support, N, D) == CF_REF_OK &&
           s->l1.unique == CF_TRUE;
}
static int l2_exact(state *s) {
    return cf_ref_beta_l2(s->l2, s->X, s->y, N, D) == CF_REF_OK;
}

static void measure(const char *bench, const char *who, int (*solve)(state *), state *s) {
    double t[REPEATS];
    for (int k = 0; k < REPEATS; k++) {
        double start = now();
        if (!solve(s)) {
            fprintf(stderr, "bench_minnorm: %s failed\n", bench);
            exit(3);
        }
        t[k] = now() - start;
    }
    qsort(t, REPEATS, sizeof *t, ascending);
    printf("{\"bench\":\"%s\",\"peer\":\"%s\",\"value\":%.9g,\"unit\":\"s\",\"value_l1\":%.17g}\n", bench,
           who, t[REPEATS / 2], cf_norm_l1(s->beta, D));
}

int main(void) {
    state *s = malloc(sizeof *s);
    if (!s) return 4;
    cf_ref_l1_init(&s->l1, N, D), fmpq_mat_init(s->l2, D, 1);
    if (cf_sparse_regression(s->X, s->y, s->beta, 1, 5, 0.01, N, D) != CF_OK) return 3;
    measure("minnorm_l1_d1000_N100", "certiflow", l1, s);
    measure("minnorm_l1_d1000_N100_certified", "certiflow", l1_certified, s);
    measure("minnorm_l2_d1000_N100", "certiflow", l2, s);
    measure("minnorm_l2_d1000_N100_exact", "certiflow", l2_exact, s);
    cf_ref_l1_clear(&s->l1), fmpq_mat_clear(s->l2);
    free(s);
    return 0;
}
