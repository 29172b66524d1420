/* limit_search.c - an approximate root of X 2 alpha^2 sinh(X^T nu) = y in doubles, to start the certificate
 * from.
 *
 * Nothing here is trusted: a wrong answer makes the certificate fail, never lie.
 *
 * Path. At L_0 = ln(2/max|beta_L2|) (L = ln(1/alpha^2)) z = X^T nu is at most about 1 and Newton converges
 * from the linear solution; from there L rises to its target by steps that double as long as they succeed,
 * with the tangent M du/dL = D^{-1} b as predictor. Once the active set of the l1 problem has settled, u is
 * linear in L up to exponentially small terms and the steps grow geometrically, so that L = 2e6 takes a few
 * dozen of them.
 *
 * Newton. cosh is generalised self-concordant, |cosh'''| <= cosh'', so a step with delta = max|dz| shortened
 * to ln(1 + delta)/delta always descends (Sun and Tran-Dinh, Generalized self-concordant functions, Math.
 * Program. 2019).
 *
 * Basis. The weights w_j = 2 alpha^2 cosh z_j may span e^(2L), and the Hessian X W X^T is then singular in
 * doubles. So the unknowns are u = z_B for a basis B of columns whose scaled volume is locally maximal,
 *     |A_kj| sqrt(w_j / w_{B_k}) <= 3   for all k, j:     D^{-1/2} A W A^T D^{-1/2} = I + (positive
 * semidefinite), with D = diag(w_B), has all its eigenvalues in [1, 1 + 9 N (d - N)]: M = D^{-1} A W A^T is
 * eliminated without pivoting, safely, whatever the spread. Weights are kept as logarithms and only their
 * ratios are formed. limit_tableau.c keeps A and b. y is scaled to about 1, which shifts L and leaves z as it
 * is.
 *
 * Limit. z = A^T u is known to about max|A| L 2^-53 in absolute terms and must be known to about 1: columns
 * that agree to 15 digits (max|A| about 2^52 once both are basic) defeat the search from log alpha about -1e5
 * down. */
#include "limit.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double VOLUME = 3;

/* u from z in the present basis */
static void set_u(cf_ref_limit_search *s) {
    if (isfinite(s->p))
        cf_ref_limit_search_depth_u(s);
    else
        for (size_t k = 0; k < s->N; k++) s->u[k] = s->z[s->basis[k]];
}

/* Swaps columns into the basis until its scaled volume is locally maximal; u = z_B afterwards. The number of
 * swaps, or -1. */
static int improve_basis(cf_ref_limit_search *s) {
    cf_ref_limit_tableau *t = &s->tableau;
    size_t N = s->N, d = s->d, m = d + 1;
    int swaps = 0;
    for (size_t k = 0; k < N; k++) {
        const double *row = t->A + k * m;
        double largest = 0, best = VOLUME, base = s->lw[t->basis[k]];
        size_t j_best = d;
        for (size_t j = 0; j < d; j++) largest = fmax(largest, fabs(row[j]));
        double least = base + 2 * log(VOLUME / largest); /* no lighter column can qualify */
        for (size_t j = 0; j < d; j++) {
            if (s->lw[j] <= least || row[j] == 0) continue;
            double volume = fabs(row[j]) * exp(fmin((s->lw[j] - base) / 2, 700));
            if (volume > best) best = volume, j_best = j;
        }
        if (j_best == d) continue;
        cf_ref_limit_tableau_pivot(t, k, j_best);
        swaps++;
        if (cf_ref_limit_tableau_clean(t)) return -1;
    }
    set_u(s);
    return swaps;
}

