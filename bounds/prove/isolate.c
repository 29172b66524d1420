/* isolate.c - the goal divided by what stands in the way: the factor of a max or min, the factor of a function before it is
 * differentiated, the conjugate of a root. */
#include "bounds/prove/strategy_parts.h"

enum { ATOMS = 4 };

/* The sign that samples see, 0: both. */
static int sign_of(cf_strategy *t, const cf_bound *bound, int node) {
    int zero = cf_s_number(bound->graph, 0);
    const cf_goal up = {.small = zero, .big = node}, down = {.small = node, .big = zero};
    return cf_s_sampled_true(t, bound, &up) ? 1 : cf_s_sampled_true(t, bound, &down) ? -1 : 0;
}

/* c min(..) on the small side, c max(..) on the big one: divided by c, one of the arguments may be chosen on each box. */
cf_proof *cf_s_choices(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline) {
    cf_graph *g = bound->graph;
    for (int s = 0; s < 2; s++) {
        const cf_node top = g->node[s ? goal->big : goal->small];
        if (top.op != CF_OP_MUL) continue;
        for (int k = 0; k < 2; k++) {
            int choice = k ? top.b : top.a, c = k ? top.a : top.b;
            if (g->node[choice].op != (s ? CF_OP_MAX : CF_OP_MIN) || sign_of(t, bound, c) != 1) continue;
            int other = op(g, CF_OP_DIV, s ? goal->small : goal->big, c);
            return cf_s_identity(t, bound, goal, s ? other : choice, s ? choice : other, c, -1, -1, NULL, level, deadline);
        }
    }
    return NULL;
}

/* Shorter, or without roots and not much longer. */
static int is_simpler(cf_graph *g, int rest, int whole) {
    cf_in_atom any;
    int before = cf_graph_cost(g, whole), after = cf_graph_cost(g, rest);
    return after < before || (after <= 2 * before && cf_graph_in_atoms(&any, 1, g, rest, 1) == 0);
}

/* a + b sqrt(B), a and b of unlike signs: the sign is that of a^2 - b^2 B, or opposite. early: only where that is shorter. */
cf_proof *cf_s_rationalised(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int early, int level, double deadline) {
    cf_graph *g = bound->graph;
    cf_in_atom list[ATOMS];
    int whole = cf_s_difference(g, goal), n = cf_graph_in_atoms(list, ATOMS, g, whole, 1), zero = cf_s_number(g, 0);
    cf_proof *p = NULL;
    for (int k = 0; k < n && !p; k++) {
        const cf_in_atom *x = &list[k];
        int a = sign_of(t, bound, x->free), b = sign_of(t, bound, x->slope), c = sign_of(t, bound, x->below);
        if (a * b >= 0 || c == 0) continue;
        int root = op(g, CF_OP_MUL, x->slope, x->atom), sum = a > 0 ? op(g, CF_OP_SUB, x->free, root) : op(g, CF_OP_SUB, root, x->free);
        int squares[2] = {op(g, CF_OP_MUL, x->free, x->free), op(g, CF_OP_MUL, root, root)}, swap = (a < 0) != (c < 0), small, big;
        int rest = cf_graph_canonical(g, op(g, CF_OP_SUB, squares[swap], squares[!swap]));
        if (rest < 0 || (early && !is_simpler(g, rest, whole)) || cf_graph_spread(&small, &big, g, rest) != 0) continue;
        int below = c < 0 ? op(g, CF_OP_SUB, zero, x->below) : x->below;
        int m = op(g, CF_OP_DIV, cf_s_number(g, 1), op(g, CF_OP_MUL, sum, below));
        p = cf_s_identity(t, bound, goal, small, big, m, -1, -1, NULL, level, cf_s_share(t, 0.6, deadline));
    }
    return p;
}

/* By derivatives, before anything is multiplied out again. */
static cf_proof *differentiated(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline) {
    cf_proof *p = cf_s_valleys(t, bound, goal, level, cf_s_share(t, 0.6, deadline));
    for (int i = 0; i < bound->n_variables && !p; i++)
        for (int s = 0; s < 2 && !p; s++) p = cf_s_face(t, bound, goal, i, s, level, cf_s_share(t, 0.5, deadline));
    return p;
}

/* m (f + rest) with a function f: its derivative is simple where that of m f is not. */
cf_proof *cf_s_isolated(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline) {
    cf_graph *g = bound->graph;
    cf_in_atom list[ATOMS];
    int n = cf_graph_in_atoms(list, ATOMS, g, cf_s_difference(g, goal), 0), zero = cf_s_number(g, 0);
    cf_proof *p = NULL;
    for (int k = 0; k < n && !p; k++) {
        const cf_in_atom *x = &list[k];
        int m = op(g, CF_OP_DIV, x->slope, x->below), s = sign_of(t, bound, m);
        if (s == 0) continue;
        int side[2] = {op(g, CF_OP_SUB, zero, x->part), op(g, CF_OP_ADD, x->atom, x->whole)};
        if (s < 0) m = op(g, CF_OP_SUB, zero, m);
        p = cf_s_identity(t, bound, goal, side[s < 0], side[s > 0], m, -1, -1, differentiated, level, cf_s_share(t, 0.5, deadline));
    }
    return p;
}
