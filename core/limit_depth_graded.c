/* limit_depth_graded.c - the limit of gradient flow at depth D > 2 for any alpha, degenerate vertices and
 * ties.
 *
 * p = D/(D-2), A = alpha^D = e^(-L), beta = A h_D(z), z = A^T u in the basis of limit_tableau.c, equations A
 * beta = y~ as in limit_levels.c. What has to be known well is c = 1 - |z|: beta is about A c^-p. As A -> 0
 * the columns that carry beta have c proportional to eps = A^(1/p) = alpha^(D-2) = e^kappa, and all others,
 * by strict complementarity, c of order 1. Hence the unknowns: u_j = (z - sigma_j)/eps with sigma_j = +-1
 * ("heavy") where c is below 1/4 and of the order of eps (is_heavy), and u_j = z itself ("light") elsewhere;
 * and
 *
 *     1 -+ z_i = (1 -+ s_i) -+ (light part of A^T u)_i -+ eps (heavy part)_i,   s = A^T sigma,
 *
 * in double-double, where 1 -+ s_i, a tie of the l1 problem (then its solution may not be unique), is 0 if it
 * cancels to 2^-80 of its terms: the columns' c is then eps times a number of order 1, and known to all
 * digits however small eps is. As in limit_tableau.c a decision for 0 that is wrong is right for data that
 * differ by 2^-80. As eps -> 0 the unknowns tend to constants at a rate eps, and the path to any alpha ends
 * in one step.
 *
 * Globalization. |h''| <= (p+1) h'/c, so along dz with delta = p max |dz_i|/c_i the Hessian grows by at most
 * (1 - t delta/p)^-(p+1), and the step t that zeroes the bound -1 + int_0^t (1 - s delta/p)^-(p+1) ds of the
 * derivative, t = p (1 - (1 + delta)^(-1/p))/delta < p/delta, stays inside the polytope and decreases the
 * dual Phi by a positive function of delta times lambda^2, the squared Newton decrement (p -> inf: ln(1 +
 * delta)/delta, limit_moderate.c). Phi is infinite at the boundary and the polytope is bounded (X has full
 * row rank), so its level sets are compact inside; on them delta is bounded and lambda is bounded below away
 * from the root: Newton converges from every start (t = 1 is taken for delta <= 0.3, for which
 * limit_depth_moderate.c's argument holds too). It is started in the kernel regime and follows the path in L
 * with the tangent A W A^T du/dL = y~ as predictor; in units of eps u moves like e^(-L/p), so that a step in
 * L counts as p (1 - e^(-step/p)). A step from which Newton does not soon converge is taken back and
 * quartered. A heavy u whose c does not change is -sigma c e^(L/p): that is followed too. Another depth is
 * entered with the same beta of the basis (p artanh z is kept).
 *
 * Precision. ln c is known to about 2^-70 (limit_depth_curve.c), L + p kappa and p ln(c/eps) in
 * double-double. */
#include "limit_dd.h"
#include "limit_depth.h"
#include "limit_depth_curve.h"
#include "limit_levels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NEAR (-1.3862943611198906) /* ln 1/4 */
#define FAR 340.0                  /* ln of the largest heavy |u| */
#define SMALL (-20.0)              /* ln c, below which 1 - c would lose digits of c */
#define TIE 0x1p-80
enum { MAX_NEWTON = 2000, MAX_TRIAL = 9, MAX_JUMP = 40, MAX_STEPS = 3000 };

struct cf_depth_graded {
    size_t N, d;
    cf_tableau t;
    cf_levels s;
    double *uh, *ul, *sigma, *mask_h, *mask_l, *tangent; /* (N) */
    double *s_hi, *s_lo;                                 /* (d): s = A^T sigma */
    char *tie;                                           /* (d): s_i is 1 or -1 */
    double *light_h, *light_l, *heavy_h, *heavy_l;       /* (d): the parts of A^T u */
    double *zh, *zl, *ch, *cl, *ah, *al;                 /* (d): z; c, in units of eps where eps_unit; |z| */
    char *eps_unit;                                      /* (d) */
    double *E, *E_lo, *decay;                            /* (d): ln A c^-p; e^(-pT), T = ln((1+|z|)/c) */
    double *kept_z, *kept_zl, *kept_room, *kept_room_lo; /* (d) */
    size_t *unknown;                                     /* (N): the columns that u stands for */
    double L, L_lo, p, p_lo, kappa;
    double L_kernel; /* up to here h_D is nearly linear */
    int solved;      /* u solves L, p */
    size_t iterations;
};

