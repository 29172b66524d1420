/* leaf.c - one leaf: frames from a box, the values of the nodes, the decision. */
#include "bounds/calculus.h"
#include "bounds/prove/box.h"
#include <stdlib.h>
#include <string.h>

/* The interval [a, b] - c rounded outwards. */
static void shifted(cf_iv *h, const cf_end side[2], const fmpq_t c, slong bits) {
    fmpq_t t;
    cf_iv v;
    fmpq_init(t);
    cf_iv_init(&v);
    if (side[0].infinite) {
        arf_neg_inf(&h->lo);
    } else {
        fmpq_sub(t, side[0].value, c);
        cf_iv_set_fmpq(&v, t, bits);
        arf_set(&h->lo, &v.lo);
    }
    if (side[1].infinite) {
        arf_pos_inf(&h->hi);
    } else {
        fmpq_sub(t, side[1].value, c);
        cf_iv_set_fmpq(&v, t, bits);
        arf_set(&h->hi, &v.hi);
    }
    fmpq_clear(t);
    cf_iv_clear(&v);
}

/* A frame about a point outside the box: L below it, H above it. */
static int outside(cf_frame *f, char kind, const fmpq_t centre, const cf_end side[2], slong bits) {
    const cf_end *near = &side[kind == 'H'], *far = &side[kind == 'L'];
    if (near->infinite || far->infinite) return 0;
    fmpq_t gap, w;
    fmpq_init(gap);
    fmpq_init(w);
    fmpq_sub(gap, near->value, centre);
    fmpq_sub(w, far->value, centre);
    int ok = fmpq_sgn(gap) == (kind == 'L' ? 1 : -1);
    fmpq_abs(w, w);
    cf_iv_set_fmpq(&f->h, w, bits);
    arf_zero(&f->h.lo);
    fmpq_set(f->centre, centre);
    f->kind = kind == 'L' ? 'l' : 'h';
    fmpq_clear(gap);
    fmpq_clear(w);
    return ok;
}

/* h in [0, w]: w = b - a, or 1/|end| for the frames at infinity. */
static int width(cf_iv *h, char kind, const cf_end side[2], slong bits) {
    fmpq_t t;
    fmpq_init(t);
    int ok = 1, infinite = 0;
    if (kind == '+' || kind == '-') {
        const cf_end *end = &side[kind == '-'];
        ok = side[kind == '+'].infinite && !end->infinite && fmpq_sgn(end->value) == (kind == '+' ? 1 : -1);
        if (ok) fmpq_inv(t, end->value), fmpq_abs(t, t);
    } else {
        ok = !side[kind == 'h'].infinite;
        infinite = side[kind == 'l'].infinite;
        if (ok && !infinite) fmpq_sub(t, side[1].value, side[0].value);
    }
    if (ok) {
        cf_iv_set_fmpq(h, t, bits);
        if (infinite) arf_pos_inf(&h->hi);
        arf_zero(&h->lo);
    }
    fmpq_clear(t);
    return ok;
}

static int frame(cf_frame *f, char kind, const fmpq_t centre, const cf_end side[2], slong bits) {
    f->kind = kind;
    fmpq_t zero;
    fmpq_init(zero);
    int ok = 1;
    if (kind == 'f') {
        shifted(&f->h, side, zero, bits);
        f->is_point = !side[0].infinite && !side[1].infinite && fmpq_equal(side[0].value, side[1].value);
        if (f->is_point) fmpq_set(f->point, side[0].value);
    } else if (kind == 'm') {
        fmpq_set(f->centre, centre);
        shifted(&f->h, side, centre, bits);
        f->zero = 1;
    } else if (kind == 'L' || kind == 'H') {
        ok = outside(f, kind, centre, side, bits);
    } else {
        ok = width(&f->h, kind, side, bits);
        const cf_end *end = &side[kind == 'h' || kind == '+'];
        if (ok && (kind == 'l' || kind == 'h')) fmpq_set(f->centre, end->value);
        f->zero = !end->open && !end->infinite;
    }
    if (ok && kind != 'f') {
        arf_one(&f->power[0]);
        arf_abs(&f->power[1], &f->h.hi);
        if (kind == 'm' && arf_cmpabs(&f->h.lo, &f->h.hi) > 0) arf_abs(&f->power[1], &f->h.lo);
        for (int k = 2; k < 9; k++) arf_mul(&f->power[k], &f->power[k - 1], &f->power[1], 64, ARF_RND_CEIL);
    }
    fmpq_clear(zero);
    return ok ? 0 : -1;
}

int cf_leaf_frames(cf_leaf *leaf, const cf_plan *plan, const cf_box *box) {
    for (int i = 0; i < leaf->V; i++)
        if (frame(&leaf->frame[i], plan->kind[i], plan->centre + i, box->side[i], plan->acc.bits) != 0) return -1;
    return 0;
}

