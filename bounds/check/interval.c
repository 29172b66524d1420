/* interval.c - intervals: the lower end is rounded down, the upper up. */
#include "bounds/check/num.h"

void iv_init(iv *z) {
    dy_init(&z->lo);
    dy_init(&z->hi);
}
void iv_clear(iv *z) {
    dy_clear(&z->lo);
    dy_clear(&z->hi);
}
void iv_set(iv *z, const iv *x) {
    dy_set(&z->lo, &x->lo);
    dy_set(&z->hi, &x->hi);
}
void iv_set_si(iv *z, long n) {
    dy_set_si(&z->lo, n, 0);
    dy_set_si(&z->hi, n, 0);
}
void iv_set_dy(iv *z, const dy *x) {
    dy_set(&z->lo, x);
    dy_set(&z->hi, x);
}
void iv_set_q(iv *z, mpq_srcptr q, long bits) {
    dy_set_q(&z->lo, q, DOWN, bits);
    dy_set_q(&z->hi, q, UP, bits);
}
void iv_swap(iv *x, iv *y) {
    iv t = *x;
    *x = *y;
    *y = t;
}
void iv_round(iv *z, long bits) {
    dy_round(&z->lo, DOWN, bits);
    dy_round(&z->hi, UP, bits);
}
bool iv_finite(const iv *x) { return dy_finite(&x->lo) && dy_finite(&x->hi); }
bool iv_has_zero(const iv *x) { return dy_sgn(&x->lo) <= 0 && dy_sgn(&x->hi) >= 0; }

void iv_neg(iv *z, const iv *x) {
    if (z != x) iv_set(z, x);
    dy t = z->lo;
    z->lo = z->hi;
    z->hi = t;
    mpz_neg(z->lo.m, z->lo.m);
    mpz_neg(z->hi.m, z->hi.m);
}

void iv_abs(iv *z, const iv *x) {
    if (dy_sgn(&x->lo) >= 0) {
        iv_set(z, x);
        return;
    }
    if (dy_sgn(&x->hi) <= 0) {
        iv_neg(z, x);
        return;
    }
    iv t;
    iv_init(&t);
    dy_neg(&t.hi, &x->lo);
    if (dy_cmp(&t.hi, &x->hi) < 0) dy_set(&t.hi, &x->hi);
    iv_swap(z, &t);
    iv_clear(&t);
}

void iv_add(iv *z, const iv *x, const iv *y, long bits) {
    dy_add(&z->lo, &x->lo, &y->lo, DOWN, bits);
    dy_add(&z->hi, &x->hi, &y->hi, UP, bits);
}

void iv_sub(iv *z, const iv *x, const iv *y, long bits) {
    iv t;
    iv_init(&t);
    iv_neg(&t, y);
    iv_add(z, x, &t, bits);
    iv_clear(&t);
}

/* Both factors hold 0 inside: the least of two products, and the greatest of two. */
static void mul_mixed(iv *t, const iv *x, const iv *y, long bits) {
    dy u;
    dy_init(&u);
    dy_mul(&t->lo, &x->lo, &y->hi, DOWN, bits);
    dy_mul(&u, &x->hi, &y->lo, DOWN, bits);
    if (dy_cmp(&u, &t->lo) < 0) dy_set(&t->lo, &u);
    dy_mul(&t->hi, &x->lo, &y->lo, UP, bits);
    dy_mul(&u, &x->hi, &y->hi, UP, bits);
    if (dy_cmp(&u, &t->hi) > 0) dy_set(&t->hi, &u);
    dy_clear(&u);
}

void iv_mul(iv *z, const iv *x, const iv *y, long bits) {
    const dy *xl = &x->lo, *xh = &x->hi, *yl = &y->lo, *yh = &y->hi, *a, *b, *c, *d;
    iv t;
    iv_init(&t);
    bool mixed = false;
    if (dy_sgn(xl) >= 0) a = dy_sgn(yl) >= 0 ? xl : xh, b = yl, c = dy_sgn(yh) >= 0 ? xh : xl, d = yh;
    else if (dy_sgn(xh) <= 0) a = dy_sgn(yh) >= 0 ? xl : xh, b = yh, c = dy_sgn(yl) >= 0 ? xh : xl, d = yl;
    else if (dy_sgn(yl) >= 0) a = xl, b = yh, c = xh, d = yh;
    else if (dy_sgn(yh) <= 0) a = xh, b = yl, c = xl, d = yl;
    else mixed = true;
    if (mixed) {
        mul_mixed(&t, x, y, bits);
    } else {
        dy_mul(&t.lo, a, b, DOWN, bits);
        dy_mul(&t.hi, c, d, UP, bits);
    }
    iv_swap(z, &t);
    iv_clear(&t);
}

