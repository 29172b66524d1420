/* depth_conserved.c - the invariant of the flow at depth D. */
#include "verify/depth_path.h"
#include "verify/derivation.h"

static void check_path(cf_run *run, const cf_depth_path *path) {
    cf_depth_conserved_fact(run, path, cf_run_canary(run) ? 101 : 100);
}

/* a, b = w_+-^{D-2}, both a0 = alpha^{D-2} at the start: 1/a + 1/b = 2/a0, times a b a0 */
static void check(cf_run *run) {
    const cf_symbol symbols[] = {{"rho", NULL, NULL},
                                 {"D", "0", NULL},
                                 {"a0", "0", NULL},
                                 {"a", "-2*D*(D - 2)*rho*a^2", "a0"},
                                 {"b", "2*D*(D - 2)*rho*b^2", "a0"},
                                 {0}};
    cf_instance(run, "the invariant at every real depth D, in symbols: every N, d, X, y, coordinate and t");
    cf_algebra_vanishes(run, "w_+^(2-D) + w_-^(2-D) - 2 alpha^(2-D), times the powers, vanishes for all t", symbols,
                        cf_run_canary(run) ? "a0*(a + b) - 202/100*a*b" : "a0*(a + b) - 2*a*b");
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
    .checked = "everything: a polynomial identity in symbols with their derivatives (verify/derivation.h); besides, "
               "coefficients of t^0 to t^5, exact rationals: 36 instances (quick), N <= 2, d <= 3, D = 3, 4, "
               "5, 8, alpha = 1/10, 1, 3",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the value is 2.02 alpha^(2-D)",
    .argument = NULL,
    .check = check,
};
