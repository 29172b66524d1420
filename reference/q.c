/* q.c - the regulariser of Theorem 1 in balls.
 *
 *   q(z)  = 2 - sqrt(4 + z^2) + z asinh(z/2)   (5)          q'(z) = asinh(z/2)   (19)
 *   F(b)  = alpha^2 q(b/alpha^2)               Q_alpha(beta) = sum_i q(beta_i/alpha^2)
 *
 * One rewriting: (2 - s)(2 + s) = 4 - s^2 = -z^2 with s = sqrt(4 + z^2), so 2 - s = -z^2/(2 + s), which does
 * not cancel as z -> 0; the print's form would need 2 log2(1/|z|) more bits. tests/test_q.c holds the print's
 * form against it. Balls of positive radius are evaluated at their ends: q is even and convex, q' is
 * increasing. */
#include "certiflow_ref.h"

/* q and q' at an exact finite z */
static void q_exact(arb_t out, const arf_t z, slong prec) {
    arb_t x, s, u;
    arb_init(x);
    arb_init(s);
    arb_init(u);
    arb_set_arf(x, z);
    for (slong working = prec + 16;; working *= 2) {
        arb_mul(s, x, x, working);
        arb_add_ui(u, s, 4, working);
        arb_sqrt(u, u, working);
        arb_add_ui(u, u, 2, working);
        arb_div(s, s, u, working); /* sqrt(4 + z^2) - 2 */
        arb_mul_2exp_si(u, x, -1);
        arb_asinh(u, u, working);
        arb_mul(u, u, x, working);
        arb_sub(out, u, s, working);
        if (cf_ball_bits(out) >= prec) break;
    }
    arb_clear(x);
    arb_clear(s);
    arb_clear(u);
}

static void q_prime_exact(arb_t out, const arf_t z, slong prec) {
    arb_t x;
    arb_init(x);
    arb_set_arf(x, z);
    arb_mul_2exp_si(x, x, -1);
    for (slong working = prec + 16;; working *= 2) {
        arb_asinh(out, x, working);
        if (cf_ball_bits(out) >= prec) break;
    }
    arb_clear(x);
}

/* The ends of a finite ball, rounded outwards at prec bits beyond the exponent. */
static void ball_ends(arf_t low, arf_t high, const arb_t z, slong prec) {
    arb_get_lbound_arf(low, z, prec + 32);
    arb_get_ubound_arf(high, z, prec + 32);
}

void cf_ref_q(arb_t out, const arb_t z, slong prec) {
    if (!arb_is_finite(z)) {
        if (arb_is_exact(z) && arf_is_inf(arb_midref(z)))
            arb_pos_inf(out);
        else
            arb_indeterminate(out);
        return;
    }
    if (arb_is_exact(z)) {
        q_exact(out, arb_midref(z), prec);
        return;
    }
    arf_t low, high;
    arb_t at_low, at_high;
    arf_init(low);
    arf_init(high);
    arb_init(at_low);
    arb_init(at_high);
    ball_ends(low, high, z, prec);
    int around_zero = arf_sgn(low) <= 0 && arf_sgn(high) >= 0;
    q_exact(at_low, low, prec);
    q_exact(at_high, high, prec);
    arb_union(out, at_low, at_high, prec);
    if (around_zero) { /* the least value is q(0) = 0 */
        arb_zero(at_low);
        arb_union(out, out, at_low, prec);
    }
    arf_clear(low);
    arf_clear(high);
    arb_clear(at_low);
    arb_clear(at_high);
}

void cf_ref_q_prime(arb_t out, const arb_t z, slong prec) {
    if (!arb_is_finite(z)) {
        if (arb_is_exact(z) && arf_is_inf(arb_midref(z)))
            arb_set(out, z);
        else
            arb_indeterminate(out);
        return;
    }
    if (arb_is_exact(z)) {
        q_prime_exact(out, arb_midref(z), prec);
        return;
    }
    arf_t low, high;
    arb_t at_low;
    arf_init(low);
    arf_init(high);
    arb_init(at_low);
    ball_ends(low, high, z, prec);
    q_prime_exact(at_low, low, prec);
    q_prime_exact(out, high, prec);
    arb_union(out, out, at_low, prec);
    arf_clear(low);
    arf_clear(high);
    arb_clear(at_low);
}

/* z = b/alpha^2 and, unless it is NULL, alpha2 = alpha^2 */
static void ball_over_alpha2(arb_t z, arb_t alpha2, const arb_t b, const arb_t log_alpha, slong prec) {
    arb_t t;
    arb_init(t);
    arb_mul_2exp_si(t, log_alpha, 1);
    arb_exp(t, t, prec);
    arb_div(z, b, t, prec);
    if (alpha2) arb_swap(alpha2, t);
    arb_clear(t);
}

/* With b and log_alpha exact the precision rises until the result meets prec; otherwise one evaluation, with
 * guard bits for the argument of exp, is as good as the input allows. */
static int good_enough(const arb_t out, const arb_t b, const arb_t log_alpha, slong prec) {
    return !arb_is_exact(b) || !arb_is_exact(log_alpha) || !arb_is_finite(b) || !arb_is_finite(log_alpha) ||
           cf_ball_bits(out) >= prec;
}

void cf_ref_alpha2_q(arb_t out, const arb_t b, const arb_t log_alpha, slong prec) {
    arb_t z, alpha2, value;
    arb_init(z);
    arb_init(alpha2);
    arb_init(value);
    for (slong working = prec + 64;; working *= 2) {
        ball_over_alpha2(z, alpha2, b, log_alpha, working);
        cf_ref_q(value, z, working);
        arb_mul(value, value, alpha2, working);
        if (good_enough(value, b, log_alpha, prec)) break;
    }
    arb_swap(out, value);
    arb_clear(z);
    arb_clear(alpha2);
    arb_clear(value);
}

void cf_ref_alpha2_q_prime(arb_t out, const arb_t b, const arb_t log_alpha, slong prec) {
    arb_t z, value;
    arb_init(z);
    arb_init(value);
    for (slong working = prec + 64;; working *= 2) {
        ball_over_alpha2(z, NULL, b, log_alpha, working);
        cf_ref_q_prime(value, z, working);
        if (good_enough(value, b, log_alpha, prec)) break;
    }
    arb_swap(out, value);
    arb_clear(z);
    arb_clear(value);
}

void cf_ref_Q(arb_t out, arb_srcptr beta, const arb_t log_alpha, size_t d, slong prec) {
    arb_t z, sum;
    arb_init(z);
    arb_init(sum);
    for (size_t i = 0; i < d; i++) {
        ball_over_alpha2(z, NULL, beta + i, log_alpha, prec + 64);
        cf_ref_q(z, z, prec + 32);
        arb_add(sum, sum, z, prec + 32);
    }
    arb_swap(out, sum);
    arb_clear(z);
    arb_clear(sum);
}

void cf_ref_alpha2_Q(arb_t out, arb_srcptr beta, const arb_t log_alpha, size_t d, slong prec) {
    arb_t term, sum;
    arb_init(term);
    arb_init(sum);
    for (size_t i = 0; i < d; i++) {
        cf_ref_alpha2_q(term, beta + i, log_alpha, prec + 32);
        arb_add(sum, sum, term, prec + 32);
    }
    arb_swap(out, sum);
    arb_clear(term);
    arb_clear(sum);
}
