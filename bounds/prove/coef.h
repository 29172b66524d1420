/* coef.h - coefficients of graded elements: an exact rational while it is short, an interval otherwise. */
#ifndef CF_COEF_H
#define CF_COEF_H

#include "bounds/prove/interval.h"

typedef struct {
    int exact;
    fmpq_t q; /* if exact */
    cf_iv v;  /* if not */
} cf_coef;

/* The accuracy of a leaf: intervals to bits, rationals while numerator and denominator have at most exact bits. */
typedef struct {
    slong bits, exact;
} cf_accuracy;

void cf_coef_init(cf_coef *c); /* 0 */
void cf_coef_clear(cf_coef *c);
void cf_coef_set(cf_coef *c, const cf_coef *d);
void cf_coef_set_fmpq(cf_coef *c, const fmpq_t q, cf_accuracy acc);
void cf_coef_set_si(cf_coef *c, slong p, slong q, cf_accuracy acc);
void cf_coef_set_iv(cf_coef *c, const cf_iv *v);
void cf_coef_get_iv(cf_iv *v, const cf_coef *c, slong bits);
int cf_coef_is_zero(const cf_coef *c); /* exactly 0 */
int cf_coef_has_zero(const cf_coef *c);
int cf_coef_sign(const cf_coef *c);      /* 1 certainly > 0, -1 certainly < 0, 0 otherwise */
int cf_coef_nonnegative(const cf_coef *c); /* nonzero iff certainly >= 0 */
int cf_coef_is_finite(const cf_coef *c);
void cf_coef_neg(cf_coef *c, const cf_coef *d);
void cf_coef_add(cf_coef *c, const cf_coef *d, const cf_coef *e, cf_accuracy acc);
void cf_coef_mul(cf_coef *c, const cf_coef *d, const cf_coef *e, cf_accuracy acc);
int cf_coef_div(cf_coef *c, const cf_coef *d, const cf_coef *e, cf_accuracy acc); /* -1 if e may be 0 */
/* c = d * p/q */
void cf_coef_mul_si(cf_coef *c, const cf_coef *d, slong p, slong q, cf_accuracy acc);
/* Tight extensions; exact where the value is known to be rational. -1 where undefined. */
int cf_coef_function(cf_coef *c, cf_op op, long D, const cf_coef *d, cf_accuracy acc);
int cf_coef_power(cf_coef *c, const cf_coef *d, const fmpq_t r, cf_accuracy acc);

#endif
