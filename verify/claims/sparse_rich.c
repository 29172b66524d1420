/* sparse_rich.c - "With N = Theta(r* log d) samples the rich regime will generalise well ... and
 * generalisation will improve as we decrease alpha"; the trend of Figure 1(a) in small. E (y - <beta,x>)^2 =
 * ||beta - beta*||^2 + 0.01 for x ~ N(0, I): the population error is computed, not sampled. */
#include "verify/matrix.h"
#include "verify/sparse_limits.h"

enum { SEEDS_MAX = 200 };

static void check(cf_run *run) {
    static const double log_alpha[] = {-12.0, -4.0, -1.0, 3.0};
    enum { M = sizeof log_alpha / sizeof *log_alpha };
    size_t seeds = cf_run_tier(run) == CF_TIER_QUICK ? 20 : SEEDS_MAX;
    double error[M][SEEDS_MAX], difference[SEEDS_MAX], mean, low, high;
    int solved = 1;
    cf_instance(run, "d = 200, r* = 5, N = 60, %zu seeds", seeds);
    for (size_t s = 0; s < seeds; s++)
        for (size_t a = 0; a < M; a++)
            solved = solved && cf_sparse_error(&error[a][s], log_alpha[a], cf_run_seed(run) + s, 60);
    if (!cf_hypothesis(run, "every limit was computed", solved ? CF_TRUE : CF_UNKNOWN)) return;
    for (size_t a = 0; a < M; a++) {
        cf_matrix_interval(&mean, &low, &high, error[a], seeds);
        cf_evidence_row(run, "population_error", "log_alpha", log_alpha[a], "mean", mean, "low", low, "high",
                        high, NULL);
        if (a == 0)
            cf_observed(run, "the error at log alpha = -12 is below 0.1", mean, low, high, high < 0.1);
        if (a + 1 == M) break;
        for (size_t s = 0; s < seeds; s++) difference[s] = error[a + 1][s] - error[a][s];
        cf_matrix_interval(&mean, &low, &high, difference, seeds);
        int swapped = cf_run_canary(run) && a + 2 == M;
        cf_observed(run, "the error grows from this log alpha to the next", mean, low, high,
                    swapped ? high < 0.0 : low > 0.0);
    }
}

const cf_claim cf_claim_sparse_rich = {
    .id = "sparse_rich",
    .section = "4",
    .items = "sparse regression;Figure 1(a)",
    .title = "In sparse regression generalisation improves as alpha falls",
    .statement = "At d = 200, r* = 5 and N = 60 (r* log d is 26) the population error ||beta_alpha(infinity) "
                 "- beta*||_2^2 falls, on the average over seeds, as log alpha goes from 3 to -1, -4 and "
                 "-12, and is below 0.1 at the end, 1 being the error of beta = 0.",
    .tex = "\\mathbb E\\|\\beta_\\alpha(\\infty)-\\beta^*\\|_2^2\\ \\text{increases with}\\ \\alpha",
    .domain = "sparse regression of Section 4",
    .checked = "20 seeds (quick), 200 beyond; 3 standard errors",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 10,
    .canary = "the error falls, not grows, from log alpha = -1 to 3",
    .argument = NULL,
    .check = check,
};
