/* eq85_premise_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq85_premise;

/* The statement on the instances of eq85_premise. */
static void check(cf_run *run) {
    cf_claim_eq85_premise.check(run);
}

const cf_claim cf_claim_eq85_premise_proved = {
    .id = "eq85_premise_proved",
    .section = "B",
    .items = "(85)",
    .title = "(85): the hypothesis against alpha_2, corrected: for all parameters",
    .statement = "Theorem 2's hypothesis alpha >= sqrt(2(1 + epsilon)(1 + 2/epsilon)||beta_L2||_2) implies alpha "
                 ">= alpha_2(epsilon/(2 + epsilon), (1 + epsilon)||beta_L2||_2).",
    .tex = "\\alpha\\ge\\alpha_2\\big(\\tfrac{\\epsilon}{2+\\epsilon},(1+\\epsilon)\\|\\beta_{L2}\\|_2\\big)",
    .domain = "0 < epsilon < d",
    .checked = "the statement itself, on the instances of eq85_premise",
    .uses = "theorem2_l2.eq85_premise theorem2_l2.root on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "1.1 (1 + epsilon) in place of 1 + epsilon, at epsilon = 199",
    .argument = "docs/bounds.md#theorem2_l2bound",
    .check = check,
};
