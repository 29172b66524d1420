/* eq32_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq32;

/* The statement on the instances of eq32. */
static void check(cf_run *run) {
    cf_claim_eq32.check(run);
}

const cf_claim cf_claim_eq32_proved = {
    .id = "eq32_proved",
    .section = "B",
    .items = "(32)",
    .title = "the largest coordinate bounded by the norm: for all parameters",
    .statement = "For alpha < 1, ||beta||_1 (1 + max_i ln(|beta_i| + alpha^2)/L) <= ||beta||_1 (1 + ln(||beta||_1 "
                 "+ alpha^2)/L).",
    .tex = "\\|\\beta\\|_1\\Big(1+\\max_i\\tfrac{\\ln(|\\beta_i|+\\alpha^2)}{L}\\Big)\\le\\|\\beta\\|_1\\Big(1+\\tfrac{\\ln(\\|\\beta\\|_1+\\alpha^2)}{L}\\Big)",
    .domain = "beta in R^d, 0 < alpha < 1",
    .checked = "the statement itself, on the instances of eq32",
    .uses = "lemma1.eq31_32 lemma1.eq29_30 on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "ln(0.99 (||beta||_1 + alpha^2)) on the right; 0.99 ||beta||_1 in the case of equality",
    .canaries = 2,
    .argument = "docs/bounds.md#lemma1bound",
    .check = check,
};
