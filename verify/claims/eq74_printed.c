/* eq74_printed.c - a proof step that does not follow: alpha_1 is not increasing in ||beta||_1 (its last term
 * falls to 0 with the norm), so Lemma 1 at the largest norm says nothing of smaller ones; the left inequality
 * fails for small beta, and even for the feasible beta_alpha = (3/8, 3/8) itself.
 */
#include "verify/claim.h"
#include "verify/theorem2_steps.h"

static void check(cf_run *run) {
    cf_theorem2 t;
    cf_step_example_init(&t);
    if (cf_run_canary(run)) { /* norm 3/2 = (1 + epsilon)||beta_L1||_1 and more */
        cf_step_example_lower(run, &t, "1.125", "-0.375", 1);
        cf_step_example_lower(run, &t, "2", "-1.25", 1);
        cf_step_example_lower(run, &t, "1.5", "0", 0);
    } else {
        cf_step_example_lower(run, &t, "0.375", "0.375", 1);
        cf_step_example_lower(run, &t, "1e-6", "0", 0);
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
