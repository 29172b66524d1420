/* prove.c - from a bound to its verdict: a point of the domain, a counterexample, or a proof of every goal. */
#include "bounds/normal.h"
#include "bounds/prove.h"
#include "bounds/prove/strategy.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *cf_prove_verdict_name(cf_prove_verdict v) {
    static const char *const names[] = {"PROVED", "REFUTED", "UNDECIDED", "VACUOUS"};
    return names[v];
}

typedef struct {
    cf_bound *bound;
    cf_goal *goal;
    int n_goals;
    fmpq *point; /* a point of the domain; later the counterexample */
    slong bits;
    int has_point;
    const cf_prove_options *options;
    cf_prove_result *result;
    cf_proof **proof;
    cf_strategy strategy;
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
        for (int i = 0; i < V && k % 4; i++) { /* towards 0, or the nearest that the interval has */
            double a = g.range[i][0], b = g.range[i][1], to = a > 0 ? a : b < 0 ? b : 0;
            x[i] = to + ldexp(x[i] - to, -(k % 12));
        }
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

/* A strict relation may fail by equality at a corner: every closed finite end, other coordinates as in the point of the domain. */
static int fails_at_corner(task *t) {
    int V = t->bound->n_variables, found = 0;
    if (!t->goal[0].strict || V > 6) return 0;
    fmpq *p = new_point(V);
    slong bits;
    for (unsigned mask = 0; mask < 1u << V && !found; mask++) {
        for (int i = 0; i < V; i++) {
            const cf_end *e = &t->bound->interval[i][mask >> i & 1];
            fmpq_set(p + i, e->open || e->infinite ? t->point + i : e->value);
        }
        for (int j = 0; j < t->n_goals && !found; j++) {
            found = cf_at_point(NULL, &bits, t->bound, &t->goal[j], p) == CF_AT_FAILS;
            if (found) keep_point(t, p, bits, CF_PROVE_REFUTED, "");
        }
    }
    free_point(p, V);
    return found;
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
            if (k % 64 == 63 && cf_search_cpu() > t->strategy.cpu + 1) break;
            cf_guess_random(&g, x);
            double m = cf_guess_margin(&g, x);
            if (m != m) {
                if (cf_round_point(p, &bits, t->bound, &t->goal[j], x, CF_AT_UNDEFINED)) undefined_at(t, p), found = 1;
                continue;
            }
            if (isinf(m) && m > 0) continue;
            if (n_best == 16 && m >= best[15][V]) continue;
            int at = n_best < 16 ? n_best++ : 15;
            for (; at > 0 && best[at - 1][V] > m; at--) memcpy(best[at], best[at - 1], sizeof best[0]);
            memcpy(best[at], x, sizeof x);
            best[at][V] = m;
        }
        cf_guess_clear(&g);
        const cf_goal spread = cf_goal_spread(t->bound, &t->goal[j]);
        cf_guess_init(&g, t->bound, &spread, 11 + (unsigned long)j);
        for (int k = 0; k < n_best && k < descents && !found; k++) {
            if (best[k][V] >= 0) cf_guess_descend(&g, best[k], 150 + 100 * V);
            double m = cf_guess_margin(&g, best[k]);
            found = (m <= 1e-13 && cf_round_point(p, &bits, t->bound, &t->goal[j], best[k], CF_AT_FAILS)) ||
                    (m <= 1e-9 && cf_simple_point(p, &bits, t->bound, &t->goal[j], best[k], CF_AT_FAILS));
            if (found) keep_point(t, p, bits, CF_PROVE_REFUTED, "");
        }
        cf_guess_clear(&g);
    }
    free_point(p, V);
    return found;
}

/* Descents on the surface where clause k is an equality, solved for x_v as e: goal j with e in the place of x_v. */
static int look_on_surface(task *t, int j, int k, int v, int e, int tries) {
    cf_graph *g = t->bound->graph;
    int V = t->bound->n_variables, found = 0;
    cf_bound *view = cf_view_new(t->bound);
    view->where[k].dropped = 1;
    const cf_goal goal = {.small = cf_graph_substitute(g, t->goal[j].small, v, e, 1), .big = cf_graph_substitute(g, t->goal[j].big, v, e, 1)};
    const cf_goal value = {.small = e, .big = e};
    cf_guess s, place;
    cf_guess_init(&s, view, &goal, 31 + (unsigned long)(k * V + v));
    cf_guess_init(&place, view, &value, 1);
    fmpq *p = new_point(V);
    double x[V];
    for (int n = 0; n < tries && !found; n++) {
        slong bits;
        double m = INFINITY;
        for (int q = 0; q < 40 && !(m < INFINITY); q++) {
            cf_guess_random(&s, x);
            cf_guess_eval(&place, x);
            x[v] = place.value[e];
            m = cf_guess_margin(&s, x);
        }
        if (!(m < INFINITY)) continue;
        m = cf_guess_descend(&s, x, 150 + 100 * V);
        cf_guess_eval(&place, x);
        x[v] = place.value[e];
        found = m < 0 && cf_simple_point(p, &bits, t->bound, &t->goal[j], x, CF_AT_FAILS);
        if (found) keep_point(t, p, bits, CF_PROVE_REFUTED, "");
    }
    cf_guess_clear(&s);
    cf_guess_clear(&place);
    free_point(p, V);
    cf_view_free(view);
    return found;
}

