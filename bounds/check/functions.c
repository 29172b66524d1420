/* functions.c - powers, logarithms, exponentials and the other functions of elements.
 * Taylor's theorem with Lagrange's remainder: f(c + e) = sum_(j<N) f_j(c) e^j + f_N(x) e^N with x between c and c + e. So the
 * remainder's coefficient is taken over c + hull(0, range of e): the range alone need not hold x. */
#include "bounds/check/check.h"
#include <stdlib.h>
#include <string.h>

static int terms(const context *cx) { return cx->order > 1 ? cx->order : 1; }

/* z <- sum_(j<=n) f_j e^j, by Horner's rule; what has degree beyond the order is lowered at each step, for e has no negative
 * degrees where its range is finite, and f_0 is of degree 0. */
static bool horner(context *cx, elem *z, const coef *f, int n, const elem *e) {
    elem acc, t;
    elem_init(&acc), elem_init(&t);
    bool done = el_set_coef(cx, &acc, &f[n]);
    for (int j = n - 1; done && j >= 0; j--)
        done = el_mul(cx, &acc, &acc, e, &cx->order) && el_set_coef(cx, &t, &f[j]) && el_add(cx, &acc, &acc, &t);
    el_swap(z, &acc);
    elem_clear(&acc), elem_clear(&t);
    return done;
}

/* x = c_k m_k (1 + e): k, e and hull(0, range e) for the first k, by degree, with c_k not 0, all S(m_j/m_k) finite, 1 + range e > 0. */
static bool divide_by_term(context *cx, elem *e, iv *range, const elem *x, int k) {
    int n = cx->variables;
    power m[MAX_VARIABLES];
    coef c;
    dy s;
    bool done = !coef_has_zero(&x->c[k]);
    coef_init(&c), dy_init(&s);
    elem_clear(e);
    for (int j = 0; done && j < x->n; j++)
        if (j != k)
            done = power_combine(m, x->m + (size_t)j * n, x->m + (size_t)k * n, -1, n) && power_valid(cx, m) && size_of(cx, &s, m);
    for (int j = 0; done && j < x->n; j++) {
        if (j == k) continue;
        done = power_combine(m, x->m + (size_t)j * n, x->m + (size_t)k * n, -1, n) &&
               coef_div(cx, &c, &x->c[j], &x->c[k]) && el_append(cx, e, &c, m);
    }
    done = done && el_finish(cx, e, NULL);
    if (done) {
        el_range(cx, range, e);
        dy_set_si(&s, -1, 0);
        done = dy_cmp(&range->lo, &s) > 0;
        iv_hull_zero(range);
    }
    coef_clear(&c), dy_clear(&s);
    return done;
}

static int dominant(context *cx, elem *e, iv *range, const elem *x) {
    int *order = malloc(((size_t)x->n + 1) * sizeof *order), k = -1;
    if (!order) abort();
    el_order(cx, order, x);
    for (int j = 0; k < 0 && j < x->n; j++)
        if (divide_by_term(cx, e, range, x, order[j])) k = order[j];
    free(order);
    return k;
}

static coef *coefs(int n) {
    coef *c = malloc((size_t)n * sizeof *c);
    if (!c) abort();
    for (int j = 0; j < n; j++) coef_init(&c[j]);
    return c;
}
static void drop(coef *c, int n) {
    for (int j = 0; j < n; j++) coef_clear(&c[j]);
    free(c);
}

static void one_plus(context *cx, coef *z, const iv *range) {
    coef one;
    coef_init(&one);
    coef_set_si(&one, 1);
    coef_set_iv(z, range);
    coef_add(cx, z, z, &one);
    coef_clear(&one);
}

/* c binom(r, j) by binom(r, j) = binom(r, j-1) (r-j+1)/j, for j = 0 ... n; (1 + range)^(r-n) on the last. */
static bool binomials(context *cx, coef *f, int n, rat r, const iv *range) {
    coef t;
    rat s;
    coef_init(&t);
    coef_set_si(&f[0], 1);
    bool done = true;
    for (int j = 1; done && j <= n; j++) {
        done = rat_sub(&s, r, (rat){j - 1, 1}) && rat_mul(&s, s, (rat){1, j});
        if (done) coef_set_rat(&t, s);
        coef_mul(cx, &f[j], &f[j - 1], &t);
    }
    done = done && rat_sub(&s, r, (rat){n, 1});
    one_plus(cx, &t, range);
    done = done && coef_pow(cx, &t, &t, s);
    coef_mul(cx, &f[n], &f[n], &t);
    coef_clear(&t);
    return done;
}

