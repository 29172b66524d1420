/* calculus.c - substitution, derivatives, simplification. */
#include "bounds/calculus.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CF_ALTERNATIVES = 9 }; /* arguments of a max; one less is the most */

static int is_number(const cf_graph *g, int a, slong value) {
    const cf_node *x = &g->node[a];
    if (x->op != CF_OP_NUMBER || !fmpz_is_one(fmpq_denref(x->number))) return 0;
    return fmpz_equal_si(fmpq_numref(x->number), value);
}

static int number(cf_graph *g, slong p, slong q) {
    fmpq_t v;
    fmpq_init(v);
    fmpq_set_si(v, p, (ulong)q);
    int r = cf_graph_number(g, v);
    fmpq_clear(v);
    return r;
}

static int binary(cf_graph *g, cf_op op, int a, int b) {
    int zero = is_number(g, a, 0), one = is_number(g, a, 1), by_zero = is_number(g, b, 0), by_one = is_number(g, b, 1);
    switch (op) {
    case CF_OP_ADD:
        if (zero || by_zero) return zero ? b : a;
        break;
    case CF_OP_SUB:
        if (by_zero) return a;
        break;
    case CF_OP_MUL:
        if (zero || one || by_zero || by_one) return zero || by_one ? a : b;
        break;
    case CF_OP_DIV:
        if ((zero && !by_zero) || by_one) return a;
        break;
    default: break;
    }
    if ((op == CF_OP_ADD || op == CF_OP_MUL) && a > b) {
        int t = a;
        a = b, b = t;
    }
    return cf_graph_binary(g, op, a, b);
}

static int power(cf_graph *g, int a, const fmpq_t r) { return fmpq_is_one(r) ? a : cf_graph_power(g, a, r); }

static int power_si(cf_graph *g, int a, slong p, slong q) {
    fmpq_t r;
    fmpq_init(r);
    fmpq_set_si(r, p, (ulong)q);
    int e = power(g, a, r);
    fmpq_clear(r);
    return e;
}

static int function(cf_graph *g, cf_op op, long depth, int a) {
    return depth ? cf_graph_depth(g, op, depth, a) : cf_graph_unary(g, op, a);
}

/* The node of operation x over new children, simplified. */
static int rebuilt(cf_graph *g, const cf_node *x, int a, int b) {
    switch (x->op) {
    case CF_OP_NUMBER: return cf_graph_number(g, x->number);
    case CF_OP_VARIABLE: return cf_graph_variable(g, x->n);
    case CF_OP_ADD: case CF_OP_SUB: case CF_OP_MUL: case CF_OP_DIV: return binary(g, x->op, a, b);
    case CF_OP_POWER: return power(g, a, x->number);
    case CF_OP_POW:
        if (g->node[b].op == CF_OP_NUMBER) {
            fmpq_t r;
            fmpq_init(r);
            fmpq_set(r, g->node[b].number);
            int e = power(g, a, r);
            fmpq_clear(r);
            return e;
        }
        return cf_graph_binary(g, x->op, a, b);
    case CF_OP_MIN: case CF_OP_MAX: return cf_graph_binary(g, x->op, a, b);
    default: return function(g, x->op, x->n, a);
    }
}

/* f(0), ln 1, sqrt 1 and powers of 0 and 1 besides, which normal forms fold too. */
int cf_graph_simple(cf_graph *g, cf_op op, long n, int a, int b) {
    const cf_node x = {.op = op, .n = n};
    int zero = is_number(g, a, 0);
    if (b < 0 && op > CF_OP_VARIABLE && op != CF_OP_NEG) {
        if (zero && (op == CF_OP_EXP || op == CF_OP_COSH)) return number(g, 1, 1);
        if (zero && op != CF_OP_LOG) return a;
        if (is_number(g, a, 1) && op == CF_OP_LOG) return number(g, 0, 1);
        if (is_number(g, a, 1) && (op == CF_OP_SQRT || op == CF_OP_ABS)) return a;
    }
    return op == CF_OP_NEG ? cf_graph_unary(g, op, a) : rebuilt(g, &x, a, b);
}

int cf_graph_simple_power(cf_graph *g, int a, const fmpq_t exponent) {
    if (fmpq_is_zero(exponent)) return number(g, 1, 1);
    return is_number(g, a, 1) || (is_number(g, a, 0) && fmpq_sgn(exponent) > 0) ? a : power(g, a, exponent);
}

