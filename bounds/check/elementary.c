/* elementary.c - exp, log, roots and powers, sinh, cosh, asinh.
 * The two kernels, exp and log of a dyadic number, work in integers scaled by 2^wp ("units" are 2^-wp); every step
 * truncates, and the number of units by which the result may be off is counted in the comments and added at the end. */
#include "bounds/check/num.h"

void cache_init(cache *w) {
    mpz_init(w->ln2);
    w->ln2_bits = 0;
}
void cache_clear(cache *w) { mpz_clear(w->ln2); }

/* ln 2 = 2 atanh(1/3) = 2 sum 3^-(2j+1)/(2j+1), at bits + 32: each of the n terms truncated twice (errors below 1.2
 * units, for the power's own error shrinks ninefold each time), a tail below one unit: below 3n + 2 < 2^31 units. */
static void ln2_at_least(cache *w, long bits) {
    if (w->ln2_bits >= bits) return;
    bits += bits / 2;
    mpz_t power, term;
    mpz_init(term);
    mpz_init_set_ui(power, 1);
    mpz_mul_2exp(power, power, (mp_bitcnt_t)(bits + 33));
    mpz_fdiv_q_ui(power, power, 3);
    mpz_set_ui(w->ln2, 0);
    for (unsigned long j = 1; mpz_sgn(power); j += 2) {
        mpz_fdiv_q_ui(term, power, j);
        mpz_add(w->ln2, w->ln2, term);
        mpz_fdiv_q_ui(power, power, 9);
    }
    mpz_fdiv_q_2exp(w->ln2, w->ln2, 32); /* the error, below 2^31 units of 2^-(bits+32), and the truncation: < 2 */
    w->ln2_bits = bits;
    mpz_clear(power);
    mpz_clear(term);
}

/* L with |L 2^-bits - ln 2| < 2 2^-bits (two units at most, of what is kept; truncation of more bits adds one). */
static void ln2_get(cache *w, mpz_t l, long bits) {
    ln2_at_least(w, bits + 2);
    mpz_fdiv_q_2exp(l, w->ln2, (mp_bitcnt_t)(w->ln2_bits - bits));
}

/* z = (v - err, v + err) 2^e */
static void set_ball(iv *z, const mpz_t v, unsigned long err, long e, long bits) {
    mpz_sub_ui(z->lo.m, v, err);
    mpz_add_ui(z->hi.m, v, err);
    z->lo.e = z->hi.e = e;
    iv_round(z, bits);
}

static long reductions(long bits) { /* of an argument, s with s^2 about bits/2 */
    long s = 4;
    while (2 * s * s < bits) s++;
    return s;
}

/* t/2^wp in [0, 1): the Taylor sum of exp into v. t is taken as exact. A term is the last times t/2^wp over j: if the
 * last was too small by e units, this one is by less than e t/j + 2 <= 2.1 + ... : below 4 for t < 1/2. The terms not
 * added are together below 2 + 4 units (the first of them is < 1 + 4 with its error, the others shrink by t/j < 1/2).
 * So v is below the true sum by less than 4n + 8 units, n the number of terms. */
static unsigned long exp_series(mpz_t v, const mpz_t t, long wp) {
    mpz_t term;
    unsigned long n = 1;
    mpz_init_set_ui(term, 1);
    mpz_mul_2exp(term, term, (mp_bitcnt_t)wp);
    mpz_set(v, term);
    for (;; n++) {
        mpz_mul(term, term, t);
        mpz_fdiv_q_2exp(term, term, (mp_bitcnt_t)wp);
        mpz_fdiv_q_ui(term, term, n);
        if (!mpz_sgn(term)) break;
        mpz_add(v, v, term);
    }
    mpz_clear(term);
    return 4 * n + 8;
}

/* exp x for x finite. x = k ln 2 + r, 0 <= r < ln 2 + a little; exp r = (exp(r/2^s))^(2^s). With P = wp + 44 bits and
 * |x| < 2^40, |k| <= 2^41: X = floor(x 2^P) and k L are off by at most 1 and 2^42 units of 2^-P, so R, cut to wp, is off
 * by at most 1.3 units, and r/2^s by at most 2 (s >= 1); this moves exp by at most 2 * 1.1 units more. A squaring doubles a
 * relative error and adds a unit: rho -> 2 rho + rho^2 + unit, so that after s of them it is at most 2^s (rho_0 + 1 unit)
 * times 1.01; the result is below 2.1, so err = (series + 4) 2^(s+2) units hold all of it. */
