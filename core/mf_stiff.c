/* mf_stiff.c - the matrix flow by BDF of orders 1 to 5 in backward differences (numerical differentiation
 * formulas of Shampine and Reichelt, with quasi-constant steps), once stability would hold an explicit step
 * back.
 *
 * With D_m the backward differences of w at the step h, the step solves sum_m gamma_m D_m = h f and keeps d =
 * w_new - sum_m D_m, which is D_{order+1}; the local error is error_const d. Step and order change after
 * order + 1 equal steps, by the estimates one order below and above. Newton's matrix is kept while gamma
 * stays within 30 % of its own (solutions are then scaled by 2/(1 + gamma/gamma_0)) and the iteration
 * contracts. Times and the target inside a step are answered on the interpolating polynomial of the
 * differences, which is what the formula itself is made of. A library's BDF spends three quarters of its time
 * on vectors of this size; here all vector work is fused. */
#include "mf_newton.h"
#include "dispatch.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ORDERS 5
#define NEWTON 4
#define NEWTON_TOL 0.05

static const double kappa[ORDERS + 1] = {0, -0.1850, -1.0 / 9, -0.0823, -0.0415, 0};
static const double gammas[ORDERS + 1] = {0, 1, 3.0 / 2, 11.0 / 6, 25.0 / 12, 137.0 / 60};

typedef struct {
    mf_system *s;
    mf_journal *j;
    mf_newton newton;
    int have_factors, order, equal;
    double rate; /* at which Newton's corrections have shrunk with these factors; 1: not known */
    double t, h, error, safety; /* of the last step: its error, and the safety factor of the next */
    double *memory, *D[ORDERS + 3];
    double *predicted, *psi, *d, *w, *f, *x; /* the buffers of a step; w: the iterate, then the new point */
} bdf;

static double alpha_of(int order) {
    return (1 - kappa[order]) * gammas[order];
}
static double error_const(int order) {
    return kappa[order] * gammas[order] + 1.0 / (order + 1);
}
static double norm(const bdf *b, const double *e, const double *at) {
    return mf_error_norm(b->s, e, at, at, b->j->options->rtol, b->j->options->atol);
}

/* out = sum_{m < count} c[m] D[m] */
static CF_INLINE double sum_body(double *out, double *const *D, const double *c, int count, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] = c[0] * D[0][i];
    for (int m = 1; m < count; m++) {
        double a = c[m];
        const double *x = D[m];
        for (size_t i = 0; i < n; i++) out[i] += a * x[i];
    }
    return 0;
}
CF_FMA_DISPATCH(static, double, sum, (double *out, double *const *D, const double *c, int count, size_t n),
                (out, D, c, count, n))

/* R_{ij} = prod_{m <= i} (m - 1 - factor j)/m; the differences at the step factor h are (R(factor) R(1))^T D
 */
static void rescaling(double R[ORDERS + 1][ORDERS + 1], int order, double factor) {
    for (int c = 0; c <= order; c++) R[0][c] = 1;
    for (int i = 1; i <= order; i++) {
        R[i][0] = 0;
        for (int c = 1; c <= order; c++) R[i][c] = R[i - 1][c] * ((i - 1) - factor * c) / i;
    }
}

static void change_step(bdf *b, double factor) {
    double R[ORDERS + 1][ORDERS + 1], U[ORDERS + 1][ORDERS + 1], RU[ORDERS + 1][ORDERS + 1] = {{0}};
    rescaling(R, b->order, factor);
    rescaling(U, b->order, 1);
    for (int i = 0; i <= b->order; i++)
        for (int c = 0; c <= b->order; c++)
            for (int m = 0; m <= b->order; m++) RU[i][c] += R[i][m] * U[m][c];
    for (size_t from = 0; from < b->s->n; from += 64) {
        size_t size = b->s->n - from < 64 ? b->s->n - from : 64;
        double block[ORDERS + 1][64];
        for (int c = 0; c <= b->order; c++) {
            memset(block[c], 0, sizeof block[c]);
            for (int i = 0; i <= b->order; i++)
                for (size_t e = 0; e < size; e++) block[c][e] += RU[i][c] * b->D[i][from + e];
        }
        for (int c = 0; c <= b->order; c++) memcpy(b->D[c] + from, block[c], size * sizeof(double));
    }
    b->h *= factor, b->equal = 0;
}

