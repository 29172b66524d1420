/* golden_dynamics.c - golden results of what moves: the flow at given times, descent, limits of any start,
 * and the matrix model. */
#include "golden_rows.h"
#include <math.h>
#include <stdlib.h>

static void run_flow(cf_golden *g, const cf_golden_instance *p, double depth, double log_alpha) {
    enum { M = 4 };
    static const double times[M] = {0.003, 0.3, 30, INFINITY};
    double *beta = malloc(M * (p->d + 1) * sizeof *beta);
    char answered[M];
    cf_flow_info info;
    if (!beta) {
        g->failed = 1;
        return;
    }
    double *loss = beta + M * p->d;
    const cf_status status = cf_flow(beta, NULL, loss, answered, &info, p->X, p->y, log_alpha, depth, 1e-12,
                                     0, times, M, 100000, p->N, p->d);
    for (size_t k = 0; k < M && !cf_golden_failed(g, "cf_flow", p, status); k++) {
        const double *b = beta + k * p->d;
        cf_golden_vector(g,
                         cf_golden_row_of(CF_GOLDEN_BLAS, "cf_flow beta", "%s D=%g log_alpha=%g t=%g",
                                          p->name, depth, log_alpha, times[k]),
                         b, p->d, 1e-9 * cf_norm_l2(b, p->d));
    }
    cf_golden_count(
        g,
        cf_golden_row_of(CF_GOLDEN_COUNT, "cf_flow steps", "%s D=%g log_alpha=%g", p->name, depth, log_alpha),
        info.steps);
    free(beta);
}

static void run_descent(cf_golden *g, const cf_golden_instance *p, double depth, double alpha) {
    double *work = malloc(6 * p->d * sizeof *work);
    if (!work) {
        g->failed = 1;
        return;
    }
    double *start = work, *plus = work + p->d, *minus = work + 2 * p->d, *log_start = work + 3 * p->d,
           *log_minus = work + 4 * p->d;
    for (size_t i = 0; i < p->d; i++) {
        start[i] = alpha * (1 + 0.01 * (double)i);
        log_start[i] = log(start[i]), log_minus[i] = log(alpha);
    }
    cf_descent_info info;
    cf_status status = cf_descend(p->beta, plus, minus, NULL, NULL, NULL, &info, p->X, p->y, start, start,
                                  1e-3, depth, 1e-8, 20000, p->N, p->d);
    if (!cf_golden_failed(g, "cf_descend", p, status)) {
        cf_golden_vector(
            g, cf_golden_row_of(CF_GOLDEN_BLAS, "cf_descend beta", "%s D=%g alpha=%g", p->name, depth, alpha),
            p->beta, p->d, 1e-9 * cf_norm_l2(p->beta, p->d));
        cf_golden_count(
            g,
            cf_golden_row_of(CF_GOLDEN_COUNT, "cf_descend steps", "%s D=%g alpha=%g", p->name, depth, alpha),
            info.steps);
    }
    status =
        cf_limit_start(p->beta, NULL, NULL, NULL, NULL, p->X, p->y, log_start, log_minus, depth, p->N, p->d);
    if (!cf_golden_failed(g, "cf_limit_start", p, status))
        cf_golden_vector(
            g, cf_golden_row_of(CF_GOLDEN_BLAS, "cf_limit_start", "%s D=%g alpha=%g", p->name, depth, alpha),
            p->beta, p->d, cf_golden_allowance(p->beta, p->d));
    free(work);
}

void cf_golden_paths(cf_golden *g, const cf_golden_instance *p) {
    static const struct {
        double depth, log_alpha;
    } flows[] = {{2, 2}, {2, -2}, {2, -9}, {3, 0}, {3, -2}, {4, -0.5}};
    for (size_t k = 0; k < sizeof flows / sizeof *flows; k++)
        run_flow(g, p, flows[k].depth, flows[k].log_alpha);
    run_descent(g, p, 2, 0.5);
    run_descent(g, p, 3, 0.7);
}

/* d = 4, k = 8, 10 entries */
void cf_golden_matrix(cf_golden *g) {
    enum { D = 4, K = 8, N = 10, W = 2 * D * K };
    static const double times[] = {0.5, 4};
    double M_star[D * D], y[N], w[W], path[2 * W], M[D * D];
    size_t row[N], col[N];
    cf_mf mf = {.d = D, .k = K, .N = N, .row = row, .col = col, .y = y};
    const cf_golden_instance p = {.name = "matrix 4 x 4"};
    if (cf_golden_failed(g, "cf_mf_instance", &p, cf_mf_instance(M_star, row, col, y, 5, N, D))) return;
    for (double alpha = 1; alpha > 1e-4; alpha *= 0.1) {
        cf_mf_info info;
        const cf_mf_options options = {
            .rtol = 1e-10, .atol = 1e-12 * alpha, .times = times, .n_times = 2, .max_evaluations = 1000000};
        cf_mf_start(w, CF_MF_IDENTITY, alpha, 0, D, K);
        if (cf_golden_failed(g, "cf_mf_flow", &p, cf_mf_flow(w, path, &info, &mf, &options))) return;
        for (size_t k = 0; k < 2; k++) {
            cf_mf_product(M, path + k * W, D, K);
            cf_golden_vector(
                g, cf_golden_row_of(CF_GOLDEN_BLAS, "cf_mf_flow M", "alpha=%.0e t=%g", alpha, times[k]), M,
                D * D, 1e-6 * cf_norm_l2(M, D * D));
        }
    }
    cf_mf_start(w, CF_MF_GAUSSIAN, 0.3, 7, D, K);
    cf_mf_info info;
    if (cf_golden_failed(g, "cf_mf_descent", &p, cf_mf_descent(w, &info, &mf, 1e-2, 1e-8, 100000))) return;
    cf_mf_product(M, w, D, K);
    cf_golden_vector(g, cf_golden_row_of(CF_GOLDEN_BLAS, "cf_mf_descent M", "Gaussian start, alpha=0.3"), M,
                     D * D, 1e-6 * cf_norm_l2(M, D * D));
    cf_golden_count(g, cf_golden_row_of(CF_GOLDEN_COUNT, "cf_mf_descent steps", "Gaussian start, alpha=0.3"),
                    info.steps);
}
