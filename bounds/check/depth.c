/* depth.c - q and its derivative; for an integer D >= 3, with p = D/(D-2): h(z) = (1-z)^-p - (1+z)^-p on (-1, 1), its inverse,
 * and q_depth(z) = int_0^z h_inv = z s - H(s), s = h_inv(z), H(s) = (D-2)/2 ((1-s)^-r + (1+s)^-r - 2), r = 2/(D-2), H' = h. */
#include "bounds/check/num.h"

I iv_q_prime(context *cx, I x, int depth) { return iv_asinh(cx, iv_ratio(cx, x, 1, 2), depth); }

/* q(z) = 2 - sqrt(4+z^2) + z asinh(z/2). Near 0 it is z^2/4: the working bits grow by 2t, 2^-t the size of z. Below 2^-(bits/2) it is in
 * z^2/4 [1 - z^2/48, 1], for q'' = (4+z^2)^(-1/2) lies between 1/2 - z^2/16 and 1/2. */
static I q_point(context *cx, const dy *x, int depth) {
    long t = -dy_top(x), bits = cx->bits;
    int mark = cx->ivs.top;
    I y = iv_span(cx, x, x);
    cx->bits += 8 + (t > 0 && t <= bits / 2 ? 2 * t : 0);
    I y2 = iv_mul(cx, y, y), two = iv_si(cx, 2);
    if (t > bits / 2) {
        I factor = iv_add(cx, iv_si(cx, 1), iv_hull_zero(cx, iv_ratio(cx, y2, -1, 48)));
        return iv_done(cx, mark, bits, iv_mul(cx, iv_ratio(cx, y2, 1, 4), factor));
    }
    I root = iv_pow(cx, iv_add(cx, y2, iv_si(cx, 4)), 1, 2);
    return iv_done(cx, mark, bits, iv_add(cx, iv_sub(cx, iv_mul(cx, y, iv_q_prime(cx, y, depth)), root), two));
}
I iv_q(context *cx, I x, int depth) {
    I zero = iv_si(cx, 0);
    return iv_extreme(cx, zero, iv_ends(cx, iv_abs(cx, x), depth, q_point, 0), 1);
}

/* v^-(num/den) and (2-v)^-(num/den) for 0 < v < 2. */
typedef struct {
    I at, other;
} pair;
static pair powers(context *cx, I v, long num, long den) {
    if (num % 2 == 0 && den % 2 == 0) num /= 2, den /= 2;
    return (pair){iv_pow(cx, v, -num, den), iv_pow(cx, iv_sub(cx, iv_si(cx, 2), v), -num, den)};
}

/* h' rises on [0, 1) from h'(0) = 2p: [2p, h'(u)], h'(u) = p((1-u)^-(p+1) + (1+u)^-(p+1)), of an upper bound u of the argument. As
 * h is convex on [0, 1) (its Taylor coefficients are >= 0) with h(0) = 0, 2ps <= h(s) <= s h'(s). So, with M = [2p, h'(u)]:
 *     h(s) in s M, s <= u;     h_inv(y) in y/M, q_depth(y) in y^2/(2M) for u = y/(2p) >= h_inv(y)
 * (y = h(s) <= s h'(s) for each smaller argument too), relatively as narrow as u^2. Used below 2^-(bits/2). */
static I slope(context *cx, I u, int depth) {
    pair a = powers(cx, iv_sub(cx, iv_si(cx, 1), u), 2L * depth - 2, depth - 2);
    I m = iv_add(cx, a.at, a.other), two = iv_si(cx, 2);
    return m ? iv_ratio(cx, iv_span(cx, &two->lo, &m->hi), depth, depth - 2) : NULL;
}

/* The difference, with as many more bits as s has zeros in front. */
static I h_point(context *cx, const dy *x, int depth) {
    long t = -dy_top(x), bits = cx->bits;
    int mark = cx->ivs.top;
    I s = iv_abs(cx, iv_span(cx, x, x)), z;
    cx->bits += 8 + (t <= bits / 2 ? t : 0);
    if (t > bits / 2) {
        z = iv_mul(cx, s, slope(cx, s, depth));
    } else {
        pair a = powers(cx, iv_sub(cx, iv_si(cx, 1), s), depth, depth - 2);
        z = iv_sub(cx, a.at, a.other);
    }
    return iv_done(cx, mark, bits, dy_sgn(x) < 0 ? iv_neg(cx, z) : z);
}
I iv_h(context *cx, I x, int depth) {
    I one = iv_si(cx, 1), size = iv_abs(cx, x);
    return x && dy_cmp(&size->hi, &one->lo) < 0 ? iv_ends(cx, x, depth, h_point, 0) : NULL;
}

/* F(v) = v^-p - (2-v)^-p - y decreases and is convex on (0, 1); its root is v = 1 - h_inv(y). */
static I defect(context *cx, const dy *v, I y, int depth, pair *a) {
    *a = powers(cx, iv_span(cx, v, v), depth, depth - 2);
    return iv_sub(cx, iv_sub(cx, a->at, a->other), y);
}

