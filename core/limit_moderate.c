/* limit_moderate.c - the limit of gradient flow where weights and unknowns fit doubles.
 *
 * Wanted: the root nu of X beta(nu) = y, beta_i = 2 alpha^2 sinh(z_i), z = X^T nu (9), the minimum of the
 * convex Phi(nu) = 2 alpha^2 sum cosh(z_i) - y^T nu, whose Hessian is H = X W X^T, W = diag(2 alpha^2 cosh
 * z_i).
 *
 * Phase 1, a good start. The optimality conditions asinh(beta_i / 2 alpha^2) = z_i, X beta = y are linearised
 * at any b, not only at one that belongs to a nu: with w_i = sqrt(4 alpha^4 + b_i^2), X W X^T nu = y - X b +
 * X W asinh(b / 2 alpha^2), and the tangent predicts beta_i = b_i + w_i (z_i - asinh(b_i / 2 alpha^2)). A
 * coefficient that grows is best taken from the tangent (the curve overshoots by an exponential), one that
 * shrinks from the curve (the tangent changes its sign): that mixture of primal and dual Newton needs neither
 * a step limit nor a line search. alpha is brought down from the range of the kernel regime in steps of L,
 * each begun along the tangent dnu/dL = H^-1 y.
 *
 * Phase 2, Newton on Phi with the step s = 1 if delta <= 1, ln(1 + delta)/delta otherwise, delta = max |x_i^T
 * p|. It converges from every start: along phi(t) = Phi(nu + t p), |phi'''| <= delta phi'' because |sinh| <=
 * cosh, so phi''(t) <= e^(delta t) phi''(0), and with lambda^2 = p^T H p = -phi'(0) phi(s) <= phi(0) -
 * lambda^2 (s - (e^(delta s) - delta s - 1)/delta^2). The bracket is largest at s = ln(1 + delta)/delta,
 * where it is ((1 + delta) ln(1 + delta) - delta)/delta^2 > 0; at delta <= 1, s = 1 it is at least 3 - e > 0.
 * Phi has bounded level sets (X has full row rank), on which delta is bounded and lambda^2 is bounded below
 * away from the root, so Phi would fall without end: the iteration gets to the root, and quadratically in the
 * end. Once delta is small the factor is kept and further steps are chord steps.
 *
 * Phase 1's result is a start only, so H may be approximate there; the residual always uses every column. */
#include "limit_internal.h"

#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct cf_moderate {
    size_t N, d;
    double *S;               /* (N, d): X W^(1/2) */
    double *H;               /* (N, N): the Cholesky factor, lower triangle */
    double *r, *p, *tangent; /* (N); tangent = H^-1 y */
    double *b, *w, *z, *dz;  /* (d) */
    double *nu, *nu_lo;      /* (N): the last solution */
    double L;                /* that nu solves */
    size_t iterations, factorizations;
};

enum { MAX_START = 80, MAX_NEWTON = 120, MAX_CHORD = 12 };

cf_moderate *cf_moderate_new(size_t N, size_t d) {
    cf_moderate *m = calloc(1, sizeof *m);
    if (!m) return NULL;
    m->N = N, m->d = d;
    m->S = malloc(N * d * sizeof(double));
    m->H = malloc((N * N + 5 * N + 4 * d) * sizeof(double));
    if (!m->S || !m->H) {
        cf_moderate_free(m);
        return NULL;
    }
    m->r = m->H + N * N, m->p = m->r + N, m->tangent = m->p + N, m->nu = m->tangent + N, m->nu_lo = m->nu + N;
    m->b = m->nu_lo + N, m->w = m->b + d, m->z = m->w + d, m->dz = m->z + d;
    return m;
}

void cf_moderate_free(cf_moderate *m) {
    if (!m) return;
    free(m->S);
    free(m->H);
    free(m);
}

/* m->H = the Cholesky factor of X diag(m->w) X^T. Columns whose weight is below 1e-18 of the largest trace
 * term change H by less than its rounding and are left out. 0 if H is not safely positive definite in
 * doubles. */
