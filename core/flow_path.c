/* flow_path.c - gradient flow in the dual variable at given times: cf_flow.
 *
 *     nu' = -c (X beta(nu) - y),  nu(0) = 0,   c = 8 at depth 2, 2D(D-2) alpha^{D-2} at depth D > 2,
 *     beta = 2 alpha^2 sinh(X^T nu), or alpha^D h_D(X^T nu)                       (17), Appendix C, with the
 * true gradient.
 *
 * One step's polynomial (flow_step.c) answers the times within it, and the time at which ||r|| = target
 * ||y||, by regula falsi on ln ||r||, which falls along the flow. Time inf is the limit, of cf_limit_depth.
 *
 * Rest. Where ||r|| is no more than 2^-51 of (sum_n (sum_i |X_ni beta_i|)^2)^(1/2), r is the rounding of
 * beta: what is left of the path moves beta by at most chi ||r|| (core/limit.c), and all later times are
 * answered from here.
 *
 * Error. Each step leaves at most about rtol ||beta||_2 (flow_step.c, estimated, not proved), and the flow
 * never amplifies an error in nu; an error in beta is one in nu times weights that change along the path.
 * Declared: 200 rtol max_{s<=t} ||beta(s)||_2 + 2^-40 ||beta||_2, at depth > 2 and p 2^-48/min_i(1 - |z_i|)
 * ||beta||_2 besides, for z = X^T nu is known to a few 2^-50 only. The tests hold it against the certified
 * path. */
#include "depth_point.h"
#include "flow_dual.h"
#include <cblas.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STAGES = 8 };

typedef struct {
    cf_dual f;
    cf_flow_stepper s;
    cf_flow_info info;
    const double *times;
    size_t *order; /* the finite times, ascending */
    size_t finite, next;
    double *beta, *nu, *loss; /* the caller's */
    char *answered;
    double *z, *w, *b, *r, *v; /* d, d, d, N, N: workspace */
    double t, norm_r, target;
} path;

static int later(const void *a, const void *b, const double *t) {
    const double x = t[*(const size_t *)a], y = t[*(const size_t *)b];
    return x > y;
}

/* insertion: the times are few and mostly in order */
static void sort(size_t *order, const double *times, size_t n) {
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j > 0 && later(order + j - 1, order + j, times); j--) {
            const size_t t = order[j];
            order[j] = order[j - 1], order[j - 1] = t;
        }
}

/* beta and ||r|| at nu, into p->b and p->r */
static double at(path *p, const double *nu) {
    cf_dual_z(p->z, nu, &p->f);
    if (!cf_dual_curve(p->b, p->w, p->z, &p->f, p->f.d)) return NAN;
    return cf_dual_residual(p->r, p->b, &p->f);
}

static void answer(path *p, size_t k, const double *nu) {
    const size_t N = p->f.N, d = p->f.d;
    const double norm = at(p, nu);
    memcpy(p->beta + k * d, p->b, d * sizeof(double));
    if (p->nu) memcpy(p->nu + k * N, nu, N * sizeof(double));
    if (p->loss) p->loss[k] = norm * norm;
    p->answered[k] = 1;
    p->info.answered++;
}

/* x in [-1, 1] of the last step at which ||r|| = target: regula falsi (Illinois) on the logarithm */
static double find_target(path *p, double level) {
    double a = -1, b = 1, fa = log(p->norm_r / level), fb = log(p->s.norm_r / level), x = 1;
    for (int i = 0; i < 60 && b - a > 1e-15; i++) {
        x = fb == fa ? (a + b) / 2 : b - fb * (b - a) / (fb - fa);
        cf_flow_dense(p->v, &p->s, x);
        const double fx = log(at(p, p->v) / level);
        if (!isfinite(fx) || fabs(fx) < 1e-12) break;
        if (fx > 0) {
            a = x, fa = fx, fb *= 0.5;
        } else {
            b = x, fb = fx, fa *= 0.5;
        }
    }
    return x;
}

