/* graded.c - elements: finite sums of coefficient times monomial. At each point of the box the expression that an element stands for
 * equals sum c_k m_k for some numbers c_k of the coefficients; each operation keeps that. */
#include "bounds/check/check.h"
#include <stdlib.h>
#include <string.h>

enum { ROOM = 32 * MAX_TERMS }; /* terms before truncation */

void elem_init(elem *z) { *z = (elem){0, 0, NULL, NULL, NULL}; }
void elem_clear(elem *z) {
    for (int k = 0; k < z->n; k++) coef_clear(&z->c[k]);
    free(z->c), free(z->key), free(z->m);
    elem_init(z);
}
void el_swap(elem *x, elem *y) {
    elem t = *x;
    *x = *y;
    *y = t;
}

static uint64_t hash(const power *m, int n) {
    uint64_t h = 14695981039346656037u;
    for (int i = 0; i < n; i++) {
        const long v[7] = {m[i].a.p, m[i].a.q, m[i].e1.p, m[i].e1.q, m[i].e2.p, m[i].e2.q, m[i].b};
        for (int j = 0; j < 7; j++) h = (h ^ (uint64_t)v[j]) * 1099511628211u;
    }
    return h;
}

bool el_append(context *cx, elem *z, const coef *c, const power *m) {
    int n = cx->variables;
    uint64_t key = hash(m, n);
    for (int k = 0; k < z->n; k++)
        if (z->key[k] == key && !memcmp(z->m + (size_t)k * n, m, (size_t)n * sizeof *m)) {
            coef_add(cx, &z->c[k], &z->c[k], c);
            return true;
        }
    if (z->n == z->room) {
        if (z->n >= ROOM) return false;
        z->room = z->room ? 2 * z->room : 4;
        z->c = realloc(z->c, (size_t)z->room * sizeof *z->c);
        z->key = realloc(z->key, (size_t)z->room * sizeof *z->key);
        z->m = realloc(z->m, (size_t)z->room * (n ? n : 1) * sizeof *z->m);
        if (!z->c || !z->key || !z->m) abort();
    }
    coef_init(&z->c[z->n]);
    coef_set(&z->c[z->n], c);
    z->key[z->n] = key;
    if (n) memcpy(z->m + (size_t)z->n * n, m, (size_t)n * sizeof *m);
    z->n++;
    return true;
}

bool el_set(context *cx, elem *z, const elem *x) {
    elem t;
    bool done = true;
    elem_init(&t);
    for (int k = 0; k < x->n; k++) done = done && el_append(cx, &t, &x->c[k], x->m + (size_t)k * cx->variables);
    el_swap(z, &t);
    elem_clear(&t);
    return done;
}
bool el_set_coef(context *cx, elem *z, const coef *c) {
    power one[MAX_VARIABLES];
    elem_clear(z);
    power_one(one, cx->variables);
    return coef_is_zero(c) || el_append(cx, z, c, one);
}
bool el_set_si(context *cx, elem *z, long n) {
    coef c;
    coef_init(&c);
    coef_set_si(&c, n);
    bool done = el_set_coef(cx, z, &c);
    coef_clear(&c);
    return done;
}
bool el_is_constant(context *cx, const elem *x) { return !x->n || (x->n == 1 && power_is_one(x->m, cx->variables)); }
void el_constant(context *cx, coef *c, const elem *x) {
    coef_set_si(c, 0);
    for (int k = 0; k < x->n; k++)
        if (power_is_one(x->m + (size_t)k * cx->variables, cx->variables)) coef_set(c, &x->c[k]);
}

static bool exponential(const power *m, int n) {
    for (int i = 0; i < n; i++)
        if (m[i].e1.p || m[i].e2.p) return true;
    return false;
}
static bool degree(rat *d, const power *m, int n) {
    *d = (rat){0, 1};
    for (int i = 0; i < n; i++)
        if (m[i].a.p && !rat_add(d, *d, m[i].a)) return false;
    return true;
}

/* c h_i^d as a coefficient, d > 0. */
static bool take_out(context *cx, coef *c, const frame *f, rat d) {
    coef r;
    iv t;
    coef_init(&r);
    iv_init(&t);
    iv_set(&t, f->kind == 'm' ? &f->range : &f->width);
    if (f->kind != 'm') dy_set_si(&t.lo, 0, 0);
    bool done = iv_pow(&cx->w, &t, &t, d.p, d.q, cx->bits);
    coef_set_iv(&r, &t);
    coef_mul(cx, c, c, &r);
    coef_clear(&r);
    iv_clear(&t);
    return done;
}

