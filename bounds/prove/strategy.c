/* strategy.c - the order in which means are tried: the cheap on the whole, then what changes the question, then patience. */
#include "bounds/calculus.h"
#include "bounds/prove/strategy_parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A first look without a chart. */
enum { FIRST_BOXES = 300, LATER_BOXES = 12000, LEVELS = CF_S_LEVELS };

static const cf_chart none = {0};

/* Both sides the same expression once the coordinates that are points are numbers. */
static int identical(cf_bound *bound, const cf_goal *goal) {
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
    return small == big && !goal->strict;
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

/* What changes the question: charts, denominators, faces, concavity, a cut. The budget of each is a share of what is left. */
static cf_proof *otherwise(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_contacts *contacts, int level, double deadline) {
    cf_proof *p = NULL;
    double share = 0.12 * (deadline - cf_search_clock());
    int V = bound->n_variables, list[6], n = 0;
    for (int i = 0; i < V && !p && level < 2; i++)
        for (int j = i + 1; j < V && !p; j++) p = cf_s_pair(t, bound, goal, contacts, i, j, level, cf_search_clock() + 2 * share);
    for (int kind = CF_CHART_SCALE; kind <= CF_CHART_ORDER && !p && level < 2; kind++)
        p = cf_s_chart(t, bound, goal, contacts, (cf_chart_kind)kind, cf_search_clock() + share);
    if (level >= LEVELS) return p;
    if (!p && cf_s_unbounded_both_ways(bound)) p = cf_s_signs(t, bound, goal, level, cf_search_clock() + 3 * share);
    for (int i = 0; i < V && !p; i++)
        for (int s = 0; s < 2 && !p; s++) p = cf_s_face(t, bound, goal, i, s, level, cf_search_clock() + share);
    for (int i = 0; i < V && !p; i++) p = cf_s_concavity(t, bound, goal, i, level, cf_search_clock() + share);
    cf_s_denominators(list, &n, 6, bound->graph, goal->small);
    cf_s_denominators(list, &n, 6, bound->graph, goal->big);
    for (int k = 0; k < n && !p; k++) p = cf_s_times(t, bound, goal, list[k], level, cf_search_clock() + share);
    for (int i = 0; i < V && !p && level < 2; i++) p = cf_s_split(t, bound, goal, contacts, i, level, cf_search_clock() + 2 * share);
    return p;
}

cf_proof *cf_s_attack(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline) {
    cf_contacts contacts = {0};
    int same = identical(bound, goal);
    if (!same) cf_contacts_find(&contacts, bound, goal);
    if (!same && level < 2 && bound->n_variables > 1 && cf_s_is_homogeneous(bound, goal)) {
        cf_proof *q = cf_s_chart(t, bound, goal, &contacts, CF_CHART_SCALE, cf_search_clock() + 0.3 * (deadline - cf_search_clock()));
        if (q) {
            cf_contacts_clear(&contacts, bound->n_variables);
            return q;
        }
    }
    cf_proof *p = cf_proof_new(CF_PROOF_TREE);
    cf_search *s = cf_s_add_search(p, bound, goal, &none, &contacts);
    s->identical = same;
    double now = cf_search_clock();
    cf_s_run(t, s, FIRST_BOXES, now + 0.2 * (deadline - now));
    if (s->state == CF_SEARCH_OPEN && !same) {
        cf_proof *other = otherwise(t, bound, goal, &contacts, level, deadline);
        if (other) {
            cf_proof_free(p);
            cf_contacts_clear(&contacts, bound->n_variables);
            return other;
        }
    }
    if (level < 2 || same) cf_s_run(t, s, level == 0 ? 1L << 40 : LATER_BOXES, deadline);
    if (level == 0) note_end(t, s);
    if (s->state != CF_SEARCH_DONE) {
        cf_proof_free(p);
        p = NULL;
    }
    cf_contacts_clear(&contacts, bound->n_variables);
    return p;
}

cf_proof *cf_strategy_prove(cf_strategy *s, cf_bound *bound, const cf_goal *goal, double deadline) {
    s->state = CF_SEARCH_OPEN;
    return cf_s_attack(s, bound, goal, 0, deadline);
}

int cf_strategy_empty(cf_strategy *t, cf_bound *bound, double deadline) {
    const cf_contacts no = {0};
    const cf_goal nothing = {.small = bound->prove.small, .big = bound->prove.big};
    if (bound->n_where == 0) return 0;
    cf_search s;
    cf_search_init(&s, bound, &nothing, &none, &no);
    s.outside_too = 1;
    cf_s_run(t, &s, 1L << 40, deadline);
    int empty = s.state == CF_SEARCH_DONE;
    t->coverage = cf_search_coverage(&s);
    cf_search_clear(&s);
    return empty;
}
