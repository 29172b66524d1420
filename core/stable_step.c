/* stable_step.c - the largest step for which gradient descent is stable at a zero-loss point of a diagonal
 * model.
 *
 * At r = 0 the Hessian of L = ||r||^2 is 2 J^T J, J the N x 2d derivative of X (w_+^D - w_-^D), with the
 * entries +-D x_ni w_+-,i^{D-1}. Its non-zero eigenvalues are those of
 *     2 J J^T = 2 D^2 X diag(w_+^{2D-2} + w_-^{2D-2}) X^T   (8 X diag(w_+^2 + w_-^2) X^T at depth 2),
 * twice the tangent kernel there. The linearised step on the residual is r <- (1 - eta 2 J J^T) r: stable for
 * eta < 2/lambda_max, unstable beyond. On the 2d - N directions along the zero-loss set descent stands still.
 *
 * dsyevd's error is at most about N u lambda_max; the sums' (d + 6D) u of the matrix of absolute values,
 * which is at most N lambda_max: together (N (d + 6 D + 8) + 8) u relative, in the 2-norm. */
#include "certiflow.h"
#include <cblas.h>
#include <lapacke.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>

cf_status cf_stable_step(double *eta, double *lambda_max, const double *X, const double *w_plus,
                         const double *w_minus, double depth, size_t N, size_t d) {
    if (N == 0 || N > d || d > INT_MAX / 4 || !(depth >= 2 && depth <= 1000)) return CF_EINVAL;
    for (size_t j = 0; j < N * d; j++)
        if (!isfinite(X[j])) return CF_EINVAL;
    double *scaled = calloc(N * d + N * N + N, sizeof *scaled), *H = scaled + N * d, *values = H + N * N;
    if (!scaled) return CF_ENOMEM;
    int finite = 1;
    for (size_t i = 0; i < d; i++) {
        double e = depth - 1, a = e == 1 ? w_plus[i] : pow(fabs(w_plus[i]), e),
               b = e == 1 ? w_minus[i] : pow(fabs(w_minus[i]), e), root = hypot(a, b);
        finite = finite && isfinite(root);
        for (size_t n = 0; n < N; n++) scaled[n * d + i] = X[n * d + i] * root;
    }
    cblas_dsyrk(CblasRowMajor, CblasUpper, CblasNoTrans, (int)N, (int)d, 2 * depth * depth, scaled, (int)d, 0,
                H, (int)N);
    for (size_t j = 0; j < N * N; j++) finite = finite && (j / N > j % N || isfinite(H[j]));
    cf_status status = finite ? CF_OK : CF_EINVAL;
    if (finite && LAPACKE_dsyevd(LAPACK_ROW_MAJOR, 'N', 'U', (int)N, H, (int)N, values)) status = CF_ENOCONV;
    if (status == CF_OK && !(values[N - 1] > 0)) status = CF_ERANK;
    if (status == CF_OK) {
        if (lambda_max) *lambda_max = values[N - 1];
        *eta = 2 / values[N - 1];
    }
    free(scaled);
    return status;
}
