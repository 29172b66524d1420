/* depth_zero_error.c - convergence to zero error: Phi is strongly convex, because h_D' >= 2p. */
#include "verify/depth_point.h"

static void check_point(cf_run *run, const cf_depth *depth, const arb_t s) {

    arb_t x, y;
    arb_init(x);
    arb_init(y);
    cf_depth_h_prime(y, s, depth);
    arb_mul_2exp_si(x, depth->ball_p, 1);
    cf_depth_percent(x, x, cf_run_canary(run) ? 1 : 0);
    cf_fact_le(run, "2D/(D-2) <= h_D'(s)", x, y);
    arb_clear(x);
    arb_clear(y);
}

static void check(cf_run *run) {
    cf_for_depth_points(run, check_point);
}

const cf_claim cf_claim_depth_zero_error = {
    .id = "depth_zero_error",
    .section = "5",
    .items = "Theorem 3",
    .title = "The flow at depth D always reaches zero error",
    .statement =
        "For every real D > 2, alpha > 0, X of full row rank and y the flow from w(0) = alpha 1 exists for "
        "all t, ||r(t)|| <= ||y|| exp(-4 D^2 alpha^(2D-2) lambda_min(X X^T) t) and |X^T nu(infinity)| < 1: "
        "the hypothesis of Theorem 3 is always met. The inequality that carries it: h_D'(s) >= 2D/(D-2).",
    .tex =
        "\\|r(t)\\|\\le\\|y\\|e^{-4D^2\\alpha^{2D-2}\\lambda_{\\min}(XX^\\top)t},\\quad h_D'(s)\\ge 2D/(D-2)",
    .domain = "any D > 2",
    .checked = "D = 21/10, 5/2, 3, 4, 5, 8, 50; s = 2^-40 to 1 - 2^-40 and 6 random a depth (quick): 112 "
               "points z = h_D(s), balls of 1024 bits",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the constant is 2.02 D/(D-2)",
    .argument = "docs/depth-theory.md#zero-error",
    .check = check,
};
