/* depth_arguments.h - random arguments for the functions of depth D > 2, shared by the claim and the tests.
 * Same seed, same arguments. */
#ifndef CF_DEPTH_ARGUMENTS_H
#define CF_DEPTH_ARGUMENTS_H

#include "verify/q_arguments.h"

/* The depths at which core and reference are compared: the integers asked for, two decimals that are not
 * doubles (their nearest doubles are meant), a large one and one close to 2. */
static const double depth_compared[] = {3, 4, 5, 6, 8, 10, 50, 2.5, 3.7, 1000, 0x1.00001p1};
enum { DEPTHS_COMPARED = sizeof depth_compared / sizeof *depth_compared };

/* z close to where the computation of h_D^{-1} and q_D changes: 2^-30, s = 1/2, asinh(z/2) = 40, the pieces
 * of the vector form and its ends, or moderate. */
static inline double depth_near_change(cf_rng *rng, double depth) {
    double s = sign(rng), off = 1 + s * exp2(uniform(rng, -53, -4));
    s = sign(rng);
    switch ((int)uniform(rng, 0, 6)) {
    case 0:
        return s * 0x1p-30 * off;
    case 1:
        return s * fmin(cf_h(depth, 0.5), 0x1p1000) * off;
    case 2:
        return s * exp(40) * off;
    case 3:
        return s * floor(uniform(rng, 0, 65)) / 2 * off;
    case 4:
        return s * exp2(uniform(rng, -8, 8));
    default:
        return s * exp2(uniform(rng, -60, 60));
    }
}

/* z made from the inverse: h_D at a point s near 0, 1/2, 1 or anywhere, so that h_D^{-1}(z) or 1 -
 * h_D^{-1}(z) lies close to a double. */
static inline double depth_from_inverse(cf_rng *rng, double depth) {
    double s;
    switch ((int)uniform(rng, 0, 4)) {
    case 0:
        s = 1 - exp2(uniform(rng, -53, 0));
        break;
    case 1:
        s = exp2(uniform(rng, -60, 0));
        break;
    case 2:
        s = 0.5 * (1 + sign(rng) * exp2(uniform(rng, -52, -4)));
        break;
    default:
        s = cf_rng_uniform(rng);
        break;
    }
    double z = sign(rng) * cf_h(depth, s);
    return isfinite(z) ? z : 1;
}

/* Any of them, in turn. */
static inline double depth_argument(cf_rng *rng, double depth, long i) {
    switch (i % 3) {
    case 0:
        return any_exponent(rng);
    case 1:
        return depth_near_change(rng, depth);
    default:
        return depth_from_inverse(rng, depth);
    }
}

/* An argument of h_D: a point of (-1, 1), log-uniform in s or in 1 - s. */
static inline double depth_point_argument(cf_rng *rng, long i) {
    double s = i % 4 == 0 ? exp2(uniform(rng, -1074, 0))
               : i % 2    ? 1 - exp2(uniform(rng, -53, 0))
                          : cf_rng_uniform(rng);
    s = fmin(s, 1 - 0x1p-53);
    return sign(rng) * s;
}

#endif
