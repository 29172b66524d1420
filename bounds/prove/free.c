/* free.c - invariance: x_j = t_j x_i^r, or x_j = t_j + x_i, makes x_i a mere factor of the goal, which is taken out. */
#include "bounds/prove/strategy_parts.h"
#include <math.h>
#include <stdlib.h>

enum { MOST = 6 };

/* What is done to all variables together: x_j becomes x_j s^r_j, or x_j + s. */
typedef struct {
    int i, shift, n, list[MOST]; /* the pivot, the others that move */
    slong p[MOST];
    ulong q[MOST]; /* r_j = p/q for x_i to the power 1 */
    int next;      /* of the list, to be put */
} action;

/* Whether G after the action is a function of s times one of the others, as far as doubles see. */
static int separates(cf_strategy *t, const cf_bound *bound, const cf_goal *goal, const action *a) {
    int V = bound->n_variables, seen = 0, ok = 1;
    double x[V], unknown[V], first = 0;
    cf_guess g;
    cf_guess_init(&g, bound, goal, 21);
    for (int k = 0; k < 40 && ok; k++) {
        double value[2], size = 0;
        cf_guess_random(&g, unknown);
        for (int v = 0; v < V; v++)
            if (!(fabs(unknown[v]) < 64) || !(fabs(unknown[v]) > 1.0 / 64)) size = NAN; /* few digits would be left */
        if (size != size) continue;
        for (int s = 0; s < 2; s++) {
            double move = s ? 1.75 : 0.8125;
            for (int v = 0; v < V; v++) x[v] = unknown[v];
            x[a->i] = move;
            for (int m = 0; m < a->n; m++) x[a->list[m]] = a->shift ? unknown[a->list[m]] + move : unknown[a->list[m]] * pow(move, (double)a->p[m] / (double)a->q[m]);
            cf_guess_eval(&g, x);
            value[s] = g.value[goal->big] - g.value[goal->small];
            if (!(fabs(value[s]) > 1e-6 * (fabs(g.value[goal->big]) + fabs(g.value[goal->small])))) value[s] = NAN;
        }
        double ratio = value[1] / value[0];
        if (!isfinite(ratio) || ratio == 0) continue;
        if (seen++ == 0) first = ratio;
        ok = fabs(ratio - first) <= 1e-7 * fabs(first);
    }
    cf_s_guessed(t, g.work);
    cf_guess_clear(&g);
    return ok && seen > 4;
}

/* ---------------------------------------------------------------------------- what is left once all is put */
/* The logarithm of what has factors, of one sign each, as a sum: those with x_i, and one for all others. -1: nothing comes out. */
static int log_of_product(cf_strategy *t, cf_bound *bound, int a, int i) {
    cf_graph *g = bound->graph;
    cf_factors f;
    cf_factors_init(&f);
    int sum = -1, gains = 0;
    if (cf_graph_factors_deep(&f, g, g->node[a].a) == 0 && fmpq_sgn(f.constant) != 0) {
        fmpq_t r;
        fmpq_init(r);
        int sign = fmpq_sgn(f.constant), zero = cf_s_number(g, 0);
        fmpq_abs(r, f.constant);
        int rest = cf_graph_number(g, r);
        sum = zero;
        for (int k = 0; k < f.n && sum >= 0; k++) {
            const cf_goal up = {.small = zero, .big = f.base[k]}, down = {.small = f.base[k], .big = zero};
            int s = cf_s_sampled_true(t, bound, &up) ? 1 : cf_s_sampled_true(t, bound, &down) ? -1 : 0, base = s < 0 ? op(g, CF_OP_SUB, f.small[k], f.big[k]) : f.base[k];
            if (s < 0 && (f.exponent[k] & 1)) sign = -sign;
            int log = g->node[base].op == CF_OP_EXP ? g->node[base].a : op(g, CF_OP_LOG, base, -1);
            fmpq_set_si(r, f.exponent[k], 1);
            if (s == 0) sum = -1;
            else if (!cf_graph_depends(g, base, i)) rest = op(g, CF_OP_MUL, rest, cf_graph_simple_power(g, base, r));
            else sum = op(g, CF_OP_ADD, sum, op(g, CF_OP_MUL, cf_s_number(g, f.exponent[k]), log)), gains |= log != a;
        }
        fmpq_clear(r);
        if (sum >= 0) sum = op(g, CF_OP_ADD, sum, op(g, CF_OP_LOG, rest, -1));
        if (sign < 0) sum = -1;
    }
    cf_factors_clear(&f);
    return gains ? sum : -1;
}

