/* q_derivative.h - the derivative of the regulariser's coordinate, taken of its closed form and not by a
 * formula for it.
 */
#ifndef CF_Q_DERIVATIVE_H
#define CF_Q_DERIVATIVE_H

#include "verify/claim.h"

/* d/db of Q_alpha's coordinate q(b/alpha^2), q the closed form of (5): the coefficient of t in the form at b
 * + t, computed as a power series in balls (asinh u = log(u + sqrt(1 + u^2))). */
void cf_q_derivative(arb_t out, const arb_t b, const arb_t alpha2, slong prec);

#endif
