/* singular.c - singular values of a matrix of balls, enclosed.
 *
 * One-sided Jacobi on the midpoints gives V, nearly orthogonal, with nearly orthogonal columns of A V.
 * Whatever V is, with B = A V and G = B^T B in balls: (Weyl)       the i-th eigenvalue of G lies within ||G -
 * diag G||_F of the i-th largest diagonal entry; (Ostrowski)  s_i(A) s_min(V) <= s_i(B) <= s_i(A) s_max(V),
 * and |s(V)^2 - 1| <= ||V^T V - 1||_F = e. So s_i(A) is in [sqrt(max(0, g_i - w)/(1 + e)), sqrt((g_i + w)/(1
 * - e))], if e < 1. The search decides only how narrow that is.
 *
 * Values that are 0, or lie below 2^(-prec/2) of the largest, come with an absolute accuracy of about that.
 */
#include "certiflow_ref.h"
#include <stdlib.h>

#define SWEEPS 30

/* Rotates columns p and q of B and V (midpoints) so that those of B become orthogonal; 0 if they were so
 * already. */
static int rotate(arb_mat_t B, arb_mat_t V, slong p, slong q, slong prec) {
    arb_t a, b, c, t, s, x;
    arb_init(a), arb_init(b), arb_init(c), arb_init(t), arb_init(s), arb_init(x);
    for (slong i = 0; i < arb_mat_nrows(B); i++) {
        arb_addmul(a, arb_mat_entry(B, i, p), arb_mat_entry(B, i, p), prec);
        arb_addmul(b, arb_mat_entry(B, i, q), arb_mat_entry(B, i, q), prec);
        arb_addmul(c, arb_mat_entry(B, i, p), arb_mat_entry(B, i, q), prec);
    }
    mag_zero(arb_radref(a)), mag_zero(arb_radref(b)), mag_zero(arb_radref(c));
    arb_mul(x, a, b, prec);
    arb_sqrt(x, x, prec);
    arb_mul_2exp_si(x, x, 8 - prec);
    int done = arb_is_zero(c) || arf_cmpabs(arb_midref(c), arb_midref(x)) <= 0;
    if (!done) { /* tan(2 theta) = 2c/(a - b): t = sgn(z)/(|z| + sqrt(1 + z^2)), z = (b - a)/(2c) */
        arb_sub(t, b, a, prec);
        arb_div(t, t, c, prec);
        arb_mul_2exp_si(t, t, -1);
        arb_mul(s, t, t, prec);
        arb_add_ui(s, s, 1, prec);
        arb_sqrt(s, s, prec);
        int negative = arf_sgn(arb_midref(t)) < 0;
        arb_abs(t, t);
        arb_add(t, t, s, prec);
        arb_inv(t, t, prec);
        if (negative) arb_neg(t, t);
        arb_mul(x, t, t, prec);
        arb_add_ui(x, x, 1, prec);
        arb_rsqrt(x, x, prec); /* cos */
        arb_mul(s, t, x, prec);
        mag_zero(arb_radref(x)), mag_zero(arb_radref(s));
        for (int side = 0; side < 2; side++) {
            arb_mat_struct *W = side ? V : B;
            for (slong i = 0; i < arb_mat_nrows(W); i++) {
                arb_ptr u = arb_mat_entry(W, i, p), v = arb_mat_entry(W, i, q);
                arb_mul(a, u, x, prec);
                arb_submul(a, v, s, prec);
                arb_mul(b, v, x, prec);
                arb_addmul(b, u, s, prec);
                mag_zero(arb_radref(a)), mag_zero(arb_radref(b));
                arb_swap(u, a), arb_swap(v, b);
            }
        }
    }
    arb_clear(a), arb_clear(b), arb_clear(c), arb_clear(t), arb_clear(s), arb_clear(x);
    return !done;
}

static void jacobi(arb_mat_t V, const arb_mat_t A, slong prec) {
    slong n = arb_mat_ncols(A);
    arb_mat_t B;
    arb_mat_init(B, arb_mat_nrows(A), n);
    arb_mat_get_mid(B, A);
    arb_mat_one(V);
    for (int sweep = 0, moved = 1; moved && sweep < SWEEPS; sweep++) {
        moved = 0;
        for (slong p = 0; p < n; p++)
            for (slong q = p + 1; q < n; q++) moved |= rotate(B, V, p, q, prec);
    }
    arb_mat_clear(B);
}

/* the Frobenius norm of G - 1, or of G off its diagonal: an upper bound */
static void off_norm(mag_t out, const arb_mat_t G, int minus_one, slong prec) {
    arb_t x;
    mag_t m;
    arb_init(x), mag_init(m);
    mag_zero(out);
    for (slong i = 0; i < arb_mat_nrows(G); i++)
        for (slong j = 0; j < arb_mat_ncols(G); j++) {
            if (i == j && !minus_one) continue;
            arb_sub_ui(x, arb_mat_entry(G, i, j), i == j, prec);
            arb_get_mag(m, x);
            mag_addmul(out, m, m);
        }
    mag_sqrt(out, out);
    arb_clear(x), mag_clear(m);
}

