/* slack_l2_random.c - the thresholds for the l2 norm beside the alpha that random sparse regression needs, by
 * epsilon. */
#include "reports/slack_random.h"

static size_t grid(double *cells, cf_figure_size size) {
    return cf_slack_random_grid(cells, size, 2);
}

const cf_figure cf_figure_slack_l2_random = {
    .name = "slack_l2_random",
    .paper = "",
    .title = "Thresholds for the l2 norm and what random instances need, by epsilon",
    .says = "Random sparse regression reaches the l2 bound at alphas not far below the worst sample's; at "
            "epsilon = 0.01 Theorem 2 asks for one 60 times "
            "as large, the sharper threshold for one 3.5 times.",
    .reduced_below = CF_SIZE_CLAIM,
    .x = {"epsilon", CF_AXIS_LOG},
    .y = {"alpha", CF_AXIS_LOG10, .from = -3}, /* an instance that nearly every alpha will do goes to 1e-21 */
    .experiment = &cf_slack_random_experiment,
    .grid = grid,
    .draw = cf_slack_random_draw,
};
