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
        node v; int root; form a, b; /* the root of that index of the operand, else 0; the operands */
    } atoms[MAX_ATOMS];
    int n_atoms, n_equal, from[MAX_EQUAL]; form to[MAX_EQUAL]; /* the atoms in whose place something stands */
    int n_exps; form exponents[MAX_ATOMS], exps[MAX_ATOMS]; /* exp of what, so far */
} normal;

static E exact(E x) {
    for (int k = 0; x && k < x->n; k++) if (!x->t[k].c->exact) return NULL;
    return x;
}
static E times(normal *w, E x, E y) { return context_full(&w->cx) ? NULL : exact(el_mul(&w->cx, x, y)); }
static E whole_power(normal *w, E x, long n) { return exact(el_whole_power(&w->cx, x, n)); }

/* x times a power of denominators, in which no root of index n has an exponent of n or more: r^n is the operand. The operand's atoms came before
 * the root. *along, if there is one, times the same power. */
static E reduced(normal *w, E x, E *along) {
    for (int i = w->n_atoms - 1; x && i >= 0; i--) {
        long n = w->atoms[i].root, most = 0;
        for (int k = 0; n && k < x->n; k++) most = x->t[k].m[i].a.p / n > most ? x->t[k].m[i].a.p / n : most;
        if (!most) continue;
        form a = w->atoms[i].a; E z = el_si(&w->cx, 0);
        for (int k = 0; k < x->n; k++) {
            power *m = monomial_one(&w->cx); long j = x->t[k].m[i].a.p / n; m[i].a.p = -j * n;
            E y = el_scale(&w->cx, el_coef(&w->cx, x->t[k].c), coef_ratio(&w->cx, 1, 1), monomial_mul(&w->cx, x->t[k].m, m, (rat){1, 1}));
            z = exact(el_add(&w->cx, z, times(w, y, times(w, whole_power(w, a.p, j), whole_power(w, a.q, most - j)))));
        }
        x = z;
        if (along && *along) *along = times(w, *along, whole_power(w, a.q, most));
    }
    return x;
}
static bool is_zero(normal *w, E x) { return (x = reduced(w, x, NULL)) && !x->n; }
static bool is_nonzero(normal *w, E x) { return (x = reduced(w, x, NULL)) && x->n; }
static bool equal(normal *w, form x, form y) {
    return is_zero(w, exact(el_sub(&w->cx, times(w, x.p, y.q), times(w, y.p, x.q)))) && is_nonzero(w, times(w, x.q, y.q));
}
static form number(normal *w, long n) { return (form){el_si(&w->cx, n), el_si(&w->cx, 1)}; }
static bool is_number(normal *w, form x, long n) { return equal(w, x, number(w, n)); }
/* c/1 for x = p/q where p is c q, as x is wherever it is defined; any other x as it is. */
static form plain(normal *w, form x) {
    context *cx = &w->cx; E q = x.q, p = reduced(w, x.p, &q); q = reduced(w, q, &p);
    if (!p || !q || !q->n) return x;
    form c = number(w, 0);
    if (p->n) c.p = el_coef(cx, coef_div(cx, p->t[el_order(cx, p)[0]].c, q->t[el_order(cx, q)[0]].c));
    return equal(w, x, c) ? c : x;
}

static form generator(normal *w, int i) {
    power *m = monomial_one(&w->cx); m[i].a.p = 1;
    return (form){el_scale(&w->cx, el_si(&w->cx, 1), coef_ratio(&w->cx, 1, 1), m), el_si(&w->cx, 1)};
}
/* The atom of a node with operands x, y, or the root of x: one that is there if the operands are equal, those of min and max in either order. */
static form atom_of(normal *w, const node *v, int root, form x, form y) {
    int i = 0;
    for (; i < w->n_atoms; i++) {
        const struct atom *at = &w->atoms[i];
        if (at->root != root || at->v.kind != v->kind || (v->kind == N_FUNCTION && (at->v.f != v->f || at->v.depth != v->depth))) continue;
        if (v->kind == N_VARIABLE ? at->v.a == v->a : equal(w, at->a, x) && (!node_two(v) || equal(w, at->b, y))) break;
        if ((v->kind == N_MIN || v->kind == N_MAX) && equal(w, at->a, y) && equal(w, at->b, x)) break;
    }
    if (i == w->cx.variables) return (form){NULL, NULL};
    if (i == w->n_atoms) w->atoms[w->n_atoms++] = (struct atom){*v, root, x, y};
    for (int k = 0; k < w->n_equal; k++) if (w->from[k] == i) return w->to[k];
    return generator(w, i);
}