/* Coordinate i of the box as an element. */
static cf_element *coordinate(cf_leaf *leaf, int i) {
    cf_frame *f = &leaf->frame[i];
    cf_coef c;
    cf_coef_init(&c);
    cf_element *e = cf_element_new(leaf);
    cf_expo *m = cf_expo_one(leaf);
    if (f->kind == 'f') {
        if (f->is_point) cf_coef_set_fmpq(&c, f->point, leaf->acc);
        else cf_coef_set_iv(&c, &f->h);
        cf_element_add_term(leaf, e, &c, m);
    } else {
        if (f->kind != '+' && f->kind != '-') {
            cf_coef_set_fmpq(&c, f->centre, leaf->acc);
            cf_element_add_term(leaf, e, &c, m);
        }
        m[i].an = f->kind == '+' || f->kind == '-' ? -1 : 1;
        cf_coef_set_si(&c, f->kind == 'h' || f->kind == '-' ? -1 : 1, 1, leaf->acc);
        cf_element_add_term(leaf, e, &c, m);
    }
    cf_coef_clear(&c);
    return cf_element_truncate(leaf, e);
}

static cf_element *variable(cf_eval *e, int i) {
    const cf_chart *chart = e->chart;
    cf_leaf *leaf = &e->leaf;
    cf_element *x = coordinate(leaf, i);
    int listed = 0;
    for (int j = 0; j < chart->n; j++) listed |= chart->list[j] == i;
    if (!x || !listed) return x;
    if (chart->kind == CF_CHART_SCALE && i != chart->pivot) {
        cf_element *p = coordinate(leaf, chart->pivot);
        if (p && chart->negative) p = cf_element_neg(leaf, p);
        return p ? cf_element_mul(leaf, p, x) : NULL;
    }
    return x;
}

int cf_eval_init(cf_eval *e, const cf_bound *bound, const cf_chart *chart, const cf_plan *plan, const cf_box *box) {
    *e = (cf_eval){.bound = bound, .chart = chart, .failed = -1};
    cf_leaf_init(&e->leaf, box->V, plan->order, plan->acc);
    e->value = calloc((size_t)bound->graph->n, sizeof *e->value);
    e->known = calloc((size_t)bound->graph->n, 1);
    if (!e->value || !e->known) abort();
    return cf_leaf_frames(&e->leaf, plan, box);
}

void cf_eval_clear(cf_eval *e) {
    cf_leaf_clear(&e->leaf);
    free(e->value);
    free(e->known);
}

static cf_element *quotient(cf_leaf *leaf, const cf_element *a, const cf_element *b) {
    fmpq_t r;
    fmpq_init(r);
    fmpq_set_si(r, -1, 1);
    cf_element *i = cf_element_power(leaf, b, r);
    fmpq_clear(r);
    return i ? cf_element_mul(leaf, a, i) : NULL;
}

/* Every node below is defined: an element times exactly 0 still needs the other factor. */
static cf_element *apply(cf_eval *e, int node) {
    const cf_node *x = &e->bound->graph->node[node];
    cf_leaf *leaf = &e->leaf;
    const cf_element *a = x->a >= 0 ? e->value[x->a] : NULL, *b = x->b >= 0 ? e->value[x->b] : NULL;
    if ((x->a >= 0 && !a) || (x->b >= 0 && !b)) return NULL;
    cf_element *r = NULL;
    cf_coef c;
    switch (x->op) {
    case CF_OP_NUMBER:
        cf_coef_init(&c);
        cf_coef_set_fmpq(&c, x->number, leaf->acc);
        r = cf_element_constant(leaf, &c);
        cf_coef_clear(&c);
        return r;
    case CF_OP_VARIABLE: return variable(e, (int)x->n);
    case CF_OP_NEG: return cf_element_neg(leaf, a);
    case CF_OP_ADD: return cf_element_add(leaf, a, b);
    case CF_OP_SUB: return cf_element_sub(leaf, a, b);
    case CF_OP_MUL: return cf_element_mul(leaf, a, b);
    case CF_OP_DIV: return quotient(leaf, a, b);
    case CF_OP_POWER: return cf_element_power(leaf, a, x->number);
    case CF_OP_POW:
        r = cf_element_function(leaf, CF_OP_LOG, 0, a);
        if (r) r = cf_element_mul(leaf, b, r);
        return r ? cf_element_function(leaf, CF_OP_EXP, 0, r) : NULL;
    case CF_OP_MIN:
    case CF_OP_MAX: return cf_element_choose(leaf, x->op, a, b);
    default: return cf_element_function(leaf, x->op, x->n, a);
    }
}

/* What a node costs besides products of terms, roughly. */
static long dear(cf_op op) {
    switch (op) {
    case CF_OP_H: return 20;
    case CF_OP_H_INV: case CF_OP_Q_DEPTH: return 80;
    default: return op < CF_OP_SQRT ? 1 : 5;
    }
}

