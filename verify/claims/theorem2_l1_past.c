/* theorem2_l1_past.c - the hypothesis matters and the check of Theorem 2 can fail: certified violations of
 * its conclusion, with the alpha beside the threshold (table "violations").
 */
#include "verify/theorem2.h"

static void check(cf_run *run) {
    cf_theorem2_past(run, CF_HALF_L1);
}

const cf_claim cf_claim_theorem2_l1_past = {
    .id = "theorem2_l1_past",
    .section = "4",
    .items = "Theorem 2",
    .title = "past the threshold the conclusion of the first half fails",
    .statement = "On each of these instances there is an alpha past Theorem 2's threshold with "
                 "||beta_alpha(infinity)||_1 > (1 + epsilon)||beta_L1||_1.",
    .tex = "\\exists\\alpha:\\ \\|\\beta_\\alpha(\\infty)\\|>(1+\\epsilon)\\min\\|\\beta\\|",
    .domain = "existence",
    .checked = "one sample (1, a, ..., a), d to 100, and drawn instances; epsilon at 0.1, 0.5, 0.9 of "
               "the largest excess; the violation is about 0.3 %",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 10,
    .canary = "a violation of 1.01 (1 + epsilon)",
    .check = check,
};
