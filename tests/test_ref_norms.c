/* test_ref_norms.c - norms and excess norms of the certified limit: against subtraction at many bits, closed
 * forms, and where they are exactly 0. The l1 problems are built from their dual solution nu_1 = e_1: the
 * first row of X holds the slopes s. */
#include "ref_problem.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    problem *p;
    cf_ref_l1 l1; /* nu and value alone are used */
    fmpq_mat_t beta_l2;
    cf_ref_norms norms;
} instance;

/* beta_L2 = X^T (X X^T)^{-1} y */
static void set_beta_l2(instance *in) {
    slong N = (slong)in->p->N, d = (slong)in->p->d;
    fmpq_mat_t X, Xt, G, c;
    fmpq_mat_init(X, N, d), fmpq_mat_init(Xt, d, N), fmpq_mat_init(G, N, N), fmpq_mat_init(c, N, 1);
    for (slong n = 0; n < N; n++) {
        for (slong j = 0; j < d; j++) cf_fmpq_set_double(fmpq_mat_entry(X, n, j), in->p->X[n * d + j]);
        cf_fmpq_set_double(fmpq_mat_entry(c, n, 0), in->p->y[n]);
    }
    fmpq_mat_transpose(Xt, X);
    fmpq_mat_mul(G, X, Xt);
    cr_assert(fmpq_mat_solve(c, G, c));
    fmpq_mat_mul(in->beta_l2, Xt, c);
    fmpq_mat_clear(X), fmpq_mat_clear(Xt), fmpq_mat_clear(G), fmpq_mat_clear(c);
}

/* k columns of slope +-1 carry beta_L1 (small integers, so that y is exact), the slopes of the others are
 * below 1. */
static instance *new_instance(size_t N, size_t d, size_t k, double log_alpha, uint64_t seed) {
    instance *in = calloc(1, sizeof *in);
    problem *p = in->p = gaussian(N, d, log_alpha, seed);
    fmpq_mat_init(in->l1.nu, (slong)N, 1);
    fmpq_set_si(fmpq_mat_entry(in->l1.nu, 0, 0), 1, 1);
    fmpq_init(in->l1.value);
    for (size_t n = 0; n < N; n++) p->y[n] = 0;
    double value = 0;
    for (size_t j = 0; j < d; j++) {
        for (size_t n = 0; n < N; n++) p->X[n * d + j] = rint(16 * p->X[n * d + j]) / 16;
        p->X[j] = j < k ? (j % 2 ? -1 : 1) : (double)integer(-900, 900) / 1024;
        for (size_t n = 0; n < N && j < k; n++)
            p->y[n] += (double)(j + 1) * (j % 2 ? -1 : 1) * p->X[n * d + j];
        value += j < k ? (double)(j + 1) : 0;
    }
    cf_fmpq_set_double(in->l1.value, value);
    fmpq_mat_init(in->beta_l2, (slong)d, 1);
    set_beta_l2(in);
    cf_ref_norms_init(&in->norms);
    return in;
}

static void free_instance(instance *in) {
    free_problem(in->p);
    fmpq_mat_clear(in->l1.nu);
    fmpq_clear(in->l1.value);
    fmpq_mat_clear(in->beta_l2);
    cf_ref_norms_clear(&in->norms);
    free(in);
}

static void solve(instance *in, slong prec) {
    problem *p = in->p;
    cf_ref_status status =
        cf_ref_limit_norms(&in->norms, p->X, p->y, p->alpha, &in->l1, in->beta_l2, p->N, p->d, prec);
    cr_assert(status == CF_REF_OK, "%s", cf_ref_status_message(status));
    cr_assert(cf_ball_bits(in->norms.norm_l1) >= prec && cf_ball_bits(in->norms.norm_l2) >= prec);
    cr_assert(cf_ball_bits(in->norms.excess_l1) >= prec && cf_ball_bits(in->norms.excess_l2) >= prec);
}