static C constant(normal *w, form x) { /* the number that it is plainly, or NULL */
    context *cx = &w->cx; return el_is_constant(cx, x.p) && el_is_constant(cx, x.q) ? coef_div(cx, el_constant(cx, x.p), el_constant(cx, x.q)) : NULL;
}
/* x^(1/n) where x is a positive rational number that has that root exactly; else x has none. */
static bool exact_root(normal *w, form *root, form x, unsigned long n) {
    context *cx = &w->cx; mpq_t q; C c = constant(w, x);
    if (!c || !c->exact || mpq_sgn(c->q) <= 0) return false;
    mpq_init(q); bool good = mpz_root(mpq_numref(q), mpq_numref(c->q), n) && mpz_root(mpq_denref(q), mpq_denref(c->q), n);
    if (good) *root = (form){el_coef(cx, coef_rational(cx, q)), el_si(cx, 1)};
    mpq_clear(q); return good && root->p;
}
static form power_form(normal *w, form x, rat r) {
    node v = {.kind = N_POWER_CONSTANT}; long n = r.p < 0 ? -r.p : r.p;
    if (n > MAX_DEGREE || !x.p) return (form){NULL, NULL};
    if (!n) return number(w, 1);
    if (r.q > 1 && !is_number(w, x, 0) && !exact_root(w, &x, x, (unsigned long)r.q)) x = atom_of(w, &v, (int)r.q, x, x);
    if (r.p < 0) x = x.p && is_nonzero(w, x.p) ? (form){x.q, x.p} : (form){NULL, NULL};
    return (form){whole_power(w, x.p, n), whole_power(w, x.q, n)};
}
/* exp x: of a sum of few terms c y the product of the powers c of exp y, or of what y is the logarithm of. Roots are reduced, for sums are told by
 * their terms; equal ones need not have the same, so the first stands for all. */
