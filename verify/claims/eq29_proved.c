/* eq29_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq29;

/* The statement on the instances of eq29. */
static void check(cf_run *run) {
    cf_claim_eq29.check(run);
}

const cf_claim cf_claim_eq29_proved = {
    .id = "eq29_proved",
    .section = "B",
    .items = "(29)",
    .title = "upper bound of (alpha^2/L) Q, first step: for all parameters",
    .statement = "For alpha < 1, (alpha^2/L) Q(beta/alpha^2) <= sum_i 2 alpha^2/L - 2 alpha^2/L + |beta_i| (1 + "
                 "ln(|beta_i|/2 + alpha^2 + |beta_i|/2)/L).",
    .tex = "\\tfrac{\\alpha^2}{L}Q\\le\\sum_i\\tfrac{2\\alpha^2}{L}-\\tfrac{2\\alpha^2}{L}+|\\beta_i|\\Big(1+\\tfrac{\\ln(|\\beta_i|/2+\\alpha^2+|\\beta_i|/2)}{L}\\Big)",
    .domain = "beta in R^d, 0 < alpha < 1",
    .checked = "the statement itself, on the instances of eq29",
    .uses = "lemma1.eq29_30 on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "2.02 alpha^2 in place of the second 2 alpha^2",
    .argument = "docs/bounds.md#lemma1bound",
    .check = check,
};
