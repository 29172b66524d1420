/* unwind.c - the argument of an inverse function written by its value: then powers, exp, sinh and cosh alone are left. */
#include "bounds/prove/strategy_parts.h"
#include <stdlib.h>

static int op(cf_graph *g, cf_op o, int a, int b) { return cf_graph_simple(g, o, 0, a, b); }

/* The function to unwind in x_j: q_prime also for q, h_inv (its depth) also for q_depth. CF_OP_NUMBER: none, or not all are of x_j alone. */
static cf_op unwinds(long *depth, const cf_bound *bound, const cf_goal *goal, int j) {
    cf_graph *g = bound->graph;
    cf_op found = CF_OP_NUMBER;
    int last = goal->small > goal->big ? goal->small : goal->big, x = cf_graph_variable(g, j);
    for (int k = 0; k <= last; k++) {
        const cf_node *v = &g->node[k];
        cf_op o = v->op == CF_OP_Q ? CF_OP_Q_PRIME : v->op == CF_OP_Q_DEPTH ? CF_OP_H_INV : v->op;
        if (o != CF_OP_Q_PRIME && o != CF_OP_H_INV && o != CF_OP_ASINH) continue;
        if (!cf_graph_depends(g, k, j) || (!cf_graph_holds(g, goal->small, k) && !cf_graph_holds(g, goal->big, k))) continue;
        if (v->a != x || (found != CF_OP_NUMBER && (found != o || *depth != v->n))) return CF_OP_NUMBER;
        found = o, *depth = v->n;
    }
    return found;
}

/* Once x_j is put: what is known of functions of functions, and h by its powers. */
static cf_proof *made_explicit(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const void *plan, int level, double deadline) {
    cf_graph *g = bound->graph;
    int j = *(const int *)plan, last = goal->small > goal->big ? goal->small : goal->big, left, right, w;
    for (int a = 0; a <= last; a++) {
        if (!cf_graph_depends(g, a, j) || (!cf_graph_holds(g, goal->small, a) && !cf_graph_holds(g, goal->big, a))) continue;
        int b = cf_s_simpler(t, bound, a);
        if (b >= 0) return cf_s_equal(t, bound, goal, a, b, made_explicit, plan, level, deadline);
    }
    for (int a = 0; a <= last; a++)
        if (g->node[a].op == CF_OP_H && cf_graph_depends(g, a, j) && (cf_graph_holds(g, goal->small, a) || cf_graph_holds(g, goal->big, a)) &&
            cf_s_elementary(&left, &right, &w, g, a, a))
            return cf_s_equal(t, bound, goal, a, right, made_explicit, plan, level, deadline);
    return cf_s_attack(t, bound, goal, level, deadline);
}

/* The ends of the new unknown: those of x_j are 0 or infinite. */
static int ends(cf_s_change *c, const cf_bound *bound, int j, int finite) {
    for (int s = 0; s < 2; s++) {
        const cf_end *e = &bound->interval[j][s];
        fmpq_init(c->end[s].value);
        c->end[s].open = e->open;
        c->end[s].infinite = finite ? 0 : e->infinite;
        if (!e->infinite && !fmpq_is_zero(e->value)) return 0;
        if (e->infinite && finite) fmpq_set_si(c->end[s].value, s ? 1 : -1, 1);
    }
    return 1;
}

typedef struct {
    int j;
    cf_op f;
    long depth;
} unwinding;

static cf_proof *unwound(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const void *plan, int level, double deadline) {
    cf_graph *g = bound->graph;
    int j = ((const unwinding *)plan)->j, x = cf_graph_variable(g, j);
    cf_op f = ((const unwinding *)plan)->f;
    long depth = ((const unwinding *)plan)->depth;
    cf_s_change c = {.j = j, .f = cf_graph_simple(g, f, depth, x, -1)};
    c.e = cf_graph_simple(g, f == CF_OP_H_INV ? CF_OP_H : CF_OP_SINH, depth, x, -1);
    if (f == CF_OP_Q_PRIME) c.e = op(g, CF_OP_MUL, cf_s_number(g, 2), c.e);
    cf_proof *p = ends(&c, bound, j, f == CF_OP_H_INV) ? cf_s_put(t, bound, goal, &c, made_explicit, &j, level, deadline) : NULL;
    return p;
}

cf_proof *cf_s_unwound(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int depth, int level, double deadline) {
    for (int j = 0; j < bound->n_variables; j++) {
        long D = 0;
        cf_op f = unwinds(&D, bound, goal, j);
        if (f == CF_OP_NUMBER || (depth && f != CF_OP_H_INV)) continue;
        const unwinding plan = {j, f, D};
        return cf_s_defined(t, bound, goal, unwound, &plan, level, deadline);
    }
    return NULL;
}
