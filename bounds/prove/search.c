/* search.c - branch and bound, generation by generation: what happens to a box depends on the box alone, so the tree does not
 * depend on how many threads look at it. */
#include "bounds/calculus.h"
#include "bounds/prove/search.h"
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

double cf_search_clock(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double cf_search_cpu(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int new_node(cf_search *s, int parent, const cf_box *box, double share) {
    if (s->n == s->room) {
        s->room = s->room ? 2 * s->room : 64;
        s->node = realloc(s->node, (size_t)s->room * sizeof *s->node);
        if (!s->node) abort();
    }
    cf_search_node *x = &s->node[s->n];
    memset(x, 0, sizeof *x);
    x->parent = parent;
    x->child[0] = x->child[1] = -1;
    fmpq_init(x->cut);
    cf_box_init(&x->box, box->V);
    cf_box_set(&x->box, box);
    x->share = share;
    x->depth = parent < 0 ? 0 : s->node[parent].depth + 1;
    return s->n++;
}

static void push_open(cf_search *s, int node) {
    if (s->n_open == s->room_open) {
        s->room_open = s->room_open ? 2 * s->room_open : 64;
        s->open = realloc(s->open, (size_t)s->room_open * sizeof *s->open);
        if (!s->open) abort();
    }
    s->open[s->n_open++] = node;
}

/* A point of contact in the coordinates of the chart; 0 if this child does not hold it. */
static int into_chart(fmpq *out, const fmpq *x, const cf_chart *c, int V) {
    for (int i = 0; i < V; i++) fmpq_set(out + i, x + i);
    if (c->kind == CF_CHART_SCALE) {
        if (fmpq_is_zero(x + c->pivot)) return 0;
        for (int j = 0; j < c->n; j++) {
            if (c->list[j] == c->pivot) continue;
            fmpq_div(out + c->list[j], x + c->list[j], x + c->pivot);
            if (c->negative) fmpq_neg(out + c->list[j], out + c->list[j]);
        }
    }
    return 1;
}

void cf_search_init(cf_search *s, const cf_bound *bound, const cf_goal *goal, const cf_chart *chart, const cf_contacts *contacts) {
    memset(s, 0, sizeof *s);
    int V = bound->n_variables;
    s->bound = bound;
    s->goal = *goal;
    s->chart = *chart;
    s->keep = -1;
    s->contacts.point = malloc((size_t)(contacts->n * V + 1) * sizeof *s->contacts.point);
    s->point = malloc((size_t)V * sizeof *s->point);
    if (!s->contacts.point || !s->point) abort();
    for (int k = 0; k < contacts->n * V; k++) fmpq_init(s->contacts.point + k);
    for (int i = 0; i < V; i++) fmpq_init(s->point + i);
    for (int k = 0; k < contacts->n; k++)
        s->contacts.n += into_chart(s->contacts.point + s->contacts.n * V, contacts->point + k * V, chart, V);
    for (int k = s->contacts.n * V; k < contacts->n * V; k++) fmpq_clear(s->contacts.point + k);
    cf_box_init(&s->root, V);
    cf_box_root(&s->root, bound, chart);
    for (int i = 0; i < V; i++) {
        s->idle[i] = i < 32 && chart->kind == CF_CHART_NONE && !cf_graph_depends(bound->graph, goal->small, i) && !cf_graph_depends(bound->graph, goal->big, i);
        s->n_busy += !s->idle[i];
    }
    for (int i = 0; i < V && i < 32 && goal->small == goal->big; i++)
        for (int k = 0; k < goal->n_guards && s->idle[i]; k++) /* all that is to be shown is that they are defined */
            if (cf_graph_depends(bound->graph, goal->guard[k], i)) s->idle[i] = 0, s->n_busy++;
    push_open(s, new_node(s, -1, &s->root, 1));
}

void cf_search_clear(cf_search *s) {
    int V = s->bound->n_variables;
    for (int k = 0; k < s->n; k++) {
        fmpq_clear(s->node[k].cut);
        free(s->node[k].leaf);
        if (s->node[k].box.side) cf_box_clear(&s->node[k].box);
    }
    free(s->node);
    free(s->open);
    cf_contacts_clear(&s->contacts, V);
    for (int i = 0; i < V; i++) fmpq_clear(s->point + i);
    free(s->point);
    cf_box_clear(&s->root);
}

/* ------------------------------------------------------------------------------------------------- where to split */
static double as_double(const fmpq_t q) { return fmpz_get_d(fmpq_numref(q)) / fmpz_get_d(fmpq_denref(q)); }

static void power_of_two(fmpq_t c, long e) {
    fmpq_one(c);
    if (e >= 0) fmpq_mul_2exp(c, c, (ulong)e);
    else fmpq_div_2exp(c, c, (ulong)-e);
}

/* A cut inside a finite interval: a power of two in the geometric middle where the ends are far apart, else the middle. */
static void cut_finite(fmpq_t c, const cf_end side[2], int at_lower, int at_upper) {
    double a = as_double(side[0].value), b = as_double(side[1].value);
    if (a > 0 && b / a > 8) {
        power_of_two(c, lrint(0.5 * (log2(a) + log2(b))));
    } else if (b < 0 && a / b > 8) {
        power_of_two(c, lrint(0.5 * (log2(-a) + log2(-b))));
        fmpq_neg(c, c);
    } else {
        fmpq_sub(c, side[1].value, side[0].value);
        fmpq_div_2exp(c, c, at_lower != at_upper ? 2 : 1); /* towards a special end, in quarters */
        if (at_upper && !at_lower) fmpq_sub(c, side[1].value, c);
        else fmpq_add(c, side[0].value, c);
    }
}

static void cut_infinite(fmpq_t c, const cf_end side[2]) {
    int mirror = side[0].infinite && !side[1].infinite;
    if (side[0].infinite && side[1].infinite) {
        fmpq_zero(c);
        return;
    }
    fmpq_t a, step;
    fmpq_init(a);
    fmpq_init(step);
    fmpq_set(a, side[mirror].value);
    if (mirror) fmpq_neg(a, a);
    fmpq_one(step);
    if (fmpq_sgn(a) < 0) fmpq_zero(c);
    else if (fmpq_cmp(a, step) < 0) fmpq_one(c);
    else fmpq_mul_2exp(c, a, 2);
    if (mirror) fmpq_neg(c, c);
    fmpq_clear(a);
    fmpq_clear(step);
}

static double compact(const cf_end *e) {
    if (e->infinite) return e->infinite;
    double x = as_double(e->value);
    return x / (1 + fabs(x));
}

/* How long an interval is: in logarithms where it has one sign, between 0 and 1 or so. */
static double length(const cf_end side[2]) {
    double a = side[0].infinite ? -INFINITY : as_double(side[0].value), b = side[1].infinite ? INFINITY : as_double(side[1].value);
    if (a > 0 && b > 2 * a) return 0.1 * log2(isinf(b) ? 16 * a : b / a) + (isinf(b) ? 0.5 / (1 + 0.05 * fabs(log2(a))) : 0);
    if (isinf(a) || isinf(b)) return 1;
    return (b - a) / (1 + fmax(fabs(a), fabs(b)));
}

/* Whether no frame suits the coordinate: unbounded on both sides, or on one and not yet away from 0. */
static int shapeless(const cf_end side[2]) {
    if (side[0].infinite && side[1].infinite) return 1;
    if (side[1].infinite) return as_double(side[0].value) < 1;
    return side[0].infinite && as_double(side[1].value) > -1;
}

static int choose(const double *weight, const cf_search *s, const cf_box *box, int depth, int keep) {
    int best = -1, saturated = 1;
    double most = -1;
    for (int i = 0; i < box->V; i++) saturated &= weight[i] < 0 || weight[i] > 1e299;
    for (int i = 0; i < box->V; i++) {
        const cf_end *side = box->side[i];
        if (!side[0].infinite && !side[1].infinite && fmpq_equal(side[0].value, side[1].value)) continue;
        if (i == keep || (s->n_busy && depth % 4 != 3 && s->idle[i] && weight[i] < 1e299)) continue;
        double l = length(side);
        /* mostly by weight, every third time by length, so that no coordinate is forgotten */
        double score = !saturated && weight[i] >= 0 && depth % 3 != 2 ? weight[i] * (1 + 1e-3 * l) + 1e-30 * l : l;
        if (saturated && shapeless(side)) score += 10;
        if (score > most) most = score, best = i;
    }
    if (best < 0 && depth % 4 != 3) return choose(weight, s, box, 3, keep);
    return best >= 0 || keep < 0 ? best : choose(weight, s, box, depth, -1);
}

static double measure(const cf_end side[2], const cf_end root[2], const fmpq_t cut) {
    int infinite = root[0].infinite || root[1].infinite;
    double a = infinite ? compact(&side[0]) : as_double(side[0].value), b = infinite ? compact(&side[1]) : as_double(side[1].value);
    double c = as_double(cut);
    if (infinite) c = c / (1 + fabs(c));
    return b > a ? (c - a) / (b - a) : 0.5;
}

static int same_end(const cf_end *e, const cf_end *f) { return !e->infinite && !f->infinite && fmpq_equal(e->value, f->value); }

static void choose_cut(fmpq_t c, const cf_search *s, const cf_box *box, int i) {
    const cf_end *side = box->side[i];
    const fmpq *contact = cf_contact_in(s, box);
    if (side[0].infinite || side[1].infinite) cut_infinite(c, side);
    else cut_finite(c, side, same_end(&side[0], &s->root.side[i][0]), same_end(&side[1], &s->root.side[i][1]));
    if (contact && fmpq_equal(c, contact + i)) { /* keep the point of contact inside */
        if (side[0].infinite || side[1].infinite) {
            fmpq_t one;
            fmpq_init(one);
            fmpq_one(one);
            if (side[1].infinite) fmpq_add(c, c, one);
            else fmpq_sub(c, c, one);
            fmpq_clear(one);
        } else { /* three eighths instead of the middle */
            fmpq_add(c, c, side[0].value);
            fmpq_div_2exp(c, c, 1);
        }
    }
}

/* ------------------------------------------------------------------------------------------------- one generation */
typedef struct {
    char *leaf;
    int coordinate;
    fmpq_t cut;
    cf_search_state state;
    fmpq *point;
    slong bits;
    int done;
} outcome;

typedef struct {
    cf_search *s;
    outcome *out;
    int n;
    atomic_int next;
    atomic_int stop;
    double deadline;
} generation;

/* Whether a double below the box suggests a counterexample, or a point where something is undefined. */
static void refute(outcome *o, cf_search *s, const cf_box *box, unsigned long seed) {
    int V = box->V;
    double x[V];
    cf_guess g;
    cf_guess_init(&g, s->bound, &s->goal, seed);
    cf_box_centre(x, s, box);
    double m = cf_guess_margin(&g, x);
    if (m < 0.3 && m > 0 && V <= 4) m = cf_guess_descend(&g, x, 40);
    cf_at wanted = m != m ? CF_AT_UNDEFINED : CF_AT_FAILS;
    if ((m < 0 || m != m) && cf_round_point(o->point, &o->bits, s->bound, &s->goal, x, wanted))
        o->state = m != m ? CF_SEARCH_UNDEFINED : CF_SEARCH_REFUTED;
    cf_guess_clear(&g);
}

static void look(generation *g, int k) {
    cf_search *s = g->s;
    cf_search_node *x = &s->node[s->open[k]];
    outcome *o = &g->out[k];
    int V = x->box.V;
    double weight[V];
    for (int i = 0; i < V; i++) weight[i] = -1;
    o->point = malloc((size_t)V * sizeof *o->point);
    if (!o->point) abort();
    for (int i = 0; i < V; i++) fmpq_init(o->point + i);
    o->leaf = cf_attempt(weight, s, &x->box, x->depth);
    if (!o->leaf) {
        if (!s->outside_too) refute(o, s, &x->box, (unsigned long)x->depth * 1000003ul + (unsigned long)k);
        o->coordinate = choose(weight, s, &x->box, x->depth, s->keep);
        if (o->coordinate >= 0) choose_cut(o->cut, s, &x->box, o->coordinate);
    }
    o->done = 1;
}

static void *work(void *argument) {
    generation *g = argument;
    for (;;) {
        int k = atomic_fetch_add(&g->next, 1);
        if (k >= g->n || atomic_load(&g->stop)) break;
        if (k > 0 && cf_search_cpu() > g->deadline) {
            atomic_store(&g->stop, 1);
            break;
        }
        look(g, k);
    }
    return NULL;
}

static void *work_and_clean(void *argument) {
    work(argument);
    flint_cleanup();
    return NULL;
}

static void run_generation(generation *g, int jobs) {
    pthread_t thread[64];
    int started = 0;
    if (jobs > 64) jobs = 64;
    for (int j = 1; j < jobs && g->n > 2; j++)
        if (pthread_create(&thread[started], NULL, work_and_clean, g) == 0) started++;
    work(g);
    for (int j = 0; j < started; j++) pthread_join(thread[j], NULL);
}

static void split(cf_search *s, int node, outcome *o) {
    cf_box half;
    int i = o->coordinate, V = s->bound->n_variables;
    double share = s->node[node].share, part = measure(s->node[node].box.side[i], s->root.side[i], o->cut);
    s->node[node].coordinate = i;
    fmpq_set(s->node[node].cut, o->cut);
    for (int side = 0; side < 2; side++) {
        cf_box_init(&half, V);
        cf_box_set(&half, &s->node[node].box);
        cf_end *e = &half.side[i][1 - side];
        fmpq_set(e->value, o->cut);
        e->infinite = e->open = 0;
        int child = new_node(s, node, &half, share * (side ? 1 - part : part));
        s->node[node].child[side] = child;
        push_open(s, child);
        cf_box_clear(&half);
    }
}

static void close_box(cf_search_node *x) {
    cf_box_clear(&x->box);
    x->box.side = NULL;
}

/* What the generation found, in the order of its boxes. */
static void gather(cf_search *s, generation *g) {
    int n = g->n, rest = s->n_open;
    int *old = malloc((size_t)(rest + 1) * sizeof *old);
    if (!old) abort();
    memcpy(old, s->open, (size_t)rest * sizeof *old);
    s->n_open = 0;
    for (int k = n; k < rest; k++) push_open(s, old[k]);
    for (int k = 0; k < n; k++) {
        outcome *o = &g->out[k];
        if (!o->done) {
            push_open(s, old[k]);
        } else if (o->state != CF_SEARCH_OPEN && s->state == CF_SEARCH_OPEN) {
            s->state = o->state;
            s->bits = o->bits;
            for (int i = 0; i < s->bound->n_variables; i++) fmpq_set(s->point + i, o->point + i);
        } else if (o->leaf) {
            s->node[old[k]].leaf = o->leaf;
            o->leaf = NULL;
            close_box(&s->node[old[k]]);
        } else if (o->coordinate >= 0) {
            split(s, old[k], o);
            close_box(&s->node[old[k]]);
        } else {
            s->n_stuck++;
            s->stuck += s->node[old[k]].share;
        }
    }
    free(old);
}

void cf_search_run(cf_search *s, long boxes, double deadline, int jobs) {
    while (s->state == CF_SEARCH_OPEN && s->n_open > 0 && boxes > 0 && cf_search_cpu() < deadline && (!s->work || atomic_load(s->work) < s->limit)) {
        generation g = {.s = s, .n = s->n_open < boxes ? s->n_open : (int)boxes, .deadline = deadline};
        if (g.n > 4096) g.n = 4096;
        g.out = calloc((size_t)g.n, sizeof *g.out);
        if (!g.out) abort();
        for (int k = 0; k < g.n; k++) fmpq_init(g.out[k].cut);
        run_generation(&g, jobs);
        gather(s, &g);
        for (int k = 0; k < g.n; k++) {
            fmpq_clear(g.out[k].cut);
            free(g.out[k].leaf);
            for (int i = 0; i < s->bound->n_variables && g.out[k].point; i++) fmpq_clear(g.out[k].point + i);
            free(g.out[k].point);
        }
        free(g.out);
        boxes -= g.n;
    }
    if (s->state == CF_SEARCH_OPEN && s->n_open == 0 && s->n_stuck == 0) s->state = CF_SEARCH_DONE;
}

double cf_search_coverage(const cf_search *s) {
    double open = s->stuck;
    for (int k = 0; k < s->n_open; k++) open += s->node[s->open[k]].share;
    return s->n_open + s->n_stuck == 0 ? 1 : open < 1 ? 1 - open : 0;
}
