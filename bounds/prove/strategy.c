/* strategy.c - the order in which means are tried: the cheap on the whole, then what changes the question, then patience. */
#include "bounds/prove/strategy.h"
#include "bounds/calculus.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A first look without a chart; slices between two looks at the clock; how deep parts may have parts. */
enum { FIRST_BOXES = 300, CHART_BOXES = 12000, SLICE = 256, LEVELS = 4, SAMPLES = 300, EXPRESSION = 4000 };

static const cf_chart none = {0};

/* Runs a search in slices, reporting progress. */
static void run(cf_strategy *t, cf_search *s, long boxes, double deadline) {
    int before = s->n;
    while (boxes > 0 && s->state == CF_SEARCH_OPEN && s->n_open > 0 && cf_search_clock() < deadline) {
        long slice = boxes < SLICE ? boxes : SLICE;
        cf_search_run(s, slice, deadline, t->jobs);
        boxes -= slice;
        if (t->progress && cf_search_clock() - t->told > 0.1) {
            t->told = cf_search_clock();
            t->progress(t->context, s->bound->name, cf_search_coverage(s), t->boxes + s->n - before);
        }
    }
    t->boxes += s->n - before;
}

/* ------------------------------------------------------------------------------------------------------- charts */
static void chart_list(cf_chart *c, const cf_bound *b, cf_chart_kind kind) {
    *c = (cf_chart){.kind = kind};
    int first = -1;
    for (int i = 0; i < b->n_variables; i++) {
        const cf_end *e = b->interval[i];
        if (e[0].infinite == 0 ? !e[1].infinite : kind == CF_CHART_ORDER || e[1].infinite) continue; /* half a line */
        if (kind == CF_CHART_SCALE && !fmpq_is_zero(e[e[0].infinite != 0].value)) continue;
        if (first < 0) first = i;
        const cf_end *f = b->interval[first];
        if (kind == CF_CHART_ORDER && (!fmpq_equal(e[0].value, f[0].value) || e[0].open != f[0].open)) continue;
        c->list[c->n++] = i;
    }
}

static int next_permutation(int *a, int n) {
    int i = n - 2, j = n - 1;
    while (i >= 0 && a[i] > a[i + 1]) i--;
    if (i < 0) return 0;
    while (a[j] < a[i]) j--;
    int t = a[i];
    a[i] = a[j], a[j] = t;
    for (int l = i + 1, r = n - 1; l < r; l++, r--) t = a[l], a[l] = a[r], a[r] = t;
    return 1;
}

static int add_guards(cf_goal *out, const cf_goal *from);

/* The goals that a max on the big side, or else a min on the small one, gives. */
static void find_alternatives(cf_search *s, cf_graph *g, const cf_goal *goal) {
    int small = 0, node = cf_graph_alternative(g, goal->big, 0, 0);
    if (node < 0) small = 1, node = cf_graph_alternative(g, goal->small, 0, 1);
    for (int j = 0; node >= 0 && j < 9; j++) {
        cf_alternative *a = &s->alternative[s->n_alternatives];
        a->j = j;
        a->goal = *goal;
        if (small) a->goal.small = node;
        else a->goal.big = node;
        if (add_guards(&a->goal, goal) != 0) return;
        s->n_alternatives++;
        node = cf_graph_alternative(g, small ? goal->small : goal->big, j + 1, small);
    }
}

static cf_search *add_search(cf_proof *p, const cf_bound *bound, const cf_goal *goal, const cf_chart *chart, const cf_contacts *contacts) {
    p->search = realloc(p->search, (size_t)(p->n + 1) * sizeof *p->search);
    cf_search *s = malloc(sizeof *s);
    if (!p->search || !s) abort();
    cf_search_init(s, bound, goal, chart, contacts);
    find_alternatives(s, bound->graph, goal);
    return p->search[p->n++] = s;
}

