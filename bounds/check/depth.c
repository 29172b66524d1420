/* depth.c - q and its derivative; for an integer D >= 3, with p = D/(D-2): h(z) = (1-z)^-p - (1+z)^-p on (-1, 1), its inverse,
 * and q_depth(z) = int_0^z h_inv = z s - H(s), s = h_inv(z), H(s) = (D-2)/2 ((1-s)^-r + (1+s)^-r - 2), r = 2/(D-2), H' = h. */
#include "bounds/check/num.h"

I iv_q_prime(context *cx, I x, int depth) { return iv_asinh(cx, iv_ratio(cx, x, 1, 2), depth); }

static I q_formula(context *cx, I x, int depth) { /* 2 - sqrt(4+x^2) + x asinh(x/2) */
    I root = iv_pow(cx, iv_add(cx, iv_mul(cx, x, x), iv_si(cx, 4)), 1, 2);
    return iv_add(cx, iv_sub(cx, iv_mul(cx, x, iv_q_prime(cx, x, depth)), root), iv_si(cx, 2));
}
I iv_q(context *cx, I x, int depth) { /* even, at least 0 */
    return iv_extreme(cx, iv_si(cx, 0), iv_ends(cx, iv_abs(cx, x), depth, q_formula, 0), 1);
}
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
    I one = iv_si(cx, 1), size = iv_abs(cx, x);
    return x && dy_cmp(&size->hi, &one->lo) < 0 ? iv_ends(cx, x, depth, h_formula, 0) : NULL;
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
I iv_q_depth(context *cx, I x, int depth) { /* even, at least 0 */
    return iv_extreme(cx, iv_si(cx, 0), iv_ends(cx, iv_abs(cx, x), depth, q_depth_formula, 0), 1);
}
