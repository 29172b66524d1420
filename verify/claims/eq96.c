/* eq96.c - (96) corrected; as printed the factor 2 of the gradient of the square is lost, as in (13). */
#include "verify/derivation.h"
#include "verify/depth_path.h"

static void check_partial(cf_run *run, const fmpq_t partial, const fmpq_t product) {
    fmpq_t side, c;
    fmpq_init(side), fmpq_init(c);
    fmpq_set_si(c, cf_flow_factor_percent(run), 50);
    fmpq_canonicalise(c);
    fmpq_mul(side, product, c);
    cf_fact_fmpq_eq(run, "the partial derivative of L and the product", partial, side);
    fmpq_clear(side), fmpq_clear(c);
}

static void check(cf_run *run) {
    if (!cf_run_printed(run)) cf_prove_gradient_depth(run, 1, cf_run_canary(run) ? "101/50" : "2");
    cf_for_depth_gradients(run, 1, check_partial);
}

const cf_claim cf_claim_eq96 = {
    .id = "eq96",
    .section = "C",
    .items = "(96)",
    .title = "The flow of w_+ at depth D",
    .statement =
        "For L = ||X beta - y||^2 and beta = w_+^D - w_-^D: w_+' = -dL/dw_+ = -2D X^T r o w_+^(D-1).",
    .tex = "\\dot w_+=-\\partial L/\\partial w_+=-2DX^\\top r\\circ w_+^{D-1}",
    .domain = "any N, d, X, y, w, real D > 2",
    .checked = "everything: a polynomial identity in symbols with their derivatives (verify/derivation.h), D "
               "a symbol; besides, exact: every partial derivative of L at random rational weights of 48 "
               "instances, D = 3 to 6; L along each axis is a polynomial, no formula for the gradient is "
               "used",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = "eq96_printed",
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the factor is 2.02 D",
    .argument = NULL,
    .check = check,
};

const cf_claim cf_claim_eq96_printed = {
    .id = "eq96_printed",
    .section = "C",
    .items = "(96)",
    .title = "The flow of w_+ at depth D, factor D as printed",
    .statement = "For L = ||X beta - y||^2 and beta = w_+^D - w_-^D: w_+' = -dL/dw_+ = -D X^T r o w_+^(D-1).",
    .tex = "\\dot w_+=-\\partial L/\\partial w_+=-DX^\\top r\\circ w_+^{D-1}",
    .domain = "any N, d, X, y, w, integer D >= 3",
    .checked = "exact: every partial derivative of L at random rational weights of 48 instances, D = 3 to 6; "
               "L along each axis is a polynomial, no formula for the gradient is used",
    .uses = "",
    .proof_uses = "",
    .erratum = "w_+' = -2D X^T r o w_+^(D-1)",
    .twin = "eq96",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the factor is 2D: the corrected statement, which must hold",
    .argument = NULL,
    .check = check,
};
