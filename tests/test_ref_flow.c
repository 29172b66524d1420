/* test_ref_flow.c - the certified path: against a closed form in balls, against Taylor series of the weights,
 * its radius, its limit, and the composition of a path from two. */
#include "core/certiflow.h"
#include "reference/flow.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

static void decimal(cf_ref_alpha_t alpha, const char *text) {
    cf_ref_alpha_init(alpha);
    cr_assert_eq(cf_ref_alpha_set_decimal(alpha, text, 0), 0);
}

static cf_ref_flow_path *path_with(slong bits, const double *X, const double *y, const char *alpha_text, long depth,
                                   size_t N, size_t d) {
    cf_ref_alpha_t alpha;
    fmpq_t D;
    cf_ref_flow_path *path;
    decimal(alpha, alpha_text);
    fmpq_init(D), fmpq_set_si(D, depth, 1);
    cr_assert_eq(cf_ref_flow_path_new(&path, X, y, alpha, D, N, d, bits), CF_REF_OK);
    cf_ref_alpha_clear(alpha), fmpq_clear(D);
    return path;
}

static cf_ref_flow_path *path_of(const double *X, const double *y, const char *alpha_text, long depth,
                                 size_t N, size_t d) {
    return path_with(34, X, y, alpha_text, depth, N, d);
}

static cf_ref_status at(arb_ptr beta, cf_ref_flow_path *path, const char *t) {
    cf_ref_time_t time;
    cf_ref_time_init(time);
    cr_assert_eq(cf_ref_time_set_decimal(time, t), 0);
    cf_ref_status status = cf_ref_flow_path_at(beta, NULL, path, time);
    cf_ref_time_clear(time);
    return status;
}

/* X = 1, y = 1, alpha^2 = a: e = exp(nu) obeys e' = -8 (a e^2 - e - a), roots (1 +- sqrt(1 + 4a^2))/(2a). */
static void riccati(arb_t beta, const char *alpha, const char *t) {
    enum { PREC = 300 };
    fmpq_t q;
    arb_t a, root, plus, minus, e, g;
    fmpq_init(q), arb_init(a), arb_init(root), arb_init(plus), arb_init(minus), arb_init(e), arb_init(g);
    cf_fmpq_set_decimal(q, alpha);
    fmpq_mul(q, q, q);
    arb_set_fmpq(a, q, PREC);
    arb_mul(root, a, a, PREC), arb_mul_2exp_si(root, root, 2), arb_add_ui(root, root, 1, PREC),
        arb_sqrt(root, root, PREC);
    arb_add_ui(plus, root, 1, PREC), arb_div(plus, plus, a, PREC), arb_mul_2exp_si(plus, plus, -1);
    arb_inv(minus, plus, PREC), arb_neg(minus, minus);
    cf_fmpq_set_decimal(q, t);
    arb_set_fmpq(e, q, PREC), arb_mul(e, e, root, PREC), arb_mul_si(e, e, -8, PREC), arb_exp(e, e, PREC);
    arb_sub_ui(g, plus, 1, PREC), arb_sub_ui(root, minus, 1, PREC), arb_div(g, g, root, PREC),
        arb_mul(g, g, e, PREC);
    arb_mul(e, g, minus, PREC), arb_sub(e, plus, e, PREC); /* (plus - g minus)/(1 - g) */
    arb_sub_ui(g, g, 1, PREC), arb_neg(g, g), arb_div(e, e, g, PREC);
    arb_inv(g, e, PREC), arb_sub(beta, e, g, PREC), arb_mul(beta, beta, a, PREC);
    fmpq_clear(q), arb_clear(a), arb_clear(root), arb_clear(plus), arb_clear(minus), arb_clear(e),
        arb_clear(g);
}

