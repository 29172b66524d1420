/* test_graded.c - the graded arithmetic of the prover against balls: random expressions over random boxes, all kinds of frames and
 * charts, orders 0 to 8. At random rational points of the box the value in balls must lie in the element's range, and in the
 * element itself with the local unknowns of the point put in; what the decision certifies must hold there; what has an element
 * must be defined there. CF_SEED=n runs other cases, CF_CASES=x as many times x. */
#include "bounds/prove/box.h"
#include "tests/ball_graph.h"
#include "tests/cases.h"
#include "tests/slower.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(graded, .timeout = 300 * SLOWER);

enum { MOST = 3, POINTS = 24 };

typedef struct {
    unsigned long rng;
    int V;
    cf_bound bound;
    cf_graph graph;
    cf_relation where;
    cf_chart chart;
    cf_box box;
    cf_plan plan;
    char *names[MOST];
    fmpq coordinate[POINTS][MOST], point[POINTS][MOST]; /* of the chart; the variables */
    int n_points;
} world;

static long below(world *w, long n) { return random_below(&w->rng, n); }

static unsigned long other_seed(void) {
    const char *s = getenv("CF_SEED");
    return s ? (unsigned long)atol(s) * 1000003ul : 0;
}

/* ------------------------------------------------------------------------------------------------ random cases */

static void some_rational(fmpq_t out, world *w) {
    static const long small[][2] = {{0, 1}, {1, 1}, {2, 1}, {1, 2}, {3, 1}, {1, 4}, {3, 2}, {1, 3}, {4, 1}, {5, 7}, {1, 10}, {12, 1}};
    long k = below(w, 16);
    if (k < 12) fmpq_set_si(out, small[k][0], (ulong)small[k][1]);
    else random_fraction(out, &w->rng, 200, 60);
    if (below(w, 3) == 0) fmpq_neg(out, out);
}

static void some_end(cf_end *end, world *w, int infinite) {
    end->infinite = 0;
    if (infinite && below(w, 3) == 0) end->infinite = infinite;
    some_rational(end->value, w);
    end->open = end->infinite || below(w, 2);
}

/* An interval with an inside, in [lo, hi] of the root. */
static void some_interval(cf_end side[2], world *w, int listed, int inner) {
    fmpq_t width;
    fmpq_init(width);
    if (listed) { /* a coordinate of a chart: 0 <= x, or t in [0, 1] */
        fmpq_set_si(side[0].value, 0, 1);
        side[0].infinite = side[1].infinite = 0;
        side[0].open = below(w, 2);
        if (below(w, 2)) random_fraction(side[0].value, &w->rng, 7, 1), fmpq_abs(side[0].value, side[0].value), fmpq_div_2exp(side[0].value, side[0].value, 3);
        side[1].open = 0;
        fmpq_set_si(side[1].value, 1, 1);
        if (!inner && below(w, 2)) side[1].infinite = side[1].open = 1;
        else if (!inner) fmpq_add_si(side[1].value, side[0].value, 1 + below(w, 5));
    } else {
        some_end(&side[0], w, -1);
        some_end(&side[1], w, 1);
        if (!side[0].infinite && !side[1].infinite) {
            random_fraction(width, &w->rng, 40, 16);
            fmpq_abs(width, width);
            if (below(w, 4) == 0) fmpq_div_2exp(width, width, (ulong)below(w, 12));
            fmpq_add(side[1].value, side[0].value, width);
            if (fmpq_is_zero(width)) side[0].open = side[1].open = 0;
        }
    }
    fmpq_clear(width);
}

