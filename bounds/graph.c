/* graph.c - the graph of expressions: equal nodes once, numbers folded. */
#include "bounds/bound.h"
#include <stdlib.h>
#include <string.h>

/* Longest number that folding makes, in bits: 10^1000000000 must not fill the memory. */
enum { FOLD_BITS = 8192 };

void cf_graph_init(cf_graph *g) {
    memset(g, 0, sizeof *g);
}

void cf_graph_clear(cf_graph *g) {
    for (int i = 0; i < g->n; i++) fmpq_clear(g->node[i].number);
    free(g->node);
    free(g->bucket);
    memset(g, 0, sizeof *g);
}

static unsigned long hash_node(const cf_node *x) {
    unsigned long h = 1469598103934665603ul;
    const unsigned long part[] = {(unsigned long)x->op, (unsigned long)x->a, (unsigned long)x->b,
                                  (unsigned long)x->n, fmpz_fdiv_ui(fmpq_numref(x->number), 1000000007ul),
                                  fmpz_fdiv_ui(fmpq_denref(x->number), 1000000007ul)};
    for (size_t k = 0; k < sizeof part / sizeof *part; k++) h = (h ^ part[k]) * 1099511628211ul, h ^= h >> 29;
    return h;
}

static int same(const cf_node *x, const cf_node *y) {
    return x->op == y->op && x->a == y->a && x->b == y->b && x->n == y->n && fmpq_equal(x->number, y->number);
}

static void grow(cf_graph *g) {
    g->buckets = g->buckets ? 2 * g->buckets : 64;
    g->room = g->buckets / 2;
    g->node = realloc(g->node, (size_t)g->room * sizeof *g->node);
    free(g->bucket);
    g->bucket = calloc((size_t)g->buckets, sizeof *g->bucket);
    if (!g->node || !g->bucket) abort();
    for (int i = 0; i < g->n; i++) {
        unsigned long k = hash_node(&g->node[i]) % (unsigned long)g->buckets;
        while (g->bucket[k]) k = (k + 1) % (unsigned long)g->buckets;
        g->bucket[k] = i + 1;
    }
}

/* Takes over x, whose number is initialised. */
static int intern(cf_graph *g, cf_node *x) {
    if (g->n >= g->room) grow(g);
    unsigned long k = hash_node(x) % (unsigned long)g->buckets;
    for (; g->bucket[k]; k = (k + 1) % (unsigned long)g->buckets)
        if (same(&g->node[g->bucket[k] - 1], x)) {
            fmpq_clear(x->number);
            return g->bucket[k] - 1;
        }
    g->bucket[k] = g->n + 1;
    g->node[g->n] = *x;
    g->number_bits += (size_t)(fmpz_bits(fmpq_numref(x->number)) + fmpz_bits(fmpq_denref(x->number)));
    return g->n++;
}

static cf_node blank(cf_op op, int a, int b) {
    cf_node x = {.op = op, .a = a, .b = b};
    fmpq_init(x.number);
    return x;
}

int cf_graph_number(cf_graph *g, const fmpq_t value) {
    cf_node x = blank(CF_OP_NUMBER, -1, -1);
    fmpq_set(x.number, value);
    return intern(g, &x);
}

int cf_graph_variable(cf_graph *g, long which) {
    cf_node x = blank(CF_OP_VARIABLE, -1, -1);
    x.n = which;
    return intern(g, &x);
}

static int is_number(const cf_graph *g, int a) { return g->node[a].op == CF_OP_NUMBER; }

/* A copy: making a node may move the others. */
static void number_of(fmpq_t out, const cf_graph *g, int a) { fmpq_set(out, g->node[a].number); }

static slong bits(const fmpq_t x) {
    slong a = (slong)fmpz_bits(fmpq_numref(x)), b = (slong)fmpz_bits(fmpq_denref(x));
    return a > b ? a : b;
}

