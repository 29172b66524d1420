/* normal_exp.c - deep normal forms: exp of a sum as a product of powers, sinh and cosh by exp. */
#include "bounds/normal.h"

enum { FEW = 8 }; /* terms of a sum that is taken apart */

/* exp(c y)'s factor: y a form whose numerator is a monomial with coefficient 1. Where y is a logarithm, the power of what it is of. */
static int factor(cf_quotient *out, cf_forms *c, const cf_quotient *y, const fmpq_t e) {
    int node = cf_form_node(c, y), ok;
    if (node < 0) return -1;
    cf_quotient base;
    cf_quotient_init(&base, c);
    int log = c->g->node[node].op == CF_OP_LOG, as_it_stood = log ? c->g->node[node].a : cf_graph_simple(c->g, CF_OP_EXP, 0, node, -1);
    ok = log ? cf_form_of(&base, c, as_it_stood) : cf_form_atom(&base, c, as_it_stood, 0, NULL);
    if (ok == 0) ok = cf_form_power(out, c, e, &base, as_it_stood);
    cf_quotient_clear(&base, c);
    return ok;
}

static int exponential(cf_quotient *out, cf_forms *c, const cf_quotient *a) {
    slong n = fmpq_mpoly_length(a->p, c->ctx);
    if (n > FEW) {
        int node = cf_form_node(c, a);
        return node < 0 ? -1 : cf_form_atom(out, c, cf_graph_simple(c->g, CF_OP_EXP, 0, node, -1), 0, NULL);
    }
    cf_quotient y, z, one;
    fmpq_t e;
    fmpq_init(e);
    cf_quotient_init(&y, c);
    cf_quotient_init(&z, c);
    cf_quotient_init(&one, c);
    fmpq_mpoly_one(one.p, c->ctx);
    fmpq_mpoly_one(out->p, c->ctx);
    fmpq_mpoly_one(out->q, c->ctx);
    int ok = 0;
    for (slong k = 0; k < n && ok == 0; k++) {
        fmpq_mpoly_get_term_coeff_fmpq(e, a->p, k, c->ctx);
        fmpq_mpoly_get_term_monomial(y.p, a->p, k, c->ctx);
        fmpq_mpoly_set(y.q, a->q, c->ctx);
        ok = cf_quotient_combine(&y, c, CF_OP_MUL, &y, &one); /* lowest terms */
        if (ok == 0) ok = factor(&z, c, &y, e);
        if (ok == 0) ok = cf_quotient_combine(out, c, CF_OP_MUL, out, &z);
    }
    cf_quotient_clear(&y, c);
    cf_quotient_clear(&z, c);
    cf_quotient_clear(&one, c);
    fmpq_clear(e);
    return ok;
}

int cf_form_exponential(cf_quotient *out, cf_forms *c, cf_op op, const cf_quotient *a) {
    cf_quotient up, down;
    cf_quotient_init(&up, c);
    cf_quotient_init(&down, c);
    int ok = exponential(&up, c, a);
    if (ok == 0 && op != CF_OP_EXP) {
        fmpq_t two;
        fmpq_init(two);
        fmpq_set_si(two, 2, 1);
        fmpq_mpoly_one(down.p, c->ctx);
        ok = cf_quotient_combine(&down, c, CF_OP_DIV, &down, &up);
        if (ok == 0) ok = cf_quotient_combine(&up, c, op == CF_OP_SINH ? CF_OP_SUB : CF_OP_ADD, &up, &down);
        if (ok == 0) fmpq_mpoly_scalar_div_fmpq(up.p, up.p, two, c->ctx);
        fmpq_clear(two);
    }
    if (ok == 0) fmpq_mpoly_set(out->p, up.p, c->ctx), fmpq_mpoly_set(out->q, up.q, c->ctx);
    cf_quotient_clear(&up, c);
    cf_quotient_clear(&down, c);
    return ok;
}
