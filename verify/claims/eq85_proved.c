/* eq85_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq85;

/* The statement on the instances of eq85. */
static void check(cf_run *run) {
    cf_claim_eq85.check(run);
}

const cf_claim cf_claim_eq85_proved = {
    .id = "eq85_proved",
    .section = "B",
    .items = "(85)",
    .title = "(85): for all parameters",
    .statement = "Under Theorem 2's hypothesis, for all beta with ||beta||_2 <= (1 + 2 epsilon)||beta_L2||_2: (1 - "
                 "epsilon/(2 + epsilon))||beta||_2^2 <= 4 alpha^4 Q(beta/alpha^2) <= (1 + epsilon/(2 + "
                 "epsilon))||beta||_2^2.",
    .tex = "\\big(1-\\tfrac{\\epsilon}{2+\\epsilon}\\big)\\|\\beta\\|_2^2\\le4\\alpha^4Q(\\beta/\\alpha^2)\\le\\big(1+\\tfrac{\\epsilon}{2+\\epsilon}\\big)\\|\\beta\\|_2^2",
    .domain = "||beta||_2 <= (1 + 2 epsilon)||beta_L2||_2, 0 < epsilon < d",
    .checked = "the statement itself, on the instances of eq85",
    .uses = "theorem2_l2.eq85_left theorem2_l2.eq85_right on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 6,
    .canary = "0.9 * 4 alpha^4 Q on the left; (1 + epsilon/(2 + epsilon))/1.1 on the right",
    .canaries = 2,
    .argument = "docs/bounds.md#theorem2_l2bound",
    .check = check,
};
