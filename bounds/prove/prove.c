/* prove.c - from a bound to its verdict: a point of the domain, a counterexample, or a proof of every goal. */
#include "bounds/prove.h"
#include "bounds/prove/certificate.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A first look without a chart, then the charts, then what is left of the budget without one again. */
enum { FIRST_BOXES = 300, SLICE = 256 };

const char *cf_prove_verdict_name(cf_prove_verdict v) {
    static const char *const names[] = {"PROVED", "REFUTED", "UNDECIDED", "VACUOUS"};
    return names[v];
}

typedef struct {
    cf_bound *bound;
    cf_relation relation;
    cf_goal *goal;
    int n_goals;
    fmpq *point; /* a point of the domain; later the counterexample */
    slong bits;
    int has_point;
    double deadline;
    const cf_prove_options *options;
    cf_prove_result *result;
    cf_proof *proof;
} task;

static fmpq *new_point(int V) {
    fmpq *p = malloc((size_t)V * sizeof *p);
    if (!p) abort();
    for (int i = 0; i < V; i++) fmpq_init(p + i);
    return p;
}

static void free_point(fmpq *p, int V) {
    for (int i = 0; i < V; i++) fmpq_clear(p + i);
    free(p);
}

/* A certified point of the domain: random ones that the doubles accept, at most `tries`. */
static int find_point(task *t, int tries) {
    int V = t->bound->n_variables;
    double x[V];
    cf_guess g;
    cf_guess_init(&g, t->bound, &t->goal[0], 7);
    for (int k = 0; k < tries && !t->has_point; k++) {
        cf_guess_random(&g, x);
        double m = cf_guess_margin(&g, x);
        if (isinf(m) && m > 0) continue;
        t->has_point = cf_round_point(t->point, &t->bits, t->bound, NULL, x, CF_AT_HOLDS);
    }
    cf_guess_clear(&g);
    return t->has_point;
}

static void keep_point(task *t, const fmpq *point, slong bits, cf_prove_verdict verdict, const char *reason) {
    int V = t->bound->n_variables;
    cf_prove_result *r = t->result;
    r->verdict = verdict;
    snprintf(r->reason, sizeof r->reason, "%s", reason);
    r->point = calloc((size_t)V, sizeof *r->point);
    if (!r->point) abort();
    for (int i = 0; i < V; i++) {
        char *s = fmpq_get_str(NULL, 10, point + i);
        r->point[i] = strdup(s);
        flint_free(s);
    }
    if (verdict == CF_PROVE_REFUTED) r->certificate = cf_certificate_refuted(t->bound, point, bits);
}

static void undefined_at(task *t, const fmpq *point) {
    keep_point(t, point, 0, CF_PROVE_UNDECIDED, "undefined at a point of the domain");
    char *at = t->result->reason;
    size_t n = (size_t)snprintf(at, sizeof t->result->reason, "undefined at");
    for (int i = 0; i < t->bound->n_variables && n < sizeof t->result->reason - 40; i++)
        n += (size_t)snprintf(at + n, sizeof t->result->reason - n, "%s %.40s = %.80s", i ? "," : "", t->bound->variable[i], t->result->point[i]);
}

/* Looks for a counterexample by random points and descents. Nonzero if the verdict is found. */
static int look_for_counterexample(task *t, int samples, int descents) {
    int V = t->bound->n_variables, found = 0;
    fmpq *p = new_point(V);
    slong bits;
    for (int j = 0; j < t->n_goals && !found; j++) {
        cf_guess g;
        cf_guess_init(&g, t->bound, &t->goal[j], 11 + (unsigned long)j);
        double best[16][V + 1], x[V];
        int n_best = 0;
        for (int k = 0; k < samples && !found; k++) {
            cf_guess_random(&g, x);
            double m = cf_guess_margin(&g, x);
            if (m != m) {
                if (cf_round_point(p, &bits, t->bound, &t->goal[j], x, CF_AT_UNDEFINED)) undefined_at(t, p), found = 1;
                continue;
            }
            if (isinf(m) && m > 0) continue;
            int at = n_best < 16 ? n_best++ : 15;
            if (at == 15 && n_best == 16 && k >= 16 && m >= best[15][V]) continue;
            for (; at > 0 && best[at - 1][V] > m; at--) memcpy(best[at], best[at - 1], sizeof best[0]);
            memcpy(best[at], x, sizeof x);
            best[at][V] = m;
        }
        for (int k = 0; k < n_best && k < descents && !found; k++) {
            if (best[k][V] >= 0) cf_guess_descend(&g, best[k], 150 + 100 * V);
            if (cf_guess_margin(&g, best[k]) <= 1e-13 && cf_round_point(p, &bits, t->bound, &t->goal[j], best[k], CF_AT_FAILS)) {
                keep_point(t, p, bits, CF_PROVE_REFUTED, "");
                found = 1;
            }
        }
        cf_guess_clear(&g);
    }
    free_point(p, V);
    return found;
}

