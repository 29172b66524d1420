/* theorem2_l2_unsquared.c - the other reading of the print; it follows from the squared one, since sqrt(1 +
 * epsilon) <= 1 + epsilon, and is checked as (1 + epsilon)^2 on the squares.
 */
#include "verify/theorem2.h"

static void check(cf_run *run) {
    cf_theorem2_sweep(run, CF_HALF_L2, CF_THRESHOLD_PRINTED, 0, 1, 120);
}

const cf_claim cf_claim_theorem2_l2_unsquared = {
    .id = "theorem2_l2_unsquared",
    .section = "4",
    .items = "Theorem 2",
    .title = "Theorem 2, second half, read without squares",
    .statement = "For any 0 < epsilon < d, alpha >= sqrt(2(1 + epsilon)(1 + 2/epsilon)||beta_L2||_2) "
                 "implies ||beta_alpha(infinity)||_2 <= (1 + epsilon)||beta_L2||_2.",
    .tex = "\\alpha\\ge\\sqrt{2(1+\\epsilon)(1+2/"
           "\\epsilon)\\|\\beta_{L2}\\|_2}\\Rightarrow\\|\\beta_\\alpha(\\infty)\\|_2\\le(1+\\epsilon)\\|"
           "\\beta_{L2}\\|_2",
    .domain = "X of full row rank, y != 0, 0 < epsilon < d",
    .checked = "Gaussian, sparse regression and one-target instances drawn by seed; N 1 to 10, d 2 to "
               "50, each 20th d = 200 and N to 20; epsilon 1e-3 to d; norms 1e-3 to 1e3; alpha within "
               "1e-30 of the threshold, 1e-9, 1 and 40 beyond it in log alpha, down to log alpha = -9e5",
    .uses = "",
    .proof_uses = "theorem2_l2_random",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 60,
    .canary = "0.99 + epsilon in place of 1 + epsilon",
    .check = check,
};