/* The root of what has factors, none of them negative, as a product: those with x_i, and one for all others. -1: nothing comes out. */
static int root_of_product(cf_strategy *t, cf_bound *bound, int a, int i) {
    cf_graph *g = bound->graph;
    ulong n = cf_s_root_index(&g->node[a]);
    cf_factors f;
    cf_factors_init(&f);
    int out = -1, gains = 0;
    if (n > 1 && cf_graph_factors(&f, g, g->node[a].a) == 0 && fmpq_sgn(f.constant) > 0) {
        fmpq_t r;
        fmpq_init(r);
        int rest = cf_graph_number(g, f.constant), zero = cf_s_number(g, 0);
        out = cf_s_number(g, 1);
        for (int k = 0; k < f.n && out >= 0; k++) {
            const cf_goal up = {.small = zero, .big = f.base[k]};
            int mine = cf_graph_depends(g, f.base[k], i);
            fmpq_set_si(r, f.exponent[k], mine ? n : 1);
            int power = cf_graph_simple_power(g, f.base[k], r);
            if (!cf_s_sampled_true(t, bound, &up)) out = -1;
            else if (mine) out = op(g, CF_OP_MUL, out, power), gains |= f.n > 1 || !fmpq_is_one(f.constant);
            else rest = op(g, CF_OP_MUL, rest, power);
        }
        fmpq_set_si(r, 1, n);
        if (out >= 0) out = op(g, CF_OP_MUL, out, cf_graph_simple_power(g, rest, r));
        fmpq_clear(r);
    }
    cf_factors_clear(&f);
    return gains && out != a ? out : -1;
}

/* The next node on which x_i has a hold and that can be taken apart: the node, and what it equals. -1: none. */
static int taken_apart(int *b, cf_strategy *t, cf_bound *bound, int whole, int i) {
    cf_graph *g = bound->graph;
    for (int a = 0; a <= whole; a++) {
        cf_op o = g->node[a].op;
        if (o < CF_OP_POWER || !cf_graph_depends(g, a, i) || !cf_graph_holds(g, whole, a)) continue;
        *b = cf_s_simpler(t, bound, a);
        if (*b < 0 && o == CF_OP_LOG) *b = log_of_product(t, bound, a, i);
        if (*b < 0 && (o == CF_OP_SQRT || o == CF_OP_POWER)) *b = root_of_product(t, bound, a, i);
        if (*b >= 0) return a;
    }
    return -1;
}

/* The factors with x_i as m > 0, the others as small and big. Nonzero if x_i is a mere factor. */
static int without(cf_strategy *t, int *m, int *small, int *big, cf_bound *bound, int whole, int i) {
    cf_graph *g = bound->graph;
    int ok = 0, sign = 1;
    for (int deep = 0; deep < 2 && !ok; deep++) {
        cf_factors f;
        cf_factors_init(&f);
        ok = (deep ? cf_graph_factors_deep : cf_graph_factors)(&f, g, whole) == 0;
        fmpq_t c;
        fmpq_init(c);
        fmpq_abs(c, f.constant);
        *m = cf_graph_number(g, c);
        sign = fmpq_sgn(f.constant) < 0 ? -1 : 1;
        fmpq_clear(c);
        int rest = cf_s_number(g, 1), alone = -1, n = 0;
        for (int k = 0; k < f.n && ok; k++) {
            int base = f.base[k];
            fmpq_t e;
            fmpq_init(e);
            fmpq_set_si(e, f.exponent[k], 1);
            if (cf_graph_depends(g, base, i)) {
                const cf_goal up = {.small = cf_s_number(g, 0), .big = base};
                cf_op o = g->node[g->node[base].op == CF_OP_POWER ? g->node[base].a : base].op;
                ok = (o == CF_OP_VARIABLE || o == CF_OP_EXP) && cf_s_sampled_true(t, bound, &up);
                *m = op(g, CF_OP_MUL, *m, cf_graph_simple_power(g, base, e));
            } else {
                rest = op(g, CF_OP_MUL, rest, cf_graph_simple_power(g, base, e));
                alone = f.exponent[k] == 1 && n == 0 ? k : -1, n++;
            }
            fmpq_clear(e);
        }
        *small = alone >= 0 && n == 1 ? f.small[alone] : cf_s_number(g, 0);
        *big = alone >= 0 && n == 1 ? f.big[alone] : rest;
        cf_factors_clear(&f);
    }
    if (ok && sign < 0) {
        int swap = *small;
        *small = *big, *big = swap;
    }
    return ok;
}

