/* limit_start.c - the limit of gradient flow from any positive start w_+(0) = p, w_-(0) = m (footnote 2).
 *
 * Depth 2. w_+- = start o exp(-+4 X^T int r), so with nu = -8 int r and z = X^T nu
 *     beta = p^2 e^z - m^2 e^-z = 2 a^2 sinh(z + e),   a^2 = p m,  e = ln(p/m),
 * the root in nu of X beta = y: the minimiser over X beta = y of sum_i [a_i^2 q(beta_i/a_i^2) - e_i beta_i],
 * whose gradient is asinh(beta_i/2a_i^2) - e_i = z_i. Depth D > 2, P = p^{2-D}, M = m^{2-D}, nu = -2D(D-2)
 * int r: w_+^{2-D} = P - z, w_-^{2-D} = M + z, so with c = (P + M)/2, s = (z - (P - M)/2)/c, |s| < 1,
 *     beta = (P - z)^{-D/(D-2)} - (M + z)^{-D/(D-2)} = c^{-D/(D-2)} h_D(s).
 * From a uniform start this nu is alpha^{2-D} times that of cf_limit_depth.
 *
 * Method. The dual function, sum of the integrals of beta(z_i) less y^T nu, is convex, its Hessian X V X^T
 * with V = dbeta/dz. |V'| <= V at depth 2, and |dV/ds| <= (p'+1) V/(1-|s|), p' = D/(D-2): Newton's step,
 * shortened to ln(1 + delta)/delta, delta = max|dz|, or p'(1 - (1+delta)^{-1/p'})/delta, delta = p' max
 * |ds|/(1-|s|), always descends and stays inside (reference/limit_search.c). No change of basis: X V X^T is
 * factored as it is, which doubles bear while the largest weight is at most about 1e13 times the smallest
 * that carries a sample.
 *
 * Error. As in core/limit.c: beta* - beta = V X^T (X V X^T)^-1 (r - X V e') + V e', e' the error of z + e,
 *     ||beta - beta*||_2 <= chi ||X beta - y||_2 + (1 + chi ||X||_F) rho ||V||_2,
 *     rho = (N + 8) 2^-53 max_i (sum_n |X_ni nu_n| + |log p_i| + |log m_i|) at depth 2;
 * at depth D the subtraction in 1 - |s| costs its share, and there X beta - y is what is guaranteed. */
#include "certiflow.h"
#include <cblas.h>
#include <lapacke.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS = 400 };

typedef struct {
    size_t N, d;
    const double *X, *y, *log_plus, *log_minus;
    double depth, p;               /* D, D/(D-2) */
    double *z, *V, *beta, *scaled; /* d, d, d, N x d */
    double *H, *r, *nu, *best;     /* N x N, N, N, N */
} start_problem;

static double scale_of(const start_problem *s, size_t i, double *plus, double *minus) {
    *plus = exp((2 - s->depth) * s->log_plus[i]), *minus = exp((2 - s->depth) * s->log_minus[i]);
    return (*plus + *minus) / 2;
}

/* beta_i and dbeta_i/dz_i */
static void coordinate(start_problem *s, size_t i) {
    if (s->depth == 2) {
        double t = s->z[i] + s->log_plus[i] - s->log_minus[i], a2 = s->log_plus[i] + s->log_minus[i];
        double small = fabs(t) < 1, up = exp(a2 + t), down = exp(a2 - t);
        s->beta[i] = small ? 2 * exp(a2) * sinh(t) : up - down;
        s->V[i] = up + down;
        return;
    }
    double plus, minus, c = scale_of(s, i, &plus, &minus), t = (s->z[i] - (plus - minus) / 2) / c;
    s->beta[i] = pow(c, -s->p) * cf_h(s->depth, t);
    s->V[i] = s->p * (pow(plus - s->z[i], -s->p - 1) + pow(minus + s->z[i], -s->p - 1));
}

/* delta of the head comment along dz */
static double length(const start_problem *s, const double *dz) {
    double delta = 0;
    for (size_t i = 0; i < s->d; i++) {
        double room = 1;
        if (s->depth > 2) {
            double plus, minus;
            scale_of(s, i, &plus, &minus);
            room = fmin(plus - s->z[i], minus + s->z[i]) / s->p;
        }
        double size = fabs(dz[i]) / room;
        if (!(size <= delta)) delta = size;
    }
    return delta;
}

static double shortened(const start_problem *s, double delta) {
    if (delta < 1e-3) return 1;
    return (s->depth == 2 ? log1p(delta) : -s->p * expm1(-log1p(delta) / s->p)) / delta;
}

/* z, beta, V and r = X beta - y at nu; the largest |r_n| */
static double evaluate(start_problem *s) {
    int N = (int)s->N, d = (int)s->d;
    double largest = 0;
    cblas_dgemv(CblasRowMajor, CblasTrans, N, d, 1, s->X, d, s->nu, 1, 0, s->z, 1);
    for (size_t i = 0; i < s->d; i++) coordinate(s, i);
    memcpy(s->r, s->y, s->N * sizeof *s->r);
    cblas_dgemv(CblasRowMajor, CblasNoTrans, N, d, 1, s->X, d, s->beta, 1, -1, s->r, 1);
    for (size_t n = 0; n < s->N; n++)
        if (!(fabs(s->r[n]) <= largest)) largest = fabs(s->r[n]);
    return largest;
}

