/* guess.c - evaluation and descent in doubles, for suggestions. */
#include "bounds/normal.h"
#include "bounds/prove/guess.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double q(double z) {
    z = fabs(z);
    if (z < 0.05) {
        double s = z * z;
        return s * (0.25 - s * (1.0 / 192 - s * (1.0 / 2560 - s * 5.0 / 114688)));
    }
    return z * asinh(z / 2) - z * z / (2 + sqrt(4 + z * z));
}

static double h(double D, double s) {
    double p = D / (D - 2); /* without cancellation: 1 - s and 1 + s are e^(-+atanh s) sqrt(1 - s^2) */
    return fabs(s) < 1 ? 2 * exp(-p / 2 * log1p(-s * s)) * sinh(p * atanh(s)) : NAN;
}

/* v = 1 - h_inv(z), z >= 0: Newton for v^-p - (2-v)^-p = z, convex and decreasing, from below the root. */
static double complement(double D, double z) {
    double p = D / (D - 2), v = pow(z + 1, -1 / p);
    for (int k = 0; k < 40; k++) {
        double a = pow(v, -p), b = pow(2 - v, -p), step = (a - b - z) / (p * (a / v + b / (2 - v)));
        v += step;
        if (!(fabs(step) > 1e-15 * v)) break;
    }
    return v;
}

/* The inverse of h = 2p (s + A s^3 + B s^5 + ...) for small z, and its integral over z. */
enum { SMALL_INVERSE = 50 }; /* below 1/50 */

static double small_h_inv(double D, double z) {
    double p = D / (D - 2), u = z / (2 * p), A = (p + 1) * (p + 2) / 6, B = A * (p + 3) * (p + 4) / 20;
    return u * (1 - u * u * (A - u * u * (3 * A * A - B)));
}

static double small_q_depth(double D, double z) {
    double p = D / (D - 2), u = z / (2 * p), A = (p + 1) * (p + 2) / 6, B = A * (p + 3) * (p + 4) / 20;
    return z * u * (1.0 / 2 - u * u * (A / 4 - u * u * (3 * A * A - B) / 6));
}

static double h_inv(double D, double z) {
    if (SMALL_INVERSE * fabs(z) < 1) return small_h_inv(D, z);
    double s = 1 - complement(D, fabs(z));
    return z < 0 ? -s : s;
}

static double q_depth(double D, double z) {
    z = fabs(z);
    if (SMALL_INVERSE * z < 1) return small_q_depth(D, z);
    double v = complement(D, z), e = -2 / (D - 2);
    return z * (1 - v) - (D - 2) / 2 * (pow(v, e) + pow(2 - v, e) - 2);
}

static double power(double a, const fmpq_t e) {
    double r = fmpz_get_d(fmpq_numref(e)) / fmpz_get_d(fmpq_denref(e));
    if (fmpq_is_zero(e)) return 1;
    if (fmpz_is_one(fmpq_denref(e))) return a == 0 && r < 0 ? NAN : pow(a, r);
    return a < 0 || (a == 0 && r < 0) ? NAN : pow(a, r);
}

static double node_value(const cf_node *x, const double *value, const double *point) {
    double a = x->a >= 0 ? value[x->a] : 0, b = x->b >= 0 ? value[x->b] : 0;
    if (a != a || b != b) return NAN;
    switch (x->op) {
    case CF_OP_NUMBER: {
        if (fmpz_bits(fmpq_numref(x->number)) <= 53 && fmpz_bits(fmpq_denref(x->number)) <= 53)
            return fmpz_get_d(fmpq_numref(x->number)) / fmpz_get_d(fmpq_denref(x->number));
        arb_t t;
        arb_init(t);
        arb_set_fmpq(t, x->number, 60);
        double r = arf_get_d(arb_midref(t), ARF_RND_NEAR);
        arb_clear(t);
        return r;
    }
    case CF_OP_VARIABLE: return point[x->n];
    case CF_OP_NEG: return -a;
    case CF_OP_ADD: return a + b;
    case CF_OP_SUB: return a - b;
    case CF_OP_MUL: return a * b;
    case CF_OP_DIV: return b == 0 ? NAN : a / b;
    case CF_OP_POWER: return power(a, x->number);
    case CF_OP_POW: return a > 0 ? pow(a, b) : a == 0 && b > 0 ? 0 : NAN;
    case CF_OP_ABS: return fabs(a);
    case CF_OP_SQRT: return a < 0 ? NAN : sqrt(a);
    case CF_OP_EXP: return exp(a);
    case CF_OP_LOG: return a > 0 ? log(a) : NAN;
    case CF_OP_SINH: return sinh(a);
    case CF_OP_COSH: return cosh(a);
    case CF_OP_ASINH: return asinh(a);
    case CF_OP_MIN: return a < b ? a : b;
    case CF_OP_MAX: return a > b ? a : b;
    case CF_OP_Q: return q(a);
    case CF_OP_Q_PRIME: return asinh(a / 2);
    case CF_OP_H: return h((double)x->n, a);
    case CF_OP_H_INV: return h_inv((double)x->n, a);
    case CF_OP_Q_DEPTH: return q_depth((double)x->n, a);
    }
    return NAN;
}

