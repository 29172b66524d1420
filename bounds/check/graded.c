/* graded.c - elements: finite sums of coefficient times monomial. At each point of the box the expression that an element stands for
 * equals sum c_k m_k for some numbers c_k of the coefficients; each operation keeps that. */
#include "bounds/check/check.h"

/* Monomials: products over the coordinates of h^a l^b exp(e1/h + e2/h^2), l = ln(1/h), and the bound S of their size. */
power *monomial_one(context *cx) {
    power *m = bytes_new(cx, (size_t)cx->variables * sizeof *m);
    for (int i = 0; i < cx->variables; i++) m[i] = (power){{0, 1}, {0, 1}, {0, 1}, 0};
    return m;
}
static bool trivial(M m) { return !m->a.p && !m->b && !m->e1.p && !m->e2.p; }
bool monomial_is_constant(const context *cx, M m) {
    for (int i = 0; i < cx->variables - cx->symbols; i++) if (!trivial(&m[i])) return false;
    return true;
}
/* z = x + r y */
static bool combine(rat *z, rat x, rat y, rat r) {
    return (r.p == 1 && r.q == 1) || rat_mul(&y, y, r) ? rat_add(z, x, y) : false;
}
M monomial_mul(context *cx, M x, M y, rat r) {
    power *z = bytes_new(cx, (size_t)cx->variables * sizeof *z); rat b;
    for (int i = 0; i < cx->variables; i++) {
        z[i] = x[i];
        if (trivial(&y[i])) continue;
        if (!combine(&z[i].a, x[i].a, y[i].a, r) || !combine(&z[i].e1, x[i].e1, y[i].e1, r) || !combine(&z[i].e2, x[i].e2, y[i].e2, r) ||
            !combine(&b, (rat){x[i].b, 1}, (rat){y[i].b, 1}, r) || b.q != 1)
            return NULL;
        z[i].b = b.p;
    }
    return z;
}

M monomial_valid(const context *cx, M m) {
    for (int i = 0; m && i < cx->variables; i++) {
        const frame *f = &cx->frames[i];
        if (trivial(&m[i])) continue;
        if (f->kind == 'f' || (f->zero && m[i].a.p < 0) || (f->kind == 'm' && m[i].a.q != 1)) return NULL;
        if ((m[i].e1.p || m[i].e2.p) && (!f->positive || f->zero)) return NULL;
        if (m[i].b && !f->logs) return NULL;
    }
    return m;
}
/* sup h^a l^b over 0 < h <= w <= 1/2, b > 0: infinite for a <= 0. As exp(-a l) l^b, l >= L = ln(1/w), it increases up to l = b/a
 * and decreases from there: the value at L where certainly L >= b/a, else (b/(ae))^b, the supremum for all l. */
static I size_with_logs(context *cx, const frame *f, M m) {
    rat top;
    if (m->a.p <= 0 || !rat_make(&top, m->b * m->a.q, m->a.p)) return NULL;
    I t = iv_ratio(cx, iv_si(cx, 1), top.p, top.q);
    if (dy_cmp(&f->log_width->lo, &t->hi) < 0) return iv_pow(cx, iv_mul(cx, t, iv_exp(cx, iv_si(cx, -1), 0)), m->b, 1);
    return iv_mul(cx, iv_pow(cx, f->width, m->a.p, m->a.q), iv_pow(cx, f->log_width, m->b, 1));
}
/* With y = 1/h >= Y = 1/w: e1 y + e2 y^2 <= -r y^j, j = 2 and r = -e2 - max(e1, 0)/Y (y <= y^2/Y) where e2 < 0, j = 1 and r = -e1 where
 * e2 = 0; l^b = (ln y)^b is at most y^b for b > 0, (ln Y)^b for b < 0. For r > 0, or r = 0 and k <= 0, y^k exp(-r y^j), k = -a + max(b, 0), increases up to
 * y^j = k/(rj): at Y where Y^j >= k/(rj) or k <= 0, else the supremum for all y > 0, (k/(rje))^(k/j). */
