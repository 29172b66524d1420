/* test_thresholds.c - the thresholds against their enclosures, within the declared bounds, and their exact
 * edges. */
#include "core/certiflow.h"
#include "reference/certiflow_ref.h"
#include <criterion/criterion.h>
#include <float.h>
#include <math.h>

enum { CASES = 1500, PREC = 100 };

/* |value - ball| <= bound 2^-52 max(|ball|, scale, 1), or both infinite, or the ball beyond the doubles'
 * range */
static void within(const char *what, double value, const arb_t ball, double ulps, double scale, double norm,
                   double epsilon, size_t d) {
    if (!arb_is_finite(ball)) {
        cr_assert(arb_is_exact(ball) && isinf(value) && (value > 0) == arb_is_positive(ball),
                  "%s(%a, %a, %zu) = %a", what, norm, epsilon, d, value);
        return;
    }
    arb_t gap, bound, t;
    arb_init(gap), arb_init(bound), arb_init(t);
    cr_assert(cf_ball_bits(ball) >= PREC || arb_contains_zero(ball), "%s(%a, %a, %zu): wide ball", what, norm,
              epsilon, d);
    arb_abs(bound, ball);
    arb_set_d(t, fmax(scale, 1));
    arb_max(bound, bound, t, PREC);
    arb_set_d(t, DBL_MAX);
    if (isinf(value)) {
        cr_assert(arb_gt(bound, t) && (value > 0) == arb_is_positive(ball), "%s(%a, %a, %zu) = %a", what,
                  norm, epsilon, d, value);
    } else {
        arb_set_d(t, ulps * DBL_EPSILON);
        arb_mul(bound, bound, t, PREC);
        arb_set_d(gap, value);
        arb_sub(gap, gap, ball, PREC);
        arb_abs(gap, gap);
        arb_div(t, gap, bound, PREC);
        cr_assert(cf_ball_le(gap, bound) == CF_TRUE, "%s(%a, %a, %zu) = %a, error %g of the bound", what,
                  norm, epsilon, d, value, arf_get_d(arb_midref(t), ARF_RND_NEAR));
    }
    arb_clear(gap), arb_clear(bound), arb_clear(t);
}

static void all(double norm, double epsilon, size_t d, int with_sharp) {
    arb_t n, ball;
    fmpq_t e;
    arb_init(n), arb_init(ball), fmpq_init(e);
    arb_set_d(n, norm);
    cf_fmpq_set_double(e, epsilon);
    cf_ref_theorem2_l1(ball, n, e, d, PREC);
    within("theorem2_l1", cf_theorem2_l1(norm, epsilon, d), ball, 8, 1, norm, epsilon, d);
    cf_ref_theorem2_l2(ball, n, e, d, PREC);
    within("theorem2_l2", cf_theorem2_l2(norm, epsilon, d), ball, 8, 1, norm, epsilon, d);
    cf_ref_lemma1_alpha(ball, n, e, d, PREC);
    within("lemma1", cf_lemma1_alpha(norm, epsilon, d), ball, 8, 1, norm, epsilon, d);
    cf_ref_lemma2_alpha(ball, e, d, PREC);
    within("lemma2", cf_lemma2_alpha(epsilon, d), ball, 8, 1, norm, epsilon, d);
    cf_ref_lemma3_alpha(ball, n, e, PREC);
    within("lemma3", cf_lemma3_alpha(norm, epsilon), ball, 8, 1, norm, epsilon, d);
    cr_assert_eq(cf_lemma2_applies(epsilon, d), cf_ref_lemma2_applies(e, d) == CF_TRUE);
    if (with_sharp) {
        double scale = fabs(log(norm));
        cf_ref_sharp_l1(ball, n, e, d, PREC);
        within("sharp_l1", cf_sharp_l1(norm, epsilon, d), ball, 256, scale, norm, epsilon, d);
        cf_ref_sharp_l2(ball, n, e, d, PREC);
        within("sharp_l2", cf_sharp_l2(norm, epsilon, d), ball, 256, scale, norm, epsilon, d);
    }
    arb_clear(n), arb_clear(ball), fmpq_clear(e);
}

