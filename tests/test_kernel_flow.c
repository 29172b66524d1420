/* test_kernel_flow.c - the linearised model's flow and the largest stable step, doubles against balls and
 * closed forms. */
#include "core/certiflow.h"
#include "reference/certiflow_ref.h"
#include "ball_distance.h"
#include <criterion/criterion.h>
#include <math.h>

enum { N = 4, D = 9 };

static void draw(double *X, double *y, uint64_t seed) {
    cf_rng rng;
    cf_rng_init(&rng, seed);
    cf_rng_normals(X, &rng, N * D);
    cf_rng_normals(y, &rng, N);
}

Test(kernel_flow, doubles_within_their_bound) {
    static const double times[] = {0, 1e-6, 1e-2, 1, 30}, depths[] = {2, 3, 2.5};
    double X[N * D], y[N], beta[D];
    arb_ptr ball = _arb_vec_init(D);
    cf_ref_alpha_t alpha;
    fmpq_t depth, t;
    cf_ref_alpha_init(alpha), fmpq_init(depth), fmpq_init(t);
    for (uint64_t seed = 0; seed < 6; seed++)
        for (int k = 0; k < 5; k++) {
            double D0 = depths[seed % 3], log_alpha = (double)seed - 3, sum = 0;
            draw(X, y, seed);
            cr_assert_eq(cf_kernel_flow(beta, X, y, log_alpha, D0, times[k], N, D), CF_OK);
            cf_ref_alpha_set_double(alpha, log_alpha, 1);
            cf_fmpq_set_double(depth, D0), cf_fmpq_set_double(t, times[k]);
            cr_assert_eq(cf_ref_kernel_flow(ball, X, y, alpha, depth, t, N, D, 80), CF_REF_OK);
            for (int i = 0; i < D; i++) sum += pow(apart(beta[i], ball + i), 2);
            double tau =
                fabs(log(4 * D0 * D0) + (2 * D0 - 2) * log_alpha + (times[k] > 0 ? log(times[k]) : 0));
            /* the seeds have s_min > 0.4, kappa < 12, ||y|| < 4 */
            cr_assert(sqrt(sum) <= (32 * (N + D) * 12 + 8 * tau + 16) * 0x1p-53 * 10, "seed %d, t = %g: %g",
                      (int)seed, times[k], sqrt(sum));
        }
    cf_ref_alpha_clear(alpha), fmpq_clear(depth), fmpq_clear(t);
    _arb_vec_clear(ball, D);
}

/* t = infinity: beta_L2; half the time twice, in the residual: r(t) obeys a semigroup */
Test(kernel_flow, limits_and_semigroup) {
    double X[N * D], y[N], beta[D], l2[D], half[D], rest[N], again[D];
    draw(X, y, 11);
    cr_assert_eq(cf_kernel_flow(beta, X, y, -1, 2, INFINITY, N, D), CF_OK);
    cr_assert_eq(cf_beta_l2(l2, X, y, N, D), CF_OK);
    for (int i = 0; i < D; i++) cr_assert(fabs(beta[i] - l2[i]) <= 1e-13);
    cr_assert_eq(cf_kernel_flow(beta, X, y, -1, 2, 0.1, N, D), CF_OK);
    cr_assert_eq(cf_kernel_flow(half, X, y, -1, 2, 0.05, N, D), CF_OK);
    for (int n = 0; n < N; n++) {
        rest[n] = y[n];
        for (int i = 0; i < D; i++) rest[n] -= X[n * D + i] * half[i];
    }
    cr_assert_eq(cf_kernel_flow(again, X, rest, -1, 2, 0.05, N, D), CF_OK);
    for (int i = 0; i < D; i++) cr_assert(fabs(half[i] + again[i] - beta[i]) <= 1e-13);
}

Test(kernel_flow, stable_step_enclosed) {
    double X[N * D], y[N], wp[D], wm[D], eta, lambda;
    arb_ptr bp = _arb_vec_init(D), bm = _arb_vec_init(D);
    arb_t ball, top;
    fmpq_t depth;
    arb_init(ball), arb_init(top), fmpq_init(depth);
    for (uint64_t seed = 0; seed < 6; seed++) {
        double D0 = seed % 2 ? 2 : 3.5;
        draw(X, y, seed);
        for (int i = 0; i < D; i++) {
            wp[i] = exp(X[i]), wm[i] = exp(-X[D + i]);
            arb_set_d(bp + i, wp[i]), arb_set_d(bm + i, wm[i]);
        }
        cf_fmpq_set_double(depth, D0);
        cr_assert_eq(cf_stable_step(&eta, &lambda, X, wp, wm, D0, N, D), CF_OK);
        cr_assert_eq(cf_ref_stable_step(ball, top, X, bp, bm, depth, N, D, 64), CF_REF_OK);
        cr_assert(arb_rel_accuracy_bits(top) >= 60, "%ld bits", (long)arb_rel_accuracy_bits(top));
        double bound = (N * (D + 6 * D0 + 8) + 8) * 0x1p-53;
        cr_assert(apart(eta, ball) <= bound * eta && apart(lambda, top) <= bound * lambda, "%g",
                  apart(eta, ball) / eta);
    }
    arb_clear(ball), arb_clear(top), fmpq_clear(depth);
    _arb_vec_clear(bp, D), _arb_vec_clear(bm, D);
}

Test(kernel_flow, bad_input) {
    double X[] = {1, 2, 2, 4}, y[] = {1, 1}, beta[2];
    cr_assert_eq(cf_kernel_flow(beta, X, y, 0, 2, 1, 2, 2), CF_ERANK);
    cr_assert_eq(cf_kernel_flow(beta, X, y, 0, 2, -1, 1, 2), CF_EINVAL);
    cr_assert_eq(cf_kernel_flow(beta, X, y, NAN, 2, 1, 1, 2), CF_EINVAL);
    cr_assert_eq(cf_kernel_flow(beta, X, y, 0, 1, 1, 1, 2), CF_EINVAL);
    X[0] = INFINITY;
    cr_assert_eq(cf_kernel_flow(beta, X, y, 0, 2, 1, 1, 2), CF_EINVAL);
}
