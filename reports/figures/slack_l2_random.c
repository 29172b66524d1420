/* slack_l2_random.c - the thresholds for the l2 norm beside the alpha that random sparse regression needs, by epsilon. */
#include "reports/slack_random.h"

static size_t grid(double *cells, cf_figure_size size) {
    return cf_slack_random_grid(cells, size, 2);
}

const cf_figure cf_figure_slack_l2_random = {
    .name = "slack_l2_random",
    .paper = "",
    .title = "Thresholds for the l2 norm and what random instances need, by epsilon",
    .says = "SAYS",
    .reduced_below = CF_SIZE_CLAIM,
    .x = {"epsilon", CF_AXIS_LOG},
    .y = {"alpha", CF_AXIS_LOG10},
    .experiment = &cf_slack_random_experiment,
    .grid = grid,
    .draw = cf_slack_random_draw,
};
