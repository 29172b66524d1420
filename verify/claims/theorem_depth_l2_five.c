/* theorem_depth_l2_five.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_theorem_depth_l2;

/* The statement on the instances of theorem_depth_l2. */
static void check(cf_run *run) {
    cf_claim_theorem_depth_l2.check(run);
}

const cf_claim cf_claim_theorem_depth_l2_five = {
    .id = "theorem_depth_l2_five",
    .section = "5",
    .items = "alpha polynomial",
    .title = "the theorem at the five depths 3, 4, 5, 6, 8, from bounds in q_D itself",
    .statement = "At D = 3, 4, 5, 6, 8: alpha^D >= (1+e) sqrt(c/e) ||beta_L2||_2, e = min(epsilon, 1), c = (D-1)(3D-4)/(24 D^2), implies "
                 "||beta_{alpha,D}(infinity)||_2^2 <= (1+epsilon) ||beta_L2||_2^2.",
    .tex = "\\alpha^D\\ge(1+e)\\sqrt{c/e}\\,\\|\\beta_{L2}\\|_2\\Rightarrow\\|\\beta_{\\alpha,D}\\|_2^2\\le(1+\\epsilon)\\|\\beta_{L2}\\|_2^2",
    .domain = "D = 3, 4, 5, 6, 8; X of full row rank, epsilon > 0",
    .checked = "the statement itself, on the instances of theorem_depth_l2",
    .uses = "depth_theorem.l2.D3 depth_theorem.l2.D4 depth_theorem.l2.D5 depth_theorem.l2.D6 "
                 "depth_theorem.l2.D8 depth.q_square.D3 depth.q_square.D4 depth.q_square.D5 depth.q_square.D6 "
                 "depth.q_square.D8 depth.h_star.D3 depth.h_star.D4 depth.h_star.D5 depth.h_star.D6 "
                 "depth.h_star.D8 depth.h_increasing.D3 depth.h_increasing.D4 depth.h_increasing.D5 "
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
