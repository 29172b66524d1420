/* Q_l2_order_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_Q_l2_order;

/* The statement on the instances of Q_l2_order. */
static void check(cf_run *run) {
    cf_claim_Q_l2_order.check(run);
}

const cf_claim cf_claim_Q_l2_order_proved = {
    .id = "Q_l2_order_proved",
    .section = "4",
    .items = "Q_alpha for alpha to infinity",
    .title = "Q_alpha becomes the squared l2 norm with the error O(1/alpha^4): for all parameters",
    .statement = "0 <= ||beta||_2^2 - 4 alpha^4 Q_alpha(beta) <= ||beta||_4^4/(48 alpha^4) for all beta and alpha.",
    .tex = "0\\le\\|\\beta\\|_2^2-4\\alpha^4Q_\\alpha(\\beta)\\le\\frac{\\|\\beta\\|_4^4}{48\\alpha^4}",
    .domain = "any beta, alpha > 0",
    .checked = "the statement itself, on the instances of Q_l2_order",
    .uses = "scalar.q_square scalar.q_quartic on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "48 is 48.4",
    .argument = "docs/bounds.md#scalarbound",
    .check = check,
};