/* ||beta||_1 - value and ||beta||_2 - ||beta_L2||_2 by subtraction, with bits to spare */
static void subtract(arb_t l1, arb_t l2, instance *in, slong prec) {
    problem *p = in->p;
    cr_assert(limit(p, prec) == CF_REF_OK);
    arb_t a;
    arb_init(a);
    arb_ptr exact = _arb_vec_init((slong)p->d);
    cf_ref_norm_l1(l1, p->beta, p->d, prec);
    arb_set_fmpq(a, in->l1.value, prec);
    arb_sub(l1, l1, a, prec);
    for (size_t j = 0; j < p->d; j++) arb_set_fmpq(exact + j, fmpq_mat_entry(in->beta_l2, (slong)j, 0), prec);
    cf_ref_norm_l2(l2, p->beta, p->d, prec);
    cf_ref_norm_l2(a, exact, p->d, prec);
    arb_sub(l2, l2, a, prec);
    _arb_vec_clear(exact, (slong)p->d);
    arb_clear(a);
}

Test(ref_norms, excesses_agree_with_subtraction) {
    double la[] = {30, 8, 2, 0, -1, -3, -10, -40, -100};
    arb_t l1, l2;
    arb_init(l1), arb_init(l2);
    for (int i = 0; i < 36; i++) {
        size_t N = 3 + (size_t)i % 4, k = 1 + (size_t)(i / 4) % N;
        instance *in = new_instance(N, 14, k, la[i % 9], (uint64_t)i);
        solve(in, 100);
        subtract(l1, l2, in, 1500);
        cr_assert(cf_ball_bits(l1) > 150 && cf_ball_overlaps(l1, in->norms.excess_l1), "l1, instance %d", i);
        cr_assert(cf_ball_bits(l2) > 150 && cf_ball_overlaps(l2, in->norms.excess_l2), "l2, instance %d", i);
        free_instance(in);
    }
    arb_clear(l1), arb_clear(l2);
}

Test(ref_norms, far_below_and_above_the_doubles) {
    double la[] = {700, 300, -2000, -100000, -1000000};
    for (int i = 0; i < 5; i++) {
        instance *in = new_instance(5, 12, 1, la[i], 7);
        solve(in, 128); /* 38 digits */
        cr_assert(arb_is_positive(in->norms.excess_l1) && arb_is_positive(in->norms.excess_l2));
        /* l1: between e^(-2L) and 1 as alpha -> 0; l2: about ||z||^2, z = O(alpha^-2), as alpha -> inf */
        double l1 = mag_get_d_log2_approx(arb_radref(in->norms.excess_l1)) + 128;
        if (la[i] < 0) cr_assert(l1 < la[i] / 100 && l1 > 6 * la[i]);
        free_instance(in);
    }
}

/* N = 1, x = (1, 2): beta = (t, (y - t)/2), so both excesses are known from beta_1 alone. */
Test(ref_norms, one_sample_two_coordinates) {
    problem *p = new_problem(1, 2, -3);
    p->X[0] = 1, p->X[1] = 2, p->y[0] = 6;
    instance *in = calloc(1, sizeof *in);
    in->p = p;
    fmpq_mat_init(in->l1.nu, 1, 1);
    fmpq_set_si(fmpq_mat_entry(in->l1.nu, 0, 0), 1, 2); /* beta_L1 = (0, 3), slopes (1/2, 1) */
    fmpq_init(in->l1.value);
    fmpq_mat_init(in->beta_l2, 2, 1);
    set_beta_l2(in);
    cf_ref_norms_init(&in->norms);
    solve(in, 128);
    cr_assert(limit(p, 200) == CF_REF_OK);
    arb_t half;
    arb_init(half);
    arb_mul_2exp_si(half, p->beta, -1); /* t + (6 - t)/2 - 3 */
    cr_assert(cf_ball_overlaps(half, in->norms.excess_l1));
    arb_clear(half);
    free_instance(in);
}

