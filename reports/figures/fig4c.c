/* fig4c.c - Figure 4(c); the runs are relu.c's. Not reproduced at depth 2: what is stated is that it does not fall to half. The canary has it fall to half. */
#include "reports/figures/relu.h"
#include <math.h>

static int draw(cf_panel *panel, const cf_figure_data *data) {
    return cf_relu_draw(panel, data, "rmse", 1);
}

static void sentence(cf_run *run, const cf_figure_data *data) {
    const int canary = cf_run_canary(run);
    cf_relu_fact(run, data, canary ? &(cf_relu_ratio){"rmse", "the mean of ln(test RMSE at step 0.016 / at 0.002)", 1, 0.002, 0.016, 2, -INFINITY, -0.6931471805599453}
                                   : &(cf_relu_ratio){"rmse", "the mean of ln(test RMSE at step 0.016 / at 0.002)", 1, 0.002, 0.016, 2, -0.6931471805599453, INFINITY});
}

const cf_figure cf_figure_fig4c = {
    .name = "fig4c",
    .paper = "Figure 4(c)",
    .title = "The test error of ReLU nets against the step",
    .says = "A larger step, which leaves the kernel regime at the same scale of the start, has a smaller "
            "test error.",
    .claim = "fig4c",
    .reduced_below = CF_SIZE_QUICK,
    .x = {"step", CF_AXIS_LOG},
    .y = {"test RMSE", CF_AXIS_LOG},
    .experiment = &cf_experiment_relu,
    .grid = cf_relu_steps,
    .draw = draw,
    .sentence = sentence,
};