Test(ref_flow, one_coordinate_in_closed_form) {
    static const char *const alphas[] = {"1000", "1", "0.1", "1e-3", "1e-8"}, *const times[] = {
                                                                                  "1e-9", "0.001", "0.3",
                                                                                  "1.7",  "4",     "1e9"};
    const double X = 1, y = 1;
    arb_t beta, exact;
    arb_init(beta), arb_init(exact);
    for (int a = 0; a < 5; a++) {
        cf_ref_flow_path *path = path_of(&X, &y, alphas[a], 2, 1, 1);
        for (int k = 0; k < 6; k++) {
            riccati(exact, alphas[a], times[k]);
            cr_expect_eq(at(beta, path, times[k]), CF_REF_OK, "alpha %s, t %s", alphas[a], times[k]);
            cr_expect(cf_ball_overlaps(beta, exact), "alpha %s, t %s", alphas[a], times[k]);
            cr_expect(cf_ball_bits(beta) >= 33, "alpha %s, t %s: %ld bits", alphas[a], times[k],
                      (long)cf_ball_bits(beta));
        }
        cf_ref_flow_path_clear(path);
    }
    arb_clear(beta), arb_clear(exact);
}

Test(ref_flow, taylor_series_of_the_weights) {
    enum { N = 3, D = 6 };
    double X[N * D], y[N], star[D];
    arb_ptr a = _arb_vec_init(D), b = _arb_vec_init(D);
    for (uint64_t seed = 1; seed <= 2; seed++)
        for (ulong depth = 2; depth <= 5; depth++) {
            cr_assert_eq(cf_sparse_regression(X, y, star, seed, 2, 0.01, N, D), CF_OK);
            cf_ref_alpha_t alpha;
            decimal(alpha, "0.4");
            cf_ref_flow_path *path = path_of(X, y, "0.4", (long)depth, N, D);
            cr_assert_eq(at(a, path, "0.05"), CF_REF_OK);
            fmpq_t t;
            fmpq_init(t), fmpq_set_si(t, 1, 20);
            cr_assert_eq(cf_ref_flow_w(b, X, y, alpha, depth, t, 0, 16, N, D, 192), CF_REF_EINVAL);
            cr_assert_eq(cf_ref_flow_w(b, X, y, alpha, depth, t, 20, 0, N, D, 192), CF_REF_EINVAL);
            cr_assert_eq(cf_ref_flow_w(b, X, y, alpha, depth, t, 20, 16, N, D, 192), CF_REF_OK);
            for (int i = 0; i < D; i++)
                cr_expect(cf_ball_overlaps(a + i, b + i) && cf_ball_bits(b + i) > 40,
                          "depth %lu, seed %d, %d: %ld bits", depth, (int)seed, i, (long)cf_ball_bits(b + i));
            fmpq_clear(t), cf_ref_alpha_clear(alpha), cf_ref_flow_path_clear(path);
        }
    _arb_vec_clear(a, D), _arb_vec_clear(b, D);
}

/* A piece whose polynomial is moved by 1e-6 has a defect that says so, and one that is not moved has not. */
Test(ref_flow, a_wrong_polynomial_is_found_out) {
    enum { N = 3, D = 8 };
    double X[N * D], y[N], star[D];
    cr_assert_eq(cf_sparse_regression(X, y, star, 3, 2, 0.01, N, D), CF_OK);
    cf_ref_flow_path *path = path_of(X, y, "0.1", 2, N, D);
    arb_ptr beta = _arb_vec_init(D);
    cr_assert_eq(at(beta, path, "0.1"), CF_REF_OK);
    cf_ref_flow_piece *q = path->pieces + 1;
    arb_t wrong;
    arb_init(wrong);
    cr_assert(path->n > 1 && mag_cmp_2exp_si(q->defect, -40) < 0);
    for (slong k = 0; k <= 3; k++) {
        arb_set(wrong, q->c + k * N);
        arb_set_d(q->c + k * N, arf_get_d(arb_midref(wrong), ARF_RND_NEAR) + 1e-6);
        cr_assert(cf_ref_flow_piece_prove(q, &path->f, &path->tables));
        cr_expect(mag_cmp_2exp_si(q->defect, -24) > 0, "coefficient %ld", (long)k);
        arb_set(q->c + k * N, wrong);
    }
    arb_clear(wrong), _arb_vec_clear(beta, D), cf_ref_flow_path_clear(path);
}

