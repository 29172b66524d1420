/* mf_nuclear.c - bounds of the least nuclear norm of a completion, from a candidate of any origin.
 *
 * Upper: any matrix with the observed entries exactly; its nuclear norm is enclosed (singular.c).
 * Lower: for Y supported on the observed entries, <Y, M> = sum y_n Y_n for every completion, and <Y, M> <=
 * ||Y||_2 ||M||_*.
 *
 * Where the entries are those of a rank-one matrix u v^T exactly, found in rationals by going along the
 * observed nonzero entries, both bounds can meet: let a = u/||u||, b = v/||v||. If Y b = a, Y^T a = b and ||Y
 * - a b^T||_2 < 1, then ||Y||_2 = 1 and <Y, u v^T> = ||u|| ||v||: u v^T is optimal. It is then the only
 * optimum: another one, M, has <Y, M> = ||M||_*, hence M = c a b^T with c >= 0, since a, b span the only pair
 * of singular spaces of Y at 1; and an observed entry y_n != 0 gives c = ||u|| ||v||. Y is the candidate plus
 * the least correction that solves the linear equations, one of which is left out: the j with the largest
 * |b_j| of Y^T a = b. It follows from the others, as a^T (Y b) = 1 = (Y^T a)^T b. The correction is x = C^T
 * (C C^T)^{-1} (rest) with the inverse in balls, so that it exists. */
#include "certiflow_ref.h"
#include <stdlib.h>
#include <string.h>

void cf_ref_mf_nuclear_init(cf_ref_mf_nuclear *c, size_t d) {
    arb_init(c->lower), arb_init(c->upper), arb_init(c->value), arb_init(c->dual_margin);
    c->M = calloc(d * d + 1, sizeof *c->M);
    c->rank = 0, c->unique = CF_UNKNOWN, c->d = d;
}

void cf_ref_mf_nuclear_clear(cf_ref_mf_nuclear *c) {
    arb_clear(c->lower), arb_clear(c->upper), arb_clear(c->value), arb_clear(c->dual_margin);
    free(c->M);
}

static void upper_bound(cf_ref_mf_nuclear *c, const double *M, const cf_ref_mf *mf, slong prec) {
    size_t d = mf->d;
    arb_mat_t A;
    arb_mat_init(A, (slong)d, (slong)d);
    memcpy(c->M, M, d * d * sizeof *M);
    for (size_t n = 0; n < mf->N; n++) c->M[mf->row[n] * d + mf->col[n]] = mf->y[n];
    for (size_t e = 0; e < d * d; e++) arb_set_d(arb_mat_entry(A, (slong)(e / d), (slong)(e % d)), c->M[e]);
    cf_ref_nuclear_norm(c->upper, A, prec);
    arb_mat_clear(A);
}

static void lower_bound(cf_ref_mf_nuclear *c, const double *Y, const cf_ref_mf *mf, slong prec) {
    slong d = (slong)mf->d;
    arb_mat_t A;
    arb_t y, x;
    arb_ptr sigma = _arb_vec_init(d);
    arb_mat_init(A, d, d), arb_init(y), arb_init(x);
    arb_zero(c->lower);
    for (size_t n = 0; n < mf->N; n++) {
        arb_ptr e = arb_mat_entry(A, (slong)mf->row[n], (slong)mf->col[n]);
        arb_set_d(e, Y[n]), arb_set_d(y, mf->y[n]);
        arb_addmul(c->lower, e, y, prec);
    }
    cf_ref_singular_values(sigma, A, prec);
    if (arb_is_positive(sigma))
        arb_div(c->lower, c->lower, sigma, prec);
    else
        arb_zero(c->lower); /* nothing is known of Y */
    if (!arb_is_positive(c->lower)) arb_zero(c->lower);
    arb_mat_clear(A), arb_clear(y), arb_clear(x);
    _arb_vec_clear(sigma, d);
}

/* u (d), v (d) with u_i v_j = y_n exactly for all entries and nothing of u, v undetermined; 0 if there are
 * none. */
