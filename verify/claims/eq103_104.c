/* eq103_104.c - (103), (104) as one inequality at every alpha. */
#include "verify/depth_point.h"

static void check_point(cf_run *run, const cf_depth *depth, const arb_t s) {
    const slong prec = CF_DEPTH_PREC;
    arb_t z, x, y;
    arb_init(z);
    arb_init(x);
    arb_init(y);
    cf_depth_h(z, s, depth);
    arb_neg(y, depth->one_over_p);
    arb_pow(x, z, y, prec);
    cf_depth_percent(x, x, cf_run_canary(run) ? -1 : 0);
    arb_sub_ui(y, s, 1, prec);
    arb_neg(y, y);
    cf_fact_lt(run, "1 - s < z^(-(D-2)/D)", y, x);
    arb_clear(z);
    arb_clear(x);
    arb_clear(y);
}

static void check(cf_run *run) {
    cf_for_depth_points(run, check_point);
}

const cf_claim cf_claim_eq103_104 = {
    .id = "eq103_104",
    .section = "C",
    .items = "(103); (104)",
    .title = "Rich limit: [X^T nu]_i tends to 1 where the limit is positive",
    .statement = "For beta_i > 0: beta_i = alpha^D h_D(s_i) < alpha^D (1-s_i)^(-D/(D-2)) (103), so 0 < 1 - "
                 "s_i < alpha^(D-2) beta_i^(-(D-2)/D), s_i = [X^T nu]_i: where beta_i has a positive limit "
                 "for alpha to 0, s_i tends to 1 (104). In z = beta_i/alpha^D: 1 - s < z^(-(D-2)/D).",
    .tex = "0<1-[X^\\top\\nu]_i<\\alpha^{D-2}\\beta_i^{-(D-2)/D}",
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
    .canary = "the right side is 1 % smaller (the bound is sharp for s to 1)",
    .argument = NULL,
    .check = check,
};
