/* pair.c - one variable above another: x_j = x_i + t. */
#include "bounds/calculus.h"
#include "bounds/prove/strategy_parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int same_interval(const cf_bound *b, int i, int j) {
    for (int k = 0; k < 2; k++) {
        const cf_end *e = &b->interval[i][k], *f = &b->interval[j][k];
        if (e->infinite != f->infinite || e->open != f->open || (!e->infinite && !fmpq_equal(e->value, f->value))) return 0;
    }
    return 1;
}

/* Where x_i <= x_j: variable j becomes t in x_j = x_i + t (b - x_i), or x_i + t. The goal changes with the view. */
static cf_bound *view_above(cf_goal *out, const cf_bound *bound, const cf_goal *goal, int i, int j) {
    cf_bound *v = cf_view_new(bound);
    cf_graph *g = v->graph;
    cf_end *side = v->interval[j];
    int x = cf_graph_beyond(g, i, j, &side[1]);
    fmpq_zero(side[0].value);
    side[0].infinite = side[0].open = 0;
    if (!side[1].infinite) fmpq_one(side[1].value);
    for (int k = 0; k < v->n_where; k++) {
        v->where[k].small = cf_graph_substitute(g, v->where[k].small, j, x, 1);
        v->where[k].big = cf_graph_substitute(g, v->where[k].big, j, x, 1);
    }
    cf_goal plain = *goal; /* what simplification drops must have been defined */
    plain.small = cf_graph_substitute(g, goal->small, j, x, 1);
    plain.big = cf_graph_substitute(g, goal->big, j, x, 1);
    for (int k = 0; k < goal->n_guards; k++) plain.guard[k] = cf_graph_substitute(g, goal->guard[k], j, x, 1);
    *out = *goal;
    out->small = cf_graph_substitute(g, goal->small, j, x, 0);
    out->big = cf_graph_substitute(g, goal->big, j, x, 0);
    if (cf_s_add_guards(out, &plain) != 0) {
        cf_view_free(v);
        return NULL;
    }
    return v;
}

static int clause_orders(const cf_bound *b, int i, int j) {
    int x = cf_graph_variable(b->graph, i), y = cf_graph_variable(b->graph, j);
    for (int k = 0; k < b->n_where; k++)
        if (!b->where[k].dropped && b->where[k].small == x && b->where[k].big == y) return k;
    return -1;
}

/* The simplifications may drop what is undefined: the substituted sides themselves are guards of what they become. */
cf_proof *cf_s_pair(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_contacts *c, int i, int j, int level, double deadline) {
    if (!same_interval(bound, i, j)) return NULL;
    int k = clause_orders(bound, i, j), back = clause_orders(bound, j, i), meets = 0, V = bound->n_variables;
    if (k < 0 && back >= 0) {
        int swap = i;
        i = j, j = swap, k = back;
    }
    for (int q = 0; q < c->n; q++) meets |= fmpq_equal(c->point + q * V + i, c->point + q * V + j);
    if (k < 0 && !meets) return NULL;
    cf_proof *p = cf_proof_new(k >= 0 ? CF_PROOF_ABOVE : CF_PROOF_PAIR);
    p->coordinate = i, p->end = j, p->clause = k;
    int children = k >= 0 ? 1 : 2, ok = 1;
    for (int q = 0; q < children && ok; q++) {
        cf_goal g;
        p->view[q] = view_above(&g, bound, goal, q ? j : i, q ? i : j);
        if (!p->view[q]) break;
        p->part[q] = cf_s_attack(t, p->view[q], &g, level + 1, cf_search_clock() + (q + 1 < children ? 0.5 : 1) * (deadline - cf_search_clock()));
        ok = p->part[q] != NULL;
    }
    if (ok && p->part[children - 1]) return p;
    cf_proof_free(p);
    return NULL;
}