static I size_with_exponentials(context *cx, const frame *f, M m) {
    int j = m->e2.p ? 2 : 1; rat k = {-m->a.p, m->a.q}, kj, lead = m->e2.p ? m->e2 : m->e1;
    if (lead.p > 0 || (m->b > 0 && !rat_add(&k, k, (rat){m->b, 1})) || !rat_make(&kj, k.p, k.q * j)) return NULL;
    C r = coef_ratio(cx, -lead.p, lead.q), wj = NULL; coef w = {.exact = true, .q = {f->w[0]}};
    if (f->bounded) wj = coef_pow(cx, &w, (rat){j, 1});
    if (m->e2.p && m->e1.p > 0) r = f->bounded ? coef_sub(cx, r, coef_mul(cx, coef_ratio(cx, m->e1.p, m->e1.q), &w)) : NULL;
    if (!r || coef_lower_sign(r) < 0 || (k.p > 0 && !coef_lower_sign(r))) return NULL;
    C peak = k.p > 0 ? coef_div(cx, coef_ratio(cx, kj.p, kj.q), r) : NULL; /* k/(rj): Y^j >= peak iff peak w^j <= 1 */
    bool falls = !peak || (wj && coef_upper_sign(coef_sub(cx, coef_mul(cx, peak, wj), coef_ratio(cx, 1, 1))) <= 0);
    I s = iv_si(cx, 1), e = iv_exp(cx, iv_si(cx, -1), 0);
    if (!falls) s = iv_pow(cx, iv_mul(cx, coef_iv(cx, peak), e), kj.p, kj.q);
    else if (!f->bounded) s = k.p ? NULL : s;
    else if (mpq_sgn(f->w)) /* w = 0 without h = 0: the box is empty */
        s = iv_mul(cx, iv_pow(cx, f->width, -k.p, k.q), iv_exp(cx, coef_iv(cx, coef_neg(cx, coef_div(cx, r, wj))), 0));
    return m->b < 0 ? iv_mul(cx, s, iv_pow(cx, f->log_width, m->b, 1)) : s;
}

static I size_one(context *cx, const frame *f, M m) {
    if (trivial(m)) return iv_si(cx, 1);
    if (f->kind == 's') return iv_pow(cx, f->range, m->a.p, m->a.q);
    if (f->kind == 'm') return m->a.p >= 0 && m->a.q == 1 ? iv_pow(cx, iv_abs(cx, f->range), m->a.p, 1) : NULL;
    if (!f->positive) return NULL;
    if (m->e1.p || m->e2.p) return size_with_exponentials(cx, f, m);
    if (m->b > 0) return size_with_logs(cx, f, m);
    I s = m->a.p < 0 ? NULL : m->a.p ? iv_pow(cx, f->width, m->a.p, m->a.q) : iv_si(cx, 1);
    return m->b ? iv_mul(cx, s, iv_pow(cx, f->log_width, m->b, 1)) : s;
}
/* Each factor is an interval around its S, or has an upper end above it. */
I monomial_size(context *cx, M m) {
    int mark = cx->ivs.top; I s = iv_si(cx, 1), t;
    for (int i = 0; s && i < cx->variables; i++) {
        if (trivial(&m[i])) continue;
        s = (t = size_one(cx, &cx->frames[i], &m[i])) && dy_finite(&t->hi) ? iv_mul(cx, s, t) : NULL;
    }
    return iv_keep(cx, mark, s && dy_finite(&s->hi) ? s : NULL);
}
/* The powers of the intervals of the signed coordinates and the symbols, times [1/S(1/m), S(m)] of the positive ones. */
static I monomial_range(context *cx, M m) {
    int mark = cx->ivs.top; I z = iv_si(cx, 1);
    for (int i = 0; i < cx->variables; i++) {
        const frame *f = &cx->frames[i];
        if (trivial(&m[i])) continue;
        if (f->kind == 'm' || f->kind == 's') { z = iv_mul(cx, z, iv_pow(cx, f->range, m[i].a.p, m[i].a.q)); continue; }
        power inverse = {{-m[i].a.p, m[i].a.q}, {-m[i].e1.p, m[i].e1.q}, {-m[i].e2.p, m[i].e2.q}, -m[i].b};
        I up = size_one(cx, f, &m[i]), down = size_one(cx, f, &inverse); iv *t = iv_new(cx);
        dy_set_si(&t->lo, 0, 0), dy_set_inf(&t->hi, 1);
        if (down && dy_sgn(&down->hi) > 0) dy_inv(&t->lo, &down->hi, DOWN, cx->bits);
        if (up) dy_set(&t->hi, &up->hi);
        z = iv_mul(cx, z, t);
    }
    return iv_keep(cx, mark, z);
}

