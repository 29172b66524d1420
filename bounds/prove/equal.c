/* equal.c - an elementary equation put to use: |a| = +-a, sqrt(a^2 b) = a sqrt(b), log(exp a) = a, max(a, b) = a, asinh(sinh a) = a. */
#include "bounds/prove/strategy_parts.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT = 20000 };

static int power_of(cf_graph *g, int a, slong p, ulong q) {
    fmpq_t r;
    fmpq_init(r);
    fmpq_set_si(r, p, q);
    int node = cf_graph_simple_power(g, a, r);
    fmpq_clear(r);
    return node;
}

/* n where the node is the root of index n, 0 of others. */
ulong cf_s_root_index(const cf_node *x) {
    if (x->op == CF_OP_SQRT) return 2;
    return x->op == CF_OP_POWER && fmpz_is_one(fmpq_numref(x->number)) && fmpz_abs_fits_ui(fmpq_denref(x->number)) ? fmpz_get_ui(fmpq_denref(x->number)) : 0;
}

/* q_depth(D, u) = u v - (D-2)/2 ((1-v)^(-2/(D-2)) + (1+v)^(-2/(D-2)) - 2), v = h_inv(D, u) */
static int depth_definition(cf_graph *g, long D, int u) {
    int v = cf_graph_simple(g, CF_OP_H_INV, D, u, -1), one = cf_s_number(g, 1), two = cf_s_number(g, 2);
    int sum = op(g, CF_OP_ADD, power_of(g, op(g, CF_OP_SUB, one, v), -2, (ulong)D - 2), power_of(g, op(g, CF_OP_ADD, one, v), -2, (ulong)D - 2));
    return op(g, CF_OP_SUB, op(g, CF_OP_MUL, u, v), op(g, CF_OP_MUL, power_of(g, two, -1, 1), op(g, CF_OP_MUL, cf_s_number(g, D - 2), op(g, CF_OP_SUB, sum, two))));
}

/* a = b where left = right, and w >= 0 (docs/certificate.md, "equal"). Nonzero if the rule knows a. */
int cf_s_elementary(int *left, int *right, int *w, cf_graph *g, int a, int b) {
    const cf_node x = g->node[a]; /* its number is not used */
    int two = cf_s_number(g, 2);
    ulong n = cf_s_root_index(&g->node[a]);
    *left = b, *right = x.a, *w = cf_s_number(g, 0);
    if (n > 1) {
        *w = b, *left = power_of(g, b, (slong)n, 1);
        return 1;
    }
    switch (x.op) {
    case CF_OP_MIN: case CF_OP_MAX: {
        int rest = op(g, CF_OP_SUB, op(g, CF_OP_MUL, two, b), op(g, CF_OP_ADD, x.a, x.b));
        *w = x.op == CF_OP_MAX ? rest : op(g, CF_OP_NEG, rest, -1);
        *left = power_of(g, rest, 2, 1), *right = power_of(g, op(g, CF_OP_SUB, x.a, x.b), 2, 1);
        return 1;
    }
    case CF_OP_ABS: *w = b, *left = power_of(g, b, 2, 1), *right = power_of(g, x.a, 2, 1); return 1;
    case CF_OP_Q: {
        int root = op(g, CF_OP_SQRT, op(g, CF_OP_ADD, cf_s_number(g, 4), power_of(g, x.a, 2, 1)), -1);
        *right = op(g, CF_OP_ADD, op(g, CF_OP_SUB, two, root), op(g, CF_OP_MUL, x.a, op(g, CF_OP_Q_PRIME, x.a, -1)));
        return 1;
    }
    case CF_OP_H: {
        int one = cf_s_number(g, 1), v = op(g, CF_OP_SUB, one, x.a), u = op(g, CF_OP_ADD, one, x.a);
        *right = op(g, CF_OP_SUB, power_of(g, v, -x.n, (ulong)x.n - 2), power_of(g, u, -x.n, (ulong)x.n - 2));
        return 1;
    }
    case CF_OP_Q_DEPTH: *right = depth_definition(g, x.n, x.a); return 1;
    case CF_OP_LOG: *left = op(g, CF_OP_EXP, b, -1); return 1;
    case CF_OP_ASINH: *left = op(g, CF_OP_SINH, b, -1); return 1;
    case CF_OP_Q_PRIME: *left = op(g, CF_OP_MUL, two, op(g, CF_OP_SINH, b, -1)); return 1;
    case CF_OP_H_INV: *left = cf_graph_simple(g, CF_OP_H, x.n, b, -1); return 1;
    default: return 0;
    }
}

