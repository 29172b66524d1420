/* parts.c - what changes the question: faces, concavity, cuts. Doubles choose what to try; what is tried is proved. */
#include "bounds/calculus.h"
#include "bounds/prove/strategy_parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

int cf_s_add_guard(cf_goal *goal, int node) {
    for (int j = 0; j < goal->n_guards; j++)
        if (goal->guard[j] == node) return 0;
    if (goal->n_guards == CF_GUARDS) return -1;
    goal->guard[goal->n_guards++] = node;
    return 0;
}

int cf_s_add_guards(cf_goal *out, const cf_goal *from) {
    const cf_goal source = *from;
    out->n_guards = 0;
    int full = 0;
    for (int k = 0; k < source.n_guards; k++) full |= cf_s_add_guard(out, source.guard[k]);
    full |= cf_s_add_guard(out, source.small);
    return full | cf_s_add_guard(out, source.big);
}

int cf_s_add_part(cf_strategy *t, cf_proof *p, cf_bound *bound, const cf_goal *goal, int level, double deadline) {
    int k = p->n_parts++;
    p->part[k] = cf_s_attack(t, p->view[k] ? p->view[k] : bound, goal, level, deadline);
    return p->part[k] != NULL;
}

int cf_s_keep_guards(cf_goal *out, const cf_goal *from) {
    if (!from->covered) return cf_s_add_guards(out, from);
    out->n_guards = 0;
    int full = 0;
    for (int k = 0; k < from->n_guards; k++) full |= cf_s_add_guard(out, from->guard[k]);
    return full;
}

/* Products of terms a second, roughly. */
enum { RATE = 6000000, GUESSES = 16 };

double cf_s_clock(const cf_strategy *t) { return (double)atomic_load(&t->work) / RATE; }

long cf_s_work(double seconds) { return (long)(seconds * RATE); }

void cf_s_guessed(cf_strategy *t, long nodes) { atomic_fetch_add(&t->work, nodes / GUESSES); }

int cf_s_over(const cf_strategy *t, double deadline) { return cf_s_clock(t) >= deadline || cf_search_cpu() >= t->cpu || cf_search_clock() >= t->wall; }

double cf_s_share(cf_strategy *t, double share, double deadline) {
    double now = cf_s_clock(t);
    if (t->effort == 0 && share < 0.9) share = share < 0.4 ? 0.5 : 0.9; /* the many means are few boxes each */
    return now + share * (deadline - now);
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

/* Whether the sides are NaN at some point of the face: a root's derivative at 0. */
static int breaks_down(cf_strategy *t, const cf_bound *face, const cf_goal *slope) {
    double least, most;
    return !cf_s_sampled_range(t, &least, &most, face, slope->small) || !cf_s_sampled_range(t, &least, &most, face, slope->big);
}

/* G(x) = G at the face x_i = end + an integral of the derivative, from beyond the face where that is not defined on it. */
cf_proof *cf_s_face(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int i, int s, int level, double deadline) {
    const cf_end *end = &bound->interval[i][s];
    if (end->infinite) return NULL;
    int a = cf_graph_derivative(bound->graph, goal->small, i), b = cf_graph_derivative(bound->graph, goal->big, i);
    if (a < 0 || b < 0) return NULL;
    cf_goal slope = {.small = s ? b : a, .big = s ? a : b, .strict = goal->strict && end->open};
    cf_goal face = *goal;
    face.covered = 0;
    face.strict = goal->strict && !end->open;
    if (cf_s_add_guards(&slope, goal) != 0 || slope.small == slope.big) return NULL;
    cf_bound *view = view_at(bound, i, s, 1);
    int beyond = breaks_down(t, view, &slope);
    if (!beyond) face.n_guards = 0;
    cf_proof *p = cf_proof_rule("[\"face\",%d,%d]", i, s + 2 * beyond);
    p->view[0] = view;
    p->view[1] = view_at(bound, i, s, 0);
    p->view[1]->interval[i][s].open = beyond;
    if (cf_s_sampled_true(t, p->view[1], &slope) && cf_s_sampled_true(t, p->view[0], &face) &&
        cf_s_add_part(t, p, bound, &face, level + 1, cf_s_share(t, 0.4, deadline)) && cf_s_add_part(t, p, bound, &slope, level + 1, deadline))
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
    cf_proof *p = cf_proof_rule("[\"concave\",%d]", i);
    for (int s = 0; s < 2; s++) p->view[s] = view_at(bound, i, s, 1);
    p->view[2] = view_at(bound, i, 0, 0);
    p->view[2]->interval[i][1].open = 0;
    int ok = cf_s_sampled_true(t, p->view[2], &bend);
    for (int s = 0; s < 2 && ok; s++) ok = cf_s_sampled_true(t, p->view[s], goal);
    for (int s = 0; s < 2 && ok; s++) ok = cf_s_add_part(t, p, bound, goal, level + 1, cf_s_share(t, 0.3, deadline));
    if (ok && cf_s_add_part(t, p, bound, &bend, level + 1, deadline)) return p;
    cf_proof_free(p);
    return NULL;
}

/* The domain cut at x_i = c; both parts are left to be proved. */
static cf_proof *cut(const cf_bound *bound, int i, const fmpq_t c) {
    char *text = fmpq_get_str(NULL, 10, c);
    cf_proof *p = cf_proof_rule("[\"split\",%d,\"%s\"]", i, text);
    flint_free(text);
    for (int s = 0; s < 2; s++) {
        p->view[s] = cf_view_new(bound);
        cf_end *e = &p->view[s]->interval[i][1 - s];
        fmpq_set(e->value, c);
        e->infinite = e->open = 0;
    }
    return p;
}

static cf_proof *both_parts(cf_strategy *t, cf_proof *p, cf_bound *bound, const cf_goal *goal, int level, double deadline) {
    if (cf_s_add_part(t, p, bound, goal, level + 1, cf_s_share(t, 0.5, deadline)) && cf_s_add_part(t, p, bound, goal, level + 1, deadline)) return p;
    cf_proof_free(p);
    return NULL;
}

cf_proof *cf_s_at_zero(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int i, int level, double deadline) {
    fmpq_t zero;
    fmpq_init(zero);
    cf_proof *p = cut(bound, i, zero);
    fmpq_clear(zero);
    return both_parts(t, p, bound, goal, level, deadline);
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
        cf_s_guessed(t, contacts.work);
        cf_proof *p = cf_s_chart(t, bound, goal, &contacts, deadline);
        cf_contacts_clear(&contacts, bound->n_variables);
        return p;
    }
    fmpq_t zero;
    fmpq_init(zero);
    cf_proof *p = cut(bound, first, zero);
    fmpq_clear(zero);
    int ok = 1;
    for (int s = 0; s < 2 && ok; s++) {
        p->part[s] = cf_s_signs(t, p->view[s], goal, level, cf_s_share(t, s ? 1 : 0.5, deadline));
        p->n_parts++;
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
    cf_proof *p = cut(bound, i, c_i);
    fmpq_clear(c_i);
    return both_parts(t, p, bound, goal, level, deadline);
}
