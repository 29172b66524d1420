/* power.c - powers of graded elements: by multiplication, by the dominant term, by a common factor. */
#include "bounds/prove/function_parts.h"
#include <stdlib.h>
#include <string.h>

static int is_positive(const cf_iv *r) { return arf_sgn(&r->lo) > 0; }

/* x = c m (1 + eps): the dominant term, and eps. 0, or -1 if there is none. range: of 1 + eps, > 0. */
int cf_e_dominant(const cf_term **lead, cf_element **eps, cf_iv *range, cf_leaf *leaf, const cf_element *x) {
    int order[CF_TERMS];
    if (x->n > CF_TERMS) return -1;
    cf_element_order(order, leaf, x);
    arf_t size;
    cf_coef c;
    arf_init(size);
    cf_coef_init(&c);
    cf_expo *m = cf_expo_one(leaf);
    int found = -1;
    for (int q = 0; q < x->n && found != 0; q++) {
        const cf_term *t = &x->t[order[q]];
        if (!cf_coef_sign(&t->c) || !cf_coef_is_finite(&t->c)) continue;
        cf_element *e = cf_element_new(leaf);
        int ok = 1;
        for (int j = 0; j < x->n && ok; j++) {
            if (&x->t[j] == t) continue;
            cf_expo_mul(leaf, m, x->t[j].m, t->m, -1);
            cf_expo_size(size, leaf, m);
            ok = !arf_is_inf(size) && cf_coef_div(&c, &x->t[j].c, &t->c, leaf->acc) == 0;
            if (ok) cf_element_add_term(leaf, e, &c, m);
        }
        if (!ok || !(e = cf_element_truncate(leaf, e))) continue;
        cf_element *one = cf_element_add(leaf, cf_element_si(leaf, 1, 1), e);
        if (!one) continue;
        cf_element_range(range, leaf, one);
        if (!is_positive(range) || !cf_iv_is_finite(range)) continue;
        if (arf_cmp_si(&range->lo, 1) > 0) arf_one(&range->lo); /* Lagrange's point lies between 1 and 1 + eps */
        if (arf_cmp_si(&range->hi, 1) < 0) arf_one(&range->hi);
        *lead = t, *eps = e, found = 0;
    }
    arf_clear(size);
    cf_coef_clear(&c);
    return found;
}

static int multiply_fraction(int *n, int *d, const fmpq_t r) {
    fmpq_t t;
    fmpq_init(t);
    fmpq_set_si(t, *n, (ulong)*d);
    fmpq_mul(t, t, r);
    int ok = fmpz_bits(fmpq_numref(t)) < 28 && fmpz_bits(fmpq_denref(t)) < 28;
    if (ok) *n = (int)fmpz_get_si(fmpq_numref(t)), *d = (int)fmpz_get_si(fmpq_denref(t));
    fmpq_clear(t);
    return ok;
}

/* m^r; -1 if an exponent leaves its kind. */
int cf_e_monomial_power(cf_leaf *leaf, cf_expo *m, const cf_expo *x, const fmpq_t r) {
    int whole = fmpz_is_one(fmpq_denref(r));
    for (int i = 0; i < leaf->W; i++) {
        m[i] = x[i];
        if (leaf->frame[i].kind == 'm' && x[i].an && (!whole || fmpq_sgn(r) < 0)) return -1;
        if (!multiply_fraction(&m[i].an, &m[i].ad, r) || !multiply_fraction(&m[i].e1n, &m[i].e1d, r) ||
            !multiply_fraction(&m[i].e2n, &m[i].e2d, r))
            return -1;
        int one = 1;
        if (x[i].b && (!multiply_fraction(&m[i].b, &one, r) || one != 1)) return -1;
    }
    return 0;
}

static cf_element *power_by_dominance(cf_leaf *leaf, const cf_element *x, const fmpq_t r) {
    const cf_term *lead;
    cf_element *eps, *out = NULL;
    cf_iv range;
    cf_iv_init(&range);
    int N = cf_e_order(leaf), whole = fmpz_is_one(fmpq_denref(r));
    cf_coef f[N + 1], t;
    cf_coef_init(&t);
    for (int j = 0; j <= N; j++) cf_coef_init(&f[j]);
    fmpq_t e, b;
    fmpq_init(e);
    fmpq_init(b);
    cf_expo *m = cf_expo_one(leaf);
    if (cf_e_dominant(&lead, &eps, &range, leaf, x) == 0 && (whole || cf_coef_sign(&lead->c) > 0) &&
        cf_e_monomial_power(leaf, m, lead->m, r) == 0 && cf_coef_power(&t, &lead->c, r, leaf->acc) == 0) {
        cf_element *front = cf_element_new(leaf), *symbolic = NULL;
        if (lead->c.exact && !t.exact) symbolic = cf_symbolic_power(leaf, lead->c.q, r);
        if (symbolic) cf_coef_set_si(&t, 1, 1, leaf->acc);
        if (leaf->symbols) cf_symbol_reduce(leaf, &t, m);
        cf_element_add_term(leaf, front, &t, m);
        if (symbolic) front = cf_element_mul(leaf, front, symbolic);
        fmpq_one(b);
        for (int j = 0; j <= N; j++) { /* binom(r, j) */
            cf_coef_set_fmpq(&f[j], b, leaf->acc);
            fmpq_set_si(e, j, 1);
            fmpq_sub(e, r, e);
            fmpq_mul(b, b, e);
            fmpq_set_si(e, 1, (ulong)j + 1);
            fmpq_mul(b, b, e);
        }
        fmpq_set_si(e, N, 1);
        fmpq_sub(e, r, e);
        if (cf_iv_power(&range, &range, e, leaf->acc.bits) == 0) {
            cf_coef_set_iv(&t, &range);
            cf_coef_mul(&f[N], &f[N], &t, leaf->acc);
            out = eps->n ? cf_e_coefficients(leaf, f, N, eps) : cf_element_si(leaf, 1, 1);
            if (front) front = cf_element_truncate(leaf, front);
            if (out && front) out = cf_element_mul(leaf, front, out);
            else out = NULL;
        }
    }
    cf_iv_clear(&range);
    cf_coef_clear(&t);
    for (int j = 0; j <= N; j++) cf_coef_clear(&f[j]);
    fmpq_clear(e);
    fmpq_clear(b);
    return out;
}