/* Whether doubles hold v, the value of the node. */
static int in_range(const cf_node *x, const double *value, double v) {
    const double least = 1e-290;
    if (isinf(v)) return 0;
    if (fabs(v) >= least) return 1;
    double a = x->a >= 0 ? value[x->a] : 0, b = x->b >= 0 ? value[x->b] : 0;
    switch (x->op) {
    case CF_OP_MUL: return a == 0 || b == 0;
    case CF_OP_DIV: case CF_OP_POWER: case CF_OP_POW: return a == 0;
    case CF_OP_EXP: return 0;
    default: return 1;
    }
}

void cf_guess_eval(cf_guess *s, const double *x) {
    s->work += s->n_needed;
    for (int k = 0; k < s->n_needed; k++) {
        const cf_node *node = &s->bound->graph->node[s->needed[k]];
        double v = node_value(node, s->value, x);
        s->value[s->needed[k]] = s->careful && !in_range(node, s->value, v) ? NAN : v;
    }
}

static double end_value(const cf_end *e) {
    if (e->infinite) return e->infinite * INFINITY;
    arb_t t;
    arb_init(t);
    arb_set_fmpq(t, e->value, 60);
    double r = arf_get_d(arb_midref(t), ARF_RND_NEAR);
    arb_clear(t);
    return r;
}

static int is_zero(const cf_graph *g, int node) { return g->node[node].op == CF_OP_NUMBER && fmpq_is_zero(g->node[node].number); }

cf_goal cf_goal_spread(const cf_bound *bound, const cf_goal *goal) {
    cf_goal r = *goal;
    cf_graph *g = bound->graph;
    if (!is_zero(g, goal->small) && !is_zero(g, goal->big)) return r;
    if (cf_graph_spread(&r.small, &r.big, g, cf_graph_simple(g, CF_OP_SUB, 0, goal->big, goal->small)) != 0) return *goal;
    return r;
}

void cf_guess_init(cf_guess *s, const cf_bound *bound, const cf_goal *goal, unsigned long seed) {
    *s = (cf_guess){.bound = bound, .goal = *goal, .state = seed * 2862933555777941757ul + 3037000493ul};
    int last = goal->big > goal->small ? goal->big : goal->small;
    for (int k = 0; k < bound->n_where; k++) {
        if (bound->where[k].small > last) last = bound->where[k].small;
        if (bound->where[k].big > last) last = bound->where[k].big;
    }
    s->value = malloc((size_t)(last + 1) * sizeof *s->value);
    s->needed = malloc((size_t)(last + 1) * sizeof *s->needed);
    char *need = calloc((size_t)(last + 1), 1);
    if (!s->value || !s->needed || !need) abort();
    need[goal->small] = need[goal->big] = 1;
    for (int k = 0; k < bound->n_where; k++) need[bound->where[k].small] = need[bound->where[k].big] = 1;
    for (int i = last; i >= 0; i--) {
        const cf_node *x = &bound->graph->node[i];
        if (need[i] && x->a >= 0) need[x->a] = 1;
        if (need[i] && x->b >= 0) need[x->b] = 1;
    }
    for (int i = 0; i <= last; i++)
        if (need[i]) s->needed[s->n_needed++] = i;
    free(need);
    s->range = malloc((size_t)bound->n_variables * sizeof *s->range);
    if (!s->range) abort();
    for (int i = 0; i < bound->n_variables; i++)
        for (int k = 0; k < 2; k++) s->range[i][k] = end_value(&bound->interval[i][k]);
}

void cf_guess_clear(cf_guess *s) {
    free(s->value);
    free(s->needed);
    free(s->range);
}

