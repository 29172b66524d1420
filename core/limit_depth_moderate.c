/* limit_depth_moderate.c - the limit of gradient flow at depth D > 2 where alpha^(D-2) and the weights are
 * well within the doubles; fast.
 *
 * Wanted: the root nu of X beta(nu) = y, beta_i = A h_D(z_i), z = X^T nu in (-1, 1), A = alpha^D = e^(-L), p
 * = D/(D-2): the minimum of the convex Phi(nu) = A sum H_D(z_i) - y^T nu, whose Hessian is X W X^T, w_i = A
 * h_D'(z_i).
 *
 * It is solved as in limit_moderate.c. Phase 1: the optimality conditions h_D^-1(beta_i/A) = z_i, X beta = y,
 * linearised at any b; a coefficient that grows is taken from the tangent, one that shrinks from the curve; L
 * rises from the range where A is of the size of beta, along dnu/dL = H^-1 y, which decays like e^(-L/p): a
 * step counts as p (1 - e^(-step/p)). Where a step of L proves too long phase 1 begins again with shorter
 * ones. Phase 2: Newton on Phi with the step of limit_depth_graded.c, t = p (1 - (1 + delta)^(-1/p))/delta,
 * delta = max p |dz_i|/(1 - |z_i|), which stays in the polytope and converges from every point of it. t = 1
 * is taken for delta <= 1/4: then delta/p < 1, and the derivative of Phi along the step relative to lambda^2
 * is at most -1 + ((1 - t delta/p)^-p - 1)/delta <= -1 + t/(1 - t delta) <= -1 + (4/3) t, as (1 - x/p)^-p
 * falls with p and p > 1; its integral, -1/3, bounds the change of Phi.
 *
 * Precision. nu is a sum of two doubles and z is formed from it in double-double, so that c = 1 - |z|, formed
 * by subtraction, is right to 3 (N + 2)^2 2^-106 |X|^T |nu| (limit_product.c). Where that could be 2^-52/p of
 * c the answer is left to the graded solver; |X| <= 2^9 by its scaling. */
#include "limit_depth.h"
#include "limit_depth_curve.h"
#include "limit_dd.h"
#include "limit_hessian.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct cf_depth_moderate {
    size_t N, d;
    cf_hessian *h;
    double *p, *r, *nu, *nu_lo;        /* (N): step, residual or right side, nu of phase 1 or the solution */
    double *b, *w, *z, *z_lo, *c, *dz; /* (d): c = 1 - |z| */
    double *x_nu;                      /* (d): X^T nu of phase 1 */
    double L, power, power_lo;         /* that nu solves; power is D/(D-2) */
    int solved;
    size_t iterations;
};

enum { MAX_START = 120, MAX_STAGE = 12, TRIES = 3, MAX_NEWTON = 150 };
#define EPS_LEAST 1e-11 /* of alpha^(D-2) */
#define L_MOST 200.0
#define P_MOST 1e6
/* Phase 1: relative changes of a coefficient below which the factor at hand will do, L goes on, phase 2
 * begins; accuracy of the linear equations. */
#define LONGEST 1.25 /* step in L, in units of p; halved at each of TRIES */
#define KEEP 0.5
#define NEAR 1.0
#define CLOSE 1.5
#define START_TOL 3e-2
#define FARTHEST 2.0 /* step in L, and relative change of a coefficient, of a warm start */
#define SMALL 1e-4   /* a coefficient below this share of the largest hardly moves the others */

cf_depth_moderate *cf_depth_moderate_new(size_t N, size_t d) {
    cf_depth_moderate *m = calloc(1, sizeof *m);
    if (!m) return NULL;
    m->N = N, m->d = d;
    m->h = cf_hessian_new(N, d);
    m->p = malloc((4 * N + 7 * d) * sizeof(double));
    if (!m->h || !m->p) {
        cf_depth_moderate_free(m);
        return NULL;
    }
    m->r = m->p + N, m->nu = m->r + N, m->nu_lo = m->nu + N, m->b = m->nu_lo + N;
    m->w = m->b + d, m->z = m->w + d, m->z_lo = m->z + d, m->c = m->z_lo + d, m->dz = m->c + d;
    m->x_nu = m->dz + d;
    return m;
}

