/* mf_kernel.c - the tangent kernel of the matrix model (Section 6). grad M_ij has V_j in U's row i and U_i in
 * V's row j, so
 *
 *     K((i,j), (i',j')) = <U_i, U_i'> 1(j = j') + <V_j, V_j'> 1(i = i').
 *
 * Over all d^2 entries K = A (x) I + I (x) B with A = U U^T, B = V V^T, whence ||K||_F^2 = d ||A||^2 + d
 * ||B||^2 + 2 tr A tr B; the difference of two kernels is of the same form, and so is its norm. */
#include "certiflow.h"
#include <cblas.h>
#include <math.h>
#include <stdlib.h>

void cf_mf_kernel(double *K, const double *w, const cf_mf *mf) {
    size_t N = mf->N, k = mf->k;
    const double *U = w, *V = w + mf->d * k;
    for (size_t m = 0; m < N; m++)
        for (size_t n = 0; n <= m; n++) {
            double sum = 0;
            if (mf->col[m] == mf->col[n])
                sum += cblas_ddot((int)k, U + mf->row[m] * k, 1, U + mf->row[n] * k, 1);
            if (mf->row[m] == mf->row[n])
                sum += cblas_ddot((int)k, V + mf->col[m] * k, 1, V + mf->col[n] * k, 1);
            K[m * N + n] = K[n * N + m] = sum;
        }
}

/* ||A (x) I + I (x) B||_F from the upper triangles of A and B */
static double kernel_norm(const double *A, const double *B, size_t d) {
    double a = 0, b = 0, trace_a = 0, trace_b = 0;
    for (size_t i = 0; i < d; i++) {
        trace_a += A[i * d + i], trace_b += B[i * d + i];
        a += A[i * d + i] * A[i * d + i], b += B[i * d + i] * B[i * d + i];
        for (size_t j = i + 1; j < d; j++)
            a += 2 * A[i * d + j] * A[i * d + j], b += 2 * B[i * d + j] * B[i * d + j];
    }
    double square = (double)d * (a + b) + 2 * trace_a * trace_b;
    return square > 0 ? sqrt(square) : square == 0 ? 0 : NAN;
}

cf_status cf_mf_kernel_change(double *change, const double *w, const double *w0, size_t d, size_t k) {
    double *A = malloc(2 * d * d * sizeof *A), *B = A ? A + d * d : NULL, norm;
    if (!A) return CF_ENOMEM;
    for (int side = 0; side < 2; side++)
        cblas_dsyrk(CblasRowMajor, CblasUpper, CblasNoTrans, (int)d, (int)k, 1, w0 + (side ? d * k : 0),
                    (int)k, 0, side ? B : A, (int)d);
    norm = kernel_norm(A, B, d);
    for (int side = 0; side < 2; side++)
        cblas_dsyrk(CblasRowMajor, CblasUpper, CblasNoTrans, (int)d, (int)k, -1, w + (side ? d * k : 0),
                    (int)k, 1, side ? B : A, (int)d);
    *change = norm > 0 ? kernel_norm(A, B, d) / norm : NAN;
    free(A);
    return CF_OK;
}
