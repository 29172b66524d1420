/* dyadic.c - dyadic numbers with directed rounding. A direction is DOWN (the result is at most the exact value) or UP (at least);
 * a result has at most `bits` bits, or one bit that carried. */
#include "bounds/check/num.h"

void dy_set(dy *z, const dy *x) { mpz_set(z->m, x->m); z->e = x->e; }
void dy_set_si(dy *z, long n, long e) { mpz_set_si(z->m, n); z->e = n ? e : 0; }
void dy_set_inf(dy *z, int sign) { mpz_set_si(z->m, sign); z->e = DY_INF; }
static long size(const mpz_t m) { return (long)mpz_sizeinbase(m, 2); }
long dy_top(const dy *x) { return size(x->m) + x->e; }

void dy_round(dy *z, int dir, long bits) {
    int s = mpz_sgn(z->m);
    if (z->e == DY_INF) return;
    long cut = size(z->m) - bits;
    if (cut > 0) { (dir < 0 ? mpz_fdiv_q_2exp : mpz_cdiv_q_2exp)(z->m, z->m, (mp_bitcnt_t)cut); z->e += cut; }
    long top = s ? dy_top(z) : 0;
    if (!s) z->e = 0;
    else if (top > DY_MAX && s == dir) dy_set_inf(z, s); /* |z| >= 2^DY_MAX */
    else if (top > DY_MAX) dy_set_si(z, s, DY_MAX - 1);
    else if (top < -DY_MAX) dy_set_si(z, s == dir ? s : 0, -DY_MAX); /* |z| < 2^-DY_MAX */
}
/* n/d 2^e towards dir: the floor or ceiling of n 2^k / d, which has at least bits + 1 bits. */
static void quotient(dy *z, const mpz_t n, const mpz_t d, long e, int dir, long bits) {
    long k = bits + 2 + size(d) - size(n); mpz_t t; mpz_init(t);
    if (k < 0) k = 0;
    mpz_mul_2exp(t, n, (mp_bitcnt_t)k); (dir < 0 ? mpz_fdiv_q : mpz_cdiv_q)(z->m, t, d); z->e = e - k;
    mpz_clear(t); dy_round(z, dir, bits);
}

void dy_set_q(dy *z, mpq_srcptr q, int dir, long bits) {
    if (mpz_cmp_ui(mpq_denref(q), 1)) {
        quotient(z, mpq_numref(q), mpq_denref(q), 0, dir, bits);
    } else { mpz_set(z->m, mpq_numref(q)); z->e = 0; dy_round(z, dir, bits); }
}

void dy_inv(dy *z, const dy *x, int dir, long bits) {
    mpz_t one; mpz_init_set_ui(one, 1);
    if (x->e == DY_INF) dy_set_si(z, 0, 0);
    else quotient(z, one, x->m, -x->e, dir, bits);
    mpz_clear(one);
}

int dy_cmp(const dy *x, const dy *y) {
    int s = mpz_sgn(x->m), t = mpz_sgn(y->m);
    if (s != t || !s) return (s > t) - (s < t);
    if (x->e == DY_INF || y->e == DY_INF) return x->e == y->e ? 0 : x->e == DY_INF ? s : -s;
    if (x->e == y->e) return mpz_cmp(x->m, y->m);
    if (dy_top(x) != dy_top(y)) return dy_top(x) < dy_top(y) ? -s : s;
    mpz_t t2; /* equal tops: the exponents differ by no more than the sizes of the mantissas */
    mpz_init(t2); const dy *up = x->e > y->e ? x : y, *other = up == x ? y : x;
    mpz_mul_2exp(t2, up->m, (mp_bitcnt_t)(up->e - other->e)); int c = mpz_cmp(t2, other->m); mpz_clear(t2);
    return up == x ? c : -c;
}
/* Where y is far below the last bit kept of x, it counts as 0 if that errs towards dir, else as one unit 2^(x.e - bits - 2), which is
 * more than |y|. Otherwise the shift is at most bits + 64, or the size of y and bits + 2. */
void dy_add(dy *z, const dy *x, const dy *y, int dir, long bits) {
    bool only_x = x->e == DY_INF || !mpz_sgn(y->m), only_y = !only_x && (y->e == DY_INF || !mpz_sgn(x->m));
    if (only_x || only_y) { dy_set(z, only_x ? x : y); dy_round(z, dir, bits); return; }
    const dy *up = x->e < y->e ? y : x, *low = up == x ? y : x; long d = up->e - low->e, e = low->e;
    if (!d) {
        mpz_add(z->m, x->m, y->m);
    } else if (d > bits + 64 && dy_top(low) < up->e - bits - 2) {
        int s = mpz_sgn(low->m); e = up->e - bits - 2; mpz_mul_2exp(z->m, up->m, (mp_bitcnt_t)(bits + 2));
        if (s == dir) (s > 0 ? mpz_add_ui : mpz_sub_ui)(z->m, z->m, 1);
    } else {
        mpz_t t; mpz_init(t); mpz_mul_2exp(t, up->m, (mp_bitcnt_t)d);
        mpz_add(z->m, t, low->m); mpz_clear(t);
    }
    z->e = e; dy_round(z, dir, bits);
}

void dy_mul(dy *z, const dy *x, const dy *y, int dir, long bits) {
    int s = mpz_sgn(x->m) * mpz_sgn(y->m);
    if (!s) {
        dy_set_si(z, 0, 0);
    } else if (x->e == DY_INF || y->e == DY_INF) {
        dy_set_inf(z, s);
    } else { z->e = x->e + y->e; mpz_mul(z->m, x->m, y->m); dy_round(z, dir, bits); }
}
/* With x = M 2^(n k), M an integer of at least n (bits + 2) bits, it is floor(M^(1/n)) 2^k, one more unit if M is no n-th power and
 * dir is UP. */
void dy_root(dy *z, const dy *x, long n, int dir, long bits) {
    if (x->e == DY_INF || !mpz_sgn(x->m)) { dy_set(z, x); return; }
    long shift = n * (bits + 2) - size(x->m), e = x->e;
    if (shift < 0) shift = 0;
    while ((e - shift) % n) shift++;
    mpz_t t; mpz_init(t); mpz_mul_2exp(t, x->m, (mp_bitcnt_t)shift);
    if (!mpz_root(z->m, t, (unsigned long)n) && dir > 0) mpz_add_ui(z->m, z->m, 1);
    z->e = (e - shift) / n; mpz_clear(t); dy_round(z, dir, bits);
}
