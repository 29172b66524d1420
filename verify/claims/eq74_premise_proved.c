/* eq74_premise_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq74_premise;

/* The statement on the instances of eq74_premise. */
static void check(cf_run *run) {
    cf_claim_eq74_premise.check(run);
}

const cf_claim cf_claim_eq74_premise_proved = {
    .id = "eq74_premise_proved",
    .section = "B",
    .items = "(74)",
    .title = "(74): the hypothesis against alpha_1, corrected: for all parameters",
    .statement = "Theorem 2's hypothesis alpha <= min{(2(1 + epsilon)B)^(-(2 + epsilon)/(2 epsilon)), "
                 "exp(-d/(epsilon B))}, 0 < epsilon < d, implies alpha <= alpha_1(epsilon/(2 + epsilon), (1 + "
                 "epsilon)B, d).",
    .tex = "\\alpha\\le\\alpha_1\\big(\\tfrac{\\epsilon}{2+\\epsilon},(1+\\epsilon)\\|\\beta_{L1}\\|_1,d\\big)",
    .domain = "B > 0, 0 < epsilon < d",
    .checked = "the statement itself, on the instances of eq74_premise",
    .uses = "theorem2_l1.eq74_premise theorem2_l1.alpha_below_sqrt_B on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "1.01 (1 + epsilon) B",
    .argument = "docs/bounds.md#theorem2_l1bound",
    .check = check,
};
