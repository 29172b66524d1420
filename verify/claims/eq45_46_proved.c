/* eq45_46_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq45_46;

/* The statement on the instances of eq45_46. */
static void check(cf_run *run) {
    cf_claim_eq45_46.check(run);
}

const cf_claim cf_claim_eq45_46_proved = {
    .id = "eq45_46_proved",
    .section = "B",
    .items = "(45); (46)",
    .title = "q between two logarithmic bounds: for all parameters",
    .statement = "For c > 0: -1 + ln(1/(c alpha^2)) <= c alpha^2 q(1/(c alpha^2)) <= 3 c alpha^2 - 1 + ln(1/(c "
                 "alpha^2)).",
    .tex = "-1+\\ln\\tfrac1{c\\alpha^2}\\le "
                 "c\\alpha^2q\\big(\\tfrac1{c\\alpha^2}\\big)\\le3c\\alpha^2-1+\\ln\\tfrac1{c\\alpha^2}",
    .domain = "c > 0, alpha > 0",
    .checked = "the statement itself, on the instances of eq45_46",
    .uses = "lemma2.eq45 lemma2.eq46 on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "-0.99 in place of -1 in the lower bound; -1.01 in the upper",
    .canaries = 2,
    .argument = "docs/bounds.md#lemma2bound",
    .check = check,
};
