/* leaf.c - frames, the graph evaluated over a box, and what a leaf or a point claims. */
#include "bounds/check/leaf.h"
#include <stdlib.h>
#include <string.h>

enum { GUARD = 16 }; /* bits beyond those asked for */
enum { UNKNOWN, VALUE, FAILED, CLIPPED }; /* CLIPPED: right only where the where-clauses hold */

void leaf_init(leaf *l, int variables) {
    *l = (leaf){.out = false};
    for (int i = 0; i < variables; i++) mpq_init(l->anchors[i]);
}
void leaf_clear(leaf *l, int variables) {
    for (int i = 0; i < variables; i++) mpq_clear(l->anchors[i]);
    for (int i = 0; i < l->n_multipliers; i++) mpq_clear(l->multipliers[i].value);
    for (int i = 0; i < l->n_squares; i++) {
        square *s = &l->squares[i];
        mpq_clear(s->c);
        for (int j = 0; j < s->n; j++) mpq_clear(s->coefficients[j]);
        free(s->coefficients), free(s->exponents), free(s->terms);
    }
    free(l->multipliers), free(l->squares);
}

void evaluation_init(evaluation *e, const statement *s) {
    memset(e, 0, sizeof *e);
    e->s = s;
    cache_init(&e->cx.w);
    e->cx.variables = s->variables;
    size_t n = (size_t)s->n + 1;
    e->cx.frames = calloc((size_t)s->variables + 1, sizeof *e->cx.frames);
    e->values = calloc(n, sizeof *e->values), e->state = calloc(n, 1);
    for (int i = 0; i < 2; i++) e->marks[i] = calloc(n, 1);
    if (!e->cx.frames || !e->values || !e->state || !e->marks[0] || !e->marks[1]) abort();
    for (int i = 0; i < s->variables; i++) {
        frame *f = &e->cx.frames[i];
        mpq_init(f->w), iv_init(&f->width), iv_init(&f->log_width), iv_init(&f->range);
    }
}
static void forget(evaluation *e) {
    for (int k = 0; k < e->s->n; k++)
        if (e->state[k]) elem_clear(&e->values[k]);
    memset(e->state, UNKNOWN, (size_t)e->s->n);
    for (int i = 0; i < e->s->variables; i++) elem_clear(&e->variables[i]);
}
void evaluation_clear(evaluation *e) {
    forget(e);
    for (int i = 0; i < e->s->variables; i++) {
        frame *f = &e->cx.frames[i];
        mpq_clear(f->w), iv_clear(&f->width), iv_clear(&f->log_width), iv_clear(&f->range);
    }
    cache_clear(&e->cx.w);
    free(e->cx.frames), free(e->values), free(e->state), free(e->marks[0]), free(e->marks[1]);
}

static bool because(evaluation *e, const char *why) {
    snprintf(e->why, sizeof e->why, "%s", why);
    return false;
}

