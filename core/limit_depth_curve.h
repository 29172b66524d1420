/* limit_depth_curve.h - the coordinate function of depth D > 2 from the distance to the face; see
 * limit_depth_curve.c. */
#ifndef CERTIFLOW_LIMIT_DEPTH_CURVE_H
#define CERTIFLOW_LIMIT_DEPTH_CURVE_H

#include <stddef.h>

/* hi + lo = ln c for c = ch + cl > 0, and where a = ah + al < 1/4 of ln(1 - a) instead. */
void cf_depth_log_near(double *hi, double *lo, const double *ch, const double *cl, const double *ah,
                       const double *al, size_t n);
/* beta = A h_D(z), weight = A h_D'(z), c = 1 - |z| at z + z_lo in (-1, 1), p + p_lo = D/(D-2): beta within
 * 2^-50 of itself where p |z_lo's error|/c and |ln A| 2^-53 are nothing; no overflow as long as A c^-(p+1)
 * has none. */
void cf_depth_curve(double *beta, double *weight, double *c, double z, double z_lo, double A, double p,
                    double p_lo);
/* About h_D^-1(x), x >= 0: below 1, and h_D of it within a factor of 2 of x. */
double cf_depth_inverse(double x, double p);
/* p + p_lo = D/(D - 2) */
void cf_depth_power(double *p, double *p_lo, double depth);

#endif
