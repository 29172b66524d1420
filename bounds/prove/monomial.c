/* monomial.c - monomials: products, the bound S(m) of |m| over the box, ranges. The rules are those of docs/certificate.md. */
#include "bounds/prove/element.h"
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE_BITS = 64, BLOCK = 1 << 12, SPARE = 256 };

struct cf_block {
    struct cf_block *next;
    size_t used;
    cf_expo x[BLOCK];
};

/* Blocks that leaves gave back: a leaf needs some, thousands of leaves a second, and fresh pages cost more than the arithmetic. */
static pthread_mutex_t spare_lock = PTHREAD_MUTEX_INITIALIZER;
static struct cf_block *spare;
static int spares;

static struct cf_block *take_block(void) {
    pthread_mutex_lock(&spare_lock);
    struct cf_block *b = spare;
    if (b) spare = b->next, spares--;
    pthread_mutex_unlock(&spare_lock);
    if (!b) b = malloc(sizeof *b);
    if (!b) abort();
    return b;
}

static void give_back(struct cf_block *b) {
    pthread_mutex_lock(&spare_lock);
    const int keep = spares < SPARE;
    if (keep) b->next = spare, spare = b, spares++;
    pthread_mutex_unlock(&spare_lock);
    if (!keep) free(b);
}

static cf_expo *allocate(cf_leaf *leaf) {
    size_t n = (size_t)leaf->W;
    if (!leaf->blocks || leaf->blocks->used + n > BLOCK) {
        struct cf_block *b = take_block();
        b->next = leaf->blocks;
        b->used = 0;
        leaf->blocks = b;
    }
    cf_expo *r = leaf->blocks->x + leaf->blocks->used;
    leaf->blocks->used += n;
    return r;
}

void cf_leaf_init(cf_leaf *leaf, int V, int order, cf_accuracy acc) {
    *leaf = (cf_leaf){.V = V, .W = acc.exact ? V + CF_SYMBOLS : V, .order = order, .acc = acc};
    leaf->frame = calloc((size_t)leaf->W, sizeof *leaf->frame);
    if (!leaf->frame) abort();
    for (int i = 0; i < leaf->W; i++) {
        fmpq_init(leaf->frame[i].centre);
        fmpq_init(leaf->frame[i].point);
        cf_iv_init(&leaf->frame[i].h);
        for (int k = 0; k < 9; k++) arf_init(&leaf->frame[i].power[k]);
    }
}

void cf_leaf_clear(cf_leaf *leaf) {
    while (leaf->all) {
        cf_element *e = leaf->all;
        leaf->all = e->next;
        for (int i = 0; i < e->n; i++) cf_coef_clear(&e->t[i].c);
        free(e->t);
        free(e);
    }
    while (leaf->blocks) {
        struct cf_block *b = leaf->blocks;
        leaf->blocks = b->next;
        give_back(b);
    }
    for (int k = 0; k < leaf->symbols; k++) fmpq_clear(leaf->symbol[k].c);
    for (int i = 0; i < leaf->W; i++) {
        fmpq_clear(leaf->frame[i].centre);
        fmpq_clear(leaf->frame[i].point);
        cf_iv_clear(&leaf->frame[i].h);
        for (int k = 0; k < 9; k++) arf_clear(&leaf->frame[i].power[k]);
    }
    free(leaf->frame);
}

cf_expo *cf_expo_copy(cf_leaf *leaf, const cf_expo *x) {
    return memcpy(allocate(leaf), x, (size_t)leaf->W * sizeof *x);
}

cf_expo *cf_expo_one(cf_leaf *leaf) {
    cf_expo *m = allocate(leaf);
    for (int i = 0; i < leaf->W; i++) m[i] = (cf_expo){0, 1, 0, 0, 1, 0, 1};
    return m;
}

static const cf_expo trivial = {0, 1, 0, 0, 1, 0, 1};
static int is_trivial(const cf_expo *x) { return memcmp(x, &trivial, sizeof trivial) == 0; }

int cf_expo_is_one(const cf_leaf *leaf, const cf_expo *m) {
    for (int i = 0; i < leaf->W; i++)
        if (!is_trivial(&m[i])) return 0;
    return 1;
}

int cf_expo_is_constant(const cf_leaf *leaf, const cf_expo *m) {
    for (int i = 0; i < leaf->V; i++)
        if (!is_trivial(&m[i])) return 0;
    return 1;
}

/* n/d + s p/q in lowest terms. */
static void add_fraction(cf_leaf *leaf, int *n, int *d, int p, int q, int s) {
    if (p == 0) return;
    long num, den;
    if (*d == 1 && q == 1) {
        num = (long)*n + (long)s * p, den = 1;
    } else {
        num = (long)*n * q + (long)s * p * *d, den = (long)*d * q;
        long a = labs(num), b = den;
        while (a) {
            long t = b % a;
            b = a, a = t;
        }
        if (b == 0) b = 1;
        b = labs(b);
        num /= b, den /= b;
    }
    if (labs(num) > INT_MAX / 4 || den > INT_MAX / 4) {
        leaf->overflow = 1;
        num = 0, den = 1;
    }
    *n = (int)num, *d = (int)den;
}

