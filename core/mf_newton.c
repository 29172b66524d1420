/* mf_newton.c - Newton's systems through the observed entries.
 *
 * With r the N residuals, C = dr/dw (row n: V_j in U's row i, U_i in V's row j) and S = [0 R; R^T 0] (2d x
 * 2d), f = -2 C^T r,   df/dw = -2 (S (x) 1_k + C^T C), 1 - gamma df/dw = T (x) 1_k + 2 gamma C^T C,   T = 1 +
 * 2 gamma S. All are symmetric. T is positive definite iff 2 gamma ||R||_2 < 1: a step within which no
 * component grows e-fold. Woodbury: x = z - 2 gamma T^-1 C^T (1 + 2 gamma C T^-1 C^T)^-1 C z,   z = T^-1 b,
 *     (C T^-1 C^T)_{nm} = t_{i i'} <V_j,V_j'> + t_{i j'} <V_j,U_i'> + t_{j i'} <U_i,V_j'> + t_{j j'}
 * <U_i,U_i'> from w w^T alone: O(N^3 + N^2 + d^2 k) operations to factor and O(N^2 + N k + d^2 k) to solve,
 * where (2dk)^3 and (2dk)^2 would be due. Beyond MANY entries conjugate gradients on the same matrix, from
 * products of the size of a gradient, down to a residual of 1e-4 of b: Newton's iteration, whose convergence
 * the integrator looks at, needs no more. */
#include "dispatch.h"
#include "mf_newton.h"
#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MANY 1024
#define CG_STEPS 500
typedef double four __attribute__((vector_size(32), aligned(8), may_alias));

cf_status mf_newton_init(mf_newton *m, const mf_system *s) {
    size_t rows = 2 * s->d, N = s->N;
    *m = (mf_newton){.rows = rows, .N = N, .dense = N <= MANY};
    m->T = malloc(3 * rows * rows * sizeof(double));
    m->A = m->dense ? malloc((N * N + 1) * sizeof(double)) : NULL;
    m->u = malloc((2 * N + 1) * sizeof(double));
    m->at = malloc(4 * s->n * sizeof(double));
    if (!m->T || (m->dense && !m->A) || !m->u || !m->at) return CF_ENOMEM;
    m->Tinv = m->T + rows * rows, m->G = m->Tinv + rows * rows, m->v = m->u + N;
    m->z = m->at + s->n, m->p = m->z + s->n, m->q = m->p + s->n;
    return CF_OK;
}

void mf_newton_clear(mf_newton *m) {
    free(m->T), free(m->A), free(m->u), free(m->at);
}

/* The lower triangle in column-major order, the upper one in row-major, becomes that of the inverse; then
 * both. */
static int invert(double *A, size_t n) {
    lapack_int size = (lapack_int)n;
    if (LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'L', size, A, size)) return 1;
    if (LAPACKE_dpotri_work(LAPACK_COL_MAJOR, 'L', size, A, size)) return 1;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) A[i * n + j] = A[j * n + i];
    return 0;
}

static void capacitance(mf_newton *m, const mf_system *s, double gamma) {
    size_t rows = m->rows, N = m->N, d = s->d;
    const double *t = m->Tinv, *g = m->G;
    for (size_t n = 0; n < N; n++) {
        const double *t_i = t + s->row[n] * rows, *t_j = t + (d + s->col[n]) * rows;
        const double *g_i = g + s->row[n] * rows, *g_j = g + (d + s->col[n]) * rows;
        for (size_t p = n; p < N; p++) {
            size_t i = s->row[p], j = d + s->col[p];
            m->A[n * N + p] =
                2 * gamma * ((t_i[i] * g_j[j] + t_i[j] * g_j[i]) + (t_j[i] * g_i[j] + t_j[j] * g_i[i]));
        }
        m->A[n * N + n] += 1;
    }
}

int mf_newton_factor(mf_newton *m, mf_system *s, const double *w, double gamma) {
    size_t rows = m->rows, d = s->d;
    double loss = mf_flow_rhs(s, m->z, w);
    if (!isfinite(loss) || !isfinite(gamma)) return 1;
    m->gamma = gamma;
    memcpy(m->at, w, s->n * sizeof(double));
    memset(m->T, 0, rows * rows * sizeof(double));
    for (size_t i = 0; i < rows; i++) m->T[i * rows + i] = 1;
    for (size_t n = 0; n < s->N; n++) {
        size_t i = s->row[n], j = d + s->col[n];
        m->T[i * rows + j] = m->T[j * rows + i] = 2 * gamma * s->r[n];
    }
    if (!m->dense) return 0;
    memcpy(m->Tinv, m->T, rows * rows * sizeof(double));
    if (invert(m->Tinv, rows)) return 1;
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, (int)rows, (int)rows, (int)s->stride, 1, w,
                (int)s->stride, w, (int)s->stride, 0, m->G, (int)rows);
    capacitance(m, s, gamma);
    return invert(m->A, m->N);
}

