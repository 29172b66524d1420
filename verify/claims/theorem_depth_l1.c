/* theorem_depth_l1.c - the theorem of docs/depth-theory.md on instances, beside Theorem 2's; the evidence
 * keeps the slack. */
#include "verify/depth_blocks.h"

static void check(cf_run *run) {
    cf_depth_theorem_on_blocks(run, 0);
}

const cf_claim cf_claim_theorem_depth_l1 = {
    .id = "theorem_depth_l1",
    .section = "5",
    .items = "alpha polynomial",
    .title = "The polynomial theorem on instances at its threshold",
    .statement = "alpha <= ((2/D) epsilon/(1+epsilon))^(1/(D-2)) ((1+epsilon) ||beta_L1||_1/d)^(1/D) implies "
                 "||beta_{alpha,D}(infinity)||_1 <= (1+epsilon) ||beta_L1||_1.",
    .tex = "\\alpha\\le\\left(\\tfrac2D\\tfrac{\\epsilon}{1+\\epsilon}\\right)^{1/"
           "(D-2)}\\left(\\tfrac{(1+\\epsilon)\\|\\beta_{L1}\\|_1}d\\right)^{1/"
           "D}\\Rightarrow\\|\\beta_{\\alpha,D}\\|_1\\le(1+\\epsilon)\\|\\beta_{L1}\\|_1",
    .domain = "X of full row rank, y, D > 2, epsilon > 0",
    .checked = "112 instances (quick) whose limit is known in closed form, N = 1 to 4, d = 2 to 12, D = "
               "21/10 to 50, epsilon = 1/200 to 3/2, alpha = 2^-20, 1, 2^20, within a few per cent of the "
               "threshold; near-ties of columns among them",
    .uses = "",
    .proof_uses = "theorem_depth_l1_argued",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the right side is 1 % smaller (epsilon = 1/200 is among the instances)",
    .argument = NULL,
    .check = check,
};
