/* net_kernel_regime.c - Figure 4(b): large alpha keeps the tangent features, small alpha leaves them. */
#include "verify/net_transition.h"

static void check(cf_run *run) {
    cf_net_transition(run, "the mean of ln(distance at alpha^D = 10 / at 0.1)", 0, 0);
}

const cf_claim cf_claim_net_kernel_regime = {
    .id = "net_kernel_regime",
    .section = "7",
    .items = "Figure 4(b); gradient distance",
    .title = "The gradient distance of ReLU nets falls as alpha grows",
    .statement = "On ten points of the circle with a teacher of three ReLU units, a fully connected ReLU net "
                 "trained by full gradient descent ends with a tangent feature map whose mean cosine "
                 "distance to the start is smaller at alpha^D = 10 than at alpha^D = 0.1.",
    .tex = "\\mathbb E\\ln\\frac{\\mathrm{dist}(\\alpha^D=10)}{\\mathrm{dist}(\\alpha^D=0.1)}<0",
    .domain = "Section 7, Figure 4(b)",
    .checked =
        "8 seeds, D = 2, 3, 50000 steps at most (quick); 30 seeds, D = 2, 3, 5, 1000000 steps beyond; step "
        "0.01 or 1/trace K; interval of three standard errors of the mean log ratio, paired over seeds",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 40,
    .canary = "it grows",
    .check = check,
};
