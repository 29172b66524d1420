/* fig4a.c - Figure 4(a); the runs are relu.c's. The canary has it fall. */
#include "reports/figures/relu.h"
#include <math.h>

static int draw(cf_panel *panel, const cf_figure_data *data) {
    return cf_relu_draw(panel, data, "rmse", 0);
}

static void sentence(cf_run *run, const cf_figure_data *data) {
    const int canary = cf_run_canary(run);
    cf_relu_fact(run, data, canary ? &(cf_relu_ratio){"rmse", "the mean of ln(test RMSE at alpha^D = 10 / at 1)", 0, 1, 10, 9, -INFINITY, 0}
                                   : &(cf_relu_ratio){"rmse", "the mean of ln(test RMSE at alpha^D = 10 / at 1)", 0, 1, 10, 9, 0, INFINITY});
}

const cf_figure cf_figure_fig4a = {
    .name = "fig4a",
    .paper = "Figure 4(a)",
    .title = "The test error of ReLU nets against the scale of the start",
    .says = "Exiting from the kernel regime is necessary in order to achieve a small test error on the "
            "synthetic data; around alpha^D = 1, the out-of-the-box Uniform He start, the models achieve a "
            "good test error.",
    .claim = "fig4a",
    .reduced_below = CF_SIZE_PAPER,
    .x = {"alpha^D", CF_AXIS_LOG},
    .y = {"test RMSE", CF_AXIS_LOG},
    .experiment = &cf_experiment_relu,
    .grid = cf_relu_scales,
    .draw = draw,
    .sentence = sentence,
};
