/* limit_coordinate.c - one coordinate of the limit in balls: beta and the weight w = dbeta/dz from z.
 *
 * Depth 2: beta = 2 alpha^2 sinh z, w = 2 alpha^2 cosh z.
 *
 * Depth D > 2, p = D/(D-2), A = alpha^D, from the three balls z, 1 - z and 1 + z, none of which is made from
 * another by subtraction where that would lose digits (limit.h):
 *
 *     beta = A h_D(z) = A ((1-z)^{-p} - (1+z)^{-p})
 *          = A (1 - z^2)^{-p/2} 2 sinh(p artanh z),     used where |z| < 1/2: nothing cancels as z -> 0;
 *     w    = A p ((1-z)^{-p-1} + (1+z)^{-p-1}).
 *
 * A power is exp(-p log); a ball that touches 0 has no logarithm and gives a ball that is not finite, so that
 * a finite answer proves |z| < 1. The relative change of w over dz is at most (p+1)|dz|/(1 - |z|) to first
 * order, because |h_D''| <= (p+1) h_D'/(1 - |z|). */
#include "limit.h"

/* z, 1 - z, 1 + z of coordinate j from z_j - s_j */
static void complements(arb_t z, arb_t below, arb_t above, const cf_ref_limit_system *sys, arb_srcptr t,
                        slong j, slong prec) {
    arb_sub(below, sys->gap_below + j, t + j, prec);
    arb_add(above, sys->gap_above + j, t + j, prec);
    if (sys->sigma) {
        arb_set_fmpq(z, fmpq_mat_entry(sys->s, j, 0), prec);
        arb_add(z, z, t + j, prec);
    } else
        arb_set(z, t + j);
}

/* log(1 - z) and log(1 + z); nonzero iff |z| < 1/2 and they come from z */
static int logarithms(arb_t below, arb_t above, const arb_t z, slong prec) {
    mag_t size;
    mag_init(size);
    arb_get_mag(size, z);
    int small = mag_cmp_2exp_si(size, -1) < 0;
    mag_clear(size);
    if (small) {
        arb_neg(below, z);
        arb_log1p(below, below, prec);
        arb_log1p(above, z, prec);
    } else {
        arb_log(below, below, prec);
        arb_log(above, above, prec);
    }
    return small;
}

/* h_D(z), given log(1 -+ z) */
static void depth_h(arb_t out, const arb_t below, const arb_t above, const arb_t p, int small, slong prec) {
    arb_t a, b;
    arb_init(a), arb_init(b);
    if (small) {
        arb_sub(a, above, below, prec); /* of opposite signs */
        arb_mul(a, a, p, prec);
        arb_mul_2exp_si(a, a, -1);
        arb_sinh(a, a, prec);
        arb_mul_2exp_si(a, a, 1);
        arb_add(b, above, below, prec);
        arb_mul(b, b, p, prec);
        arb_mul_2exp_si(b, b, -1);
        arb_neg(b, b);
        arb_exp(b, b, prec);
        arb_mul(out, a, b, prec);
    } else {
        arb_mul(a, below, p, prec);
        arb_neg(a, a);
        arb_exp(a, a, prec);
        arb_mul(b, above, p, prec);
        arb_neg(b, b);
        arb_exp(b, b, prec);
        arb_sub(out, a, b, prec);
    }
    arb_clear(a), arb_clear(b);
}

/* h_D'(z), given log(1 -+ z) */
static void depth_h_prime(arb_t out, const arb_t below, const arb_t above, const arb_t p, slong prec) {
    arb_t a, b, q;
    arb_init(a), arb_init(b), arb_init(q);
    arb_add_ui(q, p, 1, prec);
    arb_neg(q, q);
    arb_mul(a, below, q, prec);
    arb_exp(a, a, prec);
    arb_mul(b, above, q, prec);
    arb_exp(b, b, prec);
    arb_add(a, a, b, prec);
    arb_mul(out, a, p, prec);
    arb_clear(a), arb_clear(b), arb_clear(q);
}