/* Whether G(2x) = 2^k G(x) at random points of a cone, as far as doubles see: which coordinate is then not split is a matter of
 * speed alone. */
static int is_homogeneous(const cf_bound *bound, const cf_goal *goal) {
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
        cf_guess_random(&g, x);
        for (int j = 0; j < 2; j++) {
            cf_guess_margin(&g, x);
            value[j] = g.value[goal->big] - g.value[goal->small];
            for (int i = 0; i < V; i++) x[i] *= 2;
        }
        double ratio = value[1] / value[0];
        if (!(ratio > 1e-9) || isinf(ratio)) continue;
        if (seen++ == 0) degree = log2(ratio);
        ok = fabs(log2(ratio) - degree) < 1e-6;
    }
    cf_guess_clear(&g);
    return ok && seen > 4;
}

/* All children of a chart, or NULL. */
static cf_proof *by_chart(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_contacts *contacts, cf_chart_kind kind,
                          double deadline) {
    cf_chart chart;
    chart_list(&chart, bound, kind);
    if (chart.n < 2 || (kind == CF_CHART_ORDER && chart.n > 5)) return NULL;
    memcpy(chart.order, chart.list, sizeof chart.list);
    int scales = kind == CF_CHART_SCALE && is_homogeneous(bound, goal);
    cf_proof *p = cf_proof_new(CF_PROOF_CHART);
    for (int child = 0;; child++) {
        if (kind == CF_CHART_SCALE) {
            if (child == chart.n) return p;
            chart.pivot = chart.list[child];
            chart.negative = bound->interval[chart.pivot][0].infinite != 0;
        }
        cf_search *s = add_search(p, bound, goal, &chart, contacts);
        if (kind == CF_CHART_SCALE && scales) s->keep = chart.pivot;
        run(t, s, CHART_BOXES, deadline);
        if (s->state != CF_SEARCH_DONE) break;
        if (kind == CF_CHART_ORDER && !next_permutation(chart.order, chart.n)) return p;
    }
    cf_proof_free(p);
    return NULL;
}

/* --------------------------------------------------------------------------------------------- samples in doubles */
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

/* ------------------------------------------------------------------------------------------------ parts of a goal */
static cf_proof *attack(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline);

static int add_guards(cf_goal *out, const cf_goal *from) {
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
static cf_proof *by_face(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int i, int s, int level, double deadline) {
    const cf_end *end = &bound->interval[i][s];
    if (end->infinite) return NULL;
    int a = cf_graph_derivative(bound->graph, goal->small, i), b = cf_graph_derivative(bound->graph, goal->big, i);
    if (a < 0 || b < 0) return NULL;
    cf_goal slope = {.small = s ? b : a, .big = s ? a : b, .strict = goal->strict && end->open};
    cf_goal face = *goal;
    face.strict = goal->strict && !end->open;
    if (add_guards(&slope, goal) != 0 || slope.small == slope.big) return NULL;
    cf_proof *p = cf_proof_new(CF_PROOF_FACE);
    p->coordinate = i;
    p->end = s;
    p->view[0] = view_at(bound, i, s, 1);
    p->view[1] = view_at(bound, i, s, 0);
    double now = cf_search_clock();
    if (sampled_true(p->view[1], &slope) && sampled_true(p->view[0], &face) &&
        (p->part[0] = attack(t, p->view[0], &face, level + 1, now + 0.4 * (deadline - now))) &&
        (p->part[1] = attack(t, p->view[1], &slope, level + 1, deadline)))
        return p;
    cf_proof_free(p);
    return NULL;
}

/* G concave in x_i, so that it is least at an end. */
static cf_proof *by_concavity(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int i, int level, double deadline) {
    const cf_end *e = bound->interval[i];
    if (e[0].infinite || e[1].infinite || fmpq_equal(e[0].value, e[1].value)) return NULL;
    cf_graph *g = bound->graph;
    int a = cf_graph_derivative(g, goal->small, i), b = cf_graph_derivative(g, goal->big, i);
    int aa = a < 0 ? -1 : cf_graph_derivative(g, a, i), bb = b < 0 ? -1 : cf_graph_derivative(g, b, i);
    if (aa < 0 || bb < 0 || aa == bb) return NULL;
    cf_goal first = {.small = a, .big = b}, bend = {.small = bb, .big = aa};
    if (add_guards(&first, goal) != 0 || add_guards(&bend, &first) != 0) return NULL;
    cf_proof *p = cf_proof_new(CF_PROOF_CONCAVE);
    p->coordinate = i;
    for (int s = 0; s < 2; s++) p->view[s] = view_at(bound, i, s, 1);
    p->view[2] = view_at(bound, i, 0, 0);
    p->view[2]->interval[i][1].open = 0;
    double now = cf_search_clock(), part = 0.3 * (deadline - now);
    int ok = sampled_true(p->view[2], &bend);
    for (int s = 0; s < 2 && ok; s++) ok = sampled_true(p->view[s], goal);
    for (int s = 0; s < 2 && ok; s++) ok = (p->part[s] = attack(t, p->view[s], goal, level + 1, cf_search_clock() + part)) != NULL;
    if (ok && (p->part[2] = attack(t, p->view[2], &bend, level + 1, deadline))) return p;
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
        p->part[s] = attack(t, p->view[s], goal, level, cf_search_clock() + (s ? 1 : 0.5) * (deadline - cf_search_clock()));
        ok = p->part[s] != NULL;
    }
    if (ok) return p;
    cf_proof_free(p);
    return NULL;
}

