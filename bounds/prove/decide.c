/* decide.c - dominance: bad terms of an element against good ones (docs/certificate.md, The decision). */
#include "bounds/prove/function.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BITS = 64 };

typedef struct {
    int good;
    arf_struct amount, first; /* good: capacity now and at first; bad: weight */
} share;

/* Whether m > 0 everywhere on the box. */
static int never_zero(const cf_leaf *leaf, const cf_expo *m) {
    for (int i = 0; i < leaf->V; i++)
        if ((leaf->frame[i].zero || leaf->frame[i].kind == 'm') && (m[i].an || m[i].b)) return 0;
    return 1;
}

static int classify(share *s, cf_leaf *leaf, const cf_term *t) {
    cf_iv v;
    cf_iv_init(&v);
    cf_coef_get_iv(&v, &t->c, leaf->acc.bits);
    int nonnegative = cf_expo_nonnegative(leaf, t->m), ok = 1;
    s->good = nonnegative && cf_coef_nonnegative(&t->c);
    if (s->good) {
        arf_set(&s->amount, &v.lo);
        if (arf_is_inf(&v.lo)) arf_one(&s->amount); /* never met: lower ends are finite */
        arf_set(&s->first, &s->amount);
    } else {
        arf_neg(&s->amount, &v.lo);
        if (!nonnegative && arf_cmp(&s->amount, &v.hi) < 0) arf_set(&s->amount, &v.hi);
        ok = !arf_is_inf(&s->amount);
    }
    cf_iv_clear(&v);
    return ok;
}

/* What would be left of a good term's capacity, as a share of the first; negative if it does not suffice. use: u r. */
static double left(const share *g, const arf_t use) {
    if (arf_is_inf(use) || arf_cmp(use, &g->amount) > 0) return -1;
    arf_t t;
    arf_init(t);
    arf_sub(t, &g->amount, use, BITS, ARF_RND_FLOOR);
    double r = arf_is_zero(&g->first) ? 0 : arf_get_d(t, ARF_RND_DOWN) / arf_get_d(&g->first, ARF_RND_UP);
    arf_clear(t);
    return r == r ? r : 0;
}

static void consume(share *g, const arf_t use) { arf_sub(&g->amount, &g->amount, use, BITS, ARF_RND_FLOOR); }

/* A share counts as greater if it is so by this much, so that every arithmetic sees the same ties. */
#define TIE 0x1p-20

static int by_one(share *s, cf_leaf *leaf, const cf_element *x, const int *order, int j) {
    int best = -1;
    double most = -1;
    arf_t r, use;
    arf_init(r);
    arf_init(use);
    cf_expo *m = cf_expo_one(leaf);
    for (int p = 0; p < x->n; p++) {
        int i = order[p];
        if (!s[i].good || arf_is_zero(&s[i].amount)) continue;
        cf_expo_mul(leaf, m, x->t[j].m, x->t[i].m, -1);
        cf_expo_size(r, leaf, m);
        if (arf_is_inf(r)) continue;
        arf_mul(r, r, &s[j].amount, BITS, ARF_RND_CEIL);
        double l = left(&s[i], r);
        if (l >= 0 && (best < 0 || l > most + TIE)) most = l, best = i, arf_set(use, r);
    }
    if (best >= 0) consume(&s[best], use);
    arf_clear(r);
    arf_clear(use);
    return best >= 0;
}

/* |m_j| <= sqrt(rho) (lambda m_i + m_k/lambda)/2 for every lambda > 0; lambda^2 = capacity_i/capacity_k takes the same share of
 * both. half = u sqrt(rho)/2. */
static void balanced(arf_t use_i, arf_t use_k, const arf_t half, const share *i, const share *k) {
    arf_t lambda;
    arf_init(lambda);
    arf_div(lambda, &i->amount, &k->amount, 30, ARF_RND_DOWN);
    arf_sqrt(lambda, lambda, 30, ARF_RND_DOWN);
    arf_mul(use_i, half, lambda, BITS, ARF_RND_CEIL);
    arf_div(use_k, half, lambda, BITS, ARF_RND_CEIL);
    arf_clear(lambda);
}

