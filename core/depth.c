/* depth.c - the functions of depth D > 2 (Section 5, Theorem 3), in double precision.
 *
 *   h_D(s) = (1-s)^-p - (1+s)^-p on (-1, 1),  p = D/(D-2),      q_D(z) = integral_0^z h_D^{-1}.
 *
 * With m = p - 1 = 2/(D-2), a = -ln(1-s), b = ln(1+s), T = a + b = ln((1+s)/(1-s)), G = a - b = -ln(1-s^2):
 *
 *   h_D = e^(pa) (1 - e^(-pT)),         s h_D'/h_D >= 1,
 *   H   = integral_0^s h_D = (e^(ma) + e^(-mb) - 2)/m = (1/m) 2 [e^(mG/2) cosh(mT/2) - 1],
 *   q_D(z) = z s - H(s) at s = h_D^{-1}(z)   (Legendre).
 *
 * No form cancels but the last, and that mildly: h_D is convex on s >= 0 and h_D(0) = 0, so H <= s h_D(s)/2
 * and q_D >= z s/2. As a function of s, z s - H(s) is stationary at the inverse: an s whose h_D(s) = z (1 +
 * x) gives q_D an error of z^2 x^2/(2 h_D') <= x^2 q_D.
 *
 * The inverse. asinh(h_D/2) as a function of a is p a to first order at 0 and as a -> inf: a Newton iteration
 * for asinh(h_D(a)/2) = asinh(z/2) starts from a = asinh(z/2)/p, in double. Its slope lies within a factor of
 * 2 of p everywhere. Beyond asinh(z/2) = 40 the start is exact to e^-40. Whatever the iteration gives is
 * rounded to a double s (s <= 1/2) or c = 1 - s (else), which is from there on exact: z - h_D there, in
 * double-double, tells what is missing.
 *
 * Error bounds; relative, eps = 2^-53 and products of errors left out. exp(x) - 1 errs by 2^-71.5, logarithms
 * by 2^-71.2 (depth_dd.h); D - 2 is exact, m and p err by 2^-103.
 * 1. s <= 1/2: T = ln(1 + 2s/(1-s)), G = -ln(1 - s^2): 2^-71.2. s > 1/2: a = -ln c, b = ln(1 + (1-c)), T = a
 * + b; G = a - b with a >= 0.69 >= b: at most 2^-71.2 (a + b)/(a - b) <= 2^-69.2. a = (T + G)/2.
 * 2. h_D: an exponent pa <= 746 gives e^(pa) an error of 746 2^-71.2 = 2^-61.6; -expm1(-pT): 2^-71.5 and the
 *    condition x/(e^x - 1) <= 1 times 2^-71.2. So h_D errs by 2^-61.5 before it is rounded: 0.5 + 2^-8 ulp.
 * 3. h_D^{-1}: with x = (z - h_D(s))/z the corrected s + (z - h_D(s))/h_D'(s) errs by 2^-61.5 h_D/(s h_D') <=
 * 2^-61.5 of s, by x's own rounding, and to second order by x^2 (p+2)/2 s/c divided by (s h_D'/h_D)^2: below
 * x^2. In c the same holds of c itself: c h_D'/h_D >= p, its second-order error x^2/p. |x| < 2^-36 (measured:
 * 2^-42). h_D^{-1} = 1 - c and 1 - h_D^{-1} = 1 - s are sums of two doubles: 0.5 + 2^-7 ulp.
 * 4. q_D, s <= 1/2: e^(mG/2) - 1, cosh(mT/2) - 1 = E^2/(2(1+E)), E = e^(mT/2) - 1, are positive, exponents <=
 * 710: H errs by 2^-60.7. s > 1/2: H = (expm1(ma) + expm1(-mb))/m; expm1(ma)/|expm1(-mb)| >= a/b >= 1.7, so
 * that the condition of the sum is at most 4 and its error 2^-69 for m a <= 1, 2^-61 otherwise. q_D = z s -
 * H: H <= q_D: 2^-60.6 and x^2: 0.5 + 2^-7 ulp.
 * 5. z < 2^-30: q_D = z^2/(4p), h_D^{-1} = z/(2p) within z^2/8 <= 2^-63, z^2/4 <= 2^-62 of themselves, since
 *    h_D(s) = 2 p s (1 + (p+1)(p+2) s^2/6 + ...) and (p+1)(p+2) <= 6 p^2; h_D = 2 p s for p s < 2^-32. The
 * result is scaled by a power of two at the end: a subnormal result is rounded twice, 0.75 + 2^-8 ulp.
 * Declared: 0.52 ulp, 0.76 ulp where the result is subnormal; tests/test_depth.c enforces both. */
