/* limit_scaled.h - the scaled problem made from the caller's, and its solution in the caller's units; see
 * limit_scaled.c. */
#ifndef CERTIFLOW_LIMIT_SCALED_H
#define CERTIFLOW_LIMIT_SCALED_H

#include "limit_internal.h"

typedef struct {
    cf_limit_problem problem;
    double *X, *y, *r; /* scaled; r is scratch (N) */
    double *nu, *nu_lo, *unit;
    int *row;     /* R = diag(2^row) */
    int sigma;    /* sigma = 2^sigma */
    double y_max; /* of the caller's y */
} cf_limit_scaled;

/* Fills s from the caller's X and y, but for L; to be cleared whatever it returns. CF_EINVAL, CF_ERANK (a row
 * of zeros), CF_ENOMEM. */
cf_status cf_limit_scaled_init(cf_limit_scaled *s, const double *X, const double *y, size_t N, size_t d);
void cf_limit_scaled_clear(cf_limit_scaled *s);
/* L = -depth log_alpha + sigma ln 2 as a sum of two doubles; ln 2 in two parts, the first of 32 bits. */
void cf_limit_scaled_L(cf_limit_scaled *s, double log_alpha, double depth);
/* The solution of the scaled problem, in the caller's units; CF_ENOCONV if its residual is above the bound.
 * nu, nu_lo and info may be NULL. */
cf_status cf_limit_unscale(double *beta, double *nu, double *nu_lo, cf_limit_info *info,
                           const cf_limit_scaled *s, const cf_limit_point *point);
/* Sets the counts of point to 0; nonzero iff y = 0, and then beta = 0 and nu = 0 are the solution. */
int cf_limit_without_targets(cf_limit_point *point, const cf_limit_problem *q);

#endif
