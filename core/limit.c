/* limit.c - beta_alpha(infinity), the limit of gradient flow from w(0) = alpha 1 (9), (18): the public
 * functions.
 *
 * beta = 2 alpha^2 sinh(X^T nu), X beta = y; by Theorem 1 the minimum of Q_alpha over X beta = y, here found
 * from its dual, min Phi(nu) = 2 alpha^2 sum cosh(x_i^T nu) - y^T nu, in N unknowns.
 *
 * This file checks and scales the input, and chooses the method:
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
 * ||beta||_2 besides. The refinement of limit_graded.c moves beta by at most chi ||r||.
 *
 * Scaling is by powers of two, thus exact. Rows: R X beta = R y has the same solutions, nu = R nu'. Targets:
 * y/sigma gives beta/sigma at alpha^2/sigma. */
#include "limit_dd.h"
#include "limit_graded.h"
#include "limit_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Above this L the moderate method's z = X^T nu, accurate to about L 2^-53, is not accurate enough. */
#define MODERATE_L 60.0
#define RESIDUAL 1e-12 /* the contract's, relative to ||y||_inf */

typedef struct {
    cf_limit_problem problem;
    double *X, *y, *r; /* scaled; r is scratch (N) */
    double *nu, *nu_lo, *unit;
    int *row;     /* R = diag(2^row) */
    int sigma;    /* sigma = 2^sigma */
    double y_max; /* of the caller's y */
    cf_moderate *moderate;
    cf_graded *graded; /* NULL until asked for */
} scaled;

static void scaled_clear(scaled *s) {
    cf_moderate_free(s->moderate);
    cf_graded_free(s->graded);
    free(s->X);
    free(s->y);
    free(s->row);
}

/* max |x_i|, or inf or NaN if one of them is; in eight lanes, because it is the first pass over X. */
static double row_max(const double *x, size_t d) {
    double lane[8] = {0}, zero[8] = {0}, top = 0;
    size_t i = 0;
    for (; i + 8 <= d; i += 8) {
        for (size_t k = 0; k < 8; k++) {
            const double a = fabs(x[i + k]);
            zero[k] += 0 * a; /* a NaN, or inf: shows */
            lane[k] = a > lane[k] ? a : lane[k];
        }
    }
    for (; i < d; i++) {
        zero[0] += 0 * x[i];
        lane[0] = fmax(lane[0], fabs(x[i]));
    }
    for (size_t k = 0; k < 8; k++) top = fmax(top, lane[k]);
    for (size_t k = 0; k < 8; k++) top += zero[k];
    return top;
}

/* Chooses the rows' exponents. Rows between 2^-8 and 2^8 are left as they are, and X is copied only if one is
 * not. */
static cf_status scale_rows(scaled *s, const double *X, size_t N, size_t d) {
    int any = 0;
    for (size_t n = 0; n < N; n++) {
        const double x_max = row_max(X + n * d, d);
        if (!isfinite(x_max)) return CF_EINVAL;
        if (!(x_max > 0)) return CF_ERANK;
        const int e = ilogb(x_max);
        s->row[n] = e < -8 || e > 8 ? -e : 0;
        any |= s->row[n] != 0;
    }
    s->problem.X = X;
    if (!any) return CF_OK;
    s->X = malloc(N * d * sizeof(double));
    if (!s->X) return CF_ENOMEM;
    for (size_t n = 0; n < N; n++) {
        for (size_t i = 0; i < d; i++) s->X[n * d + i] = scalbn(X[n * d + i], s->row[n]);
    }
    s->problem.X = s->X;
    return CF_OK;
}

/* Fills s from the caller's X and y. */
static cf_status scaled_init(scaled *s, const double *X, const double *y, size_t N, size_t d) {
    memset(s, 0, sizeof *s);
    for (size_t n = 0; n < N; n++) {
        if (!isfinite(y[n])) return CF_EINVAL;
        s->y_max = fmax(s->y_max, fabs(y[n]));
    }
    s->y = malloc(5 * N * sizeof(double));
    s->row = malloc(N * sizeof(int));
    s->moderate = cf_moderate_new(N, d);
    if (!s->y || !s->row || !s->moderate) return CF_ENOMEM;
    s->r = s->y + N, s->nu = s->r + N, s->nu_lo = s->nu + N, s->unit = s->nu_lo + N;
    s->problem.y = s->y, s->problem.N = N, s->problem.d = d, s->problem.unit = s->unit;
    const cf_status status = scale_rows(s, X, N, d);
    if (status != CF_OK) return status;
    int top = -100000;
    for (size_t n = 0; n < N; n++) {
        if (y[n] != 0 && ilogb(y[n]) + s->row[n] > top) top = ilogb(y[n]) + s->row[n];
    }
    s->sigma = s->y_max > 0 ? top + 1 : 0;
    for (size_t n = 0; n < N; n++) {
        s->y[n] = scalbn(y[n], s->row[n] - s->sigma);
        s->problem.y_max = fmax(s->problem.y_max, fabs(s->y[n]));
    }
    const int top_of_y = s->y_max > 0 ? ilogb(s->y_max) : 0;
    for (size_t n = 0; n < N && s->y_max > 0;
         n++) { /* 2^(sigma - row) / y_max; finite, for 0 times it is 0 */
        s->unit[n] = scalbn(1 / scalbn(s->y_max, -top_of_y), s->sigma - s->row[n] - top_of_y);
        s->unit[n] = fmin(s->unit[n], 1e300);
    }
    return CF_OK;
}

