/* functions.c - powers, logarithms, exponentials and the other functions of elements; their Taylor coefficients.
 * Taylor's theorem with Lagrange's remainder: f(c + e) = sum_(j<N) f_j(c) e^j + f_N(x) e^N with x between c and c + e. So the
 * remainder's coefficient is taken over c + hull(0, range of e): the range alone need not hold x. */
#include "bounds/check/check.h"

/* Taylor coefficients f_j = f^(j)/j! of the functions that are composed with elements, all of them smooth on the whole line, by recurrences on
 * constants: rational at 0, where the functions and their derivatives are, by symbols at rational x, else enclosures for each number of x.
 * NULL: one is not defined. */
typedef struct {
    function f; int depth; rat r; /* r: of F_POWER */
} jet_of;
static E *jet_new(context *cx, int n) { return memset(bytes_new(cx, (size_t)n * sizeof(E)), 0, (size_t)n * sizeof(E)); }
static C si(context *cx, long n) { return coef_ratio(cx, n, 1); }
static E plus(context *cx, E x, long n) { return el_add(cx, x, el_si(cx, n)); }
static E times(context *cx, E x, long p, long q) { return el_scale(cx, x, coef_ratio(cx, p, q), NULL); }
/* u(t) = (1 + (x+t)^2)^(-1/2) = sum u_k t^k, k < n. (1 + (x+t)^2) u' = -(x+t) u gives
 *     u_(k+1) = -((2k+1) x u_k + k u_(k-1)) / ((k+1)(1+x^2)). */
static E *inverse_root(context *cx, int n, E x) {
    E *u = jet_new(cx, n + 1), d = plus(cx, el_pow(cx, x, (rat){2, 1}), 1);
    if (n > 0) u[0] = el_pow(cx, d, (rat){-1, 2});
    for (int k = 0; k + 1 < n; k++) {
        E s = times(cx, el_mul(cx, x, u[k]), -(2 * k + 1), k + 1);
        if (k) s = el_sub(cx, s, times(cx, u[k - 1], k, k + 1));
        u[k + 1] = el_div(cx, s, d);
    }
    return u;
}
/* The Taylor coefficients of h at s, j >= 1: binom(p+j-1, j) ((1-s)^(-p-j) - (-1)^j (1+s)^(-p-j)), p = D/(D-2). */
static E *jet_h(context *cx, int n, E s, int depth) {
    E *f = jet_new(cx, n + 1), up = plus(cx, s, 1), down = plus(cx, el_neg(cx, s), 1), binomial = el_si(cx, 1); long den = depth - 2;
    for (int j = 1; j <= n; j++) {
        rat r;
        if (!rat_make(&r, -(depth + j * den), den)) break;
        E a = el_pow(cx, down, r), b = el_pow(cx, up, r); binomial = times(cx, binomial, depth + (j - 1) * den, den * j);
        f[j] = el_mul(cx, j % 2 ? el_add(cx, a, b) : el_sub(cx, a, b), binomial);
    }
    return f;
}
/* A constant; its symbols, of which long expressions would be made, by their intervals. */
static E without_symbols(context *cx, E x) { return x && el_is_constant(cx, x) ? el_coef(cx, el_constant(cx, x)) : NULL; }
/* The inverse series s(t) = sum_(i>=1) f_i t^i, sum_k h_k s(t)^k = t: the coefficient of t^m is h_1 f_m + sum_(k=2)^m h_k [s^k]_m, 1 for
 * m = 1 and 0 beyond, and [s^k]_m = sum_i f_i [s^(k-1)]_(m-i) needs only f_i with i < m for k >= 2. */
static void jet_h_inv(context *cx, E *f, int n, E x, int depth) {
    int w = n + 1;
    E *pw = jet_new(cx, w * w), *h = (f[0] = without_symbols(cx, el_function(cx, x, F_H_INV, depth))) ? jet_h(cx, n, f[0], depth) : pw;
    for (int m = 1; m <= n; m++) {
        E sum = el_si(cx, m == 1);
        for (int k = 2; k <= m; k++) {
            E cell = el_si(cx, 0);
            for (int i = 1; i <= m - k + 1; i++) cell = el_add(cx, cell, el_mul(cx, f[i], pw[(k - 1) * w + m - i]));
            pw[k * w + m] = cell; sum = el_sub(cx, sum, el_mul(cx, h[k], cell));
        }
        pw[w + m] = f[m] = el_div(cx, sum, h[1]);
    }
}

