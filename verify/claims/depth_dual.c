/* depth_dual.c - beta(t) = alpha^D h_D(X^T nu(t)), the formula in the proof of Theorem 3, corrected; nu as
 * printed has lost a 2 with (96). */
#include "verify/depth_path.h"

static void check_path(cf_run *run, const cf_depth_path *path) {
    cf_depth_dual_fact(run, path, 2 * cf_flow_factor_percent(run));
}

static void check(cf_run *run) {
    cf_for_depth_paths(run, check_path);
}

const cf_claim cf_claim_depth_dual = {
    .id = "depth_dual",
    .section = "5",
    .items = "Theorem 3",
    .title = "beta along the flow is alpha^D h_D(X^T nu)",
    .statement = "Along the flow from w(0) = alpha 1: beta(t) = alpha^D h_D(X^T nu(t)) with nu(t) = "
                 "-alpha^(D-2) 2D(D-2) int_0^t r, so beta(infinity) = alpha^D h_D(X^T nu(infinity)); each of "
                 "w_+^D and w_-^D is its half of it.",
    .tex = "\\beta(t)=\\alpha^D h_D(X^\\top\\nu(t)),\\quad \\nu(t)=-\\alpha^{D-2}2D(D-2)\\int_0^t r",
    .domain = "any N <= d, X of full row rank, y, alpha > 0, D > 2, t",
    .checked = "coefficients of t^0 to t^5, exact rationals: 36 instances (quick), N <= 2, d <= 3, D = 3, 4, "
               "5, 8, alpha = 1/10, 1, 3",
    .uses = "eq97 eq99",
    .proof_uses = "",
    .erratum = NULL,
    .twin = "depth_dual_printed",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the factor is 2.02 D(D-2)",
    .argument = NULL,
    .check = check,
};

const cf_claim cf_claim_depth_dual_printed = {
    .id = "depth_dual_printed",
    .section = "5",
    .items = "Theorem 3",
    .title = "beta along the flow is alpha^D h_D(X^T nu), nu as printed",
    .statement = "Along the flow from w(0) = alpha 1: beta(t) = alpha^D h_D(X^T nu(t)) with nu(t) = "
                 "-alpha^(D-2) D(D-2) int_0^t r, so beta(infinity) = alpha^D h_D(X^T nu(infinity)); each of "
                 "w_+^D and w_-^D is its half of it.",
    .tex = "\\beta(t)=\\alpha^D h_D(X^\\top\\nu(t)),\\quad \\nu(t)=-\\alpha^{D-2}D(D-2)\\int_0^t r",
    .domain = "any N <= d, X of full row rank, y, alpha > 0, D > 2, t",
    .checked = "coefficients of t^0 to t^5, exact rationals: 36 instances (quick), N <= 2, d <= 3, D = 3, 4, "
               "5, 8, alpha = 1/10, 1, 3",
    .uses = "",
    .proof_uses = "",
    .erratum = "nu(infinity) = -2 alpha^(D-2) D(D-2) int_0^infinity r, in the proof of Theorem 3",
    .twin = "depth_dual",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the factor is 2D(D-2): the corrected statement, which must hold",
    .argument = NULL,
    .check = check,
};
