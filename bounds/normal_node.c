/* normal_node.c - expressions from normal forms: short polynomials in factors, each in Horner's form. */
#include "bounds/normal.h"
#include <stdlib.h>

static int number_node(cf_graph *g, slong p) {
    fmpq_t v;
    fmpq_init(v);
    fmpq_set_si(v, p, 1);
    int r = cf_graph_number(g, v);
    fmpq_clear(v);
    return r;
}

/* atom^e; a root's power is one node. */
static int atom_power(cf_forms *c, int k, ulong e) {
    fmpq_t r;
    fmpq_init(r);
    int node = c->atom[k].node;
    if (c->atom[k].root) {
        fmpq_set_si(r, (slong)e, c->atom[k].root);
        node = c->atom[k].shown;
    } else {
        fmpq_set_si(r, (slong)e, 1);
    }
    node = cf_graph_simple_power(c->g, node, r);
    fmpq_clear(r);
    return node;
}

static int times(cf_graph *g, int a, int b) { return cf_graph_simple(g, CF_OP_MUL, 0, a, b); }

/* Horner: the atom that most terms share is taken out of them. Coefficients are taken as they are. */
static int horner(cf_forms *c, const fmpq_mpoly_t p) {
    slong n = fmpq_mpoly_length(p, c->ctx);
    ulong exps[CF_FORM_ATOMS], least[CF_FORM_ATOMS];
    int uses[CF_FORM_ATOMS] = {0}, best = -1;
    fmpq_t v;
    fmpq_init(v);
    for (slong i = 0; i < n; i++) {
        fmpq_mpoly_get_term_exp_ui(exps, p, i, c->ctx);
        for (int k = 0; k < c->n; k++) {
            if (!exps[k]) continue;
            if (!uses[k]++ || exps[k] < least[k]) least[k] = exps[k];
        }
    }
    for (int k = 0; k < c->n; k++)
        if (uses[k] > 0 && (best < 0 || uses[k] > uses[best])) best = k;
    int node;
    if (n <= 1 || best < 0) {
        node = number_node(c->g, 0);
        if (n == 1) {
            fmpq_mpoly_get_term_coeff_fmpq(v, p, 0, c->ctx);
            fmpq_mpoly_get_term_exp_ui(exps, p, 0, c->ctx);
            int product = number_node(c->g, 1);
            for (int k = 0; k < c->n; k++)
                if (exps[k]) product = times(c->g, product, atom_power(c, k, exps[k]));
            node = times(c->g, cf_graph_number(c->g, v), product);
        }
    } else {
        fmpq_mpoly_t with, without;
        fmpq_mpoly_init(with, c->ctx);
        fmpq_mpoly_init(without, c->ctx);
        int alone = uses[best] < 2; /* nothing is shared: term by term */
        for (slong i = 0; i < n; i++) {
            fmpq_mpoly_get_term_coeff_fmpq(v, p, i, c->ctx);
            fmpq_mpoly_get_term_exp_ui(exps, p, i, c->ctx);
            int in = alone ? i == 0 : exps[best] > 0;
            if (in && !alone) exps[best] -= least[best];
            fmpq_mpoly_push_term_fmpq_ui(in ? with : without, v, exps, c->ctx);
        }
        fmpq_mpoly_sort_terms(with, c->ctx);
        fmpq_mpoly_sort_terms(without, c->ctx);
        int a = horner(c, with), b = horner(c, without);
        if (!alone) a = times(c->g, atom_power(c, best, least[best]), a);
        node = cf_graph_simple(c->g, CF_OP_ADD, 0, a, b);
        fmpq_mpoly_clear(with, c->ctx);
        fmpq_mpoly_clear(without, c->ctx);
    }
    fmpq_clear(v);
    return node;
}

void cf_form_sides(int *small, int *big, cf_forms *c, const fmpq_mpoly_t p) {
    fmpq_mpoly_t side[2];
    ulong exps[CF_FORM_ATOMS];
    fmpq_t v;
    fmpq_init(v);
    for (int s = 0; s < 2; s++) fmpq_mpoly_init(side[s], c->ctx);
    for (slong i = 0; i < fmpq_mpoly_length(p, c->ctx); i++) {
        fmpq_mpoly_get_term_coeff_fmpq(v, p, i, c->ctx);
        fmpq_mpoly_get_term_exp_ui(exps, p, i, c->ctx);
        int s = fmpq_sgn(v) > 0;
        fmpq_abs(v, v);
        fmpq_mpoly_push_term_fmpq_ui(side[s], v, exps, c->ctx);
    }
    *small = horner(c, side[0]);
    *big = horner(c, side[1]);
    for (int s = 0; s < 2; s++) fmpq_mpoly_clear(side[s], c->ctx);
    fmpq_clear(v);
}

/* big - small, negative coefficients apart: sums of both signs are seen as differences. */
static int difference(cf_forms *c, const fmpq_mpoly_t p) {
    int small, big;
    cf_form_sides(&small, &big, c, p);
    return cf_graph_simple(c->g, CF_OP_SUB, 0, big, small);
}

/* Short polynomials in factors, the others as they are. */
static int polynomial(cf_forms *c, const fmpq_mpoly_t p) {
    enum { SHORT = 60, LOW = 24 };
    if (fmpq_mpoly_length(p, c->ctx) <= 1 || fmpq_mpoly_length(p, c->ctx) > SHORT || fmpq_mpoly_total_degree_si(p, c->ctx) > LOW) return difference(c, p);
    fmpq_mpoly_factor_t f;
    fmpq_mpoly_t base;
    fmpq_t v;
    fmpq_init(v);
    fmpq_mpoly_init(base, c->ctx);
    fmpq_mpoly_factor_init(f, c->ctx);
    int node = -1;
    if (fmpq_mpoly_factor(f, p, c->ctx) && fmpq_mpoly_factor_make_integral(f, c->ctx)) {
        fmpq_mpoly_factor_get_constant_fmpq(v, f, c->ctx);
        node = cf_graph_number(c->g, v);
        for (slong k = 0; k < fmpq_mpoly_factor_length(f, c->ctx); k++) {
            fmpq_mpoly_factor_get_base(base, f, k, c->ctx);
            fmpq_set_si(v, fmpq_mpoly_factor_get_exp_si(f, k, c->ctx), 1);
            node = times(c->g, node, cf_graph_simple_power(c->g, difference(c, base), v));
        }
    }
    fmpq_mpoly_factor_clear(f, c->ctx);
    fmpq_mpoly_clear(base, c->ctx);
    fmpq_clear(v);
    return node >= 0 ? node : difference(c, p);
}

int cf_form_node(cf_forms *c, const cf_quotient *a) {
    int p = polynomial(c, a->p);
    if (fmpq_mpoly_is_one(a->q, c->ctx)) return p;
    return cf_graph_simple(c->g, CF_OP_DIV, 0, p, polynomial(c, a->q));
}

int cf_graph_cost(const cf_graph *g, int node) {
    char *need = calloc((size_t)node + 1, 1);
    if (!need) abort();
    need[node] = 1;
    int n = 0;
    for (int k = node; k >= 0; k--) {
        if (!need[k]) continue;
        n += g->node[k].op != CF_OP_NUMBER && g->node[k].op != CF_OP_VARIABLE;
        if (g->node[k].a >= 0) need[g->node[k].a] = 1;
        if (g->node[k].b >= 0) need[g->node[k].b] = 1;
    }
    free(need);
    return n;
}
