/* q_arguments.h - random arguments for q and q', shared by the claims and the tests. Same seed, same
 * arguments. */
#ifndef CF_Q_ARGUMENTS_H
#define CF_Q_ARGUMENTS_H

#include "core/certiflow.h"
#include <math.h>
#include <string.h>

static inline double from_bits(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}
static inline double uniform(cf_rng *rng, double low, double high) {
    return low + (high - low) * cf_rng_uniform(rng);
}
static inline double sign(cf_rng *rng) {
    return cf_rng_uniform(rng) < 0.5 ? -1 : 1;
}

/* Finite, log-uniform over all exponents, subnormals included, either sign. */
static inline double any_exponent(cf_rng *rng) {
    uint64_t fraction = (uint64_t)(cf_rng_uniform(rng) * 0x1p52) & ((UINT64_C(1) << 52) - 1);
    uint64_t exponent = (uint64_t)(cf_rng_uniform(rng) * 2047) % 2047;
    double s = sign(rng);
    return s * from_bits(exponent << 52 | fraction);
}

/* Close to where the computation changes: 1 + y = (x + s)/2 near a change of table entry or binade, x near
 * the ends of the vector form's pieces (x + 2 a multiple of 1/2 or 1, mantissas a multiple of 1/16), near 0,
 * 2^60, underflow. */
static inline double near_change(cf_rng *rng) {
    double s = sign(rng), off = 1 + s * exp2(uniform(rng, -53, -4)), x, b;
    switch ((int)uniform(rng, 0, 6)) {
    case 0:
        b = 1 + (2 * floor(uniform(rng, 0, 16)) + 1) / 32;
        b = ldexp(b, (int)uniform(rng, 0, 12)) * off;
        x = b - 1 / b;
        break;
    case 1:
        x = floor(uniform(rng, 0, 16)) / 2 * off;
        break;
    case 2:
        x = 16 + floor(uniform(rng, 0, 16));
        x = ldexp(x, (int)uniform(rng, -8, 70)) * off;
        break;
    case 3:
        x = exp2(uniform(rng, -6, 6));
        break;
    case 4:
        x = exp2(uniform(rng, -30, -24));
        break;
    default:
        x = exp2(uniform(rng, -540, -505));
        break;
    }
    s = sign(rng);
    return s * fabs(x);
}

#endif