void cf_depth_graded_free(cf_depth_graded *g) {
    if (!g) return;
    cf_tableau_clear(&g->t);
    cf_levels_clear(&g->s);
    free(g->uh);
    free(g->s_hi);
    free(g->tie);
    free(g->unknown);
    free(g);
}

cf_status cf_depth_graded_new(cf_depth_graded **out, const cf_limit_problem *q) {
    const size_t N = q->N, d = q->d;
    cf_depth_graded *g = calloc(1, sizeof *g);
    *out = NULL;
    if (!g) return CF_ENOMEM;
    g->N = N, g->d = d;
    cf_status status = cf_tableau_init(&g->t, q);
    g->uh = calloc(6 * N, sizeof(double));
    g->s_hi = calloc(19 * d, sizeof(double));
    g->tie = calloc(2 * d, 1);
    g->unknown = calloc(N, sizeof(size_t));
    if (status == CF_OK) status = cf_levels_init(&g->s, &g->t, 1);
    if (status == CF_OK && !(g->uh && g->s_hi && g->tie && g->unknown)) status = CF_ENOMEM;
    if (status != CF_OK) {
        cf_depth_graded_free(g);
        return status;
    }
    double **of_N[] = {&g->ul, &g->sigma, &g->mask_h, &g->mask_l, &g->tangent};
    double **of_d[] = {&g->s_lo, &g->light_h, &g->light_l, &g->heavy_h, &g->heavy_l,   &g->zh,
                       &g->zl,   &g->ch,      &g->cl,      &g->ah,      &g->al,        &g->E,
                       &g->E_lo, &g->decay,   &g->kept_z,  &g->kept_zl, &g->kept_room, &g->kept_room_lo};
    for (size_t k = 0; k < sizeof of_N / sizeof *of_N; k++) *of_N[k] = g->uh + (k + 1) * N;
    for (size_t k = 0; k < sizeof of_d / sizeof *of_d; k++) *of_d[k] = g->s_hi + (k + 1) * d;
    g->eps_unit = g->tie + d;
    *out = g;
    return CF_OK;
}

/* The part of A^T u from the heavy rows, or from the light ones. */
static void part(double *hi, double *lo, cf_depth_graded *g, int heavy) {
    for (size_t k = 0; k < g->N; k++) {
        const int in = (g->sigma[k] != 0) == heavy;
        g->mask_h[k] = in ? g->uh[k] : 0, g->mask_l[k] = in ? g->ul[k] : 0;
    }
    cf_tableau_apply_t(hi, lo, &g->t, g->mask_h, g->mask_l);
}

/* z and c of one column; 0: outside the polytope. */
static int place(cf_depth_graded *g, size_t i, double eps) {
    const cf_dd heavy = {g->heavy_h[i], g->heavy_l[i]}, light = {g->light_h[i], g->light_l[i]};
    const cf_dd move = eps > 0 ? cf_dd_add(light, cf_dd_mul(heavy, (cf_dd){eps, 0})) : light;
    const cf_dd s = {g->s_hi[i], g->s_lo[i]}, z = cf_dd_add(s, move);
    const double side = z.hi < 0 ? -1 : 1;
    g->zh[i] = z.hi, g->zl[i] = z.lo;
    g->ah[i] = side * z.hi, g->al[i] = side * z.lo;
    g->eps_unit[i] = g->tie[i] && light.hi == 0 && side * s.hi > 0 && g->ah[i] > 0.25;
    cf_dd c;
    if (g->eps_unit[i])
        c = (cf_dd){-side * heavy.hi, -side * heavy.lo};
    else
        c = cf_dd_add(cf_dd_add((cf_dd){1, 0}, (cf_dd){-side * s.hi, -side * s.lo}),
                      (cf_dd){-side * move.hi, -side * move.lo});
    g->ch[i] = c.hi, g->cl[i] = c.lo;
    return c.hi > 0 && c.hi < INFINITY;
}