static void exp_point(cache *w, iv *z, const dy *x, long bits) {
    if (!dy_sgn(x)) {
        iv_set_si(z, 1);
        return;
    }
    if (!dy_finite(x) || dy_top(x) > 40) { /* exp of |x| >= 2^39 lies beyond 2^(2^39) */
        dy_set_si(&z->lo, 0, 0);
        dy_set_si(&z->hi, 1, -(1L << 39));
        if (dy_sgn(x) > 0) {
            dy_set_si(&z->lo, 1, 1L << 39);
            dy_set_inf(&z->hi, 1);
        } else if (!dy_finite(x)) {
            dy_set_si(&z->hi, 0, 0);
        }
        return;
    }
    long s = reductions(bits), wp = bits + s + 16, p = wp + 44, shift = x->e + p;
    mpz_t r, l, k, v;
    mpz_inits(r, l, k, v, NULL);
    if (shift >= 0) mpz_mul_2exp(r, x->m, (mp_bitcnt_t)shift);
    else mpz_fdiv_q_2exp(r, x->m, (mp_bitcnt_t)-shift);
    ln2_get(w, l, p);
    mpz_fdiv_qr(k, r, r, l);
    mpz_fdiv_q_2exp(r, r, (mp_bitcnt_t)(44 + s));
    unsigned long err = (exp_series(v, r, wp) + 4) << (s + 2);
    for (long j = 0; j < s; j++) {
        mpz_mul(v, v, v);
        mpz_fdiv_q_2exp(v, v, (mp_bitcnt_t)wp);
    }
    set_ball(z, v, err, mpz_get_si(k) - wp, bits);
    mpz_clears(r, l, k, v, NULL);
}

/* atanh z = sum z^(2j+1)/(2j+1), z = t/2^wp, |z| <= 0.21, into v. t is taken as exact. z^2 is off by a unit at most, a
 * power by e <= 0.05 e' + 0.21 + 1 <= 1.3, a term by 2.3, the tail by less than 3: below 3n + 3 units. */
static unsigned long atanh_series(mpz_t v, const mpz_t t, long wp) {
    mpz_t square, power, term;
    unsigned long n = 0;
    mpz_inits(square, term, NULL);
    mpz_init_set(power, t);
    mpz_mul(square, t, t);
    mpz_fdiv_q_2exp(square, square, (mp_bitcnt_t)wp);
    mpz_set_ui(v, 0);
    for (; mpz_sgn(power); n++) {
        mpz_tdiv_q_ui(term, power, 2 * n + 1);
        mpz_add(v, v, term);
        mpz_mul(power, power, square);
        mpz_tdiv_q_2exp(power, power, (mp_bitcnt_t)wp);
    }
    mpz_clears(square, power, term, NULL);
    return 3 * n + 3;
}

/* log x for x > 0 finite. x = y 2^k, 3/4 <= y < 3/2; log y = 2^(s+1) atanh((u-1)/(u+1)), u = y^(1/2^s) by s integer square
 * roots. The first truncation of y costs 1 unit; a root makes e units e/(2 sqrt(0.75)) + 1 <= 0.58 e + 1 <= 2.4; the
 * quotient has derivative 2/(u+1)^2 <= 0.66: 0.66 * 2.4 + 1 <= 2.6 units, which atanh raises by at most 1.05. k ln 2 is taken
 * from 64 more bits: |k| <= 2^41, so off by less than 1 + 2^-21. Near y = 1 (y - 1 of size 2^-t, k = 0) wp grows by t: the
 * result is relatively as good; 2^-t is no smaller than the last bit of x. */
static void log_point(cache *w, iv *z, const dy *x, long bits) {
    mpz_t u, v, l, one;
    mpz_inits(u, v, l, NULL);
    mpz_init_set_ui(one, 1);
    long n = (long)mpz_sizeinbase(x->m, 2), t = 0, s;
    mpz_mul_2exp(u, one, (mp_bitcnt_t)n); /* x.m/2^n in [1/2, 1) */
    mpz_mul_2exp(v, x->m, 2);
    mpz_mul_ui(l, u, 3);
    if (mpz_cmp(v, l) < 0) n--; /* below 3/4: y = 2 x.m/2^n */
    long k = x->e + n;
    mpz_mul_2exp(u, one, (mp_bitcnt_t)n);
    mpz_sub(u, x->m, u);
    if (!k && mpz_sgn(u)) t = n - (long)mpz_sizeinbase(u, 2);
    s = t > 8 ? 0 : reductions(bits);
    long wp = bits + s + t + 16;
    mpz_mul_2exp(one, one, (mp_bitcnt_t)wp);
    if (wp >= n) mpz_mul_2exp(u, x->m, (mp_bitcnt_t)(wp - n));
    else mpz_fdiv_q_2exp(u, x->m, (mp_bitcnt_t)(n - wp));
    for (long j = 0; j < s; j++) {
        mpz_mul_2exp(u, u, (mp_bitcnt_t)wp);
        mpz_sqrt(u, u);
    }
    mpz_add(l, u, one);
    mpz_sub(u, u, one);
    mpz_mul_2exp(u, u, (mp_bitcnt_t)wp);
    mpz_tdiv_q(u, u, l);
    unsigned long err = ((atanh_series(v, u, wp) + 3) << (s + 1)) + 2;
    mpz_mul_2exp(v, v, (mp_bitcnt_t)(s + 1));
    if (k) {
        ln2_get(w, l, wp + 64);
        mpz_mul_si(l, l, k);
        mpz_fdiv_q_2exp(l, l, 64);
        mpz_add(v, v, l);
    } else if (!mpz_sgn(v) && !mpz_sgn(u)) {
        if (mpz_scan1(x->m, 0) == (mp_bitcnt_t)n) err = 0; /* x = 1 */
    }
    set_ball(z, v, err, -wp, bits);
    mpz_clears(u, v, l, one, NULL);
}

