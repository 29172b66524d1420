/* multiplier.c - where the goal touches on a where-clause: what the clause takes of the gradient there is its multiplier. */
#include "bounds/prove/strategy_parts.h"
#include <math.h>

static double as_double(const fmpq_t q) { return fmpz_get_d(fmpq_numref(q)) / fmpz_get_d(fmpq_denref(q)); }

/* The derivatives of big - small at x by differences, on the side where both sides are defined. */
static void gradient(double *out, cf_strategy *t, const cf_bound *bound, int small, int big, const double *x) {
    int V = bound->n_variables;
    const cf_goal goal = {.small = small, .big = big};
    cf_guess g;
    cf_guess_init(&g, bound, &goal, 1);
    for (int i = 0; i < V; i++) {
        double y[V], value[2], step = 0x1p-17 * (1 + fabs(x[i]));
        for (int v = 0; v < V; v++) y[v] = x[v];
        for (int s = 0; s < 2; s++) {
            y[i] = x[i] + (s ? step : -step);
            cf_guess_eval(&g, y);
            value[s] = g.value[big] - g.value[small];
        }
        out[i] = (value[1] - value[0]) / (2 * step);
    }
    cf_s_guessed(t, g.work);
    cf_guess_clear(&g);
}

static double value_at(cf_strategy *t, const cf_bound *bound, int node, const double *x) {
    const cf_goal goal = {.small = node, .big = node};
    cf_guess g;
    cf_guess_init(&g, bound, &goal, 1);
    cf_guess_eval(&g, x);
    double v = g.value[node];
    cf_s_guessed(t, g.work);
    cf_guess_clear(&g);
    return v;
}

/* G less l times the clause: l a number, or in proportion to a side of the clause. */
static cf_proof *with(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int k, double l, const double *x, int level, double deadline) {
    cf_graph *g = bound->graph;
    const cf_relation *w = &bound->where[k];
    int form[3] = {cf_s_number(g, 1), w->small, w->big};
    cf_proof *p = NULL;
    fmpq_t r;
    fmpq_init(r);
    for (int f = 0; f < 3 && !p; f++) {
        double at = value_at(t, bound, form[f], x), whole = l / at;
        if ((f && g->node[form[f]].op == CF_OP_NUMBER) || !(at > 0)) continue;
        cf_simple_fraction(r, whole, 1e-6);
        if (fmpz_bits(fmpq_denref(r)) > 16 || fmpq_sgn(r) <= 0 || !(fabs(as_double(r) - whole) < 1e-6 * (1 + whole))) continue;
        int lambda = op(g, CF_OP_MUL, cf_graph_number(g, r), form[f]);
        int small = op(g, CF_OP_ADD, goal->small, op(g, CF_OP_MUL, lambda, op(g, CF_OP_SUB, w->big, w->small)));
        p = cf_s_identity(t, bound, goal, small, goal->big, cf_s_number(g, 1), k, lambda, NULL, level, cf_s_share(t, 0.5, deadline));
    }
    fmpq_clear(r);
    return p;
}

cf_proof *cf_s_multiplied(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_contacts *c, int level, double deadline) {
    int V = bound->n_variables;
    double x[V], up[V], side[V];
    cf_proof *p = NULL;
    for (int q = 0; q < c->n && !p; q++)
        for (int k = 0; k < bound->n_where && !p; k++) {
            const cf_relation *w = &bound->where[k];
            double along = 0, length = 0;
            if (w->dropped) continue;
            for (int i = 0; i < V; i++) x[i] = as_double(c->point + q * V + i);
            gradient(side, t, bound, w->small, w->big, x);
            gradient(up, t, bound, goal->small, goal->big, x);
            if (!(fabs(value_at(t, bound, op(bound->graph, CF_OP_SUB, w->big, w->small), x)) < 1e-12)) continue;
            for (int i = 0; i < V; i++) along += up[i] * side[i], length += side[i] * side[i];
            if (along / length > 1e-6) p = with(t, bound, goal, k, along / length, x, level + 1, deadline);
        }
    return p;
}
