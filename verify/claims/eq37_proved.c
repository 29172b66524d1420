/* eq37_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq37;

/* The statement on the instances of eq37. */
static void check(cf_run *run) {
    cf_claim_eq37.check(run);
}

const cf_claim cf_claim_eq37_proved = {
    .id = "eq37_proved",
    .section = "B",
    .items = "(37)",
    .title = "lower bound of (alpha^2/L) Q, first step: for all parameters",
    .statement = "For alpha < 1, (alpha^2/L) Q(beta/alpha^2) >= sum_i 2 alpha^2/L - (2 alpha^2 + |beta_i|)/L + "
                 "|beta_i| (1 + ln|beta_i|/L), with 0 ln 0 = 0.",
    .tex = "\\tfrac{\\alpha^2}{L}Q\\ge\\sum_i\\tfrac{2\\alpha^2}{L}-\\tfrac{2\\alpha^2+|\\beta_i|}{L}+|\\beta_i|\\Big(1+\\tfrac{\\ln|\\beta_i|}{L}\\Big)",
    .domain = "beta in R^d, 0 < alpha < 1",
    .checked = "the statement itself, on the instances of eq37",
    .uses = "lemma1.eq37_38 on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "2 alpha^2 + 0.99 |beta_i| in place of 2 alpha^2 + |beta_i|",
    .argument = "docs/bounds.md#lemma1bound",
    .check = check,
};
