/* elementary.c - exp, log, sinh, cosh, asinh, from series whose terms are intervals: only what is left out needs a bound. */
#include "bounds/check/num.h"

static bool below(const dy *x, long top) { return !dy_sgn(x) || dy_top(x) <= top; } /* |x| < 2^top */
static I shifted(context *cx, I x, long n) { /* x 2^n */
    iv *z = (iv *)iv_span(cx, &x->lo, &x->hi);
    if (dy_sgn(&z->lo)) z->lo.e += n;
    if (dy_sgn(&z->hi)) z->hi.e += n;
    return z;
}
/* exp x = (exp y)^(2^s), y = |x|/2^s < 1/16, inverted for x < 0. In exp y = sum y^n/n! what follows a term is together less than the term. A
 * squaring doubles the relative error. For |x| >= 2^40 exp |x| > 2^(2^39), beyond which nothing is told apart. */
static I exp_point(context *cx, const dy *x) {
    if (!dy_sgn(x)) return iv_si(cx, 1);
    if (!dy_finite(x) || dy_top(x) > 40) {
        iv *z = iv_new(cx); dy_set_si(&z->lo, dy_sgn(x) > 0, 1L << 39), dy_set_si(&z->hi, 1, -(1L << 39));
        if (dy_sgn(x) > 0) dy_set_inf(&z->hi, 1);
        return z;
    }
    int mark = cx->ivs.top; long bits = cx->bits, s = dy_top(x) + 8 > 0 ? dy_top(x) + 8 : 0;
    cx->bits += s + 16; I y = shifted(cx, iv_abs(cx, iv_span(cx, x, x)), -s), term = iv_si(cx, 1), z = term;
    for (long n = 1; !below(&term->hi, -cx->bits); n++) { term = iv_ratio(cx, iv_mul(cx, term, y), 1, n); z = iv_add(cx, z, term); }
    z = iv_add(cx, z, iv_hull_zero(cx, term));
    while (s--) z = iv_mul(cx, z, z);
    return iv_done(cx, mark, bits, dy_sgn(x) < 0 ? iv_div(cx, iv_si(cx, 1), z) : z);
}
/* log x = 2^s log u, u = x^(1/2^s) with |u - 1| < 1/16, and log u = 2 atanh z = 2 sum z^n/n over odd n, z = (u-1)/(u+1). What follows a term is
 * together less than the term, of its sign. A root halves the relative error; u - 1 is exact to all bits where s = 0, else not small. */
static I log_point(context *cx, const dy *x) {
    if (!dy_sgn(x) || !dy_finite(x)) { /* -inf at 0, inf at inf: ends */
        iv *z = iv_new(cx); dy_set_inf(&z->lo, dy_sgn(x) ? 1 : -1), dy_set_inf(&z->hi, dy_sgn(x) ? 1 : -1); return z;
    }
    int mark = cx->ivs.top; long bits = cx->bits, s = 1; I one = iv_si(cx, 1), u = iv_span(cx, x, x), d; cx->bits += 16;
    while (d = iv_sub(cx, u, one), !below(&iv_abs(cx, d)->hi, -4)) { u = iv_pow(cx, u, 1, 2); s++; }
    I z = iv_div(cx, d, iv_add(cx, u, one)), square = iv_mul(cx, z, z), power = z, term = z, sum = z;
    for (long n = 3; dy_sgn(&z->hi) && !below(&term->hi, dy_top(&z->hi) - cx->bits); n += 2) {
        power = iv_mul(cx, power, square); term = iv_ratio(cx, power, 1, n); sum = iv_add(cx, sum, term);
    }
    return iv_done(cx, mark, bits, shifted(cx, iv_add(cx, sum, iv_hull_zero(cx, term)), s));
}
/* f at an end e: 0 at 0, the limit at infinity, else from f at the point |e|, odd. Near 0, |e| of size 2^-t, a formula that cancels loses
 * at most 2t bits, which it is given; below 2^-TINY the value lies between 0 and that at 2^-TINY, for f increases from 0. */
enum { TINY = 1 << 12 };
static I at_end(context *cx, const dy *e, int depth, iv_function *f, long limit) {
    int mark = cx->ivs.top, s = dy_sgn(e); long bits = cx->bits, t = s && dy_finite(e) ? -dy_top(e) : 0; iv *z;
    if (!s || !dy_finite(e)) {
        z = (iv *)iv_si(cx, s * limit);
        if (s && !limit) dy_set_inf(s > 0 ? &z->hi : &z->lo, s);
        return z;
    }
    iv *y = (iv *)iv_abs(cx, iv_span(cx, e, e));
    if (t > TINY) dy_set_si(&y->lo, 1, -TINY), dy_set_si(&y->hi, 1, -TINY);
    cx->bits += 16 + (t > TINY ? 2 * TINY : t > 0 ? 2 * t : 0); I value = f(cx, y, depth);
    if (t > TINY) value = iv_hull_zero(cx, value);
    return iv_done(cx, mark, bits, s < 0 ? iv_neg(cx, value) : value);
}
I iv_ends(context *cx, I x, int depth, iv_function *f, long limit) {
    if (!x) return NULL;
    int mark = cx->ivs.top;
    I a = at_end(cx, &x->lo, depth, f, limit), b = dy_cmp(&x->lo, &x->hi) ? at_end(cx, &x->hi, depth, f, limit) : a;
    return iv_keep(cx, mark, a && b ? iv_span(cx, &a->lo, &b->hi) : NULL);
}

/* An increasing function from its enclosures at points. */
static I monotone(context *cx, I x, I (*f)(context *, const dy *)) {
    int mark = cx->ivs.top; I a = f(cx, &x->lo), b = dy_cmp(&x->lo, &x->hi) ? f(cx, &x->hi) : a;
    return iv_keep(cx, mark, iv_span(cx, &a->lo, &b->hi));
}
I iv_exp(context *cx, I x, int depth) { (void)depth; return x ? monotone(cx, x, exp_point) : NULL; }
I iv_log_open(context *cx, I x, int depth) {
    (void)depth; return x && dy_sgn(&x->lo) >= 0 && dy_sgn(&x->hi) > 0 ? monotone(cx, x, log_point) : NULL;
}
I iv_log(context *cx, I x, int depth) { return x && dy_sgn(&x->lo) > 0 ? iv_log_open(cx, x, depth) : NULL; }

static I sinh_formula(context *cx, I x, int depth) {
    return iv_ratio(cx, iv_sub(cx, iv_exp(cx, x, depth), iv_exp(cx, iv_neg(cx, x), depth)), 1, 2);
}
static I cosh_formula(context *cx, I x, int depth) {
    return iv_ratio(cx, iv_add(cx, iv_exp(cx, x, depth), iv_exp(cx, iv_neg(cx, x), depth)), 1, 2);
}
static I asinh_formula(context *cx, I x, int depth) {
    return iv_log(cx, iv_add(cx, x, iv_pow(cx, iv_add(cx, iv_mul(cx, x, x), iv_si(cx, 1)), 1, 2)), depth);
}
I iv_sinh(context *cx, I x, int depth) { return iv_ends(cx, x, depth, sinh_formula, 0); }
I iv_asinh(context *cx, I x, int depth) { return iv_ends(cx, x, depth, asinh_formula, 0); }
I iv_cosh(context *cx, I x, int depth) { /* even, at least 1 */
    return iv_extreme(cx, iv_si(cx, 1), iv_ends(cx, iv_abs(cx, x), depth, cosh_formula, 0), 1);
}
