/* exponential.c - ln and exp of graded elements. */
#include "bounds/prove/function_parts.h"
#include <stdlib.h>
#include <string.h>

/* Adds the terms of ln m to out, m without powers of l; ln h = -l. */
static int log_of_monomial(cf_leaf *leaf, cf_element *out, const cf_expo *m) {
    cf_coef c;
    cf_coef_init(&c);
    int ok = 1;
    for (int i = 0; i < leaf->V && ok; i++) {
        const cf_expo *x = &m[i];
        if (x->an || x->b) ok = !x->b && leaf->frame[i].kind != 'm' && arf_cmp_2exp_si(&leaf->frame[i].h.hi, -1) <= 0;
        if (!ok) break;
        cf_expo *t = cf_expo_one(leaf);
        t[i].b = 1;
        cf_coef_set_si(&c, -x->an, x->ad, leaf->acc);
        cf_element_add_term(leaf, out, &c, t);
        t = cf_expo_one(leaf);
        t[i].an = -1;
        cf_coef_set_si(&c, x->e1n, x->e1d, leaf->acc);
        cf_element_add_term(leaf, out, &c, t);
        t = cf_expo_one(leaf);
        t[i].an = -2;
        cf_coef_set_si(&c, x->e2n, x->e2d, leaf->acc);
        cf_element_add_term(leaf, out, &c, t);
    }
    cf_coef_clear(&c);
    return ok ? 0 : -1;
}

/* ln of the coefficient of t and of the symbols in its monomial. */
static cf_element *log_of_constant(cf_leaf *leaf, const cf_term *t) {
    int symbols = 0;
    cf_expo *m = cf_expo_one(leaf);
    for (int i = leaf->V; i < leaf->W; i++) m[i] = t->m[i], symbols |= m[i].an != 0;
    cf_element *e = NULL;
    if (!symbols && t->c.exact) e = fmpq_is_one(t->c.q) ? cf_element_new(leaf) : cf_symbolic(leaf, CF_OP_LOG, 0, t->c.q);
    if (e) return e;
    cf_iv v, w;
    cf_coef c;
    cf_iv_init(&v);
    cf_iv_init(&w);
    cf_coef_init(&c);
    cf_coef_get_iv(&v, &t->c, leaf->acc.bits);
    cf_expo_range(&w, leaf, m);
    cf_iv_mul(&v, &v, &w, leaf->acc.bits);
    if (cf_iv_function(&v, CF_OP_LOG, 0, &v, leaf->acc.bits) == 0) {
        cf_coef_set_iv(&c, &v);
        e = cf_element_constant(leaf, &c);
    }
    cf_iv_clear(&v);
    cf_iv_clear(&w);
    cf_coef_clear(&c);
    return e;
}

cf_element *cf_element_log(cf_leaf *leaf, const cf_element *x) {
    const cf_term *lead;
    cf_element *eps, *out = NULL;
    int N = cf_e_order(leaf);
    cf_iv range;
    cf_coef f[N + 1], t;
    cf_iv_init(&range);
    cf_coef_init(&t);
    for (int j = 0; j <= N; j++) cf_coef_init(&f[j]);
    if (!cf_element_is_constant(leaf, x) && cf_e_dominant(&lead, &eps, &range, leaf, x) == 0 && cf_coef_sign(&lead->c) > 0 &&
        cf_coef_function(&t, CF_OP_LOG, 0, &lead->c, leaf->acc) == 0) {
        out = log_of_constant(leaf, lead);
        if (out && log_of_monomial(leaf, out, lead->m) != 0) out = NULL;
        fmpq_t e;
        fmpq_init(e);
        fmpq_set_si(e, -N, 1);
        cf_iv_power(&range, &range, e, leaf->acc.bits);
        fmpq_clear(e);
        for (int j = 1; j <= N; j++) cf_coef_set_si(&f[j], j % 2 ? 1 : -1, j, leaf->acc);
        cf_coef_set_iv(&t, &range);
        cf_coef_mul(&f[N], &f[N], &t, leaf->acc);
        cf_element *s = eps->n ? cf_e_coefficients(leaf, f, N, eps) : cf_element_new(leaf);
        out = out && s ? cf_element_add(leaf, out, s) : NULL;
    }
    cf_iv_clear(&range);
    cf_coef_clear(&t);
    for (int j = 0; j <= N; j++) cf_coef_clear(&f[j]);
    return out;
}

