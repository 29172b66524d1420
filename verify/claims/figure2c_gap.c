/* figure2c_gap.c - "the alpha needed is polynomial rather than exponential, yielding a much quicker
 * transition": how much larger the scale alpha^D may be at depth 8 than at depth 2 where the samples barely
 * suffice. A statistic over draws (verify/depth_regression.h): more than tenfold on most of them, not on all,
 * and without bound on those on which depth 2 barely recovers at all. */
#include "verify/depth_regression.h"
#include <math.h>
#include <stdlib.h>

/* Wilson's interval of a share k/n, three standard errors wide on each side */
static void wilson(double *low, double *high, size_t k, size_t n) {
    double z2 = 9, m = (double)n, p = (double)k / m, centre = p + z2 / (2 * m);
    double width = 3 * sqrt(p * (1 - p) / m + z2 / (4 * m * m));
    *low = (centre - width) / (1 + z2 / m);
    *high = (centre + width) / (1 + z2 / m);
}

static void check(cf_run *run) {
    size_t draws = cf_run_tier(run) == CF_TIER_QUICK ? 20 : 60, n = 0, larger = 0, done = 0;
    cf_regression *w = calloc(1, sizeof *w);
    if (!w) flint_abort();
    cf_instance(run, "N = 20, d = %d, r* = %d, %zu draws", CF_REGRESSION_DIM, CF_REGRESSION_SPARSE, draws);
    for (; done < draws && !cf_run_expired(run); done++) {
        int drawn = cf_regression_draw(w, 20, cf_run_seed(run) + done);
        double deep = drawn ? cf_regression_largest(w, 8) : -INFINITY, two;
        if (!isfinite(deep)) continue; /* beta_L1 is not good enough on this draw */
        two = cf_regression_largest(w, 2);
        n++;
        larger += deep - two > log(10); /* two = -inf: depth 2 needs less than e^-40 */
        cf_evidence_row(run, "largest_scale", "depth_2", two, "depth_8", deep, NULL);
    }
    free(w);
    if (done < draws) cf_left_undone(run, "%zu of %zu draws", draws - done, draws);
    if (!cf_hypothesis(run, "depth 8 recovers on a draw", n > 0 ? CF_TRUE : CF_UNKNOWN)) return;
    double low, high;
    wilson(&low, &high, larger, n);
    cf_evidence_text(run, "draws", "%zu on which depth 8 recovers; more than tenfold on %zu", n, larger);
    cf_observed(run,
                "the share of draws on which the scale at depth 8 is more than ten times that at depth 2",
                (double)larger / (double)n, low, high, cf_run_canary(run) ? high < 0.5 : low > 0.5);
}

const cf_claim cf_claim_figure2c_gap = {
    .id = "figure2c_gap",
    .section = "5",
    .items = "Figure 2(c); alpha polynomial",
    .title = "On most draws depth 8 allows more than ten times the scale of depth 2",
    .statement = "In sparse regression (d = 60, r* = 3, N = 20, noise of variance 0.01), on more than half "
                 "of the draws on which "
                 "depth 8 recovers beta* to accuracy 0.025 the largest scale alpha^D that does so is more "
                 "than ten times as large "
                 "at depth 8 as at depth 2.",
    .tex = "\\Pr\\left[\\alpha_{D=8}^{8}>10\\,\\alpha_{D=2}^{2}\\right]>\\tfrac12",
    .domain = "sparse regression of Section 4",
    .checked = "20 draws (quick), 60 beyond; Wilson's interval of three standard errors; limits certified at "
               "depth 8, in doubles "
               "at depth 2",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 60,
    .canary = "on fewer than half of the draws",
    .check = check,
};
