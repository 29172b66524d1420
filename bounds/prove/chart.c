/* chart.c - searches, and searches in every child of a chart. */
#include "bounds/calculus.h"
#include "bounds/prove/strategy_parts.h"
#include <math.h>
#include <stdlib.h>

enum { CHART_BOXES = 12000, SLICE = 256 };

/* Runs a search in slices, reporting progress. */
void cf_s_run(cf_strategy *t, cf_search *s, long boxes, double deadline) {
    int before = s->n;
    s->limit = cf_s_work(deadline);
    while (boxes > 0 && s->state == CF_SEARCH_OPEN && s->n_open > 0 && !cf_s_over(t, deadline)) {
        long slice = boxes < SLICE ? boxes : SLICE;
        cf_search_run(s, slice, t->cpu, t->jobs);
        boxes -= slice;
        if (t->progress && cf_search_clock() - t->told > 0.1) {
            t->told = cf_search_clock();
            t->progress(t->context, s->bound->name, cf_search_coverage(s), t->boxes + s->n - before);
        }
    }
    t->boxes += s->n - before;
}

static void chart_list(cf_chart *c, const cf_bound *b) {
    *c = (cf_chart){.kind = CF_CHART_SCALE};
    for (int i = 0; i < b->n_variables; i++) {
        const cf_end *e = b->interval[i];
        if (e[0].infinite == 0 ? !e[1].infinite : e[1].infinite) continue; /* half a line */
        if (!fmpq_is_zero(e[e[0].infinite != 0].value)) continue;
        c->list[c->n++] = i;
    }
}

/* The goals that a max on the big side, or else a min on the small one, gives. */
void cf_s_alternatives(cf_search *s, cf_graph *g, const cf_goal *goal) {
    int small = 0, node = cf_graph_alternative(g, goal->big, 0, 0);
    if (node < 0) small = 1, node = cf_graph_alternative(g, goal->small, 0, 1);
    for (int j = 0; node >= 0 && j < 9; j++) {
        cf_alternative *a = &s->alternative[s->n_alternatives];
        a->j = j;
        a->goal = *goal;
        a->goal.covered = 0;
        if (small) a->goal.small = node;
        else a->goal.big = node;
        if (cf_s_keep_guards(&a->goal, goal) != 0) return;
        s->n_alternatives++;
        node = cf_graph_alternative(g, small ? goal->small : goal->big, j + 1, small);
    }
}

cf_search *cf_s_add_search(cf_strategy *t, cf_proof *p, const cf_bound *bound, const cf_goal *goal, const cf_chart *chart, const cf_contacts *contacts) {
    p->search = realloc(p->search, (size_t)(p->n + 1) * sizeof *p->search);
    cf_search *s = malloc(sizeof *s);
    if (!p->search || !s) abort();
    cf_search_init(s, bound, goal, chart, contacts);
    s->work = &t->work;
    cf_s_alternatives(s, bound->graph, goal);
    return p->search[p->n++] = s;
}

/* Whether G(2x) = 2^k G(x) at random points of a cone, as far as doubles see: which coordinate is then not split is a matter of
 * speed alone. */
int cf_s_is_homogeneous(cf_strategy *t, const cf_bound *bound, const cf_goal *goal) {
    int V = bound->n_variables, seen = 0;
    for (int i = 0; i < V; i++) {
        const cf_end *e = bound->interval[i];
        if (e[0].infinite == e[1].infinite || !fmpq_is_zero(e[e[0].infinite != 0].value)) return 0;
    }
    double x[V], degree = 0;
    cf_guess g;
    cf_guess_init(&g, bound, goal, 9);
    int ok = 1;
    for (int k = 0; k < 40 && ok; k++) {
        double value[2];
        int near_zero = 0; /* or otherwise of no use: the difference has too few digits */
        cf_guess_random(&g, x);
        for (int j = 0; j < 2; j++) {
            near_zero |= !isfinite(cf_guess_margin(&g, x)); /* outside the domain nothing was evaluated */
            value[j] = g.value[goal->big] - g.value[goal->small];
            near_zero |= !(fabs(value[j]) > 1e-6 * (fabs(g.value[goal->big]) + fabs(g.value[goal->small])));
            for (int i = 0; i < V; i++) x[i] *= 2;
        }
        double ratio = value[1] / value[0];
        if (!(ratio > 1e-9) || isinf(ratio) || near_zero) continue;
        if (seen++ == 0) degree = log2(ratio);
        ok = fabs(log2(ratio) - degree) < 1e-6;
    }
    cf_s_guessed(t, g.work);
    cf_guess_clear(&g);
    return ok && seen > 4;
}

/* All children of a chart, or NULL. */
cf_proof *cf_s_chart(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_contacts *contacts, double deadline) {
    cf_chart chart;
    chart_list(&chart, bound);
    if (chart.n < 2) return NULL;
    int scales = cf_s_is_homogeneous(t, bound, goal);
    cf_proof *p = cf_proof_new(CF_PROOF_CHART);
    for (int child = 0;; child++) {
        if (child == chart.n) return p;
        chart.pivot = chart.list[child];
        chart.negative = bound->interval[chart.pivot][0].infinite != 0;
        cf_search *s = cf_s_add_search(t, p, bound, goal, &chart, contacts);
        if (scales) s->keep = chart.pivot;
        cf_s_run(t, s, t->effort ? CHART_BOXES : CHART_BOXES / 40, deadline);
        if (s->state != CF_SEARCH_DONE) break;
    }
    cf_proof_free(p);
    return NULL;
}

