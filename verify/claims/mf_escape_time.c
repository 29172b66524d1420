/* mf_escape_time.c - the matrix model's saddle w = 0: near it U' = 2 Y V, V' = 2 Y^T U with Y the entries, 0
 * elsewhere, so that the part of w along the top singular pair grows like alpha exp(2 sigma_1(Y) t): the time
 * to halve the loss is ln(1/alpha)/(2 sigma_1(Y)) and a constant. */
#include "verify/matrix.h"
#include <math.h>

enum { SEEDS = 8 };

static int slope(double *ratio, uint64_t seed) {
    static const double alpha[] = {1e-4, 1e-8};
    double time[2], star[100], y[60], Y[100] = {0}, sigma[10];
    size_t row[60], col[60];
    for (int a = 0; a < 2; a++) {
        cf_matrix_case c = {10, 60, 20, CF_MF_IDENTITY, alpha[a], seed};
        cf_matrix_end end;
        if (!cf_matrix_run(&end, &c, 1)) return 0;
        time[a] = end.half_time;
    }
    if (cf_mf_instance(star, row, col, y, seed, 60, 10) != CF_OK) return 0;
    for (int n = 0; n < 60; n++) Y[row[n] * 10 + col[n]] = y[n];
    if (cf_singular_values(sigma, Y, 10, 10) != CF_OK) return 0;
    *ratio = (time[1] - time[0]) / (log(1e4) / (2 * sigma[0]));
    return 1;
}

static void check(cf_run *run) {
    double ratio[SEEDS], mean, low, high;
    int good = 1;
    cf_instance(run, "d = 10, N = 60, identity start, alpha = 1e-4 and 1e-8, %d seeds", SEEDS);
    for (int s = 0; s < SEEDS; s++) good = good && slope(&ratio[s], cf_run_seed(run) % 1000000 + (uint64_t)s);
    if (!cf_hypothesis(run, "every flow reached half its loss", good ? CF_TRUE : CF_UNKNOWN)) return;
    cf_matrix_interval(&mean, &low, &high, ratio, SEEDS);
    double wanted = cf_run_canary(run) ? 1.05 : 1;
    cf_observed(run, "the growth of the time over ln(1e4)/(2 sigma_1) is 1, to 1 %", mean, low, high,
                low > 0.99 * wanted && high < 1.01 * wanted);
}

const cf_claim cf_claim_mf_escape_time = {
    .id = "mf_escape_time",
    .section = "6",
    .items = "matrix model",
    .title = "The matrix flow's time to escape the saddle grows like ln(1/alpha)/(2 sigma_1)",
    .statement = "The time at which the loss is down to half its start grows by ln(1e4)/(2 sigma_1(Y)) from "
                 "alpha = 1e-4 to 1e-8, Y the entries with zeros "
                 "elsewhere, to 1 %.",
    .tex = "T_{1/2}(\\alpha)=\\frac{\\ln(1/\\alpha)}{2\\sigma_1(Y)}+O(1)",
    .domain = "alpha -> 0",
    .checked = "d = 10, N = 60, 8 seeds, alpha = 1e-4 and 1e-8; 3 standard errors",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 10,
    .canary = "the growth is 5 % larger",
    .check = check,
};
