/* norms.c - norms of vectors of balls; the norms and excess norms of the limit of gradient flow (Figure
 * 1(b)).
 *
 * Both excesses are differences of nearly equal numbers in their own regime, so neither is formed by
 * subtraction.
 *
 * l1. With nu_1 an exact dual solution of min ||beta||_1 s.t. X beta = y and s = X^T nu_1, ||s||_inf <= 1, we
 * have
 *     ||beta_L1||_1 = y^T nu_1 = beta^T s for every feasible beta, hence
 *         ||beta||_1 - ||beta_L1||_1 = sum_i |beta_i| (1 - s_i sgn beta_i),
 *     a sum of non-negative terms, each exactly 0 where s_i = sgn beta_i.
 * l2. beta_L2 is in the row space of X and delta = beta - beta_L2 in its kernel, so that ||beta||^2 =
 * ||beta_L2||^2 +
 *     ||delta||^2 and
 *         ||beta||_2 - ||beta_L2||_2 = ||delta||^2 / (||beta||_2 + ||beta_L2||_2).
 *     The precision of beta rises until delta is known well enough. delta = 0 is decided exactly
 * (cf_ref_limit_is_l2). */
#include "limit.h"
#include <stdlib.h>

enum { RAISES = 12 };

void cf_ref_norm_l1(arb_t out, arb_srcptr beta, size_t d, slong prec) {
    arb_t sum, a;
    arb_init(sum), arb_init(a);
    for (size_t i = 0; i < d; i++) {
        arb_abs(a, beta + i);
        arb_add(sum, sum, a, prec + 10);
    }
    arb_set_round(out, sum, prec);
    arb_clear(sum), arb_clear(a);
}

void cf_ref_norm_l2(arb_t out, arb_srcptr beta, size_t d, slong prec) {
    arb_t sum, a;
    arb_init(sum), arb_init(a);
    for (size_t i = 0; i < d; i++) {
        arb_sqr(a, beta + i, prec + 10);
        arb_add(sum, sum, a, prec + 10);
    }
    arb_sqrtpos(out, sum, prec);
    arb_clear(sum), arb_clear(a);
}

void cf_ref_norms_init(cf_ref_norms *n) {
    arb_init(n->norm_l1), arb_init(n->norm_l2), arb_init(n->excess_l1), arb_init(n->excess_l2);
}

void cf_ref_norms_clear(cf_ref_norms *n) {
    arb_clear(n->norm_l1), arb_clear(n->norm_l2), arb_clear(n->excess_l1), arb_clear(n->excess_l2);
}

static void set_row(fmpq_mat_t M, slong row, const double *x, slong stride, slong n) {
    for (slong i = 0; i < n; i++) cf_fmpq_set_double(fmpq_mat_entry(M, row, i), x[i * stride]);
}

/* s = X^T nu_1, d x 1, exactly */
static void slopes(fmpq_mat_t s, const double *X, const fmpq_mat_t nu, size_t N, size_t d) {
    fmpq_mat_t Xt;
    fmpq_mat_init(Xt, (slong)d, (slong)N);
    for (size_t j = 0; j < d; j++) set_row(Xt, (slong)j, X + j, (slong)d, (slong)N);
    fmpq_mat_mul(s, Xt, nu);
    fmpq_mat_clear(Xt);
}