#include "certiflow.h"
#include "depth_dd.h"
#include "depth_point.h"
#include <float.h>

#define TINY 0x1p-30

/* --------------------------------------------------------------------------------------- a point and its
 * functions */

int cf_depth_valid(double depth) {
    return depth > 2 && depth <= DEPTH_MAX; /* false for NaN */
}

/* D - 2 is exact for D <= 2^53 */
static CF_INLINE depth_constants constants_of(double depth) {
    depth_constants k;
    double gap = depth - 2;
    k.depth = depth;
    k.half_gap = 0.5 * gap;
    k.m = dd_quotient((dd){2, 0}, (dd){gap, 0});
    k.p = dd_quotient((dd){depth, 0}, (dd){gap, 0});
    k.small = dd_quotient((dd){0.25 * gap, 0}, (dd){depth, 0});
    return k;
}

static CF_INLINE depth_point point_of_s(double s) {
    depth_point t;
    dd square = dd_product(s, s);
    t.s = s;
    t.c = 1 - s;
    t.near_one = 0;
    t.sum = dd_log_1_plus(dd_quotient((dd){2 * s, 0}, dd_fast_sum(1, -s)));
    t.gap = dd_negate(dd_log_1_plus(dd_negate(square)));
    t.a = dd_half(dd_add(t.sum, t.gap));
    t.b = dd_half(dd_add(t.sum, dd_negate(t.gap)));
    return t;
}

static CF_INLINE depth_point point_of_c(double c) {
    depth_point t;
    t.s = 1 - c;
    t.c = c;
    t.near_one = 1;
    t.a = dd_negate(dd_log_of(c));
    t.b = dd_log_1_plus(dd_fast_sum(1, -c));
    t.sum = dd_add(t.a, t.b);
    t.gap = dd_add(t.a, dd_negate(t.b));
    return t;
}

/* h_D = growth * one, growth = e^(pa), one = 1 - e^(-pT) */
static CF_INLINE scaled growth_at(const depth_point *t, const depth_constants *k) {
    scaled r;
    r.m = dd_exp_of(&r.e, dd_mul(k->p, t->a));
    return r;
}
static CF_INLINE dd one_at(const depth_point *t, const depth_constants *k) {
    return dd_negate(dd_exp_minus_1(dd_negate(dd_mul(k->p, t->sum))));
}

/* H(s) */
static CF_INLINE dd primitive_at(const depth_point *t, const depth_constants *k) {
    dd x, y;
    if (t->near_one) {
        x = dd_exp_minus_1(dd_mul(k->m, t->a));
        y = dd_exp_minus_1(dd_negate(dd_mul(k->m, t->b)));
        return dd_mul((dd){k->half_gap, 0}, dd_add(x, y));
    }
    x = dd_exp_minus_1(dd_half(dd_mul(k->m, t->gap)));
    y = dd_exp_minus_1(dd_half(dd_mul(k->m, t->sum)));
    y = dd_mul(dd_half(y), dd_quotient(y, dd_add((dd){1, 0}, y))); /* cosh(mT/2) - 1 */
    x = dd_add(x, dd_mul(dd_add((dd){1, 0}, x), y));
    return dd_mul((dd){2 * k->half_gap, 0}, x);
}

/* ---------------------------------------------------------------------------------------------- the inverse
 * in double */

