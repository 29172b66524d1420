/* eq81.c - what the proof by contradiction needs of (81). */
#include "verify/claim.h"
#include "verify/theorem2_steps.h"

static void visit(cf_run *run, const cf_theorem2 *t) {
    static const char *const times[] = {"1", "1.5", "4"};
    fmpq_mat_t beta, n;
    fmpq_t target, k;
    fmpq_mat_init(beta, (slong)t->p.d, 1);
    fmpq_mat_init(n, (slong)t->p.d, 1);
    fmpq_init(target);
    fmpq_init(k);
    for (size_t m = 0; m < sizeof times / sizeof *times; m++) {
        cf_kernel_vector(n, &t->p, m);
        cf_fmpq_set_decimal(k, times[m]);
        fmpq_add_si(target, t->epsilon, 1);
        fmpq_mul(target, target, t->norm);
        fmpq_mul(target, target, k);
        cf_point_at_l1(beta, t->beta, n, target);
        cf_step s = {.t = t, .beta = beta, .canary = cf_run_canary(run)};
        cf_exact(run, "X beta = y", cf_is_feasible(beta, &t->p));
        cf_decide(run, "(1 - epsilon/(2 + epsilon))||beta||_1 <= (alpha^2/L) Q(beta/alpha^2)", cf_step_lower,
                  &s, 0, 16384);
    }
    fmpq_mat_clear(beta);
    fmpq_mat_clear(n);
    fmpq_clear(target);
    fmpq_clear(k);
}

static void check(cf_run *run) {
    cf_theorem2_small(run, CF_HALF_L1, visit);
}

const cf_claim cf_claim_eq81 = {
    .id = "eq81",
    .section = "B",
    .items = "(81)",
    .title = "(81), corrected",
    .statement = "Under Theorem 2's hypothesis, every feasible beta with ||beta||_1 >= (1 + "
                 "epsilon)||beta_L1||_1 has ||beta||_1 <= (1 - epsilon/(2 + epsilon))^(-1) (alpha^2/L) "
                 "Q(beta/alpha^2).",
    .tex = "\\|\\beta\\|_1\\ge(1+\\epsilon)\\|\\beta_{L1}\\|_1\\Rightarrow\\|\\beta\\|_1\\le\\big(1-\\tfrac{"
           "\\epsilon}{2+\\epsilon}\\big)^{-1}\\tfrac{\\alpha^2}{L}Q(\\beta/\\alpha^2)",
    .domain = "X beta = y, 0 < epsilon < d",
    .checked = "small instances of six families at the threshold, exact feasible points of norm 1, 1.5, "
               "4 times (1 + epsilon)||beta_L1||_1",
    .uses = "",
    .proof_uses = "eq74",
    .twin = "eq81_printed",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 6,
    .canary = "1.1 (1 - epsilon/(2 + epsilon))",
    .check = check,
};
