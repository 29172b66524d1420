/* net_test_error_rises.c - Figure 4(a): the test error past the transition. */
#include "verify/claim.h"
#include "verify/synthetic.h"
#include <math.h>

static void check(cf_run *run) {
    int quick = cf_run_tier(run) == CF_TIER_QUICK;
    size_t seeds = quick ? 8 : 30;
    for (size_t depth = 2; depth <= (quick ? 3 : 5); depth += depth == 3 ? 2 : 1) {
        cf_synthetic small = {.N = 10,
                              .width = 30,
                              .depth = depth,
                              .step = 0.01,
                              .stop_loss = 1e-9,
                              .most = quick ? 50000 : 1000000},
                     large = small;
        small.log_alpha = log(0.1) / (double)depth, large.log_alpha = log(10) / (double)depth;
        cf_synthetic_ratio ratio;
        cf_instance(run, "D = %zu, 30 units, 10 points, %zu seeds, at most %llu steps", depth, seeds,
                    (unsigned long long)small.most);
        cf_status status = cf_synthetic_compare(&ratio, small, large, cf_run_seed(run), seeds);
        if (!cf_hypothesis(run, "no run diverged",
                           status == CF_OK && ratio.n == seeds ? CF_TRUE : CF_UNKNOWN))
            return;
        double low = ratio.rmse - 3 * ratio.rmse_error, high = ratio.rmse + 3 * ratio.rmse_error;
        cf_evidence_row(run, "log_ratio", "depth", (double)depth, "mean", ratio.rmse, "standard_error",
                        ratio.rmse_error, NULL);
        cf_observed(run, "the mean of ln(test RMSE at alpha^D = 10 / at 0.1)", ratio.rmse, low, high,
                    cf_run_canary(run) ? high < 0 : low > 0);
    }
}

const cf_claim cf_claim_net_test_error_rises = {
    .id = "net_test_error_rises",
    .section = "7",
    .items = "Figure 4(a)",
    .title = "The test error of ReLU nets rises from small alpha to large",
    .statement =
        "On ten points of the circle with a teacher of three ReLU units, the test RMSE of a fully connected "
        "ReLU net trained by full gradient descent is larger at alpha^D = 10 than at alpha^D = 0.1.",
    .tex = "\\mathbb E\\ln\\frac{\\mathrm{RMSE}(\\alpha^D=10)}{\\mathrm{RMSE}(\\alpha^D=0.1)}>0",
    .domain = "Section 7, Figure 4(a)",
    .checked =
        "8 seeds, D = 2, 3, 50000 steps at most (quick); 30 seeds, D = 2, 3, 5, 1000000 steps beyond; step "
        "0.01 or 1/trace K; interval of three standard errors of the mean log ratio, paired over seeds",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 40,
    .canary = "it falls",
    .check = check,
};
