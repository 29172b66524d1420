/* limit.c - beta_alpha(infinity), the limit of gradient flow from w(0) = alpha 1 (9), (18): the public
 * functions.
 *
 * beta = 2 alpha^2 sinh(X^T nu), X beta = y; by Theorem 1 the minimum of Q_alpha over X beta = y, here found
 * from its dual, min Phi(nu) = 2 alpha^2 sum cosh(x_i^T nu) - y^T nu, in N unknowns.
 *
 * This file checks the input, scales it (limit_scaled.c), and chooses the method:
 *   kernel regime (2 alpha^2 > 1e9 max |beta_L2|): sinh(z) = z (1 + z^2/6 + ...), |z| < 1e-9, so beta =
 * beta_L2 to 1.7e-19 relative, and nu = (X X^T)^-1 y / 2 alpha^2: no exponential of log alpha is formed;
 *   moderate      (limit_moderate.c) everything in doubles;
 *   graded        (limit_graded.c) where the weights or nu leave the doubles' range or precision.
 *
 * Error of beta. Let z be the computed exponents, |z - X^T nu| <= rho, r = y - X beta the residual of the
 * computed beta, beta* the exact limit. By the mean value theorem beta* - beta = V (X^T (nu* - nu) + e), V =
 * diag of weights 2 alpha^2 cosh between the two points, |e_i| <= rho. X (beta* - beta) = r gives X V X^T
 * (nu* - nu) = r - X V e and beta* - beta = V X^T (X V X^T)^-1 (r - X V e) + V e,
 *     ||beta* - beta||_2 <= chi ||r||_2 + (1 + chi ||X||_2) rho ||v||_2,
 * where chi = sup_V ||V X^T (X V X^T)^-1||_2 over positive diagonal V is finite and depends on X alone
 * (Stewart, Todd): the largest norm of the inverse of N independent columns. In doubles the exponents are off
 * by at most rho = (N + 8) 2^-53 max_i sum_n |x_ni nu_n|: N products and sums, and the rounding of z - L,
 * where L < |z_i| + O(1) for the coefficients that matter; the graded range has less. exp, tanh and products
 * leave 2^-50 ||beta|| besides; ||r|| is measured. The same equation gives the error of nu: v_i |x_i^T (nu* -
 * nu)| <= chi (||r|| + ||X|| rho ||v||). The tests enforce both, with chi by enumeration, and 1e-12
 * ||beta||_2 besides. The refinement of limit_graded.c moves beta by at most chi ||r||. */
#include "limit_graded.h"
#include "limit_scaled.h"

/* Above this L the moderate method's z = X^T nu, accurate to about L 2^-53, is not accurate enough. */
#define MODERATE_L 60.0

typedef struct {
    cf_limit_scaled scaled;
    cf_moderate *moderate;
    cf_graded *graded; /* NULL until asked for */
} solver;

/* point = the solution of the scaled problem. y = 0: beta = 0, nu = 0. */
static cf_status solve(cf_limit_point *point, solver *s) {
    const cf_limit_problem *q = &s->scaled.problem;
    if (cf_limit_without_targets(point, q)) return CF_OK;
    if (q->L < MODERATE_L && !s->graded) {
        const cf_status status = cf_limit_moderate(point, s->moderate, q);
        if (status != CF_ENOCONV) return status;
    }
    if (!s->graded) { /* from here on the path stays with it */
        cf_moderate_free(s->moderate);
        s->moderate = NULL;
        const cf_status status = cf_graded_new(&s->graded, q);
        if (status != CF_OK) return status;
    }
    return cf_limit_graded(point, s->graded, q);
}

cf_status cf_limit_path(double *beta, double *nu, double *nu_lo, cf_limit_info *info, const double *X,
                        const double *y, const double *log_alpha, size_t m, size_t N, size_t d) {
    if (!beta || !X || !y || !log_alpha || N == 0 || N > d) return CF_EINVAL;
    for (size_t k = 0; k < m; k++) {
        if (!(log_alpha[k] >= -1e6 && log_alpha[k] <= 700)) return CF_EINVAL;
    }
    solver s = {.moderate = cf_moderate_new(N, d)};
    cf_status status = cf_limit_scaled_init(&s.scaled, X, y, N, d);
    if (status == CF_OK && !s.moderate) status = CF_ENOMEM;
    cf_limit_point point = {.nu = s.scaled.nu, .nu_lo = s.scaled.nu_lo};
    for (size_t k = 0; k < m && status == CF_OK; k++) {
        cf_limit_scaled_L(&s.scaled, log_alpha[k], 2);
        point.beta = beta + k * d;
        status = solve(&point, &s);
        if (status == CF_OK) {
            status = cf_limit_unscale(point.beta, nu ? nu + k * N : NULL, nu_lo ? nu_lo + k * N : NULL,
                                      info ? info + k : NULL, &s.scaled, &point);
        }
    }
    cf_moderate_free(s.moderate);
    cf_graded_free(s.graded);
    cf_limit_scaled_clear(&s.scaled);
    return status;
}

cf_status cf_limit(double *beta, double *nu, double *nu_lo, cf_limit_info *info, const double *X,
                   const double *y, double log_alpha, size_t N, size_t d) {
    return cf_limit_path(beta, nu, nu_lo, info, X, y, &log_alpha, 1, N, d);
}
