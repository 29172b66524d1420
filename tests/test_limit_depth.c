/* test_limit_depth.c - the certified limit at depth D > 2: its KKT system by an independent check in balls, scaling
 * laws, the passage to depth 2, degenerate and tied problems, the conditions at the edges, and a canary. */
#include "ref_problem.h"
#include "reference/limit.h"
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static const double DEPTH[] = {2.001, 2.5, 3, 4, 5, 8, 50, 1000};
static const double LOG_A[] = {700, 3, 0, -1, -4, -12, -30, -300, -1000};
enum { N_DEPTH = sizeof DEPTH / sizeof *DEPTH, N_LOG_A = sizeof LOG_A / sizeof *LOG_A };

static cf_ref_status depth_limit(problem *p, double depth, slong prec) {
    fmpq_t q;
    fmpq_init(q);
    cf_fmpq_set_double(q, depth);
    cf_ref_status status =
        cf_ref_limit_depth(p->beta, p->nu, &p->info, p->X, p->y, p->alpha, q, p->N, p->d, prec);
    fmpq_clear(q);
    return status;
}

/* alpha^D */
static void alpha_power(arb_t out, const problem *p, double depth, slong prec) {
    arb_t d;
    arb_init(d);
    arb_set_d(d, depth);
    cf_ref_log_alpha(out, p->alpha, prec);
    arb_mul(out, out, d, prec);
    arb_exp(out, out, prec);
    arb_clear(d);
}

/* h_D(z) as it is defined */
static void definition(arb_t out, const arb_t z, double depth, slong prec) {
    arb_t p, a, b;
    arb_init(p), arb_init(a), arb_init(b);
    arb_set_d(p, depth);
    arb_sub_ui(a, p, 2, prec);
    arb_div(p, p, a, prec);
    arb_neg(p, p);
    arb_sub_ui(a, z, 1, prec);
    arb_neg(a, a);
    arb_pow(a, a, p, prec);
    arb_add_ui(b, z, 1, prec);
    arb_pow(b, b, p, prec);
    arb_sub(out, a, b, prec);
    arb_clear(p), arb_clear(a), arb_clear(b);
}

/* sum - y_n, and the sum of the sizes of its terms */
static void row_residual(arb_t sum, arb_t size, const problem *p, size_t n, slong prec) {
    arb_t term;
    arb_init(term);
    arb_set_d(sum, -p->y[n]);
    arb_abs(size, sum);
    for (size_t j = 0; j < p->d; j++) {
        arb_set_d(term, p->X[n * p->d + j]);
        arb_mul(term, term, p->beta + j, prec);
        arb_add(sum, sum, term, prec);
        arb_abs(term, term);
        arb_add(size, size, term, prec);
    }
    arb_clear(term);
}

/* X beta = y, |X^T nu| < 1, beta = alpha^D h_D(X^T nu) from the balls of nu alone, every ball to prec bits. nu has
 * bits enough to form 1 - |X^T nu| by subtraction. */
static void check(const problem *p, double depth, slong prec) {
    double log_alpha = fmpq_get_d(p->alpha->value);
    slong working = prec + 400 + (slong)(3 * depth * fabs(log_alpha));
    arb_t c, z, term;
    arb_init(c), arb_init(z), arb_init(term);
    alpha_power(c, p, depth, working);
    for (size_t n = 0; n < p->N; n++) {
        row_residual(z, term, p, n, working);
        cr_assert(arb_is_finite(z) && arb_contains_zero(z), "D = %g: X beta misses y in row %zu", depth, n);
        arb_mul_2exp_si(term, term, 4 - prec);
        arb_get_mag_lower(arb_radref(c), term);
        cr_assert(arb_is_zero(term) || mag_cmp(arb_radref(z), arb_radref(c)) <= 0, "D = %g: wide residual", depth);
        alpha_power(c, p, depth, working);
    }
    for (size_t j = 0; j < p->d; j++) {
        arb_zero(z);
        for (size_t n = 0; n < p->N; n++) {
            arb_set_d(term, p->X[n * p->d + j]);
            arb_addmul(z, term, p->nu + n, working);
        }
        arb_abs(term, z);
        arb_sub_ui(term, term, 1, working);
        cr_assert(arb_is_negative(term), "D = %g, log alpha = %g: nu outside the polytope", depth, log_alpha);
        definition(term, z, depth, working);
        arb_mul(term, term, c, working);
        cr_assert(arb_is_finite(term) && arb_overlaps(term, p->beta + j), "D = %g: beta_%zu", depth, j);
        cr_assert(arb_contains_zero(p->beta + j) || cf_ball_bits(p->beta + j) >= prec);
        if (!arb_contains_zero(p->beta + j)) cr_assert(cf_ball_bits(term) >= 20, "nu is too wide for beta_%zu", j);
    }
    arb_clear(c), arb_clear(z), arb_clear(term);
}