static void excess_l1(arb_t out, arb_srcptr beta, const fmpq_mat_t s, size_t d, slong prec) {
    fmpq_t gap;
    arb_t a, sum;
    fmpq_init(gap), arb_init(a), arb_init(sum);
    for (size_t i = 0; i < d; i++) {
        if (arb_is_zero(beta + i)) continue;
        const fmpq *si = fmpq_mat_entry(s, (slong)i, 0);
        int sign = arb_is_positive(beta + i) ? 1 : arb_is_negative(beta + i) ? -1 : 0;
        if (sign == 0) { /* |beta_i| - s_i beta_i lies in [0, 2|beta_i|] */
            arb_get_mag(arb_radref(a), beta + i);
            arf_set_mag(arb_midref(a), arb_radref(a));
        } else {
            fmpq_set(gap, si);
            if (sign > 0) fmpq_neg(gap, gap);
            fmpz_add(fmpq_numref(gap), fmpq_numref(gap),
                     fmpq_denref(gap)); /* 1 - s_i sgn beta_i, in lowest terms */
            arb_set_fmpq(a, gap, prec);
            arb_mul(a, a, beta + i, prec);
            arb_abs(a, a);
        }
        arb_add(sum, sum, a, prec);
    }
    arb_set(out, sum);
    fmpq_clear(gap), arb_clear(a), arb_clear(sum);
}

static void excess_l2(arb_t out, arb_srcptr beta, const fmpq_mat_t beta_l2, const arb_t norm, size_t d,
                      slong prec) {
    arb_ptr exact = _arb_vec_init((slong)d), delta = _arb_vec_init((slong)d);
    arb_t sum;
    arb_init(sum);
    for (size_t i = 0; i < d; i++) {
        arb_set_fmpq(exact + i, fmpq_mat_entry(beta_l2, (slong)i, 0), prec);
        arb_sub(delta + i, beta + i, exact + i, prec);
    }
    cf_ref_norm_l2(sum, exact, d, prec);
    arb_add(sum, sum, norm, prec);
    cf_ref_norm_l2(out, delta, d, prec);
    arb_sqr(out, out, prec);
    if (arb_is_zero(sum))
        arb_zero(out);
    else
        arb_div(out, out, sum, prec);
    arb_clear(sum);
    _arb_vec_clear(exact, (slong)d), _arb_vec_clear(delta, (slong)d);
}

/* Is v (d) in the row space of X (of full row rank)? */
static int in_row_space(const double *X, const fmpq *v, size_t N, size_t d) {
    fmpq_mat_t Q;
    fmpz_mat_t Z;
    fmpq_mat_init(Q, (slong)N + 1, (slong)d);
    fmpz_mat_init(Z, (slong)N + 1, (slong)d);
    for (size_t n = 0; n < N; n++) set_row(Q, (slong)n, X + n * d, 1, (slong)d);
    for (size_t j = 0; j < d; j++) fmpq_set(fmpq_mat_entry(Q, (slong)N, (slong)j), v + j);
    fmpq_mat_get_fmpz_mat_rowwise(Z, NULL, Q);
    int in = fmpz_mat_rank(Z) == (slong)N;
    fmpq_mat_clear(Q);
    fmpz_mat_clear(Z);
    return in;
}

/* The signs of one magnitude after the other. */
int cf_ref_limit_is_l2(const double *X, const fmpq_mat_t beta_l2, size_t N, size_t d) {
    if (N == d) return 1;
    fmpq *v = calloc(d, sizeof *v);
    char *done = calloc(d, 1);
    if (!v || !done) {
        free(v);
        free(done);
        return 0;
    }
    fmpq_t a, b;
    fmpq_init(a), fmpq_init(b);
    for (size_t j = 0; j < d; j++) fmpq_init(v + j);
    int same = 1;
    for (size_t i = 0; i < d && same; i++) {
        if (done[i] || fmpq_is_zero(fmpq_mat_entry(beta_l2, (slong)i, 0))) continue;
        fmpq_abs(a, fmpq_mat_entry(beta_l2, (slong)i, 0));
        for (size_t j = 0; j < d; j++) {
            fmpq_abs(b, fmpq_mat_entry(beta_l2, (slong)j, 0));
            int equal = fmpq_equal(a, b);
            done[j] |= (char)equal;
            fmpq_set_si(v + j, equal ? fmpq_sgn(fmpq_mat_entry(beta_l2, (slong)j, 0)) : 0, 1);
        }
        same = in_row_space(X, v, N, d);
    }
    for (size_t j = 0; j < d; j++) fmpq_clear(v + j);
    fmpq_clear(a), fmpq_clear(b);
    free(v);
    free(done);
    return same;
}

