/* mutants_bounds.c - nearby false statements of each bound that is expected PROVED; the prover must refute them, and must not prove one.
 *
 * Usage: mutants_bounds [--seed N] [--most N] [--budget SECONDS] [--samples N] [--list] FILE.bound...     (make mutants)
 *
 * Operators, each at every place of the prove-relation where it applies (a place is a child of a node):
 *   constant   a number times 1 + s, s one of +-1 %, +-3 %, +-10 %, +-50 %, drawn at random
 *   exponent   a constant exponent + 1, - 1, + 1/2 or - 1/2, drawn at random
 *   sign       a + b for a - b, a - b for a + b, -a for a
 *   term       a + b or a - b without b, and without a
 *   relation   the sides exchanged
 *   strict     < for <=
 * At most `most` of a bound are taken, drawn at random (seed 1). That a mutant is false is settled first and apart from the prover: a
 * rational point of the domain at which balls certify the negation, among `samples` random ones; a mutant without such a point is
 * discarded, as it may be true. One line a file; --list shows what was not refuted. Exit 1 if a mutant is PROVED. */
#include "bounds/prove.h"
#include "tests/ball_graph.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum { CONSTANT, EXPONENT, SIGN, WITHOUT_SECOND, WITHOUT_FIRST, SIDES, STRICT } kind;
static const char *const kind_name[] = {"constant", "exponent", "sign", "term", "term", "relation", "strict"};

typedef struct {
    kind kind;
    int node, slot; /* the place: child `slot` of node, or the node itself */
} place;

typedef struct {
    unsigned long rng;
    long most, samples;
    double budget;
    int list;
} settings;

typedef struct {
    long bounds, made, discarded, refuted, undecided, proved, same;
} tally;

static char *reachable(const cf_graph *g, const cf_relation *r) {
    int last = r->small > r->big ? r->small : r->big;
    char *need = calloc((size_t)last + 1, 1);
    if (!need) abort();
    need[r->small] = need[r->big] = 1;
    for (int i = last; i >= 0; i--) {
        if (!need[i]) continue;
        if (g->node[i].a >= 0) need[g->node[i].a] = 1;
        if (g->node[i].b >= 0) need[g->node[i].b] = 1;
    }
    return need;
}

static int is_number(const cf_graph *g, int node) { return node >= 0 && g->node[node].op == CF_OP_NUMBER; }

static int find_places(place *out, int room, const cf_graph *g, const cf_relation *r) {
    char *need = reachable(g, r);
    int last = r->small > r->big ? r->small : r->big, n = 0;
#define ADD_PLACE(...) (n < room ? (void)(out[n++] = (place){__VA_ARGS__}) : (void)0)
    for (int i = 0; i <= last; i++) {
        if (!need[i]) continue;
        const cf_node *x = &g->node[i];
        for (int s = 0; s < 2; s++)
            if (is_number(g, s ? x->b : x->a)) ADD_PLACE(CONSTANT, i, s);
        if (x->op == CF_OP_POWER) ADD_PLACE(EXPONENT, i, 0);
        if (x->op == CF_OP_ADD || x->op == CF_OP_SUB) {
            ADD_PLACE(SIGN, i, 0);
            ADD_PLACE(WITHOUT_SECOND, i, 0);
            ADD_PLACE(WITHOUT_FIRST, i, 0);
        }
        if (x->op == CF_OP_NEG) ADD_PLACE(SIGN, i, 0);
    }
    for (int s = 0; s < 2; s++)
        if (is_number(g, s ? r->big : r->small)) ADD_PLACE(CONSTANT, -1, s);
    ADD_PLACE(SIDES, -1, 0);
    if (!r->strict) ADD_PLACE(STRICT, -1, 0);
    free(need);
    return n;
}

static int scaled(cf_graph *g, int node, unsigned long *rng) {
    static const long percent[] = {1, -1, 3, -3, 10, -10, 50, -50};
    fmpq_t q, f;
    fmpq_init(q);
    fmpq_init(f);
    fmpq_set(q, g->node[node].number);
    fmpq_set_si(f, 100 + percent[random_below(rng, 8)], 100);
    fmpq_canonicalise(f);
    fmpq_mul(q, q, f);
    int r = cf_graph_number(g, q);
    fmpq_clear(q);
    fmpq_clear(f);
    return r;
}

/* The node x over new children, or what the operator makes of it. */
static int rebuilt(cf_graph *g, const cf_node *x, int a, int b, const place *p, int here, unsigned long *rng) {
    if (here && p->kind == CONSTANT) *(p->slot ? &b : &a) = scaled(g, p->slot ? b : a, rng);
    if (here && p->kind == WITHOUT_SECOND) return a;
    if (here && p->kind == WITHOUT_FIRST) return x->op == CF_OP_SUB ? cf_graph_unary(g, CF_OP_NEG, b) : b;
    if (here && p->kind == SIGN) return x->op == CF_OP_NEG ? a : cf_graph_binary(g, x->op == CF_OP_ADD ? CF_OP_SUB : CF_OP_ADD, a, b);
    fmpq_t q, h;
    int r;
    switch (x->op) {
    case CF_OP_NUMBER: return cf_graph_number(g, x->number);
    case CF_OP_VARIABLE: return cf_graph_variable(g, x->n);
    case CF_OP_POWER:
        fmpq_init(q);
        fmpq_init(h);
        fmpq_set(q, x->number);
        if (here && p->kind == EXPONENT) {
            static const long half[] = {2, -2, 1, -1};
            fmpq_set_si(h, half[random_below(rng, 4)], 2);
            fmpq_canonicalise(h);
            fmpq_add(q, q, h);
        }
        r = cf_graph_power(g, a, q);
        fmpq_clear(q);
        fmpq_clear(h);
        return r;
    case CF_OP_H: case CF_OP_H_INV: case CF_OP_Q_DEPTH: return cf_graph_depth(g, x->op, x->n, a);
    default: return b >= 0 ? cf_graph_binary(g, x->op, a, b) : cf_graph_unary(g, x->op, a);
    }
}

