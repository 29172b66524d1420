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
 * end. The factor is renewed only where conjugate gradients become slow.
 *
 * The equations with H are solved by conjugate gradients (limit_hessian.c), whose factor and products may be
 * in single precision, or the factor of an older H: phase 1 wants a few per cent of the change of nu, phase 2
 * forms the residual and X^T p in double. For an iterate p of conjugate gradients p^T H p = p^T r, which is
 * all that phase 2's argument asks of p; where Newton converges no faster than by 0.3 near the end, it goes
 * on in double. */
#include "limit_hessian.h"
#include "limit_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct cf_moderate {
    size_t N, d;
    cf_hessian *h;
    double *p, *r, *s, *nu, *nu_lo; /* (N): step or nu of phase 1, residual, scratch, the solution */
    double *tangent, *last_tangent; /* (N): dnu/dL at L and at last_L */
    double *last_move;              /* (N): nu(L) - nu(last_L) */
    double *b, *w, *z, *dz, *x_nu;  /* (d); x_nu = X^T nu of phase 1 */
    double L, last_L;               /* that nu solves, and the one before */
    int solved, points;             /* nu is a solution; how many before it the path has */
    size_t iterations;
};

enum { MAX_START = 60, MAX_NEWTON = 120 };
/* Phase 1: changes of an exponent below which the factor at hand will do, L goes on, phase 2 begins; accuracy
 * of the linear equations. */
#define KEEP 0.5
#define NEAR 1.0
#define CLOSE 1.5
#define START_TOL 3e-2
#define FARTHEST 2.0 /* step in L, and change of an exponent, of a warm start */
#define SMALL 1e-4   /* a coefficient below this share of the largest hardly moves the others */

cf_moderate *cf_moderate_new(size_t N, size_t d) {
    cf_moderate *m = calloc(1, sizeof *m);
    if (!m) return NULL;
    m->N = N, m->d = d;
    m->h = cf_hessian_new(N, d);
    m->p = malloc((8 * N + 5 * d) * sizeof(double));
    if (!m->h || !m->p) {
        cf_moderate_free(m);
        return NULL;
    }
    m->r = m->p + N, m->s = m->r + N, m->nu = m->s + N, m->nu_lo = m->nu + N;
    m->tangent = m->nu_lo + N, m->last_tangent = m->tangent + N, m->last_move = m->last_tangent + N;
    m->b = m->last_move + N, m->w = m->b + d, m->z = m->w + d, m->dz = m->z + d, m->x_nu = m->dz + d;
    return m;
}

void cf_moderate_free(cf_moderate *m) {
    if (!m) return;
    cf_hessian_free(m->h);
    free(m->p);
    free(m);
}

/* The point of linearisation: b_i = 2 alpha^2 sinh(z), or limit with the sign of z if that is larger; z_i =
 * asinh(b_i/2 alpha^2), w_i. z -> 0: b loses digits, which a start can spare. */
static void place(cf_moderate *m, size_t i, double z, double L, double tiny, double limit) {
    const double e = exp(fmin(fabs(z) - L, 700)), b = e - tiny / e; /* tiny = alpha^4 */
    if (b <= limit) {
        m->b[i] = copysign(b, z), m->z[i] = z, m->w[i] = e + tiny / e;
        return;
    }
    m->w[i] = sqrt(4 * tiny + limit * limit);
    m->z[i] = copysign(log(0.5 * (limit + m->w[i])) + L, z);
    m->b[i] = copysign(limit, z);
}

/* X W X^T p = s, with the factor at hand where delta, the last change of an exponent, is small, else with a
 * new one; in double if single precision does not get there. 0: no luck. */
static int start_solve(cf_moderate *m, const cf_limit_problem *q, double delta) {
    const int least = delta < KEEP ? CF_HESSIAN_KEPT : CF_HESSIAN_FLOAT;
    return cf_hessian_solve_from(m->p, m->dz, m->h, m->s, m->w, q, START_TOL, least, 10, 10);
}

static void start_move(cf_moderate *m, double step) {
    for (size_t n = 0; n < m->N; n++) m->nu[n] += step * m->p[n];
    for (size_t i = 0; i < m->d; i++) m->x_nu[i] += step * m->dz[i];
}

/* The linearisation at (b, z, w), solved for the change of nu, so that a rough solution will do: moves nu,
 * x_nu; dz = X^T nu - z. Returns max |dz|, or -1. */
static double start_step(cf_moderate *m, const cf_limit_problem *q, double last) {
    const size_t N = m->N, d = m->d;
    double delta = 0;
    for (size_t i = 0; i < d; i++) m->dz[i] = m->w[i] * (m->z[i] - m->x_nu[i]) - m->b[i];
    cf_limit_apply(m->s, m->dz, q);
    for (size_t n = 0; n < N; n++) m->s[n] += q->y[n];
    if (!start_solve(m, q, last)) return -1;
    start_move(m, 1);
    for (size_t i = 0; i < d; i++) {
        m->dz[i] = m->x_nu[i] - m->z[i];
        if (!(fabs(m->dz[i]) <= delta)) delta = fabs(m->dz[i]);
    }
    m->iterations++;
    return delta < INFINITY ? delta : -1;
}