/* out = T x, T of rows^2, x of rows x stride, in tiles of two rows by eight columns, or four where eight do
 * not fit */
static CF_INLINE double small_product_body(double *out, const double *T, const double *x, size_t rows,
                                           size_t stride) {
    for (size_t i = 0; i < rows; i += 2)
        for (size_t from = 0; from < stride; from += 8) {
            four a = {0, 0, 0, 0}, b = a, c = a, e = a;
            const double *first = T + i * rows, *second = first + rows;
            int wide = from + 4 < stride;
            for (size_t j = 0; j < rows; j++) {
                four s = {first[j], first[j], first[j], first[j]},
                     t = {second[j], second[j], second[j], second[j]};
                four left = *(const four *)(x + j * stride + from);
                a += s * left, b += t * left;
                if (!wide) continue;
                four right = *(const four *)(x + j * stride + from + 4);
                c += s * right, e += t * right;
            }
            *(four *)(out + i * stride + from) = a, *(four *)(out + (i + 1) * stride + from) = b;
            if (wide)
                *(four *)(out + i * stride + from + 4) = c, *(four *)(out + (i + 1) * stride + from + 4) = e;
        }
    return 0;
}
CF_FMA_DISPATCH(static, double, small_product,
                (double *out, const double *T, const double *x, size_t rows, size_t stride),
                (out, T, x, rows, stride))

static void product(double *out, const double *T, const double *x, const mf_system *s) {
    int rows = (int)(2 * s->d), k = (int)s->stride;
    if (rows <= 32)
        small_product(out, T, x, (size_t)rows, s->stride);
    else
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, k, rows, 1, T, rows, x, k, 0, out, k);
}

static int woodbury(mf_newton *m, const mf_system *s, double *x, const double *b) {
    int N = (int)m->N;
    product(m->z, m->Tinv, b, s);
    if (N > 0) {
        mf_apply_C(m->u, s, m->at, m->z);
        cblas_dgemv(CblasRowMajor, CblasNoTrans, N, N, 2 * m->gamma, m->A, N, m->u, 1, 0, m->v, 1);
        memset(m->p, 0, s->n * sizeof(double));
        mf_apply_Ct(m->p, s, m->at, m->v);
        product(m->q, m->Tinv, m->p, s);
        for (size_t i = 0; i < s->n; i++) m->z[i] -= m->q[i];
    }
    memcpy(x, m->z, s->n * sizeof(double));
    return 0;
}

static int conjugate_gradients(mf_newton *m, const mf_system *s, double *x, const double *b) {
    size_t n = s->n;
    int size = (int)n;
    double *r = m->z, *p = m->p, *q = m->q;
    memcpy(r, b, n * sizeof(double));
    memcpy(p, r, n * sizeof(double));
    double rho = cblas_ddot(size, r, 1, r, 1), enough = 1e-8 * rho;
    memset(x, 0, n * sizeof(double)); /* b is in r: x may be the same array */
    for (int step = 0; step < CG_STEPS && rho > enough; step++) {
        product(q, m->T, p, s);
        mf_apply_C(m->u, s, m->at, p);
        cblas_dscal((int)m->N, 2 * m->gamma, m->u, 1);
        mf_apply_Ct(q, s, m->at, m->u);
        double curvature = cblas_ddot(size, p, 1, q, 1);
        if (!(curvature > 0)) return 1; /* not positive definite */
        double a = rho / curvature;
        cblas_daxpy(size, a, p, 1, x, 1);
        cblas_daxpy(size, -a, q, 1, r, 1);
        double next = cblas_ddot(size, r, 1, r, 1);
        cblas_dscal(size, next / rho, p, 1);
        cblas_daxpy(size, 1, r, 1, p, 1);
        rho = next;
    }
    return !(rho <= enough);
}

int mf_newton_solve(mf_newton *m, const mf_system *s, double *x, const double *b) {
    return m->dense ? woodbury(m, s, x, b) : conjugate_gradients(m, s, x, b);
}
