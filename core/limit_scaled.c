/* limit_scaled.c - the scaled problem of limit_internal.h from the caller's X and y, and back.
 *
 * Scaling is by powers of two, thus exact. Rows: R X beta = R y has the same solutions, nu = R nu'. Targets:
 * y/sigma gives beta/sigma at alpha^D/sigma. */
#include "limit_scaled.h"
#include "limit_dd.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RESIDUAL 1e-12 /* the contract's, relative to ||y||_inf */

void cf_limit_scaled_clear(cf_limit_scaled *s) {
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
static cf_status scale_rows(cf_limit_scaled *s, const double *X, size_t N, size_t d) {
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

cf_status cf_limit_scaled_init(cf_limit_scaled *s, const double *X, const double *y, size_t N, size_t d) {
    memset(s, 0, sizeof *s);
    for (size_t n = 0; n < N; n++) {
        if (!isfinite(y[n])) return CF_EINVAL;
        s->y_max = fmax(s->y_max, fabs(y[n]));
    }
    s->y = malloc(5 * N * sizeof(double));
    s->row = malloc(N * sizeof(int));
    if (!s->y || !s->row) return CF_ENOMEM;
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
static int residual_accepted(const cf_limit_scaled *s, const double *beta) {
    for (size_t n = 0; n < s->problem.N; n++) {
        if (fabs(s->r[n]) * s->unit[n] <= RESIDUAL) continue;
        double size = 0;
        for (size_t i = 0; i < s->problem.d; i++) size += fabs(s->problem.X[n * s->problem.d + i] * beta[i]);
        if (!(fabs(s->r[n]) <= 0x1p-50 * size)) return 0;
    }
    return 1;
}

cf_status cf_limit_unscale(double *beta, double *nu, double *nu_lo, cf_limit_info *info,
                           const cf_limit_scaled *s, const cf_limit_point *point) {
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

void cf_limit_scaled_L(cf_limit_scaled *s, double log_alpha, double depth) {
    const double b = s->sigma * 6.93147180369123816490e-01, b_lo = s->sigma * 1.90821492927058770002e-10;
    const double power = -depth * log_alpha, power_lo = fma(-depth, log_alpha, -power);
    const cf_dd sum = cf_dd_two_sum(power, b), L = cf_dd_two_sum(sum.hi, sum.lo + (power_lo + b_lo));
    s->problem.L = L.hi;
    s->problem.L_lo = L.lo;
}

int cf_limit_without_targets(cf_limit_point *point, const cf_limit_problem *q) {
    point->iterations = point->factorizations = 0;
    if (q->y_max > 0) return 0;
    memset(point->beta, 0, q->d * sizeof(double));
    memset(point->nu, 0, q->N * sizeof(double));
    memset(point->nu_lo, 0, q->N * sizeof(double));
    return 1;
}