static int rank_one(fmpq *u, fmpq *v, const cf_ref_mf *mf) {
    size_t d = mf->d, N = mf->N, start = N;
    unsigned char *known = calloc(2 * d, 1);
    fmpq_t y, x;
    int moved = 1, good = known != NULL;
    fmpq_init(y), fmpq_init(x);
    for (size_t n = 0; n < N && start == N; n++)
        if (mf->y[n] != 0) start = n;
    good = good && start < N;
    if (good) fmpq_one(u + mf->row[start]), known[mf->row[start]] = 1;
    while (good && moved) {
        moved = 0;
        for (size_t n = 0; n < N; n++) {
            size_t i = mf->row[n], j = mf->col[n];
            cf_fmpq_set_double(y, mf->y[n]);
            if (known[i] && !known[d + j] && !fmpq_is_zero(u + i))
                fmpq_div(v + j, y, u + i), known[d + j] = 1, moved = 1;
            else if (known[d + j] && !known[i] && !fmpq_is_zero(v + j))
                fmpq_div(u + i, y, v + j), known[i] = 1, moved = 1;
        }
    }
    for (size_t i = 0; good && i < 2 * d; i++) good = known[i];
    for (size_t n = 0; good && n < N; n++) {
        cf_fmpq_set_double(y, mf->y[n]);
        fmpq_mul(x, u + mf->row[n], v + mf->col[n]);
        good = fmpq_equal(x, y);
    }
    fmpq_clear(y), fmpq_clear(x);
    free(known);
    return good;
}

/* x (d balls) = u/||u||; norm = ||u|| */
static void unit(arb_ptr x, arb_t norm, const fmpq *u, slong d, slong prec) {
    arb_zero(norm);
    for (slong i = 0; i < d; i++) {
        arb_set_fmpq(x + i, u + i, prec);
        arb_addmul(norm, x + i, x + i, prec);
    }
    arb_sqrt(norm, norm, prec);
    _arb_vec_scalar_div(x, x, d, norm, prec);
}

/* S = Y - a b^T for the Y nearest to the candidate with Y b = a, Y^T a = b; 0 if the equations cannot be
 * shown to have a solution. */
static int dual(arb_mat_t S, arb_srcptr a, arb_srcptr b, const double *Y, const cf_ref_mf *mf, slong prec) {
    slong d = (slong)mf->d, N = (slong)mf->N, size = 2 * d - 1, left_out = 0, row;
    arb_mat_t C, T, G, rest, x;
    arb_t y;
    for (slong j = 1; j < d; j++)
        if (arf_cmpabs(arb_midref(b + j), arb_midref(b + left_out)) > 0) left_out = j;
    arb_mat_init(C, size, N), arb_mat_init(T, N, size), arb_mat_init(G, size, size),
        arb_mat_init(rest, size, 1), arb_mat_init(x, size, 1);
    arb_init(y);
    for (slong i = 0; i < d; i++) {
        arb_set(arb_mat_entry(rest, i, 0), a + i);
        row = d + i - (i > left_out);
        if (i != left_out) arb_set(arb_mat_entry(rest, row, 0), b + i);
    }
    for (slong n = 0; n < N; n++) {
        slong i = (slong)mf->row[n], j = (slong)mf->col[n];
        arb_set_d(y, Y[n]);
        arb_set(arb_mat_entry(C, i, n), b + j);
        arb_submul(arb_mat_entry(rest, i, 0), y, b + j, prec);
        if (j == left_out) continue;
        row = d + j - (j > left_out);
        arb_set(arb_mat_entry(C, row, n), a + i);
        arb_submul(arb_mat_entry(rest, row, 0), y, a + i, prec);
    }
    arb_mat_transpose(T, C);
    arb_mat_mul(G, C, T, prec);
    int solved = !arb_contains_zero(b + left_out) && arb_mat_solve(x, G, rest, prec);
    if (solved) {
        arb_mat_t correction;
        arb_mat_init(correction, N, 1);
        arb_mat_mul(correction, T, x, prec);
        for (slong i = 0; i < d; i++)
            for (slong j = 0; j < d; j++) {
                arb_mul(y, a + i, b + j, prec);
                arb_neg(arb_mat_entry(S, i, j), y);
            }
        for (slong n = 0; n < N; n++) {
            arb_ptr e = arb_mat_entry(S, (slong)mf->row[n], (slong)mf->col[n]);
            arb_set_d(y, Y[n]);
            arb_add(y, y, arb_mat_entry(correction, n, 0), prec);
            arb_add(e, e, y, prec);
        }
        arb_mat_clear(correction);
    }
    arb_mat_clear(C), arb_mat_clear(T), arb_mat_clear(G), arb_mat_clear(rest), arb_mat_clear(x);
    arb_clear(y);
    return solved;
}

