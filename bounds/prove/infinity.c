/* infinity.c - functions of elements that are unbounded on the box, by their formulas. */
#include "bounds/prove/function_parts.h"
#include <stdlib.h>
#include <string.h>

/* (e^x + s e^-x)/2 */
static cf_element *by_exponentials(cf_leaf *leaf, const cf_element *x, int s) {
    cf_element *a = cf_element_exp(leaf, x), *b = cf_element_exp(leaf, cf_element_neg(leaf, x));
    if (!a || !b) return NULL;
    cf_element *sum = s > 0 ? cf_element_add(leaf, a, b) : cf_element_sub(leaf, a, b);
    return sum ? cf_element_mul(leaf, sum, cf_element_si(leaf, 1, 2)) : NULL;
}


/* ln(x + sqrt(x^2 + 1)) for x > 0 */
static cf_element *asinh_large(cf_leaf *leaf, const cf_element *x) {
    cf_element *s = cf_element_mul(leaf, x, x);
    if (s) s = cf_element_add(leaf, s, cf_element_si(leaf, 1, 1));
    s = cf_e_power_si(leaf, s, 1, 2);
    if (s) s = cf_element_add(leaf, x, s);
    return s ? cf_element_log(leaf, s) : NULL;
}

/* 2 - sqrt(4 + x^2) + x asinh(x/2) for x > 0 */
static cf_element *q_large(cf_leaf *leaf, const cf_element *x) {
    cf_element *half = cf_element_mul(leaf, x, cf_element_si(leaf, 1, 2)), *s = cf_element_mul(leaf, x, x);
    if (!half || !s) return NULL;
    cf_element *a = asinh_large(leaf, half);
    if (a) a = cf_element_mul(leaf, x, a);
    s = cf_element_add(leaf, s, cf_element_si(leaf, 4, 1));
    s = cf_e_power_si(leaf, s, 1, 2);
    if (!a || !s) return NULL;
    s = cf_element_sub(leaf, cf_element_si(leaf, 2, 1), s);
    return s ? cf_element_add(leaf, a, s) : NULL;
}

/* V = 1 - h_inv(x) for x > 0: V^-p = x + (2 - V)^-p with 2 - V in [1, 2]. */
static cf_element *complement_large(cf_leaf *leaf, long D, const cf_element *x) {
    cf_iv v;
    cf_coef c;
    fmpq_t p;
    cf_iv_init(&v);
    cf_coef_init(&c);
    fmpq_init(p);
    fmpq_set_si(p, -D, (ulong)(D - 2));
    arf_set_si(&v.lo, 1);
    arf_set_si(&v.hi, 2);
    cf_iv_power(&v, &v, p, leaf->acc.bits);
    cf_coef_set_iv(&c, &v);
    cf_element *u = cf_element_constant(leaf, &c), *V = NULL;
    cf_iv_clear(&v);
    cf_coef_clear(&c);
    fmpq_clear(p);
    for (int k = 0; k < 4; k++) {
        if (k > 0) {
            u = cf_element_sub(leaf, cf_element_si(leaf, 2, 1), V);
            u = cf_e_power_si(leaf, u, -D, D - 2);
        }
        if (u) u = cf_element_add(leaf, x, u);
        V = cf_e_power_si(leaf, u, -(D - 2), D);
        if (!V) return NULL;
    }
    return V;
}

static cf_element *q_depth_large(cf_leaf *leaf, long D, const cf_element *x) {
    cf_element *V = complement_large(leaf, D, x);
    if (!V) return NULL;
    cf_element *s = cf_element_sub(leaf, cf_element_si(leaf, 1, 1), V);
    s = s ? cf_element_mul(leaf, x, s) : NULL;
    cf_element *a = cf_e_power_si(leaf, V, -2, D - 2), *b = cf_element_sub(leaf, cf_element_si(leaf, 2, 1), V);
    b = cf_e_power_si(leaf, b, -2, D - 2);
    if (!s || !a || !b) return NULL;
    a = cf_element_add(leaf, a, b);
    if (a) a = cf_element_sub(leaf, a, cf_element_si(leaf, 2, 1));
    if (a) a = cf_element_mul(leaf, a, cf_element_si(leaf, D - 2, 2));
    return a ? cf_element_sub(leaf, s, a) : NULL;
}

/* f of an element whose range is infinite; x > 0 certified unless f is exp, sinh, cosh. */
static cf_element *large(cf_leaf *leaf, cf_op op, long D, const cf_element *x) {
    switch (op) {
    case CF_OP_EXP: return cf_element_exp(leaf, x);
    case CF_OP_SINH: return by_exponentials(leaf, x, -1);
    case CF_OP_COSH: return by_exponentials(leaf, x, 1);
    case CF_OP_ASINH: return asinh_large(leaf, x);
    case CF_OP_Q: return q_large(leaf, x);
    case CF_OP_Q_PRIME: x = cf_element_mul(leaf, x, cf_element_si(leaf, 1, 2)); return x ? asinh_large(leaf, x) : NULL;
    case CF_OP_H_INV: x = complement_large(leaf, D, x); return x ? cf_element_sub(leaf, cf_element_si(leaf, 1, 1), x) : NULL;
    case CF_OP_Q_DEPTH: return q_depth_large(leaf, D, x);
    default: return NULL;
    }
}

cf_element *cf_e_at_infinity(cf_leaf *leaf, cf_op op, long D, const cf_element *x) {
    if (op == CF_OP_EXP || op == CF_OP_SINH || op == CF_OP_COSH) return large(leaf, op, D, x);
    cf_element *minus = cf_element_neg(leaf, x);
    if (cf_element_certify(leaf, x, 0)) return large(leaf, op, D, x);
    if (!cf_element_certify(leaf, minus, 0)) return NULL;
    cf_element *e = large(leaf, op, D, minus);
    int odd = op == CF_OP_ASINH || op == CF_OP_Q_PRIME || op == CF_OP_H_INV;
    return e && odd ? cf_element_neg(leaf, e) : e;
}

