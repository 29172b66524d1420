/* mf_nuclear.c - completions of least nuclear and least Frobenius norm, and singular values, in doubles. What
 * comes from here is a candidate: reference/mf_nuclear.c bounds the optimum from both sides without trusting
 * it. */
#include "csdp_nuclear.h"
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

cf_status cf_singular_values(double *sigma, const double *A, size_t m, size_t n) {
    if (m < 1 || n < 1 || m > 46340 || n > 46340) return CF_EINVAL;
    for (size_t e = 0; e < m * n; e++)
        if (!isfinite(A[e])) return CF_EINVAL;
    double *copy = malloc(m * n * sizeof *copy), unused;
    if (!copy) return CF_ENOMEM;
    memcpy(copy, A, m * n * sizeof *copy);
    /* row-major A is column-major A^T: the same singular values */
    lapack_int code = LAPACKE_dgesdd(LAPACK_COL_MAJOR, 'N', (lapack_int)n, (lapack_int)m, copy, (lapack_int)n,
                                     sigma, &unused, 1, &unused, 1);
    free(copy);
    return code == 0 ? CF_OK : CF_ENOCONV;
}

void cf_mf_min_frobenius(double *M, const cf_mf *mf) {
    memset(M, 0, mf->d * mf->d * sizeof *M);
    for (size_t n = 0; n < mf->N; n++) M[mf->row[n] * mf->d + mf->col[n]] = mf->y[n];
}

cf_status cf_mf_min_nuclear(double *M, double *Y, double *value, const cf_mf *mf) {
    size_t N = mf->N, d = mf->d;
    double scale = 0;
    cf_status status = cf_mf_check(mf);
    if (status != CF_OK) return status;
    for (size_t n = 0; n < N; n++) scale = fmax(scale, fabs(mf->y[n]));
    if (scale == 0) {
        memset(M, 0, d * d * sizeof *M);
        for (size_t n = 0; n < N; n++) Y[n] = 0;
        *value = 0;
        return CF_OK;
    }
    double *y = malloc(N * sizeof *y), *sigma = malloc(d * sizeof *sigma);
    if (!y || !sigma) {
        free(y), free(sigma);
        return CF_ENOMEM;
    }
    for (size_t n = 0; n < N; n++) y[n] = mf->y[n] / scale;
    status = csdp_min_nuclear(M, Y, y, mf->row, mf->col, N, d);
    for (size_t e = 0; e < d * d; e++) M[e] *= scale;
    for (size_t n = 0; n < N; n++) M[mf->row[n] * d + mf->col[n]] = mf->y[n];
    if (status == CF_OK) status = cf_singular_values(sigma, M, d, d);
    *value = 0;
    for (size_t i = 0; i < d && status == CF_OK; i++) *value += sigma[i];
    free(y), free(sigma);
    return status;
}
