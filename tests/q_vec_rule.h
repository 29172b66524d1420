/* q_vec_rule.h - the rule by which the constants of core/q_vec_tables.h are made, in balls:
 * tests/tools/make_q_vec_tables.c prints the header by it, tests/test_q.c holds every number of the header against
 * it. */
#ifndef CF_Q_VEC_RULE_H
#define CF_Q_VEC_RULE_H

#include "reference/certiflow_ref.h"

#define RULE_PREC 1000

/* q'(x)/x if prime, q(x)/x^2 otherwise; 1/2, 1/4 at 0 */
static void rule_ratio(arb_t out, const arb_t x, int prime) {
    if (arb_is_zero(x)) {
        arb_one(out);
        arb_mul_2exp_si(out, out, prime ? -1 : -2);
        return;
    }
    (prime ? cf_ref_q_prime : cf_ref_q)(out, x, RULE_PREC);
    arb_div(out, out, x, RULE_PREC);
    if (!prime) arb_div(out, out, x, RULE_PREC);
}

/* The n Chebyshev nodes of [low, high]. */
static void rule_nodes(arb_ptr nodes, double low, double high, slong n) {
    arb_t half, middle;
    arb_init(half);
    arb_init(middle);
    arb_set_d(half, high);
    arb_set_d(middle, low);
    arb_sub(half, half, middle, RULE_PREC);
    arb_mul_2exp_si(half, half, -1);
    arb_add(middle, middle, half, RULE_PREC);
    for (slong k = 0; k < n; k++) {
        fmpq_t angle;
        fmpq_init(angle);
        fmpq_set_si(angle, 2 * k + 1, (ulong)(2 * n));
        arb_cos_pi_fmpq(nodes + k, angle, RULE_PREC);
        arb_mul(nodes + k, nodes + k, half, RULE_PREC);
        arb_add(nodes + k, nodes + k, middle, RULE_PREC);
        fmpq_clear(angle);
    }
    arb_clear(half);
    arb_clear(middle);
}

static double rule_low(int j) {
    return j < 4 ? 0.5 * j : j - 2;
}
static double rule_high(int j) {
    return j < 3 ? 0.5 * (j + 1) : j - 1;
}

/* Piece j of q or q': n coefficients of the interpolant of (ratio(x) - ratio(centre))/(x - centre) at the
 * Chebyshev nodes of the piece, in powers of x - centre. */
static void rule_piece(arb_poly_t p, double centre, int j, slong n, int prime) {
    arb_ptr x = _arb_vec_init(n), y = _arb_vec_init(n);
    arb_t c, at_centre;
    arb_init(c);
    arb_init(at_centre);
    arb_set_d(c, centre);
    rule_ratio(at_centre, c, prime);
    rule_nodes(x, rule_low(j), rule_high(j), n);
    for (slong k = 0; k < n; k++) {
        arb_set_round(x + k, x + k, 200); /* a point near the node, exact from here */
        mag_zero(arb_radref(x + k));
        rule_ratio(y + k, x + k, prime);
        arb_sub(y + k, y + k, at_centre, RULE_PREC);
        arb_sub(x + k, x + k, c, RULE_PREC);
        arb_div(y + k, y + k, x + k, RULE_PREC);
    }
    arb_poly_interpolate_newton(p, x, y, n, RULE_PREC);
    _arb_vec_clear(x, n);
    _arb_vec_clear(y, n);
    arb_clear(c);
    arb_clear(at_centre);
}

/* x >= 6, w = 1/x^2 in [0, 1/36], m = sqrt(1 + 4 w), G = ln((1 + m)/2): q' = ln x + G, q = x (ln x - 1) + 2 -
 * e/x with e = (m - 1 - G)/w. n coefficients of the interpolant of G/w or e at the Chebyshev nodes, in powers
 * of w. */
static void rule_tail(arb_poly_t p, slong n, int prime) {
    arb_ptr w = _arb_vec_init(n), y = _arb_vec_init(n);
    arb_t m, g;
    arb_init(m);
    arb_init(g);
    rule_nodes(w, 0, 1.0 / 36, n);
    for (slong k = 0; k < n; k++) {
        arb_set_round(w + k, w + k, 200);
        mag_zero(arb_radref(w + k));
        arb_mul_2exp_si(m, w + k, 2);
        arb_add_ui(m, m, 1, RULE_PREC);
        arb_sqrt(m, m, RULE_PREC);
        arb_add_ui(g, m, 1, RULE_PREC);
        arb_mul_2exp_si(g, g, -1);
        arb_log(g, g, RULE_PREC);
        if (!prime) {
            arb_sub(g, m, g, RULE_PREC);
            arb_sub_ui(g, g, 1, RULE_PREC);
        }
        arb_div(y + k, g, w + k, RULE_PREC);
    }
    arb_poly_interpolate_newton(p, w, y, n, RULE_PREC);
    _arb_vec_clear(w, n);
    _arb_vec_clear(y, n);
    arb_clear(m);
    arb_clear(g);
}

static double rule_double(const arb_t x) {
    return arf_get_d(arb_midref(x), ARF_RND_NEAR);
}

#endif
