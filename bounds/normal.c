/* normal.c - normal forms over FLINT's polynomials. */
#include "bounds/normal.h"
#include <stdlib.h>
#include <string.h>

cf_forms *cf_forms_new(cf_graph *g) {
    cf_forms *c = calloc(1, sizeof *c);
    if (!c) abort();
    c->g = g;
    fmpq_mpoly_ctx_init(c->ctx, CF_FORM_ATOMS, ORD_DEGLEX);
    return c;
}

void cf_quotient_init(cf_quotient *a, const cf_forms *c) {
    fmpq_mpoly_init(a->p, c->ctx);
    fmpq_mpoly_init(a->q, c->ctx);
    fmpq_mpoly_one(a->q, c->ctx);
}

void cf_quotient_clear(cf_quotient *a, const cf_forms *c) {
    fmpq_mpoly_clear(a->p, c->ctx);
    fmpq_mpoly_clear(a->q, c->ctx);
}

static void set(cf_quotient *a, const cf_forms *c, const cf_quotient *b) {
    fmpq_mpoly_set(a->p, b->p, c->ctx);
    fmpq_mpoly_set(a->q, b->q, c->ctx);
}

void cf_forms_free(cf_forms *c) {
    for (int k = 0; k < c->n; k++)
        if (c->atom[k].root) cf_quotient_clear(&c->atom[k].operand, c);
    for (int k = 0; k < c->n_memo; k++) cf_quotient_clear(&c->memo[k], c);
    free(c->memo);
    free(c->memo_node);
    fmpq_mpoly_ctx_clear(c->ctx);
    free(c);
}

static int small_enough(const cf_forms *c, const fmpq_mpoly_t p) {
    if (fmpq_mpoly_length(p, c->ctx) > CF_FORM_TERMS) return 0;
    return fmpq_mpoly_is_zero(p, c->ctx) || fmpq_mpoly_total_degree_si(p, c->ctx) <= CF_FORM_DEGREE;
}

/* Lowest terms, the leading coefficient of q 1. */
static int lowest(cf_quotient *a, const cf_forms *c) {
    if (fmpq_mpoly_is_zero(a->q, c->ctx)) return -1;
    if (!small_enough(c, a->p) || !small_enough(c, a->q)) return -1;
    if (fmpq_mpoly_is_zero(a->p, c->ctx)) {
        fmpq_mpoly_one(a->q, c->ctx);
        return 0;
    }
    if (!fmpq_mpoly_is_fmpq(a->q, c->ctx)) {
        fmpq_mpoly_t d;
        fmpq_mpoly_init(d, c->ctx);
        int ok = fmpq_mpoly_gcd(d, a->p, a->q, c->ctx) && (fmpq_mpoly_is_one(d, c->ctx) || (fmpq_mpoly_divides(a->p, a->p, d, c->ctx) && fmpq_mpoly_divides(a->q, a->q, d, c->ctx)));
        fmpq_mpoly_clear(d, c->ctx);
        if (!ok) return -1;
    }
    fmpq_t lead;
    fmpq_init(lead);
    fmpq_mpoly_get_term_coeff_fmpq(lead, a->q, 0, c->ctx);
    fmpq_mpoly_scalar_div_fmpq(a->p, a->p, lead, c->ctx);
    fmpq_mpoly_scalar_div_fmpq(a->q, a->q, lead, c->ctx);
    fmpq_clear(lead);
    return 0;
}