static cf_element *whole_power(cf_leaf *leaf, const cf_element *x, slong k) {
    cf_element *r = NULL;
    const cf_element *base = x;
    for (; k > 0; k >>= 1) {
        if (k & 1) {
            r = r ? cf_element_mul(leaf, r, base) : cf_element_add(leaf, base, cf_element_new(leaf));
            if (!r) return NULL;
        }
        if (k > 1 && !(base = cf_element_mul(leaf, base, base))) return NULL;
    }
    return r;
}

/* The greatest monomial in the positive frames that divides all terms, and the rest; 0 if it is 1. */
static int common_factor(cf_expo **factor, cf_element **rest, cf_leaf *leaf, const cf_element *x) {
    cf_expo *m = cf_expo_one(leaf), *t = cf_expo_one(leaf);
    for (int i = 0; i < leaf->V; i++) {
        for (int k = 0; k < x->n; k++) {
            const cf_expo *e = &x->t[k].m[i];
            if (leaf->frame[i].kind == 'm') continue;
            if (k == 0 || (long)e->an * m[i].ad < (long)m[i].an * e->ad) m[i].an = e->an, m[i].ad = e->ad;
        }
    }
    if (cf_expo_is_one(leaf, m)) return 0;
    *factor = m;
    *rest = cf_element_new(leaf);
    for (int k = 0; k < x->n; k++) {
        cf_expo_mul(leaf, t, x->t[k].m, m, -1);
        cf_element_add_term(leaf, *rest, &x->t[k].c, t);
    }
    return 1;
}

static cf_element *monomial_element(cf_leaf *leaf, const cf_expo *m) {
    cf_element *e = cf_element_new(leaf);
    cf_coef one;
    cf_coef_init(&one);
    cf_coef_set_si(&one, 1, 1, leaf->acc);
    cf_element_add_term(leaf, e, &one, m);
    cf_coef_clear(&one);
    return cf_element_truncate(leaf, e);
}

/* E = m E' with m the common factor: m^r E'^r, the parts by their own rules. */
static cf_element *power_of_factors(cf_leaf *leaf, const cf_element *x, const fmpq_t r) {
    cf_expo *m, *p = cf_expo_one(leaf);
    cf_element *rest;
    if (!common_factor(&m, &rest, leaf, x) || cf_e_monomial_power(leaf, p, m, r) != 0) return NULL;
    cf_element *front = monomial_element(leaf, p), *e = front ? cf_element_power(leaf, rest, r) : NULL;
    return e ? cf_element_mul(leaf, front, e) : NULL;
}

cf_element *cf_element_power(cf_leaf *leaf, const cf_element *x, const fmpq_t r) {
    int whole = fmpz_is_one(fmpq_denref(r));
    if (fmpq_is_zero(r)) return cf_element_si(leaf, 1, 1);
    cf_element *e = NULL;
    cf_coef c;
    cf_coef_init(&c);
    if (cf_element_is_constant(leaf, x)) {
        cf_element_constant_part(&c, leaf, x);
        cf_coef t;
        cf_coef_init(&t);
        if (x->n == 1 && !cf_expo_is_one(leaf, x->t[0].m)) e = power_by_dominance(leaf, x, r); /* one symbol: keep it */
        if (!e && cf_coef_power(&t, &c, r, leaf->acc) == 0) {
            if (c.exact && !t.exact) e = cf_symbolic_power(leaf, c.q, r);
            if (!e) e = cf_element_constant(leaf, &t);
        }
        cf_coef_clear(&t);
        cf_coef_clear(&c);
        return e;
    }
    if (whole && fmpq_sgn(r) > 0 && fmpz_cmp_si(fmpq_numref(r), 64) <= 0) e = whole_power(leaf, x, fmpz_get_si(fmpq_numref(r)));
    else e = power_by_dominance(leaf, x, r);
    if (!e && fmpq_sgn(r) < 0) e = power_of_factors(leaf, x, r);
    if (!e) {
        cf_iv v;
        cf_iv_init(&v);
        cf_element_range(&v, leaf, x);
        if (cf_iv_power(&v, &v, r, leaf->acc.bits) == 0) {
            cf_coef_set_iv(&c, &v);
            e = cf_element_constant(leaf, &c);
        }
        cf_iv_clear(&v);
    }
    if (!e && fmpq_sgn(r) < 0) e = cf_e_open_range(leaf, r, x);
    cf_coef_clear(&c);
    return e;
}

cf_element *cf_e_power_si(cf_leaf *leaf, const cf_element *x, slong p, slong q) {
    fmpq_t r;
    fmpq_init(r);
    fmpq_set_si(r, p, (ulong)q);
    cf_element *e = x ? cf_element_power(leaf, x, r) : NULL;
    fmpq_clear(r);
    return e;
}
