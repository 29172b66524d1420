/* normal.h - normal forms (docs/certificate.md, Rewriting): quotients of polynomials over atoms, and expressions from them.
 *
 * An atom is a variable, a function of a normal form, or a root of one. Here quotients are in lowest terms, which a comparison by
 * cross multiplication does not see. Everything fails, by -1, rather than grow beyond its limits. */
#ifndef CF_NORMAL_H
#define CF_NORMAL_H

#include "bounds/calculus.h"

enum { CF_FORM_ATOMS = 32, CF_FORM_TERMS = 600, CF_FORM_DEGREE = 120, CF_FORM_FACTORS = 16 };

typedef struct {
    fmpq_mpoly_t p, q; /* p/q, q with leading coefficient 1 */
} cf_quotient;

typedef struct {
    int node;            /* the atom as an expression */
    ulong root;          /* n of a root a^(1/n), 0 of other atoms */
    int shown;           /* a as it stood, where that is shorter: what an expression shows */
    cf_quotient operand; /* a, of a root */
} cf_atom;

/* The atoms met so far, and the forms of nodes. */
typedef struct {
    cf_graph *g;
    fmpq_mpoly_ctx_t ctx;
    int n, n_memo, room;
    cf_atom atom[CF_FORM_ATOMS];
    int *memo_node;
    cf_quotient *memo;
    int deep; /* exp of a sum is a product, sinh and cosh are of exp */
} cf_forms;
cf_forms *cf_forms_new(cf_graph *g);
void cf_forms_free(cf_forms *c);

void cf_quotient_init(cf_quotient *a, const cf_forms *c);
void cf_quotient_clear(cf_quotient *a, const cf_forms *c);
int cf_form_of(cf_quotient *out, cf_forms *c, int node);
/* The operation on quotients; out may be an operand. */
int cf_quotient_combine(cf_quotient *out, cf_forms *c, cf_op op, const cf_quotient *a, const cf_quotient *b);
/* The form of a node that is an atom, a root of index `root` of operand; of a^e, a as it stood; of exp, sinh, cosh of a where deep. */
int cf_form_atom(cf_quotient *out, cf_forms *c, int node, ulong root, const cf_quotient *operand);
int cf_form_power(cf_quotient *out, cf_forms *c, const fmpq_t e, const cf_quotient *a, int as_it_stood);
int cf_form_exponential(cf_quotient *out, cf_forms *c, cf_op op, const cf_quotient *a);
/* An expression with this normal form. */
int cf_form_node(cf_forms *c, const cf_quotient *a);
/* a = p+ - p- by the signs of the coefficients, over q. */
void cf_form_sides(int *small, int *big, cf_forms *c, const fmpq_mpoly_t p);

/* node = constant * product of base^exponent, bases without denominators. */
typedef struct {
    fmpq_t constant;
    int n, base[CF_FORM_FACTORS], exponent[CF_FORM_FACTORS];
    int small[CF_FORM_FACTORS], big[CF_FORM_FACTORS]; /* base = big - small, by the signs of the coefficients */
} cf_factors;
void cf_factors_init(cf_factors *f);
void cf_factors_clear(cf_factors *f);

/* On a graph alone. All return -1 where they fail. */
int cf_graph_factors(cf_factors *out, cf_graph *g, int node);
int cf_graph_factors_deep(cf_factors *out, cf_graph *g, int node);
int cf_graph_canonical(cf_graph *g, int node); /* an expression of the same normal form, in a good one */
int cf_graph_same_form(cf_graph *g, int a, int b); /* 1, 0; deep if need be */
int cf_graph_linear(int *a, int *b, cf_graph *g, int node, long v); /* node = a + b x_v, with a and b free of x_v */
/* node = big - small with the terms of its normal form by sign, so that a value near 0 shows as two near values. */
int cf_graph_spread(int *small, int *big, cf_graph *g, int node);
int cf_graph_cost(const cf_graph *g, int node); /* how many operations the expression has */
/* node = (free + slope*atom)/below, with free, slope and below free of the atom; also free/slope = whole + part. */
typedef struct {
    int atom, free, slope, below, whole, part;
} cf_in_atom;
/* The atoms (roots: square roots; else functions other than abs, min and max) in which node is of this form, slope not a number
 * unless roots; how many. */
int cf_graph_in_atoms(cf_in_atom *list, int most, cf_graph *g, int node, int roots);
/* The solution of node = 0 for x_v where it is A x_v^n - B with n at most 4. */
int cf_graph_solved(cf_graph *g, int node, long v);

#endif
