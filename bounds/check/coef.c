/* coef.c - exponents (small rationals, which fail when they grow), and coefficients: rationals as long as they are short, sums of
 * rationals times powers of symbols (positive constants: ln b, roots of b, powers of e, values f(c)), else intervals. An interval
 * stands for one number in it, so that every operation may treat it as that number; a sum of symbols is an interval too, whose exact
 * form is remembered so that it can cancel. */
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
static coef *fresh(context *cx) { coef *z = pool_new(&cx->coefs, init); z->exact = true, z->n = 0; return z; }

C coef_of(context *cx, I x) {
    coef *z = x ? fresh(cx) : NULL;
    if (!z) return NULL;
    z->exact = false; iv_set(&z->x, x); return z;
}
static C from(context *cx, int mark, I x) { /* the interval of an operation; mark: where its temporaries began */
    C z = coef_of(cx, x); cx->ivs.top = mark; return z;
}
static bool is_short(const context *cx, C x) {
    return mpz_sizeinbase(mpq_numref(x->q), 2) <= (size_t)cx->exact && mpz_sizeinbase(mpq_denref(x->q), 2) <= (size_t)cx->exact;
}
static C limited(context *cx, coef *z) {
    if (is_short(cx, z)) return z;
    int mark = cx->ivs.top; iv_set(&z->x, iv_rational(cx, z->q)); z->exact = false;
    cx->ivs.top = mark; return z;
}
C coef_ratio(context *cx, long p, long q) {
    coef *z = fresh(cx); mpq_set_si(z->q, p, (unsigned long)q); mpq_canonicalize(z->q);
    return z;
}
C coef_rational(context *cx, mpq_srcptr q) { coef *z = fresh(cx); mpq_set(z->q, q); return limited(cx, z); }
I coef_iv(context *cx, C x) { return !x ? NULL : x->exact ? iv_rational(cx, x->q) : &x->x; }
int coef_lower_sign(C x) { return x->exact ? mpq_sgn(x->q) : dy_sgn(&x->x.lo); }
int coef_upper_sign(C x) { return x->exact ? mpq_sgn(x->q) : dy_sgn(&x->x.hi); }
bool coef_has_zero(C x) { return coef_lower_sign(x) <= 0 && coef_upper_sign(x) >= 0; }
bool coef_is_zero(C x) { return !coef_lower_sign(x) && !coef_upper_sign(x); }

/* ---- symbols. Each is a positive number f(argument) of the context, in its interval; F_BASE is the identity: an integer whose powers
 * between 0 and 1 stay, while whole powers go into the rational factor. */
static iv_function *const table[] = {iv_exp, iv_log, iv_sinh, iv_cosh, iv_asinh, iv_q, iv_q_prime, iv_h, iv_h_inv, iv_q_depth};

static int symbol_of(context *cx, function f, int depth, mpq_srcptr argument) { /* -1: no room, or not certainly positive */
    symbol *s = cx->symbols; int mark = cx->ivs.top, k = 0;
    while (k < cx->n_symbols && (s[k].f != f || s[k].depth != depth || !mpq_equal(s[k].argument, argument))) k++;
    if (k < cx->n_symbols) return k;
    if (k == MAX_SYMBOLS) return -1;
    I x = iv_rational(cx, argument);
    if (f != F_BASE) x = table[f](cx, x, depth);
    bool fits = x && dy_sgn(&x->lo) > 0 && iv_finite(x);
    if (fits) { s[k].f = f, s[k].depth = depth, cx->n_symbols++; iv_set(&s[k].value, x), mpq_set(s[k].argument, argument); }
    cx->ivs.top = mark; return fits ? k : -1;
}

static void powers_clear(rat *e) {
    for (int i = 0; i < MAX_SYMBOLS; i++) e[i] = (rat){0, 1};
}
static bool no_powers(const rat *e) {
    for (int i = 0; i < MAX_SYMBOLS; i++) if (e[i].p) return false;
    return true;
}
typedef struct {
    int n; part list[MAX_PARTS];
} sum; /* under construction */

