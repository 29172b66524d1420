/* depth.c - h_D, h_D^{-1}, 1 - h_D^{-1} and q_D of Theorem 3 in balls.
 *
 *   h_D(s) = (1-s)^-p - (1+s)^-p,  p = D/(D-2);   H(s) = ((1-s)^-m + (1+s)^-m - 2)/m,  m = 2/(D-2),  H' =
 * h_D; q_D(z) = z s - H(s) at s = h_D^{-1}(z).
 *
 * The unknown is y = s/(1-s), which is accurate at both ends: s = y/(1+y), 1-s = 1/(1+y), (1+s)/(1-s) = 1 +
 * 2y and 1 - s^2 = (1+2y)/(1+y)^2. One rewriting each, to do without cancellation as y -> 0:
 *
 *   h_D = (1+y)^p (1 - (1+2y)^-p),      m H/2 = e^(g/2) cosh(t/2) - 1 = (e^(g/2) - 1) cosh(t/2) + 2
 * sinh(t/4)^2, g = m ln(1 + y^2/(1+2y)), t = m ln(1+2y).
 *
 * tests/test_depth.c holds the print's forms against these. The inverse: h_D increases with y; an
 * approximation y0 (from any source, here Newton's iteration on balls' midpoints) is widened to [y0(1-r),
 * y0(1+r)] until the signs of h_D - z at the two ends are certified, r grows if they are not, and the
 * precision if the result is too wide. Balls of positive radius are evaluated at their ends: h_D and h_D^{-1}
 * increase, q_D is even and convex. */
#include "depth.h"

void cf_ref_depth_constants_init(cf_ref_depth_constants *k, const fmpq_t depth, slong prec) {
    fmpq_t gap;
    fmpq_init(gap);
    arb_init(k->m);
    arb_init(k->p);
    k->prec = prec;
    fmpq_sub_ui(gap, depth, 2);
    fmpq_inv(gap, gap);
    fmpq_mul_2exp(gap, gap, 1);
    arb_set_fmpq(k->m, gap, prec);
    fmpq_mul(gap, gap, depth);
    fmpq_div_2exp(gap, gap, 1);
    arb_set_fmpq(k->p, gap, prec);
    fmpq_clear(gap);
}
void cf_ref_depth_constants_clear(cf_ref_depth_constants *k) {
    arb_clear(k->m);
    arb_clear(k->p);
}

void cf_ref_depth_h_of_y(arb_t h, arb_t slope, const arb_t y, const cf_ref_depth_constants *k) {
    slong prec = k->prec;
    arb_t growth, decay, x;
    arb_init(growth);
    arb_init(decay);
    arb_init(x);
    arb_log1p(growth, y, prec);
    arb_mul(growth, growth, k->p, prec);
    arb_exp(growth, growth, prec);
    arb_mul_2exp_si(x, y, 1);
    arb_log1p(decay, x, prec);
    arb_mul(decay, decay, k->p, prec);
    arb_neg(decay, decay);
    arb_expm1(decay, decay, prec); /* (1+2y)^-p - 1 */
    if (slope) {                   /* p (1+y)^p (1 + (1+2y)^(-p-1)) */
        arb_add_ui(x, x, 1, prec);
        arb_add_ui(slope, decay, 1, prec);
        arb_div(slope, slope, x, prec);
        arb_add_ui(slope, slope, 1, prec);
        arb_mul(slope, slope, growth, prec);
        arb_mul(slope, slope, k->p, prec);
    }
    arb_mul(h, growth, decay, prec);
    arb_neg(h, h);
    arb_clear(growth);
    arb_clear(decay);
    arb_clear(x);
}

