/* digits.h - how many decimal digits of a number in doubles are right, by its certified value. */
#ifndef CF_DIGITS_H
#define CF_DIGITS_H

#include "reference/ball.h"
#include <stddef.h>

/* the least double at or above every point of x; inf if x is not finite */
double cf_ball_upper(const arb_t x);
/* -log10(error/size), rounded down with the balls' radii counted against the digits: at least so many are
 * right. At most `most`; negative if the error is larger than the size; -inf if the quotient is not finite.
 */
double cf_digits(const arb_t error, const arb_t size, double most);
/* out = |a + a_lo - b|_2 of n entries; a_lo may be NULL */
void cf_distance_l2(arb_t out, const double *a, const double *a_lo, arb_srcptr b, size_t n, slong prec);

#endif