/* z = A^T u, the logarithms of w_j and |beta_j|, and both relative to the largest */
static void set_z(cf_ref_limit_search *s, double L) {
    size_t m = s->d + 1;
    if (isfinite(s->p))
        cf_ref_limit_search_depth_z(s, L);
    else {
        memset(s->z, 0, s->d * sizeof *s->z);
        for (size_t k = 0; k < s->N; k++)
            for (size_t j = 0; j < s->d; j++) s->z[j] += s->A[k * m + j] * s->u[k];
        for (size_t j = 0; j < s->d; j++) {
            s->lw[j] = -L + fabs(s->z[j]) + log1p(exp(-2 * fabs(s->z[j])));
            s->lb[j] = s->lw[j] + log(tanh(fabs(s->z[j])));
        }
    }
    s->top = s->top_beta = -INFINITY;
    for (size_t j = 0; j < s->d; j++) {
        s->top = fmax(s->top, s->lw[j]);
        s->top_beta = fmax(s->top_beta, s->lb[j]);
    }
    if (!isfinite(s->top_beta)) s->top_beta = 0; /* z = 0 */
    for (size_t j = 0; j < s->d; j++) {
        s->w[j] = exp(s->lw[j] - s->top);
        s->v[j] = copysign(exp(s->lb[j] - s->top_beta), s->z[j]);
    }
}

/* Row k: t_j = A_kj w_j/w_{B_k}, and f_k(u) in the units of u_k. */
static double residual_row(cf_ref_limit_search *s, size_t k) {
    size_t d = s->d;
    const double *row = s->A + k * (d + 1);
    double base = s->lw[s->basis[k]], unit = base + s->shift[k];
    double sum = row[d] != 0 ? -row[d] * exp(-unit) : 0;
    int graded = base - s->top < -500; /* w_j/w_{B_k} is not the quotient of the two */
    int apart = fabs(unit - s->top_beta) > 500;
    double inverse = graded ? 0 : 1 / s->w[s->basis[k]], inverse_beta = apart ? 0 : exp(s->top_beta - unit);
    for (size_t j = 0; j < d; j++) {
        double ratio = graded ? exp(fmin(s->lw[j] - base, 700)) : s->w[j] * inverse;
        s->t[j] = row[j] == 0 ? 0 : row[j] * ratio;
        if (row[j] == 0) continue;
        double beta = apart ? copysign(exp(fmin(s->lb[j] - unit, 700)), s->z[j]) : s->v[j] * inverse_beta;
        sum += row[j] * beta;
    }
    return sum;
}

/* M = D^{-1} A W A^T in the units of u, factored in place (unit lower times upper), and R = f(u). */
static void linearise(cf_ref_limit_search *s) {
    size_t N = s->N, d = s->d, m = d + 1;
    for (size_t k = 0; k < N; k++) {
        s->R[k] = residual_row(s, k);
        for (size_t l = 0; l < N; l++) {
            const double *other = s->A + l * m;
            double a0 = 0, a1 = 0, a2 = 0, a3 = 0;
            size_t j = 0;
            for (; j + 4 <= d; j += 4) {
                a0 += s->t[j] * other[j];
                a1 += s->t[j + 1] * other[j + 1];
                a2 += s->t[j + 2] * other[j + 2];
                a3 += s->t[j + 3] * other[j + 3];
            }
            for (; j < d; j++) a0 += s->t[j] * other[j];
            double entry = (a0 + a1) + (a2 + a3), unit = s->shift[l] - s->shift[k];
            s->M[k * N + l] = entry == 0 || unit == 0 ? entry : entry * exp(fmin(unit, 700));
        }
    }
    for (size_t c = 0; c < N; c++)
        for (size_t r = c + 1; r < N; r++) {
            double factor = s->M[r * N + c] /= s->M[c * N + c];
            if (factor != 0)
                for (size_t l = c + 1; l < N; l++) s->M[r * N + l] -= factor * s->M[c * N + l];
        }
}

static void solve(double *x, const cf_ref_limit_search *s) {
    size_t N = s->N;
    for (size_t r = 0; r < N; r++)
        for (size_t c = 0; c < r; c++) x[r] -= s->M[r * N + c] * x[c];
    for (size_t r = N; r-- > 0;) {
        for (size_t c = r + 1; c < N; c++) x[r] -= s->M[r * N + c] * x[c];
        x[r] /= s->M[r * N + r];
    }
}

