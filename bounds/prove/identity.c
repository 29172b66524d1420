/* identity.c - the goal rewritten: G = m (big - small) + sum of multiples of the where-clauses, by normal form. */
#include "bounds/prove/strategy_parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT = 20000 };

int cf_s_number(cf_graph *g, slong p) {
    fmpq_t v;
    fmpq_init(v);
    fmpq_set_si(v, p, 1);
    int r = cf_graph_number(g, v);
    fmpq_clear(v);
    return r;
}

int cf_s_difference(cf_graph *g, const cf_goal *goal) { return op(g, CF_OP_SUB, goal->big, goal->small); }

static int is_number(const cf_graph *g, int a, slong p) {
    return g->node[a].op == CF_OP_NUMBER && fmpz_is_one(fmpq_denref(g->node[a].number)) && fmpz_equal_si(fmpq_numref(g->node[a].number), p);
}

/* The last part. */
static int prove_rest(cf_strategy *t, cf_proof *p, cf_bound *bound, const cf_goal *rest, cf_s_means means, int level, double deadline) {
    if (!means) return cf_s_add_part(t, p, bound, rest, level, deadline);
    return (p->part[p->n_parts++] = means(t, bound, rest, level, deadline)) != NULL;
}

cf_proof *cf_s_identity(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int small, int big, int m, int k, int lambda, cf_s_means means, int level,
                        double deadline) {
    cf_graph *g = bound->graph;
    int zero = cf_s_number(g, 0), sum = op(g, CF_OP_MUL, m, op(g, CF_OP_SUB, big, small));
    if (k >= 0) sum = op(g, CF_OP_ADD, sum, op(g, CF_OP_MUL, lambda, op(g, CF_OP_SUB, bound->where[k].big, bound->where[k].small)));
    if (cf_graph_same_form(g, cf_s_difference(g, goal), sum) != 1) return NULL;
    cf_goal rest = {.small = small, .big = big, .strict = goal->strict};
    cf_goal factor = {.small = zero, .big = m, .strict = goal->strict}, multiple = {.small = zero, .big = lambda};
    if (k >= 0) multiple.n_guards = 2, multiple.guard[0] = bound->where[k].small, multiple.guard[1] = bound->where[k].big;
    if (cf_s_keep_guards(&rest, goal) != 0) return NULL;
    if (!cf_s_sampled_true(t, bound, &rest) || !cf_s_sampled_true(t, bound, &factor) || (k >= 0 && !cf_s_sampled_true(t, bound, &multiple))) return NULL;
    char *text[4] = {cf_graph_source(g, small, bound->variable, TEXT), cf_graph_source(g, big, bound->variable, TEXT),
                     cf_graph_source(g, m, bound->variable, TEXT), k >= 0 ? cf_graph_source(g, lambda, bound->variable, TEXT) : strdup("")};
    cf_proof *p = NULL;
    if (text[0] && text[1] && text[2] && text[3]) {
        if (k >= 0) p = cf_proof_rule("[\"identity\",\"%s\",\"%s\",\"%s\",[[%d,\"%s\"]]]", text[0], text[1], text[2], k, text[3]);
        else p = cf_proof_rule("[\"identity\",\"%s\",\"%s\",\"%s\",[]]", text[0], text[1], text[2]);
        if (!cf_s_add_part(t, p, bound, &factor, level + 1, cf_s_share(t, 0.25, deadline)) ||
            (k >= 0 && !cf_s_add_part(t, p, bound, &multiple, level + 1, cf_s_share(t, 0.25, deadline))) ||
            !prove_rest(t, p, bound, &rest, means, level, deadline)) {
            cf_proof_free(p);
            p = NULL;
        }
    }
    for (int j = 0; j < 4; j++) free(text[j]);
    return p;
}

static int base_power(cf_graph *g, int base, int e) {
    fmpq_t r;
    fmpq_init(r);
    fmpq_set_si(r, e, 1);
    int node = cf_graph_simple_power(g, base, r);
    fmpq_clear(r);
    return node;
}

/* The sign that samples see in factor j. */
static int sign_of(cf_strategy *t, const cf_bound *bound, const cf_factors *f, int j) {
    const cf_goal up = {.small = f->small[j], .big = f->big[j]}, down = {.small = f->big[j], .big = f->small[j]};
    return cf_s_sampled_true(t, bound, &up) ? 1 : cf_s_sampled_true(t, bound, &down) ? -1 : 0;
}

