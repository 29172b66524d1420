/* num.h - dyadic numbers with directed rounding, intervals with dyadic ends, and the elementary functions on them.
 * Everything is outward: a function of an interval holds the image of each real number in it. Intervals are temporaries of a
 * pool: never changed once made, taken back all at once (iv_keep, iv_done). NULL stands for "not defined" and passes through. */
#ifndef CHECK_NUM_H
#define CHECK_NUM_H

#include <gmp.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* m 2^e; with e = DY_INF the infinity of the sign of m. The exponent of the leading bit stays within +-DY_MAX: what is larger
 * or smaller is moved outward, to an infinity, to 0, or to the last power of two. */
typedef struct {
    mpz_t m; long e;
} dy;
#define DY_INF LONG_MAX
#define DY_MAX (1L << 40)
enum { DOWN = -1, UP = 1 };

typedef struct {
    dy lo, hi; /* {x real: lo <= x <= hi}; lo may be -inf, hi inf, never the other way round */
} iv;
typedef const iv *I;

typedef struct {
    char **blocks; size_t size; int top, made;
} pool;
enum { BLOCK = 16 }; /* members of a block: of chunks 4 MiB, which are asked of the system at once */

typedef struct context {
    long bits;          /* of every interval made */
    pool ivs, coefs;    /* of iv, of coef */
    pool chunks;        /* of memory for monomials and terms, of which the last has `used` bytes in use */
    size_t used;
    long exact;         /* the most bits of an exact coefficient */
    int order, variables, terms, n_built; struct frame *frames;
    int symbols, n_symbols; /* the last coordinates are kept for so many; those in use */
    struct term *built; /* see graded.c */
} context;

void dy_set(dy *z, const dy *x), dy_set_si(dy *z, long n, long e) /* n 2^e */, dy_set_inf(dy *z, int sign);
void dy_set_q(dy *z, mpq_srcptr q, int dir, long bits);
static inline int dy_sgn(const dy *x) { return mpz_sgn(x->m); }
static inline bool dy_finite(const dy *x) { return x->e != DY_INF; }
int dy_cmp(const dy *x, const dy *y);
long dy_top(const dy *x); /* 2^(top-1) <= |x| < 2^top, for x finite and not 0 */
void dy_inv(dy *z, const dy *x, int dir, long bits);              /* x not 0; 1/inf = 0 */

void *pool_new(pool *p, void (*init)(void *));
void pool_clear(pool *p, void (*clear)(void *));
iv *iv_new(context *cx);
void iv_free(void *x), iv_set(iv *z, I x);
I iv_keep(context *cx, int mark, I z);            /* takes back the temporaries since mark = cx->ivs.top, but for a copy of z */
I iv_done(context *cx, int mark, long bits, I z); /* the same, back to a precision, rounded to it */

typedef I iv_binary(context *cx, I x, I y);
typedef I iv_function(context *cx, I x, int depth); /* depth: D, where it is asked for */
I iv_si(context *cx, long n), iv_rational(context *cx, mpq_srcptr q), iv_span(context *cx, const dy *lo, const dy *hi);
bool iv_finite(I x), iv_has_zero(I x);
I iv_neg(context *cx, I x), iv_abs(context *cx, I x), iv_hull_zero(context *cx, I x);
iv_binary iv_add, iv_sub, iv_mul, iv_div;      /* y without 0 */
I iv_ratio(context *cx, I x, long p, long q);  /* x p/q */
I iv_extreme(context *cx, I x, I y, int sign); /* max for 1, min for -1 */
/* x^(p/q), q >= 1: for q = 1 of every x (without 0 if p < 0), else of x >= 0 (x > 0 if p < 0). */
I iv_pow(context *cx, I x, long p, long q);
iv_function iv_exp, iv_log, iv_log_open; /* log needs x > 0; log_open is of the positive numbers of x >= 0 */
iv_function iv_sinh, iv_cosh, iv_asinh, iv_q, iv_q_prime, iv_h, iv_h_inv, iv_q_depth; /* h needs -1 < x < 1 */

#endif