/* nonzero iff r at the end of the last step is rounding alone */
static int at_rest(const path *p) {
    if (!(p->s.norm_r <= 1e-11 * p->f.y_norm)) return 0;
    const double *beta = p->s.beta + (size_t)(p->s.radau.s - 1) * p->f.d;
    double sum = 0;
    for (size_t n = 0; n < p->f.N; n++) {
        double size = 0;
        for (size_t i = 0; i < p->f.d; i++) size += fabs(p->f.X[n * p->f.d + i] * beta[i]);
        sum += size * size;
    }
    return p->s.norm_r <= 0x1p-51 * sqrt(sum);
}

/* The answers that the last step holds, and whether the path may end */
static void harvest(path *p) {
    const double end = p->t + p->s.h, level = p->target * p->f.y_norm;
    for (; p->next < p->finite && p->times[p->order[p->next]] <= end; p->next++) {
        const size_t k = p->order[p->next];
        cf_flow_dense(p->v, &p->s, fmin(2 * (p->times[k] - p->t) / p->s.h - 1, 1));
        answer(p, k, p->v);
    }
    if (p->s.norm_r > p->norm_r)
        p->info.loss_rise = fmax(p->info.loss_rise, (p->s.norm_r - p->norm_r) / p->f.y_norm);
    if (p->target > 0 && !p->info.reached && p->s.norm_r <= level) {
        p->info.reached = 1;
        p->info.t_target = p->t + p->s.h * (1 + find_target(p, level)) / 2;
    }
}

static cf_status run(path *p, double rtol, size_t max_steps) {
    const cf_dual *f = &p->f;
    double fastest = 0, trace = 0;
    cf_dual_z(p->z, f->y, f);
    for (size_t i = 0; i < f->d; i++) fastest = fmax(fastest, fabs(p->z[i]));
    if (!(fastest > 0)) return CF_ERANK; /* X^T y = 0: the flow does not move */
    memset(p->v, 0, f->N * sizeof(double));
    at(p, p->v);
    trace = cblas_dnrm2((int)(f->N * f->d), f->X, 1);
    double h = fmin(0.5 / fastest, 4 * sqrt((double)f->N) / (p->w[0] * trace * trace)) / f->rate;
    if (p->finite) h = fmin(h, p->times[p->order[0]]); /* small times are answered to their own size */
    if (!isfinite(h)) return CF_ENOCONV;
    while (p->next < p->finite || (p->target > 0 && !p->info.reached)) {
        if (p->info.steps >= max_steps) return CF_ENOCONV;
        const cf_status status = cf_flow_step(&p->s, &h, rtol, 1e-14 * p->t + 1e-300);
        p->info.steps = p->s.steps, p->info.rejected = p->s.rejected;
        if (status != CF_OK) return status;
        harvest(p);
        p->t += p->s.h, p->norm_r = p->s.norm_r;
        p->info.t_end = p->t, p->info.residual = p->norm_r / f->y_norm;
        const int rest = at_rest(p);
        cf_flow_stepper_advance(&p->s);
        if (!rest) continue;
        for (; p->next < p->finite; p->next++) answer(p, p->order[p->next], p->s.nu);
        return p->target > 0 && !p->info.reached ? CF_ENOCONV : CF_OK;
    }
    return CF_OK;
}

/* y = 0, or time 0: beta = 0 */
static void answer_zero(path *p, size_t k) {
    memset(p->v, 0, p->f.N * sizeof(double));
    memset(p->beta + k * p->f.d, 0, p->f.d * sizeof(double));
    if (p->nu) memset(p->nu + k * p->f.N, 0, p->f.N * sizeof(double));
    if (p->loss) p->loss[k] = cblas_ddot((int)p->f.N, p->f.y, 1, p->f.y, 1);
    p->answered[k] = 1;
    p->info.answered++;
}

static cf_status answer_limit(path *p, size_t k, double log_alpha) {
    cf_status status = cf_limit_depth(p->beta + k * p->f.d, p->v, NULL, NULL, p->f.X, p->f.y, log_alpha,
                                      p->f.depth, p->f.N, p->f.d);
    if (status != CF_OK) return status;
    if (p->nu) memcpy(p->nu + k * p->f.N, p->v, p->f.N * sizeof(double));
    const double norm = cf_dual_residual(p->r, p->beta + k * p->f.d, &p->f);
    if (p->loss) p->loss[k] = norm * norm;
    p->answered[k] = 1;
    p->info.answered++;
    return CF_OK;
}

