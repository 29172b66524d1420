/* dd.h - private: double-double arithmetic, unevaluated sums hi + lo with |lo| <= ulp(hi)/2 or a little more.
 *
 * The error-free transformations are Dekker's, Knuth's and the one by fma (Handbook of Floating-Point
 * Arithmetic, ch. 4). Only + - * / sqrt and fma are used: the bits do not depend on a libm. u = 2^-53 below.
 */
#ifndef CF_DD_H
#define CF_DD_H

#include "dispatch.h"
#include "q_tables.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

typedef struct {
    double hi, lo;
} dd;

/* exact, |a| >= |b| or a = 0 */
static CF_INLINE dd dd_fast_sum(double a, double b) {
    double s = a + b;
    return (dd){s, b - (s - a)};
}
/* exact */
static CF_INLINE dd dd_sum(double a, double b) {
    double s = a + b, t = s - a;
    return (dd){s, (a - (s - t)) + (b - t)};
}
/* exact unless it underflows */
static CF_INLINE dd dd_product(double a, double b) {
    double p = a * b;
    return (dd){p, fma(a, b, -p)};
}
/* relative error at most 3 u^2 (same signs), 4 u^2 */
static CF_INLINE dd dd_add(dd a, dd b) {
    dd s = dd_sum(a.hi, b.hi), t = dd_sum(a.lo, b.lo);
    s = dd_fast_sum(s.hi, s.lo + t.hi);
    return dd_fast_sum(s.hi, s.lo + t.lo);
}
/* relative error at most 5 u^2 */
static CF_INLINE dd dd_mul(dd a, dd b) {
    dd p = dd_product(a.hi, b.hi);
    return dd_fast_sum(p.hi, p.lo + fma(a.hi, b.lo, a.lo * b.hi));
}
static CF_INLINE dd dd_scale(dd a, int k) {
    return (dd){ldexp(a.hi, k), ldexp(a.lo, k)};
}

/* ln x, x > 0 finite. With x = 2^k (1 + r)/c_j as in q_tables.h, |r| <= 1/32, 1/c_j the nearest of 16 to
 * x/2^k: ln x = k ln 2 - ln c_j + r + r^2 p(r). x f (f = c_j 2^-k) is exact as m + r_lo and m - 1 is exact,
 * so the error is the rounding of r^2 p(r) and of the sum of the small terms, at most 2^-63 if ln c_j or k is
 * not 0 (then |ln x| > 0.01), at most 2^-9 u |r| otherwise, and p's truncation r^10/12: at most 2^-58 |r|.
 * Relative error at most 2^-57. */
static CF_INLINE dd dd_log(double x) {
    int shift = 0;
    if (x < 0x1p-1022) {
        x *= 0x1p54;
        shift = -54;
    }
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    bits += (uint64_t)1 << 47;
    int k = (int)(bits >> 52) - 1023, j = (int)(bits >> 48) & 15;
    double f = 4 * q_table_inverse[j], scaled = ldexp(x, -k);
    dd m = dd_product(scaled, f);
    double r = m.hi - 1, r2 = r * r, p = Q_P9;
    k += shift;
    p = fma(r, p, Q_P8);
    p = fma(r, p, Q_P7);
    p = fma(r, p, Q_P6);
    p = fma(r, p, Q_P5);
    p = fma(r, p, Q_P4);
    p = fma(r, p, Q_P3);
    p = fma(r, p, Q_P2);
    p = fma(r, p, Q_P1);
    p = fma(r, p, Q_P0);
    double big = fma(k, Q_LN2_HI, q_table_log_hi[j]), small = fma(k, Q_LN2_LO, q_table_log_lo[j]);
    dd s = dd_fast_sum(big, r);
    return dd_fast_sum(s.hi, fma(r2, p, s.lo + (small + m.lo)));
}

/* e^x = 2^*n (hi + lo), |x| <= 4e6, relative error below 2^-73. x = n ln 2 + 256 t, |t| < 0.00136: ln 2 is
 * taken in three pieces, n times the first two is exact (31 + 22 bits). e^t - 1 = t + t^2/2 + t^3 (1/6 + ...
 * + t^4/5040), the rest rounded in double: below 2^-83. Then eight times E <- 2 E + E^2. */
static CF_INLINE dd dd_exp(int *n, double x) {
    double k = floor(fma(x, 0x1.71547652b82fep+0, 0.5));
    dd r = dd_sum(fma(k, -0x1.62e42fec00000p-1, x), -(k * 0x1.d1cf79a800000p-32)); /* both exact */
    r = dd_add(r, dd_product(k, -0x1.e4f1d9cc01f98p-63));
    dd t = {r.hi * 0x1p-8, r.lo * 0x1p-8}, square = dd_mul(t, t);
    double z = t.hi,
           tail = fma(z, fma(z, fma(z, fma(z, 1.0 / 5040, 1.0 / 720), 1.0 / 120), 1.0 / 24), 1.0 / 6);
    dd e = dd_add(t, (dd){0.5 * square.hi, 0.5 * square.lo});
    e = dd_add(e, (dd){tail * square.hi * z, 0});
    for (int i = 0; i < 8; i++) {
        square = dd_mul(e, e);
        e = dd_add((dd){2 * e.hi, 2 * e.lo}, square);
    }
    *n = (int)k;
    return dd_add((dd){1, 0}, e);
}

#endif
