/* eq31.c - each logarithm is at most the largest; L > 0. Equality where all non-zero coordinates have one
 * size is decided exactly, all else strictly by balls.
 */
#include "verify/appendix_b_terms.h"

static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_beta_case *c = instance;
    arb_t m, k;
    arb_init(m);
    arb_init(k);
    cf_case_log_sum(a, c, prec);
    cf_case_max(m, c);
    cf_case_constant(k, c, 1, "1", "0.99", prec);
    cf_case_log_bound(b, c, m, k, prec);
    arb_clear(m);
    arb_clear(k);
}

/* Equality iff all non-zero |beta_i| agree: sum beta_i^2 = max |beta_i| ||beta||_1, in rationals. */
static void equality(cf_run *run, const cf_beta_case *c) {
    fmpq_t squares, m, t;
    fmpq_init(squares);
    fmpq_init(m);
    fmpq_init(t);
    cf_case_power_sum(squares, c, 2);
    cf_case_power_sum(m, c, 1);
    cf_case_max_rational(t, c);
    fmpq_mul(m, m, t);
    cf_case_rational(t, c, 2, "1", "0.99");
    fmpq_mul(m, m, t);
    cf_fact_fmpq_eq(run,
                    "(31), equal: sum beta_i^2 = max |beta_i| ||beta||_1, all logarithms are the largest",
                    squares, m);
    fmpq_clear(squares);
    fmpq_clear(m);
    fmpq_clear(t);
}

static void visit(cf_run *run, const cf_beta_case *c) {
    if (!cf_case_not_zero(run, c)) return;
    if (cf_case_one_value(c) && c->canary != 1)
        equality(run, c);
    else
        cf_decide(run, "(31)", sides, c, 0, CF_PREC_MAX);
}

static void check(cf_run *run) {
    cf_beta_cases(run, CF_ALPHA_BELOW_ONE, visit);
}

const cf_claim cf_claim_eq31 = {
    .id = "eq31",
    .section = "B",
    .items = "(31)",
    .title = "the sum bounded by the largest coordinate",
    .statement = "For alpha < 1, sum_i |beta_i| (1 + ln(|beta_i| + alpha^2)/L) <= ||beta||_1 (1 + max_i "
                 "ln(|beta_i| + alpha^2)/L).",
    .tex = "\\sum_i|\\beta_i|\\Big(1+\\tfrac{\\ln(|\\beta_i|+\\alpha^2)}{L}\\Big)\\le\\|\\beta\\|_1\\Big(1+"
           "\\max_i\\tfrac{\\ln(|\\beta_i|+\\alpha^2)}{L}\\Big)",
    .domain = "beta in R^d, 0 < alpha < 1",
    .checked = "any beta in R^d; edges (zero, one coordinate, equal coordinates, subnormal, 1e300), and "
               "drawn ones, d to 50; log alpha from -8e3 to -1e-12",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "ln(0.99 (max_i |beta_i| + alpha^2)) on the right; 0.99 max_i |beta_i| in the case of equality",
    .canaries = 2,
    .check = check,
};
