/* limit_tableau.h - X and y in the basis of N chosen columns of X: A = X_B^-1 X and X_B^-1 y, in
 * double-double.
 *
 * basis[j] is the column that row j stands for: A restricted to B is the identity, exactly. */
#ifndef CERTIFLOW_LIMIT_TABLEAU_H
#define CERTIFLOW_LIMIT_TABLEAU_H

#include "limit_dd.h"
#include "limit_internal.h"

typedef struct {
    size_t N, d, width; /* width = d + 1: the last column is X_B^-1 y */
    double *hi, *lo;    /* (N, width) */
    size_t *basis;      /* (N) */
} cf_tableau;

/* Gauss-Jordan elimination with complete pivoting. CF_ERANK if X has not full row rank (entries that cancel
 * to 2^-86 of themselves are taken for 0), CF_ENOMEM. */
cf_status cf_tableau_init(cf_tableau *t, const cf_limit_problem *q);
void cf_tableau_clear(cf_tableau *t);
/* Column i takes the place of basis[j]; its entry in row j is not 0. */
void cf_tableau_exchange(cf_tableau *t, size_t j, size_t i);
/* (zh, zl) = A^T u, (d) */
void cf_tableau_apply_t(double *zh, double *zl, const cf_tableau *t, const double *uh, const double *ul);
/* (nu, nu_lo) = X_B^-T u. CF_ENOCONV if refinement does not settle. */
cf_status cf_tableau_nu(double *nu, double *nu_lo, const cf_tableau *t, const cf_limit_problem *q,
                        const double *uh, const double *ul);
/* beta_B += X_B^-1 (y - X beta), the residual in double-double, while that makes it smaller. CF_ENOMEM. */
cf_status cf_tableau_refine(double *beta, const cf_tableau *t, const cf_limit_problem *q);

#endif
