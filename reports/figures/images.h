/* images.h - what Figures 4(e), 4(f) and 6 share: training runs on Fashion-MNIST (verify/image_runs.h), one a cell. */
#ifndef CF_FIGURES_IMAGES_H
#define CF_FIGURES_IMAGES_H

#include "reports/figure.h"

enum { CF_IMAGES_EPOCHS = 40 }; /* of a curve that are kept: every one, or every second, third, ... */

/* width (hidden units; of the VGG11-like net: the factor of its channels), training images, epochs, batch, alpha, step, frozen, seed ->
 * test error, training accuracy and loss, gradient distance, outcome, and the mean training loss at CF_IMAGES_EPOCHS epochs. A run that
 * diverged has no test error. The test set has twice as many images as the training set, all 10000 at most. */
extern const cf_experiment cf_experiment_mlp, cf_experiment_vgg;

enum { CF_IMAGES_LIST = 8 };
typedef struct {
    double width, train, epochs, batch;
    size_t seeds, n_alphas, n_steps, n_frozen; /* n_frozen: of the alphas, the first so many with all but the last layer frozen */
    double alpha[CF_IMAGES_LIST], step[CF_IMAGES_LIST];
} cf_images_plan;

/* The grid: every alpha with every step and seed, then the frozen ones. */
size_t cf_images_grid(double *cells, const cf_images_plan *plan);
/* The step of alpha k whose mean test error over the seeds is least, the paper's choice; n_steps where every run diverged. */
size_t cf_images_best(const cf_figure_data *data, const cf_images_plan *plan, int frozen, size_t k);
/* A value of alpha k at a step, over the seeds. */
void cf_images_values(double *out, const cf_figure_data *data, const cf_images_plan *plan, const char *value, int frozen, size_t k, size_t step);
/* The plan's first n alphas in the order of their values: a plan lists those first that the sentences compare. */
void cf_images_by_alpha(size_t order[CF_IMAGES_LIST], const cf_images_plan *plan, size_t n);
/* Test error against alpha: trained whole, and frozen, each at its best step. */
int cf_images_draw_error(cf_panel *panel, const cf_figure_data *data, const cf_images_plan *plan, const char *net);
/* The mean over seeds of the difference of two test errors, each at its best step: alpha b (frozen where b_frozen) less alpha a. */
void cf_images_fact(cf_run *run, const cf_figure_data *data, const cf_images_plan *plan, const char *what, int a_frozen, size_t a,
                    int b_frozen, size_t b);

#endif
