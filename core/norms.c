/* norms.c - ||beta||_1 and ||beta||_2, each to 4 ulp for any d and without undue overflow.
 *
 * A sum of non-negative terms is accumulated with compensation (two-sum; the low parts added at the end): its
 * relative error is at most u + d^2 u^2. For the 2-norm each term beta_i^2 is scaled by a power of two that
 * brings the largest entry to [1/2, 1), and its rounding error is recovered by fma, so that the sum has the
 * same bound (terms that underflow are below 2^-1022 of the sum); the root halves it and adds u. Both results
 * are then within 2 ulp for d < 2^25. */
#include "certiflow.h"
#include <math.h>

static void accumulate(double *sum, double *low, double term) {
    double t = *sum + term, z = t - *sum;
    *low += (*sum - (t - z)) + (term - z);
    *sum = t;
}

double cf_norm_l1(const double *beta, size_t d) {
    double sum = 0, low = 0;
    for (size_t i = 0; i < d; i++) {
        if (isinf(sum + fabs(beta[i]))) { /* overflow, an infinity, or a NaN later on */
            for (; i < d; i++) sum += fabs(beta[i]);
            return sum;
        }
        accumulate(&sum, &low, fabs(beta[i]));
    }
    return sum + low;
}

double cf_norm_l2(const double *beta, size_t d) {
    double largest = 0, sum = 0, low = 0;
    for (size_t i = 0; i < d; i++) {
        if (isnan(beta[i])) return beta[i];
        largest = fmax(largest, fabs(beta[i]));
    }
    if (largest == 0 || isinf(largest)) return largest;
    int e;
    (void)frexp(largest, &e);
    for (size_t i = 0; i < d; i++) {
        double b = scalbn(beta[i], -e), square = b * b;
        accumulate(&sum, &low, square);
        low += fma(b, b, -square);
    }
    return scalbn(sqrt(sum + low), e);
}
