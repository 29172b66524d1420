/* ball_graph.c - see ball_graph.h. */
#include "tests/ball_graph.h"
#include "reference/certiflow_ref.h"
#include <stdlib.h>

unsigned long random_bits(unsigned long *state) {
    unsigned long z = (*state += 0x9e3779b97f4a7c15ul);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ul;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebul;
    return z ^ (z >> 31);
}

long random_below(unsigned long *state, long n) { return (long)(random_bits(state) % (unsigned long)n); }

void random_fraction(fmpq_t out, unsigned long *state, long numerator, long denominator) {
    long d = 1 + random_below(state, denominator);
    fmpq_set_si(out, random_below(state, 2 * numerator + 1) - numerator, (ulong)d);
}

/* v^r by the rules of the language. */
static ball_state power(arb_t out, const arb_t v, const fmpq_t r, slong prec) {
    int whole = fmpz_is_one(fmpq_denref(r)), sign = fmpq_sgn(r);
    if (sign == 0) {
        arb_one(out);
        return BALL_VALUE;
    }
    if (arb_is_zero(v)) {
        arb_zero(out);
        return sign > 0 ? BALL_VALUE : BALL_UNDEFINED;
    }
    if (whole) {
        if (sign < 0 && arb_contains_zero(v)) return BALL_UNKNOWN;
        arb_pow_fmpz(out, v, fmpq_numref(r), prec);
        return BALL_VALUE;
    }
    if (arb_is_negative(v)) return BALL_UNDEFINED;
    if (!arb_is_positive(v)) return BALL_UNKNOWN;
    arb_pow_fmpq(out, v, r, prec);
    return BALL_VALUE;
}

static ball_state function(arb_t out, const cf_node *x, const arb_t v, slong prec) {
    fmpq_t D;
    fmpq_init(D);
    fmpq_set_si(D, x->n, 1);
    ball_state s = BALL_VALUE;
    arb_t t;
    arb_init(t);
    /* the reference's depth functions work to as many bits as the argument's exponent */
    int far = x->n > 0 && !arb_is_zero(v) && (arf_cmpabs_2exp_si(arb_midref(v), 20000) > 0 || arf_cmpabs_2exp_si(arb_midref(v), -20000) < 0);
    if (far && x->op != CF_OP_H) {
        arb_clear(t);
        fmpq_clear(D);
        return BALL_UNKNOWN;
    }
    switch (x->op) {
    case CF_OP_ABS: arb_abs(out, v); break;
    case CF_OP_EXP: arb_exp(out, v, prec); break;
    case CF_OP_SINH: arb_sinh(out, v, prec); break;
    case CF_OP_COSH: arb_cosh(out, v, prec); break;
    case CF_OP_ASINH: arb_asinh(out, v, prec); break;
    case CF_OP_Q: cf_ref_q(out, v, prec); break;
    case CF_OP_Q_PRIME: cf_ref_q_prime(out, v, prec); break;
    case CF_OP_H_INV: cf_ref_h_inv(out, D, v, prec); break;
    case CF_OP_Q_DEPTH: cf_ref_q_depth(out, D, v, prec); break;
    case CF_OP_SQRT:
        if (arb_is_negative(v)) s = BALL_UNDEFINED;
        else if (!arb_is_zero(v) && !arb_is_positive(v)) s = BALL_UNKNOWN;
        else arb_sqrt(out, v, prec);
        break;
    case CF_OP_LOG:
        if (arb_is_nonpositive(v)) s = BALL_UNDEFINED;
        else if (!arb_is_positive(v)) s = BALL_UNKNOWN;
        else arb_log(out, v, prec);
        break;
    case CF_OP_H:
        arb_abs(t, v);
        arb_sub_si(t, t, 1, prec);
        if (arb_is_nonnegative(t)) s = BALL_UNDEFINED;
        else if (!arb_is_negative(t)) s = BALL_UNKNOWN;
        else cf_ref_h(out, D, v, prec);
        break;
    default: abort();
    }
    arb_clear(t);
    fmpq_clear(D);
    return s;
}

