/* test_limit.c - the limit of gradient flow against the certified reference, at the bound that core/limit.c
 * derives, and against itself: properties, metamorphoses, hard families. */
#include "limit_instance.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static cf_status solve(instance *p, cf_limit_info *info, double log_alpha) {
    return cf_limit(p->beta, p->nu, p->nu_lo, info, p->X, p->y, log_alpha, p->N, p->d);
}

/* ------------------------------------------------------------------------------------- against the reference
 */

/* The header's bound of the error of beta, over ||beta||_2. */
static double declared(const instance *p, double log_alpha, double chi_of_X, double residual) {
    double z = 0, v = 0, y = 0;
    const double two_alpha2 = 2 * exp(2 * log_alpha), beta = cf_norm_l2(p->beta, p->d);
    for (size_t i = 0; i < p->d; i++) {
        double sum = 0;
        for (size_t n = 0; n < p->N; n++) sum += fabs(p->X[n * p->d + i] * p->nu[n]);
        z = fmax(z, sum);
        v = hypot(v, hypot(two_alpha2, p->beta[i]));
    }
    for (size_t n = 0; n < p->N; n++) y = fmax(y, fabs(p->y[n]));
    const double X = frobenius(p->X, p->N * p->d), rho = ((double)p->N + 8) * 0x1p-53 * z;
    return chi_of_X * sqrt((double)p->N) * (residual * (y / beta)) +
           (1 + chi_of_X * X) * (rho * (v / beta) + 0x1p-50);
}

static void check_against_reference(instance *p, double log_alpha, const char *label) {
    cf_limit_info info;
    const cf_status status = solve(p, &info, log_alpha);
    cr_assert_eq(status, CF_OK, "%s: N %zu d %zu log alpha %g: %s", label, p->N, p->d, log_alpha,
                 cf_status_message(status));
    cr_assert_leq(info.residual_max, 1e-12, "%s: log alpha %g: residual %g", label, log_alpha,
                  info.residual_max);
    cf_ref_alpha_t alpha;
    cf_ref_limit_info ref_info;
    arb_ptr beta = _arb_vec_init((slong)p->d), nu = _arb_vec_init((slong)p->N);
    cf_ref_alpha_init(alpha);
    cf_ref_alpha_set_double(alpha, log_alpha, 1);
    const cf_ref_status ref = cf_ref_limit(beta, nu, &ref_info, p->X, p->y, alpha, p->N, p->d, 100);
    cr_assert_eq(ref, CF_REF_OK, "%s: log alpha %g: reference: %s", label, log_alpha,
                 cf_ref_status_message(ref));
    const double error = error_of(p, beta), error_z = error_of_z(p, nu);
    cr_expect_leq(error, 1e-12, "%s: N %zu d %zu log alpha %g: beta is off by %g", label, p->N, p->d,
                  log_alpha, error);
    cr_expect_leq(error_z, 1e-11, "%s: N %zu d %zu log alpha %g: beta o z is off by %g", label, p->N, p->d,
                  log_alpha, error_z);
    if (p->N <= 6 && p->d <= 16 && log_alpha <= 300) { /* beyond it nu is 0 in doubles */
        const double bound = declared(p, log_alpha, chi(p), info.residual_max);
        cr_expect_leq(error, bound, "%s: log alpha %g: beta is off by %g, declared %g", label, log_alpha,
                      error, bound);
        cr_expect_leq(error_z, bound, "%s: log alpha %g: beta o z is off by %g, declared %g", label,
                      log_alpha, error_z, bound);
    }
    _arb_vec_clear(beta, (slong)p->d), _arb_vec_clear(nu, (slong)p->N);
    cf_ref_alpha_clear(alpha);
}

static const double grid[] = {700,   300, 20,  3,   0,    -0.7,  -3,   -7,  -12,
                              -18.4, -28, -33, -60, -300, -2000, -1e5, -1e6};
enum { GRID = sizeof grid / sizeof *grid };

