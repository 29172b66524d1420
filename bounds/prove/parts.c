/* parts.c - what changes the question: faces, concavity, cuts, cleared denominators. Doubles choose what to try; what is tried is
 * proved. */
#include "bounds/calculus.h"
#include "bounds/prove/strategy_parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = CF_S_LEVELS, SAMPLES = 300, EXPRESSION = 4000 };

/* The least and greatest value of node over random points of the domain; 0 if it was NaN somewhere or nowhere defined. */
static int sampled_range(double *least, double *most, const cf_bound *bound, int node) {
    int V = bound->n_variables, seen = 0, ok = 1;
    double x[V];
    cf_goal goal = {.small = node, .big = node};
    cf_guess g;
    cf_guess_init(&g, bound, &goal, 5);
    *least = INFINITY, *most = -INFINITY;
    for (int k = 0; k < SAMPLES && ok; k++) {
        cf_guess_random(&g, x);
        double m = cf_guess_margin(&g, x), v = g.value[node];
        if (m != m) ok = 0;
        if (m != 0 || isinf(v)) continue; /* outside the domain, or beyond the doubles */
        seen = 1;
        if (v < *least) *least = v;
        if (v > *most) *most = v;
    }
    cf_guess_clear(&g);
    return ok && seen;
}

/* Whether the goal held at all samples, up to rounding. */
static int sampled_true(const cf_bound *bound, const cf_goal *goal) {
    int V = bound->n_variables, ok = 1;
    double x[V];
    cf_guess g;
    cf_guess_init(&g, bound, goal, 6);
    for (int k = 0; k < SAMPLES && ok; k++) {
        cf_guess_random(&g, x);
        double m = cf_guess_margin(&g, x);
        ok = m >= -1e-9 || (isinf(m) && m > 0) || m != m;
    }
    cf_guess_clear(&g);
    return ok;
}

int cf_s_add_guards(cf_goal *out, const cf_goal *from) {
    out->n_guards = 0;
    int list[CF_GUARDS + 2], n = 0;
    for (int k = 0; k < from->n_guards; k++) list[n++] = from->guard[k];
    list[n++] = from->small;
    list[n++] = from->big;
    for (int k = 0; k < n; k++) {
        int known = 0;
        for (int j = 0; j < out->n_guards; j++) known |= out->guard[j] == list[k];
        if (known) continue;
        if (out->n_guards == CF_GUARDS) return -1;
        out->guard[out->n_guards++] = list[k];
    }
    return 0;
}

/* The end s of coordinate i closed; as a face: the coordinate fixed there. */
static cf_bound *view_at(const cf_bound *bound, int i, int s, int face) {
    cf_bound *v = cf_view_new(bound);
    for (int k = 0; k < v->n_where; k++) /* the segment to the face may leave what they allow: they are no longer assumed */
        v->where[k].dropped |= cf_graph_depends(v->graph, v->where[k].small, i) || cf_graph_depends(v->graph, v->where[k].big, i);
    v->interval[i][s].open = 0;
    if (face) {
        cf_end *other = &v->interval[i][1 - s];
        fmpq_set(other->value, v->interval[i][s].value);
        other->infinite = other->open = 0;
    }
    return v;
}

static int zero_node(cf_graph *g) {
    fmpq_t zero;
    fmpq_init(zero);
    int r = cf_graph_number(g, zero);
    fmpq_clear(zero);
    return r;
}

/* G(x) = G at the face x_i = end + an integral of the derivative. */
cf_proof *cf_s_face(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int i, int s, int level, double deadline) {
    const cf_end *end = &bound->interval[i][s];
    if (end->infinite) return NULL;
    int a = cf_graph_derivative(bound->graph, goal->small, i), b = cf_graph_derivative(bound->graph, goal->big, i);
    if (a < 0 || b < 0) return NULL;
    cf_goal slope = {.small = s ? b : a, .big = s ? a : b, .strict = goal->strict && end->open};
    cf_goal face = *goal;
    face.strict = goal->strict && !end->open;
    if (cf_s_add_guards(&slope, goal) != 0 || slope.small == slope.big) return NULL;
    cf_proof *p = cf_proof_new(CF_PROOF_FACE);
    p->coordinate = i;
    p->end = s;
    p->view[0] = view_at(bound, i, s, 1);
    p->view[1] = view_at(bound, i, s, 0);
    double now = cf_search_clock();
    if (sampled_true(p->view[1], &slope) && sampled_true(p->view[0], &face) &&
        (p->part[0] = cf_s_attack(t, p->view[0], &face, level + 1, now + 0.4 * (deadline - now))) &&
        (p->part[1] = cf_s_attack(t, p->view[1], &slope, level + 1, deadline)))
        return p;
    cf_proof_free(p);
    return NULL;
}