/* Whether m is l_i, 1/h_i or 1/h_i^2 alone; adds s times it to the exponent of the factor. */
static int into_exponent(cf_leaf *leaf, cf_expo *factor, const cf_term *t) {
    int where = -1;
    for (int i = 0; i < leaf->W; i++)
        if (t->m[i].an || t->m[i].b || t->m[i].e1n || t->m[i].e2n) {
            if (where >= 0) return 0;
            where = i;
        }
    if (where < 0 || where >= leaf->V) return 0;
    const cf_expo *x = &t->m[where];
    if (x->ad != 1 || x->e1n || x->e2n || !t->c.exact) return 0;
    if (fmpz_bits(fmpq_numref(t->c.q)) > 20 || fmpz_bits(fmpq_denref(t->c.q)) > 20) return 0;
    int n = (int)fmpz_get_si(fmpq_numref(t->c.q)), d = (int)fmpz_get_si(fmpq_denref(t->c.q));
    cf_expo *one = cf_expo_one(leaf);
    if (x->b == 1 && x->an == 0) one[where].an = -n, one[where].ad = d;
    else if (x->b == 0 && x->an == -1) one[where].e1n = n, one[where].e1d = d;
    else if (x->b == 0 && x->an == -2) one[where].e2n = n, one[where].e2d = d;
    else return 0;
    cf_expo_mul(leaf, factor, factor, one, 1);
    return 1;
}

static cf_element *interval_constant(cf_leaf *leaf, const fmpq_t bound, int upwards) {
    cf_iv v;
    cf_coef c;
    cf_iv_init(&v);
    cf_coef_init(&c);
    cf_iv_set_fmpq(&v, bound, leaf->acc.bits);
    if (upwards) arf_pos_inf(&v.hi);
    else arf_zero(&v.lo);
    cf_coef_set_iv(&c, &v);
    cf_element *e = cf_element_constant(leaf, &c);
    cf_iv_clear(&v);
    cf_coef_clear(&c);
    return e;
}

/* What is large and of no form that the exponents hold: e^y is in 1 + y + ... + y^(N-1)/(N-1)! + [1/N!, inf] y^N for y >= 0;
 * e^-y in [0, N!] y^-N for y > 0, and in [0, 1]. */
static cf_element *exp_of_large(cf_leaf *leaf, const cf_element *y) {
    cf_element *minus = cf_element_neg(leaf, y), *f[cf_e_order(leaf) + 1], *e = NULL;
    int N = cf_e_order(leaf);
    fmpq_t factorial;
    fmpq_init(factorial);
    fmpz_fac_ui(fmpq_numref(factorial), (ulong)N);
    if (cf_element_certify(leaf, y, 0)) {
        slong j_factorial = 1;
        for (int j = 0; j < N; j++) {
            f[j] = cf_element_si(leaf, 1, j_factorial);
            j_factorial *= j + 1;
        }
        fmpq_inv(factorial, factorial);
        f[N] = interval_constant(leaf, factorial, 1);
        e = cf_e_polynomial(leaf, f, N, y);
    } else if (cf_element_certify(leaf, minus, 0)) {
        if (cf_element_certify(leaf, minus, 1)) e = cf_e_power_si(leaf, minus, -N, 1);
        if (e) e = cf_element_mul(leaf, e, interval_constant(leaf, factorial, 0));
        fmpq_one(factorial);
        if (!e) e = interval_constant(leaf, factorial, 0);
    }
    fmpq_clear(factorial);
    return e;
}

cf_element *cf_element_exp(cf_leaf *leaf, const cf_element *x) {
    cf_element *rest = cf_element_new(leaf), *beyond = cf_element_new(leaf);
    cf_expo *factor = cf_expo_one(leaf);
    cf_iv r;
    cf_iv_init(&r);
    int wild = 0;
    for (int i = 0; i < x->n; i++) {
        const cf_term *t = &x->t[i];
        cf_expo_range(&r, leaf, t->m);
        if (cf_iv_is_finite(&r) && cf_coef_is_finite(&t->c)) cf_element_add_term(leaf, rest, &t->c, t->m);
        else if (!into_exponent(leaf, factor, t)) wild = 1, cf_element_add_term(leaf, beyond, &t->c, t->m);
    }
    cf_iv_clear(&r);
    cf_element *out = NULL;
    if (rest->n == 0) out = cf_element_si(leaf, 1, 1);
    else if (cf_element_is_constant(leaf, rest)) out = cf_element_function(leaf, CF_OP_EXP, 0, rest);
    else out = cf_e_regular(leaf, CF_OP_EXP, 0, rest);
    if (out && wild) {
        cf_element *b = exp_of_large(leaf, beyond);
        out = b ? cf_element_mul(leaf, out, b) : NULL;
    }
    if (out && !cf_expo_is_one(leaf, factor)) {
        cf_element *front = cf_element_new(leaf);
        cf_coef one;
        cf_coef_init(&one);
        cf_coef_set_si(&one, 1, 1, leaf->acc);
        cf_element_add_term(leaf, front, &one, factor);
        cf_coef_clear(&one);
        front = cf_element_truncate(leaf, front);
        out = front ? cf_element_mul(leaf, front, out) : NULL;
    }
    return out;
}

