/* Q_l1_order.c - "Q_alpha(beta) is proportional to sum (|beta_i|/alpha^2) log(|beta_i|/alpha^2), proportional
 * to
 * ||beta||_1 + o(1)" (the last symbol may also be read O(1)). Both readings hold of (alpha^2/L) Q_alpha; the
 * exact order is 1/L. From q_at_infinity: alpha^2 q(b/alpha^2) - b (L + ln b - 1) = 2 alpha^2 - theta
 * alpha^4/b, 0 <= theta
 * <= 1. */
#include "verify/claim.h"

static const double beta[4][4] = {
    {1.0, -2.0, 0.5, 3.0}, {0.125, 0.25, -0.5, 0.0625}, {1e3, -1e-3, 7.0, 2.5}, {1.0, 0.0, 0.0, -1.0}};

static void check_case(cf_run *run, const double *entries, double log_alpha) {
    const slong prec = 1024;
    arb_ptr b = _arb_vec_init(4);
    arb_t la, alpha2, left, right, x;
    slong count = 0;
    arb_init(la);
    arb_init(alpha2);
    arb_init(left);
    arb_init(right);
    arb_init(x);
    arb_set_d(la, log_alpha);
    arb_mul_2exp_si(alpha2, la, 1);
    for (int i = 0; i < 4; i++) {
        arb_set_d(b + i, entries[i]);
        arb_abs(x, b + i);
        if (arb_is_zero(x)) continue;
        count++;
        arb_log(right, x, prec);
        arb_sub(right, right, alpha2, prec); /* ln|b| + L */
        arb_mul_ui(right, right, 100, prec);
        arb_sub_ui(right, right, cf_run_canary(run) ? 101 : 100, prec);
        arb_div_ui(right, right, 100, prec);
        arb_addmul(left, right, x, prec);
    }
    arb_exp(alpha2, alpha2, prec);
    cf_ref_alpha2_Q(right, b, la, 4, 2 * prec);
    cf_fact_le(run, "L ||beta||_1 + sum |beta| (ln|beta| - 1) <= alpha^2 Q_alpha", left, right);
    arb_mul_si(x, alpha2, 2 * count, prec);
    arb_add(left, left, x, prec);
    cf_fact_le(run, "alpha^2 Q_alpha <= that + 2 alpha^2 #{beta != 0}", right, left);
    arb_clear(la);
    arb_clear(alpha2);
    arb_clear(left);
    arb_clear(right);
    arb_clear(x);
    _arb_vec_clear(b, 4);
}

static void check(cf_run *run) {
    static const double log_alpha[] = {-5.0, -20.0, -100.0};
    for (int k = 0; k < 4; k++)
        for (size_t a = 0; a < sizeof log_alpha / sizeof *log_alpha; a++) {
            cf_instance(run, "beta no. %d, log alpha = %g", k, log_alpha[a]);
            check_case(run, beta[k], log_alpha[a]);
        }
}

const cf_claim cf_claim_Q_l1_order = {
    .id = "Q_l1_order",
    .section = "4",
    .items = "Q_alpha for alpha to 0",
    .title = "Q_alpha becomes the l1 norm with the error Theta(1/L)",
    .statement = "With L = ln(1/alpha^2) and alpha^2 <= the least non-zero |beta_i|: 0 <= alpha^2 "
                 "Q_alpha(beta) - L ||beta||_1 - sum |beta_i| (ln|beta_i| - 1) <= 2 alpha^2 #{beta_i != 0}. "
                 "So (alpha^2/L) Q_alpha(beta) = ||beta||_1 + o(1), the o(1) being of the exact order 1/L "
                 "(unless the sum vanishes); L ||beta||_1 itself is missed by O(1), not o(1).",
    .tex = "\\alpha^2Q_\\alpha(\\beta)=L\\|\\beta\\|_1+\\sum_i|\\beta_i|(\\ln|\\beta_i|-1)+O(\\alpha^2)",
    .domain = "any beta; alpha small against its entries",
    .checked = "4 vectors of 4 entries, log alpha = -5, -20, -100",
    .uses = "q_at_infinity",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "ln|beta_i| - 1.01",
    .argument = NULL,
    .check = check,
};