/* Powers of root k beyond its n - 1 in p, as a quotient. */
static int reduce_root(cf_quotient *out, cf_forms *c, const fmpq_mpoly_t p, int k) {
    enum { MOST = 64 };
    ulong n = c->atom[k].root, exps[CF_FORM_ATOMS];
    slong high = fmpq_mpoly_degree_si(p, k, c->ctx) / (slong)n;
    if (high > MOST) return -1;
    fmpq_mpoly_t part, power, sum;
    fmpq_t v;
    fmpq_init(v);
    fmpq_mpoly_init(part, c->ctx);
    fmpq_mpoly_init(power, c->ctx);
    fmpq_mpoly_init(sum, c->ctx);
    for (slong j = 0; j <= high; j++) {
        fmpq_mpoly_zero(part, c->ctx);
        for (slong i = 0; i < fmpq_mpoly_length(p, c->ctx); i++) {
            fmpq_mpoly_get_term_exp_ui(exps, p, i, c->ctx);
            if ((slong)(exps[k] / n) != j) continue;
            exps[k] %= n;
            fmpq_mpoly_get_term_coeff_fmpq(v, p, i, c->ctx);
            fmpq_mpoly_push_term_fmpq_ui(part, v, exps, c->ctx);
        }
        fmpq_mpoly_sort_terms(part, c->ctx);
        fmpq_mpoly_combine_like_terms(part, c->ctx);
        fmpq_mpoly_pow_ui(power, c->atom[k].operand.p, (ulong)j, c->ctx);
        fmpq_mpoly_mul(part, part, power, c->ctx);
        fmpq_mpoly_pow_ui(power, c->atom[k].operand.q, (ulong)(high - j), c->ctx);
        fmpq_mpoly_mul(part, part, power, c->ctx);
        fmpq_mpoly_add(sum, sum, part, c->ctx);
    }
    fmpq_mpoly_pow_ui(power, c->atom[k].operand.q, (ulong)high, c->ctx);
    fmpq_mpoly_set(out->p, sum, c->ctx);
    fmpq_mpoly_set(out->q, power, c->ctx);
    fmpq_mpoly_clear(part, c->ctx);
    fmpq_mpoly_clear(power, c->ctx);
    fmpq_mpoly_clear(sum, c->ctx);
    fmpq_clear(v);
    return small_enough(c, out->p) && small_enough(c, out->q) ? 0 : -1;
}

/* Roots reduced, the later ones first: their operands hold the earlier; then lowest terms. */
static int reduce(cf_quotient *a, cf_forms *c) {
    int ok = small_enough(c, a->p) && small_enough(c, a->q) ? 0 : -1;
    for (int k = c->n - 1; k >= 0 && ok == 0; k--) {
        slong n = (slong)c->atom[k].root;
        if (!n) continue;
        cf_quotient t[2];
        for (int j = 0; j < 2; j++) cf_quotient_init(&t[j], c);
        if (fmpq_mpoly_degree_si(a->p, k, c->ctx) >= n || fmpq_mpoly_degree_si(a->q, k, c->ctx) >= n) {
            ok = reduce_root(&t[0], c, a->p, k) == 0 && reduce_root(&t[1], c, a->q, k) == 0 ? 0 : -1;
            if (ok == 0) {
                fmpq_mpoly_mul(a->p, t[0].p, t[1].q, c->ctx);
                fmpq_mpoly_mul(a->q, t[0].q, t[1].p, c->ctx);
                ok = lowest(a, c);
            }
        }
        for (int j = 0; j < 2; j++) cf_quotient_clear(&t[j], c);
    }
    return ok == 0 ? lowest(a, c) : -1;
}

static int too_long(const cf_forms *c, const fmpq_mpoly_t p, const fmpq_mpoly_t q) {
    return fmpq_mpoly_length(p, c->ctx) * fmpq_mpoly_length(q, c->ctx) > 40 * CF_FORM_TERMS;
}

