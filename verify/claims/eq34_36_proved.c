/* eq34_36_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq34_36;

/* The statement on the instances of eq34_36. */
static void check(cf_run *run) {
    cf_claim_eq34_36.check(run);
}

const cf_claim cf_claim_eq34_36_proved = {
    .id = "eq34_36_proved",
    .section = "B",
    .items = "(33); (34); (35); (36)",
    .title = "Lemma 1, upper half: for all parameters",
    .statement = "For alpha <= min{1, sqrt(||beta||_1), (2||beta||_1)^(-1/(2 epsilon))}: (alpha^2/L) "
                 "Q(beta/alpha^2) <= ||beta||_1 (1 + ln(||beta||_1 + alpha^2)/L) <= ||beta||_1 (1 + "
                 "ln(2||beta||_1)/L) <= ||beta||_1 (1 + epsilon).",
    .tex = "\\tfrac{\\alpha^2}{L}Q\\le\\|\\beta\\|_1\\Big(1+\\tfrac{\\ln(\\|\\beta\\|_1+\\alpha^2)}{L}\\Big)\\le\\|\\beta\\|_1\\Big(1+\\tfrac{\\ln(2\\|\\beta\\|_1)}{L}\\Big)\\le\\|\\beta\\|_1(1+\\epsilon)",
    .domain = "beta != 0, epsilon > 0, alpha at most the minimum (which makes alpha < 1)",
    .checked = "the statement itself, on the instances of eq34_36",
    .uses = "lemma1.eq29_30 lemma1.eq31_32 lemma1.eq35 lemma1.eq36 on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 6,
    .canary = "0.99 ln(||beta||_1 + alpha^2) in (34); 1.98 ||beta||_1 in (35); 1 + 0.99 epsilon in (36); L > "
                 "0.2 in place of L > 0, which is loose",
    .canaries = 4,
    .argument = "docs/bounds.md#lemma1bound",
    .check = check,
};