/* By symmetry beta_3 is 0, which its ball only holds; the slopes are 1, 1, 0, 1/2. */
Test(ref_norms, a_coordinate_whose_sign_is_not_known) {
    static const double X[] = {1, 0, 1, 0.25, 0, 1, -1, 0.25};
    problem *p = new_problem(2, 4, -1);
    memcpy(p->X, X, sizeof X);
    p->y[0] = p->y[1] = 1;
    instance *in = calloc(1, sizeof *in);
    in->p = p;
    fmpq_mat_init(in->l1.nu, 2, 1);
    for (int n = 0; n < 2; n++) fmpq_one(fmpq_mat_entry(in->l1.nu, n, 0));
    fmpq_init(in->l1.value);
    fmpq_set_si(in->l1.value, 2, 1);
    fmpq_mat_init(in->beta_l2, 4, 1);
    set_beta_l2(in);
    cf_ref_norms_init(&in->norms);
    solve(in, 100);
    arb_t l1, l2;
    arb_init(l1), arb_init(l2);
    subtract(l1, l2, in, 1500);
    cr_assert(arb_contains_zero(p->beta + 2) && cf_ball_overlaps(l1, in->norms.excess_l1) && cf_ball_overlaps(l2, in->norms.excess_l2));
    arb_clear(l1), arb_clear(l2);
    free_instance(in);
}

Test(ref_norms, a_single_interpolant_has_no_excess) {
    instance *in = new_instance(4, 4, 2, -50, 3);
    problem *p = in->p;
    cr_assert(cf_ref_limit_norms(&in->norms, p->X, p->y, p->alpha, &in->l1, in->beta_l2, 4, 4, 100) ==
              CF_REF_OK);
    cr_assert(arb_is_zero(in->norms.excess_l1) && arb_is_zero(in->norms.excess_l2));
    free_instance(in);
}

/* Entries of beta_L2 of one magnitude in each block of rows: beta = beta_L2 at every alpha, and that is
 * proved. */
Test(ref_norms, equal_magnitudes_have_no_l2_excess) {
    for (int blocks = 1; blocks <= 3; blocks++) {
        size_t N = (size_t)blocks, d = 4 * N;
        problem *p = new_problem(N, d, -1);
        fmpq_mat_t l2;
        fmpq_mat_init(l2, (slong)d, 1);
        for (size_t n = 0; n < N; n++) {
            p->y[n] = (double)(n + 1);
            for (size_t j = 4 * n; j < 4 * n + 4; j++) {
                p->X[n * d + j] = j % 2 ? -1 : 1;
                fmpq_set_si(fmpq_mat_entry(l2, (slong)j, 0), (slong)(n + 1) * (j % 2 ? -1 : 1), 4);
            }
        }
        cf_ref_norms norms;
        cf_ref_norms_init(&norms);
        cr_assert(cf_ref_limit_norms(&norms, p->X, p->y, p->alpha, NULL, l2, N, d, 100) == CF_REF_OK);
        cr_assert(arb_is_zero(norms.excess_l2));
        p->X[0] = 2; /* no longer */
        fmpq_set_si(fmpq_mat_entry(l2, 0, 0), 2, 7);
        for (slong j = 1; j < 4; j++) fmpq_set_si(fmpq_mat_entry(l2, j, 0), j % 2 ? -1 : 1, 7);
        cr_assert(cf_ref_limit_norms(&norms, p->X, p->y, p->alpha, NULL, l2, N, d, 100) == CF_REF_OK);
        cr_assert(arb_is_positive(norms.excess_l2));
        cf_ref_norms_clear(&norms);
        fmpq_mat_clear(l2);
        free_problem(p);
    }
}

Test(ref_norms, norms_of_vectors) {
    arb_ptr v = _arb_vec_init(3);
    arb_t n;
    arb_init(n);
    arb_set_si(v, 3), arb_set_si(v + 1, -4);
    arb_add_error_2exp_si(v + 2, -60);
    cf_ref_norm_l1(n, v, 3, 128);
    cr_assert(arb_contains_si(n, 7) && cf_ball_bits(n) > 55);
    cf_ref_norm_l2(n, v, 3, 128);
    cr_assert(arb_contains_si(n, 5) && cf_ball_bits(n) > 55);
    _arb_vec_zero(v, 3);
    cf_ref_norm_l2(n, v, 3, 128);
    cr_assert(arb_is_zero(n));
    arb_indeterminate(v);
    cf_ref_norm_l1(n, v, 3, 128);
    cr_assert(!arb_is_finite(n));
    _arb_vec_clear(v, 3);
    arb_clear(n);
}
