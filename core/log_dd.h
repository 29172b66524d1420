/* log_dd.h - the little double-double arithmetic that the thresholds need: an unevaluated sum hi + lo, |lo|
 * <= ulp(hi)/2. */
#ifndef CF_LOG_DD_H
#define CF_LOG_DD_H

#include <math.h>

typedef struct {
    double hi, lo;
} cf_dd;

/* exact (Knuth) */
static inline cf_dd cf_two_sum(double a, double b) {
    double s = a + b, z = s - a;
    return (cf_dd){s, (a - (s - z)) + (b - z)};
}
/* exact barring underflow */
static inline cf_dd cf_two_product(double a, double b) {
    double p = a * b;
    return (cf_dd){p, fma(a, b, -p)};
}
/* relative error below 2^-103 (accurate version of Joldes, Muller and Popescu, TOMS 44, 2017) */
static inline cf_dd cf_dd_add(cf_dd a, cf_dd b) {
    cf_dd s = cf_two_sum(a.hi, b.hi), t = cf_two_sum(a.lo, b.lo);
    s = cf_two_sum(s.hi, s.lo + t.hi);
    return cf_two_sum(s.hi, s.lo + t.lo);
}
/* a b: relative error below 2^-102 */
static inline cf_dd cf_dd_scale(cf_dd a, double b) {
    cf_dd p = cf_two_product(a.hi, b);
    return cf_two_sum(p.hi, fma(a.lo, b, p.lo));
}
static inline cf_dd cf_dd_mul(cf_dd a, cf_dd b) {
    cf_dd p = cf_two_product(a.hi, b.hi);
    return cf_two_sum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}
static inline cf_dd cf_dd_div(cf_dd a, cf_dd b) {
    double q1 = a.hi / b.hi;
    cf_dd p = cf_dd_scale(b, q1), r = cf_dd_add(a, (cf_dd){-p.hi, -p.lo});
    double q2 = r.hi / b.hi;
    p = cf_dd_scale(b, q2), r = cf_dd_add(r, (cf_dd){-p.hi, -p.lo});
    cf_dd q = cf_two_sum(q1, q2);
    return cf_two_sum(q.hi, q.lo + r.hi / b.hi);
}

/* ln(a + b), a + b >= 2 of at most 106 bits: a + b = m 2^e, m in [1/sqrt 2, sqrt 2), ln m = 2
 * artanh((m-1)/(m+1)) with
 * |(m-1)/(m+1)| < 0.1716: 24 terms leave less than 2^-122. Relative error below 2^-98. */
static inline cf_dd cf_dd_log(double a, double b) {
    cf_dd m = cf_two_sum(a, b), one = {1, 0};
    int e;
    double f = frexp(m.hi, &e);
    if (f < 0x1.6a09e667f3bcdp-1) e--;
    m.hi = ldexp(m.hi, -e), m.lo = ldexp(m.lo, -e);
    cf_dd s = cf_dd_div(cf_dd_add(m, (cf_dd){-1, 0}), cf_dd_add(m, one)), s2 = cf_dd_mul(s, s), sum = {0, 0};
    for (int k = 24; k >= 0; k--) sum = cf_dd_add(cf_dd_mul(sum, s2), cf_dd_div(one, (cf_dd){2 * k + 1, 0}));
    sum = cf_dd_mul(sum, (cf_dd){2 * s.hi, 2 * s.lo});
    return cf_dd_add(cf_dd_scale((cf_dd){0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56}, e), sum);
}

/* ln(m 2^e) for m > 0 and any e in the range of int: e ln 2 + ln m', m' in [1/sqrt 2, sqrt 2), with ln 2 in two
 * pieces. Error at most u + 2u |result|, and delta more where m carries a relative error delta. */
static inline double cf_log_scaled(double m, int e) {
    int k;
    m = frexp(m, &k);
    e += k;
    if (m < 0x1.6a09e667f3bcdp-1) m *= 2, e--;
    return (double)e * 0x1.62e42fefa39efp-1 + ((double)e * 0x1.abc9e3b39803fp-56 + log(m));
}

#endif