void cf_ref_depth_primitive_of_y(arb_t out, const arb_t y, const cf_ref_depth_constants *k) {
    slong prec = k->prec;
    arb_t g, t, x;
    arb_init(g);
    arb_init(t);
    arb_init(x);
    arb_mul_2exp_si(x, y, 1);
    arb_log1p(t, x, prec);
    arb_mul(t, t, k->m, prec);
    arb_mul_2exp_si(t, t, -2);
    arb_add_ui(x, x, 1, prec);
    arb_mul(g, y, y, prec);
    arb_div(g, g, x, prec);
    arb_log1p(g, g, prec);
    arb_mul(g, g, k->m, prec);
    arb_mul_2exp_si(g, g, -1);
    arb_expm1(g, g, prec);
    arb_sinh(x, t, prec);
    arb_mul(x, x, x, prec);
    arb_mul_2exp_si(x, x, 1); /* cosh(t/2) - 1 */
    arb_addmul(g, g, x, prec);
    arb_add(g, g, x, prec);
    arb_mul_2exp_si(g, g, 1);
    arb_div(out, g, k->m, prec);
    arb_clear(g);
    arb_clear(t);
    arb_clear(x);
}

/* About y with h_D = z > 0: Newton's iteration for asinh(h_D/2) = asinh(z/2) in a = ln(1+y), from
 * asinh(z/2)/p. */
static void search(arf_t out, const arb_t z, const cf_ref_depth_constants *k) {
    slong prec = k->prec;
    arb_t u, a, y, h, slope, step;
    arb_init(u);
    arb_init(a);
    arb_init(y);
    arb_init(h);
    arb_init(slope);
    arb_init(step);
    arb_mul_2exp_si(u, z, -1);
    arb_asinh(u, u, prec);
    arb_div(a, u, k->p, prec);
    for (int i = 0; i < 60; i++) {
        mag_zero(arb_radref(a));
        arb_expm1(y, a, prec);
        mag_zero(arb_radref(y));
        cf_ref_depth_h_of_y(h, slope, y, k);
        arb_mul_2exp_si(step, h, -1);
        arb_asinh(step, step, prec);
        arb_sub(step, step, u, prec);
        arb_mul(h, h, h, prec);
        arb_add_ui(h, h, 4, prec);
        arb_sqrt(h, h, prec);
        arb_mul(step, step, h, prec);
        arb_div(step, step, slope, prec);
        mag_zero(arb_radref(step));
        arb_sub(a, a, step, prec);
        if (arb_is_zero(step) ||
            arf_cmpabs_2exp_si(arb_midref(step), 0) < 0) { /* quadratic: half the digits are enough */
            arb_div(step, step, a, 30);
            if (arf_cmpabs_2exp_si(arb_midref(step), -prec / 2 - 4) < 0) break;
        }
    }
    arb_expm1(y, a, prec);
    arf_set(out, arb_midref(y));
    arb_clear(u);
    arb_clear(a);
    arb_clear(y);
    arb_clear(h);
    arb_clear(slope);
    arb_clear(step);
}

/* nonzero iff h_D at the exact y is certainly less (sign < 0), greater (sign > 0) than z */
static int h_beyond(const arf_t y, const arb_t z, int sign, const cf_ref_depth_constants *k) {
    arb_t x, h;
    arb_init(x);
    arb_init(h);
    arb_set_arf(x, y);
    cf_ref_depth_h_of_y(h, NULL, x, k);
    int result = (sign < 0 ? cf_ball_lt(h, z) : cf_ball_lt(z, h)) == CF_TRUE;
    arb_clear(x);
    arb_clear(h);
    return result;
}

/* A ball that certainly holds the y of z > 0; 0 if none was found at this precision. */
static int enclose(arb_t y, const arb_t z, const cf_ref_depth_constants *k) {
    arf_t centre, low, high, width;
    arf_init(centre);
    arf_init(low);
    arf_init(high);
    arf_init(width);
    search(centre, z, k);
    int found = 0;
    for (slong e = 12; e < k->prec && !found && arf_sgn(centre) > 0; e *= 2) {
        arf_mul_2exp_si(width, centre, e - k->prec);
        arf_sub(low, centre, width, 2 * k->prec, ARF_RND_DOWN);
        arf_add(high, centre, width, 2 * k->prec, ARF_RND_UP);
        found = arf_sgn(low) > 0 && h_beyond(low, z, -1, k) && h_beyond(high, z, 1, k);
    }
    if (found) arb_set_interval_arf(y, low, high, k->prec);
    arf_clear(centre);
    arf_clear(low);
    arf_clear(high);
    arf_clear(width);
    return found;
}