Test(ref_flow, limit_and_norms_and_time) {
    enum { N = 4, D = 12, M = 4 };
    double X[N * D], y[N], star[D];
    cr_assert_eq(cf_sparse_regression(X, y, star, 5, 2, 0.01, N, D), CF_OK);
    for (long depth = 2; depth <= 3; depth++) {
        static const char *const times[M] = {"inf", "1e7", "0", "0.25"};
        cf_ref_time_struct t[M];
        arb_ptr beta = _arb_vec_init(M * D), v = _arb_vec_init(3 * M), limit = _arb_vec_init(D);
        cf_ref_alpha_t alpha;
        cf_ref_flow_info info;
        fmpq_t D_, level;
        decimal(alpha, "0.1");
        fmpq_init(D_), fmpq_set_si(D_, depth, 1), fmpq_init(level), fmpq_set_si(level, 1, 1000);
        for (int k = 0; k < M; k++) cf_ref_time_init(t + k), cf_ref_time_set_decimal(t + k, times[k]);
        cr_assert_eq(cf_ref_flow(beta, v, v + M, v + 2 * M, &info, X, y, alpha, D_, t, M, N, D, 34),
                     CF_REF_OK);
        cr_assert_eq(cf_ref_limit_depth(limit, NULL, NULL, X, y, alpha, D_, N, D, 128), CF_REF_OK);
        for (int i = 0; i < D; i++) {
            cr_expect(cf_ball_overlaps(limit + i, beta + i) && cf_ball_overlaps(limit + i, beta + D + i));
            cr_expect(arb_is_zero(beta + 2 * D + i));
        }
        cr_expect(cf_ball_lt(v + 3, v + 2) == CF_TRUE && cf_ball_lt(v + 1, v + 3) == CF_TRUE &&
                  info.meeting < 1e-3);
        cf_ref_flow_path *path = path_of(X, y, "0.1", depth, N, D);
        arb_t time, loss, bound;
        arb_init(time), arb_init(loss), arb_init(bound);
        cr_assert_eq(cf_ref_flow_time(time, path, level), CF_REF_OK);
        cr_expect(cf_ball_bits(time) > 25);
        cf_ref_time_struct when[1];
        cf_ref_time_init(when);
        arf_t end;
        arf_init(end);
        arb_get_ubound_arf(end, time, 300);
        arf_get_fmpq(when->value, end);
        cr_assert_eq(cf_ref_flow_path_at(limit, NULL, path, when), CF_REF_OK);
        cf_ref_loss(loss, limit, X, y, N, D, 200);
        arb_set_fmpq(bound, level, 200);
        cr_expect(cf_ball_lt(loss, bound) == CF_TRUE);
        arf_clear(end), cf_ref_time_clear(when), arb_clear(time), arb_clear(loss), arb_clear(bound),
            cf_ref_flow_path_clear(path);
        for (int k = 0; k < M; k++) cf_ref_time_clear(t + k);
        _arb_vec_clear(beta, M * D), _arb_vec_clear(v, 3 * M), _arb_vec_clear(limit, D);
        cf_ref_alpha_clear(alpha), fmpq_clear(D_), fmpq_clear(level);
    }
}

