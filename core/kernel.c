/* kernel.c - the tangent kernel at the start, Section 4: K_{w(0)} = 8 alpha^2 X X^T, without its factor
 * alpha^2.
 *
 * grad f(w, x) = 2 (w_+ o x, -w_- o x), so at w = alpha 1 <grad f(x), grad f(x')> = 4 alpha^2 * 2 <x, x'>.
 * By dsyrk: |K[m*N+n] - exact| <= (d+1) u 8 sum_i |X_mi X_ni| to first order, whatever the order of summation
 * (Higham, Accuracy and Stability, section 3.1). The factor 8 is exact but for overflow, which gives
 * CF_EINVAL. */
#include "certiflow.h"
#include <cblas.h>
#include <limits.h>
#include <math.h>

cf_status cf_tangent_kernel(double *K, const double *X, size_t N, size_t d) {
    if (N == 0 || N > d || d > INT_MAX) return CF_EINVAL;
    for (size_t j = 0; j < N * d; j++)
        if (!isfinite(X[j])) return CF_EINVAL;
    cblas_dsyrk(CblasRowMajor, CblasUpper, CblasNoTrans, (int)N, (int)d, 8, X, (int)d, 0, K, (int)N);
    for (size_t m = 0; m < N; m++)
        for (size_t n = 0; n < m; n++) K[m * N + n] = K[n * N + m];
    for (size_t j = 0; j < N * N; j++)
        if (!isfinite(K[j])) return CF_EINVAL;
    return CF_OK;
}
