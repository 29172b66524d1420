/* eq4.c - (4), and the first reason that Section 4 gives for having both w_+ and w_-: "the image of F(w) is
 * all (signed) linear functions". The definition needs no check; that the map is onto is the identity
 * ((b+1)/2)^2 -
 * ((b-1)/2)^2 = b, of degree 2 in b. */
#include "verify/claim.h"

static void check(cf_run *run) {
    slong c = cf_run_canary(run) ? 101 : 100;
    cf_instance(run, "one coordinate, beta in {-3, ..., 3}");
    for (slong b = -3; b <= 3; b++) {
        slong plus = c * (b + 1), minus = 100 * (b - 1); /* 200 times the weights */
        cf_exact(run, "w_+^2 - w_-^2 = beta", plus * plus - minus * minus == 40000 * b);
    }
}

const cf_claim cf_claim_eq4 = {
    .id = "eq4",
    .section = "4",
    .items = "(4)",
    .title = "The squared model is linear in x and reaches every linear function",
    .statement = "f(w,x) = sum_i (w_{+,i}^2 - w_{-,i}^2) x_i = <beta_w, x>, and the image of F is all of "
                 "R^d: w_+ = (beta+1)/2, w_- = (beta-1)/2 give beta_w = beta.",
    .tex = "f(w,x)=\\sum_i(w_{+,i}^2-w_{-,i}^2)x_i=\\langle\\beta_w,x\\rangle,\\quad F(\\mathbb "
           "R^{2d})=\\mathbb R^d",
    .domain = "any w, x; any beta",
    .checked = "a polynomial identity, checked on a grid with more points in each variable than its degree: "
               "that proves it",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "w_+ = 1.01 (beta+1)/2",
    .argument = NULL,
    .check = check,
};
