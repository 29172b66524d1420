/* scaled.h - private: double-doubles with an exponent of their own, (hi + lo) 2^e, for what leaves the range
 * of doubles on the way. Sums, products and powers of two err by a few 2^-106 of themselves; round_scaled
 * rounds once (a subnormal result twice). */
#ifndef CF_SCALED_H
#define CF_SCALED_H

#include "dd.h"

typedef struct {
    dd m;
    int e;
} scaled;

/* The exponents are cut where the result is 0 or inf anyway. */
static CF_INLINE double round_scaled(scaled x) {
    int e = x.e < -5000 ? -5000 : x.e > 5000 ? 5000 : x.e;
    return ldexp(x.m.hi + x.m.lo, e);
}

static CF_INLINE scaled multiply(scaled x, scaled y) {
    return (scaled){dd_mul(x.m, y.m), x.e + y.e};
}

/* x + y, both >= 0; what is 2^-200 of the other is dropped */
static CF_INLINE scaled add(scaled x, scaled y) {
    if (x.m.hi == 0) return y;
    if (y.m.hi == 0) return x;
    if (ilogb(x.m.hi) + x.e < ilogb(y.m.hi) + y.e) {
        scaled t = x;
        x = y;
        y = t;
    }
    int shift = y.e - x.e;
    if (ilogb(y.m.hi) + y.e < ilogb(x.m.hi) + x.e - 200) return x;
    return (scaled){dd_add(x.m, dd_scale(y.m, shift)), x.e};
}

#endif
