/* limit_depth.c - beta_{alpha,D}(infinity), the limit of gradient flow of the model of depth D (Theorem 3):
 * the public functions.
 *
 * beta = A h_D(X^T nu), A = alpha^D = e^(-L), X beta = y, |x_i^T nu| < 1: the minimum of Q^D_alpha over X
 * beta = y, found from its dual, min A sum H_D(x_i^T nu) - y^T nu, in N unknowns. Depth 2 is cf_limit.
 * Otherwise the problem is scaled (limit_scaled.c), and the moderate solver (limit_depth_moderate.c) is tried
 * where alpha^(D-2) >= 1e-11 and all fits doubles: it is fast, and has the kernel regime too. The graded
 * solver (limit_depth_graded.c) takes what that leaves, and keeps it to the end of a path.
 *
 * Error of beta. Let z_i and c_i = 1 - |z_i| be what the last evaluation of h_D used, z = X^T nu + e, and r =
 * y - X beta the residual of the beta returned. As in limit.c, beta* - beta = V (X^T (nu* - nu) - e) + f, V
 * the weights A h_D' at points between, f the rounding of beta at z, and X (beta* - beta) = r give
 *     ||beta* - beta||_2 <= chi ||r||_2 + (1 + chi ||X||_2) ||V e - f||_2.
 * u = 2^-53, libm's exp, expm1 and pow are taken to be right to 2u.
 *
 * Moderate. f: c^-p and (1+|z|)^-p by at most three operations and a correction for the low parts, 4u each;
 * their product, the polynomial of D = 3 or 4, or the difference where it does not cancel, or 1 - e^(-pT): at
 * most 14u in all; A, its correction for L_lo and the product: 5u. V e: V_i c_i <= p |beta_i| (1 + ...) for
 * |z_i| near 1, where beta depends on z through c, and |e_i| <= 2u c_i/p is checked (exact_enough): 2u; where
 * |z_i| is small and beta = 2 p A z, less. beta is taken from the tangent at z: beta_i delta^2, delta <=
 * 1e-8, and 2u. Together 24u.
 *
 * Graded. f: ln c in double-double errs by 2^-71.5 (limit_depth_curve.c) and is multiplied by p; exp, expm1
 * and three products: 8u + p 2^-71.5. z and c come from the basis in double-double, to 2^-92 of their terms:
 * V e is nothing beside f. beta_B takes up X_B^-1 r' of the residual r' at z, at most chi ||r'||, and r' is
 * about ||X|| ||f||, for Newton ends at delta <= 1e-11 and converges quadratically: with the bound for r' in
 * place of r this is at most 2 chi ||r'|| + (1 + chi ||X||) ||f|| <= 3 (1 + chi ||X||) ||f||. Together 24u +
 * p 2^-69.9.
 *
 * Declared: 32u + p 2^-69 = 2^-48 + p 2^-69, relative to beta. The same equation gives V_i |x_i^T (nu* - nu)|
 * <= B, and V_i >= p |beta_i|/2 where |V e| is small against beta, as h_D'(s) >= p h_D(s): the bound for nu.
 * The tests enforce both, chi by enumeration. */
#include "limit_depth.h"
#include "depth_point.h"
#include "limit_depth_curve.h"
#include "limit_scaled.h"

#include <math.h>

#define EXPONENT_MAX 1e9

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

static cf_status solve_deep(double *beta, double *nu, double *nu_lo, cf_limit_info *info, solver *s,
                            double log_alpha, double depth) {
    cf_limit_point point = {.beta = beta, .nu = s->scaled.nu, .nu_lo = s->scaled.nu_lo};
    cf_limit_scaled_L(&s->scaled, log_alpha, depth);
    cf_depth_power(&s->scaled.problem.p, &s->scaled.problem.p_lo, depth);
    const cf_status status = solve(&point, s);
    return status == CF_OK ? cf_limit_unscale(beta, nu, nu_lo, info, &s->scaled, &point) : status;
}

cf_status cf_limit_depth_path(double *beta, double *nu, double *nu_lo, cf_limit_info *info, const double *X,
                              const double *y, const double *log_alpha, const double *depth, size_t m,
                              size_t N, size_t d) {
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
