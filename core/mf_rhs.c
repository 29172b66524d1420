/* mf_rhs.c - the flow's right-hand side -grad L on padded weights, and the products with the Jacobian C of
 * the residuals.
 *
 * Entry by entry: r_n = <U_i, V_j> - y_n, then U_i' -= 2 r_n V_j, V_j' -= 2 r_n U_i; 6 N k operations. The
 * sums run over groups of four lanes in a fixed order, so that the bits do not depend on the processor. Where
 * the matrix is large and the entries are many, R is formed as a matrix and the three products are dgemm's.
 */
#include "dispatch.h"
#include "mf.h"
#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef double four __attribute__((vector_size(32), aligned(8), may_alias));

static CF_INLINE double dot_body(const double *a, const double *b, size_t n) {
    four s = {0, 0, 0, 0};
    for (size_t i = 0; i < n; i += 4) s += *(const four *)(a + i) * *(const four *)(b + i);
    return (s[0] + s[2]) + (s[1] + s[3]);
}

static CF_INLINE void axpy_body(double *out, double c, const double *a, size_t n) {
    four cc = {c, c, c, c};
    for (size_t i = 0; i < n; i += 4) *(four *)(out + i) += cc * *(const four *)(a + i);
}

/* Adds c V_j to U_i's row of out and c U_i to V_j's, for c = scale factor[n]. */
static CF_INLINE void scatter_body(double *out, const mf_system *s, const double *w, const double *factor,
                                   double scale) {
    for (size_t n = 0; n < s->N; n++) {
        size_t u = s->row[n] * s->stride, v = (s->d + s->col[n]) * s->stride;
        double c = scale * factor[n];
        axpy_body(out + u, c, w + v, s->stride);
        axpy_body(out + v, c, w + u, s->stride);
    }
}

static CF_INLINE double entries_body(mf_system *s, double *f, const double *w) {
    double loss = 0;
    memset(f, 0, s->n * sizeof(double));
    for (size_t n = 0; n < s->N; n++) {
        double r =
            dot_body(w + s->row[n] * s->stride, w + (s->d + s->col[n]) * s->stride, s->stride) - s->y[n];
        s->r[n] = r;
        loss += r * r;
    }
    scatter_body(f, s, w, s->r, -2);
    return loss;
}
CF_FMA_DISPATCH(static, double, entries, (mf_system * s, double *f, const double *w), (s, f, w))

static CF_INLINE double gather_body(double *out, const mf_system *s, const double *w, const double *x) {
    for (size_t n = 0; n < s->N; n++) {
        size_t u = s->row[n] * s->stride, v = (s->d + s->col[n]) * s->stride;
        out[n] = dot_body(w + v, x + u, s->stride) + dot_body(w + u, x + v, s->stride);
    }
    return 0;
}
CF_FMA_DISPATCH(static, double, gather, (double *out, const mf_system *s, const double *w, const double *x),
                (out, s, w, x))

static CF_INLINE double add_Ct_body(double *out, const mf_system *s, const double *w, const double *c) {
    scatter_body(out, s, w, c, 1);
    return 0;
}
CF_FMA_DISPATCH(static, double, add_Ct, (double *out, const mf_system *s, const double *w, const double *c),
                (out, s, w, c))

static CF_INLINE double error_sum_body(const double *e, const double *w, const double *w2, double rtol,
                                       double atol, size_t n) {
    double sum[4] = {0, 0, 0, 0};
    for (size_t i = 0; i < n; i += 4)
        for (size_t l = 0; l < 4; l++) {
            double x = fabs(w[i + l]), y = fabs(w2[i + l]), q = e[i + l] / (atol + rtol * (x > y ? x : y));
            sum[l] += q * q;
        }
    return (sum[0] + sum[2]) + (sum[1] + sum[3]);
}
CF_FMA_DISPATCH(static, double, error_sum,
                (const double *e, const double *w, const double *w2, double rtol, double atol, size_t n),
                (e, w, w2, rtol, atol, n))

double mf_error_norm(const mf_system *s, const double *e, const double *w, const double *w2, double rtol,
                     double atol) {
    return sqrt(error_sum(e, w, w2, rtol, atol, s->n) / (double)(2 * s->d * s->k));
}

static double dense(mf_system *s, double *f, const double *w) {
    int d = (int)s->d, k = (int)s->stride;
    const double *U = w, *V = w + s->d * s->stride;
    double loss = 0;
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, d, d, k, 1, U, k, V, k, 0, s->R, d);
    for (size_t n = 0; n < s->N; n++) {
        s->r[n] = s->R[s->row[n] * s->d + s->col[n]] - s->y[n];
        loss += s->r[n] * s->r[n];
    }
    memset(s->R, 0, s->d * s->d * sizeof(double));
    for (size_t n = 0; n < s->N; n++) s->R[s->row[n] * s->d + s->col[n]] = s->r[n];
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, d, k, d, -2, s->R, d, V, k, 0, f, k);
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, d, k, d, -2, s->R, d, U, k, 0, f + s->d * s->stride,
                k);
    return loss;
}

double mf_flow_rhs(mf_system *s, double *f, const double *w) {
    s->evaluations++;
    return s->R ? dense(s, f, w) : entries(s, f, w);
}

void mf_apply_C(double *out, const mf_system *s, const double *w, const double *x) {
    gather(out, s, w, x);
}

void mf_apply_Ct(double *out, const mf_system *s, const double *w, const double *c) {
    add_Ct(out, s, w, c);
}

cf_status mf_system_init(mf_system *s, const cf_mf *mf) {
    size_t d = mf->d, stride = (mf->k + 3) / 4 * 4;
    *s = (mf_system){.d = d,
                     .k = mf->k,
                     .N = mf->N,
                     .stride = stride,
                     .n = 2 * d * stride,
                     .row = mf->row,
                     .col = mf->col,
                     .y = mf->y};
    int matrix = d >= 32 && mf->N >= d * d / 8;
    s->r = malloc((2 * mf->N + 1) * sizeof(double)), s->v = s->r ? s->r + mf->N : NULL;
    s->R = matrix ? malloc(d * d * sizeof(double)) : NULL;
    return s->r && (s->R || !matrix) ? CF_OK : CF_ENOMEM;
}

void mf_system_clear(mf_system *s) {
    free(s->r), free(s->R);
}

void mf_pad(double *padded, const double *w, const mf_system *s) {
    memset(padded, 0, s->n * sizeof(double));
    for (size_t i = 0; i < 2 * s->d; i++) memcpy(padded + i * s->stride, w + i * s->k, s->k * sizeof(double));
}

void mf_unpad(double *w, const double *padded, const mf_system *s) {
    for (size_t i = 0; i < 2 * s->d; i++) memcpy(w + i * s->k, padded + i * s->stride, s->k * sizeof(double));
}
