/* basis_pursuit.h - the simplex method behind cf_beta_l1; see basis_pursuit.c. */
#ifndef CF_BASIS_PURSUIT_H
#define CF_BASIS_PURSUIT_H

#include "certiflow.h"

/* An optimal basis of min ||beta||_1 s.t. X beta = y: basis[k], k < N, distinct column indices, sign[k] = +-1
 * the bound x_k^T nu = sign[k] at which the dual sits. X is N x d, row-major, of rows already equilibrated; y
 * of size about 1. CF_ERANK if a row cannot be represented, CF_ENOCONV if the pivots' budget is spent,
 * CF_ENOMEM. */
cf_status cf_basis_pursuit(size_t *basis, double *sign, size_t *pivots, const double *X, const double *y,
                           size_t N, size_t d);

#endif
