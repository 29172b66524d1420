/* depth.c - q and its derivative; for an integer D >= 3, with p = D/(D-2): h(z) = (1-z)^-p - (1+z)^-p on (-1, 1), its inverse,
 * and q_depth(z) = int_0^z h_inv = z s - H(s), s = h_inv(z), H(s) = (D-2)/2 ((1-s)^-r + (1+s)^-r - 2), r = 2/(D-2), H' = h. */
#include "bounds/check/num.h"

typedef void (*point)(cache *w, iv *z, const dy *x, int depth, long bits); /* x > 0 finite; an increasing f, f(0) = 0 */

/* f at an end: f(0) = 0; at infinity the limit, 1 for h_inv and inf for the others; odd where asked for. */
static void end(cache *w, iv *z, const dy *x, int depth, long bits, point f, bool bounded) {
    if (!dy_sgn(x)) {
        iv_set_si(z, 0);
        return;
    }
    if (!dy_finite(x)) {
        iv_set_si(z, 1);
        if (!bounded) dy_set_inf(&z->hi, 1);
    } else if (dy_sgn(x) > 0) {
        f(w, z, x, depth, bits);
        return;
    } else {
        dy t;
        dy_init(&t);
        dy_neg(&t, x);
        f(w, z, &t, depth, bits);
        dy_clear(&t);
    }
    if (dy_sgn(x) < 0) iv_neg(z, z);
}

static bool ends(cache *w, iv *z, const iv *x, int depth, long bits, point f, bool bounded) {
    iv t, u;
    iv_init(&t);
    iv_init(&u);
    bool same = !dy_cmp(&x->lo, &x->hi);
    end(w, &t, &x->lo, depth, bits, f, bounded);
    if (!same) {
        end(w, &u, &x->hi, depth, bits, f, bounded);
        dy_set(&t.hi, &u.hi);
    }
    iv_swap(z, &t);
    iv_clear(&t);
    iv_clear(&u);
    return true;
}

bool iv_q_prime(cache *w, iv *z, const iv *x, int depth, long bits) {
    iv_set(z, x); /* halves are exact */
    if (dy_finite(&z->lo) && dy_sgn(&z->lo)) z->lo.e--;
    if (dy_finite(&z->hi) && dy_sgn(&z->hi)) z->hi.e--;
    return iv_asinh(w, z, z, depth, bits);
}

/* q(z) = 2 - sqrt(4+z^2) + z asinh(z/2). Near 0 it is z^2/4: the working bits grow by 2t, 2^-t the size of z. Below 2^-(bits/2)
 * z^2/4 - z^4/192 <= q <= z^2/4, for q'' = (4+z^2)^(-1/2) lies between 1/2 - z^2/16 and 1/2. */
static void q_point(cache *w, iv *z, const dy *x, int depth, long bits) {
    (void)depth;
    long t = -dy_top(x), wp = bits + 8 + (t > 0 ? 2 * t + 2 : 0);
    iv a, b, c;
    iv_init(&a);
    iv_init(&b);
    iv_init(&c);
    iv_set_dy(&a, x);
    if (t > bits / 2) {
        iv_mul(&b, &a, &a, bits + 8);
        iv_mul(&c, &b, &b, bits + 8);
        iv_div_si(&c, &c, -192, bits + 8);
        iv_hull_zero(&c);
        iv_div_si(&b, &b, 4, bits + 8);
        iv_add(z, &b, &c, bits);
    } else {
        iv_q_prime(w, &b, &a, 0, wp);
        iv_mul(&b, &b, &a, wp);
        iv_mul(&a, &a, &a, wp);
        iv_set_si(&c, 4);
        iv_add(&a, &a, &c, wp);
        dy_root(&a.lo, &a.lo, 2, DOWN, wp);
        dy_root(&a.hi, &a.hi, 2, UP, wp);
        iv_sub(&b, &b, &a, wp);
        iv_set_si(&c, 2);
        iv_add(z, &b, &c, wp);
        iv_round(z, bits);
    }
    iv_clear(&a);
    iv_clear(&b);
    iv_clear(&c);
}

