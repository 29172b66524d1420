/* curve.c - curves x_i = e on which a goal may be least: factors of the derivative and where-clauses solved for x_i, and what fits
 * the zeros of the derivative that doubles find: sums and products of powers with simple coefficients. */
#include "bounds/prove/strategy_parts.h"
#include <math.h>
#include <string.h>

enum { MOST_V = 6, ROWS = MOST_V + 4, GRID = 64 };

static void add(int *list, int *n, int most, cf_bound *bound, int i, int e) {
    cf_graph *g = bound->graph;
    if (e < 0 || *n >= most || cf_graph_depends(g, e, i)) return;
    for (int s = 0; s < 2; s++) { /* an end is a face */
        const cf_end *end = &bound->interval[i][s];
        if (!end->infinite && g->node[e].op == CF_OP_NUMBER && fmpq_equal(g->node[e].number, end->value)) return;
    }
    for (int k = 0; k < *n; k++)
        if (cf_graph_same_form(g, list[k], e) == 1) return;
    list[(*n)++] = e;
}

/* ----------------------------------------------------------------------------------- zeros of the derivative */
typedef struct {
    const cf_bound *bound;
    cf_guess g; /* of the derivative's two sides */
    int i, V;
    unsigned long state;
} finder;

static double uniform(finder *f) {
    f->state = f->state * 6364136223846793005ul + 1442695040888963407ul;
    return (double)(f->state >> 11) * 0x1p-53;
}

static double slope_at(finder *f, double *x, double at) {
    x[f->i] = at;
    cf_guess_eval(&f->g, x);
    return f->g.value[f->g.goal.big] - f->g.value[f->g.goal.small];
}

/* Point k of GRID of the interval, ascending. */
static double grid(const double range[2], int k) {
    double a = range[0], b = range[1];
    if (isinf(a) && isinf(b)) return k == GRID / 2 ? 0 : k < GRID / 2 ? -exp2(8 - 0.5 * k) : exp2(0.5 * (k - GRID + 1) + 8);
    if (isinf(b)) return a + exp2(0.25 * k - 8);
    if (isinf(a)) return b - exp2(8 - 0.25 * k);
    return a + (b - a) * (k + 0.5) / GRID;
}

/* A simple point of the other variables. */
static void others(finder *f, double *x) {
    for (int k = 0; k < f->V; k++) {
        double a = f->g.range[k][0], b = f->g.range[k][1], size = exp2(4 * uniform(f) - 2);
        if (isinf(a) && isinf(b)) x[k] = uniform(f) < 0.5 ? -size : size;
        else if (isinf(b)) x[k] = a + size;
        else if (isinf(a)) x[k] = b - size;
        else x[k] = a + (b - a) * (0.1 + 0.8 * uniform(f));
    }
}

/* The first and the last place where the derivative turns from - to +; 0: none. */
static int turns(double out[2], finder *f, double *x) {
    double before = NAN, left = 0;
    int n = 0;
    for (int k = 0; k < GRID; k++) {
        double at = grid(f->g.range[f->i], k), v = slope_at(f, x, at);
        if (before < 0 && v >= 0) {
            double low = left, high = at;
            for (int step = 0; step < 80; step++) {
                double middle = 0.5 * (low + high);
                if (slope_at(f, x, middle) < 0) low = middle;
                else high = middle;
            }
            out[1] = high;
            if (n++ == 0) out[0] = high;
        }
        before = v, left = at;
    }
    return n;
}

/* -------------------------------------------------------------------------------------------------- what fits */
static int simple(fmpq_t out, double x, int most) {
    for (long q = 1; q <= most; q++) {
        double p = rint(x * (double)q);
        if (fabs(p) < 1e6 && fabs(p / (double)q - x) <= 1e-6 * (1 + fabs(x))) {
            fmpq_set_si(out, (slong)p, (ulong)q);
            return 1;
        }
    }
    return 0;
}

