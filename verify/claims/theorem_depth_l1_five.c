/* theorem_depth_l1_five.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_theorem_depth_l1;

/* The statement on the instances of theorem_depth_l1. */
static void check(cf_run *run) {
    cf_claim_theorem_depth_l1.check(run);
}

const cf_claim cf_claim_theorem_depth_l1_five = {
    .id = "theorem_depth_l1_five",
    .section = "5",
    .items = "alpha polynomial",
    .title = "the theorem at the five depths 3, 4, 5, 6, 8, from bounds in q_D itself",
    .statement = "At D = 3, 4, 5, 6, 8: alpha <= ((2/D) epsilon/(1+epsilon))^(1/(D-2)) ((1+epsilon) ||beta_L1||_1/d)^(1/D) implies "
                 "||beta_{alpha,D}(infinity)||_1 <= (1+epsilon) ||beta_L1||_1.",
    .tex = "\\alpha\\le\\left(\\tfrac2D\\tfrac{\\epsilon}{1+\\epsilon}\\right)^{1/(D-2)}\\left(\\tfrac{(1+\\epsilon)\\|\\beta_{L1}\\|_1}d\\right)^{1/D}\\Rightarrow\\|\\beta_{\\alpha,D}\\|_1\\le(1+\\epsilon)\\|\\beta_{L1}\\|_1",
    .domain = "D = 3, 4, 5, 6, 8; X of full row rank, epsilon > 0",
    .checked = "the statement itself, on the instances of theorem_depth_l1",
    .uses = "depth_theorem.l1.D3 depth_theorem.l1.D4 depth_theorem.l1.D5 depth_theorem.l1.D6 "
                 "depth_theorem.l1.D8 depth.q_linear.D3 depth.q_linear.D4 depth.q_linear.D5 depth.q_linear.D6 "
                 "depth.q_linear.D8 depth.h_increasing.D3 depth.h_increasing.D4 depth.h_increasing.D5 "
                 "depth.h_increasing.D6 depth.h_increasing.D8 on_paper_monotone on_paper_jensen on_paper_sums "
                 "depth_kkt depth_zero_error",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the right side is 1 % smaller (epsilon = 1/200 is among the instances)",
    .argument = "docs/bounds.md#depth_theorembound",
    .check = check,
};
