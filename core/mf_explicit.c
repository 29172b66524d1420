/* mf_explicit.c - Dormand and Prince's explicit Runge-Kutta method of order 8(5,3) for the matrix flow,
 * twelve evaluations a step.
 *
 * The step is controlled as in Hairer's dop853: err = err5^2/sqrt(err5^2 + 0.01 err3^2), h <- h min(6,
 * max(1/3, 0.9 err^(-1/8))). Times and the target are hit by steps of the length wanted, taken again from the
 * last point: nothing is interpolated. The time at which L passes the target is first looked for on the cubic
 * through ln L and its derivative -||grad L||^2/L at both ends.
 *
 * Stiffness: with the last two stages at the same time, |f_12 - f_11|/|w_12 - w_11| estimates the largest
 * eigenvalue that the step sees, but creeps towards it where the fast modes are excited by rounding alone.
 * The Jacobian of a gradient flow is symmetric, and the method is stable for h lambda below about 6.1. So:
 * forty steps that stay where they are, or whose estimate is high, and then a power iteration that says h
 * lambda > 4.5, mean that stability, not accuracy, holds the step back. */
#include "dispatch.h"
#include "mf.h"
#include "mf_dop853.h"
#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STAGES 12
#define BLOCK 128
typedef double four __attribute__((vector_size(32), aligned(8), may_alias));

typedef struct {
    double *memory, *k[STAGES + 1]; /* stages; the last one is f at the new point */
    double *point, *e5, *e3;        /* where a stage is evaluated, then the new point */
} stages;

/* out = w + h sum_m c[m] k[stage[m]]; w NULL stands for 0 */
static CF_INLINE double combine_body(double *out, const double *w, double h, const double *c,
                                     const int *stage, int m, double *const *k, size_t n) {
    for (size_t from = 0; from < n; from += BLOCK) {
        size_t size = n - from < BLOCK ? n - from : BLOCK;
        double sum[BLOCK];
        for (int j = 0; j < m; j++) {
            const double *source = k[stage[j]] + from;
            four a = {h * c[j], h * c[j], h * c[j], h * c[j]};
            if (j == 0)
                for (size_t i = 0; i < size; i += 4) *(four *)(sum + i) = a * *(const four *)(source + i);
            else
                for (size_t i = 0; i < size; i += 4) *(four *)(sum + i) += a * *(const four *)(source + i);
        }
        if (w)
            for (size_t i = 0; i < size; i += 4) *(four *)(sum + i) += *(const four *)(w + from + i);
        memcpy(out + from, sum, size * sizeof(double));
    }
    return 0;
}
CF_FMA_DISPATCH(static, double, combine,
                (double *out, const double *w, double h, const double *c, const int *stage, int m,
                 double *const *k, size_t n),
                (out, w, h, c, stage, m, k, n))

static int stages_init(stages *s, size_t n) {
    s->memory = malloc((STAGES + 4) * n * sizeof(double));
    if (!s->memory) return 0;
    for (int i = 0; i <= STAGES; i++) s->k[i] = s->memory + (size_t)i * n;
    s->point = s->memory + (STAGES + 1) * n, s->e5 = s->point + n, s->e3 = s->e5 + n;
    return 1;
}

/* One step from w with f = k[0]: the new point in s->point, f there in k[12]; returns the loss there.
 * *lambda: see above. */
static double step(stages *s, const double *w, double h, mf_system *sys, double *lambda) {
    size_t n = sys->n;
    double above = 0, below = 0;
    for (int i = 1; i < STAGES; i++) {
        int from = dop_start[i - 1], m = dop_start[i] - from;
        if (i == STAGES - 1 && lambda) memcpy(s->e3, s->point, n * sizeof(double));
        combine(s->point, w, h, dop_a + from, dop_stage + from, m, s->k, n);
        mf_flow_rhs(sys, s->k[i], s->point);
    }
    if (lambda) {
        for (size_t j = 0; j < n; j++) {
            double df = s->k[11][j] - s->k[10][j], dw = s->point[j] - s->e3[j];
            above += df * df, below += dw * dw;
        }
        *lambda = below > 0 ? sqrt(above / below) : 0;
    }
    combine(s->point, w, h, dop_b, dop_b_stage, 8, s->k, n);
    return mf_flow_rhs(sys, s->k[STAGES], s->point);
}

