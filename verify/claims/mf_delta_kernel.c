/* mf_delta_kernel.c - K_0/(alpha^2 k) at the Gaussian start: 2 on the diagonal in the mean, 0 off it, with a
 * spread that falls like k^(-1/2). The delta kernel is the limit k -> infinity of that. */
#include "verify/matrix.h"
#include <math.h>
#include <stdlib.h>

enum { D = 6, SEEDS = 400 };

/* the root mean square of K_0/(alpha^2 k) - 2 delta over all pairs of entries */
static int spread(double *out, size_t k, uint64_t seed) {
    size_t row[D * D], col[D * D];
    double y[D * D] = {0}, *w = malloc(2 * D * k * sizeof *w), *K = malloc(D * D * D * D * sizeof *K),
                 sum = 0;
    for (size_t e = 0; e < D * D; e++) row[e] = e / D, col[e] = e % D;
    const cf_mf mf = {D, k, D * D, row, col, y};
    int good = w && K && cf_mf_start(w, CF_MF_GAUSSIAN, 1, seed, D, k) == CF_OK;
    if (good) {
        cf_mf_kernel(K, w, &mf);
        for (size_t e = 0; e < D * D * D * D; e++)
            sum += pow(K[e] / (double)k - (e / (D * D) == e % (D * D) ? 2 : 0), 2);
    }
    *out = sqrt(sum / (D * D * D * D));
    free(w), free(K);
    return good;
}

static void check(cf_run *run) {
    static const size_t width[] = {32, 128, 512};
    static double value[3][SEEDS], ratio[SEEDS];
    double mean, low, high;
    int good = 1;
    cf_instance(run, "d = 6, k = 32, 128, 512, %d seeds", SEEDS);
    for (int a = 0; a < 3; a++)
        for (int s = 0; s < SEEDS; s++)
            good = good && spread(&value[a][s], width[a], cf_run_seed(run) + (uint64_t)s);
    if (!cf_hypothesis(run, "the kernels were computed", good ? CF_TRUE : CF_UNKNOWN)) return;
    for (int a = 0; a < 3; a++) {
        cf_matrix_interval(&mean, &low, &high, value[a], SEEDS);
        cf_evidence_row(run, "spread", "k", (double)width[a], "mean", mean, "low", low, "high", high, NULL);
        if (a == 2) break;
        for (int s = 0; s < SEEDS; s++) ratio[s] = log2(value[a + 1][s] / value[a][s]);
        cf_matrix_interval(&mean, &low, &high, ratio, SEEDS);
        double order = cf_run_canary(run) ? -0.9 : -1;
        cf_observed(run, "log2 of the spread falls by 1 with four times the columns, to 0.1", mean, low, high,
                    low > order - 0.1 && high < order + 0.1);
    }
}

const cf_claim cf_claim_mf_delta_kernel = {
    .id = "mf_delta_kernel",
    .section = "6",
    .items = "matrix tangent kernel",
    .title = "At the Gaussian start the kernel tends to the delta kernel as k grows",
    .statement = "With i.i.d. N(0,1) entries in U_0, V_0 the kernel K_0/(alpha^2 k) differs from 2 1(i=i') "
                 "1(j=j') by a root mean square that halves "
                 "when k becomes four times as large: the delta kernel is approached like k^(-1/2).",
    .tex = "K_0/(\\alpha^2k)\\to2\\cdot1_{i=i'}1_{j=j'}",
    .domain = "Gaussian start, k -> infinity",
    .checked = "d = 6, k = 32, 128, 512, 400 seeds; 3 standard errors",
    .uses = "mf_tangent_kernel",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "it falls by 0.9",
    .check = check,
};
