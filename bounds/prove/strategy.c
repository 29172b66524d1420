/* strategy.c - the order in which means are tried: the cheap on the whole, then what changes the question, then patience. */
#include "bounds/calculus.h"
#include "bounds/prove/strategy_parts.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = CF_S_LEVELS };
/* For each effort: a look before all else, a search before the question is changed, and one after (patience at the top has no such limit). */
static const struct { long look, first, later; } boxes[] = {{10, 30, 60}, {40, 300, 12000}, {40, 300, 12000}};

static const cf_chart none = {0};

/* Both sides of the same normal form once the coordinates that are points are numbers. */
static int identical(cf_bound *bound, const cf_goal *goal) {
    if (goal->strict) return 0;
    int small = goal->small, big = goal->big;
    fmpq_t unused;
    fmpq_init(unused);
    small = cf_graph_at(bound->graph, small, -1, unused);
    big = cf_graph_at(bound->graph, big, -1, unused);
    fmpq_clear(unused);
    for (int i = 0; i < bound->n_variables; i++) {
        const cf_end *e = bound->interval[i];
        if (e[0].infinite || e[1].infinite || !fmpq_equal(e[0].value, e[1].value)) continue;
        small = cf_graph_at(bound->graph, small, i, e[0].value);
        big = cf_graph_at(bound->graph, big, i, e[0].value);
    }
    return cf_graph_same_form(bound->graph, small, big) == 1;
}

static void note_end(cf_strategy *t, const cf_search *s) {
    if (s->state == CF_SEARCH_DONE) return;
    t->state = s->state;
    t->bits = s->bits;
    for (int i = 0; i < s->bound->n_variables; i++) fmpq_set(t->point + i, s->point + i);
    double c = cf_search_coverage(s);
    if (c < t->coverage) t->coverage = c;
    for (int k = 0; k < s->n_open; k++)
        if (s->node[s->open[k]].share > t->widest) t->widest = s->node[s->open[k]].share;
}

/* The deadline of a search, which may use no more than its share whatever the effort. */
static double slice(const cf_strategy *t, double share, double deadline) {
    double now = cf_s_clock(t);
    return now + share * (deadline - now);
}

/* Algebra: factors, multiples of clauses, weights. The budget of each is a share of what is left. */
static cf_proof *rewritten(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline) {
    cf_proof *p = NULL;
    if (level < 2) p = cf_s_unwound(t, bound, goal, 1, level, cf_s_share(t, 0.5, deadline));
    if (!p) p = cf_s_choices(t, bound, goal, level, cf_s_share(t, 0.9, deadline));
    if (!p) p = cf_s_factored(t, bound, goal, 0, level, cf_s_share(t, 0.7, deadline));
    if (!p) p = cf_s_rationalised(t, bound, goal, 1, level, cf_s_share(t, 0.7, deadline));
    if (!p && level < LEVELS) p = cf_s_eliminated(t, bound, goal, level, cf_s_share(t, 0.5, deadline));
    for (int shift = 0; shift < 2 && !p && level < LEVELS; shift++) p = cf_s_free(t, bound, goal, shift, level, cf_s_share(t, 0.5, deadline));
    return p;
}

/* What changes the question: valleys, faces, concavity, charts, a cut. The budget of each is a share of what is left. */
static cf_proof *otherwise(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_contacts *contacts, int level, double deadline) {
    static const double faces[] = {0.25, 0.25, 0.12};
    cf_proof *p = NULL;
    int V = bound->n_variables, deep = level >= LEVELS;
    if (!deep) p = cf_s_either(t, bound, goal, level, cf_s_share(t, 0.5, deadline));
    if (!p && !deep && t->effort != 1) p = cf_s_valleys(t, bound, goal, level, cf_s_share(t, 0.6, deadline));
    if (!p && level < 2 && t->effort != 1) p = cf_s_unwound(t, bound, goal, 0, level, cf_s_share(t, 0.36, deadline));
    if (!p && t->effort != 1) p = cf_s_rationalised(t, bound, goal, 0, level, cf_s_share(t, 0.36, deadline));
    if (!p && !deep && t->effort != 1) p = cf_s_isolated(t, bound, goal, level, cf_s_share(t, 0.24, deadline));
    if (!p && !deep && cf_s_unbounded_both_ways(bound)) p = cf_s_signs(t, bound, goal, level, cf_s_share(t, 0.36, deadline));
    for (int i = 0; i < V && !p && level < 2; i++)
        for (int j = i + 1; j < V && !p; j++) p = cf_s_above(t, bound, goal, contacts, i, j, level, cf_s_share(t, 0.24, deadline));
    for (int i = 0; i < V && !p && !deep; i++)
        for (int s = 0; s < 2 && !p; s++) p = cf_s_face(t, bound, goal, i, s, level, slice(t, faces[t->effort], deadline));
    for (int i = 0; i < V && !p && !deep; i++) p = cf_s_concavity(t, bound, goal, i, level, cf_s_share(t, 0.12, deadline));
    if (!p && level < 2) p = cf_s_chart(t, bound, goal, contacts, cf_s_share(t, 0.12, deadline));
    if (deep) return p;
    if (!p) p = cf_s_factored(t, bound, goal, 1, level + 1, cf_s_share(t, 0.24, deadline));
    for (int i = 0; i < V && !p && level < 2; i++) p = cf_s_split(t, bound, goal, contacts, i, level, cf_s_share(t, 0.24, deadline));
    return p;
}