/* m_k^r: even where r is not an integer, for then m_k must be positive and signed coordinates absent. */
static bool power_to(context *cx, power *z, const power *m, rat r) {
    for (int i = 0; i < cx->variables; i++) {
        rat b;
        if (r.q != 1 && cx->frames[i].kind == 'm' && m[i].a.p) return false;
        if (!rat_mul(&z[i].a, m[i].a, r) || !rat_mul(&z[i].e1, m[i].e1, r) || !rat_mul(&z[i].e2, m[i].e2, r) || m[i].b > MAX_RAT ||
            m[i].b < -MAX_RAT || !rat_mul(&b, (rat){m[i].b, 1}, r) || b.q != 1)
            return false;
        z[i].b = b.p;
    }
    return power_valid(cx, z);
}

/* x^r by the dominant term. For r > 0 it is right where m_k = 0 too: x is 0 there, and 0^r = 0. */
static bool power_by_term(context *cx, elem *z, const elem *x, rat r) {
    elem e;
    iv range;
    power m[MAX_VARIABLES];
    coef c, *f = coefs(terms(cx) + 1);
    int n = terms(cx);
    elem_init(&e), iv_init(&range), coef_init(&c);
    int k = dominant(cx, &e, &range, x);
    bool done = k >= 0 && power_to(cx, m, x->m + (size_t)k * cx->variables, r) &&
                (r.q == 1 || coef_lower_sign(&x->c[k]) > 0) && coef_pow(cx, &c, &x->c[k], r);
    if (done && e.n == 0) done = el_set_si(cx, &e, 1);
    else done = done && binomials(cx, f, n, r, &range) && horner(cx, &e, f, n, &e);
    done = done && el_scale(cx, &e, &c, m);
    if (done) el_swap(z, &e);
    drop(f, terms(cx) + 1);
    elem_clear(&e), iv_clear(&range), coef_clear(&c);
    return done;
}

static bool power_by_products(context *cx, elem *z, const elem *x, long n) {
    elem base, acc;
    elem_init(&base), elem_init(&acc);
    bool done = el_set(cx, &base, x) && el_set_si(cx, &acc, 1);
    for (; done && n; n >>= 1) {
        if (n & 1) done = el_mul(cx, &acc, &acc, &base, NULL);
        if (n > 1) done = done && el_mul(cx, &base, &base, &base, NULL);
    }
    if (done) el_swap(z, &acc);
    elem_clear(&base), elem_clear(&acc);
    return done;
}

/* The range of x as a coefficient. */
static void whole(context *cx, coef *c, const elem *x) {
    iv t;
    if (el_is_constant(cx, x)) {
        el_constant(cx, c, x);
        return;
    }
    iv_init(&t);
    el_range(cx, &t, x);
    coef_set_iv(c, &t);
    iv_clear(&t);
}

bool el_pow(context *cx, elem *z, const elem *x, rat r) {
    if (r.p == 0) return el_set_si(cx, z, 1);
    if (r.p == 1 && r.q == 1) return el_set(cx, z, x);
    if (!el_is_constant(cx, x)) {
        bool few = r.q == 1 && r.p > 0 && r.p <= 64;
        if (few ? power_by_products(cx, z, x, r.p) : power_by_term(cx, z, x, r)) return true;
    }
    coef c;
    coef_init(&c);
    whole(cx, &c, x);
    bool done = coef_pow(cx, &c, &c, r) && el_set_coef(cx, z, &c);
    coef_clear(&c);
    return done;
}

bool el_div(context *cx, elem *z, const elem *x, const elem *y) {
    if (el_is_constant(cx, x) && el_is_constant(cx, y)) {
        coef a, b;
        coef_init(&a), coef_init(&b);
        el_constant(cx, &a, x);
        el_constant(cx, &b, y);
        bool done = coef_div(cx, &a, &a, &b) && el_set_coef(cx, z, &a);
        coef_clear(&a), coef_clear(&b);
        return done;
    }
    elem t;
    elem_init(&t);
    bool done = el_pow(cx, &t, y, (rat){-1, 1}) && el_mul(cx, z, x, &t, NULL);
    elem_clear(&t);
    return done;
}

