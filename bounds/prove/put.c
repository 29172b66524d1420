/* put.c - another unknown in place of a variable: x_j = e(t), t = f(x). */
#include "bounds/prove/strategy_parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT = 20000 };

static char *end_text(const cf_end *e) {
    if (e->infinite) return strdup(e->infinite > 0 ? "inf" : "-inf");
    char *s = fmpq_get_str(NULL, 10, e->value), *r = strdup(s);
    flint_free(s);
    return r;
}

/* The domain and the goal in the new unknown. Simplification may drop what is undefined: the sides as they are become guards. */
static cf_bound *changed(cf_goal *out, const cf_bound *bound, const cf_goal *goal, const cf_s_change *c) {
    cf_bound *v = cf_view_new(bound);
    cf_graph *g = v->graph;
    for (int s = 0; s < 2; s++) {
        cf_end *e = &v->interval[c->j][s];
        fmpq_set(e->value, c->end[s].value);
        e->infinite = c->end[s].infinite;
        e->open = c->end[s].open;
    }
    for (int k = 0; k < v->n_where; k++) {
        v->where[k].small = cf_graph_substitute(g, v->where[k].small, c->j, c->e, 1);
        v->where[k].big = cf_graph_substitute(g, v->where[k].big, c->j, c->e, 1);
    }
    cf_goal plain = *goal;
    plain.small = cf_graph_substitute(g, goal->small, c->j, c->e, 1);
    plain.big = cf_graph_substitute(g, goal->big, c->j, c->e, 1);
    for (int k = 0; k < goal->n_guards; k++) plain.guard[k] = cf_graph_substitute(g, goal->guard[k], c->j, c->e, 1);
    *out = *goal;
    out->small = cf_graph_substitute(g, goal->small, c->j, c->e, 0);
    out->big = cf_graph_substitute(g, goal->big, c->j, c->e, 0);
    int in_sides = cf_graph_depends(g, goal->small, c->j) || cf_graph_depends(g, goal->big, c->j); /* e then is a guard with them */
    if (((goal->covered || !in_sides) && cf_s_add_guard(&plain, c->e) != 0) || cf_s_keep_guards(out, &plain) != 0) {
        cf_view_free(v);
        return NULL;
    }
    return v;
}

cf_proof *cf_s_put(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_s_change *c, cf_s_then then, const void *plan, int level, double deadline) {
    cf_graph *g = bound->graph;
    cf_goal inside[2], next;
    int n = 0, zero = cf_s_number(g, 0);
    for (int s = 0; s < 2; s++) {
        if (c->end[s].infinite) continue;
        int end = cf_graph_number(g, c->end[s].value);
        inside[n++] = (cf_goal){.small = s ? c->f : end, .big = s ? end : c->f, .strict = c->end[s].open};
    }
    if (n == 0) inside[n++] = (cf_goal){.small = zero, .big = zero, .n_guards = 1, .guard = {c->f}};
    int x = cf_graph_variable(g, c->j), left, right, w;
    int inverse = cf_s_elementary(&left, &right, &w, g, c->f, x) && right == x && left != x && w == zero && cf_graph_same_form(g, left, c->e) == 1;
    if (!inverse && cf_graph_same_form(g, cf_graph_substitute(g, c->e, c->j, c->f, 1), x) != 1) return NULL;
    for (int k = 0; k < n; k++)
        if (!cf_s_sampled_true(t, bound, &inside[k])) return NULL;
    cf_bound *view = changed(&next, bound, goal, c);
    if (!view) return NULL;
    char *e = cf_graph_source(g, c->e, bound->variable, TEXT), *f = cf_graph_source(g, c->f, bound->variable, TEXT);
    char *low = end_text(&c->end[0]), *high = end_text(&c->end[1]);
    cf_proof *p = cf_proof_rule("[\"put\",%d,\"%s\",\"%s\",%d,\"%s\",%d,\"%s\"]", c->j, e ? e : "", low, !c->end[0].open, high, !c->end[1].open, f ? f : "");
    p->view[n] = view;
    int ok = e && f && cf_s_sampled_true(t, view, &next);
    for (int k = 0; k < n && ok; k++) ok = cf_s_add_part(t, p, bound, &inside[k], level + 1, cf_s_share(t, 0.2, deadline));
    if (ok && then) ok = (p->part[p->n_parts++] = then(t, view, &next, plan, level, deadline)) != NULL;
    else ok = ok && cf_s_add_part(t, p, bound, &next, level, deadline);
    free(e);
    free(f);
    free(low);
    free(high);
    if (ok) return p;
    cf_proof_free(p);
    return NULL;
}

