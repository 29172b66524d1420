/* limit_search_depth.c - the coordinates of the search at depth D > 2: z in (-1, 1), with 1 - |z| known to
 * full relative accuracy however small.
 *
 * p = D/(D-2), A = alpha^D = e^(-L), eps = A^(1/p) = alpha^(D-2) = e^kappa. beta = A h_D(z) is about
 * ((1-z)/eps)^{-p}, so the columns that carry the l1 norm have 1 - |z| proportional to eps, and the others,
 * by strict complementarity, of order 1. Hence the unknowns: (1 - |z|)/eps where that is below e^340 and 1 -
 * |z| below 1/4, and z itself elsewhere. As eps -> 0 both tend to constants at a rate eps: the path to any
 * alpha ends in one step.
 *
 *     1 -+ z_j = (1 -+ s_j) -+ (A^T of the light unknowns)_j -+ eps (A^T of the heavy ones)_j,  s = A^T
 * sigma,
 *
 * where 1 -+ s_j is exactly 0 for a tie of the l1 problem (its solution is then not unique) and must then be
 * 0: where doubles leave it open s is computed exactly.
 *
 * Damping. |h''| <= (p+1) h'/(1-|z|), so along dz with delta = p max|dz_j|/(1 - |z_j|) the Hessian grows by
 * at most (1 - t delta/p)^{-(p+1)}, and the step t that zeroes the bound -1 + int_0^t (1 - s
 * delta/p)^{-(p+1)} ds of the derivative, t = p (1 - (1 + delta)^{-1/p})/delta < p/delta, descends and stays
 * inside. For a single coordinate far from its root it lands on it. p -> inf: ln(1 + delta)/delta. */
#include "limit.h"
#include <math.h>
#include <string.h>

static const double NEAR = -1.3862943611198906, FAR_IN_UNITS = 340, TIE = 1e-7;

double cf_ref_limit_search_depth_room(const cf_ref_limit_search *s, size_t j) {
    return isnan(s->below[j] + s->above[j]) ? NAN : fmin(s->below[j], s->above[j]); /* NaN: outside */
}

/* log(gap - light - eps heavy), where gap may be exactly 0 */
static double log_complement(double gap, double light, double heavy, double kappa) {
    if (gap == 0 && light == 0) return kappa + log(-heavy);
    return log(gap - light - exp(kappa) * heavy);
}

/* A^T u, the heavy unknowns and the light ones apart; heavy in units of eps */
static void products(double *light, double *heavy, const cf_ref_limit_search *s, const double *u) {
    size_t d = s->d;
    memset(light, 0, d * sizeof *light);
    memset(heavy, 0, d * sizeof *heavy);
    for (size_t k = 0; k < s->N; k++) {
        const double *row = s->A + k * (d + 1);
        double *out = s->sigma[k] != 0 ? heavy : light;
        for (size_t j = 0; j < d; j++) out[j] += row[j] * u[k];
    }
}

/* log A h_D'(z) and log A |h_D(z)| from the logarithms of 1 -+ z */
static void set_logs(cf_ref_limit_search *s, size_t j, double L) {
    double p = s->p, near = fmin(s->below[j], s->above[j]), far = fmax(s->below[j], s->above[j]);
    s->lw[j] = log(p) - L - (p + 1) * near + log1p(exp(-(p + 1) * (far - near)));
    if (fabs(s->z[j]) < 0.5)
        s->lb[j] = -L - p * (near + far) / 2 + log(2 * sinh(p * (far - near) / 2));
    else
        s->lb[j] = -L - p * near + log1p(-exp(-p * (far - near)));
    if (p * (far - near) > 1400) s->lb[j] = -L - p * near; /* sinh overflows */
}

