/* flow_kernel.h - private: what a Newton step of the dual flow spends its time in, for a few rows at once.
 *
 * BLAS packs its operands anew at each call, which at eight rows costs as much as a third of the product. */
#ifndef CF_FLOW_KERNEL_H
#define CF_FLOW_KERNEL_H
#include <stddef.h>

/* Z (m x d) = V (m x N) X (N x d), all by rows, m small */
void cf_flow_times(double *Z, const double *V, const double *X, size_t m, size_t N, size_t d);
/* R (m x N) <- B (m x d) X^T - R */
void cf_flow_dots(double *R, const double *B, const double *X, size_t m, size_t N, size_t d);
/* beta_i = scale sinh z_i and weight_i = scale cosh z_i, i < n: 2^-49 relative, inf beyond the doubles, NaN
 * for NaN */
void cf_flow_hyperbolic(double *beta, double *weight, const double *z, double scale, size_t n);

#endif