/* x_j = e + t, t on the whole line. */
cf_proof *cf_s_shifted(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int j, int e, int level, double deadline) {
    cf_graph *g = bound->graph;
    int x = cf_graph_variable(g, j);
    cf_s_change c = {.j = j, .e = op(g, CF_OP_ADD, x, e), .f = op(g, CF_OP_SUB, x, e)};
    for (int s = 0; s < 2; s++) {
        fmpq_init(c.end[s].value);
        c.end[s].infinite = s ? 1 : -1;
        c.end[s].open = 1;
    }
    return cf_s_put(t, bound, goal, &c, NULL, NULL, level, deadline);
}

/* ------------------------------------------------------------------------------ one variable above another */
static int same_interval(const cf_bound *b, int i, int j) {
    for (int k = 0; k < 2; k++) {
        const cf_end *e = &b->interval[i][k], *f = &b->interval[j][k];
        if (e->infinite != f->infinite || e->open != f->open || (!e->infinite && !fmpq_equal(e->value, f->value))) return 0;
    }
    return 1;
}

/* Where x_i <= x_j: x_j = x_i + t, or x_i + t (b - x_i) below an open end b. */
static cf_proof *above(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int i, int j, int level, double deadline) {
    cf_graph *g = bound->graph;
    const cf_end *b = &bound->interval[i][1];
    int x = cf_graph_variable(g, i), y = cf_graph_variable(g, j), room = b->infinite ? -1 : op(g, CF_OP_SUB, cf_graph_number(g, b->value), x);
    int up = op(g, CF_OP_SUB, y, x);
    cf_s_change c = {.j = j, .e = op(g, CF_OP_ADD, x, room < 0 ? y : op(g, CF_OP_MUL, y, room)), .f = room < 0 ? up : op(g, CF_OP_DIV, up, room)};
    for (int s = 0; s < 2; s++) fmpq_init(c.end[s].value);
    c.end[1].infinite = b->infinite;
    c.end[1].open = b->open;
    if (!b->infinite) fmpq_one(c.end[1].value);
    cf_proof *p = cf_s_put(t, bound, goal, &c, NULL, NULL, level, deadline);
    for (int s = 0; s < 2; s++) fmpq_clear(c.end[s].value);
    return p;
}

cf_proof *cf_s_cases(cf_goal *out, cf_bound *bound, const cf_goal *goal, int e) {
    cf_graph *g = bound->graph;
    char *text = cf_graph_source(g, e, bound->variable, TEXT);
    *out = *goal;
    if (!text || cf_s_add_guard(out, e) != 0) {
        free(text);
        return NULL;
    }
    cf_proof *p = cf_proof_rule("[\"cases\",\"%s\"]", text);
    free(text);
    for (int s = 0; s < 2; s++) p->view[s] = cf_s_view_with(bound, s ? cf_graph_simple(g, CF_OP_NEG, 0, e, -1) : e);
    return p;
}

cf_bound *cf_s_view_with(const cf_bound *bound, int nonnegative) {
    cf_bound *v = cf_view_new(bound);
    v->where[v->n_where++] = (cf_relation){.small = cf_s_number(bound->graph, 0), .big = nonnegative};
    return v;
}

static int clause_orders(const cf_bound *b, int i, int j) {
    cf_graph *g = b->graph;
    int x = cf_graph_variable(g, i), y = cf_graph_variable(g, j);
    for (int k = 0; k < b->n_where; k++) {
        const cf_relation *w = &b->where[k];
        if (w->dropped) continue;
        if (w->small == x && w->big == y) return 1;
        if (g->node[w->small].op == CF_OP_NUMBER && fmpq_is_zero(g->node[w->small].number) && w->big == op(g, CF_OP_SUB, y, x)) return 1;
    }
    return 0;
}

cf_proof *cf_s_above(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_contacts *c, int i, int j, int level, double deadline) {
    int V = bound->n_variables, meets = 0;
    if (!same_interval(bound, i, j) || (!bound->interval[i][1].infinite && !bound->interval[i][1].open)) return NULL;
    if (clause_orders(bound, i, j)) return above(t, bound, goal, i, j, level + 1, deadline);
    if (clause_orders(bound, j, i)) return above(t, bound, goal, j, i, level + 1, deadline);
    for (int q = 0; q < c->n; q++) meets |= fmpq_equal(c->point + q * V + i, c->point + q * V + j);
    if (!meets) return NULL;
    cf_goal next;
    cf_graph *g = bound->graph;
    cf_proof *p = cf_s_cases(&next, bound, goal, op(g, CF_OP_SUB, cf_graph_variable(g, j), cf_graph_variable(g, i)));
    for (int s = 0; s < 2 && p; s++) {
        p->part[s] = above(t, p->view[s], &next, s ? j : i, s ? i : j, level + 1, cf_s_share(t, s ? 1 : 0.5, deadline));
        p->n_parts++;
        if (!p->part[s]) {
            cf_proof_free(p);
            p = NULL;
        }
    }
    return p;
}
