/* theorem_depth_l2_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_theorem_depth_l2;

/* The statement on the instances of theorem_depth_l2. */
static void check(cf_run *run) {
    cf_claim_theorem_depth_l2.check(run);
}

const cf_claim cf_claim_theorem_depth_l2_proved = {
    .id = "theorem_depth_l2_proved",
    .section = "5",
    .items = "alpha polynomial",
    .title = "The l2 partner of the polynomial theorem on instances at its threshold: for all parameters",
    .statement = "alpha^D >= (1+e) sqrt(c/e) ||beta_L2||_2, e = min(epsilon, 1), c = (D-1)(3D-4)/(24 D^2), implies "
                 "||beta_{alpha,D}(infinity)||_2^2 <= (1+epsilon) ||beta_L2||_2^2.",
    .tex = "\\alpha^D\\ge(1+e)\\sqrt{c/e}\\,\\|\\beta_{L2}\\|_2\\Rightarrow\\|\\beta_{\\alpha,D}\\|_2^2\\le(1+\\epsilon)\\|\\beta_{L2}\\|_2^2",
    .domain = "X of full row rank, y, D > 2, epsilon > 0",
    .checked = "the statement itself, on the instances of theorem_depth_l2",
    .uses = "depth.sinh_upper depth.sinh_lower depth.log_cosh depth.weight_to_cubic depth.h_star "
                 "depth.h_slope depth_theorem.l2_end on_paper_monotone on_paper_jensen on_paper_sums depth_kkt "
                 "depth_zero_error",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the right side is 1 % smaller (epsilon = 1/200 is among the instances)",
    .argument = "docs/bounds.md#depth_theorembound",
    .check = check,
};