static char some_frame(world *w, const cf_end side[2], fmpq_t centre) {
    fmpq_t t;
    fmpq_init(t);
    char kind = 0;
    while (!kind) {
        switch (below(w, 8)) {
        case 0: kind = 'f'; break;
        case 1: kind = side[0].infinite ? 0 : 'l'; break;
        case 2: kind = side[1].infinite ? 0 : 'h'; break;
        case 3: kind = side[1].infinite && !side[0].infinite && fmpq_sgn(side[0].value) > 0 ? '+' : 0; break;
        case 4: kind = side[0].infinite && !side[1].infinite && fmpq_sgn(side[1].value) < 0 ? '-' : 0; break;
        case 5:
            if (side[0].infinite || side[1].infinite) break;
            some_rational(t, w);
            fmpq_abs(t, t);
            if (fmpq_is_zero(t)) break;
            fmpq_sub(centre, side[0].value, t);
            kind = 'L';
            break;
        case 6:
            if (side[0].infinite || side[1].infinite) break;
            some_rational(t, w);
            fmpq_abs(t, t);
            if (fmpq_is_zero(t)) break;
            fmpq_add(centre, side[1].value, t);
            kind = 'H';
            break;
        default: /* within, at an end, or outside */
            if (!side[0].infinite && below(w, 2)) fmpq_set(centre, side[0].value);
            else if (!side[1].infinite && below(w, 2)) fmpq_set(centre, side[1].value);
            else if (!side[0].infinite && !side[1].infinite && below(w, 2)) fmpq_add(centre, side[0].value, side[1].value), fmpq_div_2exp(centre, centre, 1);
            else some_rational(centre, w);
            kind = 'm';
        }
    }
    fmpq_clear(t);
    return kind;
}

static int number(world *w) {
    fmpq_t q;
    fmpq_init(q);
    some_rational(q, w);
    int r = cf_graph_number(&w->graph, q);
    fmpq_clear(q);
    return r;
}

static int expression(world *w, int depth) {
    cf_graph *g = &w->graph;
    if (depth <= 0 || below(w, 12) == 0) return below(w, 4) == 0 ? number(w) : cf_graph_variable(g, below(w, w->V));
    static const cf_op plain[] = {CF_OP_ABS, CF_OP_SQRT, CF_OP_EXP, CF_OP_LOG, CF_OP_SINH, CF_OP_COSH, CF_OP_ASINH, CF_OP_Q, CF_OP_Q_PRIME};
    static const cf_op deep[] = {CF_OP_H, CF_OP_H_INV, CF_OP_Q_DEPTH};
    static const cf_op two[] = {CF_OP_ADD, CF_OP_SUB, CF_OP_MUL, CF_OP_DIV, CF_OP_MIN, CF_OP_MAX, CF_OP_POW};
    fmpq_t r;
    long k = below(w, 20);
    if (k < 9) {
        int a = expression(w, depth - 1);
        int b = expression(w, depth - 1 - (int)below(w, 2));
        return cf_graph_binary(g, k < 5 ? two[k % 3] : two[below(w, 7)], a, b);
    }
    int a = expression(w, depth - 1);
    if (k < 12) {
        fmpq_init(r);
        random_fraction(r, &w->rng, 5, below(w, 2) ? 1 : 4);
        int n = cf_graph_power(g, a, r);
        fmpq_clear(r);
        return n;
    }
    if (k < 13) return cf_graph_unary(g, CF_OP_NEG, a);
    if (k < 18) return cf_graph_unary(g, plain[below(w, 9)], a);
    static const long depths[] = {3, 4, 5, 6, 8, 11};
    return cf_graph_depth(g, deep[below(w, 3)], depths[below(w, 6)], a);
}

/* ---------------------------------------------------------------------------------------------------- points */

static void some_point_of(fmpq_t x, world *w, const cf_end side[2]) {
    fmpq_t t;
    fmpq_init(t);
    long k = below(w, 10);
    for (int s = 0; s < 2; s++)
        if (k == s && !side[s].infinite && !side[s].open) {
            fmpq_set(x, side[s].value);
            fmpq_clear(t);
            return;
        }
    fmpq_set_si(t, 1 + below(w, 63), 64);
    if (!side[0].infinite && !side[1].infinite) { /* the share of the interval from one end */
        if (k < 6) fmpq_div_2exp(t, t, (ulong)below(w, 40));
        fmpq_sub(x, side[1].value, side[0].value);
        fmpq_mul(t, t, x);
        if (below(w, 2)) fmpq_add(x, side[0].value, t);
        else fmpq_sub(x, side[1].value, t);
    } else { /* the distance from the end, or from 0 */
        if (k < 4) fmpq_div_2exp(t, t, (ulong)below(w, 30));
        else if (k < 8) fmpq_mul_2exp(t, t, (ulong)below(w, 20));
        if (side[0].infinite && side[1].infinite) below(w, 2) ? fmpq_set(x, t) : fmpq_neg(x, t);
        else if (side[1].infinite) fmpq_add(x, side[0].value, t);
        else fmpq_sub(x, side[1].value, t);
    }
    fmpq_clear(t);
}

