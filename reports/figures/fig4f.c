/* fig4f.c - Figure 4(f) on Fashion-MNIST as 3 x 32 x 32: the VGG11-like net; the runs are images.c's, those of Figure 6 too. */
#include "reports/figures/vgg.h"

const cf_images_plan cf_vgg_plans[] = {
    [CF_SIZE_CLAIM] = {.width = 1 / 16.0, .train = 100, .epochs = 8, .batch = 50, .seeds = 3, .n_alphas = 2, .alpha = {1, 0.5}, .n_steps = 1,
                       .step = {0.03}, .n_frozen = 0},
    [CF_SIZE_QUICK] = {.width = 1 / 16.0, .train = 1000, .epochs = 20, .batch = 50, .seeds = 5, .n_alphas = 5, .alpha = {1, 0.5, 0.7, 1.4, 2},
                       .n_steps = 3, .step = {1e-3, 0.01, 0.1}, .n_frozen = 1},
    [CF_SIZE_FULL] = {.width = 0.25, .train = 5000, .epochs = 30, .batch = 128, .seeds = 2, .n_alphas = 5, .alpha = {1, 0.5, 0.7, 1.4, 2},
                      .n_steps = 3, .step = {1e-3, 0.01, 0.1}, .n_frozen = 1},
    [CF_SIZE_PAPER] = {.width = 1, .train = 50000, .epochs = 2000, .batch = 128, .seeds = 1, .n_alphas = 5, .alpha = {1, 0.5, 0.7, 1.4, 2},
                       .n_steps = 2, .step = {1e-4, 1e-3}, .n_frozen = 5},
};

size_t cf_vgg_grid(double *cells, cf_figure_size size) {
    return cf_images_grid(cells, &cf_vgg_plans[size]);
}

static int draw(cf_panel *panel, const cf_figure_data *data) {
    char net[96];
    snprintf(net, sizeof net, "the VGG11-like net with its channels times %g on images of 3 x 32 x 32", cf_vgg_plans[data->size].width);
    return cf_images_draw_error(panel, data, &cf_vgg_plans[data->size], net);
}

/* The canary has each difference the other way. */
static void sentence(cf_run *run, const cf_figure_data *data) {
    const cf_images_plan *p = &cf_vgg_plans[data->size];
    cf_images_fact(run, data, p, "the test error at alpha = 2 less that at alpha = 1", 0, 0, 0, 4);
    cf_images_fact(run, data, p, "the test error with all convolutions frozen at alpha = 1 less that of the whole net", 0, 0, 1, 0);
}

const cf_figure cf_figure_fig4f = {
    .name = "fig4f",
    .paper = "Figure 4(f)",
    .title = "Test error of the VGG11-like net against the scale of the start",
    .says = "A more realistic network, VGG11-like on CIFAR10, shows similar behaviour: the test error is larger from a larger start, and that of the "
            "net whose bottom layers are frozen larger still.",
    .claim = "fig4f",
    .reduced_below = CF_SIZE_PAPER,
    .x = {"alpha", CF_AXIS_LOG},
    .y = {"test error", CF_AXIS_LINEAR},
    .experiment = &cf_experiment_vgg,
    .grid = cf_vgg_grid,
    .draw = draw,
    .sentence = sentence,
};
