/* monomial.c - products over the coordinates of h^a l^b exp(e1/h + e2/h^2), l = ln(1/h), and the bound S of their size. */
#include "bounds/check/check.h"
#include <string.h>

void power_one(power *m, int n) {
    for (int i = 0; i < n; i++) m[i] = (power){{0, 1}, {0, 1}, {0, 1}, 0};
}
static bool trivial(const power *m) { return !m->a.p && !m->b && !m->e1.p && !m->e2.p; }
bool power_is_one(const power *m, int n) {
    for (int i = 0; i < n; i++)
        if (!trivial(&m[i])) return false;
    return true;
}

bool power_combine(power *z, const power *x, const power *y, int sign, int n) {
    bool (*op)(rat *, rat, rat) = sign > 0 ? rat_add : rat_sub;
    for (int i = 0; i < n; i++) {
        if (trivial(&y[i])) {
            z[i] = x[i];
            continue;
        }
        if (!op(&z[i].a, x[i].a, y[i].a) || !op(&z[i].e1, x[i].e1, y[i].e1) || !op(&z[i].e2, x[i].e2, y[i].e2)) return false;
        z[i].b = x[i].b + sign * y[i].b;
        if (z[i].b > MAX_RAT || z[i].b < -MAX_RAT) return false;
    }
    return true;
}

/* Whether the monomial has a value at each point of the box. */
bool power_valid(const context *cx, const power *m) {
    for (int i = 0; i < cx->variables; i++) {
        const frame *f = &cx->frames[i];
        if (trivial(&m[i])) continue;
        if (f->kind == 'f' || (f->zero && m[i].a.p < 0) || (f->kind == 'm' && m[i].a.q != 1)) return false;
        if ((m[i].e1.p || m[i].e2.p) && (!f->positive || f->zero)) return false;
        if (m[i].b && !f->logs) return false;
    }
    return true;
}

static bool raise(context *cx, dy *s, const iv *x, long p, long q) { /* s <- s sup x^(p/q); false: not finite */
    iv t;
    iv_init(&t);
    bool done = iv_pow(&cx->w, &t, x, p, q, cx->bits) && dy_finite(&t.hi);
    if (done) dy_mul(s, s, &t.hi, UP, cx->bits);
    iv_clear(&t);
    return done;
}

/* sup h^a l^b over 0 < h <= w <= 1/2, b > 0: infinite for a <= 0. As exp(-a l) l^b, l >= L = ln(1/w), it increases up to l = b/a
 * and decreases from there: the value at L where certainly L >= b/a, else (b/(ae))^b, the supremum for all l. */
static bool size_with_logs(context *cx, dy *s, const frame *f, const power *m) {
    rat top;
    iv t, e;
    if (m->a.p <= 0 || !rat_make(&top, m->b * m->a.q, m->a.p)) return false;
    iv_init(&t);
    iv_init(&e);
    mpq_t q;
    mpq_init(q);
    mpq_set_si(q, top.p, (unsigned long)top.q);
    iv_set_q(&t, q, cx->bits);
    bool done;
    if (dy_cmp(&f->log_width.lo, &t.hi) >= 0) {
        done = raise(cx, s, &f->width, m->a.p, m->a.q) && raise(cx, s, &f->log_width, m->b, 1);
    } else {
        iv_set_si(&e, -1);
        iv_exp(&cx->w, &e, &e, 0, cx->bits);
        iv_mul(&t, &t, &e, cx->bits);
        done = raise(cx, s, &t, m->b, 1);
    }
    mpq_clear(q);
    iv_clear(&t);
    iv_clear(&e);
    return done;
}

/* With y = 1/h >= Y = 1/w: e1 y + e2 y^2 <= -r y^j, j = 2 and r = -e2 - max(e1, 0)/Y (y <= y^2/Y) where e2 < 0, j = 1 and r = -e1 where
 * e2 = 0; l^b = (ln y)^b is at most y^b for b > 0, (ln Y)^b for b < 0. Then y^k exp(-r y^j), k = -a + max(b, 0), increases up to
 * y^j = k/(rj): at Y where Y^j >= k/(rj) or k <= 0, else the supremum for all y > 0, (k/(rje))^(k/j). r > 0 throughout. */