static ball_state combine(arb_t out, const cf_node *x, const arb_t v, const arb_t w, slong prec) {
    switch (x->op) {
    case CF_OP_NEG: arb_neg(out, v); return BALL_VALUE;
    case CF_OP_ADD: arb_add(out, v, w, prec); return BALL_VALUE;
    case CF_OP_SUB: arb_sub(out, v, w, prec); return BALL_VALUE;
    case CF_OP_MUL: arb_mul(out, v, w, prec); return BALL_VALUE;
    case CF_OP_DIV:
        if (arb_is_zero(w)) return BALL_UNDEFINED;
        if (arb_contains_zero(w)) return BALL_UNKNOWN;
        arb_div(out, v, w, prec);
        return BALL_VALUE;
    case CF_OP_POWER: return power(out, v, x->number, prec);
    case CF_OP_POW: /* the exponent is not a constant */
        if (arb_is_negative(v)) return BALL_UNDEFINED;
        if (arb_is_zero(v) && arb_is_positive(w)) {
            arb_zero(out);
            return BALL_VALUE;
        }
        if (arb_is_zero(v)) return arb_is_nonpositive(w) ? BALL_UNDEFINED : BALL_UNKNOWN;
        if (!arb_is_positive(v)) return BALL_UNKNOWN;
        arb_pow(out, v, w, prec);
        return BALL_VALUE;
    case CF_OP_MIN: arb_min(out, v, w, prec); return BALL_VALUE;
    case CF_OP_MAX: arb_max(out, v, w, prec); return BALL_VALUE;
    default: return function(out, x, v, prec);
    }
}

void ball_graph_values(arb_ptr value, ball_state *state, const cf_graph *g, int node, const fmpq *point, slong prec) {
    char *need = calloc((size_t)node + 1, 1);
    if (!need) abort();
    need[node] = 1;
    for (int i = node; i >= 0; i--) {
        if (!need[i]) continue;
        if (g->node[i].a >= 0) need[g->node[i].a] = 1;
        if (g->node[i].b >= 0) need[g->node[i].b] = 1;
    }
    for (int i = 0; i <= node; i++) {
        state[i] = BALL_VALUE;
        if (!need[i]) continue;
        const cf_node *x = &g->node[i];
        ball_state a = x->a >= 0 ? state[x->a] : BALL_VALUE, b = x->b >= 0 ? state[x->b] : BALL_VALUE;
        if (a == BALL_UNDEFINED || b == BALL_UNDEFINED) state[i] = BALL_UNDEFINED;
        else if (a == BALL_UNKNOWN || b == BALL_UNKNOWN) state[i] = BALL_UNKNOWN;
        else if (x->op == CF_OP_NUMBER) arb_set_fmpq(value + i, x->number, prec);
        else if (x->op == CF_OP_VARIABLE) arb_set_fmpq(value + i, point + x->n, prec);
        else state[i] = combine(value + i, x, x->a >= 0 ? value + x->a : NULL, x->b >= 0 ? value + x->b : NULL, prec);
        if (state[i] == BALL_VALUE && !arb_is_finite(value + i)) state[i] = BALL_UNKNOWN;
    }
    free(need);
}

ball_state ball_graph_value(arb_t out, const cf_graph *g, int node, const fmpq *point) {
    arb_ptr value = _arb_vec_init(node + 1);
    ball_state *state = malloc(((size_t)node + 1) * sizeof *state), s = BALL_UNKNOWN;
    if (!state) abort();
    for (slong prec = 192; prec <= 3100 && s == BALL_UNKNOWN; prec *= 4) {
        ball_graph_values(value, state, g, node, point, prec);
        s = state[node];
        if (s == BALL_VALUE && !arb_is_zero(value + node) && arb_rel_accuracy_bits(value + node) < 60) s = BALL_UNKNOWN;
    }
    arb_set(out, value + node);
    _arb_vec_clear(value, node + 1);
    free(state);
    return s;
}