typedef struct {
    int n, a[CF_S_EQUAL], b[CF_S_EQUAL];
    cf_goal condition[CF_S_EQUAL], rest;
} equations;

/* Equation after equation, as `next` has them, in what is left of the goal. */
static int find_equations(equations *q, cf_strategy *t, cf_bound *bound, const cf_goal *goal, cf_s_next next, const void *plan) {
    cf_graph *g = bound->graph;
    *q = (equations){.rest = {.small = goal->small, .big = goal->big, .strict = goal->strict}};
    for (int a, b; q->n < CF_S_EQUAL && (a = next(&b, t, bound, &q->rest, plan)) >= 0; q->n++) {
        int left, right, w;
        if (b < 0 || b == a || !cf_s_elementary(&left, &right, &w, g, a, b) || cf_graph_same_form(g, left, right) != 1) return 0;
        q->a[q->n] = a, q->b[q->n] = b;
        q->condition[q->n] = (cf_goal){.small = cf_s_number(g, 0), .big = w, .n_guards = 2, .guard = {left, g->node[a].a}};
        if (!cf_s_sampled_true(t, bound, &q->condition[q->n])) return 0;
        q->rest.small = cf_graph_replace(g, q->rest.small, a, b);
        q->rest.big = cf_graph_replace(g, q->rest.big, a, b);
    }
    return q->n > 0 && cf_s_keep_guards(&q->rest, goal) == 0;
}

/* The item: what was found last comes first. NULL: too long. */
static cf_proof *equation_item(const cf_bound *bound, const equations *q) {
    char *all = strdup("");
    for (int k = q->n - 1; k >= 0 && all; k--) {
        char *a = cf_graph_source(bound->graph, q->a[k], bound->variable, TEXT), *b = cf_graph_source(bound->graph, q->b[k], bound->variable, TEXT);
        size_t n = a && b ? strlen(all) + strlen(a) + strlen(b) + 9 : 0;
        char *more = n ? malloc(n) : NULL;
        if (more) snprintf(more, n, "%s%s[\"%s\",\"%s\"]", all, *all ? "," : "", a, b);
        free(a), free(b), free(all);
        all = more;
    }
    char *small = cf_graph_source(bound->graph, q->rest.small, bound->variable, TEXT), *big = cf_graph_source(bound->graph, q->rest.big, bound->variable, TEXT);
    cf_proof *p = all && small && big ? cf_proof_rule("[\"equal\",[%s],\"%s\",\"%s\"]", all, small, big) : NULL;
    free(all), free(small), free(big);
    return p;
}

cf_proof *cf_s_equal(cf_strategy *t, cf_bound *bound, const cf_goal *goal, cf_s_next next, cf_s_then then, const void *plan, int level, double deadline) {
    equations q;
    cf_proof *p = find_equations(&q, t, bound, goal, next, plan) ? equation_item(bound, &q) : NULL;
    int ok = p != NULL;
    for (int k = q.n - 1; k >= 0 && ok; k--) ok = cf_s_add_part(t, p, bound, &q.condition[k], level + 1, cf_s_share(t, 0.2, deadline));
    if (ok && then) ok = (p->part[p->n_parts++] = then(t, bound, &q.rest, plan, level, deadline)) != NULL;
    else ok = ok && cf_s_add_part(t, p, bound, &q.rest, level, deadline);
    if (ok) return p;
    cf_proof_free(p);
    return NULL;
}