/* binom(r, j) x^(r-j) */
static void jet_power(context *cx, E *f, int n, E x, rat r) {
    C binomial = si(cx, 1); rat s; f[0] = el_pow(cx, x, r);
    for (int j = 1; j <= n; j++) {
        if (!rat_sub(&s, r, (rat){j - 1, 1}) || !rat_mul(&s, s, (rat){1, j})) return;
        binomial = coef_mul(cx, binomial, coef_ratio(cx, s.p, s.q));
        if (rat_sub(&s, r, (rat){j, 1})) f[j] = el_scale(cx, el_pow(cx, x, s), binomial, NULL);
    }
}

/* f' = slope, where that is set. */
static E *jet(context *cx, int n, E x, jet_of what) {
    E *f = jet_new(cx, n + 1), *g = jet_new(cx, n + 1), *slope = NULL, odd; C factorial = si(cx, 1); function o = F_EXP;
    if (what.f != F_POWER) f[0] = el_function(cx, x, what.f, what.depth);
    if (what.f == F_Q_DEPTH) f[0] = without_symbols(cx, f[0]);
    switch (what.f) {
    case F_POWER: jet_power(cx, f, n, x, what.r); break;
    case F_LOG: jet_power(cx, slope = g, n - 1, x, (rat){-1, 1}); break;
    case F_ASINH: slope = inverse_root(cx, n, x); break;
    case F_Q: /* q' = asinh(x/2) */
        slope = n ? jet(cx, n - 1, times(cx, x, 1, 2), (jet_of){.f = F_ASINH}) : NULL;
        for (int j = 0; slope && j < n; j++) slope[j] = times(cx, slope[j], 1, 1L << j);
        break;
    case F_H_INV: jet_h_inv(cx, f, n, x, what.depth); break;
    case F_Q_DEPTH: /* q_depth' = h_inv */
        if (n) jet_h_inv(cx, slope = g, n - 1, x, what.depth);
        break;
    default: /* exp, sinh, cosh: the derivatives are all exp, or sinh and cosh by turns */
        o = what.f == F_SINH ? F_COSH : what.f == F_COSH ? F_SINH : F_EXP; odd = el_function(cx, x, o, 0);
        for (int j = 1; j <= n; j++) {
            factorial = coef_div(cx, factorial, si(cx, j)); f[j] = el_scale(cx, j % 2 ? odd : f[0], factorial, NULL);
        }
    }
    for (int j = 0; j <= n; j++) {
        if (slope && j) f[j] = times(cx, slope[j - 1], 1, j);
        if (!f[j]) return NULL;
    }
    return f;
}

static int terms(const context *cx) { return cx->order > 1 ? cx->order : 1; } /* N */
/* sum_(j<=n) f_j e^j by Horner's rule. */
static E horner(context *cx, const E *f, int n, E e) {
    E z = f[n];
    for (int j = n - 1; z && j >= 0; j--) z = context_full(cx) ? NULL : el_add(cx, el_mul(cx, z, e), f[j]);
    return z;
}
/* x as a coefficient: its own if it is one, else its range. */
static C whole(context *cx, E x) { return el_is_constant(cx, x) ? el_constant(cx, x) : coef_of(cx, el_range(cx, x)); }
/* f(c + e), range of e finite; e^(2^30) and what is beyond count as infinite, where f of the range has to do. */
static E taylor(context *cx, C c, E e, jet_of what) {
    int n = terms(cx); I range = el_range(cx, e);
    if (!iv_finite(range)) return NULL;
    C hull = coef_add(cx, c, coef_of(cx, iv_hull_zero(cx, range))); E near = el_coef(cx, hull); bool both = what.f == F_SINH || what.f == F_COSH;
    I top = both ? iv_abs(cx, coef_iv(cx, hull)) : what.f == F_EXP ? coef_iv(cx, hull) : NULL;
    if (top && dy_cmp(&top->hi, &iv_si(cx, 1L << 30)->hi) >= 0) return NULL;
    E *f = jet(cx, n - 1, el_coef(cx, c), what), *g = near ? jet(cx, n, near, what) : NULL, h[MAX_ORDER + 1];
    for (int j = 0; f && g && j <= n; j++) h[j] = j < n ? f[j] : g[n];
    return f && g ? horner(cx, h, n, e) : NULL;
}
/* x = c_k m_k (1 + e), the first k by degree with c_k not 0, all S(m_j/m_k) finite, 1 + range e > 0. */
typedef struct {
    C c; M m; E e;
} leading;