/* e^x - 1 and e^x for |x| <= 200, relative errors of a few eps */
static CF_INLINE double expm1_reduced(double *scale, double x) {
    double k = floor(fma(x, 0x1.71547652b82fep+0, 0.5));
    double r = fma(k, -0x1.abc9e3b39803fp-56, fma(k, -0x1.62e42fefa39efp-1, x)), e = 1.0 / 87178291200;
    e = fma(r, e, 1.0 / 6227020800);
    e = fma(r, e, 1.0 / 479001600);
    e = fma(r, e, 1.0 / 39916800);
    e = fma(r, e, 1.0 / 3628800);
    e = fma(r, e, 1.0 / 362880);
    e = fma(r, e, 1.0 / 40320);
    e = fma(r, e, 1.0 / 5040);
    e = fma(r, e, 1.0 / 720);
    e = fma(r, e, 1.0 / 120);
    e = fma(r, e, 1.0 / 24);
    e = fma(r, e, 1.0 / 6);
    e = fma(r, e, 0.5);
    uint64_t bits = (uint64_t)(1023 + (int64_t)k) << 52;
    memcpy(scale, &bits, sizeof bits);
    return fma(r * r, e, r);
}
static CF_INLINE double expm1_double(double x) {
    double scale, e = expm1_reduced(&scale, x);
    return fma(scale, e, scale - 1);
}
static CF_INLINE double exp_double(double x) {
    double scale, e = expm1_reduced(&scale, x);
    return fma(scale, e, scale);
}

enum { STEPS = 4 };

/* a with h_D = z at s = 1 - e^(-a), within 2^-36 of h_D relative to z; z >= 2^-30 */
static CF_INLINE double inverse_in_double(double z, double p) {
    double u = cf_q_prime(z), a = u / p;
    for (int i = 0; i < STEPS && u < 40; i++) {
        double s = -expm1_double(-a), b = dd_log_1_plus((dd){s, 0}).hi;
        double growth = exp_double(p * a), one = -expm1_double(-p * (a + b)), h = growth * one;
        double slope = p * growth * (1 + (1 - s) / (1 + s) * (1 - one)); /* dh/da */
        a -= (cf_q_prime(h) - u) * sqrt(fma(h, h, 4.0)) / slope;
    }
    return a;
}

/* the point near h_D^{-1}(z) */
static CF_INLINE depth_point inverse_point(double z, const depth_constants *k) {
    double a = inverse_in_double(z, k->p.hi);
    if (a <= 0x1.62e42fefa39efp-1) return point_of_s(-expm1_double(-a));
    int n;
    dd c = dd_exp_of(&n, (dd){-a, 0});
    return point_of_c(ldexp(c.hi, n));
}

/* (s* - s)/c to first order, s* the inverse */
static CF_INLINE double correction(double z, const depth_point *t, const depth_constants *k) {
    scaled growth = growth_at(t, k);
    dd one = one_at(t, k), h = dd_mul(growth.m, one);
    dd rest = dd_add((dd){ldexp(z, -growth.e), 0}, dd_negate(h));
    double ratio = t->c / (1 + t->s) * (1 - one.hi);
    return rest.hi / (growth.m.hi * k->p.hi * (1 + ratio));
}

static CF_INLINE dd q_at(double z, const depth_point *t, const depth_constants *k) {
    dd s = t->near_one ? dd_fast_sum(1, -t->c) : (dd){t->s, 0};
    return dd_add(dd_mul((dd){z, 0}, s), dd_negate(primitive_at(t, k)));
}

static CF_INLINE dd cf_depth_q_point_body(double *s, double z, const depth_constants *k) {
    depth_point t = inverse_point(z, k);
    *s = t.s;
    return q_at(z, &t, k);
}

/* (hi + lo) x for a tiny x, rounded once (twice if subnormal) */
static CF_INLINE double times_tiny(dd factor, double x) {
    int e;
    double fraction = frexp(x, &e);
    return round_scaled((scaled){dd_mul(factor, (dd){fraction, 0}), e});
}