static bool size_with_exponentials(context *cx, dy *s, const frame *f, const power *m) {
    int j = m->e2.p ? 2 : 1;
    rat k = {-m->a.p, m->a.q}, kj;
    if ((m->e2.p ? m->e2.p : m->e1.p) > 0 || (m->b > 0 && !rat_add(&k, k, (rat){m->b, 1})) || !rat_make(&kj, k.p, k.q * j))
        return false;
    mpq_t r, t, u;
    iv x, e;
    bool done = true;
    mpq_inits(r, t, u, NULL), iv_init(&x), iv_init(&e);
    mpq_set_si(r, m->e2.p ? -m->e2.p : -m->e1.p, (unsigned long)(m->e2.p ? m->e2.q : m->e1.q));
    if (m->e2.p && m->e1.p > 0) { /* minus e1 w */
        mpq_set_si(t, m->e1.p, (unsigned long)m->e1.q);
        mpq_mul(t, t, f->w);
        mpq_sub(r, r, t);
        done = f->bounded;
    }
    if (done && mpq_sgn(r) > 0) {
        mpq_set_si(t, k.p, (unsigned long)k.q); /* t = k/(rj), u = w^j: Y^j >= t iff t u <= 1 */
        mpq_set_si(u, j, 1);
        mpq_div(t, t, r);
        mpq_div(t, t, u);
        mpq_set(u, f->w);
        if (j == 2) mpq_mul(u, u, u);
        mpq_mul(u, u, t);
        iv_set_si(&e, -1);
        if (k.p <= 0 || (f->bounded && mpq_cmp_ui(u, 1, 1) <= 0)) { /* w^(-k) exp(-r/w^j); for w = inf k <= 0: 1 or inf */
            if (!f->bounded) {
                done = !k.p;
            } else if (mpq_sgn(f->w)) {
                done = raise(cx, s, &f->width, -k.p, k.q);
                mpq_div(r, r, f->w);
                if (j == 2) mpq_div(r, r, f->w);
                mpq_neg(r, r);
                iv_set_q(&x, r, cx->bits);
                iv_exp(&cx->w, &x, &x, 0, cx->bits);
                dy_mul(s, s, &x.hi, UP, cx->bits);
            }
        } else {
            iv_set_q(&x, t, cx->bits);
            iv_exp(&cx->w, &e, &e, 0, cx->bits);
            iv_mul(&x, &x, &e, cx->bits);
            done = raise(cx, s, &x, kj.p, kj.q);
        }
        if (done && m->b < 0) done = raise(cx, s, &f->log_width, m->b, 1);
    } else {
        done = false;
    }
    mpq_clears(r, t, u, NULL), iv_clear(&x), iv_clear(&e);
    return done;
}

/* s <- s S of one coordinate. */
static bool size_one(context *cx, dy *s, const frame *f, const power *m) {
    if (trivial(m)) return true;
    if (f->kind == 'm') {
        iv t;
        iv_init(&t);
        iv_abs(&t, &f->range);
        bool done = m->a.p >= 0 && m->a.q == 1 && raise(cx, s, &t, m->a.p, 1);
        iv_clear(&t);
        return done;
    }
    if (!f->positive) return false;
    if (m->e1.p || m->e2.p) return size_with_exponentials(cx, s, f, m);
    if (m->b > 0) return size_with_logs(cx, s, f, m);
    if (m->a.p < 0 || (m->a.p && !raise(cx, s, &f->width, m->a.p, m->a.q))) return false;
    return !m->b || raise(cx, s, &f->log_width, m->b, 1);
}

bool size_of(context *cx, dy *s, const power *m) {
    dy_set_si(s, 1, 0);
    for (int i = 0; i < cx->variables; i++)
        if (!size_one(cx, s, &cx->frames[i], &m[i])) return false;
    return true;
}
