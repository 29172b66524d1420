/* forms.c - what normal forms tell of nodes: factors, linearity, equality. */
#include "bounds/normal.h"

void cf_factors_init(cf_factors *f) {
    fmpq_init(f->constant);
    f->n = 0;
}

void cf_factors_clear(cf_factors *f) { fmpq_clear(f->constant); }

static int add_factor(cf_factors *out, cf_forms *c, const fmpq_mpoly_t base, slong exponent) {
    if (out->n == CF_FORM_FACTORS) return -1;
    cf_form_sides(&out->small[out->n], &out->big[out->n], c, base);
    out->base[out->n] = cf_graph_simple(c->g, CF_OP_SUB, 0, out->big[out->n], out->small[out->n]);
    out->exponent[out->n++] = (int)exponent;
    return 0;
}

static int factors_of(cf_factors *out, cf_forms *c, const fmpq_mpoly_t p, int sign) {
    enum { LONG = 150, HIGH = 40 };
    if (fmpq_mpoly_is_fmpq(p, c->ctx)) {
        fmpq_t v;
        fmpq_init(v);
        fmpq_mpoly_get_fmpq(v, p, c->ctx);
        if (sign > 0) fmpq_mul(out->constant, out->constant, v);
        else if (!fmpq_is_zero(v)) fmpq_div(out->constant, out->constant, v);
        fmpq_clear(v);
        return 0;
    }
    if (fmpq_mpoly_length(p, c->ctx) > LONG || fmpq_mpoly_total_degree_si(p, c->ctx) > HIGH) return add_factor(out, c, p, sign);
    fmpq_mpoly_factor_t f;
    fmpq_mpoly_t base;
    fmpq_t v;
    fmpq_init(v);
    fmpq_mpoly_init(base, c->ctx);
    fmpq_mpoly_factor_init(f, c->ctx);
    int ok = fmpq_mpoly_factor(f, p, c->ctx) && fmpq_mpoly_factor_make_integral(f, c->ctx) ? 0 : -1;
    if (ok == 0) {
        fmpq_mpoly_factor_get_constant_fmpq(v, f, c->ctx);
        if (sign > 0) fmpq_mul(out->constant, out->constant, v);
        else fmpq_div(out->constant, out->constant, v);
        for (slong k = 0; k < fmpq_mpoly_factor_length(f, c->ctx) && ok == 0; k++) {
            fmpq_mpoly_factor_get_base(base, f, k, c->ctx);
            ok = add_factor(out, c, base, sign * fmpq_mpoly_factor_get_exp_si(f, k, c->ctx));
        }
    }
    fmpq_mpoly_factor_clear(f, c->ctx);
    fmpq_mpoly_clear(base, c->ctx);
    fmpq_clear(v);
    return ok;
}

static int factored(cf_factors *out, cf_graph *g, int node, int deep) {
    cf_forms *c = cf_forms_new(g);
    c->deep = deep;
    cf_quotient a;
    cf_quotient_init(&a, c);
    fmpq_one(out->constant);
    out->n = 0;
    int ok = cf_form_of(&a, c, node);
    if (ok == 0) ok = factors_of(out, c, a.p, 1);
    if (ok == 0) ok = factors_of(out, c, a.q, -1);
    cf_quotient_clear(&a, c);
    cf_forms_free(c);
    return ok;
}

int cf_graph_factors(cf_factors *out, cf_graph *g, int node) { return factored(out, g, node, 0); }

int cf_graph_factors_deep(cf_factors *out, cf_graph *g, int node) { return factored(out, g, node, 1); }

int cf_graph_canonical(cf_graph *g, int node) {
    cf_forms *c = cf_forms_new(g);
    cf_quotient a;
    cf_quotient_init(&a, c);
    int r = cf_form_of(&a, c, node) == 0 ? cf_form_node(c, &a) : -1;
    cf_quotient_clear(&a, c);
    cf_forms_free(c);
    return r;
}

int cf_graph_spread(int *small, int *big, cf_graph *g, int node) {
    cf_forms *c = cf_forms_new(g);
    cf_quotient a, b;
    cf_quotient_init(&a, c);
    cf_quotient_init(&b, c);
    int ok = cf_form_of(&a, c, node);
    if (ok == 0) {
        cf_form_sides(small, big, c, a.p);
        fmpq_mpoly_one(b.p, c->ctx);
        fmpq_mpoly_set(b.q, a.q, c->ctx);
        int scale = cf_form_node(c, &b);
        *small = cf_graph_simple(g, CF_OP_MUL, 0, *small, scale);
        *big = cf_graph_simple(g, CF_OP_MUL, 0, *big, scale);
    }
    cf_quotient_clear(&a, c);
    cf_quotient_clear(&b, c);
    cf_forms_free(c);
    return ok;
}