int ball_graph_holds(int *undefined, const cf_graph *g, const cf_relation *r, const fmpq *point) {
    return ball_graph_holds_to(3072, undefined, g, r, point);
}

int ball_graph_holds_to(slong most, int *undefined, const cf_graph *g, const cf_relation *r, const fmpq *point) {
    int last = r->small > r->big ? r->small : r->big, answer = 0, bad = 0;
    arb_ptr value = _arb_vec_init(2 * (last + 1)), other = value + last + 1;
    ball_state *state = malloc(((size_t)last + 1) * sizeof *state);
    if (!state) abort();
    for (slong prec = 192; prec <= most && !answer && !bad; prec *= 4) {
        ball_graph_values(value, state, g, r->small, point, prec);
        ball_state s = state[r->small];
        ball_graph_values(other, state, g, r->big, point, prec);
        ball_state b = state[r->big];
        bad = s == BALL_UNDEFINED || b == BALL_UNDEFINED;
        if (s != BALL_VALUE || b != BALL_VALUE) continue;
        arb_srcptr x = value + r->small, y = other + r->big;
        if (r->strict) answer = arb_lt(x, y) ? 1 : arb_ge(x, y) ? -1 : 0;
        else answer = arb_le(x, y) ? 1 : arb_gt(x, y) ? -1 : 0;
    }
    if (undefined) *undefined = bad;
    _arb_vec_clear(value, 2 * (last + 1));
    free(state);
    return answer;
}

void random_inside(fmpq_t x, const cf_end side[2], unsigned long *rng) {
    fmpq_t t;
    fmpq_init(t);
    long k = random_below(rng, 12);
    int s = (int)random_below(rng, 2);
    if (k == 0 && !side[s].infinite && !side[s].open) {
        fmpq_set(x, side[s].value);
    } else {
        fmpq_set_si(t, 1 + random_below(rng, 31), 32);
        fmpq_canonicalise(t);
        if (k < 5) fmpq_div_2exp(t, t, (ulong)random_below(rng, 14));
        if (!side[0].infinite && !side[1].infinite) {
            fmpq_sub(x, side[1].value, side[0].value);
            fmpq_mul(t, t, x);
        } else if (k > 7) {
            fmpq_mul_2exp(t, t, (ulong)random_below(rng, 16));
        } else if (k > 5) {
            fmpq_mul_2exp(t, t, 3);
        }
        if (side[0].infinite && side[1].infinite) s ? fmpq_set(x, t) : fmpq_neg(x, t);
        else if (side[1].infinite || (s && !side[0].infinite)) fmpq_add(x, side[0].value, t);
        else fmpq_sub(x, side[1].value, t);
    }
    fmpq_clear(t);
}

int ball_graph_domain(slong most, const cf_bound *b, const fmpq *point) {
    int inside = 1;
    for (int i = 0; i < b->n_variables; i++)
        for (int s = 0; s < 2; s++) {
            const cf_end *e = &b->interval[i][s];
            int order = e->infinite ? 1 : s ? fmpq_cmp(e->value, point + i) : fmpq_cmp(point + i, e->value);
            if (order < 0 || (e->open && order == 0)) return -1;
        }
    for (int j = 0; j < b->n_where && inside >= 0; j++) {
        int holds = ball_graph_holds_to(most, NULL, b->graph, &b->where[j], point);
        if (holds < inside) inside = holds;
    }
    return inside;
}

int ball_graph_false(slong most, fmpq *point, const cf_bound *b, const cf_relation *r, long samples, unsigned long *rng) {
    fmpq *p = _fmpq_vec_init(b->n_variables);
    int found = 0;
    for (long k = 0; k < samples && !found; k++) {
        for (int i = 0; i < b->n_variables; i++) random_inside(p + i, b->interval[i], rng);
        found = ball_graph_domain(most, b, p) == 1 && ball_graph_holds_to(most, NULL, b->graph, r, p) == -1;
    }
    for (int i = 0; found && point && i < b->n_variables; i++) fmpq_set(point + i, p + i);
    _fmpq_vec_clear(p, b->n_variables);
    return found;
}
