/* eq82_84_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq82_84;

/* The statement on the instances of eq82_84. */
static void check(cf_run *run) {
    cf_claim_eq82_84.check(run);
}

const cf_claim cf_claim_eq82_84_proved = {
    .id = "eq82_84_proved",
    .section = "B",
    .items = "(82); (83); (84)",
    .title = "(82)-(84): for all parameters",
    .statement = "Under Theorem 2's hypothesis, (alpha^2/L)Q(beta_alpha/alpha^2) <= (alpha^2/L)Q(beta_L1/alpha^2) "
                 "<= (1 + e')||beta_L1||_1, and (1 + e')/(1 - e') = 1 + epsilon, e' = epsilon/(2 + epsilon).",
    .tex = "\\tfrac{1}{1-\\epsilon'}\\tfrac{\\alpha^2}{L}Q(\\beta_\\alpha/\\alpha^2)\\le\\tfrac{1}{1-\\epsilon'}\\tfrac{\\alpha^2}{L}Q(\\beta_{L1}/\\alpha^2)\\le\\tfrac{1+\\epsilon'}{1-\\epsilon'}\\|\\beta_{L1}\\|_1=(1+\\epsilon)\\|\\beta_{L1}\\|_1",
    .domain = "0 < epsilon < d",
    .checked = "the statement itself, on the instances of eq82_84",
    .uses = "theorem2_l1.upper theorem2_l1.alpha_below_sqrt_B lemma1.eq29_30 lemma1.eq31_32 on_paper_sums "
                 "kkt_sufficient convergence_zero_error",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 6,
    .canary = "0.99 Q(beta_L1/alpha^2) in (82); (1 + e')/1.1 in (83); 1.01 + epsilon in (84)",
    .canaries = 3,
    .argument = "docs/bounds.md#theorem2_l1bound",
    .check = check,
};