/* room = ln c, E, the weight and beta/w of one column, from ln c in c's units. */
static void weigh(cf_depth_graded *g, size_t i, cf_dd offset) {
    const cf_dd rel = {g->s.room[i], g->s.room_lo[i]}, p = {g->p, g->p_lo};
    const cf_dd L = g->eps_unit[i] ? offset : (cf_dd){g->L, g->L_lo};
    const cf_dd E = cf_dd_neg(cf_dd_add(L, cf_dd_mul(p, rel)));
    const cf_dd room = g->eps_unit[i] ? cf_dd_add((cf_dd){g->kappa, 0}, rel) : rel;
    const double T =
        log1p(g->ah[i]) - room.hi; /* room.hi is -|z| to first order where |z| is small: no cancellation */
    const double whole = -expm1(-g->p * T), decay = exp(-(g->p + 1) * T);
    const cf_dd lw = cf_dd_add(cf_dd_add(E, cf_dd_neg(room)), (cf_dd){log(g->p) + log1p(decay), 0});
    g->E[i] = E.hi, g->E_lo[i] = E.lo, g->decay[i] = whole;
    g->s.room[i] = room.hi, g->s.room_lo[i] = room.lo;
    g->s.lw[i] = lw.hi, g->s.lw_lo[i] = lw.lo;
    g->s.slope[i] = copysign(whole / (g->p * (1 + decay)), g->zh[i]);
}

/* Everything that belongs to u, L and p; 0: outside the polytope. */
static int evaluate(cf_depth_graded *g) {
    const double eps = exp(g->kappa);
    int inside = 1;
    part(g->light_h, g->light_l, g, 0);
    part(g->heavy_h, g->heavy_l, g, 1);
    for (size_t i = 0; i < g->d; i++) inside &= place(g, i, eps);
    if (!inside) return 0;
    cf_depth_log_near(g->s.room, g->s.room_lo, g->ch, g->cl, g->ah, g->al, g->d);
    const cf_dd offset =
        cf_dd_add((cf_dd){g->L, g->L_lo}, cf_dd_mul((cf_dd){g->p, g->p_lo}, (cf_dd){g->kappa, 0}));
    for (size_t i = 0; i < g->d; i++) weigh(g, i, offset);
    return 1;
}

/* s = A^T sigma and its ties, for a new sigma or basis. */
static void set_slopes(cf_depth_graded *g) {
    memset(g->mask_l, 0, g->N * sizeof(double));
    cf_tableau_apply_t(g->s_hi, g->s_lo, &g->t, g->sigma, g->mask_l);
    for (size_t i = 0; i < g->d; i++) {
        double size = 1;
        for (size_t k = 0; k < g->N; k++) size += fabs(g->t.hi[k * g->t.width + i] * g->sigma[k]);
        const double side = g->s_hi[i] < 0 ? -1 : 1;
        g->tie[i] = fabs((1 - side * g->s_hi[i]) - side * g->s_lo[i]) <= TIE * size;
        if (g->tie[i]) g->s_hi[i] = side, g->s_lo[i] = 0;
    }
}

/* Of order eps rather than 1, or too small to be formed by subtraction. */
static int is_heavy(double room, double kappa) {
    return room < NEAR && room < kappa + FAR && (room < 0.5 * kappa || room < SMALL);
}

/* u from z and room where the basis or sigma is another, or everywhere. Nonzero if something is. */
static int set_u(cf_depth_graded *g, int everywhere) {
    int changed = 0;
    for (size_t k = 0; k < g->N; k++) {
        const size_t j = g->t.basis[k];
        const int heavy = is_heavy(g->s.room[j], g->kappa);
        const double sigma = heavy ? copysign(1, g->zh[j]) : 0;
        const int other = sigma != g->sigma[k] || j != g->unknown[k];
        changed |= other;
        if (!other && !everywhere) continue;
        g->sigma[k] = sigma, g->unknown[k] = j;
        g->uh[k] = heavy ? -sigma * exp((g->s.room[j] - g->kappa) + g->s.room_lo[j]) : g->zh[j];
        g->ul[k] = heavy ? 0 : g->zl[j];
    }
    if (changed) set_slopes(g);
    return changed || everywhere;
}

/* Exchanges columns until the basis is dominant; u and what belongs to it follow. 0: outside the polytope. */
static int dominate(cf_depth_graded *g) {
    size_t row, column;
    for (size_t k = 0; k < 50 * g->N + 50; k++) {
        if (!cf_levels_undominated(&row, &column, &g->s)) break;
        cf_tableau_exchange(&g->t, row, column);
    }
    return set_u(g, 0) ? evaluate(g) : 1;
}

/* u += factor times the change of z_B. */
static void move(cf_depth_graded *g, const double *du, double factor) {
    for (size_t k = 0; k < g->N; k++) {
        const double unit = g->s.unit[k] - (g->sigma[k] != 0 ? g->kappa : 0);
        g->s.rhs[k] = factor * du[k] * exp(fmin(unit, 700));
    }
    cf_limit_accumulate(g->uh, g->ul, g->s.rhs, g->N);
}

