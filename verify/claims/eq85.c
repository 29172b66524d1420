/* eq85.c - true on the whole range, also where the printed premise fails: |beta_i|/alpha^2 < 1 there, and 1 -
 * t^2/48 <= 4q(t)/t^2 <= 1.
 */
#include "verify/claim.h"
#include "verify/theorem2_steps.h"

static void upper(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_step *s = instance;
    cf_half_Q(a, s->beta, s->t, prec);
    cf_step_bound(b, s, 1, prec);
    cf_step_scale(b, s, 2, 10, 11, prec);
}

static void lower(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_step *s = instance;
    cf_step_bound(a, s, -1, prec);
    cf_half_Q(b, s->beta, s->t, prec);
    cf_step_scale(b, s, 1, 9, 10, prec);
}

static void at(cf_run *run, const cf_theorem2 *t, const fmpq_mat_t beta) {
    cf_step s = {.t = t, .beta = beta, .canary = cf_run_canary(run)};
    cf_decide(run, "left inequality", lower, &s, 0, 8192);
    cf_decide(run, "right inequality", upper, &s, 0, 8192);
}

static void visit(cf_run *run, const cf_theorem2 *t) {
    static const char *const multiples[] = {"1e-6", "0.5", "1"};
    fmpq_mat_t beta;
    fmpq_t q, k;
    arf_t root;
    arb_t norm;
    fmpq_mat_init(beta, (slong)t->p.d, 1);
    fmpq_init(q);
    fmpq_init(k);
    arf_init(root);
    arb_init(norm);
    fmpq_mul_si(k, t->epsilon, 2);
    fmpq_add_si(k, k, 1); /* 1 + 2 epsilon */
    for (size_t m = 0; m < sizeof multiples / sizeof *multiples; m++) {
        cf_fmpq_set_decimal(q, multiples[m]);
        fmpq_mul(q, q, k);
        fmpq_mat_scalar_mul_fmpq(beta, t->beta, q);
        at(run, t, beta);
    }
    cf_theorem2_norm(norm, t, 128); /* a rational just below (1 + 2 epsilon)||beta_L2||_2 */
    arb_get_lbound_arf(root, norm, 128);
    arf_get_fmpq(q, root);
    fmpq_mul(q, q, k);
    fmpq_mat_zero(beta);
    fmpq_set(fmpq_mat_entry(beta, 0, 0), q);
    at(run, t, beta);
    fmpq_mat_clear(beta);
    fmpq_clear(q);
    fmpq_clear(k);
    arf_clear(root);
    arb_clear(norm);
}

static void check(cf_run *run) {
    cf_theorem2_small(run, CF_HALF_L2, visit);
}

const cf_claim cf_claim_eq85 = {
    .id = "eq85",
    .section = "B",
    .items = "(85)",
    .title = "(85)",
    .statement = "Under Theorem 2's hypothesis, for all beta with ||beta||_2 <= (1 + 2 "
                 "epsilon)||beta_L2||_2: (1 - epsilon/(2 + epsilon))||beta||_2^2 <= 4 alpha^4 "
                 "Q(beta/alpha^2) <= (1 + epsilon/(2 + epsilon))||beta||_2^2.",
    .tex = "\\big(1-\\tfrac{\\epsilon}{2+\\epsilon}\\big)\\|\\beta\\|_2^2\\le4\\alpha^4Q(\\beta/"
           "\\alpha^2)\\le\\big(1+\\tfrac{\\epsilon}{2+\\epsilon}\\big)\\|\\beta\\|_2^2",
    .domain = "||beta||_2 <= (1 + 2 epsilon)||beta_L2||_2, 0 < epsilon < d",
    .checked = "small instances of six families at the threshold; multiples of beta_L2 up to (1 + 2 "
               "epsilon), and the multiple of e_1 of norm at most that",
    .uses = "",
    .proof_uses = "eq85_premise lemma3",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 6,
    .canary = "0.9 * 4 alpha^4 Q on the left; (1 + epsilon/(2 + epsilon))/1.1 on the right",
    .canaries = 2,
    .check = check,
};
