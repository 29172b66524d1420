/* test_theorem2.c - what the claims of Appendix B and Theorem 2 rest on: the rational beside a threshold,
 * exact polynomial identities, feasible points of a prescribed norm, instances with exact norms. Each
 * property is also seen to fail. */
#include "verify/theorem2_steps.h"
#include <criterion/criterion.h>
#include <math.h>

static cf_truth beside(const char *log_alpha_shift, cf_half half, const fmpq_t base, const arb_t threshold) {
    fmpq_t q;
    arb_t la;
    fmpq_init(q);
    arb_init(la);
    cf_fmpq_set_decimal(q, log_alpha_shift);
    fmpq_add(q, q, base);
    arb_set_fmpq(la, q, 1024);
    cf_truth truth = half == CF_HALF_L1 ? cf_ball_le(la, threshold) : cf_ball_le(threshold, la);
    fmpq_clear(q);
    arb_clear(la);
    return truth;
}

/* On the right side, and 1e-30 the other way no longer so. */
Test(theorem2, log_alpha_beside_a_threshold) {
    static const char *const values[] = {"-1e6", "-0.333", "0", "1e-40", "2.5", "-1e-12", "700"};
    arb_t threshold, third;
    fmpq_t q, la;
    arb_init(threshold);
    arb_init(third);
    fmpq_init(q);
    fmpq_init(la);
    for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
        cf_fmpq_set_decimal(q, values[k]);
        arb_set_fmpq(threshold, q, 320);
        arb_set_ui(third, 3);
        arb_inv(third, third, 320);
        arb_add(threshold, threshold, third, 320); /* a ball of positive radius */
        cr_assert_eq(cf_log_alpha_below(la, threshold), 0);
        cr_assert_eq(beside("0", CF_HALF_L1, la, threshold), CF_TRUE);
        cr_assert_eq(beside("1e-30", CF_HALF_L1, la, threshold), CF_FALSE);
        cr_assert_eq(cf_log_alpha_above(la, threshold), 0);
        cr_assert_eq(beside("0", CF_HALF_L2, la, threshold), CF_TRUE);
        cr_assert_eq(beside("-1e-30", CF_HALF_L2, la, threshold), CF_FALSE);
    }
    mag_set_d(arb_radref(threshold), 1e-20);
    cr_assert_eq(cf_log_alpha_below(la, threshold), -1, "a wide ball is refused");
    arb_indeterminate(threshold);
    cr_assert_eq(cf_log_alpha_above(la, threshold), -1, "NaN is refused");
    arb_clear(threshold);
    arb_clear(third);
    fmpq_clear(q);
    fmpq_clear(la);
}

/* (x + y)^2 - x^2 - k x y - y^2 */
static void square(fmpq_t out, const fmpq *x, const void *context) {
    fmpq_t t;
    fmpq_init(t);
    fmpq_add(out, x, x + 1);
    fmpq_mul(out, out, out);
    fmpq_submul(out, x, x);
    fmpq_submul(out, x + 1, x + 1);
    fmpq_mul(t, x, x + 1);
    fmpq_submul(out, context, t);
    fmpq_clear(t);
}

/* x(x - 1)(x - 2): vanishes on {0, 1, 2} and not identically */
static void cubic(fmpq_t out, const fmpq *x, const void *context) {
    fmpq_t t;
    (void)context;
    fmpq_init(t);
    fmpq_set(out, x);
    for (slong k = 1; k <= 2; k++) {
        fmpq_sub_si(t, x, k);
        fmpq_mul(out, out, t);
    }
    fmpq_clear(t);
}

Test(theorem2, polynomial_identities) {
    fmpq_t k;
    fmpq_init(k);
    cf_fmpq_set_decimal(k, "2");
    cr_assert(cf_polynomial_vanishes(square, k, 2, 2));
    cf_fmpq_set_decimal(k, "2.00000000000000000000000000001");
    cr_assert(!cf_polynomial_vanishes(square, k, 2, 2));
    cr_assert(!cf_polynomial_vanishes(cubic, NULL, 1, 3), "the grid has one point more than the degree");
    fmpq_clear(k);
}

static void drawn(cf_theorem2 *t, cf_half half, cf_family family, uint64_t seed, size_t N, size_t d,
                  double norm) {
    cr_assert(cf_theorem2_draw(t, half, family, seed, N, d, norm), "%s, N %zu, d %zu", cf_family_name(family),
              N, d);
}