/* G concave in x_i, so that it is least at an end. */
cf_proof *cf_s_concavity(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int i, int level, double deadline) {
    const cf_end *e = bound->interval[i];
    if (e[0].infinite || e[1].infinite || fmpq_equal(e[0].value, e[1].value)) return NULL;
    cf_graph *g = bound->graph;
    int a = cf_graph_derivative(g, goal->small, i), b = cf_graph_derivative(g, goal->big, i);
    int aa = a < 0 ? -1 : cf_graph_derivative(g, a, i), bb = b < 0 ? -1 : cf_graph_derivative(g, b, i);
    if (aa < 0 || bb < 0 || aa == bb) return NULL;
    cf_goal first = {.small = a, .big = b}, bend = {.small = bb, .big = aa};
    if (cf_s_add_guards(&first, goal) != 0 || cf_s_add_guards(&bend, &first) != 0) return NULL;
    cf_proof *p = cf_proof_new(CF_PROOF_CONCAVE);
    p->coordinate = i;
    for (int s = 0; s < 2; s++) p->view[s] = view_at(bound, i, s, 1);
    p->view[2] = view_at(bound, i, 0, 0);
    p->view[2]->interval[i][1].open = 0;
    double now = cf_search_clock(), part = 0.3 * (deadline - now);
    int ok = sampled_true(p->view[2], &bend);
    for (int s = 0; s < 2 && ok; s++) ok = sampled_true(p->view[s], goal);
    for (int s = 0; s < 2 && ok; s++) ok = (p->part[s] = cf_s_attack(t, p->view[s], goal, level + 1, cf_search_clock() + part)) != NULL;
    if (ok && (p->part[2] = cf_s_attack(t, p->view[2], &bend, level + 1, deadline))) return p;
    cf_proof_free(p);
    return NULL;
}

/* The domain cut at x_i = c. */
static cf_proof *cut(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int i, const fmpq_t c, int level, double deadline) {
    cf_proof *p = cf_proof_new(CF_PROOF_SPLIT);
    p->coordinate = i;
    fmpq_set(p->cut, c);
    int ok = 1;
    for (int s = 0; s < 2 && ok; s++) {
        p->view[s] = cf_view_new(bound);
        cf_end *e = &p->view[s]->interval[i][1 - s];
        fmpq_set(e->value, c);
        e->infinite = e->open = 0;
        p->part[s] = cf_s_attack(t, p->view[s], goal, level, cf_search_clock() + (s ? 1 : 0.5) * (deadline - cf_search_clock()));
        ok = p->part[s] != NULL;
    }
    if (ok) return p;
    cf_proof_free(p);
    return NULL;
}

int cf_s_unbounded_both_ways(const cf_bound *bound) {
    for (int i = 0; i < bound->n_variables; i++)
        if (bound->interval[i][0].infinite && bound->interval[i][1].infinite) return 1;
    return 0;
}

