/* limit_graded.c - the limit of gradient flow for graded weights: small alpha, degenerate vertices, columns
 * of very different scale.
 *
 * As alpha -> 0 the weights w_i = 2 alpha^2 cosh(z_i) span e^(-L)...1 and H = X W X^T is singular in doubles,
 * though nothing is wrong with the problem: at a vertex with fewer non-zeros than samples some equations live
 * on a lower level of weights. So:
 *
 * Basis. With B a set of N columns, A = X_B^-1 X, y~ = X_B^-1 y, u = X_B^T nu (limit_tableau.c) the equations
 * are A beta = y~, z = A^T u. B is kept dominant: |a_ji| sqrt(w_i / w_j) <= TAU for all j in B and all i (an
 * exchange multiplies |det X_B| prod sqrt(w_j) by that number, so that exchanges end). Then S = D^(-1/2) A
 * W^(1/2), D = W_B, has entries of at most TAU in absolute value and contains the identity: M = S S^T
 * satisfies I <= M <= I + N d TAU^2. However graded the weights are, M (D^(1/2) du) = D^(-1/2) (y~ - A beta)
 * is well conditioned.
 *
 * Levels. D^(1/2) may leave the doubles' range, so weights are kept as logarithms and the rows are cut into
 * levels where their weights are more than e^130 apart. Rows of a higher level do not feel a lower one: a_ji
 * and a_ki with j higher, k lower contribute M_jk <= TAU^2 e^-65, and a non-zero a_ki with w_i on the higher
 * level is below TAU e^-65 < 2^-86, hence 0. Rows of a lower level feel du of the higher levels through dz.
 * So levels are solved from the highest down, each in units of its largest weight.
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
#include "limit_tableau.h"

#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TAU 4.0
#define LEVEL_GAP 130.0   /* between the log weights of two levels */
#define LEVEL_RANGE 600.0 /* of the log weights within one */
#define EXCESS 6.0        /* of a predicted |a_ji| sqrt(w_i / w_j) over TAU, as a logarithm */
/* A step in L that is not taken back. Short, for X_B^-1 x_i may have entries of 1e12: z_i moves that fast. */
#define SHORTEST 1e-6
#define OVERSHOOT                                                                                            \
    20.0 /* of the largest log weight at a predicted point: Newton takes it back by 1 a step                 \
          */
enum { MAX_NEWTON = 1000, MAX_TRIAL = 60, MAX_STAGES = 2000 };

struct cf_graded {
    size_t N, d;
    cf_tableau t;
    double *uh, *ul, *du, *rhs; /* (N) */
    double *zh, *zl;            /* (d): z = A^T u */
    double *kept_zh, *kept_zl;  /* (d): z at the last point of the path */
    double *lw, *lw_lo;         /* (d): ln w, as a sum: low levels' weights are large negative numbers */
    double *th, *dz, *e, *v;    /* (d): beta/w = tanh z, change of z, sqrt(w) in units of a level; scratch */
    double *S;                  /* (N, d): the rows of one level */
    double *M;                  /* (N, N) */
    size_t *order;              /* (N): rows by decreasing weight */
    double L, L_lo, L_base;
    int solved; /* u solves L */
    size_t iterations, factorizations;
};

void cf_graded_free(cf_graded *g) {
    if (!g) return;
    cf_tableau_clear(&g->t);
    free(g->uh);
    free(g->S);
    free(g->order);
    free(g);
}

cf_status cf_graded_new(cf_graded **out, const cf_limit_problem *q) {
    const size_t N = q->N, d = q->d;
    cf_graded *g = calloc(1, sizeof *g);
    if (!g) return CF_ENOMEM;
    *out = NULL;
    g->N = N, g->d = d;
    cf_status status = cf_tableau_init(&g->t, q);
    g->uh = malloc((4 * N + N * N + 10 * d) * sizeof(double));
    g->S = malloc(N * d * sizeof(double));
    g->order = malloc(N * sizeof(size_t));
    if (status == CF_OK && !(g->uh && g->S && g->order)) status = CF_ENOMEM;
    if (status != CF_OK) {
        cf_graded_free(g);
        return status;
    }
    g->ul = g->uh + N, g->du = g->ul + N, g->rhs = g->du + N, g->M = g->rhs + N;
    g->zh = g->M + N * N, g->zl = g->zh + d, g->lw = g->zl + d, g->th = g->lw + d, g->dz = g->th + d,
    g->e = g->dz + d, g->v = g->e + d, g->lw_lo = g->v + d;
    g->kept_zh = g->lw_lo + d, g->kept_zl = g->kept_zh + d;
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
        g->lw[i] = lw.hi, g->lw_lo[i] = lw.lo;
        g->th[i] = tanh(g->zh[i]);
    }
}

