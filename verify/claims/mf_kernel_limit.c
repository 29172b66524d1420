/* mf_kernel_limit.c - imputed zeros: at the identity start the unobserved entries move like alpha^-4 for
 * large alpha (the kernel is the delta kernel, and its first correction is of that order), so the limit is
 * the completion of least Frobenius norm. */
#include "verify/matrix.h"
#include <math.h>

enum { SEEDS = 8 };

static void check(cf_run *run) {
    static const double alpha[] = {4, 8, 16, 32};
    double moved[4][SEEDS], excess[SEEDS], rate[SEEDS], mean, low, high;
    int good = 1;
    cf_instance(run, "d = 10, N = 60, k = 20, identity start, %d seeds", SEEDS);
    for (int a = 0; a < 4; a++)
        for (int s = 0; s < SEEDS; s++) {
            cf_matrix_case c = {
                10, 60, 20, CF_MF_IDENTITY, alpha[a], cf_run_seed(run) % 1000000 + (uint64_t)s};
            cf_matrix_end end;
            good = good && cf_matrix_run(&end, &c, 0);
            moved[a][s] = end.moved / (end.frobenius_least / 10);
            excess[s] = end.frobenius / end.frobenius_least - 1;
        }
    if (!cf_hypothesis(run, "every flow reached its target", good ? CF_TRUE : CF_UNKNOWN)) return;
    for (int a = 0; a < 4; a++) {
        cf_matrix_interval(&mean, &low, &high, moved[a], SEEDS);
        cf_evidence_row(run, "moved", "alpha", alpha[a], "mean", mean, "low", low, "high", high, NULL);
    }
    cf_observed(run, "at alpha = 32 the unobserved entries have moved by less than 1e-4 of |y|", mean, low,
                high, high < 1e-4);
    for (int s = 0; s < SEEDS; s++) rate[s] = log2(moved[2][s] / moved[3][s]);
    cf_matrix_interval(&mean, &low, &high, rate, SEEDS);
    double order = cf_run_canary(run) ? 4.4 : 4;
    cf_observed(run, "from alpha = 16 to 32 they fall by 2^4, to 5 % of the exponent", mean, low, high,
                low > order - 0.2 && high < order + 0.2);
    cf_matrix_interval(&mean, &low, &high, excess, SEEDS);
    cf_observed(run, "at alpha = 32 the excess Frobenius norm is below 1e-4", mean, low, high,
                fabs(low) < 1e-4 && fabs(high) < 1e-4);
}

const cf_claim cf_claim_mf_kernel_limit = {
    .id = "mf_kernel_limit",
    .section = "6",
    .items = "imputed zeros;Figure 5",
    .title = "As alpha grows the unobserved entries do not move: zeros are imputed",
    .statement = "At the identity start, whose kernel is the delta kernel, the flow's movement of the "
                 "unobserved entries falls like alpha^-4, and its "
                 "Frobenius norm tends to the least one, that of the entries with zeros elsewhere.",
    .tex = "M_\\alpha(\\infty)_{ij}\\to0\\ \\text{for unobserved }(i,j),\\ \\alpha\\to\\infty",
    .domain = "all M*, entries; alpha -> infinity",
    .checked = "d = 10, N = 60, alpha = 4, 8, 16, 32, 8 seeds; 3 standard errors",
    .uses = "mf_tangent_kernel",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 10,
    .canary = "they fall by 2^4.4",
    .check = check,
};
