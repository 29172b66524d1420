/* another_order.c - one separating example a pair, for all alpha, alpha' at once: beta = alpha^D h_D(nu X),
 * so beta_2/beta_3 does not depend on alpha, and it increases with nu (docs/depth-theory.md). */
#include "verify/depth_point.h"

/* h_D(nu/2)/h_D(nu/4) */
static void ratio(arb_t out, const cf_depth *depth, const arb_t nu) {
    arb_t s;
    arb_init(s);
    arb_mul_2exp_si(s, nu, -2);
    cf_depth_h(out, s, depth);
    arb_mul_2exp_si(s, nu, -1);
    cf_depth_h(s, s, depth);
    arb_div(out, s, out, CF_DEPTH_PREC);
    arb_clear(s);
}

static void check(cf_run *run) {
    arb_t left, right, nu;
    arb_init(left), arb_init(right), arb_init(nu);
    for (int k = -1; k < CF_DEPTHS; k++) /* -1: depth 2, sinh(nu/2)/sinh(nu/4) = 2 cosh(nu/4) */
        for (int m = k + 1; m < CF_DEPTHS; m++) {
            cf_depth depth, other;
            cf_depth_init(&depth, k < 0 ? 3 : cf_depth_list[k][0], k < 0 ? 1 : (ulong)cf_depth_list[k][1]);
            cf_depth_init(&other, cf_depth_list[m][0], (ulong)cf_depth_list[m][1]);
            if (k < 0) {
                cf_instance(run, "D = 2, D' = %ld/%ld", cf_depth_list[m][0], cf_depth_list[m][1]);
                arb_set_ui(left, 10);
                arb_cosh(left, left, CF_DEPTH_PREC);
                arb_mul_2exp_si(left, left, 1);
            } else {
                cf_instance(run, "D = %ld/%ld, D' = %ld/%ld", cf_depth_list[k][0], cf_depth_list[k][1],
                            cf_depth_list[m][0], cf_depth_list[m][1]);
                arb_set_si(nu, -1);
                arb_mul_2exp_si(nu, nu, -30);
                arb_add_ui(nu, nu, 1, CF_DEPTH_PREC);
                ratio(left, &depth, nu);
            }
            arb_one(nu);
            ratio(right, &other, nu);
            cf_depth_percent(right, right, cf_run_canary(run) ? 10 : 0);
            cf_fact_lt(run, "h_{D'}(1/2)/h_{D'}(1/4) < beta_2/beta_3 at depth D", right, left);
            cf_depth_clear(&depth), cf_depth_clear(&other);
        }
    arb_clear(left), arb_clear(right), arb_clear(nu);
}

const cf_claim cf_claim_another_order = {
    .id = "another_order",
    .section = "5",
    .items = "another order",
    .title = "Q^D_alpha cannot be obtained with another order",
    .statement =
        "For each pair D < D' of depths in {2, 21/10, 5/2, 3, 4, 5, 8, 50} and X = (1, 1/2, 1/4) there is a "
        "y such that beta_{alpha,D}(infinity), for every alpha, is not beta_{alpha',D'}(infinity) for any "
        "alpha' and y: beta_2/beta_3 exceeds h_{D'}(1/2)/h_{D'}(1/4), which at depth D' it stays below.",
    .tex = "\\frac{h_D(\\nu/2)}{h_D(\\nu/4)}>\\frac{h_{D'}(1/2)}{h_{D'}(1/4)}>\\frac{h_{D'}(\\nu'/"
           "2)}{h_{D'}(\\nu'/4)}",
    .domain = "any D != D'",
    .checked = "28 pairs; nu = 1 - 2^-30 (sinh at D = 2: nu = 40)",
    .uses = "",
    .proof_uses = "depth_kkt",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the right side is 10 % larger",
    .argument = NULL,
    .check = check,
};
