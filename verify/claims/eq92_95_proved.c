/* eq92_95_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq92_95;

/* The statement on the instances of eq92_95. */
static void check(cf_run *run) {
    cf_claim_eq92_95.check(run);
}

const cf_claim cf_claim_eq92_95_proved = {
    .id = "eq92_95_proved",
    .section = "B",
    .items = "(92); (93); (94); (95)",
    .title = "(92)-(95): for all parameters",
    .statement = "Under Theorem 2's hypothesis, ||beta_alpha||_2^2 <= (1 - e')^(-1) 4 alpha^4 "
                 "Q(beta_alpha/alpha^2) <= (1 - e')^(-1) 4 alpha^4 Q(beta_L2/alpha^2) <= ((1 + e')/(1 - "
                 "e'))||beta_L2||_2^2 = (1 + epsilon)||beta_L2||_2^2, e' = epsilon/(2 + epsilon).",
    .tex = "\\|\\beta_\\alpha\\|_2^2\\le\\tfrac1{1-\\epsilon'}4\\alpha^4Q(\\beta_\\alpha/\\alpha^2)\\le\\tfrac1{1-\\epsilon'}4\\alpha^4Q(\\beta_{L2}/\\alpha^2)\\le\\tfrac{1+\\epsilon'}{1-\\epsilon'}\\|\\beta_{L2}\\|_2^2=(1+\\epsilon)\\|\\beta_{L2}\\|_2^2",
    .domain = "0 < epsilon < d",
    .checked = "the statement itself, on the instances of eq92_95",
    .uses = "theorem2_l2.eq85_left theorem2_l2.eq85_right theorem2_l2_proved on_paper_sums kkt_sufficient "
                 "convergence_zero_error",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 6,
    .canary = "(1 - e')^(-1)/1.1 in (92); 0.99 Q(beta_L2/alpha^2) in (93); (1 + e')/1.1 in (94); 1.01 + epsilon "
                 "in (95)",
    .canaries = 4,
    .argument = "docs/bounds.md#theorem2_l2bound",
    .check = check,
};