static bool divide_by_term(context *cx, leading *l, E x, int k) {
    const term *t = &x->t[k];
    if (coef_has_zero(t->c)) return false;
    for (int j = 0; j < x->n; j++) {
        mark before = context_mark(cx); M m = j == k ? NULL : monomial_valid(cx, monomial_mul(cx, x->t[j].m, t->m, (rat){-1, 1}));
        bool finite = j == k || (m && monomial_size(cx, m)); context_release(cx, before);
        if (!finite) return false;
    }
    build_start(cx);
    for (int j = 0; j < x->n; j++)
        if (j != k && !build_add(cx, coef_div(cx, x->t[j].c, t->c), monomial_mul(cx, x->t[j].m, t->m, (rat){-1, 1}))) return false;
    *l = (leading){t->c, t->m, build(cx)}; return l->e && dy_sgn(&iv_add(cx, el_range(cx, l->e), iv_si(cx, 1))->lo) > 0;
}
static bool dominant(context *cx, leading *l, E x) {
    const int *order = el_order(cx, x);
    for (int j = 0; j < x->n; j++) if (divide_by_term(cx, l, x, order[j])) return true;
    return false;
}
/* m^r: where r is not an integer m must be positive, so that signed coordinates must be absent. */
static M monomial_power(context *cx, M m, rat r) {
    for (int i = 0; i < cx->variables; i++) if (r.q != 1 && cx->frames[i].kind == 'm' && m[i].a.p) return NULL;
    return monomial_valid(cx, monomial_mul(cx, monomial_one(cx), m, r));
}
/* c^r m^r (1 + e)^r; c > 0 where r is not an integer. For r > 0 it is right where m = 0 too: x is 0 there, and 0^r = 0. */
static E power_by_term(context *cx, E x, rat r) {
    leading l;
    if (!dominant(cx, &l, x) || (r.q != 1 && coef_lower_sign(l.c) <= 0)) return NULL;
    M m = monomial_power(cx, l.m, r); C c = coef_pow(cx, l.c, r); E front = c && !c->exact && r.q > 1 ? symbolic_power(cx, l.c, r) : NULL;
    if (!front && c) front = el_coef(cx, c);
    if (l.e->n) front = el_mul(cx, front, taylor(cx, si(cx, 1), l.e, (jet_of){.f = F_POWER, .r = r}));
    return m ? el_scale(cx, front, si(cx, 1), m) : NULL;
}

E el_whole_power(context *cx, E x, long n) {
    E z = el_si(cx, 1);
    for (; n && x && z; n >>= 1) {
        if (n & 1) z = el_mul(cx, z, x);
        if (n > 1) x = context_full(cx) ? NULL : el_mul(cx, x, x);
    }
    return n ? NULL : z;
}
/* log x or x^r, r < 0, of an x that is certified > 0 while its range holds 0: [-inf, log hi], [hi^r, inf]. */
static E of_open_range(context *cx, E x, bool is_log, rat r) {
    I range = el_range(cx, x), hi = iv_span(cx, &range->hi, &range->hi);
    if (dy_sgn(&range->lo) > 0 || !certify(cx, x, true) || dy_sgn(&hi->hi) <= 0) return NULL;
    range = iv_extreme(cx, range, iv_si(cx, 0), 1);
    if (is_log) return el_coef(cx, coef_of(cx, iv_log_open(cx, range, 0)));
    iv *z = (iv *)(dy_finite(&hi->hi) ? iv_pow(cx, hi, r.p, r.q) : iv_si(cx, 0));
    return z ? dy_set_inf(&z->hi, 1), el_coef(cx, coef_of(cx, z)) : NULL;
}
/* x^r, r < 0, as m^r (x/m)^r with the greatest power m of the positive unknowns that divides all terms. */
static E without_powers(context *cx, E x, rat r) {
    power *m = monomial_one(cx);
    for (int k = 0; k < x->n; k++)
        for (int i = 0; i < cx->variables; i++)
            if (cx->frames[i].positive && (!k || rat_cmp(x->t[k].m[i].a, m[i].a) < 0)) m[i].a = x->t[k].m[i].a;
    if (monomial_is_constant(cx, m)) return NULL;
    M power = monomial_power(cx, m, r), inverse = monomial_power(cx, m, (rat){-1, 1});
    E rest = power && inverse ? el_pow(cx, el_scale(cx, x, si(cx, 1), inverse), r) : NULL;
    return rest ? el_scale(cx, rest, si(cx, 1), power) : NULL;
}

