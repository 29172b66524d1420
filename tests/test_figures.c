/* test_figures.c - the figures of reports/figures: their grids and panels on the small size, their sentences
 * and canaries as the runner runs them, and what they promise of a cell: the bracket of the largest scale,
 * the values of special cells. */
#include "reports/matrix_cells.h"
#include "reports/planted.h"
#include "verify/run.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"fig1a", "fig1b", "fig1c", "fig2a", "fig2b",
                                    "fig2c", "fig3a", "fig3b", "fig5"};
enum { FIGURES = sizeof names / sizeof *names };

static cf_figure_data computed(const cf_figure *f, cf_figure_size size) {
    const cf_experiment *e = f->experiment;
    cf_figure_data data = {.size = size,
                           .n = f->grid(NULL, size),
                           .n_parameters = cf_experiment_parameters(e),
                           .n_values = cf_experiment_values(e)};
    double *cells = malloc(data.n * data.n_parameters * sizeof *cells),
           *values = malloc(data.n * data.n_values * sizeof *values);
    char error[512] = "";
    cf_sweep_options alone = {.jobs = 1};
    cr_assert(cells && values);
    f->grid(cells, size);
    cr_assert_eq(cf_sweep_run(values, e, cells, data.n, &alone, error), CF_SWEEP_DONE, "%s: %s", f->name,
                 error);
    data.cells = cells, data.values = values;
    return data;
}

static void forget(cf_figure_data *data) {
    free((void *)data->cells), free((void *)data->values);
}

/* Every size: as many cells written as promised, no NaN among them, none twice, nothing past the end. */
Test(figures, grids) {
    const double fence = -12345.5;
    for (int i = 0; i < FIGURES; i++)
        for (int size = CF_SIZE_CLAIM; size <= CF_SIZE_PAPER; size++) {
            const cf_figure *f = cf_figure_find(names[i]);
            cr_assert_not_null(f, "%s", names[i]);
            size_t n = f->grid(NULL, size), p = cf_experiment_parameters(f->experiment);
            cr_assert(n > 0 && p > 0 && p <= CF_SWEEP_PARAMETERS &&
                      cf_experiment_values(f->experiment) <= CF_SWEEP_VALUES);
            double *cells = malloc((n + 1) * p * sizeof *cells);
            for (size_t k = 0; k < (n + 1) * p; k++) cells[k] = fence;
            cr_assert_eq(f->grid(cells, size), n, "%s", f->name);
            for (size_t k = 0; k < n * p; k++)
                cr_assert(isfinite(cells[k]) && cells[k] != fence, "%s, size %d, number %zu", f->name, size,
                          k);
            for (size_t k = n * p; k < (n + 1) * p; k++)
                cr_assert_eq(cells[k], fence, "%s writes past its end", f->name);
            for (size_t a = 0; n <= 2000 && a < n; a++)
                for (size_t b = 0; b < a; b++)
                    cr_assert(memcmp(cells + a * p, cells + b * p, p * sizeof *cells) != 0,
                              "%s, size %d: %zu and %zu", f->name, size, a, b);
            free(cells);
        }
}

/* The small panel: curves with labels and finite points, intervals around them, words that say what ran. */
Test(figures, panels) {
    for (int i = 0; i < FIGURES; i++) {
        const cf_figure *f = cf_figure_find(names[i]);
        cf_figure_data data = computed(f, CF_SIZE_CLAIM);
        cf_panel *panel = calloc(1, sizeof *panel);
        cr_assert_eq(f->draw(panel, &data), 0);
        cr_assert(panel->n_curves > 0 && strlen(panel->ran) > 40 &&
                      strlen(panel->ran) < sizeof panel->ran - 1,
                  "%s: %s", f->name, panel->ran);
        for (size_t k = 0; k < panel->n_curves; k++) {
            const cf_curve *c = &panel->curve[k];
            size_t finite = 0;
            for (size_t j = 0; j < c->n; j++) {
                finite += isfinite(c->x[j]) && isfinite(c->y[j]);
                cr_assert(!isinf(c->x[j]) && !isinf(c->y[j]), "%s, %s", f->name, c->label);
                cr_assert(!c->low || isnan(c->low[j]) || (c->low[j] <= c->y[j] && c->y[j] <= c->high[j]),
                          "%s, %s", f->name, c->label);
                cr_assert(f->y.scale != CF_AXIS_LOG || isnan(c->y[j]) || c->y[j] > 0, "%s, %s", f->name,
                          c->label);
            }
            cr_assert(finite > 0 && c->label[0] != 0 && strlen(c->label) < sizeof c->label - 1, "%s, %s",
                      f->name, c->label);
        }
        cf_panel_clear(panel);
        free(panel), forget(&data);
    }
}

/* At the quick size every label fits and every curve has its place, whatever the values. */
Test(figures, panels_have_room) {
    for (int i = 0; i < FIGURES; i++)
        for (int size = CF_SIZE_QUICK; size <= CF_SIZE_PAPER; size++) {
            const cf_figure *f = cf_figure_find(names[i]);
            cf_figure_data data = {size,
                                   f->grid(NULL, size),
                                   cf_experiment_parameters(f->experiment),
                                   cf_experiment_values(f->experiment),
                                   NULL,
                                   NULL};
            double *cells = malloc(data.n * data.n_parameters * sizeof *cells),
                   *values = malloc(data.n * data.n_values * sizeof *values);
            f->grid(cells, size);
            for (size_t k = 0; k < data.n * data.n_values; k++) values[k] = 0.5;
            data.cells = cells, data.values = values;
            cf_panel *panel = calloc(1, sizeof *panel);
            cr_assert_eq(f->draw(panel, &data), 0, "%s, size %d", f->name, size);
            cr_assert(strlen(panel->ran) < sizeof panel->ran - 1, "%s, size %d", f->name, size);
            for (size_t k = 0; k < panel->n_curves; k++)
                cr_assert(strlen(panel->curve[k].label) < sizeof panel->curve[k].label - 1, "%s: %s", f->name,
                          panel->curve[k].label);
            cf_panel_clear(panel);
            free(panel), forget(&data);
        }
}

