/* attempt.c - closing one box: plans from the cheap to the dear, and the text of the leaf that did it. */
#include "bounds/prove/search.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The checker rounds more finely than the search, so that what was certified here is certified there. */
enum { FINER = 32, EXACT = 512 };

typedef struct {
    char *s;
    size_t n, room;
} text;

static void put(text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(text *t, const char *format, ...) {
    va_list a;
    va_start(a, format);
    int k = vsnprintf(NULL, 0, format, a);
    va_end(a);
    if (t->n + (size_t)k + 1 > t->room) {
        t->room = 2 * t->room + (size_t)k + 64;
        t->s = realloc(t->s, t->room);
        if (!t->s) abort();
    }
    va_start(a, format);
    vsnprintf(t->s + t->n, (size_t)k + 1, format, a);
    va_end(a);
    t->n += (size_t)k;
}

static void put_fmpq(text *t, const fmpq_t q) {
    char *s = fmpq_get_str(NULL, 10, q);
    put(t, "%s", s);
    flint_free(s);
}

enum { IN = -1, SAME = -2 };

static char *leaf_text(const cf_plan *plan, int out) {
    text t = {0};
    if (out == SAME) put(&t, "[\"same\",");
    else if (out == IN) put(&t, "[\"in\",");
    else put(&t, "[\"out\",%d,", out);
    put(&t, "%d,%ld,%ld,[", plan->order, (long)plan->acc.bits + FINER, (long)plan->acc.exact);
    for (int i = 0; i < plan->V; i++) {
        char kind = plan->kind[i], outside = kind == 'L' || kind == 'H';
        put(&t, "%s\"%c", i ? "," : "", kind == 'L' ? 'l' : kind == 'H' ? 'h' : kind);
        if (kind == 'm' || outside) put(&t, ":"), put_fmpq(&t, plan->centre + i);
        put(&t, "\"");
    }
    if (out == SAME) {
        put(&t, "]]");
        return t.s;
    }
    put(&t, "],[");
    for (int k = 0; k < plan->n_mults; k++) {
        put(&t, "%s[%d,\"", k ? "," : "", plan->mult[k].k);
        put_fmpq(&t, plan->mult[k].lambda);
        put(&t, "\"]");
    }
    put(&t, "],[]]");
    return t.s;
}

/* The middle of a finite interval, short. */
static void middle(fmpq_t c, const cf_end side[2]) {
    fmpq_add(c, side[0].value, side[1].value);
    fmpq_div_2exp(c, c, 1);
}

static int finite(const cf_end side[2]) { return !side[0].infinite && !side[1].infinite; }

/* The frame of a coordinate that is unbounded on one or both sides. */
static void unbounded_frame(cf_plan *plan, int i, const cf_end side[2]) {
    fmpq_zero(plan->centre + i);
    if (side[0].infinite && side[1].infinite) plan->kind[i] = 'm';
    else if (side[1].infinite) plan->kind[i] = fmpq_sgn(side[0].value) > 0 ? '+' : 'l';
    else plan->kind[i] = fmpq_sgn(side[1].value) < 0 ? '-' : 'h';
}

static void middle_frames(cf_plan *plan, const cf_box *box) {
    for (int i = 0; i < box->V; i++) {
        const cf_end *side = box->side[i];
        if (!finite(side)) {
            unbounded_frame(plan, i, side);
        } else if (fmpq_equal(side[0].value, side[1].value)) {
            plan->kind[i] = 'f';
        } else {
            plan->kind[i] = 'm';
            middle(plan->centre + i, side);
        }
    }
}

/* ["max", j] before the leaf. */
static char *chosen(int j, char *leaf) {
    text t = {0};
    put(&t, "[\"max\",%d],\n  %s", j, leaf);
    free(leaf);
    return t.s;
}

static char *try_alternatives(const cf_plan *plan, const cf_search *s, const cf_box *box) {
    for (int k = 0; k < s->n_alternatives; k++)
        if (cf_plan_certifies(NULL, plan, s->bound, &s->chart, box, &s->alternative[k].goal, IN))
            return chosen(s->alternative[k].j, leaf_text(plan, IN));
    return NULL;
}

static char *try_goal(double *weight, const cf_plan *plan, const cf_search *s, const cf_box *box, int outside) {
    if (s->identical && !outside)
        return cf_plan_defines(plan, s->bound, &s->chart, box, &s->goal) ? leaf_text(plan, SAME) : NULL;
    if (!outside && !s->outside_too) {
        if (cf_plan_certifies(weight, plan, s->bound, &s->chart, box, &s->goal, IN)) return leaf_text(plan, IN);
        return plan->order <= 4 ? try_alternatives(plan, s, box) : NULL;
    }
    for (int k = 0; outside && k < s->bound->n_where; k++)
        if (!s->bound->where[k].dropped && cf_plan_certifies(NULL, plan, s->bound, &s->chart, box, &s->goal, k)) return leaf_text(plan, k);
    return NULL;
}

/* ------------------------------------------------------------------------------ multipliers of where-clauses */
void cf_box_centre(double *x, const cf_search *s, const cf_box *box) {
    int V = box->V;
    double u[V];
    for (int i = 0; i < V; i++) {
        const cf_end *e = box->side[i];
        double a = fmpz_get_d(fmpq_numref(e[0].value)) / fmpz_get_d(fmpq_denref(e[0].value));
        double b = fmpz_get_d(fmpq_numref(e[1].value)) / fmpz_get_d(fmpq_denref(e[1].value));
        if (e[0].infinite && e[1].infinite) u[i] = 0;
        else if (e[1].infinite) u[i] = a + (fabs(a) > 1 ? fabs(a) : 1);
        else if (e[0].infinite) u[i] = b - (fabs(b) > 1 ? fabs(b) : 1);
        else u[i] = 0.5 * (a + b);
        x[i] = u[i];
    }
    const cf_chart *c = &s->chart;
    if (c->kind == CF_CHART_SCALE)
        for (int j = 0; j < c->n; j++)
            if (c->list[j] != c->pivot) x[c->list[j]] = u[c->list[j]] * fabs(u[c->pivot]);
}

/* Gradients at x of the goal (row 0) and the where-clauses, by differences. */
static int gradients(double *d, const cf_search *s, const double *x) {
    const cf_bound *b = s->bound;
    int V = b->n_variables, rows = b->n_where + 1;
    double y[V];
    cf_guess g;
    cf_guess_init(&g, b, &s->goal, 1);
    const double *v = g.value;
    int ok = 1;
    for (int i = 0; i < V; i++) {
        double h = 1e-6 * (1 + fabs(x[i]));
        for (int sign = 1; sign >= -1; sign -= 2) {
            memcpy(y, x, sizeof y);
            y[i] += sign * h;
            cf_guess_eval(&g, y);
            for (int k = 0; k < rows; k++) {
                double value = k ? v[b->where[k - 1].big] - v[b->where[k - 1].small] : v[s->goal.big] - v[s->goal.small];
                d[k * V + i] = sign > 0 ? value : (d[k * V + i] - value) / (2 * h);
                ok &= value == value;
            }
        }
    }
    cf_guess_clear(&g);
    return ok;
}

static void simple(fmpq_t out, double x) {
    for (long q = 1; q <= 24; q++) {
        double p = rint(x * (double)q);
        if (fabs(p) < 1e12 && fabs(p / (double)q - x) <= 1e-5 * fabs(x)) {
            fmpq_set_si(out, (slong)p, (ulong)q);
            return;
        }
    }
    int e;
    double m = frexp(x, &e);
    arf_t t;
    arf_init(t);
    arf_set_d(t, rint(ldexp(m, 8)));
    arf_mul_2exp_si(t, t, e - 8);
    arf_get_fmpq(out, t);
    arf_clear(t);
}

/* G - lambda g_k with lambda from the gradients at the centre; one clause at a time. */
static char *with_multiplier(cf_plan *plan, const cf_search *s, const cf_box *box) {
    int V = s->bound->n_variables, W = s->bound->n_where;
    if (W == 0 || W > 16 || s->outside_too || s->identical) return NULL;
    double x[V], d[(W + 1) * V];
    cf_box_centre(x, s, box);
    if (!gradients(d, s, x)) return NULL;
    char *leaf = NULL;
    plan->mult = malloc(sizeof *plan->mult);
    if (!plan->mult) abort();
    fmpq_init(plan->mult[0].lambda);
    plan->n_mults = 1;
    for (int k = 0; k < W && !leaf; k++) {
        if (s->bound->where[k].dropped) continue;
        double dot = 0, norm = 0;
        for (int i = 0; i < V; i++) {
            dot += d[i] * d[(k + 1) * V + i];
            norm += d[(k + 1) * V + i] * d[(k + 1) * V + i];
        }
        double lambda = dot / norm;
        if (!(lambda > 1e-12) || isinf(lambda)) continue;
        plan->mult[0].k = k;
        simple(plan->mult[0].lambda, lambda);
        if (cf_plan_certifies(NULL, plan, s->bound, &s->chart, box, &s->goal, -1)) leaf = leaf_text(plan, -1);
    }
    fmpq_clear(plan->mult[0].lambda);
    free(plan->mult);
    plan->mult = NULL;
    plan->n_mults = 0;
    return leaf;
}

/* ------------------------------------------------------------------------- ends, infinity and points of contact */
static int is_end(const cf_end *e, const cf_end *root) {
    return !e->infinite && !root->infinite && fmpq_equal(e->value, root->value);
}

/* Where in the closed interval the number lies: -1 lower end, 0 inside, 1 upper end, 2 outside. */
static int where_in(const cf_end side[2], const fmpq_t x) {
    int a = side[0].infinite ? 1 : fmpq_cmp(x, side[0].value), b = side[1].infinite ? -1 : fmpq_cmp(x, side[1].value);
    if (a < 0 || b > 0) return 2;
    return a == 0 ? -1 : b == 0 ? 1 : 0;
}

const fmpq *cf_contact_in(const cf_search *s, const cf_box *box) {
    for (int k = 0; k < s->contacts.n; k++) {
        const fmpq *c = s->contacts.point + k * box->V;
        int inside = 1;
        for (int i = 0; i < box->V && inside; i++) inside = s->idle[i] || where_in(box->side[i], c + i) != 2;
        if (inside) return c;
    }
    return NULL;
}

/* How a coordinate relates to what is special in it. */
enum { LOWER = 1, UPPER = 2 }; /* bits: the box has an end of the root there */

static int ends_met(const cf_search *s, const cf_box *box, int i) {
    const cf_end *side = box->side[i], *root = s->root.side[i];
    return (is_end(&side[0], &root[0]) ? LOWER : 0) | (is_end(&side[1], &root[1]) ? UPPER : 0);
}

/* The end of the root from which a box that does not meet it is expanded all the same: near, compared with its own size. */
static char outside_frame(fmpq_t centre, const cf_end side[2], const cf_end root[2]) {
    fmpq_t low, high, half;
    fmpq_init(low);
    fmpq_init(high);
    fmpq_init(half);
    fmpq_set_si(half, 1, 2);
    char kind = 'm';
    if (!root[0].infinite) fmpq_sub(low, side[1].value, root[0].value); /* how far h goes */
    if (!root[1].infinite) fmpq_sub(high, root[1].value, side[0].value);
    int from_low = !root[0].infinite && fmpq_cmp(low, half) <= 0, from_high = !root[1].infinite && fmpq_cmp(high, half) <= 0;
    if (from_low && (!from_high || fmpq_cmp(low, high) <= 0)) kind = 'L', fmpq_set(centre, root[0].value);
    else if (from_high) kind = 'H', fmpq_set(centre, root[1].value);
    fmpq_clear(low);
    fmpq_clear(high);
    fmpq_clear(half);
    return kind;
}

/* What to do with coordinates that meet nothing special. */
typedef enum { REST_MIDDLE, REST_FIXED, REST_OUTSIDE } rest;

/* Frames that expand about what is special in each coordinate. upper: a bit for each coordinate that meets both ends, in turn.
 * Returns how many are special or expanded from outside. */
static int special_frames(cf_plan *plan, const cf_search *s, const cf_box *box, const fmpq *contact, unsigned upper, rest others) {
    int count = 0;
    middle_frames(plan, box);
    for (int i = 0; i < box->V; i++) {
        const cf_end *side = box->side[i];
        int met = ends_met(s, box, i), special = 1;
        if (plan->kind[i] == 'f') continue;
        if (contact && i != s->keep && !s->idle[i]) {
            int w = where_in(side, contact + i);
            if (w == 0) plan->kind[i] = 'm', fmpq_set(plan->centre + i, contact + i);
            else plan->kind[i] = w < 0 ? 'l' : 'h';
        } else if (!finite(side)) {
            /* as unbounded_frame chose */
        } else if (met == (LOWER | UPPER)) {
            plan->kind[i] = upper & 1 ? 'h' : 'l';
            upper >>= 1;
        } else if (met) {
            plan->kind[i] = met == LOWER ? 'l' : 'h';
        } else if (others == REST_OUTSIDE) {
            plan->kind[i] = outside_frame(plan->centre + i, side, s->root.side[i]);
            special = plan->kind[i] != 'm';
        } else {
            special = 0;
            if (others == REST_FIXED) plan->kind[i] = 'f';
        }
        count += special;
    }
    return count;
}

static char *try_orders(cf_plan *plan, const cf_search *s, const cf_box *box, int most) {
    static const int orders[] = {2, 4, 8, 12};
    char *leaf = NULL;
    for (int k = 0; k < 4 && orders[k] <= most && !leaf; k++) {
        plan->order = orders[k];
        plan->acc = (cf_accuracy){96, EXACT};
        leaf = try_goal(NULL, plan, s, box, 0);
        if (!leaf && k == 0) leaf = with_multiplier(plan, s, box);
    }
    return leaf;
}

/* Whether small and big are finite, and far from equal, at the ends of the root that the box meets (the upper of both ends). */
static int plain_at(const cf_search *s, const cf_box *box, int small, int big, int upper) {
    enum { FAR_PERCENT = 2 };
    double x[box->V];
    int plain = 1;
    cf_box_centre(x, s, box);
    for (int i = 0; i < box->V && plain; i++) {
        const cf_end *side = box->side[i];
        int met = ends_met(s, box, i), at = met == (LOWER | UPPER) ? upper : met == UPPER;
        plain = finite(side);
        if (plain && met) x[i] = fmpz_get_d(fmpq_numref(side[at].value)) / fmpz_get_d(fmpq_denref(side[at].value));
    }
    if (!plain) return 0;
    const cf_goal goal = {.small = small, .big = big};
    cf_guess g;
    cf_guess_init(&g, s->bound, &goal, 1);
    cf_guess_eval(&g, x);
    double high = g.value[big], low = g.value[small];
    cf_guess_clear(&g);
    return isfinite(high) && isfinite(low) && (small == big || 100 * (high - low) > FAR_PERCENT * (fabs(high) + fabs(low)));
}

/* Nonzero if doubles see nothing special at the ends that the box meets: all finite, defined, and the inequality far from equality. */
static int is_plain(const cf_search *s, const cf_box *box) {
    if (s->chart.kind != CF_CHART_NONE || cf_contact_in(s, box)) return 0;
    int plain = 1;
    for (int upper = 0; upper < 2 && plain; upper++) {
        plain = plain_at(s, box, s->goal.small, s->goal.big, upper);
        for (int k = 0; k < s->goal.n_guards && plain; k++) plain = plain_at(s, box, s->goal.guard[k], s->goal.guard[k], upper);
    }
    return plain;
}

static char *special(const cf_search *s, const cf_box *box, int depth) {
    int V = box->V, busy = s->n_busy, both = 0, early = depth <= 5, most = busy <= 1 ? 12 : busy == 2 ? (early || depth % 3 == 0 ? 8 : 4) : (early ? 4 : depth % 3 == 0 ? 4 : 2);
    const fmpq *contact = cf_contact_in(s, box);
    char *leaf = NULL;
    cf_plan plan;
    for (int i = 0; i < V; i++) both += finite(box->side[i]) && ends_met(s, box, i) == (LOWER | UPPER);
    if (both > 3 || contact) both = 0;
    if (is_plain(s, box)) return NULL;
    cf_plan_init(&plan, V);
    plan.work = s->work;
    for (int others = REST_MIDDLE; others <= REST_OUTSIDE && !leaf; others++) {
        if (others == REST_FIXED && V < 3) continue;
        for (unsigned upper = 0; upper < 1u << both && !leaf; upper++) {
            if (special_frames(&plan, s, box, others == REST_OUTSIDE ? NULL : contact, upper, (rest)others) == 0) continue;
            leaf = try_orders(&plan, s, box, others == REST_FIXED && most > 4 ? 4 : most);
        }
    }
    cf_plan_clear(&plan);
    return leaf;
}

/* About 0, which lies a little outside the box: the contact of a statement on (0, b] cut short. */
static char *about_zero(const cf_search *s, const cf_box *box) {
    const cf_end *side = box->side[0];
    if (box->V != 1 || !finite(side) || fmpq_sgn(side[0].value) == -fmpq_sgn(side[1].value) || fmpq_is_zero(side[0].value) ||
        fmpq_is_zero(side[1].value))
        return NULL;
    char *leaf = NULL;
    cf_plan plan;
    cf_plan_init(&plan, 1);
    plan.work = s->work;
    plan.kind[0] = fmpq_sgn(side[0].value) > 0 ? 'L' : 'H';
    plan.acc = (cf_accuracy){96, EXACT};
    for (plan.order = 4; plan.order <= 12 && !leaf; plan.order += 4) leaf = try_goal(NULL, &plan, s, box, 0);
    cf_plan_clear(&plan);
    return leaf;
}

/* A box that meets an end, infinity or a point of contact, or lies near an end. */
static int near_special(const cf_search *s, const cf_box *box) {
    fmpq_t unused;
    fmpq_init(unused);
    int r = cf_contact_in(s, box) != NULL;
    for (int i = 0; i < box->V && !r; i++)
        r = !finite(box->side[i]) || ends_met(s, box, i) || outside_frame(unused, box->side[i], s->root.side[i]) != 'm';
    fmpq_clear(unused);
    return r;
}

char *cf_attempt(double *weight, const cf_search *s, const cf_box *box, int depth) {
    cf_plan plan;
    cf_plan_init(&plan, box->V);
    plan.work = s->work;
    char *leaf = try_goal(NULL, &plan, s, box, 0);
    if (!leaf) leaf = try_goal(NULL, &plan, s, box, 1);
    if (!leaf) {
        middle_frames(&plan, box);
        plan.order = 2;
        leaf = try_goal(weight, &plan, s, box, 0);
        if (!leaf) leaf = try_goal(NULL, &plan, s, box, 1);
        if (!leaf) leaf = with_multiplier(&plan, s, box);
        plan.order = 4;
        if (!leaf && s->n_busy <= 2 && depth >= 4) leaf = try_goal(NULL, &plan, s, box, 0);
    }
    cf_plan_clear(&plan);
    if (!leaf && !s->outside_too && near_special(s, box)) leaf = special(s, box, depth);
    if (!leaf && !s->outside_too && depth <= 4) leaf = about_zero(s, box);
    return leaf;
}