static int factor(cf_moderate *m, const cf_limit_problem *q) {
    const size_t N = m->N, d = m->d;
    double w_max = 0;
    for (size_t i = 0; i < d; i++) w_max = fmax(w_max, m->w[i]);
    if (!(w_max > 0 && w_max < 1e300)) return 0;
    size_t kept = 0;
    size_t *index = (size_t *)(void *)m->dz; /* dz is free here */
    for (size_t i = 0; i < d; i++) {
        if (m->w[i] > 1e-18 * w_max) index[kept++] = i;
    }
    if (kept < N) return 0;
    for (size_t n = 0; n < N; n++) {
        const double *x = q->X + n * d;
        double *s = m->S + n * kept;
        for (size_t k = 0; k < kept; k++) s[k] = x[index[k]] * sqrt(m->w[index[k]]);
    }
    cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, (int)N, (int)kept, 1.0, m->S, (int)kept, 0.0, m->H,
                (int)N);
    for (size_t n = 0; n < N; n++) m->r[n] = m->H[n * N + n];
    m->factorizations++;
    if (LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'U', (int)N, m->H, (int)N) != 0) return 0;
    for (size_t n = 0; n < N; n++) {
        const double l = m->H[n * N + n];
        if (!(l * l > 1e-13 * m->r[n])) return 0;
    }
    return 1;
}

static void solve(cf_moderate *m, double *v) {
    LAPACKE_dpotrs_work(LAPACK_COL_MAJOR, 'U', (int)m->N, 1, m->H, (int)m->N, v, (int)m->N);
}

static double max_abs(const double *v, size_t n) {
    double a = 0;
    for (size_t i = 0; i < n; i++) a = fmax(a, fabs(v[i]));
    return a;
}

/* The linearisation at m->b: fills w, p = nu, z = X^T p, dz = z - asinh(b/2 alpha^2). Returns max |dz|, or
 * -1. */
static double start_step(cf_moderate *m, const cf_limit_problem *q, double L) {
    const size_t N = m->N, d = m->d;
    const double c = 2 * exp(-L);
    for (size_t i = 0; i < d; i++) m->w[i] = sqrt(c * c + m->b[i] * m->b[i]);
    if (!factor(m, q)) return -1;
    for (size_t i = 0; i < d; i++) {
        m->z[i] = asinh(m->b[i] / c);
        m->dz[i] = m->w[i] * m->z[i] - m->b[i];
    }
    cf_limit_apply(m->p, m->dz, q);
    for (size_t n = 0; n < N; n++) m->p[n] += q->y[n];
    solve(m, m->p);
    cf_limit_apply_t(m->dz, m->p, q);
    for (size_t i = 0; i < d; i++) {
        const double t = m->z[i];
        m->z[i] = m->dz[i], m->dz[i] -= t;
    }
    m->iterations++;
    return max_abs(m->dz, d);
}

/* From (b, w, z, dz) to the next b: see the head comment. */
static void start_mix(cf_moderate *m, double L) {
    const double b_max = max_abs(m->b, m->d);
    for (size_t i = 0; i < m->d; i++) {
        const double a = fabs(m->z[i]);
        const double tangent = m->b[i] + m->w[i] * m->dz[i];
        double curve = fmin(exp(fmin(a - L, 700)) * -expm1(-2 * a), 2 * fmax(b_max, fabs(tangent)));
        if (fabs(tangent) >= fabs(m->b[i]) && tangent * m->z[i] > 0) curve = fmin(curve, fabs(tangent));
        m->b[i] = copysign(curve, m->z[i]);
    }
}

/* Phase 1: m->nu = a start for the target. 0: no luck. b holds beta_L2. */
static int start(cf_moderate *m, const cf_limit_problem *q) {
    const size_t N = m->N, d = m->d;
    double L = fmin(q->L, 4 - log(max_abs(m->b, d)));
    for (int k = 0; k < MAX_START; k++) {
        const double delta = start_step(m, q, L);
        if (!(delta >= 0)) return 0;
        if (L >= q->L && delta < 1) {
            memcpy(m->nu, m->p, N * sizeof(double));
            return 1;
        }
        start_mix(m, L);
        if (L < q->L && delta < 1) {
            const double next = fmin(q->L, fmax(2 * L, L + 4));
            memcpy(m->p, q->y, N * sizeof(double));
            solve(m, m->p);
            cf_limit_apply_t(m->dz, m->p, q);
            const double b_max = max_abs(m->b, d);
            for (size_t i = 0; i < d; i++) {
                const double z = m->z[i] + (next - L) * m->dz[i], a = fabs(z);
                m->b[i] = copysign(fmin(exp(fmin(a - next, 700)) * -expm1(-2 * a), b_max), z);
            }
            L = next;
        }
    }
    return 0;
}