/* The exact vertex is feasible, has the norm kept, and the norm asked for to 1e-6. */
Test(theorem2, instances_have_exact_norms) {
    fmpq_t norm;
    fmpq_init(norm);
    for (int half = 0; half < 2; half++)
        for (int family = 0; family < CF_FAMILIES; family++) {
            cf_theorem2 t;
            double asked = 1e-3 * pow(10, family);
            drawn(&t, (cf_half)half, (cf_family)family, 7u + (uint64_t)family, 2, 7, asked);
            cr_assert(cf_is_feasible(t.beta, &t.p));
            (half == 0 ? cf_rational_norm1 : cf_rational_norm2_squared)(norm, t.beta);
            cr_assert(fmpq_equal(norm, t.norm));
            double value = fmpq_get_d(norm);
            cr_assert_float_eq(half == 0 ? value : sqrt(value), asked, 1e-6 * asked);
            fmpq_add_si(fmpq_mat_entry(t.beta, 3, 0), fmpq_mat_entry(t.beta, 3, 0), 1);
            cr_assert(!cf_is_feasible(t.beta, &t.p));
            cf_theorem2_clear(&t);
        }
    fmpq_clear(norm);
}

/* At and beyond the threshold the hypothesis is certified, 1e-12 past it it is certified to fail. */
Test(theorem2, hypothesis_has_a_side) {
    for (int half = 0; half < 2; half++)
        for (int which = 0; which < 2; which++) {
            cf_theorem2 t;
            fmpq_t q;
            fmpq_init(q);
            drawn(&t, (cf_half)half, CF_FAMILY_GAUSSIAN, 11, 2, 9, 3);
            cf_fmpq_set_decimal(q, "0.25");
            cf_theorem2_at(&t, q, (cf_threshold)which, 0);
            cr_assert_eq(cf_theorem2_hypothesis(&t), CF_TRUE);
            cf_fmpq_set_decimal(q, half == 0 ? "1e-12" : "-1e-12");
            fmpq_add(t.alpha->value, t.alpha->value, q);
            cr_assert_eq(cf_theorem2_hypothesis(&t), CF_FALSE);
            cf_fmpq_set_decimal(q, "0.25");
            cf_theorem2_at(&t, q, (cf_threshold)which, 5);
            cr_assert_eq(cf_theorem2_hypothesis(&t), CF_TRUE);
            cf_theorem2_clear(&t);
            fmpq_clear(q);
        }
}

Test(theorem2, feasible_points_of_a_norm) {
    static const char *const times[] = {"1.000001", "1.5", "30"};
    for (size_t k = 0; k < 12; k++) {
        cf_theorem2 t;
        drawn(&t, CF_HALF_L1, (cf_family)(k % CF_FAMILIES), 100 + k, 1 + k % 3, 5 + k % 4, 1);
        slong d = (slong)t.p.d;
        fmpq_mat_t n, beta, sum;
        fmpq_t target, norm;
        fmpq_mat_init(n, d, 1);
        fmpq_mat_init(beta, d, 1);
        fmpq_mat_init(sum, d, 1);
        fmpq_init(target);
        fmpq_init(norm);
        for (size_t m = 0; m < 3; m++) {
            cf_kernel_vector(n, &t.p, m);
            cr_assert(!fmpq_mat_is_zero(n));
            fmpq_mat_add(sum, t.beta, n);
            cr_assert(cf_is_feasible(sum, &t.p), "X n = 0");
            cf_fmpq_set_decimal(target, times[m]);
            fmpq_mul(target, target, t.norm);
            cf_point_at_l1(beta, t.beta, n, target);
            cf_rational_norm1(norm, beta);
            cr_assert(fmpq_equal(norm, target));
            cr_assert(cf_is_feasible(beta, &t.p));
        }
        fmpq_mat_clear(n);
        fmpq_mat_clear(beta);
        fmpq_mat_clear(sum);
        fmpq_clear(target);
        fmpq_clear(norm);
        cf_theorem2_clear(&t);
    }
}

