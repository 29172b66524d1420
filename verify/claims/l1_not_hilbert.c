/* l1_not_hilbert.c - "In particular, the rich regime's bias is not an RKHS norm for any choice of kernel." A
 * norm that comes from an inner product obeys the parallelogram law; the l1 norm misses it by the factor 2
 * already on e_1, e_2. */
#include "verify/claim.h"

#include <stdlib.h>

static long norm_l1(long a, long b) {
    return labs(a) + labs(b);
}

static void check(cf_run *run) {
    cf_instance(run, "e_1 and e_2");
    long left = norm_l1(1, 1) * norm_l1(1, 1) + norm_l1(1, -1) * norm_l1(1, -1);
    long right = 2 * norm_l1(1, 0) * norm_l1(1, 0) + 2 * norm_l1(0, 1) * norm_l1(0, 1);
    cf_exact(run, "the sides of the law differ", left != right);
    cf_exact(run, "by the factor 2", 100 * left == (cf_run_canary(run) ? 202 : 200) * right);
}

const cf_claim cf_claim_l1_not_hilbert = {
    .id = "l1_not_hilbert",
    .section = "4",
    .items = "rich regime",
    .title = "The l1 norm is not an RKHS norm",
    .statement = "The l1 norm violates the parallelogram law, in any d >= 2, so no inner product, hence no "
                 "kernel, gives it: ||e_1+e_2||^2 + ||e_1-e_2||^2 = 8 = 2 (2 ||e_1||^2 + 2 ||e_2||^2).",
    .tex = "\\|e_1+e_2\\|_1^2+\\|e_1-e_2\\|_1^2=2\\big(2\\|e_1\\|_1^2+2\\|e_2\\|_1^2\\big)\\ne2\\|e_1\\|_1^2+"
           "2\\|e_2\\|_1^2",
    .domain = "d >= 2",
    .checked = "exact, two coordinates: the other coordinates are 0 in every vector",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the ratio of the two sides of the law is 2.02",
    .argument = NULL,
    .check = check,
};