/* From (b, z, w, dz) to the next point: see the head comment. */
static void start_mix(cf_moderate *m, double L) {
    const double b_max = cf_limit_max_abs(m->b, m->d), tiny = exp(-2 * L);
    for (size_t i = 0; i < m->d; i++) {
        const double tangent = m->b[i] + m->w[i] * m->dz[i], z = m->z[i] + m->dz[i];
        double limit = 2 * b_max;
        if (fabs(tangent) >= fabs(m->b[i]) && tangent * z > 0) limit = fmax(fabs(tangent), SMALL * b_max);
        place(m, i, z, L, tiny, limit);
    }
}

/* The point for L = next, along the tangent. 0: no luck. */
static int start_advance(cf_moderate *m, const cf_limit_problem *q, double L, double next) {
    const double b_max = cf_limit_max_abs(m->b, m->d), tiny = exp(-2 * next);
    if (cf_hessian_solve(m->p, m->dz, m->h, q->y, m->w, q, START_TOL, 10) < 0) return 0;
    start_move(m, next - L);
    for (size_t i = 0; i < m->d; i++) place(m, i, m->x_nu[i], next, tiny, b_max);
    return 1;
}

/* Phase 1: m->nu = a start for the target. 0: no luck. b: about beta_L2. */
static int start(cf_moderate *m, const cf_limit_problem *q) {
    double L = fmin(q->L, 4 - log(cf_limit_max_abs(m->b, m->d))), delta = INFINITY;
    for (size_t i = 0; i < m->d; i++) {
        m->z[i] = asinh(m->b[i] * 0.5 * exp(L));
        m->w[i] = hypot(2 * exp(-L), m->b[i]);
    }
    memset(m->nu, 0, m->N * sizeof(double));
    memset(m->nu_lo, 0, m->N * sizeof(double));
    memset(m->x_nu, 0, m->d * sizeof(double));
    for (int k = 0; k < MAX_START; k++) {
        delta = start_step(m, q, delta);
        if (!(delta >= 0)) return 0;
        if (L >= q->L && delta < CLOSE) return 1;
        if (L < q->L && delta < NEAR) {
            const double next = fmin(q->L, fmax(3 * L, L + 4));
            if (!start_advance(m, q, L, next)) return 0;
            L = next;
            delta = INFINITY;
        } else {
            start_mix(m, L);
        }
    }
    return 0;
}

/* p, dz = the Newton step from r = y - X b, to the relative accuracy tol; dz = X^T p in double. 0: no luck.
 */
static int newton_step(cf_moderate *m, const cf_limit_problem *q, double tol, int least) {
    if (!cf_hessian_solve_from(m->p, m->dz, m->h, m->r, m->w, q, tol, least, 7, 14)) return 0;
    cf_limit_apply_t(m->dz, m->p, q);
    return 1;
}

/* Phase 2 from m->nu, nu_lo. */
static cf_status newton(cf_limit_point *point, cf_moderate *m, const cf_limit_problem *q) {
    const size_t N = m->N, d = m->d;
    double delta = 0.3, before = INFINITY, expected = 0.1;
    int least = CF_HESSIAN_KEPT;
    point->residual_max = INFINITY;
    cf_limit_apply_t(m->z, m->nu, q);
    cf_limit_apply_t(m->dz, m->nu_lo, q);
    for (size_t i = 0; i < d; i++) m->z[i] += m->dz[i];
    for (int k = 0; k < MAX_NEWTON; k++) {
        cf_limit_curve(m->b, m->w, m->z, q->L, d);
        if (!(cf_limit_residual(m->r, m->b, q) < INFINITY)) return CF_ENOCONV;
        /* The step leaves tol * delta + delta^2/2 in the norm of H; the exponents of columns with little
         * weight may be off by more, so the last step is accurate too. */
        const double tol = fmin(0.1, fmax(expected, 1e-6));
        if (!newton_step(m, q, tol, least)) return CF_ENOCONV;
        m->iterations++;
        const double last = delta;
        delta = cf_limit_max_abs(m->dz, d);
        if (!(delta < INFINITY)) return CF_ENOCONV;
        if (k > 0 && delta < 1e-2 && delta > 0.3 * last) least = CF_HESSIAN_DOUBLE; /* single will not do */
        expected = delta * fmax(delta, tol);
        const double s = delta <= 1 ? 1 : log1p(delta) / delta;
        for (size_t n = 0; n < N; n++) m->p[n] *= s;
        cf_limit_accumulate(m->nu, m->nu_lo, m->p, N);
        for (size_t i = 0; i < d; i++) m->z[i] += s * m->dz[i];
        if (delta > 2e-8) continue;
        const double residual = cf_limit_take(point, m->r, m->b, m->w, m->dz, q);
        if (residual <= 4e-15 || residual > 0.25 * before) break;
        before = residual;
    }
    return point->residual_max <= 1e-13 ? CF_OK : CF_ENOCONV;
}