/* Adds c times the symbols' powers e; the whole powers of bases go into c, equal powers are merged. */
static bool sum_add(context *cx, sum *z, C c, const rat *e) {
    part p = {.c = c}; memcpy(p.e, e, sizeof p.e);
    if (!c) return false;
    for (int i = 0; i < cx->n_symbols; i++) {
        if (!e[i].p || cx->symbols[i].f != F_BASE) continue;
        long whole = e[i].p >= 0 ? e[i].p / e[i].q : -((e[i].q - 1 - e[i].p) / e[i].q);
        coef base = {.exact = true, .q = {cx->symbols[i].argument[0]}}; p.e[i].p -= whole * e[i].q;
        if (whole) p.c = coef_mul(cx, p.c, coef_pow(cx, &base, (rat){whole, 1}));
        if (!p.c || !p.c->exact) return false;
    }
    for (int k = 0; k < z->n; k++) {
        if (memcmp(z->list[k].e, p.e, sizeof p.e)) continue;
        z->list[k].c = coef_add(cx, z->list[k].c, p.c);
        if (!z->list[k].c->exact) return false;
        if (!mpq_sgn(z->list[k].c->q)) z->list[k] = z->list[--z->n];
        return true;
    }
    if (!p.c->exact || z->n == MAX_PARTS) return false;
    if (mpq_sgn(p.c->q)) z->list[z->n++] = p;
    return true;
}
/* The sum as a coefficient: a rational if it has no symbols left. */
static C sum_end(context *cx, const sum *z) {
    if (!z->n) return coef_ratio(cx, 0, 1);
    if (z->n == 1 && no_powers(z->list[0].e)) return z->list[0].c;
    int mark = cx->ivs.top; I x = iv_si(cx, 0);
    for (int k = 0; k < z->n; k++) {
        I t = coef_iv(cx, z->list[k].c);
        for (int i = 0; i < cx->n_symbols; i++) {
            rat e = z->list[k].e[i];
            if (e.p && cx->symbols[i].f == F_EXP) t = iv_mul(cx, t, iv_exp(cx, iv_ratio(cx, iv_si(cx, 1), e.p, e.q), 0));
            else if (e.p) t = iv_mul(cx, t, iv_pow(cx, &cx->symbols[i].value, e.p, e.q));
        }
        x = iv_add(cx, x, t);
    }
    coef *c = (coef *)from(cx, mark, x);
    if (c) c->n = z->n, c->parts = memcpy(bytes_new(cx, (size_t)z->n * sizeof(part)), z->list, (size_t)z->n * sizeof(part));
    return c;
}
static int view(C x, part *one, const part **list) { /* the parts of x, -1 if it is an interval */
    one->c = x, powers_clear(one->e); *list = x->n ? x->parts : one;
    return x->n ? x->n : x->exact ? mpq_sgn(x->q) != 0 : -1;
}
/* The symbol's power e. */
static C symbol_power(context *cx, int i, rat e) {
    sum z = {.n = 0}; rat powers[MAX_SYMBOLS]; powers_clear(powers);
    if (i >= 0) powers[i] = e;
    return i >= 0 && sum_add(cx, &z, coef_ratio(cx, 1, 1), powers) ? sum_end(cx, &z) : NULL;
}
/* x^r for a single part: its factor's power times the symbols'. */
static C part_power(context *cx, const part *p, rat r) {
    C c = coef_pow(cx, p->c, r); rat e;
    for (int i = 0; i < cx->n_symbols; i++) if (p->e[i].p) c = rat_mul(&e, p->e[i], r) ? coef_mul(cx, c, symbol_power(cx, i, e)) : NULL;
    return c;
}
/* x + y or x y of sums of parts; NULL if one is none, or the result has too many. */
static C exact_operation(context *cx, C x, C y, bool product) {
    part ones[2]; const part *a, *b; sum z = {.n = 0}; rat e[MAX_SYMBOLS];
    int n = view(x, &ones[0], &a), m = view(y, &ones[1], &b);
    if (n < 0 || m < 0) return NULL;
    for (int k = 0; !product && k < n + m; k++) {
        const part *p = k < n ? &a[k] : &b[k - n];
        if (!sum_add(cx, &z, p->c, p->e)) return NULL;
    }
    for (int k = 0; product && k < n * m; k++) {
        const part *p = &a[k / m], *q = &b[k % m];
        for (int i = 0; i < MAX_SYMBOLS; i++) if (!rat_add(&e[i], p->e[i], q->e[i])) return NULL;
        if (!sum_add(cx, &z, coef_mul(cx, p->c, q->c), e)) return NULL;
    }
    return sum_end(cx, &z);
}

