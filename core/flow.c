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
 * which a product has drifted by more than 1e5 rtol of alpha^2.
 *
 * Depth D > 2, L(w) = ||X (w_+^D - w_-^D) - y||^2: w_+-' = -+2D (X^T r) o w_+-^{D-1} (claims eq96, eq98),
 *     df/dw = -2D (D-1) diag(+-X^T r o w^{D-2}) - 2D^2 diag(w^{D-1}) X~^T X~ diag(w^{D-1}),
 * so C = X~ diag(w^{D-1}), 2D^2 stands for 8, 2D(D-1) w^{D-2} for 4, and x_I = b_I + D gamma C x. What is
 * conserved and looked at is w_+^{2-D} + w_-^{2-D} = 2 alpha^{2-D}. */
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
    double depth, target, norm_y;
    double *r, *z;                 /* N; d: X^T r */
    double *beta, *D, *C, *scaled; /* d; 2d; N x 2d; N x 2d */
    double *S, *v;                 /* N x N, N */
    lapack_int *ipiv;              /* N */
} flow;

/* w^e; e = 1 and e = 0, those of depth 2, without rounding. w <= 0 gives NaN where e is no integer: the step
 * is refused. */
static double power(double w, double e) {
    return e == 1 ? w : e == 0 ? 1 : pow(w, e);
}

/* w_+^D - w_-^D; at depth 2 without cancellation of the squares */
static double coefficient(double plus, double minus, double depth) {
    return depth == 2 ? (plus - minus) * (plus + minus) : pow(plus, depth) - pow(minus, depth);
}

/* r = X (w_+^D - w_-^D) - y, z = X^T r */
static void residual(flow *f, const double *w) {
    int N = (int)f->N, d = (int)f->d;
    for (size_t i = 0; i < f->d; i++) f->beta[i] = coefficient(w[i], w[f->d + i], f->depth);
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
        ydot[i] = -2 * f->depth * f->z[i] * power(y[i], f->depth - 1);
        ydot[f->d + i] = 2 * f->depth * f->z[i] * power(y[f->d + i], f->depth - 1);
    }
    memcpy(ydot + 2 * f->d, f->r, f->N * sizeof(double));
    for (size_t j = 0; j < 2 * f->d + f->N; j++)
        if (!isfinite(ydot[j])) return 1;
    return 0;
}

static int solve(void *data, double *x, const double *b, double gamma, const double *y) {
    flow *f = data;
    size_t N = f->N, d = f->d, m = 2 * d;
    double own = 2 * f->depth * (f->depth - 1) * gamma, shared = 2 * f->depth * f->depth * gamma;
    gradient(f, y);
    for (size_t i = 0; i < d; i++) {
        f->D[i] = 1 + own * f->z[i] * power(y[i], f->depth - 2);
        f->D[d + i] = 1 - own * f->z[i] * power(y[d + i], f->depth - 2);
    }
    for (size_t j = 0; j < m; j++)
        if (!(fabs(f->D[j]) >= 1e-3)) return 1;
    for (size_t n = 0; n < N; n++)
        for (size_t j = 0; j < m; j++) {
            double w = power(y[j], f->depth - 1), c = j < d ? f->X[n * d + j] * w : -f->X[n * d + j - d] * w;
            f->C[n * m + j] = c, f->scaled[n * m + j] = c / f->D[j];
        }
    memset(f->S, 0, N * N * sizeof(double));
    for (size_t n = 0; n < N; n++) f->S[n * N + n] = 1;
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, (int)N, (int)N, (int)m, shared, f->scaled, (int)m,
                f->C, (int)m, 1, f->S, (int)N);
    cblas_dgemv(CblasRowMajor, CblasNoTrans, (int)N, (int)m, 1, f->scaled, (int)m, b, 1, 0, f->v, 1);
    if (LAPACKE_dgesv(LAPACK_ROW_MAJOR, (int)N, 1, f->S, (int)N, f->ipiv, f->v, 1)) return 1;
    memmove(x, b, (m + N) * sizeof(double));
    cblas_dgemv(CblasRowMajor, CblasTrans, (int)N, (int)m, -shared, f->C, (int)m, f->v, 1, 1, x, 1);
    for (size_t j = 0; j < m; j++) x[j] /= f->D[j];
    cblas_dgemv(CblasRowMajor, CblasNoTrans, (int)N, (int)m, f->depth * gamma, f->C, (int)m, x, 1, 1, x + m,
                1);
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