/* r := (X V X^T)^-1 r; nonzero iff it worked */
static int solve(start_problem *s) {
    int N = (int)s->N, d = (int)s->d;
    for (size_t n = 0; n < s->N; n++)
        for (size_t i = 0; i < s->d; i++) s->scaled[n * s->d + i] = s->X[n * s->d + i] * s->V[i];
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, N, N, d, 1, s->scaled, d, s->X, d, 0, s->H, N);
    return LAPACKE_dposv(LAPACK_ROW_MAJOR, 'U', N, 1, s->H, N, s->r, 1) == 0;
}

/* sum_i |X_ni beta_i| of the sample where it is largest: what rounding beta may cost */
static double sum_of_terms(const start_problem *s) {
    double most = 0;
    for (size_t n = 0; n < s->N; n++) {
        double sum = fabs(s->y[n]);
        for (size_t i = 0; i < s->d; i++) sum += fabs(s->X[n * s->d + i] * s->beta[i]);
        most = fmax(most, sum);
    }
    return most;
}

static cf_status newton(start_problem *s, cf_limit_info *info) {
    double least = INFINITY;
    int stalls = 0;
    for (int k = 0; k < STEPS && stalls < 3; k++) {
        double now = evaluate(s);
        if (!isfinite(now)) return CF_ENOCONV;
        if (now < least) memcpy(s->best, s->nu, s->N * sizeof *s->nu);
        if (now == 0) break;
        info->iterations++, info->factorizations++;
        if (!solve(s)) break;
        cblas_dgemv(CblasRowMajor, CblasTrans, (int)s->N, (int)s->d, 1, s->X, (int)s->d, s->r, 1, 0,
                    s->scaled, 1);
        double delta = length(s, s->scaled);
        if (!isfinite(delta)) break;
        stalls = delta < 1e-3 && now > least / 4 ? stalls + 1 : 0;
        least = fmin(least, now);
        cblas_daxpy((int)s->N, -shortened(s, delta), s->r, 1, s->nu, 1);
    }
    memcpy(s->nu, s->best, s->N * sizeof *s->nu);
    double r = evaluate(s), size = sum_of_terms(s);
    info->residual_max = size > 0 ? r / size : 0;
    return info->residual_max <= 1e-11 ? CF_OK : CF_ENOCONV;
}

static void weights(double *plus, double *minus, const start_problem *s) {
    for (size_t i = 0; i < s->d; i++) {
        double P, M;
        scale_of(s, i, &P, &M);
        plus[i] = s->depth == 2 ? exp(s->log_plus[i] + s->z[i] / 2) : pow(P - s->z[i], -1 / (s->depth - 2));
        minus[i] = s->depth == 2 ? exp(s->log_minus[i] - s->z[i] / 2) : pow(M + s->z[i], -1 / (s->depth - 2));
    }
}

static int acceptable(const start_problem *s) {
    if (s->N == 0 || s->N > s->d || s->d > INT_MAX / 4 || !(s->depth >= 2 && s->depth <= 1000)) return 0;
    double widest = s->depth == 2 ? 300 : 300 / fmax(s->depth - 2, 1);
    for (size_t i = 0; i < s->d; i++)
        if (!(fabs(s->log_plus[i]) <= widest && fabs(s->log_minus[i]) <= widest)) return 0;
    for (size_t j = 0; j < s->N * s->d; j++)
        if (!isfinite(s->X[j])) return 0;
    for (size_t n = 0; n < s->N; n++)
        if (!isfinite(s->y[n])) return 0;
    return 1;
}

cf_status cf_limit_start(double *beta, double *nu, double *w_plus, double *w_minus, cf_limit_info *info,
                         const double *X, const double *y, const double *log_plus, const double *log_minus,
                         double depth, size_t N, size_t d) {
    start_problem s = {.N = N, .d = d, .X = X, .y = y, .log_plus = log_plus, .log_minus = log_minus};
    s.depth = depth, s.p = depth / (depth - 2);
    if (!acceptable(&s)) return CF_EINVAL;
    double *work = calloc(3 * d + N * d + N * N + 3 * N, sizeof *work);
    if (!work) return CF_ENOMEM;
    s.z = work, s.V = s.z + d, s.beta = s.V + d, s.scaled = s.beta + d;
    s.H = s.scaled + N * d, s.r = s.H + N * N, s.nu = s.r + N, s.best = s.nu + N;
    cf_limit_info found = {0};
    cf_status status = newton(&s, &found);
    if (status == CF_OK) {
        memcpy(beta, s.beta, d * sizeof *beta);
        if (nu) memcpy(nu, s.nu, N * sizeof *nu);
        if (w_plus && w_minus) weights(w_plus, w_minus, &s);
        if (info) *info = found;
    }
    free(work);
    return status;
}