/* Lowers the degree of one term towards most: by coordinates in turn, each to least[i] at most, only where h_i is bounded. */
static bool lower(context *cx, coef *c, power *m, rat excess, const rat *least) {
    for (int i = 0; i < cx->variables && excess.p > 0; i++) {
        const frame *f = &cx->frames[i];
        rat d, want = excess;
        if (!f->bounded || !rat_sub(&d, m[i].a, least[i]) || d.p <= 0) continue;
        if (f->kind == 'm') want = (rat){(excess.p + excess.q - 1) / excess.q, 1};
        if (rat_cmp(want, d) < 0) d = want;
        if (!rat_sub(&m[i].a, m[i].a, d) || !rat_sub(&excess, excess, d) || !take_out(cx, c, f, d)) return false;
    }
    return true;
}

static bool truncate(context *cx, elem *z, rat most) {
    int n = cx->variables;
    rat least[MAX_VARIABLES], d, excess;
    elem t;
    bool done = true, needed = false;
    for (int k = 0; k < z->n; k++) {
        const power *m = z->m + (size_t)k * n;
        for (int i = 0; i < n; i++)
            if (!k || rat_cmp(m[i].a, least[i]) < 0) least[i] = m[i].a;
        if (!degree(&d, m, n)) return false;
        needed = needed || (rat_cmp(d, most) > 0 && !exponential(m, n));
    }
    if (!needed) return true;
    elem_init(&t);
    for (int k = 0; done && k < z->n; k++) {
        power *m = z->m + (size_t)k * n;
        done = degree(&d, m, n) && rat_sub(&excess, d, most);
        if (done && excess.p > 0 && !exponential(m, n)) done = lower(cx, &z->c[k], m, excess, least);
        done = done && el_append(cx, &t, &z->c[k], m);
    }
    el_swap(z, &t);
    elem_clear(&t);
    return done;
}

static void drop_zeros(context *cx, elem *z) {
    int kept = 0, n = cx->variables;
    for (int k = 0; k < z->n; k++) {
        if (coef_is_zero(&z->c[k])) {
            coef_clear(&z->c[k]);
            continue;
        }
        if (kept < k) {
            z->c[kept] = z->c[k];
            z->key[kept] = z->key[k];
            memcpy(z->m + (size_t)kept * n, z->m + (size_t)k * n, (size_t)n * sizeof *z->m);
        }
        kept++;
    }
    z->n = kept;
}

bool el_finish(context *cx, elem *z, const int *cap) {
    drop_zeros(cx, z);
    if (el_is_constant(cx, z)) return true;
    rat most = {0, 1}, d;
    bool any = false;
    for (int k = 0; !cap && k < z->n; k++) {
        const power *m = z->m + (size_t)k * cx->variables;
        if (exponential(m, cx->variables)) continue;
        if (!degree(&d, m, cx->variables)) return false;
        if (!any || rat_cmp(d, most) < 0) most = d;
        any = true;
    }
    if (!rat_add(&most, most, (rat){cap ? *cap : cx->order, 1}) || !truncate(cx, z, most)) return false;
    drop_zeros(cx, z);
    return z->n <= MAX_TERMS;
}

bool el_neg(context *cx, elem *z, const elem *x) {
    if (z != x && !el_set(cx, z, x)) return false;
    for (int k = 0; k < z->n; k++) coef_neg(&z->c[k], &z->c[k]);
    return true;
}

static bool sum(context *cx, elem *z, const elem *x, const elem *y, int sign) {
    elem t;
    coef c;
    elem_init(&t);
    coef_init(&c);
    bool done = el_set(cx, &t, x);
    for (int k = 0; done && k < y->n; k++) {
        coef_set(&c, &y->c[k]);
        if (sign < 0) coef_neg(&c, &c);
        done = el_append(cx, &t, &c, y->m + (size_t)k * cx->variables);
    }
    el_swap(z, &t);
    elem_clear(&t);
    coef_clear(&c);
    return done;
}
bool el_add(context *cx, elem *z, const elem *x, const elem *y) { return sum(cx, z, x, y, 1) && el_finish(cx, z, NULL); }
bool el_sub(context *cx, elem *z, const elem *x, const elem *y) { return sum(cx, z, x, y, -1) && el_finish(cx, z, NULL); }
bool el_sub_exactly(context *cx, elem *z, const elem *x, const elem *y) {
    if (!sum(cx, z, x, y, -1)) return false;
    drop_zeros(cx, z);
    return true;
}

