/* sparse_limits.h - the sparse regression of Section 4 with d = 200, r* = 5 and noise of variance 0.01: its
 * limits. */
#ifndef CF_SPARSE_LIMITS_H
#define CF_SPARSE_LIMITS_H

#include "verify/claim.h"
#include "core/certiflow.h"

enum { CF_SPARSE_D = 200 };

/* beta = beta_alpha(infinity) of the problem of N samples drawn from the seed, star = beta*; d entries each.
 * Nonzero on success. */
int cf_sparse_limit(double *beta, double *star, double log_alpha, uint64_t seed, size_t N);
/* ||beta_alpha(infinity) - beta*||^2 */
int cf_sparse_error(double *error, double log_alpha, uint64_t seed, size_t N);

#endif
