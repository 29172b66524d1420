/* contact.c - points where an inequality touches: minima found in doubles, made rational, kept if the difference is exactly 0. */
#include "bounds/calculus.h"
#include "bounds/prove/search.h"
#include <math.h>
#include <stdlib.h>

enum { MOST = 12, STARTS = 16, STEPS = 800 };

static int known(const cf_contacts *c, int V, const fmpq *x) {
    for (int k = 0; k < c->n; k++) {
        int same = 1;
        for (int i = 0; i < V; i++) same &= fmpq_equal(c->point + k * V + i, x + i);
        if (same) return 1;
    }
    return 0;
}

static void add(cf_contacts *c, int V, const fmpq *x) {
    c->point = realloc(c->point, (size_t)((c->n + 1) * V) * sizeof *c->point);
    if (!c->point) abort();
    for (int i = 0; i < V; i++) {
        fmpq_init(c->point + c->n * V + i);
        fmpq_set(c->point + c->n * V + i, x + i);
    }
    c->n++;
}

/* Beside a side that is 0 nothing is near: one is added to both. */
static void above_zero(cf_goal *goal, cf_graph *g) {
    fmpq_t zero, one;
    fmpq_init(zero);
    fmpq_init(one);
    fmpq_one(one);
    int nothing = cf_graph_number(g, zero), unit = cf_graph_number(g, one);
    fmpq_clear(zero);
    fmpq_clear(one);
    if (goal->small != nothing && goal->big != nothing) return;
    goal->small = cf_graph_simple(g, CF_OP_ADD, 0, goal->small, unit);
    goal->big = cf_graph_simple(g, CF_OP_ADD, 0, goal->big, unit);
}

void cf_contacts_find(cf_contacts *c, cf_bound *bound, const cf_goal *goal) {
    int V = bound->n_variables, zero;
    *c = (cf_contacts){0};
    cf_guess s;
    cf_goal seen = cf_goal_spread(bound, goal);
    above_zero(&seen, bound->graph);
    cf_guess_init(&s, bound, &seen, 20);
    double x[V];
    fmpq *p = malloc((size_t)V * sizeof *p);
    if (!p) abort();
    for (int i = 0; i < V; i++) fmpq_init(p + i);
    /* relative to both sides the goal may be far from 0 all around a point where both are 0 */
    if (V == 1 && cf_at_point(&zero, NULL, bound, goal, p) == CF_AT_HOLDS && zero) add(c, V, p);
    for (int k = 0; k < STARTS && c->n < MOST; k++) {
        double m = INFINITY;
        for (int tries = 0; tries < 60 && !(m < INFINITY); tries++) {
            cf_guess_random(&s, x);
            m = cf_guess_margin(&s, x);
        }
        if (!(m < INFINITY)) continue;
        m = cf_guess_descend(&s, x, STEPS);
        for (int coarse = 0; coarse < 1 + (bound->n_where > 0); coarse++) { /* descents stop short of where a clause is an equality */
            if (!(m < (coarse ? 0.02 : 1e-6))) continue;
            for (int i = 0; i < V; i++) cf_simple_fraction(p + i, x[i], coarse ? 0.03 : 1e-4);
            if (!known(c, V, p) && cf_at_point(&zero, NULL, bound, goal, p) == CF_AT_HOLDS && zero) add(c, V, p);
        }
    }
    for (int i = 0; i < V; i++) fmpq_clear(p + i);
    free(p);
    c->work = s.work;
    cf_guess_clear(&s);
}

void cf_contacts_clear(cf_contacts *c, int V) {
    for (int k = 0; k < c->n * V; k++) fmpq_clear(c->point + k);
    free(c->point);
    *c = (cf_contacts){0};
}