E el_pow(context *cx, E x, rat r) {
    if (!x || (r.p == 1 && r.q == 1)) return x;
    if (!r.p) return el_si(cx, 1);
    bool constant = el_is_constant(cx, x), multiply = !constant && r.q == 1 && r.p > 0 && r.p <= 64;
    E z = multiply ? el_whole_power(cx, x, r.p) : !constant || x->n == 1 ? power_by_term(cx, x, r) : NULL;
    if (!z && r.p < 0 && !constant) z = without_powers(cx, x, r);
    if (!z) z = el_coef(cx, coef_pow(cx, whole(cx, x), r));
    return z || r.p > 0 || constant ? z : of_open_range(cx, x, false, r);
}
E el_div(context *cx, E x, E y) { return el_mul(cx, x, el_pow(cx, y, (rat){-1, 1})); }
/* l, 1/h or 1/h^2 of coordinate i: for j = 0, 1, 2. */
static power *far_unknown(context *cx, int i, int j) {
    power *m = monomial_one(cx); m[i].a.p = -j, m[i].b = !j; return m;
}
/* ln m as an element: of h^a, -a l; of exp(e1/h + e2/h^2), the exponent. */
static E log_monomial(context *cx, M m) {
    E z = el_si(cx, 0);
    for (int k = 0; z && k < 3 * cx->variables; k++) {
        const power *v = &m[k / 3]; rat c = k % 3 == 0 ? (rat){-v->a.p, v->a.q} : k % 3 == 1 ? v->e1 : v->e2;
        if (c.p) z = el_add(cx, z, el_scale(cx, el_si(cx, 1), coef_ratio(cx, c.p, c.q), far_unknown(cx, k / 3, k % 3)));
    }
    return z;
}
/* ln c + ln m + ln(1 + e). */
static E log_by_term(context *cx, E x) {
    leading l;
    if (!dominant(cx, &l, x) || coef_lower_sign(l.c) <= 0 || !monomial_bare(cx, &l.c, &l.m)) return NULL;
    for (int i = 0; i < cx->variables; i++) if ((cx->frames[i].kind == 'm' && l.m[i].a.p) || l.m[i].b) return NULL;
    E front = el_add(cx, el_function(cx, el_coef(cx, l.c), F_LOG, 0), log_monomial(cx, l.m));
    return el_add(cx, front, taylor(cx, si(cx, 1), l.e, (jet_of){.f = F_LOG}));
}