void cf_depth_moderate_free(cf_depth_moderate *m) {
    if (!m) return;
    cf_hessian_free(m->h);
    free(m->p);
    free(m);
}

/* z_i, b_i, w_i and c_i from z + z_lo in (-1, 1). */
static void on_curve(cf_depth_moderate *m, size_t i, double z, double z_lo, double A) {
    cf_depth_curve(m->b + i, m->w + i, m->c + i, z, z_lo, A, m->power, m->power_lo);
    m->z[i] = z, m->z_lo[i] = z_lo;
}

/* The point of linearisation: that of z, or with |b| = about limit if that is less, as it is where |z| >= 1.
 */
static void place(cf_depth_moderate *m, size_t i, double z, double A, double limit) {
    if (fabs(z) < 1) {
        on_curve(m, i, z, 0, A);
        if (fabs(m->b[i]) <= limit) return;
    }
    on_curve(m, i, copysign(cf_depth_inverse(limit / A, m->power), z), 0, A);
}

/* max p |dz_i|/c_i */
static double change(const cf_depth_moderate *m) {
    double delta = 0;
    for (size_t i = 0; i < m->d; i++) {
        const double a = fabs(m->dz[i]) / m->c[i];
        if (!(a <= delta)) delta = a; /* a NaN shows */
    }
    return m->power * delta;
}

static int start_solve(cf_depth_moderate *m, const cf_limit_problem *q, const double *right, int least) {
    return cf_hessian_solve_from(m->p, m->dz, m->h, right, m->w, q, START_TOL, least, 10, 10);
}

static void start_move(cf_depth_moderate *m, double step) {
    for (size_t n = 0; n < m->N; n++) m->nu[n] += step * m->p[n];
    for (size_t i = 0; i < m->d; i++) m->x_nu[i] += step * m->dz[i];
}

/* The linearisation at (b, z, w), solved for the change of nu: moves nu, x_nu; dz = X^T nu - z. Returns the
 * largest relative change, or -1. */
static double start_step(cf_depth_moderate *m, const cf_limit_problem *q, double last) {
    for (size_t i = 0; i < m->d; i++) m->dz[i] = m->w[i] * (m->z[i] - m->x_nu[i]) - m->b[i];
    cf_limit_apply(m->r, m->dz, q);
    for (size_t n = 0; n < m->N; n++) m->r[n] += q->y[n];
    if (!start_solve(m, q, m->r, last < KEEP ? CF_HESSIAN_KEPT : CF_HESSIAN_FLOAT)) return -1;
    start_move(m, 1);
    for (size_t i = 0; i < m->d; i++) m->dz[i] = m->x_nu[i] - m->z[i];
    m->iterations++;
    const double delta = change(m);
    return delta < INFINITY ? delta : -1;
}

/* From (b, z, w, dz) to the next point. */
static void start_mix(cf_depth_moderate *m, double L) {
    const double b_max = cf_limit_max_abs(m->b, m->d), A = exp(-L);
    for (size_t i = 0; i < m->d; i++) {
        const double tangent = m->b[i] + m->w[i] * m->dz[i], z = m->z[i] + m->dz[i];
        double limit = 2 * b_max;
        if (fabs(tangent) >= fabs(m->b[i]) && tangent * z > 0) limit = fmax(fabs(tangent), SMALL * b_max);
        place(m, i, z, A, limit);
    }
}

/* p (1 - e^(-step/p)) */
static double along(const cf_depth_moderate *m, double step) {
    return -m->power * expm1(-step / m->power);
}