/* max|dz|; at depth > 2 max p |dz|/(1 - |z|) */
static double largest_dz(cf_ref_limit_search *s, const double *du) {
    if (isfinite(s->p)) return cf_ref_limit_search_depth_step(s, du);
    double delta = 0;
    size_t m = s->d + 1;
    memset(s->t, 0, s->d * sizeof *s->t);
    for (size_t k = 0; k < s->N; k++)
        for (size_t j = 0; j < s->d; j++) s->t[j] += s->A[k * m + j] * du[k];
    for (size_t j = 0; j < s->d; j++) delta = isfinite(s->t[j]) ? fmax(delta, fabs(s->t[j])) : INFINITY;
    return delta;
}

/* See the head comment, and limit_search_depth.c; the second is the limit of the first. */
static double safe_step(double p, double delta) {
    return (isfinite(p) ? -p * expm1(-log1p(delta) / p) : log1p(delta)) / delta;
}

/* Damped Newton at L until the step is below target or stops falling; the number of steps, or -1. */
static int newton(cf_ref_limit_search *s, double L, double target, int most) {
    double before = INFINITY;
    for (int i = 1; i <= most; i++) {
        set_z(s, L);
        int swaps = improve_basis(s);
        if (swaps < 0) return -1;
        if (swaps) set_z(s, L);
        linearise(s);
        s->iterations++;
        solve(s->R, s);
        double delta = largest_dz(s, s->R);
        if (!isfinite(delta)) return -1;
        double step = delta > 0.3 ? safe_step(s->p, delta) : 1;
        for (size_t k = 0; k < s->N; k++) s->u[k] -= step * s->R[k];
        if (delta <= target || (delta < 1e-6 && delta > before / 2)) return i;
        before = delta;
    }
    return -1;
}

/* The tangent du/dL, at depth > 2 in units of e^shift that change with L, into saved; R = f'^{-1} f. */
static void tangent(cf_ref_limit_search *s) {
    size_t N = s->N, d = s->d, m = d + 1;
    linearise(s);
    for (size_t k = 0; k < N; k++) {
        double base = s->lw[s->basis[k]] + s->shift[k];
        s->saved[k] = s->A[k * m + d] != 0 ? s->A[k * m + d] * exp(-base) : 0;
    }
    solve(s->R, s);
    solve(s->saved, s);
    for (size_t k = 0; k < N; k++)
        if (s->shift[k] != 0) s->saved[k] += s->u[k] / s->p;
}

/* z and what belongs to it, kept and brought back */
static void keep(cf_ref_limit_search *s, int back) {
    double *kept = s->saved + s->N, *part[] = {s->z, s->below, s->above};
    for (int i = 0; i < (isfinite(s->p) ? 3 : 1); i++, kept += s->d)
        memcpy(back ? part[i] : kept, back ? kept : part[i], s->d * sizeof *kept);
}

/* From L to the search's own L by predictor and corrector. */
static int follow(cf_ref_limit_search *s, double L) {
    double h = 1.5;
    for (int tries = 0; L < s->L; tries++) {
        if (tries > 2000 || h < 1e-7) return -1;
        set_z(s, L);
        if (improve_basis(s) < 0) return -1;
        set_z(s, L);
        tangent(s); /* and one free Newton step */
        keep(s, 0);
        double step = fmin(h, s->L - L), kappa = s->kappa;
        double along = kappa < 0 ? -s->p * expm1(-step / s->p) : step; /* u is smooth in e^(-L/p) there */
        for (size_t k = 0; k < s->N; k++) s->u[k] += along * s->saved[k] - s->R[k];
        int taken = newton(s, L + step, 0.05, 9);
        if (taken < 0) { /* back, in the present basis */
            keep(s, 1);
            s->kappa = kappa;
            set_u(s);
            h = step / 4;
            continue;
        }
        L = L + step >= s->L ? s->L : L + step;
        h = taken <= 2 ? 4 * step : taken <= 4 ? 2 * step : taken <= 6 ? step : step / 2;
    }
    return 0;
}

