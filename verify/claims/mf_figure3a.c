/* mf_figure3a.c - Figure 3(a): identity start. */
#include "verify/matrix.h"

enum { SEEDS_MAX = 40, ALPHAS = 5 };

static void check(cf_run *run) {
    static const double alpha[ALPHAS] = {1e-3, 1e-2, 0.1, 1, 10};
    size_t seeds = cf_run_tier(run) == CF_TIER_QUICK ? 8 : SEEDS_MAX;
    double error[ALPHAS][SEEDS_MAX], moved[ALPHAS][SEEDS_MAX], more[SEEDS_MAX], less[SEEDS_MAX], mean, low,
        high;
    int good = 1;
    cf_instance(run, "d = 10, N = 60, k = 20, identity start, %zu seeds", seeds);
    for (int a = 0; a < ALPHAS; a++)
        for (size_t s = 0; s < seeds; s++) {
            cf_matrix_case c = {10, 60, 20, CF_MF_IDENTITY, alpha[a], cf_run_seed(run) % 1000000 + s};
            cf_matrix_end end;
            good = good && cf_matrix_run(&end, &c, 0);
            error[a][s] = end.error, moved[a][s] = end.moved;
        }
    if (!cf_hypothesis(run, "every flow reached its target", good ? CF_TRUE : CF_UNKNOWN)) return;
    for (int a = 0; a < ALPHAS; a++) {
        cf_matrix_interval(&mean, &low, &high, error[a], seeds);
        cf_evidence_row(run, "error", "alpha", alpha[a], "mean", mean, "low", low, "high", high, NULL);
        cf_matrix_interval(&mean, &low, &high, moved[a], seeds);
        cf_evidence_row(run, "moved", "alpha", alpha[a], "mean", mean, "low", low, "high", high, NULL);
        if (a == ALPHAS - 1) break;
        for (size_t s = 0; s < seeds; s++)
            more[s] = error[a + 1][s] - error[a][s], less[s] = moved[a][s] - moved[a + 1][s];
        cf_matrix_interval(&mean, &low, &high, more, seeds);
        cf_observed(run, "the reconstruction error grows to the next alpha", mean, low, high,
                    mean > 0 && (a < 2 || low > 0));
        cf_matrix_interval(&mean, &low, &high, less, seeds);
        int swapped = cf_run_canary(run) && a == 2;
        cf_observed(run, "the unobserved entries move less at the next alpha", mean, low, high,
                    swapped ? mean < 0 : mean > 0 && (a < 2 || low > 0));
    }
}

const cf_claim cf_claim_mf_figure3a = {
    .id = "mf_figure3a",
    .section = "6",
    .items = "Figure 3(a)",
    .title = "Figure 3(a): smaller alpha, better completion and more movement",
    .statement = "M* = u v^T, 10 x 10, 60 random entries, identity start with k = 2d: from alpha = 1e-3 to "
                 "10, by factors of 10, the mean reconstruction "
                 "error on the unobserved entries grows and their mean movement falls; from 0.1 on by more "
                 "than 3 standard errors at each step.",
    .tex = "\\text{error}(\\alpha)\\nearrow,\\ \\text{movement}(\\alpha)\\searrow",
    .domain = "Figure 3's experiment",
    .checked = "8 seeds (quick), 40 beyond; 3 standard errors of the differences from alpha = 0.1 on, signs "
               "of the means below",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "from alpha = 0.1 to 1 the entries move more",
    .check = check,
};
