/* test_flow.c - the integration in w-space: against closed forms, its invariants, and the dual limit it must
 * end in. */
#include "core/certiflow.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* N = d = 1, X = x, y: with s = w_+^2 - w_-^2 the flow is s' = -8 x (x s - y) sqrt(s^2 + 4 alpha^4); the
 * limit is y/x, and the integral of r is -asinh(y/(2 x alpha^2))/(8 x). */
Test(flow, one_coordinate) {
    static const double alphas[] = {1e-6, 1e-3, 0.5, 1, 3};
    for (int k = 0; k < 5; k++) {
        double x = -1.7, y = 0.6, beta, integral, t, log_alpha = log(alphas[k]);
        cr_assert_eq(cf_flow_w(&beta, &integral, &t, &x, &y, log_alpha, 1e-11, 1e-9, 1, 1), CF_OK);
        double limit = y / x, exact = -asinh(limit / (2 * alphas[k] * alphas[k])) / (8 * x);
        cr_assert(fabs(beta - limit) <= 2e-9 * fabs(limit), "alpha %g: %.17g", alphas[k], beta);
        cr_assert(fabs(integral - exact) <= 2e-8 * fabs(exact), "alpha %g: %.17g, %.17g", alphas[k], integral,
                  exact);
        cr_assert(t > 0);
    }
}

/* Along the flow beta = 2 alpha^2 sinh(-8 X^T I), (17) with the factor of the true gradient; and the end is
 * the dual limit. */
Test(flow, ends_in_the_dual_limit) {
    enum { N = 6, D = 30 };
    double X[N * D], y[N], beta_star[D], beta[D], limit[D], integral[N], t;
    for (uint64_t seed = 1; seed <= 3; seed++)
        for (double log_alpha = 1; log_alpha > -14; log_alpha -= 3) {
            cr_assert_eq(cf_sparse_regression(X, y, beta_star, seed, 3, 0.01, N, D), CF_OK);
            cr_assert_eq(cf_flow_w(beta, integral, &t, X, y, log_alpha, 1e-11, 1e-9, N, D), CF_OK);
            cr_assert_eq(cf_limit(limit, NULL, NULL, NULL, X, y, log_alpha, N, D), CF_OK);
            double gap = 0, size = 0, formula = 0;
            for (int i = 0; i < D; i++) {
                double z = 0;
                for (int n = 0; n < N; n++) z -= 8 * X[n * D + i] * integral[n];
                double b = exp(2 * log_alpha + z) - exp(2 * log_alpha - z);
                gap += (beta[i] - limit[i]) * (beta[i] - limit[i]), size += limit[i] * limit[i];
                formula += (beta[i] - b) * (beta[i] - b);
            }
            cr_assert(sqrt(gap / size) < 1e-7, "log alpha %g: %g from the limit", log_alpha,
                      sqrt(gap / size));
            cr_assert(sqrt(formula / size) < 1e-7, "log alpha %g: %g from (17)", log_alpha,
                      sqrt(formula / size));
        }
}

/* A coordinate that X does not see keeps its weights, and duplicates share: beta_i = beta_j. */
Test(flow, symmetries) {
    double X[] = {1, 2, 0, 2, 0.5, -1, 0, -1}, y[] = {1, 0.3}, beta[4], t;
    cr_assert_eq(cf_flow_w(beta, NULL, &t, X, y, -2, 1e-10, 1e-9, 2, 4), CF_OK);
    cr_assert_eq(beta[2], 0);
    cr_assert(fabs(beta[1] - beta[3]) <= 1e-12);
    cr_assert(fabs(beta[0] + 4 * beta[1] - 1) <= 2e-9);
}

/* A tighter tolerance gives a smaller error: a bound that means something. */
Test(flow, tolerance_is_obeyed) {
    enum { N = 5, D = 20 };
    double X[N * D], y[N], beta_star[D], beta[D], limit[D], t, error[3];
    cr_assert_eq(cf_sparse_regression(X, y, beta_star, 4, 2, 0.01, N, D), CF_OK);
    cr_assert_eq(cf_limit(limit, NULL, NULL, NULL, X, y, -3, N, D), CF_OK);
    for (int k = 0; k < 3; k++) {
        cr_assert_eq(cf_flow_w(beta, NULL, &t, X, y, -3, pow(10, -5 - 3 * k), 1e-10, N, D), CF_OK);
        error[k] = 0;
        for (int i = 0; i < D; i++) error[k] = fmax(error[k], fabs(beta[i] - limit[i]));
    }
    cr_assert(error[1] < error[0] / 10 && error[2] < error[1]);
}