/* Unbounded in two or three coordinates both ways: orthant by orthant, where a chart can take them together. */
cf_proof *cf_s_signs(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline) {
    int both = 0, first = -1, half = 0;
    for (int i = 0; i < bound->n_variables; i++) {
        const cf_end *e = bound->interval[i];
        if (e[0].infinite && e[1].infinite) both++, first = first < 0 ? i : first;
        else half += (e[0].infinite || e[1].infinite) && fmpq_is_zero(e[e[0].infinite != 0].value);
    }
    if (both + half < 2 || both > 3) return NULL;
    if (both == 0) { /* an orthant */
        cf_contacts contacts;
        cf_contacts_find(&contacts, bound, goal);
        cf_proof *p = cf_s_chart(t, bound, goal, &contacts, CF_CHART_SCALE, deadline);
        cf_contacts_clear(&contacts, bound->n_variables);
        return p;
    }
    cf_proof *p = cf_proof_new(CF_PROOF_SPLIT);
    p->coordinate = first;
    int ok = 1;
    for (int s = 0; s < 2 && ok; s++) {
        p->view[s] = cf_view_new(bound);
        cf_end *e = &p->view[s]->interval[first][1 - s];
        fmpq_zero(e->value);
        e->infinite = e->open = 0;
        p->part[s] = cf_s_signs(t, p->view[s], goal, level, cf_search_clock() + (s ? 1 : 0.5) * (deadline - cf_search_clock()));
        ok = p->part[s] != NULL;
    }
    if (ok) return p;
    cf_proof_free(p);
    return NULL;
}

/* The domain cut where the goal touches along a whole face: there a coordinate has one value at several points of contact. */
cf_proof *cf_s_split(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_contacts *c, int i, int level, double deadline) {
    int V = bound->n_variables, best = -1, most = V > 1 ? 2 : 1;
    for (int k = 0; k < c->n; k++) {
        const fmpq *x = c->point + k * V + i;
        const cf_end *e = bound->interval[i];
        if ((!e[0].infinite && fmpq_cmp(x, e[0].value) <= 0) || (!e[1].infinite && fmpq_cmp(x, e[1].value) >= 0)) continue;
        int same = 0;
        for (int j = 0; j < c->n; j++) same += fmpq_equal(x, c->point + j * V + i);
        if (same >= most) most = same, best = k;
    }
    if (best < 0) return NULL;
    fmpq_t c_i;
    fmpq_init(c_i);
    fmpq_set(c_i, c->point + best * V + i);
    cf_proof *p = cut(t, bound, goal, i, c_i, level + 1, deadline);
    fmpq_clear(c_i);
    return p;
}

/* Denominators of quotients in the sum that a side is. */
void cf_s_denominators(int *list, int *n, int most, const cf_graph *g, int node) {
    const cf_node *x = &g->node[node];
    if (x->op == CF_OP_DIV) {
        int known = g->node[x->b].op == CF_OP_NUMBER;
        for (int k = 0; k < *n; k++) known |= list[k] == x->b;
        if (!known && *n < most) list[(*n)++] = x->b;
        cf_s_denominators(list, n, most, g, x->a);
    } else if (x->op == CF_OP_NEG) {
        cf_s_denominators(list, n, most, g, x->a);
    } else if (x->op == CF_OP_ADD || x->op == CF_OP_SUB || x->op == CF_OP_MUL) {
        cf_s_denominators(list, n, most, g, x->a);
        cf_s_denominators(list, n, most, g, x->b);
    }
}

cf_proof *cf_s_times(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int e, int level, double deadline) {
    double least, most;
    if (!sampled_range(&least, &most, bound, e) || (least <= 0 && most >= 0)) return NULL;
    cf_graph *g = bound->graph;
    if (most < 0) e = cf_graph_unary(g, CF_OP_NEG, e);
    cf_goal positive = {.small = zero_node(g), .big = e, .strict = 1};
    cf_goal rest = {.small = cf_graph_times(g, goal->small, e), .big = cf_graph_times(g, goal->big, e), .strict = goal->strict};
    if (cf_s_add_guards(&rest, goal) != 0) return NULL;
    cf_proof *p = cf_proof_new(CF_PROOF_TIMES);
    p->expression = cf_graph_source(g, e, bound->variable, EXPRESSION);
    double now = cf_search_clock();
    if (p->expression && (p->part[0] = cf_s_attack(t, bound, &positive, LEVELS, now + 0.3 * (deadline - now))) &&
        (p->part[1] = cf_s_attack(t, bound, &rest, level + 1, deadline)))
        return p;
    cf_proof_free(p);
    return NULL;
}