static int inside(const cf_end side[2], const fmpq_t x) {
    for (int k = 0; k < 2; k++) {
        if (side[k].infinite) continue;
        int c = fmpq_cmp(x, side[k].value);
        if (k) c = -c;
        if (c < 0 || (c == 0 && side[k].open)) return 0;
    }
    return 1;
}

/* The variables from the coordinates of the chart. */
static void variables_of(fmpq *point, const cf_chart *chart, const fmpq *coordinate, int V) {
    for (int i = 0; i < V; i++) fmpq_set(point + i, coordinate + i);
    if (chart->kind == CF_CHART_SCALE)
        for (int j = 0; j < chart->n; j++)
            if (chart->list[j] != chart->pivot) fmpq_mul(point + chart->list[j], coordinate + chart->list[j], coordinate + chart->pivot);
}

static void find_points(world *w) {
    w->n_points = 0;
    for (int tries = 0; tries < 4 * POINTS && w->n_points < POINTS; tries++) {
        fmpq *x = w->coordinate[w->n_points], *p = w->point[w->n_points];
        int ok = 1;
        for (int i = 0; i < w->V; i++) {
            if (w->plan.kind[i] == 'm' && below(w, 6) == 0) fmpq_set(x + i, w->plan.centre + i);
            else some_point_of(x + i, w, w->box.side[i]);
            ok = ok && inside(w->box.side[i], x + i);
        }
        if (!ok) continue;
        variables_of(p, &w->chart, x, w->V);
        if (w->bound.n_where && ball_graph_holds(NULL, &w->graph, &w->where, p) != 1) continue;
        w->n_points++;
    }
}

/* ---------------------------------------------------------------------------------------------- the element at a point */

static void interval_of(cf_iv *out, const arb_t x) {
    arb_get_interval_arf(&out->lo, &out->hi, x, 128);
}

/* m at the point: the product of h^a l^b exp(e1/h + e2/h^2); 0 if it has no value there. */
static int monomial_at(arb_t out, const cf_leaf *leaf, const cf_expo *m, const fmpq *coordinate) {
    slong prec = 200;
    arb_t h, t, u;
    fmpq_t e, x;
    arb_init(h);
    arb_init(t);
    arb_init(u);
    fmpq_init(e);
    fmpq_init(x);
    arb_one(out);
    int ok = 1;
    for (int i = 0; i < leaf->W && ok; i++) {
        const cf_frame *f = &leaf->frame[i];
        if (!m[i].an && !m[i].b && !m[i].e1n && !m[i].e2n) continue;
        if (i >= leaf->V) { /* a symbol */
            arb_set_interval_arf(h, &f->h.lo, &f->h.hi, prec);
        } else {
            fmpq_set(x, coordinate + i);
            if (f->kind == 'l' || f->kind == 'm') fmpq_sub(x, x, f->centre);
            else if (f->kind == 'h') fmpq_sub(x, f->centre, x);
            else if (f->kind == '+') fmpq_inv(x, x);
            else if (f->kind == '-') fmpq_inv(x, x), fmpq_neg(x, x);
            else ok = 0;
            arb_set_fmpq(h, x, prec);
        }
        fmpq_set_si(e, m[i].an, (ulong)m[i].ad);
        if (arb_is_zero(h)) {
            ok = ok && m[i].an >= 0 && !m[i].b && !m[i].e1n && !m[i].e2n;
            if (m[i].an > 0) arb_zero(out);
            continue;
        }
        if (m[i].ad == 1) arb_pow_fmpz(t, h, fmpq_numref(e), prec);
        else if (arb_is_positive(h)) arb_pow_fmpq(t, h, e, prec);
        else ok = 0;
        arb_mul(out, out, t, prec);
        if (m[i].b) {
            arb_log(t, h, prec);
            arb_neg(t, t);
            arb_set_si(u, m[i].b);
            arb_pow_fmpz(t, t, (fmpz_set_si(fmpq_numref(e), m[i].b), fmpq_numref(e)), prec);
            arb_mul(out, out, t, prec);
        }
        for (int j = 1; j <= 2; j++) {
            fmpq_set_si(e, j == 1 ? m[i].e1n : m[i].e2n, (ulong)(j == 1 ? m[i].e1d : m[i].e2d));
            if (fmpq_is_zero(e)) continue;
            arb_set_fmpq(t, e, prec);
            for (int k = 0; k < j; k++) arb_div(t, t, h, prec);
            arb_exp(t, t, prec);
            arb_mul(out, out, t, prec);
        }
    }
    arb_clear(h);
    arb_clear(t);
    arb_clear(u);
    fmpq_clear(e);
    fmpq_clear(x);
    return ok;
}

