/* element.h - graded elements: sums of coefficient x monomial in the local unknowns of a box (docs/certificate.md).
 *
 * Elements and monomials belong to the leaf's context and go with it. Operations return NULL where they fail. */
#ifndef CF_ELEMENT_H
#define CF_ELEMENT_H

#include "bounds/prove/coef.h"

/* Exponents of one coordinate: h^a l^b exp(e1/h + e2/h^2), l = ln(1/h). Fractions in lowest terms, denominators > 0. */
typedef struct {
    int an, ad, b, e1n, e1d, e2n, e2d;
} cf_expo;

typedef struct {
    cf_coef c;
    cf_expo *m; /* one a coordinate */
    unsigned hash;
} cf_term;

typedef struct cf_element {
    cf_term *t;
    int n, room;
    struct cf_element *next; /* of the context */
} cf_element;

/* A coordinate written in its local unknown h. */
typedef struct {
    char kind;       /* f l h m + - ; s: a symbol */
    int zero;        /* h = 0 belongs to the box */
    fmpq_t centre;   /* of m; the finite end of l, h */
    cf_iv h;         /* where h lies; [0, w] for the positive frames; of f: the coordinate itself */
    fmpq_t point;    /* of f on a single point */
    int is_point;
    arf_struct power[9]; /* upper bounds of max |h|^k, k <= 8 */
} cf_frame;

enum { CF_TERMS = 600, CF_SYMBOLS = 8, CF_WORK = 400000 };

/* A constant whose value is not rational: ln p, p^(0..1), e^c, or f(c) as it is. */
typedef struct {
    cf_op op; /* LOG, POWER (the prime itself), EXP (e itself), or a function */
    long D;
    fmpq_t c;
} cf_symbol;

typedef struct {
    int V, order;
    int W, symbols; /* monomials have W = V + CF_SYMBOLS exponents in exact leaves, V otherwise; symbols in use */
    cf_symbol symbol[CF_SYMBOLS];
    cf_accuracy acc;
    cf_frame *frame; /* V */
    cf_element *all;
    struct cf_block *blocks; /* of exponents */
    int overflow;            /* an exponent left the range of int, or a term would have been lost */
    long work;               /* products of terms so far: a leaf that takes too many is given up */
    long decided;            /* pairs of terms that decisions looked at */
} cf_leaf;

void cf_leaf_init(cf_leaf *leaf, int V, int order, cf_accuracy acc);
void cf_leaf_clear(cf_leaf *leaf);

cf_element *cf_element_new(cf_leaf *leaf);
cf_element *cf_element_constant(cf_leaf *leaf, const cf_coef *c);
cf_element *cf_element_si(cf_leaf *leaf, slong p, slong q);
/* Adds c m; m is copied. 0, or -1 if there are too many terms. */
int cf_element_add_term(cf_leaf *leaf, cf_element *e, const cf_coef *c, const cf_expo *m);
cf_expo *cf_expo_one(cf_leaf *leaf); /* the monomial 1, writable */
cf_expo *cf_expo_copy(cf_leaf *leaf, const cf_expo *x);
/* m = x y^s, s = 1 or -1 */
void cf_expo_mul(cf_leaf *leaf, cf_expo *m, const cf_expo *x, const cf_expo *y, int s);
int cf_expo_is_one(const cf_leaf *leaf, const cf_expo *m);
int cf_expo_is_constant(const cf_leaf *leaf, const cf_expo *m); /* of symbols alone */
int cf_element_is_constant(const cf_leaf *leaf, const cf_element *e);
/* The sum of the constant terms: exact if there are no symbols in it. */
void cf_element_constant_part(cf_coef *c, cf_leaf *leaf, const cf_element *e);
/* f(c), c exact, as an element with symbols (symbol.c); NULL: no symbol fits. */
cf_element *cf_symbolic(cf_leaf *leaf, cf_op op, long D, const fmpq_t c);
cf_element *cf_symbolic_power(cf_leaf *leaf, const fmpq_t c, const fmpq_t r);
/* Whole powers of primes go from the monomial into the coefficient. */
void cf_symbol_reduce(cf_leaf *leaf, cf_coef *c, cf_expo *m);

/* S(m), rounded up, inf allowed; half: of sqrt(m) */
void cf_expo_size(arf_t out, cf_leaf *leaf, const cf_expo *m);
void cf_expo_range(cf_iv *out, cf_leaf *leaf, const cf_expo *m);
int cf_expo_nonnegative(const cf_leaf *leaf, const cf_expo *m);
void cf_element_range(cf_iv *out, cf_leaf *leaf, const cf_element *e);

cf_element *cf_element_neg(cf_leaf *leaf, const cf_element *x);
cf_element *cf_element_add(cf_leaf *leaf, const cf_element *x, const cf_element *y);
cf_element *cf_element_sub(cf_leaf *leaf, const cf_element *x, const cf_element *y);
cf_element *cf_element_mul(cf_leaf *leaf, const cf_element *x, const cf_element *y);
cf_element *cf_element_scale(cf_leaf *leaf, const cf_element *x, const cf_coef *c);
/* Folds what lies beyond the leaf's order; checks that no exponent is out of its frame. NULL if one is. */
cf_element *cf_element_truncate(cf_leaf *leaf, cf_element *x);

#endif