/* Phase 2 from m->nu, nu_lo; fresh: H must be formed first, otherwise it serves for chord steps. */
static cf_status newton(cf_limit_point *point, cf_moderate *m, const cf_limit_problem *q, int fresh) {
    const size_t N = m->N, d = m->d;
    double before = INFINITY, best = INFINITY;
    int chords = 0;
    cf_limit_apply_t(m->z, m->nu, q);
    cf_limit_apply_t(m->dz, m->nu_lo, q);
    for (size_t i = 0; i < d; i++) m->z[i] += m->dz[i];
    for (int k = 0; k < MAX_NEWTON; k++) {
        cf_limit_curve(m->b, m->w, m->z, q->L, d);
        if (fresh) {
            if (!factor(m, q)) return CF_ENOCONV;
            fresh = 0, chords = 0;
        }
        if (!(cf_limit_residual(m->r, m->b, q) < INFINITY)) return CF_ENOCONV;
        memcpy(m->p, m->r, N * sizeof(double));
        solve(m, m->p);
        cf_limit_apply_t(m->dz, m->p, q);
        m->iterations++;
        const double delta = max_abs(m->dz, d);
        if (!(delta < INFINITY)) return CF_ENOCONV;
        if (chords > 0 && (delta > 0.3 * before || chords > MAX_CHORD) && delta > 2e-8) {
            fresh = 1; /* the chord has become slow, or was never good: this step is not taken */
            before = INFINITY;
            continue;
        }
        const double s = delta <= 1 ? 1 : log1p(delta) / delta;
        for (size_t n = 0; n < N; n++) m->p[n] *= s;
        cf_limit_accumulate(m->nu, m->nu_lo, m->p, N);
        for (size_t i = 0; i < d; i++) m->z[i] += s * m->dz[i];
        if (delta <= 2e-8) { /* what the tangent leaves out is below delta^2 */
            for (size_t i = 0; i < d; i++) m->b[i] += m->w[i] * m->dz[i];
            const double residual = cf_limit_residual(m->r, m->b, q);
            if (residual < 0.5 * best) {
                best = residual;
                memcpy(point->beta, m->b, d * sizeof(double));
                point->residual_max = residual;
            }
            if (residual <= 4e-15 || residual > 0.25 * before) break;
            before = residual;
            continue;
        }
        before = delta, chords++;
        if (delta > 0.5) fresh = 1;
    }
    if (!(best <= 1e-12)) return CF_ENOCONV;
    return CF_OK;
}

/* b = beta_L2, p = (X X^T)^-1 y, H the factor of X X^T. */
static int kernel_start(cf_moderate *m, const cf_limit_problem *q) {
    for (size_t i = 0; i < m->d; i++) m->w[i] = 1;
    if (!factor(m, q)) return 0;
    memcpy(m->p, q->y, m->N * sizeof(double));
    solve(m, m->p);
    cf_limit_apply_t(m->b, m->p, q);
    return 1;
}

/* 2 alpha^2 so large that sinh is linear: see limit.c. */
static cf_status kernel_regime(cf_limit_point *point, cf_moderate *m, const cf_limit_problem *q) {
    const double half = 0.5 * exp(fmax(q->L, -1e4));
    memset(m->nu, 0, m->N * sizeof(double));
    for (int k = 0; k < 6; k++) { /* refinement */
        for (size_t n = 0; n < m->N; n++) m->nu[n] += m->p[n];
        point->residual_max = cf_limit_residual(m->p, m->b, q);
        if (point->residual_max <= 4e-15) break;
        solve(m, m->p);
        cf_limit_apply_t(m->dz, m->p, q);
        for (size_t i = 0; i < m->d; i++) m->b[i] += m->dz[i];
    }
    memcpy(point->beta, m->b, m->d * sizeof(double));
    for (size_t n = 0; n < m->N; n++) m->nu[n] *= half;
    return point->residual_max <= 1e-13 ? CF_OK : CF_ENOCONV;
}

cf_status cf_limit_moderate(cf_limit_point *point, cf_moderate *m, const cf_limit_problem *q, int warm) {
    const size_t N = m->N;
    m->iterations = m->factorizations = 0;
    (void)warm;
    if (!kernel_start(m, q)) return CF_ENOCONV;
    memset(m->nu_lo, 0, N * sizeof(double));
    if (q->L + log(max_abs(m->b, m->d)) < -20) {
        const cf_status status = kernel_regime(point, m, q);
        if (status != CF_OK) return status;
    } else {
        if (!start(m, q)) return CF_ENOCONV;
        const cf_status status = newton(point, m, q, 0);
        if (status != CF_OK) return status;
    }
    m->L = q->L;
    memcpy(point->nu, m->nu, N * sizeof(double));
    memcpy(point->nu_lo, m->nu_lo, N * sizeof(double));
    point->iterations = m->iterations, point->factorizations = m->factorizations;
    return CF_OK;
}