/* As the runner: the sentence is met, by facts and not by their absence; the canary is not. */
Test(figures, sentences_and_canaries) {
    for (int i = 0; i < FIGURES; i++) {
        const cf_figure *f = cf_figure_find(names[i]);
        cf_figure_data data = computed(f, CF_SIZE_CLAIM);
        cf_claim claim = {
            .id = f->name, .statement = "", .domain = "", .canary = "", .method = CF_M_OBSERVED};
        for (int canary = 0; canary < 2; canary++) {
            cf_run *run = cf_run_new(&claim, CF_TIER_QUICK, canary, 1e3);
            f->sentence(run, &data);
            cf_run_end(run);
            const cf_tally *t = cf_run_tally(run);
            if (canary)
                cr_assert(cf_canary_passes(CF_M_OBSERVED, 0, t), "%s: the canary lives", f->name);
            else
                cr_assert_eq(cf_verdict_of_tally(CF_M_OBSERVED, t).verdict, CF_V_OBSERVED, "%s", f->name);
            cf_run_free(run);
        }
        forget(&data);
    }
}

static double error_at(const double *parameters, double log_scale) {
    cf_planted p;
    double depth = parameters[2], log_alpha = log_scale / depth;
    cr_assert_eq(cf_planted_draw(&p, parameters[0], parameters[1], parameters[3]), CF_OK);
    double *beta = malloc(p.d * sizeof *beta);
    cr_assert_eq(cf_limit_depth(beta, NULL, NULL, NULL, p.X, p.y, log_alpha, depth, p.N, p.d), CF_OK);
    double error = cf_planted_error(beta, &p);
    free(beta), cf_planted_clear(&p);
    return error;
}

/* The largest scale reaches the goal, the one above it does not, in limits computed anew from a cold start.
 */
Test(figures, largest_scale_is_bracketed) {
    static const double depth[] = {2, 3, 8};
    for (int k = 0; k < 3; k++)
        for (int seed = 1; seed <= 4; seed++) {
            double parameters[] = {100, 50, depth[k], seed}, v[5];
            cr_assert_eq(cf_experiment_largest_scale.compute(v, parameters), CF_OK);
            cr_assert(v[3] > v[0] && v[3] - v[0] <= 0x1p-10, "%g, %g", v[0], v[3]);
            cr_assert(v[1] <= CF_PLANTED_GOAL && v[2] > CF_PLANTED_GOAL);
            cr_assert_float_eq(error_at(parameters, v[0]), v[1], 1e-10);
            cr_assert_float_eq(error_at(parameters, v[3]), v[2], 1e-10);
            cr_assert_gt(error_at(parameters, v[0] + 0.01 * fabs(v[0])), CF_PLANTED_GOAL);
        }
}

/* Too few samples: no scale, and beta_L1's error says why. N = d - 1: alpha^D = 1 is no start for a search
 * that needs to fail there. */
Test(figures, no_scale_is_nan) {
    double few[] = {100, 12, 2, 1}, v[5];
    cr_assert_eq(cf_experiment_largest_scale.compute(v, few), CF_OK);
    for (int k = 0; k < 4; k++) cr_assert(isnan(v[k]));
    cr_assert_gt(v[4], 0.1);
    double wrong[] = {10, 12, 2, 1};
    cr_assert_neq(cf_experiment_largest_scale.compute(v, wrong), CF_OK);
}

/* alpha = 0 is the completion of least nuclear norm: below every flow's end; M_L2's nuclear norm is what
 * large alpha tends to. */
Test(figures, matrix_cells) {
    double least[6], rich[6], kernel[6], at[] = {0, 20, 0, 1};
    cr_assert_eq(cf_experiment_matrix.compute(least, at), CF_OK);
    at[2] = 1e-3;
    cr_assert_eq(cf_experiment_matrix.compute(rich, at), CF_OK);
    at[2] = 100;
    cr_assert_eq(cf_experiment_matrix.compute(kernel, at), CF_OK);
    cr_assert(least[2] < rich[2] && rich[2] < kernel[2]);
    cr_assert_float_eq(kernel[2], least[1], 1e-4);
    cr_assert(kernel[3] > 0 && kernel[3] < 1e-10 && rich[3] > 0.1);
    cr_assert(rich[0] < 1e-2 * rich[1] && kernel[1] < 1e-10 * kernel[0]);
}

/* Ranks of the interval for the median: n = 10 leaves 1.07 % on either side beyond the second and ninth; a
 * NaN is below all. */
Test(figures, medians) {
    double x[10], middle, low, high;
    for (int i = 0; i < 10; i++) x[i] = (double)((7 * i) % 10);
    cf_seeds_median(&middle, &low, &high, x, 10);
    cr_assert(middle == 4.5 && low == 1 && high == 8, "%g in [%g, %g]", middle, low, high);
    x[0] = x[3] = NAN; /* 0 and 1 */
    cf_seeds_median(&middle, &low, &high, x, 10);
    cr_assert(middle == 4.5 && low == -INFINITY && high == 8, "%g in [%g, %g]", middle, low, high);
    for (int i = 0; i < 6; i++) x[i] = NAN;
    cf_seeds_median(&middle, &low, &high, x, 10);
    cr_assert(middle == -INFINITY);
    cf_seeds_median(&middle, &low, &high, (double[]){3, 1, 2}, 3);
    cr_assert(middle == 2 && low == 1 && high == 3);
}
