/* theorem_depth_l1_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_theorem_depth_l1;

/* The statement on the instances of theorem_depth_l1. */
static void check(cf_run *run) {
    cf_claim_theorem_depth_l1.check(run);
}

const cf_claim cf_claim_theorem_depth_l1_proved = {
    .id = "theorem_depth_l1_proved",
    .section = "5",
    .items = "alpha polynomial",
    .title = "The polynomial theorem on instances at its threshold: for all parameters",
    .statement = "alpha <= ((2/D) epsilon/(1+epsilon))^(1/(D-2)) ((1+epsilon) ||beta_L1||_1/d)^(1/D) implies "
                 "||beta_{alpha,D}(infinity)||_1 <= (1+epsilon) ||beta_L1||_1.",
    .tex = "\\alpha\\le\\left(\\tfrac2D\\tfrac{\\epsilon}{1+\\epsilon}\\right)^{1/(D-2)}\\left(\\tfrac{(1+\\epsilon)\\|\\beta_{L1}\\|_1}d\\right)^{1/D}\\Rightarrow\\|\\beta_{\\alpha,D}\\|_1\\le(1+\\epsilon)\\|\\beta_{L1}\\|_1",
    .domain = "X of full row rank, y, D > 2, epsilon > 0",
    .checked = "the statement itself, on the instances of theorem_depth_l1",
    .uses = "depth.power_lower depth.h_slope depth.h_range on_paper_monotone on_paper_jensen on_paper_sums "
                 "depth_kkt depth_zero_error",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the right side is 1 % smaller (epsilon = 1/200 is among the instances)",
    .argument = "docs/bounds.md#depth_theorembound",
    .check = check,
};
