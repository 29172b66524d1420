/* test_ref_mf.c - the matrix model's twins: doubles within their declared bounds of the balls, the Taylor
 * integrator against itself and against the double path. */
#include "core/certiflow.h"
#include "reference/certiflow_ref.h"
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

enum { D = 4, K = 8, N = 9, SIZE = 2 * D * K };

typedef struct {
    double star[D * D], y[D * D], w[SIZE];
    size_t row[D * D], col[D * D];
    cf_mf mf;
    cf_ref_mf ref;
    arb_ptr ball;
} problem;

static void draw(problem *p, cf_mf_start_kind start, double alpha, uint64_t seed) {
    cr_assert_eq(cf_mf_instance(p->star, p->row, p->col, p->y, seed, N, D), CF_OK);
    cr_assert_eq(cf_mf_start(p->w, start, alpha, seed, D, K), CF_OK);
    p->mf = (cf_mf){D, K, N, p->row, p->col, p->y}, p->ref = (cf_ref_mf){D, K, N, p->row, p->col, p->y};
    p->ball = _arb_vec_init(SIZE);
    for (int i = 0; i < SIZE; i++) arb_set_d(p->ball + i, p->w[i]);
}

static double gap(double x, const arb_t ball) {
    arb_t d;
    arb_init(d);
    arb_set_d(d, x);
    arb_sub(d, d, ball, 128);
    cr_assert(arb_is_finite(d));
    double out = fabs(arf_get_d(arb_midref(d), ARF_RND_NEAR)) + mag_get_d(arb_radref(d));
    arb_clear(d);
    return out;
}

/* e_n of certiflow.h */
static double residual_bound(const problem *p, size_t n) {
    double sum = fabs(p->y[n]);
    for (int a = 0; a < K; a++) sum += fabs(p->w[p->row[n] * K + a] * p->w[(D + p->col[n]) * K + a]);
    return (K + 3) * 0x1p-53 * sum;
}

Test(ref_mf, values_within_their_bounds) {
    problem p;
    arb_ptr out = _arb_vec_init(256);
    for (uint64_t seed = 1; seed <= 20; seed++) {
        double x[256], bound = 0, u = 0x1p-53;
        draw(&p, CF_MF_GAUSSIAN, pow(10, (double)(seed % 5) - 2), seed);
        cf_ref_mf_loss(out, p.ball, &p.ref, 128);
        double loss = cf_mf_loss(p.w, &p.mf);
        for (size_t n = 0; n < N; n++) {
            double e = residual_bound(&p, n);
            bound += 2 * sqrt(loss) * e + e * e;
        }
        cr_assert(gap(loss, out) <= bound + (N + 2) * u * loss);
        cf_mf_gradient(x, p.w, &p.mf);
        cf_ref_mf_gradient(out, p.ball, &p.ref, 128);
        for (int i = 0; i < SIZE; i++) {
            double b = 0;
            for (size_t n = 0; n < N; n++) {
                size_t other = i / K == (int)p.row[n]         ? D + p.col[n]
                               : i / K == (int)(D + p.col[n]) ? p.row[n]
                                                              : 2 * D;
                if (other == 2 * D) continue;
                double v = fabs(p.w[other * K + (size_t)i % K]);
                b += 2 * residual_bound(&p, n) * v + 2 * (D + 3) * u * (sqrt(loss) + 1) * v;
            }
            cr_assert(gap(x[i], out + i) <= b);
        }
        cf_mf_balance(x, p.w, D, K);
        cf_ref_mf_balance(out, p.ball, D, K, 128);
        for (int e = 0; e < K * K; e++) {
            double sum = 0;
            for (int i = 0; i < 2 * D; i++) sum += fabs(p.w[i * K + e / K] * p.w[i * K + e % K]);
            cr_assert(gap(x[e], out + e) <= (D + 1) * 2 * u * sum);
        }
        cf_mf_product(x, p.w, D, K);
        cf_ref_mf_product(out, p.ball, D, K, 128);
        for (int e = 0; e < D * D; e++) {
            double sum = 0;
            for (int a = 0; a < K; a++) sum += fabs(p.w[e / D * K + a] * p.w[(D + e % D) * K + a]);
            cr_assert(gap(x[e], out + e) <= (K + 1) * u * sum);
        }
        cf_mf_kernel(x, p.w, &p.mf);
        cf_ref_mf_kernel(out, p.ball, &p.ref, 128);
        double largest = 0;
        for (int i = 0; i < SIZE; i++) largest = fmax(largest, fabs(p.w[i]));
        for (int e = 0; e < N * N; e++)
            cr_assert(gap(x[e], out + e) <= (2 * K + 2) * u * 2 * K * largest * largest);
        _arb_vec_clear(p.ball, SIZE);
    }
    _arb_vec_clear(out, 256);
}