bool iv_q(cache *w, iv *z, const iv *x, int depth, long bits) {
    iv_abs(z, x);
    ends(w, z, z, depth, bits, q_point, false);
    if (dy_sgn(&z->lo) < 0) dy_set_si(&z->lo, 0, 0);
    return true;
}

/* a = v^-(num/den), b = (2-v)^-(num/den), for 0 < v <= 1 dyadic. */
static void two_powers(cache *w, iv *a, iv *b, const dy *v, long num, long den, long bits) {
    iv t;
    dy two;
    if (num % 2 == 0 && den % 2 == 0) num /= 2, den /= 2;
    iv_init(&t);
    dy_init(&two);
    dy_set_si(&two, 2, 0);
    iv_set_dy(&t, v);
    iv_pow(w, a, &t, -num, den, bits);
    dy_sub(&t.lo, &two, v, DOWN, bits + 4);
    dy_sub(&t.hi, &two, v, UP, bits + 4);
    iv_pow(w, b, &t, -num, den, bits);
    dy_clear(&two);
    iv_clear(&t);
}

/* h at s in (0, 1): the difference, with as many more bits as s has zeros in front; below 2^-(bits/2) the convexity of h on
 * [0, 1) (all its Taylor coefficients there are >= 0) gives 2ps <= h(s) <= s h'(s), h'(s) = p((1-s)^-(p+1) + (1+s)^-(p+1)). */
static void h_point(cache *w, iv *z, const dy *s, int depth, long bits) {
    long t = -dy_top(s), den = depth - 2, wp = bits + 8 + t;
    iv a, b;
    dy v, one;
    iv_init(&a);
    iv_init(&b);
    dy_init(&v);
    dy_init(&one);
    dy_set_si(&one, 1, 0);
    bool tiny = t > bits / 2;
    if (tiny) { /* h' at some v' <= 1 - s: larger than at s */
        wp = bits + 8;
        dy_sub(&v, &one, s, DOWN, wp);
        two_powers(w, &a, &b, &v, depth + den, den, wp);
        iv_add(&a, &a, &b, wp); /* >= 2 by convexity: the lower end is 2 */
        dy_set_si(&a.lo, 2, 0);
        iv_mul_si(&a, &a, depth, wp);
        iv_div_si(&a, &a, den, wp);
        iv_set_dy(&b, s);
        iv_mul(z, &a, &b, bits);
    } else {
        dy_sub(&v, &one, s, DOWN, LONG_MAX / 4); /* exact */
        two_powers(w, &a, &b, &v, depth, den, wp);
        iv_sub(z, &a, &b, wp);
        iv_round(z, bits);
    }
    iv_clear(&a);
    iv_clear(&b);
    dy_clear(&v);
    dy_clear(&one);
}

bool iv_h(cache *w, iv *z, const iv *x, int depth, long bits) {
    dy one;
    dy_init(&one);
    dy_set_si(&one, 1, 0);
    bool inside = dy_cmp(&x->hi, &one) < 0;
    dy_set_si(&one, -1, 0);
    inside = inside && dy_cmp(&x->lo, &one) > 0;
    dy_clear(&one);
    return inside && ends(w, z, x, depth, bits, h_point, false);
}

/* F(v) = v^-p - (2-v)^-p - y, decreasing and convex on (0, 1): h(s) = y at v = 1 - s is its root. */
static void defect(cache *w, iv *f, iv *a, iv *b, const dy *v, const dy *y, int depth, long bits) {
    iv t;
    iv_init(&t);
    two_powers(w, a, b, v, depth, depth - 2, bits);
    iv_sub(f, a, b, bits);
    iv_set_dy(&t, y);
    iv_sub(f, f, &t, bits);
    iv_clear(&t);
}

