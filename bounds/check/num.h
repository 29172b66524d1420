/* num.h - dyadic numbers with directed rounding, intervals with dyadic ends, and the elementary functions on them.
 * Everything is outward: a function given an interval returns one that holds the image of each real number in it. */
#ifndef CHECK_NUM_H
#define CHECK_NUM_H

#include <gmp.h>
#include <limits.h>
#include <stdbool.h>

/* m 2^e; with e = DY_INF the infinity of the sign of m. Exponents stay within +-DY_MAX: what is larger or smaller
 * in size is moved outward to an infinity, zero, or the last power of two. */
typedef struct {
    mpz_t m;
    long e;
} dy;
#define DY_INF LONG_MAX
#define DY_MAX (1L << 40)

enum { DOWN = -1, UP = 1 };

void dy_init(dy *z);
void dy_clear(dy *z);
void dy_set(dy *z, const dy *x);
void dy_set_si(dy *z, long n, long e); /* n 2^e */
void dy_set_inf(dy *z, int sign);
void dy_set_q(dy *z, mpq_srcptr q, int dir, long bits);
static inline int dy_sgn(const dy *x) { return mpz_sgn(x->m); }
static inline bool dy_finite(const dy *x) { return x->e != DY_INF; }
int dy_cmp(const dy *x, const dy *y);
void dy_neg(dy *z, const dy *x);
void dy_round(dy *z, int dir, long bits);
void dy_add(dy *z, const dy *x, const dy *y, int dir, long bits);
void dy_sub(dy *z, const dy *x, const dy *y, int dir, long bits);
void dy_mul(dy *z, const dy *x, const dy *y, int dir, long bits); /* 0 inf = 0: ends of intervals of real numbers */
void dy_inv(dy *z, const dy *x, int dir, long bits);              /* x not 0; 1/inf = 0 */
void dy_root(dy *z, const dy *x, unsigned long n, int dir, long bits); /* x >= 0 */
long dy_top(const dy *x); /* 2^(top-1) <= |x| < 2^top, for x finite and not 0 */

/* A local variable that is cleared where its block ends (an extension that gcc and clang have). */
#define WITH(type, name)                                                                                      \
    type name __attribute__((cleanup(type##_clear)));                                                         \
    type##_init(&name)

/* {x real: lo <= x <= hi}; lo may be -inf, hi inf, never the other way round. */
typedef struct {
    dy lo, hi;
} iv;

void iv_init(iv *z);
void iv_clear(iv *z);
void iv_set(iv *z, const iv *x);
void iv_set_si(iv *z, long n);
void iv_set_dy(iv *z, const dy *x);
void iv_set_q(iv *z, mpq_srcptr q, long bits);
void iv_swap(iv *x, iv *y);
void iv_round(iv *z, long bits);
bool iv_finite(const iv *x);
bool iv_has_zero(const iv *x);
void iv_neg(iv *z, const iv *x);
void iv_abs(iv *z, const iv *x);
void iv_add(iv *z, const iv *x, const iv *y, long bits);
void iv_sub(iv *z, const iv *x, const iv *y, long bits);
void iv_mul(iv *z, const iv *x, const iv *y, long bits);
bool iv_div(iv *z, const iv *x, const iv *y, long bits); /* false: y holds 0 */
void iv_mul_si(iv *z, const iv *x, long n, long bits);
bool iv_div_si(iv *z, const iv *x, long n, long bits);
void iv_hull_zero(iv *z); /* the hull with 0 */
void iv_min(iv *z, const iv *x, const iv *y);
void iv_max(iv *z, const iv *x, const iv *y);
bool iv_pow_si(iv *z, const iv *x, long n, long bits); /* false: n < 0 and x holds 0 */

/* ln 2 = L 2^-bits with 0 <= error < 2^-bits, kept from call to call. */
typedef struct {
    mpz_t ln2;
    long ln2_bits;
} cache;
void cache_init(cache *w);
void cache_clear(cache *w);

/* The functions: false where one is not defined on the whole of x, z then arbitrary. depth is D where it is asked for. */
typedef bool (*iv_function)(cache *w, iv *z, const iv *x, int depth, long bits);
bool iv_exp(cache *w, iv *z, const iv *x, int depth, long bits);
bool iv_log(cache *w, iv *z, const iv *x, int depth, long bits);      /* x > 0 */
bool iv_log_open(cache *w, iv *z, const iv *x, int depth, long bits); /* of the positive numbers of x >= 0 */
bool iv_sinh(cache *w, iv *z, const iv *x, int depth, long bits);
bool iv_cosh(cache *w, iv *z, const iv *x, int depth, long bits);
bool iv_asinh(cache *w, iv *z, const iv *x, int depth, long bits);
bool iv_q(cache *w, iv *z, const iv *x, int depth, long bits);
bool iv_q_prime(cache *w, iv *z, const iv *x, int depth, long bits);
bool iv_h(cache *w, iv *z, const iv *x, int depth, long bits); /* -1 < x < 1 */
bool iv_h_inv(cache *w, iv *z, const iv *x, int depth, long bits);
bool iv_q_depth(cache *w, iv *z, const iv *x, int depth, long bits);
/* x^(p/q), q >= 1, for x >= 0 (x > 0 if p < 0); with q = 1 for every x, as iv_pow_si. */
bool iv_pow(cache *w, iv *z, const iv *x, long p, long q, long bits);

#endif