/* The sign of a node, as samples see it; 0: both. */
static int sign_of(cf_strategy *t, const cf_bound *bound, int node) {
    int zero = cf_s_number(bound->graph, 0);
    const cf_goal up = {.small = zero, .big = node}, down = {.small = node, .big = zero};
    return cf_s_sampled_true(t, bound, &up) ? 1 : cf_s_sampled_true(t, bound, &down) ? -1 : 0;
}

/* c^(1/n) where that is rational. */
static int exact_root(fmpq_t out, const fmpq_t c, ulong n) {
    return fmpq_sgn(c) > 0 && fmpz_root(fmpq_numref(out), fmpq_numref(c), (slong)n) && fmpz_root(fmpq_denref(out), fmpq_denref(c), (slong)n);
}

/* The root of index n of what has whole powers for factors. -1: nothing comes out. */
static int root_of_powers(cf_strategy *t, cf_bound *bound, ulong n, const cf_factors *f) {
    cf_graph *g = bound->graph;
    int out = cf_s_number(g, 1), in = out, gained = 0, left;
    fmpq_t c;
    fmpq_init(c);
    if (exact_root(c, f->constant, n)) out = cf_graph_number(g, c);
    else in = cf_graph_number(g, f->constant);
    fmpq_clear(c);
    for (int k = 0; k < f->n; k++) {
        int e = f->exponent[k], whole = e / (int)n, base = f->base[k], s = whole && (n % 2 == 0) && (whole & 1) ? sign_of(t, bound, base) : 1;
        if (s < 0) base = op(g, CF_OP_SUB, f->small[k], f->big[k]);
        if (s == 0) whole = 0;
        left = e - whole * (int)n;
        if (whole) out = op(g, CF_OP_MUL, out, power_of(g, base, whole, 1)), gained = 1;
        if (left) in = op(g, CF_OP_MUL, in, power_of(g, f->base[k], left, 1));
    }
    return gained ? op(g, CF_OP_MUL, out, power_of(g, in, 1, n)) : -1;
}

/* The logarithm of a product of powers of exp alone. -1: it is another. */
static int log_of_exponentials(cf_graph *g, const cf_factors *f) {
    int sum = cf_s_number(g, 0);
    if (!fmpq_is_one(f->constant) || f->n == 0) return -1;
    for (int k = 0; k < f->n; k++) {
        int base = f->base[k], n = 1;
        if (g->node[base].op == CF_OP_POWER && cf_s_root_index(&g->node[base]) > 1) n = (int)cf_s_root_index(&g->node[base]), base = g->node[base].a;
        if (g->node[base].op != CF_OP_EXP) return -1;
        fmpq_t r;
        fmpq_init(r);
        fmpq_set_si(r, f->exponent[k], (ulong)n);
        sum = op(g, CF_OP_ADD, sum, op(g, CF_OP_MUL, cf_graph_number(g, r), g->node[base].a));
        fmpq_clear(r);
    }
    return sum;
}

/* y where the node is scale times f(y). */
static int undone(cf_graph *g, int node, cf_op f, long depth, int scale) {
    for (int k = node; k >= 0; k--) {
        const cf_node x = g->node[k];
        if (x.op != f || x.n != depth || !cf_graph_holds(g, node, k)) continue;
        int y[2] = {x.a, op(g, CF_OP_NEG, x.a, -1)};
        for (int s = 0; s < 2; s++)
            if (cf_graph_same_form(g, node, op(g, CF_OP_MUL, cf_s_number(g, scale), cf_graph_simple(g, f, depth, y[s], -1))) == 1) return y[s];
    }
    return -1;
}

