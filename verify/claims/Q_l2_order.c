/* Q_l2_order.c - "For alpha to infinity Q_alpha(beta) is proportional to sum beta_i^2": q_at_zero summed,
 * times 4 alpha^4. */
#include "verify/claim.h"

static const double beta[4][4] = {
    {1.0, -2.0, 0.5, 3.0}, {0.125, 0.25, -0.5, 0.0625}, {1e3, -1e-3, 7.0, 2.5}, {1.0, 0.0, 0.0, -1.0}};

static void check_case(cf_run *run, const double *entries, double log_alpha) {
    const slong prec = 1024;
    arb_ptr b = _arb_vec_init(4);
    arb_t la, scale, left, right, x;
    arb_init(la);
    arb_init(scale);
    arb_init(left);
    arb_init(right);
    arb_init(x);
    arb_set_d(la, log_alpha);
    for (int i = 0; i < 4; i++) arb_set_d(b + i, entries[i]);
    cf_ref_alpha2_Q(left, b, la, 4, 2 * prec);
    arb_mul_2exp_si(scale, la, 1);
    arb_exp(scale, scale, prec);
    arb_mul(left, left, scale, prec);
    arb_mul_2exp_si(left, left, 2); /* 4 alpha^4 Q */
    arb_mul(scale, scale, scale, prec);
    arb_neg(left, left);
    for (int i = 0; i < 4; i++) {
        arb_mul(x, b + i, b + i, prec);
        arb_add(left, left, x, prec);
        arb_addmul(right, x, x, prec);
    }
    arb_div(right, right, scale, prec);
    arb_mul_ui(right, right, 10, prec);
    arb_div_ui(right, right, cf_run_canary(run) ? 484 : 480, prec);
    cf_fact_le(run, "||beta||_2^2 - 4 alpha^4 Q_alpha <= ||beta||_4^4 / (48 alpha^4)", left, right);
    arb_zero(x);
    cf_fact_le(run, "0 <= ||beta||_2^2 - 4 alpha^4 Q_alpha", x, left);
    arb_clear(la);
    arb_clear(scale);
    arb_clear(left);
    arb_clear(right);
    arb_clear(x);
    _arb_vec_clear(b, 4);
}

static void check(cf_run *run) {
    static const double log_alpha[] = {-3.0, 0.0, 2.0, 10.0, 50.0};
    for (int k = 0; k < 4; k++)
        for (size_t a = 0; a < sizeof log_alpha / sizeof *log_alpha; a++) {
            cf_instance(run, "beta no. %d, log alpha = %g", k, log_alpha[a]);
            check_case(run, beta[k], log_alpha[a]);
        }
}

const cf_claim cf_claim_Q_l2_order = {
    .id = "Q_l2_order",
    .section = "4",
    .items = "Q_alpha for alpha to infinity",
    .title = "Q_alpha becomes the squared l2 norm with the error O(1/alpha^4)",
    .statement = "0 <= ||beta||_2^2 - 4 alpha^4 Q_alpha(beta) <= ||beta||_4^4 / (48 alpha^4) for all beta "
                 "and alpha; 48 is the best constant.",
    .tex = "0\\le\\|\\beta\\|_2^2-4\\alpha^4Q_\\alpha(\\beta)\\le\\frac{\\|\\beta\\|_4^4}{48\\alpha^4}",
    .domain = "any beta, alpha > 0",
    .checked = "4 vectors of 4 entries, log alpha = -3, 0, 2, 10, 50",
    .uses = "q_at_zero",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "48 is 48.4",
    .argument = NULL,
    .check = check,
};
