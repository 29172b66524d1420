/* eq109_111_printed.c - the two slips of (109) to (111), at X = y = 1, s = nu(infinity). The ratio
 * h_D(s)/(2ps) tends to infinity for s to 1, that is alpha to 0. And mu as printed lacks alpha^D: the ratio
 * is at least alpha^D and tends to infinity; s = 2^-6, 2^-12, ...: alpha grows.
 */
#include "verify/depth_point.h"

/* out = beta_i/[X^T mu]_i, where s = 2^-j, or changed to what the statement needs; canary: the corrected
 * statement */
typedef void (*ratio_at)(arb_t out, arb_t s, const cf_depth *depth, int canary);

static void alpha_to_zero(arb_t out, arb_t s, const cf_depth *depth, int canary) {
    arb_t z;
    arb_init(z);
    if (!canary) { /* alpha to 0 is s to 1 */
        arb_sub_ui(s, s, 1, CF_DEPTH_PREC);
        arb_neg(s, s);
    }
    cf_depth_h(z, s, depth);
    arb_mul(out, depth->ball_p, s, CF_DEPTH_PREC);
    arb_mul_2exp_si(out, out, 1);
    arb_div(out, z, out, CF_DEPTH_PREC);
    arb_clear(z);
}

static void mu(arb_t out, arb_t s, const cf_depth *depth, int canary) {
    arb_t z;
    arb_init(z);
    cf_depth_h(z, s, depth);
    arb_mul(out, depth->ball_p, s, CF_DEPTH_PREC);
    arb_mul_2exp_si(out, out, 1);                    /* [X^T mu]_i as printed; beta_i = 1 */
    if (canary) arb_div(out, out, z, CF_DEPTH_PREC); /* alpha^D = 1/h_D(s) */
    arb_inv(out, out, CF_DEPTH_PREC);
    arb_clear(z);
}

static void check_ratio(cf_run *run, ratio_at ratio) {
    for (int k = 0; k < CF_DEPTHS; k++) {
        cf_depth depth;
        arb_t s, x, half;
        arb_init(s), arb_init(x), arb_init(half);
        cf_depth_init(&depth, cf_depth_list[k][0], (ulong)cf_depth_list[k][1]);
        arb_set_d(half, 0.5);
        for (slong j = 6; j <= 60; j += 6) {
            cf_instance(run, "X = y = 1, D = %ld/%ld, step %ld", cf_depth_list[k][0], cf_depth_list[k][1], j);
            arb_one(s);
            arb_mul_2exp_si(s, s, -j);
            ratio(x, s, &depth, cf_run_canary(run));
            arb_sub_ui(x, x, 1, CF_DEPTH_PREC);
            arb_abs(x, x);
            cf_fact_le(run, "|beta_i/[X^T mu]_i - 1| <= 1/2", x, half);
        }
        cf_depth_clear(&depth);
        arb_clear(s), arb_clear(x), arb_clear(half);
    }
}

static void check_alpha_zero(cf_run *run) {
    check_ratio(run, alpha_to_zero);
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
    .check = check_alpha_zero,
};

static void check_mu(cf_run *run) {
    check_ratio(run, mu);
}

const cf_claim cf_claim_eq109_111_mu_printed = {
    .id = "eq109_111_mu_printed",
    .section = "C",
    .items = "(109); (110); (111)",
    .title = "The ratio with mu as printed",
    .statement = "For mu = (2D/(D-2)) nu, beta_i/[X^T mu]_i tends to 1 for alpha to infinity: from some "
                 "alpha on it is within 1/2 of 1 on X = y = 1.",
    .tex = "\\lim_{\\alpha\\to\\infty}\\frac{[\\beta_{\\alpha,D}(\\infty)]_i}{[X^\\top\\mu]_i}=1,\\quad\\mu="
           "\\tfrac{2D}{D-2}\\nu",
    .domain = "any X, y",
    .checked = "X = y = 1 (so beta = 1 for every alpha) at ten alpha for each of 7 depths: X^T nu = s exact, "
               "alpha^D = 1/h_D(s)",
    .uses = "",
    .proof_uses = "",
    .erratum = "mu = (2D/(D-2)) alpha^D nu, before (108)",
    .twin = "eq109_111",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "mu = (2D/(D-2)) alpha^D nu: the corrected statement, which must hold",
    .argument = NULL,
    .check = check_mu,
};
