/* slack_l1.c - how far Theorem 2's l1 threshold, and the sharper one, are from what one sample needs, over
 * (epsilon, d). */
#include "reports/slack.h"

static size_t grid(double *cells, cf_figure_size size) {
    return cf_slack_grid(cells, size, 1);
}

static int draw(cf_panel *panel, const cf_figure_data *data) {
    return cf_slack_draw(panel, data, 1);
}

const cf_figure cf_figure_slack_l1 = {
    .name = "slack_l1",
    .paper = "",
    .title = "Slack of the thresholds for the l1 norm by epsilon and d",
    .says = "One sample shows how small alpha must be: no threshold that knows the norm, epsilon and d alone "
            "can be larger than there. Theorem 2's "
            "lies below by about d/(2.3 epsilon) decades; the sharper one has an exponent of the right "
            "order, log(d)/epsilon.",
    .reduced_below = CF_SIZE_CLAIM,
    .x = {"epsilon", CF_AXIS_LOG},
    .y = {"dimension d", CF_AXIS_LOG},
    .experiment = &cf_slack_experiment,
    .grid = grid,
    .draw = draw,
};
