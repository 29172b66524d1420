/* net_transition.c - see net_transition.h. */
#include "verify/net_transition.h"
#include "verify/synthetic.h"
#include <math.h>

void cf_net_transition(cf_run *run, const char *what, int rmse, int rises) {
    int quick = cf_run_tier(run) == CF_TIER_QUICK;
    size_t seeds = quick ? 8 : 30;
    for (size_t depth = 2; depth <= (quick ? 3 : 5); depth += depth == 3 ? 2 : 1) {
        cf_synthetic small = {.N = 10,
                              .width = 30,
                              .depth = depth,
                              .step = 0.01,
                              .stop_loss = 1e-9,
                              .most = quick ? 50000 : 1000000},
                     large = small;
        small.log_alpha = log(0.1) / (double)depth, large.log_alpha = log(10) / (double)depth;
        cf_synthetic_ratio ratio;
        cf_instance(run, "D = %zu, 30 units, 10 points, %zu seeds, at most %llu steps", depth, seeds,
                    (unsigned long long)small.most);
        cf_status status = cf_synthetic_compare(&ratio, small, large, cf_run_seed(run), seeds);
        if (!cf_hypothesis(run, "no run diverged",
                           status == CF_OK && ratio.n == seeds ? CF_TRUE : CF_UNKNOWN))
            return;
        double mean = rmse ? ratio.rmse : ratio.distance,
               error = rmse ? ratio.rmse_error : ratio.distance_error;
        double low = mean - 3 * error, high = mean + 3 * error;
        cf_evidence_row(run, "log_ratio", "depth", (double)depth, "mean", mean, "standard_error", error,
                        NULL);
        cf_observed(run, what, mean, low, high,
                    (rises != 0) != (cf_run_canary(run) != 0) ? low > 0 : high < 0);
    }
}