static int element_at(cf_iv *out, cf_leaf *leaf, const cf_element *e, const fmpq *coordinate) {
    cf_iv c, v;
    arb_t t;
    arb_init(t);
    cf_iv_init(&c);
    cf_iv_init(&v);
    arf_zero(&out->lo);
    arf_zero(&out->hi);
    int ok = 1;
    for (int k = 0; k < e->n && ok; k++) {
        ok = monomial_at(t, leaf, e->t[k].m, coordinate);
        if (!ok) break;
        if (arb_is_zero(t)) continue;
        cf_coef_get_iv(&c, &e->t[k].c, 128);
        interval_of(&v, t);
        cf_iv_mul(&c, &c, &v, 128);
        cf_iv_add(out, out, &c, 128);
    }
    arb_clear(t);
    cf_iv_clear(&c);
    cf_iv_clear(&v);
    return ok;
}

static int misses(const cf_iv *r, const arb_t v) {
    arf_t lo, hi;
    arf_init(lo);
    arf_init(hi);
    arb_get_lbound_arf(lo, v, 256);
    arb_get_ubound_arf(hi, v, 256);
    int bad = arf_cmp(hi, &r->lo) < 0 || arf_cmp(lo, &r->hi) > 0;
    arf_clear(lo);
    arf_clear(hi);
    return bad;
}

/* ------------------------------------------------------------------------------------------------------ one case */

static void describe(world *w, int node, const fmpq *point, const char *what, const cf_iv *r, const arb_t v) {
    char *tex = cf_graph_tex(&w->graph, node, w->names);
    fprintf(stderr, "%s: %s\n  order %d, bits %ld, exact %ld, chart %d;", what, tex, w->plan.order, (long)w->plan.acc.bits, (long)w->plan.acc.exact, w->chart.kind);
    free(tex);
    for (int i = 0; i < w->V; i++) {
        fprintf(stderr, " %s in %c", w->names[i], w->box.side[i][0].open ? '(' : '[');
        if (w->box.side[i][0].infinite) fprintf(stderr, "-inf");
        else fmpq_fprint(stderr, w->box.side[i][0].value);
        fprintf(stderr, ", ");
        if (w->box.side[i][1].infinite) fprintf(stderr, "inf");
        else fmpq_fprint(stderr, w->box.side[i][1].value);
        fprintf(stderr, "%c frame %c", w->box.side[i][1].open ? ')' : ']', w->plan.kind[i]);
        if (strchr("mLH", w->plan.kind[i])) fprintf(stderr, ":"), fmpq_fprint(stderr, w->plan.centre + i);
        fprintf(stderr, " at "), fmpq_fprint(stderr, point + i);
        fprintf(stderr, ";");
    }
    if (w->bound.n_where) {
        char *a = cf_graph_tex(&w->graph, w->where.small, w->names), *b = cf_graph_tex(&w->graph, w->where.big, w->names);
        fprintf(stderr, "\n  where %s %s %s", a, w->where.strict ? "<" : "<=", b);
        free(a), free(b);
    }
    if (r) fprintf(stderr, "\n  [%.20g, %.20g]", arf_get_d(&r->lo, ARF_RND_FLOOR), arf_get_d(&r->hi, ARF_RND_CEIL));
    if (v) fprintf(stderr, " value "), arb_fprintd(stderr, v, 25);
    fprintf(stderr, "\n");
}

static void start(world *w, unsigned long seed) {
    memset(w, 0, sizeof *w);
    w->rng = seed;
    w->V = 1 + (int)(below(w, 3) ? 0 : below(w, MOST));
    static char *const names[] = {"x", "y", "z"};
    for (int i = 0; i < MOST; i++) w->names[i] = names[i];
    cf_graph_init(&w->graph);
    w->bound = (cf_bound){.variable = w->names, .n_variables = w->V, .graph = &w->graph, .where = &w->where};
    for (int k = 0; k < POINTS; k++)
        for (int i = 0; i < MOST; i++) fmpq_init(&w->coordinate[k][i]), fmpq_init(&w->point[k][i]);
    if (w->V > 1 && below(w, 3) == 0) {
        w->chart.kind = CF_CHART_SCALE;
        w->chart.n = w->V;
        for (int i = 0; i < w->V; i++) w->chart.list[i] = i;
        w->chart.pivot = (int)below(w, w->V);
    }
    cf_box_init(&w->box, w->V);
    cf_plan_init(&w->plan, w->V);
    w->plan.order = (int)below(w, 9);
    static const slong bits[] = {24, 53, 64, 128}, exact[] = {0, 0, 100, 400, 2000};
    w->plan.acc = (cf_accuracy){bits[below(w, 4)], exact[below(w, 5)]};
    for (int i = 0; i < w->V; i++) {
        int inner = w->chart.kind == CF_CHART_SCALE && i != w->chart.pivot;
        some_interval(w->box.side[i], w, w->chart.kind != CF_CHART_NONE, inner);
        w->plan.kind[i] = some_frame(w, w->box.side[i], w->plan.centre + i);
    }
}