static double error_of(stages *s, const double *w, double h, const mf_system *sys, const cf_mf_options *o) {
    combine(s->e5, NULL, h, dop_e5, dop_e_stage, 8, s->k, sys->n);
    combine(s->e3, NULL, h, dop_e3, dop_e_stage, 8, s->k, sys->n);
    double e5 = mf_error_norm(sys, s->e5, w, s->point, o->rtol, o->atol),
           e3 = mf_error_norm(sys, s->e3, w, s->point, o->rtol, o->atol);
    double scale = e5 * e5 + 0.01 * e3 * e3;
    return scale > 0 ? e5 * e5 / sqrt(scale) : scale == 0 ? 0 : NAN;
}

/* Hairer's first step, from the sizes of w, f and the change of f over a small Euler step */
static double first_step(stages *s, const double *w, mf_system *sys, const cf_mf_options *o) {
    size_t n = sys->n;
    double d0 = mf_error_norm(sys, w, w, w, o->rtol, o->atol),
           d1 = mf_error_norm(sys, s->k[0], w, w, o->rtol, o->atol);
    double h0 = d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : 0.01 * d0 / d1;
    for (size_t j = 0; j < n; j++) s->point[j] = w[j] + h0 * s->k[0][j];
    mf_flow_rhs(sys, s->k[1], s->point);
    for (size_t j = 0; j < n; j++) s->e5[j] = s->k[1][j] - s->k[0][j];
    double d2 = mf_error_norm(sys, s->e5, w, w, o->rtol, o->atol) / h0, largest = fmax(d1, d2);
    double h1 = largest > 1e-15 ? pow(0.01 / largest, 1.0 / 8) : fmax(1e-6, h0 * 1e-3);
    return fmin(100 * h0, h1);
}

/* The fraction in (0, 1) of a step at which ln L = ln target on its Hermite cubic */
static double passage(double l0, double l1, double slope0, double slope1, double wanted) {
    double low = 0, high = 1;
    for (int i = 0; i < 60; i++) {
        double x = (low + high) / 2, y = 1 - x;
        double value =
            y * y * (1 + 2 * x) * l0 + x * x * (3 - 2 * x) * l1 + x * y * y * slope0 - x * x * y * slope1;
        if (value > wanted)
            low = x;
        else
            high = x;
    }
    return high;
}

static double square(const double *x, size_t n) {
    return cblas_ddot((int)n, x, 1, x, 1);
}

/* The step from w just taken, of length h, ends at or below the target: shortens it until L is within 1e-6 of
 * it. Returns its length; the point stands in s->point. */
static double to_target(stages *s, const double *w, double h, double loss0, double loss1, mf_system *sys,
                        double target, double *loss) {
    double low = 0, high = h, l0 = log(loss0), l1 = log(loss1);
    double s0 = -square(s->k[0], sys->n) / loss0, s1 = -square(s->k[STAGES], sys->n) / loss1, at = h;
    *loss = loss1;
    for (int i = 0; i < 12 && loss1 > 0 && !(*loss <= target && *loss >= target * (1 - 1e-6)); i++) {
        at = low + (high - low) * passage(l0, l1, s0 * (high - low), s1 * (high - low), log(target) - 5e-7);
        *loss = step(s, w, at, sys, NULL);
        double slope = -square(s->k[STAGES], sys->n) / *loss;
        if (*loss <= target)
            high = at, l1 = log(*loss), s1 = slope;
        else
            low = at, l0 = log(*loss), s0 = slope;
    }
    return at;
}

typedef struct {
    double h, loss, start_loss;
    int stiff_steps, easy_steps, rejected_before;
} control;

/* Answers the times inside the step from *t of length h, whose end stands in s->point and s->k[12]; both are
 * kept. */
static cf_mf_end answer_times(stages *s, const double *w, double t, double h, mf_system *sys, mf_journal *j,
                              double *keep) {
    const cf_mf_options *o = j->options;
    if (j->next >= o->n_times || o->times[j->next] > t + h) return CF_MF_REACHED;
    memcpy(keep, s->point, sys->n * sizeof(double));
    memcpy(keep + sys->n, s->k[STAGES], sys->n * sizeof(double));
    while (j->next < o->n_times && o->times[j->next] <= t + h) {
        if (o->times[j->next] < t + h)
            step(s, w, o->times[j->next] - t, sys, NULL);
        else
            memcpy(s->point, keep, sys->n * sizeof(double));
        mf_answer(j, sys, s->point);
    }
    memcpy(s->point, keep, sys->n * sizeof(double));
    memcpy(s->k[STAGES], keep + sys->n, sys->n * sizeof(double));
    return j->next == o->n_times && !(o->target > 0) ? CF_MF_TIMES : CF_MF_REACHED;
}

/* 2 ||C||^2 from below by power iteration: about the largest eigenvalue of -df/dw once the residuals are
 * small */
