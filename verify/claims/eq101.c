/* eq101.c - (101) corrected; w > 0 and finite as long as it exists, whence the inequality. As
 * printed it inherits the factor that (98) lost: wrong in the coefficient of t wherever X^T y is not 0. The
 * inequality 0 <= is true, the equality is not. */
#include "verify/derivation.h"
#include "verify/depth_path.h"

static void check_path(cf_run *run, const cf_depth_path *path) {
    cf_depth_inverse_fact(run, path, -1, 2 * cf_flow_factor_percent(run));
}

static void check(cf_run *run) {
    if (!cf_run_printed(run)) cf_prove_power(run, -1, cf_run_canary(run) ? "101/50" : "2");
    cf_for_depth_paths(run, check_path);
}

const cf_claim cf_claim_eq101 = {
    .id = "eq101",
    .section = "C",
    .items = "(101)",
    .title = "w_-^(2-D) along the flow at depth D",
    .statement =
        "Along the flow from w(0) = alpha 1: 0 <= w_-(t)^(2-D) = alpha^(2-D) - 2D(D-2) X^T int_0^t r.",
    .tex = "0\\le w_-(t)^{2-D}=\\alpha^{2-D}-2D(D-2)X^\\top\\!\\int_0^t r",
    .domain = "any N <= d, X of full row rank, y, alpha > 0, D > 2, t",
    .checked = "everything: a polynomial identity in symbols with their derivatives (verify/derivation.h), D "
               "a symbol; besides, coefficients of t^0 to t^5, exact rationals: 36 instances (quick), N <= "
               "2, d <= 3, D = 3, 4, 5, 8, alpha = 1/10, 1, 3",
    .uses = "eq98",
    .proof_uses = "",
    .erratum = NULL,
    .twin = "eq101_printed",
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the factor is 2.02 D(D-2)",
    .argument = NULL,
    .check = check,
};

const cf_claim cf_claim_eq101_printed = {
    .id = "eq101_printed",
    .section = "C",
    .items = "(101)",
    .title = "w_-^(2-D) along the flow at depth D, factor D(D-2) as printed",
    .statement =
        "Along the flow from w(0) = alpha 1: 0 <= w_-(t)^(2-D) = alpha^(2-D) - D(D-2) X^T int_0^t r.",
    .tex = "0\\le w_-(t)^{2-D}=\\alpha^{2-D}-D(D-2)X^\\top\\!\\int_0^t r",
    .domain = "any N <= d, X of full row rank, y, alpha > 0, D > 2, t",
    .checked = "coefficients of t^0 to t^5, exact rationals: 36 instances (quick), N <= 2, d <= 3, D = 3, 4, "
               "5, 8, alpha = 1/10, 1, 3",
    .uses = "",
    .proof_uses = "",
    .erratum = "w_-(t)^(2-D) = alpha^(2-D) - 2D(D-2) X^T int_0^t r",
    .twin = "eq101",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the factor is 2D(D-2): the corrected statement, which must hold",
    .argument = NULL,
    .check = check,
};