Test(ref_mf, kernel_change) {
    problem p, q;
    double change;
    arb_t exact;
    arb_init(exact);
    draw(&p, CF_MF_GAUSSIAN, 1, 3), draw(&q, CF_MF_GAUSSIAN, 1.5, 4);
    cf_ref_mf_kernel_change(exact, q.ball, p.ball, D, K, 128);
    cr_assert_eq(cf_mf_kernel_change(&change, q.w, p.w, D, K), CF_OK);
    cr_assert(gap(change, exact) <= 1e-14 * (1 + change));
    arb_clear(exact);
    _arb_vec_clear(p.ball, SIZE), _arb_vec_clear(q.ball, SIZE);
}

/* Two precisions and orders agree to the fewer bits; and U^T U - V^T V stays. */
Test(ref_mf, taylor_is_consistent) {
    problem p, q;
    arb_ptr before = _arb_vec_init(K * K), after = _arb_vec_init(K * K);
    draw(&p, CF_MF_GAUSSIAN, 0.3, 2), draw(&q, CF_MF_GAUSSIAN, 0.3, 2);
    cf_ref_mf_balance(before, p.ball, D, K, 200);
    cr_assert_eq(cf_ref_mf_flow(p.ball, NULL, NULL, &p.ref, 5.3, 0, 1000, 100), CF_REF_OK);
    cr_assert_eq(cf_ref_mf_flow(q.ball, NULL, NULL, &q.ref, 5.3, 40, 1000, 160), CF_REF_OK);
    for (int i = 0; i < SIZE; i++) {
        arb_sub(p.ball + i, p.ball + i, q.ball + i, 200);
        cr_assert(fabs(arf_get_d(arb_midref(p.ball + i), ARF_RND_NEAR)) < 1e-26, "%d: %g", i,
                  arf_get_d(arb_midref(p.ball + i), ARF_RND_NEAR));
    }
    cf_ref_mf_balance(after, q.ball, D, K, 200);
    for (int e = 0; e < K * K; e++) {
        arb_sub(after + e, after + e, before + e, 200);
        cr_assert(fabs(arf_get_d(arb_midref(after + e), ARF_RND_NEAR)) < 1e-40);
    }
    _arb_vec_clear(before, K * K), _arb_vec_clear(after, K * K), _arb_vec_clear(p.ball, SIZE),
        _arb_vec_clear(q.ball, SIZE);
}

/* The global error of the double path is below 1e4 rtol, as certiflow.h says. */
Test(ref_mf, double_path_against_the_twin) {
    static const double alphas[] = {1, 0.1, 1e-3};
    for (int a = 0; a < 3; a++) {
        problem p;
        double t = 6, path[SIZE];
        cf_mf_info info;
        draw(&p, CF_MF_IDENTITY, alphas[a], 5);
        cr_assert_eq(cf_ref_mf_flow(p.ball, NULL, NULL, &p.ref, t, 0, 2000, 100), CF_REF_OK);
        cf_mf_options o = {
            .rtol = 1e-11, .atol = 1e-13 * alphas[a], .times = &t, .n_times = 1, .max_evaluations = 1000000};
        cr_assert_eq(cf_mf_flow(p.w, path, &info, &p.mf, &o), CF_OK);
        for (int i = 0; i < SIZE; i++)
            cr_assert(gap(path[i], p.ball + i) <= 1e-7, "alpha %g: %g", alphas[a], gap(path[i], p.ball + i));
        _arb_vec_clear(p.ball, SIZE);
    }
}

Test(ref_mf, hard_inputs) {
    problem p;
    double reached;
    size_t steps;
    draw(&p, CF_MF_IDENTITY, 0.5, 1);
    cr_assert_eq(cf_ref_mf_flow(p.ball, &reached, &steps, &p.ref, 100, 0, 3, 100), CF_REF_UNDECIDED);
    cr_assert(steps == 3 && reached > 0 && reached < 100);
    cr_assert_eq(cf_ref_mf_flow(p.ball, NULL, NULL, &p.ref, NAN, 0, 3, 100), CF_REF_EINVAL);
    cr_assert_eq(cf_ref_mf_flow(p.ball, &reached, NULL, &p.ref, 0, 0, 0, 100), CF_REF_OK);
    arb_indeterminate(p.ball);
    cr_assert_eq(cf_ref_mf_flow(p.ball, NULL, NULL, &p.ref, 1, 0, 3, 100), CF_REF_EINVAL);
    _arb_vec_clear(p.ball, SIZE);
}

Test(ref_mf, frobenius) {
    problem p;
    fmpq_mat_t M;
    fmpq_t square, x;
    double zeros[D * D];
    draw(&p, CF_MF_IDENTITY, 0.5, 1);
    fmpq_mat_init(M, D, D), fmpq_init(square), fmpq_init(x);
    cf_ref_mf_min_frobenius(M, square, &p.ref);
    cf_mf_min_frobenius(zeros, &p.mf);
    for (int e = 0; e < D * D; e++) {
        cf_fmpq_set_double(x, zeros[e]);
        cr_assert(fmpq_equal(x, fmpq_mat_entry(M, e / D, e % D)));
    }
    fmpq_mat_clear(M), fmpq_clear(square), fmpq_clear(x);
    _arb_vec_clear(p.ball, SIZE);
}
