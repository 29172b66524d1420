/* minnorm_l2.c - beta_L2 = argmin ||beta||_2 s.t. X beta = y.
 *
 * The rows are scaled by powers of two (beta_L2 does not change), and X^T P = Q R by Householder QR with
 * column pivoting. beta_L2 and the multipliers lambda solve the augmented system beta - X^T lambda = 0,   X
 * beta = y, refined as in Bjorck (BIT 7, 1967): with residuals f = X^T lambda - beta and g = y - X beta
 * accumulated in twice the precision, Q^T dbeta = (v, c_2) and dlambda = P R^-1 (v - c_1), where v = R^-T P^T
 * g and (c_1, c_2) = Q^T f. lambda is kept as an unevaluated sum of two doubles, because X^T lambda may
 * cancel by a factor cond(X).
 *
 * Error bound: 4u ||beta_L2||_2 in the 2-norm, u = 2^-53. Each step multiplies the error by at most rho ~
 * c(N, d) u cond(X), cond(X) <= N |R_11|/|R_NN| up to the factor 2^N of pivoted QR that does not occur in
 * practice. The loop ends only when the last correction is at most u ||beta||_2/2: with rho <= 1/2, estimated
 * by the ratio of two successive corrections, what is left is below u ||beta||_2, and the rounding of beta
 * adds at most u ||beta||_2; the rounding of the residuals, N u^2 |X| |beta|, adds rho u ||beta||.
 *
 * CF_ERANK: |R_NN| <= 8 N u |R_11|, or the corrections do not shrink: the row-scaled X is within about 1e-13
 * of a matrix of lower rank. */
#include "scaling.h"
#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STEPS 40

static void add(double *sum, double *low, double term) {
    double t = *sum + term, z = t - *sum;
    *low += (*sum - (t - z)) + (term - z);
    *sum = t;
}

static void add_product(double *sum, double *low, double a, double b) {
    double p = a * b;
    *low += fma(a, b, -p);
    add(sum, low, p);
}

typedef struct {
    double *Xs, *ys, *QR, *tau, *f, *g, *lambda, *lambda_lo, *low; /* N x d, N, N x d, N, d, N, N, N, d */
    int *exponent;
    lapack_int *perm;
} workspace;

static int workspace_init(workspace *w, size_t N, size_t d) {
    w->Xs = malloc(N * d * sizeof(double)), w->QR = malloc(N * d * sizeof(double));
    w->ys = malloc(N * sizeof(double)), w->tau = malloc(N * sizeof(double)),
    w->g = malloc(N * sizeof(double));
    w->f = malloc(d * sizeof(double)), w->low = malloc(d * sizeof(double));
    w->lambda = calloc(N, sizeof(double)), w->lambda_lo = calloc(N, sizeof(double));
    w->exponent = malloc(N * sizeof(int)), w->perm = calloc(N, sizeof(lapack_int));
    return w->Xs && w->QR && w->ys && w->tau && w->g && w->f && w->low && w->lambda && w->lambda_lo &&
           w->exponent && w->perm;
}

static void workspace_clear(workspace *w) {
    free(w->Xs), free(w->QR), free(w->ys), free(w->tau), free(w->g), free(w->f), free(w->low),
        free(w->lambda);
    free(w->lambda_lo), free(w->exponent), free(w->perm);
}

/* f = X^T lambda - beta, g = y - X beta */
static void residuals(workspace *w, const double *beta, size_t N, size_t d) {
    for (size_t i = 0; i < d; i++) w->f[i] = -beta[i], w->low[i] = 0;
    for (size_t n = 0; n < N; n++) {
        const double *row = w->Xs + n * d;
        double g = w->ys[n], low = 0;
        for (size_t i = 0; i < d; i++) {
            add_product(&w->f[i], &w->low[i], row[i], w->lambda[n]);
            w->low[i] += row[i] * w->lambda_lo[n];
            add_product(&g, &low, -row[i], beta[i]);
        }
        w->g[n] = g + low;
    }
    for (size_t i = 0; i < d; i++) w->f[i] += w->low[i];
}

/* One correction; f becomes dbeta. */
static int correct(workspace *w, double *beta, size_t N, size_t d) {
    int n = (int)N, m = (int)d;
    double *v = w->low; /* N <= d */
    for (size_t k = 0; k < N; k++) v[k] = w->g[w->perm[k] - 1];
    cblas_dtrsv(CblasColMajor, CblasUpper, CblasTrans, CblasNonUnit, n, w->QR, m, v, 1);
    if (LAPACKE_dormqr(LAPACK_COL_MAJOR, 'L', 'T', m, 1, n, w->QR, m, w->tau, w->f, m)) return -1;
    for (size_t k = 0; k < N; k++) w->g[k] = v[k] - w->f[k], w->f[k] = v[k];
    cblas_dtrsv(CblasColMajor, CblasUpper, CblasNoTrans, CblasNonUnit, n, w->QR, m, w->g, 1);
    if (LAPACKE_dormqr(LAPACK_COL_MAJOR, 'L', 'N', m, 1, n, w->QR, m, w->tau, w->f, m)) return -1;
    for (size_t k = 0; k < N; k++) add(&w->lambda[w->perm[k] - 1], &w->lambda_lo[w->perm[k] - 1], w->g[k]);
    for (size_t i = 0; i < d; i++) beta[i] += w->f[i];
    return 0;
}

static cf_status refine(workspace *w, double *beta, size_t N, size_t d) {
    double last = INFINITY;
    memset(beta, 0, d * sizeof(double));
    for (int step = 0; step < STEPS; step++) {
        residuals(w, beta, N, d);
        if (correct(w, beta, N, d)) return CF_ENOMEM;
        double change = cblas_dnrm2((int)d, w->f, 1), size = cblas_dnrm2((int)d, beta, 1);
        if (!isfinite(size)) return CF_ERANK;
        if (change <= 0x1p-53 * size) return CF_OK;
        if (change > 0.5 * last && step > 1) return change <= 0x1p-52 * size ? CF_OK : CF_ERANK;
        last = change;
    }
    return CF_ERANK;
}

cf_status cf_beta_l2(double *beta, const double *X, const double *y, size_t N, size_t d) {
    if (N == 0 || N > d) return CF_EINVAL;
    workspace w;
    int y_exponent;
    double *out = malloc(d * sizeof(double));
    cf_status status = workspace_init(&w, N, d) && out ? CF_OK : CF_ENOMEM;
    if (status == CF_OK) status = cf_scale_rows(w.Xs, w.ys, w.exponent, &y_exponent, X, y, N, d);
    if (status == CF_OK) {
        memcpy(w.QR, w.Xs, N * d * sizeof(double)); /* row-major X is column-major X^T */
        if (LAPACKE_dgeqp3(LAPACK_COL_MAJOR, (int)d, (int)N, w.QR, (int)d, w.perm, w.tau))
            status = CF_ENOMEM;
        else if (fabs(w.QR[(N - 1) * d + N - 1]) <= 8 * (double)N * 0x1p-53 * fabs(w.QR[0]))
            status = CF_ERANK;
    }
    if (status == CF_OK) status = refine(&w, out, N, d);
    for (size_t i = 0; status == CF_OK && i < d; i++) beta[i] = scalbn(out[i], -y_exponent);
    workspace_clear(&w);
    free(out);
    return status;
}
