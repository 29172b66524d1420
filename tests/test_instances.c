/* test_instances.c - what verify/instances.h promises of each family, and the exact tools built on it:
 * weights at exact points (point.h), the flow as a power series (path.h), certified limits (limits.h). */
#include "verify/limits.h"
#include "verify/path.h"
#include "verify/point.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static slong exact_rank(const cf_problem *p) {
    fmpq_mat_t X, y;
    fmpq_mat_init(X, (slong)p->N, (slong)p->d);
    fmpq_mat_init(y, (slong)p->N, 1);
    cf_problem_exact(X, y, p);
    slong rank = fmpq_mat_rref(X, X);
    fmpq_mat_clear(X);
    fmpq_mat_clear(y);
    return rank;
}

Test(instances, full_row_rank_finite_and_nonzero) {
    for (size_t k = 0; k < 200; k++) {
        cf_problem p;
        int nonzero = 0;
        cf_problem_nth(&p, 7, k, 12);
        cr_assert(p.N >= 1 && p.N <= p.d && p.d <= 12);
        cr_assert_eq(exact_rank(&p), (slong)p.N, "no. %zu, %s", k, cf_family_name(p.family));
        for (size_t j = 0; j < p.N * p.d; j++) cr_assert(isfinite(p.X[j]));
        for (size_t n = 0; n < p.N; n++) {
            cr_assert(isfinite(p.y[n]));
            nonzero |= p.y[n] != 0.0;
        }
        cr_assert(nonzero);
        cf_problem_clear(&p);
    }
}

Test(instances, same_seed_same_bits_other_seed_other_bits) {
    for (int f = 0; f < CF_FAMILIES; f++) {
        cf_problem a, b, c;
        cf_problem_draw(&a, (cf_family)f, 3, 4, 9, 1e3);
        cf_problem_draw(&b, (cf_family)f, 3, 4, 9, 1e3);
        cf_problem_draw(&c, (cf_family)f, 4, 4, 9, 1e3);
        cr_assert(memcmp(a.X, b.X, 36 * sizeof(double)) == 0 && memcmp(a.y, b.y, 4 * sizeof(double)) == 0);
        cr_assert(memcmp(a.X, c.X, 36 * sizeof(double)) != 0, "%s", cf_family_name((cf_family)f));
        cf_problem_clear(&a);
        cf_problem_clear(&b);
        cf_problem_clear(&c);
    }
}

Test(instances, degenerate_target_is_exactly_a_multiple_of_the_first_column) {
    static const double scale[] = {1.0, 1e-3, 1e3, 0.7};
    for (uint64_t seed = 0; seed < 40; seed++) {
        cf_problem p;
        fmpq_t c, x, y;
        fmpq_init(c);
        fmpq_init(x);
        fmpq_init(y);
        cf_problem_draw(&p, CF_FAMILY_DEGENERATE, seed, 5, 12, scale[seed % 4]);
        cf_fmpq_set_double(c, p.scale);
        for (size_t n = 0; n < 5; n++) {
            cf_fmpq_set_double(x, p.X[n * 12]);
            cf_fmpq_set_double(y, p.y[n]);
            fmpq_mul(x, x, c);
            cr_assert(fmpq_equal(x, y));
        }
        cf_problem_clear(&p);
        fmpq_clear(c);
        fmpq_clear(x);
        fmpq_clear(y);
    }
}

Test(instances, duplicated_columns_repeat_and_negate) {
    cf_problem p;
    cf_problem_draw(&p, CF_FAMILY_DUPLICATED, 1, 3, 8, 1.0);
    for (size_t n = 0; n < 3; n++)
        for (size_t i = 0; i < 4; i++)
            cr_assert_eq(p.X[n * 8 + 4 + i], (i % 2 ? -1.0 : 1.0) * p.X[n * 8 + i]);
    cf_problem_clear(&p);
}

/* N = d = 1, X = [x]: b' = -8 x (x b - y) sqrt(b^2 + 4 alpha^4), so b'(0) = 16 alpha^2 x y and
 * b''(0) = -256 alpha^4 x^3 y. */
