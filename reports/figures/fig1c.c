/* fig1c.c - Figure 1(c): for each number of samples N the largest alpha whose limit has population error at
 * most 0.025, depth 2. */
#include "reports/planted.h"
#include "reports/seeds.h"
#include <math.h>

enum { SAMPLES_MOST = 12 };
typedef struct {
    size_t d, seeds, n, N[SAMPLES_MOST];
} shape;

/* beta_L1 needs at most 45 samples at d = 160, 46 at d = 1000. */
static const shape small = {160, 5, 2, {45, 80}},
                   quick = {1000, 10, 11, {40, 50, 60, 70, 80, 100, 120, 150, 200, 300, 400}},
                   full = {1000, 100, 12, {40, 50, 60, 70, 80, 90, 100, 120, 150, 200, 300, 400}};

static const shape *shape_of(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? &small : size == CF_SIZE_QUICK ? &quick : &full;
}

static size_t grid(double *cells, cf_figure_size size) {
    const shape *g = shape_of(size);
    for (size_t i = 0; cells && i < g->n * g->seeds; i++) {
        double *c = cells + 4 * i;
        c[0] = (double)g->d, c[1] = (double)g->N[i / g->seeds], c[2] = 2, c[3] = (double)(i % g->seeds + 1);
    }
    return g->n * g->seeds;
}

/* log alpha of each seed; NaN where no alpha reaches the goal */
static void largest(double *log_alpha, const cf_figure_data *data, size_t j) {
    size_t seeds = shape_of(data->size)->seeds;
    cf_seeds_values(log_alpha, data, &cf_experiment_largest_scale, "log_scale", j * seeds, seeds);
    for (size_t s = 0; s < seeds; s++) log_alpha[s] /= 2;
}

/* The N at which the median error of beta_L1 reaches the goal, its logarithm interpolated between two N; the
 * least N where that does already, NaN if none does */
static double needed(const cf_figure_data *data) {
    const shape *g = shape_of(data->size);
    double before = NAN, low, high, x[CF_SEEDS_MOST];
    for (size_t j = 0; j < g->n; j++) {
        double error;
        cf_seeds_values(x, data, &cf_experiment_largest_scale, "l1_error", j * g->seeds, g->seeds);
        cf_seeds_median(&error, &low, &high, x, g->seeds);
        double N = (double)g->N[j];
        if (error <= CF_PLANTED_GOAL)
            return j == 0
                       ? N
                       : N - (N - (double)g->N[j - 1]) * log(CF_PLANTED_GOAL / error) / log(before / error);
        before = error;
    }
    return NAN;
}

static int draw(cf_panel *panel, const cf_figure_data *data) {
    const shape *g = shape_of(data->size);
    cf_curve *c = cf_panel_curve(panel, CF_BAND, g->n, 1, "largest alpha, median of %zu draws", g->seeds);
    if (!c) return -1;
    double least = 0;
    for (size_t j = 0; j < g->n; j++) {
        double x[CF_SEEDS_MOST], middle, low, high;
        largest(x, data, j);
        cf_seeds_median(&middle, &low, &high, x, g->seeds);
        c->x[j] = (double)g->N[j];
        if (isinf(middle)) continue; /* half of the draws have no such alpha: no point */
        c->y[j] = middle / log(10), c->low[j] = isinf(low) ? NAN : low / log(10), c->high[j] = high / log(10);
        least = fmin(least, c->y[j]);
    }
    double N = needed(data);
    if (!isnan(N)) {
        cf_curve *dashed = cf_panel_curve(panel, CF_DASHED, 2, 0, "samples needed by beta_L1");
        if (!dashed) return -1;
        dashed->x[0] = dashed->x[1] = N, dashed->y[0] = floor(least), dashed->y[1] = 0;
    }
    snprintf(panel->ran, sizeof panel->ran,
             "d = %zu, r* = 5, noise variance 0.01, %zu draws, limits in doubles. Largest alpha by search "
             "down from 1 and division to 2^-11 of log "
             "alpha; median over draws with a 95 %% interval by order statistics, a draw on which no alpha "
             "down to e^-2000 reaches 0.025 "
             "counting as below every alpha; no point where that is half of them. Dashed: where beta_L1's "
             "median error is 0.025.",
             g->d, g->seeds);
    return 0;
}

static void sentence(cf_run *run, const cf_figure_data *data) {
    const shape *g = shape_of(data->size);
    double here[CF_SEEDS_MOST], more[CF_SEEDS_MOST], l1[CF_SEEDS_MOST], middle, low, high, N = needed(data),
                                                                                           first = NAN;
    cf_instance(run, "d = %zu, r* = 5, %zu draws, N from %zu to %zu; beta_L1 needs %.0f", g->d, g->seeds,
                g->N[0], g->N[g->n - 1], N);
    if (!cf_hypothesis(run, "beta_L1 reaches the goal at some N", isnan(N) ? CF_UNKNOWN : CF_TRUE)) return;
    size_t without = 0;
    for (size_t j = 0; j < g->n; j++) {
        largest(here, data, j);
        cf_seeds_median(&middle, &low, &high, here, g->seeds);
        cf_evidence_row(run, "largest_log_alpha", "N", (double)g->N[j], "median", middle, "low", low, "high",
                        high, NULL);
        cf_seeds_values(l1, data, &cf_experiment_largest_scale, "l1_error", j * g->seeds, g->seeds);
        for (size_t s = 0; s < g->seeds; s++) without += isnan(here[s]) && l1[s] < CF_PLANTED_GOAL;
        if (isnan(first) && (double)g->N[j] >= N) first = middle;
        size_t next = j;
        while (next < g->n && 2 * g->N[next] < 3 * g->N[j]) next++;
        if (next == g->n) continue;
        largest(more, data, next);
        if (cf_run_canary(run))
            cf_seeds_mostly_grows(
                run, "share of draws on which the largest alpha falls to half as many samples more", more,
                here, g->seeds);
        else
            cf_seeds_mostly_grows(
                run, "share of draws on which the largest alpha grows to half as many samples more", here,
                more, g->seeds);
    }
    cf_observed(run, "draws on which beta_L1 is below 0.025 and no alpha is found", (double)without,
                (double)without, (double)without, without == 0);
    cf_observed(
        run,
        "median log alpha gained from the fewest samples that beta_L1 can do with to the most: more than 1",
        middle - first, low - first, high - first, low - first > 1);
}

const cf_figure cf_figure_fig1c = {
    .name = "fig1c",
    .paper = "Figure 1(c)",
    .title = "How large alpha may be, by the number of samples",
    .says = "For each N the largest alpha with population error at most 0.025. As N approaches the number of "
            "samples that beta_L1 needs "
            "(dashed), alpha must become extremely small; with slightly more samples a much more moderate "
            "initialisation will do.",
    .claim = "fig1c",
    .reduced_below = CF_SIZE_QUICK,
    .x = {"samples N", CF_AXIS_LINEAR},
    .y = {"largest alpha", CF_AXIS_LOG10},
    .experiment = &cf_experiment_largest_scale,
    .grid = grid,
    .draw = draw,
    .sentence = sentence,
};
