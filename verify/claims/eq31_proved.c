/* eq31_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq31;

/* The statement on the instances of eq31. */
static void check(cf_run *run) {
    cf_claim_eq31.check(run);
}

const cf_claim cf_claim_eq31_proved = {
    .id = "eq31_proved",
    .section = "B",
    .items = "(31)",
    .title = "the sum bounded by the largest coordinate: for all parameters",
    .statement = "For alpha < 1, sum_i |beta_i| (1 + ln(|beta_i| + alpha^2)/L) <= ||beta||_1 (1 + max_i "
                 "ln(|beta_i| + alpha^2)/L).",
    .tex = "\\sum_i|\\beta_i|\\Big(1+\\tfrac{\\ln(|\\beta_i|+\\alpha^2)}{L}\\Big)\\le\\|\\beta\\|_1\\Big(1+\\max_i\\tfrac{\\ln(|\\beta_i|+\\alpha^2)}{L}\\Big)",
    .domain = "beta in R^d, 0 < alpha < 1",
    .checked = "the statement itself, on the instances of eq31",
    .uses = "lemma1.eq31_32 lemma1.eq29_30 on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "ln(0.99 (max_i |beta_i| + alpha^2)) on the right; 0.99 max_i |beta_i| in the case of equality",
    .canaries = 2,
    .argument = "docs/bounds.md#lemma1bound",
    .check = check,
};
