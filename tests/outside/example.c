/* example.c - an outside program: what certiflow's library does, through the installed header alone. Draws a
 * sparse regression problem, and prints q(1e-8), the excess of the limit's l1 norm at log alpha = -8, and
 * Theorem 2's and the sharp thresholds. cc example.c $(pkg-config --cflags --libs certiflow) -lm -o example
 */
#include <certiflow.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { N = 20, d = 60 };

static int failed(const char *what, cf_status status) {
    fprintf(stderr, "%s: %s\n", what, cf_status_message(status));
    return 1;
}

int main(void) {
    static double X[N * d], y[N], beta_star[d], beta[d], beta_l1[d], beta_l2[d];
    const double epsilon = 0.1, log_alpha = -8;
    cf_limit_info info;
    cf_status status;
    if (strcmp(cf_version(), CF_VERSION) != 0)
        return fprintf(stderr, "header %s, library %s\n", CF_VERSION, cf_version()), 1;
    status = cf_sparse_regression(X, y, beta_star, 7, 3, 0.01, N, d);
    if (status != CF_OK) return failed("cf_sparse_regression", status);
    if ((status = cf_limit(beta, NULL, NULL, &info, X, y, log_alpha, N, d)) != CF_OK)
        return failed("cf_limit", status);
    if ((status = cf_beta_l1(beta_l1, NULL, NULL, NULL, X, y, N, d)) != CF_OK)
        return failed("cf_beta_l1", status);
    if ((status = cf_beta_l2(beta_l2, X, y, N, d)) != CF_OK) return failed("cf_beta_l2", status);
    const double l1 = cf_norm_l1(beta_l1, d), l2 = cf_norm_l2(beta_l2, d),
                 excess = cf_norm_l1(beta, d) / l1 - 1;
    printf("q(1e-8) = %.17g\n", cf_q(1e-8));
    printf("l1 norm: %.12g at log alpha = %g, least %.12g, excess %.3g\n", cf_norm_l1(beta, d), log_alpha, l1,
           excess);
    printf("excess at most %g for log alpha <= %.6f (Theorem 2), %.6f (sharp)\n", epsilon,
           cf_theorem2_l1(l1, epsilon, d), cf_sharp_l1(l1, epsilon, d));
    printf("l2 norm^2 within %g for log alpha >= %.6f (Theorem 2), %.6f (sharp)\n", epsilon,
           cf_theorem2_l2(l2, epsilon, d), cf_sharp_l2(l2, epsilon, d));
    /* What must hold: q(z) = z^2/4 to the last bit at 1e-8, the root meets X beta = y, no norm lies below the
     * least one. */
    return !(cf_q(1e-8) == 2.5e-17 && info.residual_max < 1e-12 && excess >= -1e-12 &&
             fabs(cf_norm_l2(beta_star, d) - 1) < 1e-15);
}