Test(limit, within_1e_12_of_the_certified_ball) {
    cf_rng rng;
    cf_rng_init(&rng, 20);
    for (int f = 0; f < FAMILIES; f++) {
        for (int t = 0; t < TARGETS; t++) {
            char label[64];
            const size_t N = 2 + below(&rng, 3), d = N + 3 + below(&rng, 6);
            instance p = draw(&rng, (family)f, (target)t, N, d);
            snprintf(label, sizeof label, "family %d target %d", f, t);
            for (int k = t; k < GRID; k += 3) check_against_reference(&p, grid[k], label);
            clear(&p);
        }
    }
    flint_cleanup();
}

/* The vertex has one non-zero for five samples: four equations live on lower levels of weights. */
Test(limit, one_non_zero_for_five_samples) {
    cf_rng rng;
    cf_rng_init(&rng, 5);
    for (int k = 0; k < 2; k++) {
        instance p = draw(&rng, k ? INTEGER : GAUSSIAN, ONE_COLUMN, 5, 12);
        check_against_reference(&p, -2000, "5 x 12");
        check_against_reference(&p, -100000, "5 x 12");
        check_against_reference(&p, -1e6, "5 x 12");
        clear(&p);
    }
    flint_cleanup();
}

/* y = X beta*, beta* sparse, summed in doubles: X_B^-1 y has entries of rounding size, 1e-17, where beta* has
 * zeros, so the vertex is degenerate until log alpha is about -40 and is not below. */
Test(limit, nearly_degenerate_targets) {
    cf_rng rng;
    cf_rng_init(&rng, 10);
    for (int k = 0; k < 12; k++) {
        const size_t N = 3 + below(&rng, 3), d = N + 4 + below(&rng, 5);
        const family f = k % 3 == 2 ? SCALED_COLUMNS : GAUSSIAN;
        instance p = draw(&rng, f, GENERIC, N, d);
        for (size_t n = 0; n < N; n++) {
            p.y[n] = 0;
            for (size_t i = 0; i < 2; i++) p.y[n] += p.X[n * d + i] * (i ? -0.7 : 0.3);
        }
        const double log_alpha[] = {-7, -18.4, -30, -60, -560, -1227, -5e5, -1e6};
        for (int j = k % 2; j < 8; j += 2) check_against_reference(&p, log_alpha[j], "nearly degenerate");
        clear(&p);
    }
    flint_cleanup();
}

/* The inputs of tests/data/hard_limit.tsv, where the reason of each is told, and neighbours of them in alpha.
 */
Test(limit, inputs_that_were_hard) {
    FILE *f = fopen("tests/data/hard_limit.tsv", "r");
    cr_assert(f, "run from the top of the tree: tests/data/hard_limit.tsv");
    char *line = NULL;
    size_t size = 0, count = 0;
    while (getline(&line, &size, f) > 0) {
        if (line[0] == '#') continue;
        char *rest = NULL;
        const char *name = strtok_r(line, "\t", &rest);
        strtok_r(NULL, "\t", &rest); /* why */
        const size_t N = strtoul(strtok_r(NULL, "\t", &rest), NULL, 10);
        const size_t d = strtoul(strtok_r(NULL, "\t", &rest), NULL, 10);
        const double log_alpha = strtod(strtok_r(NULL, "\t", &rest), NULL);
        instance p = allocate(N, d);
        for (size_t i = 0; i < N * d + N; i++) {
            const char *number = strtok_r(NULL, "\t\n", &rest);
            cr_assert(number, "%s: too few numbers", name);
            *(i < N * d ? p.X + i : p.y + (i - N * d)) = strtod(number, NULL);
        }
        const double factor[] = {1, 0.5, 0.9, 1.1, 2};
        for (int k = 0; k < 5; k++) check_against_reference(&p, log_alpha * factor[k], name);
        clear(&p);
        count++;
    }
    cr_assert_eq(count, 7);
    free(line);
    fclose(f);
    flint_cleanup();
}

