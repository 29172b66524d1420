/* eq108.c - (108): the linear term of h_D with a certified constant in the O. */
#include "verify/depth_point.h"

static void check_point(cf_run *run, const cf_depth *depth, const arb_t s) {
    const slong prec = CF_DEPTH_PREC;
    arb_t z, x, y;
    arb_init(z);
    arb_init(x);
    arb_init(y);
    arb_set_d(x, 0.5);
    if (!cf_hypothesis(run, "z <= 1/2", cf_ball_le(s, x))) goto clear;
    cf_depth_h(y, x, depth);
    arb_sub(y, y, depth->ball_p, prec);
    arb_pow_ui(x, s, 3, prec);
    arb_mul(y, y, x, prec);
    arb_mul_2exp_si(y, y, 3); /* 8 (h(1/2) - p) z^3 */
    cf_depth_percent(y, y, cf_run_canary(run) == 2 ? -1 : 0);
    cf_depth_h(z, s, depth);
    arb_mul_2exp_si(x, depth->ball_p, 1);
    cf_depth_percent(x, x, cf_run_canary(run) == 1 ? 1 : 0);
    arb_mul(x, x, s, prec);
    cf_fact_le(run, "2pz <= h_D(z)", x, z);
    arb_sub(z, z, x, prec);
    arb_mul_2exp_si(x, z, -400); /* at z = 1/2 both sides are equal */
    arb_abs(x, x);
    arb_add(y, y, x, prec);
    cf_fact_le(run, "h_D(z) - 2pz <= 8 (h_D(1/2) - p) z^3 (1 + 2^-400)", z, y);
clear:
    arb_clear(z);
    arb_clear(x);
    arb_clear(y);
}

static void check(cf_run *run) {
    cf_for_depth_points(run, check_point);
}

const cf_claim cf_claim_eq108 = {
    .id = "eq108",
    .section = "C",
    .items = "(108)",
    .title = "h_D near 0",
    .statement = "0 <= h_D(z) - 2pz <= 8 (h_D(1/2) - p) z^3 for 0 <= z <= 1/2, p = D/(D-2): h_D(z) = "
                 "(2D/(D-2)) z + O(z^3), the constant of O given. (h_D is odd with positive Taylor "
                 "coefficients, so (h_D(z) - 2pz)/z^3 increases.)",
    .tex = "h_D(z)=\\tfrac{2D}{D-2}z+O(z^3)",
    .domain = "any D > 2",
    .checked = "D = 21/10, 5/2, 3, 4, 5, 8, 50; s = 2^-40 to 1 - 2^-40 and 6 random a depth (quick): 112 "
               "points z = h_D(s), balls of 1024 bits",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the coefficient is 2.02 D/(D-2); 7.92 for 8",
    .canaries = 2,
    .argument = NULL,
    .check = check,
};