static void solve(problem *p, double depth, slong prec) {
    cf_ref_status status = depth_limit(p, depth, prec);
    cr_assert(status == CF_REF_OK, "D = %g, log alpha = %g, N = %zu, d = %zu: %s", depth,
              fmpq_get_d(p->alpha->value), p->N, p->d, cf_ref_status_message(status));
    cr_assert(p->info.log2_contraction < 0);
    /* powers of numbers of 10^5 bits take their time; the certificate does not need them */
    double log_alpha = fmpq_get_d(p->alpha->value);
    if (depth * fabs(log_alpha) > 9000) return;
    problem *more = new_problem(p->N, p->d, log_alpha);
    memcpy(more->X, p->X, p->N * p->d * sizeof *p->X);
    memcpy(more->y, p->y, p->N * sizeof *p->y);
    slong bits = prec + 64 + (slong)(1.5 * (depth - 2) * fabs(log_alpha));
    cr_assert(depth_limit(more, depth, bits) == CF_REF_OK, "D = %g, log alpha = %g, %ld bits", depth, log_alpha,
              (long)bits);
    for (size_t j = 0; j < p->d; j++) cr_assert(cf_ball_overlaps(p->beta + j, more->beta + j));
    for (size_t n = 0; n < p->N; n++) {
        cr_assert(cf_ball_overlaps(p->nu + n, more->nu + n));
        arb_swap(p->nu + n, more->nu + n);
    }
    free_problem(more);
    check(p, depth, prec);
}

Test(limit_depth, gaussian_and_degenerate_instances_over_depth_and_alpha) {
    for (int i = 0; i < N_DEPTH * N_LOG_A * 2; i++) {
        seed_generator((uint64_t)i * 77 + 5);
        size_t N = (size_t)integer(1, 7), d = N + (size_t)integer(0, 15);
        problem *p = gaussian(N, d, LOG_A[i % N_LOG_A], (uint64_t)i);
        if (i % 2) degenerate(p, (size_t)integer(1, (long)N));
        solve(p, DEPTH[i / N_LOG_A % N_DEPTH], i % 3 ? 64 : 160);
        free_problem(p);
    }
}

/* Small integers: exact ties in the l1 problem, dependent columns, non-unique beta_L1. */
Test(limit_depth, tied_and_repeated_columns) {
    for (int i = 0; i < N_DEPTH * N_LOG_A; i++) {
        double depth = DEPTH[i / N_LOG_A];
        seed_generator((uint64_t)i * 99 + 5);
        problem *p = gaussian(4, 9, LOG_A[i % N_LOG_A], (uint64_t)i);
        for (size_t n = 0; n < 4; n++) {
            p->X[n * 9 + 1] = p->X[n * 9];
            p->X[n * 9 + 2] = -p->X[n * 9];
        }
        if (i % 2) degenerate(p, 1);
        solve(p, depth, 128);
        arb_t sum;
        arb_init(sum);
        arb_neg(sum, p->beta + 2);
        cr_assert(cf_ball_overlaps(p->beta, p->beta + 1) && cf_ball_overlaps(p->beta, sum));
        arb_clear(sum);
        for (size_t k = 0; k < 36; k++) p->X[k] = (double)integer(-2, 2);
        degenerate(p, 2);
        cf_ref_status status = depth_limit(p, depth, 64);
        cr_assert(status == CF_REF_OK || status == CF_REF_ERANK);
        free_problem(p);
    }
}

