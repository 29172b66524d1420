/* h_increasing.c - h_D's derivative is 2p at least; (1+s)^(-p) lies in (0, 1] for s >= 0; oddness is read off
 * the definition. */
#include "verify/depth_point.h"

static void check_point(cf_run *run, const cf_depth *depth, const arb_t s) {
    const slong prec = CF_DEPTH_PREC;
    arb_t z, x, y;
    arb_init(z);
    arb_init(x);
    arb_init(y);
    arb_t p;
    arb_init(p);
    cf_depth_h(z, s, depth);
    arb_sub_ui(x, s, 1, prec);
    arb_neg(x, x);
    arb_neg(p, depth->ball_p);
    arb_pow(x, x, p, prec);
    cf_depth_percent(y, x, cf_run_canary(run) == 2 ? -1 : 0);
    cf_fact_lt(run, "h_D(s) < (1-s)^(-p)", z, y);
    arb_one(y);
    cf_depth_percent(y, y, cf_run_canary(run) == 3 ? -1 : 0);
    arb_sub(x, x, y, prec);
    cf_fact_le(run, "(1-s)^(-p) - 1 <= h_D(s)", x, z);
    cf_depth_h_prime(y, s, depth);
    arb_mul_2exp_si(x, depth->ball_p, 1);
    cf_depth_percent(x, x, cf_run_canary(run) == 1 ? 1 : 0);
    cf_fact_le(run, "2p <= h_D'(s)", x, y);
    arb_clear(p);
    arb_clear(z);
    arb_clear(x);
    arb_clear(y);
}

static void check(cf_run *run) {
    cf_for_depth_points(run, check_point);
}

const cf_claim cf_claim_h_increasing = {
    .id = "h_increasing",
    .section = "C",
    .items = "h_D increasing",
    .title = "h_D increases from -infinity to infinity",
    .statement = "On (-1, 1) h_D is odd and increasing, with h_D'(s) >= 2p, p = D/(D-2), and h_D(s) between "
                 "(1-s)^(-p) - 1 and (1-s)^(-p) for s in [0, 1): it has the range (-infinity, infinity).",
    .tex = "h_D'(s)\\ge 2p,\\quad (1-s)^{-p}-1\\le h_D(s)\\le(1-s)^{-p}",
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
    .canary = "the derivative is at least 2.02 p; h_D(s) < 0.99 (1-s)^(-p); (1-s)^(-p) - 0.99 <= h_D(s)",
    .canaries = 3,
    .argument = NULL,
    .check = check,
};
