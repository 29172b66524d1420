/* eq109_111_alpha_zero_printed.c - the ratio h_D(s)/(2ps) tends to infinity for s to 1, that is alpha to 0.
 */
#include "verify/depth_point.h"

static void check(cf_run *run) {
    for (int k = 0; k < CF_DEPTHS; k++) {
        cf_depth depth;
        arb_t s, z, x, half;
        arb_init(s), arb_init(z), arb_init(x), arb_init(half);
        cf_depth_init(&depth, cf_depth_list[k][0], (ulong)cf_depth_list[k][1]);
        arb_set_d(half, 0.5);
        for (slong j = 6; j <= 60; j += 6) {
            cf_instance(run, "X = y = 1, D = %ld/%ld, step %ld", cf_depth_list[k][0], cf_depth_list[k][1], j);
            arb_one(s);
            arb_mul_2exp_si(s, s, -j);
            if (!cf_run_canary(run)) { /* alpha to 0 is s to 1 */
                arb_sub_ui(s, s, 1, CF_DEPTH_PREC);
                arb_neg(s, s);
            }
            cf_depth_h(z, s, &depth);
            arb_mul(x, depth.ball_p, s, CF_DEPTH_PREC);
            arb_mul_2exp_si(x, x, 1);
            arb_div(x, z, x, CF_DEPTH_PREC);
            arb_sub_ui(x, x, 1, CF_DEPTH_PREC);
            arb_abs(x, x);
            cf_fact_le(run, "|beta_i/[X^T mu]_i - 1| <= 1/2", x, half);
        }
        cf_depth_clear(&depth);
        arb_clear(s), arb_clear(z), arb_clear(x), arb_clear(half);
    }
}

const cf_claim cf_claim_eq109_111_alpha_zero_printed = {
    .id = "eq109_111_alpha_zero_printed",
    .section = "C",
    .items = "(109); (110); (111)",
    .title = "The limits of (109) to (111) for alpha to 0, as printed",
    .statement =
        "beta_i/[X^T mu]_i, mu = (2D/(D-2)) alpha^D nu, tends to 1 for alpha to 0, the direction printed on "
        "the right of (109) to (111): from some alpha on it is within 1/2 of 1 on X = y = 1.",
    .tex = "\\lim_{\\alpha\\to0}\\frac{\\alpha^Dh_D([X^\\top\\nu]_i)}{[X^\\top\\mu]_i}=1",
    .domain = "any X, y",
    .checked = "X = y = 1 (so beta = 1 for every alpha) at ten alpha for each of 7 depths: X^T nu = s exact, "
               "alpha^D = 1/h_D(s)",
    .uses = "",
    .proof_uses = "",
    .erratum = "the limits are for alpha to infinity on both sides of (109) to (111)",
    .twin = "eq109_111",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "alpha to infinity: the corrected statement, which must hold",
    .argument = NULL,
    .check = check,
};
