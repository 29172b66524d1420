/* flow.c - gradient flow (2) of L(w) = ||X~ w^2 - y||^2 in the 2d weights themselves, from w(0) = alpha 1:
 *
 *     w' = -grad L = -4 (X~^T r) o w,   r = X~ w^2 - y,   X~ = [X -X] (13)
 *
 * (the print has 2 for 4), with I' = r beside it. Integrated by BDF; nothing here knows of the dual, of sinh
 * or of q.
 *
 * The Newton matrix is diagonal plus rank N: df/dw = -4 diag(X~^T r) - 8 diag(w) X~^T X~ diag(w), so
 *     1 - gamma df/dw = D + 8 gamma C^T C,  D = 1 + 4 gamma diag(X~^T r),  C = X~ diag(w),
 * solved by Woodbury's formula: (1 + 8 gamma C D^-1 C^T) v = C D^-1 b, x = D^-1 (b - 8 gamma C^T v): O(N^2 d
 * + N^3). D may have entries of any sign; one near 0 asks for a smaller step. The rows of I: x_I = b_I + 2
 * gamma C x.
 *
 * Accuracy. rtol bounds the local errors of the weights, relative to |w_i| + alpha/100, and of X^T I
 * absolutely. beta is the difference of squares of two weights, so that its error is about rtol max(w)^2, at
 * least rtol alpha^2: for alpha far above ||beta||^(1/2) digits of beta are lost, as in any integration of w.
 * w_+ o w_- = alpha^2 is conserved by the flow and not imposed: cf_flow_w refuses (CF_ENOCONV) a path on
 * which a product has drifted by more than 1e5 rtol of alpha^2. */
#include "ode_cvode.h"
#include <cblas.h>
#include <lapacke.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_STEPS 200000
#define DRIFT 1e5

typedef struct {
    const double *X, *y;
    size_t N, d;
    double target, norm_y;
    double *r, *z;                 /* N; d: X^T r */
    double *beta, *D, *C, *scaled; /* d; 2d; N x 2d; N x 2d */
    double *S, *v;                 /* N x N, N */
    lapack_int *ipiv;              /* N */
} flow;

/* r = X (w_+^2 - w_-^2) - y, z = X^T r */
static void residual(flow *f, const double *w) {
    int N = (int)f->N, d = (int)f->d;
    for (size_t i = 0; i < f->d; i++) f->beta[i] = (w[i] - w[f->d + i]) * (w[i] + w[f->d + i]);
    memcpy(f->r, f->y, f->N * sizeof(double));
    cblas_dgemv(CblasRowMajor, CblasNoTrans, N, d, 1, f->X, d, f->beta, 1, -1, f->r, 1);
}

static void gradient(flow *f, const double *w) {
    int N = (int)f->N, d = (int)f->d;
    residual(f, w);
    cblas_dgemv(CblasRowMajor, CblasTrans, N, d, 1, f->X, d, f->r, 1, 0, f->z, 1);
}

static int rhs(void *data, double *ydot, const double *y) {
    flow *f = data;
    gradient(f, y);
    for (size_t i = 0; i < f->d; i++) {
        ydot[i] = -4 * f->z[i] * y[i];
        ydot[f->d + i] = 4 * f->z[i] * y[f->d + i];
    }
    memcpy(ydot + 2 * f->d, f->r, f->N * sizeof(double));
    for (size_t j = 0; j < 2 * f->d + f->N; j++)
        if (!isfinite(ydot[j])) return 1;
    return 0;
}

static int solve(void *data, double *x, const double *b, double gamma, const double *y) {
    flow *f = data;
    size_t N = f->N, d = f->d, m = 2 * d;
    gradient(f, y);
    for (size_t i = 0; i < d; i++) f->D[i] = 1 + 4 * gamma * f->z[i], f->D[d + i] = 1 - 4 * gamma * f->z[i];
    for (size_t j = 0; j < m; j++)
        if (fabs(f->D[j]) < 1e-3) return 1;
    for (size_t n = 0; n < N; n++)
        for (size_t j = 0; j < m; j++) {
            double c = j < d ? f->X[n * d + j] * y[j] : -f->X[n * d + j - d] * y[j];
            f->C[n * m + j] = c, f->scaled[n * m + j] = c / f->D[j];
        }
    memset(f->S, 0, N * N * sizeof(double));
    for (size_t n = 0; n < N; n++) f->S[n * N + n] = 1;
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, (int)N, (int)N, (int)m, 8 * gamma, f->scaled, (int)m,
                f->C, (int)m, 1, f->S, (int)N);
    cblas_dgemv(CblasRowMajor, CblasNoTrans, (int)N, (int)m, 1, f->scaled, (int)m, b, 1, 0, f->v, 1);
    if (LAPACKE_dgesv(LAPACK_ROW_MAJOR, (int)N, 1, f->S, (int)N, f->ipiv, f->v, 1)) return 1;
    memmove(x, b, (m + N) * sizeof(double));
    cblas_dgemv(CblasRowMajor, CblasTrans, (int)N, (int)m, -8 * gamma, f->C, (int)m, f->v, 1, 1, x, 1);
    for (size_t j = 0; j < m; j++) x[j] /= f->D[j];
    cblas_dgemv(CblasRowMajor, CblasNoTrans, (int)N, (int)m, 2 * gamma, f->C, (int)m, x, 1, 1, x + m, 1);
    return 0;
}