/* A Newton step from v, not rigorous: v + F/(p(v^-p/v + (2-v)^-p/(2-v))); true if it was below 2^-(bits/2) of v. */
static bool newton(context *cx, dy *v, I y, int depth, long bits) {
    long before = cx->bits;
    int mark = cx->ivs.top;
    pair a;
    cx->bits = bits;
    I f = defect(cx, v, y, depth, &a), at = iv_span(cx, v, v);
    I d = iv_add(cx, iv_div(cx, a.at, at), iv_div(cx, a.other, iv_sub(cx, iv_si(cx, 2), at)));
    f = iv_div(cx, iv_ratio(cx, f, depth - 2, depth), d);
    bool close = !f || !dy_sgn(&f->lo) || dy_top(&f->lo) < dy_top(v) - bits / 2 - 4;
    I next = iv_add(cx, at, f);
    if (next && dy_sgn(&next->lo) > 0) dy_set(v, &next->lo);
    iv_done(cx, mark, before, NULL);
    return close;
}

/* An interval of about cx->bits bits around the root v of F, y > 0. v = (y + (2-v)^-p)^(-1/p) lies between (y+1)^(-1/p) and 1; Newton's
 * iterates from that lower bound increase to it. What is returned is certified by the signs of F at its ends. */
static I root(context *cx, I y, int depth) {
    long bits = cx->bits;
    int mark = cx->ivs.top;
    pair a;
    iv *v = iv_new(cx), *x = iv_new(cx), *r = iv_new(cx);
    I start = iv_pow(cx, iv_add(cx, y, iv_si(cx, 1)), -(depth - 2), depth);
    dy_set_si(&v->hi, 1, 0);
    if (!start || dy_sgn(&start->lo) <= 0) return iv_keep(cx, mark, v); /* y at the end of the numbers */
    dy_set(&v->lo, &start->lo);
    dy_set(&x->lo, &start->lo);
    for (long b = 64; b < 2 * bits; b *= 2)
        for (int step = 0; step < 64 && !newton(cx, &x->lo, y, depth, (b < bits ? b : bits) + 16); step++) continue;
    for (int end = 0; end < 2; end++) {
        dy *to = end ? &v->hi : &v->lo;
        dy_set_si(&r->lo, end ? 1 : -1, dy_top(&x->lo) - bits + 4);
        for (int step = 0; step < 8; step++, r->lo.e += 4) {
            dy_add(&x->hi, &x->lo, &r->lo, end ? UP : DOWN, bits + 8);
            if (dy_cmp(&x->hi, &v->lo) < 0 || dy_cmp(&x->hi, &v->hi) > 0) break; /* the bound known is better */
            I f = defect(cx, &x->hi, y, depth, &a);
            if (!f || (end ? dy_sgn(&f->hi) > 0 : dy_sgn(&f->lo) < 0)) continue;
            dy_set(to, &x->hi);
            break;
        }
    }
    return iv_keep(cx, mark, v);
}

static I h_inv_point(context *cx, const dy *x, int depth) {
    long t = -dy_top(x), bits = cx->bits;
    int mark = cx->ivs.top;
    I y = iv_abs(cx, iv_span(cx, x, x)), z;
    cx->bits += 16 + (t > 0 && t <= bits / 2 ? t : 0);
    if (t > bits / 2) z = iv_div(cx, y, slope(cx, iv_ratio(cx, y, depth - 2, 2L * depth), depth));
    else z = iv_sub(cx, iv_si(cx, 1), root(cx, y, depth));
    return iv_done(cx, mark, bits, dy_sgn(x) < 0 ? iv_neg(cx, z) : z);
}
I iv_h_inv(context *cx, I x, int depth) { return iv_ends(cx, x, depth, h_inv_point, 1); }

/* g(s) = y s - H(s) is concave, g' = y - h, and q_depth(y) its maximum, at h_inv(y). With [s, s'] around that: g(s) <= q_depth(y) <= g(s) +
 * (s'-s)(y - h(s)). Near 0 the cancellation costs 2t bits, 2^-t the size of y. */
static I q_depth_point(context *cx, const dy *x, int depth) {
    long t = -dy_top(x), bits = cx->bits;
    int mark = cx->ivs.top;
    pair a;
    I y = iv_span(cx, x, x), zero = iv_si(cx, 0);
    cx->bits += 24 + (t > 0 && t <= bits / 2 ? 2 * t : 0);
    if (t > bits / 2) {
        I m = slope(cx, iv_ratio(cx, y, depth - 2, 2L * depth), depth);
        return iv_done(cx, mark, bits, iv_div(cx, iv_ratio(cx, iv_mul(cx, y, y), 1, 2), m));
    }
    I v = root(cx, y, depth), at = iv_span(cx, &v->hi, &v->hi), width = iv_sub(cx, at, iv_span(cx, &v->lo, &v->lo));
    I rest = iv_mul(cx, width, iv_neg(cx, defect(cx, &v->hi, y, depth, &a)));
    a = powers(cx, at, 2, depth - 2);
    I h = iv_ratio(cx, iv_sub(cx, iv_add(cx, a.at, a.other), iv_si(cx, 2)), depth - 2, 2);
    I g = iv_sub(cx, iv_mul(cx, y, iv_sub(cx, iv_si(cx, 1), at)), h);
    if (rest) rest = iv_span(cx, &zero->lo, &iv_hull_zero(cx, rest)->hi);
    return iv_done(cx, mark, bits, iv_add(cx, g, rest));
}
I iv_q_depth(context *cx, I x, int depth) {
    I zero = iv_si(cx, 0);
    return iv_extreme(cx, zero, iv_ends(cx, iv_abs(cx, x), depth, q_depth_point, 0), 1);
}
