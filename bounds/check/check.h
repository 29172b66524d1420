/* check.h - what the checker's files share: coefficients, elements of the graded arithmetic, the statement, the reader. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "bounds/check/num.h"
#include <stdint.h>
#include <stdio.h>

/* ---- limits: what is beyond them is refused, so that memory stays bounded */
enum {
    MAX_DIGITS = 100000,       /* of an integer, in the certificate and in the statement */
    MAX_STATEMENT = 1 << 20,   /* bytes */
    MAX_NESTING = 1000,        /* of expressions */
    MAX_VARIABLES = 64,
    MAX_GOALS = 4096,
    MAX_TREE_DEPTH = 4096,
    MAX_TERMS = 600,           /* of an element */
    MAX_ORDER = 64,
    MAX_BITS = 16384,
    MAX_LIST = 1024,           /* multipliers and squares of a leaf */
    MAX_DEPTH_D = 1000000,     /* the D of h, h_inv, q_depth */
    MAX_RAT = 1 << 30          /* numerators and denominators of exponents */
};

/* ---- coef.c: rational numbers, exact, or intervals */
typedef struct {
    long p, q; /* in lowest terms, q > 0 */
} rat;
bool rat_make(rat *z, long p, long q);
bool rat_add(rat *z, rat x, rat y);
bool rat_sub(rat *z, rat x, rat y);
bool rat_mul(rat *z, rat x, rat y);
int rat_cmp(rat x, rat y);

typedef struct {
    bool exact; /* q is alive, else x */
    mpq_t q;
    iv x;
} coef;

typedef enum { F_EXP, F_LOG, F_SINH, F_COSH, F_ASINH, F_Q, F_Q_PRIME, F_H, F_H_INV, F_Q_DEPTH, F_LOG_OPEN } function;

/* One coordinate of the box as it is written in h. The unbounded w of a positive frame is 1/0: w_inf. */
typedef struct {
    char kind;         /* f l h m + - */
    bool zero;         /* h = 0 is a point of the box */
    bool positive;     /* l h + - */
    bool bounded;      /* h is */
    bool logs;         /* l allowed: positive, without zero, 0 < w <= 1/2 */
    mpq_t w;           /* of a positive frame */
    iv width;          /* encloses w */
    iv log_width;      /* encloses ln(1/w) where logs */
    iv range;          /* of h: m, or of x: f */
} frame;

typedef struct {
    cache w;
    long bits;  /* of every interval: those of the certificate and a few more */
    long exact; /* the most bits of an exact coefficient */
    int order, variables;
    frame *frames;
} context;

void coef_init(coef *z);
void coef_clear(coef *z);
void coef_set(coef *z, const coef *x);
void coef_set_si(coef *z, long n);
void coef_set_rat(coef *z, rat r);
void coef_set_q(context *cx, coef *z, const mpq_t q);
void coef_set_iv(coef *z, const iv *x);
void coef_iv(context *cx, iv *z, const coef *x); /* an interval around x */
int coef_lower_sign(const coef *x);
int coef_upper_sign(const coef *x);
bool coef_is_zero(const coef *x);
bool coef_has_zero(const coef *x);
void coef_neg(coef *z, const coef *x);
void coef_add(context *cx, coef *z, const coef *x, const coef *y);
void coef_sub(context *cx, coef *z, const coef *x, const coef *y);
void coef_mul(context *cx, coef *z, const coef *x, const coef *y);
bool coef_div(context *cx, coef *z, const coef *x, const coef *y);
bool coef_pow(context *cx, coef *z, const coef *x, rat r);
bool coef_function(context *cx, coef *z, const coef *x, function f, int depth);
/* jet.c: the Taylor coefficients f_0 ... f_n at x of exp, sinh, cosh, asinh, q, h_inv, q_depth. */
bool jet(context *cx, coef *f, int n, const coef *x, function which, int depth);

/* ---- graded.c: elements */
typedef struct {
    rat a, e1, e2;
    long b;
} power; /* h^a l^b exp(e1/h + e2/h^2) of one coordinate */

typedef struct {
    int n, room;
    coef *c;
    uint64_t *key; /* a hash of the monomial */
    power *m;      /* term k has the powers m[k * variables + i] */
} elem;

void elem_init(elem *z);
void elem_clear(elem *z);
void el_swap(elem *x, elem *y);
bool el_set(context *cx, elem *z, const elem *x);
bool el_set_coef(context *cx, elem *z, const coef *c);
bool el_set_si(context *cx, elem *z, long n);
bool el_append(context *cx, elem *z, const coef *c, const power *m); /* adds c m */
bool el_is_constant(context *cx, const elem *x);
void el_constant(context *cx, coef *c, const elem *x); /* the coefficient of the monomial 1, or 0 */
bool el_finish(context *cx, elem *z, const int *cap);  /* drops zeros, truncates at a_0 + order or at cap */
bool el_neg(context *cx, elem *z, const elem *x);
bool el_add(context *cx, elem *z, const elem *x, const elem *y);
bool el_sub(context *cx, elem *z, const elem *x, const elem *y);
bool el_mul(context *cx, elem *z, const elem *x, const elem *y, const int *cap);
bool el_mul_exactly(context *cx, elem *z, const elem *x, const elem *y); /* without truncation */
bool el_sub_exactly(context *cx, elem *z, const elem *x, const elem *y);
bool el_scale(context *cx, elem *z, const coef *c, const power *m); /* z <- c m z; m may be null */
void el_range(context *cx, iv *z, const elem *x);
void el_order(context *cx, int *order, const elem *x); /* the terms in ascending degree */
void power_one(power *m, int n);
bool power_is_one(const power *m, int n);
bool power_combine(power *z, const power *x, const power *y, int sign, int n); /* x y^sign */
bool power_valid(const context *cx, const power *m);
bool size_of(context *cx, dy *s, const power *m); /* S(m); false: infinite */

/* ---- functions.c: the operations that need a dominant term or a composition */
bool el_pow(context *cx, elem *z, const elem *x, rat r);
bool el_function(context *cx, elem *z, const elem *x, function f, int depth);
bool el_div(context *cx, elem *z, const elem *x, const elem *y);
bool el_extreme(context *cx, elem *z, const elem *x, const elem *y, int sign); /* the larger for 1, the smaller for -1 */
bool el_abs(context *cx, elem *z, const elem *x);

/* ---- decide.c */
bool certify(context *cx, const elem *t, bool strict);

#endif
