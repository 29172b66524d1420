/* dyadic.c - dyadic numbers with directed rounding. A direction is DOWN (the result is at most the exact value) or
 * UP (at least); a result has at most `bits` bits, or one bit that carried. */
#include "bounds/check/num.h"

void dy_init(dy *z) {
    mpz_init(z->m);
    z->e = 0;
}
void dy_clear(dy *z) { mpz_clear(z->m); }
void dy_set(dy *z, const dy *x) {
    mpz_set(z->m, x->m);
    z->e = x->e;
}
void dy_set_si(dy *z, long n, long e) {
    mpz_set_si(z->m, n);
    z->e = n ? e : 0;
}
void dy_set_inf(dy *z, int sign) {
    mpz_set_si(z->m, sign);
    z->e = DY_INF;
}
void dy_neg(dy *z, const dy *x) {
    mpz_neg(z->m, x->m);
    z->e = x->e;
}

static long size(const mpz_t m) { return (long)mpz_sizeinbase(m, 2); }

long dy_top(const dy *x) { return size(x->m) + x->e; }

void dy_round(dy *z, int dir, long bits) {
    int s = mpz_sgn(z->m);
    if (z->e == DY_INF) return;
    if (!s) {
        z->e = 0;
        return;
    }
    long cut = size(z->m) - bits;
    if (cut > 0) {
        (dir < 0 ? mpz_fdiv_q_2exp : mpz_cdiv_q_2exp)(z->m, z->m, (mp_bitcnt_t)cut);
        z->e += cut;
        if (!mpz_sgn(z->m)) {
            dy_set_si(z, 0, 0);
            return;
        }
    }
    long top = dy_top(z);
    if (top > DY_MAX) { /* |z| >= 2^(DY_MAX) */
        if (s == dir) dy_set_inf(z, s);
        else dy_set_si(z, s, DY_MAX - 1);
    } else if (top < -DY_MAX) { /* |z| < 2^(-DY_MAX) */
        dy_set_si(z, s == dir ? s : 0, -DY_MAX);
    }
}

/* N/D towards dir: the quotient of N 2^k by D with at least bits + 1 bits, one step outward by floor or ceiling. */
static void quotient(dy *z, const mpz_t n, const mpz_t d, long e, int dir, long bits) {
    long k = bits + 2 + size(d) - size(n);
    mpz_t t;
    mpz_init(t);
    if (k < 0) k = 0;
    mpz_mul_2exp(t, n, (mp_bitcnt_t)k);
    (dir < 0 ? mpz_fdiv_q : mpz_cdiv_q)(z->m, t, d);
    z->e = e - k;
    mpz_clear(t);
    dy_round(z, dir, bits);
}

void dy_set_q(dy *z, mpq_srcptr q, int dir, long bits) {
    if (!mpz_cmp_ui(mpq_denref(q), 1)) {
        mpz_set(z->m, mpq_numref(q));
        z->e = 0;
        dy_round(z, dir, bits);
        return;
    }
    quotient(z, mpq_numref(q), mpq_denref(q), 0, dir, bits);
}

void dy_inv(dy *z, const dy *x, int dir, long bits) {
    if (x->e == DY_INF) {
        dy_set_si(z, 0, 0);
        return;
    }
    mpz_t one;
    mpz_init_set_ui(one, 1);
    quotient(z, one, x->m, -x->e, dir, bits);
    mpz_clear(one);
}