static double fastest(const double *w, mf_system *sys, double *v, double *x) {
    double norm = 0;
    for (size_t n = 0; n < sys->N; n++) v[n] = 1 + (double)(n % 7) / 7;
    for (int i = 0; i < 20; i++) {
        memset(x, 0, sys->n * sizeof(double));
        mf_apply_Ct(x, sys, w, v);
        mf_apply_C(v, sys, w, x);
        norm = cblas_dnrm2((int)sys->N, v, 1);
        if (!(norm > 0) || !isfinite(norm)) return 0;
        cblas_dscal((int)sys->N, 1 / norm, v, 1);
    }
    return 2 * norm;
}

/* Counts the steps that stability may have held back, and asks for the eigenvalue once there are forty. */
static int is_stiff(control *c, stages *s, const double *w, mf_system *sys, double h, double lambda,
                    double factor) {
    if (h * lambda > 5 || fabs(factor - 1) < 0.1)
        c->easy_steps = 0, c->stiff_steps++;
    else if (++c->easy_steps >= 6)
        c->stiff_steps = 0;
    if (c->stiff_steps < 40) return 0;
    c->stiff_steps = 0;
    return h * fastest(w, sys, sys->v, s->e5) > 4.5;
}

/* One accepted or refused step; returns nonzero with *end set if the path ends here. */
static int advance(control *c, stages *s, double *w, double *t, mf_system *sys, mf_journal *j, double *keep,
                   int *stiff, cf_mf_end *end) {
    const cf_mf_options *o = j->options;
    cf_mf_info *info = j->info;
    double lambda, loss = step(s, w, c->h, sys, &lambda), error = error_of(s, w, c->h, sys, o);
    double factor = fmin(6, fmax(1.0 / 3, 0.9 * pow(fmax(error, 1e-12), -1.0 / 8)));
    if (!(error <= 1)) {
        info->rejected++, c->rejected_before = 1;
        c->h *= isfinite(error) ? factor : 0.1;
        *end = CF_MF_STALLED;
        return !(c->h > 1e-15 * (*t + c->h)) || c->h < 1e-300;
    }
    info->steps++;
    double taken = c->h;
    int arrived = o->target > 0 && loss <= o->target;
    if (arrived) taken = to_target(s, w, c->h, c->loss, loss, sys, o->target, &loss);
    *end = answer_times(s, w, *t, taken, sys, j, keep);
    memcpy(w, s->point, sys->n * sizeof(double));
    double *swap = s->k[0];
    s->k[0] = s->k[STAGES], s->k[STAGES] = swap;
    *t += taken, c->loss = info->loss = loss;
    mf_track(j, sys, w);
    if (arrived || *end == CF_MF_TIMES) {
        if (arrived) *end = CF_MF_REACHED;
        return 1;
    }
    c->h *= c->rejected_before ? fmin(1, factor) : factor, c->rejected_before = 0;
    *stiff = is_stiff(c, s, w, sys, taken, lambda, factor);
    return *stiff;
}

cf_mf_end mf_explicit(double *w, double *t, int *stiff, mf_system *sys, mf_journal *j, int allow_stiff) {
    stages s;
    const cf_mf_options *o = j->options;
    double *keep = malloc(2 * sys->n * sizeof(double));
    cf_mf_end end = CF_MF_STALLED;
    *stiff = 0;
    if (!stages_init(&s, sys->n) || !keep) {
        sys->no_memory = 1;
        free(s.memory), free(keep);
        return end;
    }
    control c = {.loss = mf_flow_rhs(sys, s.k[0], w)};
    j->info->loss = c.start_loss = c.loss;
    mf_track(j, sys, w);
    while (j->next < o->n_times && o->times[j->next] <= *t) mf_answer(j, sys, w);
    if (!isfinite(c.loss))
        end = CF_MF_DIVERGED;
    else if (o->target > 0 && c.loss <= o->target)
        end = CF_MF_REACHED;
    else if (j->next == o->n_times && !(o->target > 0))
        end = CF_MF_TIMES;
    else if (square(s.k[0], sys->n) == 0)
        end = CF_MF_STATIONARY;
    else {
        c.h = first_step(&s, w, sys, o);
        for (;;) {
            if (sys->evaluations >= o->max_evaluations) {
                end = CF_MF_BUDGET;
                break;
            }
            if (advance(&c, &s, w, t, sys, j, keep, stiff, &end) && (!*stiff || allow_stiff)) break;
            if (square(s.k[0], sys->n) == 0) {
                *stiff = 0, end = CF_MF_STATIONARY;
                break;
            }
        }
    }
    free(s.memory), free(keep);
    return end;
}
