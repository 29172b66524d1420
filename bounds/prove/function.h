/* function.h - functions of graded elements (docs/certificate.md, Operations). NULL where a rule fails and the interval
 * extension is not defined either. */
#ifndef CF_FUNCTION_H
#define CF_FUNCTION_H

#include "bounds/prove/element.h"

/* Taylor coefficients f^{(j)}(c)/j!, j = 0 .. N, of exp sinh cosh asinh q q_prime h_inv q_depth. 0, or -1 where undefined.
 * f[0] only if N = 0. */
int cf_jet(cf_coef *f, int N, cf_op op, long D, const cf_coef *c, cf_accuracy acc);

cf_element *cf_element_power(cf_leaf *leaf, const cf_element *x, const fmpq_t r);
cf_element *cf_element_log(cf_leaf *leaf, const cf_element *x);
cf_element *cf_element_exp(cf_leaf *leaf, const cf_element *x);
/* exp log sqrt sinh cosh asinh abs q q_prime h h_inv q_depth */
cf_element *cf_element_function(cf_leaf *leaf, cf_op op, long D, const cf_element *x);
/* min or max */
cf_element *cf_element_choose(cf_leaf *leaf, cf_op op, const cf_element *x, const cf_element *y);

/* The terms in the order in which rules try them: by degree, then by their exponents. */
void cf_element_order(int *order, cf_leaf *leaf, const cf_element *x);
/* The decision of docs/certificate.md: nonzero iff x >= 0 (> 0 if strict) is certified on the box. */
int cf_element_certify(cf_leaf *leaf, const cf_element *x, int strict);

#endif
