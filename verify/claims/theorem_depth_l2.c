/* theorem_depth_l2.c - the theorem of docs/depth-theory.md on instances, beside Theorem 2's; the evidence
 * keeps the slack. */
#include "verify/depth_blocks.h"

static void check(cf_run *run) {
    cf_depth_theorem_on_blocks(run, 1);
}

const cf_claim cf_claim_theorem_depth_l2 = {
    .id = "theorem_depth_l2",
    .section = "5",
    .items = "alpha polynomial",
    .title = "The l2 partner of the polynomial theorem on instances at its threshold",
    .statement = "alpha^D >= (1+e) sqrt(c/e) ||beta_L2||_2, e = min(epsilon, 1), c = (D-1)(3D-4)/(24 D^2), "
                 "implies ||beta_{alpha,D}(infinity)||_2^2 <= (1+epsilon) ||beta_L2||_2^2.",
    .tex = "\\alpha^D\\ge(1+e)\\sqrt{c/"
           "e}\\,\\|\\beta_{L2}\\|_2\\Rightarrow\\|\\beta_{\\alpha,D}\\|_2^2\\le(1+\\epsilon)\\|\\beta_{L2}"
           "\\|_2^2",
    .domain = "X of full row rank, y, D > 2, epsilon > 0",
    .checked = "112 instances (quick) whose limit is known in closed form, N = 1 to 4, d = 2 to 12, D = "
               "21/10 to 50, epsilon = 1/200 to 3/2, alpha = 2^-20, 1, 2^20, within a few per cent of the "
               "threshold; near-ties of columns among them",
    .uses = "",
    .proof_uses = "theorem_depth_l2_argued",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the right side is 1 % smaller (epsilon = 1/200 is among the instances)",
    .argument = NULL,
    .check = check,
};
