/* fig4d.c - Figure 4(d); the runs are relu.c's. The canary has it fall. */
#include "reports/figures/relu.h"
#include <math.h>

static int draw(cf_panel *panel, const cf_figure_data *data) {
    return cf_relu_draw(panel, data, "distance", 1);
}

static void sentence(cf_run *run, const cf_figure_data *data) {
    const int canary = cf_run_canary(run);
    cf_relu_fact(run, data, canary ? &(cf_relu_ratio){"distance", "the mean of ln(gradient distance at step 0.016 / at 0.002)", 1, 0.002, 0.016, 3, -INFINITY, 0}
                                   : &(cf_relu_ratio){"distance", "the mean of ln(gradient distance at step 0.016 / at 0.002)", 1, 0.002, 0.016, 3, 0, INFINITY});
}

const cf_figure cf_figure_fig4d = {
    .name = "fig4d",
    .paper = "Figure 4(d)",
    .title = "How far the tangent features move, against the step",
    .says = "Larger steps allow one to exit the kernel regime even at a scale of the start where a smaller "
            "step would remain trapped in it.",
    .claim = "fig4d",
    .reduced_below = CF_SIZE_QUICK,
    .x = {"step", CF_AXIS_LOG},
    .y = {"gradient distance", CF_AXIS_LOG},
    .experiment = &cf_experiment_relu,
    .grid = cf_relu_steps,
    .draw = draw,
    .sentence = sentence,
};
