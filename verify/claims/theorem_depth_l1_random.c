/* theorem_depth_l1_random.c - the certified limit's l1 norm against (1 + epsilon) times the exact least norm,
 * at depth D. The canary fails where epsilon < 0.01; theorem_depth_l1_past shows the check failing past the
 * threshold. */
#include "verify/theorem2.h"

static void check(cf_run *run) {
    cf_theorem_depth_sweep(run, CF_HALF_L1, 0, 200);
}

const cf_claim cf_claim_theorem_depth_l1_random = {
    .id = "theorem_depth_l1_random",
    .section = "5",
    .items = "alpha polynomial",
    .title = "The polynomial theorem, drawn instances",
    .statement = "alpha <= ((2/D) epsilon/(1+epsilon))^(1/(D-2)) ((1+epsilon) ||beta_L1||_1/d)^(1/D) implies "
                 "||beta_{alpha,D}(infinity)||_1 <= (1 + epsilon) ||beta_L1||_1.",
    .tex = "\\alpha\\le\\left(\\tfrac2D\\tfrac{\\epsilon}{1+\\epsilon}\\right)^{1/"
           "(D-2)}\\left(\\tfrac{(1+\\epsilon)\\|\\beta_{L1}\\|_1}d\\right)^{1/"
           "D}\\Rightarrow\\|\\beta_{\\alpha,D}\\|_1\\le(1+\\epsilon)\\|\\beta_{L1}\\|_1",
    .domain = "X of full row rank, y != 0, 0 < epsilon < d, D > 2",
    .checked =
        "200 instances (quick; 5000 beyond), D = 3, 4, 5, 8, 5/2 by turns; Gaussian, sparse regression and "
        "one-target "
        "instances drawn by seed; N 1 to 10, d 2 to 50, each 20th d = 200 and N to 20; epsilon 1e-3 to d; "
        "norms 1e-3 to 1e3; alpha within 1e-30 of the threshold, 1e-9, 1 and 40 beyond it in log alpha",
    .uses = "",
    .proof_uses = "theorem_depth_l1_argued",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 30,
    .canary = "0.99 + epsilon in place of 1 + epsilon",
    .check = check,
};
