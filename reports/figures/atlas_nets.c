/* atlas_nets.c - digits of the training of small ReLU nets in doubles against the step: the loss and the
 * squared test error, by the same steps in 256 bits. A cell is a whole training run. */
#include "reports/atlas.h"
#include "verify/net_digits.h"
#include <math.h>

enum { MARKS = 20, N = 10, WIDTH = 30 };
static const struct { double depth, log_alpha; } runs[] = {{2, 0}, {3, 0}, {2, -1.5}, {3, -1}};
enum { RUNS = sizeof runs / sizeof *runs };
#define STEP 0.005

/* The steps looked at: 1, 2, 3, 5, 8, ... up to `most` steps */
static size_t mark(size_t k) {
    size_t step = 1;
    for (size_t i = 0; i < k; i++) step += step < 3 ? 1 : (2 * step) / 3;
    return step;
}

static double most(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? 13 : size == CF_SIZE_QUICK ? 4000 : 20000;
}

static size_t grid(double *cells, cf_figure_size size) {
    size_t n = size == CF_SIZE_CLAIM ? 2 : RUNS;
    for (size_t i = 0; cells && i < n; i++) {
        const double cell[] = {runs[i].depth, runs[i].log_alpha, most(size), 1};
        for (int k = 0; k < 4; k++) cells[4 * i + (size_t)k] = cell[k];
    }
    return n;
}

static cf_status compute(double *values, const double *p) {
    const cf_synthetic e = {.N = N,
                            .width = WIDTH,
                            .depth = (size_t)p[0],
                            .log_alpha = p[1],
                            .step = STEP,
                            .seed = (uint64_t)p[3]};
    cf_net_digits *net = cf_net_digits_new(&e);
    cf_net_comparison c;
    cf_status status = net ? CF_OK : CF_ENOMEM;
    cf_net_comparison_init(&c);
    for (size_t k = 0, at = 0; k < MARKS && (double)mark(k) <= p[2] && status == CF_OK; at = mark(k++)) {
        status = cf_net_digits_steps(net, STEP, mark(k) - at);
        if (status == CF_OK) status = cf_net_digits_compare(&c, net);
        if (status == CF_OK) {
            values[1 + k] = fmin(CF_ATLAS_DIGITS, c.digits_loss);
            values[1 + MARKS + k] = fmin(CF_ATLAS_DIGITS, c.digits_test);
            if (!c.same_pattern && isnan(values[0])) values[0] = (double)mark(k);
        }
    }
    cf_net_comparison_clear(&c);
    cf_net_digits_clear(net);
    return status;
}

static const cf_experiment experiment = {
    .name = "atlas_nets",
    .version = 1,
    .parameters = "depth log_alpha steps seed",
    .values = "differ loss0 loss1 loss2 loss3 loss4 loss5 loss6 loss7 loss8 loss9 loss10 loss11 loss12 "
              "loss13 loss14 loss15 loss16 loss17 loss18 loss19 "
              "test0 test1 test2 test3 test4 test5 test6 test7 test8 test9 test10 test11 test12 test13 "
              "test14 test15 test16 test17 test18 test19",
    .compute = compute};

static int draw(cf_panel *panel, const cf_figure_data *data) {
    size_t differ = 0;
    for (size_t i = 0; i < data->n; i++) {
        const double *p = data->cells + i * data->n_parameters, *v = data->values + i * data->n_values;
        differ += !isnan(v[0]);
        for (int test = 0; test < 2; test++) {
            cf_curve *c =
                cf_panel_curve(panel, test ? CF_DASHED : CF_LINE, MARKS, 0, "%s, D = %g, log alpha = %g",
                               test ? "test error" : "loss", p[0], p[1]);
            if (!c) return -1;
            for (size_t k = 0; k < MARKS; k++)
                c->x[k] = (double)mark(k), c->y[k] = v[1 + (size_t)test * MARKS + k];
        }
    }
    snprintf(panel->ran, sizeof panel->ran,
             "synthetic data of Figure 4(a), N = %d, width %d, step %g, seed 1, up to %g steps; correct "
             "digits (at most %d) of the squared loss and of the "
             "squared test error of the weights in doubles against the same steps in 256 bits, which enclose "
             "nothing; in %zu of %zu runs "
             "a hidden unit is on in one and off in the other at a step looked at",
             N, WIDTH, STEP, most(data->size), CF_ATLAS_DIGITS, differ, data->n);
    return 0;
}

const cf_figure cf_figure_atlas_nets = {
    .name = "atlas_nets",
    .paper = "",
    .title = "Digits of training ReLU nets in doubles, by step",
    .says = "Rounding errors hardly grow along the training of small ReLU nets: the loss and the test error "
            "keep most of their digits as long as the "
            "same hidden units are on.",
    .reduced_below = CF_SIZE_FULL,
    .x = {"step", CF_AXIS_LOG},
    .y = {"correct digits", CF_AXIS_LINEAR},
    .experiment = &experiment,
    .grid = grid,
    .draw = draw,
};
