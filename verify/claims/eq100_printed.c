/* eq100_printed.c - (100) as printed inherits the factor that (96) lost: wrong in the coefficient of t
 * wherever X^T y is not 0. The inequality 0 <= is true, the equality is not. */
#include "verify/depth_path.h"

static void check_path(cf_run *run, const cf_depth_path *path) {
    cf_depth_inverse_fact(run, path, 1, cf_run_canary(run) ? 200 : 100);
}

static void check(cf_run *run) {
    cf_for_depth_paths(run, check_path);
}

const cf_claim cf_claim_eq100_printed = {
    .id = "eq100_printed",
    .section = "C",
    .items = "(100)",
    .title = "w_+^(2-D) along the flow at depth D, factor D(D-2) as printed",
    .statement =
        "Along the flow from w(0) = alpha 1: 0 <= w_+(t)^(2-D) = alpha^(2-D) + D(D-2) X^T int_0^t r.",
    .tex = "0\\le w_+(t)^{2-D}=\\alpha^{2-D}+D(D-2)X^\\top\\!\\int_0^t r",
    .domain = "any N <= d, X of full row rank, y, alpha > 0, D > 2, t",
    .checked = "coefficients of t^0 to t^5, exact rationals: 36 instances (quick), N <= 2, d <= 3, D = 3, 4, "
               "5, 8, alpha = 1/10, 1, 3",
    .uses = "",
    .proof_uses = "",
    .erratum = "w_+(t)^(2-D) = alpha^(2-D) + 2D(D-2) X^T int_0^t r",
    .twin = "eq100",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the factor is 2D(D-2): the corrected statement, which must hold",
    .argument = NULL,
    .check = check,
};