static int allocate(cf_ref_limit_search *s) {
    size_t N = s->N, d = s->d;
    double *p = s->work = calloc(N * N + 5 * N + 13 * d, sizeof(double));
    s->sigma_basis = calloc(N, sizeof *s->sigma_basis);
    if (!p || !s->sigma_basis) return -1;
    double **small[] = {&s->u, &s->R, &s->shift, &s->sigma};
    double **large[] = {&s->z, &s->lw, &s->lb, &s->t, &s->w, &s->v, &s->below, &s->above, &s->gap_below, &s->gap_above};
    s->M = p, p += N * N;
    for (size_t i = 0; i < sizeof small / sizeof *small; i++, p += N) *small[i] = p;
    for (size_t i = 0; i < sizeof large / sizeof *large; i++, p += d) *large[i] = p;
    s->saved = p; /* N + 3 d */
    for (size_t j = 0; j < d; j++) s->gap_below[j] = s->gap_above[j] = 1;
    for (size_t k = 0; k < N; k++) s->sigma_basis[k] = s->basis[k];
    return 0;
}

/* u for large alpha: beta_L2 = A^T M^{-1} b where all weights are equal (z = 0: M = A A^T), and u = beta_L2 /
 * (2 alpha^2), at depth > 2 beta_L2/(2 p alpha^D), in the basis. Returns the L at which max|z| = 1, at depth > 2
 * max|z| = 1/(2p), infinite or NaN if there is none. */
static double kernel_start(cf_ref_limit_search *s) {
    size_t N = s->N, m = s->d + 1;
    int deep = isfinite(s->p);
    double twice = deep ? 2 * s->p : 2;
    set_z(s, 0);
    if (improve_basis(s) < 0) return NAN;
    linearise(s);
    for (size_t k = 0; k < N; k++) s->saved[k] = s->A[k * m + s->d];
    solve(s->saved, s);
    double largest = largest_dz(s, s->saved) / (deep ? s->p : 1), start = log((deep ? 1 : 2) / largest);
    for (size_t k = 0; k < N; k++) s->u[k] = s->saved[k] * exp(fmin(start, s->L)) / twice;
    return start;
}

int cf_ref_limit_search_run(cf_ref_limit_search *s, const double *X, const double *y, double log_alpha,
                            double depth, int careful, size_t N, size_t d) {
    memset(s, 0, sizeof *s);
    s->N = N, s->d = d;
    s->p = depth > 2 ? depth / (depth - 2) : INFINITY;
    if (cf_ref_limit_tableau_init(&s->tableau, X, y, careful, N, d)) return -1;
    s->A = s->tableau.A, s->basis = s->tableau.basis;
    if (allocate(s)) return -1;
    s->L = -depth * log_alpha + s->tableau.y_exp * log(2);
    double start = kernel_start(s), L = fmin(start, s->L);
    if (!isfinite(start)) return -1;
    if (newton(s, L, s->L > L ? 0.05 : 1e-9, 60) < 0 || follow(s, L)) return -1;
    if (newton(s, s->L, 1e-9, 30) < 0) return -1;
    set_z(s, s->L);
    if (improve_basis(s) < 0) return -1;
    double top = -INFINITY, bottom = INFINITY;
    for (size_t k = 0; k < N; k++) {
        top = fmax(top, s->lw[s->basis[k]]);
        bottom = fmin(bottom, s->lw[s->basis[k]]);
    }
    s->spread = top - bottom;
    return 0;
}

void cf_ref_limit_search_clear(cf_ref_limit_search *s) {
    cf_ref_limit_tableau_clear(&s->tableau);
    free(s->work);
    free(s->sigma_basis);
    memset(s, 0, sizeof *s);
}