static void finish(world *w) {
    for (int k = 0; k < POINTS; k++)
        for (int i = 0; i < MOST; i++) fmpq_clear(&w->coordinate[k][i]), fmpq_clear(&w->point[k][i]);
    cf_box_clear(&w->box);
    cf_plan_clear(&w->plan);
    cf_graph_clear(&w->graph);
}

typedef struct {
    long cases, elements, values, pointwise, decisions, undefined;
} tally;

/* E must not be certified >= its value at a point and a little more; strictly, not >= that value where it is exactly known. */
static int decision_fails(world *w, cf_eval *e, int node, const arb_t v, const fmpq *point, tally *t) {
    if (!arb_is_zero(v) && arf_cmpabs_2exp_si(arb_midref(v), 4000) > 0) return 0;
    if (!arb_is_zero(v) && arf_cmpabs_2exp_si(arb_midref(v), -4000) < 0) return 0;
    fmpq_t c, d;
    arf_t m;
    arf_init(m);
    fmpq_init(c);
    fmpq_init(d);
    arb_get_ubound_arf(m, v, 80);
    arf_get_fmpq(c, m);
    fmpq_set_si(d, 1, 1);
    fmpq_div_2exp(d, d, (ulong)(2 + below(w, 40)));
    fmpq_add(c, c, d);
    int strict = arb_is_zero(v) && below(w, 2), bad = 0;
    if (strict) fmpq_zero(c);
    cf_element *x = cf_eval_node(e, node);
    cf_coef k;
    cf_coef_init(&k);
    fmpq_neg(c, c);
    cf_coef_set_fmpq(&k, c, w->plan.acc);
    if (x) x = cf_element_add(&e->leaf, x, cf_element_constant(&e->leaf, &k));
    if (x) {
        t->decisions++;
        bad = cf_element_certify(&e->leaf, x, strict);
        if (bad) {
            describe(w, node, point, strict ? "certified > 0, but" : "certified >= a larger number, but", NULL, v);
            fprintf(stderr, "  minus the number "), fmpq_fprint(stderr, c), fprintf(stderr, "\n");
        }
    }
    cf_coef_clear(&k);
    fmpq_clear(c);
    fmpq_clear(d);
    arf_clear(m);
    return bad;
}

static int check(world *w, int node, tally *t) {
    cf_eval e;
    int bad = 0;
    t->cases++;
    cf_element *x = cf_eval_init(&e, &w->bound, &w->chart, &w->plan, &w->box) == 0 ? cf_eval_node(&e, node) : NULL;
    if (x) {
        t->elements++;
        cf_iv range, at;
        arb_t v;
        arb_init(v);
        cf_iv_init(&range);
        cf_iv_init(&at);
        cf_element_range(&range, &e.leaf, x);
        find_points(w);
        for (int k = 0; k < w->n_points && !bad; k++) {
            const fmpq *p = w->point[k];
            ball_state s = ball_graph_value(v, &w->graph, node, p);
            if (s == BALL_UNDEFINED) {
                t->undefined++;
                bad = 1;
                describe(w, node, p, "has an element, but is undefined", &range, NULL);
            }
            if (s != BALL_VALUE) continue;
            t->values++;
            if (misses(&range, v)) bad = 1, describe(w, node, p, "outside the range", &range, v);
            if (!bad && element_at(&at, &e.leaf, x, w->coordinate[k])) {
                t->pointwise++;
                if (misses(&at, v)) bad = 1, describe(w, node, p, "outside the element at the point", &at, v);
            }
            if (!bad && k % 6 == 0) bad = decision_fails(w, &e, node, v, p, t);
        }
        arb_clear(v);
        cf_iv_clear(&range);
        cf_iv_clear(&at);
    }
    cf_eval_clear(&e);
    return bad;
}

