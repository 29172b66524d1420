/* footnote2_start.c - Footnote 2 says that the results generalise to a non-uniform and to a biased start.
 * What the approach (9) to (12) needs is beta = f(X^T nu) with f increasing in each coordinate: here f_i(s) =
 * w_{+,i}(0)^2 e^s
 * - w_{-,i}(0)^2 e^-s. */
#include "verify/derivation.h"
#include "verify/path.h"

static void check_path(cf_run *run, const cf_path *path) {
    fmpq_poly_t power, side;
    fmpq_t square;
    cf_truth equal = CF_TRUE;
    fmpq_poly_init(power);
    fmpq_poly_init(side);
    fmpq_init(square);
    for (slong i = 0; i < path->d; i++) {
        cf_path_exponent(power, path, cf_run_canary(run) ? -808 : -800, 100, i);
        fmpq_poly_exp_series(side, power, CF_PATH_ORDER);
        fmpq_mul(square, path->start_plus + i, path->start_plus + i);
        fmpq_poly_scalar_mul_fmpq(side, side, square);
        fmpq_poly_neg(power, power);
        fmpq_poly_exp_series(power, power, CF_PATH_ORDER);
        fmpq_mul(square, path->start_minus + i, path->start_minus + i);
        fmpq_poly_scalar_mul_fmpq(power, power, square);
        fmpq_poly_sub(side, side, power);
        if (cf_series_equal(side, path->beta + i) == CF_FALSE) equal = CF_FALSE;
    }
    cf_exact(run, "beta(t) and w_+(0)^2 exp(-8 X^T int r) - w_-(0)^2 exp(8 X^T int r)", equal == CF_TRUE);
    fmpq_poly_clear(power);
    fmpq_poly_clear(side);
    fmpq_clear(square);
}

static void check(cf_run *run) {
    cf_prove_exponentials(run, cf_run_canary(run) ? "202/25" : "8", 0);
    cf_for_biased_paths(run, check_path);
}

const cf_claim cf_claim_footnote2_start = {
    .id = "footnote2_start",
    .section = "4",
    .items = "Footnote 2",
    .title = "From a biased or non-uniform start the flow keeps the form (9)",
    .statement = "From any start: beta(t) = w_+(0)^2 exp(-8 X^T int r) - w_-(0)^2 exp(8 X^T int r), "
                 "coordinate by coordinate an increasing function of (X^T nu)_i, nu = -8 int r. The "
                 "regulariser that follows: footnote2_regulariser.",
    .tex = "\\beta(t)=w_+(0)^2\\circ e^{-8X^\\top\\!\\int r}-w_-(0)^2\\circ e^{8X^\\top\\!\\int r}",
    .domain = "any X, y, any start w(0), t",
    .checked = "everything: a polynomial identity in symbols with their derivatives (verify/derivation.h); "
               "besides, coefficients of t^0 to t^5, exact rationals: 192 instances (quick), N <= 3, d <= 5, "
               "starts that differ between coordinates and between w_+ and w_-",
    .uses = "eq13",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the factor is 8.08",
    .argument = NULL,
    .check = check,
};
