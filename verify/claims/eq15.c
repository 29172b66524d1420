/* eq15.c - (15) is (4) along the path. What can be checked of it is that the predictor so defined moves as
 * the chain rule says: beta' is compared with -8 X^T r o (w_+^2 + w_-^2) as power series. */
#include "verify/derivation.h"
#include "verify/path.h"

static void check_path(cf_run *run, const cf_path *path) {
    fmpq_poly_t left, right, squares;
    fmpq_t factor;
    cf_truth equal = CF_TRUE;
    fmpq_poly_init(left);
    fmpq_poly_init(right);
    fmpq_poly_init(squares);
    fmpq_init(factor);
    fmpq_set_si(factor, cf_run_canary(run) ? -202 : -200, 25);
    fmpq_canonicalise(factor);
    for (slong i = 0; i < path->d && equal == CF_TRUE; i++) {
        fmpq_poly_mullow(squares, path->w_plus + i, path->w_plus + i, CF_PATH_ORDER);
        fmpq_poly_mullow(left, path->w_minus + i, path->w_minus + i, CF_PATH_ORDER);
        fmpq_poly_add(squares, squares, left);
        cf_path_adjoint(right, path, path->r, i);
        fmpq_poly_mullow(right, right, squares, CF_PATH_ORDER - 1);
        fmpq_poly_scalar_mul_fmpq(right, right, factor);
        fmpq_poly_derivative(left, path->beta + i); /* loses the last coefficient */
        equal = cf_series_equal(left, right);
    }
    cf_exact(run, "beta' and -8 X^T r o (w_+^2 + w_-^2) have the same coefficients", equal == CF_TRUE);
    fmpq_poly_clear(left);
    fmpq_poly_clear(right);
    fmpq_poly_clear(squares);
    fmpq_clear(factor);
}

static void check(cf_run *run) {
    cf_prove_rate(run, cf_run_canary(run) ? "202/25" : "8");
    cf_for_paths(run, check_path);
}

const cf_claim cf_claim_eq15 = {
    .id = "eq15",
    .section = "A",
    .items = "(15)",
    .title = "beta is the difference of the squared weights, along the whole flow",
    .statement = "Along the flow: beta_alpha(t) = w_+(t)^2 - w_-(t)^2, and with it beta' = -8 X^T r o (w_+^2 "
                 "+ w_-^2).",
    .tex = "\\beta_\\alpha(t)=w_{\\alpha,+}(t)^2-w_{\\alpha,-}(t)^2,\\quad \\dot\\beta=-8X^\\top "
           "r\\circ(w_+^2+w_-^2)",
    .domain = "any N, d, X, y; any alpha > 0; any t",
    .checked = "everything: a polynomial identity in symbols with their derivatives (verify/derivation.h); "
               "besides, coefficients of t^0 to t^5, exact rationals: 192 instances (quick), N <= 3, d <= 5, "
               "alpha = 1/10, 1, 3",
    .uses = "eq13",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the factor of the derivative is -8.08 instead of -8",
    .argument = NULL,
    .check = check,
};
