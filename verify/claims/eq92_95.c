/* eq92_95.c - (85) at beta_alpha, minimality, (85) at beta_L2, and an identity. */
#include "verify/claim.h"
#include "verify/theorem2_steps.h"

static void upper(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_step *s = instance;
    cf_half_Q(a, s->beta, s->t, prec);
    cf_step_bound(b, s, 1, prec);
    cf_step_scale(b, s, 3, 10, 11, prec);
}

static void line92(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_step *s = instance;
    fmpq_t factor;
    fmpq_init(factor);
    if (!cf_theorem2_limit_norm(a, s->t, prec) || !cf_half_Q_limit(b, s->t, prec)) arb_indeterminate(a);
    cf_step_factor(factor, s->t->epsilon, -1);
    fmpq_inv(factor, factor);
    arb_mul_fmpz(b, b, fmpq_numref(factor), prec);
    arb_div_fmpz(b, b, fmpq_denref(factor), prec);
    cf_step_scale(b, s, 1, 10, 11, prec);
    fmpq_clear(factor);
}

static void visit(cf_run *run, const cf_theorem2 *t) {
    int canary = cf_run_canary(run);
    cf_step s = {.t = t, .beta = t->beta, .canary = canary};
    cf_decide(run, "(92)", line92, &s, 0, 4096);
    cf_decide_minimal(run, "(93)", t, canary == 2);
    cf_decide(run, "(94)", upper, &s, 0, 8192);
    cf_step_identity(run, "(95): (1 + e')/(1 - e') = 1 + epsilon", t, canary == 4);
}

static void check(cf_run *run) {
    cf_theorem2_small(run, CF_HALF_L2, visit);
}

const cf_claim cf_claim_eq92_95 = {
    .id = "eq92_95",
    .section = "B",
    .items = "(92); (93); (94); (95)",
    .title = "(92)-(95)",
    .statement = "Under Theorem 2's hypothesis, ||beta_alpha||_2^2 <= (1 - e')^(-1) 4 alpha^4 "
                 "Q(beta_alpha/alpha^2) <= (1 - e')^(-1) 4 alpha^4 Q(beta_L2/alpha^2) <= ((1 + e')/(1 - "
                 "e'))||beta_L2||_2^2 = (1 + epsilon)||beta_L2||_2^2, e' = epsilon/(2 + epsilon).",
    .tex = "\\|\\beta_\\alpha\\|_2^2\\le\\tfrac1{1-\\epsilon'}4\\alpha^4Q(\\beta_\\alpha/"
           "\\alpha^2)\\le\\tfrac1{1-\\epsilon'}4\\alpha^4Q(\\beta_{L2}/"
           "\\alpha^2)\\le\\tfrac{1+\\epsilon'}{1-\\epsilon'}\\|\\beta_{L2}\\|_2^2=(1+\\epsilon)\\|\\beta_{"
           "L2}\\|_2^2",
    .domain = "0 < epsilon < d",
    .checked = "small instances of six families at the threshold",
    .uses = "",
    .proof_uses = "eq85",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 6,
    .canary = "(1 - e')^(-1)/1.1 in (92); 0.99 Q(beta_L2/alpha^2) in (93); (1 + e')/1.1 in (94); 1.01 + "
              "epsilon in (95)",
    .canaries = 4,
    .check = check,
};
