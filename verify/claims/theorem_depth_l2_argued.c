/* theorem_depth_l2_argued.c - the written proof of the l2 partner; the two-sided bound near 0 that carries
 * it. */
#include "verify/depth_point.h"

static void check_point(cf_run *run, const cf_depth *depth, const arb_t s) {
    const slong prec = CF_DEPTH_PREC;
    arb_t z, x, y;
    arb_init(z);
    arb_init(x);
    arb_init(y);
    cf_depth_h(z, s, depth);
    cf_depth_q_at(y, s, depth);
    arb_mul(z, z, z, prec);
    arb_mul(x, z, depth->kappa, prec);
    cf_depth_percent(x, x, cf_run_canary(run) == 2 ? -1 : 0);
    cf_fact_le(run, "q_D(z) <= k z^2", y, x);
    arb_mul(z, z, depth->c2, prec);
    cf_depth_percent(z, z, cf_run_canary(run) == 1 ? -1 : 0);
    arb_sub_ui(z, z, 1, prec);
    arb_neg(z, z);
    arb_mul(x, x, z, prec);
    cf_fact_le(run, "k z^2 (1 - c z^2) <= q_D(z)", x, y);
    arb_clear(z);
    arb_clear(x);
    arb_clear(y);
}

static void check(cf_run *run) {
    cf_for_depth_points(run, check_point);
}

const cf_claim cf_claim_theorem_depth_l2_argued = {
    .id = "theorem_depth_l2_argued",
    .section = "5",
    .items = "alpha polynomial",
    .title = "The l2 norm for large alpha at depth D: the proof",
    .statement = "For all real D > 2 and epsilon > 0, e = min(epsilon, 1), c = (D-1)(3D-4)/(24 D^2): alpha^D "
                 ">= (1+e) sqrt(c/e) ||beta_L2||_2 implies ||beta_{alpha,D}(infinity)||_2^2 <= (1+epsilon) "
                 "||beta_L2||_2^2. What carries it: k z^2 (1 - c z^2) <= q_D(z) <= k z^2, k = (D-2)/(4D).",
    .tex = "\\alpha^D\\ge(1+e)\\sqrt{c/"
           "e}\\,\\|\\beta_{L2}\\|_2\\Rightarrow\\|\\beta_{\\alpha,D}\\|_2^2\\le(1+\\epsilon)\\|\\beta_{L2}"
           "\\|_2^2",
    .domain = "X of full row rank, D > 2, epsilon > 0",
    .checked = "D = 21/10, 5/2, 3, 4, 5, 8, 50; s = 2^-40 to 1 - 2^-40 and 6 random a depth (quick): 112 "
               "points z = h_D(s), balls of 1024 bits",
    .uses = "",
    .proof_uses = "depth_kkt depth_zero_error",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the constant c is 1 % smaller (sharp for small z); k is, in the first bound",
    .canaries = 2,
    .argument = "docs/depth-theory.md#the-bound-near-0",
    .check = check,
};