static int unbounded_both_ways(const cf_bound *bound) {
    for (int i = 0; i < bound->n_variables; i++)
        if (bound->interval[i][0].infinite && bound->interval[i][1].infinite) return 1;
    return 0;
}

/* Unbounded in two or three coordinates both ways: orthant by orthant, where a chart can take them together. */
static cf_proof *by_signs(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline) {
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
        cf_proof *p = by_chart(t, bound, goal, &contacts, CF_CHART_SCALE, deadline);
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
        p->part[s] = by_signs(t, p->view[s], goal, level, cf_search_clock() + (s ? 1 : 0.5) * (deadline - cf_search_clock()));
        ok = p->part[s] != NULL;
    }
    if (ok) return p;
    cf_proof_free(p);
    return NULL;
}

/* The domain cut where the goal touches along a whole face: there a coordinate has one value at several points of contact. */
static cf_proof *by_split(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_contacts *c, int i, int level, double deadline) {
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
static void denominators(int *list, int *n, int most, const cf_graph *g, int node) {
    const cf_node *x = &g->node[node];
    if (x->op == CF_OP_DIV) {
        int known = g->node[x->b].op == CF_OP_NUMBER;
        for (int k = 0; k < *n; k++) known |= list[k] == x->b;
        if (!known && *n < most) list[(*n)++] = x->b;
        denominators(list, n, most, g, x->a);
    } else if (x->op == CF_OP_NEG) {
        denominators(list, n, most, g, x->a);
    } else if (x->op == CF_OP_ADD || x->op == CF_OP_SUB || x->op == CF_OP_MUL) {
        denominators(list, n, most, g, x->a);
        denominators(list, n, most, g, x->b);
    }
}

static cf_proof *by_times(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int e, int level, double deadline) {
    double least, most;
    if (!sampled_range(&least, &most, bound, e) || (least <= 0 && most >= 0)) return NULL;
    cf_graph *g = bound->graph;
    if (most < 0) e = cf_graph_unary(g, CF_OP_NEG, e);
    cf_goal positive = {.small = zero_node(g), .big = e, .strict = 1};
    cf_goal rest = {.small = cf_graph_times(g, goal->small, e), .big = cf_graph_times(g, goal->big, e), .strict = goal->strict};
    if (add_guards(&rest, goal) != 0) return NULL;
    cf_proof *p = cf_proof_new(CF_PROOF_TIMES);
    p->expression = cf_graph_source(g, e, bound->variable, EXPRESSION);
    double now = cf_search_clock();
    if (p->expression && (p->part[0] = attack(t, bound, &positive, LEVELS, now + 0.3 * (deadline - now))) &&
        (p->part[1] = attack(t, bound, &rest, level + 1, deadline)))
        return p;
    cf_proof_free(p);
    return NULL;
}

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

/* ------------------------------------------------------------------------------------------ one variable above another */
static int same_interval(const cf_bound *b, int i, int j) {
    for (int k = 0; k < 2; k++) {
        const cf_end *e = &b->interval[i][k], *f = &b->interval[j][k];
        if (e->infinite != f->infinite || e->open != f->open || (!e->infinite && !fmpq_equal(e->value, f->value))) return 0;
    }
    return 1;
}

/* Where x_i <= x_j: variable j becomes t in x_j = x_i + t (b - x_i), or x_i + t. The goal changes with the view. */
static cf_bound *view_above(cf_goal *out, const cf_bound *bound, const cf_goal *goal, int i, int j) {
    cf_bound *v = cf_view_new(bound);
    cf_graph *g = v->graph;
    cf_end *side = v->interval[j];
    int x = cf_graph_beyond(g, i, j, &side[1]);
    fmpq_zero(side[0].value);
    side[0].infinite = side[0].open = 0;
    if (!side[1].infinite) fmpq_one(side[1].value);
    for (int k = 0; k < v->n_where; k++) {
        v->where[k].small = cf_graph_substitute(g, v->where[k].small, j, x, 1);
        v->where[k].big = cf_graph_substitute(g, v->where[k].big, j, x, 1);
    }
    cf_goal plain = *goal; /* what simplification drops must have been defined */
    plain.small = cf_graph_substitute(g, goal->small, j, x, 1);
    plain.big = cf_graph_substitute(g, goal->big, j, x, 1);
    for (int k = 0; k < goal->n_guards; k++) plain.guard[k] = cf_graph_substitute(g, goal->guard[k], j, x, 1);
    *out = *goal;
    out->small = cf_graph_substitute(g, goal->small, j, x, 0);
    out->big = cf_graph_substitute(g, goal->big, j, x, 0);
    if (add_guards(out, &plain) != 0) {
        cf_view_free(v);
        return NULL;
    }
    return v;
}

static int clause_orders(const cf_bound *b, int i, int j) {
    int x = cf_graph_variable(b->graph, i), y = cf_graph_variable(b->graph, j);
    for (int k = 0; k < b->n_where; k++)
        if (!b->where[k].dropped && b->where[k].small == x && b->where[k].big == y) return k;
    return -1;
}

/* The simplifications may drop what is undefined: the substituted sides themselves are guards of what they become. */
static cf_proof *by_pair(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_contacts *c, int i, int j, int level, double deadline) {
    if (!same_interval(bound, i, j)) return NULL;
    int k = clause_orders(bound, i, j), back = clause_orders(bound, j, i), meets = 0, V = bound->n_variables;
    if (k < 0 && back >= 0) {
        int swap = i;
        i = j, j = swap, k = back;
    }
    for (int q = 0; q < c->n; q++) meets |= fmpq_equal(c->point + q * V + i, c->point + q * V + j);
    if (k < 0 && !meets) return NULL;
    cf_proof *p = cf_proof_new(k >= 0 ? CF_PROOF_ABOVE : CF_PROOF_PAIR);
    p->coordinate = i, p->end = j, p->clause = k;
    int children = k >= 0 ? 1 : 2, ok = 1;
    for (int q = 0; q < children && ok; q++) {
        cf_goal g;
        p->view[q] = view_above(&g, bound, goal, q ? j : i, q ? i : j);
        if (!p->view[q]) break;
        p->part[q] = attack(t, p->view[q], &g, level + 1, cf_search_clock() + (q + 1 < children ? 0.5 : 1) * (deadline - cf_search_clock()));
        ok = p->part[q] != NULL;
    }
    if (ok && p->part[children - 1]) return p;
    cf_proof_free(p);
    return NULL;
}

/* What changes the question: charts, denominators, faces, concavity, a cut. The budget of each is a share of what is left. */
static cf_proof *otherwise(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_contacts *contacts, int level, double deadline) {
    cf_proof *p = NULL;
    double share = 0.12 * (deadline - cf_search_clock());
    int V = bound->n_variables, list[6], n = 0;
    for (int i = 0; i < V && !p && level < 2; i++)
        for (int j = i + 1; j < V && !p; j++) p = by_pair(t, bound, goal, contacts, i, j, level, cf_search_clock() + 2 * share);
    for (int kind = CF_CHART_SCALE; kind <= CF_CHART_ORDER && !p && level < 2; kind++)
        p = by_chart(t, bound, goal, contacts, (cf_chart_kind)kind, cf_search_clock() + share);
    if (level >= LEVELS) return p;
    if (!p && unbounded_both_ways(bound)) p = by_signs(t, bound, goal, level, cf_search_clock() + 3 * share);
    for (int i = 0; i < V && !p; i++)
        for (int s = 0; s < 2 && !p; s++) p = by_face(t, bound, goal, i, s, level, cf_search_clock() + share);
    for (int i = 0; i < V && !p; i++) p = by_concavity(t, bound, goal, i, level, cf_search_clock() + share);
    denominators(list, &n, 6, bound->graph, goal->small);
    denominators(list, &n, 6, bound->graph, goal->big);
    for (int k = 0; k < n && !p; k++) p = by_times(t, bound, goal, list[k], level, cf_search_clock() + share);
    for (int i = 0; i < V && !p && level < 2; i++) p = by_split(t, bound, goal, contacts, i, level, cf_search_clock() + 2 * share);
    return p;
}

static cf_proof *attack(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline) {
    cf_contacts contacts = {0};
    int same = identical(bound, goal);
    if (!same) cf_contacts_find(&contacts, bound, goal);
    if (!same && level < 2 && bound->n_variables > 1 && is_homogeneous(bound, goal)) {
        cf_proof *q = by_chart(t, bound, goal, &contacts, CF_CHART_SCALE, cf_search_clock() + 0.3 * (deadline - cf_search_clock()));
        if (q) {
            cf_contacts_clear(&contacts, bound->n_variables);
            return q;
        }
    }
    cf_proof *p = cf_proof_new(CF_PROOF_TREE);
    cf_search *s = add_search(p, bound, goal, &none, &contacts);
    s->identical = same;
    double now = cf_search_clock();
    run(t, s, FIRST_BOXES, now + 0.2 * (deadline - now));
    if (s->state == CF_SEARCH_OPEN && !same) {
        cf_proof *other = otherwise(t, bound, goal, &contacts, level, deadline);
        if (other) {
            cf_proof_free(p);
            cf_contacts_clear(&contacts, bound->n_variables);
            return other;
        }
    }
    if (level < 2 || same) run(t, s, level == 0 ? 1L << 40 : CHART_BOXES, deadline);
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
    return attack(s, bound, goal, 0, deadline);
}

int cf_strategy_empty(cf_strategy *t, cf_bound *bound, double deadline) {
    const cf_contacts no = {0};
    const cf_goal nothing = {.small = bound->prove.small, .big = bound->prove.big};
    if (bound->n_where == 0) return 0;
    cf_search s;
    cf_search_init(&s, bound, &nothing, &none, &no);
    s.outside_too = 1;
    run(t, &s, 1L << 40, deadline);
    int empty = s.state == CF_SEARCH_DONE;
    t->coverage = cf_search_coverage(&s);
    cf_search_clear(&s);
    return empty;
}
