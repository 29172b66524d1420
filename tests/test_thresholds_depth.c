/* test_thresholds_depth.c - the thresholds at depth > 2 against their enclosures, within the declared bounds;
 * the floor that the theorem promises; the criteria themselves at the threshold; the edges of the domain. */
#include "core/certiflow.h"
#include "reference/certiflow_ref.h"
#include <criterion/criterion.h>
#include <float.h>
#include <math.h>

enum { CASES = 2000, PREC = 100 };

/* |value - ball| <= bound, decided in balls */
static void within(const char *what, double value, const arb_t ball, double bound, double norm,
                   double epsilon, double depth) {
    arb_t gap, b;
    arb_init(gap), arb_init(b);
    cr_assert(isfinite(value) && arb_is_finite(ball), "%s(%a, %a, D = %a)", what, norm, epsilon, depth);
    arb_set_d(gap, value);
    arb_sub(gap, gap, ball, 200);
    arb_abs(gap, gap);
    arb_set_d(b, bound);
    cr_assert(cf_ball_le(gap, b) == CF_TRUE, "%s(%a, %a, D = %a) = %a, bound %g", what, norm, epsilon, depth,
              value, bound);
    arb_clear(gap), arb_clear(b);
}

/* The scale of the declared bound of cf_depth_l1; rounded up by a hair, for it is computed in doubles. */
static double scale_l1(double norm, double epsilon, size_t d, double D) {
    double first = 1 + fabs(log(2) + log(epsilon) - log(D)) + 2 / D * log1p(epsilon);
    return (first / (D - 2) + (1 + fabs(log(norm) - log((double)d))) / D) * (1 + 1e-9);
}

static void all(double norm, double epsilon, size_t d, double depth, double log_alpha) {
    arb_t n, ball;
    fmpq_t e, D;
    arb_init(n), arb_init(ball), fmpq_init(e), fmpq_init(D);
    arb_set_d(n, norm);
    cf_fmpq_set_double(e, epsilon);
    cf_fmpq_set_double(D, depth);
    cf_ref_depth_l1(ball, n, e, d, D, PREC);
    within("depth_l1", cf_depth_l1(norm, epsilon, d, depth), ball,
           0x1p-49 * scale_l1(norm, epsilon, d, depth), norm, epsilon, depth);
    cf_ref_depth_l2(ball, n, e, D, PREC);
    double right = depth * fabs(arf_get_d(arb_midref(ball), ARF_RND_NEAR));
    within("depth_l2", cf_depth_l2(norm, epsilon, depth), ball, 0x1p-49 * (2 + right) / depth, norm, epsilon,
           depth);
    arb_set_d(n, log_alpha);
    cf_ref_lemma4_log_bound(ball, n, D, PREC + 1200);
    within("lemma4", cf_lemma4_log_bound(log_alpha, depth), ball,
           0x1p-50 * (1 + (depth - 2) * fabs(log_alpha) + fabs(log(depth) + log(depth - 2))), log_alpha, 0,
           depth);
    arb_clear(n), arb_clear(ball), fmpq_clear(e), fmpq_clear(D);
}

Test(thresholds_depth, random_arguments) {
    cf_rng rng;
    cf_rng_init(&rng, 21);
    for (int k = 0; k < CASES; k++) {
        size_t d = (size_t)exp(cf_rng_uniform(&rng) * 14);
        double wide = k % 3 == 0 ? 690 : 8;
        double norm = exp((2 * cf_rng_uniform(&rng) - 1) * wide);
        double epsilon = k % 2 ? (double)d * cf_rng_uniform(&rng) : exp(-cf_rng_uniform(&rng) * wide);
        double depth = k % 4 == 0   ? 2 + exp(-30 * cf_rng_uniform(&rng))
                       : k % 4 == 1 ? 3 + floor(8 * cf_rng_uniform(&rng))
                                    : 2 + exp(wide / 8 * cf_rng_uniform(&rng));
        if (epsilon > 0) all(norm, epsilon, d, depth, 1000 * (2 * cf_rng_uniform(&rng) - 1));
    }
}

/* Bases next to 1 and the ends of the range. */
Test(thresholds_depth, edges) {
    static const double depths[] = {0x1.0000000000001p1, 2.5, 3, 4, 5, 1000, 1e30, 1e300};
    static const double norms[] = {5e-324, 1e-300, 0.25, 1, 7, 0x1.fffffffffffffp+1023};
    static const double epsilons[] = {5e-324, 1e-16, 0.5, 1, 1.5, 2, 6.999};
    for (size_t i = 0; i < sizeof depths / sizeof *depths; i++)
        for (size_t j = 0; j < sizeof norms / sizeof *norms; j++)
            for (size_t k = 0; k < sizeof epsilons / sizeof *epsilons; k++)
                all(norms[j], epsilons[k], 7, depths[i], norms[j] < 1e10 ? norms[j] : -1.0);
}

/* Nowhere below (2 epsilon/(D (1+epsilon)))^{1/(D-2)} (l1/d)^{1/D}; decided in balls. The gap is
 * ln(1+epsilon)/D. */