typedef void (*point)(cache *w, iv *z, const dy *x, long bits);

static bool monotone(cache *w, iv *z, const iv *x, long bits, point f) {
    iv t;
    iv_init(&t);
    bool same = !dy_cmp(&x->lo, &x->hi);
    f(w, &t, &x->lo, bits);
    if (same) {
        iv_set(z, &t);
    } else {
        iv u;
        iv_init(&u);
        f(w, &u, &x->hi, bits);
        dy_set(&z->lo, &t.lo);
        dy_set(&z->hi, &u.hi);
        iv_clear(&u);
    }
    iv_clear(&t);
    return true;
}

bool iv_exp(cache *w, iv *z, const iv *x, int depth, long bits) {
    (void)depth;
    return monotone(w, z, x, bits, exp_point);
}

static void log_end(cache *w, iv *z, const dy *x, long bits) { /* log 0 = -inf, log inf = inf, as ends */
    if (!dy_sgn(x)) {
        dy_set_inf(&z->lo, -1);
        dy_set_si(&z->hi, 0, 0);
    } else if (!dy_finite(x)) {
        dy_set_si(&z->lo, 0, 0);
        dy_set_inf(&z->hi, 1);
    } else {
        log_point(w, z, x, bits);
    }
}

bool iv_log(cache *w, iv *z, const iv *x, int depth, long bits) {
    (void)depth;
    return dy_sgn(&x->lo) > 0 && monotone(w, z, x, bits, log_end);
}

bool iv_log_open(cache *w, iv *z, const iv *x, int depth, long bits) {
    (void)depth;
    return dy_sgn(&x->lo) >= 0 && dy_sgn(&x->hi) > 0 && monotone(w, z, x, bits, log_end);
}

/* e^x and e^-x of a point, for x >= 0 finite. */
static void exp_both(cache *w, iv *plus, iv *minus, const dy *x, long bits) {
    iv one;
    iv_init(&one);
    exp_point(w, plus, x, bits);
    iv_set_si(&one, 1);
    iv_div(minus, &one, plus, bits);
    iv_clear(&one);
}

/* Below 2^-(bits/2): x <= sinh x <= x + x^3/5 for 0 <= x <= 1 (x^3/6 (1 + x^2/20 + ...)), else (e^x - e^-x)/2 with as many
 * more bits as x has zeros in front. */
static void sinh_positive(cache *w, iv *z, const dy *x, long bits) {
    if (!dy_finite(x)) {
        dy_set_si(&z->lo, 0, 0), dy_set_inf(&z->hi, 1);
        return;
    }
    long t = -dy_top(x);
    iv a, b;
    iv_init(&a);
    iv_init(&b);
    iv_set_dy(&a, x);
    if (t > bits / 2) {
        iv_pow_si(&b, &a, 3, bits);
        iv_div_si(&b, &b, 5, bits);
        iv_hull_zero(&b);
        iv_add(z, &a, &b, bits);
    } else {
        long wp = bits + 8 + (t > 0 ? t : 0);
        exp_both(w, &a, &b, x, wp);
        iv_sub(&a, &a, &b, wp);
        iv_div_si(z, &a, 2, bits);
    }
    iv_clear(&a);
    iv_clear(&b);
}

/* log(x + sqrt(1 + x^2)) with as many more bits as x has zeros in front; below 2^-(bits/2) x - x^3/6 <= asinh x <= x, for
 * the derivative lies between 1 - x^2/2 and 1. */
