/* test_mf_nuclear.c - least nuclear norm: certificates on cases known by hand; singular values enclosed. */
#include "core/certiflow.h"
#include "reference/certiflow_ref.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

enum { BIG = 30 };

typedef struct {
    cf_ref_mf_nuclear c;
    double M[BIG * BIG], Y[BIG * BIG], value;
} solved;

static void solve(solved *s, size_t d, size_t N, const size_t *row, const size_t *col, const double *y) {
    cf_mf mf = {d, 2 * d, N, row, col, y};
    cf_ref_mf ref = {d, 2 * d, N, row, col, y};
    cf_ref_mf_nuclear_init(&s->c, d);
    cr_assert_eq(cf_mf_min_nuclear(s->M, s->Y, &s->value, &mf), CF_OK);
    cr_assert_eq(cf_ref_mf_min_nuclear(&s->c, s->M, s->Y, &ref, 128), CF_REF_OK);
    for (size_t n = 0; n < N; n++) cr_assert_eq(s->c.M[row[n] * d + col[n]], y[n]);
}

/* [1 x; x 1] with the diagonal seen: the norm is 2 for every |x| <= 1: not unique, and not said to be. */
static const size_t row2[] = {0, 1, 0, 1}, col2[] = {0, 1, 1, 0};

/* optimum: within error of the true one */
static void expect(const solved *s, double optimum, double error, cf_truth unique, double gap) {
    arb_t x;
    arb_init(x);
    arb_set_d(x, optimum);
    mag_set_d(arb_radref(x), error);
    cr_expect(arb_overlaps(s->c.value, x) && arb_is_finite(s->c.value), "optimum %g", optimum);
    cr_expect(cf_ball_le(s->c.lower, s->c.upper) != CF_FALSE);
    arb_sub(x, s->c.upper, s->c.lower, 128);
    cr_expect(arf_cmp_d(arb_midref(x), gap * optimum) <= 0, "gap %g of %g",
              arf_get_d(arb_midref(x), ARF_RND_NEAR), optimum);
    cr_expect_eq(s->c.unique, unique);
    arb_clear(x);
}

Test(mf_nuclear, two_by_two) {
    solved s;
    solve(&s, 2, 2, row2, col2, (double[]){1, 1});
    expect(&s, 2, 0, CF_UNKNOWN, 1e-8);
    cf_ref_mf_nuclear_clear(&s.c);
    /* [a c; x b]: ||M||_*^2 = a^2 + b^2 + c^2 + x^2 + 2 |ab - cx|. [1 2; x 1]: the least at x = 1/2, of rank
     * one, 5/2 */
    solve(&s, 2, 3, row2, col2, (double[]){1, 1, 2});
    expect(&s, 2.5, 0, CF_TRUE, 1e-30);
    cr_expect_eq(s.c.M[2], 0.5);
    cf_ref_mf_nuclear_clear(&s.c);
    solve(&s, 2, 3, row2, col2,
          (double[]){1, 1, 1}); /* at x = 1, of rank one, but no dual solution is strict: 2 */
    expect(&s, 2, 0, CF_UNKNOWN, 1e-8);
    cf_ref_mf_nuclear_clear(&s.c);
    solve(&s, 2, 3, row2, col2,
          (double[]){2, 1, 1}); /* at x = 1, where the rank-one completion has x = 2: 3 */
    expect(&s, 3, 0, CF_UNKNOWN, 1e-8);
    cf_ref_mf_nuclear_clear(&s.c);
    solve(&s, 2, 4, row2, col2, (double[]){3, 4, 0, 0}); /* all seen: diag(3, 4), the only completion */
    expect(&s, 7, 0, CF_UNKNOWN, 1e-8);
    cf_ref_mf_nuclear_clear(&s.c);
    solve(&s, 2, 3, row2, col2, (double[]){1, 0.5, 0}); /* [1 0; x 1/2]: x = 0 and 3/2 */
    expect(&s, 1.5, 0, CF_UNKNOWN, 1e-8);
    cf_ref_mf_nuclear_clear(&s.c);
    solve(&s, 2, 2, row2, col2, (double[]){0, 0});
    cr_expect(arb_is_zero(s.c.value) && s.c.unique == CF_TRUE);
    cf_ref_mf_nuclear_clear(&s.c);
}

