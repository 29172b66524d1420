/* eq74.c - the halves of Lemma 1 on the ranges of norms for which the hypothesis gives them: the upper one
 * needs
 * ||beta||_1 + alpha^2 <= alpha^(-2 epsilon/(2 + epsilon)), the lower one alpha <= exp(-d (2 + epsilon)/(2
 * epsilon ||beta||_1)).
 */
#include "verify/claim.h"
#include "verify/theorem2_steps.h"

static void upper(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_step *s = instance;
    cf_half_Q(a, s->beta, s->t, prec);
    cf_step_bound(b, s, 1, prec);
    cf_step_scale(b, s, 2, 10, 11, prec);
}

static void at(cf_run *run, const cf_theorem2 *t, const fmpq_mat_t beta) {
    cf_step s = {.t = t, .beta = beta, .canary = cf_run_canary(run)};
    fmpq_t norm, bound;
    fmpq_init(norm);
    fmpq_init(bound);
    cf_rational_norm1(norm, beta);
    fmpq_add_si(bound, t->epsilon, 1);
    fmpq_mul(bound, bound, t->norm);
    if (fmpq_cmp(norm, bound) <= 0) cf_decide(run, "right inequality", upper, &s, 0, 16384);
    if (fmpq_cmp(norm, bound) >= 0) cf_decide(run, "left inequality", cf_step_lower, &s, 0, 16384);
    fmpq_clear(norm);
    fmpq_clear(bound);
}

static void visit(cf_run *run, const cf_theorem2 *t) {
    static const char *const multiples[] = {"1e-6", "0.01", "0.5", "1", "5", "1000"};
    fmpq_mat_t beta, n;
    fmpq_t q;
    fmpq_mat_init(beta, (slong)t->p.d, 1);
    fmpq_mat_init(n, (slong)t->p.d, 1);
    fmpq_init(q);
    for (size_t k = 0; k < sizeof multiples / sizeof *multiples; k++) {
        cf_fmpq_set_decimal(q, multiples[k]);
        fmpq_mat_scalar_mul_fmpq(beta, t->beta, q);
        at(run, t, beta);
    }
    for (ulong k = 0; k < 4; k++) { /* feasible, of norm (1 + epsilon)B and (1 + 2 epsilon)B */
        cf_kernel_vector(n, &t->p, k / 2);
        fmpq_mul_si(q, t->epsilon, 1 + (slong)(k % 2));
        fmpq_add_si(q, q, 1);
        fmpq_mul(q, q, t->norm);
        cf_point_at_l1(beta, t->beta, n, q);
        at(run, t, beta);
    }
    fmpq_add_si(q, t->epsilon, 1); /* ((1 + epsilon)B/d) 1_d, where Q is least for its norm */
    fmpq_mul(q, q, t->norm);
    for (slong i = 0; i < (slong)t->p.d; i++) fmpq_set(fmpq_mat_entry(beta, i, 0), q);
    fmpq_set_si(q, 1, (ulong)t->p.d);
    fmpq_mat_scalar_mul_fmpq(beta, beta, q);
    at(run, t, beta);
    fmpq_mat_clear(beta);
    fmpq_mat_clear(n);
    fmpq_clear(q);
}

static void check(cf_run *run) {
    cf_theorem2_small(run, CF_HALF_L1, visit);
}

const cf_claim cf_claim_eq74 = {
    .id = "eq74",
    .section = "B",
    .items = "(74)",
    .title = "(74), corrected",
    .statement = "Under Theorem 2's hypothesis: (alpha^2/L) Q(beta/alpha^2) <= (1 + epsilon/(2 + "
                 "epsilon))||beta||_1 for all beta with ||beta||_1 <= (1 + epsilon)||beta_L1||_1, and (1 - "
                 "epsilon/(2 + epsilon))||beta||_1 <= (alpha^2/L) Q(beta/alpha^2) for all beta with "
                 "||beta||_1 >= (1 + epsilon)||beta_L1||_1.",
    .tex = "\\|\\beta\\|_1\\le(1+\\epsilon)B:\\ "
           "\\tfrac{\\alpha^2}{L}Q\\le\\big(1+\\tfrac{\\epsilon}{2+\\epsilon}\\big)\\|\\beta\\|_1;\\qquad\\|"
           "\\beta\\|_1\\ge(1+\\epsilon)B:\\ "
           "\\tfrac{\\alpha^2}{L}Q\\ge\\big(1-\\tfrac{\\epsilon}{2+\\epsilon}\\big)\\|\\beta\\|_1",
    .domain = "0 < epsilon < d",
    .checked = "small instances of six families at the threshold: feasible points of norm (1 + "
               "epsilon)B, (1 + 2 epsilon)B, beta_L1, multiples of beta_L1 from 1e-6 to 1e3, and the "
               "uniform vector of norm (1 + epsilon)B",
    .uses = "",
    .proof_uses = "eq74_premise lemma1",
    .twin = "eq74_printed",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 8,
    .canary = "1.1 (1 - epsilon/(2 + epsilon)) on the left; (1 + epsilon/(2 + epsilon))/1.1 on the right",
    .canaries = 2,
    .check = check,
};