int cf_graph_unary(cf_graph *g, cf_op op, int a) {
    if (op == CF_OP_NEG && is_number(g, a)) {
        fmpq_t v;
        fmpq_init(v);
        number_of(v, g, a);
        fmpq_neg(v, v);
        int r = cf_graph_number(g, v);
        fmpq_clear(v);
        return r;
    }
    cf_node x = blank(op, a, -1);
    return intern(g, &x);
}

int cf_graph_power(cf_graph *g, int a, const fmpq_t exponent) {
    int whole = fmpz_is_one(fmpq_denref(exponent)) && fmpz_bits(fmpq_numref(exponent)) <= 30;
    if (whole && is_number(g, a)) {
        slong e = fmpz_get_si(fmpq_numref(exponent)), size = e < 0 ? -e : e;
        fmpq_t v;
        fmpq_init(v);
        number_of(v, g, a);
        int fold = (e >= 0 || !fmpq_is_zero(v)) && (size <= 1 || bits(v) <= FOLD_BITS / size), r = 0;
        if (fold) {
            fmpq_pow_si(v, v, e);
            r = cf_graph_number(g, v);
        }
        fmpq_clear(v);
        if (fold) return r;
    }
    cf_node x = blank(CF_OP_POWER, a, -1);
    fmpq_set(x.number, exponent);
    return intern(g, &x);
}

static int fold_binary(cf_graph *g, cf_op op, int a, int b) {
    fmpq_t v, w;
    fmpq_init(v);
    fmpq_init(w);
    number_of(v, g, a);
    number_of(w, g, b);
    /* a quotient of whole numbers is no longer than they are: p/q is that number, however long */
    int whole = op == CF_OP_DIV && fmpz_is_one(fmpq_denref(v)) && fmpz_is_one(fmpq_denref(w));
    int r = -1, fits = whole || bits(v) + bits(w) <= FOLD_BITS;
    if (fits && (op == CF_OP_ADD || op == CF_OP_SUB || op == CF_OP_MUL || (op == CF_OP_DIV && !fmpq_is_zero(w)))) {
        if (op == CF_OP_ADD) fmpq_add(v, v, w);
        else if (op == CF_OP_SUB) fmpq_sub(v, v, w);
        else if (op == CF_OP_MUL) fmpq_mul(v, v, w);
        else fmpq_div(v, v, w);
        r = cf_graph_number(g, v);
    }
    fmpq_clear(v);
    fmpq_clear(w);
    return r;
}

int cf_graph_binary(cf_graph *g, cf_op op, int a, int b) {
    if (is_number(g, a) && is_number(g, b)) {
        int r = fold_binary(g, op, a, b);
        if (r >= 0) return r;
    }
    if (op == CF_OP_POW && is_number(g, b)) {
        fmpq_t e;
        fmpq_init(e);
        number_of(e, g, b);
        int r = cf_graph_power(g, a, e);
        fmpq_clear(e);
        return r;
    }
    cf_node x = blank(op, a, b);
    return intern(g, &x);
}

int cf_graph_depth(cf_graph *g, cf_op op, long depth, int a) {
    cf_node x = blank(op, a, -1);
    x.n = depth;
    return intern(g, &x);
}

const char *cf_op_name(cf_op op) {
    switch (op) {
    case CF_OP_ABS: return "abs";
    case CF_OP_SQRT: return "sqrt";
    case CF_OP_EXP: return "exp";
    case CF_OP_LOG: return "log";
    case CF_OP_SINH: return "sinh";
    case CF_OP_COSH: return "cosh";
    case CF_OP_ASINH: return "asinh";
    case CF_OP_MIN: return "min";
    case CF_OP_MAX: return "max";
    case CF_OP_Q: return "q";
    case CF_OP_Q_PRIME: return "q_prime";
    case CF_OP_H: return "h";
    case CF_OP_H_INV: return "h_inv";
    case CF_OP_Q_DEPTH: return "q_depth";
    default: return NULL;
    }
}
