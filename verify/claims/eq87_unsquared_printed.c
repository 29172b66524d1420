/* eq87_unsquared_printed.c - our copy may be read with or without the square in "||beta||_2 = (1 + 2
 * epsilon)||beta_L2||_2"; without it the equality (87) is false (it holds as >=).
 */
#include "verify/claim.h"
#include "verify/theorem2_steps.h"

static void check(cf_run *run) {
    static const char *const epsilons[] = {"0.5", "1", "1.5"};
    fmpq_t k, left, right, minus;
    fmpq_init(k);
    fmpq_init(left);
    fmpq_init(right);
    fmpq_init(minus);
    for (size_t m = 0; m < sizeof epsilons / sizeof *epsilons; m++) {
        cf_fmpq_set_decimal(k, epsilons[m]);
        cf_instance(run, "||beta_L2||_2 = 1, d = 2, epsilon = %s", epsilons[m]);
        cf_step_factor(minus, k, -1);
        fmpq_mul_si(k, k, 2);
        fmpq_add_si(k, k, 1); /* ||beta||_2 */
        fmpq_mul(left, k, k);
        fmpq_mul(left, left, minus);
        fmpq_mul(right, minus, k);
        if (cf_run_canary(run)) fmpq_mul(right, right, k);
        cf_fact_fmpq_eq(run, "(1 - e')||beta||_2^2 against the right side of (87)", left, right);
    }
    fmpq_clear(k);
    fmpq_clear(left);
    fmpq_clear(right);
    fmpq_clear(minus);
}

const cf_claim cf_claim_eq87_unsquared_printed = {
    .id = "eq87_unsquared_printed",
    .section = "B",
    .items = "(87)",
    .title = "(87) for ||beta||_2 = (1 + 2 epsilon)||beta_L2||_2",
    .statement = "If ||beta||_2 = (1 + 2 epsilon)||beta_L2||_2, as the proof's text may be read, then (1 - "
                 "e')||beta||_2^2 = (1 - e')(1 + 2 epsilon)||beta_L2||_2^2, e' = epsilon/(2 + epsilon).",
    .tex = "(1-\\epsilon')\\|\\beta\\|_2^2=(1-\\epsilon')(1+2\\epsilon)\\|\\beta_{L2}\\|_2^2",
    .domain = "0 < epsilon < d",
    .checked = "X = (1 0), y = 1, beta = (1, s) with 1 + s^2 = (1 + 2 epsilon)^2; epsilon = 1/2, 1, 3/2",
    .uses = "",
    .proof_uses = "",
    .erratum = "let beta be such that X beta = y and ||beta||_2^2 = (1 + 2 epsilon)||beta_L2||_2^2 (or "
               "(1 + 2 epsilon)^2 in (87))",
    .twin = "eq86_91",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "the corrected statement: (1 + 2 epsilon)^2",
    .check = check,
};
