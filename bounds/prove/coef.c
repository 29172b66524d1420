/* coef.c - coefficients: exact while they are short. Exactness is what makes a contact of order k visible: the lower
 * coefficients must cancel to 0, not to a small interval. */
#include "bounds/prove/coef.h"

void cf_coef_init(cf_coef *c) {
    c->exact = 1;
    fmpq_init(c->q);
    cf_iv_init(&c->v);
}

void cf_coef_clear(cf_coef *c) {
    fmpq_clear(c->q);
    cf_iv_clear(&c->v);
}

void cf_coef_set(cf_coef *c, const cf_coef *d) {
    c->exact = d->exact;
    if (d->exact) fmpq_set(c->q, d->q);
    else cf_iv_set(&c->v, &d->v);
}

static void shorten(cf_coef *c, cf_accuracy acc) {
    if (fmpq_is_zero(c->q)) return;
    if ((slong)fmpz_bits(fmpq_numref(c->q)) <= acc.exact && (slong)fmpz_bits(fmpq_denref(c->q)) <= acc.exact) return;
    cf_iv_set_fmpq(&c->v, c->q, acc.bits);
    c->exact = 0;
}

void cf_coef_set_fmpq(cf_coef *c, const fmpq_t q, cf_accuracy acc) {
    c->exact = 1;
    fmpq_set(c->q, q);
    shorten(c, acc);
}

void cf_coef_set_si(cf_coef *c, slong p, slong q, cf_accuracy acc) {
    c->exact = 1;
    fmpq_set_si(c->q, p, (ulong)q);
    shorten(c, acc);
}

/* The point interval 0 becomes the exact 0, so that it can be dropped. */
static void settle(cf_coef *c) {
    c->exact = 0;
    if (arf_is_zero(&c->v.lo) && arf_is_zero(&c->v.hi)) {
        c->exact = 1;
        fmpq_zero(c->q);
    }
}

void cf_coef_set_iv(cf_coef *c, const cf_iv *v) {
    cf_iv_set(&c->v, v);
    settle(c);
}

void cf_coef_get_iv(cf_iv *v, const cf_coef *c, slong bits) {
    if (c->exact) cf_iv_set_fmpq(v, c->q, bits);
    else cf_iv_set(v, &c->v);
}

int cf_coef_is_zero(const cf_coef *c) { return c->exact && fmpq_is_zero(c->q); }
int cf_coef_has_zero(const cf_coef *c) { return c->exact ? fmpq_is_zero(c->q) : cf_iv_has_zero(&c->v); }
int cf_coef_sign(const cf_coef *c) {
    if (c->exact) return fmpq_sgn(c->q);
    return arf_sgn(&c->v.lo) > 0 ? 1 : arf_sgn(&c->v.hi) < 0 ? -1 : 0;
}
int cf_coef_nonnegative(const cf_coef *c) { return c->exact ? fmpq_sgn(c->q) >= 0 : arf_sgn(&c->v.lo) >= 0; }
int cf_coef_is_finite(const cf_coef *c) { return c->exact || cf_iv_is_finite(&c->v); }

void cf_coef_neg(cf_coef *c, const cf_coef *d) {
    c->exact = d->exact;
    if (d->exact) fmpq_neg(c->q, d->q);
    else cf_iv_neg(&c->v, &d->v);
}

typedef void (*iv_operation)(cf_iv *, const cf_iv *, const cf_iv *, slong);

static void by_intervals(cf_coef *c, iv_operation f, const cf_coef *d, const cf_coef *e, cf_accuracy acc) {
    cf_iv t;
    cf_iv_init(&t);
    if (d->exact) {
        cf_iv_set_fmpq(&t, d->q, acc.bits);
        f(&c->v, &t, &e->v, acc.bits);
    } else if (e->exact) {
        cf_iv_set_fmpq(&t, e->q, acc.bits);
        f(&c->v, &d->v, &t, acc.bits);
    } else {
        f(&c->v, &d->v, &e->v, acc.bits);
    }
    cf_iv_clear(&t);
    settle(c);
}

void cf_coef_add(cf_coef *c, const cf_coef *d, const cf_coef *e, cf_accuracy acc) {
    if (cf_coef_is_zero(d)) {
        cf_coef_set(c, e);
    } else if (cf_coef_is_zero(e)) {
        cf_coef_set(c, d);
    } else if (d->exact && e->exact) {
        fmpq_add(c->q, d->q, e->q);
        c->exact = 1;
        shorten(c, acc);
    } else {
        by_intervals(c, cf_iv_add, d, e, acc);
    }
}

