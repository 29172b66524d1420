/* function.c - functions of graded elements: dominant terms, regular composition, expansions at infinity. */
#include "bounds/prove/function.h"
#include <stdlib.h>
#include <string.h>

static int terms(const cf_leaf *leaf) { return leaf->order > 1 ? leaf->order : 1; }

static int is_positive(const cf_iv *r) { return arf_sgn(&r->lo) > 0; }

/* The element without its constant terms. */
static cf_element *without_constant(cf_leaf *leaf, const cf_element *x) {
    cf_element *r = cf_element_new(leaf);
    for (int i = 0; i < x->n; i++)
        if (!cf_expo_is_constant(leaf, x->t[i].m)) cf_element_add_term(leaf, r, &x->t[i].c, x->t[i].m);
    return r;
}

/* sum_{j<=N} f_j e^j, by Horner. */
static cf_element *polynomial(cf_leaf *leaf, cf_element *const *f, int N, const cf_element *e) {
    cf_element *r = f[N];
    for (int j = N - 1; j >= 0 && r; j--) {
        r = cf_element_mul(leaf, r, e);
        if (r) r = cf_element_add(leaf, r, f[j]);
    }
    return r;
}

static cf_element *coefficients_polynomial(cf_leaf *leaf, const cf_coef *f, int N, const cf_element *e) {
    cf_element *g[N + 1];
    for (int j = 0; j <= N; j++) g[j] = cf_element_constant(leaf, &f[j]);
    return polynomial(leaf, g, N, e);
}

/* E > 0 is certified though its range begins at 0: ln E in (-inf, ln b], and E^r in [b^r, inf) for r < 0, b the upper end. */
static cf_element *of_open_range(cf_leaf *leaf, const fmpq_t r, const cf_element *x) {
    cf_iv v, top;
    cf_coef c;
    cf_element *e = NULL;
    cf_iv_init(&v);
    cf_iv_init(&top);
    cf_coef_init(&c);
    cf_element_range(&v, leaf, x);
    if (arf_sgn(&v.lo) <= 0 && arf_sgn(&v.hi) > 0 && cf_element_certify(leaf, x, 1)) {
        arf_set(&top.lo, &v.hi);
        arf_set(&top.hi, &v.hi);
        int bad = r ? cf_iv_power(&v, &top, r, leaf->acc.bits) : cf_iv_function(&v, CF_OP_LOG, 0, &top, leaf->acc.bits);
        if (r) arf_pos_inf(&v.hi);
        else arf_neg_inf(&v.lo);
        cf_coef_set_iv(&c, &v);
        if (!bad) e = cf_element_constant(leaf, &c);
    }
    cf_iv_clear(&v);
    cf_iv_clear(&top);
    cf_coef_clear(&c);
    return e;
}

static cf_element *constant_of_range(cf_leaf *leaf, cf_op op, long D, const cf_element *x) {
    cf_iv r;
    cf_coef c;
    cf_iv_init(&r);
    cf_coef_init(&c);
    cf_element_range(&r, leaf, x);
    cf_element *e = NULL;
    if (cf_iv_function(&r, op, D, &r, leaf->acc.bits) == 0) {
        cf_coef_set_iv(&c, &r);
        e = cf_element_constant(leaf, &c);
    }
    cf_iv_clear(&r);
    cf_coef_clear(&c);
    return e;
}

static cf_element *times(cf_leaf *leaf, const cf_element *x, const fmpq_t q) {
    cf_coef c;
    cf_coef_init(&c);
    cf_coef_set_fmpq(&c, q, leaf->acc);
    cf_element *e = cf_element_scale(leaf, x, &c);
    cf_coef_clear(&c);
    return e;
}

/* Taylor coefficients of asinh at c as rational multiples of symbols: f_1 = (1 + c^2)^(-1/2) carries all that follow
 * (the recurrence of jet.c). */
