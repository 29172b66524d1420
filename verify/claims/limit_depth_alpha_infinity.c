/* limit_depth_alpha_infinity.c - the limit alpha to infinity at depth D, with its rate. */
#include "verify/depth_point.h"

static void check_point(cf_run *run, const cf_depth *depth, const arb_t s) {
    const slong prec = CF_DEPTH_PREC;
    arb_t z, x, y;
    arb_init(z);
    arb_init(x);
    arb_init(y);
    cf_depth_h(z, s, depth);
    arb_mul(x, depth->ball_p, s, prec);
    arb_mul_2exp_si(x, x, 1);
    cf_depth_percent(x, x, cf_run_canary(run) == 2 ? 1 : 0);
    arb_sub(x, z, x, prec);
    arb_pow_ui(y, z, 3, prec);
    arb_mul(y, y, depth->c2, prec);
    arb_mul_2exp_si(y, y, 1);
    cf_depth_percent(y, y, cf_run_canary(run) == 1 ? -1 : 0);
    arb_zero(z);
    cf_fact_le(run, "0 <= z - 2ps", z, x);
    cf_fact_le(run, "z - 2ps <= 2c z^3", x, y);
    arb_clear(z);
    arb_clear(x);
    arb_clear(y);
}

static void check(cf_run *run) {
    cf_for_depth_points(run, check_point);
}

const cf_claim cf_claim_limit_depth_alpha_infinity = {
    .id = "limit_depth_alpha_infinity",
    .section = "5",
    .items = "Theorem 3",
    .title = "The limit alpha to infinity at depth D",
    .statement = "||beta_{alpha,D}(infinity) - beta_L2||_2 <= 2c alpha^(-2D) ||beta^3||_2, c = "
                 "(D-1)(3D-4)/(24 D^2); if alpha^D >= 2 sqrt(c) ||beta_L2||_2 it is at most 6c alpha^(-2D) "
                 "||beta_L2||_2^3. What carries it: 0 <= z - (2D/(D-2)) h_D^{-1}(z) <= 2c z^3 for z >= 0.",
    .tex = "\\|\\beta_{\\alpha,D}(\\infty)-\\beta_{L2}\\|_2\\le2c\\,\\alpha^{-2D}\\|\\beta_{\\alpha,D}("
           "\\infty)^3\\|_2",
    .domain = "X of full row rank, D > 2",
    .checked = "D = 21/10, 5/2, 3, 4, 5, 8, 50; s = 2^-40 to 1 - 2^-40 and 6 random a depth (quick): 112 "
               "points z = h_D(s), balls of 1024 bits",
    .uses = "",
    .proof_uses = "depth_kkt depth_zero_error theorem_depth_l2_argued",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the constant c is 1 % smaller (sharp for small z); 2.02 p for 2p",
    .canaries = 2,
    .argument = "docs/depth-theory.md#alpha-to-infinity",
    .check = check,
};