bool monomial_bare(context *cx, C *c, M *m) {
    power *symbols = monomial_one(cx), *rest = monomial_one(cx), *one = monomial_one(cx); int mark = cx->ivs.top;
    for (int i = 0; i < cx->variables; i++) (i < cx->variables - cx->symbols ? rest : symbols)[i] = (*m)[i];
    if (memcmp(symbols, one, (size_t)cx->variables * sizeof *one)) *c = coef_mul(cx, *c, coef_of(cx, monomial_range(cx, symbols)));
    *m = rest, cx->ivs.top = mark; return *c != NULL;
}

enum { ROOM = 32 * MAX_TERMS }; /* terms before truncation */

void context_init(context *cx, int variables, int terms) {
    memset(cx, 0, sizeof *cx); cx->ivs.size = sizeof(iv), cx->coefs.size = sizeof(coef), cx->chunks.size = CHUNK;
    cx->variables = variables, cx->terms = terms; cx->frames = calloc(COORDINATES, sizeof *cx->frames);
    cx->built = malloc(ROOM * sizeof *cx->built);
    if (!cx->frames || !cx->built) abort();
    for (int i = 0; i < COORDINATES; i++) mpq_init(cx->frames[i].w);
}
void context_clear(context *cx) {
    pool_clear(&cx->ivs, iv_free), pool_clear(&cx->coefs, coef_free), pool_clear(&cx->chunks, NULL);
    for (int i = 0; i < COORDINATES; i++) mpq_clear(cx->frames[i].w);
    free(cx->frames), free(cx->built);
}
void context_reset(context *cx) { cx->ivs.top = cx->coefs.top = cx->chunks.top = 0; cx->used = CHUNK, cx->n_symbols = 0; }
mark context_mark(const context *cx) { return (mark){cx->ivs.top, cx->coefs.top, cx->chunks.top, cx->used}; }
void context_release(context *cx, mark m) {
    cx->ivs.top = m.ivs, cx->coefs.top = m.coefs, cx->chunks.top = m.chunks, cx->used = m.used;
}
bool context_full(const context *cx) { return cx->coefs.top > MAX_COEFS || cx->chunks.top > MAX_CHUNKS; }

void *bytes_new(context *cx, size_t n) { /* at most CHUNK: 600 terms, 64 exponents, a square of jets */
    n = n / 16 * 16 + 16;
    if (n > CHUNK) abort();
    if (cx->used + n > CHUNK) pool_new(&cx->chunks, NULL), cx->used = 0;
    cx->used += n;
    return cx->chunks.blocks[(cx->chunks.top - 1) / BLOCK] + (size_t)((cx->chunks.top - 1) % BLOCK) * CHUNK + cx->used - n;
}

static uint64_t hash(const context *cx, M m) {
    const long *v = (const long *)m; uint64_t h = 14695981039346656037u;
    for (size_t j = 0; j < (size_t)cx->variables * sizeof *m / sizeof *v; j++) h = (h ^ (uint64_t)v[j]) * 1099511628211u;
    return h ^ h >> 29;
}
/* The list under construction; there is one, for no operation on coefficients makes another. */
void build_start(context *cx) { cx->n_built = 0; }
static bool add_keyed(context *cx, C c, M m, uint64_t key) {
    if (!c || !m) return false;
    for (term *t = cx->built; t < cx->built + cx->n_built; t++)
        if (t->key == key && !memcmp(t->m, m, (size_t)cx->variables * sizeof *m)) return (t->c = coef_add(cx, t->c, c)) != NULL;
    if (cx->n_built == ROOM) return false;
    cx->built[cx->n_built++] = (term){c, m, key}; return true;
}
/* The whole powers of an integer go from the monomial into the coefficient. */
bool build_add(context *cx, C c, M m) {
    for (int i = cx->variables - cx->symbols, end = i + cx->n_symbols; m && i < end; i++) {
        rat a = m[i].a; long whole = a.p >= 0 ? a.p / a.q : -((a.q - 1 - a.p) / a.q);
        if (!whole || cx->frames[i].f != F_BASE) continue;
        power *rest = memcpy(bytes_new(cx, (size_t)cx->variables * sizeof *rest), m, (size_t)cx->variables * sizeof *rest);
        rest[i].a = (rat){a.p - whole * a.q, a.q}, m = rest;
        c = coef_mul(cx, c, coef_pow(cx, coef_rational(cx, cx->frames[i].w), (rat){whole, 1}));
    }
    return m && add_keyed(cx, c, m, hash(cx, m));
}

