/* fig2c.c - Figure 2(c): as Figure 1(c), at several depths D: the largest scale alpha^D of beta at the start.
 */
#include "reports/planted.h"
#include "reports/seeds.h"
#include <math.h>

enum { SAMPLES_MOST = 8, DEPTHS_MOST = 6 };
typedef struct {
    size_t d, seeds, n, depths, N[SAMPLES_MOST];
    double depth[DEPTHS_MOST];
} shape;

static const shape small = {120, 6, 1, 3, {50}, {2, 3, 8}},
                   quick = {1000, 10, 6, 4, {60, 80, 100, 150, 200, 300}, {2, 3, 4, 8}},
                   full = {1000, 50, 8, 6, {50, 60, 70, 80, 100, 150, 200, 400}, {2, 3, 4, 5, 8, 16}};

static const shape *shape_of(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? &small : size == CF_SIZE_QUICK ? &quick : &full;
}

/* by depth, then N, then seed */
static size_t grid(double *cells, cf_figure_size size) {
    const shape *g = shape_of(size);
    size_t n = g->depths * g->n * g->seeds;
    for (size_t i = 0; cells && i < n; i++) {
        double *c = cells + 4 * i;
        c[0] = (double)g->d, c[1] = (double)g->N[i / g->seeds % g->n];
        c[2] = g->depth[i / g->seeds / g->n], c[3] = (double)(i % g->seeds + 1);
    }
    return n;
}

/* log alpha^D of each seed at depth no. k and N no. j; NaN where no scale reaches the goal */
static void largest(double *log_scale, const cf_figure_data *data, size_t k, size_t j) {
    const shape *g = shape_of(data->size);
    cf_seeds_values(log_scale, data, &cf_experiment_largest_scale, "log_scale", (k * g->n + j) * g->seeds,
                    g->seeds);
}

static int draw(cf_panel *panel, const cf_figure_data *data) {
    const shape *g = shape_of(data->size);
    double least = 0, x[CF_SEEDS_MOST], middle, low, high, needed = NAN;
    for (size_t k = 0; k < g->depths; k++) {
        cf_curve *c = cf_panel_curve(panel, CF_BAND, g->n, 1, "D = %g", g->depth[k]);
        if (!c) return -1;
        for (size_t j = 0; j < g->n; j++) {
            largest(x, data, k, j);
            cf_seeds_median(&middle, &low, &high, x, g->seeds);
            c->x[j] = (double)g->N[j];
            if (isinf(middle)) continue; /* half of the draws have no such scale: no point */
            c->y[j] = middle / log(10), c->low[j] = isinf(low) ? NAN : low / log(10),
            c->high[j] = high / log(10);
            least = fmin(least, c->y[j]);
        }
    }
    for (size_t j = g->n; j-- > 0;) {
        cf_seeds_values(x, data, &cf_experiment_largest_scale, "l1_error", j * g->seeds, g->seeds);
        cf_seeds_median(&middle, &low, &high, x, g->seeds);
        if (middle <= CF_PLANTED_GOAL) needed = (double)g->N[j];
    }
    cf_curve *dashed = cf_panel_curve(panel, CF_DASHED, 2, 0, "least of these N enough for beta_L1");
    if (!dashed) return -1;
    dashed->x[0] = dashed->x[1] = needed, dashed->y[0] = floor(least), dashed->y[1] = 0;
    snprintf(panel->ran, sizeof panel->ran,
             "d = %zu, r* = 5, noise variance 0.01, %zu draws, the same at every depth; limits in doubles. "
             "Largest alpha^D by search down from 1 "
             "and division to 2^-10 of log alpha^D; median over draws with a 95 %% interval by order "
             "statistics, a draw on which no scale "
             "reaches 0.025 counting as below every scale; no point where that is half of them.",
             g->d, g->seeds);
    return 0;
}

static void sentence(cf_run *run, const cf_figure_data *data) {
    const shape *g = shape_of(data->size);
    double before[CF_SEEDS_MOST], here[CF_SEEDS_MOST], first[CF_SEEDS_MOST];
    for (size_t j = 0; j < g->n; j++) {
        cf_instance(run, "d = %zu, r* = 5, N = %zu, %zu draws", g->d, g->N[j], g->seeds);
        for (size_t k = 0; k < g->depths; k++) {
            double middle, low, high;
            largest(here, data, k, j);
            cf_seeds_median(&middle, &low, &high, here, g->seeds);
            cf_evidence_row(run, "largest_log_scale", "N", (double)g->N[j], "depth", g->depth[k], "median",
                            middle, "low", low, "high", high, NULL);
            if (k > 0 && cf_run_canary(run))
                cf_seeds_mostly_grows(run,
                                      "share of draws on which the largest scale falls to the next depth",
                                      here, before, g->seeds);
            else if (k > 0)
                cf_seeds_mostly_grows(run,
                                      "share of draws on which the largest scale grows to the next depth",
                                      before, here, g->seeds);
            for (size_t s = 0; s < g->seeds; s++) before[s] = here[s], first[s] = k == 0 ? here[s] : first[s];
        }
        for (size_t s = 0; s < g->seeds; s++) first[s] += log(2);
        if (g->N[j] <= 100)
            cf_seeds_mostly_grows(run,
                                  "share of draws on which the largest scale at the largest depth is more "
                                  "than twice that at depth 2",
                                  first, here, g->seeds);
    }
}

const cf_figure cf_figure_fig2c = {
    .name = "fig2c",
    .paper = "Figure 2(c)",
    .title = "How large the scale of beta at the start may be, by the number of samples and the depth",
    .says = "For D > 2 the scale needed is polynomial rather than exponential: near-optimal sparse "
            "regression with reasonable initialisation. "
            "Increasing D further hastens the transition.",
    .claim = "fig2c",
    .reduced_below = CF_SIZE_QUICK,
    .x = {"samples N", CF_AXIS_LINEAR},
    .y = {"largest alpha^D", CF_AXIS_LOG10},
    .experiment = &cf_experiment_largest_scale,
    .grid = grid,
    .draw = draw,
    .sentence = sentence,
};