Test(mf_nuclear, rank_one_instances) {
    static const size_t size[][2] = {{3, 9}, {5, 18}, {10, 60}, {10, 100}};
    for (int k = 0; k < 4; k++) {
        size_t d = size[k][0], N = size[k][1], row[BIG * BIG], col[BIG * BIG];
        double star[BIG * BIG], y[BIG * BIG], sigma[BIG];
        solved s;
        cr_assert_eq(cf_mf_instance(star, row, col, y, 1, N, d), CF_OK);
        solve(&s, d, N, row, col, y);
        cr_assert_eq(cf_singular_values(sigma, star, d, d), CF_OK);
        if (k != 1) {
            cr_expect_eq(s.c.unique, CF_TRUE, "d = %zu", d);
            cr_expect(fabs(arf_get_d(arb_midref(s.c.value), ARF_RND_NEAR) - sigma[0]) <= 1e-13 * sigma[0]);
            for (size_t e = 0; e < d * d; e++) cr_expect(fabs(s.c.M[e] - star[e]) <= 1e-15 * fabs(star[e]));
        }
        cr_expect(cf_ball_le(s.c.lower, s.c.upper) != CF_FALSE);
        cf_ref_mf_nuclear_clear(&s.c);
    }
}

/* d = 30: the bounds are within 1e-8 of each other. */
Test(mf_nuclear, gap_of_a_larger_problem) {
    size_t row[BIG * BIG], col[BIG * BIG], N = 300;
    double star[BIG * BIG], y[BIG * BIG];
    solved s;
    cr_assert_eq(cf_mf_instance(star, row, col, y, 3, N, BIG), CF_OK);
    for (size_t n = 0; n < N; n++) y[n] += sin((double)(n * n)); /* far from rank one */
    solve(&s, BIG, N, row, col, y);
    expect(&s, s.value, 1e-12 * s.value, CF_UNKNOWN, 1e-8); /* a sum of 30 singular values in doubles */
    cf_ref_mf_nuclear_clear(&s.c);
}

/* A bad candidate cannot do harm: the bounds hold, only wider. */
Test(mf_nuclear, bad_candidates) {
    double y[] = {1, 1, 1}, M[4] = {9, -9, 50, 9}, Y[3] = {-1, 2, 0};
    cf_ref_mf mf = {2, 4, 3, row2, col2, y};
    cf_ref_mf_nuclear c;
    cf_ref_mf_nuclear_init(&c, 2);
    cr_assert_eq(cf_ref_mf_min_nuclear(&c, M, Y, &mf, 128), CF_REF_OK);
    arb_t two;
    arb_init(two);
    arb_set_ui(two, 2);
    cr_expect(cf_ball_le(c.lower, two) != CF_FALSE && cf_ball_le(two, c.upper) != CF_FALSE);
    M[1] = NAN;
    cr_expect_eq(cf_ref_mf_min_nuclear(&c, M, Y, &mf, 128), CF_REF_EINVAL);
    M[1] = -9, Y[0] = NAN;
    cr_expect_eq(cf_ref_mf_min_nuclear(&c, M, Y, &mf, 128), CF_REF_EINVAL);
    arb_clear(two);
    cf_ref_mf_nuclear_clear(&c);
}

/* diag(4, 2, 1) turned by exact rationals, a rank-deficient matrix, and agreement with LAPACK on random ones
 */
Test(mf_nuclear, singular_values) {
    arb_mat_t A;
    arb_ptr s = _arb_vec_init(8);
    arb_mat_init(A, 2, 2);
    arb_set_ui(arb_mat_entry(A, 0, 0), 3), arb_set_ui(arb_mat_entry(A, 1, 1), 5),
        arb_set_ui(arb_mat_entry(A, 1, 0), 4);
    cf_ref_singular_values(s, A, 128); /* [3 0; 4 5]: sqrt(45), sqrt(5) */
    arb_mul(s, s, s, 128), arb_mul(s + 1, s + 1, s + 1, 128);
    cr_expect(arb_contains_si(s, 45) && arb_contains_si(s + 1, 5) && cf_ball_bits(s) > 100 &&
              cf_ball_bits(s + 1) > 100);
    arb_mat_clear(A);
    cf_rng rng;
    cf_rng_init(&rng, 5);
    for (int trial = 0; trial < 20; trial++) {
        size_t m = 1 + (size_t)trial % 5, n = 1 + (size_t)trial % 7, least = m < n ? m : n;
        double a[64], sigma[8];
        cf_rng_normals(a, &rng, m * n);
        if (trial % 3 == 0)
            for (size_t j = 0; j < n && m > 1; j++) a[n + j] = 2 * a[j];
        arb_mat_init(A, (slong)m, (slong)n);
        for (size_t e = 0; e < m * n; e++) arb_set_d(arb_mat_entry(A, (slong)(e / n), (slong)(e % n)), a[e]);
        cf_ref_singular_values(s, A, 192);
        cr_assert_eq(cf_singular_values(sigma, a, m, n), CF_OK);
        for (size_t i = 0; i < least; i++) {
            arb_t bound;
            arb_init(bound);
            arb_set_d(bound, sigma[i]);
            arb_add_error_2exp_si(bound, -46);
            cr_expect(arb_is_finite(s + i) && arb_overlaps(bound, s + i), "trial %d value %zu", trial, i);
            cr_expect(mag_cmp_2exp_si(arb_radref(s + i), -60) < 0);
            arb_clear(bound);
        }
        arb_mat_clear(A);
    }
    _arb_vec_clear(s, 8);
}