/* ------------------------------------------------------------------------------------------- at one exact
 * point */

typedef enum { H, H_INV, H_INV_COMPLEMENT, Q_DEPTH } function;

/* h_D(s), 0 < s < 1 */
static void h_at(arb_t out, const arb_t s, const cf_ref_depth_constants *k) {
    arb_t y;
    arb_init(y);
    arb_sub_ui(y, s, 1, 2 * k->prec);
    arb_neg(y, y);
    arb_div(y, s, y, k->prec);
    cf_ref_depth_h_of_y(out, NULL, y, k);
    arb_clear(y);
}

/* f of z > 0 at one working precision; sign -1 asks for 1 - h_D^{-1}(-z) */
static void evaluate(arb_t out, function f, int sign, const arb_t z, const cf_ref_depth_constants *k) {
    arb_t y, x;
    if (f == H) {
        h_at(out, z, k);
        return;
    }
    arb_init(y);
    arb_init(x);
    if (!enclose(y, z, k)) {
        arb_indeterminate(out);
    } else if (f == H_INV_COMPLEMENT) { /* 1/(1+y), or 1 + s = 2 - 1/(1+y) */
        arb_add_ui(y, y, 1, k->prec);
        arb_inv(out, y, k->prec);
        if (sign < 0) {
            arb_sub_ui(out, out, 2, k->prec);
            arb_neg(out, out);
        }
    } else { /* s = 1/(1 + 1/y) */
        arb_inv(x, y, k->prec);
        arb_add_ui(x, x, 1, k->prec);
        arb_inv(x, x, k->prec);
        if (f == Q_DEPTH) {
            arb_mul(x, x, z, k->prec);
            cf_ref_depth_primitive_of_y(y, y, k);
            arb_sub(x, x, y, k->prec);
        }
        arb_set(out, x);
    }
    arb_clear(y);
    arb_clear(x);
}

/* f at the exact finite z; the precision rises until it meets prec, 24 times at most */
static void at_exact(arb_t out, function f, const fmpq_t depth, const arf_t z, slong prec) {
    int sign = arf_sgn(z);
    if (f == H && arf_cmpabs_2exp_si(z, 0) >= 0) {
        if (arf_cmpabs_2exp_si(z, 0) > 0)
            arb_indeterminate(out);
        else if (sign > 0)
            arb_pos_inf(out);
        else
            arb_neg_inf(out);
        return;
    }
    if (sign == 0) {
        arb_set_ui(out, f == H_INV_COMPLEMENT);
        return;
    }
    arb_t x;
    cf_ref_depth_constants k;
    arb_init(x);
    arb_set_arf(x, z);
    arb_abs(x, x);
    for (slong i = 0, working = prec + 32; i < 24; i++, working += working / 2) {
        cf_ref_depth_constants_init(&k, depth, working);
        evaluate(out, f, sign, x, &k);
        cf_ref_depth_constants_clear(&k);
        if (arb_is_finite(out) && cf_ball_bits(out) >= prec) break;
    }
    if (sign < 0 && (f == H || f == H_INV)) arb_neg(out, out);
    arb_clear(x);
}

/* --------------------------------------------------------------------------------------------------------
 * balls */

static void at_infinity(arb_t out, function f, const arb_t z) {
    if (!arb_is_exact(z) || !arf_is_inf(arb_midref(z)) || f == H) {
        arb_indeterminate(out);
        return;
    }
    int sign = arf_sgn(arb_midref(z));
    if (f == Q_DEPTH)
        arb_pos_inf(out);
    else
        arb_set_si(out, f == H_INV ? sign : 1 - sign);
}

