/* theorem_depth_l1_argued.c - the written proof of the polynomial theorem; the inequality that carries it. */
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
    cf_depth_percent(b, b, cf_run_canary(run) == 1 ? -1 : 0); /* (D/2) z^(2/D) */
    arb_sub(x, z, b, prec);
    cf_fact_le(run, "z - (D/2) z^(2/D) <= q_D(z)", x, y);
    cf_depth_percent(b, z, cf_run_canary(run) == 2 ? -1 : 0);
    cf_fact_le(run, "q_D(z) <= z", y, b);
    arb_clear(b);
    arb_clear(z);
    arb_clear(x);
    arb_clear(y);
}

static void check(cf_run *run) {
    cf_for_depth_points(run, check_point);
}

const cf_claim cf_claim_theorem_depth_l1_argued = {
    .id = "theorem_depth_l1_argued",
    .section = "5",
    .items = "alpha polynomial",
    .title = "For D > 2 a polynomial alpha suffices for the l1 norm: the proof",
    .statement = "For all real D > 2 and epsilon > 0: alpha <= ((2/D) epsilon/(1+epsilon))^(1/(D-2)) "
                 "((1+epsilon) ||beta_L1||_1/d)^(1/D) implies ||beta_{alpha,D}(infinity)||_1 <= (1+epsilon) "
                 "||beta_L1||_1. What carries it: z - (D/2) z^(2/D) <= q_D(z) <= z.",
    .tex = "\\alpha\\le\\left(\\tfrac2D\\tfrac{\\epsilon}{1+\\epsilon}\\right)^{1/"
           "(D-2)}\\left(\\tfrac{(1+\\epsilon)\\|\\beta_{L1}\\|_1}d\\right)^{1/"
           "D}\\Rightarrow\\|\\beta_{\\alpha,D}\\|_1\\le(1+\\epsilon)\\|\\beta_{L1}\\|_1",
    .domain = "X of full row rank, y != 0, D > 2, epsilon > 0",
    .checked = "D = 21/10, 5/2, 3, 4, 5, 8, 50; s = 2^-40 to 1 - 2^-40 and 6 random a depth (quick): 112 "
               "points z = h_D(s), balls of 1024 bits",
    .uses = "",
    .proof_uses = "depth_kkt depth_zero_error",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the constant D/2 is 1 % smaller (the bound is sharp for large z); q_D(z) <= 0.99 z",
    .canaries = 2,
    .argument = "docs/depth-theory.md#the-polynomial-theorem",
    .check = check,
};
