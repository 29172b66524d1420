/* valley.c - the goal least along a curve x_i = e, as its derivative shows. */
#include "bounds/prove/strategy_parts.h"
#include <stdlib.h>

enum { TEXT = 20000 };

/* The where-clauses that depend on variable i are no longer assumed. */
static cf_bound *view_without(const cf_bound *bound, int i) {
    cf_bound *v = cf_view_new(bound);
    for (int k = 0; k < v->n_where; k++)
        v->where[k].dropped |= cf_graph_depends(v->graph, v->where[k].small, i) || cf_graph_depends(v->graph, v->where[k].big, i);
    return v;
}

/* The view of the derivative's goal on one side of the curve. */
static cf_bound *view_beside(const cf_bound *bound, int i, int e, int s) {
    cf_bound *v = view_without(bound, i), *w;
    int x = cf_graph_variable(bound->graph, i);
    w = cf_s_view_with(v, s > 0 ? op(bound->graph, CF_OP_SUB, x, e) : op(bound->graph, CF_OP_SUB, e, x));
    cf_view_free(v);
    return w;
}

typedef struct {
    int i, e, s;
    cf_goal side[3], face, slope;
    int n_sides;
} plan;

/* The goals of the rule; nonzero if samples believe them. */
static int plan_valley(cf_strategy *t, plan *v, cf_bound *bound, const cf_goal *goal, int a, int b) {
    cf_graph *g = bound->graph;
    int x = cf_graph_variable(g, v->i), zero = cf_s_number(g, 0);
    v->n_sides = 0;
    for (int k = 0; k < 2; k++) {
        const cf_end *end = &bound->interval[v->i][k];
        if (end->infinite) continue;
        int n = cf_graph_number(g, end->value);
        v->side[v->n_sides++] = (cf_goal){.small = k ? v->e : n, .big = k ? n : v->e, .strict = end->open};
    }
    if (v->s) v->side[v->n_sides++] = (cf_goal){.small = v->s > 0 ? v->e : x, .big = v->s > 0 ? x : v->e};
    v->face = (cf_goal){.small = cf_graph_substitute(g, goal->small, v->i, v->e, 0), .big = cf_graph_substitute(g, goal->big, v->i, v->e, 0),
                        .strict = goal->strict, .n_guards = 1, .guard = {v->e}};
    v->slope = (cf_goal){.small = v->s < 0 ? b : a, .big = v->s < 0 ? a : b};
    if (v->s == 0) v->slope = (cf_goal){.small = zero, .big = op(g, CF_OP_MUL, op(g, CF_OP_SUB, b, a), op(g, CF_OP_SUB, x, v->e))};
    if (cf_s_add_guards(&v->slope, goal) != 0) return 0;
    for (int k = 0; k < v->n_sides; k++)
        if (!cf_s_sampled_true(t, bound, &v->side[k])) return 0;
    return cf_graph_same_form(g, v->face.small, v->face.big) == 1 || cf_s_sampled_true(t, bound, &v->face);
}

/* On the curve x_i is any value: what the clauses say of it is forgotten where the goal seems to hold all the same. */
static cf_bound *view_at_curve(cf_strategy *t, cf_bound *bound, const plan *v) {
    cf_bound *w = view_without(bound, v->i);
    if (cf_graph_same_form(bound->graph, v->face.small, v->face.big) == 1 || cf_s_sampled_true(t, w, &v->face)) return w;
    cf_view_free(w);
    return NULL;
}

static cf_proof *slopes(cf_strategy *t, cf_bound *bound, const plan *v, int a, int b, int level, double deadline);

/* both: the slope on one side after the other. a, b: the derivatives of the sides. */
static cf_proof *prove_valley(cf_strategy *t, cf_bound *bound, const plan *v, int both, int a, int b, int level, double deadline) {
    char *text = cf_graph_source(bound->graph, v->e, bound->variable, TEXT);
    if (!text) return NULL;
    cf_proof *p = cf_proof_rule("[\"valley\",%d,\"%s\",%d]", v->i, text, v->s);
    free(text);
    int ok = 1;
    for (int k = 0; k < v->n_sides && ok; k++) ok = cf_s_add_part(t, p, bound, &v->side[k], level + 1, cf_s_share(t, 0.1, deadline));
    if (ok) {
        p->view[p->n_parts] = view_at_curve(t, bound, v);
        ok = cf_s_add_part(t, p, bound, &v->face, level, cf_s_share(t, 0.4, deadline));
    }
    if (ok) {
        p->view[p->n_parts] = v->s ? view_beside(bound, v->i, v->e, v->s) : view_without(bound, v->i);
        if (both) ok = (p->part[p->n_parts] = slopes(t, p->view[p->n_parts], v, a, b, level + 1, deadline)) != NULL, p->n_parts++;
        else ok = cf_s_add_part(t, p, bound, &v->slope, level + 1, deadline);
    }
    if (ok) return p;
    cf_proof_free(p);
    return NULL;
}

