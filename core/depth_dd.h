/* depth_dd.h - private: exp(x) - 1 and logarithms of double-doubles to about 2^-71 of themselves, for
 * core/depth.c.
 *
 * u = 2^-53; sums and products of dd.h err by a few u^2 and are called exact here. Only + - * / sqrt, fma and
 * ldexp are used: the bits are the same everywhere. */
#ifndef CF_DEPTH_DD_H
#define CF_DEPTH_DD_H

#include "dd.h"

static CF_INLINE dd dd_negate(dd a) {
    return (dd){-a.hi, -a.lo};
}
static CF_INLINE dd dd_half(dd a) {
    return (dd){0.5 * a.hi, 0.5 * a.lo};
}
/* relative error at most 10 u^2 */
static CF_INLINE dd dd_quotient(dd a, dd b) {
    double q = a.hi / b.hi;
    dd p = dd_mul((dd){q, 0}, b), r = dd_add(a, dd_negate(p));
    return dd_fast_sum(q, r.hi / b.hi);
}

/* x = n ln 2 + r, e^r = 1 + E: returns E, |r| < 0.35; n = 0 and r = x exactly if |x| < 0.34. |x| <= 4e6.
 *
 * ln 2 is taken in three pieces, n times the first two is exact (31 + 22 bits). With t = r/256, |t| <
 * 0.00136, e^t - 1 = t + t^2/2 + t^3 (1/6 + ... + t^4/5040): t^3 (...) is rounded in double, 2^-50.5 of t^2/6
 * < 2^-21.6 t: 2^-72.1 of the whole; the series' rest is below 2^-90. Eight times E <- 2 E + E^2 keeps a
 * relative error (d ln E/d ln t lies in [0.8, 1.2]). Relative error of E: below 2^-71.8. */
static CF_INLINE dd dd_exp_minus_1_reduced(int *n, dd x) {
    double k = floor(fma(x.hi, 0x1.71547652b82fep+0, 0.5));
    dd r = dd_sum(fma(k, -0x1.62e42fec00000p-1, x.hi), -(k * 0x1.d1cf79a800000p-32));
    r = dd_add(r, dd_add(dd_product(k, -0x1.e4f1d9cc01f98p-63), (dd){x.lo, 0}));
    dd t = {r.hi * 0x1p-8, r.lo * 0x1p-8}, square = dd_mul(t, t);
    double z = t.hi,
           tail = fma(z, fma(z, fma(z, fma(z, 1.0 / 5040, 1.0 / 720), 1.0 / 120), 1.0 / 24), 1.0 / 6);
    dd e = dd_add(t, dd_half(square));
    e = dd_add(e, (dd){tail * square.hi * z, 0});
    for (int i = 0; i < 8; i++) {
        square = dd_mul(e, e);
        e = dd_add((dd){2 * e.hi, 2 * e.lo}, square);
    }
    *n = (int)k;
    return e;
}

/* e^x = 2^n times the result, relative error below 2^-72 */
static CF_INLINE dd dd_exp_of(int *n, dd x) {
    dd e = dd_exp_minus_1_reduced(n, x);
    return dd_add((dd){1, 0}, e);
}

/* e^x - 1. n = 0: E; otherwise |e^x - 1| > 0.28 is a difference of e^x, of relative error 2^-73.2, and 1:
 * relative error below 2^-71.5 in either case. */
static CF_INLINE dd dd_exp_minus_1(dd x) {
    int n;
    if (x.hi < -1000) return (dd){-1, 0};
    dd e = dd_exp_minus_1_reduced(&n, x);
    if (n == 0) return e;
    return dd_add(dd_scale(dd_add((dd){1, 0}, e), n), (dd){-1, 0});
}

/* ln(1 + w), -1/4 <= w <= 3. From y, its double within 2^-45, one Newton step y + (w - E)/(1 + E), E = e^y -
 * 1: its own error is (error of y)^2/2; E's relative error 2^-71.5 enters times E/((1 + E) ln(1 + E)) <= 1.2:
 * below 2^-71.2. */
static CF_INLINE dd dd_log_1_plus(dd w) {
    double y, one = 1 + w.hi;
    if (fabs(w.hi) < 0x1p-30)
        y = w.hi * fma(-0.5, w.hi, 1);
    else
        y = dd_log(one).hi + (w.hi - (one - 1)) / one;
    dd e = dd_exp_minus_1((dd){y, 0}), rest = dd_add(w, dd_negate(e));
    return dd_fast_sum(y, rest.hi / (1 + e.hi));
}

/* ln x for any positive double. With y its double, x e^(-y) = 1 + r, |r| < 2^-42: y + r - r^2/2. Absolute
 * error below 2^-71.5 + 2^-95 |ln x|. */
static CF_INLINE dd dd_log_of(double x) {
    double y = dd_log(x).hi;
    int n, k;
    dd e = dd_exp_of(&n, (dd){-y, 0});
    double fraction = frexp(x, &k); /* x e^-y is near 1, so k + n is 0 or 1 */
    dd r = dd_add(dd_mul((dd){ldexp(fraction, k + n), 0}, e), (dd){-1, 0});
    return dd_add((dd){y, 0}, dd_fast_sum(r.hi, fma(-0.5 * r.hi, r.hi, r.lo)));
}

#endif
