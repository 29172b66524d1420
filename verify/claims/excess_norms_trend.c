/* excess_norms_trend.c - The trend of Figure 1(b): ||beta_L1||_1 and ||beta_L2||_2 do not depend on alpha, so
 * that the excess norms move as the norms. Monotone on every seed is asked, not on the average. */
#include "verify/sparse_limits.h"

#include <math.h>

enum { SEEDS_MAX = 200 };

static void check(cf_run *run) {
    static const double log_alpha[] = {-12.0, -8.0, -4.0, -2.0, -1.0, 0.0, 2.0};
    enum { M = sizeof log_alpha / sizeof *log_alpha };
    size_t seeds = cf_run_tier(run) == CF_TIER_QUICK ? 10 : SEEDS_MAX / 2;
    double l1[M], l2[M], star[CF_SPARSE_D], beta[CF_SPARSE_D] = {0.0};
    for (size_t s = 0; s < seeds; s++) {
        double least1 = INFINITY, least2 = INFINITY, most1 = -INFINITY, most2 = -INFINITY;
        int solved = 1;
        cf_instance(run, "d = 200, r* = 5, N = 60, seed no. %zu", s);
        for (size_t a = 0; a < M; a++) {
            solved = solved && cf_sparse_limit(beta, star, log_alpha[a], cf_run_seed(run) + s, 60);
            l1[a] = cf_norm_l1(beta, CF_SPARSE_D);
            l2[a] = cf_norm_l2(beta, CF_SPARSE_D);
        }
        if (!cf_hypothesis(run, "every limit was computed", solved ? CF_TRUE : CF_UNKNOWN)) continue;
        for (size_t a = 0; a + 1 < M; a++) {
            double up = l1[a + 1] - l1[a], down = l2[a] - l2[a + 1];
            if (cf_run_canary(run) && log_alpha[a] == -2.0) down = -down;
            least1 = fmin(least1, up);
            most1 = fmax(most1, up);
            least2 = fmin(least2, down);
            most2 = fmax(most2, down);
        }
        cf_observed(run, "least increase of the l1 norm", least1, least1, most1, least1 > 0.0);
        cf_observed(run, "least decrease of the l2 norm", least2, least2, most2, least2 > 0.0);
    }
}

const cf_claim cf_claim_excess_norms_trend = {
    .id = "excess_norms_trend",
    .section = "4",
    .items = "Figure 1(b)",
    .title = "The l1 norm of the limit grows and its l2 norm falls with alpha",
    .statement = "In sparse regression at d = 200, N = 60, ||beta_alpha(infinity)||_1 increases and "
                 "||beta_alpha(infinity)||_2 decreases along log alpha = -12, -8, -4, -2, -1, 0, 2, and with "
                 "them the excess norms of Figure 1(b).",
    .tex = "\\|\\beta_\\alpha(\\infty)\\|_1\\uparrow,\\ \\|\\beta_\\alpha(\\infty)\\|_2\\downarrow\\ "
           "\\text{in}\\ \\alpha",
    .domain = "sparse regression of Section 4",
    .checked = "10 seeds (quick), 100 beyond",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 10,
    .canary = "the l2 norm increases from log alpha = -2 to -1",
    .argument = NULL,
    .check = check,
};