/* Whether each sample's residual is within the bound: 1e-12 ||y||_inf in the caller's units, or what the
 * rounding of beta to doubles may cost that sample, |r_n| <= 8 2^-53 sum_i |X_ni beta_i|. Samples in other
 * units than the largest target's can ask no more of doubles. */
static int residual_accepted(const scaled *s, const double *beta) {
    for (size_t n = 0; n < s->problem.N; n++) {
        if (fabs(s->r[n]) * s->unit[n] <= RESIDUAL) continue;
        double size = 0;
        for (size_t i = 0; i < s->problem.d; i++) size += fabs(s->problem.X[n * s->problem.d + i] * beta[i]);
        if (!(fabs(s->r[n]) <= 0x1p-50 * size)) return 0;
    }
    return 1;
}

/* The solution of the scaled problem, in the caller's units; CF_ENOCONV if its residual is above the bound.
 */
static cf_status unscale(double *beta, double *nu, double *nu_lo, cf_limit_info *info, const scaled *s,
                         const cf_limit_point *point) {
    const size_t N = s->problem.N, d = s->problem.d;
    double residual = 0;
    int accepted = 1;
    if (s->y_max > 0) {
        /* where rounding errors of the sums might count, in double-double */
        if (!(cf_limit_residual(s->r, point->beta, &s->problem) <= 1e-14))
            cf_limit_residual_dd(s->r, point->beta, &s->problem);
        for (size_t n = 0; n < N; n++) residual = fmax(residual, fabs(s->r[n]) * s->unit[n]);
        accepted = residual <= RESIDUAL || residual_accepted(s, point->beta);
    }
    if (info) *info = (cf_limit_info){point->iterations, point->factorizations, residual};
    for (size_t i = 0; i < d; i++) beta[i] = scalbn(point->beta[i], s->sigma);
    for (size_t n = 0; n < N; n++) {
        if (nu) nu[n] = scalbn(point->nu[n], s->row[n]);
        if (nu_lo) nu_lo[n] = scalbn(point->nu_lo[n], s->row[n]);
    }
    return accepted ? CF_OK : CF_ENOCONV;
}

/* L = -2 log_alpha + sigma ln 2 as a sum of two doubles; ln 2 in two parts, the first of 32 bits. */
static void set_L(scaled *s, double log_alpha) {
    const double b = s->sigma * 6.93147180369123816490e-01, b_lo = s->sigma * 1.90821492927058770002e-10;
    const cf_dd sum = cf_dd_two_sum(-2 * log_alpha, b), L = cf_dd_two_sum(sum.hi, sum.lo + b_lo);
    s->problem.L = L.hi;
    s->problem.L_lo = L.lo;
}

/* point = the solution of the scaled problem. y = 0: beta = 0, nu = 0. */
static cf_status solve(cf_limit_point *point, scaled *s) {
    point->iterations = point->factorizations = 0;
    if (!(s->problem.y_max > 0)) {
        memset(point->beta, 0, s->problem.d * sizeof(double));
        memset(point->nu, 0, s->problem.N * sizeof(double));
        memset(point->nu_lo, 0, s->problem.N * sizeof(double));
        return CF_OK;
    }
    if (s->problem.L < MODERATE_L && !s->graded) {
        const cf_status status = cf_limit_moderate(point, s->moderate, &s->problem);
        if (status != CF_ENOCONV) return status;
    }
    if (!s->graded) { /* from here on the path stays with it */
        cf_moderate_free(s->moderate);
        s->moderate = NULL;
        const cf_status status = cf_graded_new(&s->graded, &s->problem);
        if (status != CF_OK) return status;
    }
    return cf_limit_graded(point, s->graded, &s->problem);
}

cf_status cf_limit_path(double *beta, double *nu, double *nu_lo, cf_limit_info *info, const double *X,
                        const double *y, const double *log_alpha, size_t m, size_t N, size_t d) {
    if (!beta || !X || !y || !log_alpha || N == 0 || N > d) return CF_EINVAL;
    for (size_t k = 0; k < m; k++) {
        if (!(log_alpha[k] >= -1e6 && log_alpha[k] <= 700)) return CF_EINVAL;
    }
    scaled s;
    cf_status status = scaled_init(&s, X, y, N, d);
    cf_limit_point point = {.nu = s.nu, .nu_lo = s.nu_lo};
    for (size_t k = 0; k < m && status == CF_OK; k++) {
        set_L(&s, log_alpha[k]);
        point.beta = beta + k * d;
        status = solve(&point, &s);
        if (status == CF_OK) {
            status = unscale(point.beta, nu ? nu + k * N : NULL, nu_lo ? nu_lo + k * N : NULL,
                             info ? info + k : NULL, &s, &point);
        }
    }
    scaled_clear(&s);
    return status;
}

cf_status cf_limit(double *beta, double *nu, double *nu_lo, cf_limit_info *info, const double *X,
                   const double *y, double log_alpha, size_t N, size_t d) {
    return cf_limit_path(beta, nu, nu_lo, info, X, y, &log_alpha, 1, N, d);
}