/* ln m as an element: of h^a, -a l; of exp(e1/h + e2/h^2), the exponent; of l^b, b ln l, where ln l is in [-0.37, 0] for
 * ln 2 <= l <= 1 (ln ln 2 > -0.3666), and in [0, l/e], 1/e < 0.37, for l >= 1: the sum of an interval and one times l. */
static bool log_monomial(context *cx, elem *z, const power *m) {
    power p[MAX_VARIABLES];
    coef c, d;
    bool done = true;
    coef_init(&c), coef_init(&d);
    for (int i = 0; done && i < cx->variables; i++) {
        const rat parts[3] = {{-m[i].a.p, m[i].a.q}, m[i].e1, m[i].e2};
        for (int j = 0; done && j < 3; j++) {
            if (!parts[j].p) continue;
            power_one(p, cx->variables);
            if (j) p[i].a = (rat){-j, 1};
            else p[i].b = 1;
            coef_set_rat(&c, parts[j]);
            done = power_valid(cx, p) && el_append(cx, z, &c, p);
        }
        for (int j = 0; done && m[i].b && j < 2; j++) {
            iv t;
            iv_init(&t);
            mpq_set_si(d.q, 37, 100);
            dy_set_q(&t.hi, d.q, UP, cx->bits);
            if (j == 0) iv_neg(&t, &t);
            coef_set_si(&d, m[i].b);
            coef_set_iv(&c, &t);
            coef_mul(cx, &c, &c, &d);
            power_one(p, cx->variables);
            p[i].b = j;
            done = power_valid(cx, p) && el_append(cx, z, &c, p);
            iv_clear(&t);
        }
    }
    coef_clear(&c), coef_clear(&d);
    return done;
}

/* ln(1 + e) = sum_(1<=j<N) (-1)^(j-1) e^j/j + (-1)^(N-1) e^N / (N (1 + x)^N) */
static bool log_by_term(context *cx, elem *z, const elem *x) {
    elem e, t;
    iv range;
    coef c, *f = coefs(terms(cx) + 1);
    int n = terms(cx);
    elem_init(&e), elem_init(&t), iv_init(&range), coef_init(&c);
    int k = dominant(cx, &e, &range, x);
    bool done = k >= 0 && coef_lower_sign(&x->c[k]) > 0 && coef_function(cx, &c, &x->c[k], F_LOG, 0);
    for (int i = 0; done && i < cx->variables; i++)
        done = cx->frames[i].kind != 'm' || !x->m[(size_t)k * cx->variables + i].a.p;
    for (int j = 1; j <= n; j++) coef_set_rat(&f[j], (rat){j % 2 ? 1 : -1, j});
    if (done && e.n) {
        coef s;
        coef_init(&s);
        one_plus(cx, &s, &range);
        done = coef_pow(cx, &s, &s, (rat){-n, 1});
        coef_mul(cx, &f[n], &f[n], &s);
        coef_clear(&s);
        done = done && horner(cx, &e, f, n, &e);
    }
    done = done && el_set_coef(cx, &t, &c) && log_monomial(cx, &t, x->m + (size_t)k * cx->variables) && el_add(cx, &t, &t, &e);
    if (done) el_swap(z, &t);
    drop(f, terms(cx) + 1);
    elem_clear(&e), elem_clear(&t), iv_clear(&range), coef_clear(&c);
    return done;
}

static bool composed(context *cx, elem *z, const elem *x, function which, int depth) {
    int n = terms(cx);
    coef *f = coefs(n + 1), *g = coefs(n + 1), c;
    elem e;
    iv range;
    elem_init(&e), iv_init(&range), coef_init(&c);
    el_constant(cx, &c, x);
    bool done = el_set_coef(cx, &e, &c) && el_sub_exactly(cx, &e, x, &e);
    for (int k = 0; done && k < e.n;) { /* an interval minus itself leaves a term of monomial 1: out with it */
        if (!power_is_one(e.m + (size_t)k * cx->variables, cx->variables)) {
            k++;
            continue;
        }
        coef_set_si(&e.c[k], 0);
        done = el_finish(cx, &e, &(int){MAX_RAT / 2});
    }
    if (done) {
        coef r;
        coef_init(&r);
        el_range(cx, &range, &e);
        iv_hull_zero(&range);
        coef_set_iv(&r, &range);
        coef_add(cx, &r, &r, &c);
        done = iv_finite(&range) && jet(cx, f, n - 1, &c, which, depth) && jet(cx, g, n, &r, which, depth);
        coef_set(&f[n], &g[n]);
        coef_clear(&r);
    }
    done = done && horner(cx, &e, f, n, &e);
    if (done) el_swap(z, &e);
    drop(f, n + 1), drop(g, n + 1);
    elem_clear(&e), iv_clear(&range), coef_clear(&c);
    return done;
}