Test(limit, square_and_single_sample) {
    cf_rng rng;
    cf_rng_init(&rng, 6);
    for (int k = 0; k < GRID; k += 2) {
        instance square = draw(&rng, GAUSSIAN, GENERIC, 4, 4), single = draw(&rng, GAUSSIAN, GENERIC, 1, 7);
        instance one = draw(&rng, GAUSSIAN, GENERIC, 1, 1);
        check_against_reference(&square, grid[k], "square");
        check_against_reference(&single, grid[k], "one sample");
        check_against_reference(&one, grid[k], "1 x 1");
        clear(&square), clear(&single), clear(&one);
    }
    flint_cleanup();
}

/* ------------------------------------------------------------------------------------------------ properties
 */

Test(limit, residual_over_random_problems) {
    cf_rng rng;
    cf_rng_init(&rng, 7);
    size_t above = 0, total = 0;
    for (int k = 0; k < 1500; k++) {
        instance p;
        if (!draw_any(&p, &rng)) continue;
        const double spread = draw_uniform(&rng, -3, 3), log_alpha = draw_uniform(&rng, 0, 1) < 0.5
                                                                    ? draw_uniform(&rng, -40, 5)
                                                                    : -pow(10, draw_uniform(&rng, 0, 6));
        for (size_t n = 0; n < p.N; n++) p.y[n] *= pow(10, spread);
        cf_limit_info info;
        const cf_status status = solve(&p, &info, log_alpha);
        cr_assert_eq(status, CF_OK, "problem %d: N %zu d %zu log alpha %g: %s", k, p.N, p.d, log_alpha,
                     cf_status_message(status));
        cr_assert_leq(info.residual_max, 1e-12, "problem %d: residual %g", k, info.residual_max);
        total++, above += info.residual_max > 1e-14;
        clear(&p);
    }
    cr_expect_leq(above * 20, total, "%zu of %zu residuals above 1e-14", above, total);
}

/* Targets and samples of any size: nothing overflows on the way. */
Test(limit, extreme_units) {
    cf_rng rng;
    cf_rng_init(&rng, 8);
    const double scales[] = {1e-200, 1e-100, 1e100, 1e200};
    for (int k = 0; k < 4; k++) {
        for (int j = 0; j < 4; j++) {
            instance p = draw(&rng, GAUSSIAN, GENERIC, 3, 8);
            for (size_t n = 0; n < p.N; n++) p.y[n] *= scales[k];
            for (size_t i = 0; i < p.N * p.d; i++) p.X[i] *= j % 2 ? scales[j] : 1;
            if (fabs(log10(scales[k]) - (j % 2 ? log10(scales[j]) : 0)) < 300) {
                cf_limit_info info;
                cr_assert_eq(solve(&p, &info, -5), CF_OK, "y %g, X %g", scales[k], scales[j]);
                cr_expect_leq(info.residual_max, 1e-13);
            }
            clear(&p);
        }
    }
}

Test(limit, no_targets_no_coefficients) {
    cf_rng rng;
    cf_rng_init(&rng, 9);
    instance p = draw(&rng, GAUSSIAN, GENERIC, 3, 5);
    memset(p.y, 0, p.N * sizeof(double));
    for (int k = 0; k < GRID; k++) {
        cf_limit_info info;
        cr_assert_eq(solve(&p, &info, grid[k]), CF_OK);
        cr_assert_eq(info.residual_max, 0);
        for (size_t i = 0; i < p.d; i++) cr_assert_eq(p.beta[i], 0);
    }
    clear(&p);
}

/* ------------------------------------------------------------------------------------------------
 * metamorphoses */

typedef void (*metamorphosis)(instance *q, double *expected, double *log_alpha, cf_rng *rng);