/* Whether a deep form may tell more. */
static int has_exponentials(const cf_forms *c) {
    int found = 0;
    for (int k = 0; k < c->n; k++) {
        cf_op op = c->g->node[c->atom[k].node].op;
        found |= op == CF_OP_EXP || op == CF_OP_SINH || op == CF_OP_COSH;
    }
    return found;
}

static int same_form(int *more, cf_graph *g, int a, int b, int deep) {
    cf_forms *c = cf_forms_new(g);
    c->deep = deep;
    cf_quotient u, v;
    cf_quotient_init(&u, c);
    cf_quotient_init(&v, c);
    int r = -1;
    if (cf_form_of(&u, c, a) == 0 && cf_form_of(&v, c, b) == 0 && cf_quotient_combine(&u, c, CF_OP_SUB, &u, &v) == 0)
        r = fmpq_mpoly_is_zero(u.p, c->ctx) != 0;
    *more = has_exponentials(c);
    cf_quotient_clear(&u, c);
    cf_quotient_clear(&v, c);
    cf_forms_free(c);
    return r;
}

int cf_graph_same_form(cf_graph *g, int a, int b) {
    int more = 0, r = a == b ? 1 : same_form(&more, g, a, b, 0);
    return r != 1 && more ? same_form(&more, g, a, b, 1) : r;
}

/* The atom that variable v is, -1: none; -2 where p depends on it otherwise. */
static int only_as_variable(cf_forms *c, const fmpq_mpoly_t p, long v) {
    int used[CF_FORM_ATOMS], found = -1;
    fmpq_mpoly_used_vars(used, p, c->ctx);
    for (int k = 0; k < c->n; k++) {
        if (!used[k]) continue;
        const cf_node *x = &c->g->node[c->atom[k].node];
        if (x->op == CF_OP_VARIABLE && x->n == v) found = k;
        else if (cf_graph_depends(c->g, c->atom[k].node, v)) return -2;
    }
    return found;
}

/* The terms of p with x_k to the power e, without it. */
static void part(fmpq_mpoly_t out, cf_forms *c, const fmpq_mpoly_t p, int k, ulong e) {
    ulong exps[CF_FORM_ATOMS];
    fmpq_t v;
    fmpq_init(v);
    fmpq_mpoly_zero(out, c->ctx);
    for (slong i = 0; i < fmpq_mpoly_length(p, c->ctx); i++) {
        fmpq_mpoly_get_term_exp_ui(exps, p, i, c->ctx);
        if (exps[k] != e) continue;
        exps[k] = 0;
        fmpq_mpoly_get_term_coeff_fmpq(v, p, i, c->ctx);
        fmpq_mpoly_push_term_fmpq_ui(out, v, exps, c->ctx);
    }
    fmpq_mpoly_sort_terms(out, c->ctx);
    fmpq_clear(v);
}

/* p = P_0 + P_n x_v^n: n, and the two; 0 if it is not of this form. */
static int two_powers(cf_quotient *low, cf_quotient *high, cf_forms *c, const fmpq_mpoly_t p, long v) {
    int k = only_as_variable(c, p, v);
    if (k < 0) return 0;
    ulong exps[CF_FORM_ATOMS];
    slong n = fmpq_mpoly_degree_si(p, k, c->ctx);
    for (slong i = 0; i < fmpq_mpoly_length(p, c->ctx); i++) {
        fmpq_mpoly_get_term_exp_ui(exps, p, i, c->ctx);
        if (exps[k] != 0 && exps[k] != (ulong)n) return 0;
    }
    part(low->p, c, p, k, 0);
    part(high->p, c, p, k, (ulong)n);
    return (int)n;
}

