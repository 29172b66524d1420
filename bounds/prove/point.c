/* point.c - certified evaluation at rational points: exact where the value is rational, in balls otherwise. */
#include "bounds/normal.h"
#include "bounds/prove/point.h"
#include <math.h>
#include <stdlib.h>

enum { EXACT_BITS = 20000 };

static int in_interval(const cf_end side[2], const fmpq_t x) {
    for (int k = 0; k < 2; k++) {
        if (side[k].infinite) continue;
        int c = fmpq_cmp(x, side[k].value);
        if (k == 1) c = -c;
        if (c < 0 || (c == 0 && side[k].open)) return 0;
    }
    return 1;
}

/* 1 certainly small <= big (< if strict), -1 certainly not, 0 unknown. */
static int holds(cf_eval *e, const cf_goal *goal, int *exact_zero) {
    cf_element *d = cf_eval_difference(e, goal);
    if (!d) return 0;
    cf_coef c;
    cf_coef_init(&c);
    cf_element_constant_part(&c, &e->leaf, d);
    int zero = cf_coef_is_zero(&c), s = cf_coef_sign(&c);
    cf_coef_clear(&c);
    if (exact_zero) *exact_zero = zero;
    if (zero) return goal->strict ? -1 : 1;
    return s;
}

/* Whether the operation whose evaluation failed is certainly undefined at the point. */
static int certainly_undefined(cf_eval *e) {
    if (e->failed < 0) return 0;
    const cf_node *x = &e->bound->graph->node[e->failed];
    int argument = x->op == CF_OP_DIV ? x->b : x->a;
    if (argument < 0 || !e->known[argument]) return 0;
    cf_coef c, t;
    cf_coef_init(&c);
    cf_coef_init(&t);
    cf_element_constant_part(&c, &e->leaf, e->value[argument]);
    int zero = cf_coef_is_zero(&c), s = cf_coef_sign(&c), bad = 0;
    if (x->op == CF_OP_DIV) bad = zero;
    else if (x->op == CF_OP_LOG) bad = zero || s < 0;
    else if (x->op == CF_OP_SQRT) bad = s < 0;
    else if (x->op == CF_OP_POWER) bad = fmpz_is_one(fmpq_denref(x->number)) ? zero : s < 0 || (zero && fmpq_sgn(x->number) < 0);
    else if (x->op == CF_OP_POW) bad = s < 0;
    else if (x->op == CF_OP_H) {
        cf_coef_function(&c, CF_OP_ABS, 0, &c, e->leaf.acc);
        cf_coef_set_si(&t, -1, 1, e->leaf.acc);
        cf_coef_add(&c, &c, &t, e->leaf.acc);
        bad = cf_coef_nonnegative(&c);
    }
    cf_coef_clear(&c);
    cf_coef_clear(&t);
    return bad;
}

static cf_at at_accuracy(int *exact_zero, const cf_bound *bound, const cf_goal *goal, const cf_box *box, slong bits) {
    cf_plan plan;
    cf_eval e;
    const cf_chart none = {0};
    cf_plan_init(&plan, bound->n_variables);
    plan.acc = (cf_accuracy){bits, EXACT_BITS};
    cf_at r = CF_AT_HOLDS;
    if (cf_eval_init(&e, bound, &none, &plan, box) != 0) r = CF_AT_UNKNOWN;
    for (int k = 0; k < bound->n_where && r == CF_AT_HOLDS; k++) {
        if (bound->where[k].dropped) continue;
        cf_goal w = {.small = bound->where[k].small, .big = bound->where[k].big, .strict = bound->where[k].strict};
        int s = holds(&e, &w, NULL);
        if (s < 0) r = CF_AT_OUTSIDE;
        else if (s == 0) r = CF_AT_UNKNOWN;
    }
    if (r == CF_AT_HOLDS && goal) {
        int s = holds(&e, goal, exact_zero);
        if (s < 0) r = CF_AT_FAILS;
        else if (s == 0) r = certainly_undefined(&e) ? CF_AT_UNDEFINED : CF_AT_UNKNOWN;
    }
    cf_eval_clear(&e);
    cf_plan_clear(&plan);
    return r;
}