Test(thresholds_depth, floor_of_the_theorem) {
    cf_rng rng;
    cf_rng_init(&rng, 22);
    arb_t n, ball, low, t;
    fmpq_t e, D, c;
    arb_init(n), arb_init(ball), arb_init(low), arb_init(t), fmpq_init(e), fmpq_init(D), fmpq_init(c);
    for (int k = 0; k < 500; k++) {
        size_t d = 1 + (size_t)(500 * cf_rng_uniform(&rng));
        double epsilon = (double)d * pow(cf_rng_uniform(&rng), 6) * 0.99 + 1e-12;
        arb_set_d(n, exp(10 * cf_rng_uniform(&rng) - 5));
        cf_fmpq_set_double(e, epsilon);
        cf_fmpq_set_double(D, k % 3 ? 2 + 20 * cf_rng_uniform(&rng) + 1e-6 : 3 + k % 7);
        cf_ref_depth_l1(ball, n, e, d, D, PREC);
        fmpq_add_si(c, e, 1);
        fmpq_mul(c, c, D);
        fmpq_div(c, e, c);
        fmpq_mul_si(c, c, 2);
        arb_log_fmpz(low, fmpq_numref(c), 200);
        arb_log_fmpz(t, fmpq_denref(c), 200);
        arb_sub(low, low, t, 200);
        fmpq_sub_si(c, D, 2);
        arb_div_fmpz(low, low, fmpq_numref(c), 200);
        arb_mul_fmpz(low, low, fmpq_denref(c), 200);
        arb_div_ui(t, n, d, 200);
        arb_log(t, t, 200);
        arb_div_fmpz(t, t, fmpq_numref(D), 200);
        arb_mul_fmpz(t, t, fmpq_denref(D), 200);
        arb_add(low, low, t, 200);
        cr_assert(cf_ball_le(low, ball) == CF_TRUE);
    }
    arb_clear(n), arb_clear(ball), arb_clear(low), arb_clear(t), fmpq_clear(e), fmpq_clear(D), fmpq_clear(c);
}

/* At the threshold the criteria hold with equality: c ((1+eps) B)^{2/D} = eps B, c = (D/2) alpha^{D-2}
 * d^{1-2/D}; and scaling y by s^D scales both thresholds by s. */
Test(thresholds_depth, metamorphic) {
    for (double D = 2.125; D < 200; D *= 1.5)
        for (size_t d = 1; d < 3000; d *= 7)
            for (double epsilon = 0.01; epsilon < (double)d; epsilon *= 5) {
                double B = 3.5, a = cf_depth_l1(B, epsilon, d, D);
                double left =
                    log(D / 2) + (D - 2) * a + (1 - 2 / D) * log((double)d) + 2 / D * log((1 + epsilon) * B);
                cr_assert(fabs(left - log(epsilon * B)) <= 1e-12, "D %g, d %zu, epsilon %g", D, d, epsilon);
                cr_assert(fabs(cf_depth_l1(4 * B, epsilon, d, D) - a - log(4) / D) <=
                          1e-12 * fmax(1, fabs(a)));
                double b = cf_depth_l2(B, epsilon, D), e = fmin(epsilon, 1),
                       c = (D - 1) * (3 * D - 4) / (24 * D * D);
                double x2 = B * B * exp(-2 * D * b);
                cr_assert(fabs((1 + e) * (1 - c * (1 + e) * x2) - 1) <= 1e-11, "D %g, epsilon %g", D,
                          epsilon);
                cr_assert(fabs(cf_depth_l2(4 * B, epsilon, D) - b - log(4) / D) <= 1e-12 * fmax(1, fabs(b)));
            }
}

Test(thresholds_depth, domain) {
    cr_assert(isnan(cf_depth_l1(1, 0.1, 5, 2)) && isnan(cf_depth_l1(0, 0.1, 5, 3)) &&
              isnan(cf_depth_l1(1, 5, 5, 3)) && isnan(cf_depth_l1(1, 0, 5, 3)) &&
              isnan(cf_depth_l1(1, 0.1, 0, 3)) && isnan(cf_depth_l1(1, 0.1, 5, INFINITY)) &&
              isnan(cf_depth_l1(NAN, 0.1, 5, 3)));
    cr_assert(isnan(cf_depth_l2(1, 0.1, 2)) && isnan(cf_depth_l2(INFINITY, 0.1, 3)) &&
              isnan(cf_depth_l2(1, -1, 3)) && isnan(cf_depth_l2(1, 1, NAN)));
    cr_assert(isnan(cf_lemma4_log_bound(NAN, 3)) && isnan(cf_lemma4_log_bound(0, 2)) &&
              isnan(cf_lemma4_log_bound(-INFINITY, 3)));
    arb_t norm, ball;
    fmpq_t epsilon, depth;
    arb_init(norm), arb_init(ball), fmpq_init(epsilon), fmpq_init(depth);
    arb_one(norm);
    fmpq_set_si(epsilon, 1, 10);
    for (slong twice = 2; twice <= 4; twice++) { /* depths 1, 3/2, 2 */
        fmpq_set_si(depth, twice, 2);
        cf_ref_depth_l1(ball, norm, epsilon, 5, depth, 64);
        cr_expect(!arb_is_finite(ball), "depth %ld/2", (long)twice);
        cf_ref_depth_l2(ball, norm, epsilon, depth, 64);
        cr_expect(!arb_is_finite(ball), "depth %ld/2", (long)twice);
    }
    arb_clear(norm), arb_clear(ball), fmpq_clear(epsilon), fmpq_clear(depth);
    cr_assert_eq(cf_depth_l2(1, 3, 4), cf_depth_l2(1, 1, 4)); /* epsilon above 1 is no easier than 1 */
}