static C operation(context *cx, C x, C y, bool product) {
    if (!x || !y) return NULL;
    if (x->exact && y->exact) { coef *z = fresh(cx); (product ? mpq_mul : mpq_add)(z->q, x->q, y->q); return limited(cx, z); }
    C z = x->n || y->n ? exact_operation(cx, x, y, product) : NULL;
    int mark = cx->ivs.top; return z ? z : from(cx, mark, (product ? iv_mul : iv_add)(cx, coef_iv(cx, x), coef_iv(cx, y)));
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
/* With x = prod b^e over integers b > 1: the sum of e ln b, or prod b^(r e) = x^r. Trial division up to 1000; what is left of the
 * numerator or denominator is one integer, below 2^60. */
static C by_factors(context *cx, C x, rat r, bool logs) {
    C z = cx->exact > 0 && x->exact && mpq_sgn(x->q) > 0 ? coef_ratio(cx, !logs, 1) : NULL; rat s;
    mpq_t base; mpz_t left; mpq_init(base), mpz_init(left);
    for (int side = 1; z && side >= -1; side -= 2) {
        mpz_set(left, side > 0 ? mpq_numref(x->q) : mpq_denref(x->q));
        for (unsigned long b = 2; z && b <= 1000 && mpz_cmp_ui(left, 1) > 0; b++) {
            long k = 0;
            if (b == 1000) mpq_set_z(base, left), k = mpz_sizeinbase(left, 2) <= 60 ? 1 : -1;
            else for (mpq_set_ui(base, b, 1); mpz_divisible_ui_p(left, b); k++) mpz_divexact_ui(left, left, b);
            if (!k) continue;
            int i = k > 0 ? symbol_of(cx, logs ? F_LOG : F_BASE, 0, base) : -1;
            if (logs) z = coef_add(cx, z, coef_mul(cx, symbol_power(cx, i, r), coef_ratio(cx, side * k, 1)));
            else z = rat_mul(&s, r, (rat){side * k, 1}) ? coef_mul(cx, z, symbol_power(cx, i, s)) : NULL;
        }
    }
    mpq_clear(base), mpz_clear(left); return z;
}

C coef_pow(context *cx, C x, rat r) {
    if (!x || !r.p) return x ? coef_ratio(cx, 1, 1) : NULL;
    if (coef_is_zero(x)) return r.p > 0 ? coef_ratio(cx, 0, 1) : NULL; /* 0^r */
    C z = x->exact ? exact_power(cx, x, r) : x->n == 1 ? part_power(cx, x->parts, r) : NULL;
    if (!z && r.q > 1) z = by_factors(cx, x, r, false);
    int mark = cx->ivs.top; return z ? z : from(cx, mark, iv_pow(cx, coef_iv(cx, x), r.p, r.q));
}

/* h, (1-s)^-p - (1+s)^-p; and where s = h_inv(x) > 0 is a fraction of denominator at most 64 at which h is x, s, or q_depth = x s - H(s). */
static C h_of(context *cx, C s, int depth) {
    C one = coef_ratio(cx, 1, 1), a = coef_sub(cx, one, s), b = coef_add(cx, one, s); rat p;
    if (!rat_make(&p, -depth, depth - 2) || coef_lower_sign(a) <= 0 || coef_lower_sign(b) <= 0) return NULL;
    return coef_sub(cx, coef_pow(cx, a, p), coef_pow(cx, b, p));
}
static C nice(context *cx, C x, function f, int depth) {
    int mark = cx->ivs.top; I s = iv_h_inv(cx, coef_iv(cx, x), depth); C at = NULL, one = coef_ratio(cx, 1, 1);
    for (long d = 1; s && !at && d <= 64; d++) {
        I t = iv_mul(cx, s, iv_si(cx, d)), n = iv_si(cx, 1); long k = 1;
        while (k < d && dy_cmp(&n->hi, &t->lo) < 0) n = iv_si(cx, ++k); /* the least integer in t, if there is one */
        C c = k < d && dy_cmp(&n->lo, &t->hi) <= 0 ? coef_ratio(cx, k, d) : NULL, h = c ? h_of(cx, c, depth) : NULL;
        if (h && h->exact && mpq_equal(h->q, x->q)) at = c;
    }
    cx->ivs.top = mark; rat r;
    if (!at || f == F_H_INV || !rat_make(&r, -2, depth - 2)) return at;
    C sum = coef_add(cx, coef_pow(cx, coef_sub(cx, one, at), r), coef_pow(cx, coef_add(cx, one, at), r));
    C z = coef_sub(cx, coef_mul(cx, x, at), coef_mul(cx, coef_sub(cx, sum, coef_ratio(cx, 2, 1)), coef_ratio(cx, depth - 2, 2)));
    return z && (z->exact || z->n) ? z : NULL;
}
/* f(x) at a rational x, by symbols; NULL if none fits. */
static C symbolic(context *cx, C x, function f, int depth) {
    bool even = f == F_COSH || f == F_Q || f == F_Q_DEPTH; rat r;
    if (f == F_LOG) return x->exact ? by_factors(cx, x, (rat){1, 1}, true) : NULL;
    if (!x->exact || !is_short(cx, x)) return NULL;
    if (f == F_EXP) return rat_of(&r, x->q) ? symbol_power(cx, symbol_of(cx, F_EXP, 0, coef_ratio(cx, 1, 1)->q), r) : NULL;
    if (f == F_H) return h_of(cx, x, depth);
    if (f == F_Q_PRIME) return coef_function(cx, coef_mul(cx, x, coef_ratio(cx, 1, 2)), F_ASINH, 0);
    if (mpq_sgn(x->q) < 0) { C z = symbolic(cx, coef_neg(cx, x), f, depth); return even || !z ? z : coef_neg(cx, z); }
    C z = f == F_H_INV || f == F_Q_DEPTH ? nice(cx, x, f, depth) : NULL;
    return z ? z : symbol_power(cx, symbol_of(cx, f, depth, x->q), (rat){1, 1});
}

C coef_function(context *cx, C x, function f, int depth) {
    if (!x) return NULL;
    int mark = cx->ivs.top;
    if (f == F_ABS && coef_lower_sign(x) >= 0) return x;
    if (f == F_ABS) return coef_upper_sign(x) <= 0 ? coef_neg(cx, x) : from(cx, mark, iv_abs(cx, coef_iv(cx, x)));
    if (x->exact && f == F_LOG && !mpq_cmp_ui(x->q, 1, 1)) return coef_ratio(cx, 0, 1);
    if (x->exact && f != F_LOG && !mpq_sgn(x->q)) return coef_ratio(cx, f == F_EXP || f == F_COSH, 1);
    C z = cx->exact > 0 && (x->exact || x->n) ? symbolic(cx, x, f, depth) : NULL;
    return z ? z : from(cx, mark, table[f](cx, coef_iv(cx, x), depth));
}
