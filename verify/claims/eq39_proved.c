/* eq39_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq39;

/* The statement on the instances of eq39. */
static void check(cf_run *run) {
    cf_claim_eq39.check(run);
}

const cf_claim cf_claim_eq39_proved = {
    .id = "eq39_proved",
    .section = "B",
    .items = "(39); ln x >= 1 - 1/x",
    .title = "ln x >= 1 - 1/x and its use: for all parameters",
    .statement = "For x > 0, ln x >= 1 - 1/x; hence for alpha < 1, sum_i |beta_i| (1 + (ln|beta_i| - 1)/L) >= "
                 "sum_i |beta_i| - 1/L.",
    .tex = "\\ln "
                 "x\\ge1-\\tfrac1x,\\qquad\\sum_i|\\beta_i|\\Big(1+\\tfrac{\\ln|\\beta_i|-1}{L}\\Big)\\ge\\sum_i|\\beta_i|-\\tfrac1L",
    .domain = "x > 0; beta in R^d, 0 < alpha < 1",
    .checked = "the statement itself, on the instances of eq39",
    .uses = "scalar.log lemma1.eq39 on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "1.01 - 1/x <= ln x; 0.99/L in place of 1/L; 0.99 d in place of d in the case of equality",
    .canaries = 3,
    .argument = "docs/bounds.md#lemma1bound",
    .check = check,
};