Test(thresholds, random_arguments) {
    cf_rng rng;
    cf_rng_init(&rng, 11);
    for (int k = 0; k < CASES; k++) {
        size_t d = (size_t)exp(cf_rng_uniform(&rng) * 14);
        double wide = k % 3 == 0 ? 690 : 8;
        double norm = exp((2 * cf_rng_uniform(&rng) - 1) * wide);
        double epsilon = k % 2 ? (double)d * cf_rng_uniform(&rng) : exp(-cf_rng_uniform(&rng) * wide);
        all(norm, epsilon, d, k % 5 == 0);
    }
}

Test(thresholds, edges) {
    static const double norms[] = {
        1e-300, 1e-10, 0.25, 0.5, 1, 2, 1e300, 0.49999999999999994, 0.5000000000000001};
    static const double epsilons[] = {1e-300,
                                      1e-16,
                                      1e-8,
                                      0.1,
                                      0.25,
                                      0.41421356237309503,
                                      0.41421356237309515,
                                      0.5,
                                      0.9999999999999999,
                                      1,
                                      1.5,
                                      2.0000000000000004,
                                      99};
    static const size_t dims[] = {1, 2, 3, 12, 100, 1000000};
    for (size_t i = 0; i < sizeof norms / sizeof *norms; i++)
        for (size_t j = 0; j < sizeof epsilons / sizeof *epsilons; j++)
            for (size_t k = 0; k < sizeof dims / sizeof *dims; k++)
                if (epsilons[j] < (double)dims[k]) all(norms[i], epsilons[j], dims[k], i % 4 == 0);
}

/* 2(1+eps) l1 next to 1: the logarithm is multiplied by 1/eps, so it must be right to relative accuracy. */
Test(thresholds, bases_next_to_one) {
    cf_rng rng;
    cf_rng_init(&rng, 12);
    for (int k = 0; k < 500; k++) {
        double epsilon = exp(-40 * cf_rng_uniform(&rng)), l1 = 0.5 / (1 + epsilon);
        for (int step = 0; step < 3; step++) {
            all(l1, epsilon, 7, 0);
            l1 = nextafter(l1, k % 2 ? 1 : 0);
        }
    }
}

Test(thresholds, lemma2_ties) {
    size_t power = 1;
    for (int k = 1; k <= 17; k++) {
        power *= 12;
        double tie = k / 4.0;
        for (size_t d = power - 1; d <= power + 1; d++)
            for (int side = -1; side <= 1; side++) {
                double epsilon = side ? nextafter(tie, side * INFINITY) : tie;
                fmpq_t e;
                fmpq_init(e);
                cf_fmpq_set_double(e, epsilon);
                cf_truth truth = cf_ref_lemma2_applies(e, d);
                cr_assert_neq(truth, CF_UNKNOWN);
                cr_assert_eq(cf_lemma2_applies(epsilon, d), truth == CF_TRUE, "epsilon %a, d %zu", epsilon,
                             d);
                fmpq_clear(e);
            }
    }
    for (size_t d = 3; d < 3000; d += 7) { /* the double nearest to the tie, and its neighbours */
        double epsilon = log((double)d) / (4 * log(12));
        for (int side = -2; side <= 2; side++) {
            double at = epsilon * (1 + side * DBL_EPSILON);
            fmpq_t e;
            fmpq_init(e);
            cf_fmpq_set_double(e, at);
            cr_assert_eq(cf_lemma2_applies(at, d), cf_ref_lemma2_applies(e, d) == CF_TRUE,
                         "epsilon %a, d %zu", at, d);
            fmpq_clear(e);
        }
    }
    cr_assert(cf_lemma2_applies(0.25, 12));
    cr_assert_not(cf_lemma2_applies(0.25, 11));
    cr_assert_not(cf_lemma2_applies(0.01, 2)); /* 2 < e */
}

