#include "limit_depth.h"
#include "depth_point.h"
#include "limit_depth_curve.h"
#include "limit_scaled.h"

#include <math.h>

#define EXPONENT_MAX 3e6

typedef struct {
    cf_limit_scaled scaled;
    cf_depth_moderate *moderate;
    cf_depth_graded *graded; /* NULL until asked for */
} solver;

static cf_status solve(cf_limit_point *point, solver *s) {
    const cf_limit_problem *q = &s->scaled.problem;
    if (cf_limit_without_targets(point, q)) return CF_OK;
    if (!s->graded) {
        const cf_status moderate = cf_depth_moderate_solve(point, s->moderate, q);
        if (moderate != CF_ENOCONV) return moderate;
        const cf_status status = cf_depth_graded_new(&s->graded, q);
        if (status != CF_OK) return status;
    }
    return cf_depth_graded_solve(point, s->graded, q);
}

static int acceptable(const double *log_alpha, const double *depth, size_t m) {
    for (size_t k = 0; k < m; k++) {
        if (depth[k] == 2 ? !(log_alpha[k] >= -1e6 && log_alpha[k] <= 700)
                          : !cf_depth_valid(depth[k]) || !(fabs(depth[k] * log_alpha[k]) <= EXPONENT_MAX))
            return 0;
    }
    return 1;
}

/* The first depth above 2 makes the solver. */
static cf_status solver_init(solver *s, const double *X, const double *y, size_t N, size_t d) {
    if (s->moderate) return CF_OK;
    const cf_status status = cf_limit_scaled_init(&s->scaled, X, y, N, d);
    s->moderate = cf_depth_moderate_new(N, d);
    return status == CF_OK && !s->moderate ? CF_ENOMEM : status;
}

static cf_status solve_deep(double *beta, double *nu, double *nu_lo, cf_limit_info *info, solver *s, double log_alpha,
                            double depth) {
    cf_limit_point point = {.beta = beta, .nu = s->scaled.nu, .nu_lo = s->scaled.nu_lo};
    cf_limit_scaled_L(&s->scaled, log_alpha, depth);
    cf_depth_power(&s->scaled.problem.p, &s->scaled.problem.p_lo, depth);
    const cf_status status = solve(&point, s);
    return status == CF_OK ? cf_limit_unscale(beta, nu, nu_lo, info, &s->scaled, &point) : status;
}

cf_status cf_limit_depth_path(double *beta, double *nu, double *nu_lo, cf_limit_info *info, const double *X,
                              const double *y, const double *log_alpha, const double *depth, size_t m, size_t N,
                              size_t d) {
    if (!beta || !X || !y || !log_alpha || !depth || N == 0 || N > d || !acceptable(log_alpha, depth, m))
        return CF_EINVAL;
    solver s = {.moderate = NULL};
    cf_status status = CF_OK;
    for (size_t k = 0, run = 1; k < m && status == CF_OK; k += run) {
        double *nu_k = nu ? nu + k * N : NULL, *nu_lo_k = nu_lo ? nu_lo + k * N : NULL;
        cf_limit_info *info_k = info ? info + k : NULL;
        for (run = 1; depth[k] == 2 && k + run < m && depth[k + run] == 2;) run++;
        if (depth[k] == 2) { /* as far as depth 2 goes: cf_limit's own path */
            status = cf_limit_path(beta + k * d, nu_k, nu_lo_k, info_k, X, y, log_alpha + k, run, N, d);
            continue;
        }
        status = solver_init(&s, X, y, N, d);
        if (status == CF_OK)
            status = solve_deep(beta + k * d, nu_k, nu_lo_k, info_k, &s, log_alpha[k], depth[k]);
    }
    cf_depth_moderate_free(s.moderate);
    cf_depth_graded_free(s.graded);
    cf_limit_scaled_clear(&s.scaled);
    return status;
}

cf_status cf_limit_depth(double *beta, double *nu, double *nu_lo, cf_limit_info *info, const double *X,
                         const double *y, double log_alpha, double depth, size_t N, size_t d) {
    return cf_limit_depth_path(beta, nu, nu_lo, info, X, y, &log_alpha, &depth, 1, N, d);
}