void cf_expo_mul(cf_leaf *leaf, cf_expo *m, const cf_expo *x, const cf_expo *y, int s) {
    const int used = leaf->V + leaf->symbols;
    if (m != x) memcpy(m + used, x + used, (size_t)(leaf->W - used) * sizeof *m);
    for (int i = 0; i < used; i++) {
        cf_expo r = x[i];
        if (!is_trivial(&y[i])) {
            add_fraction(leaf, &r.an, &r.ad, y[i].an, y[i].ad, s);
            add_fraction(leaf, &r.e1n, &r.e1d, y[i].e1n, y[i].e1d, s);
            add_fraction(leaf, &r.e2n, &r.e2d, y[i].e2n, y[i].e2d, s);
            r.b += s * y[i].b;
            if (r.b > 1000000 || r.b < -1000000) leaf->overflow = 1, r.b = 0;
        }
        m[i] = r;
    }
}

/* v = upper bound of x^(n/d), x >= 0 */
static void power_up(arf_t v, const arf_t x, long n, long d) {
    if (n == 0) {
        arf_one(v);
        return;
    }
    if (arf_is_zero(x) || arf_is_inf(x)) {
        if (arf_is_inf(x) == (n > 0)) arf_pos_inf(v);
        else arf_zero(v);
        return;
    }
    arb_t t;
    fmpq_t e;
    arb_init(t);
    fmpq_init(e);
    fmpq_set_si(e, n, (ulong)d);
    arb_set_arf(t, x);
    arb_pow_fmpq(t, t, e, SIZE_BITS);
    arb_get_ubound_arf(v, t, SIZE_BITS);
    arb_clear(t);
    fmpq_clear(e);
}

static void signed_size(arf_t v, const cf_frame *f, int a) {
    if (a < 0) {
        arf_pos_inf(v);
    } else if (a <= 8) {
        arf_set(v, &f->power[a]);
    } else {
        power_up(v, &f->power[1], a, 1);
    }
}

/* sup of h^a l^b, l = ln(1/h), on (0, w], w <= 1/2, b != 0 */
static void log_size(arf_t v, const cf_expo *x, const arf_t w) {
    arb_t l, t, u, W;
    arb_init(l);
    arb_init(t);
    arb_init(u);
    arb_init(W);
    arb_set_arf(W, w);
    arb_log(l, W, SIZE_BITS);
    arb_neg(l, l); /* ln(1/w) */
    if (x->b > 0 && x->an <= 0) {
        arb_pos_inf(t);
    } else if (x->b < 0 && x->an < 0) {
        arb_pos_inf(t);
    } else {
        fmpq_t e;
        fmpq_init(e);
        fmpq_set_si(e, x->an, (ulong)x->ad);
        arb_set_fmpq(u, e, SIZE_BITS);
        if (x->b > 0) {
            arb_set_si(t, x->b);
            arb_div(t, t, u, SIZE_BITS); /* b/a */
        }
        if (x->b > 0 && !arb_lt(t, l)) { /* the maximum over all h: also a bound if undecided */
            arb_pow_ui(t, t, (ulong)x->b, SIZE_BITS);
            arb_set_si(u, -x->b);
            arb_exp(u, u, SIZE_BITS);
            arb_mul(t, t, u, SIZE_BITS);
        } else {
            arb_pow_fmpq(W, W, e, SIZE_BITS);
            arb_set_si(u, x->b);
            arb_pow(t, l, u, SIZE_BITS);
            arb_mul(t, t, W, SIZE_BITS);
        }
        fmpq_clear(e);
    }
    if (!arb_is_finite(t)) arf_pos_inf(v);
    else arb_get_ubound_arf(v, t, SIZE_BITS);
    arb_clear(l);
    arb_clear(t);
    arb_clear(u);
    arb_clear(W);
}

static void set_fraction(arb_t t, long n, long d) {
    arb_set_si(t, n);
    arb_div_si(t, t, d, SIZE_BITS);
}

/* sup of y^k exp(-s y^j) over y >= Y, s > 0, Y > 0 */
static void decay_size(arf_t v, arb_t k, const arb_t s, int j, const arb_t Y) {
    arb_t t, u, Yj;
    arb_init(t);
    arb_init(u);
    arb_init(Yj);
    arb_pow_ui(Yj, Y, (ulong)j, SIZE_BITS);
    arb_mul_si(t, s, j, SIZE_BITS);
    arb_div(t, k, t, SIZE_BITS); /* k/(s j) */
    if (arb_is_nonpositive(k) || arb_le(t, Yj)) {
        arb_mul(u, s, Yj, SIZE_BITS);
        arb_neg(u, u);
        arb_exp(u, u, SIZE_BITS);
        arb_pow(t, Y, k, SIZE_BITS);
        arb_mul(t, t, u, SIZE_BITS);
    } else { /* (k/(s j e))^(k/j): the maximum over all y > 0 */
        arb_const_e(u, SIZE_BITS);
        arb_div(t, t, u, SIZE_BITS);
        arb_div_si(u, k, j, SIZE_BITS);
        arb_pow(t, t, u, SIZE_BITS);
    }
    if (!arb_is_finite(t)) arf_pos_inf(v);
    else arb_get_ubound_arf(v, t, SIZE_BITS);
    arb_clear(t);
    arb_clear(u);
    arb_clear(Yj);
}

