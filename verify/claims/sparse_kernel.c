/* sparse_kernel.c - "We should not expect any generalisation in the kernel regime with this sample size (N =
 * Omega(d) samples would be needed)". beta_L2 is the projection of beta* on the row space of X, a uniformly
 * random N-dimensional one, plus X^+ times the noise: the mean error is 1 - N/d and the noise variance times
 * E tr (X X^T)^-1 = N/(d - N - 1). */
#include "verify/claim.h"
#include "core/certiflow.h"

#include <math.h>
#include <stdlib.h>

enum { D = 200, SEEDS_MAX = 200 };

/* beta_alpha(infinity) of the sparse regression with r* = 5 and noise of variance 0.01; nonzero on success */
static int limit_of(double *beta, double *star, double log_alpha, uint64_t seed, size_t N) {
    double *X = malloc(N * D * sizeof *X), *y = malloc(N * sizeof *y);
    int solved = X && y && cf_sparse_regression(X, y, star, seed, 5, 0.01, N, D) == CF_OK &&
                 cf_limit(beta, NULL, NULL, NULL, X, y, log_alpha, N, D) == CF_OK;
    free(X);
    free(y);
    return solved;
}

/* ||beta_alpha(infinity) - beta*||^2 */
static int population_error(double *error, double log_alpha, uint64_t seed, size_t N) {
    double star[D], beta[D];
    if (!limit_of(beta, star, log_alpha, seed, N)) return 0;
    *error = 0.0;
    for (size_t i = 0; i < D; i++) *error += (beta[i] - star[i]) * (beta[i] - star[i]);
    return 1;
}

/* mean and three standard errors */
static void interval(double *mean, double *low, double *high, const double *x, size_t n) {
    double sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < n; i++) sum += x[i];
    *mean = sum / (double)n;
    for (size_t i = 0; i < n; i++) squares += (x[i] - *mean) * (x[i] - *mean);
    double error = 3.0 * sqrt(squares / (double)(n - 1) / (double)n);
    *low = *mean - error;
    *high = *mean + error;
}

static void check(cf_run *run) {
    static const size_t samples[] = {20, 60, 120, 160};
    size_t seeds = cf_run_tier(run) == CF_TIER_QUICK ? 20 : SEEDS_MAX;
    double error[SEEDS_MAX], mean, low, high;
    for (size_t k = 0; k < sizeof samples / sizeof *samples; k++) {
        size_t N = samples[k];
        int solved = 1;
        cf_instance(run, "d = 200, r* = 5, N = %zu, %zu seeds", N, seeds);
        for (size_t s = 0; s < seeds; s++)
            solved = solved && population_error(&error[s], 5.0, cf_run_seed(run) + s, N);
        if (!cf_hypothesis(run, "every limit was computed", solved ? CF_TRUE : CF_UNKNOWN)) continue;
        interval(&mean, &low, &high, error, seeds);
        double expected =
            (cf_run_canary(run) ? 0.9 : 1.0) * (1.0 - (double)N / D) + 0.01 * (double)N / (double)(D - N - 1);
        cf_observed(run, "the mean error and 1 - N/d + 0.01 N/(d - N - 1)", mean, low, high,
                    low <= expected && expected <= high);
    }
}

const cf_claim cf_claim_sparse_kernel = {
    .id = "sparse_kernel",
    .section = "4",
    .items = "sparse regression",
    .title = "In the kernel regime generalisation needs N of the order of d",
    .statement =
        "At d = 200, r* = 5 and log alpha = 5 the mean population error is (1 - N/d) ||beta*||^2 + 0.01 N/(d "
        "- N - 1), the value for beta_L2, for N = 20, 60, 120, 160: it stays above 1/2 until N exceeds d/2.",
    .tex = "\\mathbb E\\|\\beta_{L2}-\\beta^*\\|_2^2=1-\\tfrac Nd+\\tfrac{0.01\\,N}{d-N-1}",
    .domain = "sparse regression of Section 4",
    .checked = "20 seeds (quick), 200 beyond; 3 standard errors",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 10,
    .canary = "1 - N/d is 0.9 (1 - N/d)",
    .argument = NULL,
    .check = check,
};
