/* relu.h - what Figures 4(a) to 4(d) share: ReLU nets on ten points of the circle (verify/synthetic.h), one training run a cell. */
#ifndef CF_FIGURES_RELU_H
#define CF_FIGURES_RELU_H

#include "reports/figure.h"

/* depth, ln alpha, the step, whether it is kept whatever the kernel, the step cap, the seed -> test RMSE, gradient distance, loss,
 * outcome (cf_net_end's; a run that diverged or died has no RMSE and no distance). */
extern const cf_experiment cf_experiment_relu;

/* The grids: (a), (b) over alpha^D at D = 2, 3, 5; (c), (d) over the step at alpha = 1, every run over the same time of the flow. */
size_t cf_relu_scales(double *cells, cf_figure_size size);
size_t cf_relu_steps(double *cells, cf_figure_size size);

/* A curve a depth with the seeds' intervals: the value of that name against log10 alpha^D (steps = 0) or log10 of the step; geometric
 * means, for the RMSE and the distance range over decades. */
int cf_relu_draw(cf_panel *panel, const cf_figure_data *data, const char *value, int steps);

/* For each depth below `deepest`: the mean over seeds of ln(value at `to` / at `from`), paired, its 95 % interval, and whether that lies
 * in (low, high). from and to are values of alpha^D or of the step. */
typedef struct {
    const char *value, *what;
    int steps;
    double from, to, deepest, low, high;
} cf_relu_ratio;
void cf_relu_fact(cf_run *run, const cf_figure_data *data, const cf_relu_ratio *ratio);

#endif