static int larger_first(const void *a, const void *b) {
    return arf_cmp(arb_midref((arb_srcptr)b), arb_midref((arb_srcptr)a));
}

static void gram(arb_mat_t G, const arb_mat_t B, slong prec) {
    arb_mat_t T;
    arb_mat_init(T, arb_mat_ncols(B), arb_mat_nrows(B));
    arb_mat_transpose(T, B);
    arb_mat_mul(G, T, B, prec);
    arb_mat_clear(T);
}

/* sigma = sqrt([g - w, g + w]/[1 - e, 1 + e]), cut at 0 */
static void enclose(arb_t sigma, const arb_t g, const mag_t w, const mag_t e, slong prec) {
    arb_t x, y;
    arf_t low, high;
    arb_init(x), arb_init(y), arf_init(low), arf_init(high);
    arb_set(x, g);
    arb_add_error_mag(x, w);
    arb_one(y);
    arb_add_error_mag(y, e);
    arb_div(x, x, y, prec);
    arb_get_lbound_arf(low, x, prec);
    arb_get_ubound_arf(high, x, prec);
    if (!arb_is_finite(x) || arf_sgn(high) < 0)
        arb_indeterminate(sigma);
    else {
        if (arf_sgn(low) < 0) arf_zero(low);
        arb_set_arf(x, low), arb_set_arf(y, high);
        arb_sqrt(x, x, prec), arb_sqrt(y, y, prec);
        arb_union(sigma, x, y, prec);
    }
    arb_clear(x), arb_clear(y), arf_clear(low), arf_clear(high);
}

void cf_ref_singular_values(arb_ptr sigma, const arb_mat_t A, slong prec) {
    slong m = arb_mat_nrows(A), n = arb_mat_ncols(A), least = m < n ? m : n;
    arb_mat_t B, V, G;
    mag_t w, e, r;
    mag_init(w), mag_init(e), mag_init(r);
    slong tall = m < n ? n : m;
    arb_mat_init(B, tall, least), arb_mat_init(V, least, least), arb_mat_init(G, least, least);
    if (m < n)
        arb_mat_transpose(B, A);
    else
        arb_mat_set(B, A);
    if (!arb_mat_is_finite(A)) {
        for (slong i = 0; i < least; i++) arb_indeterminate(sigma + i);
    } else {
        jacobi(V, B, prec);
        gram(G, V, prec);
        off_norm(e, G, 1, prec);
        arb_mat_mul(B, B, V, prec);
        gram(G, B, prec);
        off_norm(w, G, 0, prec);
        arb_ptr diagonal = _arb_vec_init(least);
        for (slong i = 0; i < least; i++) {
            arb_set(diagonal + i, arb_mat_entry(G, i, i));
            mag_max(r, r, arb_radref(diagonal + i));
            mag_zero(arb_radref(diagonal + i));
        }
        mag_add(w, w, r); /* sorting midpoints instead of values costs at most the largest radius */
        qsort(diagonal, (size_t)least, sizeof(arb_struct), larger_first);
        for (slong i = 0; i < least; i++)
            if (mag_cmp_2exp_si(e, -1) < 0)
                enclose(sigma + i, diagonal + i, w, e, prec);
            else
                arb_indeterminate(sigma + i);
        _arb_vec_clear(diagonal, least);
    }
    arb_mat_clear(B), arb_mat_clear(V), arb_mat_clear(G);
    mag_clear(w), mag_clear(e), mag_clear(r);
}

void cf_ref_nuclear_norm(arb_t norm, const arb_mat_t A, slong prec) {
    slong n = arb_mat_nrows(A) < arb_mat_ncols(A) ? arb_mat_nrows(A) : arb_mat_ncols(A);
    arb_ptr sigma = _arb_vec_init(n);
    cf_ref_singular_values(sigma, A, prec);
    arb_zero(norm);
    for (slong i = 0; i < n; i++) arb_add(norm, norm, sigma + i, prec);
    _arb_vec_clear(sigma, n);
}

cf_truth cf_ref_norm_2_at_most(const arb_mat_t A, const arb_t bound, slong prec) {
    slong n = arb_mat_nrows(A) < arb_mat_ncols(A) ? arb_mat_nrows(A) : arb_mat_ncols(A);
    arb_ptr sigma = _arb_vec_init(n);
    cf_ref_singular_values(sigma, A, prec);
    cf_truth truth = cf_ball_le(sigma, bound) == CF_TRUE ? CF_TRUE : CF_UNKNOWN;
    _arb_vec_clear(sigma, n);
    return truth;
}