/* One coordinate's element c + s h^a, and its frame. */
static bool set_frame(evaluation *e, elem *x, int i, char kind, const side *b, const mpq_t anchor) {
    context *cx = &e->cx;
    frame *f = &cx->frames[i];
    power m[MAX_VARIABLES];
    WITH(coef, c);
    WITH(coef, step);
    f->kind = kind;
    f->positive = strchr("lh+-", kind) != NULL;
    f->zero = kind == 'm' || (kind == 'l' && !b->lo_open) || (kind == 'h' && !b->hi_open);
    f->bounded = kind != 'f' && !((kind == 'l' || kind == 'h' || kind == 'm') && (b->lo_inf || b->hi_inf));
    f->logs = false;
    if ((kind == 'l' && b->lo_inf) || (kind == 'h' && b->hi_inf) || (kind == '+' && (!b->hi_inf || b->lo_inf || mpq_sgn(b->lo) <= 0)) ||
        (kind == '-' && (!b->lo_inf || b->hi_inf || mpq_sgn(b->hi) >= 0)))
        return because(e, "a frame does not fit its interval");
    dy_set_inf(&f->range.lo, -1), dy_set_inf(&f->range.hi, 1);
    mpq_t t;
    mpq_init(t);
    mpq_set(t, b->lo);
    if (kind == 'm') mpq_sub(t, t, anchor);
    if (!b->lo_inf) dy_set_q(&f->range.lo, t, DOWN, cx->bits);
    mpq_set(t, b->hi);
    if (kind == 'm') mpq_sub(t, t, anchor);
    if (!b->hi_inf) dy_set_q(&f->range.hi, t, UP, cx->bits);
    mpq_clear(t);
    if (f->positive && f->bounded) {
        if (kind == '+') mpq_inv(f->w, b->lo);
        else if (kind == '-') mpq_inv(f->w, b->hi), mpq_neg(f->w, f->w);
        else mpq_sub(f->w, b->hi, b->lo);
        iv_set_q(&f->width, f->w, cx->bits);
        f->logs = !f->zero && mpq_sgn(f->w) > 0 && mpq_cmp_ui(f->w, 1, 2) <= 0;
        if (f->logs && !(iv_log(&cx->w, &f->log_width, &f->width, 0, cx->bits))) return because(e, "a width beyond the exponents");
        if (f->logs) iv_neg(&f->log_width, &f->log_width);
    } else if (f->positive) {
        dy_set_inf(&f->width.hi, 1), dy_set_si(&f->width.lo, 0, 0);
    }
    if (kind == 'f' && (b->lo_inf || b->hi_inf || !mpq_equal(b->lo, b->hi))) coef_set_iv(&c, &f->range);
    else if (kind != '+' && kind != '-') coef_set_q(cx, &c, kind == 'm' ? anchor : kind == 'h' ? b->hi : b->lo);
    power_one(m, cx->variables);
    m[i].a = (rat){kind == '+' || kind == '-' ? -1 : 1, 1};
    coef_set_si(&step, kind == 'h' || kind == '-' ? -1 : 1);
    return el_set_coef(cx, x, &c) && (kind == 'f' || el_append(cx, x, &step, m));
}

/* The variables from the coordinates: x_i = x_p t_i for "scale"; x_path[k] = x_path[0] + u_1 + ... + u_k for "order". */
static bool set_variables(evaluation *e, const chart *c) {
    bool done = true;
    for (int k = 0; done && c->kind && k < c->n; k++) {
        int i = c->kind == 's' ? c->list[k] : c->path[k];
        if (c->kind == 's' && i != c->path[0])
            done = el_mul(&e->cx, &e->variables[i], &e->variables[i], &e->variables[c->path[0]], NULL);
        if (c->kind == 'o' && k) done = el_add(&e->cx, &e->variables[i], &e->variables[i], &e->variables[c->path[k - 1]]);
    }
    return done;
}

static bool evaluate(evaluation *e, int root, bool clip);

/* small and big of clause k evaluated apart from any clip: g = big - small. */
static bool clause(evaluation *e, elem *g, const relation *r) {
    return evaluate(e, r->small, false) && evaluate(e, r->big, false) && el_sub(&e->cx, g, &e->values[r->big], &e->values[r->small]);
}

/* x - g_k >= 0 certified for a clause k, strict if x > 0 is needed: then f is taken of the range of x cut to [0, inf). r: power. */
static bool clipped(evaluation *e, elem *z, const elem *x, bool is_log, rat r) {
    context *cx = &e->cx;
    bool held = false, positive = is_log || r.p < 0;
    WITH(elem, g);
    for (int k = 0; !held && k < e->s->n_wheres; k++)
        held = (e->s->wheres[k].strict || !positive) && clause(e, &g, &e->s->wheres[k]) && el_sub(cx, &g, x, &g) &&
               certify(cx, &g, false);
    if (!held) return false;
    WITH(iv, range);
    WITH(coef, c);
    WITH(iv, lower);
    el_range(cx, &range, x);
    if (dy_sgn(&range.hi) < positive) return false;
    if (dy_sgn(&range.lo) < 0) dy_set_si(&range.lo, 0, 0);
    if (is_log || r.p > 0 || dy_sgn(&range.lo) > 0) {
        coef_set_iv(&c, &range);
        return (is_log ? coef_function(cx, &c, &c, F_LOG_OPEN, 0) : coef_pow(cx, &c, &c, r)) && el_set_coef(cx, z, &c);
    }
    if (!dy_finite(&range.hi)) dy_set_si(&lower.lo, 0, 0); /* the power of (0, hi]: from hi^r on */
    else {
        iv_set_dy(&range, &range.hi);
        if (!iv_pow(&cx->w, &lower, &range, r.p, r.q, cx->bits)) return false;
    }
    dy_set_inf(&lower.hi, 1);
    coef_set_iv(&c, &lower);
    return el_set_coef(cx, z, &c);
}