/* Newton at g->L, g->p down to a last step below target. */
static cf_status newton(cf_depth_graded *g, double target, int max) {
    double before = INFINITY;
    for (int k = 0; k < max; k++) {
        if (!evaluate(g) || !dominate(g)) return CF_ENOCONV;
        const double delta = g->p * cf_levels_solve(&g->s, 1);
        g->iterations++;
        if (!(delta >= 0 && delta < INFINITY)) return CF_ENOCONV;
        move(g, g->s.du, delta <= 0.3 ? 1 : -g->p * expm1(-log1p(delta) / g->p) / delta);
        if (delta <= target || (delta < 1e-11 && delta > 0.5 * before)) return CF_OK;
        before = delta;
    }
    return CF_ENOCONV;
}

static void set_point(cf_depth_graded *g, double L, double L_lo) {
    g->L = L, g->L_lo = L_lo;
    g->kappa = fmin(0, -L / g->p);
}

/* z and room, kept or brought back */
static void keep(cf_depth_graded *g, int back) {
    double *kept[] = {g->kept_z, g->kept_zl, g->kept_room, g->kept_room_lo};
    double *now[] = {g->zh, g->zl, g->s.room, g->s.room_lo};
    for (int k = 0; k < 4; k++)
        memcpy(back ? now[k] : kept[k], back ? kept[k] : now[k], g->d * sizeof(double));
}

/* u at g->L to L = next along the tangent. */
static void predict(cf_depth_graded *g, double next, double next_lo) {
    const double step = next - g->L, settling = -g->p * expm1(-step / g->p),
                 growing = g->p * expm1(step / g->p);
    for (size_t k = 0; k < g->N; k++) {
        const double unit = g->s.unit[k] - (g->sigma[k] != 0 ? g->kappa : 0);
        double slope = g->s.du[k] * exp(fmin(unit, 700));
        if (g->sigma[k] != 0 && g->kappa < 0) slope += g->uh[k] / g->p;
        const int grows = g->sigma[k] != 0 && g->p * slope / g->uh[k] > 0.5;
        g->tangent[k] = slope * (g->kappa == 0 ? step : grows ? growing : settling);
    }
    cf_limit_accumulate(g->uh, g->ul, g->tangent, g->N);
    set_point(g, next, next_lo);
}

/* From a solution at g->L to q->L. */
static cf_status walk(cf_depth_graded *g, const cf_limit_problem *q) {
    const double sign = q->L > g->L ? 1 : -1;
    double length = 1.5;
    for (int k = 0; k < MAX_STEPS && g->L != q->L; k++) {
        const double L = g->L, L_lo = g->L_lo, rest = fabs(q->L - L);
        if (length < 1e-7 || !evaluate(g) || !dominate(g)) return CF_ENOCONV;
        keep(g, 0);
        if (cf_levels_solve(&g->s, 0) < 0) return CF_ENOCONV;
        const double step = fmin(length, rest), next = length >= rest ? q->L : L + sign * step;
        const size_t before = g->iterations;
        predict(g, next, next == q->L ? q->L_lo : 0);
        if (newton(g, 0.05, MAX_TRIAL) == CF_OK) {
            const size_t taken = g->iterations - before;
            length = taken <= 2 ? 4 * step : taken <= 4 ? 2 * step : taken <= 6 ? step : step / 2;
            continue;
        }
        set_point(g, L, L_lo);
        keep(g, 1);
        set_u(g, 1);
        length = step / 4;
    }
    return g->L == q->L ? newton(g, 1e-14, MAX_NEWTON) : CF_ENOCONV;
}

/* From a solution at g->p to q->p at the same L: see the head comment. */
static cf_status change_depth(cf_depth_graded *g, const cf_limit_problem *q) {
    const double ratio = g->p / q->p, kappa = g->kappa;
    if (!evaluate(g) || !dominate(g)) return CF_ENOCONV;
    g->p = q->p, g->p_lo = q->p_lo;
    set_point(g, g->L, g->L_lo);
    for (size_t k = 0; k < g->N; k++) {
        const size_t j = g->t.basis[k];
        const double T = ratio * (log1p(fabs(g->zh[j])) - g->s.room[j]);
        if (g->sigma[k] != 0) {
            const double rel = ratio * (g->s.room[j] - kappa);
            g->s.room[j] = g->kappa + rel, g->s.room_lo[j] = rel - (g->s.room[j] - g->kappa);
        } else {
            g->zh[j] = copysign(tanh(0.5 * T), g->zh[j]), g->zl[j] = 0;
            g->s.room[j] = log1p(-fabs(g->zh[j])), g->s.room_lo[j] = 0;
        }
    }
    set_u(g, 1);
    return newton(g, 0.05, MAX_JUMP);
}

