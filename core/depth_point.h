/* depth_point.h - private: a point s of [0, 1) with the quantities that h_D, its inverse and q_D are made of.
 * See core/depth.c for the formulas and the error bounds. */
#ifndef CF_DEPTH_POINT_H
#define CF_DEPTH_POINT_H

#include "scaled.h"

#define DEPTH_MAX 0x1p50

/* The constants of a depth: m = 2/(D-2), p = D/(D-2) = 1 + m, half_gap = (D-2)/2 = 1/m, small = 1/(4 p) =
 * (D-2)/(4 D). */
typedef struct {
    double depth, half_gap;
    dd m, p, small;
} depth_constants;

/* One point: near_one tells whether c = 1 - s (s > 1/2) or s (s <= 1/2) is the exact double. a = -ln(1 - s),
 * b = ln(1 + s), sum = a + b = ln((1+s)/(1-s)), gap = a - b = -ln(1 - s^2), each to a relative error below
 * 2^-69.5. */
typedef struct {
    double s, c;
    int near_one;
    dd a, b, sum, gap;
} depth_point;

/* nonzero iff 2 < depth <= 2^50 */
int cf_depth_valid(double depth);
depth_constants cf_depth_constants(double depth);
/* q_D(z) and s = h_D^{-1}(z) to about a double's accuracy, 0 < z <= DBL_MAX, z >= 2^-30. */
dd cf_depth_q_point(double *s, double z, const depth_constants *k);

#endif
