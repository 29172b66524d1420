/* depth_sum.c - Q^D_alpha(beta) = sum_i q_D(beta_i/alpha^D) and alpha^D Q^D_alpha (Theorem 3), in double
 * precision.
 *
 * z = |beta_i| e^x, x = -D log_alpha (exact as a sum of two doubles), never leaves the form (hi + lo) 2^e,
 * with a relative error below 2^-71: the elasticity of q_D lies in [1, 2], so q_D gets 2^-70 from it. By z's
 * exponent:
 *
 *   z < 2^-30       q_D = z^2 (D-2)/(4D) within 2^-63 (core/depth.c, 5)
 *   z in doubles    q_D(hi) of core/depth.c and s lo, s = h_D^{-1}(hi) to 2^-40: below 2^-60.5
 *   z >= 2^1000     c = 1 - h_D^{-1}(z) = z^(-1/p) within 2^-900 of itself, c^-m = z c, and the rest of H is
 * a constant: q_D = z ((1 - c) - c/m). 1 - c >= 2 c/m (core/depth.c: H <= z s/2), so the difference cancels
 * mildly; 1 - c = -expm1(-ln(z)/p) errs by 2^-70 of itself.
 *
 * A term errs by 2^-60 at most, the terms are not negative and are added in double-double in the order of i:
 * 0.5 + 2^-6 ulp after one rounding for d <= 10^12, 0.75 + 2^-6 for a subnormal result. Declared 0.6 and 1.
 */
#include "certiflow.h"
#include "depth_dd.h"
#include "depth_point.h"
#include <float.h>

#define EXPONENT_MAX 3e6

typedef struct {
    depth_constants k;
    dd x;           /* -D log_alpha */
    scaled inverse; /* alpha^-D */
} scale_of_alpha;

/* 2^1000 <= z */
static CF_INLINE scaled large_term(scaled z, double b, const scale_of_alpha *scale) {
    dd log_z = dd_add(dd_log_of(b), scale->x);
    dd log_c = dd_negate(dd_quotient(log_z, scale->k.p));
    dd s = dd_negate(dd_exp_minus_1(log_c)); /* 1 - c */
    dd c = dd_add((dd){1, 0}, dd_negate(s));
    dd rest = dd_mul(c, (dd){scale->k.half_gap, 0});
    if (log_c.hi < -500) return (scaled){z.m, z.e};
    return multiply(z, (scaled){dd_add(s, dd_negate(rest)), 0});
}

static CF_INLINE scaled term(double b, const scale_of_alpha *scale) {
    int e;
    double fraction = frexp(b, &e);
    scaled z = multiply((scaled){{fraction, 0}, e}, scale->inverse);
    int exponent = ilogb(z.m.hi) + z.e;
    if (exponent < -30) {
        scaled square = multiply(z, z);
        return multiply(square, (scaled){scale->k.small, 0});
    }
    if (exponent >= 1000) return large_term(z, b, scale);
    dd value = dd_scale(z.m, z.e);
    double s;
    dd q = cf_depth_q_point(&s, value.hi, &scale->k);
    return (scaled){dd_fast_sum(q.hi, fma(s, value.lo, q.lo)), 0};
}

static CF_INLINE double sum_depth_body(const double *beta, double log_alpha, double depth, size_t d,
                                       int over_alpha) {
    scale_of_alpha scale;
    if (!cf_depth_valid(depth) || !(fabs(depth * log_alpha) <= EXPONENT_MAX)) return NAN;
    scale.k = cf_depth_constants(depth);
    scale.x = dd_product(-depth, log_alpha);
    scale.inverse.m = dd_exp_of(&scale.inverse.e, scale.x);
    scaled sum = {{0, 0}, 0};
    double special = 0; /* becomes inf or NaN */
    for (size_t i = 0; i < d; i++) {
        double b = fabs(beta[i]);
        if (!(b <= DBL_MAX)) special += b;
        if (b > 0 && b <= DBL_MAX) sum = add(sum, term(b, &scale));
    }
    if (special != 0) return special;
    if (over_alpha) return round_scaled(sum);
    scaled power;
    power.m = dd_exp_of(&power.e, dd_negate(scale.x));
    return round_scaled(multiply(sum, power));
}

CF_FMA_DISPATCH(static, double, sum_depth,
                (const double *beta, double log_alpha, double depth, size_t d, int over_alpha),
                (beta, log_alpha, depth, d, over_alpha))

double cf_Q_depth(const double *beta, double log_alpha, double depth, size_t d) {
    return depth == 2 ? cf_Q(beta, log_alpha, d) : sum_depth(beta, log_alpha, depth, d, 1);
}

double cf_alphaD_Q(const double *beta, double log_alpha, double depth, size_t d) {
    return depth == 2 ? cf_alpha2_Q(beta, log_alpha, d) : sum_depth(beta, log_alpha, depth, d, 0);
}