/* a^b, b no constant: exp(b log a); 0^b = 0 for a = 0 and b > 0. */
static bool general_power(evaluation *e, elem *z, const elem *a, const elem *b, bool clip, bool *used) {
    context *cx = &e->cx;
    if (!a->n && certify(cx, b, true)) return el_set_si(cx, z, 0);
    WITH(elem, t);
    bool done = el_function(cx, &t, a, F_LOG, 0);
    if (!done && clip) done = *used = clipped(e, &t, a, true, (rat){0, 1});
    return done && el_mul(cx, &t, &t, b, NULL) && el_function(cx, z, &t, F_EXP, 0);
}

static bool compute(evaluation *e, int k, bool clip, bool *used) {
    const node *v = &e->s->nodes[k];
    context *cx = &e->cx;
    elem *z = &e->values[k], *a = &e->values[v->a], *b = &e->values[v->b];
    WITH(coef, c);
    rat r = v->kind == N_SQRT ? (rat){1, 2} : v->r;
    bool done;
    if (v->constant) {
        coef_set_q(cx, &c, v->q);
        return el_set_coef(cx, z, &c);
    }
    switch (v->kind) {
    case N_VARIABLE: return el_set(cx, z, &e->variables[v->a]);
    case N_ADD: return el_add(cx, z, a, b);
    case N_SUB: return el_sub(cx, z, a, b);
    case N_MUL: return el_mul(cx, z, a, b, NULL);
    case N_DIV: return el_div(cx, z, a, b);
    case N_NEG: return el_neg(cx, z, a);
    case N_ABS: return el_abs(cx, z, a);
    case N_MIN: return el_extreme(cx, z, a, b, -1);
    case N_MAX: return el_extreme(cx, z, a, b, 1);
    case N_POWER: return general_power(e, z, a, b, clip, used);
    case N_SQRT:
    case N_POWER_CONSTANT:
        done = el_pow(cx, z, a, r);
        if (!done && clip) done = *used = clipped(e, z, a, false, r);
        return done;
    case N_FUNCTION:
        done = el_function(cx, z, a, v->f, v->depth);
        if (!done && clip && v->f == F_LOG) done = *used = clipped(e, z, a, true, r);
        return done;
    default: return false;
    }
}

static bool unary(const node *v) { return v->kind == N_NEG || v->kind == N_ABS || v->kind == N_SQRT || v->kind == N_FUNCTION; }

/* All nodes below root, each after its operands. Without clip a value that rests on a clip counts as failed: its own rule had failed. */
static bool evaluate(evaluation *e, int root, bool clip) {
    char *mark = e->marks[clip];
    const node *nodes = e->s->nodes;
    memset(mark, 0, (size_t)root + 1);
    mark[root] = 1;
    for (int k = root; k >= 0; k--) {
        const node *v = &nodes[k];
        if (!mark[k] || e->state[k] == VALUE || v->constant || v->kind == N_VARIABLE) continue;
        mark[v->a] = 1;
        if (!unary(v) && v->kind != N_POWER_CONSTANT) mark[v->b] = 1;
    }
    for (int k = 0; k <= root; k++) {
        const node *v = &nodes[k];
        if (!mark[k] || e->state[k] == VALUE || (e->state[k] == CLIPPED && clip)) continue;
        bool used = false;
        if ((e->state[k] && !clip) || !compute(e, k, clip, &used)) {
            if (!e->state[k]) e->state[k] = FAILED;
            snprintf(e->why, sizeof e->why, "the evaluation fails at node %d of the statement (%s)", k,
                     v->kind == N_FUNCTION || v->kind == N_SQRT ? "a function" : "an operation");
            return false;
        }
        bool operands = !v->constant && v->kind != N_VARIABLE;
        used = used || (operands && e->state[v->a] == CLIPPED) ||
               (operands && !unary(v) && v->kind != N_POWER_CONSTANT && e->state[v->b] == CLIPPED);
        e->state[k] = used ? CLIPPED : VALUE;
    }
    return true;
}