/* Solves the first m rows for the m unknowns; the other rows must agree. */
static int solve(double *c, double row[][MOST_V + 1], const double *value, int m, int rows) {
    double a[MOST_V][MOST_V + 1];
    for (int r = 0; r < m; r++) {
        memcpy(a[r], row[r], (size_t)m * sizeof(double));
        a[r][m] = value[r];
    }
    for (int k = 0; k < m; k++) {
        int best = k;
        for (int r = k; r < m; r++)
            if (fabs(a[r][k]) > fabs(a[best][k])) best = r;
        if (!(fabs(a[best][k]) > 1e-6)) return 0;
        for (int j = 0; j <= m; j++) {
            double t = a[k][j];
            a[k][j] = a[best][j], a[best][j] = t;
        }
        for (int r = 0; r < m; r++) {
            if (r == k) continue;
            double q = a[r][k] / a[k][k];
            for (int j = k; j <= m; j++) a[r][j] -= q * a[k][j];
        }
    }
    for (int k = 0; k < m; k++) c[k] = a[k][m] / a[k][k];
    for (int r = 0; r < rows; r++) {
        double sum = 0;
        for (int k = 0; k < m; k++) sum += c[k] * row[r][k];
        if (!(fabs(sum - value[r]) <= 1e-6 * (1 + fabs(value[r])))) return 0;
    }
    return 1;
}

/* The expression of a fit: a sum (product 0) or a product of powers; -1: not simple. */
static int expression(cf_graph *g, const double *c, const int *variable, int m, int product, int sign) {
    fmpq_t q;
    fmpq_init(q);
    int node = -1, ok = simple(q, product ? sign * exp(c[0]) : c[0], 24);
    if (ok) node = cf_graph_number(g, q);
    for (int k = 1; k < m && ok; k++) {
        ok = simple(q, c[k], product ? 4 : 12);
        if (!ok || fmpq_is_zero(q)) continue;
        int x = cf_graph_variable(g, variable[k]);
        node = product ? op(g, CF_OP_MUL, node, cf_graph_simple_power(g, x, q)) : op(g, CF_OP_ADD, node, op(g, CF_OP_MUL, cf_graph_number(g, q), x));
    }
    fmpq_clear(q);
    return ok ? node : -1;
}

static void fit(int *list, int *n, int most, cf_bound *bound, int i, double point[][MOST_V], const double *e) {
    int V = bound->n_variables, variable[MOST_V + 1] = {-1}, m = 1, positive = 1;
    double row[ROWS][MOST_V + 1], value[ROWS], c[MOST_V + 1];
    for (int k = 0; k < V; k++)
        if (k != i) variable[m++] = k;
    int rows = m + 3;
    for (int product = 0; product < 2; product++) {
        for (int r = 0; r < rows; r++) {
            row[r][0] = 1;
            for (int k = 1; k < m; k++) {
                double x = point[r][variable[k]];
                positive &= x > 0;
                row[r][k] = product ? log(fabs(x)) : x;
            }
            positive &= e[r] != 0 && (e[r] > 0) == (e[0] > 0);
            value[r] = product ? log(fabs(e[r])) : e[r];
        }
        if ((product && !positive) || !solve(c, row, value, m, rows)) continue;
        add(list, n, most, bound, i, expression(bound->graph, c, variable, m, product, e[0] < 0 ? -1 : 1));
    }
}

static void fits(cf_strategy *t, int *list, int *n, int most, cf_bound *bound, const cf_goal *slope, int i) {
    int V = bound->n_variables, rows = V + 3, found = 0;
    if (V > MOST_V) return;
    finder f = {.bound = bound, .i = i, .V = V, .state = 88172645463325252ul};
    cf_guess_init(&f.g, bound, slope, 3);
    double point[ROWS][MOST_V], e[2][ROWS], at[2];
    for (int k = 0; k < 6 * rows && found < rows; k++) {
        others(&f, point[found]);
        if (turns(at, &f, point[found]) == 0) continue;
        e[0][found] = at[0];
        e[1][found++] = at[1];
    }
    cf_s_guessed(t, f.g.work);
    cf_guess_clear(&f.g);
    if (found < rows) return;
    for (int s = 0; s < 2; s++) fit(list, n, most, bound, i, point, e[s]);
}