/* The weights' drift from what is conserved, relative, at worst: w_+ o w_- = alpha^2, or w_+^{2-D} +
 * w_-^{2-D} = 2 alpha^{2-D} */
static double drift(const double *w, double alpha, double depth, size_t d) {
    double worst = 0;
    for (size_t i = 0; i < d; i++) {
        double plus = w[i] / alpha, minus = w[d + i] / alpha;
        double value = depth == 2 ? plus * minus : (pow(plus, 2 - depth) + pow(minus, 2 - depth)) / 2;
        if (!(fabs(value - 1) <= worst)) worst = fabs(value - 1);
    }
    return worst;
}

static cf_status integrate(flow *f, double *state, double *atol, double *t_end, double alpha, double rtol) {
    size_t N = f->N, d = f->d;
    double largest = 0, fastest = 0, slow = power(alpha, 2 - f->depth);
    for (size_t j = 0; j < 2 * d; j++) state[j] = alpha, atol[j] = rtol * alpha / 100;
    gradient(f, state);
    for (size_t i = 0; i < d; i++) {
        double norm2 = 0;
        for (size_t n = 0; n < N; n++) norm2 += f->X[n * d + i] * f->X[n * d + i];
        largest = fmax(largest, sqrt(norm2)), fastest = fmax(fastest, fabs(f->z[i]));
    }
    if (!(fastest > 0) || !isfinite(fastest)) return CF_ERANK; /* X^T y = 0 with y != 0, or overflow */
    for (size_t n = 0; n < N; n++)
        state[2 * d + n] = 0, atol[2 * d + n] = rtol * slow / (2 * f->depth * largest);
    cf_ode ode = {2 * d + N, f, rhs, solve, done};
    return cf_ode_stiff(state, t_end, &ode, rtol, atol, slow / fastest, MAX_STEPS);
}

cf_status cf_flow_w(double *beta, double *r_integral, double *t_end, const double *X, const double *y,
                    double log_alpha, double rtol, double target, size_t N, size_t d) {
    return cf_flow_w_depth(beta, r_integral, t_end, X, y, log_alpha, 2, rtol, target, N, d);
}

cf_status cf_flow_w_depth(double *beta, double *r_integral, double *t_end, const double *X, const double *y,
                          double log_alpha, double depth, double rtol, double target, size_t N, size_t d) {
    if (!(depth >= 2 && depth <= 1000) || !(fabs(log_alpha) * fmax(depth - 2, 1) <= 300)) return CF_EINVAL;
    if (N == 0 || N > d || d > INT_MAX / 4 || !(fabs(log_alpha) <= 150) || !(rtol > 0 && rtol < 1) ||
        !(target > 0))
        return CF_EINVAL;
    for (size_t j = 0; j < N * d; j++)
        if (!isfinite(X[j])) return CF_EINVAL;
    for (size_t n = 0; n < N; n++)
        if (!isfinite(y[n])) return CF_EINVAL;
    flow f = {.X = X,
              .y = y,
              .N = N,
              .d = d,
              .depth = depth,
              .target = target,
              .norm_y = cblas_dnrm2((int)N, y, 1)};
    double alpha = exp(log_alpha), *state = malloc((2 * d + N) * sizeof(double)), t = 0;
    double *atol = malloc((2 * d + N) * sizeof(double));
    cf_status status = flow_init(&f) && state && atol ? CF_OK : CF_ENOMEM;
    if (status == CF_OK && f.norm_y == 0)
        memset(state, 0, (2 * d + N) * sizeof(double)); /* beta = 0 fits already */
    else if (status == CF_OK) {
        status = integrate(&f, state, atol, &t, alpha, rtol);
        if (status == CF_OK && !(drift(state, alpha, depth, d) <= DRIFT * rtol)) status = CF_ENOCONV;
    }
    if (status == CF_OK) {
        for (size_t i = 0; i < d; i++) beta[i] = coefficient(state[i], state[d + i], depth);
        if (r_integral) memcpy(r_integral, state + 2 * d, N * sizeof(double));
        *t_end = t;
    }
    flow_clear(&f);
    free(state), free(atol);
    return status;
}