int dy_cmp(const dy *x, const dy *y) {
    int s = mpz_sgn(x->m), t = mpz_sgn(y->m);
    if (s != t) return s < t ? -1 : 1;
    if (!s) return 0;
    if (x->e == DY_INF || y->e == DY_INF) return x->e == y->e ? 0 : x->e == DY_INF ? s : -s;
    if (x->e == y->e) return mpz_cmp(x->m, y->m);
    long a = dy_top(x), b = dy_top(y);
    if (a != b) return a < b ? -s : s;
    mpz_t shifted; /* equal tops: the exponents differ by no more than the sizes of the mantissas */
    mpz_init(shifted);
    int c;
    if (x->e > y->e) {
        mpz_mul_2exp(shifted, x->m, (mp_bitcnt_t)(x->e - y->e));
        c = mpz_cmp(shifted, y->m);
    } else {
        mpz_mul_2exp(shifted, y->m, (mp_bitcnt_t)(y->e - x->e));
        c = mpz_cmp(x->m, shifted);
    }
    mpz_clear(shifted);
    return c;
}

/* Where y is far below the last bit kept of x, it counts as 0 if that errs towards dir, else as one unit u of
 * 2^(x.e - bits - 2), for |y| < u. Otherwise the shift is at most bits + 64 or the size of y and bits + 2. */
void dy_add(dy *z, const dy *x, const dy *y, int dir, long bits) {
    if (x->e == DY_INF || !mpz_sgn(y->m)) {
        dy_set(z, x);
        dy_round(z, dir, bits);
        return;
    }
    if (y->e == DY_INF || !mpz_sgn(x->m)) {
        dy_set(z, y);
        dy_round(z, dir, bits);
        return;
    }
    if (x->e < y->e) {
        const dy *t = x;
        x = y;
        y = t;
    }
    long d = x->e - y->e, e = y->e;
    if (!d) {
        mpz_add(z->m, x->m, y->m);
    } else if (d > bits + 64 && dy_top(y) < x->e - bits - 2) {
        int s = mpz_sgn(y->m);
        e = x->e - bits - 2;
        mpz_mul_2exp(z->m, x->m, (mp_bitcnt_t)(bits + 2));
        if (s == dir) (s > 0 ? mpz_add_ui : mpz_sub_ui)(z->m, z->m, 1);
    } else {
        mpz_t t;
        mpz_init(t);
        mpz_mul_2exp(t, x->m, (mp_bitcnt_t)d);
        mpz_add(z->m, t, y->m);
        mpz_clear(t);
    }
    z->e = e;
    dy_round(z, dir, bits);
}

void dy_sub(dy *z, const dy *x, const dy *y, int dir, long bits) {
    dy t;
    dy_init(&t);
    dy_neg(&t, y);
    dy_add(z, x, &t, dir, bits);
    dy_clear(&t);
}

void dy_mul(dy *z, const dy *x, const dy *y, int dir, long bits) {
    int s = mpz_sgn(x->m) * mpz_sgn(y->m);
    if (!s) {
        dy_set_si(z, 0, 0);
        return;
    }
    if (x->e == DY_INF || y->e == DY_INF) {
        dy_set_inf(z, s);
        return;
    }
    long e = x->e + y->e;
    mpz_mul(z->m, x->m, y->m);
    z->e = e;
    dy_round(z, dir, bits);
}

/* The n-th root: with m 2^e = M 2^(n k), M an integer (rounded towards dir) of at least n (bits + 2) bits, it is
 * floor(M^(1/n)) 2^k, one more if M is no n-th power and dir is UP. */
void dy_root(dy *z, const dy *x, unsigned long n, int dir, long bits) {
    if (x->e == DY_INF || !mpz_sgn(x->m)) {
        dy_set(z, x);
        return;
    }
    long want = (long)n * (bits + 2), shift = want - size(x->m), e = x->e;
    if (shift < 0) shift = 0;
    while ((e - shift) % (long)n) shift++;
    mpz_t t;
    mpz_init(t);
    mpz_mul_2exp(t, x->m, (mp_bitcnt_t)shift);
    bool exact = mpz_root(z->m, t, n);
    if (!exact && dir > 0) mpz_add_ui(z->m, z->m, 1);
    z->e = (e - shift) / (long)n;
    mpz_clear(t);
    dy_round(z, dir, bits);
}
