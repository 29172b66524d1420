/* depth_approximation_ratio.c - R at exact points from both sides; q_D(x/sqrt(d)) from the reference. */
#include "verify/depth_point.h"

enum { Q_BITS = 256 };

/* g(x) = 1 - (D/2) x^(2/D - 1), with `percent` of D/2 */
static void gap(arb_t out, const arb_t x, const cf_depth *depth, slong percent) {
    arb_neg(out, depth->one_over_p);
    arb_pow(out, x, out, CF_DEPTH_PREC);
    arb_mul(out, out, depth->D_ball, CF_DEPTH_PREC);
    arb_mul_2exp_si(out, out, -1);
    cf_depth_percent(out, out, percent - 100);
    arb_sub_ui(out, out, 1, CF_DEPTH_PREC);
    arb_neg(out, out);
}

static void check_point(cf_run *run, const cf_depth *depth, const arb_t s) {
    const slong prec = CF_DEPTH_PREC;
    int canary = cf_run_canary(run);
    arb_t z, x, y, R, t, one;
    arb_init(z);
    arb_init(x);
    arb_init(y);
    arb_init(R);
    arb_init(t);
    arb_init(one);
    for (slong root = 2; root <= 32; root *= 4) { /* sqrt(d) = 2, 8, 32 */
        cf_depth_h(z, s, depth);
        arb_div_ui(x, z, (ulong)root, prec);
        cf_ref_q_depth(R, depth->D, x, Q_BITS);
        arb_mul_ui(R, R, (ulong)(root * root), prec);
        cf_depth_q_at(y, s, depth);
        arb_div(R, y, R, prec);
        arb_mul(y, z, z, prec);
        arb_mul(y, y, depth->c2, prec); /* c x^2 */
        arb_one(one);
        if (cf_ball_lt(y, one) == CF_TRUE) {
            arb_div_ui(t, y, (ulong)(root * root), prec);
            if (canary == 2) arb_neg(t, y);
            arb_sub(t, one, t, prec);
            arb_inv(t, t, prec);
            cf_fact_le(run, "R <= 1/(1 - c x^2/d)", R, t);
            cf_depth_percent(y, y, canary == 1 ? -10 : 0);
            arb_sub(y, one, y, prec);
            cf_fact_le(run, "1 - c x^2 <= R", y, R);
        } else {
            gap(y, x, depth, canary == 3 ? 90 : 100);
            arb_mul_ui(R, R, (ulong)root, prec);
            if (arb_is_positive(y)) {
                arb_inv(y, y, prec);
                cf_fact_le(run, "sqrt(d) R <= 1/g(x/sqrt(d))", R, y);
            }
            gap(y, z, depth, canary == 4 ? -10 : 100);
            cf_fact_le(run, "g(x) <= sqrt(d) R", y, R);
        }
    }
    arb_clear(z);
    arb_clear(x);
    arb_clear(y);
    arb_clear(R);
    arb_clear(t);
    arb_clear(one);
}

static void check(cf_run *run) {
    cf_for_depth_points(run, check_point);
}

const cf_claim cf_claim_depth_approximation_ratio = {
    .id = "depth_approximation_ratio",
    .section = "5",
    .items = "Figure 2(b)",
    .title = "The ratio of Figure 2(b) and its limits 1 and 1/sqrt(d)",
    .statement = "R = Q^D_alpha(e_1)/Q^D_alpha(1_d/||1_d||_2) = q_D(x)/(d q_D(x/sqrt(d))), x = alpha^(-D), "
                 "obeys 1 - c x^2 <= R <= 1/(1 - c x^2/d) where c x^2 < 1, so R tends to 1 for alpha to "
                 "infinity, and with g(x) = 1 - (D/2) x^(2/D-1), g(x) <= sqrt(d) R <= 1/g(x/sqrt(d)) where "
                 "g(x/sqrt(d)) > 0, so R tends to 1/sqrt(d) for alpha to 0. c = (D-1)(3D-4)/(24 D^2).",
    .tex = "1-cx^2\\le R\\le\\frac1{1-cx^2/d},\\quad g(x)\\le\\sqrt dR\\le\\frac1{g(x/\\sqrt d)}",
    .domain = "any D > 2, d, alpha > 0",
    .checked = "D = 21/10 to 50; x = h_D(s), s = 2^-40 to 1 - 2^-40 and 6 random a depth (quick), sqrt(d) = "
               "2, 8, 32",
    .uses = "",
    .proof_uses = "theorem_depth_l1_argued theorem_depth_l2_argued",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "the constant c on the left is 10 % smaller; D/2 on the right of the last line is; R <= 1/(1 + "
              "c x^2), and "
              "-D/20 for D/2 on its left: these two lines have room, no nearby constant fails",
    .canaries = 4,
    .argument = NULL,
    .check = check,
};
