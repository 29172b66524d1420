/* theorem2_l1_adversarial.c - the certified limit's l1 norm against (1 + epsilon) times the exact least norm.
 * The canary fails where epsilon < 0.01; that the check also sees a failure of the theorem's own conclusion
 * is theorem2_l1_past.
 */
#include "verify/theorem2.h"

static void check(cf_run *run) {
    cf_theorem2_sweep(run, CF_HALF_L1, CF_THRESHOLD_PRINTED, 1, 0, 320);
}

const cf_claim cf_claim_theorem2_l1_adversarial = {
    .id = "theorem2_l1_adversarial",
    .section = "4",
    .items = "Theorem 2",
    .title = "Theorem 2, first half, adversarial instances",
    .statement = "For any 0 < epsilon < d, alpha <= min{(2(1 + epsilon)||beta_L1||_1)^(-(2 + epsilon)/(2 "
                 "epsilon)), exp(-d/(epsilon ||beta_L1||_1))} implies ||beta_alpha(infinity)||_1 <= (1 + "
                 "epsilon)||beta_L1||_1.",
    .tex = "\\alpha\\le\\min\\{(2(1+\\epsilon)\\|\\beta_{L1}\\|_1)^{-\\frac{2+\\epsilon}{2\\epsilon}},e^{-d/"
           "(\\epsilon\\|\\beta_{L1}\\|_1)}\\}\\Rightarrow\\|\\beta_\\alpha(\\infty)\\|_1\\le(1+\\epsilon)\\|"
           "\\beta_{L1}\\|_1",
    .domain = "X of full row rank, y != 0, 0 < epsilon < d",
    .checked = "adversarial instances: degenerate vertices, duplicated columns, integer and sign "
               "matrices (ties, non-unique beta_L1), columns scaled by 1e+-6, nearly equal rows; N 1 to "
               "10, d 2 to 50, each 20th d = 200 and N to 20; epsilon 1e-3 to d; norms 1e-3 to 1e3; "
               "alpha within 1e-30 of the threshold, 1e-9, 1 and 40 beyond it in log alpha, down to log "
               "alpha = -9e5",
    .uses = "",
    .proof_uses = "lemma1 eq75_80 eq81 eq82_84",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 60,
    .canary = "0.99 + epsilon in place of 1 + epsilon",
    .check = check,
};
