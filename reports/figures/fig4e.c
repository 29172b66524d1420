/* fig4e.c - Figure 4(e) on Fashion-MNIST: one wide hidden layer, cross-entropy; the runs are images.c's. */
#include "reports/figures/images.h"

static const cf_images_plan plans[] = {
    [CF_SIZE_CLAIM] = {.width = 64, .train = 300, .epochs = 25, .batch = 50, .seeds = 4, .n_alphas = 2, .alpha = {1, 30}, .n_steps = 2,
                       .step = {0.01, 0.1}, .n_frozen = 1},
    [CF_SIZE_QUICK] = {.width = 1000, .train = 1000, .epochs = 60, .batch = 50, .seeds = 3, .n_alphas = 6, .alpha = {1, 30, 0.3, 3, 10, 100},
                       .n_steps = 3, .step = {1e-3, 0.01, 0.1}, .n_frozen = 6},
    [CF_SIZE_FULL] = {.width = 1000, .train = 5000, .epochs = 100, .batch = 128, .seeds = 5, .n_alphas = 6, .alpha = {1, 30, 0.3, 3, 10, 100},
                      .n_steps = 4, .step = {1e-3, 0.01, 0.1, 0.3}, .n_frozen = 6},
    [CF_SIZE_PAPER] = {.width = 5000, .train = 60000, .epochs = 1000, .batch = 256, .seeds = 1, .n_alphas = 7, .alpha = {1, 30, 0.3, 2, 5, 10, 50},
                       .n_steps = 4, .step = {0.01, 0.05, 0.1, 0.5}, .n_frozen = 7},
};

static size_t grid(double *cells, cf_figure_size size) {
    return cf_images_grid(cells, &plans[size]);
}

static int draw(cf_panel *panel, const cf_figure_data *data) {
    char net[64];
    snprintf(net, sizeof net, "one hidden layer of %.0f ReLU units", plans[data->size].width);
    return cf_images_draw_error(panel, data, &plans[data->size], net);
}

/* The canary has each difference the other way. */
static void sentence(cf_run *run, const cf_figure_data *data) {
    const cf_images_plan *p = &plans[data->size];
    cf_images_fact(run, data, p, "the test error at alpha = 30 less that at alpha = 1", 0, 0, 0, 1);
    cf_images_fact(run, data, p, "the test error at alpha = 30 less that of random features (hidden layer frozen, alpha = 1)", 1, 0, 0, 1);
}

const cf_figure cf_figure_fig4e = {
    .name = "fig4e",
    .paper = "Figure 4(e)",
    .title = "Test error of a wide hidden layer against the scale of the start",
    .says = "Training overly wide depth-2 nets relies on the start being small, outside of the kernel regime; the test error reached from a large "
            "start (2.4 % on MNIST) is no better than what a linear model over a random feature map achieves (the solid line, 2.7 %).",
    .claim = "fig4e",
    .reduced_below = CF_SIZE_PAPER,
    .x = {"alpha", CF_AXIS_LOG},
    .y = {"test error", CF_AXIS_LINEAR},
    .experiment = &cf_experiment_mlp,
    .grid = grid,
    .draw = draw,
    .sentence = sentence,
};
