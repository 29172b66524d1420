/* compose.c - regular composition: the Taylor polynomial of a function in an element of bounded range, with its remainder. */
#include "bounds/prove/function_parts.h"
#include <stdlib.h>
#include <string.h>


int cf_e_order(const cf_leaf *leaf) { return leaf->order > 1 ? leaf->order : 1; }

/* sum_{j<=N} f_j e^j, by Horner. */
cf_element *cf_e_polynomial(cf_leaf *leaf, cf_element *const *f, int N, const cf_element *e) {
    cf_element *r = f[N];
    for (int j = N - 1; j >= 0 && r; j--) {
        r = cf_element_mul(leaf, r, e);
        if (r) r = cf_element_add(leaf, r, f[j]);
    }
    return r;
}

cf_element *cf_e_coefficients(cf_leaf *leaf, const cf_coef *f, int N, const cf_element *e) {
    cf_element *g[N + 1];
    for (int j = 0; j <= N; j++) g[j] = cf_element_constant(leaf, &f[j]);
    return cf_e_polynomial(leaf, g, N, e);
}

/* The element without its constant terms. */
static cf_element *without_constant(cf_leaf *leaf, const cf_element *x) {
    cf_element *r = cf_element_new(leaf);
    for (int i = 0; i < x->n; i++)
        if (!cf_expo_is_constant(leaf, x->t[i].m)) cf_element_add_term(leaf, r, &x->t[i].c, x->t[i].m);
    return r;
}

static cf_element *times(cf_leaf *leaf, const cf_element *x, const fmpq_t q) {
    cf_coef c;
    cf_coef_init(&c);
    cf_coef_set_fmpq(&c, q, leaf->acc);
    cf_element *e = cf_element_scale(leaf, x, &c);
    cf_coef_clear(&c);
    return e;
}

/* Taylor coefficients of asinh at c as rational multiples of symbols: f_1 = (1 + c^2)^(-1/2) carries all that follow
 * (the recurrence of jet.c). */
static int symbolic_asinh(cf_leaf *leaf, cf_element **f, int N, const fmpq_t c) {
    fmpq_t u, t, r;
    fmpq_init(u);
    fmpq_init(t);
    fmpq_init(r);
    fmpq_mul(u, c, c);
    fmpq_add_si(u, u, 1);
    fmpq_set_si(r, -1, 2);
    f[0] = fmpq_is_zero(c) ? cf_element_new(leaf) : cf_symbolic(leaf, CF_OP_ASINH, 0, c);
    int ok = f[0] != NULL;
    if (ok && N >= 1) ok = (f[1] = cf_symbolic_power(leaf, u, r)) != NULL;
    for (int k = 0; k + 2 <= N && ok; k++) {
        fmpq_mul_si(t, c, -(slong)(k + 1) * (2 * k + 1));
        cf_element *a = times(leaf, f[k + 1], t);
        fmpq_set_si(t, -(slong)k * k, 1);
        if (k > 0) a = cf_element_add(leaf, a, times(leaf, f[k], t));
        fmpq_mul_si(t, u, (slong)(k + 1) * (k + 2));
        fmpq_inv(t, t);
        ok = a && (f[k + 2] = times(leaf, a, t));
    }
    fmpq_clear(u);
    fmpq_clear(t);
    fmpq_clear(r);
    return ok ? 0 : -1;
}

/* Taylor coefficients at an exact c != 0 with symbols; -1 if none fit. */
static int symbolic_jet(cf_leaf *leaf, cf_element **f, int N, cf_op op, const fmpq_t c) {
    fmpq_t t;
    fmpq_init(t);
    int bad = 0;
    if (op == CF_OP_EXP || op == CF_OP_SINH || op == CF_OP_COSH) {
        cf_op other = op == CF_OP_SINH ? CF_OP_COSH : op == CF_OP_COSH ? CF_OP_SINH : CF_OP_EXP;
        f[0] = cf_symbolic(leaf, op, 0, c);
        if (N >= 1) f[1] = cf_symbolic(leaf, other, 0, c);
        bad = !f[0] || (N >= 1 && !f[1]);
        for (int j = 2; j <= N && !bad; j++) {
            fmpq_set_si(t, 1, (ulong)j * (ulong)(j - 1));
            f[j] = times(leaf, f[j - 2], t);
        }
    } else if (op == CF_OP_ASINH) {
        bad = symbolic_asinh(leaf, f, N, c);
    } else if (op == CF_OP_Q || op == CF_OP_Q_PRIME) { /* q' (x) = asinh(x/2) */
        int shift = op == CF_OP_Q;
        fmpq_div_2exp(t, c, 1);
        if (shift) bad = !(f[0] = cf_symbolic(leaf, op, 0, c));
        if (!bad && N >= shift) bad = symbolic_asinh(leaf, f + shift, N - shift, t);
        for (int j = shift; j <= N && !bad; j++) {
            fmpq_set_si(t, 1, (shift ? (ulong)j : 1ul) << (j - shift));
            f[j] = times(leaf, f[j], t);
        }
    } else {
        bad = 1;
    }
    fmpq_clear(t);
    return bad ? -1 : 0;
}

cf_element *cf_e_regular(cf_leaf *leaf, cf_op op, long D, const cf_element *x) {
    int N = cf_e_order(leaf), bad;
    cf_coef f[N + 1], g[N + 1], c, r;
    cf_element *element[N + 1];
    for (int j = 0; j <= N; j++) cf_coef_init(&f[j]), cf_coef_init(&g[j]);
    cf_coef_init(&c);
    cf_coef_init(&r);
    cf_iv range;
    cf_iv_init(&range);
    cf_element_range(&range, leaf, x);
    cf_element_constant_part(&c, leaf, x);
    cf_iv at;
    cf_iv_init(&at);
    cf_coef_get_iv(&at, &c, leaf->acc.bits);
    cf_iv_hull(&range, &range, &at); /* Lagrange's point lies between c and c + eps */
    cf_iv_clear(&at);
    cf_coef_set_iv(&r, &range);
    int symbolic = leaf->W > leaf->V && c.exact && !fmpq_is_zero(c.q) && symbolic_jet(leaf, element, N - 1, op, c.q) == 0;
    bad = (!symbolic && cf_jet(f, N - 1, op, D, &c, leaf->acc)) || cf_jet(g, N, op, D, &r, leaf->acc);
    cf_element *e = NULL;
    if (!bad && cf_coef_is_finite(&g[N])) {
        for (int j = 0; j < N && !symbolic; j++) element[j] = cf_element_constant(leaf, &f[j]);
        element[N] = cf_element_constant(leaf, &g[N]);
        e = cf_e_polynomial(leaf, element, N, without_constant(leaf, x));
    }
    for (int j = 0; j <= N; j++) cf_coef_clear(&f[j]), cf_coef_clear(&g[j]);
    cf_coef_clear(&c);
    cf_coef_clear(&r);
    cf_iv_clear(&range);
    return e;
}