static E composed(context *cx, E x, function which, int depth) {
    build_start(cx);
    for (int k = 0; k < x->n; k++) if (!monomial_is_constant(cx, x->t[k].m) && !build_add(cx, x->t[k].c, x->t[k].m)) return NULL;
    return taylor(cx, el_constant(cx, x), build_exactly(cx), (jet_of){.f = which, .depth = depth});
}
/* If m is l, 1/h or 1/h^2 of one coordinate and s a short rational, exp(s m) = h^-s, exp(s/h) or exp(s/h^2) goes into out. */
static bool exponent(context *cx, power *out, M m, C s) {
    rat r, a;
    for (int k = 0; k < 3 * cx->variables; k++) {
        power *v = &out[k / 3]; rat *to = k % 3 == 0 ? &v->a : k % 3 == 1 ? &v->e1 : &v->e2;
        if (!cx->frames[k / 3].positive || memcmp(far_unknown(cx, k / 3, k % 3), m, (size_t)cx->variables * sizeof *m)) continue;
        if (!cx->exact || !s->exact || !coef_rat(&r, s) || !(k % 3 ? rat_add(&a, *to, r) : rat_sub(&a, *to, r))) return false;
        *to = a; return true;
    }
    return false;
}
/* exp w where w has no finite range: for w >= 0, e^w = sum_(j<N) w^j/j! + (e^x/N!) w^N with x >= 0; for w < 0, e^w <= N!/(-w)^N, and it is in [0, 1]. */
static E exponential_far(context *cx, E w) {
    int n = terms(cx); E f[MAX_ORDER + 1] = {el_si(cx, 1)}; C inverse = si(cx, 1); /* 1/j!, 1/N! */
    for (int j = 1; j <= n; j++) inverse = coef_div(cx, inverse, si(cx, j)), f[j] = el_coef(cx, inverse);
    iv *last = (iv *)iv_add(cx, coef_iv(cx, inverse), iv_si(cx, 0)); dy_set_inf(&last->hi, 1); f[n] = el_coef(cx, coef_of(cx, last));
    if (certify(cx, w, false)) return horner(cx, f, n, w);
    E minus = el_neg(cx, w), z = certify(cx, minus, true) ? el_pow(cx, minus, (rat){-n, 1}) : NULL; I one = iv_si(cx, 1);
    if (z) return el_scale(cx, z, coef_of(cx, iv_hull_zero(cx, coef_iv(cx, coef_div(cx, si(cx, 1), inverse)))), NULL);
    return certify(cx, minus, false) ? el_coef(cx, coef_of(cx, iv_hull_zero(cx, one))) : NULL;
}
/* exp: what has a finite range is composed, the rest goes into the monomial where it fits, else it is bounded as a whole. */
static E exponential(context *cx, E x) {
    power *out = monomial_one(cx); term *far = bytes_new(cx, ((size_t)x->n + 1) * sizeof *far); int n = 0;
    build_start(cx);
    for (int k = 0; k < x->n; k++) {
        const term *t = &x->t[k]; int mark = cx->ivs.top;
        bool finite = monomial_size(cx, t->m) && iv_finite(coef_iv(cx, t->c)); cx->ivs.top = mark;
        if (finite && !build_add(cx, t->c, t->m)) return NULL;
        if (!finite && !exponent(cx, out, t->m, t->c)) far[n++] = *t;
    }
    E rest = build_exactly(cx);
    if (!rest || !monomial_valid(cx, out)) return NULL;
    rest = el_is_constant(cx, rest) ? el_function(cx, rest, F_EXP, 0) : composed(cx, rest, F_EXP, 0);
    if (n) rest = el_mul(cx, rest, exponential_far(cx, &(struct elem){n, far}));
    return el_scale(cx, rest, si(cx, 1), out);
}
/* (1-x)^-p - (1+x)^-p, -1 < x < 1 certified: for an integer p the powers alone would be defined beyond. */
E el_h(context *cx, E x, int depth) {
    rat p; E a = plus(cx, el_neg(cx, x), 1), b = plus(cx, x, 1);
    if (!a || !b || !rat_make(&p, -depth, depth - 2) || !certify(cx, a, true) || !certify(cx, b, true)) return NULL;
    return el_sub(cx, el_pow(cx, a, p), el_pow(cx, b, p));
}
/* x (1-v) - (D-2)/2 (v^-r + (2-v)^-r - 2), r = 2/(D-2). */
E el_q_depth(context *cx, E x, E v, int depth) {
    rat r;
    if (!v || !rat_make(&r, -2, depth - 2)) return NULL;
    E sum = plus(cx, el_add(cx, el_pow(cx, v, r), el_pow(cx, plus(cx, el_neg(cx, v), 2), r)), -2);
    return el_sub(cx, el_mul(cx, x, plus(cx, el_neg(cx, v), 1)), times(cx, sum, depth - 2, 2));
}
/* x >= 0: v = 1 - h_inv(x) satisfies v = (x + (2-v)^-p)^(-1/p), and (2-v)^-p is in [2^-p, 1]; put in three times. */
static E depth_far(context *cx, E x, function which, int depth) {
    rat p = {0, 1}, s;
    if (!rat_make(&p, -depth, depth - 2) || !rat_make(&s, -(depth - 2), depth)) return NULL;
    C low = coef_pow(cx, si(cx, 2), p); I one = iv_si(cx, 1);
    E other = low ? el_coef(cx, coef_of(cx, iv_span(cx, &coef_iv(cx, low)->lo, &one->hi))) : NULL, v = NULL;
    for (int step = 0; step < 4; step++) {
        if (step) other = el_pow(cx, plus(cx, el_neg(cx, v), 2), p);
        v = el_pow(cx, el_add(cx, x, other), s);
    }
    return which == F_H_INV ? plus(cx, el_neg(cx, v), 1) : el_q_depth(cx, x, v, depth);
}

