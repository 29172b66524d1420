/* eq86_91_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq86_91;

/* The statement on the instances of eq86_91. */
static void check(cf_run *run) {
    cf_claim_eq86_91.check(run);
}

const cf_claim cf_claim_eq86_91_proved = {
    .id = "eq86_91_proved",
    .section = "B",
    .items = "(86); (87); (88); (89); (90); (91); far beta excluded",
    .title = "(86)-(91), read with squares, and the convexity step: for all parameters",
    .statement = "Under Theorem 2's hypothesis, for feasible beta with ||beta||_2^2 = (1 + 2 "
                 "epsilon)||beta_L2||_2^2: 4 alpha^4 Q(beta/alpha^2) >= (1 - e')||beta||_2^2 = (1 - e')(1 + 2 "
                 "epsilon)||beta_L2||_2^2 >= ((1 - e')/(1 + e'))(1 + 2 epsilon) 4 alpha^4 Q(beta_L2/alpha^2) = ((1 "
                 "+ 2 epsilon)/(1 + epsilon)) 4 alpha^4 Q(beta_L2/alpha^2) > 4 alpha^4 Q(beta_L2/alpha^2) >= 4 "
                 "alpha^4 Q(beta_alpha/alpha^2), e' = epsilon/(2 + epsilon); and a feasible beta farther out has a "
                 "larger Q still.",
    .tex = "4\\alpha^4Q(\\beta/\\alpha^2)\\ge(1-\\epsilon')\\|\\beta\\|_2^2\\ge\\tfrac{1-\\epsilon'}{1+\\epsilon'}(1+2\\epsilon)4\\alpha^4Q(\\beta_{L2}/\\alpha^2)=\\tfrac{1+2\\epsilon}{1+\\epsilon}4\\alpha^4Q(\\beta_{L2}/\\alpha^2)>4\\alpha^4Q(\\beta_\\alpha/\\alpha^2)",
    .domain = "X beta = y, ||beta||_2^2 = (1 + 2 epsilon)||beta_L2||_2^2, 0 < epsilon < d",
    .checked = "the statement itself, on the instances of eq86_91",
    .uses = "theorem2_l2.eq85_left theorem2_l2.eq85_right theorem2_l2.eq90 on_paper_sums on_paper_jensen "
                 "kkt_sufficient convergence_zero_error",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 8,
    .canary = "one a line: 1.1 (1 - e') in (86); beta_L2 + n/100 in (87); (1 + e')/1.1 in (88); 1/(1.01 + "
                 "epsilon) in (89); 0.9 (1 + 2 epsilon) in (90); 0.99 Q(beta_L2/alpha^2) in (91); beta 0.99 times "
                 "as far out",
    .canaries = 7,
    .argument = "docs/bounds.md#theorem2_l2bound",
    .check = check,
};
