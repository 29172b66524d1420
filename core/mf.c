/* mf.c - the matrix factorisation model of Section 6: starts, M = U V^T, the loss, its gradient, what the
 * flow conserves.
 *
 * Conserved: with R the matrix of residuals U' = -2 R V, V' = -2 R^T U, so (U^T U)' = -2 V^T R^T U - 2 U^T R
 * V, which is symmetric and equal to (V^T V)': U^T U - V^T V does not move.
 *
 * Errors, u = 2^-53: a dot product of k terms in any order is within k u sum |a_i b_i| to first order; a
 * residual adds the rounding of the difference: |r - exact| <= e_n = (k+3) u (sum_a |U_ia V_ja| + |y_n|). The
 * loss adds N squares. A gradient's entry sums at most d terms 2 r_n V_ja, each with the residual's error and
 * three roundings. */
#include "mf.h"
#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

cf_status cf_mf_check(const cf_mf *mf) {
    size_t d = mf->d;
    if (d < 1 || d > 4096 || mf->k < 1 || mf->k > 4096 || mf->N > d * d) return CF_EINVAL;
    unsigned char *seen = calloc(d * d, 1);
    cf_status status = seen ? CF_OK : CF_ENOMEM;
    for (size_t n = 0; n < mf->N && status == CF_OK; n++) {
        if (mf->row[n] >= d || mf->col[n] >= d || !isfinite(mf->y[n]) || seen[mf->row[n] * d + mf->col[n]])
            status = CF_EINVAL;
        else
            seen[mf->row[n] * d + mf->col[n]] = 1;
    }
    free(seen);
    return status;
}

/* U_0 or V_0 (d x half) into columns `from` on of w's d rows of k, times c */
static void put(double *rows, const double *block, double c, size_t from, size_t half, size_t d, size_t k) {
    for (size_t i = 0; i < d; i++)
        for (size_t a = 0; a < half; a++)
            rows[i * k + from + a] = c * (block ? block[i * half + a] : a == i ? 1.0 : 0.0);
}

cf_status cf_mf_start(double *w, cf_mf_start_kind start, double alpha, uint64_t seed, size_t d, size_t k) {
    if (d < 1 || d > 4096 || k < 1 || k > 4096 || !(alpha > 0 && isfinite(alpha))) return CF_EINVAL;
    size_t half = start == CF_MF_SAME ? k : k / 2;
    if (start != CF_MF_SAME && k % 2) return CF_EINVAL;
    if (start != CF_MF_GAUSSIAN && half < d) return CF_EINVAL;
    double *U = w, *V = w + d * k, *draw = NULL;
    if (start == CF_MF_GAUSSIAN) {
        cf_rng rng;
        if (!(draw = malloc(2 * d * half * sizeof *draw))) return CF_ENOMEM;
        cf_rng_init(&rng, seed);
        cf_rng_normals(draw, &rng, d * half);
        cf_rng_normals(draw + d * half, &rng, d * half);
    }
    put(U, draw, alpha, 0, half, d, k);
    put(V, draw ? draw + d * half : NULL, alpha, 0, half, d, k);
    if (start != CF_MF_SAME) {
        put(U, draw, -alpha, half, half, d, k);
        put(V, draw ? draw + d * half : NULL, alpha, half, half, d, k);
    }
    free(draw);
    return CF_OK;
}

cf_status cf_mf_instance(double *M_star, size_t *row, size_t *col, double *y, uint64_t seed, size_t N,
                         size_t d) {
    if (d < 1 || d > 4096 || N > d * d) return CF_EINVAL;
    double *u = malloc(2 * d * sizeof *u), *uniform = malloc(d * d * sizeof *uniform);
    if (!u || !uniform) {
        free(u), free(uniform);
        return CF_ENOMEM;
    }
    cf_rng rng;
    cf_rng_init(&rng, seed);
    cf_rng_normals(u, &rng, d);
    cf_rng_normals(u + d, &rng, d);
    for (size_t i = 0; i < 2 * d; i++) u[i] = (double)(float)u[i];
    for (size_t e = 0; e < d * d; e++) uniform[e] = cf_rng_uniform(&rng);
    size_t n = 0;
    for (size_t e = 0; e < d * d; e++) { /* the rank of e; equal uniforms by index */
        size_t below = 0;
        M_star[e] = u[e / d] * u[d + e % d];
        for (size_t f = 0; f < d * d; f++)
            below += uniform[f] < uniform[e] || (uniform[f] == uniform[e] && f < e);
        if (below < N) row[n] = e / d, col[n] = e % d, y[n++] = M_star[e];
    }
    free(u), free(uniform);
    return CF_OK;
}

void cf_mf_product(double *M, const double *w, size_t d, size_t k) {
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, (int)d, (int)d, (int)k, 1, w, (int)k, w + d * k,
                (int)k, 0, M, (int)d);
}

static double residual(const double *w, const cf_mf *mf, size_t n) {
    const double *U = w + mf->row[n] * mf->k, *V = w + (mf->d + mf->col[n]) * mf->k;
    return cblas_ddot((int)mf->k, U, 1, V, 1) - mf->y[n];
}

double cf_mf_loss(const double *w, const cf_mf *mf) {
    double loss = 0;
    for (size_t n = 0; n < mf->N; n++) {
        double r = residual(w, mf, n);
        loss += r * r;
    }
    return loss;
}

void cf_mf_gradient(double *gradient, const double *w, const cf_mf *mf) {
    memset(gradient, 0, 2 * mf->d * mf->k * sizeof *gradient);
    for (size_t n = 0; n < mf->N; n++) {
        size_t u = mf->row[n] * mf->k, v = (mf->d + mf->col[n]) * mf->k;
        double c = 2 * residual(w, mf, n);
        cblas_daxpy((int)mf->k, c, w + v, 1, gradient + u, 1);
        cblas_daxpy((int)mf->k, c, w + u, 1, gradient + v, 1);
    }
}

void cf_mf_balance(double *balance, const double *w, size_t d, size_t k) {
    cblas_dsyrk(CblasRowMajor, CblasUpper, CblasTrans, (int)k, (int)d, 1, w, (int)k, 0, balance, (int)k);
    cblas_dsyrk(CblasRowMajor, CblasUpper, CblasTrans, (int)k, (int)d, -1, w + d * k, (int)k, 1, balance,
                (int)k);
    for (size_t a = 0; a < k; a++)
        for (size_t b = 0; b < a; b++) balance[a * k + b] = balance[b * k + a];
}