static int symbolic_asinh(cf_leaf *leaf, cf_element **f, int N, const fmpq_t c) {
    fmpq_t u, t, r;
    fmpq_init(u);
    fmpq_init(t);
    fmpq_init(r);
    fmpq_mul(u, c, c);
    fmpq_add_si(u, u, 1);
    fmpq_set_si(r, -1, 2);
    f[0] = fmpq_is_zero(c) ? cf_element_new(leaf) : cf_symbolic(leaf, CF_OP_ASINH, 0, c);
    int ok = f[0] != NULL;
    if (ok && N >= 1) ok = (f[1] = cf_symbolic_power(leaf, u, r)) != NULL;
    for (int k = 0; k + 2 <= N && ok; k++) {
        fmpq_mul_si(t, c, -(slong)(k + 1) * (2 * k + 1));
        cf_element *a = times(leaf, f[k + 1], t);
        fmpq_set_si(t, -(slong)k * k, 1);
        if (k > 0) a = cf_element_add(leaf, a, times(leaf, f[k], t));
        fmpq_mul_si(t, u, (slong)(k + 1) * (k + 2));
        fmpq_inv(t, t);
        ok = a && (f[k + 2] = times(leaf, a, t));
    }
    fmpq_clear(u);
    fmpq_clear(t);
    fmpq_clear(r);
    return ok ? 0 : -1;
}

/* Taylor coefficients at an exact c != 0 with symbols; -1 if none fit. */
static int symbolic_jet(cf_leaf *leaf, cf_element **f, int N, cf_op op, const fmpq_t c) {
    fmpq_t t;
    fmpq_init(t);
    int bad = 0;
    if (op == CF_OP_EXP || op == CF_OP_SINH || op == CF_OP_COSH) {
        cf_op other = op == CF_OP_SINH ? CF_OP_COSH : op == CF_OP_COSH ? CF_OP_SINH : CF_OP_EXP;
        f[0] = cf_symbolic(leaf, op, 0, c);
        if (N >= 1) f[1] = cf_symbolic(leaf, other, 0, c);
        bad = !f[0] || (N >= 1 && !f[1]);
        for (int j = 2; j <= N && !bad; j++) {
            fmpq_set_si(t, 1, (ulong)j * (ulong)(j - 1));
            f[j] = times(leaf, f[j - 2], t);
        }
    } else if (op == CF_OP_ASINH) {
        bad = symbolic_asinh(leaf, f, N, c);
    } else if (op == CF_OP_Q || op == CF_OP_Q_PRIME) { /* q' (x) = asinh(x/2) */
        int shift = op == CF_OP_Q;
        fmpq_div_2exp(t, c, 1);
        if (shift) bad = !(f[0] = cf_symbolic(leaf, op, 0, c));
        if (!bad && N >= shift) bad = symbolic_asinh(leaf, f + shift, N - shift, t);
        for (int j = shift; j <= N && !bad; j++) {
            fmpq_set_si(t, 1, (shift ? (ulong)j : 1ul) << (j - shift));
            f[j] = times(leaf, f[j], t);
        }
    } else {
        bad = 1;
    }
    fmpq_clear(t);
    return bad ? -1 : 0;
}

static cf_element *regular(cf_leaf *leaf, cf_op op, long D, const cf_element *x) {
    int N = terms(leaf), bad;
    cf_coef f[N + 1], g[N + 1], c, r;
    cf_element *element[N + 1];
    for (int j = 0; j <= N; j++) cf_coef_init(&f[j]), cf_coef_init(&g[j]);
    cf_coef_init(&c);
    cf_coef_init(&r);
    cf_iv range;
    cf_iv_init(&range);
    cf_element_range(&range, leaf, x);
    cf_element_constant_part(&c, leaf, x);
    cf_iv at;
    cf_iv_init(&at);
    cf_coef_get_iv(&at, &c, leaf->acc.bits);
    cf_iv_hull(&range, &range, &at); /* Lagrange's point lies between c and c + eps */
    cf_iv_clear(&at);
    cf_coef_set_iv(&r, &range);
    int symbolic = leaf->W > leaf->V && c.exact && !fmpq_is_zero(c.q) && symbolic_jet(leaf, element, N - 1, op, c.q) == 0;
    bad = (!symbolic && cf_jet(f, N - 1, op, D, &c, leaf->acc)) || cf_jet(g, N, op, D, &r, leaf->acc);
    cf_element *e = NULL;
    if (!bad && cf_coef_is_finite(&g[N])) {
        for (int j = 0; j < N && !symbolic; j++) element[j] = cf_element_constant(leaf, &f[j]);
        element[N] = cf_element_constant(leaf, &g[N]);
        e = polynomial(leaf, element, N, without_constant(leaf, x));
    }
    for (int j = 0; j <= N; j++) cf_coef_clear(&f[j]), cf_coef_clear(&g[j]);
    cf_coef_clear(&c);
    cf_coef_clear(&r);
    cf_iv_clear(&range);
    return e;
}