/* Whole leaves with multipliers: the goal node >= 0 (or > 0), or where-clause 0 failing on all of the box. */
static int leaf_fails(world *w, int node, tally *t) {
    cf_graph *g = &w->graph;
    fmpq_t q;
    fmpq_init(q);
    fmpq_set_si(q, 0, 1);
    cf_relation r = {.small = cf_graph_number(g, q), .big = node, .strict = (int)below(w, 2)};
    cf_goal goal = {.small = r.small, .big = r.big, .strict = r.strict};
    if (w->bound.n_where && below(w, 2)) {
        w->plan.mult = calloc(1, sizeof *w->plan.mult);
        w->plan.n_mults = 1;
        fmpq_init(w->plan.mult[0].lambda);
        fmpq_set_si(w->plan.mult[0].lambda, 1 + below(w, 6), (ulong)(1 + below(w, 4)));
    }
    int out = w->bound.n_where && below(w, 4) == 0 ? 0 : -1, bad = 0;
    t->cases++;
    if (cf_plan_certifies(NULL, &w->plan, &w->bound, &w->chart, &w->box, &goal, out)) {
        t->elements++;
        find_points(w);
        t->values += w->n_points;
        for (int k = 0; k < w->n_points && !bad; k++) {
            if (out >= 0) bad = 1, describe(w, node, w->point[k], "outside by certificate, but meets the where-clause", NULL, NULL);
            else if (ball_graph_holds(NULL, g, &r, w->point[k]) < 0)
                bad = 1, describe(w, node, w->point[k], r.strict ? "certified > 0, but fails" : "certified >= 0, but fails", NULL, NULL);
        }
    }
    fmpq_clear(q);
    return bad;
}

static void stress(unsigned long seed, long cases, int (*make)(world *w), tally *t) {
    seed += other_seed();
    cases = cases_of(cases);
    int failed = 0;
    for (long k = 0; k < cases && failed < 5; k++) {
        world w;
        start(&w, seed + (unsigned long)k);
        int node = make(&w);
        if (check(&w, node, t)) failed++, fprintf(stderr, "  case %ld\n", k);
        finish(&w);
    }
    cr_expect(failed == 0, "%d cases failed", failed);
    fprintf(stderr, "graded: %ld expressions, %ld elements, %ld values in ranges, %ld in elements, %ld decisions\n", t->cases, t->elements, t->values,
            t->pointwise, t->decisions);
    cr_expect(t->elements > t->cases / 10 && t->values > 2 * t->elements && t->pointwise > t->elements && t->decisions > t->elements / 2, "too little was tested");
}

static int shallow(world *w) { return expression(w, 1 + (int)below(w, 2)); }
static int deep(world *w) { return expression(w, 3 + (int)below(w, 3)); }

/* (x - p)^k e, p an end, the centre or a point within: contact. */
static int touching(world *w) {
    cf_graph *g = &w->graph;
    fmpq_t p;
    fmpq_init(p);
    int i = (int)below(w, w->V);
    if (w->plan.kind[i] == 'm' && below(w, 2)) fmpq_set(p, w->plan.centre + i);
    else if (!w->box.side[i][0].infinite && below(w, 2)) fmpq_set(p, w->box.side[i][0].value);
    else if (!w->box.side[i][1].infinite && below(w, 2)) fmpq_set(p, w->box.side[i][1].value);
    else some_point_of(p, w, w->box.side[i]);
    int d = cf_graph_binary(g, CF_OP_SUB, cf_graph_variable(g, i), cf_graph_number(g, p));
    fmpq_set_si(p, 1 + below(w, 4), (ulong)(1 + below(w, 2)));
    d = cf_graph_power(g, d, p);
    fmpq_clear(p);
    int e = expression(w, 2);
    static const cf_op f[] = {CF_OP_ASINH, CF_OP_SINH, CF_OP_Q, CF_OP_Q_PRIME, CF_OP_ABS, CF_OP_SQRT};
    if (below(w, 3) == 0) d = cf_graph_unary(g, f[below(w, 6)], d);
    if (below(w, 3) == 0) e = cf_graph_unary(g, CF_OP_EXP, e);
    return below(w, 4) ? cf_graph_binary(g, CF_OP_MUL, d, e) : cf_graph_binary(g, CF_OP_ADD, d, e);
}