static int factor_at(bdf *b, const double *w, double c) {
    b->have_factors = 0;
    if (mf_newton_factor(&b->newton, b->s, w, c)) return 0;
    b->have_factors = 1, b->rate = 1;
    b->j->info->factorizations++;
    return 1;
}

/* Newton's iteration from the predicted point; the number of iterations, or 0 */
static int iterate(bdf *b) {
    size_t n = b->s->n;
    double c = b->h / alpha_of(b->order), before = 0, scale = 2 / (1 + c / b->newton.gamma);
    memcpy(b->w, b->predicted, n * sizeof(double));
    memset(b->d, 0, n * sizeof(double));
    for (int k = 0; k < NEWTON; k++) {
        if (!isfinite(mf_flow_rhs(b->s, b->f, b->w))) return 0;
        for (size_t i = 0; i < n; i++) b->x[i] = c * b->f[i] - b->psi[i] - b->d[i];
        b->s->evaluations += 8;
        if (mf_newton_solve(&b->newton, b->s, b->x, b->x)) return 0;
        for (size_t i = 0; i < n; i++) b->x[i] *= scale;
        double size = norm(b, b->x, b->predicted);
        if (k) b->rate = fmax(0.3 * b->rate, size / before);
        double rate = b->rate;
        if (!isfinite(size) || (k && (rate >= 1 || pow(rate, NEWTON - k) / (1 - rate) * size > NEWTON_TOL)))
            return 0;
        for (size_t i = 0; i < n; i++) b->w[i] += b->x[i], b->d[i] += b->x[i];
        if (size == 0 || (rate < 1 && rate / (1 - rate) * size < NEWTON_TOL)) return k + 1;
        before = size;
    }
    return 0;
}

/* The new point in w and its d; the number of iterations, or 0 if the step is to be halved. */
static int newton(bdf *b) {
    static const double ones[ORDERS + 1] = {1, 1, 1, 1, 1, 1};
    double c = b->h / alpha_of(b->order), weights[ORDERS + 1];
    sum(b->predicted, b->D, ones, b->order + 1, b->s->n);
    for (int m = 1; m <= b->order; m++) weights[m - 1] = gammas[m] / alpha_of(b->order);
    sum(b->psi, b->D + 1, weights, b->order, b->s->n);
    int fresh = 0;
    if (!b->have_factors || fabs(c / b->newton.gamma - 1) > 0.3) {
        if (!factor_at(b, b->predicted, c)) return 0;
        fresh = 1;
    }
    int iterations = iterate(b);
    if (!iterations && !fresh && factor_at(b, b->predicted, c)) iterations = iterate(b);
    return iterations;
}

/* w at t, in out: the polynomial through the points that the differences stand for */
static void interpolate(bdf *b, double *out, double t) {
    double c[ORDERS + 1] = {1};
    for (int m = 1; m <= b->order; m++) c[m] = c[m - 1] * (t - (b->t - b->h * (m - 1))) / (b->h * m);
    sum(out, b->D, c, b->order + 1, b->s->n);
}

static void answer_times(bdf *b, double until) {
    const cf_mf_options *o = b->j->options;
    while (b->j->next < o->n_times && o->times[b->j->next] <= until) {
        interpolate(b, b->x, o->times[b->j->next]);
        mf_answer(b->j, b->s, b->x);
    }
}

/* The last time of the step at which L is not above the target; its point is left in w. */
static double passage(bdf *b, double target, double *loss) {
    double low = b->t - b->h, high = b->t;
    for (int i = 0; i < 40; i++) {
        double t = low + (high - low) / 2;
        interpolate(b, b->w, t);
        if (mf_flow_rhs(b->s, b->f, b->w) <= target)
            high = t;
        else
            low = t;
    }
    interpolate(b, b->w, high);
    *loss = mf_flow_rhs(b->s, b->f, b->w);
    return high;
}