/* The solution of node = value for x_i, one operation after the other undone; -1 where two operands depend on it. */
static int undone(cf_graph *g, int node, int i, int value) {
    for (;;) {
        cf_op o = g->node[node].op;
        int a = g->node[node].a, b = g->node[node].b;
        long n = g->node[node].n;
        if (o == CF_OP_VARIABLE) return n == i ? value : -1;
        int in_a = a >= 0 && cf_graph_depends(g, a, i), in_b = b >= 0 && cf_graph_depends(g, b, i), other = in_a ? b : a;
        if (in_a == in_b) return -1;
        if (o == CF_OP_POWER) {
            if (fmpq_is_zero(g->node[node].number)) return -1;
            fmpq_t r;
            fmpq_init(r);
            fmpq_inv(r, g->node[node].number);
            value = cf_graph_simple_power(g, value, r);
            fmpq_clear(r);
        } else switch (o) {
            case CF_OP_NEG: value = op(g, CF_OP_NEG, value, -1); break;
            case CF_OP_ADD: value = op(g, CF_OP_SUB, value, other); break;
            case CF_OP_SUB: value = in_a ? op(g, CF_OP_ADD, value, other) : op(g, CF_OP_SUB, other, value); break;
            case CF_OP_MUL: value = op(g, CF_OP_DIV, value, other); break;
            case CF_OP_DIV: value = in_a ? op(g, CF_OP_MUL, value, other) : op(g, CF_OP_DIV, other, value); break;
            case CF_OP_SQRT: value = op(g, CF_OP_MUL, value, value); break;
            case CF_OP_EXP: value = op(g, CF_OP_LOG, value, -1); break;
            case CF_OP_LOG: value = op(g, CF_OP_EXP, value, -1); break;
            case CF_OP_SINH: value = op(g, CF_OP_ASINH, value, -1); break;
            case CF_OP_ASINH: value = op(g, CF_OP_SINH, value, -1); break;
            case CF_OP_Q_PRIME: value = op(g, CF_OP_MUL, cf_s_number(g, 2), op(g, CF_OP_SINH, value, -1)); break;
            case CF_OP_H: value = cf_graph_simple(g, CF_OP_H_INV, n, value, -1); break;
            case CF_OP_H_INV: value = cf_graph_simple(g, CF_OP_H, n, value, -1); break;
            default: return -1;
            }
        node = in_a ? a : b;
    }
}

/* Whether the clause speaks of variables that the goal does not depend on. */
static int is_apart(const cf_bound *b, const cf_relation *w, const cf_goal *goal) {
    int apart = 0;
    for (int v = 0; v < b->n_variables; v++)
        apart |= (cf_graph_depends(b->graph, w->small, v) || cf_graph_depends(b->graph, w->big, v)) && !cf_graph_depends(b->graph, goal->small, v) &&
                 !cf_graph_depends(b->graph, goal->big, v);
    return apart;
}

int cf_s_curves(cf_strategy *t, int *list, int most, cf_bound *bound, const cf_goal *goal, int i) {
    cf_graph *g = bound->graph;
    int n = 0, a = cf_graph_derivative(g, goal->small, i), b = cf_graph_derivative(g, goal->big, i);
    if (a < 0 || b < 0) return 0;
    const cf_goal slope = {.small = a, .big = b};
    for (int k = 0; k < bound->n_where; k++) {
        const cf_relation *w = &bound->where[k];
        if (!w->dropped && !is_apart(bound, w, goal)) add(list, &n, most, bound, i, cf_graph_solved(g, op(g, CF_OP_SUB, w->big, w->small), i));
    }
    int zero = cf_s_number(g, 0);
    if (cf_graph_same_form(g, cf_graph_substitute(g, goal->small, i, zero, 0), cf_graph_substitute(g, goal->big, i, zero, 0)) == 1)
        add(list, &n, most, bound, i, zero); /* equality on the whole of x_i = 0 */
    fits(t, list, &n, most, bound, &slope, i);
    cf_factors f;
    cf_factors_init(&f);
    if (cf_graph_factors(&f, g, op(g, CF_OP_SUB, b, a)) == 0)
        for (int k = 0; k < f.n; k++)
            if (f.exponent[k] > 0) add(list, &n, most, bound, i, cf_graph_solved(g, f.base[k], i));
    cf_factors_clear(&f);
    int in_a = cf_graph_depends(g, a, i), in_b = cf_graph_depends(g, b, i);
    if (in_a != in_b) add(list, &n, most, bound, i, undone(g, in_a ? a : b, i, in_a ? b : a));
    return n;
}
