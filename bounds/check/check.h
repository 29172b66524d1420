/* check.h - coefficients and elements of the graded arithmetic. Like intervals they are never changed once made and live until the
 * leaf is done (context_reset); NULL stands for an operation that fails, and passes through. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "bounds/check/num.h"
#include <stdint.h>
#include <stdio.h>

enum { /* what is beyond these limits is refused, so that memory stays bounded */
    MAX_DIGITS = 100000,                                         /* of an integer, in the certificate and in the statement */
    MAX_STATEMENT = 1 << 20, MAX_NESTING = 1000,                 /* bytes; of expressions */
    MAX_VARIABLES = 64, MAX_GOALS = 4096, MAX_TREE_DEPTH = 4096,
    MAX_TERMS = 600, MAX_ORDER = 64, MAX_BITS = 16384,           /* terms of an element */
    MAX_LIST = 256, MAX_CLAUSES = 1 << 12,                       /* multipliers of a node; where-clauses of a node */
    MAX_NODES = 1 << 20,                                         /* of expressions, derived ones too */
    MAX_SYMBOLS = 12, MAX_PARTS = 32,                            /* of a leaf; terms of a coefficient in symbols */
    MAX_DEPTH_D = 1000000, MAX_RAT = 1 << 30,                    /* the D of h_inv; numerators and denominators of exponents */
    MAX_COEFS = 1 << 21, CHUNK = 1 << 18, MAX_CHUNKS = 1 << 12   /* alive in one leaf; bytes; of them */
};

/* ---- coef.c */
typedef struct {
    long p, q; /* in lowest terms, q > 0 */
} rat;
bool rat_make(rat *z, long p, long q); /* these are false where the result is too large */
typedef bool rat_binary(rat *z, rat x, rat y);
rat_binary rat_add, rat_sub, rat_mul;
int rat_cmp(rat x, rat y);
bool rat_of(rat *z, mpq_srcptr q);

typedef struct coef {
    bool exact; /* the rational q, else one number of the interval x */
    mpq_t q; iv x;
    int n; /* if not 0: the number of x that is the sum of the parts */
    const struct part *parts;
} coef;
typedef const coef *C;
typedef struct part { /* the rational c times the powers e of the symbols */
    C c; rat e[MAX_SYMBOLS];
} part;
typedef enum {
    F_EXP, F_LOG, F_SINH, F_COSH, F_ASINH, F_Q, F_Q_PRIME, F_H, F_H_INV, F_Q_DEPTH, F_LOG_OPEN, F_ABS, F_BASE, F_POWER
} function;
typedef struct symbol { /* the positive number f(argument), in value */
    function f; int depth; mpq_t argument;
    iv value;
} symbol;

void coef_free(void *x);
C coef_ratio(context *cx, long p, long q), coef_rational(context *cx, mpq_srcptr q), coef_of(context *cx, I x);
I coef_iv(context *cx, C x);
int coef_lower_sign(C x), coef_upper_sign(C x); /* of the ends */
bool coef_has_zero(C x), coef_is_zero(C x);
typedef C coef_binary(context *cx, C x, C y);
coef_binary coef_add, coef_sub, coef_mul, coef_div;
bool coef_rat(rat *z, C x); /* whether x is a short rational, *z */
C coef_neg(context *cx, C x);
C coef_pow(context *cx, C x, rat r);
C coef_function(context *cx, C x, function f, int depth);
typedef struct {
    function f; int depth; rat r; /* r: of F_POWER */
} jet_of;
C *jet(context *cx, int n, C x, jet_of what); /* jet.c: f_0 ... f_n at x; NULL if one is not defined */

/* ---- monomial.c */
typedef struct {
    rat a, e1, e2; long b;
} power; /* h^a l^b exp(e1/h + e2/h^2) of one coordinate, l = ln(1/h); a monomial has one for each */
typedef const power *M;

typedef struct frame {
    char kind;                 /* f l h m + -, L H for l:c h:c */
    bool zero, positive;       /* h = 0 is a point of the box; not f or m */
    bool bounded, logs;        /* h is; l may occur: positive, without zero, 0 < w <= 1/2 */
    mpq_t w;                   /* of a bounded positive frame: 0 <= h <= w */
    I width, log_width, range; /* around w; around ln(1/w), where logs; of h in m, of x in f */
} frame;

power *monomial_one(context *cx);
bool monomial_is_one(const context *cx, M m);
bool monomial_degree(const context *cx, rat *d, M m);
M monomial_mul(context *cx, M x, M y, rat r);    /* x y^r; NULL: exponents too large, or of l no integer */
M monomial_valid(const context *cx, M m);        /* m if it has a value at each point of the box, else NULL */
I monomial_size(context *cx, M m);               /* its upper end is S(m); NULL: infinite */
I monomial_range(context *cx, M m);

/* ---- graded.c */
typedef struct term {
    C c; M m;
    uint64_t key; /* a hash of m */
} term;
typedef const struct elem {
    int n; const term *t;
} *E;

void context_init(context *cx, int variables, int terms); /* at most so many of an element */
void context_clear(context *cx), context_reset(context *cx);
bool context_full(const context *cx);
void *bytes_new(context *cx, size_t n);
typedef struct {
    int ivs, coefs, chunks; size_t used;
} mark;
mark context_mark(const context *cx);
void context_release(context *cx, mark m); /* takes back what was made since */
void build_start(context *cx);
bool build_add(context *cx, C c, M m); /* merges equal monomials */
E build_exactly(context *cx);          /* without zero terms */
E build(context *cx);                  /* and truncated, at the least exponents + order */
E el_coef(context *cx, C c), el_si(context *cx, long n);
bool el_is_constant(const context *cx, E x);
C el_constant(context *cx, E x); /* the coefficient of the monomial 1, or 0 */
E el_neg(context *cx, E x);
typedef E el_binary(context *cx, E x, E y);
el_binary el_add, el_sub, el_mul;
E el_scale(context *cx, E x, C c, M m); /* c m x; m may be NULL: 1 */
I el_range(context *cx, E x);
int *el_order(context *cx, E x); /* the terms by ascending degree */

/* ---- functions.c, decide.c */
el_binary el_div;
E el_pow(context *cx, E x, rat r), el_whole_power(context *cx, E x, long n); /* n >= 0, by multiplication */
E el_function(context *cx, E x, function f, int depth);
E el_extreme(context *cx, E x, E y, int sign); /* max for 1, min for -1 */
bool certify(context *cx, E t, bool strict); /* t >= 0, > 0 on the box */

#endif
