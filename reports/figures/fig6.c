/* fig6.c - Figure 6: training curves of Figure 4(f)'s runs. */
#include "reports/figures/vgg.h"
#include <math.h>

/* the mean training loss of alpha k at its best step after the j-th epoch kept; NaN past the end */
static double loss_at(const cf_figure_data *data, const cf_images_plan *p, size_t k, size_t step, size_t j) {
    char name[16];
    double x[32], mean, low, high;
    snprintf(name, sizeof name, "loss_%02zu", j);
    cf_images_values(x, data, p, name, 0, k, step);
    return cf_mean_interval(&mean, &low, &high, x, p->seeds) == p->seeds ? mean : NAN;
}

static double epochs_between(const cf_images_plan *p) {
    return ceil(p->epochs / CF_IMAGES_EPOCHS);
}

static int draw(cf_panel *panel, const cf_figure_data *data) {
    const cf_images_plan *p = &cf_vgg_plans[data->size];
    size_t order[CF_IMAGES_LIST];
    cf_images_by_alpha(order, p, p->n_alphas);
    for (size_t i = 0; i < p->n_alphas; i++) {
        const size_t k = order[i];
        const size_t step = cf_images_best(data, p, 0, k);
        if (step == p->n_steps) continue;
        cf_curve *c = cf_panel_curve(panel, CF_LINE, CF_IMAGES_EPOCHS, 0, "alpha = %g, step %g", p->alpha[k], p->step[step]);
        if (!c) return -1;
        for (size_t j = 0; j < CF_IMAGES_EPOCHS; j++)
            c->x[j] = (double)(j + 1) * epochs_between(p), c->y[j] = loss_at(data, p, k, step, j);
    }
    snprintf(panel->ran, sizeof panel->ran,
             "Figure 4(f)'s runs: Fashion-MNIST as 3 x 32 x 32, %.0f training images, channels times %g, batch %.0f, %zu seeds; each alpha at the step of "
             "its least mean test error; the epoch's mean cross-entropy, each batch before its step, mean over the seeds.",
             p->train, p->width, p->batch, p->seeds);
    return 0;
}

/* The training loss after the first quarter of the epochs, at the step of the least loss there: alpha = 0.5 against 1, paired. The canary
 * has it the other way. */
static void sentence(cf_run *run, const cf_figure_data *data) {
    const cf_images_plan *p = &cf_vgg_plans[data->size];
    const double kept = floor(p->epochs / epochs_between(p));
    char name[16];
    double x[2][32], mean, low, high;
    snprintf(name, sizeof name, "loss_%02zu", data->size == CF_SIZE_CLAIM ? (size_t)kept - 1 : (size_t)(kept / 4));
    cf_instance(run, "Fashion-MNIST as 3 x 32 x 32, %.0f training images, channels times %g, %zu seeds, %s of %.0f epochs kept", p->train, p->width,
                p->seeds, name, kept);
    if (!cf_hypothesis(run, "two seeds or more: one has no interval", p->seeds > 1 ? CF_TRUE : CF_FALSE)) return;
    for (size_t k = 0; k < 2; k++) {
        double least = INFINITY, y[32];
        for (size_t e = 0; e < p->n_steps; e++) {
            cf_images_values(y, data, p, name, 0, k, e);
            if (cf_mean_interval(&mean, &low, &high, y, p->seeds) == p->seeds && mean < least) {
                least = mean;
                for (size_t s = 0; s < p->seeds; s++) x[k][s] = log(y[s]);
            }
        }
        if (!cf_hypothesis(run, "at some step no run diverged", isfinite(least) ? CF_TRUE : CF_UNKNOWN)) return;
    }
    for (size_t s = 0; s < p->seeds; s++) x[1][s] -= x[0][s];
    cf_mean_interval(&mean, &low, &high, x[1], p->seeds);
    cf_observed(run, "the mean of ln(training loss at alpha = 0.5 / at 1) early in training", mean, low, high,
                cf_run_canary(run) ? high < 0 : low > 0);
}

const cf_figure cf_figure_fig6 = {
    .name = "fig6",
    .paper = "Figure 6",
    .title = "Training curves of the VGG11-like net",
    .says = "Some of the optimization difficulties that arise from using smaller alpha: from a small start the loss stays high for long.",
    .claim = "fig6",
    .reduced_below = CF_SIZE_PAPER,
    .x = {"epoch", CF_AXIS_LINEAR},
    .y = {"training cross-entropy", CF_AXIS_LOG},
    .experiment = &cf_experiment_vgg,
    .grid = cf_vgg_grid,
    .draw = draw,
    .sentence = sentence,
};
