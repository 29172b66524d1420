/* element.c - sums and products of graded elements, and their truncation. */
#include "bounds/prove/element.h"
#include <stdlib.h>
#include <string.h>

cf_element *cf_element_new(cf_leaf *leaf) {
    cf_element *e = calloc(1, sizeof *e);
    if (!e) abort();
    e->next = leaf->all;
    leaf->all = e;
    return e;
}

/* Linear in the exponents with odd weights, 0 for the monomial 1: symbols not in use count for nothing. */
static unsigned hash(const cf_leaf *leaf, const cf_expo *m) {
    unsigned h = 0, weight = 2654435761u;
    for (int i = 0; i < leaf->V + leaf->symbols; i++, weight += 1640531526u) {
        const unsigned a = (unsigned)m[i].an * 3u + (unsigned)(m[i].ad - 1) * 40503u + (unsigned)m[i].b * 65599u,
                       e = (unsigned)m[i].e1n * 9973u + (unsigned)(m[i].e1d - 1) * 31337u + (unsigned)m[i].e2n * 104729u +
                           (unsigned)(m[i].e2d - 1) * 15485863u;
        h += (a + e) * weight;
    }
    return h ^ h >> 15;
}

int cf_element_add_term(cf_leaf *leaf, cf_element *e, const cf_coef *c, const cf_expo *m) {
    if (cf_coef_is_zero(c)) return 0;
    unsigned k = hash(leaf, m);
    for (int i = 0; i < e->n; i++)
        if (e->t[i].hash == k && memcmp(e->t[i].m, m, (size_t)(leaf->V + leaf->symbols) * sizeof *m) == 0) {
            cf_coef_add(&e->t[i].c, &e->t[i].c, c, leaf->acc);
            return 0;
        }
    if (e->n >= 4 * CF_TERMS) {
        leaf->overflow = 1; /* no term may get lost: the leaf fails */
        return -1;
    }
    if (e->n == e->room) {
        e->room = e->room ? 2 * e->room : 4;
        e->t = realloc(e->t, (size_t)e->room * sizeof *e->t);
        if (!e->t) abort();
    }
    cf_term *t = &e->t[e->n++];
    cf_coef_init(&t->c);
    cf_coef_set(&t->c, c);
    t->m = cf_expo_copy(leaf, m);
    t->hash = k;
    return 0;
}

cf_element *cf_element_constant(cf_leaf *leaf, const cf_coef *c) {
    cf_element *e = cf_element_new(leaf);
    cf_element_add_term(leaf, e, c, cf_expo_one(leaf));
    return e;
}

cf_element *cf_element_si(cf_leaf *leaf, slong p, slong q) {
    cf_coef c;
    cf_coef_init(&c);
    cf_coef_set_si(&c, p, q, leaf->acc);
    cf_element *e = cf_element_constant(leaf, &c);
    cf_coef_clear(&c);
    return e;
}

int cf_element_is_constant(const cf_leaf *leaf, const cf_element *e) {
    for (int i = 0; i < e->n; i++)
        if (!cf_expo_is_constant(leaf, e->t[i].m)) return 0;
    return 1;
}

void cf_element_constant_part(cf_coef *c, cf_leaf *leaf, const cf_element *e) {
    cf_iv v;
    cf_coef t;
    cf_iv_init(&v);
    cf_coef_init(&t);
    c->exact = 1;
    fmpq_zero(c->q);
    for (int i = 0; i < e->n; i++) {
        if (!cf_expo_is_constant(leaf, e->t[i].m)) continue;
        cf_coef_set(&t, &e->t[i].c);
        if (!cf_expo_is_one(leaf, e->t[i].m)) {
            cf_coef k;
            cf_coef_init(&k);
            cf_expo_range(&v, leaf, e->t[i].m);
            cf_coef_set_iv(&k, &v);
            cf_coef_mul(&t, &t, &k, leaf->acc);
            cf_coef_clear(&k);
        }
        cf_coef_add(c, c, &t, leaf->acc);
    }
    cf_iv_clear(&v);
    cf_coef_clear(&t);
}

