/* coef.c - exponents (small rationals, which fail when they grow), and coefficients: rationals as long as they are short,
 * else intervals. An interval stands for one number in it, so that every operation may treat it as that number. */
#include "bounds/check/check.h"

bool rat_make(rat *z, long p, long q) { /* |p|, |q| < 2^62, q != 0 */
    if (q < 0) p = -p, q = -q;
    long a = p < 0 ? -p : p, b = q;
    while (b) { long t = a % b; a = b, b = t; }
    z->p = p / a, z->q = q / a; return z->p <= MAX_RAT && z->p >= -MAX_RAT && z->q <= MAX_RAT;
}
bool rat_add(rat *z, rat x, rat y) {
    if (x.q == 1 && y.q == 1) return rat_make(z, x.p + y.p, 1);
    return rat_make(z, x.p * y.q + y.p * x.q, x.q * y.q);
}
bool rat_sub(rat *z, rat x, rat y) { return rat_add(z, x, (rat){-y.p, y.q}); }
bool rat_mul(rat *z, rat x, rat y) { return rat_make(z, x.p * y.p, x.q * y.q); }
int rat_cmp(rat x, rat y) { long d = x.p * y.q - y.p * x.q; return (d > 0) - (d < 0); }
bool rat_of(rat *z, mpq_srcptr q) {
    if (mpz_cmpabs_ui(mpq_numref(q), MAX_RAT) > 0 || mpz_cmp_ui(mpq_denref(q), MAX_RAT) > 0) return false;
    *z = (rat){mpz_get_si(mpq_numref(q)), mpz_get_si(mpq_denref(q))}; return true;
}

bool coef_rat(rat *z, C x) { /* an interval of one short dyadic number is rational too */
    const dy *v = &x->x.lo;
    if (x->exact) return rat_of(z, x->q);
    if (dy_cmp(v, &x->x.hi) || !mpz_fits_sint_p(v->m) || v->e > 30 || v->e < -30) return false;
    return rat_make(z, mpz_get_si(v->m) * (1L << (v->e > 0 ? v->e : 0)), 1L << (v->e < 0 ? -v->e : 0));
}

static void init(void *z) { coef *c = z; mpq_init(c->q); mpz_inits(c->x.lo.m, c->x.hi.m, NULL); }
void coef_free(void *z) { mpq_clear(((coef *)z)->q); iv_free(&((coef *)z)->x); }
static coef *fresh(context *cx) { coef *z = pool_new(&cx->coefs, init); z->exact = true; return z; }

C coef_of(context *cx, I x) {
    coef *z = x ? fresh(cx) : NULL;
    if (!z) return NULL;
    z->exact = false; iv_set(&z->x, x); return z;
}
static C from(context *cx, int mark, I x) { /* the interval of an operation; mark: where its temporaries began */
    C z = coef_of(cx, x); cx->ivs.top = mark; return z;
}
static C limited(context *cx, coef *z) {
    if (mpz_sizeinbase(mpq_numref(z->q), 2) <= (size_t)cx->exact && mpz_sizeinbase(mpq_denref(z->q), 2) <= (size_t)cx->exact) return z;
    int mark = cx->ivs.top; iv_set(&z->x, iv_rational(cx, z->q)); z->exact = false; cx->ivs.top = mark; return z;
}
C coef_ratio(context *cx, long p, long q) {
    coef *z = fresh(cx); mpq_set_si(z->q, p, (unsigned long)q); mpq_canonicalize(z->q); return z;
}
C coef_rational(context *cx, mpq_srcptr q) { coef *z = fresh(cx); mpq_set(z->q, q); return limited(cx, z); }
I coef_iv(context *cx, C x) { return !x ? NULL : x->exact ? iv_rational(cx, x->q) : &x->x; }
int coef_lower_sign(C x) { return x->exact ? mpq_sgn(x->q) : dy_sgn(&x->x.lo); }
int coef_upper_sign(C x) { return x->exact ? mpq_sgn(x->q) : dy_sgn(&x->x.hi); }
bool coef_has_zero(C x) { return coef_lower_sign(x) <= 0 && coef_upper_sign(x) >= 0; }
bool coef_is_zero(C x) { return !coef_lower_sign(x) && !coef_upper_sign(x); }

