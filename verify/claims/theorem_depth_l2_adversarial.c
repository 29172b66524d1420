/* theorem_depth_l2_adversarial.c - the certified limit's squared 2-norm against (1 + epsilon) times the exact
 * least one, at depth D. The canary fails where epsilon < 0.01; theorem_depth_l2_past shows the check failing
 * past the threshold. */
#include "verify/theorem2.h"

static void check(cf_run *run) {
    cf_theorem_depth_sweep(run, CF_HALF_L2, 1, 160);
}

const cf_claim cf_claim_theorem_depth_l2_adversarial = {
    .id = "theorem_depth_l2_adversarial",
    .section = "5",
    .items = "alpha polynomial",
    .title = "The polynomial theorem's l2 partner, adversarial instances",
    .statement = "alpha^D >= (1+e) sqrt(c/e) ||beta_L2||_2, e = min(epsilon, 1), c = (D-1)(3D-4)/(24 D^2), "
                 "implies ||beta_{alpha,D}(infinity)||_2^2 <= (1 + epsilon) ||beta_L2||_2^2.",
    .tex = "\\alpha^D\\ge(1+e)\\sqrt{c/"
           "e}\\,\\|\\beta_{L2}\\|_2\\Rightarrow\\|\\beta_{\\alpha,D}\\|_2^2\\le(1+\\epsilon)\\|\\beta_{L2}"
           "\\|_2^2",
    .domain = "X of full row rank, y != 0, 0 < epsilon < d, D > 2",
    .checked =
        "160 instances (quick; 4000 beyond), D = 3, 4, 5, 8, 5/2 by turns; adversarial instances: degenerate "
        "vertices, "
        "duplicated columns, integer and sign matrices (ties, non-unique beta_L1), columns scaled by 1e+-6, "
        "nearly equal rows; N 1 to 10, d 2 to 50, each 20th d = 200 and N to 20; epsilon 1e-3 to d; norms "
        "1e-3 to 1e3; alpha within 1e-30 of the threshold, 1e-9, 1 and 40 beyond it in log alpha",
    .uses = "",
    .proof_uses = "theorem_depth_l2_argued",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 30,
    .canary = "0.99 + epsilon in place of 1 + epsilon",
    .check = check,
};