/* The one factor that is left where all have a sign: the dearest of odd exponent, or else of even. */
static int hardest(const cf_graph *g, const cf_factors *f) {
    int best = -1, most = -1;
    for (int odd = 1; odd >= 0 && best < 0; odd--)
        for (int j = 0; j < f->n; j++) {
            int c = cf_graph_cost(g, f->base[j]);
            if ((f->exponent[j] & 1) == odd && c > most) best = j, most = c;
        }
    return best;
}

/* m: the product of the factors of one sign and of the squares; the rest, with its sides. Nonzero if something was gained. */
static int take_out(cf_strategy *t, int *m, cf_goal *rest, cf_bound *bound, const cf_goal *goal, const cf_factors *f, int late) {
    cf_graph *g = bound->graph;
    int sign[CF_FORM_FACTORS], mixed = 0, minus = fmpq_sgn(f->constant) < 0, one = cf_s_number(g, 1);
    for (int j = 0; j < f->n; j++) {
        sign[j] = sign_of(t, bound, f, j);
        mixed += sign[j] == 0 && (f->exponent[j] & 1);
    }
    int main = mixed ? -1 : hardest(g, f);
    *m = one;
    rest->small = cf_s_number(g, 0), rest->big = one;
    fmpq_t c;
    fmpq_init(c);
    fmpq_abs(c, f->constant);
    *m = cf_graph_number(g, c);
    fmpq_clear(c);
    for (int j = 0; j < f->n; j++) {
        int e = f->exponent[j], base = f->base[j], s = sign[j], stays = j == main || (s == 0 && (e & 1));
        if (stays && e < 0) { /* no denominators in the rest */
            if (e & 1) *m = op(g, CF_OP_MUL, *m, base_power(g, base, e - 1)), e = 1;
            else *m = op(g, CF_OP_MUL, *m, base_power(g, base, e - 2)), e = 2;
        } else if (stays && e > 2) {
            *m = op(g, CF_OP_MUL, *m, base_power(g, base, e - (e & 1 ? 1 : 2))), e = e & 1 ? 1 : 2;
        }
        if (!stays) {
            if (s < 0) base = op(g, CF_OP_SUB, f->small[j], f->big[j]), minus ^= e & 1;
            *m = op(g, CF_OP_MUL, *m, base_power(g, base, e));
        } else if (e == 1 && is_number(g, rest->big, 1)) {
            rest->small = f->small[j], rest->big = f->big[j];
        } else {
            rest->big = op(g, CF_OP_MUL, op(g, CF_OP_SUB, rest->big, rest->small), base_power(g, base, e));
            rest->small = cf_s_number(g, 0);
        }
    }
    if (minus) {
        int swap = rest->small;
        rest->small = rest->big, rest->big = swap;
    }
    int before = cf_graph_cost(g, cf_s_difference(g, goal)), after = cf_graph_cost(g, cf_s_difference(g, rest));
    int much = after < before, whole = cf_s_difference(g, goal), left = cf_s_difference(g, rest);
    if (g->node[*m].op == CF_OP_NUMBER) return much;
    for (int j = 0; j < f->n; j++) much |= sign[j] == 0 && !(f->exponent[j] & 1); /* a square that vanishes inside */
    for (int i = 0; i < bound->n_variables; i++) much |= cf_graph_depends(g, whole, i) && !cf_graph_depends(g, left, i);
    return late || after < before;
}

/* A square of something linear in a variable: that is made a variable of its own. */
static cf_proof *square(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_factors *f, int level, double deadline) {
    if (f->n != 1 || (f->exponent[0] & 1) || goal->strict) return NULL;
    for (int j = 0; j < bound->n_variables; j++) {
        int a, b;
        if (cf_graph_linear(&a, &b, bound->graph, f->base[0], j) != 0) continue;
        int e = cf_graph_solved(bound->graph, f->base[0], j);
        if (e < 0 || bound->graph->node[e].op == CF_OP_NUMBER) continue;
        cf_proof *p = cf_s_shifted(t, bound, goal, j, e, level, cf_s_share(t, 0.5, deadline));
        if (p) return p;
    }
    return NULL;
}

