/* fig4b.c - Figure 4(b); the runs are relu.c's. The canary has it grow. */
#include "reports/figures/relu.h"
#include <math.h>

static int draw(cf_panel *panel, const cf_figure_data *data) {
    return cf_relu_draw(panel, data, "distance", 0);
}

static void sentence(cf_run *run, const cf_figure_data *data) {
    const int canary = cf_run_canary(run);
    cf_relu_fact(run, data, canary ? &(cf_relu_ratio){"distance", "the mean of ln(gradient distance at alpha^D = 10 / at 0.1)", 0, 0.1, 10, 9, 0, INFINITY}
                                   : &(cf_relu_ratio){"distance", "the mean of ln(gradient distance at alpha^D = 10 / at 0.1)", 0, 0.1, 10, 9, -INFINITY, 0});
    cf_relu_fact(run, data, canary ? &(cf_relu_ratio){"distance", "the mean of ln(gradient distance at alpha^D = 1 / at 0.1)", 0, 0.1, 1, 9, 0, INFINITY}
                                   : &(cf_relu_ratio){"distance", "the mean of ln(gradient distance at alpha^D = 1 / at 0.1)", 0, 0.1, 1, 9, -INFINITY, 0});
}

const cf_figure cf_figure_fig4b = {
    .name = "fig4b",
    .paper = "Figure 4(b)",
    .title = "How far the tangent features move, against the scale of the start",
    .says = "For a non-linear ReLU net too, we remain in the kernel regime when the initialization is large; "
            "at alpha^D = 1 the gradient distance is already smaller.",
    .claim = "fig4b",
    .reduced_below = CF_SIZE_PAPER,
    .x = {"alpha^D", CF_AXIS_LOG},
    .y = {"gradient distance", CF_AXIS_LOG},
    .experiment = &cf_experiment_relu,
    .grid = cf_relu_scales,
    .draw = draw,
    .sentence = sentence,
};