E build_exactly(context *cx) {
    int n = 0;
    for (int k = 0; k < cx->n_built; k++) if (!coef_is_zero(cx->built[k].c)) cx->built[n++] = cx->built[k];
    if (n > cx->terms) return NULL;
    struct elem *z = bytes_new(cx, sizeof *z); term *t = bytes_new(cx, (size_t)n * sizeof *t);
    if (n) memcpy(t, cx->built, (size_t)n * sizeof *t);
    *z = (struct elem){n, t}; return z;
}
/* What the terms keep: in a positive coordinate (not beside an exponential of it) the exponents up to most, in the signed ones together
 * the degree up to degree; where h is unbounded all is kept. For h^d that is taken out the coefficient takes the
 * range, [0, w^d] or the power of the signed h. */
static bool lower(context *cx, term *t, const rat *most, long degree) {
    power *m = NULL;
    for (int i = 0; i < cx->variables; i++) degree -= cx->frames[i].kind == 'm' ? t->m[i].a.p : 0;
    for (int i = 0; i < cx->variables; i++) {
        const frame *f = &cx->frames[i]; rat d = {0, 1};
        if (!f->bounded || (f->kind == 'm' ? degree >= 0 || !t->m[i].a.p : t->m[i].e1.p || t->m[i].e2.p || rat_cmp(t->m[i].a, most[i]) <= 0)) continue;
        if (!m) m = memcpy(bytes_new(cx, (size_t)cx->variables * sizeof *m), t->m, (size_t)cx->variables * sizeof *m);
        if (f->kind == 'm') d.p = -degree < m[i].a.p ? -degree : m[i].a.p, degree += d.p;
        else if (!rat_sub(&d, m[i].a, most[i])) return false;
        int mark = cx->ivs.top; I r = f->kind == 'm' ? iv_pow(cx, f->range, d.p, 1) : iv_hull_zero(cx, iv_pow(cx, f->width, d.p, d.q));
        t->c = r ? coef_mul(cx, t->c, coef_of(cx, r)) : NULL; cx->ivs.top = mark;
        if (!t->c || !rat_sub(&m[i].a, m[i].a, d)) return false;
    }
    if (m) t->m = m, t->key = hash(cx, m);
    return true;
}
E build(context *cx) {
    rat most[COORDINATES]; bool seen[COORDINATES] = {false}; long least = LONG_MAX; int n = 0;
    for (int k = 0; k < cx->n_built; k++) {
        M m = cx->built[k].m; long degree = 0;
        if (coef_is_zero(cx->built[k].c)) continue;
        cx->built[n++] = cx->built[k];
        for (int i = 0; i < cx->variables; i++) {
            if (cx->frames[i].kind == 'm') degree += m[i].a.p;
            else if (!m[i].e1.p && !m[i].e2.p && (!seen[i] || rat_cmp(m[i].a, most[i]) < 0)) most[i] = m[i].a, seen[i] = true;
        }
        if (degree < least) least = degree;
    }
    for (int i = 0; i < cx->variables; i++)
        if (seen[i] && !rat_add(&most[i], most[i], (rat){cx->order, 1})) return NULL;
    cx->n_built = 0;
    for (int k = 0; k < n; k++) { /* put back, at or before their old places */
        term t = cx->built[k];
        if (!lower(cx, &t, most, least + cx->order) || !add_keyed(cx, t.c, t.m, t.key)) return NULL;
    }
    return build_exactly(cx);
}

