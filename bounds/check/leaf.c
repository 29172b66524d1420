/* leaf.c - frames, the graph evaluated over a box, and what a leaf or a point claims. */
#include "bounds/check/check.h"

enum { GUARD = 16 }; /* bits beyond those asked for */

void evaluation_init(evaluation *e, const statement *s) {
    memset(e, 0, sizeof *e); e->s = s; context_init(&e->cx, s->variables, MAX_TERMS);
}
void evaluation_clear(evaluation *e) { context_clear(&e->cx); free(e->values); }
static void start(evaluation *e, long bits, long exact, int order) {
    context_reset(&e->cx);
    if (e->s->n > e->room) {
        e->room = 2 * e->s->n;
        if (!(e->values = realloc(e->values, (size_t)e->room * sizeof *e->values))) abort();
    }
    memset(e->values, 0, (size_t)e->s->n * sizeof *e->values);
    e->cx.symbols = exact > 0 ? MAX_SYMBOLS : 0, e->cx.variables = e->s->variables + e->cx.symbols;
    e->cx.bits = bits + GUARD, e->cx.exact = exact, e->cx.order = order;
}
static bool because(evaluation *e, const char *why) { snprintf(e->why, sizeof e->why, "%s", why); return false; }
static void end_less(context *cx, dy *z, mpq_srcptr end, mpq_srcptr c, int dir) { /* end - c, where it is finite; c may be NULL: 0 */
    mpq_t t; mpq_init(t);
    if (end) c ? mpq_sub(t, end, c) : mpq_set(t, end), dy_set_q(z, t, dir, cx->bits);
    else dy_set_inf(z, dir);
    mpq_clear(t);
}
/* Coordinate i over [lo, hi]: its frame, and its element: a + h, b - h, c + h (from below for L), c - h, 1/h, -1/h, or the interval. */
static E set_frame(evaluation *e, int i, char kind, const side *b, mpq_srcptr anchor) {
    context *cx = &e->cx; frame *f = &cx->frames[i];
    mpq_srcptr lo = b->lo < 0 ? NULL : e->s->nodes[b->lo].q, hi = b->hi < 0 ? NULL : e->s->nodes[b->hi].q;
    bool low = kind == 'l' || kind == 'L', high = kind == 'h' || kind == 'H', far = kind == '+' || kind == '-';
    mpq_srcptr from = kind == 'l' ? lo : kind == 'h' ? hi : anchor;
    if ((low && !lo) || (high && !hi) || (kind == 'L' && mpq_cmp(anchor, lo) >= 0) || (kind == 'H' && mpq_cmp(anchor, hi) <= 0) ||
        (kind == '+' && (hi || !lo || mpq_sgn(lo) <= 0)) || (kind == '-' && (lo || !hi || mpq_sgn(hi) >= 0)))
        return NULL;
    f->kind = kind, f->logs = false; f->positive = low || high || far;
    f->zero = kind == 'm' || (kind == 'l' && !b->lo_open) || (kind == 'h' && !b->hi_open);
    f->bounded = far || (low && hi) || (high && lo) || (kind == 'm' && lo && hi);
    iv *range = iv_new(cx); mpq_srcptr c = kind == 'm' ? anchor : NULL; /* it is of no meaning where the frame has none */
    end_less(cx, &range->lo, lo, c, DOWN), end_less(cx, &range->hi, hi, c, UP), f->range = range;
    f->width = iv_span(cx, &iv_si(cx, 0)->lo, &f->range->hi); /* [0, inf] if not bounded */
    if (f->positive && !f->bounded) dy_set_inf(&((iv *)f->width)->hi, 1);
    if (f->positive && f->bounded) {
        if (far) mpq_inv(f->w, kind == '+' ? lo : hi);
        else mpq_sub(f->w, low ? hi : lo, from);
        mpq_abs(f->w, f->w); f->width = iv_rational(cx, f->w);
        f->logs = !f->zero && mpq_sgn(f->w) > 0 && mpq_cmp_ui(f->w, 1, 2) <= 0;
        f->log_width = f->logs ? iv_neg(cx, iv_log(cx, f->width, 0)) : NULL;
        if (f->logs && !f->log_width) return NULL;
    }
    bool one = kind != 'f' || (lo && b->lo == b->hi);
    C value = !one ? coef_of(cx, f->range) : far ? coef_ratio(cx, 0, 1) : coef_rational(cx, kind == 'f' ? lo : from);
    if (kind == 'f') return el_coef(cx, value);
    power *m = monomial_one(cx); m[i].a = (rat){far ? -1 : 1, 1}; build_start(cx);
    bool done = build_add(cx, value, monomial_one(cx)) && build_add(cx, coef_ratio(cx, high || kind == '-' ? -1 : 1, 1), m);
    return done ? build_exactly(cx) : NULL;
}
static E compute(evaluation *e, const node *v) {
    static el_binary *const operations[] = {[N_ADD] = el_add, [N_SUB] = el_sub, [N_MUL] = el_mul, [N_DIV] = el_div};
    context *cx = &e->cx; E a = node_inner(v) ? e->values[v->a] : NULL, b = node_two(v) ? e->values[v->b] : NULL;
    switch (v->kind) {
    case N_NUMBER: return el_coef(cx, coef_rational(cx, v->q));
    case N_VARIABLE: return e->variables[v->a];
    case N_ADD: case N_SUB: case N_MUL: case N_DIV: return operations[v->kind](cx, a, b);
    case N_NEG: return el_neg(cx, a);
    case N_MIN: case N_MAX: return el_extreme(cx, a, b, v->kind == N_MIN ? -1 : 1);
    case N_POWER_CONSTANT: return el_pow(cx, a, v->r);
    case N_POWER: /* exp(b log a), and 0^b = 0 for b > 0 */
        return !a->n && certify(cx, b, true) ? a : el_function(cx, el_mul(cx, b, el_function(cx, a, F_LOG, 0)), F_EXP, 0);
    default: return el_function(cx, a, v->f, v->depth);
    }
}
/* All nodes below root, each after its operands. */
static bool evaluate(evaluation *e, int root) {
    int *mark = nodes_below(e->s, root, root); bool good = true;
    for (int k = 0; good && k <= root; k++) {
        if (!mark[k] || e->values[k] || (!context_full(&e->cx) && (e->values[k] = compute(e, &e->s->nodes[k])))) continue;
        snprintf(e->why, sizeof e->why, "the evaluation fails at node %d of the statement", k); good = false;
    }
    free(mark); return good;
}
static bool defined(evaluation *e, int small, int big) { return evaluate(e, small) && evaluate(e, big); }
static E difference(evaluation *e, const relation *r) {
    return defined(e, r->small, r->big) ? el_sub(&e->cx, e->values[r->big], e->values[r->small]) : NULL;
}
/* goal - sum lambda_k g_k >= 0 (> 0), the goal of an out-leaf being -g_k; of a goal that replaces others their sides must be defined. */
bool leaf_holds(evaluation *e, const leaf *l, const side *box, const chart *c, const goal *g, const guard *guards, const relation *clauses) {
    context *cx = &e->cx; const statement *s = e->s; start(e, l->bits, l->exact, l->order);
    for (int k = 0; k < s->variables; k++)
        if (!(e->variables[k] = set_frame(e, k, l->kinds[k], &box[k], l->anchors[k]))) return because(e, "a frame does not fit");
    for (int k = 0; k < c->n; k++) { /* x_i = |x_p| t_i */
        E *x = &e->variables[c->list[k]], largest = e->variables[c->largest];
        if (c->list[k] != c->largest) *x = el_mul(cx, *x, c->below ? el_neg(cx, largest) : largest);
    }
    for (int k = g->guards; l->kind != 'o' && k >= 0; k = guards[k].next)
        if (!defined(e, guards[k].small, guards[k].big)) return false;
    if (l->kind == 's') return g->covered || defined(e, g->r.small, g->r.big);
    bool strict = l->kind == 'o' ? !clauses[l->k].strict : g->r.strict;
    E t = l->kind == 'o' ? el_neg(cx, difference(e, &clauses[l->k])) : difference(e, &g->r);
    if (!t) return false;
    for (int k = 0; t && k < l->n_multipliers; k++)
        t = el_sub(cx, t, el_scale(cx, difference(e, &clauses[l->clauses[k]]), coef_rational(cx, l->multipliers[k]), NULL));
    return t ? certify(cx, t, strict) || because(e, "the inequality is not certified") : because(e, "a multiplier fails");
}
/* The relation, or its negation, at a point: by exact rationals, or by intervals apart from 0. */
static bool relation_holds(evaluation *e, const relation *r, bool negated) {
    E d = difference(e, r);
    if (!d) return false;
    return certify(&e->cx, negated ? el_neg(&e->cx, d) : d, r->strict != negated) || because(e, "the relation is not certified");
}

bool point_holds(evaluation *e, mpq_t *point, long bits, bool refuted) {
    const statement *s = e->s; bool done = true; start(e, bits, 4L * MAX_DIGITS, 0);
    for (int i = 0; done && i < s->variables; i++) {
        const side *d = &s->domain[i];
        int lo = d->lo < 0 ? 1 : mpq_cmp(point[i], s->nodes[d->lo].q), hi = d->hi < 0 ? 1 : mpq_cmp(s->nodes[d->hi].q, point[i]);
        if (lo < d->lo_open || hi < d->hi_open) return because(e, "it is outside the intervals of forall");
        done = (e->variables[i] = el_coef(&e->cx, coef_rational(&e->cx, point[i]))) != NULL;
    }
    for (int k = 0; done && k < s->n_wheres; k++) done = relation_holds(e, &s->wheres[k], false);
    return done && (!refuted || relation_holds(e, &s->prove, true));
}