static int done(void *data, const double *y) {
    flow *f = data;
    residual(f, y);
    return cblas_dnrm2((int)f->N, f->r, 1) <= f->target * f->norm_y;
}

static int flow_init(flow *f) {
    size_t N = f->N, d = f->d;
    f->r = malloc(N * sizeof(double)), f->z = malloc(d * sizeof(double)),
    f->beta = malloc(d * sizeof(double));
    f->D = malloc(2 * d * sizeof(double)), f->C = malloc(2 * N * d * sizeof(double));
    f->scaled = malloc(2 * N * d * sizeof(double)), f->S = malloc(N * N * sizeof(double));
    f->v = malloc(N * sizeof(double)), f->ipiv = malloc(N * sizeof(lapack_int));
    return f->r && f->z && f->beta && f->D && f->C && f->scaled && f->S && f->v && f->ipiv;
}

static void flow_clear(flow *f) {
    free(f->r), free(f->z), free(f->beta), free(f->D), free(f->C), free(f->scaled), free(f->S), free(f->v),
        free(f->ipiv);
}

/* The weights' drift from w_+ o w_- = alpha^2, relative, at worst */
static double drift(const double *w, double alpha, size_t d) {
    double worst = 0;
    for (size_t i = 0; i < d; i++) worst = fmax(worst, fabs(w[i] / alpha * (w[d + i] / alpha) - 1));
    return worst;
}

static cf_status integrate(flow *f, double *state, double *atol, double *t_end, double alpha, double rtol) {
    size_t N = f->N, d = f->d;
    double largest = 0, fastest = 0;
    for (size_t j = 0; j < 2 * d; j++) state[j] = alpha, atol[j] = rtol * alpha / 100;
    gradient(f, state);
    for (size_t i = 0; i < d; i++) {
        double norm2 = 0;
        for (size_t n = 0; n < N; n++) norm2 += f->X[n * d + i] * f->X[n * d + i];
        largest = fmax(largest, sqrt(norm2)), fastest = fmax(fastest, fabs(f->z[i]));
    }
    if (!(fastest > 0) || !isfinite(fastest)) return CF_ERANK; /* X^T y = 0 with y != 0, or overflow */
    for (size_t n = 0; n < N; n++) state[2 * d + n] = 0, atol[2 * d + n] = rtol / (4 * largest);
    cf_ode ode = {2 * d + N, f, rhs, solve, done};
    return cf_ode_stiff(state, t_end, &ode, rtol, atol, 1 / fastest, MAX_STEPS);
}

cf_status cf_flow_w(double *beta, double *r_integral, double *t_end, const double *X, const double *y,
                    double log_alpha, double rtol, double target, size_t N, size_t d) {
    if (N == 0 || N > d || d > INT_MAX / 4 || !(fabs(log_alpha) <= 150) || !(rtol > 0 && rtol < 1) ||
        !(target > 0))
        return CF_EINVAL;
    for (size_t j = 0; j < N * d; j++)
        if (!isfinite(X[j])) return CF_EINVAL;
    for (size_t n = 0; n < N; n++)
        if (!isfinite(y[n])) return CF_EINVAL;
    flow f = {.X = X, .y = y, .N = N, .d = d, .target = target, .norm_y = cblas_dnrm2((int)N, y, 1)};
    double alpha = exp(log_alpha), *state = malloc((2 * d + N) * sizeof(double)), t = 0;
    double *atol = malloc((2 * d + N) * sizeof(double));
    cf_status status = flow_init(&f) && state && atol ? CF_OK : CF_ENOMEM;
    if (status == CF_OK && f.norm_y == 0)
        memset(state, 0, (2 * d + N) * sizeof(double)); /* beta = 0 fits already */
    else if (status == CF_OK) {
        status = integrate(&f, state, atol, &t, alpha, rtol);
        if (status == CF_OK && drift(state, alpha, d) > DRIFT * rtol) status = CF_ENOCONV;
    }
    if (status == CF_OK) {
        for (size_t i = 0; i < d; i++) beta[i] = (state[i] - state[d + i]) * (state[i] + state[d + i]);
        if (r_integral) memcpy(r_integral, state + 2 * d, N * sizeof(double));
        *t_end = t;
    }
    flow_clear(&f);
    free(state), free(atol);
    return status;
}