/* Phase 1: m->nu = a start for the target, in steps of L up to longest. 0: no luck. dz: about beta_L2. */
static int start(cf_depth_moderate *m, const cf_limit_problem *q, double longest) {
    double L = fmin(q->L, 4 - log(cf_limit_max_abs(m->dz, m->d))), delta = INFINITY;
    for (size_t i = 0; i < m->d; i++) place(m, i, copysign(1, m->dz[i]), exp(-L), fabs(m->dz[i]));
    memset(m->nu, 0, m->N * sizeof(double));
    memset(m->nu_lo, 0, m->N * sizeof(double));
    memset(m->x_nu, 0, m->d * sizeof(double));
    for (int k = 0, last = 0; k < MAX_START && k - last < MAX_STAGE; k++) {
        delta = start_step(m, q, delta);
        if (!(delta >= 0)) return 0;
        if (L >= q->L && delta < fmin(CLOSE, 0.75 * m->power)) return 1;
        if (L < q->L && delta < NEAR) {
            const double next = fmin(q->L, L + fmin(fmax(2 * L, 4), longest)),
                         b_max = cf_limit_max_abs(m->b, m->d);
            if (!start_solve(m, q, q->y, CF_HESSIAN_KEPT)) return 0;
            start_move(m, along(m, next - L));
            for (size_t i = 0; i < m->d; i++) place(m, i, m->x_nu[i], exp(-next), b_max);
            L = next, last = k;
            delta = INFINITY;
        } else {
            start_mix(m, L);
        }
    }
    return 0;
}

/* z, b, w, c from nu; 0: outside the polytope. */
static int evaluate(cf_depth_moderate *m, const cf_limit_problem *q) {
    const double A = exp(-q->L) * (1 - q->L_lo);
    cf_limit_apply_t_dd(m->z, m->z_lo, m->nu, m->nu_lo, q);
    for (size_t i = 0; i < m->d; i++) {
        if (!(fabs(m->z[i]) < 1)) return 0;
        on_curve(m, i, m->z[i], m->z_lo[i], A);
    }
    return 1;
}

/* Whether z is known well enough; see the head comment. */
static int exact_enough(const cf_depth_moderate *m, const cf_limit_problem *q) {
    const double n = (double)m->N + 2;
    double size = 0, least = 1;
    for (size_t k = 0; k < m->N; k++) size += fabs(m->nu[k]);
    for (size_t i = 0; i < m->d; i++) least = fmin(least, m->c[i]);
    return q->p * 3 * n * n * 0x1p-106 * (0x1p9 * size) <= 0x1p-52 * least;
}

/* Phase 2 from m->nu, nu_lo. */
static cf_status newton(cf_limit_point *point, cf_depth_moderate *m, const cf_limit_problem *q) {
    double delta = 0.3, before = INFINITY, expected = 0.1;
    int least = CF_HESSIAN_KEPT;
    point->residual_max = INFINITY;
    for (int k = 0; k < MAX_NEWTON; k++) {
        if (!evaluate(m, q) || !(cf_limit_residual(m->r, m->b, q) < INFINITY)) return CF_ENOCONV;
        const double tol = fmin(0.1, fmax(expected, 1e-6)), last = delta;
        if (!cf_hessian_solve_from(m->p, m->dz, m->h, m->r, m->w, q, tol, least, 7, 14)) return CF_ENOCONV;
        cf_limit_apply_t(m->dz, m->p, q);
        m->iterations++;
        delta = change(m);
        if (!(delta < INFINITY)) return CF_ENOCONV;
        if (k > 0 && delta < 1e-2 && delta > 0.3 * last) least = CF_HESSIAN_DOUBLE; /* single will not do */
        expected = delta * fmax(delta, tol);
        const double s = delta <= 0.25 ? 1 : -m->power * expm1(-log1p(delta) / m->power) / delta;
        for (size_t n = 0; n < m->N; n++) m->p[n] *= s;
        cf_limit_accumulate(m->nu, m->nu_lo, m->p, m->N);
        if (delta > 1e-8 || expected > 1e-14) continue;
        const double residual = cf_limit_take(point, m->r, m->b, m->w, m->dz, q);
        if (residual <= 4e-15 || residual > 0.25 * before) break;
        before = residual;
    }
    return point->residual_max <= 1e-13 && exact_enough(m, q) ? CF_OK : CF_ENOCONV;
}

