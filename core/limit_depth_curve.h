/* limit_depth_curve.h - the coordinate function of depth D > 2 from the distance to the face; see limit_depth_curve.c. */
#ifndef CERTIFLOW_LIMIT_DEPTH_CURVE_H
#define CERTIFLOW_LIMIT_DEPTH_CURVE_H

#include <stddef.h>

/* hi + lo = ln c for c = ch + cl > 0, and where a = ah + al < 1/4 of ln(1 - a) instead. */
void cf_depth_log_near(double *hi, double *lo, const double *ch, const double *cl, const double *ah, const double *al,
                       size_t n);
/* p + p_lo = D/(D - 2) */
void cf_depth_power(double *p, double *p_lo, double depth);

#endif
