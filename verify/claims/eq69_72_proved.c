/* eq69_72_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq69_72;

/* The statement on the instances of eq69_72. */
static void check(cf_run *run) {
    cf_claim_eq69_72.check(run);
}

const cf_claim cf_claim_eq69_72_proved = {
    .id = "eq69_72_proved",
    .section = "B",
    .items = "(69); (70); (71); (72)",
    .title = "4 alpha^4 Q against the square of the norm: for all parameters",
    .statement = "|4 alpha^4 Q(beta/alpha^2) - ||beta||_2^2| <= 4 alpha^4 sum_i |phi(beta_i) - beta_i^2/(4 "
                 "alpha^4)| <= sum_i beta_i^2 (beta_i^4 + 2 alpha^4 beta_i^2)/(96 alpha^8) <= ||beta||_2^2 max_i "
                 "(beta_i^4 + 2 alpha^4 beta_i^2)/(96 alpha^8).",
    .tex = "\\big|4\\alpha^4Q-\\|\\beta\\|_2^2\\big|\\le4\\alpha^4\\sum_i\\Big|\\varphi(\\beta_i)-\\tfrac{\\beta_i^2}{4\\alpha^4}\\Big|\\le\\sum_i\\beta_i^2\\tfrac{\\beta_i^4+2\\alpha^4\\beta_i^2}{96\\alpha^8}\\le\\|\\beta\\|_2^2\\max_i\\tfrac{\\beta_i^4+2\\alpha^4\\beta_i^2}{96\\alpha^8}",
    .domain = "beta in R^d, alpha > 0",
    .checked = "the statement itself, on the instances of eq69_72",
    .uses = "lemma3.eq68 lemma3.eq71_72 on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 8,
    .canary = "1.98 alpha^4 in place of 2 alpha^4 in (71); 0.99 times (72); 0.99 max in (71) = (72); "
                 "phi(beta_i) < 0.99 beta_i^2/(4 alpha^4)",
    .canaries = 4,
    .argument = "docs/bounds.md#lemma3bound",
    .check = check,
};