void cf_coef_mul(cf_coef *c, const cf_coef *d, const cf_coef *e, cf_accuracy acc) {
    if (cf_coef_is_zero(d) || cf_coef_is_zero(e)) {
        c->exact = 1;
        fmpq_zero(c->q);
    } else if (d->exact && e->exact) {
        fmpq_mul(c->q, d->q, e->q);
        c->exact = 1;
        shorten(c, acc);
    } else {
        by_intervals(c, cf_iv_mul, d, e, acc);
    }
}

int cf_coef_div(cf_coef *c, const cf_coef *d, const cf_coef *e, cf_accuracy acc) {
    if (cf_coef_has_zero(e)) return -1;
    if (d->exact && e->exact) {
        fmpq_div(c->q, d->q, e->q);
        c->exact = 1;
        shorten(c, acc);
        return 0;
    }
    cf_iv x, y;
    cf_iv_init(&x);
    cf_iv_init(&y);
    cf_coef_get_iv(&x, d, acc.bits);
    cf_coef_get_iv(&y, e, acc.bits);
    int r = cf_iv_div(&c->v, &x, &y, acc.bits);
    settle(c);
    cf_iv_clear(&x);
    cf_iv_clear(&y);
    return r;
}

void cf_coef_mul_si(cf_coef *c, const cf_coef *d, slong p, slong q, cf_accuracy acc) {
    cf_coef t;
    cf_coef_init(&t);
    t.exact = 1;
    fmpq_set_si(t.q, p, (ulong)q);
    cf_coef_mul(c, d, &t, acc);
    cf_coef_clear(&t);
}

/* h(D, s) for rational s where both powers are rational. */
static int exact_h(fmpq_t out, long D, const fmpq_t s) {
    fmpq_t p;
    cf_coef v, w;
    fmpq_init(p);
    fmpq_set_si(p, -D, (ulong)(D - 2));
    cf_coef_init(&v);
    cf_coef_init(&w);
    cf_accuracy acc = {64, 4096};
    fmpq_set_si(v.q, 1, 1);
    fmpq_add(w.q, v.q, s);
    fmpq_sub(v.q, v.q, s);
    int ok = fmpq_sgn(v.q) > 0 && fmpq_sgn(w.q) > 0 && cf_coef_power(&v, &v, p, acc) == 0 && v.exact &&
             cf_coef_power(&w, &w, p, acc) == 0 && w.exact;
    if (ok) fmpq_sub(out, v.q, w.q);
    cf_coef_clear(&v);
    cf_coef_clear(&w);
    fmpq_clear(p);
    return ok;
}

/* s = h_inv(D, z) where it is a fraction of small denominator: guessed from an enclosure, verified exactly. */
static int exact_inverse(fmpq_t s, long D, const fmpq_t z) {
    enum { DENOMINATOR = 64 };
    cf_iv x;
    fmpq_t h;
    cf_iv_init(&x);
    fmpq_init(h);
    cf_iv_set_fmpq(&x, z, 64);
    cf_iv_function(&x, CF_OP_H_INV, D, &x, 64);
    double guess = arf_get_d(&x.lo, ARF_RND_NEAR);
    int found = 0;
    for (slong q = 2; q <= DENOMINATOR && !found; q++) {
        double p = guess * (double)q;
        slong n = (slong)(p < 0 ? p - 0.5 : p + 0.5);
        if (p - (double)n > 1e-9 || (double)n - p > 1e-9) continue;
        fmpq_set_si(s, n, (ulong)q);
        found = exact_h(h, D, s) && fmpq_equal(h, z);
    }
    cf_iv_clear(&x);
    fmpq_clear(h);
    return found;
}

