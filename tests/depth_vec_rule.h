/* depth_vec_rule.h - the rule by which the constants of core/depth_vec_tables.h are made, in balls:
 * tests/tools/make_depth_vec_tables.c prints the header by it, tests/test_depth_vec.c holds every number
 * against it. */
#ifndef CF_DEPTH_VEC_RULE_H
#define CF_DEPTH_VEC_RULE_H

#include "core/depth_vec.h"
#include "reference/certiflow_ref.h"

#define RULE_PREC 600

static double rule_double(const arb_t x) {
    return arf_get_d(arb_midref(x), ARF_RND_NEAR);
}

/* The n Chebyshev nodes of [low, high], rounded: points near them, exact from here. */
static void rule_nodes(arb_ptr nodes, double low, double high, slong n) {
    arb_t half, middle;
    fmpq_t angle;
    arb_init(half);
    arb_init(middle);
    fmpq_init(angle);
    arb_set_d(half, (high - low) / 2);
    arb_set_d(middle, (high + low) / 2);
    for (slong k = 0; k < n; k++) {
        fmpq_set_si(angle, 2 * k + 1, (ulong)(2 * n));
        arb_cos_pi_fmpq(nodes + k, angle, RULE_PREC);
        arb_mul(nodes + k, nodes + k, half, RULE_PREC);
        arb_add(nodes + k, nodes + k, middle, RULE_PREC);
        arb_set_round(nodes + k, nodes + k, 80);
        mag_zero(arb_radref(nodes + k));
    }
    arb_clear(half);
    arb_clear(middle);
    fmpq_clear(angle);
}

static void rule_coefficients(double *out, size_t stride, arb_srcptr x, arb_srcptr y, slong n) {
    arb_poly_t p;
    arb_t c;
    arb_poly_init(p);
    arb_init(c);
    arb_poly_interpolate_newton(p, x, y, n, RULE_PREC);
    for (slong i = 0; i < n; i++) {
        arb_poly_get_coeff_arb(c, p, i);
        out[(size_t)i * stride] = rule_double(c);
    }
    arb_poly_clear(p);
    arb_clear(c);
}

/* q_D(x)/x^2; (D-2)/(4D) at 0 */
static void rule_ratio(arb_t out, const arb_t x, slong depth) {
    fmpq_t d;
    fmpq_init(d);
    if (arb_is_zero(x)) {
        fmpq_set_si(d, depth - 2, (ulong)(4 * depth));
        arb_set_fmpq(out, d, RULE_PREC);
    } else {
        fmpq_set_si(d, depth, 1);
        cf_ref_q_depth(out, d, x, RULE_PREC);
        arb_div(out, out, x, RULE_PREC);
        arb_div(out, out, x, RULE_PREC);
    }
    fmpq_clear(d);
}

/* Piece j: x + 2 in the j-th quarter of a binade from 2 on. */
static void rule_piece(depth_vec_tables *t, int j, slong depth) {
    double step = ldexp(0.5, j / 4), low = ldexp(1 + (j % 4) / 4.0, 1 + j / 4) - 2;
    arb_ptr x = _arb_vec_init(DEPTH_VEC_PIECE), y = _arb_vec_init(DEPTH_VEC_PIECE);
    arb_t c, at;
    arb_init(c);
    arb_init(at);
    t->centre[j] = j == 0 ? 0 : low + step / 2;
    arb_set_d(c, t->centre[j]);
    rule_ratio(at, c, depth);
    t->at_centre[j] = rule_double(at);
    rule_nodes(x, low, low + step, DEPTH_VEC_PIECE);
    for (slong k = 0; k < DEPTH_VEC_PIECE; k++) {
        rule_ratio(y + k, x + k, depth);
        arb_sub(y + k, y + k, at, RULE_PREC);
        arb_sub(x + k, x + k, c, RULE_PREC);
        arb_div(y + k, y + k, x + k, RULE_PREC);
    }
    rule_coefficients(&t->piece[0][j], 16, x, y, DEPTH_VEC_PIECE);
    _arb_vec_clear(x, DEPTH_VEC_PIECE);
    _arb_vec_clear(y, DEPTH_VEC_PIECE);
    arb_clear(c);
    arb_clear(at);
}

/* (q_D(x)/x - 1)/u^k in u = x^(-1/r), r = 2 at depth 4 and D otherwise, k = 3 at depth 5 and 1 otherwise, x
 * >= 30 */
static void rule_tail(depth_vec_tables *t, slong depth) {
    ulong r = depth == 4 ? 2 : (ulong)depth, k = depth == 5 ? 3 : 1;
    arb_ptr u = _arb_vec_init(DEPTH_VEC_TAIL), y = _arb_vec_init(DEPTH_VEC_TAIL);
    arb_t x;
    arb_init(x);
    rule_nodes(u, 0, pow(30, -1.0 / (double)r), DEPTH_VEC_TAIL);
    for (slong i = 0; i < DEPTH_VEC_TAIL; i++) {
        arb_pow_ui(x, u + i, r, RULE_PREC);
        arb_inv(x, x, RULE_PREC);
        rule_ratio(y + i, x, depth);
        arb_mul(y + i, y + i, x, RULE_PREC);
        arb_sub_ui(y + i, y + i, 1, RULE_PREC);
        arb_pow_ui(x, u + i, k, RULE_PREC);
        arb_div(y + i, y + i, x, RULE_PREC);
    }
    rule_coefficients(t->tail, 1, u, y, DEPTH_VEC_TAIL);
    _arb_vec_clear(u, DEPTH_VEC_TAIL);
    _arb_vec_clear(y, DEPTH_VEC_TAIL);
    arb_clear(x);
}

/* x^(1/r) as hi + lo */
static void rule_root(double *hi, double *lo, const arb_t x, ulong r) {
    arb_t y, h;
    arb_init(y);
    arb_init(h);
    arb_root_ui(y, x, r, RULE_PREC);
    *hi = rule_double(y);
    arb_set_d(h, *hi);
    arb_sub(y, y, h, RULE_PREC);
    *lo = rule_double(y);
    arb_clear(y);
    arb_clear(h);
}

static void rule_roots(depth_vec_tables *t, slong depth) {
    arb_t x;
    arb_init(x);
    for (int j = 0; j < 16; j++) {
        arb_set_d(x, depth_vec_inverse[j]);
        rule_root(&t->root[j], &t->root_lo[j], x, (ulong)depth);
    }
    for (int i = 0; i < 8; i++) {
        arb_one(x);
        arb_mul_2exp_si(x, x, -(i % (int)depth));
        rule_root(&t->power[i], &t->power_lo[i], x, (ulong)depth);
    }
    arb_one(x);
    for (slong i = 1; i <= DEPTH_VEC_BINOMIAL; i++) { /* (-1/D choose i) */
        arb_mul_si(x, x, -(1 + (i - 1) * depth), RULE_PREC);
        arb_div_si(x, x, i * depth, RULE_PREC);
        t->binomial[i - 1] = rule_double(x);
    }
    arb_clear(x);
}

static void rule_tables(depth_vec_tables *t, slong depth) {
    for (int j = 0; j < 16; j++) rule_piece(t, j, depth);
    rule_tail(t, depth);
    rule_roots(t, depth);
}

#endif