static C operation(context *cx, C x, C y, bool product) {
    if (!x || !y) return NULL;
    if (x->exact && y->exact) { coef *z = fresh(cx); (product ? mpq_mul : mpq_add)(z->q, x->q, y->q); return limited(cx, z); }
    int mark = cx->ivs.top; return from(cx, mark, (product ? iv_mul : iv_add)(cx, coef_iv(cx, x), coef_iv(cx, y)));
}
C coef_add(context *cx, C x, C y) { return operation(cx, x, y, false); }
C coef_mul(context *cx, C x, C y) { return operation(cx, x, y, true); }
C coef_neg(context *cx, C x) { return coef_mul(cx, x, coef_ratio(cx, -1, 1)); }
C coef_sub(context *cx, C x, C y) { return coef_add(cx, x, coef_neg(cx, y)); }
C coef_div(context *cx, C x, C y) { return coef_mul(cx, x, coef_pow(cx, y, (rat){-1, 1})); }
/* q^r where that is rational and short: |q| is an r.q-th power (q > 0 unless r.q = 1). */
static C exact_power(context *cx, C x, rat r) {
    unsigned long k = (unsigned long)(r.p < 0 ? -r.p : r.p);
    size_t n = mpz_sizeinbase(mpq_numref(x->q), 2), d = mpz_sizeinbase(mpq_denref(x->q), 2), size = n > d ? n : d;
    if (r.q > 64 || (r.q > 1 && mpq_sgn(x->q) < 0) || (size > 1 && (size - 1) / (size_t)r.q * k > (size_t)cx->exact)) return NULL;
    coef *t = fresh(cx), *z = fresh(cx); mpq_set(t->q, x->q);
    if (r.q > 1 && !(mpz_root(mpq_numref(t->q), mpq_numref(t->q), (unsigned long)r.q) && mpz_root(mpq_denref(t->q), mpq_denref(t->q), (unsigned long)r.q)))
        return NULL;
    mpz_pow_ui(mpq_numref(z->q), mpq_numref(t->q), k); mpz_pow_ui(mpq_denref(z->q), mpq_denref(t->q), k);
    if (r.p < 0) mpq_inv(z->q, z->q);
    return limited(cx, z);
}
C coef_pow(context *cx, C x, rat r) {
    if (!x || !r.p) return x ? coef_ratio(cx, 1, 1) : NULL;
    if (coef_is_zero(x)) return r.p > 0 ? coef_ratio(cx, 0, 1) : NULL; /* 0^r */
    C z = x->exact ? exact_power(cx, x, r) : NULL;
    int mark = cx->ivs.top; return z ? z : from(cx, mark, iv_pow(cx, coef_iv(cx, x), r.p, r.q));
}

C coef_function(context *cx, C x, function f, int depth) {
    static iv_function *const table[] = {iv_exp, iv_log, iv_sinh, iv_cosh, iv_asinh, iv_q, iv_q_prime, iv_h, iv_h_inv, iv_q_depth};
    if (!x) return NULL;
    int mark = cx->ivs.top;
    if (f == F_ABS && coef_lower_sign(x) >= 0) return x;
    if (f == F_ABS) return coef_upper_sign(x) <= 0 ? coef_neg(cx, x) : from(cx, mark, iv_abs(cx, coef_iv(cx, x)));
    if (x->exact && f == F_LOG && !mpq_cmp_ui(x->q, 1, 1)) return coef_ratio(cx, 0, 1);
    if (x->exact && f != F_LOG && !mpq_sgn(x->q)) return coef_ratio(cx, f == F_EXP || f == F_COSH, 1);
    return from(cx, mark, table[f](cx, coef_iv(cx, x), depth));
}
