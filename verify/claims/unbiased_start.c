/* unbiased_start.c - With w_+ = w_- = a the coordinate of beta is a^2 - a^2: a polynomial of degree 2 in a
 * that vanishes at five points. */
#include "verify/claim.h"

static void check(cf_run *run) {
    cf_instance(run, "one coordinate, alpha in {-2, ..., 2}");
    for (slong a = -2; a <= 2; a++) {
        slong plus = 100 * a, minus = (cf_run_canary(run) ? 101 : 100) * a;
        cf_exact(run, "w_+^2 - w_-^2 = 0", plus * plus - minus * minus == 0);
    }
}

const cf_claim cf_claim_unbiased_start = {
    .id = "unbiased_start",
    .section = "2",
    .items = "F(w_0) = 0",
    .title = "The start w_0 = 1 is unbiased",
    .statement = "F(w_0) = 0, and F(alpha w_0) = 0 for every alpha: the start w_+ = w_- = alpha 1 of model "
                 "(4) predicts 0 everywhere.",
    .tex = "F(w_0)=0",
    .domain = "any alpha, d",
    .checked = "a polynomial identity, checked on a grid with more points in each variable than its degree: "
               "that proves it",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "w_- = 1.01 w_+",
    .argument = NULL,
    .check = check,
};
