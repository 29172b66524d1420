/* net_test_error_rises.c - Figure 4(a): the test error past the transition. */
#include "verify/net_transition.h"

static void check(cf_run *run) {
    cf_net_transition(run, "the mean of ln(test RMSE at alpha^D = 10 / at 0.1)", 1, 1);
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
