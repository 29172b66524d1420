/* thresholds_depth.c - the alpha of the polynomial theorem at depth D > 2, its l2 partner, and the bound of
 * Lemma 4, in logarithms; docs/depth-theory.md states and proves the theorem.
 *
 * Method. Every base is formed as mantissa and exponent, so nothing overflows, and its logarithm taken by
 * cf_log_scaled. Error, u = 2^-53. A base of k roundings carries delta <= k u (1 + 2^-50); its logarithm is
 * then within (k+1) u + 2u |ln|. l1: ln(2 epsilon/D), k = 1; log1p(epsilon) 2/D within 3u of itself; their
 * sum, divided by D-2 (rounded once, u), within u (2 + 2|ln| + 3|second| + 3 (|ln| + |second|)) / (D-2);
 * ln(l1/d) likewise with k = 2 (d is rounded, then the quotient), divided by D: (3 + 3|ln|) u/D. The last sum
 * adds u of the result. All together below 8u = 2^-50 times the scale (1+|ln(2 epsilon/D)| + (2/D)
 * ln(1+epsilon))/(D-2) + (1+|ln(l1/d)|)/D; declared is twice that. l2: (1+e)^2 c/e = (1+e)^2 (D-1)(3D-4)/(24
 * D^2 e): at most 11 roundings, 3D-4 among them by one fma, so its logarithm is within 12u + 2u |ln| and half
 * of it within 6u + u |ln|; ln l2 within u + 2u |ln l2|. The two may cancel: they are one logarithm here, of
 * the product m l2^2: within 15u + 2u|ln|, halved and divided by D: (8 + 2|ln|) u/D, ln here that of the
 * right side.
 * Lemma 4: (D-2) log_alpha, two roundings; D (D-2), two roundings; the difference, one. */
#include "certiflow.h"
#include "log_dd.h"
#include <math.h>

static int positive(double x) {
    return x > 0 && isfinite(x);
}

double cf_depth_l1(double l1, double epsilon, size_t d, double depth) {
    if (!positive(l1) || !positive(epsilon) || d < 1 || !(epsilon < (double)d) || !(depth > 2) ||
        !isfinite(depth))
        return NAN;
    int i, j, k, l;
    double e = frexp(epsilon, &i), D = frexp(depth, &j), norm = frexp(l1, &k), dim = frexp((double)d, &l);
    double first = cf_log_scaled(e / D, i - j + 1) - log1p(epsilon) * 2 / depth;
    return first / (depth - 2) + cf_log_scaled(norm / dim, k - l) / depth;
}

double cf_depth_l2(double l2, double epsilon, double depth) {
    if (!positive(l2) || !positive(epsilon) || !(depth > 2) || !isfinite(depth)) return NAN;
    double e = fmin(epsilon, 1);
    int i, j, k;
    double f = frexp(e, &i), D = frexp(depth, &j), norm = frexp(l2, &k);
    /* (D-1)/D and (3D-4)/D with depth = D 2^j; 2^-j may be subnormal or 0, then it does not count */
    double one = ldexp(1, -j), a = (D - one) / D, b = fma(3, D, -4 * one) / D;
    return cf_log_scaled((1 + e) * (1 + e) * a * b / (24 * f) * norm * norm, 2 * k - i) / 2 / depth;
}

double cf_lemma4_log_bound(double log_alpha, double depth) {
    if (!isfinite(log_alpha) || !(depth > 2) || !isfinite(depth)) return NAN;
    int i, j;
    double D = frexp(depth, &i), less = frexp(depth - 2, &j);
    return -((depth - 2) * log_alpha) - cf_log_scaled(D * less, i + j);
}