bool iv_div(iv *z, const iv *x, const iv *y, long bits) {
    if (iv_has_zero(y)) return false;
    iv t;
    iv_init(&t);
    dy_inv(&t.lo, &y->hi, DOWN, bits + 8);
    dy_inv(&t.hi, &y->lo, UP, bits + 8);
    iv_mul(z, x, &t, bits);
    iv_clear(&t);
    return true;
}

void iv_mul_si(iv *z, const iv *x, long n, long bits) {
    iv t;
    iv_init(&t);
    iv_set_si(&t, n);
    iv_mul(z, x, &t, bits);
    iv_clear(&t);
}

bool iv_div_si(iv *z, const iv *x, long n, long bits) {
    iv t;
    iv_init(&t);
    iv_set_si(&t, n);
    bool done = iv_div(z, x, &t, bits);
    iv_clear(&t);
    return done;
}

void iv_hull_zero(iv *z) {
    if (dy_sgn(&z->lo) > 0) dy_set_si(&z->lo, 0, 0);
    if (dy_sgn(&z->hi) < 0) dy_set_si(&z->hi, 0, 0);
}

void iv_min(iv *z, const iv *x, const iv *y) {
    dy_set(&z->lo, dy_cmp(&x->lo, &y->lo) <= 0 ? &x->lo : &y->lo);
    dy_set(&z->hi, dy_cmp(&x->hi, &y->hi) <= 0 ? &x->hi : &y->hi);
}

void iv_max(iv *z, const iv *x, const iv *y) {
    dy_set(&z->lo, dy_cmp(&x->lo, &y->lo) >= 0 ? &x->lo : &y->lo);
    dy_set(&z->hi, dy_cmp(&x->hi, &y->hi) >= 0 ? &x->hi : &y->hi);
}

/* x^n of x >= 0, n >= 1, rounded towards dir at each product: monotone in each factor. */
static void power(dy *z, const dy *x, unsigned long n, int dir, long bits) {
    dy base;
    dy_init(&base);
    dy_set(&base, x);
    dy_set_si(z, 1, 0);
    for (;; n >>= 1) {
        if (n & 1) dy_mul(z, z, &base, dir, bits);
        if (n <= 1) break;
        dy_mul(&base, &base, &base, dir, bits);
    }
    dy_clear(&base);
}

/* An odd power is monotone, an even one is the power of |x|; the working bits grow with log2 n, for each of the at
 * most 2 log2 n products adds a relative error of 2^-bits, which the later squarings multiply by at most n. */
bool iv_pow_si(iv *z, const iv *x, long n, long bits) {
    unsigned long k = n < 0 ? -(unsigned long)n : (unsigned long)n;
    long extra = 4;
    iv t, one;
    if (n == 1) return iv_set(z, x), iv_round(z, bits), true;
    if (!n) return iv_set_si(z, 1), true;
    if (n < 0 && iv_has_zero(x)) return false;
    for (unsigned long j = k; j; j >>= 1) extra++;
    iv_init(&t);
    iv_init(&one);
    if (k % 2 == 0) {
        iv_abs(&one, x);
        power(&t.lo, &one.lo, k, DOWN, bits + extra);
        power(&t.hi, &one.hi, k, UP, bits + extra);
    } else {
        for (int end = 0; end < 2; end++) { /* of a negative end the size is rounded the other way */
            dy *to = end ? &t.hi : &t.lo;
            const dy *from = end ? &x->hi : &x->lo;
            int dir = end ? UP : DOWN, s = dy_sgn(from) < 0 ? -1 : 1;
            dy_set(&one.lo, from);
            mpz_abs(one.lo.m, one.lo.m);
            power(to, &one.lo, k, dir * s, bits + extra);
            if (s < 0) mpz_neg(to->m, to->m);
        }
    }
    iv_set_si(&one, 1);
    bool done = true;
    if (n < 0) done = iv_div(z, &one, &t, bits);
    else iv_swap(z, &t), iv_round(z, bits);
    iv_clear(&t);
    iv_clear(&one);
    return done;
}