int cf_quotient_combine(cf_quotient *out, cf_forms *c, cf_op op, const cf_quotient *a, const cf_quotient *b) {
    cf_quotient r;
    cf_quotient_init(&r, c);
    int ok = -1;
    if (op == CF_OP_MUL || op == CF_OP_DIV) {
        const fmpq_mpoly_struct *n = op == CF_OP_MUL ? b->p : b->q, *d = op == CF_OP_MUL ? b->q : b->p;
        if (!too_long(c, a->p, n) && !too_long(c, a->q, d) && !fmpq_mpoly_is_zero(d, c->ctx)) {
            fmpq_mpoly_mul(r.p, a->p, n, c->ctx);
            fmpq_mpoly_mul(r.q, a->q, d, c->ctx);
            ok = reduce(&r, c);
        }
    } else if (!too_long(c, a->p, b->q) && !too_long(c, b->p, a->q) && !too_long(c, a->q, b->q)) {
        fmpq_mpoly_t t;
        fmpq_mpoly_init(t, c->ctx);
        if (fmpq_mpoly_equal(a->q, b->q, c->ctx)) {
            fmpq_mpoly_set(r.p, a->p, c->ctx);
            fmpq_mpoly_set(t, b->p, c->ctx);
            fmpq_mpoly_set(r.q, a->q, c->ctx);
        } else {
            fmpq_mpoly_mul(r.p, a->p, b->q, c->ctx);
            fmpq_mpoly_mul(t, b->p, a->q, c->ctx);
            fmpq_mpoly_mul(r.q, a->q, b->q, c->ctx);
        }
        if (op == CF_OP_SUB) fmpq_mpoly_sub(r.p, r.p, t, c->ctx);
        else fmpq_mpoly_add(r.p, r.p, t, c->ctx);
        fmpq_mpoly_clear(t, c->ctx);
        ok = reduce(&r, c);
    }
    if (ok == 0) set(out, c, &r);
    cf_quotient_clear(&r, c);
    return ok;
}

static int power(cf_quotient *out, cf_forms *c, const cf_quotient *a, slong e) {
    cf_quotient r;
    if (e > CF_FORM_DEGREE || e < -CF_FORM_DEGREE) return -1;
    cf_quotient_init(&r, c);
    fmpq_mpoly_one(r.p, c->ctx);
    int ok = 0;
    for (slong k = 0; k < (e < 0 ? -e : e) && ok == 0; k++) ok = cf_quotient_combine(&r, c, e < 0 ? CF_OP_DIV : CF_OP_MUL, &r, a);
    if (ok == 0) set(out, c, &r);
    cf_quotient_clear(&r, c);
    return ok;
}

/* The number of the atom that the node is. */
static int atom_of(cf_forms *c, int node, ulong root, const cf_quotient *operand) {
    for (int k = 0; k < c->n; k++)
        if (c->atom[k].node == node) return k;
    if (c->n == CF_FORM_ATOMS) return -1;
    c->atom[c->n].node = node;
    c->atom[c->n].root = root;
    if (root) {
        cf_quotient_init(&c->atom[c->n].operand, c);
        set(&c->atom[c->n].operand, c, operand);
    }
    return c->n++;
}

/* (x - y)^2 + 4 rather than its terms. */
static void show(cf_forms *c, int atom, int operand, int as_it_stood) {
    c->atom[atom].shown = cf_graph_cost(c->g, as_it_stood) < cf_graph_cost(c->g, operand) ? as_it_stood : operand;
}

int cf_form_atom(cf_quotient *out, cf_forms *c, int node, ulong root, const cf_quotient *operand) {
    if (c->g->node[node].op == CF_OP_NUMBER) {
        fmpq_mpoly_set_fmpq(out->p, c->g->node[node].number, c->ctx);
        fmpq_mpoly_one(out->q, c->ctx);
        return 0;
    }
    int k = atom_of(c, node, root, operand);
    if (k < 0) return -1;
    fmpq_mpoly_gen(out->p, k, c->ctx);
    fmpq_mpoly_one(out->q, c->ctx);
    return 0;
}

/* a^(p/n), n > 1 */
static int root_power(cf_quotient *out, cf_forms *c, const cf_quotient *a, int as_it_stood, slong p, slong n) {
    int inside = cf_form_node(c, a), ok = -1;
    if (inside < 0) return -1;
    fmpq_t e;
    fmpq_init(e);
    fmpq_set_si(e, 1, (ulong)n);
    cf_quotient r;
    cf_quotient_init(&r, c);
    int before = c->n;
    if (cf_form_atom(&r, c, cf_graph_simple_power(c->g, inside, e), (ulong)n, a) == 0) {
        if (c->n > before) show(c, before, inside, as_it_stood);
        ok = power(out, c, &r, p);
    }
    cf_quotient_clear(&r, c);
    fmpq_clear(e);
    return ok;
}

