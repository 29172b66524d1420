/* eq81_printed.c - a proof step that does not follow: the left inequality of (74) is used at beta_alpha,
 * whose norm may be as small as ||beta_L1||_1. Here beta_alpha = (3/8, 3/8), ||beta_alpha||_1 = 0.75 and the
 * right side is 0.713. Theorem 2 survives: suppose ||beta_alpha||_1 > (1 + epsilon)||beta_L1||_1; then (81)
 * holds, and (82)-(84) contradict it.
 */
#include "verify/claim.h"
#include "verify/theorem2_steps.h"

static void check(cf_run *run) {
    cf_theorem2 t;
    cf_step_example_init(&t);
    if (cf_run_canary(run)) { /* norm at least (1 + epsilon)||beta_L1||_1 */
        cf_step_example_lower(run, &t, "1.125", "-0.375", 1);
        cf_step_example_lower(run, &t, "2", "-1.25", 1);
    } else {
        cf_step_example_lower(run, &t, "0.375", "0.375", 1);
    }
    cf_theorem2_clear(&t);
}

const cf_claim cf_claim_eq81_printed = {
    .id = "eq81_printed",
    .section = "B",
    .items = "(81)",
    .title = "(81): ||beta_alpha||_1 bounded by Q",
    .statement = "Under Theorem 2's hypothesis, ||beta_alpha||_1 <= (1 - epsilon/(2 + epsilon))^(-1) "
                 "(alpha^2/L) Q(beta_alpha/alpha^2).",
    .tex = "\\|\\beta_\\alpha\\|_1\\le\\big(1-\\tfrac{\\epsilon}{2+\\epsilon}\\big)^{-1}\\tfrac{\\alpha^2}{L}"
           "Q(\\beta_\\alpha/\\alpha^2)",
    .domain = "0 < epsilon < d",
    .checked = "X = (1 1), y = 3/4, epsilon = 1: beta_alpha = (3/8, 3/8)",
    .uses = "",
    .proof_uses = "",
    .erratum = "if ||beta_alpha||_1 >= (1 + epsilon)||beta_L1||_1 (argue by contradiction)",
    .twin = "eq81",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "the corrected statement: for feasible beta with ||beta||_1 >= (1 + epsilon)||beta_L1||_1",
    .check = check,
};
