/* conserved_product.c - The exponents of w_+ and w_- in (14) are opposite. The paper does not say this; the
 * proof of convergence to zero error rests on it (docs/proofs.md). */
#include "verify/derivation.h"
#include "verify/path.h"

static void check_path(cf_run *run, const cf_path *path) {
    fmpq_poly_t product, constant;
    fmpq_t c;
    cf_truth equal = CF_TRUE;
    fmpq_poly_init(product);
    fmpq_poly_init(constant);
    fmpq_init(c);
    fmpq_set_si(c, cf_run_canary(run) ? 101 : 100, 100);
    fmpq_canonicalise(c);
    fmpq_mul(c, c, path->alpha);
    fmpq_mul(c, c, path->alpha);
    fmpq_poly_set_fmpq(constant, c);
    for (slong i = 0; i < path->d; i++) {
        fmpq_poly_mullow(product, path->w_plus + i, path->w_minus + i, CF_PATH_ORDER);
        if (cf_series_equal(product, constant) == CF_FALSE) equal = CF_FALSE;
    }
    cf_exact(run, "w_+ w_- has the one coefficient alpha^2", equal == CF_TRUE);
    fmpq_poly_clear(product);
    fmpq_poly_clear(constant);
    fmpq_clear(c);
}

static void check(cf_run *run) {
    const cf_symbol symbols[] = {{"rho", NULL, NULL}, {"alpha", "0", NULL}, {"p", "-4*rho*p", "alpha"}, {"m", "4*rho*m", "alpha"}, {0}};
    cf_instance(run, "the product, in symbols: every N, d, X, y, coordinate and t");
    cf_algebra_vanishes(run, "w_+ w_- - alpha^2 vanishes for all t", symbols,
                        cf_run_canary(run) ? "p*m - 101/100*alpha^2" : "p*m - alpha^2");
    cf_for_paths(run, check_path);
}

const cf_claim cf_claim_conserved_product = {
    .id = "conserved_product",
    .section = "4",
    .items = "(4)",
    .title = "w_+ w_- = alpha^2 along the flow",
    .statement = "Along the flow from w(0) = alpha 1: w_{+,i}(t) w_{-,i}(t) = alpha^2 for all i and t; so "
                 "w_+^2 + w_-^2 >= 2 alpha^2.",
    .tex = "w_{+,i}(t)\\,w_{-,i}(t)=\\alpha^2",
    .domain = "any X, y, alpha > 0, t",
    .checked = "everything: a polynomial identity in symbols with their derivatives (verify/derivation.h); besides, "
               "coefficients of t^0 to t^5, exact rationals: 192 instances (quick), N <= 3, d <= 5",
    .uses = "eq13",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the product is 1.01 alpha^2",
    .argument = NULL,
    .check = check,
};
