/* sharp.c - the sharp thresholds (docs/thresholds.md) enclosed by certified signs.
 *
 *   l1: d q(c x) - q(x) >= 0, c = (1+eps)/d           negative below the root x*, positive above
 *   l2: q(a x) - d q(b x) >= 0, a^2 = 1+eps, b^2 = 1/d  positive below, negative above
 *
 * E(z) = z q'(z)/q(z) falls (docs/thresholds.md), so ln of the ratio of the two terms is strictly monotone in
 * u = ln x: one certified sign on each side encloses the root. u is bisected among dyadic numbers; the sign
 * at u is taken from the definition of q, the precision raised until the ball excludes 0; where e^u is too
 * large to form, from q(z)/z = ln z - 1 + R(z),  0 <= R(z) <= 2/z  (z > 0; R(z) = 2/z - s + ln(1 + s/2), s =
 * sqrt(1+4/z^2) - 1 <= 2/z, and ln(1 + s/2) <= s/2 <= s).                          (0 <= R: q(z)/z - ln z + 1
 * falls to 0, its derivative is (E - 1) q/z^2 - 1/z = (sqrt(z^2+4) - 2 - z)/z^2 < 0.) */
#include "certiflow_ref.h"

#define PREC_MAX 60000

typedef struct {
    const fmpq *epsilon;
    size_t d;
    int l2;
} problem;

/* q(z) by its definition */
static void q_ball(arb_t out, const arb_t z, slong prec) {
    arb_t t, u;
    arb_init(t), arb_init(u);
    arb_mul_2exp_si(t, z, -1);
    arb_asinh(t, t, prec);
    arb_mul(t, t, z, prec);
    arb_mul(u, z, z, prec);
    arb_add_ui(u, u, 4, prec);
    arb_sqrt(u, u, prec);
    arb_sub(t, t, u, prec);
    arb_add_ui(out, t, 2, prec);
    arb_clear(t), arb_clear(u);
}

/* ln of the two factors of x, or the factors: l1: c and 1, l2: a and b */
static void factors(arb_t inner, arb_t outer, const problem *p, slong prec) {
    fmpq_t t, one;
    fmpq_init(t), fmpq_init(one);
    fmpq_one(one);
    fmpq_add(t, p->epsilon, one);
    arb_set_fmpq(inner, t, prec);
    if (p->l2) {
        arb_sqrt(inner, inner, prec);
        arb_set_ui(outer, p->d);
        arb_rsqrt(outer, outer, prec);
    } else {
        arb_div_ui(inner, inner, p->d, prec);
        arb_one(outer);
    }
    fmpq_clear(t), fmpq_clear(one);
}

/* inner term minus outer term at x = e^u, up to a positive factor */
static void difference(arb_t out, const problem *p, const arb_t u, slong prec) {
    arb_t inner, outer, x;
    arb_init(inner), arb_init(outer), arb_init(x);
    factors(inner, outer, p, prec);
    arb_exp(x, u, prec);
    arb_mul(inner, inner, x, prec);
    arb_mul(outer, outer, x, prec);
    q_ball(inner, inner, prec);
    q_ball(outer, outer, prec);
    if (p->l2)
        arb_mul_ui(outer, outer, p->d, prec);
    else
        arb_mul_ui(inner, inner, p->d, prec);
    arb_sub(out, inner, outer, prec);
    arb_clear(inner), arb_clear(outer), arb_clear(x);
}

/* factor (u + ln factor - 1 + R), R in [0, 2^-bits]: A = z^-1 q(z) times the factor */
static void large_term(arb_t out, const arb_t u, const arb_t factor, slong bits, slong prec) {
    arb_t t;
    arb_init(t);
    arb_log(t, factor, prec);
    arb_add(t, t, u, prec);
    arb_sub_ui(t, t, 1, prec);
    arb_add_error_2exp_si(t, -bits);
    arb_mul(out, t, factor, prec);
    arb_clear(t);
}

/* the same at huge u, divided by x: l1: d c A(cx) - A(x), l2: a A(ax) - d b A(bx) */
static void difference_large(arb_t out, const problem *p, const arb_t u, slong prec) {
    arb_t inner, outer;
    arb_init(inner), arb_init(outer);
    factors(inner, outer, p, prec);
    slong bits = prec; /* u > 8 prec + 200 and the factors are above 2^-64: 2/z < 2^-prec */
    large_term(inner, u, inner, bits, prec);
    large_term(outer, u, outer, bits, prec);
    if (p->l2)
        arb_mul_ui(outer, outer, p->d, prec);
    else
        arb_mul_ui(inner, inner, p->d, prec);
    arb_sub(out, inner, outer, prec);
    arb_clear(inner), arb_clear(outer);
}

