/* elementary.c - exp, log, sinh, cosh, asinh, and below q and the functions of depth; from series whose terms are intervals: only what is left out needs a bound. */
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
/* An odd increasing f (or one of x >= 0 with f(0) = 0) from its formula at the points |end|; f(inf) = limit, 0 for inf. */
static I iv_ends(context *cx, I x, int depth, iv_function *f, long limit) {
    if (!x) return NULL;
    int mark = cx->ivs.top; I a = at_end(cx, &x->lo, depth, f, limit), b = dy_cmp(&x->lo, &x->hi) ? at_end(cx, &x->hi, depth, f, limit) : a;
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
/* An even f that increases from `least` at 0. */
static I even(context *cx, I x, int depth, iv_function *f, long least) {
    return iv_extreme(cx, iv_si(cx, least), iv_ends(cx, iv_abs(cx, x), depth, f, 0), 1);
}
I iv_cosh(context *cx, I x, int depth) { return even(cx, x, depth, cosh_formula, 1); }

/* q and its derivative; for an integer D >= 3, with p = D/(D-2): h(z) = (1-z)^-p - (1+z)^-p on (-1, 1), its inverse,
 * and q_depth(z) = int_0^z h_inv = z s - H(s), s = h_inv(z), H(s) = (D-2)/2 ((1-s)^-r + (1+s)^-r - 2), r = 2/(D-2), H' = h. */
I iv_q_prime(context *cx, I x, int depth) { return iv_asinh(cx, iv_ratio(cx, x, 1, 2), depth); }

static I q_formula(context *cx, I x, int depth) { /* 2 - sqrt(4+x^2) + x asinh(x/2) */
    I root = iv_pow(cx, iv_add(cx, iv_mul(cx, x, x), iv_si(cx, 4)), 1, 2);
    return iv_add(cx, iv_sub(cx, iv_mul(cx, x, iv_q_prime(cx, x, depth)), root), iv_si(cx, 2));
}
I iv_q(context *cx, I x, int depth) { return even(cx, x, depth, q_formula, 0); }
/* v^-(num/den) and (2-v)^-(num/den) for 0 < v < 2. */
typedef struct {
    I at, other;
} pair;
static pair powers(context *cx, I v, long num, long den) {
    if (num % 2 == 0 && den % 2 == 0) num /= 2, den /= 2;
    return (pair){iv_pow(cx, v, -num, den), iv_pow(cx, iv_sub(cx, iv_si(cx, 2), v), -num, den)};
}

static I defect(context *cx, I v, I y, int depth) { /* F(v) = v^-p - (2-v)^-p - y, which decreases and is convex on (0, 1) */
    pair a = powers(cx, v, depth, depth - 2); return iv_sub(cx, iv_sub(cx, a.at, a.other), y);
}
static I h_formula(context *cx, I s, int depth) { return defect(cx, iv_sub(cx, iv_si(cx, 1), s), iv_si(cx, 0), depth); }
I iv_h(context *cx, I x, int depth) {
    I one = iv_si(cx, 1), size = iv_abs(cx, x); return x && dy_cmp(&size->hi, &one->lo) < 0 ? iv_ends(cx, x, depth, h_formula, 0) : NULL;
}
/* An interval around the root v of F, 1 - h_inv(y), for y > 0. v = (y + (2-v)^-p)^(-1/p) lies in (y + [2^-p, 1])^(-1/p), and below 1. With the root
 * in V, m = lower end of V, it is m + F(m)/s for a number s of p (V^-p/V + (2-V)^-p/(2-V)), by the mean value theorem: so V is cut down until that
 * changes it no more. The lower ends are Newton's iterates, for F is convex. */
static I root(context *cx, I y, int depth) {
    long bits = cx->bits; int mark = cx->ivs.top; iv *v = iv_new(cx), *old = iv_new(cx); cx->bits += 16;
    I one = iv_si(cx, 1), other = iv_span(cx, &iv_pow(cx, iv_si(cx, 2), -depth, depth - 2)->lo, &one->lo);
    iv_set(v, iv_extreme(cx, iv_pow(cx, iv_add(cx, y, other), -(depth - 2), depth), one, -1));
    for (int top = cx->ivs.top, steps = 0; steps < 1000 && dy_sgn(&v->lo) > 0 && (dy_cmp(&v->lo, &old->lo) || dy_cmp(&v->hi, &old->hi)); steps++) {
        iv_set(old, v); pair a = powers(cx, v, depth, depth - 2); I m = iv_span(cx, &v->lo, &v->lo), f = defect(cx, m, y, depth);
        I s = iv_add(cx, iv_div(cx, a.at, v), iv_div(cx, a.other, iv_sub(cx, iv_si(cx, 2), v)));
        I next = iv_add(cx, m, iv_ratio(cx, iv_div(cx, f, s), depth - 2, depth));
        if (next && dy_cmp(&next->lo, &v->lo) > 0) dy_set(&v->lo, &next->lo);
        if (next && dy_cmp(&next->hi, &v->hi) < 0) dy_set(&v->hi, &next->hi);
        cx->ivs.top = top;
    }
    return iv_done(cx, mark, bits, v);
}

static I h_inv_formula(context *cx, I y, int depth) { return iv_sub(cx, iv_si(cx, 1), root(cx, y, depth)); }
I iv_h_inv(context *cx, I x, int depth) { return iv_ends(cx, x, depth, h_inv_formula, 1); }
/* g(s) = y s - H(s) is concave, g' = y - h, and q_depth(y) its maximum, at h_inv(y). With [s, s'] around that: g(s) <= q_depth(y) <= g(s) +
 * (s'-s)(y - h(s)). */
static I q_depth_formula(context *cx, I y, int depth) {
    I v = root(cx, y, depth), at = iv_span(cx, &v->hi, &v->hi), width = iv_sub(cx, at, iv_span(cx, &v->lo, &v->lo));
    I rest = iv_mul(cx, width, iv_neg(cx, defect(cx, at, y, depth))), zero = iv_si(cx, 0);
    pair a = powers(cx, at, 2, depth - 2); I h = iv_ratio(cx, iv_sub(cx, iv_add(cx, a.at, a.other), iv_si(cx, 2)), depth - 2, 2);
    I g = iv_sub(cx, iv_mul(cx, y, iv_sub(cx, iv_si(cx, 1), at)), h);
    return rest ? iv_add(cx, g, iv_span(cx, &zero->lo, &iv_hull_zero(cx, rest)->hi)) : NULL;
}
I iv_q_depth(context *cx, I x, int depth) { return even(cx, x, depth, q_depth_formula, 0); }
