/* function.c - functions of graded elements: which rule applies, and the interval extension where none does. */
#include "bounds/prove/function_parts.h"
#include <stdlib.h>
#include <string.h>

/* E > 0 is certified though its range begins at 0: ln E in (-inf, ln b], and E^r in [b^r, inf) for r < 0, b the upper end. */
cf_element *cf_e_open_range(cf_leaf *leaf, const fmpq_t r, const cf_element *x) {
    cf_iv v, top;
    cf_coef c;
    cf_element *e = NULL;
    cf_iv_init(&v);
    cf_iv_init(&top);
    cf_coef_init(&c);
    cf_element_range(&v, leaf, x);
    if (arf_sgn(&v.lo) <= 0 && arf_sgn(&v.hi) > 0 && cf_element_certify(leaf, x, 1)) {
        arf_set(&top.lo, &v.hi);
        arf_set(&top.hi, &v.hi);
        int bad = r ? cf_iv_power(&v, &top, r, leaf->acc.bits) : cf_iv_function(&v, CF_OP_LOG, 0, &top, leaf->acc.bits);
        if (r) arf_pos_inf(&v.hi);
        else arf_neg_inf(&v.lo);
        cf_coef_set_iv(&c, &v);
        if (!bad) e = cf_element_constant(leaf, &c);
    }
    cf_iv_clear(&v);
    cf_iv_clear(&top);
    cf_coef_clear(&c);
    return e;
}

cf_element *cf_e_of_range(cf_leaf *leaf, cf_op op, long D, const cf_element *x) {
    cf_iv r;
    cf_coef c;
    cf_iv_init(&r);
    cf_coef_init(&c);
    cf_element_range(&r, leaf, x);
    cf_element *e = NULL;
    if (cf_iv_function(&r, op, D, &r, leaf->acc.bits) == 0) {
        cf_coef_set_iv(&c, &r);
        e = cf_element_constant(leaf, &c);
    }
    cf_iv_clear(&r);
    cf_coef_clear(&c);
    return e;
}

/* (1-x)^-p - (1+x)^-p, p = D/(D-2) */
static cf_element *h_of(cf_leaf *leaf, long D, const cf_element *x) {
    cf_element *one = cf_element_si(leaf, 1, 1), *v = cf_element_sub(leaf, one, x), *w = cf_element_add(leaf, one, x);
    if (!v || !w || !cf_element_certify(leaf, v, 1) || !cf_element_certify(leaf, w, 1)) return NULL;
    v = cf_e_power_si(leaf, v, -D, D - 2);
    w = cf_e_power_si(leaf, w, -D, D - 2);
    return v && w ? cf_element_sub(leaf, v, w) : NULL;
}

static cf_element *absolute(cf_leaf *leaf, const cf_element *x) {
    if (cf_element_certify(leaf, x, 0)) return cf_element_add(leaf, x, cf_element_new(leaf));
    cf_element *minus = cf_element_neg(leaf, x);
    return cf_element_certify(leaf, minus, 0) ? minus : NULL;
}

cf_element *cf_element_function(cf_leaf *leaf, cf_op op, long D, const cf_element *x) {
    cf_element *e = NULL;
    cf_coef c;
    cf_iv r;
    if (cf_element_is_constant(leaf, x)) {
        cf_coef_init(&c);
        cf_coef t;
        cf_coef_init(&t);
        cf_element_constant_part(&c, leaf, x);
        if (op == CF_OP_SQRT) {
            e = cf_e_power_si(leaf, x, 1, 2);
        } else if (cf_coef_function(&t, op, D, &c, leaf->acc) == 0) {
            if (c.exact && !t.exact && leaf->W > leaf->V) e = op == CF_OP_H ? h_of(leaf, D, x) : cf_symbolic(leaf, op, D, c.q);
            if (!e) e = cf_element_constant(leaf, &t);
        }
        cf_coef_clear(&t);
        cf_coef_clear(&c);
        return e;
    }
    if (op == CF_OP_SQRT) return cf_e_power_si(leaf, x, 1, 2);
    if (op == CF_OP_LOG) e = cf_element_log(leaf, x);
    else if (op == CF_OP_ABS) e = absolute(leaf, x);
    else if (op == CF_OP_H) e = h_of(leaf, D, x);
    else {
        cf_iv_init(&r);
        cf_element_range(&r, leaf, x);
        e = cf_iv_is_finite(&r) ? cf_e_regular(leaf, op, D, x) : cf_e_at_infinity(leaf, op, D, x);
        cf_iv_clear(&r);
    }
    if (!e) e = cf_e_of_range(leaf, op, D, x);
    return e || op != CF_OP_LOG ? e : cf_e_open_range(leaf, NULL, x);
}

cf_element *cf_element_choose(cf_leaf *leaf, cf_op op, const cf_element *x, const cf_element *y) {
    cf_element *d = cf_element_sub(leaf, x, y), *zero = cf_element_new(leaf);
    int x_larger = d && cf_element_certify(leaf, d, 0), y_larger = d && !x_larger && cf_element_certify(leaf, cf_element_neg(leaf, d), 0);
    if (x_larger || y_larger) return cf_element_add(leaf, x_larger == (op == CF_OP_MAX) ? x : y, zero);
    cf_iv r, s;
    cf_coef c;
    cf_iv_init(&r);
    cf_iv_init(&s);
    cf_coef_init(&c);
    cf_element_range(&r, leaf, x);
    cf_element_range(&s, leaf, y);
    int sign = op == CF_OP_MAX ? 1 : -1;
    if (sign * arf_cmp(&s.lo, &r.lo) > 0) arf_set(&r.lo, &s.lo);
    if (sign * arf_cmp(&s.hi, &r.hi) > 0) arf_set(&r.hi, &s.hi);
    cf_coef_set_iv(&c, &r);
    cf_element *e = cf_element_constant(leaf, &c);
    cf_iv_clear(&r);
    cf_iv_clear(&s);
    cf_coef_clear(&c);
    return e;
}
