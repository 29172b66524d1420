/* q_at_zero_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_q_at_zero;

/* The statement on the instances of q_at_zero. */
static void check(cf_run *run) {
    cf_claim_q_at_zero.check(run);
}

const cf_claim cf_claim_q_at_zero_proved = {
    .id = "q_at_zero_proved",
    .section = "4",
    .items = "q at 0",
    .title = "q(z) = z^2/4 + O(z^4), with the constant 1/192: for all parameters",
    .statement = "z^2/4 - z^4/192 <= q(z) <= z^2/4 for all z.",
    .tex = "\\frac{z^2}{4}-\\frac{z^4}{192}\\le q(z)\\le\\frac{z^2}{4}",
    .domain = "any z",
    .checked = "the statement itself, on the instances of q_at_zero",
    .uses = "scalar.q_square scalar.q_quartic on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "192 is 193.9",
    .argument = "docs/bounds.md#scalarbound",
    .check = check,
};