/* Whether the derivative is a multiple of x_i - e, so that its product with that has a square to take out. */
static int divides(cf_bound *bound, int slope, int i, int e) {
    cf_graph *g = bound->graph;
    cf_factors f, d;
    cf_factors_init(&f);
    cf_factors_init(&d);
    int found = 0;
    if (cf_graph_factors(&f, g, op(g, CF_OP_SUB, cf_graph_variable(g, i), e)) == 0 && cf_graph_factors(&d, g, slope) == 0)
        for (int k = 0; k < f.n && !found; k++)
            for (int j = 0; j < d.n && !found; j++)
                found = f.exponent[k] == 1 && d.exponent[j] > 0 && cf_graph_depends(g, f.base[k], i) &&
                        (cf_graph_same_form(g, f.base[k], d.base[j]) == 1 ||
                         cf_graph_same_form(g, f.base[k], op(g, CF_OP_SUB, d.small[j], d.big[j])) == 1);
    cf_factors_clear(&f);
    cf_factors_clear(&d);
    return found;
}

/* The signs of the derivative on both sides of the curve, as samples see them: bits 1 right above, 2 right below. */
static int slopes_away(cf_strategy *t, const cf_bound *bound, int i, int e, int a, int b) {
    int r = 0;
    for (int s = 1; s >= -1; s -= 2) {
        cf_bound *v = view_beside(bound, i, e, s);
        const cf_goal slope = {.small = s > 0 ? a : b, .big = s > 0 ? b : a};
        r |= cf_s_sampled_true(t, v, &slope) ? (s > 0 ? 1 : 2) : 0;
        cf_view_free(v);
    }
    return r;
}

/* The side of the curve on which the domain lies: 0 both. */
static int side_of(cf_strategy *t, const cf_bound *bound, int i, int e) {
    int x = cf_graph_variable(bound->graph, i);
    const cf_goal above = {.small = e, .big = x}, below = {.small = x, .big = e};
    return cf_s_sampled_true(t, bound, &above) ? 1 : cf_s_sampled_true(t, bound, &below) ? -1 : 0;
}

/* (big' - small') (x_i - e) >= 0, one side of the curve after the other. */
static cf_proof *slopes(cf_strategy *t, cf_bound *bound, const plan *v, int a, int b, int level, double deadline) {
    cf_graph *g = bound->graph;
    cf_goal next;
    int up = op(g, CF_OP_SUB, cf_graph_variable(g, v->i), v->e), down = op(g, CF_OP_SUB, v->e, cf_graph_variable(g, v->i));
    cf_proof *p = cf_s_cases(&next, bound, &v->slope, up);
    int ok = p != NULL;
    for (int k = 0; k < 2 && ok; k++) {
        p->part[k] = cf_s_identity(t, p->view[k], &next, k ? b : a, k ? a : b, k ? down : up, -1, -1, NULL, level, cf_s_share(t, k ? 1 : 0.5, deadline));
        p->n_parts = k + 1;
        ok = p->part[k] != NULL;
    }
    if (ok) return p;
    cf_proof_free(p);
    return NULL;
}

/* In one variable. first: only where the domain lies on one side, or the derivative is a multiple of x_i - e. */
static cf_proof *valley(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int i, int first, int level, double deadline) {
    cf_graph *g = bound->graph;
    int a = cf_graph_derivative(g, goal->small, i), b = cf_graph_derivative(g, goal->big, i), list[CF_S_CURVES];
    if (a < 0 || b < 0 || a == b) return NULL;
    int n = cf_s_curves(t, list, CF_S_CURVES, bound, goal, i);
    cf_proof *p = NULL;
    for (int k = 0; k < n && !p; k++) {
        int e = list[k], s = side_of(t, bound, i, e), simple = s || divides(bound, op(g, CF_OP_SUB, b, a), i, e);
        if (simple != first) continue;
        int away = slopes_away(t, bound, i, e, a, b);
        plan v = {.i = i, .e = e, .s = s};
        if (!(away & 1 || s < 0) || !(away & 2 || s > 0) || !plan_valley(t, &v, bound, goal, a, b)) continue;
        double until = cf_s_share(t, 0.6, deadline);
        p = prove_valley(t, bound, &v, !simple, a, b, level, until);
    }
    return p;
}

cf_proof *cf_s_valleys(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline) {
    cf_proof *p = NULL;
    for (int first = 1; first >= 0 && !p; first--)
        for (int i = 0; i < bound->n_variables && !p; i++) p = valley(t, bound, goal, i, first, level, cf_s_share(t, 0.7, deadline));
    return p;
}
