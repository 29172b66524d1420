/* normal.c - whether two expressions have the same normal form, a quotient of polynomials in atoms. A polynomial is an element whose unknowns are the
 * atoms, unbounded, so that nothing is truncated, with exact coefficients. Where an expression is defined nothing that it divides by is 0, so no
 * denominator q is, and its value is p/q. Two that are equal here are equal as numbers wherever both are defined. */
#include "bounds/check/check.h"

enum { MAX_ATOMS = MAX_VARIABLES, MAX_MONOMIALS = 4096, MAX_DEGREE = 1 << 15 };
typedef struct {
    E p, q; /* p NULL: none within the limits */
} form;
typedef struct {
    const statement *s; context cx; form *forms; /* of the nodes */
    struct atom {
        node v; int root; /* the root of that index of the operand, else 0 */
    } atoms[MAX_ATOMS];
    int n_atoms;
} normal;

static E exact(E x) {
    for (int k = 0; x && k < x->n; k++) if (!x->t[k].c->exact) return NULL;
    return x;
}
static E times(normal *w, E x, E y) { return context_full(&w->cx) ? NULL : exact(el_mul(&w->cx, x, y)); }
static E whole_power(normal *w, E x, long n) { return exact(el_whole_power(&w->cx, x, n)); }

/* x times a power of denominators, in which no root of index n has an exponent of n or more: r^n is the operand. The operand's atoms came before
 * the root. */
static E reduced(normal *w, E x) {
    for (int i = w->n_atoms - 1; x && i >= 0; i--) {
        long n = w->atoms[i].root, most = 0;
        for (int k = 0; n && k < x->n; k++) most = x->t[k].m[i].a.p / n > most ? x->t[k].m[i].a.p / n : most;
        if (!most) continue;
        form a = w->forms[w->atoms[i].v.a]; E z = el_si(&w->cx, 0);
        for (int k = 0; k < x->n; k++) {
            power *m = monomial_one(&w->cx); long j = x->t[k].m[i].a.p / n; m[i].a.p = -j * n;
            E y = el_scale(&w->cx, el_coef(&w->cx, x->t[k].c), coef_ratio(&w->cx, 1, 1), monomial_mul(&w->cx, x->t[k].m, m, (rat){1, 1}));
            z = exact(el_add(&w->cx, z, times(w, y, times(w, whole_power(w, a.p, j), whole_power(w, a.q, most - j)))));
        }
        x = z;
    }
    return x;
}
static bool is_zero(normal *w, E x) { return (x = reduced(w, x)) && !x->n; }
static bool is_nonzero(normal *w, E x) { return (x = reduced(w, x)) && x->n; }
static bool equal(normal *w, form x, form y) {
    return is_zero(w, exact(el_sub(&w->cx, times(w, x.p, y.q), times(w, y.p, x.q)))) && is_nonzero(w, times(w, x.q, y.q));
}
static form number(normal *w, long n) { return (form){el_si(&w->cx, n), el_si(&w->cx, 1)}; }
static bool is_number(normal *w, form x, long n) { return equal(w, x, number(w, n)); }

/* The atom of a node, or its root: one that is there if the operands are equal, those of min and max in either order. */
static form atom_of(normal *w, const node *v, int root) {
    int i = 0; const form *f = w->forms;
    for (; i < w->n_atoms; i++) {
        const struct atom *at = &w->atoms[i];
        if (at->root != root || at->v.kind != v->kind || (v->kind == N_FUNCTION && (at->v.f != v->f || at->v.depth != v->depth))) continue;
        if (v->kind == N_VARIABLE ? at->v.a == v->a : equal(w, f[at->v.a], f[v->a]) && (!node_two(v) || equal(w, f[at->v.b], f[v->b]))) break;
        if ((v->kind == N_MIN || v->kind == N_MAX) && equal(w, f[at->v.a], f[v->b]) && equal(w, f[at->v.b], f[v->a])) break;
    }
    if (i == w->cx.variables) return (form){NULL, NULL};
    if (i == w->n_atoms) w->atoms[w->n_atoms++] = (struct atom){*v, root};
    power *m = monomial_one(&w->cx); m[i].a.p = 1;
    return (form){el_scale(&w->cx, el_si(&w->cx, 1), coef_ratio(&w->cx, 1, 1), m), el_si(&w->cx, 1)};
}