/* Exchanges columns until the basis is dominant for the weights lw; u follows. */
static void dominate(cf_graded *g) {
    cf_tableau *t = &g->t;
    const double log_tau = log(TAU);
    for (size_t k = 0; k < 50 * g->N + 50; k++) {
        double worst = log_tau;
        size_t row = 0, column = g->d;
        for (size_t j = 0; j < g->N; j++) {
            const double *a = t->hi + j * t->width, lw = g->lw[t->basis[j]];
            double largest = 1;
            for (size_t i = 0; i < g->d; i++) largest = fmax(largest, fabs(a[i]));
            const double cut = lw + 2 * (worst - log(largest));
            for (size_t i = 0; i < g->d; i++) {
                if (g->lw[i] <= cut || a[i] == 0) continue;
                const double v = log(fabs(a[i])) + 0.5 * (g->lw[i] - lw);
                if (v > worst) worst = v, row = j, column = i;
            }
        }
        if (column == g->d) return;
        cf_tableau_exchange(t, row, column);
        g->uh[row] = g->zh[column], g->ul[row] = g->zl[column];
    }
}

/* Rows by decreasing weight: insertion sort, since the order changes little. */
static void sort_rows(cf_graded *g) {
    for (size_t k = 0; k < g->N; k++) {
        size_t at = k;
        while (at > 0 && g->lw[g->t.basis[g->order[at - 1]]] < g->lw[g->t.basis[k]]) {
            g->order[at] = g->order[at - 1];
            at--;
        }
        g->order[at] = k;
    }
}

/* One level, rows order[first..last): adds its du, and its share of dz. tanh_part: subtract A beta. */
static int solve_level(cf_graded *g, size_t first, size_t last, int tanh_part) {
    const size_t d = g->d, n = last - first, width = g->t.width;
    const size_t top_column = g->t.basis[g->order[first]];
    const double top = g->lw[top_column], top_lo = g->lw_lo[top_column];
    for (size_t i = 0; i < d; i++) {
        const double l = (g->lw[i] - top) + (g->lw_lo[i] - top_lo);
        g->e[i] = l > 200 ? 0 : exp(0.5 * l); /* columns of a higher level have zeros in these rows */
    }
    for (size_t k = 0; k < n; k++) {
        const size_t j = g->order[first + k];
        const double *a = g->t.hi + j * width, f = 1 / g->e[g->t.basis[j]];
        double *s = g->S + k * d, y = a[d], sum = 0;
        for (size_t i = 0; i < d; i++) s[i] = a[i] * g->e[i] * f;
        if (y != 0) sum = copysign(exp(fmin(log(fabs(y)) - 0.5 * (top + g->lw[g->t.basis[j]]), 600)), y);
        g->rhs[k] = sum;
    }
    for (size_t i = 0; i < d; i++) g->v[i] = g->e[i] * ((tanh_part ? g->th[i] : 0) + g->dz[i]);
    cblas_dgemv(CblasRowMajor, CblasNoTrans, (int)n, (int)d, -1.0, g->S, (int)d, g->v, 1, 1.0, g->rhs, 1);
    cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, (int)n, (int)d, 1.0, g->S, (int)d, 0.0, g->M,
                (int)n);
    g->factorizations++;
    if (LAPACKE_dposv_work(LAPACK_COL_MAJOR, 'U', (int)n, 1, g->M, (int)n, g->rhs, (int)n) != 0) return 0;
    for (size_t k = 0; k < n; k++) {
        const size_t j = g->order[first + k];
        g->du[j] = g->rhs[k] / g->e[g->t.basis[j]];
        cblas_daxpy((int)d, g->du[j], g->t.hi + j * width, 1, g->dz, 1);
    }
    return 1;
}