Test(path, first_coefficients_of_one_coordinate) {
    fmpq_mat_t X, y;
    fmpq_poly_struct *plus = cf_polys_init(1), *minus = cf_polys_init(1);
    fmpq_poly_t b, square;
    fmpq_t alpha, factor, one, c, expected;
    fmpq_mat_init(X, 1, 1);
    fmpq_mat_init(y, 1, 1);
    fmpq_poly_init(b);
    fmpq_poly_init(square);
    fmpq_init(alpha);
    fmpq_init(factor);
    fmpq_init(one);
    fmpq_init(c);
    fmpq_init(expected);
    fmpq_set_si(fmpq_mat_entry(X, 0, 0), 3, 1);
    fmpq_set_si(fmpq_mat_entry(y, 0, 0), 5, 1);
    fmpq_set_si(alpha, 1, 2);
    fmpq_set_si(factor, 4, 1);
    fmpq_one(one);
    cf_flow_series(plus, minus, NULL, X, y, alpha, alpha, factor, one);
    fmpq_poly_mul(b, plus, plus);
    fmpq_poly_mul(square, minus, minus);
    fmpq_poly_sub(b, b, square);
    fmpq_poly_get_coeff_fmpq(c, b, 0);
    cr_assert(fmpq_is_zero(c));
    fmpq_poly_get_coeff_fmpq(c, b, 1);
    fmpq_set_si(expected, 16 * 15, 4);
    fmpq_canonicalise(expected);
    cr_assert(fmpq_equal(c, expected));
    fmpq_poly_get_coeff_fmpq(c, b, 2);
    fmpq_set_si(expected, -128 * 27 * 5, 16);
    fmpq_canonicalise(expected);
    cr_assert(fmpq_equal(c, expected));
    cf_polys_clear(plus, 1);
    cf_polys_clear(minus, 1);
    fmpq_mat_clear(X);
    fmpq_mat_clear(y);
    fmpq_poly_clear(b);
    fmpq_poly_clear(square);
    fmpq_clear(alpha);
    fmpq_clear(factor);
    fmpq_clear(one);
    fmpq_clear(c);
    fmpq_clear(expected);
}

/* N = d = 1: beta = y/x whatever alpha is */
Test(limits, one_coordinate) {
    double x = 3.0, y = 5.0;
    cf_problem p = {.N = 1, .d = 1, .X = &x, .y = &y, .scale = 1.0};
    static const double log_alpha[] = {-1000.0, 0.0, 50.0};
    for (int k = 0; k < 3; k++) {
        cf_limit_case c;
        arb_t expected;
        arb_init(expected);
        cr_assert(cf_limit_case_init(&c, &p, log_alpha[k], 128));
        arb_set_ui(expected, 5);
        arb_div_ui(expected, expected, 3, 256);
        cr_assert(cf_ball_overlaps(expected, c.beta));
        cr_assert_geq(cf_ball_bits(c.beta), 120);
        cf_limit_case_clear(&c);
        arb_clear(expected);
    }
}

/* X = [1 2], y = 1, w = (1, 2, 3, 4): beta = (-8, -12), r = -33; the gradient is 4 X~^T r o w. */
Test(point, loss_and_gradients_by_hand) {
    cf_point point = {.N = 1, .d = 2};
    fmpq w[4], g[4];
    fmpq_poly_t loss;
    fmpq_t c;
    static const slong expected[4] = {4 * -33 * 1, 4 * -33 * 2 * 2, 4 * 33 * 3, 4 * 33 * 2 * 4};
    static const slong features[4] = {2, 8, -6, -16};
    fmpq_mat_init(point.X, 1, 2);
    fmpq_mat_init(point.y, 1, 1);
    fmpq_poly_init(loss);
    fmpq_init(c);
    fmpq_set_si(fmpq_mat_entry(point.X, 0, 0), 1, 1);
    fmpq_set_si(fmpq_mat_entry(point.X, 0, 1), 2, 1);
    fmpq_one(fmpq_mat_entry(point.y, 0, 0));
    for (slong i = 0; i < 4; i++) {
        fmpq_init(w + i);
        fmpq_init(g + i);
        fmpq_set_si(w + i, i + 1, 1);
    }
    cf_loss_along(loss, &point, w, w);
    fmpq_poly_get_coeff_fmpq(c, loss, 0);
    cr_assert_eq(fmpq_cmp_si(c, 33 * 33), 0);
    cf_loss_gradient(g, &point, w);
    for (slong i = 0; i < 4; i++) cr_assert_eq(fmpq_cmp_si(g + i, expected[i]), 0, "loss, coordinate %ld", i);
    cf_model_gradient(g, &point, w, 0);
    for (slong i = 0; i < 4; i++)
        cr_assert_eq(fmpq_cmp_si(g + i, features[i]), 0, "model, coordinate %ld", i);
    for (slong i = 0; i < 4; i++) {
        fmpq_clear(w + i);
        fmpq_clear(g + i);
    }
    fmpq_mat_clear(point.X);
    fmpq_mat_clear(point.y);
    fmpq_poly_clear(loss);
    fmpq_clear(c);
}
