/* limit_hessian.h - equations with H = X diag(w) X^T; see limit_hessian.c. */
#ifndef CERTIFLOW_LIMIT_HESSIAN_H
#define CERTIFLOW_LIMIT_HESSIAN_H

#include "limit_internal.h"

typedef struct cf_hessian cf_hessian;
cf_hessian *cf_hessian_new(size_t N, size_t d); /* NULL: out of memory */
void cf_hessian_free(cf_hessian *h);
size_t cf_hessian_factorizations(const cf_hessian *h); /* so far */

enum { CF_HESSIAN_KEPT, CF_HESSIAN_FLOAT, CF_HESSIAN_DOUBLE };
/* Factors H in the given precision, or in double where single fails. 0: not safely positive definite in
 * doubles. */
int cf_hessian_factor(cf_hessian *h, const double *w, const cf_limit_problem *q, int precision);
/* Solves X diag(w) X^T p = r by conjugate gradients preconditioned with the factor, until the preconditioned
 * residual has fallen to tol of the first one; dz = X^T p. Returns the number of iterations, or -1: not
 * within max. */
int cf_hessian_solve(double *p, double *dz, cf_hessian *h, const double *r, const double *w,
                     const cf_limit_problem *q, double tol, int max);
/* The same with the factor that least names, or a more precise one where that does not get there: within max_kept
 * iterations with the factor at hand, within max with a new one. 0: no luck. */
int cf_hessian_solve_from(double *p, double *dz, cf_hessian *h, const double *r, const double *w,
                          const cf_limit_problem *q, double tol, int least, int max_kept, int max);
/* A rough solution, a few iterations without a factor. 0: failed. */
int cf_hessian_rough(double *p, double *dz, cf_hessian *h, const double *r, const double *w,
                     const cf_limit_problem *q);

#endif