/* What leaves no more than this share is left to capacities whose quotient and root are exact in every arithmetic. */
#define NARROW 0x1p-40

static int is_power_of_two(const arf_t x) {
    int e;
    return frexp(arf_get_d(x, ARF_RND_NEAR), &e) == 0.5;
}

static int by_two(share *s, cf_leaf *leaf, const cf_element *x, const int *order, int j) {
    int first = -1, second = -1;
    double most = -1;
    arf_t r, a, b, use_first, use_second;
    arf_init(r);
    arf_init(a);
    arf_init(b);
    arf_init(use_first);
    arf_init(use_second);
    cf_expo *m = cf_expo_one(leaf), *square = cf_expo_one(leaf), *t = cf_expo_one(leaf);
    cf_expo_mul(leaf, square, x->t[j].m, x->t[j].m, 1);
    for (int v = 0; v < x->n; v++) {
        int i = order[v];
        if (!s[i].good || arf_is_zero(&s[i].amount)) continue;
        cf_expo_mul(leaf, t, square, x->t[i].m, -1);
        for (int w = v + 1; w < x->n; w++) {
            int k = order[w];
            if (!s[k].good || arf_is_zero(&s[k].amount)) continue;
            cf_expo_mul(leaf, m, t, x->t[k].m, -1);
            leaf->decided++;
            cf_expo_size(r, leaf, m);
            if (arf_is_inf(r)) continue;
            arf_sqrt(r, r, BITS, ARF_RND_CEIL);
            arf_mul(r, r, &s[j].amount, BITS, ARF_RND_CEIL);
            arf_mul_2exp_si(r, r, -1);
            balanced(a, b, r, &s[i], &s[k]);
            double p = left(&s[i], a), q = left(&s[k], b), l = p < q ? p : q;
            if (l < NARROW && !(is_power_of_two(&s[i].amount) && is_power_of_two(&s[k].amount))) continue;
            if (l >= 0 && (first < 0 || l > most + TIE)) most = l, first = i, second = k, arf_set(use_first, a), arf_set(use_second, b);
        }
    }
    if (first >= 0) consume(&s[first], use_first), consume(&s[second], use_second);
    arf_clear(r);
    arf_clear(a);
    arf_clear(b);
    arf_clear(use_first);
    arf_clear(use_second);
    return first >= 0;
}

static int strictly(const share *s, const cf_leaf *leaf, const cf_element *x) {
    for (int i = 0; i < x->n; i++)
        if (s[i].good && arf_sgn(&s[i].amount) > 0 && never_zero(leaf, x->t[i].m)) return 1;
    return 0;
}

/* The coefficient of a term times the interval of the symbols in its monomial. */
static void with_symbols(cf_coef *c, cf_leaf *leaf, const cf_term *t) {
    cf_expo *symbols = cf_expo_one(leaf);
    memcpy(symbols + leaf->V, t->m + leaf->V, (size_t)(leaf->W - leaf->V) * sizeof *symbols);
    cf_coef_set(c, &t->c);
    if (cf_expo_is_one(leaf, symbols)) return;
    cf_iv v;
    cf_coef f;
    cf_iv_init(&v);
    cf_coef_init(&f);
    cf_expo_range(&v, leaf, symbols);
    cf_coef_set_iv(&f, &v);
    cf_coef_mul(c, c, &f, leaf->acc);
    cf_iv_clear(&v);
    cf_coef_clear(&f);
}

/* Symbols replaced by their intervals, terms of equal monomials added: what had to cancel has cancelled. */
static const cf_element *without_symbols(cf_leaf *leaf, const cf_element *x) {
    if (leaf->symbols == 0) return x;
    cf_element *r = cf_element_new(leaf);
    cf_coef c;
    cf_coef_init(&c);
    for (int k = 0; k < x->n; k++) {
        cf_expo *m = cf_expo_one(leaf);
        memcpy(m, x->t[k].m, (size_t)leaf->V * sizeof *m);
        with_symbols(&c, leaf, &x->t[k]);
        cf_element_add_term(leaf, r, &c, m);
    }
    cf_coef_clear(&c);
    return r;
}