/* What node a equals, simpler; -1: nothing is known. */
int cf_s_simpler(cf_strategy *t, cf_bound *bound, int a) {
    cf_graph *g = bound->graph;
    const cf_node x = g->node[a]; /* its number is not used */
    ulong n = cf_s_root_index(&g->node[a]);
    if (n > 1 || x.op == CF_OP_LOG) {
        int b = -1;
        for (int deep = 0; deep < 2 && b < 0; deep++) {
            cf_factors f;
            cf_factors_init(&f);
            if ((deep ? cf_graph_factors_deep : cf_graph_factors)(&f, g, x.a) == 0) b = n > 1 ? root_of_powers(t, bound, n, &f) : log_of_exponentials(g, &f);
            cf_factors_clear(&f);
        }
        return b;
    }
    int s;
    switch (x.op) {
    case CF_OP_ABS: s = sign_of(t, bound, x.a); return s == 0 ? -1 : s > 0 ? x.a : op(g, CF_OP_NEG, x.a, -1);
    case CF_OP_MIN: case CF_OP_MAX:
        s = sign_of(t, bound, op(g, CF_OP_SUB, x.a, x.b));
        return s == 0 ? -1 : (s > 0) == (x.op == CF_OP_MAX) ? x.a : x.b;
    case CF_OP_ASINH: return undone(g, x.a, CF_OP_SINH, 0, 1);
    case CF_OP_Q_PRIME: return undone(g, x.a, CF_OP_SINH, 0, 2);
    case CF_OP_H_INV: return undone(g, x.a, CF_OP_H, x.n, 1);
    case CF_OP_Q_DEPTH: return undone(g, x.a, CF_OP_H, x.n, 1) >= 0 ? depth_definition(g, x.n, x.a) : -1;
    case CF_OP_Q: {
        int left, right, w;
        return undone(g, x.a, CF_OP_SINH, 0, 2) >= 0 && cf_s_elementary(&left, &right, &w, g, a, a) ? right : -1;
    }
    default: return -1;
    }
}

int cf_s_next_simpler(int *b, cf_strategy *t, cf_bound *bound, const cf_goal *goal, const void *plan) {
    int last = goal->small > goal->big ? goal->small : goal->big;
    (void)plan;
    for (int a = 0; a <= last; a++) {
        if (bound->graph->node[a].op < CF_OP_POWER || (!cf_graph_holds(bound->graph, goal->small, a) && !cf_graph_holds(bound->graph, goal->big, a))) continue;
        *b = cf_s_simpler(t, bound, a);
        if (*b >= 0) return a;
    }
    return -1;
}

cf_proof *cf_s_resolved(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline) {
    return cf_s_equal(t, bound, goal, cf_s_next_simpler, NULL, NULL, level, deadline);
}

/* Where |a| or max(a, b) may be either: first the one, then the other. */
cf_proof *cf_s_either(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline) {
    cf_graph *g = bound->graph;
    int last = goal->small > goal->big ? goal->small : goal->big, e = -1;
    for (int a = 0; a <= last && e < 0; a++) {
        const cf_node x = g->node[a];
        if ((x.op != CF_OP_ABS && x.op != CF_OP_MIN && x.op != CF_OP_MAX) || (!cf_graph_holds(g, goal->small, a) && !cf_graph_holds(g, goal->big, a))) continue;
        e = x.op == CF_OP_ABS ? x.a : op(g, CF_OP_SUB, x.a, x.b);
        for (cf_op f = g->node[e].op; f == CF_OP_SINH || f == CF_OP_ASINH || f == CF_OP_Q_PRIME || f == CF_OP_H || f == CF_OP_H_INV; f = g->node[e].op)
            e = g->node[e].a; /* odd and increasing */
        if (sign_of(t, bound, e)) e = -1;
    }
    if (e < 0) return NULL;
    for (int i = 0; i < bound->n_variables; i++)
        if (e == cf_graph_variable(g, i)) return cf_s_at_zero(t, bound, goal, i, level, deadline);
    cf_goal next;
    cf_proof *p = cf_s_cases(&next, bound, goal, e);
    if (!p) return NULL;
    for (int s = 0; s < 2; s++)
        if (!cf_s_add_part(t, p, bound, &next, level + 1, cf_s_share(t, s ? 1 : 0.5, deadline))) {
            cf_proof_free(p);
            return NULL;
        }
    return p;
}