static void depth_coordinates(arb_ptr out, const cf_ref_limit_system *sys, arb_srcptr t, const arb_t scale,
                              int prime, slong prec) {
    arb_t z, below, above, p;
    arb_init(z), arb_init(below), arb_init(above), arb_init(p);
    arb_set_fmpq(p, sys->p, prec);
    for (slong j = 0; j < (slong)sys->d; j++) {
        complements(z, below, above, sys, t, j, prec);
        int small = logarithms(below, above, z, prec);
        if (prime)
            depth_h_prime(out + j, below, above, p, prec);
        else
            depth_h(out + j, below, above, p, small, prec);
        arb_mul(out + j, out + j, scale, prec);
    }
    arb_clear(z), arb_clear(below), arb_clear(above), arb_clear(p);
}

void cf_ref_limit_beta(arb_ptr beta, const cf_ref_limit_system *sys, arb_srcptr z, const arb_t scale,
                       slong prec) {
    if (sys->start) {
        cf_ref_limit_start_beta(beta, sys->start, z, sys->d, prec);
        return;
    }
    if (sys->deep) {
        depth_coordinates(beta, sys, z, scale, 0, prec);
        return;
    }
    for (size_t j = 0; j < sys->d; j++) {
        arb_sinh(beta + j, z + j, prec);
        arb_mul(beta + j, beta + j, scale, prec);
    }
}

void cf_ref_limit_weights(arb_ptr w, const cf_ref_limit_system *sys, arb_srcptr z, const arb_t scale,
                          slong prec) {
    if (sys->start) {
        cf_ref_limit_start_weights(w, sys->start, z, sys->d, prec);
        return;
    }
    if (sys->deep) {
        depth_coordinates(w, sys, z, scale, 1, prec);
        return;
    }
    for (size_t j = 0; j < sys->d; j++) {
        arb_cosh(w + j, z + j, prec);
        arb_mul(w + j, w + j, scale, prec);
    }
}

void cf_ref_limit_room(mag_ptr room, const cf_ref_limit_system *sys, arb_srcptr z) {
    arb_t a, below, above;
    mag_t m;
    arb_init(a), arb_init(below), arb_init(above), mag_init(m);
    arb_set_fmpq(a, sys->p, 64);
    arb_add_ui(a, a, 1, 64);
    arb_get_mag(m, a);
    for (slong j = 0; j < (slong)sys->d; j++) {
        complements(a, below, above, sys, z, j, 64);
        arb_get_mag_lower_nonnegative(room + j, below);
        arb_get_mag_lower_nonnegative(arb_radref(a), above);
        mag_min(room + j, room + j, arb_radref(a));
        mag_div_lower(room + j, room + j, m);
    }
    arb_clear(a), arb_clear(below), arb_clear(above), mag_clear(m);
}

int cf_ref_limit_slopes(fmpq_mat_t nu, fmpq_mat_t s, const double *X, const size_t *basis,
                        const double *sigma, size_t N, size_t d) {
    fmpq_mat_t Xt, XBt;
    fmpq_mat_init(Xt, (slong)d, (slong)N);
    fmpq_mat_init(XBt, (slong)N, (slong)N);
    for (size_t n = 0; n < N; n++)
        for (size_t j = 0; j < d; j++)
            cf_fmpq_set_double(fmpq_mat_entry(Xt, (slong)j, (slong)n), X[n * d + j]);
    for (size_t k = 0; k < N; k++) {
        for (size_t n = 0; n < N; n++)
            fmpq_set(fmpq_mat_entry(XBt, (slong)k, (slong)n), fmpq_mat_entry(Xt, (slong)basis[k], (slong)n));
        fmpq_set_si(fmpq_mat_entry(nu, (slong)k, 0), (slong)sigma[k], 1);
    }
    int ok = fmpq_mat_solve(nu, XBt, nu);
    if (ok) fmpq_mat_mul(s, Xt, nu);
    fmpq_mat_clear(Xt);
    fmpq_mat_clear(XBt);
    return ok;
}
