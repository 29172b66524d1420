/* bound_value.c - the two sides of a bound at one point, in balls: the definitions transcribed, node by node. */
#include "bounds/bound.h"
#include "verify/bound_check.h"
#include "verify/lookup.h"
#include "verify/registry.h"
#include "verify/run_private.h"
#include <stdlib.h>
#include <string.h>

char *cf_bound_text(const cf_claim *claim) {
    size_t n = 1;
    for (const char *const *s = claim->source; *s; s++) n += strlen(*s) + 1;
    char *text = cf_must(malloc(n)), *end = text;
    for (const char *const *s = claim->source; *s; s++) {
        size_t k = strlen(*s);
        memcpy(end, *s, k);
        end[k] = '\n';
        end += k + 1;
    }
    *end = '\0';
    return text;
}

static void depth_value(arb_t out, const cf_node *x, const arb_t a, slong prec) {
    fmpq_t D;
    fmpq_init(D);
    fmpq_set_si(D, x->n, 1);
    if (x->op == CF_OP_H) cf_ref_h(out, D, a, prec);
    else if (x->op == CF_OP_H_INV) cf_ref_h_inv(out, D, a, prec);
    else cf_ref_q_depth(out, D, a, prec);
    fmpq_clear(D);
}

static void function_value(arb_t out, const cf_node *x, const arb_t a, slong prec) {
    switch (x->op) {
    case CF_OP_NEG: arb_neg(out, a); break;
    case CF_OP_POWER: arb_pow_fmpq(out, a, x->number, prec); break;
    case CF_OP_ABS: arb_abs(out, a); break;
    case CF_OP_SQRT: arb_sqrt(out, a, prec); break;
    case CF_OP_EXP: arb_exp(out, a, prec); break;
    case CF_OP_LOG: arb_log(out, a, prec); break;
    case CF_OP_SINH: arb_sinh(out, a, prec); break;
    case CF_OP_COSH: arb_cosh(out, a, prec); break;
    case CF_OP_ASINH: arb_asinh(out, a, prec); break;
    case CF_OP_Q: cf_ref_q(out, a, prec); break;
    case CF_OP_Q_PRIME: cf_ref_q_prime(out, a, prec); break;
    default: depth_value(out, x, a, prec);
    }
}

static void node_value(arb_ptr value, const cf_graph *g, int i, arb_srcptr point, slong prec) {
    const cf_node *x = &g->node[i];
    arb_srcptr a = x->a >= 0 ? value + x->a : NULL, b = x->b >= 0 ? value + x->b : NULL;
    switch (x->op) {
    case CF_OP_NUMBER: arb_set_fmpq(value + i, x->number, prec); break;
    case CF_OP_VARIABLE: arb_set(value + i, point + x->n); break;
    case CF_OP_ADD: arb_add(value + i, a, b, prec); break;
    case CF_OP_SUB: arb_sub(value + i, a, b, prec); break;
    case CF_OP_MUL: arb_mul(value + i, a, b, prec); break;
    case CF_OP_DIV: arb_div(value + i, a, b, prec); break;
    case CF_OP_POW: arb_pow(value + i, a, b, prec); break;
    case CF_OP_MIN: arb_min(value + i, a, b, prec); break;
    case CF_OP_MAX: arb_max(value + i, a, b, prec); break;
    default: function_value(value + i, x, a, prec);
    }
}

void cf_bound_sides(arb_t small, arb_t big, const char *id, arb_srcptr point, slong prec) {
    const cf_claim *claim = cf_find_claim(cf_claims, id);
    if (!claim || !claim->source) flint_abort();
    char *text = cf_bound_text(claim);
    cf_bounds all;
    if (cf_bounds_parse(&all, text, strlen(text), id) != 0 || all.n != 1) flint_abort();
    const cf_bound *b = &all.bound[0];
    arb_ptr value = _arb_vec_init(b->graph->n);
    int last = b->prove.small > b->prove.big ? b->prove.small : b->prove.big;
    for (int i = 0; i <= last; i++) node_value(value, b->graph, i, point, prec);
    arb_set(small, value + b->prove.small);
    arb_set(big, value + b->prove.big);
    _arb_vec_clear(value, b->graph->n);
    cf_bounds_clear(&all);
    free(text);
}
