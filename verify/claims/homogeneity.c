/* homogeneity.c - D-homogeneity with D = 2 of the models of Section 4. Each model is a sum over i of x_i
 * times (w_+^2
 * - w_-^2) or u v, so that the statement is one about polynomials of degree 2 in C and at most 2 in each
 * weight. They agree on a grid of 4 values of C and 5 of each weight, more than the degree in each variable:
 * hence everywhere. */
#include "verify/claim.h"

/* (C a)^2 - (C b)^2 against C^2 (a^2 - b^2), and (C a)(C b) against C^2 a b */
static void check_point(cf_run *run, slong C, slong a, slong b) {
    slong percent = cf_run_canary(run) ? 101 : 100;
    cf_exact(run, "squared model",
             100 * ((C * a) * (C * a) - (C * b) * (C * b)) == percent * C * C * (a * a - b * b));
    cf_exact(run, "model u v", 100 * (C * a) * (C * b) == percent * C * C * a * b);
}

static void check(cf_run *run) {
    cf_instance(run, "one coordinate, C in {1, ..., 4}, weights in {-2, ..., 2}");
    for (slong C = 1; C <= 4; C++)
        for (slong a = -2; a <= 2; a++)
            for (slong b = -2; b <= 2; b++) check_point(run, C, a, b);
}

const cf_claim cf_claim_homogeneity = {
    .id = "homogeneity",
    .section = "2",
    .items = "D-homogeneous",
    .title = "The depth-2 models are 2-homogeneous",
    .statement = "f(Cw, x) = C^2 f(w, x) and F(Cw) = C^2 F(w) for all C > 0, for the squared model (4) and "
                 "for f((u,v),x) = sum u_i v_i x_i.",
    .tex = "f(Cw,x)=C^2f(w,x)",
    .domain = "C > 0, any w, x",
    .checked = "a polynomial identity, checked on a grid with more points in each variable than its degree: "
               "that proves it",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "C^2 is 1.01 C^2",
    .argument = NULL,
    .check = check,
};