/* The bits that x lacks, *most at least; where nothing is known of its size, as many as there are. */
static void lacking(slong *most, const arb_t x, slong prec, slong working) {
    slong bits = arb_is_zero(x) ? prec : cf_ball_bits(x), missing = bits < 0 ? working : prec - bits;
    if (missing > *most) *most = missing;
}

static cf_ref_status rise(cf_ref_norms *norms, cf_ref_limit_solver *solver, const fmpq_mat_struct *s,
                          const fmpq_mat_struct *beta_l2, slong prec) {
    size_t N = solver->N, d = solver->d;
    arb_ptr beta = _arb_vec_init((slong)d);
    slong working = prec + 12;
    int single = N == d, same = single; /* one feasible beta only */
    cf_ref_status status = CF_REF_UNDECIDED;
    for (int i = 0; i < RAISES; i++) {
        cf_ref_status solved = cf_ref_limit_solver_enclose(beta, NULL, solver, working);
        if (solved != CF_REF_OK) {
            status = solved;
            break;
        }
        cf_ref_norm_l1(norms->norm_l1, beta, d, working);
        cf_ref_norm_l2(norms->norm_l2, beta, d, working);
        slong missing = 0;
        lacking(&missing, norms->norm_l1, prec, working);
        lacking(&missing, norms->norm_l2, prec, working);
        if (s) {
            if (single)
                arb_zero(norms->excess_l1);
            else
                excess_l1(norms->excess_l1, beta, s, d, working + 30);
            lacking(&missing, norms->excess_l1, prec, working);
        }
        if (beta_l2) {
            excess_l2(norms->excess_l2, beta, beta_l2, norms->norm_l2, d, working + 30);
            /* asked once, and only where the balls leave it open */
            if (i == 1 && arb_contains_zero(norms->excess_l2))
                same = same || cf_ref_limit_is_l2(solver->X, beta_l2, N, d);
            if (same) arb_zero(norms->excess_l2);
            lacking(&missing, norms->excess_l2, prec, working);
        }
        if (missing == 0) {
            status = CF_REF_OK;
            break;
        }
        working += missing + 8;
    }
    _arb_vec_clear(beta, (slong)d);
    return status;
}

cf_ref_status cf_ref_limit_norms_depth(cf_ref_norms *norms, const double *X, const double *y,
                                       const cf_ref_alpha_t alpha, const fmpq_t depth, const cf_ref_l1 *l1,
                                       const fmpq_mat_t beta_l2, size_t N, size_t d, slong prec) {
    cf_ref_limit_solver solver;
    fmpq_mat_t s;
    fmpq_mat_init(s, (slong)d, 1);
    cf_ref_status status = cf_ref_limit_solver_init_depth(&solver, X, y, alpha, depth, N, d);
    if (status == CF_REF_OK && l1) slopes(s, X, l1->nu, N, d);
    if (status == CF_REF_OK) status = rise(norms, &solver, l1 ? s : NULL, beta_l2, prec);
    cf_ref_limit_solver_clear(&solver);
    fmpq_mat_clear(s);
    return status;
}

cf_ref_status cf_ref_limit_norms(cf_ref_norms *norms, const double *X, const double *y,
                                 const cf_ref_alpha_t alpha, const cf_ref_l1 *l1, const fmpq_mat_t beta_l2,
                                 size_t N, size_t d, slong prec) {
    fmpq_t two;
    fmpq_init(two);
    fmpq_set_si(two, 2, 1);
    cf_ref_status status = cf_ref_limit_norms_depth(norms, X, y, alpha, two, l1, beta_l2, N, d, prec);
    fmpq_clear(two);
    return status;
}
