/* test_number.c - decimals, comparisons and alpha of the reference. */
#include "reference/certiflow_ref.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

static void expect_decimal(const char *s, slong p, ulong q) {
    fmpq_t x, want;
    fmpq_init(x);
    fmpq_init(want);
    fmpq_set_si(want, p, q);
    cr_expect(cf_fmpq_set_decimal(x, s) == 0 && fmpq_equal(x, want) && fmpq_is_canonical(x), "%s", s);
    fmpq_clear(x);
    fmpq_clear(want);
}

Test(number, decimals_are_exact) {
    expect_decimal("0.1", 1, 10);
    expect_decimal("-1.5e-3", -3, 2000);
    expect_decimal("+2", 2, 1);
    expect_decimal(".5", 1, 2);
    expect_decimal("5.", 5, 1);
    expect_decimal("1E+3", 1000, 1);
    expect_decimal("0e-999999", 0, 1);
    expect_decimal("0x1.8p1", 3, 1);
    expect_decimal("-0X.08p+0", -1, 32);
    expect_decimal("0xff", 255, 1);
    expect_decimal("007", 7, 1);
}

Test(number, what_is_no_decimal_is_refused_and_leaves_the_value) {
    const char *bad[] = {"",      " 1",
                         "1 ",    "1e",
                         "e5",    "1e+",
                         ".",     "-",
                         "--1",   "1..2",
                         "1/3",   "nan",
                         "inf",   "0x",
                         "0x.p1", "1e10000000",
                         "1,5",   "0x1e+1",
                         "1p3",   "1e5.5",
                         "1.2.3", "0b1",
                         "+",     "1e--5",
                         "1e1e1", "99999999e9999999999"};
    fmpq_t x, two;
    fmpq_init(x);
    fmpq_init(two);
    fmpq_set_si(two, 2, 1);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        fmpq_set(x, two);
        cr_expect(cf_fmpq_set_decimal(x, bad[i]) == -1, "accepted \"%s\"", bad[i]);
        cr_expect(fmpq_equal(x, two), "changed by \"%s\"", bad[i]);
    }
    fmpq_clear(x);
    fmpq_clear(two);
}

Test(number, doubles_go_over_exactly) {
    const double xs[] = {0.1,           -0.1, 1,  5e-324, -1.7976931348623157e308, 0x1.fffffffffffffp-1022,
                         0x1p-1074 * 3, 0,    3e5};
    for (size_t i = 0; i < sizeof xs / sizeof *xs; i++) {
        fmpq_t q;
        arb_t a, b;
        fmpq_init(q);
        arb_init(a);
        arb_init(b);
        cf_fmpq_set_double(q, xs[i]);
        arb_set_fmpq(a, q, 2000);
        arb_set_d(b, xs[i]);
        cr_expect(arb_is_exact(a) && arb_equal(a, b) && fmpq_is_canonical(q), "%a", xs[i]);
        fmpq_clear(q);
        arb_clear(a);
        arb_clear(b);
    }
}

static void ball(arb_t x, double mid, double rad) { /* rad a multiple of 2^-40 */
    arb_set_d(x, mid);
    mag_set_ui_2exp_si(arb_radref(x), (ulong)ldexp(rad, 40), -40);
}

Test(number, comparisons_are_three_valued) {
    arb_t a, b, nan, inf;
    arb_init(a);
    arb_init(b);
    arb_init(nan);
    arb_init(inf);
    arb_indeterminate(nan);
    arb_pos_inf(inf);
    ball(a, 1, 0.25);
    ball(b, 2, 0.25);
    cr_expect(cf_ball_le(a, b) == CF_TRUE && cf_ball_lt(a, b) == CF_TRUE);
    cr_expect(cf_ball_le(b, a) == CF_FALSE && cf_ball_lt(b, a) == CF_FALSE);
    cr_expect(!cf_ball_overlaps(a, b) && cf_ball_overlaps(a, a));
    cr_expect(cf_ball_le(a, a) == CF_UNKNOWN && cf_ball_lt(a, a) == CF_UNKNOWN);
    ball(b, 1.25, 0.25);
    cr_expect(cf_ball_le(a, b) == CF_UNKNOWN && cf_ball_lt(b, a) == CF_UNKNOWN && cf_ball_overlaps(a, b));
    arb_one(a);
    cr_expect(cf_ball_le(a, a) == CF_TRUE && cf_ball_lt(a, a) == CF_FALSE);
    cr_expect(cf_ball_le(a, nan) == CF_UNKNOWN && cf_ball_lt(nan, a) == CF_UNKNOWN &&
              !cf_ball_overlaps(nan, nan) && !cf_ball_overlaps(nan, a) && !cf_ball_overlaps(a, nan));
    cr_expect(cf_ball_le(a, inf) == CF_UNKNOWN && !cf_ball_overlaps(inf, inf));
    cr_expect(cf_ball_bits(nan) == -1 && cf_ball_bits(inf) == -1 && cf_ball_bits(a) >= 1000000);
    arb_zero(a);
    cr_expect(cf_ball_bits(a) >= 1000000);
    ball(a, 0.5, 1);
    cr_expect(cf_ball_bits(a) == -1);
    ball(a, 1, 0x1p-40);
    cr_expect(cf_ball_bits(a) >= 38 && cf_ball_bits(a) <= 42, "%ld", cf_ball_bits(a));
    arb_clear(a);
    arb_clear(b);
    arb_clear(nan);
    arb_clear(inf);
}