cf_at cf_at_point(int *exact_zero, slong *bits, const cf_bound *bound, const cf_goal *goal, const fmpq *point) {
    cf_box box;
    cf_box_init(&box, bound->n_variables);
    cf_at r = CF_AT_HOLDS;
    if (exact_zero) *exact_zero = 0;
    for (int i = 0; i < box.V; i++) {
        if (!in_interval(bound->interval[i], point + i)) r = CF_AT_OUTSIDE;
        for (int k = 0; k < 2; k++) fmpq_set(box.side[i][k].value, point + i);
    }
    if (r != CF_AT_OUTSIDE)
        for (slong b = 128; b <= 2048; b *= 4) {
            if (bits) *bits = b;
            r = at_accuracy(exact_zero, bound, goal, &box, b);
            if (r != CF_AT_UNKNOWN) break;
        }
    cf_box_clear(&box);
    return r;
}

/* The nearest number with the given bits of mantissa. */
static void round_bits(fmpq_t out, double x, int bits) {
    int e;
    double m = frexp(x, &e);
    arf_t t;
    arf_init(t);
    arf_set_d(t, rint(ldexp(m, bits)));
    arf_mul_2exp_si(t, t, e - bits);
    arf_get_fmpq(out, t);
    arf_clear(t);
}

void cf_simple_fraction(fmpq_t out, double x, double tolerance) {
    double p[2] = {1, floor(x)}, q[2] = {0, 1}, rest = x - floor(x);
    for (int k = 0; k < 40 && fabs(p[1] / q[1] - x) > tolerance * (1 + fabs(x)) && rest > 0; k++) {
        double a = floor(1 / rest), pn = a * p[1] + p[0], qn = a * q[1] + q[0];
        if (fabs(pn) > 1e15 || qn > 1e15) break;
        rest = 1 / rest - a;
        p[0] = p[1], p[1] = pn, q[0] = q[1], q[1] = qn;
    }
    if (fabs(p[1]) < 1e15 && fabs(p[1] / q[1] - x) <= tolerance * (1 + fabs(x))) {
        fmpq_set_si(out, (slong)p[1], 1);
        fmpz_set_si(fmpq_denref(out), (slong)q[1]);
        return;
    }
    arf_t t;
    arf_init(t);
    arf_set_d(t, x);
    arf_get_fmpq(out, t);
    arf_clear(t);
}

/* Coordinate v from the others so that clause k is an equality; 0 if that gives no rational. */
static int on_boundary(fmpq *x, cf_bound *bound, int k, int v) {
    cf_graph *g = bound->graph;
    int e = cf_graph_solved(g, cf_graph_simple(g, CF_OP_SUB, 0, bound->where[k].big, bound->where[k].small), v);
    for (int i = 0; i < bound->n_variables && e >= 0; i++) e = cf_graph_at(g, e, i, x + i);
    if (e < 0 || g->node[e].op != CF_OP_NUMBER) return 0;
    fmpq_set(x + v, g->node[e].number);
    return 1;
}

int cf_simple_point(fmpq *out, slong *bits, cf_bound *bound, const cf_goal *goal, const double *x, cf_at wanted) {
    static const double tolerance[] = {1e-2, 1e-4, 1e-6, 1e-9};
    int V = bound->n_variables;
    for (size_t k = 0; k < sizeof tolerance / sizeof *tolerance; k++) {
        for (int i = 0; i < V; i++) cf_simple_fraction(out + i, x[i], tolerance[k]);
        if (cf_at_point(NULL, bits, bound, goal, out) == wanted) return 1;
        for (int w = 0; w < bound->n_where && w < 4; w++)
            for (int v = 0; v < V && !bound->where[w].dropped; v++) {
                for (int i = 0; i < V; i++) cf_simple_fraction(out + i, x[i], tolerance[k]);
                if (on_boundary(out, bound, w, v) && cf_at_point(NULL, bits, bound, goal, out) == wanted) return 1;
            }
    }
    return 0;
}

int cf_round_point(fmpq *out, slong *bits, const cf_bound *bound, const cf_goal *goal, const double *x, cf_at wanted) {
    static const int mantissa[] = {1, 3, 6, 10, 16, 24, 34, 53};
    for (size_t k = 0; k < sizeof mantissa / sizeof *mantissa; k++) {
        for (int i = 0; i < bound->n_variables; i++) {
            if (!isfinite(x[i])) return 0;
            round_bits(out + i, x[i], mantissa[k]);
        }
        if (cf_at_point(NULL, bits, bound, goal, out) == wanted) return 1;
    }
    return 0;
}
