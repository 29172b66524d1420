/* eq75_80.c - the lines themselves are true, though the printed reason for (75), the premise of (74), is not
 * (eq74_premise_printed): (75) needs the lower half of Lemma 1 at the norm (1 + 2 epsilon)B alone. The
 * instances have y != 0: for y = 0, (79) is 0 > 0.
 */
#include "verify/claim.h"
#include "verify/theorem2_steps.h"

static void upper(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_step *s = instance;
    cf_half_Q(a, s->beta, s->t, prec);
    cf_step_bound(b, s, 1, prec);
    cf_step_scale(b, s, 3, 10, 11, prec);
}

/* the feasible beta against one twice as far out on the same line through beta_L1; false: 0.99 times as far
 */
static void farther(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_step *s = instance;
    fmpq_mat_t far;
    fmpq_t times;
    fmpq_init(times);
    cf_fmpq_set_decimal(times, s->canary == 7 ? "0.99" : "2");
    fmpq_mat_init(far, (slong)s->t->p.d, 1);
    fmpq_mat_sub(far, s->beta, s->t->beta);
    fmpq_mat_scalar_mul_fmpq(far, far, times);
    fmpq_mat_add(far, far, s->t->beta);
    cf_half_Q(a, s->beta, s->t, prec);
    cf_half_Q(b, far, s->t, prec);
    fmpq_mat_clear(far);
    fmpq_clear(times);
}

/* (76) and (78), exact */
static void exact_lines(cf_run *run, const cf_theorem2 *t, const fmpq_mat_t beta) {
    fmpq_t target, norm, minus, plus, one;
    fmpq_init(target);
    fmpq_init(norm);
    fmpq_init(minus);
    fmpq_init(plus);
    fmpq_init(one);
    cf_fmpq_set_decimal(one, cf_run_canary(run) == 2 ? "1.01" : "1");
    fmpq_mul_si(target, t->epsilon, 2);
    fmpq_add(target, target, one);
    fmpq_mul(norm, target, t->norm);
    cf_rational_norm1(plus, beta);
    cf_fact_fmpq_eq(run, "(76): ||beta||_1 = (1 + 2 epsilon)||beta_L1||_1", plus, norm);
    cf_step_factor(minus, t->epsilon, -1);
    cf_step_factor(plus, t->epsilon, 1);
    fmpq_div(minus, minus, plus);
    cf_fmpq_set_decimal(one, cf_run_canary(run) == 4 ? "1.01" : "1");
    fmpq_add(plus, t->epsilon, one);
    fmpq_inv(plus, plus);
    cf_fact_fmpq_eq(run, "(78): (1 - e')/(1 + e') = 1/(1 + epsilon)", minus, plus);
    fmpq_clear(target);
    fmpq_clear(norm);
    fmpq_clear(minus);
    fmpq_clear(plus);
    fmpq_clear(one);
}

static void visit(cf_run *run, const cf_theorem2 *t) {
    fmpq_mat_t beta, n;
    fmpq_t target;
    fmpq_mat_init(beta, (slong)t->p.d, 1);
    fmpq_mat_init(n, (slong)t->p.d, 1);
    fmpq_init(target);
    fmpq_mul_si(target, t->epsilon, 2);
    fmpq_add_si(target, target, 1);
    fmpq_mul(target, target, t->norm);
    for (ulong k = 0; k < 2; k++) {
        cf_kernel_vector(n, &t->p, k);
        if (k) fmpq_mat_neg(n, n);
        cf_point_at_l1(beta, t->beta, n, target);
        int canary = cf_run_canary(run);
        cf_step s = {.t = t, .beta = beta, .canary = canary},
                least = {.t = t, .beta = t->beta, .canary = canary};
        cf_exact(run, "X beta = y", cf_is_feasible(beta, &t->p));
        exact_lines(run, t, beta);
        cf_decide(run, "(75)", cf_step_lower, &s, 0, 16384);
        cf_decide(run, "(77): (alpha^2/L)Q(beta_L1/alpha^2) <= (1 + e')||beta_L1||_1", upper, &least, 0,
                  16384);
        if (k == 0)
            cf_decide_gap(run, "(79): (1 + 2 epsilon)/(1 + epsilon) Q > Q at beta_L1", t, canary == 5);
        if (k == 0) cf_decide_minimal(run, "(80)", t, canary == 6);
        cf_decide(run, "Q grows beyond beta on the line from beta_L1", farther, &s, 1, 16384);
    }
    fmpq_mat_clear(beta);
    fmpq_mat_clear(n);
    fmpq_clear(target);
}

static void check(cf_run *run) {
    cf_theorem2_small(run, CF_HALF_L1, visit);
}

const cf_claim cf_claim_eq75_80 = {
    .id = "eq75_80",
    .section = "B",
    .items = "(75); (76); (77); (78); (79); (80); far beta excluded",
    .title = "(75)-(80) and the convexity step",
    .statement = "Under Theorem 2's hypothesis, for feasible beta with ||beta||_1 = (1 + 2 "
                 "epsilon)||beta_L1||_1: (alpha^2/L)Q(beta/alpha^2) >= (1 - e')||beta||_1 = (1 - e')(1 + 2 "
                 "epsilon)||beta_L1||_1 >= ((1 - e')/(1 + e'))(1 + 2 epsilon)(alpha^2/L)Q(beta_L1/alpha^2) "
                 "= ((1 + 2 epsilon)/(1 + epsilon))(alpha^2/L)Q(beta_L1/alpha^2) > "
                 "(alpha^2/L)Q(beta_L1/alpha^2) >= (alpha^2/L)Q(beta_alpha/alpha^2), e' = epsilon/(2 + "
                 "epsilon); and a feasible beta farther out has a larger Q still.",
    .tex = "\\tfrac{\\alpha^2}{L}Q(\\beta/"
           "\\alpha^2)\\ge(1-\\epsilon')\\|\\beta\\|_1\\ge\\tfrac{1-\\epsilon'}{1+\\epsilon'}(1+2\\epsilon)"
           "\\tfrac{\\alpha^2}{L}Q(\\beta_{L1}/"
           "\\alpha^2)=\\tfrac{1+2\\epsilon}{1+\\epsilon}\\tfrac{\\alpha^2}{L}Q(\\beta_{L1}/"
           "\\alpha^2)>\\tfrac{\\alpha^2}{L}Q(\\beta_\\alpha/\\alpha^2)",
    .domain = "X beta = y, ||beta||_1 = (1 + 2 epsilon)||beta_L1||_1, 0 < epsilon < d",
    .checked = "small instances of six families at the threshold, two exact feasible points each",
    .uses = "",
    .proof_uses = "eq74 lemma1",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 8,
    .canary = "one a line: 1.1 (1 - e') in (75); 1.01 + 2 epsilon in (76); (1 + e')/1.1 in (77); 1/(1.01 + "
              "epsilon) in (78); 0.9 (1 + 2 epsilon) in (79); 0.99 Q(beta_L1/alpha^2) in (80); beta 0.99 "
              "times as far out",
    .canaries = 7,
    .check = check,
};