/* The functions where the range is not finite, by their formulas. */
static E far(context *cx, E x, function which, int depth) {
    E minus = el_neg(cx, x), square = el_pow(cx, x, (rat){2, 1}); rat half = {1, 2};
    if (which == F_SINH || which == F_COSH) { /* (e^x +- e^-x)/2: of ranges cosh, sinh are better */
        E a = exponential(cx, x), b = minus ? exponential(cx, minus) : NULL;
        return times(cx, which == F_COSH ? el_add(cx, a, b) : el_sub(cx, a, b), 1, 2);
    }
    if (which == F_Q) { /* 2 - sqrt(4 + x^2) + x asinh(x/2) */
        E slope = el_function(cx, times(cx, x, 1, 2), F_ASINH, 0);
        return plus(cx, el_sub(cx, el_mul(cx, x, slope), el_pow(cx, plus(cx, square, 4), half)), 2);
    }
    bool negative = !certify(cx, x, false); /* the range of a product may hold both signs where the element has one */
    if (negative && !certify(cx, x = minus, false)) return NULL;
    E z = which != F_ASINH ? depth_far(cx, x, which, depth) : /* ln(x + sqrt(x^2 + 1)), x >= 0 */
              el_function(cx, el_add(cx, x, el_pow(cx, plus(cx, square, 1), half)), F_LOG, 0);
    return negative && which != F_Q_DEPTH ? el_neg(cx, z) : z; /* odd, or even */
}

static E by_rule(context *cx, E x, function f, int depth) {
    if (f == F_LOG) return log_by_term(cx, x);
    if (f == F_EXP) return exponential(cx, x);
    if (f == F_H) return el_h(cx, x, depth);
    if (f == F_ABS) return certify(cx, x, false) ? x : certify(cx, el_neg(cx, x), false) ? el_neg(cx, x) : NULL;
    if (f == F_Q_PRIME) return el_function(cx, times(cx, x, 1, 2), F_ASINH, 0);
    I range = el_range(cx, x); return iv_finite(range) ? composed(cx, x, f, depth) : far(cx, x, f, depth);
}

E el_function(context *cx, E x, function f, int depth) {
    if (!x) return NULL;
    int mark = cx->ivs.top; bool constant = f != F_ABS && el_is_constant(cx, x);
    E z = constant ? symbolic_function(cx, el_constant(cx, x), f, depth) : by_rule(cx, x, f, depth);
    if (!z) z = el_coef(cx, coef_function(cx, whole(cx, x), f, depth));
    if (!z && f == F_LOG && !constant) z = of_open_range(cx, x, true, (rat){0, 1});
    cx->ivs.top = mark; return z;
}
/* The one that is certified the larger (smaller), else that of the ranges. */
E el_extreme(context *cx, E x, E y, int sign) {
    E d = el_sub(cx, x, y), minus = el_neg(cx, d);
    if (d && minus && certify(cx, sign > 0 ? d : minus, false)) return x;
    if (d && minus && certify(cx, sign > 0 ? minus : d, false)) return y;
    return x && y ? el_coef(cx, coef_of(cx, iv_extreme(cx, coef_iv(cx, whole(cx, x)), coef_iv(cx, whole(cx, y)), sign))) : NULL;
}