static void at_ball(arb_t out, function f, const fmpq_t depth, const arb_t z, slong prec) {
    if (fmpq_cmp_ui(depth, 2) <= 0) {
        arb_indeterminate(out);
        return;
    }
    if (!arb_is_finite(z)) {
        at_infinity(out, f, z);
        return;
    }
    if (arb_is_exact(z)) {
        at_exact(out, f, depth, arb_midref(z), prec);
        return;
    }
    arf_t low, high;
    arb_t at_low;
    arf_init(low);
    arf_init(high);
    arb_init(at_low);
    arb_get_lbound_arf(low, z, prec + 32);
    arb_get_ubound_arf(high, z, prec + 32);
    int around_zero = arf_sgn(low) <= 0 && arf_sgn(high) >= 0;
    at_exact(at_low, f, depth, low, prec);
    at_exact(out, f, depth, high, prec);
    if (arb_is_finite(out) && arb_is_finite(at_low))
        arb_union(out, out, at_low, prec);
    else
        arb_indeterminate(out);
    if (f == Q_DEPTH && around_zero && arb_is_finite(out)) { /* the least value is q_D(0) = 0 */
        arb_zero(at_low);
        arb_union(out, out, at_low, prec);
    }
    arf_clear(low);
    arf_clear(high);
    arb_clear(at_low);
}

void cf_ref_h(arb_t out, const fmpq_t depth, const arb_t z, slong prec) {
    at_ball(out, H, depth, z, prec);
}

void cf_ref_h_inv(arb_t out, const fmpq_t depth, const arb_t z, slong prec) {
    at_ball(out, H_INV, depth, z, prec);
}

void cf_ref_h_inv_complement(arb_t out, const fmpq_t depth, const arb_t z, slong prec) {
    at_ball(out, H_INV_COMPLEMENT, depth, z, prec);
}

void cf_ref_q_depth(arb_t out, const fmpq_t depth, const arb_t z, slong prec) {
    if (fmpq_cmp_ui(depth, 2) == 0)
        cf_ref_q(out, z, prec);
    else
        at_ball(out, Q_DEPTH, depth, z, prec);
}

void cf_ref_q_depth_prime(arb_t out, const fmpq_t depth, const arb_t z, slong prec) {
    if (fmpq_cmp_ui(depth, 2) == 0)
        cf_ref_q_prime(out, z, prec);
    else
        at_ball(out, H_INV, depth, z, prec);
}

void cf_ref_Q_depth(arb_t out, arb_srcptr beta, const arb_t log_alpha, const fmpq_t depth, size_t d,
                    slong prec) {
    arb_t z, sum, scale;
    arb_init(z);
    arb_init(sum);
    arb_init(scale);
    arb_set_fmpq(scale, depth, prec + 64);
    arb_mul(scale, scale, log_alpha, prec + 64);
    arb_neg(scale, scale);
    arb_exp(scale, scale, prec + 64); /* alpha^-D */
    for (size_t i = 0; i < d; i++) {
        arb_mul(z, beta + i, scale, prec + 64);
        cf_ref_q_depth(z, depth, z, prec + 32);
        arb_add(sum, sum, z, prec + 32);
    }
    arb_swap(out, sum);
    arb_clear(z);
    arb_clear(sum);
    arb_clear(scale);
}

void cf_ref_alphaD_Q(arb_t out, arb_srcptr beta, const arb_t log_alpha, const fmpq_t depth, size_t d,
                     slong prec) {
    arb_t scale;
    arb_init(scale);
    cf_ref_Q_depth(out, beta, log_alpha, depth, d, prec);
    arb_set_fmpq(scale, depth, prec + 64);
    arb_mul(scale, scale, log_alpha, prec + 64);
    arb_exp(scale, scale, prec + 64);
    arb_mul(out, out, scale, prec + 32);
    arb_clear(scale);
}