/* h_inv and q_D = z s - ((D-2)/2) ((1-s)^(-2/(D-2)) + (1+s)^(-2/(D-2)) - 2) at such a z. */
static int exact_depth(cf_coef *c, cf_op op, long D, const fmpq_t z, cf_accuracy acc) {
    fmpq_t s, r, one;
    cf_coef v, w;
    fmpq_init(s);
    fmpq_init(r);
    fmpq_init(one);
    cf_coef_init(&v);
    cf_coef_init(&w);
    fmpq_one(one);
    int ok = exact_inverse(s, D, z);
    if (ok && op == CF_OP_Q_DEPTH) {
        cf_accuracy long_enough = {64, 4096};
        fmpq_set_si(r, -2, (ulong)(D - 2));
        fmpq_sub(v.q, one, s);
        fmpq_add(w.q, one, s);
        ok = cf_coef_power(&v, &v, r, long_enough) == 0 && v.exact && cf_coef_power(&w, &w, r, long_enough) == 0 && w.exact;
        if (ok) {
            fmpq_mul(s, s, z);
            fmpq_add(v.q, v.q, w.q);
            fmpq_sub_si(v.q, v.q, 2);
            fmpq_set_si(r, D - 2, 2);
            fmpq_mul(v.q, v.q, r);
            fmpq_sub(s, s, v.q);
        }
    }
    if (ok) cf_coef_set_fmpq(c, s, acc);
    fmpq_clear(s);
    fmpq_clear(r);
    fmpq_clear(one);
    cf_coef_clear(&v);
    cf_coef_clear(&w);
    return ok;
}

/* Rational values: f(0), ln 1, square roots of squares, and |x|. */
static int exact_value(cf_coef *c, cf_op op, const cf_coef *d) {
    if (op == CF_OP_ABS) {
        fmpq_abs(c->q, d->q);
        return 1;
    }
    if (op == CF_OP_LOG) {
        if (!fmpq_is_one(d->q)) return 0;
        fmpq_zero(c->q);
        return 1;
    }
    if (!fmpq_is_zero(d->q)) return 0;
    if (op == CF_OP_EXP || op == CF_OP_COSH) fmpq_one(c->q);
    else fmpq_zero(c->q);
    return 1;
}

int cf_coef_function(cf_coef *c, cf_op op, long D, const cf_coef *d, cf_accuracy acc) {
    if (op == CF_OP_SQRT) {
        fmpq_t half;
        fmpq_init(half);
        fmpq_set_si(half, 1, 2);
        int r = cf_coef_power(c, d, half, acc);
        fmpq_clear(half);
        return r;
    }
    if (d->exact && acc.exact && (op == CF_OP_H_INV || op == CF_OP_Q_DEPTH) && !fmpq_is_zero(d->q) && exact_depth(c, op, D, d->q, acc))
        return 0;
    if (d->exact && exact_value(c, op, d)) {
        c->exact = 1;
        shorten(c, acc);
        return 0;
    }
    cf_iv x;
    cf_iv_init(&x);
    cf_coef_get_iv(&x, d, acc.bits);
    int r = cf_iv_function(&x, op, D, &x, acc.bits);
    if (r == 0) cf_coef_set_iv(c, &x);
    cf_iv_clear(&x);
    return r;
}

/* d^(p/q) where it is rational and short: both parts of d >= 0 are q-th powers. */
static int exact_power(cf_coef *c, const cf_coef *d, const fmpq_t r, cf_accuracy acc) {
    slong q = fmpz_get_si(fmpq_denref(r)), p = fmpz_get_si(fmpq_numref(r)), size = p < 0 ? -p : p;
    if (fmpz_bits(fmpq_denref(r)) > 30 || fmpz_bits(fmpq_numref(r)) > 30) return 0;
    if (fmpq_is_zero(d->q) && p <= 0) return 0;
    if (q > 1 && fmpq_sgn(d->q) < 0) return 0;
    fmpq_t t;
    fmpq_init(t);
    fmpq_set(t, d->q);
    int ok = q == 1 || (fmpz_root(fmpq_numref(t), fmpq_numref(d->q), q) && fmpz_root(fmpq_denref(t), fmpq_denref(d->q), q));
    slong length = (slong)fmpz_bits(fmpq_numref(t)), other = (slong)fmpz_bits(fmpq_denref(t));
    if (other > length) length = other;
    if (!fmpq_is_zero(t) && size > 1 && length > 1 && length > (acc.exact + 64) / size) ok = 0;
    if (ok) {
        fmpq_pow_si(c->q, t, p);
        c->exact = 1;
        shorten(c, acc);
    }
    fmpq_clear(t);
    return ok;
}

int cf_coef_power(cf_coef *c, const cf_coef *d, const fmpq_t r, cf_accuracy acc) {
    if (fmpq_is_zero(r)) {
        cf_coef_set_si(c, 1, 1, acc);
        return 0;
    }
    if (d->exact && exact_power(c, d, r, acc)) return 0;
    cf_iv x;
    cf_iv_init(&x);
    cf_coef_get_iv(&x, d, acc.bits);
    int bad = cf_iv_power(&x, &x, r, acc.bits);
    if (!bad) cf_coef_set_iv(c, &x);
    cf_iv_clear(&x);
    return bad;
}