static form exponential(normal *w, form x) {
    enum { FEW = 8 };
    context *cx = &w->cx; node v = {.kind = N_FUNCTION, .f = F_EXP}; form z = number(w, 1); rat r[FEW];
    x.p = reduced(w, x.p, &x.q), x.q = reduced(w, x.q, &x.p);
    if (!x.p || !x.q) return (form){NULL, NULL};
    for (int i = 0; i < w->n_exps; i++) if (equal(w, x, w->exponents[i])) return w->exps[i];
    if (x.p->n > FEW || !x.q->n) return atom_of(w, &v, 0, x, x);
    C lead = coef_div(cx, coef_ratio(cx, 1, 1), x.q->t[el_order(cx, x.q)[0]].c); /* whatever the order in which x.q was made */
    for (int k = 0; k < x.p->n; k++) {
        C c = coef_mul(cx, x.p->t[k].c, lead);
        if (!c || !coef_rat(&r[k], c) || r[k].p > MAX_DEGREE || r[k].p < -MAX_DEGREE) return atom_of(w, &v, 0, x, x);
    }
    for (int k = 0; k < x.p->n && z.p && z.q; k++) {
        int i = 0; form y = {el_scale(cx, el_si(cx, 1), coef_ratio(cx, 1, 1), x.p->t[k].m), el_scale(cx, x.q, lead, NULL)};
        while (i < w->n_atoms && !(w->atoms[i].v.kind == N_FUNCTION && w->atoms[i].v.f == F_LOG && equal(w, y, generator(w, i)))) i++;
        form b = power_form(w, i < w->n_atoms ? w->atoms[i].a : atom_of(w, &v, 0, y, y), r[k]);
        z = (form){times(w, z.p, b.p), times(w, z.q, b.q)};
    }
    if (w->n_exps < MAX_ATOMS) w->exponents[w->n_exps] = x, w->exps[w->n_exps++] = z;
    return z;
}
static form function_form(normal *w, const node *v) {
    form x = w->forms[v->a], e = v->f == F_EXP || v->f == F_SINH || v->f == F_COSH ? exponential(w, x) : x;
    if (v->f == F_EXP) return e;
    if (v->f == F_SINH || v->f == F_COSH) { /* (p^2 -+ q^2)/(2 p q) */
        E p = times(w, e.p, e.p), q = times(w, e.q, e.q), pq = times(w, e.p, e.q);
        return (form){exact(v->f == F_SINH ? el_sub(&w->cx, p, q) : el_add(&w->cx, p, q)), exact(el_add(&w->cx, pq, pq))};
    }
    if (v->f != F_LOG && is_number(w, x, 0)) return number(w, 0);
    if ((v->f == F_LOG || v->f == F_ABS) && is_number(w, x, 1)) return number(w, v->f == F_ABS);
    return atom_of(w, v, 0, x, x);
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
    case N_POWER_CONSTANT: return power_form(w, x, v->r);
    case N_POWER: { /* the exponent may be a number after all */
        C c = constant(w, y); rat r; bool rational = c && coef_rat(&r, c);
        return is_number(w, x, 1) ? number(w, 1) : rational ? power_form(w, x, r) : atom_of(w, v, 0, x, y);
    }
    case N_FUNCTION: return function_form(w, v);
    default: return atom_of(w, v, 0, x, y);
    }
}

static bool form_below(normal *w, int root) {
    int *below = nodes_below(w->s, root, root); bool good = true;
    for (int k = 0; good && k <= root; k++) {
        if (!below[k]) continue;
        form x = w->forms[k] = plain(w, form_of(w, &w->s->nodes[k])); good = x.p && x.q && !context_full(&w->cx);
    }
    free(below); return good;
}
/* Of a and b, with the second node of each of n pairs in the place of the first, an atom. */
bool same_normal_form(const statement *s, int a, int b, const int *pairs, int n) {
    normal w = {.s = s}; int top = 0, atoms = 8; bool good = true;
    for (int i = -2; i < 2 * n; i++) {
        int root = i < 0 ? i == -1 ? a : b : pairs[i], *below = nodes_below(s, root, root);
        for (int k = 0; k <= root; k++) atoms += below[k] && (s->nodes[k].kind == N_VARIABLE || s->nodes[k].kind >= N_POWER);
        top = root > top ? root : top; free(below);
    }
    context_init(&w.cx, atoms < MAX_ATOMS ? atoms : MAX_ATOMS, MAX_MONOMIALS); context_reset(&w.cx);
    w.cx.bits = 64, w.cx.exact = 4L * MAX_DIGITS; w.forms = calloc((size_t)top + 1, sizeof *w.forms);
    if (!w.forms) abort();
    for (int i = 0; i < w.cx.variables; i++) w.cx.frames[i].kind = 'l';
    for (int k = 0; good && k < n; k++) {
        good = form_below(&w, pairs[2 * k]) && form_below(&w, pairs[2 * k + 1]); int i = good ? w.n_atoms - 1 : -1;
        if (good && equal(&w, w.forms[pairs[2 * k]], w.forms[pairs[2 * k + 1]])) continue; /* nothing new */
        while (i >= 0 && !equal(&w, w.forms[pairs[2 * k]], generator(&w, i))) i--;
        good = i >= 0; w.from[w.n_equal] = i, w.to[w.n_equal] = w.forms[pairs[2 * k + 1]]; w.n_equal += good, w.n_exps = 0;
    }
    good = good && form_below(&w, a); form x = w.forms[a]; /* the nodes of both have the same forms */
    good = good && form_below(&w, b) && equal(&w, x, w.forms[b]);
    free(w.forms), context_clear(&w.cx); return good;
}
