/* eq57_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq57;

/* The statement on the instances of eq57. */
static void check(cf_run *run) {
    cf_claim_eq57.check(run);
}

const cf_claim cf_claim_eq57_proved = {
    .id = "eq57_proved",
    .section = "B",
    .items = "(57)",
    .title = "Lemma 2 at its own alpha: for all parameters",
    .statement = "At alpha = d^(-1/4 - 1/(8 epsilon)), d >= max{e, 12^(4 epsilon)}: Q(e_1/alpha^2)/||e_1||_1 >= (1 "
                 "+ epsilon) Q(1_d/(sqrt(d) alpha^2))/||1_d/sqrt(d)||_1.",
    .tex = "\\frac{Q(e_1/\\alpha^2)}{\\|e_1\\|_1}\\ge(1+\\epsilon)\\frac{Q(1_d/(\\sqrt d\\,\\alpha^2))}{\\|1_d/\\sqrt "
                 "d\\|_1}",
    .domain = "epsilon > 0, d >= max{e, 12^(4 epsilon)}",
    .checked = "the statement itself, on the instances of eq57",
    .uses = "lemma2_sharp_proved on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "1.01 + epsilon in place of 1 + epsilon",
    .argument = "docs/bounds.md#lemma2bound",
    .check = check,
};
