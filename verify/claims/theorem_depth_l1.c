/* theorem_depth_l1.c - the theorem of docs/depth-theory.md on instances, beside Theorem 2's; the evidence
 * keeps the slack. */
#include "verify/depth_blocks.h"

static void check_blocks(cf_run *run, const cf_depth *depth, const cf_depth_blocks *b, const fmpq_t epsilon,
                         slong log2_alpha) {
    const slong prec = CF_DEPTH_PREC;
    arb_t norm, limit, threshold, x;
    arb_init(norm), arb_init(limit), arb_init(threshold), arb_init(x);
    arb_const_log2(x, prec);
    arb_mul_si(x, x, log2_alpha, prec);
    arb_mul(norm, x, depth->D_ball, prec);
    arb_exp(norm, norm, prec); /* alpha^D, by which all norms scale */
    arb_mul(limit, b->norm_l1, norm, prec);
    arb_mul(norm, b->l1, norm, prec);
    cf_ref_depth_l1(threshold, norm, epsilon, (size_t)b->d, depth->D, 128);
    if (cf_hypothesis(run, "log alpha <= the threshold", cf_ball_le(x, threshold))) {
        arb_set_fmpq(x, epsilon, prec);
        arb_add_ui(x, x, 1, prec);

        arb_mul(norm, norm, x, prec);
        cf_depth_percent(norm, norm, cf_run_canary(run) ? -1 : 0);
        cf_fact_le(run, "||beta||_1 <= (1+epsilon) ||beta_L1||_1", limit, norm);
    }
    arb_clear(norm), arb_clear(limit), arb_clear(threshold), arb_clear(x);
}

static void check(cf_run *run) {
    cf_for_depth_blocks(run, 0, check_blocks);
}

const cf_claim cf_claim_theorem_depth_l1 = {
    .id = "theorem_depth_l1",
    .section = "5",
    .items = "alpha polynomial",
    .title = "The polynomial theorem on instances at its threshold",
    .statement = "alpha <= ((2/D) epsilon/(1+epsilon))^(1/(D-2)) ((1+epsilon) ||beta_L1||_1/d)^(1/D) implies "
                 "||beta_{alpha,D}(infinity)||_1 <= (1+epsilon) ||beta_L1||_1.",
    .tex = "\\alpha\\le\\left(\\tfrac2D\\tfrac{\\epsilon}{1+\\epsilon}\\right)^{1/"
           "(D-2)}\\left(\\tfrac{(1+\\epsilon)\\|\\beta_{L1}\\|_1}d\\right)^{1/"
           "D}\\Rightarrow\\|\\beta_{\\alpha,D}\\|_1\\le(1+\\epsilon)\\|\\beta_{L1}\\|_1",
    .domain = "X of full row rank, y, D > 2, epsilon > 0",
    .checked = "112 instances (quick) whose limit is known in closed form, N = 1 to 4, d = 2 to 12, D = "
               "21/10 to 50, epsilon = 1/200 to 3/2, alpha = 2^-20, 1, 2^20, within a few per cent of the "
               "threshold; near-ties of columns among them",
    .uses = "",
    .proof_uses = "theorem_depth_l1_argued",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the right side is 1 % smaller (epsilon = 1/200 is among the instances)",
    .argument = NULL,
    .check = check,
};
