/* eq39.c - the inequality of the logarithm, then (39); a coordinate 0 contributes 0 >= -1/L. Equality where
 * all |beta_i| are 1 is decided exactly.
 */
#include "verify/appendix_b_terms.h"

/* k - 1/x <= ln x at x = |beta_i| */
static void sides_log(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_coordinate *p = instance;
    arb_t x;
    arb_init(x);
    cf_case_abs(x, p->c, p->i);
    arb_inv(a, x, prec);
    arb_neg(a, a);
    cf_case_constant(b, p->c, 1, "1", "1.01", prec);
    arb_add(a, a, b, prec);
    arb_log(b, x, prec);
    arb_clear(x);
}

/* multiplied by L > 0: sum (|beta_i| L - k) <= sum |beta_i| (L - 1) + |beta_i| ln|beta_i| */
static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_beta_case *c = instance;
    arb_t L, k, m, t;
    arb_init(L);
    arb_init(k);
    arb_init(m);
    arb_init(t);
    cf_case_L(L, c, prec);
    cf_case_constant(k, c, 2, "1", "0.99", prec);
    arb_zero(a);
    arb_zero(b);
    for (size_t i = 0; i < c->d; i++) {
        cf_case_abs(m, c, i);
        arb_addmul(a, m, L, prec);
        arb_sub(a, a, k, prec);
        arb_addmul(b, m, L, prec);
        arb_sub(b, b, m, prec);
        cf_b_log_b(t, m, prec);
        arb_add(b, b, t, prec);
    }
    arb_clear(L);
    arb_clear(k);
    arb_clear(m);
    arb_clear(t);
}

/* Equality iff all |beta_i| are 1: then ln|beta_i| = 0 and both sides are d (L - 1)/L. */
static int all_ones(const cf_beta_case *c) {
    for (size_t i = 0; i < c->d; i++)
        if (c->beta[i] != 1 && c->beta[i] != -1) return 0;
    return 1;
}

/* In rationals: sum |beta_i| L - d = sum |beta_i| (L - 1) + 0 iff ||beta||_1 = d. */
static void equality(cf_run *run, const cf_beta_case *c) {
    fmpq_t norm, d;
    fmpq_init(norm);
    fmpq_init(d);
    cf_case_power_sum(norm, c, 1);
    cf_case_rational(d, c, 3, "1", "0.99");
    fmpq_mul_ui(d, d, c->d);
    cf_fact_fmpq_eq(run, "(39), all |beta_i| = 1: both sides are equal as ||beta||_1 = d", norm, d);
    fmpq_clear(norm);
    fmpq_clear(d);
}

static void visit(cf_run *run, const cf_beta_case *c) {
    for (size_t i = 0; i < c->d && i < 4; i++) {
        cf_coordinate p = {c, i};
        if (c->beta[i] == 0) continue;
        cf_decide(run, "1 - 1/x <= ln x at x = |beta_i|", sides_log, &p, 0, CF_PREC_MAX);
    }
    if (all_ones(c) && c->canary != 2)
        equality(run, c);
    else
        cf_decide(run, "(39)", sides, c, 0, CF_PREC_MAX);
}

static void check(cf_run *run) {
    cf_beta_cases(run, CF_ALPHA_BELOW_ONE, visit);
}

const cf_claim cf_claim_eq39 = {
    .id = "eq39",
    .section = "B",
    .items = "(39); ln x >= 1 - 1/x",
    .title = "ln x >= 1 - 1/x and its use",
    .statement = "For x > 0, ln x >= 1 - 1/x; hence for alpha < 1, sum_i |beta_i| (1 + (ln|beta_i| - 1)/L) "
                 ">= sum_i |beta_i| - 1/L.",
    .tex = "\\ln "
           "x\\ge1-\\tfrac1x,\\qquad\\sum_i|\\beta_i|\\Big(1+\\tfrac{\\ln|\\beta_i|-1}{L}\\Big)\\ge\\sum_i|"
           "\\beta_i|-\\tfrac1L",
    .domain = "x > 0; beta in R^d, 0 < alpha < 1",
    .checked = "any beta in R^d; edges (zero, one coordinate, equal coordinates, subnormal, 1e300), and "
               "drawn ones, d to 50; log alpha from -8e3 to -1e-12",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "1.01 - 1/x <= ln x; 0.99/L in place of 1/L; 0.99 d in place of d in the case of equality",
    .canaries = 3,
    .check = check,
};
