/* theorem2_l1_worst.c - the worst configuration of the proof's two estimates, one coordinate against a
 * uniform vector. Even there most of epsilon is left: the threshold of docs/appendix-b.md is larger.
 */
#include "verify/theorem2.h"
#include <string.h>

/* The kernel of X is spanned by n = (c - 1, c, ..., c), c = (1 + delta)/d: B e_1 + B n is uniform of norm (1
 * + delta)B, where Q is least for its norm, while B e_1 has the least l1 norm (c d > 1) and the largest Q for
 * its norm. Rows e_k - e_{k+1}, 2 <= k < d, and (c, 1 - c, 0, ...); y = B X e_1. All entries are dyadic. */
static void build(double *X, double *y, double c, double B, size_t d) {
    memset(X, 0, (d - 1) * d * sizeof *X);
    memset(y, 0, (d - 1) * sizeof *y);
    for (size_t k = 0; k + 2 < d; k++) {
        X[k * d + k + 1] = 1;
        X[k * d + k + 2] = -1;
    }
    X[(d - 2) * d] = c;
    X[(d - 2) * d + 1] = 1 - c;
    y[d - 2] = B * c;
}

static void one(cf_run *run, size_t d, double delta, double B) {
    static const char *const epsilons[] = {"0.01", "0.1", "0.5", "1"};
    double X[31 * 32], y[31];
    cf_theorem2 t;
    fmpq_t epsilon;
    fmpq_init(epsilon);
    build(X, y, (1 + delta) / (double)d, B, d);
    if (cf_theorem2_set(&t, CF_HALF_L1, X, y, d - 1, d))
        for (size_t k = 0; k < sizeof epsilons / sizeof *epsilons; k++) {
            cf_fmpq_set_decimal(epsilon, epsilons[k]);
            cf_theorem2_at(&t, epsilon, CF_THRESHOLD_PRINTED, 0);
            cf_theorem2_check(run, &t, 1, 0);
        }
    cf_theorem2_clear(&t);
    fmpq_clear(epsilon);
}

static void check(cf_run *run) {
    static const double deltas[] = {0x1p-6, 0.25, 1}, norms[] = {0.5, 2, 8, 64};
    for (size_t d = 4; d <= 32; d *= 2)
        for (size_t k = 0; k < 3; k++)
            for (size_t m = 0; m < 4 && !cf_run_expired(run); m++) one(run, d, deltas[k], norms[m]);
}

const cf_claim cf_claim_theorem2_l1_worst = {
    .id = "theorem2_l1_worst",
    .section = "4",
    .items = "Theorem 2",
    .title = "Theorem 2, first half, on instances built to leave the least slack",
    .statement = "For any 0 < epsilon < d, alpha <= min{(2(1 + epsilon)||beta_L1||_1)^(-(2 + epsilon)/(2 "
                 "epsilon)), exp(-d/(epsilon ||beta_L1||_1))} implies ||beta_alpha(infinity)||_1 <= (1 + "
                 "epsilon)||beta_L1||_1.",
    .tex = "\\alpha\\le\\min\\{(2(1+\\epsilon)\\|\\beta_{L1}\\|_1)^{-\\frac{2+\\epsilon}{2\\epsilon}},e^{-d/"
           "(\\epsilon\\|\\beta_{L1}\\|_1)}\\}\\Rightarrow\\|\\beta_\\alpha(\\infty)\\|_1\\le(1+\\epsilon)\\|"
           "\\beta_{L1}\\|_1",
    .domain = "X of full row rank, y != 0, 0 < epsilon < d",
    .checked = "d = 4, 8, 16, 32, N = d - 1: the solutions form the line from B e_1 through a uniform "
               "vector of norm (1 + delta)B; B from 1/2 to 64, epsilon from 1/100 to 1, alpha within "
               "1e-30 of the threshold",
    .uses = "",
    .proof_uses = "lemma1 eq75_80 eq81 eq82_84",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 60,
    .canary = "0.99 + epsilon in place of 1 + epsilon",
    .check = check,
};