/* f(A) + ..., where A >= 0 or > 0 is a where-clause. */
static int under_where(world *w) {
    cf_graph *g = &w->graph;
    int a = expression(w, 2), zero = number(w), above = expression(w, 0);
    w->where = (cf_relation){.small = zero, .big = a, .strict = (int)below(w, 2)};
    w->bound.n_where = 1;
    int d = cf_graph_binary(g, CF_OP_SUB, a, zero);
    if (below(w, 3) == 0) d = cf_graph_binary(g, CF_OP_ADD, d, cf_graph_unary(g, CF_OP_ABS, above));
    fmpq_t r;
    fmpq_init(r);
    random_fraction(r, &w->rng, 3, 4);
    long k = below(w, 3);
    int f = k == 0 ? cf_graph_unary(g, CF_OP_SQRT, d) : k == 1 ? cf_graph_unary(g, CF_OP_LOG, d) : cf_graph_power(g, d, r);
    fmpq_clear(r);
    return below(w, 2) ? f : cf_graph_binary(g, CF_OP_ADD, f, expression(w, 1));
}

Test(graded, shallow_expressions) {
    tally t = {0};
    stress(1ul << 32, 5000, shallow, &t);
}
Test(graded, deep_expressions) {
    tally t = {0};
    stress(2ul << 32, 3000, deep, &t);
}
Test(graded, expressions_that_touch) {
    tally t = {0};
    stress(3ul << 32, 3000, touching, &t);
}
Test(graded, expressions_under_a_where_clause) {
    tally t = {0};
    stress(4ul << 32, 3000, under_where, &t);
}

static int leaf_under_where(world *w) {
    int a = under_where(w);
    fmpq_t q;
    fmpq_init(q);
    random_fraction(q, &w->rng, 9, 4);
    int c = cf_graph_number(&w->graph, q);
    fmpq_clear(q);
    int e = below(w, 2) ? a : touching(w);
    if (below(w, 2)) e = cf_graph_binary(&w->graph, CF_OP_ADD, e, w->where.big);
    return below(w, 4) == 0 ? e : cf_graph_binary(&w->graph, CF_OP_SUB, e, c);
}

Test(graded, whole_leaves) {
    tally t = {0};
    unsigned long seed = (5ul << 32) + other_seed();
    long cases = cases_of(6000);
    int failed = 0;
    for (long k = 0; k < cases && failed < 5; k++) {
        world w;
        start(&w, seed + (unsigned long)k);
        int node = leaf_under_where(&w);
        if (leaf_fails(&w, node, &t)) failed++, fprintf(stderr, "  case %ld\n", k);
        finish(&w);
    }
    cr_expect(failed == 0, "%d leaves certify what fails", failed);
    fprintf(stderr, "graded: %ld leaves, %ld certified, %ld points\n", t.cases, t.elements, t.values);
    cr_expect(t.elements > t.cases / 20 && t.values > t.elements, "too little was tested");
}

/* 2026-11-25: S(h) of a box that is one point below the centre was negative, and -7/2 - 2 + 5 >= 0 was certified. */
Test(graded, a_point_below_the_centre) {
    world w;
    start(&w, 1);
    w.V = w.box.V = w.plan.V = 1;
    w.bound.n_variables = 1;
    w.chart = (cf_chart){0};
    w.plan.order = 1;
    w.plan.acc = (cf_accuracy){64, 0};
    w.plan.kind[0] = 'm';
    fmpq_set_si(w.plan.centre, 2, 1);
    for (int k = 0; k < 2; k++) {
        fmpq_set_si(w.box.side[0][k].value, -7, 2);
        w.box.side[0][k].infinite = w.box.side[0][k].open = 0;
    }
    fmpq_t q;
    fmpq_init(q);
    fmpq_set_si(q, 3, 1);
    int x = cf_graph_variable(&w.graph, 0), sum = cf_graph_binary(&w.graph, CF_OP_ADD, x, cf_graph_number(&w.graph, q));
    fmpq_set_si(q, 0, 1);
    cf_goal goal = {.small = cf_graph_number(&w.graph, q), .big = sum};
    cr_expect(!cf_plan_certifies(NULL, &w.plan, &w.bound, &w.chart, &w.box, &goal, -1), "-7/2 + 3 >= 0 was certified");
    fmpq_clear(q);
    finish(&w);
}
