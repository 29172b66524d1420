/* function_parts.h - what the files that make up function.h share. */
#ifndef CF_FUNCTION_PARTS_H
#define CF_FUNCTION_PARTS_H

#include "bounds/prove/function.h"

/* compose.c */
int cf_e_order(const cf_leaf *leaf); /* terms of a Taylor polynomial, >= 1 */
/* sum_{j<=N} f_j e^j */
cf_element *cf_e_polynomial(cf_leaf *leaf, cf_element *const *f, int N, const cf_element *e);
cf_element *cf_e_coefficients(cf_leaf *leaf, const cf_coef *f, int N, const cf_element *e);
cf_element *cf_e_regular(cf_leaf *leaf, cf_op op, long D, const cf_element *x);

/* power.c. x = c m (1 + eps) with the dominant term; range: of 1 + eps and 1, > 0. 0, or -1 if there is none. */
int cf_e_dominant(const cf_term **lead, cf_element **eps, cf_iv *range, cf_leaf *leaf, const cf_element *x);
int cf_e_monomial_power(cf_leaf *leaf, cf_expo *m, const cf_expo *x, const fmpq_t r); /* m = x^r; -1 if it is none */
cf_element *cf_e_power_si(cf_leaf *leaf, const cf_element *x, slong p, slong q);       /* x^(p/q) */

/* infinity.c */
cf_element *cf_e_at_infinity(cf_leaf *leaf, cf_op op, long D, const cf_element *x);

/* function.c: the interval extension, as a constant; of x > 0 whose range begins at 0, ln x (r NULL) or x^r, r < 0 */
cf_element *cf_e_of_range(cf_leaf *leaf, cf_op op, long D, const cf_element *x);
cf_element *cf_e_open_range(cf_leaf *leaf, const fmpq_t r, const cf_element *x);

#endif