Test(limit_depth, near_ties_and_columns_of_very_different_scale) {
    for (int i = 0; i < 3 * N_LOG_A; i++) {
        problem *p = gaussian(5, 12, LOG_A[i % N_LOG_A], (uint64_t)i);
        degenerate(p, 1);
        p->y[0] += ldexp(1, -20 - i);
        solve(p, 4, 64);
        for (size_t j = 0; j < 12; j++) {
            double scale = pow(10, (double)integer(-6, 6));
            for (size_t n = 0; n < 5; n++) p->X[n * 12 + j] *= scale;
        }
        solve(p, 3, 64);
        free_problem(p);
    }
}

/* y = 2 x_1: beta_1 -> 2, and the others are of the order alpha^D. Relative radii of at most 1e-20. */
Test(limit_depth, one_nonzero_among_five_samples_far_below_the_doubles) {
    double depth[] = {4, 3, 3}, log_alpha[] = {-1000, -30, -1000};
    for (int i = 0; i < 3; i++) {
        problem *p = gaussian(5, 12, log_alpha[i], 1);
        degenerate(p, 1);
        solve(p, depth[i], 128);
        arb_t c, gap;
        arb_init(c), arb_init(gap);
        for (size_t j = 0; j < 12; j++) {
            cr_assert(cf_ball_bits(p->beta + j) >= 70);
            alpha_power(c, p, depth[i], 200);
            arb_div(gap, p->beta + j, c, 200);
            arb_abs(gap, gap);
            if (j > 0) cr_assert(mag_cmp_2exp_si(arb_radref(gap), -40) < 0 && arf_cmp_2exp_si(arb_midref(gap), 7) < 0);
        }
        arb_sub_ui(gap, p->beta, 2, 400);
        arb_abs(gap, gap);
        arb_mul_2exp_si(c, c, 8);
        cr_assert(i != 1 || cf_ball_le(gap, c) == CF_TRUE);
        arb_clear(c), arb_clear(gap);
        free_problem(p);
    }
}

/* ------------------------------------------------------------------------------------------------- laws */

/* alpha^D -> 2^(5 D) alpha^D, y -> 2^(5 D) y */
Test(limit_depth, scaling_y_and_the_power_of_alpha_scales_beta) {
    for (int i = 0; i < 12; i++) {
        int depth = 3 + i % 4;
        problem *p = gaussian(4, 15, 0, (uint64_t)i), *q = gaussian(4, 15, 0, (uint64_t)i);
        p->alpha->is_log = q->alpha->is_log = 0;
        fmpq_set_si(p->alpha->value, 3, 1UL << i);
        fmpq_mul_2exp(q->alpha->value, p->alpha->value, 5);
        for (size_t n = 0; n < 4; n++) q->y[n] = ldexp(q->y[n], 5 * depth);
        cr_assert(depth_limit(p, depth, 128) == CF_REF_OK && depth_limit(q, depth, 128) == CF_REF_OK);
        for (size_t j = 0; j < 15; j++) {
            arb_mul_2exp_si(p->beta + j, p->beta + j, 5 * depth);
            cr_assert(cf_ball_overlaps(p->beta + j, q->beta + j));
        }
        free_problem(p);
        free_problem(q);
    }
}

Test(limit_depth, permuted_columns_permute_beta) {
    for (int i = 0; i < N_LOG_A; i++) {
        problem *p = gaussian(4, 13, LOG_A[i], (uint64_t)i), *q = gaussian(4, 13, LOG_A[i], (uint64_t)i);
        for (size_t k = 0; k < 52; k++) q->X[k / 13 * 13 + (5 * (k % 13) + 3) % 13] = p->X[k];
        solve(p, DEPTH[2 + i % 5], 128);
        solve(q, DEPTH[2 + i % 5], 128);
        for (size_t j = 0; j < 13; j++) cr_assert(cf_ball_overlaps(p->beta + j, q->beta + (5 * j + 3) % 13));
        free_problem(p);
        free_problem(q);
    }
}

/* With e = D - 2: h_D(e t/4 ...) -> (1-z)^{-p} = exp(p z + O(p z^2)), p = D/(D-2): the limit at depth D tends to that of
 * depth 2 at the same alpha (2 alpha^2 sinh) at a rate D - 2. */