/* If m is l, 1/h or 1/h^2 of one coordinate and s short, exp(s m) = h^-s or exp(s/h), exp(s/h^2) goes into out. */
static bool exponent(context *cx, power *out, const power *m, const coef *s) {
    int at = -1;
    if (!s->exact || !mpz_fits_slong_p(mpq_numref(s->q)) || !mpz_fits_slong_p(mpq_denref(s->q))) return false;
    long p = mpz_get_si(mpq_numref(s->q)), q = mpz_get_si(mpq_denref(s->q));
    if (p > MAX_RAT || p < -MAX_RAT || q > MAX_RAT) return false;
    for (int i = 0; i < cx->variables; i++) {
        if (!m[i].a.p && !m[i].b && !m[i].e1.p && !m[i].e2.p) continue;
        if (at >= 0) return false;
        at = i;
    }
    if (at < 0 || m[at].e1.p || m[at].e2.p) return false;
    rat r = {p, q}, a = m[at].a;
    if (m[at].b == 1 && !a.p) return rat_sub(&out[at].a, out[at].a, r);
    if (m[at].b || a.q != 1 || !cx->frames[at].positive) return false;
    if (a.p == -1) return rat_add(&out[at].e1, out[at].e1, r);
    return a.p == -2 && rat_add(&out[at].e2, out[at].e2, r);
}

static bool exponential(context *cx, elem *z, const elem *x) {
    power out[MAX_VARIABLES];
    elem rest;
    dy s;
    coef one;
    int n = cx->variables;
    bool done = true;
    elem_init(&rest), dy_init(&s), coef_init(&one);
    power_one(out, n);
    for (int k = 0; done && k < x->n; k++) {
        const power *m = x->m + (size_t)k * n;
        if (size_of(cx, &s, m) && (x->c[k].exact || iv_finite(&x->c[k].x))) done = el_append(cx, &rest, &x->c[k], m);
        else done = exponent(cx, out, m, &x->c[k]);
    }
    coef_set_si(&one, 1);
    done = done && power_valid(cx, out);
    if (done && el_is_constant(cx, &rest)) {
        coef c;
        coef_init(&c);
        el_constant(cx, &c, &rest);
        done = coef_function(cx, &c, &c, F_EXP, 0) && el_set_coef(cx, &rest, &c);
        coef_clear(&c);
    } else {
        done = done && composed(cx, &rest, &rest, F_EXP, 0);
    }
    done = done && el_scale(cx, &rest, &one, out);
    if (done) el_swap(z, &rest);
    elem_clear(&rest), dy_clear(&s), coef_clear(&one);
    return done;
}

/* The functions where the range is not finite, by their formulas in terms of powers, exp and log. */
static bool add_si(context *cx, elem *z, const elem *x, long n) {
    elem t;
    elem_init(&t);
    bool done = el_set_si(cx, &t, n) && el_add(cx, z, x, &t);
    elem_clear(&t);
    return done;
}
static bool times(context *cx, elem *z, long p, long q) {
    coef c;
    coef_init(&c);
    coef_set_rat(&c, (rat){p, q});
    bool done = el_scale(cx, z, &c, NULL);
    coef_clear(&c);
    return done;
}

static bool asinh_far(context *cx, elem *z, const elem *x) { /* x >= 0: ln(x + sqrt(x^2 + 1)) */
    elem t;
    elem_init(&t);
    bool done = el_pow(cx, &t, x, (rat){2, 1}) && add_si(cx, &t, &t, 1) && el_pow(cx, &t, &t, (rat){1, 2}) &&
                el_add(cx, &t, &t, x) && el_function(cx, z, &t, F_LOG, 0);
    elem_clear(&t);
    return done;
}