/* The same without simplification; numbers are folded, which drops nothing. */
static int copied(cf_graph *g, const cf_node *x, int a, int b) {
    if (x->op == CF_OP_NUMBER) return cf_graph_number(g, x->number);
    if (x->op == CF_OP_VARIABLE) return cf_graph_variable(g, x->n);
    if (x->op == CF_OP_POWER) return cf_graph_power(g, a, x->number);
    if (b >= 0) return cf_graph_binary(g, x->op, a, b);
    return x->n ? cf_graph_depth(g, x->op, x->n, a) : cf_graph_unary(g, x->op, a);
}

static char *marks(const cf_graph *g, int node) {
    char *need = calloc((size_t)node + 1, 1);
    if (!need) abort();
    need[node] = 1;
    for (int i = node; i >= 0; i--) {
        if (!need[i]) continue;
        if (g->node[i].a >= 0) need[g->node[i].a] = 1;
        if (g->node[i].b >= 0) need[g->node[i].b] = 1;
    }
    return need;
}

/* A copy whose number does not move with the graph. */
static void copy_node(cf_node *out, const cf_node *x) {
    *out = *x;
    fmpq_init(out->number);
    fmpq_set(out->number, x->number);
}

int cf_graph_depends(const cf_graph *g, int node, long i) {
    char *need = marks(g, node);
    int r = 0;
    for (int k = 0; k <= node; k++) r |= need[k] && g->node[k].op == CF_OP_VARIABLE && g->node[k].n == i;
    free(need);
    return r;
}

int cf_graph_at(cf_graph *g, int node, long i, const fmpq_t value) {
    return cf_graph_substitute(g, node, i, cf_graph_number(g, value), 0);
}

int cf_graph_holds(const cf_graph *g, int node, int part) {
    if (part > node) return 0;
    char *need = marks(g, node);
    int r = need[part];
    free(need);
    return r;
}

/* Node with every `from` replaced by `to`. */
static int replaced(cf_graph *g, int node, int from, int to, int plain) {
    char *need = marks(g, node);
    int *image = malloc(((size_t)node + 1) * sizeof *image);
    if (!image) abort();
    for (int k = 0; k <= node; k++) {
        if (!need[k]) continue;
        cf_node x;
        copy_node(&x, &g->node[k]);
        if (k == from) image[k] = to;
        else image[k] = (plain ? copied : rebuilt)(g, &x, x.a >= 0 ? image[x.a] : -1, x.b >= 0 ? image[x.b] : -1);
        fmpq_clear(x.number);
    }
    int r = image[node];
    free(image);
    free(need);
    return r;
}

int cf_graph_replace(cf_graph *g, int node, int from, int to) { return replaced(g, node, from, to, 0); }

int cf_graph_substitute(cf_graph *g, int node, long i, int expression, int plain) {
    return replaced(g, node, cf_graph_variable(g, i), expression, plain);
}

/* h'(D, a) = p ((1-a)^(-p-1) + (1+a)^(-p-1)), p = D/(D-2), -p - 1 = -(2D-2)/(D-2) */
static int h_slope(cf_graph *g, long D, int a) {
    int one = number(g, 1, 1), v = binary(g, CF_OP_SUB, one, a), w = binary(g, CF_OP_ADD, one, a);
    int sum = binary(g, CF_OP_ADD, power_si(g, v, -(2 * D - 2), D - 2), power_si(g, w, -(2 * D - 2), D - 2));
    return binary(g, CF_OP_MUL, number(g, D, D - 2), sum);
}

