/* depth_excess_rate.c - at N = 1 the excess is alpha^D sum |h_D(x_i nu)| (1-|x_i|) exactly; nu is the exact
 * parameter, alpha^D = y/(X h_D(X^T nu)). */
#include "verify/depth_point.h"

/* sum over i >= 2 of |h(x_i nu)| (1-|x_i|); bound = sum |x_i| h'(x_i) (1-|x_i|); total = X h(X^T nu) =
 * alpha^{-D} y */
static void sums(arb_t excess, arb_t bound, arb_t total, const cf_depth *depth, const arb_t nu) {
    static const double X[4] = {1, 0.5, -0.75, 0.125};
    arb_t x, h, s;
    arb_init(x), arb_init(h), arb_init(s);
    arb_zero(excess), arb_zero(bound), arb_zero(total);
    for (int i = 0; i < 4; i++) {
        arb_set_d(x, X[i]);
        arb_mul(s, x, nu, CF_DEPTH_PREC);
        if (i > 0 || !arb_is_one(nu)) {
            cf_depth_h(h, s, depth);
            arb_addmul(total, h, x, CF_DEPTH_PREC);
        }
        if (i == 0) continue;
        arb_abs(x, x);
        arb_sub_ui(s, x, 1, CF_DEPTH_PREC);
        arb_neg(s, s);
        arb_abs(h, h);
        arb_addmul(excess, h, s, CF_DEPTH_PREC);
        cf_depth_h_prime(h, x, depth);
        arb_mul(h, h, x, CF_DEPTH_PREC);
        arb_addmul(bound, h, s, CF_DEPTH_PREC);
    }
    arb_clear(x), arb_clear(h), arb_clear(s);
}

static void check_depth(cf_run *run, const cf_depth *depth) {
    arb_t nu, C, e, bound, total, last, last_alpha, t;
    arb_init(nu), arb_init(C), arb_init(e), arb_init(bound), arb_init(total), arb_init(last),
        arb_init(last_alpha), arb_init(t);
    arb_one(nu);
    sums(C, bound, total, depth, nu);
    for (slong k = 10; k <= 30; k += 10) {
        arb_one(nu);
        arb_mul_2exp_si(nu, nu, -k);
        arb_sub_ui(nu, nu, 1, CF_DEPTH_PREC);
        arb_neg(nu, nu);
        sums(e, bound, total, depth, nu);
        cf_depth_percent(t, C, cf_run_canary(run) == 2 ? -1 : 0);
        cf_fact_le(run, "alpha^(-D) excess <= C", e, t);
        arb_mul_2exp_si(bound, bound, -k);
        arb_sub(t, C, e, CF_DEPTH_PREC);
        cf_depth_percent(bound, bound, cf_run_canary(run) == 3 ? -1 : 0);
        cf_fact_le(run, "C - alpha^(-D) excess <= (1-nu) sum |x_i| h'(x_i) (1-|x_i|)", t, bound);
        arb_log(total, total, CF_DEPTH_PREC);
        arb_div(total, total, depth->D_ball, CF_DEPTH_PREC);
        arb_neg(total, total); /* log alpha, as y = 1 */
        arb_log(e, e, CF_DEPTH_PREC);
        arb_mul(t, total, depth->D_ball, CF_DEPTH_PREC);
        arb_add(e, e, t, CF_DEPTH_PREC); /* log excess */
        if (k > 10) {
            arb_sub(t, e, last, CF_DEPTH_PREC);
            arb_sub(last_alpha, total, last_alpha, CF_DEPTH_PREC);
            arb_div(t, t, last_alpha, CF_DEPTH_PREC);
            cf_evidence_row(run, "slope", "D", arf_get_d(arb_midref(depth->D_ball), ARF_RND_NEAR),
                            "log_alpha", arf_get_d(arb_midref(total), ARF_RND_NEAR), "slope",
                            arf_get_d(arb_midref(t), ARF_RND_NEAR), NULL);
            cf_depth_percent(bound, depth->D_ball, cf_run_canary(run) == 1 ? 1 : 0);
            arb_sub(t, t, bound, CF_DEPTH_PREC);
            arb_abs(t, t);
            arb_mul_2exp_si(bound, depth->D_ball, -9);
            cf_fact_le(run, "the slope is D to 2^-9 of itself", t, bound);
        }
        arb_set(last, e);
        arb_set(last_alpha, total);
    }
    arb_clear(nu), arb_clear(C), arb_clear(e), arb_clear(bound), arb_clear(total), arb_clear(last),
        arb_clear(last_alpha), arb_clear(t);
}

static void check(cf_run *run) {
    for (int k = 0; k < CF_DEPTHS; k++) {
        cf_depth depth;
        cf_depth_init(&depth, cf_depth_list[k][0], (ulong)cf_depth_list[k][1]);
        cf_instance(run, "X = (1, 1/2, -3/4, 1/8), y = 1, D = %ld/%ld", cf_depth_list[k][0],
                    cf_depth_list[k][1]);
        check_depth(run, &depth);
        cf_depth_clear(&depth);
    }
}

const cf_claim cf_claim_depth_excess_rate = {
    .id = "depth_excess_rate",
    .section = "5",
    .items = "Theorem 3; alpha polynomial",
    .title = "The rate at which the excess l1 norm vanishes at depth D",
    .statement =
        "If beta_L1 is unique and strictly complementary, alpha^(-D) (||beta_{alpha,D}||_1 - ||beta_L1||_1) "
        "converges to C = sum over i off the support of |h_D(rho_i)| (1 - |rho_i|), rho = X^T nu_0, nu_0 the "
        "H-centre of the dual solutions: log excess against log alpha has the slope D. Measured at N = 1, X "
        "= (1, x_2, ...), y = 1, where rho = X: 0 <= C - alpha^(-D) excess <= (1-nu) sum |x_i| h_D'(x_i) "
        "(1-|x_i|), and the slope between neighbouring alpha.",
    .tex = "\\alpha^{-D}(\\|\\beta_{\\alpha,D}\\|_1-\\|\\beta_{L1}\\|_1)\\to\\sum_{i\\notin "
           "J}|h_D(\\rho_i)|(1-|\\rho_i|)",
    .domain = "beta_L1 unique and strictly complementary",
    .checked = "N = 1, X = (1, 1/2, -3/4, 1/8), y = 1, 7 depths, nu = 1 - 2^-10, 1 - 2^-20, 1 - 2^-30: "
               "certified; the rest is the written proof",
    .uses = "",
    .proof_uses = "depth_kkt limit_depth_alpha_zero",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the slope is 1.01 D; 0.99 C; the bound of C - alpha^(-D) excess is 1 % smaller",
    .canaries = 3,
    .argument = "docs/depth-theory.md#rate-of-the-excess-norm",
    .check = check,
};