/* Runs a search in slices, reporting progress. */
static void run(task *t, cf_search *s, long boxes, double deadline) {
    int before = s->n;
    double told = 0;
    while (boxes > 0 && s->state == CF_SEARCH_OPEN && s->n_open > 0 && cf_search_clock() < deadline) {
        long slice = boxes < SLICE ? boxes : SLICE;
        cf_search_run(s, slice, deadline, t->options->jobs);
        boxes -= slice;
        if (t->options->progress && cf_search_clock() - told > 0.1) {
            told = cf_search_clock();
            t->options->progress(t->options->context, t->bound->name, cf_search_coverage(s), t->result->boxes + s->n - before);
        }
    }
    t->result->boxes += s->n - before;
}

/* Whether the search ended the matter for the whole bound. */
static int ended(task *t, const cf_search *s) {
    if (s->state == CF_SEARCH_REFUTED) keep_point(t, s->point, s->bits, CF_PROVE_REFUTED, "");
    if (s->state == CF_SEARCH_UNDEFINED) undefined_at(t, s->point);
    return s->state == CF_SEARCH_REFUTED || s->state == CF_SEARCH_UNDEFINED;
}

/* Coordinates that a chart can take together. */
static void chart_list(cf_chart *c, const cf_bound *b, cf_chart_kind kind) {
    *c = (cf_chart){.kind = kind};
    int first = -1;
    for (int i = 0; i < b->n_variables; i++) {
        const cf_end *e = b->interval[i];
        if (e[0].infinite || !e[1].infinite) continue;
        if (kind == CF_CHART_SCALE && !fmpq_is_zero(e[0].value)) continue;
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

static void free_proof(cf_proof *p) {
    for (int k = 0; k < p->n; k++) cf_search_clear(&p->search[k]);
    free(p->search);
    *p = (cf_proof){0};
}

/* All children of a chart. 1 proved, -1 the bound is decided otherwise, 0 no. */
static int by_chart(task *t, cf_proof *proof, const cf_goal *goal, const cf_contacts *contacts, cf_chart_kind kind, double deadline) {
    cf_chart chart;
    chart_list(&chart, t->bound, kind);
    if (chart.n < 2 || (kind == CF_CHART_ORDER && chart.n > 5)) return 0;
    memcpy(chart.order, chart.list, sizeof chart.list);
    *proof = (cf_proof){0};
    for (int child = 0;; child++) {
        if (kind == CF_CHART_SCALE) {
            if (child == chart.n) return 1;
            chart.pivot = chart.list[child];
        }
        proof->search = realloc(proof->search, (size_t)(proof->n + 1) * sizeof *proof->search);
        if (!proof->search) abort();
        cf_search *s = &proof->search[proof->n++];
        cf_search_init(s, t->bound, goal, &chart, contacts);
        run(t, s, 40 * FIRST_BOXES, deadline);
        if (s->state != CF_SEARCH_DONE) {
            int e = ended(t, s);
            free_proof(proof);
            return e ? -1 : 0;
        }
        if (kind == CF_CHART_ORDER && !next_permutation(chart.order, chart.n)) return 1;
    }
}

/* 1 proved, -1 the bound is decided otherwise, 0 open: coverage is then what it is. */
static int prove_goal(task *t, int g) {
    static const cf_chart none = {0};
    cf_contacts contacts;
    cf_contacts_find(&contacts, t->bound, &t->goal[g]);
    cf_search *s = malloc(sizeof *s);
    if (!s) abort();
    cf_search_init(s, t->bound, &t->goal[g], &none, &contacts);
    double now = cf_search_clock(), total = t->deadline - now;
    run(t, s, FIRST_BOXES, now + 0.2 * total);
    int r = s->state == CF_SEARCH_DONE ? 1 : ended(t, s) ? -1 : 0;
    for (int kind = CF_CHART_SCALE; kind <= CF_CHART_ORDER && r == 0; kind++)
        r = by_chart(t, &t->proof[g], &t->goal[g], &contacts, (cf_chart_kind)kind, cf_search_clock() + 0.2 * total);
    if (r == 0) {
        run(t, s, 1L << 40, t->deadline);
        r = s->state == CF_SEARCH_DONE ? 1 : ended(t, s) ? -1 : 0;
        if (r == 0) {
            double c = cf_search_coverage(s);
            if (c < t->result->coverage) t->result->coverage = c;
            for (int k = 0; k < s->n_open; k++)
                if (s->node[s->open[k]].share > t->result->widest) t->result->widest = s->node[s->open[k]].share;
        }
    }
    if (s->state == CF_SEARCH_DONE) {
        t->proof[g] = (cf_proof){s, 1};
    } else {
        cf_search_clear(s);
        free(s);
    }
    cf_contacts_clear(&contacts, t->bound->n_variables);
    return r;
}

/* Whether no point meets the where-clauses: `out` leaves all over. */
static int is_empty(task *t) {
    static const cf_chart none = {0};
    const cf_contacts no = {0};
    if (t->bound->n_where == 0) return 0;
    cf_search s;
    cf_search_init(&s, t->bound, &t->goal[0], &none, &no);
    s.outside_too = 1;
    run(t, &s, 1L << 40, t->deadline);
    int empty = s.state == CF_SEARCH_DONE;
    t->result->coverage = cf_search_coverage(&s);
    cf_search_clear(&s);
    return empty;
}

static void decide(task *t) {
    cf_prove_result *r = t->result;
    r->verdict = CF_PROVE_UNDECIDED;
    r->coverage = 1;
    if (!find_point(t, 4000)) {
        if (is_empty(t)) {
            r->verdict = CF_PROVE_VACUOUS;
            snprintf(r->reason, sizeof r->reason, "the domain is empty");
        } else {
            snprintf(r->reason, sizeof r->reason, "no point of the domain was found");
            r->coverage = 0;
        }
        return;
    }
    if (look_for_counterexample(t, 400, 3)) return;
    int done = 0;
    for (int g = 0; g < t->n_goals; g++) {
        int p = prove_goal(t, g);
        if (p < 0) return;
        done += p;
    }
    if (done == t->n_goals) {
        r->verdict = CF_PROVE_PROVED;
        r->certificate = cf_certificate_proved(t->bound, t->point, t->bits, t->proof, t->n_goals);
    } else if (!look_for_counterexample(t, 20000, 16)) {
        snprintf(r->reason, sizeof r->reason, "the budget was spent: %.6g of the domain is open, the widest box %.3g of it",
                 1 - r->coverage, r->widest);
    }
}

static void prove_relation(cf_prove_result *result, cf_bound *bound, const cf_relation *relation, const cf_prove_options *options) {
    task t = {.bound = bound, .relation = *relation, .options = options, .result = result};
    double start = cf_search_clock();
    memset(result, 0, sizeof *result);
    result->n_variables = bound->n_variables;
    t.deadline = start + options->budget;
    t.n_goals = cf_goals(&t.goal, &bound->graph, relation);
    t.point = new_point(bound->n_variables);
    t.proof = calloc((size_t)t.n_goals, sizeof *t.proof);
    if (!t.proof) abort();
    decide(&t);
    for (int g = 0; g < t.n_goals; g++) free_proof(&t.proof[g]);
    free(t.proof);
    free(t.goal);
    free_point(t.point, bound->n_variables);
    result->seconds = cf_search_clock() - start;
}

void cf_prove(cf_prove_result *result, cf_bound *bound, const cf_prove_options *options) {
    prove_relation(result, bound, &bound->prove, options);
    result->n_canaries = bound->n_canaries;
    result->canary = calloc((size_t)bound->n_canaries + 1, sizeof *result->canary);
    if (!result->canary) abort();
    for (int k = 0; k < bound->n_canaries; k++) {
        cf_prove_result c;
        prove_relation(&c, bound, &bound->canary[k], options);
        result->canary[k] = c.verdict;
        result->seconds += c.seconds;
        cf_prove_result_clear(&c);
        if (result->canary[k] != CF_PROVE_REFUTED && result->verdict != CF_PROVE_UNDECIDED) {
            result->verdict = CF_PROVE_UNDECIDED;
            snprintf(result->reason, sizeof result->reason, "canary");
            free(result->certificate);
            result->certificate = NULL;
        }
    }
}

void cf_prove_result_clear(cf_prove_result *result) {
    for (int i = 0; result->point && i < result->n_variables; i++) free(result->point[i]);
    free(result->point);
    free(result->canary);
    free(result->certificate);
    memset(result, 0, sizeof *result);
}