Test(ref_flow, trivial_and_refused) {
    const double X[4] = {1, 2, 1, 2}, Z[2] = {1, 2}, zero[2] = {0, 0}, one[1] = {1};
    cf_ref_flow_path *path;
    cf_ref_alpha_t alpha;
    fmpq_t D;
    decimal(alpha, "0.1");
    fmpq_init(D), fmpq_set_si(D, 2, 1);
    cr_expect_eq(cf_ref_flow_path_new(&path, X, zero, alpha, D, 2, 2, 34), CF_REF_ERANK);
    cf_ref_flow_path_clear(path);
    cr_expect_eq(cf_ref_flow_path_new(&path, X, zero, alpha, D, 3, 2, 34), CF_REF_EINVAL);
    cf_ref_flow_path_clear(path);
    cr_expect_eq(cf_ref_flow_path_new(&path, Z, one, alpha, D, 1, 2, 61), CF_REF_EINVAL);
    cf_ref_flow_path_clear(path);
    cr_assert_eq(cf_ref_flow_path_new(&path, Z, zero, alpha, D, 1, 2, 34), CF_REF_OK);
    arb_ptr beta = _arb_vec_init(2);
    cr_expect_eq(at(beta, path, "3"), CF_REF_OK);
    cr_expect(arb_is_zero(beta) && arb_is_zero(beta + 1));
    cf_ref_flow_path_clear(path);
    cf_ref_time_t t;
    cf_ref_time_init(t);
    cr_expect(cf_ref_time_set_decimal(t, "-1") && cf_ref_time_set_decimal(t, "nan") &&
              cf_ref_time_set_decimal(t, "") && !cf_ref_time_set_decimal(t, "inf"));
    cf_ref_time_clear(t), _arb_vec_clear(beta, 2), cf_ref_alpha_clear(alpha), fmpq_clear(D);
}

/* The loss begins below the level: at time 0, whatever the ball held before. */
Test(ref_flow, a_level_above_the_start) {
    const double X = 1, y = 1;
    cf_ref_flow_path *path = path_of(&X, &y, "0.5", 2, 1, 1);
    arb_t time;
    fmpq_t level;
    arb_init(time), fmpq_init(level);
    arb_set_ui(time, 7);
    fmpq_set_si(level, 2, 1);
    cr_assert_eq(cf_ref_flow_time(time, path, level), CF_REF_OK);
    cr_expect(arb_is_zero(time));
    fmpq_set_si(level, -1, 1);
    cr_expect_eq(cf_ref_flow_time(time, path, level), CF_REF_EINVAL);
    arb_clear(time), fmpq_clear(level), cf_ref_flow_path_clear(path);
}

/* X = 1, y = 1: nu' = -8 (beta - 1), so that the flow contracts at nu with the rate 16 alpha^2 cosh nu. After the meeting nu lies within R
 * of nu(inf) > 0, and the rate that the path counts with must hold on all of that: the bounds of late times hide a rate that holds at
 * nu(inf) + R alone. Two bits, for R has to be large enough. */
Test(ref_flow, the_rate_after_the_meeting_holds_on_its_whole_ball) {
    static const char *const alphas[] = {"1e-3", "1e-4", "1e-5", "1e-8"};
    const double X = 1, y = 1;
    int seen = 0;
    arb_t beta, near, far, r;
    fmpq_t square;
    fmpq_init(square), arb_init(beta), arb_init(near), arb_init(far), arb_init(r);
    for (int a = 0; a < 4; a++) {
        cf_ref_flow_path *path = path_with(2, &X, &y, alphas[a], 2, 1, 1);
        cr_assert_eq(at(beta, path, "1e9"), CF_REF_OK);
        cr_assert(path->met && arb_is_positive(path->limit_nu), "alpha %s", alphas[a]);
        arf_set_mag(arb_midref(r), path->meeting);
        arb_sub(near, path->limit_nu, r, 300), arb_add(far, path->limit_nu, r, 300);
        cr_assert(arb_is_positive(near), "alpha %s", alphas[a]);
        cf_fmpq_set_decimal(square, alphas[a]);
        fmpq_mul(square, square, square), arb_set_fmpq(r, square, 300), arb_mul_2exp_si(r, r, 4);
        arb_cosh(near, near, 300), arb_mul(near, near, r, 300);
        arb_cosh(far, far, 300), arb_mul(far, far, r, 300);
        cr_expect(!arb_gt(path->limit_mu, near), "alpha %s: a rate that holds on a part alone", alphas[a]);
        arb_mul_ui(far, far, 19, 300), arb_div_ui(far, far, 20, 300); /* the rate is put at 0.95 of the least eigenvalue */
        seen += arb_gt(far, near);
        cf_ref_flow_path_clear(path);
    }
    cr_expect_geq(seen, 1, "R is too small for this test to see anything");
    fmpq_clear(square), arb_clear(beta), arb_clear(near), arb_clear(far), arb_clear(r);
}
