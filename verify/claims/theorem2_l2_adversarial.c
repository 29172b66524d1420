/* theorem2_l2_adversarial.c - the certified limit's squared 2-norm against (1 + epsilon) times the exact
 * least one; theorem2_l2_past shows the check failing past the threshold.
 */
#include "verify/theorem2.h"

static void check(cf_run *run) {
    cf_theorem2_sweep(run, CF_HALF_L2, CF_THRESHOLD_PRINTED, 1, 0, 320);
}

const cf_claim cf_claim_theorem2_l2_adversarial = {
    .id = "theorem2_l2_adversarial",
    .section = "4",
    .items = "Theorem 2",
    .title = "Theorem 2, second half, adversarial instances",
    .statement = "For any 0 < epsilon < d, alpha >= sqrt(2(1 + epsilon)(1 + 2/epsilon)||beta_L2||_2) "
                 "implies ||beta_alpha(infinity)||_2^2 <= (1 + epsilon)||beta_L2||_2^2.",
    .tex = "\\alpha\\ge\\sqrt{2(1+\\epsilon)(1+2/"
           "\\epsilon)\\|\\beta_{L2}\\|_2}\\Rightarrow\\|\\beta_\\alpha(\\infty)\\|_2^2\\le(1+\\epsilon)\\|"
           "\\beta_{L2}\\|_2^2",
    .domain = "X of full row rank, y != 0, 0 < epsilon < d",
    .checked = "adversarial instances: degenerate vertices, duplicated columns, integer and sign "
               "matrices (ties, non-unique beta_L1), columns scaled by 1e+-6, nearly equal rows; N 1 to "
               "10, d 2 to 50, each 20th d = 200 and N to 20; epsilon 1e-3 to d; norms 1e-3 to 1e3; "
               "alpha within 1e-30 of the threshold, 1e-9, 1 and 40 beyond it in log alpha, down to log "
               "alpha = -9e5",
    .uses = "",
    .proof_uses = "lemma3 eq85 eq86_91 eq92_95",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 60,
    .canary = "0.99 + epsilon in place of 1 + epsilon",
    .check = check,
};
