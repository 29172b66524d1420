/* h_increasing_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_h_increasing;

/* The statement on the instances of h_increasing. */
static void check(cf_run *run) {
    cf_claim_h_increasing.check(run);
}

const cf_claim cf_claim_h_increasing_proved = {
    .id = "h_increasing_proved",
    .section = "C",
    .items = "h_D increasing",
    .title = "h_D increases from -infinity to infinity: for all parameters",
    .statement = "On (-1, 1) h_D is odd and increasing, with h_D'(s) >= 2p, p = D/(D-2), and h_D(s) between "
                 "(1-s)^(-p) - 1 and (1-s)^(-p) for s in [0, 1): it has the range (-infinity, infinity).",
    .tex = "h_D'(s)\\ge 2p,\\quad (1-s)^{-p}-1\\le h_D(s)\\le(1-s)^{-p}",
    .domain = "any D > 2",
    .checked = "the statement itself, on the instances of h_increasing",
    .uses = "depth.h_slope depth.h_range on_paper_monotone",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the derivative is at least 2.02 p; h_D(s) < 0.99 (1-s)^(-p); (1-s)^(-p) - 0.99 <= h_D(s)",
    .canaries = 3,
    .argument = "docs/bounds.md#depthbound",
    .check = check,
};
