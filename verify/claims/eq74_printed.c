/* eq74_printed.c - a proof step that does not follow: alpha_1 is not increasing in ||beta||_1 (its last term
 * falls to 0 with the norm), so Lemma 1 at the largest norm says nothing of smaller ones; the left inequality
 * fails for small beta, and even for the feasible beta_alpha = (3/8, 3/8) itself.
 */
#include "verify/claim.h"
#include "verify/theorem2_steps.h"

/* X = (1 1), y = 3/4, epsilon = 1: B = 3/4, beta_alpha = (3/8, 3/8) by symmetry and uniqueness (Theorem 1).
 * Theorem 2's threshold is exp(-d/(epsilon B)) = exp(-8/3) here. beta = (3/8 + s, 3/8 - s) is feasible, s = 0
 * or 3/4. */
static void two(cf_theorem2 *t) {
    static const double X[] = {1, 1}, y[] = {0.75};
    fmpq_t one;
    fmpq_init(one);
    fmpq_one(one);
    if (!cf_theorem2_set(t, CF_HALF_L1, X, y, 1, 2)) flint_abort();
    cf_theorem2_at(t, one, CF_THRESHOLD_PRINTED, 0);
    fmpq_clear(one);
}

static void set_beta(fmpq_mat_t beta, const char *first, const char *second) {
    cf_fmpq_set_decimal(fmpq_mat_entry(beta, 0, 0), first);
    cf_fmpq_set_decimal(fmpq_mat_entry(beta, 1, 0), second);
}

/* (1 - epsilon/(2 + epsilon))||beta||_1 <= (alpha^2/L) Q(beta/alpha^2) */
static void lower(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_step *s = instance;
    fmpq_t factor, norm;
    fmpq_init(factor);
    fmpq_init(norm);
    cf_step_factor(factor, s->t->epsilon, -1);
    cf_rational_norm1(norm, s->beta);
    fmpq_mul(factor, factor, norm);
    arb_set_fmpq(a, factor, prec);
    cf_half_Q(b, s->beta, s->t, prec);
    fmpq_clear(factor);
    fmpq_clear(norm);
}

static void at(cf_run *run, const cf_theorem2 *t, const char *first, const char *second, int feasible) {
    fmpq_mat_t beta;
    fmpq_mat_init(beta, 2, 1);
    set_beta(beta, first, second);
    cf_step s = {.t = t, .beta = beta};
    cf_instance(run, "X = (1 1), y = 3/4, epsilon = 1, alpha = exp(-8/3), beta = (%s, %s)", first, second);
    int ok = cf_theorem2_report_hypotheses(run, t);
    if (feasible)
        ok = cf_hypothesis(run, "X beta = y", cf_is_feasible(beta, &t->p) ? CF_TRUE : CF_FALSE) && ok;
    if (ok)
        cf_decide(run, "(1 - epsilon/(2 + epsilon))||beta||_1 <= (alpha^2/L) Q(beta/alpha^2)", lower, &s, 0,
                  4096);
    fmpq_mat_clear(beta);
}

static void check(cf_run *run) {
    cf_theorem2 t;
    two(&t);
    if (cf_run_canary(run)) { /* norm 3/2 = (1 + epsilon)||beta_L1||_1 and more */
        at(run, &t, "1.125", "-0.375", 1);
        at(run, &t, "2", "-1.25", 1);
        at(run, &t, "1.5", "0", 0);
    } else {
        at(run, &t, "0.375", "0.375", 1);
        at(run, &t, "1e-6", "0", 0);
    }
    cf_theorem2_clear(&t);
}

const cf_claim cf_claim_eq74_printed = {
    .id = "eq74_printed",
    .section = "B",
    .items = "(74)",
    .title = "(74) for all beta of norm at most (1 + 2 epsilon)||beta_L1||_1",
    .statement = "Under Theorem 2's hypothesis, for all beta with ||beta||_1 <= (1 + 2 "
                 "epsilon)||beta_L1||_1: (1 - epsilon/(2 + epsilon))||beta||_1 <= (alpha^2/L) "
                 "Q(beta/alpha^2) <= (1 + epsilon/(2 + epsilon))||beta||_1.",
    .tex = "\\big(1-\\tfrac{\\epsilon}{2+\\epsilon}\\big)\\|\\beta\\|_1\\le\\tfrac{\\alpha^2}{L}Q(\\beta/"
           "\\alpha^2)\\le\\big(1+\\tfrac{\\epsilon}{2+\\epsilon}\\big)\\|\\beta\\|_1",
    .domain = "all beta with ||beta||_1 <= (1 + 2 epsilon)||beta_L1||_1",
    .checked = "X = (1 1), y = 3/4, epsilon = 1; the feasible beta = (3/8, 3/8), of least norm, and a "
               "beta of norm 1e-6",
    .uses = "",
    .proof_uses = "",
    .erratum = "the right inequality for all beta with ||beta||_1 <= (1 + epsilon)||beta_L1||_1, the "
               "left one for all with ||beta||_1 >= (1 + epsilon)||beta_L1||_1",
    .twin = "eq74",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "the corrected statement: the left inequality for ||beta||_1 >= (1 + "
              "epsilon)||beta_L1||_1",
    .check = check,
};