/* The printed ball, read back as exact rationals, holds the ball. */
static void expect_encloses(const arb_t a, slong digits) {
    char *mid, *rad;
    fmpq_t m, r;
    arb_t printed, radius;
    fmpq_init(m);
    fmpq_init(r);
    arb_init(printed);
    arb_init(radius);
    cf_ball_decimal(&mid, &rad, a, digits);
    cr_assert(cf_fmpq_set_decimal(m, mid) == 0 && cf_fmpq_set_decimal(r, rad) == 0, "%s %s", mid, rad);
    arf_t low, high, x;
    fmpq_t q;
    arf_init(low);
    arf_init(high);
    arf_init(x);
    fmpq_init(q);
    arb_get_interval_arf(low, high, a, ARF_PREC_EXACT);
    fmpq_sub(q, m, r);
    arb_set_fmpq(printed, q, 4000);
    arb_get_lbound_arf(x, printed, ARF_PREC_EXACT);
    cr_expect(arf_cmp(x, low) <= 0, "%s +- %s above", mid, rad);
    fmpq_add(q, m, r);
    arb_set_fmpq(printed, q, 4000);
    arb_get_ubound_arf(x, printed, ARF_PREC_EXACT);
    cr_expect(arf_cmp(x, high) >= 0, "%s +- %s below", mid, rad);
    fmpq_clear(q);
    arf_clear(low);
    arf_clear(high);
    arf_clear(x);
    fmpq_clear(m);
    fmpq_clear(r);
    arb_clear(printed);
    arb_clear(radius);
    free(mid);
    free(rad);
}

static void expect_text(const char *decimal, slong prec, slong digits, const char *mid_want,
                        const char *rad_want) {
    char *mid, *rad;
    fmpq_t q;
    arb_t a;
    fmpq_init(q);
    arb_init(a);
    cf_fmpq_set_decimal(q, decimal);
    arb_set_fmpq(a, q, prec);
    cf_ball_decimal(&mid, &rad, a, digits);
    cr_expect_str_eq(mid, mid_want);
    if (rad_want) cr_expect_str_eq(rad, rad_want);
    fmpq_clear(q);
    arb_clear(a);
    free(mid);
    free(rad);
}

Test(number, balls_are_printed_with_an_outward_radius) {
    expect_text("0.5", 64, 0, "0.5", "0");
    expect_text("-3", 64, 0, "-3", "0");
    expect_text("1200", 64, 0, "1200", "0");
    expect_text("0.00390625", 64, 0, "0.00390625", "0");
    expect_text("1e30", 128, 10, "1e30", "0");
    expect_text("-1024e-20", 200, 5, "-1.024e-17", NULL);
    expect_text("0.00000123456", 200, 4, "1.235e-6", NULL);
    flint_rand_t state;
#if __FLINT_RELEASE >= 30000
    flint_rand_init(state);
#else
    flint_randinit(state);
#endif
    arb_t a;
    arb_init(a);
    for (int i = 0; i < 3000; i++) {
        arb_randtest(a, state, 200, 1 + i % 12);
        if (arb_is_finite(a)) expect_encloses(a, i % 7 == 0 ? 0 : 1 + i % 40);
    }
    arb_clear(a);
    char *mid, *rad;
    arb_init(a);
    arb_indeterminate(a);
    cf_ball_decimal(&mid, &rad, a, 0);
    cr_expect_str_eq(mid, "nan");
    cr_expect_str_eq(rad, "inf");
    free(mid);
    free(rad);
    /* far beyond the doubles: e^-2000000 */
    arb_set_si(a, -2000000);
    arb_exp(a, a, 100);
    cf_ball_decimal(&mid, &rad, a, 10);
    cr_expect_str_eq(mid, "1.086909779e-868589");
    free(mid);
    free(rad);
    arb_clear(a);
#if __FLINT_RELEASE >= 30000
    flint_rand_clear(state);
#else
    flint_randclear(state);
#endif
}

Test(number, log_alpha_meets_the_precision) {
    cf_ref_alpha_t alpha;
    arb_t a;
    arb_init(a);
    cf_ref_alpha_init(alpha);
    cf_ref_log_alpha(a, alpha, 64);
    cr_expect(arb_is_zero(a));
    const char *near_one[] = {"1.0000000000000000000000000000000000000000000001", "0.1", "1e-435", "3"};
    for (size_t i = 0; i < sizeof near_one / sizeof *near_one; i++) {
        cr_assert(cf_ref_alpha_set_decimal(alpha, near_one[i], 0) == 0);
        cf_ref_log_alpha(a, alpha, 200);
        cr_expect(cf_ball_bits(a) >= 200, "%s", near_one[i]);
    }
    cr_expect(cf_ref_alpha_set_decimal(alpha, "1.0", 0) == 0);
    cf_ref_log_alpha(a, alpha, 64);
    cr_expect(arb_is_zero(a));
    cr_expect(cf_ref_alpha_set_decimal(alpha, "-1000000", 1) == 0);
    cf_ref_log_alpha(a, alpha, 64);
    cr_expect(arb_equal_si(a, -1000000));
    cr_expect(cf_ref_alpha_set_decimal(alpha, "0", 0) == -1);
    cr_expect(cf_ref_alpha_set_decimal(alpha, "-1", 0) == -1);
    cr_expect(cf_ref_alpha_set_decimal(alpha, "x", 1) == -1);
    cr_expect(alpha->is_log && fmpz_equal_si(fmpq_numref(alpha->value), -1000000));
    cf_ref_alpha_set_double(alpha, 0.5, 0);
    cf_ref_log_alpha(a, alpha, 64);
    cr_expect(fabs(arf_get_d(arb_midref(a), ARF_RND_NEAR) - log(0.5)) < 1e-15);
    cf_ref_alpha_clear(alpha);
    arb_clear(a);
}
