/* depth_conserved.c - the invariant of the flow at depth D. */
#include "verify/depth_path.h"

static void check_path(cf_run *run, const cf_depth_path *path) {
    cf_depth_conserved_fact(run, path, cf_run_canary(run) ? 101 : 100);
}

static void check(cf_run *run) {
    cf_for_depth_paths(run, check_path);
}

const cf_claim cf_claim_depth_conserved = {
    .id = "depth_conserved",
    .section = "C",
    .items = "(97); (99)",
    .title = "The conserved quantity of the flow at depth D",
    .statement = "Along the flow from w(0) = alpha 1: w_+(t)^(2-D) + w_-(t)^(2-D) = 2 alpha^(2-D) in every "
                 "coordinate (at depth 2 it is the product w_+ w_-).",
    .tex = "w_+(t)^{2-D}+w_-(t)^{2-D}=2\\alpha^{2-D}",
    .domain = "any N <= d, X of full row rank, y, alpha > 0, D > 2, t",
    .checked = "coefficients of t^0 to t^5, exact rationals: 36 instances (quick), N <= 2, d <= 3, D = 3, 4, "
               "5, 8, alpha = 1/10, 1, 3",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the value is 2.02 alpha^(2-D)",
    .argument = NULL,
    .check = check,
};