/* Of matrices with wide entries all have their values in the balls: diag([2, 4], [3/2, 7/2]), whose greater value is not always the first. */
Test(mf_nuclear, singular_values_of_wide_matrices) {
    arb_mat_t A;
    arb_ptr s = _arb_vec_init(2);
    arb_mat_init(A, 2, 2);
    arb_set_ui(arb_mat_entry(A, 0, 0), 3), mag_one(arb_radref(arb_mat_entry(A, 0, 0)));
    arb_set_d(arb_mat_entry(A, 1, 1), 2.5), mag_one(arb_radref(arb_mat_entry(A, 1, 1)));
    cf_ref_singular_values(s, A, 128);
    for (int i = 0; i < 2; i++) {
        cr_expect(!arb_is_finite(s + i) || (arb_contains_si(s + i, 2) && arb_contains_si(s + i, 3)), "%d", i);
    }
    cr_expect(!arb_is_finite(s) || arb_contains_si(s, 4)); /* diag(4, 3/2) */
    arb_mat_clear(A);
    arb_mat_init(A, 1, 1);
    arb_set_ui(arb_mat_entry(A, 0, 0), 3), mag_set_d(arb_radref(arb_mat_entry(A, 0, 0)), 0.125);
    cf_ref_singular_values(s, A, 128);
    arb_mul_2exp_si(s, s, 3);
    cr_expect(arb_contains_si(s, 23) && arb_contains_si(s, 25));
    arb_mat_clear(A);
    _arb_vec_clear(s, 2);
}

/* ||[3 4; 0 0]||_2 = 5: said to be at most b only where that is certain. */
Test(mf_nuclear, spectral_norm_at_most) {
    arb_mat_t A;
    arb_t bound;
    arb_mat_init(A, 2, 2), arb_init(bound);
    arb_set_ui(arb_mat_entry(A, 0, 0), 3), arb_set_ui(arb_mat_entry(A, 0, 1), 4);
    arb_set_d(bound, 5 + 0x1p-40);
    cr_expect_eq(cf_ref_norm_2_at_most(A, bound, 128), CF_TRUE);
    arb_set_d(bound, 5 - 0x1p-40);
    cr_expect_eq(cf_ref_norm_2_at_most(A, bound, 128), CF_UNKNOWN);
    arb_indeterminate(bound);
    cr_expect_eq(cf_ref_norm_2_at_most(A, bound, 128), CF_UNKNOWN);
    arb_mat_clear(A), arb_clear(bound);
}

/* A dual candidate that says nothing, or points the wrong way: the lower end is 0, and the upper end stays. */
Test(mf_nuclear, poor_dual_candidates) {
    const double y[] = {3, 4}, M[] = {3, 0, 0, 4};
    cf_ref_mf ref = {2, 4, 2, row2, col2, y};
    for (int k = 0; k < 2; k++) {
        const double Y[] = {-k, 0, 0, -k};
        cf_ref_mf_nuclear c;
        cf_ref_mf_nuclear_init(&c, 2);
        cr_assert_eq(cf_ref_mf_min_nuclear(&c, M, Y, &ref, 128), CF_REF_OK);
        cr_expect(arb_is_zero(c.lower) && arb_contains_si(c.upper, 7));
        cf_ref_mf_nuclear_clear(&c);
    }
}