static cf_proof *attack(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline) {
    cf_proof *once = cf_s_defined(t, bound, goal, NULL, NULL, level, cf_s_share(t, 0.9, deadline));
    if (once) return once;
    if (t->effort != 1 && level <= LEVELS && (once = cf_s_resolved(t, bound, goal, level, cf_s_share(t, 0.7, deadline)))) return once;
    cf_contacts contacts = {0};
    int same = identical(bound, goal);
    if (!same) cf_contacts_find(&contacts, bound, goal);
    cf_s_guessed(t, contacts.work);
    cf_proof *p = cf_proof_new(CF_PROOF_TREE), *other = NULL;
    cf_search *s = cf_s_add_search(t, p, bound, goal, &none, &contacts);
    s->identical = same;
    double look = slice(t, 0.1, deadline), least = cf_s_clock(t) + 0.02;
    cf_s_run(t, s, boxes[t->effort].look, look > least ? look : least);
    if (!same && s->state == CF_SEARCH_OPEN && t->effort != 1) other = rewritten(t, bound, goal, level, cf_s_share(t, 0.7, deadline));
    if (!same && !other && s->state == CF_SEARCH_OPEN && level < 2 && t->effort != 1) other = cf_s_multiplied(t, bound, goal, &contacts, level, cf_s_share(t, 0.5, deadline));
    if (!same && !other && s->state == CF_SEARCH_OPEN && level < 2 && bound->n_variables > 1 && cf_s_is_homogeneous(t, bound, goal))
        other = cf_s_chart(t, bound, goal, &contacts, cf_s_share(t, 0.3, deadline));
    if (!other) cf_s_run(t, s, boxes[t->effort].first, slice(t, 0.2, deadline));
    if (!same && !other && s->state == CF_SEARCH_OPEN) other = otherwise(t, bound, goal, &contacts, level, deadline);
    long more = t->effort == 2 && t->depth == 1 ? 1L << 40 : boxes[t->effort].later;
    if (!other && (level < 2 || same || t->effort == 0)) cf_s_run(t, s, more, deadline);
    if (!other && t->depth == 1 && (t->effort == 2 || s->state != CF_SEARCH_OPEN)) note_end(t, s);
    if (other || s->state != CF_SEARCH_DONE) {
        cf_proof_free(p);
        p = other;
    }
    cf_contacts_clear(&contacts, bound->n_variables);
    return p;
}

cf_proof *cf_s_attack(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline) {
    if (t->depth >= CF_S_DEPTH || cf_s_over(t, deadline)) return NULL;
    t->depth++;
    cf_proof *p = attack(t, bound, goal, level, deadline);
    t->depth--;
    return p;
}

cf_proof *cf_strategy_prove(cf_strategy *s, cf_bound *bound, const cf_goal *goal, double budget) {
    s->state = CF_SEARCH_OPEN;
    cf_proof *p = NULL;
    for (s->effort = 0; s->effort < 3 && !p && s->state == CF_SEARCH_OPEN; s->effort++) {
        static const double kept[] = {0.85, 0.5, 0};
        p = cf_s_attack(s, bound, goal, 0, budget - kept[s->effort] * (budget - cf_s_clock(s)));
    }
    return p;
}

int cf_strategy_empty(cf_strategy *t, cf_bound *bound, double budget) {
    const cf_contacts no = {0};
    const cf_goal nothing = {.small = bound->prove.small, .big = bound->prove.big};
    if (bound->n_where == 0) return 0;
    cf_search s;
    cf_search_init(&s, bound, &nothing, &none, &no);
    s.outside_too = 1;
    s.work = &t->work;
    cf_s_run(t, &s, 1L << 40, cf_s_clock(t) + budget);
    int empty = s.state == CF_SEARCH_DONE;
    t->coverage = cf_search_coverage(&s);
    cf_search_clear(&s);
    return empty;
}
