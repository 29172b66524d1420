/* elementary.c - exp, log, sinh, cosh, asinh.
 * The two kernels, exp and log of a dyadic number, work in integers scaled by 2^wp ("units" are 2^-wp); every step truncates, and
 * the number of units by which the result may be off is counted in the comments and added at the end. */
#include "bounds/check/num.h"

/* ln 2 = 2 atanh(1/3) = 2 sum 3^-(2j+1)/(2j+1), at 32 more bits: each of the n terms truncated twice (errors below 1.2 units, for a
 * power's own error shrinks ninefold each time), a tail below one unit: below 3n + 2 < 2^31 units, from below. */
static void ln2_at_least(context *cx, long bits) {
    if (cx->ln2_bits >= bits) return;
    bits += bits / 2; mpz_t power, term; mpz_init(term);
    mpz_init_set_ui(power, 1); mpz_mul_2exp(power, power, (mp_bitcnt_t)(bits + 33)); mpz_fdiv_q_ui(power, power, 3);
    mpz_set_ui(cx->ln2, 0);
    for (unsigned long j = 1; mpz_sgn(power); j += 2) {
        mpz_fdiv_q_ui(term, power, j); mpz_add(cx->ln2, cx->ln2, term); mpz_fdiv_q_ui(power, power, 9);
    }
    mpz_fdiv_q_2exp(cx->ln2, cx->ln2, 32); /* the error, below half a unit of the bits kept, and the truncation */
    cx->ln2_bits = bits; mpz_clear(power); mpz_clear(term);
}
/* l with |l 2^-bits - ln 2| < 2 2^-bits. */
static void ln2_get(context *cx, mpz_t l, long bits) {
    ln2_at_least(cx, bits + 2); mpz_fdiv_q_2exp(l, cx->ln2, (mp_bitcnt_t)(cx->ln2_bits - bits));
}

static I ball(context *cx, const mpz_t v, unsigned long err, long e) { /* [v - err, v + err] 2^e */
    iv *z = iv_new(cx); mpz_sub_ui(z->lo.m, v, err); mpz_add_ui(z->hi.m, v, err);
    z->lo.e = z->hi.e = e; dy_round(&z->lo, DOWN, cx->bits); dy_round(&z->hi, UP, cx->bits);
    return z;
}

static long reductions(long bits) { /* of an argument: s with s^2 about bits/2 */
    long s = 4;
    while (2 * s * s < bits) s++;
    return s;
}
/* The Taylor sum of exp at t/2^wp in [0, 0.05), taken as exact, into v. A term is the last times t/2^wp over j: too small by e' <=
 * e t/j + 2 < 2.2 units if the last was by e. The terms not added are together below 6 units. So v is below the true value by less
 * than 4n + 8 units, n the number of terms. */
static unsigned long exp_series(mpz_t v, const mpz_t t, long wp) {
    mpz_t term; unsigned long n = 1; mpz_init_set_ui(term, 1);
    mpz_mul_2exp(term, term, (mp_bitcnt_t)wp);
    for (mpz_set(v, term);; n++) {
        mpz_mul(term, term, t); mpz_fdiv_q_2exp(term, term, (mp_bitcnt_t)wp); mpz_fdiv_q_ui(term, term, n);
        if (!mpz_sgn(term)) break;
        mpz_add(v, v, term);
    }
    mpz_clear(term); return 4 * n + 8;
}
/* exp x for |x| < 2^40. x = k ln 2 + r, 0 <= r < 0.7; exp r = (exp(r/2^s))^(2^s), s >= 4. With p = wp + 44 bits, |k| <= 2^41: floor(x 2^p)
 * and k l are off by at most 1 and 2^42 units of 2^-p, so r, cut to wp, by at most 1.3 units, r/2^s by 1.1; this moves exp by at most
 * 1.3 units more. A squaring doubles a relative error rho and adds a unit (rho -> 2 rho + rho^2 + 1 unit): after s of them it is at
 * most 1.01 2^s (rho_0 + 1 unit); the result is below 2.1, so (series + 4) 2^(s+2) units hold all of it.
 * Beyond, exp |x| > 2^(2^39), the size at which numbers end. */
static I exp_point(context *cx, const dy *x) {
    if (!dy_sgn(x)) return iv_si(cx, 1);
    if (!dy_finite(x) || dy_top(x) > 40) {
        iv *z = iv_new(cx); dy_set_si(&z->lo, dy_sgn(x) > 0, 1L << 39), dy_set_si(&z->hi, 1, -(1L << 39));
        if (dy_sgn(x) > 0) dy_set_inf(&z->hi, 1);
        return z;
    }
    long s = reductions(cx->bits), wp = cx->bits + s + 16, p = wp + 44, shift = x->e + p; mpz_t r, l, k, v;
    mpz_inits(r, l, k, v, NULL);
    if (shift >= 0) mpz_mul_2exp(r, x->m, (mp_bitcnt_t)shift);
    else mpz_fdiv_q_2exp(r, x->m, (mp_bitcnt_t)-shift);
    ln2_get(cx, l, p); mpz_fdiv_qr(k, r, r, l); mpz_fdiv_q_2exp(r, r, (mp_bitcnt_t)(44 + s));
    unsigned long err = (exp_series(v, r, wp) + 4) << (s + 2);
    for (long j = 0; j < s; j++) { mpz_mul(v, v, v); mpz_fdiv_q_2exp(v, v, (mp_bitcnt_t)wp); }
    I z = ball(cx, v, err, mpz_get_si(k) - wp); mpz_clears(r, l, k, v, NULL); return z;
}
/* atanh z = sum z^(2j+1)/(2j+1), z = t/2^wp taken as exact, |z| <= 0.21, into v. z^2 is off by a unit at most, a power by e <= 0.05 e' +
 * 0.21 + 1 <= 1.3, a term by 2.3, the tail is below 3: below 3n + 3 units. */
