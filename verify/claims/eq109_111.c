/* eq109_111.c - (109) to (111) corrected in two places, with the rate. In z = beta_i/alpha^D, s = [X^T nu]_i.
 */
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
    arb_div(x, x, z, prec);
    cf_depth_percent(x, x, cf_run_canary(run) == 2 ? 1 : 0);
    arb_sub_ui(x, x, 1, prec);
    arb_neg(x, x); /* 1 - 2ps/z */
    arb_mul(y, z, z, prec);
    arb_mul(y, y, depth->c2, prec);
    arb_mul_2exp_si(y, y, 1);
    cf_depth_percent(y, y, cf_run_canary(run) == 1 ? -1 : 0);
    arb_zero(z);
    cf_fact_le(run, "0 <= 1 - 2ps/z", z, x);
    cf_fact_le(run, "1 - 2ps/z <= 2 c z^2", x, y);
    arb_clear(z);
    arb_clear(x);
    arb_clear(y);
}

static void check(cf_run *run) {
    cf_for_depth_points(run, check_point);
}

const cf_claim cf_claim_eq109_111 = {
    .id = "eq109_111",
    .section = "C",
    .items = "(109); (110); (111)",
    .title = "The ratio of beta_i to [X^T mu]_i",
    .statement = "With mu = (2D/(D-2)) alpha^D nu and c = (D-1)(3D-4)/(24 D^2): 0 <= 1 - [X^T mu]_i/beta_i "
                 "<= 2c (beta_i/alpha^D)^2 where beta_i is not 0, so the ratio tends to 1 for alpha to "
                 "INFINITY as soon as beta stays bounded.",
    .tex = "0\\le1-[X^\\top\\mu]_i/\\beta_i\\le2c(\\beta_i/"
           "\\alpha^D)^2,\\quad\\mu=\\tfrac{2D}{D-2}\\alpha^D\\nu",
    .domain = "any D > 2",
    .checked = "D = 21/10, 5/2, 3, 4, 5, 8, 50; s = 2^-40 to 1 - 2^-40 and 6 random a depth (quick): 112 "
               "points z = h_D(s), balls of 1024 bits",
    .uses = "",
    .proof_uses = "limit_depth_alpha_infinity",
    .erratum = NULL,
    .twin = "eq109_111_alpha_zero_printed",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the constant c is 1 % smaller (sharp for s to 0); 2.02 p for 2p",
    .canaries = 2,
    .argument = NULL,
    .check = check,
};