int cf_graph_linear(int *a, int *b, cf_graph *g, int node, long v) {
    cf_forms *c = cf_forms_new(g);
    cf_quotient f, low, high;
    cf_quotient_init(&f, c);
    cf_quotient_init(&low, c);
    cf_quotient_init(&high, c);
    int ok = -1;
    if (cf_form_of(&f, c, node) == 0 && only_as_variable(c, f.q, v) == -1 && two_powers(&low, &high, c, f.p, v) == 1) {
        fmpq_mpoly_set(low.q, f.q, c->ctx);
        fmpq_mpoly_set(high.q, f.q, c->ctx);
        fmpq_mpoly_one(f.p, c->ctx); /* a product by 1: lowest terms */
        fmpq_mpoly_one(f.q, c->ctx);
        if (cf_quotient_combine(&low, c, CF_OP_MUL, &low, &f) == 0 && cf_quotient_combine(&high, c, CF_OP_MUL, &high, &f) == 0) {
            *a = cf_form_node(c, &low);
            *b = cf_form_node(c, &high);
            ok = 0;
        }
    }
    cf_quotient_clear(&f, c);
    cf_quotient_clear(&low, c);
    cf_quotient_clear(&high, c);
    cf_forms_free(c);
    return ok;
}

int cf_graph_solved(cf_graph *g, int node, long v) {
    cf_forms *c = cf_forms_new(g);
    cf_quotient f, low, high;
    cf_quotient_init(&f, c);
    cf_quotient_init(&low, c);
    cf_quotient_init(&high, c);
    int r = -1, n = cf_form_of(&f, c, node) == 0 ? two_powers(&low, &high, c, f.p, v) : 0;
    if (n > 0 && n <= 4) {
        fmpq_mpoly_neg(low.p, low.p, c->ctx);
        if (cf_quotient_combine(&low, c, CF_OP_DIV, &low, &high) == 0) {
            fmpq_t e;
            fmpq_init(e);
            fmpq_set_si(e, 1, (ulong)n);
            r = cf_graph_simple_power(g, cf_form_node(c, &low), e);
            fmpq_clear(e);
        }
    }
    cf_quotient_clear(&f, c);
    cf_quotient_clear(&low, c);
    cf_quotient_clear(&high, c);
    cf_forms_free(c);
    return r;
}

static int is_wanted(const cf_forms *c, int k, int roots) {
    const cf_atom *a = &c->atom[k];
    cf_op op = c->g->node[a->node].op;
    if (roots) return a->root == 2;
    return a->root == 0 && op != CF_OP_VARIABLE && op != CF_OP_ABS && op != CF_OP_MIN && op != CF_OP_MAX;
}

static int in_atom(cf_in_atom *out, cf_forms *c, const cf_quotient *f, int k) {
    cf_quotient low, high, q, r;
    cf_quotient *all[] = {&low, &high, &q, &r};
    for (int j = 0; j < 4; j++) cf_quotient_init(all[j], c);
    part(low.p, c, f->p, k, 0);
    part(high.p, c, f->p, k, 1);
    for (int j = 0; j < 4; j++) fmpq_mpoly_one(all[j]->q, c->ctx);
    fmpq_mpoly_divrem(q.p, r.p, low.p, high.p, c->ctx);
    int ok = cf_quotient_combine(&r, c, CF_OP_DIV, &r, &high) == 0;
    if (ok) {
        cf_quotient below = {0};
        cf_quotient_init(&below, c);
        fmpq_mpoly_set(below.p, f->q, c->ctx);
        fmpq_mpoly_one(below.q, c->ctx);
        *out = (cf_in_atom){.atom = c->atom[k].node, .free = cf_form_node(c, &low), .slope = cf_form_node(c, &high),
                            .below = cf_form_node(c, &below), .whole = cf_form_node(c, &q), .part = cf_form_node(c, &r)};
        cf_quotient_clear(&below, c);
    }
    for (int j = 0; j < 4; j++) cf_quotient_clear(all[j], c);
    return ok;
}

int cf_graph_in_atoms(cf_in_atom *list, int most, cf_graph *g, int node, int roots) {
    cf_forms *c = cf_forms_new(g);
    cf_quotient f;
    int n = 0, used[CF_FORM_ATOMS];
    cf_quotient_init(&f, c);
    if (cf_form_of(&f, c, node) == 0 && fmpq_mpoly_length(f.p, c->ctx) <= 60) {
        for (int k = 0; k < c->n && n < most; k++) {
            if (!is_wanted(c, k, roots) || fmpq_mpoly_degree_si(f.p, k, c->ctx) != 1) continue;
            fmpq_mpoly_used_vars(used, f.q, c->ctx);
            if (used[k] || !in_atom(&list[n], c, &f, k)) continue;
            if (roots || c->g->node[list[n].slope].op != CF_OP_NUMBER) n++;
        }
    }
    cf_quotient_clear(&f, c);
    cf_forms_free(c);
    return n;
}
