/* limit_graded.c - the limit of gradient flow for graded weights: small alpha, degenerate vertices, columns
 * of very different scale.
 *
 * As alpha -> 0 the weights w_i = 2 alpha^2 cosh(z_i) span e^(-L)...1 and H = X W X^T is singular in doubles,
 * though nothing is wrong with the problem: at a vertex with fewer non-zeros than samples some equations live
 * on a lower level of weights. So:
 *
 * Basis, levels: limit_levels.c. The unknowns are u = X_B^T nu, z = A^T u.
 *
 * Globalization. Newton on the dual with the step ln(1 + delta)/delta, which converges from everywhere (proof
 * in limit_moderate.c; it holds in any basis), inside a walk in L that starts in the kernel regime, where the
 * first step is nearly exact, and goes up with L - L_0 at most doubled each time, from the tangent du/dL of
 * A W A^T du/dL = y~, and stops short where that would carry a column far past its level. A prediction that
 * overshoots, or from which Newton does not soon converge, is taken back and the step quartered: Newton would
 * get there, but down from a weight of e^5000 by 1 a step. At large L the path is z = L v + O(1) with kinks
 * smoothed over intervals as long as L, so the number of stages is the logarithm of L. Each stage converges
 * by itself, whatever the quality of its start.
 *
 * Precision. u and A are double-double (|z_i| - L is wanted to 1e-16 at L = 2e6); everything relative to a
 * row's own weight is double. In the end beta_B takes up X_B^-1 (y - X beta), the residual in double-double:
 * a change of chi ||r|| as in limit.c's bound, after which the residual is that of rounding beta. */
#include "limit_graded.h"
#include "limit_levels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EXCESS 6.0        /* of a predicted |a_ji| sqrt(w_i / w_j) over CF_LEVELS_TAU, as a logarithm */
/* A step in L that is not taken back. Short, for X_B^-1 x_i may have entries of 1e12: z_i moves that fast. */
#define SHORTEST 1e-6
#define OVERSHOOT                                                                                            \
    20.0 /* of the largest log weight at a predicted point: Newton takes it back by 1 a step                 \
          */
enum { MAX_NEWTON = 1000, MAX_TRIAL = 60, MAX_STAGES = 2000 };

struct cf_graded {
    size_t N, d;
    cf_tableau t;
    cf_levels s;                /* its du, lw, slope = beta/w = tanh z, dz */
    double *uh, *ul;            /* (N) */
    double *zh, *zl;            /* (d): z = A^T u */
    double *kept_zh, *kept_zl;  /* (d): z at the last point of the path */
    double L, L_lo, L_base;
    int solved; /* u solves L */
    size_t iterations;
};

void cf_graded_free(cf_graded *g) {
    if (!g) return;
    cf_tableau_clear(&g->t);
    cf_levels_clear(&g->s);
    free(g->uh);
    free(g);
}

cf_status cf_graded_new(cf_graded **out, const cf_limit_problem *q) {
    const size_t N = q->N, d = q->d;
    cf_graded *g = calloc(1, sizeof *g);
    if (!g) return CF_ENOMEM;
    *out = NULL;
    g->N = N, g->d = d;
    cf_status status = cf_tableau_init(&g->t, q);
    g->uh = malloc((2 * N + 4 * d) * sizeof(double));
    if (status == CF_OK) status = cf_levels_init(&g->s, &g->t, 0);
    if (status == CF_OK && !g->uh) status = CF_ENOMEM;
    if (status != CF_OK) {
        cf_graded_free(g);
        return status;
    }
    g->ul = g->uh + N, g->zh = g->ul + N, g->zl = g->zh + d, g->kept_zh = g->zl + d, g->kept_zl = g->kept_zh + d;
    *out = g;
    return CF_OK;
}

/* z, ln w and tanh z from u and L. */
static void evaluate(cf_graded *g) {
    cf_tableau_apply_t(g->zh, g->zl, &g->t, g->uh, g->ul);
    for (size_t i = 0; i < g->d; i++) {
        const double sign = copysign(1, g->zh[i]), a = fabs(g->zh[i]);
        cf_dd lw = cf_dd_two_sum(a, -g->L);
        lw = cf_dd_two_sum(lw.hi, lw.lo + (sign * g->zl[i] - g->L_lo) + log1p(exp(-2 * a)));
        g->s.lw[i] = lw.hi, g->s.lw_lo[i] = lw.lo;
        g->s.slope[i] = tanh(g->zh[i]);
    }
}

