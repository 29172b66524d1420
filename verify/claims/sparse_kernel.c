/* sparse_kernel.c - "We should not expect any generalisation in the kernel regime with this sample size (N =
 * Omega(d) samples would be needed)". beta_L2 is the projection of beta* on the row space of X, a uniformly
 * random N-dimensional one, plus X^+ times the noise: the mean error is 1 - N/d and the noise variance times
 * E tr (X X^T)^-1 = N/(d - N - 1). */
#include "verify/matrix.h"
#include "verify/sparse_limits.h"

enum { SEEDS_MAX = 200 };

static void check(cf_run *run) {
    static const size_t samples[] = {20, 60, 120, 160};
    size_t seeds = cf_run_tier(run) == CF_TIER_QUICK ? 20 : SEEDS_MAX;
    double error[SEEDS_MAX], mean, low, high;
    for (size_t k = 0; k < sizeof samples / sizeof *samples; k++) {
        size_t N = samples[k];
        int solved = 1;
        cf_instance(run, "d = 200, r* = 5, N = %zu, %zu seeds", N, seeds);
        for (size_t s = 0; s < seeds; s++)
            solved = solved && cf_sparse_error(&error[s], 5.0, cf_run_seed(run) + s, N);
        if (!cf_hypothesis(run, "every limit was computed", solved ? CF_TRUE : CF_UNKNOWN)) continue;
        cf_matrix_interval(&mean, &low, &high, error, seeds);
        double expected = (cf_run_canary(run) ? 0.9 : 1.0) * (1.0 - (double)N / CF_SPARSE_D) +
                          0.01 * (double)N / (double)(CF_SPARSE_D - N - 1);
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
