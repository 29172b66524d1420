/* theorem_depth_l1_past.c - the hypothesis matters and the check can fail at depth D: certified violations of
 * the conclusion, with the alpha beside the threshold (table "violations"). */
#include "verify/theorem2.h"

static void check(cf_run *run) {
    cf_theorem_depth_past(run, CF_HALF_L1);
}

const cf_claim cf_claim_theorem_depth_l1_past = {
    .id = "theorem_depth_l1_past",
    .section = "5",
    .items = "alpha polynomial",
    .title = "The polynomial theorem: past the threshold the conclusion fails",
    .statement = "On each of these instances there is an alpha past the threshold with "
                 "||beta_{alpha,D}(infinity)||_1 > (1 + epsilon)||beta_L1||_1.",
    .tex = "\\exists\\alpha:\\ \\|\\beta_{\\alpha,D}\\|>(1+\\epsilon)\\min\\|\\beta\\|",
    .domain = "existence",
    .checked = "one sample (1, a, ..., a), d to 100, and drawn instances, D = 3, 4, 5, 8, 5/2 by turns; "
               "epsilon at 0.1, 0.5, 0.9 of the largest excess; the violation is about 0.3 %",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "a violation of 1.01 (1 + epsilon)",
    .check = check,
};
