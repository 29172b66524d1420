/* mf_figure5.c - Figure 5 and Section 8's words on it: excess norms against alpha and k, over the certified
 * least nuclear norm and the norm of the entries. */
#include "verify/matrix.h"

enum { SEEDS_MAX = 32, ALPHAS = 3 };

static void differences(cf_run *run, const char *what, double excess[ALPHAS][SEEDS_MAX], size_t n, int sign,
                        int swapped) {
    double x[SEEDS_MAX], mean, low, high;
    for (int a = 0; a + 1 < ALPHAS; a++) {
        for (size_t s = 0; s < n; s++) x[s] = sign * (excess[a + 1][s] - excess[a][s]);
        cf_matrix_interval(&mean, &low, &high, x, n);
        cf_observed(run, what, mean, low, high, swapped ? high < 0 : low > 0);
    }
}

static void check(cf_run *run) {
    static const double alpha[ALPHAS] = {0.03, 0.3, 3};
    size_t seeds = cf_run_tier(run) == CF_TIER_QUICK ? 6 : SEEDS_MAX;
    double nuclear[ALPHAS][SEEDS_MAX], frobenius[ALPHAS][SEEDS_MAX], wide[ALPHAS][SEEDS_MAX], x[SEEDS_MAX],
        mean, low, high;
    int good = 1;
    cf_instance(run, "d = 10, N = 60, %zu seeds", seeds);
    for (size_t s = 0; s < seeds; s++) {
        cf_matrix_case c = {10, 60, 20, CF_MF_IDENTITY, 1, cf_run_seed(run) % 1000000 + s};
        cf_matrix_end end;
        double least;
        good = good && cf_matrix_least_nuclear(&least, NULL, &c);
        for (int a = 0; a < ALPHAS; a++) {
            c.alpha = alpha[a], c.start = CF_MF_IDENTITY, c.k = 20;
            good = good && cf_matrix_run(&end, &c, 0);
            nuclear[a][s] = end.nuclear / least - 1,
            frobenius[a][s] = end.frobenius / end.frobenius_least - 1;
        }
        c.start = CF_MF_GAUSSIAN, c.alpha = 0.1;
        for (int a = 0; a < 2; a++) {
            c.k = a ? 160 : 20;
            good = good && cf_matrix_run(&end, &c, 0);
            wide[a][s] = end.nuclear / least - 1;
        }
    }
    if (!cf_hypothesis(run, "every flow reached its target, every least norm is certified",
                       good ? CF_TRUE : CF_UNKNOWN))
        return;
    differences(run, "the excess nuclear norm grows with alpha", nuclear, seeds, 1, 0);
    differences(run, "the excess Frobenius norm falls with alpha", frobenius, seeds, -1, cf_run_canary(run));
    for (size_t s = 0; s < seeds; s++) x[s] = wide[1][s] - wide[0][s];
    cf_matrix_interval(&mean, &low, &high, x, seeds);
    cf_observed(run, "Gaussian start, alpha = 0.1: the excess nuclear norm is larger at k = 160 than at 20",
                mean, low, high, low > 0);
}

const cf_claim cf_claim_mf_figure5 = {
    .id = "mf_figure5",
    .section = "D",
    .items = "Figure 5",
    .title = "Figure 5: excess nuclear norm grows, excess Frobenius norm falls with alpha; and with k",
    .statement = "Identity start: from alpha = 0.03 to 0.3 and 3 the excess of the nuclear norm over the "
                 "certified least one grows, that of the Frobenius norm "
                 "over that of the entries falls. Gaussian start at alpha = 0.1: the excess nuclear norm is "
                 "larger with more columns.",
    .tex = "\\|M_\\alpha\\|_*-\\min\\|M\\|_*\\nearrow,\\ \\|M_\\alpha\\|_F-\\|M_{L2}\\|_F\\searrow",
    .domain = "Figure 5's experiment",
    .checked = "d = 10, N = 60, 6 seeds (quick), 32 beyond; 3 standard errors of the differences",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "the excess Frobenius norm grows with alpha",
    .check = check,
};