/* The rank-one case: bounds that meet and uniqueness, if the certificate is found. */
static void try_rank_one(cf_ref_mf_nuclear *c, const double *Y, const cf_ref_mf *mf, slong prec) {
    slong d = (slong)mf->d;
    fmpq *u = _fmpq_vec_init(d), *v = _fmpq_vec_init(d);
    arb_ptr a = _arb_vec_init(d), b = _arb_vec_init(d), sigma = _arb_vec_init(d);
    arb_t norm_u, norm_v, one;
    arb_mat_t S;
    arb_init(norm_u), arb_init(norm_v), arb_init(one), arb_mat_init(S, d, d);
    arb_one(one);
    if (rank_one(u, v, mf)) {
        unit(a, norm_u, u, d, prec), unit(b, norm_v, v, d, prec);
        arb_mul(norm_u, norm_u, norm_v, prec);
        if (cf_ball_le(norm_u, c->upper) != CF_FALSE) arb_set(c->upper, norm_u); /* u v^T is feasible */
        c->rank = 1;
        for (slong e = 0; e < d * d; e++) {
            fmpq_t x;
            fmpq_init(x);
            fmpq_mul(x, u + e / d, v + e % d);
            arb_set_fmpq(one, x, 53 + 8);
            c->M[e] = arf_get_d(arb_midref(one), ARF_RND_NEAR);
            fmpq_clear(x);
        }
        arb_one(one);
        if (dual(S, a, b, Y, mf, prec)) {
            cf_ref_singular_values(sigma, S, prec);
            arb_set(c->dual_margin, sigma);
            if (cf_ball_lt(sigma, one) == CF_TRUE) {
                arb_set(c->lower, norm_u), arb_set(c->upper, norm_u);
                c->unique = CF_TRUE;
            }
        }
    }
    arb_clear(norm_u), arb_clear(norm_v), arb_clear(one), arb_mat_clear(S);
    _arb_vec_clear(a, d), _arb_vec_clear(b, d), _arb_vec_clear(sigma, d);
    _fmpq_vec_clear(u, d), _fmpq_vec_clear(v, d);
}

cf_ref_status cf_ref_mf_min_nuclear(cf_ref_mf_nuclear *c, const double *M, const double *Y,
                                    const cf_ref_mf *mf, slong prec) {
    size_t d = mf->d;
    if (d < 1 || c->d != d || !c->M || mf->N > d * d) return CF_REF_EINVAL;
    arb_t x;
    arb_init(x);
    int finite = 1, zero = 1;
    for (size_t e = 0; e < d * d; e++) arb_set_d(x, M[e]), finite = finite && arb_is_finite(x);
    for (size_t n = 0; n < mf->N; n++) {
        arb_set_d(x, mf->y[n]), finite = finite && arb_is_finite(x);
        arb_set_d(x, Y[n]), finite = finite && arb_is_finite(x);
        finite = finite && mf->row[n] < d && mf->col[n] < d;
        zero = zero && mf->y[n] == 0;
    }
    arb_clear(x);
    if (!finite) return CF_REF_EINVAL;
    c->unique = CF_UNKNOWN, c->rank = 0;
    arb_indeterminate(c->dual_margin);
    if (zero) { /* M = 0, and no other matrix has norm 0 */
        memset(c->M, 0, d * d * sizeof *c->M);
        arb_zero(c->lower), arb_zero(c->upper), arb_zero(c->value), arb_zero(c->dual_margin);
        c->unique = CF_TRUE;
        return CF_REF_OK;
    }
    upper_bound(c, M, mf, prec);
    lower_bound(c, Y, mf, prec);
    try_rank_one(c, Y, mf, prec);
    arb_union(c->value, c->lower, c->upper, prec);
    return arb_is_finite(c->value) ? CF_REF_OK : CF_REF_UNDECIDED;
}
