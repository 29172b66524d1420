/* Q_l1_order_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_Q_l1_order;

/* The statement on the instances of Q_l1_order. */
static void check(cf_run *run) {
    cf_claim_Q_l1_order.check(run);
}

const cf_claim cf_claim_Q_l1_order_proved = {
    .id = "Q_l1_order_proved",
    .section = "4",
    .items = "Q_alpha for alpha to 0",
    .title = "Q_alpha becomes the l1 norm with the error Theta(1/L): for all parameters",
    .statement = "With L = ln(1/alpha^2) and alpha^2 <= the least non-zero |beta_i|: 0 <= alpha^2 Q_alpha(beta) - "
                 "L ||beta||_1 - sum |beta_i| (ln|beta_i| - 1) <= 2 alpha^2 #{beta_i != 0}. So (alpha^2/L) "
                 "Q_alpha(beta) = ||beta||_1 + o(1), the o(1) being of the exact order 1/L (unless the sum "
                 "vanishes); L ||beta||_1 itself is missed by O(1), not o(1).",
    .tex = "\\alpha^2Q_\\alpha(\\beta)=L\\|\\beta\\|_1+\\sum_i|\\beta_i|(\\ln|\\beta_i|-1)+O(\\alpha^2)",
    .domain = "any beta; alpha small against its entries",
    .checked = "the statement itself, on the instances of Q_l1_order",
    .uses = "scalar.q_infinity_lower scalar.q_infinity_upper on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "ln|beta_i| - 1.01",
    .argument = "docs/bounds.md#scalarbound",
    .check = check,
};