static int form_of_function(cf_quotient *out, cf_forms *c, const cf_node *x, const cf_quotient *a, const cf_quotient *b) {
    if (c->deep && (x->op == CF_OP_EXP || x->op == CF_OP_SINH || x->op == CF_OP_COSH)) return cf_form_exponential(out, c, x->op, a);
    int u = cf_form_node(c, a), v = x->b >= 0 ? cf_form_node(c, b) : -1;
    if (u < 0 || (x->b >= 0 && v < 0)) return -1;
    if ((x->op == CF_OP_MIN || x->op == CF_OP_MAX) && u > v) {
        int t = u;
        u = v, v = t;
    }
    return cf_form_atom(out, c, cf_graph_simple(c->g, x->op, x->n, u, v), 0, NULL);
}

int cf_form_power(cf_quotient *out, cf_forms *c, const fmpq_t e, const cf_quotient *a, int as_it_stood) {
    if (fmpz_bits(fmpq_numref(e)) > 20 || fmpz_bits(fmpq_denref(e)) > 20) return -1;
    slong p = fmpz_get_si(fmpq_numref(e)), n = fmpz_get_si(fmpq_denref(e));
    return n == 1 ? power(out, c, a, p) : root_power(out, c, a, as_it_stood, p, n);
}

int cf_form_of(cf_quotient *out, cf_forms *c, int node) {
    for (int k = 0; k < c->n_memo; k++)
        if (c->memo_node[k] == node) {
            set(out, c, &c->memo[k]);
            return 0;
        }
    cf_node x = c->g->node[node];
    cf_quotient a, b;
    fmpq_t e;
    fmpq_init(e);
    fmpq_set(e, x.number); /* making nodes may move the others */
    cf_quotient_init(&a, c);
    cf_quotient_init(&b, c);
    int ok = (x.a < 0 || cf_form_of(&a, c, x.a) == 0) && (x.b < 0 || cf_form_of(&b, c, x.b) == 0) ? 0 : -1;
    if (ok == 0) switch (x.op) {
        case CF_OP_NUMBER: fmpq_mpoly_set_fmpq(out->p, e, c->ctx), fmpq_mpoly_one(out->q, c->ctx); break;
        case CF_OP_VARIABLE: ok = cf_form_atom(out, c, node, 0, NULL); break;
        case CF_OP_NEG: set(out, c, &a), fmpq_mpoly_neg(out->p, out->p, c->ctx); break;
        case CF_OP_ADD: case CF_OP_SUB: case CF_OP_MUL: case CF_OP_DIV: ok = cf_quotient_combine(out, c, x.op, &a, &b); break;
        case CF_OP_POWER: ok = cf_form_power(out, c, e, &a, x.a); break;
        case CF_OP_SQRT: ok = root_power(out, c, &a, x.a, 1, 2); break;
        default: ok = form_of_function(out, c, &x, &a, &b); break;
        }
    cf_quotient_clear(&a, c);
    cf_quotient_clear(&b, c);
    fmpq_clear(e);
    if (ok != 0) return -1;
    if (c->n_memo == c->room) {
        c->room = 2 * c->room + 32;
        c->memo = realloc(c->memo, (size_t)c->room * sizeof *c->memo);
        c->memo_node = realloc(c->memo_node, (size_t)c->room * sizeof *c->memo_node);
        if (!c->memo || !c->memo_node) abort();
    }
    c->memo_node[c->n_memo] = node;
    cf_quotient_init(&c->memo[c->n_memo], c);
    set(&c->memo[c->n_memo++], c, out);
    return 0;
}