cf_element *cf_eval_node(cf_eval *e, int node) {
    /* children come before parents: marks downwards, values upwards */
    const cf_graph *g = e->bound->graph;
    char *need = calloc((size_t)node + 1, 1);
    if (!need) abort();
    need[node] = 1;
    for (int i = node; i >= 0; i--) {
        if (!need[i] || e->known[i]) continue;
        if (g->node[i].a >= 0) need[g->node[i].a] = 1;
        if (g->node[i].b >= 0) need[g->node[i].b] = 1;
    }
    for (int i = 0; i <= node; i++) {
        if (!need[i] || e->known[i]) continue;
        e->value[i] = apply(e, i);
        if (!e->value[i] && e->failed < 0) e->failed = i;
        if (!e->value[i]) break;
        e->known[i] = 1;
        e->evaluated += dear(e->bound->graph->node[i].op);
    }
    free(need);
    return e->known[node] ? e->value[node] : NULL;
}

cf_element *cf_eval_difference(cf_eval *e, const cf_goal *goal) {
    cf_element *big = cf_eval_node(e, goal->big), *small = big ? cf_eval_node(e, goal->small) : NULL;
    return small ? cf_element_sub(&e->leaf, big, small) : NULL;
}

/* For each coordinate the sum of |coefficient| S(m) over the terms that it occurs in. */
static void weights(double *weight, cf_leaf *leaf, const cf_element *t) {
    arf_t s;
    cf_iv c;
    arf_init(s);
    cf_iv_init(&c);
    for (int i = 0; i < leaf->V; i++) weight[i] = 0;
    for (int k = 0; k < t->n; k++) {
        cf_expo_size(s, leaf, t->t[k].m);
        cf_coef_get_iv(&c, &t->t[k].c, 64);
        double big = arf_get_d(&c.hi, ARF_RND_NEAR), low = -arf_get_d(&c.lo, ARF_RND_NEAR), a = arf_get_d(s, ARF_RND_NEAR);
        double w = (big > low ? big : low) * a;
        if (!(w < 1e300)) w = 1e300;
        for (int i = 0; i < leaf->V; i++) {
            const cf_expo *x = &t->t[k].m[i];
            if (x->an || x->b || x->e1n || x->e2n) weight[i] += w;
        }
    }
    arf_clear(s);
    cf_iv_clear(&c);
}

/* Products of terms, and something for each node and for the leaf: the same whatever else the machine does. */
static void count_work(const cf_plan *plan, const cf_eval *e) {
    enum { NODE = 8, LEAF = 100, EXACT = 4 }; /* exact coefficients cost more */
    if (plan->work) atomic_fetch_add(plan->work, (plan->acc.exact ? EXACT : 1) * (e->leaf.work + e->leaf.decided + NODE * e->evaluated) + LEAF);
}

int cf_plan_certifies(double *weight, const cf_plan *plan, const cf_bound *bound, const cf_chart *chart, const cf_box *box,
                      const cf_goal *goal, int out) {
    cf_eval e;
    int ok = 0;
    if (cf_eval_init(&e, bound, chart, plan, box) == 0) {
        cf_goal g = *goal;
        if (out >= 0) { /* g_k < 0, or <= 0 where the clause is strict */
            const cf_relation *w = &bound->where[out];
            g = (cf_goal){.small = w->big, .big = w->small, .strict = !w->strict};
        }
        cf_element *t = cf_eval_difference(&e, &g);
        for (int k = 0; k < plan->n_mults && t; k++) {
            const cf_relation *w = &bound->where[plan->mult[k].k];
            cf_goal clause = {.small = w->small, .big = w->big, .strict = w->strict};
            cf_element *d = cf_eval_difference(&e, &clause);
            cf_coef c;
            cf_coef_init(&c);
            cf_coef_set_fmpq(&c, plan->mult[k].lambda, plan->acc);
            t = d ? cf_element_sub(&e.leaf, t, cf_element_scale(&e.leaf, d, &c)) : NULL;
            cf_coef_clear(&c);
        }
        ok = t && cf_element_certify(&e.leaf, t, g.strict);
        for (int k = 0; k < g.n_guards && ok; k++) ok = cf_eval_node(&e, g.guard[k]) != NULL;
        if (weight && t && e.failed >= 0) /* a guard: the coordinates that what is undefined depends on */
            for (int i = 0; i < box->V; i++) weight[i] = cf_graph_depends(bound->graph, e.failed, i) ? 1e300 : 0;
        else if (t && weight) weights(weight, &e.leaf, t);
    }
    count_work(plan, &e);
    cf_eval_clear(&e);
    return ok;
}

int cf_plan_defines(const cf_plan *plan, const cf_bound *bound, const cf_chart *chart, const cf_box *box, const cf_goal *goal) {
    cf_eval e;
    int ok = cf_eval_init(&e, bound, chart, plan, box) == 0 && cf_eval_node(&e, goal->small) && cf_eval_node(&e, goal->big);
    for (int k = 0; k < goal->n_guards && ok; k++) ok = cf_eval_node(&e, goal->guard[k]) != NULL;
    count_work(plan, &e);
    cf_eval_clear(&e);
    return ok;
}
