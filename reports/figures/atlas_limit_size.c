/* atlas_limit_size.c - digits of the limit beta_alpha(infinity) in doubles over (N, d). */
#include "reports/atlas.h"
#include "reports/atlas_limit.h"
#include <math.h>

static const double dims[] = {4, 8, 16, 30, 60, 120}, samples[] = {1, 2, 4, 8, 14, 20, 30};
static const struct {
    double log_alpha, depth;
} maps[] = {{5, 2}, {-1, 2}, {-20, 2}, {-1000, 2}, {-1, 3}, {-20, 3}};
enum { MAPS = sizeof maps / sizeof *maps };

static size_t columns(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? 2 : size == CF_SIZE_QUICK ? 5 : 7;
}

static size_t rows(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? 2 : size == CF_SIZE_QUICK ? 5 : 6;
}

static size_t grid(double *cells, cf_figure_size size) {
    size_t c = columns(size), r = rows(size);
    for (size_t i = 0; cells && i < MAPS * r * c; i++) {
        const double cell[] = {maps[i / (r * c)].log_alpha, maps[i / (r * c)].depth, samples[i % c],
                               dims[i / c % r], 1};
        for (int k = 0; k < 5; k++) cells[5 * i + (size_t)k] = cell[k];
    }
    return MAPS * r * c;
}

static int draw(cf_panel *panel, const cf_figure_data *data) {
    const cf_experiment *e = &cf_atlas_limit_experiment;
    const cf_atlas_map map = {e->parameters, e->values, "N", "dim", columns(data->size), rows(data->size)};
    size_t impossible = 0;
    for (size_t i = 0; i < data->n; i++) impossible += data->cells[5 * i + 2] > data->cells[5 * i + 3];
    for (size_t k = 0; k < MAPS; k++) {
        char label[64];
        snprintf(label, sizeof label, "beta, D = %g, log alpha = %g", maps[k].depth, maps[k].log_alpha);
        if (cf_atlas_heat(panel, data, &map, k * map.columns * map.rows, "beta", label)) return -1;
    }
    snprintf(
        panel->ran, sizeof panel->ran,
        "sparse regression, one instance (seed 1) for each N <= d; correct digits (at most %d) of ||beta - "
        "exact||_2/||exact||_2 against "
        "certified limits (Krawczyk); %zu of %zu limits undecided, %zu cells without an instance (N > d)",
        CF_ATLAS_DIGITS, cf_atlas_missing(data, e->values, "beta") - impossible, data->n - impossible,
        impossible);
    return 0;
}

const cf_figure cf_figure_atlas_limit_size = {
    .name = "atlas_limit_size",
    .paper = "",
    .title = "Digits of the limit in doubles, by N and d",
    .says = "The digits of the limit hardly depend on the size of the problem.",
    .reduced_below = CF_SIZE_FULL,
    .x = {"samples N", CF_AXIS_LOG},
    .y = {"dimension d", CF_AXIS_LOG},
    .experiment = &cf_atlas_limit_experiment,
    .grid = grid,
    .draw = draw,
};
