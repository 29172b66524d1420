/* monomial.c - products over the coordinates of h^a l^b exp(e1/h + e2/h^2), l = ln(1/h), and the bound S of their size. */
#include "bounds/check/check.h"

power *monomial_one(context *cx) {
    power *m = bytes_new(cx, (size_t)cx->variables * sizeof *m);
    for (int i = 0; i < cx->variables; i++) m[i] = (power){{0, 1}, {0, 1}, {0, 1}, 0};
    return m;
}
static bool trivial(M m) { return !m->a.p && !m->b && !m->e1.p && !m->e2.p; }
bool monomial_is_one(const context *cx, M m) {
    for (int i = 0; i < cx->variables; i++) if (!trivial(&m[i])) return false;
    return true;
}
bool monomial_degree(const context *cx, rat *d, M m) {
    *d = (rat){0, 1};
    for (int i = 0; i < cx->variables; i++) if (m[i].a.p && !rat_add(d, *d, m[i].a)) return false;
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
/* The powers of the intervals of the signed coordinates, times [1/S(1/m), S(m)] of the positive ones. */
I monomial_range(context *cx, M m) {
    int mark = cx->ivs.top; I z = iv_si(cx, 1);
    for (int i = 0; i < cx->variables; i++) {
        const frame *f = &cx->frames[i];
        if (trivial(&m[i])) continue;
        if (f->kind == 'm') { z = iv_mul(cx, z, iv_pow(cx, f->range, m[i].a.p, 1)); continue; }
        power inverse = {{-m[i].a.p, m[i].a.q}, {-m[i].e1.p, m[i].e1.q}, {-m[i].e2.p, m[i].e2.q}, -m[i].b};
        I up = size_one(cx, f, &m[i]), down = size_one(cx, f, &inverse); iv *t = iv_new(cx);
        dy_set_si(&t->lo, 0, 0), dy_set_inf(&t->hi, 1);
        if (down && dy_sgn(&down->hi) > 0) dy_inv(&t->lo, &down->hi, DOWN, cx->bits);
        if (up) dy_set(&t->hi, &up->hi);
        z = iv_mul(cx, z, t);
    }
    return iv_keep(cx, mark, z);
}
