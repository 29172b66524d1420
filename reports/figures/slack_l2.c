/* slack_l2.c - how far Theorem 2's l2 threshold, and the sharper one, are from what one sample needs, over
 * (epsilon, d). */
#include "reports/slack.h"

static size_t grid(double *cells, cf_figure_size size) {
    return cf_slack_grid(cells, size, 2);
}

static int draw(cf_panel *panel, const cf_figure_data *data) {
    return cf_slack_draw(panel, data, 2);
}

const cf_figure cf_figure_slack_l2 = {
    .name = "slack_l2",
    .paper = "",
    .title = "Slack of the thresholds for the l2 norm by epsilon and d",
    .says = "One sample shows how large alpha must be. Theorem 2 asks for an alpha one to two decades "
            "larger, the sharper threshold for one about "
            "twice to three times as large.",
    .reduced_below = CF_SIZE_CLAIM,
    .x = {"epsilon", CF_AXIS_LOG},
    .y = {"dimension d", CF_AXIS_LOG},
    .experiment = &cf_slack_experiment,
    .grid = grid,
    .draw = draw,
};
