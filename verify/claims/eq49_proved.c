/* eq49_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq49;

/* The statement on the instances of eq49. */
static void check(cf_run *run) {
    cf_claim_eq49.check(run);
}

const cf_claim cf_claim_eq49_proved = {
    .id = "eq49_proved",
    .section = "B",
    .items = "(49)",
    .title = "the ratio bounded below by (46): for all parameters",
    .statement = "alpha^2 q(1/alpha^2)/(sqrt(d) alpha^2 q(1/(sqrt(d) alpha^2))) >= (-1 + ln(1/alpha^2))/(3 sqrt(d) "
                 "alpha^2 - 1 + ln(1/(sqrt(d) alpha^2))), whose denominator is positive.",
    .tex = "\\frac{\\alpha^2q(1/\\alpha^2)}{\\sqrt d\\,\\alpha^2q(1/(\\sqrt "
                 "d\\,\\alpha^2))}\\ge\\frac{-1+\\ln(1/\\alpha^2)}{3\\sqrt d\\,\\alpha^2-1+\\ln(1/(\\sqrt d\\,\\alpha^2))}",
    .domain = "d >= 1, alpha > 0",
    .checked = "the statement itself, on the instances of eq49",
    .uses = "lemma2.eq45 lemma2.eq46 lemma2.eq49_denominator on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "-0.99 in place of -1 in the numerator; 0.99 in place of 3 in the denominator, which is positive "
                 "for every constant above 1",
    .canaries = 2,
    .argument = "docs/bounds.md#lemma2bound",
    .check = check,
};