/* A Newton step from v, not rigorous: v + F/(p(a/v + b/(2-v))); true if it was below 2^-(bits/2) of v. */
static bool newton(cache *w, dy *v, const dy *y, int depth, long bits) {
    iv f, a, b, t;
    dy u;
    iv_init(&f), iv_init(&a), iv_init(&b), iv_init(&t), dy_init(&u);
    defect(w, &f, &a, &b, v, y, depth, bits + 8);
    iv_set_dy(&t, v);
    iv_div(&a, &a, &t, bits);
    dy_set_si(&u, 2, 0);
    dy_sub(&t.lo, &u, v, DOWN, bits);
    dy_set(&t.hi, &t.lo);
    iv_div(&b, &b, &t, bits);
    iv_add(&a, &a, &b, bits);
    iv_mul_si(&a, &a, depth, bits);
    iv_mul_si(&f, &f, depth - 2, bits);
    if (!iv_div(&f, &f, &a, bits)) iv_set_si(&f, 0);
    dy_add(&u, v, &f.lo, DOWN, bits);
    bool close = !dy_sgn(&f.lo) || dy_top(&f.lo) < dy_top(v) - bits / 2 - 4;
    if (dy_sgn(&u) > 0 && dy_finite(&u)) dy_set(v, &u);
    iv_clear(&f), iv_clear(&a), iv_clear(&b), iv_clear(&t), dy_clear(&u);
    return close;
}

/* V holds the root v of F for y > 0, to about `bits` bits. v = (y + (2-v)^-p)^(-1/p) lies between (y+1)^(-1/p) and 1; Newton's
 * iterates from the lower bound increase to v. What is returned is certified by the signs of F at its two ends. */
static void root(cache *w, iv *v, const dy *y, int depth, long bits) {
    iv t, f, a, b;
    dy x, radius;
    iv_init(&t), iv_init(&f), iv_init(&a), iv_init(&b), dy_init(&x), dy_init(&radius);
    iv_set_dy(&t, y);
    iv_set_si(&a, 1);
    iv_add(&t, &t, &a, bits);
    iv_pow(w, v, &t, -(depth - 2), depth, bits);
    dy_set(&x, &v->lo); /* 0 where y is next to the largest number: then there is no Newton */
    dy_set_si(&v->hi, 1, 0);
    bool positive = dy_sgn(&x) > 0;
    for (long b = bits < 64 ? bits : 64; positive; b = 2 * b < bits ? 2 * b : bits) {
        for (int step = 0; step < 64 && !newton(w, &x, y, depth, b + 16); step++) continue;
        if (b >= bits) break;
    }
    dy_round(&x, DOWN, bits);
    for (int end = 0; positive && end < 2; end++) {
        dy *to = end ? &v->hi : &v->lo;
        dy_set_si(&radius, 1, dy_top(&x) - bits + 4);
        for (int step = 0; step < 8; step++) {
            (end ? dy_add : dy_sub)(&t.lo, &x, &radius, end ? UP : DOWN, bits + 8);
            if (dy_cmp(&t.lo, &v->lo) < 0 || dy_cmp(&t.lo, &v->hi) > 0) break; /* the bound known is better */
            defect(w, &f, &a, &b, &t.lo, y, depth, bits + 16);
            if (end ? dy_sgn(&f.hi) <= 0 : dy_sgn(&f.lo) >= 0) {
                dy_set(to, &t.lo);
                break;
            }
            radius.e += 4;
        }
    }
    iv_clear(&t), iv_clear(&f), iv_clear(&a), iv_clear(&b), dy_clear(&x), dy_clear(&radius);
}

/* For a small y > 0: u = y/(2p) and d >= h'(u), d >= 2p. h convex, h(s) >= 2ps, gives s = h_inv(y) <= u; and y = h(s) <= s h'(s)
 * <= s d gives y/d <= s; the same for each argument below y. So h_inv(y) is in [y/d, y/(2p)], q_depth(y) in [y^2/(2d), y^2/(4p)];
 * d/(2p) - 1 is of the size of y^2. */