/* (1 + e')/(1 - e') = 1 + epsilon */
Test(theorem2, step_factor) {
    fmpq_t epsilon, plus, minus;
    fmpq_init(epsilon);
    fmpq_init(plus);
    fmpq_init(minus);
    cf_fmpq_set_decimal(epsilon, "0.37");
    cf_step_factor(plus, epsilon, 1);
    cf_step_factor(minus, epsilon, -1);
    fmpq_div(plus, plus, minus);
    fmpq_add_si(epsilon, epsilon, 1);
    cr_assert(fmpq_equal(plus, epsilon));
    fmpq_clear(epsilon);
    fmpq_clear(plus);
    fmpq_clear(minus);
}

/* The print's (74), (81), (85) at a point: (alpha^2/L) sum q(z) and 4 alpha^4 sum q(z), z = beta_i/alpha^2,
 * q(z) = 2 - sqrt(4 + z^2) + z asinh(z/2), L = ln(1/alpha^2), as they stand, with the bits that their
 * cancellation takes. */
static void printed_half_Q(arb_t out, const fmpq_mat_t beta, const cf_theorem2 *t) {
    const slong prec = 6000;
    arb_t alpha2, z, s, x;
    arb_init(alpha2), arb_init(z), arb_init(s), arb_init(x);
    cf_ref_log_alpha(alpha2, t->alpha, prec);
    arb_mul_2exp_si(alpha2, alpha2, 1);
    arb_neg(x, alpha2); /* L */
    arb_exp(alpha2, alpha2, prec);
    arb_zero(out);
    for (slong i = 0; i < fmpq_mat_nrows(beta); i++) {
        arb_set_fmpq(z, fmpq_mat_entry(beta, i, 0), prec);
        arb_div(z, z, alpha2, prec);
        arb_mul(s, z, z, prec);
        arb_add_ui(s, s, 4, prec);
        arb_sqrt(s, s, prec);
        arb_sub_ui(s, s, 2, prec);
        arb_sub(out, out, s, prec);
        arb_mul_2exp_si(s, z, -1);
        arb_asinh(s, s, prec);
        arb_addmul(out, s, z, prec);
    }
    arb_mul(out, out, alpha2, prec);
    if (t->half == CF_HALF_L1) {
        arb_div(out, out, x, prec);
    } else {
        arb_mul(out, out, alpha2, prec);
        arb_mul_2exp_si(out, out, 2);
    }
    arb_clear(alpha2), arb_clear(z), arb_clear(s), arb_clear(x);
}

/* cf_half_Q is the printed expression, to 200 bits, and not the norm that it approximates, nor another
 * point's or alpha's. */
Test(theorem2, half_Q_is_the_printed_expression) {
    arb_t a, b, norm;
    fmpq_t epsilon, rational;
    arb_init(a), arb_init(b), arb_init(norm), fmpq_init(epsilon), fmpq_init(rational);
    cf_fmpq_set_decimal(epsilon, "0.25");
    for (int half = 0; half < 2; half++)
        for (int family = 0; family < CF_FAMILIES; family++) {
            cf_theorem2 t;
            drawn(&t, (cf_half)half, (cf_family)family, 31u + (uint64_t)family, 2, 6, 3);
            cf_theorem2_at(&t, epsilon, CF_THRESHOLD_PRINTED, family);
            cf_half_Q(a, t.beta, &t, 400);
            printed_half_Q(b, t.beta, &t);
            arb_sub(norm, a, b, 400);
            arb_div(norm, norm, b, 400);
            arb_abs(norm, norm);
            cr_assert(arb_is_finite(norm) && arf_cmpabs_2exp_si(arb_midref(norm), -200) < 0 &&
                          mag_cmp_2exp_si(arb_radref(norm), -200) < 0,
                      "half %d, family %d", half, family);
            (half == 0 ? cf_rational_norm1 : cf_rational_norm2_squared)(rational, t.beta);
            arb_set_fmpq(norm, rational, 400);
            cr_assert(!arb_overlaps(a, norm), "half %d, family %d: the norm itself", half, family);
            fmpq_add(t.alpha->value, t.alpha->value, epsilon);
            printed_half_Q(b, t.beta, &t);
            cr_assert(!arb_overlaps(a, b), "half %d, family %d: another alpha", half, family);
            cf_theorem2_clear(&t);
        }
    arb_clear(a), arb_clear(b), arb_clear(norm), fmpq_clear(epsilon), fmpq_clear(rational);
}
