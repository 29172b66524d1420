/* test_flow_dual.c - cf_flow against closed forms, the integration in w, the limit, and under transformations
 * of the data that the flow respects. */
#include "core/certiflow.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 6, D = 24, M = 4 };

typedef struct {
    double X[N * D], y[N], beta[M * D], nu[M * N], loss[M];
    char answered[M];
    cf_flow_info info;
} problem;

static problem *draw(uint64_t seed) {
    problem *p = calloc(1, sizeof *p);
    double star[D];
    cr_assert(p && cf_sparse_regression(p->X, p->y, star, seed, 3, 0.01, N, D) == CF_OK);
    return p;
}

static cf_status flow(problem *p, double log_alpha, double depth, const double *times) {
    return cf_flow(p->beta, p->nu, p->loss, p->answered, &p->info, p->X, p->y, log_alpha, depth, 1e-12, 0,
                   times, M, 100000, N, D);
}

static double distance(const double *a, const double *b, double factor, size_t n) {
    double gap = 0, size = 0;
    for (size_t i = 0; i < n; i++)
        gap += (a[i] - factor * b[i]) * (a[i] - factor * b[i]), size += a[i] * a[i];
    return size == 0 ? gap : sqrt(gap / size);
}

/* N = d = 1: tanh. beta' = -8 x (x beta - y) sqrt(beta^2 + 4 alpha^4); nu' = -8 (2 alpha^2 x sinh(x nu) - y),
 * so with e = exp(x nu), a = alpha^2 x: e' = -8 x (a e^2 - y e - a): a Riccati equation with roots e_+- = (y
 * +- sqrt(y^2 + 4 a^2))/(2 a). */
Test(flow_dual, one_coordinate) {
    static const double alphas[] = {1e-4, 1e-2, 0.3, 1, 30};
    for (int k = 0; k < 5; k++) {
        const double x = 1.7, y = 0.6, a = alphas[k] * alphas[k] * x, root = sqrt(y * y + 4 * a * a);
        const double plus = (y + root) / (2 * a), minus = -2 * a / (y + root), rate = 8 * x * root;
        double times[M], beta[M];
        char answered[M];
        for (int i = 0; i < M; i++) times[i] = (i + 0.5) * (1 + fmax(0, log(1 / a))) / rate;
        cr_assert_eq(cf_flow(beta, NULL, NULL, answered, NULL, &x, &y, log(alphas[k]), 2, 1e-12, 0, times, M,
                             1000, 1, 1),
                     CF_OK);
        for (int i = 0; i < M; i++) {
            const double g = (1 - plus) / (1 - minus) * exp(-rate * times[i]),
                         e = (plus - g * minus) / (1 - g);
            const double exact = alphas[k] * alphas[k] * (e - 1 / e);
            cr_expect(fabs(beta[i] - exact) <= 1e-9 * fabs(exact), "alpha %g, t %g: %.17g, not %.17g",
                      alphas[k], times[i], beta[i], exact);
        }
    }
}

Test(flow_dual, agrees_with_the_weights) {
    for (double depth = 2; depth <= 3.5; depth += 0.75) {
        problem *p = draw(3);
        double beta[D], integral[N], t, end[1], dual[D];
        char answered;
        cr_assert_eq(cf_flow_w_depth(beta, integral, &t, p->X, p->y, -1, depth, 1e-11, 1e-3, N, D), CF_OK);
        end[0] = t;
        cr_assert_eq(
            cf_flow(dual, NULL, NULL, &answered, NULL, p->X, p->y, -1, depth, 1e-11, 0, end, 1, 10000, N, D),
            CF_OK);
        cr_expect(distance(beta, dual, 1, D) < 1e-7, "depth %g: %g", depth, distance(beta, dual, 1, D));
        free(p);
    }
}

