/* interval.h - intervals with dyadic or infinite ends, rounded outwards to prec bits. */
#ifndef CF_INTERVAL_H
#define CF_INTERVAL_H

#include "bounds/bound.h"

typedef struct {
    arf_struct lo, hi; /* lo <= hi; -inf and inf allowed, NaN never */
} cf_iv;

void cf_iv_init(cf_iv *x);
void cf_iv_clear(cf_iv *x);
void cf_iv_set(cf_iv *x, const cf_iv *y);
void cf_iv_set_fmpq(cf_iv *x, const fmpq_t q, slong prec);
void cf_iv_whole(cf_iv *x);
int cf_iv_is_finite(const cf_iv *x);
int cf_iv_has_zero(const cf_iv *x);
void cf_iv_neg(cf_iv *x, const cf_iv *y);
void cf_iv_add(cf_iv *x, const cf_iv *y, const cf_iv *z, slong prec);
void cf_iv_mul(cf_iv *x, const cf_iv *y, const cf_iv *z, slong prec); /* 0 times an infinite end is 0 */
int cf_iv_div(cf_iv *x, const cf_iv *y, const cf_iv *z, slong prec);  /* 0, or -1 if z holds 0 */
void cf_iv_hull(cf_iv *x, const cf_iv *y, const cf_iv *z);
/* f over y, tight at the ends: exp log sqrt sinh cosh asinh abs q q_prime h h_inv q_depth (D the depth). 0, or -1 where f is
 * not defined on all of y. */
int cf_iv_function(cf_iv *x, cf_op op, long D, const cf_iv *y, slong prec);
/* y^r, r a rational; 0, or -1 where undefined. 0^r = 0 for r > 0. */
int cf_iv_power(cf_iv *x, const cf_iv *y, const fmpq_t r, slong prec);

#endif