static unsigned long atanh_series(mpz_t v, const mpz_t t, long wp) {
    mpz_t square, power, term; unsigned long n = 0; mpz_inits(square, term, NULL);
    mpz_init_set(power, t); mpz_mul(square, t, t); mpz_fdiv_q_2exp(square, square, (mp_bitcnt_t)wp);
    for (mpz_set_ui(v, 0); mpz_sgn(power); n++) {
        mpz_tdiv_q_ui(term, power, 2 * n + 1); mpz_add(v, v, term); mpz_mul(power, power, square);
        mpz_tdiv_q_2exp(power, power, (mp_bitcnt_t)wp);
    }
    mpz_clears(square, power, term, NULL); return 3 * n + 3;
}
/* log x for x > 0. x = y 2^k, 3/4 <= y < 3/2; log y = 2^(s+1) atanh((u-1)/(u+1)), u = y^(1/2^s) by s integer square roots. The first
 * truncation of y costs 1 unit; a root makes e units e/(2 sqrt(0.75)) + 1 <= 2.4; the quotient has derivative 2/(u+1)^2 <= 0.66: 2.6
 * units, which atanh raises by at most 1.05. k ln 2 is taken from 64 more bits: |k| <= 2^41, so off by less than 1 + 2^-21.
 * Near y = 1 (y - 1 of size 2^-t, k = 0) wp grows by t, so that the result is relatively as good; t is at most the size of x.m. */
static I log_point(context *cx, const dy *x) {
    mpz_t u, v, l, one; mpz_inits(u, v, l, NULL); mpz_init_set_ui(one, 1);
    long n = (long)mpz_sizeinbase(x->m, 2), t = 0; /* x.m/2^n in [1/2, 1) */
    mpz_mul_2exp(u, one, (mp_bitcnt_t)n); mpz_mul_2exp(v, x->m, 2); mpz_mul_ui(l, u, 3);
    if (mpz_cmp(v, l) < 0) n--; /* below 3/4: y = 2 x.m/2^n */
    long k = x->e + n; mpz_mul_2exp(u, one, (mp_bitcnt_t)n); mpz_sub(u, x->m, u);
    bool is_one = !k && !mpz_sgn(u);
    if (!k && mpz_sgn(u)) t = n - (long)mpz_sizeinbase(u, 2);
    long s = t > 8 ? 0 : reductions(cx->bits), wp = cx->bits + s + t + 16; mpz_mul_2exp(one, one, (mp_bitcnt_t)wp);
    if (wp >= n) mpz_mul_2exp(u, x->m, (mp_bitcnt_t)(wp - n));
    else mpz_fdiv_q_2exp(u, x->m, (mp_bitcnt_t)(n - wp));
    for (long j = 0; j < s; j++) { mpz_mul_2exp(u, u, (mp_bitcnt_t)wp); mpz_sqrt(u, u); }
    mpz_add(l, u, one); mpz_sub(u, u, one); mpz_mul_2exp(u, u, (mp_bitcnt_t)wp);
    mpz_tdiv_q(u, u, l); unsigned long err = is_one ? 0 : ((atanh_series(v, u, wp) + 3) << (s + 1)) + 2;
    mpz_mul_2exp(v, v, (mp_bitcnt_t)(is_one ? 0 : s + 1));
    if (k) {
        ln2_get(cx, l, wp + 64); mpz_mul_si(l, l, k); mpz_fdiv_q_2exp(l, l, 64);
        mpz_add(v, v, l);
    }
    if (is_one) mpz_set_ui(v, 0);
    I z = ball(cx, v, err, -wp); mpz_clears(u, v, l, one, NULL); return z;
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

I iv_exp(context *cx, I x, int depth) {
    (void)depth;
    if (!x) return NULL;
    int mark = cx->ivs.top; I a = exp_point(cx, &x->lo), b = dy_cmp(&x->lo, &x->hi) ? exp_point(cx, &x->hi) : a;
    return iv_keep(cx, mark, iv_span(cx, &a->lo, &b->hi));
}
I iv_log_open(context *cx, I x, int depth) { /* the ends: -inf at 0, inf at inf */
    (void)depth;
    if (!x || dy_sgn(&x->lo) < 0 || dy_sgn(&x->hi) <= 0) return NULL;
    iv *z = iv_new(cx); dy_set_inf(&z->lo, -1), dy_set_inf(&z->hi, 1); int mark = cx->ivs.top;
    I a = dy_sgn(&x->lo) ? log_point(cx, &x->lo) : z;
    I b = !dy_finite(&x->hi) ? z : dy_cmp(&x->lo, &x->hi) ? log_point(cx, &x->hi) : a;
    dy_set(&z->lo, &a->lo), dy_set(&z->hi, &b->hi); cx->ivs.top = mark; return z;
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