double cf_guess_margin(cf_guess *s, const double *x) {
    const cf_bound *b = s->bound;
    for (int i = 0; i < b->n_variables; i++) {
        const double *r = s->range[i];
        if (!(x[i] >= r[0] && x[i] <= r[1]) || isinf(x[i])) return INFINITY;
        if ((x[i] == r[0] && b->interval[i][0].open) || (x[i] == r[1] && b->interval[i][1].open)) return INFINITY;
    }
    cf_guess_eval(s, x);
    for (int k = 0; k < b->n_where; k++) {
        if (b->where[k].dropped) continue;
        double d = s->value[b->where[k].big] - s->value[b->where[k].small];
        if (!(b->where[k].strict ? d > 0 : d >= 0)) return INFINITY;
    }
    double big = s->value[s->goal.big], small = s->value[s->goal.small];
    double scale = fabs(big) + fabs(small);
    if (big != big || small != small) return NAN;
    if (isinf(big) || isinf(small)) return isinf(big) && isinf(small) ? INFINITY : big > small ? 1 : -1;
    return scale == 0 ? 0 : (big - small) / scale;
}

static double uniform(cf_guess *s) {
    s->state = s->state * 6364136223846793005ul + 1442695040888963407ul;
    unsigned long z = s->state ^ (s->state >> 31);
    z *= 0x9e3779b97f4a7c15ul;
    return (double)((z ^ (z >> 29)) >> 11) * 0x1p-53;
}

static double log_uniform(cf_guess *s, double lo, double hi) { return exp2(lo + (hi - lo) * uniform(s)); }

static double random_coordinate(cf_guess *s, int i) {
    double a = s->range[i][0], b = s->range[i][1], u = uniform(s);
    if (uniform(s) < 0.04 && !isinf(u < 0.5 ? a : b)) return u < 0.5 ? a : b;
    if (isinf(a) && isinf(b)) return (u < 0.5 ? -1 : 1) * (uniform(s) < 0.3 ? 3 * uniform(s) : log_uniform(s, -12, 20));
    if (isinf(b)) return u < 0.3 ? a + 4 * uniform(s) : a + log_uniform(s, u < 0.9 ? -10 : -40, u < 0.9 ? 14 : 60);
    if (isinf(a)) return b - (u < 0.3 ? 4 * uniform(s) : log_uniform(s, -10, u < 0.9 ? 14 : 60));
    double w = b - a;
    if (u < 0.6) return a + w * uniform(s);
    if (u < 0.75) return a + w * log_uniform(s, -20, 0);
    if (u < 0.9) return b - w * log_uniform(s, -20, 0);
    return u < 0.95 ? a : b;
}

void cf_guess_random(cf_guess *s, double *x) {
    for (int i = 0; i < s->bound->n_variables; i++) x[i] = random_coordinate(s, i);
}

double cf_guess_descend(cf_guess *s, double *x, int evaluations) {
    int V = s->bound->n_variables;
    double best = cf_guess_margin(s, x), y[V], step = 0.3;
    double direction[V];
    for (int k = 0; k < evaluations && step > 1e-13; k++) {
        /* relative steps along a coordinate, a random direction, or the last success */
        int mode = k % 3;
        for (int i = 0; i < V; i++) {
            double scale = fabs(x[i]) + (isinf(s->range[i][0]) || s->range[i][0] < 0 ? 1e-3 : 0);
            double w = s->range[i][1] - s->range[i][0];
            if (!isinf(w) && scale > w) scale = w;
            direction[i] = scale * (mode ? uniform(s) + uniform(s) - 1 : i == (k / 3) % V ? (uniform(s) < 0.5 ? 1 : -1) : 0);
        }
        int improved = 0;
        for (int sign = 1; sign >= -1 && !improved; sign -= 2) {
            double t = step;
            for (;;) { /* as long as it goes down, twice as far */
                for (int i = 0; i < V; i++) {
                    y[i] = x[i] + sign * t * direction[i];
                    if (y[i] < s->range[i][0]) y[i] = 0.5 * (x[i] + s->range[i][0]);
                    if (y[i] > s->range[i][1]) y[i] = 0.5 * (x[i] + s->range[i][1]);
                }
                double m = cf_guess_margin(s, y);
                if (!(m < best)) break;
                best = m, improved = 1;
                memcpy(x, y, sizeof y);
                if (++k >= evaluations) break;
                t *= 2;
            }
        }
        step *= improved ? 1.5 : 0.8;
        if (step > 1) step = 1;
    }
    return best;
}
