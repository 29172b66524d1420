/* minnorm.h - private: what the exact minimum-norm interpolants share. */
#ifndef CF_REF_MINNORM_H
#define CF_REF_MINNORM_H

#include "certiflow_ref.h"

/* X and y as integers: row n of both times 2^exponent[n]. CF_REF_EINVAL on N = 0, N > d or a non-finite
 * entry. A (N x d) and b (N x 1) are initialised by the caller. */
cf_ref_status cf_ref_integer_rows(fmpz_mat_t A, fmpz_mat_t b, slong *exponent, const double *X,
                                  const double *y, size_t N, size_t d);

/* nonzero iff A has full row rank, decided exactly */
int cf_ref_full_row_rank(const fmpz_mat_t A);
/* The same of X, in doubles; y only has to be finite. 0 also where cf_ref_integer_rows refuses them. */
int cf_ref_has_full_row_rank(const double *X, const double *y, size_t N, size_t d);

/* A candidate for an optimal basis, in doubles: untrusted. basis (N) and sign (N) are outputs; hint (n_hint
 * indices) may be anything. 0 if N independent columns were not found. */
int cf_ref_l1_search(size_t *basis, int *sign, const double *X, const double *y, const size_t *hint,
                     size_t n_hint, size_t N, size_t d);

/* Is p = 0 the only p >= 0 with M p >= 0? By an exact simplex method; CF_UNKNOWN if its budget is spent. */
cf_truth cf_ref_only_zero(const fmpq_mat_t M);

#endif
