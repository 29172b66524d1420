/* eq74_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq74;

/* The statement on the instances of eq74. */
static void check(cf_run *run) {
    cf_claim_eq74.check(run);
}

const cf_claim cf_claim_eq74_proved = {
    .id = "eq74_proved",
    .section = "B",
    .items = "(74)",
    .title = "(74), corrected: for all parameters",
    .statement = "Under Theorem 2's hypothesis: (alpha^2/L) Q(beta/alpha^2) <= (1 + epsilon/(2 + "
                 "epsilon))||beta||_1 for all beta with ||beta||_1 <= (1 + epsilon)||beta_L1||_1, and (1 - "
                 "epsilon/(2 + epsilon))||beta||_1 <= (alpha^2/L) Q(beta/alpha^2) for all beta with ||beta||_1 >= "
                 "(1 + epsilon)||beta_L1||_1.",
    .tex = "\\|\\beta\\|_1\\le(1+\\epsilon)B:\\ "
                 "\\tfrac{\\alpha^2}{L}Q\\le\\big(1+\\tfrac{\\epsilon}{2+\\epsilon}\\big)\\|\\beta\\|_1;\\qquad\\|\\beta\\|_1\\ge(1+\\epsilon)B:\\ "
                 "\\tfrac{\\alpha^2}{L}Q\\ge\\big(1-\\tfrac{\\epsilon}{2+\\epsilon}\\big)\\|\\beta\\|_1",
    .domain = "0 < epsilon < d",
    .checked = "the statement itself, on the instances of eq74",
    .uses = "theorem2_l1.eq74_right theorem2_l1.eq74_left theorem2_l1.alpha_below_sqrt_B lemma1.eq29_30 "
                 "lemma1.eq31_32 lemma1.eq37_38 lemma1.eq39 on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 8,
    .canary = "1.1 (1 - epsilon/(2 + epsilon)) on the left; (1 + epsilon/(2 + epsilon))/1.1 on the right",
    .canaries = 2,
    .argument = "docs/bounds.md#theorem2_l1bound",
    .check = check,
};