/* m->nu = a start for q from the solution for L and power. 0: too far, or no luck. */
static int warm_start(cf_depth_moderate *m, const cf_limit_problem *q) {
    const double step = q->L - m->L, bend = q->p - m->power;
    if (!m->solved || fabs(step) > FARTHEST) return 0;
    for (size_t i = 0; i < m->d && bend != 0; i++)
        if (fabs(bend * log(m->c[i])) > FARTHEST) return 0;
    if (step != 0) {
        if (cf_hessian_solve(m->p, m->dz, m->h, q->y, m->w, q, 1e-4, 14) < 0) return 0;
        if (!(fabs(along(m, step)) * change(m) <= FARTHEST)) return 0;
        for (size_t n = 0; n < m->N; n++) m->p[n] *= along(m, step);
        cf_limit_accumulate(m->nu, m->nu_lo, m->p, m->N);
    }
    m->power = q->p, m->power_lo = q->p_lo;
    return 1;
}

/* h_D linear to 1e-19: beta_L2, and nu = (X X^T)^-1 y/(2 p A), by way of depth 2, where it is ... /(2
 * alpha^2). */
static cf_status kernel_regime(cf_limit_point *point, const cf_limit_problem *q) {
    cf_limit_problem flat = *q;
    cf_moderate *m = cf_moderate_new(q->N, q->d);
    if (!m) return CF_ENOMEM;
    flat.L = fmin(q->L, -200);
    const cf_status status = cf_limit_moderate(point, m, &flat);
    for (size_t n = 0; n < q->N && status == CF_OK; n++) {
        point->nu[n] *= exp(q->L - flat.L) / q->p;
        point->nu_lo[n] = 0;
    }
    cf_moderate_free(m);
    return status;
}

static const double *ones(cf_depth_moderate *m) {
    for (size_t i = 0; i < m->d; i++) m->w[i] = 1;
    return m->w;
}

static cf_status cold(cf_limit_point *point, cf_depth_moderate *m, const cf_limit_problem *q, int *kernel) {
    m->power = q->p, m->power_lo = q->p_lo;
    if (!cf_hessian_rough(m->p, m->dz, m->h, q->y, ones(m), q)) return CF_ENOCONV;
    *kernel = q->L + log(cf_limit_max_abs(m->dz, m->d)) < -21;
    if (*kernel) return kernel_regime(point, q);
    const double longest = fmax(4, LONGEST * m->power);
    for (int k = 0; k < TRIES; k++) {
        if (k > 0) cf_hessian_rough(m->p, m->dz, m->h, q->y, ones(m), q);
        if (start(m, q, longest / (double)(1 << k))) return newton(point, m, q);
    }
    return CF_ENOCONV;
}

cf_status cf_depth_moderate_solve(cf_limit_point *point, cf_depth_moderate *m, const cf_limit_problem *q) {
    if (q->p > P_MOST || q->L > L_MOST || q->L > -q->p * log(EPS_LEAST)) return CF_ENOCONV;
    const size_t factorizations = cf_hessian_factorizations(m->h);
    int kernel = 0;
    m->iterations = 0;
    cf_status status = warm_start(m, q) ? newton(point, m, q) : CF_ENOCONV;
    if (status != CF_OK) status = cold(point, m, q, &kernel);
    m->solved = status == CF_OK && !kernel;
    if (status != CF_OK || kernel) return status;
    m->L = q->L;
    memcpy(point->nu, m->nu, m->N * sizeof(double));
    memcpy(point->nu_lo, m->nu_lo, m->N * sizeof(double));
    point->iterations = m->iterations;
    point->factorizations = cf_hessian_factorizations(m->h) - factorizations;
    return CF_OK;
}
