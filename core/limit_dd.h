/* limit_dd.h - double-double arithmetic: a value is hi + lo, |lo| <= ulp(hi)/2; about 104 bits.
 *
 * Error-free transformations of Knuth (two-sum) and of fma (two-product); dd_add and dd_mul have a relative
 * error below 2^-102 where no cancellation takes place, dd_add below 2^-102 (|a| + |b|) otherwise. fma() is
 * written explicitly, and exact wherever it runs, so the bits do not depend on the machine. */
#ifndef CERTIFLOW_LIMIT_DD_H
#define CERTIFLOW_LIMIT_DD_H

#include <math.h>

/* One copy with the fma instruction and vectors, one without; chosen when the program is loaded. Same bits.
 * (A clone for "arch=haswell" would be taken on that very processor alone.) ThreadSanitizer instruments what chooses, which
 * runs before its own start, and crashes. */
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__)
#define CF_DD_CLONES __attribute__((target_clones("fma", "default"), optimize("O3")))
#else
#define CF_DD_CLONES
#endif

typedef struct {
    double hi, lo;
} cf_dd;

static inline cf_dd cf_dd_two_sum(double a, double b) {
    const double s = a + b, t = s - a;
    return (cf_dd){s, (a - (s - t)) + (b - t)};
}

static inline cf_dd cf_dd_fast_sum(double a, double b) { /* |a| >= |b| or a = 0 */
    const double s = a + b;
    return (cf_dd){s, b - (s - a)};
}

static inline cf_dd cf_dd_add(cf_dd a, cf_dd b) {
    const cf_dd s = cf_dd_two_sum(a.hi, b.hi), t = cf_dd_two_sum(a.lo, b.lo);
    const cf_dd u = cf_dd_fast_sum(s.hi, s.lo + t.hi);
    return cf_dd_fast_sum(u.hi, u.lo + t.lo);
}

static inline cf_dd cf_dd_mul(cf_dd a, cf_dd b) {
    const double p = a.hi * b.hi, e = fma(a.hi, b.hi, -p);
    return cf_dd_fast_sum(p, e + (a.hi * b.lo + a.lo * b.hi));
}

static inline cf_dd cf_dd_neg(cf_dd a) {
    return (cf_dd){-a.hi, -a.lo};
}

static inline cf_dd cf_dd_div(cf_dd a, cf_dd b) {
    const double q0 = a.hi / b.hi;
    const cf_dd r = cf_dd_add(a, cf_dd_neg(cf_dd_mul((cf_dd){q0, 0}, b)));
    const double q1 = r.hi / b.hi;
    const cf_dd r2 = cf_dd_add(r, cf_dd_neg(cf_dd_mul((cf_dd){q1, 0}, b)));
    return cf_dd_add(cf_dd_fast_sum(q0, q1), (cf_dd){r2.hi / b.hi, 0});
}

#endif