/* All factors are of one sign: one after the other. */
static cf_proof *product(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_factors *f, int level, double deadline) {
    cf_graph *g = bound->graph;
    if (f->n < 2 || fmpq_sgn(f->constant) == 0 || !is_number(g, goal->small, 0)) return NULL;
    int front = -1, rest = cf_graph_number(g, f->constant);
    for (int j = 0; j < f->n; j++) {
        int s = f->exponent[j] & 1 ? sign_of(t, bound, f, j) : 1, base = f->base[j];
        if (s == 0) return NULL;
        if (s < 0) base = op(g, CF_OP_SUB, f->small[j], f->big[j]), rest = cf_graph_simple(g, CF_OP_NEG, 0, rest, -1);
        base = base_power(g, base, f->exponent[j]);
        if (front < 0) front = base;
        else rest = op(g, CF_OP_MUL, rest, base);
    }
    return cf_s_identity(t, bound, goal, cf_s_number(g, 0), rest, front, -1, -1, NULL, level, deadline);
}

/* Factors of one sign taken out; the same form written better. late: also where what is left is no simpler. */
cf_proof *cf_s_factored(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int late, int level, double deadline) {
    cf_proof *p = NULL;
    cf_factors f;
    cf_factors_init(&f);
    if (cf_graph_factors(&f, bound->graph, cf_s_difference(bound->graph, goal)) == 0 && f.n > 0) {
        int m;
        cf_goal rest = {0};
        enum { CHEAP = 6 };
        if (!late) p = square(t, bound, goal, &f, level, deadline);
        if (!p && !late && cf_graph_cost(bound->graph, f.base[hardest(bound->graph, &f)]) <= CHEAP) p = product(t, bound, goal, &f, level, deadline);
        if (!p && take_out(t, &m, &rest, bound, goal, &f, late)) p = cf_s_identity(t, bound, goal, rest.small, rest.big, m, -1, -1, NULL, level, deadline);
    }
    cf_factors_clear(&f);
    return p;
}

/* lambda >= 0 in the samples, and worth a try. */
static int possible(cf_strategy *t, cf_bound *bound, int lambda) {
    double least, most;
    return lambda >= 0 && cf_s_sampled_range(t, &least, &most, bound, lambda) && least >= 0 && most > 0;
}

/* G = lambda g_k, or G - lambda g_k without one of the variables. */
static cf_proof *eliminated(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int k, int level, double deadline) {
    cf_graph *g = bound->graph;
    const cf_goal clause = {.small = bound->where[k].small, .big = bound->where[k].big};
    int whole = cf_s_difference(g, goal), side = cf_s_difference(g, &clause), zero = cf_s_number(g, 0), one = cf_s_number(g, 1);
    cf_proof *p = NULL;
    int lambda = goal->strict ? -1 : cf_graph_canonical(g, op(g, CF_OP_DIV, whole, side));
    if (lambda >= 0 && cf_graph_cost(g, lambda) < cf_graph_cost(g, whole) && possible(t, bound, lambda))
        p = cf_s_identity(t, bound, goal, zero, zero, one, k, lambda, NULL, level, cf_s_share(t, 0.5, deadline));
    for (int v = 0; v < bound->n_variables && !p; v++) {
        int a, b, c, d;
        if (!cf_graph_depends(g, side, v) || cf_graph_linear(&a, &b, g, whole, v) != 0 || cf_graph_linear(&c, &d, g, side, v) != 0) continue;
        lambda = cf_graph_canonical(g, op(g, CF_OP_DIV, b, d));
        if (!possible(t, bound, lambda)) continue;
        cf_factors f;
        cf_factors_init(&f);
        int rest = op(g, CF_OP_SUB, a, op(g, CF_OP_MUL, lambda, c));
        if (cf_graph_factors(&f, g, rest) == 0) {
            int m;
            int good = cf_graph_canonical(g, rest);
            cf_goal left = {.small = zero, .big = good >= 0 ? good : rest, .strict = goal->strict};
            cf_goal trial = left;
            if (f.n > 0 && !take_out(t, &m, &left, bound, &trial, &f, 0)) left = trial;
            else if (f.n == 0) m = one, left.big = rest;
            if (left.big == trial.big && left.small == trial.small) m = one;
            p = cf_s_identity(t, bound, goal, left.small, left.big, m, k, lambda, NULL, level, cf_s_share(t, 0.6, deadline));
        }
        cf_factors_clear(&f);
    }
    return p;
}

cf_proof *cf_s_eliminated(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline) {
    cf_proof *p = NULL;
    for (int k = 0; k < bound->n_where && !p; k++)
        if (!bound->where[k].dropped) p = eliminated(t, bound, goal, k, level, deadline);
    return p;
}