E el_coef(context *cx, C c) { build_start(cx); return build_add(cx, c, monomial_one(cx)) ? build_exactly(cx) : NULL; }
E el_si(context *cx, long n) { return el_coef(cx, coef_ratio(cx, n, 1)); }
bool el_is_constant(const context *cx, E x) {
    for (int k = 0; k < x->n; k++) if (!monomial_is_constant(cx, x->t[k].m)) return false;
    return true;
}
C el_constant(context *cx, E x) {
    C sum = coef_ratio(cx, 0, 1);
    for (int k = 0; k < x->n; k++) {
        C c = x->t[k].c; M m = x->t[k].m;
        if (monomial_is_constant(cx, m)) sum = monomial_bare(cx, &c, &m) ? coef_add(cx, sum, c) : NULL;
    }
    return sum;
}

static bool add_all(context *cx, E x) {
    for (int k = 0; x && k < x->n; k++) if (!add_keyed(cx, x->t[k].c, x->t[k].m, x->t[k].key)) return false;
    return x != NULL;
}
E el_add(context *cx, E x, E y) { build_start(cx); return add_all(cx, x) && add_all(cx, y) ? build(cx) : NULL; }
E el_neg(context *cx, E x) { return el_scale(cx, x, coef_ratio(cx, -1, 1), NULL); }
E el_sub(context *cx, E x, E y) { return el_add(cx, x, el_neg(cx, y)); }
E el_mul(context *cx, E x, E y) {
    build_start(cx);
    for (int j = 0; x && y && j < x->n; j++)
        for (int k = 0; k < y->n; k++)
            if (!build_add(cx, coef_mul(cx, x->t[j].c, y->t[k].c), monomial_mul(cx, x->t[j].m, y->t[k].m, (rat){1, 1}))) return NULL;
    return x && y ? build(cx) : NULL;
}

E el_scale(context *cx, E x, C c, M m) {
    build_start(cx);
    for (int k = 0; x && k < x->n; k++)
        if (!build_add(cx, coef_mul(cx, x->t[k].c, c), m ? monomial_valid(cx, monomial_mul(cx, x->t[k].m, m, (rat){1, 1})) : x->t[k].m))
            return NULL;
    return x && c ? build(cx) : NULL;
}

I el_range(context *cx, E x) {
    int mark = cx->ivs.top; I z = iv_si(cx, 0);
    for (int k = 0; k < x->n; k++) z = iv_add(cx, z, iv_mul(cx, monomial_range(cx, x->t[k].m), coef_iv(cx, x->t[k].c)));
    return iv_keep(cx, mark, z);
}

/* By degree, then by a, b, e1, e2 of the first coordinate in which they differ; where symbols alone differ, by falling |c| times the symbols. */
static int compare(context *cx, const term *x, const term *y) {
    rat d = {0, 1}, e = {0, 1}; bool fits = true; int n = cx->variables - cx->symbols; M m = x->m, o = y->m; C a = x->c, b = y->c;
    for (int i = 0; fits && i < n; i++) fits = rat_add(&d, d, m[i].a) && rat_add(&e, e, o[i].a);
    int c = fits ? rat_cmp(d, e) : 0;
    for (int i = 0; !c && i < n; i++) {
        rat u[4] = {m[i].a, {m[i].b, 1}, m[i].e1, m[i].e2}, v[4] = {o[i].a, {o[i].b, 1}, o[i].e1, o[i].e2};
        for (int k = 0; !c && k < 4; k++) c = rat_cmp(u[k], v[k]);
    }
    mark before = context_mark(cx);
    if (!c && monomial_bare(cx, &a, &m) && monomial_bare(cx, &b, &o)) c = dy_cmp(&iv_abs(cx, coef_iv(cx, b))->hi, &iv_abs(cx, coef_iv(cx, a))->hi);
    context_release(cx, before); return c;
}
int *el_order(context *cx, E x) {
    int *order = bytes_new(cx, (size_t)x->n * sizeof *order);
    for (int k = 0, j; k < x->n; order[j] = k++)
        for (j = k; j > 0 && compare(cx, &x->t[k], &x->t[order[j - 1]]) < 0; j--) order[j] = order[j - 1];
    return order;
}
