/* sharp.c - thresholds on alpha sharper than Theorem 2's; docs/thresholds.md proves that they imply its
 * conclusions.
 *
 *   l1: the largest alpha with  d q(c x) >= q(x),  c = (1+eps)/d,  x = l1/alpha^2
 *   l2: the smallest with       q(a x) >= d q(b x),  a = sqrt(1+eps), b = 1/sqrt d,  x = l2/alpha^2
 *
 * Each is one root x* of a monotone function of u = ln x, written so that nothing cancels:
 *   x small:  q(z) = z^2/4 exp(S(z)), S(z) = ln(4 q(z)/z^2) = -z^2/48 + ..., by series for z <= 1:
 *             l1: ln((1+eps)^2/d) + S(cx) - S(x) = 0        l2: ln(1+eps) + S(ax) - S(bx) = 0
 *   x large:  q(z)/z = ln z - 1 + R(z), R(z) = 2/z - s + log1p(s/2), s = sqrt(1+4/z^2) - 1:
 *             l1: eps (u-1) - (1+eps)(ln(1/c) - R(cx)) - R(x) = 0
 *             l2: (1-k)(u-1) - k (ln a + R(ax)) - ln(sqrt d) + R(bx) = 0,  k = a b
 *   solved by Newton's method safeguarded by bisection.
 *
 * Error: at most 2^-44 max(|log alpha|, |ln norm|, 1). In the small form S has an absolute error of 4u for z
 * >= 1 and a relative one of 4u below; the derivative is E(cx) - E(x), E = z q'/q, and E(4) = 1.749, so that
 * the root is worst conditioned at the switch (cx = 4, d = 2), by a factor below 2^8. In the large form the
 * terms are of relative error 4u and the slope is that of the first term to within a factor 2: relative error
 * of u at most 16u. */
#include "certiflow.h"
#include "log_dd.h"
#include <math.h>

#define SWITCH 4.0 /* the smaller argument of q from which the large form is used */

/* ln(4 q(z)/z^2): 4q/z^2 = sum_k a_k (z/2)^(2k)/(k+1), a_k the coefficients of asinh: |term| < 4^-k at z <= 1
 */
static double log_ratio(double z) {
    if (z > 1) return log(4 * (cf_q(z) / z) / z);
    double t = z * z / 4, term = 1, sum = 0;
    for (int k = 1; k < 28; k++) {
        term *= -t * (2 * k - 1) / (2 * k);
        sum += term / ((2 * k + 1) * (k + 1.0));
    }
    return log1p(sum);
}

/* z S'(z) = E(z) - 2 = z q'(z)/q(z) - 2; only steers Newton */
static double slope(double z) {
    return z < 1e-3 ? -z * z / 24 : z * cf_q_prime(z) / cf_q(z) - 2;
}

/* R(z) = q(z)/z - ln z + 1 at z = e^v, v >= ln 2; below e^-v it is 0 to all digits that matter */
static double large_rest(double v) {
    if (v > 700) return 0;
    double z = exp(v), t = 4 / z / z, s = t / (1 + sqrt(1 + t));
    return 2 / z - s + log1p(s / 2);
}

/* One criterion: value and d/du, increasing in u if rising. p ln-factors of the two arguments of q. */
typedef struct {
    double v_inner, v_outer;       /* logarithms of the factors of x in the two arguments */
    double level;                  /* small form: level + S(inner) - S(outer) */
    double rate, weight, constant; /* large form: rate (u-1) + constant + weight R(inner) - R(outer) */
} criterion;

static double small_form(const criterion *c, double u, double *derivative) {
    double inner = exp(u + c->v_inner), outer = exp(u + c->v_outer);
    *derivative = slope(inner) - slope(outer);
    return c->level + log_ratio(inner) - log_ratio(outer);
}

static double large_form(const criterion *c, double u, double *derivative) {
    double inner = large_rest(u + c->v_inner), outer = large_rest(u + c->v_outer);
    *derivative = c->rate - c->weight * inner + outer; /* R' z ~ -R */
    return c->rate * (u - 1) + c->constant + c->weight * inner - outer;
}

/* The root in [low, high] of a function whose sign at low is `sign` and at high the opposite. */
static double root(double (*f)(const criterion *, double, double *), const criterion *c, double low,
                   double high, double sign, double u) {
    for (int i = 0; i < 400; i++) {
        double derivative, value = f(c, u, &derivative);
        if (value == 0) return u;
        if (value * sign > 0)
            low = u;
        else
            high = u;
        double next = u - value / derivative;
        if (!(next > low && next < high)) next = low + (high - low) / 2;
        if (fabs(next - u) <= 0x1p-53 * fmax(fabs(u), 1) || next == low || next == high) return next;
        u = next;
    }
    return u;
}

static double log_x(const criterion *c, double sign_at_zero, double guess) {
    double middle = log(SWITCH) - fmin(c->v_inner, c->v_outer), derivative;
    double at_middle = large_form(c, middle, &derivative);
    if (at_middle * sign_at_zero <= 0) {
        double low = -760 - fabs(c->v_inner) - fabs(c->v_outer);
        guess = fmin(fmax(guess, low), middle);
        return root(small_form, c, low, middle, sign_at_zero, guess);
    }
    double u = 1 - c->constant / c->rate; /* the root without R */
    if (u > 800 + fabs(c->v_inner) + fabs(c->v_outer)) return u;
    return root(large_form, c, middle, 2 * fmax(u, middle) + 10, sign_at_zero, fmax(u, middle));
}

static int in_domain(double norm, double epsilon, size_t d) {
    return norm > 0 && isfinite(norm) && epsilon > 0 && epsilon < (double)d && d >= 1;
}

double cf_sharp_l1(double l1, double epsilon, size_t d) {
    if (!in_domain(l1, epsilon, d)) return NAN;
    double D = (double)d;
    cf_dd s = cf_two_sum(1, epsilon), square = cf_dd_mul(s, s), excess = cf_dd_add(square, (cf_dd){-D, 0});
    if (excess.hi >= 0) return INFINITY;
    double log_ratio_c = log(D / (1 + epsilon));
    criterion c = {.v_inner = -log_ratio_c,
                   .v_outer = 0,
                   .level = log1p(excess.hi / D),
                   .rate = epsilon,
                   .weight = 1 + epsilon,
                   .constant = -(1 + epsilon) * log_ratio_c};
    if (excess.hi < -0.5 * D) c.level = 2 * log1p(epsilon) - log(D);
    double guess = 0.5 * log(-48 * c.level);
    return (log(l1) - log_x(&c, -1, guess)) / 2;
}

double cf_sharp_l2(double l2, double epsilon, size_t d) {
    if (!in_domain(l2, epsilon, d)) return NAN;
    double D = (double)d, gap = (D - 1) - epsilon;
    if (gap <= 0) return -INFINITY;
    double k = sqrt((1 + epsilon) / D), log_a = log1p(epsilon) / 2, log_b = -log(D) / 2;
    /* negated, and divided by the larger factor, so that it has the shape of the first: -(k A(ax) - A(bx)) */
    criterion c = {.v_inner = log_a,
                   .v_outer = log_b,
                   .level = 2 * log_a,
                   .rate = -gap / D / (1 + k),
                   .weight = k,
                   .constant = k * log_a - log_b};
    double guess = 0.5 * log(48 * c.level);
    return (log(l2) - log_x(&c, 1, guess)) / 2;
}