void cf_element_range(cf_iv *out, cf_leaf *leaf, const cf_element *e) {
    cf_iv c, m;
    cf_iv_init(&c);
    cf_iv_init(&m);
    arf_zero(&out->lo);
    arf_zero(&out->hi);
    for (int i = 0; i < e->n; i++) {
        cf_coef_get_iv(&c, &e->t[i].c, leaf->acc.bits);
        if (!cf_expo_is_one(leaf, e->t[i].m)) {
            cf_expo_range(&m, leaf, e->t[i].m);
            cf_iv_mul(&c, &c, &m, leaf->acc.bits);
        }
        cf_iv_add(out, out, &c, leaf->acc.bits);
    }
    cf_iv_clear(&c);
    cf_iv_clear(&m);
}

/* Drops terms that cancelled. */
static void compact(cf_element *e) {
    int k = 0;
    for (int i = 0; i < e->n; i++) {
        if (cf_coef_is_zero(&e->t[i].c)) {
            cf_coef_clear(&e->t[i].c);
            continue;
        }
        if (i != k) e->t[k] = e->t[i];
        k++;
    }
    e->n = k;
}

/* Each exponent within what its frame allows. */
static int allowed(const cf_leaf *leaf, const cf_expo *m) {
    for (int i = 0; i < leaf->V; i++) {
        const cf_frame *f = &leaf->frame[i];
        const cf_expo *x = &m[i];
        int smooth = !x->b && !x->e1n && !x->e2n;
        if (f->kind == 'f' && (x->an || !smooth)) return 0;
        if (f->kind == 'm' && (x->an < 0 || x->ad != 1 || !smooth)) return 0;
        if (f->zero && (x->an < 0 || !smooth)) return 0;
        if (x->b && arf_cmp_2exp_si(&f->h.hi, -1) > 0) return 0;
    }
    return 1;
}

/* The least exponent of each special coordinate among the terms, and the least degree in the coordinates of frames m. */
typedef struct {
    int an[64], ad[64], middle;
} lowest;

static int fraction_less(int n, int d, int p, int q) { return (long)n * q < (long)p * d; }

static int middle_degree(const cf_leaf *leaf, const cf_expo *m) {
    int s = 0;
    for (int i = 0; i < leaf->V; i++)
        if (leaf->frame[i].kind == 'm') s += m[i].an;
    return s;
}

static void find_lowest(lowest *low, const cf_leaf *leaf, const cf_element *x) {
    low->middle = x->n ? middle_degree(leaf, x->t[0].m) : 0;
    for (int k = 0; k < x->n; k++) {
        int d = middle_degree(leaf, x->t[k].m);
        if (d < low->middle) low->middle = d;
        for (int i = 0; i < leaf->V; i++) {
            const cf_expo *e = &x->t[k].m[i];
            if (k == 0 || fraction_less(e->an, e->ad, low->an[i], low->ad[i])) low->an[i] = e->an, low->ad[i] = e->ad;
        }
    }
}

static int can_lower(const cf_frame *f) { return f->kind != 'f' && cf_iv_is_finite(&f->h); }

/* Whether a term has more than the order allows, in a coordinate that can give it up. */
static int is_beyond(const cf_leaf *leaf, const cf_expo *m, const lowest *low) {
    int middle = 0;
    for (int i = 0; i < leaf->V; i++) {
        const cf_frame *f = &leaf->frame[i];
        if (!can_lower(f)) continue;
        if (f->kind == 'm') middle |= m[i].an > 0;
        else if (!m[i].e1n && !m[i].e2n && fraction_less(low->an[i] + leaf->order * low->ad[i], low->ad[i], m[i].an, m[i].ad)) return 1;
    }
    return middle && middle_degree(leaf, m) > low->middle + leaf->order;
}

/* Lowers the exponents of m to what the order allows; c is multiplied by the range of what was taken. Special coordinates are
 * cut one by one, so that the order of contact in one of them is never spent on another. */
static void fold(cf_leaf *leaf, cf_coef *c, cf_expo *m, const lowest *low) {
    cf_iv r;
    cf_coef k;
    cf_iv_init(&r);
    cf_coef_init(&k);
    cf_expo *out = cf_expo_one(leaf), *keep = cf_expo_one(leaf);
    int excess = middle_degree(leaf, m) - low->middle - leaf->order;
    for (int i = 0; i < leaf->V; i++) {
        const cf_frame *f = &leaf->frame[i];
        int most_n = low->an[i] + leaf->order * low->ad[i], most_d = low->ad[i];
        if (!can_lower(f)) continue;
        if (f->kind == 'm') {
            int take = m[i].an < excess ? m[i].an : excess;
            if (take <= 0) continue;
            out[i].an = take;
            m[i].an -= take;
            excess -= take;
        } else if (!m[i].e1n && !m[i].e2n && fraction_less(most_n, most_d, m[i].an, m[i].ad)) {
            keep[i].an = most_n, keep[i].ad = most_d;
            cf_expo *t = cf_expo_one(leaf), *u = cf_expo_one(leaf);
            t[i].an = m[i].an, t[i].ad = m[i].ad;
            cf_expo_mul(leaf, u, t, keep, -1);
            out[i] = u[i];
            m[i].an = most_n, m[i].ad = most_d;
        }
    }
    cf_expo_range(&r, leaf, out);
    cf_coef_set_iv(&k, &r);
    cf_coef_mul(c, c, &k, leaf->acc);
    cf_iv_clear(&r);
    cf_coef_clear(&k);
}