/* f'(a) for a function of one argument. */
static int slope(cf_graph *g, const cf_node *x, int self) {
    int a = x->a;
    switch (x->op) {
    case CF_OP_SQRT: return binary(g, CF_OP_MUL, number(g, 1, 2), power_si(g, a, -1, 2));
    case CF_OP_EXP: return self;
    case CF_OP_LOG: return binary(g, CF_OP_DIV, number(g, 1, 1), a);
    case CF_OP_SINH: return function(g, CF_OP_COSH, 0, a);
    case CF_OP_COSH: return function(g, CF_OP_SINH, 0, a);
    case CF_OP_ASINH: return power_si(g, binary(g, CF_OP_ADD, number(g, 1, 1), power_si(g, a, 2, 1)), -1, 2);
    case CF_OP_Q: return function(g, CF_OP_Q_PRIME, 0, a);
    case CF_OP_Q_PRIME: return power_si(g, binary(g, CF_OP_ADD, number(g, 4, 1), power_si(g, a, 2, 1)), -1, 2);
    case CF_OP_H: return h_slope(g, x->n, a);
    case CF_OP_H_INV: return binary(g, CF_OP_DIV, number(g, 1, 1), h_slope(g, x->n, self));
    case CF_OP_Q_DEPTH: return function(g, CF_OP_H_INV, x->n, a);
    default: return -1;
    }
}

/* The derivative of node k from those of its children, da and db. */
static int differentiated(cf_graph *g, int k, const cf_node *x, int da, int db) {
    int a = x->a, b = x->b, zero = number(g, 0, 1);
    if (x->op == CF_OP_NUMBER) return zero;
    if (x->a >= 0 && da == zero && (x->b < 0 || db == zero)) return zero;
    switch (x->op) {
    case CF_OP_NEG: return cf_graph_unary(g, CF_OP_NEG, da);
    case CF_OP_ADD: case CF_OP_SUB: return binary(g, x->op, da, db);
    case CF_OP_MUL: return binary(g, CF_OP_ADD, binary(g, CF_OP_MUL, da, b), binary(g, CF_OP_MUL, a, db));
    case CF_OP_DIV:
        return binary(g, CF_OP_SUB, binary(g, CF_OP_DIV, da, b),
                      binary(g, CF_OP_DIV, binary(g, CF_OP_MUL, a, db), power_si(g, b, 2, 1)));
    case CF_OP_POWER: {
        fmpq_t r;
        fmpq_init(r);
        fmpq_sub_si(r, x->number, 1);
        int p = power(g, a, r), n = cf_graph_number(g, x->number);
        fmpq_clear(r);
        return binary(g, CF_OP_MUL, binary(g, CF_OP_MUL, n, p), da);
    }
    case CF_OP_POW: { /* a^b (b' ln a + b a'/a) */
        int l = binary(g, CF_OP_MUL, db, function(g, CF_OP_LOG, 0, a));
        int m = binary(g, CF_OP_DIV, binary(g, CF_OP_MUL, b, da), a);
        return binary(g, CF_OP_MUL, k, binary(g, CF_OP_ADD, l, m));
    }
    default: {
        int s = slope(g, x, k);
        return s < 0 ? -1 : binary(g, CF_OP_MUL, s, da);
    }
    }
}

int cf_graph_derivative(cf_graph *g, int node, long i) {
    char *need = marks(g, node);
    int *d = malloc(((size_t)node + 1) * sizeof *d), r = 0;
    if (!d) abort();
    for (int k = 0; k <= node && r >= 0; k++) {
        if (!need[k]) continue;
        cf_node x;
        copy_node(&x, &g->node[k]);
        if (x.op == CF_OP_VARIABLE) d[k] = number(g, x.n == i, 1);
        else d[k] = differentiated(g, k, &x, x.a >= 0 ? d[x.a] : -1, x.b >= 0 ? d[x.b] : -1);
        r = d[k];
        fmpq_clear(x.number);
    }
    if (r >= 0) r = d[node];
    free(d);
    free(need);
    return r;
}

static void flatten(int *list, int *n, const cf_graph *g, int node, cf_op op) {
    if (g->node[node].op == op) {
        flatten(list, n, g, g->node[node].a, op);
        flatten(list, n, g, g->node[node].b, op);
    } else if (*n < CF_ALTERNATIVES) {
        list[(*n)++] = node;
    }
}

int cf_graph_alternative(cf_graph *g, int node, int j, int small) {
    cf_op op = small ? CF_OP_MIN : CF_OP_MAX;
    if (g->node[node].op != op) return -1;
    int list[CF_ALTERNATIVES], n = 0;
    flatten(list, &n, g, node, op);
    if (j < n) return list[j];
    if (j > n || n == CF_ALTERNATIVES) return -1;
    int sum = list[0];
    for (int k = 1; k < n; k++) sum = binary(g, CF_OP_ADD, sum, list[k]);
    return binary(g, CF_OP_MUL, number(g, 1, n), sum);
}