static int next_apart(int *b, cf_strategy *t, cf_bound *bound, const cf_goal *goal, const void *plan) {
    int i = ((const action *)plan)->i, a = taken_apart(b, t, bound, goal->small, i);
    return a >= 0 ? a : taken_apart(b, t, bound, goal->big, i);
}

static cf_proof *divided(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const void *plan, int level, double deadline) {
    int m, small, big;
    if (!without(t, &m, &small, &big, bound, cf_s_difference(bound->graph, goal), ((const action *)plan)->i)) return NULL;
    return cf_s_identity(t, bound, goal, small, big, m, -1, -1, NULL, level, deadline);
}

static cf_proof *finished(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const void *plan, int level, double deadline) {
    int b;
    if (next_apart(&b, t, bound, goal, plan) < 0) return divided(t, bound, goal, plan, level, deadline);
    return cf_s_equal(t, bound, goal, next_apart, divided, plan, level, deadline);
}

/* A variable that the goal and the clauses do not depend on, but what must be defined does. */
static int lingers(const cf_bound *b, const cf_goal *goal) {
    for (int v = 0; v < b->n_variables; v++) {
        int used = cf_graph_depends(b->graph, goal->small, v) || cf_graph_depends(b->graph, goal->big, v), guarded = 0;
        for (int k = 0; k < b->n_where; k++) used |= !b->where[k].dropped && (cf_graph_depends(b->graph, b->where[k].small, v) || cf_graph_depends(b->graph, b->where[k].big, v));
        for (int k = 0; k < goal->n_guards && !used; k++) guarded |= cf_graph_depends(b->graph, goal->guard[k], v);
        if (guarded) return 1;
    }
    return 0;
}

cf_proof *cf_s_defined(cf_strategy *t, cf_bound *bound, const cf_goal *goal, cf_s_then then, const void *plan, int level, double deadline) {
    if (!then && (goal->n_guards == 0 || goal->small == goal->big || !lingers(bound, goal))) return NULL;
    if (then && goal->covered && goal->n_guards == 0) return then(t, bound, goal, plan, level, deadline);
    int zero = cf_s_number(bound->graph, 0);
    cf_goal first = {.small = zero, .big = zero}, rest = {.small = goal->small, .big = goal->big, .strict = goal->strict, .covered = 1};
    cf_proof *p = cf_s_keep_guards(&first, goal) == 0 ? cf_proof_rule("[\"defined\"]") : NULL;
    int ok = p && cf_s_add_part(t, p, bound, &first, CF_S_LEVELS, cf_s_share(t, 0.15, deadline));
    if (!ok && then) { /* leaf by leaf, then */
        cf_proof_free(p);
        return then(t, bound, goal, plan, level, deadline);
    }
    if (ok && then) ok = (p->part[p->n_parts++] = then(t, bound, &rest, plan, level, deadline)) != NULL;
    else ok = ok && cf_s_add_part(t, p, bound, &rest, level, deadline);
    if (ok) return p;
    cf_proof_free(p);
    return NULL;
}

static int at_zero_or_infinity(const cf_end *e) { return e->infinite || fmpq_is_zero(e->value); }

static void make_change(cf_s_change *c, const cf_bound *bound, const action *a, int k) {
    cf_graph *g = bound->graph;
    int j = a->list[k], x = cf_graph_variable(g, j), y = cf_graph_variable(g, a->i);
    fmpq_t r;
    fmpq_init(r);
    fmpq_set_si(r, a->p[k], a->q[k]);
    int power = a->shift ? y : cf_graph_simple_power(g, y, r);
    fmpq_clear(r);
    *c = (cf_s_change){.j = j, .e = op(g, a->shift ? CF_OP_ADD : CF_OP_MUL, x, power), .f = op(g, a->shift ? CF_OP_SUB : CF_OP_DIV, x, power)};
    for (int s = 0; s < 2; s++) c->end[s] = bound->interval[j][s];
}