cf_element *cf_element_truncate(cf_leaf *leaf, cf_element *x) {
    if (!x) return NULL;
    compact(x);
    if (leaf->overflow) return NULL;
    int beyond = 0;
    for (int k = 0; k < x->n; k++)
        if (!allowed(leaf, x->t[k].m)) return NULL;
    lowest low;
    find_lowest(&low, leaf, x);
    for (int k = 0; k < x->n && !beyond; k++) beyond = is_beyond(leaf, x->t[k].m, &low);
    if (!beyond) return x->n > CF_TERMS ? NULL : x;
    cf_element *r = cf_element_new(leaf);
    cf_coef c;
    cf_coef_init(&c);
    cf_expo *m = cf_expo_one(leaf);
    for (int k = 0; k < x->n; k++) {
        const cf_term *t = &x->t[k];
        memcpy(m, t->m, (size_t)leaf->W * sizeof *m);
        cf_coef_set(&c, &t->c);
        if (is_beyond(leaf, m, &low)) fold(leaf, &c, m, &low);
        cf_element_add_term(leaf, r, &c, m);
    }
    cf_coef_clear(&c);
    compact(r);
    return r->n > CF_TERMS ? NULL : r;
}

cf_element *cf_element_scale(cf_leaf *leaf, const cf_element *x, const cf_coef *c) {
    cf_element *r = cf_element_new(leaf);
    cf_coef t;
    cf_coef_init(&t);
    for (int i = 0; i < x->n; i++) {
        cf_coef_mul(&t, &x->t[i].c, c, leaf->acc);
        cf_element_add_term(leaf, r, &t, x->t[i].m);
    }
    cf_coef_clear(&t);
    return r;
}

cf_element *cf_element_neg(cf_leaf *leaf, const cf_element *x) {
    cf_element *r = cf_element_new(leaf);
    cf_coef t;
    cf_coef_init(&t);
    for (int i = 0; i < x->n; i++) {
        cf_coef_neg(&t, &x->t[i].c);
        cf_element_add_term(leaf, r, &t, x->t[i].m);
    }
    cf_coef_clear(&t);
    return r;
}

cf_element *cf_element_add(cf_leaf *leaf, const cf_element *x, const cf_element *y) {
    cf_element *r = cf_element_new(leaf);
    for (int i = 0; i < x->n; i++) cf_element_add_term(leaf, r, &x->t[i].c, x->t[i].m);
    for (int i = 0; i < y->n; i++) cf_element_add_term(leaf, r, &y->t[i].c, y->t[i].m);
    return cf_element_truncate(leaf, r);
}

cf_element *cf_element_sub(cf_leaf *leaf, const cf_element *x, const cf_element *y) {
    return cf_element_add(leaf, x, cf_element_neg(leaf, y));
}

cf_element *cf_element_mul(cf_leaf *leaf, const cf_element *x, const cf_element *y) {
    cf_element *r = cf_element_new(leaf);
    cf_coef t;
    cf_coef_init(&t);
    cf_expo *m = cf_expo_one(leaf);
    leaf->work += (long)x->n * y->n;
    int bad = leaf->work > CF_WORK;
    for (int i = 0; i < x->n && !bad; i++)
        for (int j = 0; j < y->n && !bad; j++) {
            cf_coef_mul(&t, &x->t[i].c, &y->t[j].c, leaf->acc);
            cf_expo_mul(leaf, m, x->t[i].m, y->t[j].m, 1);
            if (leaf->symbols) cf_symbol_reduce(leaf, &t, m);
            bad = cf_element_add_term(leaf, r, &t, m) != 0;
        }
    cf_coef_clear(&t);
    return bad ? NULL : cf_element_truncate(leaf, r);
}
