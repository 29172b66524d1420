/* eq75_80_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq75_80;

/* The statement on the instances of eq75_80. */
static void check(cf_run *run) {
    cf_claim_eq75_80.check(run);
}

const cf_claim cf_claim_eq75_80_proved = {
    .id = "eq75_80_proved",
    .section = "B",
    .items = "(75); (76); (77); (78); (79); (80); far beta excluded",
    .title = "(75)-(80) and the convexity step: for all parameters",
    .statement = "Under Theorem 2's hypothesis, for feasible beta with ||beta||_1 = (1 + 2 epsilon)||beta_L1||_1: "
                 "(alpha^2/L)Q(beta/alpha^2) >= (1 - e')||beta||_1 = (1 - e')(1 + 2 epsilon)||beta_L1||_1 >= ((1 - "
                 "e')/(1 + e'))(1 + 2 epsilon)(alpha^2/L)Q(beta_L1/alpha^2) = ((1 + 2 epsilon)/(1 + "
                 "epsilon))(alpha^2/L)Q(beta_L1/alpha^2) > (alpha^2/L)Q(beta_L1/alpha^2) >= "
                 "(alpha^2/L)Q(beta_alpha/alpha^2), e' = epsilon/(2 + epsilon); and a feasible beta farther out "
                 "has a larger Q still.",
    .tex = "\\tfrac{\\alpha^2}{L}Q(\\beta/\\alpha^2)\\ge(1-\\epsilon')\\|\\beta\\|_1\\ge\\tfrac{1-\\epsilon'}{1+\\epsilon'}(1+2\\epsilon)\\tfrac{\\alpha^2}{L}Q(\\beta_{L1}/\\alpha^2)=\\tfrac{1+2\\epsilon}{1+\\epsilon}\\tfrac{\\alpha^2}{L}Q(\\beta_{L1}/\\alpha^2)>\\tfrac{\\alpha^2}{L}Q(\\beta_\\alpha/\\alpha^2)",
    .domain = "X beta = y, ||beta||_1 = (1 + 2 epsilon)||beta_L1||_1, 0 < epsilon < d",
    .checked = "the statement itself, on the instances of eq75_80",
    .uses = "theorem2_l1.eq75 theorem2_l1.eq79 theorem2_l1.upper lemma1.eq29_30 lemma1.eq31_32 lemma1.eq37_38 "
                 "lemma1.eq39 theorem2_l1.alpha_below_sqrt_B on_paper_sums on_paper_jensen kkt_sufficient "
                 "convergence_zero_error",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 8,
    .canary = "one a line: 1.1 (1 - e') in (75); 1.01 + 2 epsilon in (76); (1 + e')/1.1 in (77); 1/(1.01 + "
                 "epsilon) in (78); 0.9 (1 + 2 epsilon) in (79); 0.99 Q(beta_L1/alpha^2) in (80); beta 0.99 times "
                 "as far out",
    .canaries = 7,
    .argument = "docs/bounds.md#theorem2_l1bound",
    .check = check,
};
