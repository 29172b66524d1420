/* eq20_23.c - the regulariser depends on |beta| alone. The left side is evaluated from the printed sum with
 * the signs of beta, the right side by the reference at |beta|; agreement to 60 bits relative, cancellation
 * included.
 */
#include "verify/appendix_b.h"

/* a = sum 2 - sqrt(4 + z_i^2) + z_i arcsinh(z_i/2) with the signs of beta, b = Q(|beta|/alpha^2) */
static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_beta_case *c = instance;
    arb_t alpha2, z, t, four;
    arb_init(alpha2);
    arb_init(z);
    arb_init(t);
    arb_init(four);
    cf_case_constant(four, c, 1, "4", "4.04", prec);
    cf_case_alpha2(alpha2, c, prec);
    arb_zero(a);
    arb_zero(b);
    for (size_t i = 0; i < c->d; i++) {
        arb_set_d(z, c->beta[i]);
        arb_div(z, z, alpha2, prec);
        arb_mul_2exp_si(t, z, -1);
        arb_asinh(t, t, prec);
        arb_addmul(a, z, t, prec);
        arb_mul(t, z, z, prec);
        arb_add(t, t, four, prec);
        arb_sqrt(t, t, prec);
        arb_sub(a, a, t, prec);
        arb_add_ui(a, a, 2, prec);
        arb_abs(z, z);
        cf_ref_q(t, z, prec);
        arb_add(b, b, t, prec);
    }
    arb_clear(alpha2);
    arb_clear(z);
    arb_clear(t);
    arb_clear(four);
}

static void visit(cf_run *run, const cf_beta_case *c) {
    if (cf_case_not_zero(run, c)) cf_consistent_raise(run, "(20) = (23)", sides, c, 60, CF_PREC_MAX);
}

static void check(cf_run *run) {
    cf_beta_cases(run, CF_ALPHA_ANY, visit);
}

const cf_claim cf_claim_eq20_23 = {
    .id = "eq20_23",
    .section = "B",
    .items = "(20); (21); (22); (23)",
    .title = "Q(beta/alpha^2) = Q(|beta|/alpha^2)",
    .statement = "Q(beta/alpha^2) = sum_i 2 - sqrt(4 + beta_i^2/alpha^4) + g(beta_i/alpha^2) = sum_i 2 - "
                 "sqrt(4 + |beta_i|^2/alpha^4) + g(|beta_i|/alpha^2) = Q(|beta|/alpha^2).",
    .tex = "Q(\\beta/\\alpha^2)=\\sum_i "
           "2-\\sqrt{4+\\beta_i^2/\\alpha^4}+g(\\beta_i/\\alpha^2)=Q(|\\beta|/\\alpha^2)",
    .domain = "beta in R^d, alpha > 0",
    .checked = "any beta in R^d; edges (zero, one coordinate, equal coordinates, subnormal, 1e300), and "
               "drawn ones, d to 50",
    .uses = "lemma1_g_even",
    .proof_uses = "",
    .method = CF_M_CONSISTENT,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "4.04 in place of 4 under the square root",
    .check = check,
};