static void mutate(cf_relation *out, cf_graph *g, const cf_relation *r, const place *p, unsigned long *rng) {
    *out = *r;
    if (p->kind == STRICT) {
        out->strict = 1;
    } else if (p->kind == SIDES) {
        out->small = r->big, out->big = r->small;
    } else if (p->node < 0) {
        *(p->slot ? &out->big : &out->small) = scaled(g, p->slot ? r->big : r->small, rng);
    } else {
        char *need = reachable(g, r);
        int last = r->small > r->big ? r->small : r->big, *image = malloc(((size_t)last + 1) * sizeof *image);
        if (!image) abort();
        for (int i = 0; i <= last; i++) {
            if (!need[i]) continue;
            cf_node x = g->node[i];
            fmpq_init(x.number);
            fmpq_set(x.number, g->node[i].number);
            image[i] = rebuilt(g, &x, x.a >= 0 ? image[x.a] : -1, x.b >= 0 ? image[x.b] : -1, p, i == p->node, rng);
            fmpq_clear(x.number);
        }
        out->small = image[r->small], out->big = image[r->big];
        free(image);
        free(need);
    }
}

static void try_one(tally *t, cf_bound *b, const place *p, settings *s, const char *path) {
    cf_bound mutant = *b;
    mutate(&mutant.prove, b->graph, &b->prove, p, &s->rng);
    mutant.n_canaries = 0;
    if (mutant.prove.small == b->prove.small && mutant.prove.big == b->prove.big && mutant.prove.strict == b->prove.strict) {
        t->same++;
        return;
    }
    t->made++;
    if (!ball_graph_false(3072, NULL, b, &mutant.prove, s->samples, &s->rng)) {
        t->discarded++;
        return;
    }
    const cf_prove_options options = {.budget = s->budget, .jobs = 1};
    cf_prove_result r;
    cf_prove(&r, &mutant, &options);
    if (r.verdict == CF_PROVE_REFUTED) t->refuted++;
    else if (r.verdict == CF_PROVE_PROVED) t->proved++;
    else t->undecided++;
    if (r.verdict != CF_PROVE_REFUTED && (s->list || r.verdict == CF_PROVE_PROVED)) {
        char *left = cf_graph_tex(b->graph, mutant.prove.small, b->variable), *right = cf_graph_tex(b->graph, mutant.prove.big, b->variable);
        printf("  %s %s: %s (%s): %s %s %s%s%s\n", path, b->name, cf_prove_verdict_name(r.verdict), kind_name[p->kind], left, mutant.prove.strict ? "<" : "<=", right,
               r.reason[0] ? "; " : "", r.reason);
        free(left);
        free(right);
    }
    cf_prove_result_clear(&r);
}

static void mutants_of(tally *t, cf_bound *b, settings *s, const char *path) {
    enum { ROOM = 400 };
    place places[ROOM];
    int n = find_places(places, ROOM, b->graph, &b->prove);
    t->bounds++;
    for (long k = 0; k < s->most && n > 0; k++) {
        int i = (int)random_below(&s->rng, n);
        place p = places[i];
        places[i] = places[--n];
        try_one(t, b, &p, s, path);
    }
}

static int usage(void) {
    fputs("Usage: mutants_bounds [--seed N] [--most N] [--budget SECONDS] [--samples N] [--list] FILE.bound...\n", stderr);
    return 2;
}

static void row(const char *name, const tally *t) {
    printf("%-36s %7ld %8ld %10ld %8ld %10ld %7ld\n", name, t->bounds, t->made, t->discarded, t->refuted, t->undecided, t->proved);
    fflush(stdout);
}

int main(int argc, char **argv) {
    settings s = {.rng = 1, .most = 4, .samples = 1000, .budget = 1};
    tally all = {0};
    int read = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--list") == 0) {
            s.list = 1;
        } else if (strncmp(argv[i], "--", 2) == 0) {
            if (i + 1 >= argc) return usage();
            const char *v = argv[++i];
            if (strcmp(argv[i - 1], "--seed") == 0) s.rng = strtoul(v, NULL, 10);
            else if (strcmp(argv[i - 1], "--most") == 0) s.most = atol(v);
            else if (strcmp(argv[i - 1], "--samples") == 0) s.samples = atol(v);
            else if (strcmp(argv[i - 1], "--budget") == 0) s.budget = atof(v);
            else return usage();
        } else {
            cf_bounds b;
            tally t = {0};
            if (cf_bounds_read(&b, argv[i]) != 0) {
                fprintf(stderr, "%s\n", b.error);
                cf_bounds_clear(&b);
                return 2;
            }
            if (!read++) printf("%-36s %7s %8s %10s %8s %10s %7s\n", "file", "bounds", "mutants", "discarded", "refuted", "undecided", "PROVED");
            for (int k = 0; k < b.n; k++)
                if (b.bound[k].expect == CF_EXPECT_PROVED) mutants_of(&t, &b.bound[k], &s, argv[i]);
            row(argv[i], &t);
            all.bounds += t.bounds, all.made += t.made, all.discarded += t.discarded, all.refuted += t.refuted, all.undecided += t.undecided, all.proved += t.proved;
            cf_bounds_clear(&b);
        }
    }
    if (!read) return usage();
    row("all", &all);
    flint_cleanup();
    return all.proved || !all.refuted;
}