/* 2 alpha^2 so large that sinh is linear: see limit.c. */
static cf_status kernel_regime(cf_limit_point *point, cf_moderate *m, const cf_limit_problem *q) {
    const double half = 0.5 * exp(fmax(q->L, -1e4));
    for (size_t i = 0; i < m->d; i++) m->w[i] = 1;
    if (!cf_hessian_factor(m->h, m->w, q, CF_HESSIAN_DOUBLE)) return CF_ENOCONV;
    memset(m->nu, 0, m->N * sizeof(double));
    memset(m->nu_lo, 0, m->N * sizeof(double));
    memset(m->b, 0, m->d * sizeof(double));
    memcpy(m->r, q->y, m->N * sizeof(double));
    point->residual_max = INFINITY;
    for (int k = 0; k < 6; k++) { /* refinement */
        if (cf_hessian_solve(m->p, m->dz, m->h, m->r, m->w, q, 1e-10, 10) < 0) return CF_ENOCONV;
        for (size_t n = 0; n < m->N; n++) m->nu[n] += m->p[n];
        if (cf_limit_take(point, m->r, m->b, m->w, m->dz, q) <= 2e-15) break;
        m->iterations++;
    }
    for (size_t n = 0; n < m->N; n++) m->nu[n] *= half;
    return point->residual_max <= 1e-13 ? CF_OK : CF_ENOCONV;
}

/* m->p = nu(q->L) - nu(m->L): the tangent, or the cubic through two points with their tangents. */
static void extrapolate(cf_moderate *m, double step) {
    const double h = m->L - m->last_L, x = 1 + step / h;
    const int cubic = m->points > 1 && step / h > 0 && step / h < 2;
    for (size_t n = 0; n < m->N; n++) {
        m->p[n] = step * m->tangent[n];
        if (cubic) {
            m->p[n] = -m->last_move[n] * (1 + x * x * (2 * x - 3)) +
                      h * x * (x - 1) * ((x - 1) * m->last_tangent[n] + x * m->tangent[n]);
        }
    }
}

/* From the solution at m->L to a start at q->L: m->nu. 0: too far, or no luck. */
static int warm_start(cf_moderate *m, const cf_limit_problem *q) {
    const double step = q->L - m->L;
    if (!m->solved || fabs(step) > FARTHEST) return 0;
    if (step == 0) return 1;
    if (cf_hessian_solve(m->tangent, m->dz, m->h, q->y, m->w, q, 1e-4, 14) < 0) return 0;
    double move = 0; /* of an exponent */
    for (size_t i = 0; i < m->d; i++) move = fmax(move, fabs(step * m->dz[i]));
    if (!(move <= FARTHEST)) return 0;
    extrapolate(m, step);
    memcpy(m->last_move, m->nu, m->N * sizeof(double));
    memcpy(m->last_tangent, m->tangent, m->N * sizeof(double));
    m->last_L = m->L;
    cf_limit_accumulate(m->nu, m->nu_lo, m->p, m->N);
    return 1;
}

/* m->nu = a start for the target, from nothing; or the solution, in the kernel regime. */
static cf_status cold(cf_limit_point *point, cf_moderate *m, const cf_limit_problem *q) {
    for (size_t i = 0; i < m->d; i++) m->w[i] = 1;
    if (!cf_hessian_rough(m->p, m->b, m->h, q->y, m->w, q)) return CF_ENOCONV;
    if (q->L + log(cf_limit_max_abs(m->b, m->d)) < -21) return kernel_regime(point, m, q);
    if (!start(m, q)) return CF_ENOCONV;
    const cf_status status = newton(point, m, q);
    m->solved = status == CF_OK;
    return status;
}

cf_status cf_limit_moderate(cf_limit_point *point, cf_moderate *m, const cf_limit_problem *q) {
    const size_t factorizations = cf_hessian_factorizations(m->h);
    m->iterations = 0;
    cf_status status = warm_start(m, q) ? newton(point, m, q) : CF_ENOCONV;
    if (status == CF_OK && q->L != m->L) {
        for (size_t n = 0; n < m->N; n++) m->last_move[n] = m->nu[n] - m->last_move[n];
        m->points++;
    } else if (status != CF_OK) {
        m->solved = m->points = 0;
        status = cold(point, m, q);
        m->points = 1;
    }
    if (status != CF_OK) return status;
    m->L = q->L;
    memcpy(point->nu, m->nu, m->N * sizeof(double));
    memcpy(point->nu_lo, m->nu_lo, m->N * sizeof(double));
    point->iterations = m->iterations;
    point->factorizations = cf_hessian_factorizations(m->h) - factorizations;
    return CF_OK;
}