Test(flow_dual, ends_in_the_limit_and_the_loss_falls) {
    static const double log_alpha[] = {6.9, 1, -2.3, -7, -18.4};
    for (int k = 0; k < 5; k++)
        for (double depth = 2; depth <= 3; depth++) {
            if (depth == 3 && log_alpha[k] < -5) continue;
            problem *p = draw(5);
            const double times[M] = {INFINITY, 1e12 * exp(-8 * fmin(log_alpha[k], 0)),
                                     1e-4 * exp(-fmax(log_alpha[k], 0) * 2 * (depth - 1)), 0};
            cr_assert_eq(flow(p, log_alpha[k], depth, times), CF_OK, "log alpha %g", log_alpha[k]);
            cr_expect(distance(p->beta, p->beta + D, 1, D) < 1e-9, "log alpha %g, depth %g: %g", log_alpha[k],
                      depth, distance(p->beta, p->beta + D, 1, D));
            /* up to rounding: at small alpha the loss falls by less than that in the first instant */
            cr_expect(p->loss[0] <= p->loss[2] && p->loss[2] <= p->loss[3] * (1 + 0x1p-50), "log alpha %g, depth %g",
                      log_alpha[k], depth);
            cr_expect(p->info.loss_rise < 1e-11, "log alpha %g, depth %g: %g", log_alpha[k], depth,
                      p->info.loss_rise);
            for (int i = 0; i < D; i++) cr_expect_eq(p->beta[3 * D + i], 0);
            free(p);
        }
}

/* Samples in another order; X, y by c and time by 1/c^2; X by c, time by 1/(c^2 s), alpha^2 by s and y by c
 * s: beta by s. */
Test(flow_dual, respects_what_the_flow_respects) {
    const double times[M] = {0.01, 0.1, 0.5, 3};
    problem *p = draw(7), *q = draw(7);
    double other[M];
    cr_assert_eq(flow(p, -1.5, 2, times), CF_OK);
    for (int n = 0; n < N; n++) {
        memcpy(q->X + n * D, p->X + (N - 1 - n) * D, D * sizeof(double));
        q->y[n] = p->y[N - 1 - n];
    }
    cr_assert_eq(flow(q, -1.5, 2, times), CF_OK);
    for (int k = 0; k < M; k++) cr_expect(distance(p->beta + k * D, q->beta + k * D, 1, D) < 1e-9);
    const double c = 3, s = 0.25;
    for (int j = 0; j < N * D; j++) q->X[j] = c * p->X[j];
    for (int n = 0; n < N; n++) q->y[n] = c * s * p->y[n];
    for (int k = 0; k < M; k++) other[k] = times[k] / (c * c * s);
    cr_assert_eq(flow(q, -1.5 + 0.5 * log(s), 2, other), CF_OK);
    for (int k = 0; k < M; k++) cr_expect(distance(p->beta + k * D, q->beta + k * D, 1 / s, D) < 1e-9);
    free(p), free(q);
}

/* An answer does not depend on the other times asked for, nor on their order, beyond the tolerance. */
Test(flow_dual, order_and_company_of_times) {
    const double times[M] = {3, 0.02, INFINITY, 0.4}, back[M] = {0.4, 0.02, 3, 0.02};
    problem *p = draw(9), *q = draw(9);
    cr_assert_eq(flow(p, -3, 2, times), CF_OK);
    cr_assert_eq(flow(q, -3, 2, back), CF_OK);
    cr_expect(distance(p->beta, q->beta + 2 * D, 1, D) < 1e-9 &&
              distance(p->beta + D, q->beta + 3 * D, 1, D) < 1e-9 &&
              distance(p->beta + 3 * D, q->beta, 1, D) < 1e-9);
    free(p), free(q);
}

