/* eq37.c - from (27) with sqrt(4 alpha^4 + beta^2) <= 2 alpha^2 + |beta| and sqrt(alpha^4 + beta^2/4) >=
 * |beta|/2; L > 0. A coordinate 0 needs the convention 0 ln 0 = 0, which the print leaves out. Strict unless
 * beta = 0.
 */
#include "verify/appendix_b_terms.h"

/* a = sum (-k |beta_i| + |beta_i| L + |beta_i| ln|beta_i|)/L, the terms 2 alpha^2 cancelled, k = 1 */
static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_beta_case *c = instance;
    arb_t L, k, m, t;
    arb_init(L);
    arb_init(k);
    arb_init(m);
    arb_init(t);
    cf_case_L(L, c, prec);
    cf_case_constant(k, c, 1, "1", "0.99", prec);
    arb_sub(k, L, k, prec);
    arb_zero(a);
    for (size_t i = 0; i < c->d; i++) {
        cf_case_abs(m, c, i);
        cf_b_log_b(t, m, prec);
        arb_add(a, a, t, prec);
        arb_addmul(a, m, k, prec);
    }
    arb_div(a, a, L, prec);
    cf_case_scaled_Q(b, c, prec);
    arb_clear(L);
    arb_clear(k);
    arb_clear(m);
    arb_clear(t);
}

static void visit(cf_run *run, const cf_beta_case *c) {
    cf_decide(run, "(37)", sides, c, 0, CF_PREC_MAX);
}

static void check(cf_run *run) {
    cf_beta_cases(run, CF_ALPHA_BELOW_ONE, visit);
}

const cf_claim cf_claim_eq37 = {
    .id = "eq37",
    .section = "B",
    .items = "(37)",
    .title = "lower bound of (alpha^2/L) Q, first step",
    .statement = "For alpha < 1, (alpha^2/L) Q(beta/alpha^2) >= sum_i 2 alpha^2/L - (2 alpha^2 + "
                 "|beta_i|)/L + |beta_i| (1 + ln|beta_i|/L), with 0 ln 0 = 0.",
    .tex = "\\tfrac{\\alpha^2}{L}Q\\ge\\sum_i\\tfrac{2\\alpha^2}{L}-\\tfrac{2\\alpha^2+|\\beta_i|}{L}+|"
           "\\beta_i|\\Big(1+\\tfrac{\\ln|\\beta_i|}{L}\\Big)",
    .domain = "beta in R^d, 0 < alpha < 1",
    .checked = "any beta in R^d; edges (zero, one coordinate, equal coordinates, subnormal, 1e300), and "
               "drawn ones, d to 50; log alpha from -8e3 to -1e-12",
    .uses = "",
    .proof_uses = "eq24_27 eq28",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "2 alpha^2 + 0.99 |beta_i| in place of 2 alpha^2 + |beta_i|",
    .check = check,
};