Test(thresholds, domain) {
    cr_assert(isnan(cf_theorem2_l1(1, 0, 5)) && isnan(cf_theorem2_l1(1, 5, 5)) &&
              isnan(cf_theorem2_l1(0, 1, 5)));
    cr_assert(isnan(cf_theorem2_l2(1, NAN, 5)) && isnan(cf_theorem2_l2(NAN, 1, 5)) &&
              isnan(cf_lemma3_alpha(1, -1)));
    cr_assert(isnan(cf_lemma1_alpha(INFINITY, 1, 5)) && isnan(cf_lemma2_alpha(-1, 5)) &&
              isnan(cf_sharp_l1(-1, 1, 5)));
    cr_assert(isnan(cf_sharp_l2(1, 7, 5)) && isnan(cf_lemma2_alpha(2, 1)));
    cr_assert_eq(cf_sharp_l1(1, 1, 4), INFINITY); /* (1+1)^2 >= 4 */
    cr_assert_eq(cf_sharp_l2(1, 3, 4), -INFINITY);
}

/* Of an exact norm as many bits as are asked for, where the guard bits alone would not give them; of the norm 0 none. */
Test(thresholds, relative_accuracy) {
    enum { MANY = 1000 };
    arb_t norm, ball;
    fmpq_t epsilon;
    arb_init(norm), arb_init(ball), fmpq_init(epsilon);
    fmpq_set_si(epsilon, 1, 7);
    arb_set_d(norm, 0.7);
    cf_ref_theorem2_l1(ball, norm, epsilon, 50, MANY);
    cr_expect(cf_ball_bits(ball) >= MANY);
    cf_ref_theorem2_l2(ball, norm, epsilon, 50, MANY);
    cr_expect(cf_ball_bits(ball) >= MANY);
    cf_ref_lemma1_alpha(ball, norm, epsilon, 50, MANY);
    cr_expect(cf_ball_bits(ball) >= MANY);
    cf_ref_lemma2_alpha(ball, epsilon, 50, MANY);
    cr_expect(cf_ball_bits(ball) >= MANY);
    cf_ref_lemma3_alpha(ball, norm, epsilon, MANY);
    cr_expect(cf_ball_bits(ball) >= MANY);
    cf_ref_sharp_l1(ball, norm, epsilon, 50, MANY);
    cr_expect(cf_ball_bits(ball) >= MANY);
    arb_zero(norm);
    cf_ref_theorem2_l1(ball, norm, epsilon, 50, 128);
    cr_expect(!arb_is_finite(ball));
    fmpq_set_si(epsilon, 1, 1); /* (1+1)^2 >= 4: every alpha of a positive norm */
    cf_ref_sharp_l1(ball, norm, epsilon, 4, 128);
    cr_expect(arb_is_finite(ball) == 0 && !arb_is_exact(ball));
    mag_one(arb_radref(norm)); /* nor of one that may be 0 */
    cf_ref_sharp_l1(ball, norm, epsilon, 4, 128);
    cr_expect(arb_is_finite(ball) == 0 && !arb_is_exact(ball));
    arb_clear(norm), arb_clear(ball), fmpq_clear(epsilon);
}

/* The sharp thresholds scale: x = norm/alpha^2 alone matters. They are no worse than Theorem 2's. */
Test(thresholds, metamorphic) {
    for (size_t d = 2; d < 5000; d *= 3)
        for (double epsilon = 0.01; epsilon < (double)d; epsilon *= 3) {
            for (double norm = 1e-3; norm < 1e4; norm *= 10) {
                cr_assert(cf_sharp_l1(norm, epsilon, d) >= cf_theorem2_l1(norm, epsilon, d));
                cr_assert(cf_sharp_l2(norm, epsilon, d) <= cf_theorem2_l2(norm, epsilon, d));
            }
            double a = cf_sharp_l1(1, epsilon, d), b = cf_sharp_l1(4, epsilon, d);
            if (isfinite(a)) cr_assert(fabs(b - a - log(2)) <= 0x1p-43 * fmax(fabs(a), 1));
        }
}