static void asinh_positive(cache *w, iv *z, const dy *x, long bits) {
    if (!dy_finite(x)) {
        dy_set_si(&z->lo, 0, 0), dy_set_inf(&z->hi, 1);
        return;
    }
    long t = -dy_top(x), wp = bits + 8 + (t > 0 ? t : 0);
    iv a, b;
    iv_init(&a);
    iv_init(&b);
    iv_set_dy(&a, x);
    if (t > bits / 2) {
        iv_pow_si(&b, &a, 3, bits);
        iv_div_si(&b, &b, -6, bits);
        iv_hull_zero(&b);
        iv_add(z, &a, &b, bits);
    } else {
        iv_mul(&b, &a, &a, wp);
        iv_set_si(z, 1);
        iv_add(&b, &b, z, wp);
        dy_root(&b.lo, &b.lo, 2, DOWN, wp);
        dy_root(&b.hi, &b.hi, 2, UP, wp);
        iv_add(&a, &a, &b, wp);
        iv_log(w, z, &a, 0, wp);
        iv_round(z, bits);
    }
    iv_clear(&a);
    iv_clear(&b);
}

/* An odd function from its values at points >= 0. */
static void odd(cache *w, iv *z, const dy *x, long bits, point f) {
    dy t;
    if (!dy_sgn(x)) {
        iv_set_si(z, 0);
        return;
    }
    if (dy_sgn(x) > 0) {
        f(w, z, x, bits);
        return;
    }
    dy_init(&t);
    dy_neg(&t, x);
    f(w, z, &t, bits);
    iv_neg(z, z);
    dy_clear(&t);
}
static void sinh_point(cache *w, iv *z, const dy *x, long bits) { odd(w, z, x, bits, sinh_positive); }
static void asinh_point(cache *w, iv *z, const dy *x, long bits) { odd(w, z, x, bits, asinh_positive); }
static void cosh_point(cache *w, iv *z, const dy *x, long bits) { /* x >= 0 */
    if (!dy_finite(x)) {
        dy_set_si(&z->lo, 0, 0), dy_set_inf(&z->hi, 1);
        return;
    }
    iv b;
    iv_init(&b);
    exp_both(w, z, &b, x, bits + 4);
    iv_add(z, z, &b, bits + 4);
    iv_div_si(z, z, 2, bits);
    iv_clear(&b);
}

bool iv_sinh(cache *w, iv *z, const iv *x, int depth, long bits) {
    (void)depth;
    return monotone(w, z, x, bits, sinh_point);
}
bool iv_asinh(cache *w, iv *z, const iv *x, int depth, long bits) {
    (void)depth;
    return monotone(w, z, x, bits, asinh_point);
}
bool iv_cosh(cache *w, iv *z, const iv *x, int depth, long bits) {
    (void)depth;
    iv_abs(z, x);
    return monotone(w, z, z, bits, cosh_point);
}

/* For p/q with q small by roots, else by exp and log; both monotone in x >= 0, the ends taken each on its own. The power
 * by exp(p/q log x) needs as many more bits as the exponent has in front of the point. */
static void power_point(cache *w, iv *z, const dy *x, long p, long q, long bits) {
    iv t, e;
    if (!dy_sgn(x)) {
        iv_set_si(z, 0);
        return;
    }
    if (!dy_finite(x)) {
        dy_set_si(&z->lo, 0, 0), dy_set_inf(&z->hi, 1);
        return;
    }
    iv_init(&t);
    iv_set_dy(&t, x);
    if (q <= 32 && p <= 256) {
        iv_pow_si(&t, &t, p, bits + 8);
        dy_root(&z->lo, &t.lo, (unsigned long)q, DOWN, bits);
        dy_root(&z->hi, &t.hi, (unsigned long)q, UP, bits);
    } else {
        long wp = bits + 64;
        iv_init(&e);
        log_point(w, &e, x, wp);
        iv_mul_si(&e, &e, p, wp);
        iv_div_si(&e, &e, q, wp);
        iv_exp(w, z, &e, 0, bits);
        iv_clear(&e);
    }
    iv_clear(&t);
}

bool iv_pow(cache *w, iv *z, const iv *x, long p, long q, long bits) {
    if (q == 1) return iv_pow_si(z, x, p, bits);
    if (dy_sgn(&x->lo) < 0 || (p < 0 && dy_sgn(&x->lo) <= 0)) return false;
    iv a, b;
    iv_init(&a);
    iv_init(&b);
    bool same = !dy_cmp(&x->lo, &x->hi), done = true;
    power_point(w, &a, &x->lo, p < 0 ? -p : p, q, bits + 4);
    if (!same) {
        power_point(w, &b, &x->hi, p < 0 ? -p : p, q, bits + 4);
        dy_set(&a.hi, &b.hi);
    }
    if (p < 0) {
        iv_set_si(&b, 1);
        done = iv_div(z, &b, &a, bits);
    } else {
        iv_swap(z, &a);
        iv_round(z, bits);
    }
    iv_clear(&a);
    iv_clear(&b);
    return done;
}