bool el_mul_exactly(context *cx, elem *z, const elem *x, const elem *y) {
    elem t;
    coef c;
    power m[MAX_VARIABLES];
    bool done = true;
    elem_init(&t);
    coef_init(&c);
    for (int j = 0; done && j < x->n; j++)
        for (int k = 0; done && k < y->n; k++) {
            coef_mul(cx, &c, &x->c[j], &y->c[k]);
            done = power_combine(m, x->m + (size_t)j * cx->variables, y->m + (size_t)k * cx->variables, 1, cx->variables) &&
                   el_append(cx, &t, &c, m);
        }
    drop_zeros(cx, &t);
    el_swap(z, &t);
    elem_clear(&t);
    coef_clear(&c);
    return done;
}

/* Where there are too many terms, the product of the ranges. */
bool el_mul(context *cx, elem *z, const elem *x, const elem *y, const int *cap) {
    elem t;
    elem_init(&t);
    bool done = el_mul_exactly(cx, &t, x, y) && el_finish(cx, &t, cap);
    if (!done) {
        iv a, b;
        coef c;
        iv_init(&a), iv_init(&b), coef_init(&c);
        el_range(cx, &a, x);
        el_range(cx, &b, y);
        iv_mul(&a, &a, &b, cx->bits);
        coef_set_iv(&c, &a);
        done = el_set_coef(cx, &t, &c);
        iv_clear(&a), iv_clear(&b), coef_clear(&c);
    }
    el_swap(z, &t);
    elem_clear(&t);
    return done;
}

bool el_scale(context *cx, elem *z, const coef *c, const power *m) {
    elem t;
    power r[MAX_VARIABLES];
    bool done = true;
    coef d;
    elem_init(&t);
    coef_init(&d);
    for (int k = 0; done && k < z->n; k++) {
        power *old = z->m + (size_t)k * cx->variables;
        coef_mul(cx, &d, &z->c[k], c);
        done = !m || (power_combine(r, old, m, 1, cx->variables) && power_valid(cx, r));
        done = done && el_append(cx, &t, &d, m ? r : old);
    }
    el_swap(z, &t);
    elem_clear(&t);
    coef_clear(&d);
    return done && el_finish(cx, z, NULL);
}

/* The range of a monomial: the powers of the intervals of the signed coordinates, times [1/S(1/m), S(m)] of the positive ones. */
static void range_of(context *cx, iv *z, const power *m) {
    power up[MAX_VARIABLES], down[MAX_VARIABLES], one[MAX_VARIABLES];
    iv t;
    int n = cx->variables;
    iv_set_si(z, 1);
    if (power_is_one(m, n)) return;
    iv_init(&t);
    power_one(one, n);
    power_one(up, n);
    for (int i = 0; i < n; i++) {
        if (cx->frames[i].kind != 'm') {
            up[i] = m[i];
        } else if (m[i].a.p) {
            iv_pow_si(&t, &cx->frames[i].range, m[i].a.p, cx->bits);
            iv_mul(z, z, &t, cx->bits);
        }
    }
    if (!size_of(cx, &t.hi, up)) dy_set_inf(&t.hi, 1);
    dy_set_si(&t.lo, 0, 0);
    dy s;
    dy_init(&s);
    if (power_combine(down, one, up, -1, n) && size_of(cx, &s, down) && dy_sgn(&s) > 0) dy_inv(&t.lo, &s, DOWN, cx->bits);
    iv_mul(z, z, &t, cx->bits);
    dy_clear(&s);
    iv_clear(&t);
}

void el_range(context *cx, iv *z, const elem *x) {
    iv t, c;
    iv_init(&t);
    iv_init(&c);
    iv_set_si(z, 0);
    for (int k = 0; k < x->n; k++) {
        range_of(cx, &t, x->m + (size_t)k * cx->variables);
        coef_iv(cx, &c, &x->c[k]);
        iv_mul(&t, &t, &c, cx->bits);
        iv_add(z, z, &t, cx->bits);
    }
    iv_clear(&t);
    iv_clear(&c);
}

void el_order(context *cx, int *order, const elem *x) {
    int n = cx->variables;
    for (int k = 0; k < x->n; k++) {
        rat d, e;
        int j = k;
        bool known = degree(&d, x->m + (size_t)k * n, n);
        while (j > 0 && known && degree(&e, x->m + (size_t)order[j - 1] * n, n) && rat_cmp(d, e) < 0) {
            order[j] = order[j - 1];
            j--;
        }
        order[j] = k;
    }
}