static bool hyperbolic_far(context *cx, elem *z, const elem *x, int sign) { /* (e^x + sign e^-x)/2 */
    elem a, b;
    elem_init(&a), elem_init(&b);
    bool done = el_function(cx, &a, x, F_EXP, 0) && el_neg(cx, &b, x) && el_function(cx, &b, &b, F_EXP, 0) &&
                (sign > 0 ? el_add : el_sub)(cx, z, &a, &b) && times(cx, z, 1, 2);
    elem_clear(&a), elem_clear(&b);
    return done;
}

static bool q_far(context *cx, elem *z, const elem *x) { /* 2 - sqrt(4 + x^2) + x asinh(x/2) */
    elem a, b;
    elem_init(&a), elem_init(&b);
    bool done = el_set(cx, &a, x) && times(cx, &a, 1, 2) && el_function(cx, &a, &a, F_ASINH, 0) && el_mul(cx, &a, &a, x, NULL) &&
                el_pow(cx, &b, x, (rat){2, 1}) && add_si(cx, &b, &b, 4) && el_pow(cx, &b, &b, (rat){1, 2}) &&
                el_sub(cx, &a, &a, &b) && add_si(cx, z, &a, 2);
    elem_clear(&a), elem_clear(&b);
    return done;
}

static bool h_formula(context *cx, elem *z, const elem *x, int depth) { /* (1-x)^-p - (1+x)^-p, p = D/(D-2) */
    elem a, b;
    rat p;
    iv range;
    dy one;
    elem_init(&a), elem_init(&b), iv_init(&range), dy_init(&one);
    el_range(cx, &range, x);
    dy_set_si(&one, 1, 0);
    bool done = rat_make(&p, -depth, depth - 2) && el_neg(cx, &a, x) && add_si(cx, &a, &a, 1) && add_si(cx, &b, x, 1);
    elem zero;
    elem_init(&zero); /* for an integer p the powers are defined for x > 1 too, h is not */
    done = done && certify(cx, &a, true) && certify(cx, &b, true) && el_pow(cx, &a, &a, p) && el_pow(cx, &b, &b, p) &&
           el_sub(cx, z, &a, &b);
    elem_clear(&zero);
    elem_clear(&a), elem_clear(&b), iv_clear(&range), dy_clear(&one);
    return done;
}

/* x >= 0: v = 1 - h_inv(x) satisfies v^-p = x + (2-v)^-p, and (2-v)^-p is in [2^-p, 1]; put in three times. */
static bool complement(context *cx, elem *v, const elem *x, int depth) {
    elem t;
    coef c;
    iv r;
    rat p, s;
    elem_init(&t), coef_init(&c), iv_init(&r);
    coef_set_si(&c, 2);
    bool done = rat_make(&p, -depth, depth - 2) && rat_make(&s, -(depth - 2), depth) && coef_pow(cx, &c, &c, p);
    coef_iv(cx, &r, &c);
    dy_set_si(&r.hi, 1, 0);
    coef_set_iv(&c, &r);
    done = done && el_set_coef(cx, &t, &c);
    for (int step = 0; done && step < 4; step++) {
        done = (!step || (el_neg(cx, &t, v) && add_si(cx, &t, &t, 2) && el_pow(cx, &t, &t, p))) && el_add(cx, &t, &t, x) &&
               el_pow(cx, v, &t, s);
    }
    elem_clear(&t), coef_clear(&c), iv_clear(&r);
    return done;
}

static bool depth_far(context *cx, elem *z, const elem *x, function which, int depth) { /* x >= 0 */
    elem v, a, b;
    rat r;
    elem_init(&v), elem_init(&a), elem_init(&b);
    bool done = complement(cx, &v, x, depth) && el_neg(cx, &a, &v) && add_si(cx, &a, &a, 1); /* a = h_inv */
    if (which == F_H_INV) {
        if (done) el_swap(z, &a);
    } else { /* x a - (D-2)/2 (v^-r + (2-v)^-r - 2), r = 2/(D-2) */
        done = done && rat_make(&r, -2, depth - 2) && el_mul(cx, &a, &a, x, NULL) && el_neg(cx, &b, &v) && add_si(cx, &b, &b, 2) &&
               el_pow(cx, &b, &b, r) && el_pow(cx, &v, &v, r) && el_add(cx, &b, &b, &v) && add_si(cx, &b, &b, -2) &&
               times(cx, &b, -(depth - 2), 2) && el_add(cx, z, &a, &b);
    }
    elem_clear(&v), elem_clear(&a), elem_clear(&b);
    return done;
}

