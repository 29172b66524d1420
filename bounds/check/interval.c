/* interval.c - dyadic numbers with directed rounding, the pools of temporaries, and interval arithmetic: the lower end is rounded down, the
 * upper up. A direction is DOWN (the result is at most the exact value) or UP (at least); a result has at most `bits` bits, or one bit that carried. */
#include "bounds/check/num.h"

void dy_set(dy *z, const dy *x) { mpz_set(z->m, x->m); z->e = x->e; }
void dy_set_si(dy *z, long n, long e) { mpz_set_si(z->m, n); z->e = n ? e : 0; }
void dy_set_inf(dy *z, int sign) { mpz_set_si(z->m, sign); z->e = DY_INF; }
static long size(const mpz_t m) { return (long)mpz_sizeinbase(m, 2); }
long dy_top(const dy *x) { return size(x->m) + x->e; }

static void dy_round(dy *z, int dir, long bits) {
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
static void dy_add(dy *z, const dy *x, const dy *y, int dir, long bits) {
    bool only_x = x->e == DY_INF || !mpz_sgn(y->m), only_y = !only_x && (y->e == DY_INF || !mpz_sgn(x->m));
    if (only_x || only_y) { dy_set(z, only_x ? x : y); dy_round(z, dir, bits); return; }
    const dy *up = x->e < y->e ? y : x, *low = up == x ? y : x; long d = up->e - low->e, e = low->e;
    if (!d) {
        mpz_add(z->m, x->m, y->m);
    } else if (d > bits + 64 && dy_top(low) < up->e - bits - 2) {
        int s = mpz_sgn(low->m); e = up->e - bits - 2; mpz_mul_2exp(z->m, up->m, (mp_bitcnt_t)(bits + 2));
        if (s == dir) (s > 0 ? mpz_add_ui : mpz_sub_ui)(z->m, z->m, 1);
    } else {
        mpz_t t; mpz_init(t); mpz_mul_2exp(t, up->m, (mp_bitcnt_t)d); mpz_add(z->m, t, low->m); mpz_clear(t);
    }
    z->e = e; dy_round(z, dir, bits);
}

static void dy_mul(dy *z, const dy *x, const dy *y, int dir, long bits) { /* 0 inf = 0: ends of intervals of real numbers */
    int s = mpz_sgn(x->m) * mpz_sgn(y->m);
    if (!s) {
        dy_set_si(z, 0, 0);
    } else if (x->e == DY_INF || y->e == DY_INF) {
        dy_set_inf(z, s);
    } else { z->e = x->e + y->e; mpz_mul(z->m, x->m, y->m); dy_round(z, dir, bits); }
}
/* With x = M 2^(n k), M an integer of at least n (bits + 2) bits, it is floor(M^(1/n)) 2^k, one more unit if M is no n-th power and
 * dir is UP. */
static void dy_root(dy *z, const dy *x, long n, int dir, long bits) {
    if (x->e == DY_INF || !mpz_sgn(x->m)) { dy_set(z, x); return; }
    long shift = n * (bits + 2) - size(x->m), e = x->e;
    if (shift < 0) shift = 0;
    while ((e - shift) % n) shift++;
    mpz_t t; mpz_init(t); mpz_mul_2exp(t, x->m, (mp_bitcnt_t)shift);
    if (!mpz_root(z->m, t, (unsigned long)n) && dir > 0) mpz_add_ui(z->m, z->m, 1);
    z->e = (e - shift) / n; mpz_clear(t); dy_round(z, dir, bits);
}

static void *at(pool *p, int k) { return p->blocks[k / BLOCK] + (size_t)(k % BLOCK) * p->size; }
void *pool_new(pool *p, void (*init)(void *)) {
    if (p->top == p->made * BLOCK) {
        p->blocks = realloc(p->blocks, ((size_t)p->made + 1) * sizeof *p->blocks);
        if (!p->blocks || !(p->blocks[p->made++] = malloc(BLOCK * p->size))) abort();
        for (int k = 0; init && k < BLOCK; k++) init(at(p, p->top + k));
    }
    return at(p, p->top++);
}
void pool_clear(pool *p, void (*clear)(void *)) {
    for (int k = 0; clear && k < p->made * BLOCK; k++) clear(at(p, k));
    for (int k = 0; k < p->made; k++) free(p->blocks[k]);
    free(p->blocks);
}

static void init(void *x) { *(iv *)x = (iv){.lo = {.e = 0}}; mpz_inits(((iv *)x)->lo.m, ((iv *)x)->hi.m, NULL); }
void iv_free(void *x) { mpz_clears(((iv *)x)->lo.m, ((iv *)x)->hi.m, NULL); }
iv *iv_new(context *cx) { return pool_new(&cx->ivs, init); }
void iv_set(iv *z, I x) { dy_set(&z->lo, &x->lo); dy_set(&z->hi, &x->hi); }
I iv_keep(context *cx, int mark, I z) { cx->ivs.top = mark; return z ? iv_span(cx, &z->lo, &z->hi) : NULL; }
I iv_done(context *cx, int mark, long bits, I z) {
    iv *t = (iv *)iv_keep(cx, mark, z); cx->bits = bits;
    if (t) dy_round(&t->lo, DOWN, bits), dy_round(&t->hi, UP, bits);
    return t;
}

I iv_span(context *cx, const dy *lo, const dy *hi) { iv *z = iv_new(cx); dy_set(&z->lo, lo), dy_set(&z->hi, hi); return z; }
I iv_si(context *cx, long n) { iv *z = iv_new(cx); dy_set_si(&z->lo, n, 0), dy_set_si(&z->hi, n, 0); return z; }
I iv_rational(context *cx, mpq_srcptr q) {
    iv *z = iv_new(cx); dy_set_q(&z->lo, q, DOWN, cx->bits); dy_set_q(&z->hi, q, UP, cx->bits); return z;
}
bool iv_finite(I x) { return dy_finite(&x->lo) && dy_finite(&x->hi); }
bool iv_has_zero(I x) { return dy_sgn(&x->lo) <= 0 && dy_sgn(&x->hi) >= 0; }

I iv_neg(context *cx, I x) {
    if (!x) return NULL;
    iv *z = (iv *)iv_span(cx, &x->hi, &x->lo); mpz_neg(z->lo.m, z->lo.m), mpz_neg(z->hi.m, z->hi.m); return z;
}
I iv_extreme(context *cx, I x, I y, int sign) {
    if (!x || !y) return NULL;
    return iv_span(cx, dy_cmp(&x->lo, &y->lo) * sign >= 0 ? &x->lo : &y->lo, dy_cmp(&x->hi, &y->hi) * sign >= 0 ? &x->hi : &y->hi);
}
I iv_abs(context *cx, I x) { /* max(x, -x), and max(.., 0) where x holds 0 */
    if (!x || dy_sgn(&x->lo) >= 0) return x;
    I z = iv_extreme(cx, x, iv_neg(cx, x), 1); return iv_has_zero(x) ? iv_extreme(cx, z, iv_si(cx, 0), 1) : z;
}
I iv_hull_zero(context *cx, I x) {
    if (!x || iv_has_zero(x)) return x;
    I zero = iv_si(cx, 0); return dy_sgn(&x->lo) > 0 ? iv_span(cx, &zero->lo, &x->hi) : iv_span(cx, &x->lo, &zero->lo);
}

I iv_add(context *cx, I x, I y) {
    if (!x || !y) return NULL;
    iv *z = iv_new(cx); dy_add(&z->lo, &x->lo, &y->lo, DOWN, cx->bits); dy_add(&z->hi, &x->hi, &y->hi, UP, cx->bits);
    return z;
}
I iv_sub(context *cx, I x, I y) { return iv_add(cx, x, iv_neg(cx, y)); }

I iv_mul(context *cx, I x, I y) {
    if (!x || !y) return NULL;
    iv *z = iv_new(cx), *t = iv_new(cx); bool positive = dy_sgn(&x->lo) >= 0 && dy_sgn(&y->lo) >= 0;
    dy_mul(&z->lo, &x->lo, &y->lo, DOWN, cx->bits), dy_mul(&z->hi, &x->hi, &y->hi, UP, cx->bits);
    for (int k = positive ? 4 : 1; k < 4; k++) { /* the least and the greatest of the products of ends; here those not yet seen */
        const dy *a = k & 1 ? &x->hi : &x->lo, *b = k & 2 ? &y->hi : &y->lo;
        dy_mul(&t->lo, a, b, DOWN, cx->bits), dy_mul(&t->hi, k == 3 ? &x->lo : a, k == 3 ? &y->lo : b, UP, cx->bits);
        if (dy_cmp(&t->lo, &z->lo) < 0) dy_set(&z->lo, &t->lo);
        if (dy_cmp(&t->hi, &z->hi) > 0) dy_set(&z->hi, &t->hi);
    }
    return z;
}

I iv_div(context *cx, I x, I y) { /* x times 1/y, the reciprocal to 8 more bits */
    if (!x || !y || iv_has_zero(y)) return NULL;
    iv *t = iv_new(cx); dy_inv(&t->lo, &y->hi, DOWN, cx->bits + 8); dy_inv(&t->hi, &y->lo, UP, cx->bits + 8);
    return iv_mul(cx, x, t);
}
I iv_ratio(context *cx, I x, long p, long q) {
    I z = p == 1 ? x : iv_mul(cx, x, iv_si(cx, p)); return q == 1 ? z : iv_div(cx, z, iv_si(cx, q));
}
/* x^n of x >= 0, n >= 1. */
static I positive_power(context *cx, I x, unsigned long n) {
    for (I z = iv_si(cx, 1);; n >>= 1, x = iv_mul(cx, x, x)) {
        if (n & 1) z = iv_mul(cx, z, x);
        if (n <= 1) return z;
    }
}
/* An even power is that of |x|, an odd one that of max(x, 0) less that of max(-x, 0). The working bits grow with log2 n: a product's relative
 * error of 2^-bits is multiplied by at most n in the squarings after it. */
static I integer_power(context *cx, I x, long n) {
    unsigned long k = n < 0 ? -(unsigned long)n : (unsigned long)n; long bits = cx->bits; int mark = cx->ivs.top;
    if (!n) return iv_si(cx, 1);
    if (n < 0 && iv_has_zero(x)) return NULL;
    cx->bits += 4;
    for (unsigned long j = k; j; j >>= 1) cx->bits++;
    I zero = iv_si(cx, 0), z = positive_power(cx, k % 2 ? iv_extreme(cx, x, zero, 1) : iv_abs(cx, x), k);
    if (k % 2 && dy_sgn(&x->lo) < 0) z = iv_sub(cx, z, positive_power(cx, iv_extreme(cx, iv_neg(cx, x), zero, 1), k));
    return iv_done(cx, mark, bits, n < 0 ? iv_div(cx, iv_si(cx, 1), z) : z);
}
/* By roots where they are low, else by exp(p/q log x), which needs as many more bits as the exponent has in front of the point;
 * for p < 0 the reciprocal. x.lo = 0 and x.hi = inf give 0 and inf. */
I iv_pow(context *cx, I x, long p, long q) {
    if (!x || q == 1) return x ? integer_power(cx, x, p) : NULL;
    if (dy_sgn(&x->lo) < 0 || (p < 0 && dy_sgn(&x->lo) == 0)) return NULL;
    int mark = cx->ivs.top; long bits = cx->bits, k = p < 0 ? -p : p; I t;
    if (q <= 32 && k <= 256) {
        cx->bits += 8; iv *z = (iv *)iv_span(cx, &x->lo, &x->hi);
        if (k > 1) z = (iv *)integer_power(cx, z, k);
        dy_root(&z->lo, &z->lo, q, DOWN, cx->bits); dy_root(&z->hi, &z->hi, q, UP, cx->bits); t = z;
    } else { cx->bits += 64; t = dy_sgn(&x->hi) ? iv_exp(cx, iv_ratio(cx, iv_log_open(cx, x, 0), k, q), 0) : x; }
    return iv_done(cx, mark, bits, p < 0 ? iv_div(cx, iv_si(cx, 1), t) : t);
}