/* beta_L2 in beta, and its u where h_D is linear, beta = 2p A z, without the factor 1/(2p A). */
static cf_status kernel_start(cf_depth_graded *g, double *beta) {
    double *zero[] = {g->s.lw, g->s.lw_lo, g->s.room, g->s.room_lo, g->s.slope};
    for (int k = 0; k < 5; k++) memset(zero[k], 0, g->d * sizeof(double));
    memset(g->uh, 0, 2 * g->N * sizeof(double)); /* and ul */
    size_t row, column;
    for (size_t k = 0; k < 50 * g->N + 50 && cf_levels_undominated(&row, &column, &g->s); k++)
        cf_tableau_exchange(&g->t, row, column);
    for (int k = 0; k < 3; k++) {
        if (cf_levels_solve(&g->s, 1) < 0) return CF_ENOCONV;
        cf_limit_accumulate(g->uh, g->ul, g->s.du, g->N);
        for (size_t i = 0; i < g->d; i++) g->s.slope[i] += g->s.dz[i]; /* w = 1: slope stands for beta */
    }
    memcpy(beta, g->s.slope, g->d * sizeof(double));
    memset(g->sigma, 0, g->N * sizeof(double));
    memcpy(g->unknown, g->t.basis, g->N * sizeof(size_t));
    set_slopes(g);
    return CF_OK;
}

static cf_status finish(cf_limit_point *point, cf_depth_graded *g) {
    if (!evaluate(g)) return CF_ENOCONV;
    for (size_t i = 0; i < g->d; i++) {
        const double b = copysign(exp(g->E[i]) * g->decay[i], g->zh[i]);
        point->beta[i] = b + b * g->E_lo[i];
    }
    g->solved = 1;
    return CF_OK;
}

/* What the solution point->beta, z gives in the caller's form. */
static cf_status deliver(cf_limit_point *point, cf_depth_graded *g, const cf_limit_problem *q) {
    for (size_t k = 0; k < g->N; k++)
        g->mask_h[k] = g->zh[g->t.basis[k]], g->mask_l[k] = g->zl[g->t.basis[k]];
    const cf_status status = cf_tableau_refine(point->beta, &g->t, q);
    return status != CF_OK ? status : cf_tableau_nu(point->nu, point->nu_lo, &g->t, q, g->mask_h, g->mask_l);
}

/* From nothing. *linear: h_D is linear to all digits, point->beta and z_B are the solution. */
static cf_status cold(int *linear, cf_limit_point *point, cf_depth_graded *g, const cf_limit_problem *q) {
    g->solved = 0, *linear = 0;
    g->p = q->p, g->p_lo = q->p_lo;
    cf_status status = kernel_start(g, point->beta);
    if (status != CF_OK) return status;
    double b_max = 0;
    for (size_t i = 0; i < g->d; i++) b_max = fmax(b_max, fabs(point->beta[i]));
    const double L0 = g->L_kernel = -log(2 * b_max), L = fmin(q->L, L0),
                 unit = 0.5 * exp(fmax(L, -1e4)) / g->p;
    for (size_t j = 0; j < g->N; j++) g->uh[j] *= unit, g->ul[j] *= unit;
    set_point(g, L, L == q->L ? q->L_lo : 0);
    if (L < L0 - 20) {
        for (size_t j = 0; j < g->N; j++) g->zh[g->t.basis[j]] = g->uh[j], g->zl[g->t.basis[j]] = g->ul[j];
        *linear = 1;
        return CF_OK;
    }
    status = newton(g, 0.05, MAX_NEWTON);
    return status == CF_OK ? walk(g, q) : status;
}

cf_status cf_depth_graded_solve(cf_limit_point *point, cf_depth_graded *g, const cf_limit_problem *q) {
    cf_status status = CF_ENOCONV;
    int linear = 0;
    g->iterations = g->s.factorizations = 0;
    if (g->solved && q->L > g->L_kernel) {
        status = g->p != q->p ? change_depth(g, q) : CF_OK;
        if (status == CF_OK) status = walk(g, q);
    }
    if (status != CF_OK) status = cold(&linear, point, g, q);
    if (status == CF_OK && !linear) status = finish(point, g);
    if (status == CF_OK) status = deliver(point, g, q);
    g->solved &= status == CF_OK;
    point->iterations = g->iterations, point->factorizations = g->s.factorizations;
    return status;
}