/* After an accepted step: the order and step of the next ones. */
static void choose(bdf *b, double error, double safety) {
    if (++b->equal < b->order + 1) return;
    double factor[3], best;
    int shift = 0;
    double below = b->order > 1 ? fabs(error_const(b->order - 1)) * norm(b, b->D[b->order], b->w) : INFINITY;
    double above =
        b->order < ORDERS ? fabs(error_const(b->order + 1)) * norm(b, b->D[b->order + 2], b->w) : INFINITY;
    factor[0] = pow(below, -1.0 / b->order), factor[1] = pow(error, -1.0 / (b->order + 1)),
    factor[2] = pow(above, -1.0 / (b->order + 2));
    best = factor[1];
    if (factor[0] > best) best = factor[0], shift = -1;
    if (factor[2] > best) best = factor[2], shift = 1;
    b->order += shift;
    best = fmin(10, safety * best);
    if (shift || best > 1.1 || best < 0.9)
        change_step(b, best);
    else
        b->equal = 0;
}

/* One accepted step; 0 if no step, however small, is accepted. */
static int advance(bdf *b) {
    size_t n = b->s->n;
    for (;;) {
        if (!(b->t + b->h > b->t) || !(b->h > 1e-300)) return 0;
        int iterations = newton(b);
        if (!iterations) {
            b->j->info->rejected++;
            change_step(b, 0.5);
            continue;
        }
        double safety = 0.9 * (2 * NEWTON + 1) / (2 * NEWTON + iterations);
        double error = fabs(error_const(b->order)) * norm(b, b->d, b->w);
        if (!(error <= 1)) {
            b->j->info->rejected++;
            change_step(b, isfinite(error) ? fmax(0.2, safety * pow(error, -1.0 / (b->order + 1))) : 0.2);
            continue;
        }
        b->t += b->h;
        for (size_t i = 0; i < n; i++) {
            b->D[b->order + 2][i] = b->d[i] - b->D[b->order + 1][i];
            b->D[b->order + 1][i] = b->d[i];
        }
        for (int m = b->order; m >= 0; m--)
            for (size_t i = 0; i < n; i++) b->D[m][i] += b->D[m + 1][i];
        b->j->info->steps++;
        b->error = error, b->safety = safety;
        return 1;
    }
}

static int ended(bdf *b, cf_mf_end *end) {
    const cf_mf_options *o = b->j->options;
    b->j->info->loss = mf_flow_rhs(b->s, b->f, b->w);
    int arrived = o->target > 0 && b->j->info->loss <= o->target;
    double reached = arrived ? passage(b, o->target, &b->j->info->loss) : b->t;
    answer_times(b, reached);
    mf_track(b->j, b->s, b->w);
    if (arrived)
        b->t = reached, *end = CF_MF_REACHED;
    else if (b->j->next == o->n_times && !(o->target > 0))
        *end = CF_MF_TIMES;
    else if (b->s->evaluations >= o->max_evaluations)
        *end = CF_MF_BUDGET;
    else {
        choose(b, b->error, b->safety);
        return 0;
    }
    return 1;
}

static int bdf_init(bdf *b, const double *w, double t) {
    size_t n = b->s->n;
    if (mf_newton_init(&b->newton, b->s) != CF_OK || !(b->memory = calloc((ORDERS + 9) * n, sizeof(double))))
        return 0;
    for (int m = 0; m < ORDERS + 3; m++) b->D[m] = b->memory + (size_t)m * n;
    b->predicted = b->memory + (ORDERS + 3) * n, b->psi = b->predicted + n, b->d = b->psi + n,
    b->w = b->d + n, b->f = b->w + n, b->x = b->f + n;
    memcpy(b->D[0], w, n * sizeof(double));
    mf_flow_rhs(b->s, b->f, w);
    double speed = norm(b, b->f, w);
    b->t = t, b->order = 1, b->h = speed > 0 ? fmin(0.5 / sqrt(speed), 1 / speed) : 1;
    for (size_t i = 0; i < n; i++) b->D[1][i] = b->h * b->f[i];
    return 1;
}

cf_mf_end mf_stiff(double *w, double *t, mf_system *s, mf_journal *j) {
    bdf b = {.s = s, .j = j};
    cf_mf_end end = CF_MF_STALLED;
    if (bdf_init(&b, w, *t)) {
        while (advance(&b) && !ended(&b, &end)) {
        }
        memcpy(w, end == CF_MF_REACHED ? b.w : b.D[0], s->n * sizeof(double));
        *t = b.t;
    } else
        s->no_memory = 1;
    mf_newton_clear(&b.newton);
    free(b.memory);
    return end;
}