/* Whether the term is greater, with its symbols, in absolute value. */
static int is_greater(cf_leaf *leaf, const cf_term *s, const cf_term *t) {
    const cf_term *term[2] = {s, t};
    cf_iv v;
    cf_coef c;
    arf_t size[2];
    cf_iv_init(&v);
    cf_coef_init(&c);
    for (int k = 0; k < 2; k++) {
        arf_init(size[k]);
        with_symbols(&c, leaf, term[k]);
        cf_coef_get_iv(&v, &c, leaf->acc.bits);
        arf_abs(size[k], arf_cmpabs(&v.lo, &v.hi) > 0 ? &v.lo : &v.hi);
    }
    int greater = arf_cmp(size[0], size[1]) > 0;
    for (int k = 0; k < 2; k++) arf_clear(size[k]);
    cf_iv_clear(&v);
    cf_coef_clear(&c);
    return greater;
}

static int fraction_cmp(long p, long q, long r, long s) { return (p * s > r * q) - (p * s < r * q); }

/* Whether s comes before t: by degree, then by a, b, e1, e2 of the first coordinate in which they differ; terms that differ in symbols alone by
 * falling size. */
static int is_before(cf_leaf *leaf, const fmpq_t d, const cf_term *s, const fmpq_t e, const cf_term *t) {
    const cf_expo *x = s->m, *y = t->m;
    int c = fmpq_cmp(d, e);
    for (int i = 0; i < leaf->V && !c; i++, x++, y++) {
        c = fraction_cmp(x->an, x->ad, y->an, y->ad);
        if (!c) c = fraction_cmp(x->b, 1, y->b, 1);
        if (!c) c = fraction_cmp(x->e1n, x->e1d, y->e1n, y->e1d);
        if (!c) c = fraction_cmp(x->e2n, x->e2d, y->e2n, y->e2d);
    }
    return c ? c < 0 : is_greater(leaf, s, t);
}

void cf_element_order(int *order, cf_leaf *leaf, const cf_element *x) {
    fmpq_t a;
    fmpq_init(a);
    fmpq *degree = _fmpq_vec_init(x->n + 1);
    for (int k = 0; k < x->n; k++) {
        for (int i = 0; i < leaf->V; i++) {
            fmpq_set_si(a, x->t[k].m[i].an, (ulong)x->t[k].m[i].ad);
            fmpq_add(degree + k, degree + k, a);
        }
        int j = k;
        for (; j > 0 && is_before(leaf, degree + k, &x->t[k], degree + order[j - 1], &x->t[order[j - 1]]); j--) order[j] = order[j - 1];
        order[j] = k;
    }
    _fmpq_vec_clear(degree, x->n + 1);
    fmpq_clear(a);
}

static int dominated(share *s, cf_leaf *leaf, const cf_element *x, const int *order, int descending, int strict) {
    int ok = 1;
    for (int i = 0; i < x->n; i++)
        if (s[i].good) arf_set(&s[i].amount, &s[i].first);
    for (int q = 0; q < x->n && ok; q++) {
        int j = order[descending ? x->n - 1 - q : q];
        if (!s[j].good) ok = by_one(s, leaf, x, order, j) || by_two(s, leaf, x, order, j);
    }
    return ok && (!strict || strictly(s, leaf, x));
}

int cf_element_certify(cf_leaf *leaf, const cf_element *x, int strict) {
    x = without_symbols(leaf, x);
    share *s = malloc((size_t)(x->n + 1) * sizeof *s);
    int *order = calloc((size_t)x->n + 1, sizeof *order);
    if (!s || !order) abort();
    int ok = 1, bad = 0;
    for (int i = 0; i < x->n; i++) {
        arf_init(&s[i].amount);
        arf_init(&s[i].first);
        ok &= classify(&s[i], leaf, &x->t[i]);
        bad += !s[i].good;
    }
    cf_element_order(order, leaf, x);
    if (ok) ok = dominated(s, leaf, x, order, 0, strict) || (bad > 1 && dominated(s, leaf, x, order, 1, strict));
    for (int i = 0; i < x->n; i++) {
        arf_clear(&s[i].amount);
        arf_clear(&s[i].first);
    }
    free(s);
    free(order);
    return ok && !leaf->overflow;
}
