/* symbol.c - constants that are not rational, kept as symbols so that they cancel exactly: ln of a rational is a sum of ln p,
 * a root is a product of p^(0..1), e^c is a power of e, any other f(c) stands for itself. Symbols are positive and have an
 * enclosure; nothing is assumed of them but that. */
#include "bounds/prove/element.h"
#include <stdlib.h>

enum { TRIAL = 1000, MOST_FACTORS = 24 };

/* The slot of the symbol, found or made; -1: none left, or its value is not positive and finite. */
static int slot(cf_leaf *leaf, cf_op op, long D, const fmpq_t c) {
    for (int k = 0; k < leaf->symbols; k++)
        if (leaf->symbol[k].op == op && leaf->symbol[k].D == D && fmpq_equal(leaf->symbol[k].c, c)) return leaf->V + k;
    if (leaf->symbols == CF_SYMBOLS || leaf->W == leaf->V) return -1;
    cf_frame *f = &leaf->frame[leaf->V + leaf->symbols];
    cf_iv_set_fmpq(&f->h, c, leaf->acc.bits);
    if (op != CF_OP_POWER && cf_iv_function(&f->h, op, D, &f->h, leaf->acc.bits) != 0) return -1;
    if (arf_sgn(&f->h.lo) <= 0 || !cf_iv_is_finite(&f->h)) return -1;
    f->kind = 's';
    cf_symbol *s = &leaf->symbol[leaf->symbols];
    s->op = op;
    s->D = D;
    fmpq_init(s->c);
    fmpq_set(s->c, c);
    return leaf->V + leaf->symbols++;
}

/* coefficient * symbol^(n/d) */
static int add_symbol(cf_leaf *leaf, cf_element *e, const fmpq_t coefficient, int where, int n, int d) {
    if (where < 0) return -1;
    cf_expo *m = cf_expo_one(leaf);
    m[where].an = n;
    m[where].ad = d;
    cf_coef c;
    cf_coef_init(&c);
    cf_coef_set_fmpq(&c, coefficient, leaf->acc);
    int r = cf_element_add_term(leaf, e, &c, m);
    cf_coef_clear(&c);
    return r;
}

/* |n| = prod base^exponent by trial division; what is left counts as one base. The number of factors, -1: too large. */
static int factor(ulong *base, int *exponent, const fmpz_t n) {
    if (!fmpz_abs_fits_ui(n) || fmpz_bits(n) > 60) return -1;
    ulong x = fmpz_get_ui(n);
    int k = 0;
    for (ulong p = 2; p < TRIAL && p * p <= x; p++)
        if (x % p == 0) {
            base[k] = p;
            for (exponent[k] = 0; x % p == 0; x /= p) exponent[k]++;
            k++;
        }
    if (x > 1) base[k] = x, exponent[k++] = 1;
    return k;
}

/* ln c, c > 0 */
static cf_element *symbolic_log(cf_leaf *leaf, const fmpq_t c) {
    cf_element *e = cf_element_new(leaf);
    fmpq_t p, times;
    fmpq_init(p);
    fmpq_init(times);
    int ok = fmpq_sgn(c) > 0;
    for (int side = 0; side < 2 && ok; side++) {
        ulong base[MOST_FACTORS];
        int exponent[MOST_FACTORS], n = factor(base, exponent, side ? fmpq_denref(c) : fmpq_numref(c));
        ok = n >= 0;
        for (int k = 0; k < n && ok; k++) {
            fmpq_set_ui(p, base[k], 1);
            fmpq_set_si(times, side ? -exponent[k] : exponent[k], 1);
            ok = add_symbol(leaf, e, times, slot(leaf, CF_OP_LOG, 0, p), 1, 1) == 0;
        }
    }
    fmpq_clear(p);
    fmpq_clear(times);
    return ok ? e : NULL;
}

/* b = b^k b^(n/d), 0 <= n/d < 1: the whole power into the coefficient */
static void take_whole(fmpq_t coefficient, int *n, int d, const fmpq_t b) {
    int k = *n >= 0 ? *n / d : -((-*n + d - 1) / d);
    if (k == 0) return;
    fmpq_t t;
    fmpq_init(t);
    fmpq_pow_si(t, b, k);
    fmpq_mul(coefficient, coefficient, t);
    fmpq_clear(t);
    *n -= k * d;
}