/* A counterexample on a where-clause: descents from inside stop short of it. */
static int look_on_clauses(task *t, int tries) {
    cf_graph *g = t->bound->graph;
    int found = 0;
    for (int j = 0; j < t->n_goals && !found; j++)
        for (int k = 0; k < t->bound->n_where && !found; k++)
            for (int v = 0; v < t->bound->n_variables && !found; v++) {
                int side = cf_graph_simple(g, CF_OP_SUB, 0, t->bound->where[k].big, t->bound->where[k].small);
                int e = t->bound->where[k].strict ? -1 : cf_graph_solved(g, side, v);
                if (e >= 0 && g->node[e].op != CF_OP_NUMBER && !cf_graph_depends(g, e, v)) found = look_on_surface(t, j, k, v, e, tries);
            }
    return found;
}

/* Nonzero if the matter ended for the whole bound. */
static int prove_goal(task *t, int g) {
    cf_strategy *s = &t->strategy;
    t->proof[g] = cf_strategy_prove(s, t->bound, &t->goal[g], t->options->budget);
    if (t->proof[g]) return 0;
    if (s->state == CF_SEARCH_REFUTED) keep_point(t, s->point, s->bits, CF_PROVE_REFUTED, "");
    if (s->state == CF_SEARCH_UNDEFINED) undefined_at(t, s->point);
    return s->state == CF_SEARCH_REFUTED || s->state == CF_SEARCH_UNDEFINED;
}

static void without_point(task *t) {
    cf_prove_result *r = t->result;
    if (cf_strategy_empty(&t->strategy, t->bound, t->options->budget)) {
        r->verdict = CF_PROVE_VACUOUS;
        snprintf(r->reason, sizeof r->reason, "the domain is empty");
    } else {
        snprintf(r->reason, sizeof r->reason, "no point of the domain was found");
        t->strategy.coverage = 0;
    }
}

static void decide(task *t) {
    cf_prove_result *r = t->result;
    r->verdict = CF_PROVE_UNDECIDED;
    if (t->n_goals == 0) {
        snprintf(r->reason, sizeof r->reason, "max, min and abs give more than %d cases", CF_GOALS);
        t->strategy.coverage = 0;
        return;
    }
    if (!find_point(t, 4000)) {
        without_point(t);
        return;
    }
    if (fails_at_corner(t) || look_for_counterexample(t, 400, 3) || look_on_clauses(t, 6)) return;
    int done = 0;
    for (int g = 0; g < t->n_goals; g++) {
        if (prove_goal(t, g)) return;
        done += t->proof[g] != NULL;
    }
    if (done == t->n_goals) {
        r->verdict = CF_PROVE_PROVED;
        r->certificate = cf_certificate_proved(t->bound, t->point, t->bits, t->proof, t->n_goals);
    } else if (!look_for_counterexample(t, 20000, 16) && !look_on_clauses(t, 60)) {
        if (!(t->strategy.coverage < 1)) t->strategy.coverage = 1 - 0x1p-53; /* something is open, however small */
        int n = snprintf(r->reason, sizeof r->reason, "the budget was spent: %.6g of the domain is open", 1 - t->strategy.coverage);
        if (t->strategy.widest > 0) snprintf(r->reason + n, sizeof r->reason - (size_t)n, ", the widest box %.3g of it", t->strategy.widest);
    }
}

/* A busy machine may take so many times the budget. */
enum { PATIENCE = 4 };

