/* symbols.c - constants that are not rational, kept exactly, so that they cancel: powers of symbols, positive numbers f(argument)
 * that are the last coordinates of monomials. ln b, e, values f(c);
 * F_BASE is the identity: an integer whose powers between 0 and 1 stay, the whole ones go into the coefficient (build_add). */
#include "bounds/check/check.h"

static int symbol_of(context *cx, function f, int depth, mpq_srcptr argument) { /* -1: no room, or not certainly positive */
    int mark = cx->ivs.top, k = cx->variables - cx->symbols, end = k + cx->n_symbols; frame *s = cx->frames;
    while (k < end && (s[k].f != f || s[k].depth != depth || !mpq_equal(s[k].w, argument))) k++;
    if (k < end || k == cx->variables) return k < end ? k : -1;
    C x = coef_rational(cx, argument), value = coef_of(cx, coef_iv(cx, f == F_BASE ? x : coef_function(cx, x, f, depth)));
    cx->ivs.top = mark;
    if (!value || coef_lower_sign(value) <= 0 || !iv_finite(&value->x)) return -1;
    s[k].kind = 's', s[k].f = f, s[k].depth = depth, s[k].range = &value->x; mpq_set(s[k].w, argument);
    cx->n_symbols++; return k;
}
/* The symbol's power e. */
static E symbol(context *cx, int i, rat e) {
    power *m = monomial_one(cx);
    if (i < 0) return NULL;
    m[i].a = e; return el_scale(cx, el_si(cx, 1), coef_ratio(cx, 1, 1), m);
}
/* With x = prod b^e over integers b > 1: the sum of e ln b, or prod b^(r e) = x^r. Trial division up to 1000; what is left of the
 * numerator or denominator is one integer, below 2^60. */
static E by_factors(context *cx, C x, rat r, bool logs) {
    E z = cx->symbols && x->exact && mpq_sgn(x->q) > 0 ? el_si(cx, !logs) : NULL; rat s;
    mpq_t base; mpz_t left; mpq_init(base), mpz_init(left);
    for (int side = 1; z && side >= -1; side -= 2) {
        mpz_set(left, side > 0 ? mpq_numref(x->q) : mpq_denref(x->q));
        for (unsigned long b = 2; z && b <= 1000 && mpz_cmp_ui(left, 1) > 0; b++) {
            long k = 0;
            if (b == 1000) mpq_set_z(base, left), k = mpz_sizeinbase(left, 2) <= 60 ? 1 : -1;
            else for (mpq_set_ui(base, b, 1); mpz_divisible_ui_p(left, b); k++) mpz_divexact_ui(left, left, b);
            if (!k) continue;
            int i = k > 0 ? symbol_of(cx, logs ? F_LOG : F_BASE, 0, base) : -1;
            if (logs) z = el_add(cx, z, el_scale(cx, symbol(cx, i, r), coef_ratio(cx, side * k, 1), NULL));
            else z = rat_mul(&s, r, (rat){side * k, 1}) ? el_mul(cx, z, symbol(cx, i, s)) : NULL;
        }
    }
    mpq_clear(base), mpz_clear(left); return z;
}
E symbolic_power(context *cx, C x, rat r) { return by_factors(cx, x, r, false); }
/* s = h_inv(x) > 0 where that is a fraction of denominator at most 64 at which h is x, else NULL. */
static C nice(context *cx, C x, int depth) {
    int mark = cx->ivs.top; I s = iv_h_inv(cx, coef_iv(cx, x), depth); C at = NULL;
    for (long d = 1; s && !at && d <= 64; d++) {
        I t = iv_mul(cx, s, iv_si(cx, d)), n = iv_si(cx, 1); long k = 1;
        while (k < d && dy_cmp(&n->hi, &t->lo) < 0) n = iv_si(cx, ++k); /* the least integer in t, if there is one */
        C c = k < d && dy_cmp(&n->lo, &t->hi) <= 0 ? coef_ratio(cx, k, d) : NULL; E h = c ? el_h(cx, el_coef(cx, c), depth) : NULL;
        C value = h && el_is_constant(cx, h) ? el_constant(cx, h) : NULL;
        if (value && value->exact && mpq_equal(value->q, x->q)) at = c;
    }
    cx->ivs.top = mark; return at;
}
E symbolic_function(context *cx, C x, function f, int depth) {
    if (!x || !x->exact || !cx->symbols || !mpq_sgn(x->q)) return NULL;
    rat r; C s = NULL; bool even = f == F_COSH || f == F_Q || f == F_Q_DEPTH;
    if (f == F_LOG) return by_factors(cx, x, (rat){1, 1}, true);
    if (f == F_EXP) return rat_of(&r, x->q) ? symbol(cx, symbol_of(cx, F_EXP, 0, coef_ratio(cx, 1, 1)->q), r) : NULL;
    if (f == F_H) return el_h(cx, el_coef(cx, x), depth);
    if (f == F_Q_PRIME) return symbolic_function(cx, coef_mul(cx, x, coef_ratio(cx, 1, 2)), F_ASINH, 0);
    if (mpq_sgn(x->q) < 0) { E z = symbolic_function(cx, coef_neg(cx, x), f, depth); return even ? z : el_neg(cx, z); }
    if (f == F_H_INV || f == F_Q_DEPTH) s = nice(cx, x, depth);
    if (s) return f == F_H_INV ? el_coef(cx, s) : el_q_depth(cx, el_coef(cx, x), el_coef(cx, coef_sub(cx, coef_ratio(cx, 1, 1), s)), depth);
    return symbol(cx, symbol_of(cx, f, depth, x->q), (rat){1, 1});
}
