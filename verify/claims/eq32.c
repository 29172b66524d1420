/* eq32.c - the largest coordinate is at most the norm; L > 0. Equality for at most one non-zero coordinate is
 * decided exactly.
 */
#include "verify/appendix_b_terms.h"

static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_beta_case *c = instance;
    arb_t m, k;
    arb_init(m);
    arb_init(k);
    arb_one(k);
    cf_case_max(m, c);
    cf_case_log_bound(a, c, m, k, prec);
    cf_case_norm1(m, c, prec);
    cf_case_constant(k, c, 1, "1", "0.99", prec);
    cf_case_log_bound(b, c, m, k, prec);
    arb_clear(m);
    arb_clear(k);
}

/* Equality iff one coordinate is not zero: max |beta_i| = ||beta||_1, in rationals. */
static void equality(cf_run *run, const cf_beta_case *c) {
    fmpq_t norm, m, k;
    fmpq_init(norm);
    fmpq_init(m);
    fmpq_init(k);
    cf_case_power_sum(norm, c, 1);
    cf_case_max_rational(m, c);
    cf_case_rational(k, c, 2, "1", "0.99");
    fmpq_mul(norm, norm, k);
    cf_fact_fmpq_eq(run, "(32), one non-zero: max |beta_i| = ||beta||_1", m, norm);
    fmpq_clear(norm);
    fmpq_clear(m);
    fmpq_clear(k);
}

static void visit(cf_run *run, const cf_beta_case *c) {
    if (!cf_case_not_zero(run, c)) return;
    if (cf_case_nonzeros(c) == 1 && c->canary != 1)
        equality(run, c);
    else
        cf_decide(run, "(32)", sides, c, 0, CF_PREC_MAX);
}

static void check(cf_run *run) {
    cf_beta_cases(run, CF_ALPHA_BELOW_ONE, visit);
}

const cf_claim cf_claim_eq32 = {
    .id = "eq32",
    .section = "B",
    .items = "(32)",
    .title = "the largest coordinate bounded by the norm",
    .statement = "For alpha < 1, ||beta||_1 (1 + max_i ln(|beta_i| + alpha^2)/L) <= ||beta||_1 (1 + "
                 "ln(||beta||_1 + alpha^2)/L).",
    .tex = "\\|\\beta\\|_1\\Big(1+\\max_i\\tfrac{\\ln(|\\beta_i|+\\alpha^2)}{L}\\Big)\\le\\|\\beta\\|_1\\Big("
           "1+\\tfrac{\\ln(\\|\\beta\\|_1+\\alpha^2)}{L}\\Big)",
    .domain = "beta in R^d, 0 < alpha < 1",
    .checked = "any beta in R^d; edges (zero, one coordinate, equal coordinates, subnormal, 1e300), and "
               "drawn ones, d to 50; log alpha from -8e3 to -1e-12",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "ln(0.99 (||beta||_1 + alpha^2)) on the right; 0.99 ||beta||_1 in the case of equality",
    .canaries = 2,
    .check = check,
};
