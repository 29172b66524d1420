/* eq41_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq41;

/* The statement on the instances of eq41. */
static void check(cf_run *run) {
    cf_claim_eq41.check(run);
}

const cf_claim cf_claim_eq41_proved = {
    .id = "eq41_proved",
    .section = "B",
    .items = "(41)",
    .title = "Lemma 1, lower half: for all parameters",
    .statement = "For alpha <= exp(-d/(2 epsilon ||beta||_1)): (alpha^2/L) Q(beta/alpha^2) >= ||beta||_1 - d/L >= "
                 "||beta||_1 (1 - epsilon).",
    .tex = "\\tfrac{\\alpha^2}{L}Q(\\beta/\\alpha^2)\\ge\\|\\beta\\|_1-\\tfrac dL\\ge\\|\\beta\\|_1(1-\\epsilon)",
    .domain = "beta != 0, epsilon > 0",
    .checked = "the statement itself, on the instances of eq41",
    .uses = "lemma1.eq37_38 lemma1.eq39 lemma1.eq41 on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 6,
    .canary = "1 - 0.99 epsilon in place of 1 - epsilon; 0.99 d/L in place of d/L in the middle",
    .canaries = 2,
    .argument = "docs/bounds.md#lemma1bound",
    .check = check,
};
