/* thresholds.c - the bounds on alpha of Theorem 2 and Lemmas 1 to 3, as log alpha.
 *
 * Error. Products are formed as mantissa and exponent (no overflow), their relative error delta is at most
 * 6u, and the logarithm of m 2^e, m in [1/sqrt 2, sqrt 2), is e ln 2 + log m: error (1 + delta/u) u absolute
 * plus 2u of the result. Where a large factor multiplies the logarithm, (2+eps)/(2 eps) ln(2 (1+eps) l1), the
 * argument is an exact expansion, so that the logarithm has a small *relative* error when it is near 0. Every
 * function is then within 8 ulp of max(|log alpha|, 1). The two sharp thresholds stand in sharp.c. */
#include "certiflow.h"
#include "log_dd.h"
#include <math.h>

static int in_domain(double norm, double epsilon, size_t d) {
    return norm > 0 && isfinite(norm) && epsilon > 0 && epsilon < (double)d && d >= 1;
}

/* a b / c without overflow of the intermediate, the result may overflow to inf or underflow */
static double quotient(double a, double b, double c) {
    int i, j, k;
    a = frexp(a, &i), b = frexp(b, &j), c = frexp(c, &k);
    return scalbn(a / (b * c), i - j - k);
}

/* ln(2 (1+epsilon) l1) with a small relative error: (1+epsilon) = s + t exactly, both products exact by fma.
 */
static double log_twice(double epsilon, double l1) {
    cf_dd s = cf_two_sum(1, epsilon);
    int e;
    double m = frexp(l1, &e), p = s.hi * m, p_lo = fma(s.hi, m, -p), r = s.lo * m, r_lo = fma(s.lo, m, -r);
    double estimate = scalbn(p, e < 100 ? e + 1 : 101);
    if (estimate < 0.5 || estimate > 2) return cf_log_scaled(p + (p_lo + r), e + 1);
    double c = scalbn(1, e + 1);
    cf_dd sum = cf_two_sum(p * c - 1, p_lo * c); /* p c - 1 is exact: p c is in [1/2, 2] */
    cf_dd rest = cf_two_sum(r * c, r_lo * c);
    cf_dd total = cf_dd_add(sum, rest);
    return log1p(total.hi) + total.lo / (1 + total.hi);
}

double cf_theorem2_l1(double l1, double epsilon, size_t d) {
    if (!in_domain(l1, epsilon, d)) return NAN;
    double power = log_twice(epsilon, l1);
    double first = power == 0 ? 0 : -(2 + epsilon) * (power / 2) / epsilon;
    if (isinf(first) && fabs(power) < 1) first = -(1 / epsilon) * power; /* (2+eps)/2 is 1 there */
    return fmin(first, -quotient((double)d, epsilon, l1));
}

double cf_theorem2_l2(double l2, double epsilon, size_t d) {
    if (!in_domain(l2, epsilon, d)) return NAN;
    /* 2 (1+eps)(1+2/eps) l2 = 2 (1+eps)(2+eps) l2/eps */
    int i, j, k;
    double m = frexp(l2, &i), f = frexp(epsilon, &j), g = frexp((1 + epsilon), &k);
    return cf_log_scaled(g * (2 + epsilon) * m / f, i - j + k + 1) / 2;
}

double cf_lemma1_alpha(double l1, double epsilon, size_t d) {
    if (!in_domain(l1, epsilon, d)) return NAN;
    double twice = cf_log_scaled(l1, 1), power = twice == 0 ? 0 : -(twice / 2) / epsilon;
    double least = fmin(0, fmin(log(l1) / 2, power));
    return fmin(least, -quotient((double)d / 2, epsilon, l1));
}

double cf_lemma2_alpha(double epsilon, size_t d) {
    if (!in_domain(1, epsilon, d)) return NAN;
    if (d == 1) return 0;
    return -log((double)d) * (0.25 + 0.125 / epsilon);
}

/* d >= 12^(4 epsilon) iff ln d >= 4 epsilon ln 12. 12 is no perfect power, so equality holds only if 4
 * epsilon is an integer k and d = 12^k; otherwise the two sides are compared as double-doubles, of relative
 * error below 2^-98. A difference below that is possible in principle, for none of the d < 2^53 that a double
 * epsilon can meet is it expected; then the answer is no, the safe one: the lemma is not claimed. */
int cf_lemma2_applies(double epsilon, size_t d) {
    if (!(epsilon > 0) || !(epsilon < (double)d) || d < 3 || epsilon > 8) return 0; /* 12^32 > 2^64 > d */
    double k = 4 * epsilon;
    if (k == floor(k)) {
        size_t power = 1;
        for (int i = 0; i < (int)k; i++) {
            if (power > d / 12) return 0;
            power *= 12;
        }
        return d >= power;
    }
    cf_dd left = cf_dd_log((double)(d >> 32) * 0x1p32, (double)(d & 0xffffffffu));
    cf_dd right = cf_dd_scale(cf_dd_log(12, 0), k);
    cf_dd gap = cf_dd_add(left, (cf_dd){-right.hi, -right.lo});
    return gap.hi + gap.lo > 0x1p-98 * left.hi;
}

double cf_lemma3_alpha(double l2, double epsilon) {
    if (!(l2 > 0) || !isfinite(l2) || !(epsilon > 0) || !isfinite(epsilon)) return NAN;
    int i, j;
    double m = frexp(l2, &i), f = frexp(epsilon, &j);
    return cf_log_scaled((1 + epsilon) * m / f, i - j) / 2;
}
