/* limit_depth_alpha_zero.c - the limit alpha to 0 at depth D: the two-sided bound for large z. */
#include "verify/depth_point.h"

static void check_point(cf_run *run, const cf_depth *depth, const arb_t s) {
    const slong prec = CF_DEPTH_PREC;
    arb_t z, x, y;
    arb_init(z);
    arb_init(x);
    arb_init(y);
    arb_t b;
    arb_init(b);
    cf_depth_h(z, s, depth);
    cf_depth_q_at(y, s, depth);
    arb_pow(b, z, depth->two_over_D, prec);
    arb_mul(b, b, depth->D_ball, prec);
    arb_mul_2exp_si(b, b, -1);
    cf_depth_percent(b, b, cf_run_canary(run) == 2 ? -1 : 0); /* (D/2) z^(2/D) */
    arb_sub(x, z, b, prec);
    cf_fact_le(run, "z - (D/2) z^(2/D) <= q_D(z)", x, y);
    arb_sub_ui(b, depth->D_ball, 2, prec);
    cf_depth_percent(b, b, cf_run_canary(run) == 1 ? -1 : 0);
    arb_add(x, x, b, prec);
    cf_fact_le(run, "q_D(z) <= z - (D/2) z^(2/D) + D - 2", y, x);
    arb_clear(b);
    arb_clear(z);
    arb_clear(x);
    arb_clear(y);
}

static void check(cf_run *run) {
    cf_for_depth_points(run, check_point);
}

const cf_claim cf_claim_limit_depth_alpha_zero = {
    .id = "limit_depth_alpha_zero",
    .section = "5",
    .items = "Theorem 3; same minimum l1 solution",
    .title = "The limit alpha to 0 at depth D, unique or not",
    .statement = "For D > 2 and alpha to 0, beta_{alpha,D}(infinity) converges to the maximiser of sum "
                 "|beta_i|^(2/D) among the minimum-l1 interpolants: to beta_L1 where it is unique. At every "
                 "alpha, sum |beta_i|^(2/D) is at most (2/D)(D-2) d alpha^2 below that maximum. What carries "
                 "it: z - (D/2) z^(2/D) <= q_D(z) <= z - (D/2) z^(2/D) + D - 2.",
    .tex = "\\lim_{\\alpha\\to0}\\beta_{\\alpha,D}(\\infty)=\\arg\\max\\{\\sum|\\beta_i|^{2/"
           "D}:\\beta\\in\\arg\\min_{X\\beta=y}\\|\\beta\\|_1\\}",
    .domain = "X of full row rank, D > 2",
    .checked = "D = 21/10, 5/2, 3, 4, 5, 8, 50; s = 2^-40 to 1 - 2^-40 and 6 random a depth (quick): 112 "
               "points z = h_D(s), balls of 1024 bits",
    .uses = "",
    .proof_uses = "depth_kkt depth_zero_error",
    .erratum = NULL,
    .twin = "same_l1_solution_printed",
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the constant D - 2 is 1 % smaller (sharp at D = 21/10); D/2 is, in the first bound",
    .canaries = 2,
    .argument = "docs/depth-theory.md#alpha-to-zero",
    .check = check,
};