/* t <- t - c m p^2, without truncation. */
static bool subtract_square(evaluation *e, elem *t, const square *s) {
    context *cx = &e->cx;
    power m[MAX_VARIABLES];
    WITH(elem, p);
    WITH(coef, c);
    power_one(m, cx->variables);
    for (int k = 0; k < s->n; k++) {
        for (int i = 0; i < cx->variables; i++) m[i].a = (rat){s->terms[(size_t)k * cx->variables + i], 1};
        coef_set_q(cx, &c, s->coefficients[k]);
        if (!power_valid(cx, m) || !el_append(cx, &p, &c, m)) return because(e, "a square with a monomial that its frame excludes");
    }
    for (int i = 0; i < cx->variables; i++) {
        m[i].a = (rat){s->exponents[i], 1};
        if (cx->frames[i].kind == 'm' && s->exponents[i] % 2) return because(e, "a square with an odd power");
    }
    WITH(elem, f);
    coef_set_q(cx, &c, s->c);
    if (!power_valid(cx, m) || !el_append(cx, &f, &c, m)) return because(e, "a square with a monomial that its frame excludes");
    return el_mul_exactly(cx, &p, &p, &p) && el_mul_exactly(cx, &p, &p, &f) && el_sub_exactly(cx, t, t, &p);
}

bool leaf_holds(evaluation *e, const leaf *l, const side *box, const chart *c, int i, int j) {
    context *cx = &e->cx;
    const statement *s = e->s;
    forget(e);
    cx->bits = l->bits + GUARD, cx->exact = l->exact, cx->order = l->order;
    for (int k = 0; k < s->variables; k++)
        if (!set_frame(e, &e->variables[k], k, l->kinds[k], &box[k], l->anchors[k])) return false;
    if (!set_variables(e, c)) return because(e, "the chart fails");
    WITH(elem, t);
    WITH(elem, g);
    WITH(coef, lambda);
    bool strict = l->out ? !s->wheres[l->k].strict : s->prove.strict;
    if (l->out) {
        if (!clause(e, &t, &s->wheres[l->k]) || !el_neg(cx, &t, &t)) return false;
    } else {
        int small = s->smalls[i], big = s->bigs[j];
        if (!evaluate(e, small, true) || !evaluate(e, big, true)) return false;
        if (!el_sub(cx, &t, &e->values[big], &e->values[small])) return because(e, "the difference fails");
    }
    for (int k = 0; k < l->n_multipliers; k++) {
        coef_set_q(cx, &lambda, l->multipliers[k].value);
        if (!clause(e, &g, &s->wheres[l->multipliers[k].k])) return false;
        if (!el_scale(cx, &g, &lambda, NULL) || !el_sub(cx, &t, &t, &g)) return because(e, "a multiple fails");
    }
    for (int k = 0; k < l->n_squares; k++)
        if (!subtract_square(e, &t, &l->squares[k])) return false;
    return certify(cx, &t, strict) || (l->n_squares && el_finish(cx, &t, NULL) && certify(cx, &t, strict)) ||
           because(e, "the inequality is not certified");
}

/* The relation, or its negation, at a point: by exact rationals or by intervals apart from 0. */
static bool relation_holds(evaluation *e, const relation *r, bool negated) {
    WITH(elem, d);
    if (!evaluate(e, r->small, false) || !evaluate(e, r->big, false) ||
        !el_sub(&e->cx, &d, &e->values[r->big], &e->values[r->small]) || (negated && !el_neg(&e->cx, &d, &d)))
        return false;
    return certify(&e->cx, &d, r->strict != negated) || because(e, "the relation is not certified");
}

static bool inside(const side *b, const mpq_t x) {
    int lo = b->lo_inf ? 1 : mpq_cmp(x, b->lo), hi = b->hi_inf ? 1 : mpq_cmp(b->hi, x);
    return lo >= b->lo_open && hi >= b->hi_open;
}

bool point_holds(evaluation *e, mpq_t *point, long bits, bool refuted) {
    context *cx = &e->cx;
    const statement *s = e->s;
    WITH(side, b);
    forget(e);
    cx->bits = bits + GUARD, cx->exact = 4L * MAX_DIGITS, cx->order = 0;
    for (int i = 0; i < s->variables; i++) {
        if (!inside(&s->domain[i], point[i])) return because(e, "the point is outside the intervals of forall");
        mpq_set(b.lo, point[i]), mpq_set(b.hi, point[i]);
        if (!set_frame(e, &e->variables[i], i, 'f', &b, b.lo)) return false;
    }
    for (int k = 0; k < s->n_wheres; k++)
        if (!relation_holds(e, &s->wheres[k], false)) return false;
    return !refuted || relation_holds(e, &s->prove, true);
}
