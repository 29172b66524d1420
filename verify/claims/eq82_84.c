/* eq82_84.c - minimality of beta_alpha, the upper half of (74) at beta_L1, and an identity. */
#include "verify/claim.h"
#include "verify/theorem2_steps.h"

static void upper(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_step *s = instance;
    fmpq_t factor;
    fmpq_init(factor);
    cf_half_Q(a, s->beta, s->t, prec);
    cf_step_factor(factor, s->t->epsilon, 1);
    fmpq_mul(factor, factor, s->t->norm);
    arb_set_fmpq(b, factor, prec);
    cf_step_scale(b, s, 2, 10, 11, prec);
    fmpq_clear(factor);
}

static void visit(cf_run *run, const cf_theorem2 *t) {
    int canary = cf_run_canary(run);
    cf_step s = {.t = t, .beta = t->beta, .canary = canary};
    cf_decide_minimal(run, "(82)", t, canary == 1);
    cf_decide(run, "(83)", upper, &s, 0, 16384);
    cf_step_identity(run, "(84): (1 + e')/(1 - e') = 1 + epsilon", t, canary == 3);
}

static void check(cf_run *run) {
    cf_theorem2_small(run, CF_HALF_L1, visit);
}

const cf_claim cf_claim_eq82_84 = {
    .id = "eq82_84",
    .section = "B",
    .items = "(82); (83); (84)",
    .title = "(82)-(84)",
    .statement = "Under Theorem 2's hypothesis, (alpha^2/L)Q(beta_alpha/alpha^2) <= "
                 "(alpha^2/L)Q(beta_L1/alpha^2) <= (1 + e')||beta_L1||_1, and (1 + e')/(1 - e') = 1 + "
                 "epsilon, e' = epsilon/(2 + epsilon).",
    .tex = "\\tfrac{1}{1-\\epsilon'}\\tfrac{\\alpha^2}{L}Q(\\beta_\\alpha/"
           "\\alpha^2)\\le\\tfrac{1}{1-\\epsilon'}\\tfrac{\\alpha^2}{L}Q(\\beta_{L1}/"
           "\\alpha^2)\\le\\tfrac{1+\\epsilon'}{1-\\epsilon'}\\|\\beta_{L1}\\|_1=(1+\\epsilon)\\|\\beta_{L1}"
           "\\|_1",
    .domain = "0 < epsilon < d",
    .checked = "small instances of six families at the threshold",
    .uses = "",
    .proof_uses = "eq74",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 6,
    .canary = "0.99 Q(beta_L1/alpha^2) in (82); (1 + e')/1.1 in (83); 1.01 + epsilon in (84)",
    .canaries = 3,
    .check = check,
};
