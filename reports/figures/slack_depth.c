/* slack_depth.c - how far the thresholds of depth D > 2 are from what one sample needs, over (epsilon, d). */
#include "reports/atlas.h"
#include "reports/slack.h"

static const double depths[] = {3, 4, 8};
enum { MAPS = 6 };

static size_t grid(double *cells, cf_figure_size size) {
    size_t n = cf_slack_columns(size) * cf_slack_rows(size);
    for (size_t k = 0; cells && k < MAPS; k++)
        cf_slack_cells(cells + 5 * k * n, size, k < 3 ? 1 : 2, depths[k % 3], 0);
    return MAPS * n;
}

static int draw(cf_panel *panel, const cf_figure_data *data) {
    size_t outside = 0;
    for (size_t k = 0; k < MAPS; k++) {
        char label[64];
        snprintf(label, sizeof label, "log10: worst sample over threshold, l%d, D = %g", k < 3 ? 1 : 2,
                 depths[k % 3]);
        if (cf_slack_heat(panel, data, k, "worst", "sharper", label)) return -1;
    }
    for (size_t i = 0; i < data->n; i++) outside += !(data->cells[5 * i + 2] < data->cells[5 * i + 3]);
    snprintf(panel->ran, sizeof panel->ran,
             "least norm 1 (all scale as it does), %zu epsilons from 1e-3 to 10, %zu dimensions from 2 to "
             "1e6; thresholds and the crossing of the worst "
             "sample x = (1, c, ..., c) certified in balls (the c is searched for); no value: epsilon >= d "
             "(%zu cells), no crossing found "
             "(%zu); thresholds past a crossing: %zu of %zu",
             cf_slack_columns(data->size), cf_slack_rows(data->size), outside,
             cf_atlas_missing(data, cf_slack_experiment.values, "worst") - outside,
             cf_slack_contradictions(data), data->n);
    return 0;
}

const cf_figure cf_figure_slack_depth = {
    .name = "slack_depth",
    .paper = "",
    .title = "Slack of the thresholds at depth 3, 4 and 8 by epsilon and d",
    .says = "At depth D > 2 the thresholds are nearly the best possible: for d above 2000 and epsilon at "
            "most 1 both are within a factor 2 of the "
            "alpha that one sample needs.",
    .reduced_below = CF_SIZE_CLAIM,
    .x = {"epsilon", CF_AXIS_LOG},
    .y = {"dimension d", CF_AXIS_LOG},
    .experiment = &cf_slack_experiment,
    .grid = grid,
    .draw = draw,
};