/* ------------------------------------------------------------------------------------------------ the public
 * functions */

static CF_INLINE double cf_h_body(double depth, double z) {
    double s = fabs(z);
    if (!cf_depth_valid(depth) || !(s <= 1)) return NAN;
    if (s == 1) return z * INFINITY;
    if (s == 0) return z;
    depth_constants k = constants_of(depth);
    if (k.p.hi * s < 0x1p-32) return copysign(times_tiny((dd){2 * k.p.hi, 2 * k.p.lo}, s), z);
    depth_point t = s > 0.5 ? point_of_c(1 - s) : point_of_s(s);
    if (k.p.hi * t.a.hi > 1000) return z * INFINITY;
    return copysign(round_scaled(multiply(growth_at(&t, &k), (scaled){one_at(&t, &k), 0})), z);
}

static CF_INLINE double cf_h_inv_body(double depth, double z) {
    double x = fabs(z);
    if (!cf_depth_valid(depth) || isnan(z)) return NAN;
    if (x == 0) return z;
    if (x > DBL_MAX) return copysign(1, z);
    depth_constants k = constants_of(depth);
    if (x < TINY) return copysign(times_tiny((dd){2 * k.small.hi, 2 * k.small.lo}, x), z);
    depth_point t = inverse_point(x, &k);
    double d = t.c * correction(x, &t, &k);
    dd s = t.near_one ? dd_fast_sum(1, -t.c) : (dd){t.s, 0};
    return copysign(s.hi + (s.lo + d), z);
}

/* 1 - h_D^{-1}(z) = 1 + h_D^{-1}(|z|) for z < 0 */
static CF_INLINE double cf_h_inv_complement_body(double depth, double z) {
    double x = fabs(z), sign = copysign(1, z);
    if (!cf_depth_valid(depth) || isnan(z)) return NAN;
    if (x > DBL_MAX) return z > 0 ? 0 : 2;
    depth_constants k = constants_of(depth);
    if (x < TINY) return 1 - sign * times_tiny((dd){2 * k.small.hi, 2 * k.small.lo}, x);
    depth_point t = inverse_point(x, &k);
    double r = correction(x, &t, &k);
    if (t.near_one && z > 0) return fma(-t.c, r, t.c);
    dd s = t.near_one ? dd_fast_sum(1, -t.c) : (dd){t.s, 0};
    s = dd_add(s, (dd){t.c * r, 0});
    dd sum = dd_fast_sum(1, -sign * s.hi);
    return sum.hi + (sum.lo - sign * s.lo);
}

static CF_INLINE double cf_q_depth_body(double depth, double z) {
    double x = fabs(z);
    if (depth == 2) return cf_q(z);
    if (!cf_depth_valid(depth) || isnan(z)) return NAN;
    if (x == 0 || x > DBL_MAX) return x;
    depth_constants k = constants_of(depth);
    if (x < TINY) {
        int e;
        double fraction = frexp(x, &e);
        return round_scaled((scaled){dd_mul(k.small, dd_product(fraction, fraction)), 2 * e});
    }
    double s;
    dd q = cf_depth_q_point_body(&s, x, &k);
    return q.hi + q.lo;
}

CF_FMA_DISPATCH(, double, cf_h, (double depth, double z), (depth, z))
CF_FMA_DISPATCH(, double, cf_h_inv, (double depth, double z), (depth, z))
CF_FMA_DISPATCH(, double, cf_h_inv_complement, (double depth, double z), (depth, z))
CF_FMA_DISPATCH(, double, cf_q_depth, (double depth, double z), (depth, z))
CF_FMA_DISPATCH(, dd, cf_depth_q_point, (double *s, double z, const depth_constants *k), (s, z, k))

depth_constants cf_depth_constants(double depth) {
    return constants_of(depth);
}

double cf_q_depth_prime(double depth, double z) {
    return depth == 2 ? cf_q_prime(z) : cf_h_inv(depth, z);
}
