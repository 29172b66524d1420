/* scaling.h - powers of two that bring the rows of X to order 1, shared by the minimum-norm solvers. */
#ifndef CF_SCALING_H
#define CF_SCALING_H

#include "certiflow.h"

/* CF_EINVAL unless N >= 1, N <= d and all entries are finite; CF_ERANK if a row is zero. Fills
 *   row_exponent (N): 2^row_exponent[n] * max_i |X[n*d+i]| in [1/2, 1)   *y_exponent: max_n
 * |2^row_exponent[n] y_n| 2^*y_exponent in [1/2, 1), 0 if y = 0; and the scaled copies Xs (N x d), ys (N).
 * Entries of Xs may underflow, by less than 2^-1000 of their row's largest. */
cf_status cf_scale_rows(double *Xs, double *ys, int *row_exponent, int *y_exponent, const double *X,
                        const double *y, size_t N, size_t d);

#endif