static void small(cache *w, iv *z, const dy *y, int depth, long bits, bool integral) {
    iv slope, t;
    dy u;
    iv_init(&slope), iv_init(&t), dy_init(&u);
    long wp = bits + 16, den = depth - 2;
    iv_set_dy(z, y);
    iv_mul_si(&t, z, den, wp);
    iv_div_si(&t, &t, 2L * depth, wp);
    dy_set_si(&u, 1, 0);
    dy_sub(&u, &u, &t.hi, DOWN, wp); /* 1 - u, rounded down: the slope is larger there */
    two_powers(w, &slope, &t, &u, depth + den, den, wp);
    iv_add(&slope, &slope, &t, wp);
    dy_set_si(&slope.lo, 2, 0);
    iv_mul_si(&slope, &slope, depth, wp);
    iv_div_si(&slope, &slope, den, wp); /* [2p, d] */
    if (integral) {
        iv_mul(z, z, z, wp);
        iv_div_si(z, z, 2, wp);
    }
    iv_div(z, z, &slope, bits);
    iv_clear(&slope), iv_clear(&t), dy_clear(&u);
}

static void h_inv_point(cache *w, iv *z, const dy *y, int depth, long bits) {
    long t = -dy_top(y);
    if (t > bits / 2) {
        small(w, z, y, depth, bits, false);
        return;
    }
    iv v;
    iv_init(&v);
    root(w, &v, y, depth, bits + 12 + (t > 0 ? t : 0));
    iv_set_si(z, 1);
    iv_sub(z, z, &v, bits);
    iv_clear(&v);
}

bool iv_h_inv(cache *w, iv *z, const iv *x, int depth, long bits) {
    return ends(w, z, x, depth, bits, h_inv_point, true);
}

/* g(s) = y s - H(s) is concave with g' = y - h, and q_depth(y) = g(s*) its maximum. With [s, s'] holding s*: g(s) <= g(s*) <=
 * g(s) + (s'-s)(y - h(s)). The cancellation of y s and H near 0 costs 2t bits, 2^-t the size of y. */
static void q_depth_point(cache *w, iv *z, const dy *y, int depth, long bits) {
    long t = -dy_top(y);
    if (t > bits / 2) {
        small(w, z, y, depth, bits, true);
        return;
    }
    long wp = bits + 24 + (t > 0 ? 2 * t : 0);
    iv v, a, b, c;
    dy s;
    iv_init(&v), iv_init(&a), iv_init(&b), iv_init(&c), dy_init(&s);
    root(w, &v, y, depth, wp);
    two_powers(w, &a, &b, &v.hi, 2, depth - 2, wp);
    iv_add(&a, &a, &b, wp);
    iv_set_si(&b, -2);
    iv_add(&a, &a, &b, wp);
    iv_mul_si(&a, &a, depth - 2, wp);
    iv_div_si(&a, &a, -2, wp); /* -H(s), s = 1 - v.hi */
    dy_set_si(&s, 1, 0);
    iv_set_dy(&b, &v.hi);
    iv_set_dy(&c, &s);
    iv_sub(&c, &c, &b, wp);
    iv_set_dy(&b, y);
    iv_mul(&c, &c, &b, wp);
    iv_add(z, &a, &c, wp);
    defect(w, &c, &a, &b, &v.hi, y, depth, wp); /* h(s) - y */
    dy_sub(&s, &v.lo, &v.hi, DOWN, wp);
    dy_mul(&s, &s, &c.lo, UP, wp);
    if (dy_sgn(&s) > 0) dy_add(&z->hi, &z->hi, &s, UP, wp);
    iv_round(z, bits);
    iv_clear(&v), iv_clear(&a), iv_clear(&b), iv_clear(&c), dy_clear(&s);
}

bool iv_q_depth(cache *w, iv *z, const iv *x, int depth, long bits) {
    iv_abs(z, x);
    ends(w, z, z, depth, bits, q_depth_point, false);
    if (dy_sgn(&z->lo) < 0) dy_set_si(&z->lo, 0, 0);
    return true;
}