/* du of A W A^T du = y~ - A beta (tanh_part) or y~, and dz = A^T du. Returns max |dz|, or -1. */
static double solve_levels(cf_graded *g, int tanh_part) {
    sort_rows(g);
    memset(g->dz, 0, g->d * sizeof(double));
    for (size_t first = 0, last; first < g->N; first = last) {
        double previous = g->lw[g->t.basis[g->order[first]]];
        const double top = previous;
        for (last = first + 1; last < g->N; last++) {
            const double l = g->lw[g->t.basis[g->order[last]]];
            if (previous - l > LEVEL_GAP || top - l > LEVEL_RANGE) break;
            previous = l;
        }
        if (!solve_level(g, first, last, tanh_part)) return -1;
    }
    double delta = 0;
    for (size_t i = 0; i < g->d; i++) {
        if (!(fabs(g->dz[i]) <= delta)) delta = fabs(g->dz[i]);
    }
    return delta < INFINITY ? delta : -1;
}

/* Newton at g->L down to a last step below target. */
static cf_status newton(cf_graded *g, double target, int max) {
    double before = INFINITY;
    for (int k = 0; k < max; k++) {
        evaluate(g);
        dominate(g);
        const double delta = solve_levels(g, 1);
        g->iterations++;
        if (delta < 0) return CF_ENOCONV;
        const double s = delta <= 1 ? 1 : log1p(delta) / delta;
        for (size_t j = 0; j < g->N; j++) g->du[j] *= s;
        cf_limit_accumulate(g->uh, g->ul, g->du, g->N);
        if (delta <= target || (delta < 1e-9 && delta > 0.5 * before)) return CF_OK;
        before = delta;
    }
    return CF_ENOCONV;
}

/* beta_L2 in beta and (A A^T)^-1 y~ in uh. */
static cf_status kernel_start(cf_graded *g, double *beta) {
    memset(g->lw, 0, g->d * sizeof(double));
    memset(g->lw_lo, 0, g->d * sizeof(double));
    memset(g->th, 0, g->d * sizeof(double));
    memset(g->zh, 0, g->d * sizeof(double));
    memset(g->zl, 0, g->d * sizeof(double));
    memset(g->uh, 0, g->N * sizeof(double));
    memset(g->ul, 0, g->N * sizeof(double));
    dominate(g);
    for (int k = 0; k < 3; k++) {
        if (solve_levels(g, 1) < 0) return CF_ENOCONV;
        cf_limit_accumulate(g->uh, g->ul, g->du, g->N);
        for (size_t i = 0; i < g->d; i++) g->th[i] += g->dz[i]; /* w = 1: tanh stands for beta */
    }
    memcpy(beta, g->th, g->d * sizeof(double));
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
        const double slope_j = g->dz[k] * copysign(1, g->zh[k]) - 1;
        for (size_t i = 0; i < g->d; i++) {
            const double slope = 0.5 * sign * (g->dz[i] * copysign(1, g->zh[i]) - 1 - slope_j);
            const double now = 0.5 * (g->lw[i] - g->lw[k]);
            if (a[i] == 0 || now + slope * length <= EXCESS)
                continue; /* |a| <= 1 / e^now TAU, mostly about 1 */
            const double room = EXCESS + log(TAU) - (log(fabs(a[i])) + now);
            if (slope * length > room) length = fmax(room, 0) / slope;
        }
    }
    return length;
}

static double largest_weight(const cf_graded *g) {
    double largest = -INFINITY;
    for (size_t i = 0; i < g->d; i++) largest = fmax(largest, g->lw[i]);
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
        if (solve_levels(g, 0) < 0) return CF_ENOCONV;
        const double length = step;
        step = fmax(reach(g, sign, length), fmin(length, 0.1 * SHORTEST));
        const double to = step < fabs(next - start) ? start + sign * step : next;
        for (size_t j = 0; j < g->N; j++) g->du[j] *= to - start;
        cf_limit_accumulate(g->uh, g->ul, g->du, g->N);
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
        const double b = exp(g->lw[i]) * g->th[i];
        point->beta[i] = b + b * g->lw_lo[i];
    }
    g->solved = 1;
    const cf_status status = cf_tableau_refine(point->beta, &g->t, q);
    return status != CF_OK ? status : cf_tableau_nu(point->nu, point->nu_lo, &g->t, q, g->uh, g->ul);
}

cf_status cf_limit_graded(cf_limit_point *point, cf_graded *g, const cf_limit_problem *q) {
    g->iterations = g->factorizations = 0;
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
            point->iterations = g->iterations, point->factorizations = g->factorizations;
            return status;
        }
        status = newton(g, 0.3, MAX_NEWTON);
    }
    if (status == CF_OK) status = walk(g, q);
    if (status == CF_OK) status = finish(point, g, q);
    if (status != CF_OK) g->solved = 0;
    point->iterations = g->iterations, point->factorizations = g->factorizations;
    return status;
}
