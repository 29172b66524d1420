/* ulp.h - the error of a double in units in the last place of the exact value.
 *
 * ulp(x) = 2^(e - 52) for 2^e <= |x| < 2^(e+1), at least 2^-1074 (the spacing of subnormals) and at most
 * 2^971. */
#ifndef CF_ULP_H
#define CF_ULP_H

#include "reference/ball.h"

/* An upper bound of |value - exact|/ulp(exact), tight if the ball is (a ball of 128 bits: to 2^-29 of
 * itself). 0 where value is the defined or correctly rounded result of a special case: exact is the exact
 * infinity and value equals it; exact exceeds the largest double by half an ulp or more and value is that
 * infinity; exact is NaN-valued because the argument is (pass an indeterminate ball) and value is NaN. inf
 * where value is NaN, or infinite, and should not be, or the ball is not finite. */
double cf_ulp_error(double value, const arb_t exact);

/* out <- factor ulp(exact), exactly; exact finite, its least point in size counts */
void cf_ulp_multiple(arb_t out, double factor, const arb_t exact);

/* cf_ulp_error for a function given with its argument: exact(out, argument, prec) encloses its value; the
 * precision rises from 128 until the ball has 96 bits, or 20 doublings are spent. */
typedef void (*cf_ulp_function)(arb_t out, const arb_t argument, slong prec);
double cf_ulp_error_at(double value, cf_ulp_function exact, double argument);
/* The same for a function of an exact depth. */
typedef void (*cf_ulp_depth_function)(arb_t out, const fmpq_t depth, const arb_t argument, slong prec);
double cf_ulp_error_at_depth(double value, cf_ulp_depth_function exact, double depth, double argument);

#endif