cf_element *cf_symbolic_power(cf_leaf *leaf, const fmpq_t c, const fmpq_t r) {
    if (leaf->W == leaf->V || fmpq_sgn(c) <= 0) return NULL;
    if (fmpz_bits(fmpq_numref(r)) > 12 || fmpz_bits(fmpq_denref(r)) > 12) return NULL;
    slong rn = fmpz_get_si(fmpq_numref(r)), rd = fmpz_get_si(fmpq_denref(r));
    cf_expo *m = cf_expo_one(leaf);
    fmpq_t coefficient, p;
    fmpq_init(coefficient);
    fmpq_init(p);
    fmpq_one(coefficient);
    int ok = 1;
    for (int side = 0; side < 2 && ok; side++) {
        ulong base[MOST_FACTORS];
        int exponent[MOST_FACTORS], n = factor(base, exponent, side ? fmpq_denref(c) : fmpq_numref(c));
        ok = n >= 0;
        for (int k = 0; k < n && ok; k++) {
            int an = (int)((side ? -1 : 1) * exponent[k] * rn), ad = (int)rd;
            fmpq_set_ui(p, base[k], 1);
            take_whole(coefficient, &an, ad, p);
            if (an == 0) continue;
            for (int g = 2; g <= an; g++)
                while (an % g == 0 && ad % g == 0) an /= g, ad /= g;
            int where = slot(leaf, CF_OP_POWER, 0, p);
            ok = where >= 0;
            if (ok) m[where].an = an, m[where].ad = ad;
        }
    }
    cf_element *e = NULL;
    if (ok) {
        cf_coef t;
        cf_coef_init(&t);
        cf_coef_set_fmpq(&t, coefficient, leaf->acc);
        e = cf_element_new(leaf);
        cf_element_add_term(leaf, e, &t, m);
        cf_coef_clear(&t);
    }
    fmpq_clear(coefficient);
    fmpq_clear(p);
    return e;
}

cf_element *cf_symbolic(cf_leaf *leaf, cf_op op, long D, const fmpq_t c) {
    if (leaf->W == leaf->V || fmpq_is_zero(c)) return NULL;
    if (op == CF_OP_LOG) return symbolic_log(leaf, c);
    fmpq_t x, one;
    fmpq_init(x);
    fmpq_init(one);
    fmpq_one(one);
    cf_element *e = cf_element_new(leaf);
    int bad, odd = op == CF_OP_SINH || op == CF_OP_ASINH || op == CF_OP_Q_PRIME || op == CF_OP_H || op == CF_OP_H_INV;
    if (op == CF_OP_EXP) {
        bad = fmpz_bits(fmpq_numref(c)) > 20 || fmpz_bits(fmpq_denref(c)) > 20;
        if (!bad)
            bad = add_symbol(leaf, e, one, slot(leaf, CF_OP_EXP, 0, one), (int)fmpz_get_si(fmpq_numref(c)), (int)fmpz_get_si(fmpq_denref(c)));
    } else {
        fmpq_abs(x, c);
        if (op == CF_OP_Q_PRIME) fmpq_div_2exp(x, x, 1);
        if (odd && fmpq_sgn(c) < 0) fmpq_neg(one, one);
        bad = add_symbol(leaf, e, one, slot(leaf, op == CF_OP_Q_PRIME ? CF_OP_ASINH : op, D, x), 1, 1);
    }
    fmpq_clear(x);
    fmpq_clear(one);
    return bad ? NULL : e;
}

void cf_symbol_reduce(cf_leaf *leaf, cf_coef *c, cf_expo *m) {
    for (int k = 0; k < leaf->symbols; k++) {
        cf_expo *x = &m[leaf->V + k];
        if (leaf->symbol[k].op != CF_OP_POWER || (x->an >= 0 && x->an < x->ad)) continue;
        fmpq_t t;
        cf_coef d;
        fmpq_init(t);
        fmpq_one(t);
        cf_coef_init(&d);
        take_whole(t, &x->an, x->ad, leaf->symbol[k].c);
        cf_coef_set_fmpq(&d, t, leaf->acc);
        cf_coef_mul(c, c, &d, leaf->acc);
        if (x->an == 0) x->ad = 1;
        cf_coef_clear(&d);
        fmpq_clear(t);
    }
}
