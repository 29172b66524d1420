/* depth_hastens.c - "increasing D further hastens the transition", read off Figure 2(b)'s ratio at fixed
 * alpha < 1: it falls towards its l1 limit 1/sqrt(d) as D grows. Depth 2 is q itself. */
#include "verify/depth_point.h"

enum { Q_BITS = 256 };

/* R = q(x)/(d q(x/sqrt(d))), sqrt(d) = root, x = alpha^{-D} at alpha = 1/divisor or, on the axis of Figure
 * 2(c), at alpha^D = divisor^{-4}; depth NULL: D = 2 */
static void ratio(arb_t out, const cf_depth *depth, slong divisor, slong root, int same_power) {
    arb_t x, y;
    arb_init(x), arb_init(y);
    arb_set_si(x, divisor);
    if (same_power)
        arb_pow_ui(x, x, 4, CF_DEPTH_PREC);
    else if (depth)
        arb_pow(x, x, depth->D_ball, CF_DEPTH_PREC);
    else
        arb_mul(x, x, x, CF_DEPTH_PREC);
    arb_div_si(y, x, root, CF_DEPTH_PREC);
    if (depth)
        cf_ref_q_depth(out, depth->D, x, Q_BITS), cf_ref_q_depth(y, depth->D, y, Q_BITS);
    else
        cf_ref_q(out, x, CF_DEPTH_PREC), cf_ref_q(y, y, CF_DEPTH_PREC);
    arb_mul_si(y, y, root * root, CF_DEPTH_PREC);
    arb_div(out, out, y, CF_DEPTH_PREC);
    arb_clear(x), arb_clear(y);
}

static void check(cf_run *run) {
    static const slong divisors[] = {2, 4, 10}, roots[] = {2, 10, 100}, depths[] = {3, 4, 5, 8};
    arb_t last, next, limit;
    arb_init(last), arb_init(next), arb_init(limit);
    for (int a = 0; a < 18 && !cf_run_expired(run); a++) {
        slong divisor = divisors[a % 3], root = roots[a / 3 % 3];
        int same_power = a / 9;
        cf_instance(run, "%s = 1/%ld%s, d = %ld", same_power ? "alpha^D" : "alpha", divisor,
                    same_power ? "^4" : "", root * root);
        ratio(last, NULL, divisor, root, same_power);
        for (int m = 0; m < 4; m++) {
            cf_depth depth;
            cf_depth_init(&depth, depths[m], 1);
            ratio(next, &depth, divisor, root, same_power);
            cf_depth_percent(limit, next, cf_run_canary(run) == 1 ? 10 : 0);
            cf_fact_lt(run, "R at the next depth < R at this depth", limit, last);
            arb_set(last, next);
            cf_depth_clear(&depth);
        }
        arb_set_si(limit, root);
        arb_inv(limit, limit, CF_DEPTH_PREC);
        cf_depth_percent(limit, limit, cf_run_canary(run) == 2 ? 1 : 0);
        cf_fact_lt(run, "1/sqrt(d) < R", limit, last);
    }
    arb_clear(last), arb_clear(next), arb_clear(limit);
}

const cf_claim cf_claim_depth_hastens = {
    .id = "depth_hastens",
    .section = "5",
    .items = "alpha polynomial; Figure 2(b)",
    .title = "Increasing D hastens the transition",
    .statement = "At fixed alpha < 1, and at fixed alpha^D < 1 (the axis of Figure 2(c)), the ratio "
                 "Q^D_alpha(e_1)/Q^D_alpha(1_d/||1_d||_2) of Figure 2(b) falls "
                 "along D = 2, 3, 4, 5, 8 "
                 "and stays above its limit 1/sqrt(d).",
    .tex = "R_2(\\alpha)>R_3(\\alpha)>R_4(\\alpha)>R_5(\\alpha)>R_8(\\alpha)>1/\\sqrt d",
    .domain = "alpha < 1, d >= 2",
    .checked = "alpha = 1/2, 1/4, 1/10; alpha^D = 1/16, 1/256, 1/10000; d = 4, 100, 10000",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 10,
    .canary = "the ratio at the next depth is 10 % larger; 1.01/sqrt(d) is below R",
    .canaries = 2,
    .argument = NULL,
    .check = check,
};