static void exponential_size(arf_t v, const cf_expo *x, const arf_t w) {
    int lead = x->e2n ? x->e2n : x->e1n;
    if (lead > 0) {
        arf_pos_inf(v);
        return;
    }
    arb_t Y, s, k, t;
    arb_init(Y);
    arb_init(s);
    arb_init(k);
    arb_init(t);
    arb_set_arf(Y, w);
    arb_inv(Y, Y, SIZE_BITS);
    int j = 1;
    if (x->e2n) {
        j = 2;
        set_fraction(s, -(long)x->e2n, x->e2d);
        if (x->e1n > 0) {
            set_fraction(t, x->e1n, x->e1d);
            arb_div(t, t, Y, SIZE_BITS);
            arb_sub(s, s, t, SIZE_BITS);
        }
    } else {
        set_fraction(s, -(long)x->e1n, x->e1d);
    }
    set_fraction(k, -(long)x->an, x->ad);
    if (x->b > 0) arb_add_si(k, k, x->b, SIZE_BITS);
    if (!arb_is_positive(s)) arf_pos_inf(v);
    else decay_size(v, k, s, j, Y);
    if (x->b < 0) { /* times at most ln(Y)^b */
        arf_t u;
        arf_init(u);
        arb_log(t, Y, SIZE_BITS);
        arb_set_si(k, x->b);
        arb_pow(t, t, k, SIZE_BITS);
        arb_get_ubound_arf(u, t, SIZE_BITS);
        arf_mul(v, v, u, SIZE_BITS, ARF_RND_CEIL);
        arf_clear(u);
    }
    arb_clear(Y);
    arb_clear(s);
    arb_clear(k);
    arb_clear(t);
}

static void coordinate_size(arf_t v, const cf_frame *f, const cf_expo *x) {
    if (f->kind == 's') {
        power_up(v, x->an < 0 ? &f->h.lo : &f->h.hi, x->an, x->ad);
    } else if (f->kind == 'm') {
        signed_size(v, f, x->an);
    } else if (x->e1n || x->e2n) {
        exponential_size(v, x, &f->h.hi);
    } else if (x->b) {
        log_size(v, x, &f->h.hi);
    } else if (x->an < 0) {
        arf_pos_inf(v);
    } else if (x->ad == 1 && x->an <= 8) {
        arf_set(v, &f->power[x->an]);
    } else {
        power_up(v, &f->h.hi, x->an, x->ad);
    }
}

void cf_expo_size(arf_t out, cf_leaf *leaf, const cf_expo *m) {
    arf_t v;
    arf_init(v);
    arf_one(out);
    for (int i = 0; i < leaf->W && !arf_is_inf(out); i++) {
        if (is_trivial(&m[i])) continue;
        coordinate_size(v, &leaf->frame[i], &m[i]);
        if (arf_is_inf(v)) arf_pos_inf(out);
        else arf_mul(out, out, v, SIZE_BITS, ARF_RND_CEIL);
    }
    arf_clear(v);
}

int cf_expo_nonnegative(const cf_leaf *leaf, const cf_expo *m) {
    for (int i = 0; i < leaf->W; i++)
        if (leaf->frame[i].kind == 'm' && (m[i].an & 1)) return 0;
    return 1;
}

/* The range of a power of a signed h. */
static void signed_range(cf_iv *r, const cf_frame *f, int a, slong bits) {
    fmpq_t e;
    fmpq_init(e);
    fmpq_set_si(e, a, 1);
    if (a < 0 || cf_iv_power(r, &f->h, e, bits) != 0) cf_iv_whole(r);
    fmpq_clear(e);
}

static void positive_range(cf_iv *r, const cf_frame *f, const cf_expo *x) {
    cf_expo inverse = {-x->an, x->ad, -x->b, -x->e1n, x->e1d, -x->e2n, x->e2d};
    coordinate_size(&r->hi, f, x);
    coordinate_size(&r->lo, f, &inverse);
    if (arf_is_inf(&r->lo) || arf_is_zero(&r->lo)) arf_zero(&r->lo);
    else arf_ui_div(&r->lo, 1, &r->lo, SIZE_BITS, ARF_RND_FLOOR);
}

void cf_expo_range(cf_iv *out, cf_leaf *leaf, const cf_expo *m) {
    cf_iv r;
    cf_iv_init(&r);
    arf_one(&out->lo);
    arf_one(&out->hi);
    for (int i = 0; i < leaf->W; i++) {
        if (is_trivial(&m[i])) continue;
        if (leaf->frame[i].kind == 'm') signed_range(&r, &leaf->frame[i], m[i].an, leaf->acc.bits);
        else positive_range(&r, &leaf->frame[i], &m[i]);
        cf_iv_mul(out, out, &r, leaf->acc.bits);
    }
    cf_iv_clear(&r);
}
