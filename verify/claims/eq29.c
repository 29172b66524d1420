/* eq29.c - from (27) with sqrt(4 alpha^4 + beta^2) >= 2 alpha^2 and sqrt(alpha^4 + beta^2/4) <= alpha^2 +
 * |beta|/2, both (28); L > 0 is used. Strict unless beta = 0, where both sides are exactly 0.
 */
#include "verify/appendix_b_terms.h"

/* the canary adds the change 2 alpha^2/L - k alpha^2/L in each coordinate */
static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_beta_case *c = instance;
    arb_t alpha2, L, k;
    arb_init(alpha2);
    arb_init(L);
    arb_init(k);
    cf_case_scaled_Q(a, c, prec);
    cf_case_log_sum(b, c, prec);
    cf_case_constant(k, c, 1, "0", "0.02", prec); /* second constant 2 less the first */
    cf_case_alpha2(alpha2, c, prec);
    cf_case_L(L, c, prec);
    arb_mul(k, k, alpha2, prec);
    arb_mul_ui(k, k, c->d, prec);
    arb_div(k, k, L, prec);
    arb_sub(b, b, k, prec);
    arb_clear(alpha2);
    arb_clear(L);
    arb_clear(k);
}

static void visit(cf_run *run, const cf_beta_case *c) {
    cf_decide(run, "(29)", sides, c, 0, CF_PREC_MAX);
}

static void check(cf_run *run) {
    cf_beta_cases(run, CF_ALPHA_BELOW_ONE, visit);
}

const cf_claim cf_claim_eq29 = {
    .id = "eq29",
    .section = "B",
    .items = "(29)",
    .title = "upper bound of (alpha^2/L) Q, first step",
    .statement = "For alpha < 1, (alpha^2/L) Q(beta/alpha^2) <= sum_i 2 alpha^2/L - 2 alpha^2/L + |beta_i| "
                 "(1 + ln(|beta_i|/2 + alpha^2 + |beta_i|/2)/L).",
    .tex = "\\tfrac{\\alpha^2}{L}Q\\le\\sum_i\\tfrac{2\\alpha^2}{L}-\\tfrac{2\\alpha^2}{L}+|\\beta_i|\\Big(1+"
           "\\tfrac{\\ln(|\\beta_i|/2+\\alpha^2+|\\beta_i|/2)}{L}\\Big)",
    .domain = "beta in R^d, 0 < alpha < 1",
    .checked = "any beta in R^d; edges (zero, one coordinate, equal coordinates, subnormal, 1e300), and "
               "drawn ones, d to 50; log alpha from -8e3 to -1e-12",
    .uses = "",
    .proof_uses = "eq24_27 eq28",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "2.02 alpha^2 in place of the second 2 alpha^2",
    .check = check,
};
