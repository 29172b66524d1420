/* box.c - boxes, charts, plans, goals. */
#include "bounds/prove/box.h"
#include <stdlib.h>
#include <string.h>

void cf_box_init(cf_box *box, int V) {
    box->V = V;
    box->side = calloc((size_t)V, sizeof *box->side);
    if (!box->side) abort();
    for (int i = 0; i < V; i++)
        for (int k = 0; k < 2; k++) fmpq_init(box->side[i][k].value);
}

void cf_box_clear(cf_box *box) {
    for (int i = 0; i < box->V; i++)
        for (int k = 0; k < 2; k++) fmpq_clear(box->side[i][k].value);
    free(box->side);
}

static void set_end(cf_end *e, const cf_end *f) {
    fmpq_set(e->value, f->value);
    e->infinite = f->infinite;
    e->open = f->open;
}

void cf_box_set(cf_box *box, const cf_box *other) {
    for (int i = 0; i < box->V; i++)
        for (int k = 0; k < 2; k++) set_end(&box->side[i][k], &other->side[i][k]);
}

static void finite_end(cf_end *e, slong value, int open) {
    fmpq_set_si(e->value, value, 1);
    e->infinite = 0;
    e->open = open;
}

void cf_box_root(cf_box *box, const cf_bound *bound, const cf_chart *chart) {
    for (int i = 0; i < box->V; i++)
        for (int k = 0; k < 2; k++) set_end(&box->side[i][k], &bound->interval[i][k]);
    for (int j = 0; j < chart->n; j++) {
        int i = chart->list[j];
        cf_end *side = box->side[i];
        if (chart->kind == CF_CHART_SCALE && i != chart->pivot) {
            int below = side[0].infinite != 0; /* of (-inf, 0]: [-1, 0] */
            finite_end(&side[!below], below ? -1 : 1, 0);
        }
    }
}

void cf_plan_init(cf_plan *plan, int V) {
    memset(plan, 0, sizeof *plan);
    plan->V = V;
    plan->acc = (cf_accuracy){64, 0};
    plan->centre = calloc((size_t)V, sizeof *plan->centre);
    if (!plan->centre) abort();
    for (int i = 0; i < V; i++) fmpq_init(plan->centre + i);
    memset(plan->kind, 'f', sizeof plan->kind);
}

void cf_plan_clear(cf_plan *plan) {
    for (int i = 0; i < plan->V; i++) fmpq_clear(plan->centre + i);
    free(plan->centre);
    for (int k = 0; k < plan->n_mults; k++) fmpq_clear(plan->mult[k].lambda);
    free(plan->mult);
}

static void push(int **list, int *n, int node) {
    *list = realloc(*list, (size_t)(*n + 1) * sizeof **list);
    if (!*list) abort();
    (*list)[(*n)++] = node;
}

/* The alternatives of a side: max and abs (small), min (big). */
static void alternatives(int **list, int *n, cf_graph *g, int node, int small) {
    cf_node x = g->node[node];
    if (*n > CF_GOALS) return;
    if (x.op == (small ? CF_OP_MAX : CF_OP_MIN)) {
        alternatives(list, n, g, x.a, small);
        alternatives(list, n, g, x.b, small);
    } else if (small && x.op == CF_OP_ABS) {
        alternatives(list, n, g, x.a, small);
        alternatives(list, n, g, cf_graph_unary(g, CF_OP_NEG, x.a), small);
    } else {
        push(list, n, node);
    }
}

int cf_goals(cf_goal **goals, cf_graph *g, const cf_relation *r) {
    int *small = NULL, *big = NULL, n_small = 0, n_big = 0;
    alternatives(&small, &n_small, g, r->small, 1);
    alternatives(&big, &n_big, g, r->big, 0);
    int too_many = n_small > CF_GOALS || n_big > CF_GOALS || n_small * n_big > CF_GOALS;
    if (too_many) n_small = n_big = 0;
    *goals = malloc(1 + (size_t)n_small * (size_t)n_big * sizeof **goals);
    if (!*goals) abort();
    for (int i = 0; i < n_small; i++)
        for (int j = 0; j < n_big; j++) (*goals)[i * n_big + j] = (cf_goal){.small = small[i], .big = big[j], .strict = r->strict};
    free(small);
    free(big);
    return n_small * n_big;
}