Test(flow_dual, target_and_budget) {
    problem *p = draw(11);
    cf_flow_info info;
    cr_assert_eq(cf_flow(NULL, NULL, NULL, NULL, &info, p->X, p->y, -3, 2, 1e-8, 1e-6, NULL, 0, 10000, N, D),
                 CF_OK);
    cr_assert(info.reached && info.t_target > 0 && info.t_target <= info.t_end);
    const double times[M] = {info.t_target, 0, 1e-3 * info.t_target, 1e3 * info.t_target};
    cr_assert_eq(flow(p, -3, 2, times), CF_OK);
    double norm = 0;
    for (int n = 0; n < N; n++) norm += p->y[n] * p->y[n];
    cr_expect(fabs(sqrt(p->loss[0] / norm) - 1e-6) < 1e-8, "%g", sqrt(p->loss[0] / norm));
    /* three steps: what they reach is kept and marked */
    cr_assert_eq(
        cf_flow(p->beta, NULL, p->loss, p->answered, &info, p->X, p->y, -3, 2, 1e-12, 0, times, M, 3, N, D),
        CF_ENOCONV);
    cr_expect(p->answered[1] && p->answered[2] && !p->answered[3] && info.answered < M && info.steps == 3);
    free(p);
}

Test(flow_dual, hard_inputs) {
    problem *p = draw(13);
    const double times[M] = {0, 1, 10, INFINITY};
    for (int n = 0; n < N; n++) p->y[n] = 2 * p->X[n * D]; /* a degenerate l1 vertex */
    cr_expect_eq(flow(p, log(1e-8), 2, times), CF_OK);
    cr_expect(p->info.loss_rise < 1e-11);
    memset(p->y, 0, sizeof p->y);
    cr_assert_eq(flow(p, -3, 2, times), CF_OK);
    for (int i = 0; i < M * D; i++) cr_assert_eq(p->beta[i], 0);
    const double square[4] = {2, 1, -1, 3}, y[2] = {1, -2}; /* N = d */
    double beta[2 * M];
    char answered[M];
    cr_assert_eq(cf_flow(beta, NULL, NULL, answered, NULL, square, y, 0, 2, 1e-12, 0, times, M, 1000, 2, 2),
                 CF_OK);
    cr_expect(fabs(beta[6] - 5.0 / 7) < 1e-12 && fabs(beta[7] + 3.0 / 7) < 1e-12 &&
              fabs(beta[4] - 5.0 / 7) < 1e-9);
    free(p);
}

Test(flow_dual, bad_input) {
    const double X[4] = {1, 2, 3, 4}, y[2] = {1, 1}, bad[3] = {-1, NAN, 1};
    double beta[2];
    char answered;
    for (int k = 0; k < 2; k++)
        cr_expect_eq(cf_flow(beta, NULL, NULL, &answered, NULL, X, y, 0, 2, 1e-8, 0, bad + k, 1, 10, 2, 2),
                     CF_EINVAL);
    cr_expect_eq(cf_flow(beta, NULL, NULL, &answered, NULL, X, y, 0, 1.5, 1e-8, 0, bad + 2, 1, 10, 2, 2),
                 CF_EINVAL);
    cr_expect_eq(cf_flow(beta, NULL, NULL, &answered, NULL, X, y, NAN, 2, 1e-8, 0, bad + 2, 1, 10, 2, 2),
                 CF_EINVAL);
    cr_expect_eq(cf_flow(beta, NULL, NULL, &answered, NULL, X, y, 0, 2, 0, 0, bad + 2, 1, 10, 2, 2),
                 CF_EINVAL);
    cr_expect_eq(cf_flow(beta, NULL, NULL, &answered, NULL, X, y, 0, 2, 1e-8, 0, bad + 2, 1, 10, 3, 2),
                 CF_EINVAL);
    const double broken[4] = {1, INFINITY, 3, 4};
    cr_expect_eq(cf_flow(beta, NULL, NULL, &answered, NULL, broken, y, 0, 2, 1e-8, 0, bad + 2, 1, 10, 2, 2),
                 CF_EINVAL);
}