Test(limit_depth, depth_to_two) {
    problem *p = gaussian(4, 11, -2, 5), *q = gaussian(4, 11, -2, 5);
    cr_assert(limit(p, 128) == CF_REF_OK);
    double before = 0;
    for (int k = 8; k <= 20; k += 4) {
        cr_assert(depth_limit(q, 2 + ldexp(1, -k), 128) == CF_REF_OK);
        double worst = 0;
        for (size_t j = 0; j < 11; j++) {
            arb_sub(q->beta + j, q->beta + j, p->beta + j, 128);
            worst = fmax(worst, fabs(arf_get_d(arb_midref(q->beta + j), ARF_RND_NEAR)));
        }
        cr_assert(k == 8 || fabs(before / worst / 16 - 1) < 0.1, "the rate is %g", before / worst);
        before = worst;
    }
    free_problem(p);
    free_problem(q);
}

Test(limit_depth, depth_two_is_the_limit_of_depth_two) {
    problem *p = gaussian(4, 11, -20, 5), *q = gaussian(4, 11, -20, 5);
    cr_assert(limit(p, 128) == CF_REF_OK && depth_limit(q, 2, 128) == CF_REF_OK);
    for (size_t j = 0; j < 11; j++) cr_assert(arb_equal(p->beta + j, q->beta + j));
    free_problem(p);
    free_problem(q);
}

/* ------------------------------------------------------------------------------------------------- edges */

/* A box that does not hold the root must be turned down; the same box about the root is certified. */
Test(limit_depth, the_certificate_turns_down_boxes_without_the_root) {
    for (int i = 0; i < 2 * N_LOG_A; i++) {
        problem *p = gaussian(5, 14, LOG_A[i % N_LOG_A], (uint64_t)i);
        if (i % 2) degenerate(p, 2);
        int depth = 3 + i / 2 % 3;
        fmpq_t q;
        fmpq_init(q);
        fmpq_set_si(q, depth, 1);
        cf_ref_limit_solver s;
        cr_assert(cf_ref_limit_solver_init_depth(&s, p->X, p->y, p->alpha, q, 5, 14) == CF_REF_OK);
        cr_assert(cf_ref_limit_solver_enclose(p->beta, NULL, &s, 128) == CF_REF_OK);
        arb_t c, step;
        arb_init(c), arb_init(step);
        alpha_power(c, p, depth, 400);
        mag_ptr box = _mag_vec_init(5), radius = _mag_vec_init(5);
        double contraction;
        for (slong k = 0; k < 5; k++) {
            arb_get_mag(box + k, s.u + k);
            mag_mul_2exp_si(box + k, box + k, -70);
        }
        cr_assert(cf_ref_limit_krawczyk(radius, &contraction, &s.sys, s.u, box, s.C, c, 300, 128), "%d", i);
        for (slong k = 0; k < 5; k++) {
            arf_set_mag(arb_midref(step), box + k);
            arb_addmul_si(s.u + k, step, 2, 600);
            cr_assert(!cf_ref_limit_krawczyk(radius, &contraction, &s.sys, s.u, box, s.C, c, 300, 128), "%d", i);
            arb_submul_si(s.u + k, step, 2, 600);
        }
        for (slong k = 0; k < 5; k++) mag_set_ui(box + k, 9); /* past the faces of the polytope */
        cr_assert(!s.sys.sigma || !cf_ref_limit_krawczyk(radius, &contraction, &s.sys, s.u, box, s.C, c, 300, 128));
        arb_clear(c), arb_clear(step);
        _mag_vec_clear(box, 5), _mag_vec_clear(radius, 5);
        cf_ref_limit_solver_clear(&s);
        fmpq_clear(q);
        free_problem(p);
    }
}

Test(limit_depth, bad_arguments_rank_and_zero_targets) {
    problem *p = gaussian(3, 8, -40, 1);
    cr_assert(depth_limit(p, 1.5, 64) == CF_REF_EINVAL);
    p->X[4] = NAN;
    cr_assert(depth_limit(p, 3, 64) == CF_REF_EINVAL);
    p->X[4] = 1;
    for (size_t j = 0; j < 8; j++) p->X[16 + j] = p->X[j];
    cr_assert(depth_limit(p, 3, 64) == CF_REF_ERANK);
    p->X[16] += 1;
    memset(p->y, 0, 3 * sizeof *p->y);
    cr_assert(depth_limit(p, 3, 64) == CF_REF_OK);
    for (size_t j = 0; j < 8; j++) cr_assert(arb_is_zero(p->beta + j));
    free_problem(p);
}