/* Exchanges columns until the basis is dominant for the weights lw; u follows. */
static void dominate(cf_graded *g) {
    size_t row, column;
    for (size_t k = 0; k < 50 * g->N + 50; k++) {
        if (!cf_levels_undominated(&row, &column, &g->s)) return;
        cf_tableau_exchange(&g->t, row, column);
        g->uh[row] = g->zh[column], g->ul[row] = g->zl[column];
    }
}

/* Newton at g->L down to a last step below target. */
static cf_status newton(cf_graded *g, double target, int max) {
    double before = INFINITY;
    for (int k = 0; k < max; k++) {
        evaluate(g);
        dominate(g);
        const double delta = cf_levels_solve(&g->s, 1);
        g->iterations++;
        if (delta < 0) return CF_ENOCONV;
        const double s = delta <= 1 ? 1 : log1p(delta) / delta;
        for (size_t j = 0; j < g->N; j++) g->s.du[j] *= s;
        cf_limit_accumulate(g->uh, g->ul, g->s.du, g->N);
        if (delta <= target || (delta < 1e-9 && delta > 0.5 * before)) return CF_OK;
        before = delta;
    }
    return CF_ENOCONV;
}

/* beta_L2 in beta and (A A^T)^-1 y~ in uh. */
static cf_status kernel_start(cf_graded *g, double *beta) {
    memset(g->s.lw, 0, g->d * sizeof(double));
    memset(g->s.lw_lo, 0, g->d * sizeof(double));
    memset(g->s.slope, 0, g->d * sizeof(double));
    memset(g->zh, 0, g->d * sizeof(double));
    memset(g->zl, 0, g->d * sizeof(double));
    memset(g->uh, 0, g->N * sizeof(double));
    memset(g->ul, 0, g->N * sizeof(double));
    dominate(g);
    for (int k = 0; k < 3; k++) {
        if (cf_levels_solve(&g->s, 1) < 0) return CF_ENOCONV;
        cf_limit_accumulate(g->uh, g->ul, g->s.du, g->N);
        for (size_t i = 0; i < g->d; i++) g->s.slope[i] += g->s.dz[i]; /* w = 1: tanh stands for beta */
    }
    memcpy(beta, g->s.slope, g->d * sizeof(double));
    return CF_OK;
}

/* How far L may move in the direction of sign, at most limit, before the tangent (dz per unit of L) breaks
 * the basis' dominance by more than e^EXCESS: the path has a kink before that, and beyond it the tangent is
 * wrong. */
static double reach(const cf_graded *g, double sign, double limit) {
    const cf_tableau *t = &g->t;
    double length = limit;
    for (size_t j = 0; j < g->N; j++) {
        const double *a = t->hi + j * t->width;
        const size_t k = t->basis[j];
        const double slope_j = g->s.dz[k] * copysign(1, g->zh[k]) - 1;
        for (size_t i = 0; i < g->d; i++) {
            const double slope = 0.5 * sign * (g->s.dz[i] * copysign(1, g->zh[i]) - 1 - slope_j);
            const double now = 0.5 * (g->s.lw[i] - g->s.lw[k]);
            if (a[i] == 0 || now + slope * length <= EXCESS)
                continue; /* |a| <= 1 / e^now CF_LEVELS_TAU, mostly about 1 */
            const double room = EXCESS + log(CF_LEVELS_TAU) - (log(fabs(a[i])) + now);
            if (slope * length > room) length = fmax(room, 0) / slope;
        }
    }
    return length;
}

static double largest_weight(const cf_graded *g) {
    double largest = -INFINITY;
    for (size_t i = 0; i < g->d; i++) largest = fmax(largest, g->s.lw[i]);
    return largest;
}

/* u from du at g->L to L = next along the tangent, then Newton; from the kept z, whatever the basis. */
static cf_status try_step(cf_graded *g, double next, double start, double largest,
                          const cf_limit_problem *q) {
    const int shortest = fabs(next - start) <= SHORTEST;
    g->L = next, g->L_lo = next == q->L ? q->L_lo : 0;
    evaluate(g);
    if (!shortest && largest_weight(g) > largest + OVERSHOOT) return CF_ENOCONV;
    /* An error delta of the weights turns the next tangent by about as much; after the last step it is its
     * square, so that the next stage starts within about 0.1 of the path. */
    const double target = next == q->L ? 1e-14 : fmin(0.3, sqrt(0.1 / (2 * (next - g->L_base))));
    return newton(g, target, shortest ? MAX_NEWTON : MAX_TRIAL);
}