static form power_form(normal *w, const node *v) {
    form x = w->forms[v->a]; rat r = v->r; long n = r.p < 0 ? -r.p : r.p;
    if (n > MAX_DEGREE) return (form){NULL, NULL};
    if (!n) return number(w, 1);
    if (r.q > 1 && !is_number(w, x, 0) && !is_number(w, x, 1)) x = atom_of(w, v, (int)r.q);
    if (r.p < 0) x = is_nonzero(w, x.p) ? (form){x.q, x.p} : (form){NULL, NULL};
    return (form){whole_power(w, x.p, n), whole_power(w, x.q, n)};
}
static form function_form(normal *w, const node *v) {
    form x = w->forms[v->a];
    if (v->f != F_LOG && is_number(w, x, 0)) return number(w, v->f == F_EXP || v->f == F_COSH);
    if ((v->f == F_LOG || v->f == F_ABS) && is_number(w, x, 1)) return number(w, v->f == F_ABS);
    return atom_of(w, v, 0);
}
static form form_of(normal *w, const node *v) {
    context *cx = &w->cx; form x = node_inner(v) ? w->forms[v->a] : number(w, 0), y = node_two(v) ? w->forms[v->b] : x;
    if (!x.p || !y.p) return (form){NULL, NULL};
    switch (v->kind) {
    case N_NUMBER: return (form){exact(el_coef(cx, coef_rational(cx, v->q))), x.q};
    case N_NEG: return (form){el_neg(cx, x.p), x.q};
    case N_SUB: y.p = el_neg(cx, y.p); /* fall through */
    case N_ADD: {
        E d = el_sub(cx, x.q, y.q);
        if (d && !d->n) return (form){exact(el_add(cx, x.p, y.p)), x.q};
        return (form){exact(el_add(cx, times(w, x.p, y.q), times(w, y.p, x.q))), times(w, x.q, y.q)};
    }
    case N_DIV: y = is_nonzero(w, y.p) ? (form){y.q, y.p} : (form){NULL, NULL}; /* fall through */
    case N_MUL: return (form){times(w, x.p, y.p), times(w, x.q, y.q)};
    case N_POWER_CONSTANT: return power_form(w, v);
    case N_POWER: return is_number(w, x, 1) ? number(w, 1) : atom_of(w, v, 0);
    case N_FUNCTION: return function_form(w, v);
    default: return atom_of(w, v, 0);
    }
}

bool same_normal_form(const statement *s, int a, int b) {
    normal w = {.s = s}; int top = a > b ? a : b, atoms = 0, *in_a = nodes_below(s, a, top), *in_b = nodes_below(s, b, top);
    for (int k = 0; k <= top; k++) atoms += (in_a[k] || in_b[k]) && (s->nodes[k].kind == N_VARIABLE || s->nodes[k].kind >= N_POWER);
    context_init(&w.cx, atoms < MAX_ATOMS ? atoms : MAX_ATOMS, MAX_MONOMIALS); context_reset(&w.cx);
    w.cx.bits = 64, w.cx.exact = 4L * MAX_DIGITS; w.forms = calloc((size_t)top + 1, sizeof *w.forms); bool good = true;
    if (!w.forms) abort();
    for (int i = 0; i < w.cx.variables; i++) w.cx.frames[i].kind = 'l';
    for (int k = 0; good && k <= top; k++) {
        if (!in_a[k] && !in_b[k]) continue;
        form x = w.forms[k] = form_of(&w, &s->nodes[k]); good = x.p && x.q && !context_full(&w.cx);
    }
    good = good && equal(&w, w.forms[a], w.forms[b]);
    free(in_a), free(in_b), free(w.forms), context_clear(&w.cx); return good;
}
