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

static I h_formula(context *cx, I s, int depth) {
    pair a = powers(cx, iv_sub(cx, iv_si(cx, 1), s), depth, depth - 2); return iv_sub(cx, a.at, a.other);
}
I iv_h(context *cx, I x, int depth) {
    I one = iv_si(cx, 1), size = iv_abs(cx, x);
    return x && dy_cmp(&size->hi, &one->lo) < 0 ? iv_ends(cx, x, depth, h_formula, 0) : NULL;
}
/* F(v) = v^-p - (2-v)^-p - y decreases and is convex on (0, 1); its root is v = 1 - h_inv(y). */
static I defect(context *cx, const dy *v, I y, int depth, pair *a) {
    *a = powers(cx, iv_span(cx, v, v), depth, depth - 2); return iv_sub(cx, iv_sub(cx, a->at, a->other), y);
}
/* A Newton step from v, not rigorous: v + F/(p(v^-p/v + (2-v)^-p/(2-v))); true if it was below 2^-(bits/2) of v. */
static bool newton(context *cx, dy *v, I y, int depth, long bits) {
    long before = cx->bits; int mark = cx->ivs.top; pair a;
    cx->bits = bits; I f = defect(cx, v, y, depth, &a), at = iv_span(cx, v, v);
    I d = iv_add(cx, iv_div(cx, a.at, at), iv_div(cx, a.other, iv_sub(cx, iv_si(cx, 2), at)));
    f = iv_div(cx, iv_ratio(cx, f, depth - 2, depth), d);
    bool close = !f || !dy_sgn(&f->lo) || dy_top(&f->lo) < dy_top(v) - bits / 2 - 4; I next = iv_add(cx, at, f);
    if (next && dy_sgn(&next->lo) > 0) dy_set(v, &next->lo);
    iv_done(cx, mark, before, NULL); return close;
}
/* An interval of about cx->bits bits around the root v of F, y > 0. v = (y + (2-v)^-p)^(-1/p) lies between (y+1)^(-1/p) and 1; Newton's
 * iterates from that lower bound increase to it. What is returned is certified by the signs of F at its ends. */
static I root(context *cx, I y, int depth) {
    long bits = cx->bits; int mark = cx->ivs.top; pair a;
    iv *v = iv_new(cx), *x = iv_new(cx), *r = iv_new(cx);
    I start = iv_pow(cx, iv_add(cx, y, iv_si(cx, 1)), -(depth - 2), depth); dy_set_si(&v->hi, 1, 0);
    if (!start || dy_sgn(&start->lo) <= 0) return iv_keep(cx, mark, v); /* y at the end of the numbers */
    dy_set(&v->lo, &start->lo); dy_set(&x->lo, &start->lo);
    for (long b = 64; b < 2 * bits; b *= 2)
        for (int step = 0; step < 64 && !newton(cx, &x->lo, y, depth, (b < bits ? b : bits) + 16); step++) continue;
    for (int end = 0; end < 2; end++) {
        dy *to = end ? &v->hi : &v->lo; dy_set_si(&r->lo, end ? 1 : -1, dy_top(&x->lo) - bits + 4);
        for (int step = 0; step < 8; step++, r->lo.e += 4) {
            dy_add(&x->hi, &x->lo, &r->lo, end ? UP : DOWN, bits + 8);
            if (dy_cmp(&x->hi, &v->lo) < 0 || dy_cmp(&x->hi, &v->hi) > 0) break; /* the bound known is better */
            I f = defect(cx, &x->hi, y, depth, &a);
            if (!f || (end ? dy_sgn(&f->hi) > 0 : dy_sgn(&f->lo) < 0)) continue;
            dy_set(to, &x->hi); break;
        }
    }
    return iv_keep(cx, mark, v);
}

static I h_inv_formula(context *cx, I y, int depth) { return iv_sub(cx, iv_si(cx, 1), root(cx, y, depth)); }
I iv_h_inv(context *cx, I x, int depth) { return iv_ends(cx, x, depth, h_inv_formula, 1); }
/* g(s) = y s - H(s) is concave, g' = y - h, and q_depth(y) its maximum, at h_inv(y). With [s, s'] around that: g(s) <= q_depth(y) <= g(s) +
 * (s'-s)(y - h(s)). */
static I q_depth_formula(context *cx, I y, int depth) {
    pair a; I v = root(cx, y, depth), at = iv_span(cx, &v->hi, &v->hi), width = iv_sub(cx, at, iv_span(cx, &v->lo, &v->lo));
    I rest = iv_mul(cx, width, iv_neg(cx, defect(cx, &v->hi, y, depth, &a))), zero = iv_si(cx, 0);
    a = powers(cx, at, 2, depth - 2); I h = iv_ratio(cx, iv_sub(cx, iv_add(cx, a.at, a.other), iv_si(cx, 2)), depth - 2, 2);
    I g = iv_sub(cx, iv_mul(cx, y, iv_sub(cx, iv_si(cx, 1), at)), h);
    return rest ? iv_add(cx, g, iv_span(cx, &zero->lo, &iv_hull_zero(cx, rest)->hi)) : NULL;
}
I iv_q_depth(context *cx, I x, int depth) { /* even, at least 0 */
    return iv_extreme(cx, iv_si(cx, 0), iv_ends(cx, iv_abs(cx, x), depth, q_depth_formula, 0), 1);
}