/* u at g->L -> u nearer to L = next, as far as the tangent is trusted: a prediction from which Newton does
 * not converge soon is taken back, and the step shortened. */
static cf_status stage(cf_graded *g, double next, const cf_limit_problem *q) {
    const double start = g->L, start_lo = g->L_lo, sign = next > start ? 1 : -1;
    if (next == start) return newton(g, 1e-14, MAX_NEWTON);
    double step = fabs(next - start);
    evaluate(g);
    dominate(g);
    memcpy(g->kept_zh, g->zh, g->d * sizeof(double));
    memcpy(g->kept_zl, g->zl, g->d * sizeof(double));
    const double largest = largest_weight(g);
    for (;;) {
        if (cf_levels_solve(&g->s, 0) < 0) return CF_ENOCONV;
        const double length = step;
        step = fmax(reach(g, sign, length), fmin(length, 0.1 * SHORTEST));
        const double to = step < fabs(next - start) ? start + sign * step : next;
        for (size_t j = 0; j < g->N; j++) g->s.du[j] *= to - start;
        cf_limit_accumulate(g->uh, g->ul, g->s.du, g->N);
        const cf_status status = try_step(g, to, start, largest, q);
        if (status == CF_OK || step <= SHORTEST) return status;
        step = fmax(step / 4, SHORTEST);
        g->L = start, g->L_lo = start_lo;
        for (size_t j = 0; j < g->N; j++) {
            g->uh[j] = g->kept_zh[g->t.basis[j]], g->ul[j] = g->kept_zl[g->t.basis[j]];
        }
        evaluate(g);
        dominate(g);
    }
}

static cf_status walk(cf_graded *g, const cf_limit_problem *q) {
    for (int k = 0; k < MAX_STAGES; k++) {
        const double range = g->L - g->L_base;
        const double up = fmin(q->L, g->L_base + 2 * range), down = fmax(q->L, g->L_base + 0.5 * range);
        const cf_status status = stage(g, q->L >= g->L ? up : down, q);
        if (status != CF_OK || g->L == q->L) return status;
    }
    return CF_ENOCONV;
}

/* point from u at g->L. */
static cf_status finish(cf_limit_point *point, cf_graded *g, const cf_limit_problem *q) {
    evaluate(g);
    for (size_t i = 0; i < g->d; i++) {
        const double b = exp(g->s.lw[i]) * g->s.slope[i];
        point->beta[i] = b + b * g->s.lw_lo[i];
    }
    g->solved = 1;
    const cf_status status = cf_tableau_refine(point->beta, &g->t, q);
    return status != CF_OK ? status : cf_tableau_nu(point->nu, point->nu_lo, &g->t, q, g->uh, g->ul);
}

cf_status cf_limit_graded(cf_limit_point *point, cf_graded *g, const cf_limit_problem *q) {
    g->iterations = g->s.factorizations = 0;
    cf_status status = CF_OK;
    if (!g->solved || q->L <= g->L_base + 1) {
        g->solved = 0;
        if ((status = kernel_start(g, point->beta)) != CF_OK) return status;
        double b_max = 0;
        for (size_t i = 0; i < g->d; i++) b_max = fmax(b_max, fabs(point->beta[i]));
        const double L0 = -log(b_max) - 2, L = fmin(q->L, L0), half = 0.5 * exp(fmax(L, -1e4));
        for (size_t j = 0; j < g->N; j++) g->uh[j] *= half, g->ul[j] *= half;
        g->L = L, g->L_lo = L == q->L ? q->L_lo : 0, g->L_base = L - 2;
        if (L < L0 - 18) {
            status = cf_tableau_refine(point->beta, &g->t, q);
            if (status == CF_OK) status = cf_tableau_nu(point->nu, point->nu_lo, &g->t, q, g->uh, g->ul);
            point->iterations = g->iterations, point->factorizations = g->s.factorizations;
            return status;
        }
        status = newton(g, 0.3, MAX_NEWTON);
    }
    if (status == CF_OK) status = walk(g, q);
    if (status == CF_OK) status = finish(point, g, q);
    if (status != CF_OK) g->solved = 0;
    point->iterations = g->iterations, point->factorizations = g->s.factorizations;
    return status;
}