static int acceptable(const cf_dual *f, double log_alpha, double rtol, double target, const double *times,
                      size_t m) {
    if (f->N == 0 || f->N > f->d || f->d > INT_MAX / 16 || f->N * f->d > INT_MAX) return 0;
    if (f->depth != 2 && !(cf_depth_valid(f->depth) && f->depth <= 1000)) return 0;
    if (!(fabs(log_alpha) * f->depth <= 600) || !(rtol >= 1e-13 && rtol <= 1e-2) ||
        !(target >= 0 && target < 1))
        return 0;
    for (size_t k = 0; k < m; k++)
        if (!(times[k] >= 0)) return 0;
    for (size_t j = 0; j < f->N * f->d; j++)
        if (!isfinite(f->X[j])) return 0;
    for (size_t n = 0; n < f->N; n++)
        if (!isfinite(f->y[n])) return 0;
    return 1;
}

static cf_dual model(const double *X, const double *y, double log_alpha, double depth, size_t N, size_t d) {
    cf_dual f = {.X = X, .y = y, .N = N, .d = d, .depth = depth};
    f.scale = depth == 2 ? 2 * exp(2 * log_alpha) : exp(depth * log_alpha);
    f.p = depth == 2 ? 0 : depth / (depth - 2);
    f.rate = depth == 2 ? 8 : 2 * depth * (depth - 2) * exp((depth - 2) * log_alpha);
    return f;
}

static cf_status prepare(path *p, size_t m) {
    const size_t N = p->f.N, d = p->f.d;
    p->order = malloc((m + 1) * sizeof *p->order);
    p->z = malloc((3 * d + 2 * N) * sizeof(double));
    if (!p->order || !p->z || cf_flow_stepper_init(&p->s, &p->f, STAGES)) return CF_ENOMEM;
    p->w = p->z + d, p->b = p->w + d, p->r = p->b + d, p->v = p->r + N;
    for (size_t k = 0; k < m; k++)
        if (p->times[k] > 0 && isfinite(p->times[k])) p->order[p->finite++] = k;
    sort(p->order, p->times, p->finite);
    return CF_OK;
}

cf_status cf_flow(double *beta, double *nu, double *loss, char *answered, cf_flow_info *info, const double *X,
                  const double *y, double log_alpha, double depth, double rtol, double target,
                  const double *times, size_t m, size_t max_steps, size_t N, size_t d) {
    if ((m && (!beta || !answered || !times)) || !X || !y) return CF_EINVAL;
    path p = {.f = model(X, y, log_alpha, depth, N, d), .times = times, .beta = beta, .nu = nu, .loss = loss};
    if (!acceptable(&p.f, log_alpha, rtol, target, times, m)) return CF_EINVAL;
    p.answered = answered, p.target = target;
    p.norm_r = p.f.y_norm = cblas_dnrm2((int)N, y, 1);
    p.info.t_target = INFINITY, p.info.residual = p.f.y_norm > 0;
    cf_status status = prepare(&p, m);
    for (size_t k = 0; k < m; k++) answered[k] = 0;
    if (status == CF_OK) {
        for (size_t k = 0; k < m; k++)
            if (p.f.y_norm == 0 || times[k] == 0) answer_zero(&p, k);
        if (p.f.y_norm == 0) {
            p.info.reached = target > 0, p.info.t_target = target > 0 ? 0 : INFINITY;
        } else {
            if (p.finite || target > 0) status = run(&p, rtol, max_steps);
            for (size_t k = 0; k < m && (status == CF_OK || status == CF_ENOCONV); k++) {
                const cf_status at_end = isinf(times[k]) ? answer_limit(&p, k, log_alpha) : CF_OK;
                if (at_end != CF_OK) status = at_end;
            }
        }
    }
    p.info.factorizations = p.s.factorizations, p.info.evaluations = p.s.evaluations;
    if (info) *info = p.info;
    cf_flow_stepper_clear(&p.s);
    free(p.order), free(p.z);
    return status;
}
