/* fig2b.c - Figure 2(b): Q^D_alpha(e_1)/Q^D_alpha(1_d/||1_d||_2) against alpha, d = 100. The ratio is 1 where
 * Q is the squared l2 norm and 1/sqrt(d) where it is the l1 norm. */
#include "reports/figure.h"
#include <math.h>

enum { DEPTHS = 7, DIM = 100 };
static const double depths[DEPTHS] = {2, 3, 4, 5, 8, 16, 50};
static const double lowest = -60; /* of log alpha^D; the highest is 8 */

static size_t steps(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? 35 : 205;
}

static size_t grid(double *cells, cf_figure_size size) {
    size_t n = steps(size);
    for (size_t i = 0; cells && i < DEPTHS * n; i++) {
        cells[2 * i] = depths[i / n];
        cells[2 * i + 1] = lowest + (8 - lowest) * (double)(i % n) / (double)(n - 1);
    }
    return DEPTHS * n;
}

/* Q^D_alpha(b) depends on b/alpha^D alone: alpha^D is the parameter, so that the depths can be compared at
 * one scale of beta. */
static cf_status compute(double *values, const double *p) {
    double depth = p[0], log_alpha = p[1] / p[0], one[DIM] = {1}, spread[DIM];
    for (int i = 0; i < DIM; i++) spread[i] = 0.1; /* 1/sqrt(100) */
    values[0] = cf_alphaD_Q(one, log_alpha, depth, DIM) / cf_alphaD_Q(spread, log_alpha, depth, DIM);
    return CF_OK;
}

static const cf_experiment experiment = {
    .name = "fig2b", .version = 1, .parameters = "depth log_scale", .values = "ratio", .compute = compute};

static int draw(cf_panel *panel, const cf_figure_data *data) {
    size_t n = steps(data->size);
    for (size_t k = 0; k < DEPTHS; k++) {
        cf_curve *c = cf_panel_curve(panel, CF_LINE, n, 0, "D = %g", depths[k]);
        if (!c) return -1;
        for (size_t i = 0; i < n; i++)
            c->x[i] = data->cells[2 * (k * n + i) + 1] / log(10), c->y[i] = data->values[k * n + i];
    }
    static const double limit[] = {1, 0.1};
    for (int k = 0; k < 2; k++) {
        cf_curve *c = cf_panel_curve(panel, CF_DASHED, 2, 0, k ? "l1: 1/sqrt(d)" : "l2: 1");
        if (!c) return -1;
        c->x[0] = lowest / log(10), c->x[1] = 8 / log(10), c->y[0] = c->y[1] = limit[k];
    }
    snprintf(panel->ran, sizeof panel->ran,
             "doubles (within 2 ulp), %d depths, %zu scales each, d = %d; the same ratio over all alpha is "
             "bounded by the proved claims depth_hastens.*",
             DEPTHS, n, DIM);
    return 0;
}

/* The largest log alpha^D at which the ratio is at most 1.1 times its l1 limit, interpolated between two
 * cells, along which log ratio is convex: below the true one by less than a grid's step. */
static double reaches(const cf_figure_data *data, size_t k, size_t n) {
    const double *ratio = data->values + k * n, *cell = data->cells + 2 * k * n, goal = log(0.11);
    size_t i = n - 1;
    while (i > 0 && ratio[i] > 0.11) i--;
    if (ratio[i] > 0.11 || i + 1 == n) return NAN;
    double a = log(ratio[i]), b = log(ratio[i + 1]);
    return cell[2 * i + 1] + (goal - a) / (b - a) * (cell[2 * i + 3] - cell[2 * i + 1]);
}

static void sentence(cf_run *run, const cf_figure_data *data) {
    size_t n = steps(data->size);
    double before = reaches(data, 0, n), error = (8 - lowest) / (double)(n - 1) / 4;
    cf_instance(run, "d = %d, log alpha^D from %g to 8 in %zu steps", DIM, lowest, n);
    cf_evidence_row(run, "largest_scale_within_a_tenth", "depth", depths[0], "log_scale", before, NULL);
    for (size_t k = 1; k < DEPTHS; k++) {
        double here = reaches(data, k, n), gain = here - before;
        cf_evidence_row(run, "largest_scale_within_a_tenth", "depth", depths[k], "log_scale", here, NULL);
        cf_observed(run, "the largest log alpha^D within a tenth of the l1 limit grows to the next depth",
                    gain, gain - error, gain + error, cf_run_canary(run) ? gain < 0 : gain > 0);
        before = here;
    }
}

const cf_figure cf_figure_fig2b = {
    .name = "fig2b",
    .paper = "Figure 2(b)",
    .title = "How the regulariser goes from the l2 to the l1 norm, by depth",
    .says = "Increasing depth hastens the transition: at a larger D, Q approximates the l1 norm at a far "
            "larger scale.",
    .claim = "fig2b",
    .reduced_below = CF_SIZE_CLAIM,
    .x = {"alpha^D", CF_AXIS_LOG10},
    .y = {"Q(e_1)/Q(1_d/||1_d||_2)", CF_AXIS_LOG},
    .experiment = &experiment,
    .grid = grid,
    .draw = draw,
    .sentence = sentence,
};
