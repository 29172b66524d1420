/* eq17.c - (17) corrected. sinh of a series comes from its own series, not from (16). As printed it
 * inherits the factor 2 that (13) lost. */
#include "verify/derivation.h"
#include "verify/path.h"

static void check_path(cf_run *run, const cf_path *path) {
    fmpq_poly_t power, side;
    fmpq_t square;
    cf_truth equal = CF_TRUE;
    fmpq_poly_init(power);
    fmpq_poly_init(side);
    fmpq_init(square);
    fmpq_mul(square, path->alpha, path->alpha);
    for (slong i = 0; i < path->d && equal == CF_TRUE; i++) {
        cf_path_exponent(power, path, -2 * cf_flow_factor_percent(run), 25, i); /* -8 */
        fmpq_poly_sinh_series(side, power, CF_PATH_ORDER);
        fmpq_poly_scalar_mul_fmpq(side, side, square);
        fmpq_poly_add(side, side, side);
        equal = cf_series_equal(side, path->beta + i);
    }
    if (cf_run_printed(run))
        cf_fact(run, "beta_alpha(t) and 2 alpha^2 sinh(-4 X^T int r) have the same coefficients", equal);
    else
        cf_exact(run, "beta_alpha(t) and 2 alpha^2 sinh(-8 X^T int r) have the same coefficients",
                 equal == CF_TRUE);
    fmpq_poly_clear(power);
    fmpq_poly_clear(side);
    fmpq_clear(square);
}

static void check(cf_run *run) {
    if (!cf_run_printed(run)) cf_prove_sinh(run, cf_run_canary(run) ? "202/25" : "8");
    cf_for_paths(run, check_path);
}

const cf_claim cf_claim_eq17 = {
    .id = "eq17",
    .section = "A",
    .items = "(17)",
    .title = "beta along the flow as a hyperbolic sine",
    .statement = "Along the flow (2) from w(0) = alpha 1: beta_alpha(t) = 2 alpha^2 sinh(-8 X^T int r), the "
                 "integral over (0, t).",
    .tex = "\\beta_\\alpha(t)=2\\alpha^2\\sinh(-8X^\\top\\!\\int_0^t r_\\alpha)",
    .domain = "any N, d, X, y; any alpha > 0; any t",
    .checked = "everything: a polynomial identity in symbols with their derivatives (verify/derivation.h); "
               "besides, coefficients of t^0 to t^5, exact rationals: 192 instances (quick), N <= 3, d <= 5, "
               "alpha = 1/10, 1, 3",
    .uses = "eq13",
    .proof_uses = "eq14",
    .erratum = NULL,
    .twin = "eq17_printed",
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the factor is 8.08 instead of 8",
    .argument = NULL,
    .check = check,
};

const cf_claim cf_claim_eq17_printed = {
    .id = "eq17_printed",
    .section = "A",
    .items = "(17)",
    .title = "beta along the flow as a hyperbolic sine, factor 4 as printed",
    .statement = "Along the flow (2) from w(0) = alpha 1: beta_alpha(t) = 2 alpha^2 sinh(-4 X^T int r), the "
                 "integral over (0, t).",
    .tex = "\\beta_\\alpha(t)=2\\alpha^2\\sinh(-4X^\\top\\!\\int_0^t r_\\alpha)",
    .domain = "any N, d, X, y; any alpha > 0; any t",
    .checked = "coefficients of t^0 to t^5, exact rationals: 192 instances (quick), N <= 3, d <= 5, alpha = "
               "1/10, 1, 3",
    .uses = "eq13",
    .proof_uses = "",
    .erratum =
        "(17) has 2 alpha^2 sinh(-4 X^T int r); with the flow (2) of L = ||X beta - y||^2 the factor is 8.",
    .twin = "eq17",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the factor is 8: the corrected statement, which must hold",
    .argument = NULL,
    .check = check,
};