void cf_ref_limit_search_depth_z(cf_ref_limit_search *s, double L) {
    s->kappa = fmin(0, -L / s->p);
    for (size_t k = 0; k < s->N; k++) s->shift[k] = s->sigma[k] != 0 ? s->kappa : 0;
    double *light = s->t, *heavy = s->v;
    products(light, heavy, s, s->u);
    for (size_t j = 0; j < s->d; j++) {
        s->z[j] = (s->gap_above[j] - s->gap_below[j]) / 2 + light[j] + exp(s->kappa) * heavy[j];
        if (fabs(s->z[j]) < 0.5) {
            s->below[j] = log1p(-s->z[j]);
            s->above[j] = log1p(s->z[j]);
        } else {
            s->below[j] = log_complement(s->gap_below[j], light[j], heavy[j], s->kappa);
            s->above[j] = log_complement(s->gap_above[j], -light[j], -heavy[j], s->kappa);
        }
        set_logs(s, j, L);
    }
}

/* 1 -+ s exactly rounded where doubles leave a tie open */
static void settle_ties(cf_ref_limit_search *s) {
    size_t N = s->N, d = s->d;
    fmpq_mat_t nu, slopes;
    fmpq_t one, gap;
    fmpq_mat_init(nu, (slong)N, 1);
    fmpq_mat_init(slopes, (slong)d, 1);
    fmpq_init(one), fmpq_init(gap);
    fmpq_one(one);
    int ok = cf_ref_limit_slopes(nu, slopes, s->tableau.X, s->basis, s->sigma, N, d);
    for (size_t j = 0; j < d && ok; j++) {
        const fmpq *slope = fmpq_mat_entry(slopes, (slong)j, 0);
        fmpq_sub(gap, one, slope);
        s->gap_below[j] = fmpq_get_d(gap);
        fmpq_add(gap, one, slope);
        s->gap_above[j] = fmpq_get_d(gap);
    }
    fmpq_mat_clear(nu);
    fmpq_mat_clear(slopes);
    fmpq_clear(one), fmpq_clear(gap);
}

static int is_basic(const cf_ref_limit_search *s, size_t j) {
    for (size_t k = 0; k < s->N; k++)
        if (s->basis[k] == j) return 1;
    return 0;
}

/* 1 -+ s for a new sigma or basis */
static void set_gaps(cf_ref_limit_search *s) {
    size_t N = s->N, d = s->d, m = d + 1;
    int tie = 0;
    for (size_t j = 0; j < d; j++) {
        double slope = 0, size = 0;
        for (size_t k = 0; k < N; k++) {
            slope += s->A[k * m + j] * s->sigma[k];
            size += fabs(s->A[k * m + j] * s->sigma[k]);
        }
        s->gap_below[j] = 1 - slope;
        s->gap_above[j] = 1 + slope;
        tie |= fabs(1 - fabs(slope)) < TIE * (1 + size) && !is_basic(s, j);
    }
    for (size_t k = 0; k < N; k++) s->sigma_basis[k] = s->basis[k];
    if (tie) settle_ties(s);
}

void cf_ref_limit_search_depth_u(cf_ref_limit_search *s) {
    int changed = 0;
    for (size_t k = 0; k < s->N; k++) {
        size_t j = s->basis[k];
        double room = cf_ref_limit_search_depth_room(s, j);
        int heavy = room < NEAR && room < s->kappa + FAR_IN_UNITS;
        double sigma = heavy ? copysign(1, s->z[j]) : 0;
        changed |= sigma != s->sigma[k] || j != s->sigma_basis[k];
        s->sigma[k] = sigma;
        s->shift[k] = heavy ? s->kappa : 0;
        s->u[k] = heavy ? -sigma * exp(room - s->kappa) : s->z[j];
    }
    if (changed) set_gaps(s);
}

double cf_ref_limit_search_depth_step(cf_ref_limit_search *s, const double *du) {
    double delta = 0, *light = s->t, *heavy = s->v;
    products(light, heavy, s, du);
    for (size_t j = 0; j < s->d; j++) {
        double room = cf_ref_limit_search_depth_room(s, j);
        double relative = heavy[j] == 0 ? 0 : heavy[j] * exp(fmin(s->kappa - room, 700));
        if (light[j] != 0) relative += light[j] * exp(fmin(-room, 700));
        if (isnan(room) || !isfinite(relative)) return INFINITY;
        delta = fmax(delta, s->p * fabs(relative));
    }
    return delta;
}