static void prove_relation(cf_prove_result *result, cf_bound *bound, const cf_relation *relation, const cf_prove_options *options) {
    task t = {.bound = bound, .options = options, .result = result};
    double start = cf_search_clock();
    memset(result, 0, sizeof *result);
    result->n_variables = bound->n_variables;
    t.n_goals = cf_goals(&t.goal, bound->graph, relation);
    t.point = new_point(bound->n_variables);
    t.strategy = (cf_strategy){.jobs = options->jobs, .progress = options->progress, .context = options->context, .coverage = 1, .wall = start + PATIENCE * options->budget,
                               .cpu = cf_search_cpu() + options->budget * (options->jobs > 1 ? options->jobs : 1)};
    t.strategy.point = new_point(bound->n_variables);
    t.proof = calloc((size_t)t.n_goals, sizeof *t.proof);
    if (!t.proof) abort();
    decide(&t);
    for (int g = 0; g < t.n_goals; g++) cf_proof_free(t.proof[g]);
    free(t.proof);
    free(t.goal);
    free_point(t.point, bound->n_variables);
    free_point(t.strategy.point, bound->n_variables);
    result->boxes = t.strategy.boxes;
    result->coverage = t.strategy.coverage;
    result->widest = t.strategy.widest;
    result->seconds = fmax(0, cf_search_clock() - start); /* should the clock jump */
}

/* What no certificate may hold (docs/certificate.md, limits), or NULL: a verdict that cannot be replayed is none. */
static const char *beyond_certificates(const cf_bound *b) {
    enum { EXPONENT = 1 << 30, NUMBER_BITS = 330000, STATEMENT = 1 << 20 };
    if (strlen(b->statement) >= STATEMENT) return "a statement of more than 1 MiB, beyond what certificates may hold";
    for (int i = 0; i < b->graph->n; i++) {
        const cf_node *x = &b->graph->node[i];
        const fmpz *p = fmpq_numref(x->number), *q = fmpq_denref(x->number);
        if (x->op == CF_OP_POWER &&
            (fmpz_cmp_si(p, EXPONENT) > 0 || fmpz_cmp_si(p, -EXPONENT) < 0 || fmpz_cmp_si(q, EXPONENT) > 0))
            return "an exponent beyond 2^30, more than certificates may hold";
        if (fmpz_bits(p) > NUMBER_BITS || fmpz_bits(q) > NUMBER_BITS) return "a number of more digits than certificates may hold";
    }
    return NULL;
}

static void refuse(cf_prove_result *result, const cf_bound *bound, const char *why) {
    *result = (cf_prove_result){.verdict = CF_PROVE_UNDECIDED, .n_variables = bound->n_variables};
    snprintf(result->reason, sizeof result->reason, "%s", why);
}

/* Read anew as a bound of its own, so that its certificate is of its own statement. The seconds. */
static double prove_canary(cf_canary_result *out, const cf_bound *bound, int k, const cf_prove_options *options) {
    cf_bounds alone;
    cf_prove_result r = {0};
    *out = (cf_canary_result){.verdict = CF_PROVE_UNDECIDED};
    if (cf_bounds_of_canary(&alone, bound, k) == 0 && !beyond_certificates(&alone.bound[0])) {
        prove_relation(&r, &alone.bound[0], &alone.bound[0].prove, options);
        *out = (cf_canary_result){r.verdict, alone.bound[0].source, r.certificate};
        alone.bound[0].source = r.certificate = NULL;
    }
    double seconds = r.seconds;
    cf_prove_result_clear(&r);
    cf_bounds_clear(&alone);
    return seconds;
}

void cf_prove(cf_prove_result *result, cf_bound *bound, const cf_prove_options *options) {
    const char *beyond = beyond_certificates(bound);
    if (beyond) refuse(result, bound, beyond);
    else prove_relation(result, bound, &bound->prove, options);
    result->n_canaries = bound->n_canaries;
    result->canary = calloc((size_t)bound->n_canaries + 1, sizeof *result->canary);
    if (!result->canary) abort();
    for (int k = 0; k < bound->n_canaries; k++) {
        result->seconds += prove_canary(&result->canary[k], bound, k, options);
        if (result->canary[k].verdict != CF_PROVE_REFUTED) cf_prove_withdraw(result, "canary");
    }
}

void cf_prove_withdraw(cf_prove_result *result, const char *reason) {
    if (result->verdict == CF_PROVE_UNDECIDED) return;
    result->verdict = CF_PROVE_UNDECIDED;
    snprintf(result->reason, sizeof result->reason, "%s", reason);
    free(result->certificate);
    result->certificate = NULL;
}

void cf_prove_result_clear(cf_prove_result *result) {
    for (int i = 0; result->point && i < result->n_variables; i++) free(result->point[i]);
    free(result->point);
    for (int k = 0; k < result->n_canaries; k++) free(result->canary[k].source), free(result->canary[k].certificate);
    free(result->canary);
    free(result->certificate);
    memset(result, 0, sizeof *result);
}