/* x = c m (1 + eps): the dominant term, and eps. 0, or -1 if there is none. range: of 1 + eps, > 0. */
static int dominant(const cf_term **lead, cf_element **eps, cf_iv *range, cf_leaf *leaf, const cf_element *x) {
    int order[CF_TERMS];
    double degree[CF_TERMS];
    if (x->n > CF_TERMS) return -1;
    for (int i = 0; i < x->n; i++) {
        double d = 0;
        for (int k = 0; k < leaf->V; k++) d += (double)x->t[i].m[k].an / x->t[i].m[k].ad;
        int j = i;
        for (; j > 0 && degree[j - 1] > d; j--) degree[j] = degree[j - 1], order[j] = order[j - 1];
        degree[j] = d, order[j] = i;
    }
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
static int monomial_power(cf_leaf *leaf, cf_expo *m, const cf_expo *x, const fmpq_t r) {
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
    int N = terms(leaf), whole = fmpz_is_one(fmpq_denref(r));
    cf_coef f[N + 1], t;
    cf_coef_init(&t);
    for (int j = 0; j <= N; j++) cf_coef_init(&f[j]);
    fmpq_t e, b;
    fmpq_init(e);
    fmpq_init(b);
    cf_expo *m = cf_expo_one(leaf);
    if (dominant(&lead, &eps, &range, leaf, x) == 0 && (whole || cf_coef_sign(&lead->c) > 0) &&
        monomial_power(leaf, m, lead->m, r) == 0 && cf_coef_power(&t, &lead->c, r, leaf->acc) == 0) {
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
            out = eps->n ? coefficients_polynomial(leaf, f, N, eps) : cf_element_si(leaf, 1, 1);
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
    if (!common_factor(&m, &rest, leaf, x) || monomial_power(leaf, p, m, r) != 0) return NULL;
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
    if (!e && fmpq_sgn(r) < 0) e = of_open_range(leaf, r, x);
    cf_coef_clear(&c);
    return e;
}

/* Adds the terms of ln m to out; ln h = -l. */
static int log_of_monomial(cf_leaf *leaf, cf_element *out, const cf_expo *m) {
    cf_coef c;
    cf_coef_init(&c);
    int ok = 1;
    for (int i = 0; i < leaf->V && ok; i++) {
        const cf_expo *x = &m[i];
        if (x->an || x->b) ok = leaf->frame[i].kind != 'm' && arf_cmp_2exp_si(&leaf->frame[i].h.hi, -1) <= 0;
        if (!ok) break;
        cf_expo *t = cf_expo_one(leaf);
        t[i].b = 1;
        cf_coef_set_si(&c, -x->an, x->ad, leaf->acc);
        cf_element_add_term(leaf, out, &c, t);
        if (x->b) { /* ln l is in [-0.37, 0] + [0, 0.37] l for l >= ln 2 */
            cf_iv v;
            cf_iv_init(&v);
            arf_set_d(&v.hi, 0.37109375);
            cf_coef_set_iv(&c, &v);
            cf_coef_mul_si(&c, &c, x->b, 1, leaf->acc);
            cf_element_add_term(leaf, out, &c, t);
            cf_iv_neg(&v, &v);
            cf_coef_set_iv(&c, &v);
            cf_coef_mul_si(&c, &c, x->b, 1, leaf->acc);
            cf_element_add_term(leaf, out, &c, cf_expo_one(leaf));
            cf_iv_clear(&v);
        }
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
    int N = terms(leaf);
    cf_iv range;
    cf_coef f[N + 1], t;
    cf_iv_init(&range);
    cf_coef_init(&t);
    for (int j = 0; j <= N; j++) cf_coef_init(&f[j]);
    if (!cf_element_is_constant(leaf, x) && dominant(&lead, &eps, &range, leaf, x) == 0 && cf_coef_sign(&lead->c) > 0 &&
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
        cf_element *s = eps->n ? coefficients_polynomial(leaf, f, N, eps) : cf_element_new(leaf);
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

static cf_element *power_si(cf_leaf *leaf, const cf_element *x, slong p, slong q);

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
    cf_element *minus = cf_element_neg(leaf, y), *f[terms(leaf) + 1], *e = NULL;
    int N = terms(leaf);
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
        e = polynomial(leaf, f, N, y);
    } else if (cf_element_certify(leaf, minus, 0)) {
        if (cf_element_certify(leaf, minus, 1)) e = power_si(leaf, minus, -N, 1);
        if (e) e = cf_element_mul(leaf, e, interval_constant(leaf, factorial, 0));
        fmpq_one(factorial);
        if (!e) e = interval_constant(leaf, factorial, 0);
    }
    fmpq_clear(factorial);
    return e;
}

cf_element *cf_element_exp(cf_leaf *leaf, const cf_element *x) {
    cf_element *rest = cf_element_new(leaf), *beyond = cf_element_new(leaf), *unbounded = cf_element_new(leaf);
    cf_expo *factor = cf_expo_one(leaf);
    cf_iv r;
    cf_iv_init(&r);
    int wild = 0;
    for (int i = 0; i < x->n; i++) {
        const cf_term *t = &x->t[i];
        cf_expo_range(&r, leaf, t->m);
        if (cf_iv_is_finite(&r) && cf_coef_is_finite(&t->c)) cf_element_add_term(leaf, rest, &t->c, t->m);
        else {
            cf_element_add_term(leaf, unbounded, &t->c, t->m);
            if (!into_exponent(leaf, factor, t)) wild = 1, cf_element_add_term(leaf, beyond, &t->c, t->m);
        }
    }
    cf_iv_clear(&r);
    cf_element *out = NULL;
    if (rest->n == 0) out = cf_element_si(leaf, 1, 1);
    else if (cf_element_is_constant(leaf, rest)) out = cf_element_function(leaf, CF_OP_EXP, 0, rest);
    else out = regular(leaf, CF_OP_EXP, 0, rest);
    if (out && wild) {
        cf_element *b = exp_of_large(leaf, beyond);
        if (!b) { /* the sign may show only together with what went into the factor */
            b = exp_of_large(leaf, unbounded);
            factor = cf_expo_one(leaf);
        }
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

/* (e^x + s e^-x)/2 */
static cf_element *by_exponentials(cf_leaf *leaf, const cf_element *x, int s) {
    cf_element *a = cf_element_exp(leaf, x), *b = cf_element_exp(leaf, cf_element_neg(leaf, x));
    if (!a || !b) return NULL;
    cf_element *sum = s > 0 ? cf_element_add(leaf, a, b) : cf_element_sub(leaf, a, b);
    return sum ? cf_element_mul(leaf, sum, cf_element_si(leaf, 1, 2)) : NULL;
}

static cf_element *power_si(cf_leaf *leaf, const cf_element *x, slong p, slong q) {
    fmpq_t r;
    fmpq_init(r);
    fmpq_set_si(r, p, (ulong)q);
    cf_element *e = x ? cf_element_power(leaf, x, r) : NULL;
    fmpq_clear(r);
    return e;
}

/* ln(x + sqrt(x^2 + 1)) for x > 0 */
static cf_element *asinh_large(cf_leaf *leaf, const cf_element *x) {
    cf_element *s = cf_element_mul(leaf, x, x);
    if (s) s = cf_element_add(leaf, s, cf_element_si(leaf, 1, 1));
    s = power_si(leaf, s, 1, 2);
    if (s) s = cf_element_add(leaf, x, s);
    return s ? cf_element_log(leaf, s) : NULL;
}

/* 2 - sqrt(4 + x^2) + x asinh(x/2) for x > 0 */
static cf_element *q_large(cf_leaf *leaf, const cf_element *x) {
    cf_element *half = cf_element_mul(leaf, x, cf_element_si(leaf, 1, 2)), *s = cf_element_mul(leaf, x, x);
    if (!half || !s) return NULL;
    cf_element *a = asinh_large(leaf, half);
    if (a) a = cf_element_mul(leaf, x, a);
    s = cf_element_add(leaf, s, cf_element_si(leaf, 4, 1));
    s = power_si(leaf, s, 1, 2);
    if (!a || !s) return NULL;
    s = cf_element_sub(leaf, cf_element_si(leaf, 2, 1), s);
    return s ? cf_element_add(leaf, a, s) : NULL;
}

/* V = 1 - h_inv(x) for x > 0: V^-p = x + (2 - V)^-p with 2 - V in [1, 2]. */
static cf_element *complement_large(cf_leaf *leaf, long D, const cf_element *x) {
    cf_iv v;
    cf_coef c;
    fmpq_t p;
    cf_iv_init(&v);
    cf_coef_init(&c);
    fmpq_init(p);
    fmpq_set_si(p, -D, (ulong)(D - 2));
    arf_set_si(&v.lo, 1);
    arf_set_si(&v.hi, 2);
    cf_iv_power(&v, &v, p, leaf->acc.bits);
    cf_coef_set_iv(&c, &v);
    cf_element *u = cf_element_constant(leaf, &c), *V = NULL;
    cf_iv_clear(&v);
    cf_coef_clear(&c);
    fmpq_clear(p);
    for (int k = 0; k < 4; k++) {
        if (k > 0) {
            u = cf_element_sub(leaf, cf_element_si(leaf, 2, 1), V);
            u = power_si(leaf, u, -D, D - 2);
        }
        if (u) u = cf_element_add(leaf, x, u);
        V = power_si(leaf, u, -(D - 2), D);
        if (!V) return NULL;
    }
    return V;
}

static cf_element *q_depth_large(cf_leaf *leaf, long D, const cf_element *x) {
    cf_element *V = complement_large(leaf, D, x);
    if (!V) return NULL;
    cf_element *s = cf_element_sub(leaf, cf_element_si(leaf, 1, 1), V);
    s = s ? cf_element_mul(leaf, x, s) : NULL;
    cf_element *a = power_si(leaf, V, -2, D - 2), *b = cf_element_sub(leaf, cf_element_si(leaf, 2, 1), V);
    b = power_si(leaf, b, -2, D - 2);
    if (!s || !a || !b) return NULL;
    a = cf_element_add(leaf, a, b);
    if (a) a = cf_element_sub(leaf, a, cf_element_si(leaf, 2, 1));
    if (a) a = cf_element_mul(leaf, a, cf_element_si(leaf, D - 2, 2));
    return a ? cf_element_sub(leaf, s, a) : NULL;
}

/* f of an element whose range is infinite; x > 0 certified unless f is exp, sinh, cosh. */
static cf_element *large(cf_leaf *leaf, cf_op op, long D, const cf_element *x) {
    switch (op) {
    case CF_OP_EXP: return cf_element_exp(leaf, x);
    case CF_OP_SINH: return by_exponentials(leaf, x, -1);
    case CF_OP_COSH: return by_exponentials(leaf, x, 1);
    case CF_OP_ASINH: return asinh_large(leaf, x);
    case CF_OP_Q: return q_large(leaf, x);
    case CF_OP_Q_PRIME: x = cf_element_mul(leaf, x, cf_element_si(leaf, 1, 2)); return x ? asinh_large(leaf, x) : NULL;
    case CF_OP_H_INV: x = complement_large(leaf, D, x); return x ? cf_element_sub(leaf, cf_element_si(leaf, 1, 1), x) : NULL;
    case CF_OP_Q_DEPTH: return q_depth_large(leaf, D, x);
    default: return NULL;
    }
}

static cf_element *at_infinity(cf_leaf *leaf, cf_op op, long D, const cf_element *x) {
    if (op == CF_OP_EXP || op == CF_OP_SINH || op == CF_OP_COSH) return large(leaf, op, D, x);
    cf_element *minus = cf_element_neg(leaf, x);
    if (cf_element_certify(leaf, x, 0)) return large(leaf, op, D, x);
    if (!cf_element_certify(leaf, minus, 0)) return NULL;
    cf_element *e = large(leaf, op, D, minus);
    int odd = op == CF_OP_ASINH || op == CF_OP_Q_PRIME || op == CF_OP_H_INV;
    return e && odd ? cf_element_neg(leaf, e) : e;
}

/* (1-x)^-p - (1+x)^-p, p = D/(D-2) */
static cf_element *h_of(cf_leaf *leaf, long D, const cf_element *x) {
    cf_element *one = cf_element_si(leaf, 1, 1), *v = cf_element_sub(leaf, one, x), *w = cf_element_add(leaf, one, x);
    if (!v || !w || !cf_element_certify(leaf, v, 1) || !cf_element_certify(leaf, w, 1)) return NULL;
    v = power_si(leaf, v, -D, D - 2);
    w = power_si(leaf, w, -D, D - 2);
    return v && w ? cf_element_sub(leaf, v, w) : NULL;
}

static cf_element *absolute(cf_leaf *leaf, const cf_element *x) {
    if (cf_element_certify(leaf, x, 0)) return cf_element_add(leaf, x, cf_element_new(leaf));
    cf_element *minus = cf_element_neg(leaf, x);
    return cf_element_certify(leaf, minus, 0) ? minus : NULL;
}

cf_element *cf_element_function(cf_leaf *leaf, cf_op op, long D, const cf_element *x) {
    cf_element *e = NULL;
    cf_coef c;
    cf_iv r;
    if (cf_element_is_constant(leaf, x)) {
        cf_coef_init(&c);
        cf_coef t;
        cf_coef_init(&t);
        cf_element_constant_part(&c, leaf, x);
        if (op == CF_OP_SQRT) {
            e = power_si(leaf, x, 1, 2);
        } else if (cf_coef_function(&t, op, D, &c, leaf->acc) == 0) {
            if (c.exact && !t.exact && leaf->W > leaf->V) e = op == CF_OP_H ? h_of(leaf, D, x) : cf_symbolic(leaf, op, D, c.q);
            if (!e) e = cf_element_constant(leaf, &t);
        }
        cf_coef_clear(&t);
        cf_coef_clear(&c);
        return e;
    }
    if (op == CF_OP_SQRT) return power_si(leaf, x, 1, 2);
    if (op == CF_OP_LOG) e = cf_element_log(leaf, x);
    else if (op == CF_OP_ABS) e = absolute(leaf, x);
    else if (op == CF_OP_H) e = h_of(leaf, D, x);
    else {
        cf_iv_init(&r);
        cf_element_range(&r, leaf, x);
        e = cf_iv_is_finite(&r) ? regular(leaf, op, D, x) : at_infinity(leaf, op, D, x);
        cf_iv_clear(&r);
    }
    if (!e) e = constant_of_range(leaf, op, D, x);
    return e || op != CF_OP_LOG ? e : of_open_range(leaf, NULL, x);
}

cf_element *cf_element_choose(cf_leaf *leaf, cf_op op, const cf_element *x, const cf_element *y) {
    cf_element *d = cf_element_sub(leaf, x, y), *zero = cf_element_new(leaf);
    int x_larger = d && cf_element_certify(leaf, d, 0), y_larger = d && !x_larger && cf_element_certify(leaf, cf_element_neg(leaf, d), 0);
    if (x_larger || y_larger) return cf_element_add(leaf, x_larger == (op == CF_OP_MAX) ? x : y, zero);
    cf_iv r, s;
    cf_coef c;
    cf_iv_init(&r);
    cf_iv_init(&s);
    cf_coef_init(&c);
    cf_element_range(&r, leaf, x);
    cf_element_range(&s, leaf, y);
    int sign = op == CF_OP_MAX ? 1 : -1;
    if (sign * arf_cmp(&s.lo, &r.lo) > 0) arf_set(&r.lo, &s.lo);
    if (sign * arf_cmp(&s.hi, &r.hi) > 0) arf_set(&r.hi, &s.hi);
    cf_coef_set_iv(&c, &r);
    cf_element *e = cf_element_constant(leaf, &c);
    cf_iv_clear(&r);
    cf_iv_clear(&s);
    cf_coef_clear(&c);
    return e;
}
