/* q_arguments.h - random arguments for q and q', shared by the claims and the tests. Same seed, same
 * arguments. */
#ifndef CF_Q_ARGUMENTS_H
#define CF_Q_ARGUMENTS_H

#include "core/certiflow.h"
#include <math.h>
#include <stdlib.h>
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

/* n with n^2 = c mod 2^53, c = 1 mod 8, 2^52 < n < 2^53: n^2/2^53 is then 2^-53 |c - 2^52| away from a tie.
 */
static inline uint64_t square_root_mod(uint64_t c) {
    uint64_t n = 1, mask = (UINT64_C(1) << 53) - 1;
    for (int k = 3; k < 53; k++) /* n^2 = c mod 2^k; adjust bit k - 1 for mod 2^(k+1) */
        if ((n * n - c) >> k & 1) n += UINT64_C(1) << (k - 1);
    n &= mask;
    return n < UINT64_C(1) << 52 ? (UINT64_C(1) << 53) - n : n;
}

/* Arguments at which q, z^2/4 there, misses the middle of two doubles by a few units of 2^-53 ulp; 0 <= i <
 * NEAR_TIES: 5 residues c = -15, -7, 1, 9, 17 at 82 exponents. */
enum { NEAR_TIES = 5 * 82 };
static inline double near_tie(int i) {
    int64_t c = -15 + 8 * (i % 5);
    return ldexp((double)square_root_mod((UINT64_C(1) << 52) + (uint64_t)c), -52 - 600 + 7 * (i / 5));
}

/* The argument of a row of tests/data/hard_q.tsv; 0 if the row is a comment. */
static inline int hard_argument(double *z, const char *row) {
    char *end;
    *z = strtod(row, &end);
    return *row != '#' && end != row;
}

#endif
