/* kernel_flow.c - gradient flow of the linearised model from w(0) = alpha 1, the kernel gradient flow of
 * Section 3, in closed form.
 *
 * The model of depth D has the derivatives +-D alpha^{D-1} x at the start, so K_0 = 2 D^2 alpha^{2D-2} X X^T
 * (8 alpha^2 X X^T at depth 2), and f is 0 there. Its linearisation obeys f' = -2 K_0 r, r = f - y, hence
 * with X = U S V^T beta_lin(t) = X^T (X X^T)^-1 (I - exp(-2 t K_0)) y = V diag((1 - e^{-tau s_k^2})/s_k) U^T
 * y, tau = 4 D^2 alpha^{2D-2} t; t = inf gives beta_L2.
 *
 * Error. dgesvd's factors are those of X + E, ||E||_2 <= c (N + d) u ||X||_2 with a modest c. The map X ->
 * beta_lin has at X the derivative X^T g(X X^T) y, g(a) = (1 - e^{-tau a})/a, with 0 <= g <= 1/a and |g'| <=
 * 1/a^2: at most 3 ||y||/s_min^2 ||E|| (Daleckii-Krein). expm1 and the products leave (N + d + 8) u
 * ||y||/s_min; tau, a product of four factors formed by logarithms, is off by 2^-50 (|ln tau| + 1) relative,
 * which costs at most that times ||y||/(e s_min). Altogether, with c = 8,
 *     ||computed - exact||_2 <= (32 (N + d) kappa + 8 |ln tau| + 16) u ||y||_2/s_min,   kappa = s_max/s_min.
 */
#include "certiflow.h"
#include <cblas.h>
#include <lapacke.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* coefficients v := diag((1 - e^{-tau s^2})/s) U^T y */
static void coefficients(double *v, const double *U, const double *s, const double *y, double log_tau,
                         size_t N) {
    cblas_dgemv(CblasRowMajor, CblasTrans, (int)N, (int)N, 1, U, (int)N, y, 1, 0, v, 1);
    for (size_t k = 0; k < N; k++) {
        double exponent = exp(log_tau + 2 * log(s[k]));
        v[k] *= -expm1(-exponent) / s[k];
    }
}

cf_status cf_kernel_flow(double *beta, const double *X, const double *y, double log_alpha, double depth,
                         double t, size_t N, size_t d) {
    if (N == 0 || N > d || d > INT_MAX / 4 || !(depth >= 2 && isfinite(depth)) || !isfinite(log_alpha) ||
        !(t >= 0))
        return CF_EINVAL;
    for (size_t j = 0; j < N * d; j++)
        if (!isfinite(X[j])) return CF_EINVAL;
    for (size_t n = 0; n < N; n++)
        if (!isfinite(y[n])) return CF_EINVAL;
    double *work = calloc(2 * N * d + N * N + 3 * N, sizeof *work);
    if (!work) return CF_ENOMEM;
    double *A = work, *Vt = A + N * d, *U = Vt + N * d, *s = U + N * N, *v = s + N, *spare = v + N;
    memcpy(A, X, N * d * sizeof *A);
    cf_status status = CF_OK;
    if (LAPACKE_dgesvd(LAPACK_ROW_MAJOR, 'S', 'S', (int)N, (int)d, A, (int)d, s, U, (int)N, Vt, (int)d,
                       spare))
        status = CF_ENOCONV;
    else if (!(s[N - 1] > 8 * (double)(N + d) * 0x1p-53 * s[0]))
        status = CF_ERANK;
    if (status == CF_OK) {
        coefficients(v, U, s, y, log(4) + 2 * log(depth) + (2 * depth - 2) * log_alpha + log(t), N);
        cblas_dgemv(CblasRowMajor, CblasTrans, (int)N, (int)d, 1, Vt, (int)d, v, 1, 0, beta, 1);
    }
    free(work);
    return status;
}
