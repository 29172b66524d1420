/* unwind.c - the argument of an inverse function written by its value: then powers, exp, sinh and cosh alone are left. */
#include "bounds/prove/strategy_parts.h"
#include <stdlib.h>

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

enum { MOST = 6 };
typedef struct {
    int n, next, j[MOST];
    cf_op f[MOST];
    long depth[MOST];
} unwinding;

/* What is known of functions of functions, and h by its powers. */
static int next_known(int *b, cf_strategy *t, cf_bound *bound, const cf_goal *goal, const void *plan) {
    int a = cf_s_next_simpler(b, t, bound, goal, plan), last = goal->small > goal->big ? goal->small : goal->big, left, w;
    cf_graph *g = bound->graph;
    if (a >= 0) return a;
    for (a = 0; a <= last; a++)
        if (g->node[a].op == CF_OP_H && (cf_graph_holds(g, goal->small, a) || cf_graph_holds(g, goal->big, a)) && cf_s_elementary(&left, b, &w, g, a, a)) return a;
    return -1;
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

/* One variable after the other; then what is known. */
static cf_proof *unwound(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const void *plan, int level, double deadline) {
    cf_graph *g = bound->graph;
    unwinding u = *(const unwinding *)plan;
    if (u.next == u.n) return cf_s_equal(t, bound, goal, next_known, NULL, NULL, level, deadline);
    int k = u.next++, x = cf_graph_variable(g, u.j[k]);
    cf_s_change c = {.j = u.j[k], .f = cf_graph_simple(g, u.f[k], u.depth[k], x, -1)};
    c.e = cf_graph_simple(g, u.f[k] == CF_OP_H_INV ? CF_OP_H : CF_OP_SINH, u.depth[k], x, -1);
    if (u.f[k] == CF_OP_Q_PRIME) c.e = op(g, CF_OP_MUL, cf_s_number(g, 2), c.e);
    return ends(&c, bound, u.j[k], u.f[k] == CF_OP_H_INV) ? cf_s_put(t, bound, goal, &c, unwound, &u, level, deadline) : NULL;
}

cf_proof *cf_s_unwound(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int depth, int level, double deadline) {
    unwinding u = {0};
    for (int j = 0; j < bound->n_variables && u.n < MOST; j++) {
        u.j[u.n] = j;
        u.f[u.n] = unwinds(&u.depth[u.n], bound, goal, j);
        u.n += u.f[u.n] != CF_OP_NUMBER && (!depth || u.f[u.n] == CF_OP_H_INV);
    }
    return u.n ? cf_s_defined(t, bound, goal, unwound, &u, level, deadline) : NULL;
}