static cf_proof *moved(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const void *plan, int level, double deadline) {
    action a = *(const action *)plan;
    if (a.next == a.n) return finished(t, bound, goal, plan, level, deadline);
    cf_s_change c;
    make_change(&c, bound, &a, a.next++);
    return cf_s_put(t, bound, goal, &c, moved, &a, level, deadline);
}

/* Whether x_i would be a mere factor: else nothing is gained. */
static int sets_free(cf_strategy *t, cf_bound *bound, int whole, const action *a) {
    cf_graph *g = bound->graph;
    cf_bound *view = cf_view_new(bound);
    view->n_where = 0;
    int b, m, small, big;
    for (int k = 0; k < a->n; k++) {
        cf_s_change c;
        make_change(&c, bound, a, k);
        whole = cf_graph_substitute(g, whole, c.j, c.e, 0);
    }
    for (int k = 0, node; k < 8 && (node = taken_apart(&b, t, view, whole, a->i)) >= 0; k++) whole = cf_graph_replace(g, whole, node, b);
    int ok = without(t, &m, &small, &big, view, whole, a->i);
    cf_view_free(view);
    return ok;
}

/* Whether the clauses that speak of what moves say the same after the action. */
static int keeps_clauses(cf_strategy *t, const cf_bound *bound, const action *a) {
    int ok = 1;
    for (int k = 0; k < bound->n_where && ok; k++) {
        const cf_goal clause = {.small = bound->where[k].small, .big = bound->where[k].big};
        int moves = cf_graph_depends(bound->graph, clause.small, a->i) || cf_graph_depends(bound->graph, clause.big, a->i);
        for (int m = 0; m < a->n; m++) moves |= cf_graph_depends(bound->graph, clause.small, a->list[m]) || cf_graph_depends(bound->graph, clause.big, a->list[m]);
        ok = bound->where[k].dropped || !moves || separates(t, bound, &clause, a);
    }
    return ok;
}

static cf_proof *tried(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const action *a, int level, double deadline) {
    if (!keeps_clauses(t, bound, a) || !separates(t, bound, goal, a) || !sets_free(t, bound, cf_s_difference(bound->graph, goal), a)) return NULL;
    return cf_s_defined(t, bound, goal, moved, a, level, deadline);
}

static int may_be_pivot(const cf_bound *bound, int i, int shift) {
    const cf_end *e = bound->interval[i];
    if (shift) return e[0].infinite && e[1].infinite;
    return !e[0].infinite && fmpq_sgn(e[0].value) >= 0 && !(fmpq_is_zero(e[0].value) && !e[0].open);
}

static int may_move(const cf_bound *bound, int j, int shift) {
    const cf_end *e = bound->interval[j];
    return shift ? e[0].infinite && e[1].infinite : at_zero_or_infinity(&e[0]) && at_zero_or_infinity(&e[1]);
}

cf_proof *cf_s_free(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int shift, int level, double deadline) {
    static const slong weight[][2] = {{1, 1}, {-1, 1}, {2, 1}, {1, 2}, {-2, 1}, {-1, 2}, {3, 1}, {1, 3}, {3, 2}, {2, 3}, {4, 1}, {-3, 1}};
    cf_graph *g = bound->graph;
    int whole = cf_s_difference(g, goal), V = bound->n_variables, busy[V], n = 0;
    for (int i = 0; i < V; i++)
        if (cf_graph_depends(g, whole, i)) busy[n++] = i;
    cf_proof *p = NULL;
    for (int u = 0; u < n && !p; u++) {
        if (!may_be_pivot(bound, busy[u], shift)) continue;
        action a = {.i = busy[u], .shift = shift, .n = 1};
        for (int v = 0; v < n && !p; v++)
            for (size_t k = 0; k < (shift ? 1 : sizeof weight / sizeof *weight) && !p && v != u && may_move(bound, busy[v], shift); k++) {
                a.list[0] = busy[v], a.p[0] = weight[k][0], a.q[0] = (ulong)weight[k][1];
                p = tried(t, bound, goal, &a, level, deadline);
            }
        a.n = 0;
        for (int v = 0; v < n && n > 2 && n <= MOST; v++)
            if (v != u && may_move(bound, busy[v], shift)) a.list[a.n] = busy[v], a.p[a.n] = 1, a.q[a.n++] = 1;
        if (!p && a.n > 1) p = tried(t, bound, goal, &a, level, deadline);
    }
    return p;
}