/* Permuting columns permutes beta; flipping a column's sign flips its coefficient. */
static void permute_and_flip(instance *q, double *expected, double *log_alpha, cf_rng *rng) {
    (void)log_alpha;
    for (size_t i = q->d - 1; i > 0; i--) {
        const size_t j = below(rng, i + 1);
        const double sign = cf_rng_uniform(rng) < 0.5 ? -1 : 1;
        double t = expected[i];
        expected[i] = expected[j], expected[j] = sign * t;
        if (i == j) expected[i] = sign * t;
        for (size_t n = 0; n < q->N; n++) {
            double *x = q->X + n * q->d;
            t = x[i];
            x[i] = x[j], x[j] = sign * t;
            if (i == j) x[i] = sign * t;
        }
    }
}

/* y and alpha^2 times 2^k: beta times 2^k. */
static void scale_targets(instance *q, double *expected, double *log_alpha, cf_rng *rng) {
    const int k = (int)below(rng, 40) - 20;
    for (size_t n = 0; n < q->N; n++) q->y[n] = ldexp(q->y[n], k);
    for (size_t i = 0; i < q->d; i++) expected[i] = ldexp(expected[i], k);
    *log_alpha += 0.5 * k * log(2);
}

/* A sample plus 2^-k of another one, and sums and differences: the same equations. */
static void mix_samples(instance *q, double *expected, double *log_alpha, cf_rng *rng) {
    (void)expected, (void)log_alpha;
    const size_t a = below(rng, q->N), b = (a + 1) % q->N;
    if (a == b) return;
    for (size_t i = 0; i <= q->d; i++) {
        double *p = i < q->d ? &q->X[a * q->d + i] : &q->y[a], *r = i < q->d ? &q->X[b * q->d + i] : &q->y[b];
        const double s = 0.6 * *p + 0.8 * *r, t = 0.8 * *p - 0.6 * *r;
        *p = s, *r = t;
    }
}

static void check_metamorphosis(metamorphosis change, uint64_t seed) {
    cf_rng rng;
    cf_rng_init(&rng, seed);
    for (int k = 0; k < 120; k++) {
        const size_t N = 1 + below(&rng, 6), d = N + 4 + below(&rng, 15);
        instance p = draw(&rng, GAUSSIAN, GENERIC, N, d);
        double log_alpha = k % 3 == 2 ? -pow(10, draw_uniform(&rng, 1, 6)) : draw_uniform(&rng, -25, 4);
        double *expected = malloc(d * sizeof(double));
        cr_assert_eq(solve(&p, NULL, log_alpha), CF_OK);
        memcpy(expected, p.beta, d * sizeof(double));
        change(&p, expected, &log_alpha, &rng);
        cr_assert_eq(solve(&p, NULL, log_alpha), CF_OK);
        cr_expect_leq(distance(p.beta, expected, d), 1e-12 * cf_norm_l2(expected, d), "problem %d", k);
        free(expected);
        clear(&p);
    }
}

Test(limit, permuting_and_flipping_columns) {
    check_metamorphosis(permute_and_flip, 31);
}
Test(limit, scaling_targets_and_alpha) {
    check_metamorphosis(scale_targets, 32);
}
Test(limit, mixing_samples) {
    check_metamorphosis(mix_samples, 33);
}

/* Two equal columns share one coefficient equally. */
Test(limit, twin_columns_share) {
    cf_rng rng;
    cf_rng_init(&rng, 34);
    for (int k = 0; k < GRID; k++) {
        instance p = draw(&rng, DUPLICATED, GENERIC, 4, 12);
        cr_assert_eq(solve(&p, NULL, grid[k]), CF_OK);
        for (size_t i = 0; i < 3; i++) {
            cr_expect_leq(fabs(p.beta[i] - p.beta[i + p.N]), 1e-12 * cf_norm_l2(p.beta, p.d), "log alpha %g",
                          grid[k]);
        }
        clear(&p);
    }
}

/* ---------------------------------------------------------------------------------------------- paths, bits,
 * errors */

