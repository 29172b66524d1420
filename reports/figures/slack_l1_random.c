/* slack_l1_random.c - the thresholds for the l1 norm beside the alpha that random sparse regression needs, by
 * epsilon. */
#include "reports/slack_random.h"

static size_t grid(double *cells, cf_figure_size size) {
    return cf_slack_random_grid(cells, size, 1);
}

const cf_figure cf_figure_slack_l1_random = {
    .name = "slack_l1_random",
    .paper = "",
    .title = "Thresholds for the l1 norm and what random instances need, by epsilon",
    .says =
        "Random sparse regression needs no alpha as small as the worst sample, nor that one as small as the "
        "thresholds ask: at epsilon = 0.01 they "
        "are about 1e-3, 1e-34 and 1e-66, and Theorem 2's 1e-869; at depth 3 they lie within a factor 40.",
    .reduced_below = CF_SIZE_CLAIM,
    .x = {"epsilon", CF_AXIS_LOG},
    .y = {"alpha", CF_AXIS_LOG10},
    .experiment = &cf_slack_random_experiment,
    .grid = grid,
    .draw = cf_slack_random_draw,
};