/* Sign of the difference at the exact u, 0 if the budget of precision does not decide it. */
static int sign_at(const problem *p, const arb_t u, slong *prec) {
    arb_t value;
    arb_init(value);
    int sign = 0;
    for (; *prec <= PREC_MAX; *prec *= 2) {
        arb_t large;
        arb_init(large);
        arb_set_si(large, 8 * *prec + 200);
        if (arb_gt(u, large))
            difference_large(value, p, u, *prec);
        else
            difference(value, p, u, *prec);
        arb_clear(large);
        if (arb_is_finite(value) && !arb_contains_zero(value)) {
            sign = arb_is_positive(value) ? 1 : -1;
            break;
        }
    }
    arb_clear(value);
    return sign;
}

/* [low, high] around the root, certified: the signs at its ends differ. Returns 0 if undecided. */
static int bracket(arb_t low, arb_t high, const problem *p, slong *prec) {
    int at_zero = p->l2 ? 1 : -1;
    arb_t u;
    arb_init(u);
    arb_zero(u);
    int sign = sign_at(p, u, prec), up = sign == at_zero;
    arb_set_si(u, up ? 1 : -1);
    arb_zero(up ? low : high);
    int ok = sign != 0;
    for (int k = 0; ok && k < 5000; k++) {
        arb_set(up ? high : low, u);
        sign = sign_at(p, u, prec);
        if (sign == 0)
            ok = 0;
        else if ((sign == at_zero) != up)
            break;
        arb_set(up ? low : high, u);
        arb_mul_2exp_si(u, u, 1);
        if (k == 4999) ok = 0;
    }
    arb_clear(u);
    return ok;
}

/* u* to an absolute width 2^-bits max(1, |u*|) */
static void root(arb_t out, const problem *p, slong bits) {
    slong prec = 128, width = 3 * bits + 2000;
    int at_zero = p->l2 ? 1 : -1;
    arb_t low, high, middle, gap, target;
    arb_init(low), arb_init(high), arb_init(middle), arb_init(gap), arb_init(target);
    int ok = bracket(low, high, p, &prec);
    while (ok) {
        arb_sub(gap, high, low, 64);
        arb_abs(target, high);
        arb_abs(middle, low);
        arb_max(target, target, middle, 64);
        arb_one(middle);
        arb_max(target, target, middle, 64);
        arb_mul_2exp_si(target, target, -bits);
        if (arb_le(gap, target)) break;
        arb_add(middle, low, high, width);
        arb_mul_2exp_si(middle, middle, -1);
        if (!arb_is_exact(middle))
            arf_set(arb_midref(middle), arb_midref(middle)), mag_zero(arb_radref(middle));
        int sign = sign_at(p, middle, &prec);
        if (sign == 0)
            ok = 0;
        else
            arb_set(sign == at_zero ? low : high, middle);
    }
    if (ok)
        arb_union(out, low, high, bits + 64);
    else
        arb_indeterminate(out);
    arb_clear(low), arb_clear(high), arb_clear(middle), arb_clear(gap), arb_clear(target);
}

static void sharp(arb_t out, const arb_t norm, const problem *p, slong prec) {
    arb_t t;
    arb_init(t);
    for (slong bits = prec + 16; bits <= 8 * (prec + 16); bits *= 2) {
        root(t, p, bits);
        arb_log(out, norm, bits + 64);
        arb_sub(out, out, t, bits + 64);
        arb_mul_2exp_si(out, out, -1);
        if (!arb_is_finite(out) || cf_ball_bits(out) >= prec || !arb_is_exact(norm)) break;
    }
    arb_clear(t);
}

static int in_domain(const arb_t norm, const fmpq_t epsilon, size_t d) {
    return d >= 1 && fmpq_sgn(epsilon) > 0 && fmpq_cmp_si(epsilon, (slong)d) < 0 && arb_is_finite(norm) &&
           arb_is_positive(norm);
}

/* (1+eps)^power >= d: the criterion then holds for every alpha */
static int always(const fmpq_t epsilon, size_t d, int power) {
    fmpq_t t, one;
    fmpq_init(t), fmpq_init(one);
    fmpq_one(one);
    fmpq_add(t, epsilon, one);
    if (power == 2) fmpq_mul(t, t, t);
    int result = fmpq_cmp_si(t, (slong)d) >= 0;
    fmpq_clear(t), fmpq_clear(one);
    return result;
}

void cf_ref_sharp_l1(arb_t out, const arb_t l1, const fmpq_t epsilon, size_t d, slong prec) {
    problem p = {epsilon, d, 0};
    if (!in_domain(l1, epsilon, d))
        arb_indeterminate(out);
    else if (always(epsilon, d, 2))
        arb_pos_inf(out);
    else
        sharp(out, l1, &p, prec);
}

void cf_ref_sharp_l2(arb_t out, const arb_t l2, const fmpq_t epsilon, size_t d, slong prec) {
    problem p = {epsilon, d, 1};
    if (!in_domain(l2, epsilon, d))
        arb_indeterminate(out);
    else if (always(epsilon, d, 1))
        arb_neg_inf(out);
    else
        sharp(out, l2, &p, prec);
}