static bool far(context *cx, elem *z, const elem *x, const iv *range, function which, int depth) {
    if (which == F_SINH || which == F_COSH) return hyperbolic_far(cx, z, x, which == F_COSH ? 1 : -1);
    if (which == F_Q) return q_far(cx, z, x);
    bool negative = dy_sgn(&range->hi) <= 0;
    if (!negative && dy_sgn(&range->lo) < 0) return false;
    elem y;
    elem_init(&y);
    bool done = negative ? el_neg(cx, &y, x) : el_set(cx, &y, x);
    done = done && (which == F_ASINH ? asinh_far(cx, &y, &y) : depth_far(cx, &y, &y, which, depth));
    if (done && negative && which != F_Q_DEPTH) done = el_neg(cx, &y, &y); /* odd */
    if (done) el_swap(z, &y);
    elem_clear(&y);
    return done;
}

static bool by_rule(context *cx, elem *z, const elem *x, function f, int depth) {
    iv range;
    bool done;
    if (f == F_LOG) return log_by_term(cx, z, x);
    if (f == F_EXP) return exponential(cx, z, x);
    if (f == F_H) return h_formula(cx, z, x, depth);
    if (f == F_Q_PRIME) {
        elem t;
        elem_init(&t);
        done = el_set(cx, &t, x) && times(cx, &t, 1, 2) && el_function(cx, z, &t, F_ASINH, 0);
        elem_clear(&t);
        return done;
    }
    iv_init(&range);
    el_range(cx, &range, x);
    done = iv_finite(&range) ? composed(cx, z, x, f, depth) : far(cx, z, x, &range, f, depth);
    iv_clear(&range);
    return done;
}

bool el_function(context *cx, elem *z, const elem *x, function f, int depth) {
    if (!el_is_constant(cx, x) && by_rule(cx, z, x, f, depth)) return true;
    coef c;
    coef_init(&c);
    whole(cx, &c, x);
    bool done = coef_function(cx, &c, &c, f, depth) && el_set_coef(cx, z, &c);
    coef_clear(&c);
    return done;
}

/* max(x, y) for sign = 1, min for -1: the one that is certified the larger (smaller), else that of the ranges. */
bool el_extreme(context *cx, elem *z, const elem *x, const elem *y, int sign) {
    elem d;
    elem_init(&d);
    bool done = false, first = el_sub(cx, &d, x, y) && (sign > 0 || el_neg(cx, &d, &d)) && certify(cx, &d, false);
    if (first) {
        done = el_set(cx, z, x);
    } else if (el_neg(cx, &d, &d) && certify(cx, &d, false)) {
        done = el_set(cx, z, y);
    } else {
        coef a, b;
        iv s, t;
        coef_init(&a), coef_init(&b), iv_init(&s), iv_init(&t);
        whole(cx, &a, x);
        whole(cx, &b, y);
        coef_iv(cx, &s, &a);
        coef_iv(cx, &t, &b);
        (sign > 0 ? iv_max : iv_min)(&s, &s, &t);
        coef_set_iv(&a, &s);
        done = el_set_coef(cx, z, &a);
        coef_clear(&a), coef_clear(&b), iv_clear(&s), iv_clear(&t);
    }
    elem_clear(&d);
    return done;
}

bool el_abs(context *cx, elem *z, const elem *x) {
    elem d;
    elem_init(&d);
    bool done = el_neg(cx, &d, x);
    if (done && certify(cx, x, false)) {
        done = el_set(cx, z, x);
    } else if (done && certify(cx, &d, false)) {
        el_swap(z, &d);
    } else if (done) {
        coef c;
        iv t;
        coef_init(&c), iv_init(&t);
        whole(cx, &c, x);
        coef_iv(cx, &t, &c);
        iv_abs(&t, &t);
        coef_set_iv(&c, &t);
        done = el_set_coef(cx, z, &c);
        coef_clear(&c), iv_clear(&t);
    }
    elem_clear(&d);
    return done;
}
