/* eq105_107.c - (105) to (107) as one inequality at every alpha. */
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
    cf_depth_percent(x, x, cf_run_canary(run) ? 1 : 0);
    cf_fact_le(run, "2D/(D-2) s <= z", x, z);
    arb_clear(z);
    arb_clear(x);
    arb_clear(y);
}

static void check(cf_run *run) {
    cf_for_depth_points(run, check_point);
}

const cf_claim cf_claim_eq105_107 = {
    .id = "eq105_107",
    .section = "C",
    .items = "(105); (106); (107)",
    .title = "Kernel limit: [X^T nu]_i tends to 0",
    .statement = "|[X^T nu]_i| <= (D-2)/(2D) |beta_i|/alpha^D. With beta_{alpha,D}(infinity) bounded for "
                 "large alpha, which the l2 theorem gives (the print argues from finiteness at each alpha, "
                 "which is not enough), [X^T nu]_i tends to 0 (106).",
    .tex = "|[X^\\top\\nu]_i|\\le\\tfrac{D-2}{2D}|\\beta_i|/\\alpha^D",
    .domain = "any D > 2",
    .checked = "D = 21/10, 5/2, 3, 4, 5, 8, 50; s = 2^-40 to 1 - 2^-40 and 6 random a depth (quick): 112 "
               "points z = h_D(s), balls of 1024 bits",
    .uses = "",
    .proof_uses = "theorem_depth_l2_argued",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the constant is 2.02 D/(D-2) (sharp for s to 0)",
    .argument = NULL,
    .check = check,
};
