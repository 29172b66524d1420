/* theorem2_sharp_l2.c - beside Theorem 2: the same conclusion down to a smaller alpha (docs/appendix-b.md).
 * Where d <= 1 + epsilon every alpha will do: alpha = 1, 1/e and e^-40 are taken.
 */
#include "verify/theorem2.h"

static void check(cf_run *run) {
    cf_theorem2_sweep(run, CF_HALF_L2, CF_THRESHOLD_SHARP, 0, 0, 120);
}

const cf_claim cf_claim_theorem2_sharp_l2 = {
    .id = "theorem2_sharp_l2",
    .section = "4",
    .items = "Theorem 2",
    .title = "a sharper threshold for the second half",
    .statement = "If q(sqrt(1 + epsilon) x) >= d q(x/sqrt(d)), x = ||beta_L2||_2/alpha^2, then "
                 "||beta_alpha(infinity)||_2^2 <= (1 + epsilon)||beta_L2||_2^2.",
    .tex = "q(\\sqrt{1+\\epsilon}\\,x)\\ge d\\,q(x/\\sqrt d),\\ "
           "x=\\|\\beta_{L2}\\|_2/"
           "\\alpha^2\\Rightarrow\\|\\beta_\\alpha(\\infty)\\|_2^2\\le(1+\\epsilon)\\|\\beta_{L2}\\|_2^2",
    .domain = "X of full row rank, y != 0, 0 < epsilon < d",
    .checked = "Gaussian, sparse regression and one-target instances drawn by seed; N 1 to 10, d 2 to "
               "50, each 20th d = 200 and N to 20; epsilon 1e-3 to d; norms 1e-3 to 1e3; alpha within "
               "1e-30 of the threshold, 1e-9, 1 and 40 beyond it in log alpha, down to log alpha = -9e5",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 60,
    .canary = "0.99 + epsilon in place of 1 + epsilon",
    .check = check,
};