static void check_path(const double *log_alpha, size_t m, size_t N, size_t d, uint64_t seed) {
    cf_rng rng;
    cf_rng_init(&rng, seed);
    instance p = draw(&rng, GAUSSIAN, GENERIC, N, d);
    double *beta = malloc(m * d * sizeof(double)), *nu = malloc(2 * m * N * sizeof(double));
    cf_limit_info *info = malloc(m * sizeof *info);
    cr_assert_eq(cf_limit_path(beta, nu, nu + m * N, info, p.X, p.y, log_alpha, m, N, d), CF_OK);
    for (size_t k = 0; k < m; k++) {
        cr_assert_eq(solve(&p, NULL, log_alpha[k]), CF_OK);
        cr_expect_leq(info[k].residual_max, 1e-13, "point %zu", k);
        cr_expect_leq(distance(beta + k * d, p.beta, d), 1e-12 * cf_norm_l2(p.beta, d),
                      "point %zu, log alpha %g", k, log_alpha[k]);
    }
    free(beta), free(nu), free(info);
    clear(&p);
}

Test(limit, path_equals_cold_solves) {
    double fine[60];
    for (int k = 0; k < 60; k++) fine[k] = -18.4 * k / 59;
    check_path(fine, 60, 10, 60, 41);
    for (int k = 0; k < 30; k++) fine[k] = -18.4 + 20.0 * k / 29; /* upwards */
    check_path(fine, 30, 8, 20, 42);
    check_path(grid, GRID, 5, 15, 43);
    const double jumps[] = {-1e6, 0, -20, -1e5, 700, -40, -35, -1, -50000, -60000};
    check_path(jumps, 10, 5, 15, 44);
}

Test(limit, same_input_same_bits) {
    cf_rng rng;
    cf_rng_init(&rng, 51);
    instance p = draw(&rng, GAUSSIAN, GENERIC, 20, 80);
    double *first = malloc(p.d * sizeof(double));
    for (int k = 0; k < GRID; k++) {
        cr_assert_eq(solve(&p, NULL, grid[k]), CF_OK);
        memcpy(first, p.beta, p.d * sizeof(double));
        cr_assert_eq(solve(&p, NULL, grid[k]), CF_OK);
        cr_expect_eq(memcmp(first, p.beta, p.d * sizeof(double)), 0, "log alpha %g", grid[k]);
    }
    free(first);
    clear(&p);
}

Test(limit, dependent_samples_are_refused) {
    cf_rng rng;
    cf_rng_init(&rng, 61);
    for (int k = 0; k < GRID; k++) {
        instance p = draw(&rng, INTEGER, GENERIC, 4, 15);
        for (size_t i = 0; i < p.d; i++) {
            double *last = &p.X[3 * p.d + i];
            *last = k % 2 ? p.X[i] : p.X[i] + 2 * p.X[p.d + i] - p.X[2 * p.d + i];
        }
        cr_expect_eq(solve(&p, NULL, grid[k]), CF_ERANK, "log alpha %g", grid[k]);
        clear(&p);
    }
}

Test(limit, invalid_input_is_refused) {
    double X[6] = {1, 2, 3, 4, 5, 7}, y[2] = {1, 2}, beta[3];
    const double bad[] = {NAN, INFINITY, -INFINITY, -1.0000001e6, 700.1};
    for (int k = 0; k < 5; k++) cr_expect_eq(cf_limit(beta, NULL, NULL, NULL, X, y, bad[k], 2, 3), CF_EINVAL);
    cr_expect_eq(cf_limit(beta, NULL, NULL, NULL, X, y, 0, 0, 3), CF_EINVAL);
    cr_expect_eq(cf_limit(beta, NULL, NULL, NULL, X, y, 0, 3, 2), CF_EINVAL);
    for (int k = 0; k < 3; k++) {
        X[4] = bad[k];
        cr_expect_eq(cf_limit(beta, NULL, NULL, NULL, X, y, 0, 2, 3), CF_EINVAL);
        X[4] = 5;
        y[1] = bad[k];
        cr_expect_eq(cf_limit(beta, NULL, NULL, NULL, X, y, 0, 2, 3), CF_EINVAL);
        y[1] = 2;
    }
    cr_expect_eq(cf_limit(beta, NULL, NULL, NULL, X, y, 0, 2, 3), CF_OK);
}
