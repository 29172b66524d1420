/* sample.c - what random points in doubles say of a goal or a node: whether it is worth while to try a proof. */
#include "bounds/prove/strategy_parts.h"
#include <math.h>

enum { SAMPLES = 300 };

int cf_s_sampled_range(cf_strategy *t, double *least, double *most, const cf_bound *bound, int node) {
    int V = bound->n_variables, seen = 0, ok = 1;
    double x[V];
    cf_goal goal = {.small = node, .big = node};
    cf_guess g;
    cf_guess_init(&g, bound, &goal, 5);
    *least = INFINITY, *most = -INFINITY;
    for (int k = 0; k < SAMPLES && ok; k++) {
        cf_guess_random(&g, x);
        double m = cf_guess_margin(&g, x);
        if (m != m) ok = 0;
        if (m != 0 || isinf(g.value[node])) continue; /* outside the domain, or beyond the doubles */
        double v = g.value[node];
        seen = 1;
        if (v < *least) *least = v;
        if (v > *most) *most = v;
    }
    cf_s_guessed(t, g.work);
    cf_guess_clear(&g);
    return ok && seen;
}

int cf_s_sampled_true(cf_strategy *t, const cf_bound *bound, const cf_goal *goal) {
    int V = bound->n_variables, ok = 1;
    double x[V];
    cf_guess g;
    cf_guess_init(&g, bound, goal, 6);
    g.careful = 1;
    for (int k = 0; k < SAMPLES && ok; k++) {
        cf_guess_random(&g, x);
        double m = cf_guess_margin(&g, x);
        ok = m >= -1e-9 || (isinf(m) && m > 0) || m != m;
    }
    cf_s_guessed(t, g.work);
    cf_guess_clear(&g);
    return ok;
}
