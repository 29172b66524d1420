/* interval.c - the pools of temporaries, and interval arithmetic: the lower end is rounded down, the upper up. */
#include "bounds/check/num.h"

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

static void init(void *x) {
    *(iv *)x = (iv){.lo = {.e = 0}}; mpz_inits(((iv *)x)->lo.m, ((iv *)x)->hi.m, NULL);
}
void iv_free(void *x) { mpz_clears(((iv *)x)->lo.m, ((iv *)x)->hi.m, NULL); }
iv *iv_new(context *cx) { return pool_new(&cx->ivs, init); }
void iv_set(iv *z, I x) { dy_set(&z->lo, &x->lo); dy_set(&z->hi, &x->hi); }
I iv_keep(context *cx, int mark, I z) { cx->ivs.top = mark; return z ? iv_span(cx, &z->lo, &z->hi) : NULL; }
I iv_done(context *cx, int mark, long bits, I z) {
    iv *t = (iv *)iv_keep(cx, mark, z); cx->bits = bits;
    if (t) dy_round(&t->lo, DOWN, bits), dy_round(&t->hi, UP, bits);
    return t;
}

I iv_span(context *cx, const dy *lo, const dy *hi) {
    iv *z = iv_new(cx); dy_set(&z->lo, lo); dy_set(&z->hi, hi);
    return z;
}
I iv_si(context *cx, long n) { iv *z = iv_new(cx); dy_set_si(&z->lo, n, 0), dy_set_si(&z->hi, n, 0); return z; }
I iv_rational(context *cx, mpq_srcptr q) {
    iv *z = iv_new(cx); dy_set_q(&z->lo, q, DOWN, cx->bits); dy_set_q(&z->hi, q, UP, cx->bits);
    return z;
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