Test(flow, bad_input) {
    double X[] = {1, 2, 3, 4}, y[] = {1, 1}, beta[2], integral[2] = {7, 7}, t = 1;
    cr_assert_eq(cf_flow_w(beta, NULL, &t, X, y, NAN, 1e-8, 1e-6, 2, 2), CF_EINVAL);
    cr_assert_eq(cf_flow_w(beta, NULL, &t, X, y, 200, 1e-8, 1e-6, 2, 2), CF_EINVAL);
    cr_assert_eq(cf_flow_w(beta, NULL, &t, X, y, 0, 0, 1e-6, 2, 2), CF_EINVAL);
    cr_assert_eq(cf_flow_w(beta, NULL, &t, X, y, 0, 1e-8, 1e-6, 3, 2), CF_EINVAL);
    X[1] = INFINITY;
    cr_assert_eq(cf_flow_w(beta, NULL, &t, X, y, 0, 1e-8, 1e-6, 2, 2), CF_EINVAL);
    X[1] = 2;
    memset(y, 0, sizeof y);
    cr_assert_eq(cf_flow_w(beta, integral, &t, X, y, 0, 1e-8, 1e-6, 2, 2), CF_OK);
    cr_assert(beta[0] == 0 && beta[1] == 0 && integral[0] == 0 && t == 0);
    double parallel[] = {1, 2, 1, 2}, contradiction[] = {1, -1}; /* X^T y = 0: the flow does not move */
    cr_assert_eq(cf_flow_w(beta, NULL, &t, parallel, contradiction, 0, 1e-8, 1e-6, 2, 2), CF_ERANK);
}

/* X = (1, 1/2, -3/4), nu = 0.8: beta = alpha^D h_D(nu X) with y = X beta, and nu = -2D(D-2) alpha^{D-2} int
 * r. */
Test(flow, depth_with_a_planted_limit) {
    static const double X[3] = {1, 0.5, -0.75}, depths[] = {2.5, 3, 4, 7.25}, log_alphas[] = {-1.5, 0, 0.7};
    for (size_t k = 0; k < 4; k++)
        for (size_t a = 0; a < 3; a++) {
            double D = depths[k], p = D / (D - 2), alpha = exp(log_alphas[a]), nu = 0.8, planted[3], beta[3],
                   r, t, y = 0;
            for (int i = 0; i < 3; i++) {
                planted[i] = pow(alpha, D) * (pow(1 - nu * X[i], -p) - pow(1 + nu * X[i], -p));
                y += X[i] * planted[i];
            }
            cr_assert_eq(cf_flow_w_depth(beta, &r, &t, X, &y, log_alphas[a], D, 1e-11, 1e-11, 1, 3), CF_OK);
            for (int i = 0; i < 3; i++)
                cr_assert(fabs(beta[i] - planted[i]) <= 1e-8 * planted[0], "D %g: beta_%d %g, not %g", D, i,
                          beta[i], planted[i]);
            cr_assert(fabs(-2 * D * (D - 2) * pow(alpha, D - 2) * r - nu) <= 1e-8, "D %g: nu", D);
        }
}

Test(flow, depth_two_is_the_flow) {
    static const double X[3] = {1, 0.5, -0.75};
    double y = 2, a[3], b[3], r, s, t, u;
    cr_assert_eq(cf_flow_w(a, &r, &t, X, &y, -1, 1e-10, 1e-10, 1, 3), CF_OK);
    cr_assert_eq(cf_flow_w_depth(b, &s, &u, X, &y, -1, 2, 1e-10, 1e-10, 1, 3), CF_OK);
    for (int i = 0; i < 3; i++) cr_assert_eq(a[i], b[i]);
    cr_assert(r == s && t == u);
    cr_assert_eq(cf_flow_w_depth(b, &s, &u, X, &y, -1, 1.5, 1e-10, 1e-10, 1, 3), CF_EINVAL);
    cr_assert_eq(cf_flow_w_depth(b, &s, &u, X, &y, 100, 8, 1e-10, 1e-10, 1, 3), CF_EINVAL);
}
