/* atlas_limit.c - digits of the limit beta_alpha(infinity) in doubles and of its excess norms by subtraction
 * of doubles, over (alpha, D). */
#include "reports/atlas_limit.h"
#include "reports/atlas.h"
#include <math.h>

enum { DEPTHS = 7, N = 10, DIM = 30 };
static const double depths[DEPTHS] = {2, 2.5, 3, 4, 5, 8, 16};

/* log alpha, denser about 0 */
static const double log_alphas[] = {5,    4,    3,    2,    1,    0,    -1,   -2,   -3,   -4,
                                    -5,   -6,   -8,   -10,  -13,  -16,  -20,  -30,  -50,  -80,
                                    -120, -180, -250, -360, -450, -550, -650, -750, -850, -1000};

static size_t steps(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? 5 : sizeof log_alphas / sizeof *log_alphas;
}

static size_t rows(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? 3 : DEPTHS;
}

static size_t grid(double *cells, cf_figure_size size) {
    size_t n = steps(size), all = sizeof log_alphas / sizeof *log_alphas;
    for (size_t i = 0; cells && i < rows(size) * n; i++) {
        const double cell[] = {log_alphas[i % n * (all - 1) / (n - 1)], depths[i / n], N, DIM, 1};
        for (int k = 0; k < 5; k++) cells[5 * i + (size_t)k] = cell[k];
    }
    return rows(size) * n;
}

static int draw(cf_panel *panel, const cf_figure_data *data) {
    static const char *const label[] = {"beta", "excess of the l1 norm, by subtraction",
                                        "excess of the l2 norm, by subtraction"};
    static const char *const value[] = {"beta", "excess_l1", "excess_l2"};
    const cf_experiment *e = &cf_atlas_limit_experiment;
    const cf_atlas_map map = {e->parameters, e->values,         "log_alpha",
                              "depth",       steps(data->size), rows(data->size)};
    for (int k = 0; k < 3; k++)
        if (cf_atlas_heat(panel, data, &map, 0, value[k], label[k])) return -1;
    for (size_t h = 0; h < panel->n_heats; h++)
        for (size_t c = 0; c < panel->heat[h].columns; c++) panel->heat[h].x[c] /= log(10);
    snprintf(panel->ran, sizeof panel->ran,
             "sparse regression, N = %d, d = %d, seed 1; correct digits (at most %d) of ||beta - "
             "exact||_2/||exact||_2 and of the excess norms against "
             "certified limits (Krawczyk), %zu depths, log alpha from 5 to -1000; undecided: %zu limits, %zu "
             "and %zu excesses of %zu",
             N, DIM, CF_ATLAS_DIGITS, rows(data->size), cf_atlas_missing(data, e->values, "beta"),
             cf_atlas_missing(data, e->values, "excess_l1"), cf_atlas_missing(data, e->values, "excess_l2"),
             data->n);
    return 0;
}

const cf_figure cf_figure_atlas_limit = {
    .name = "atlas_limit",
    .paper = "",
    .title = "Digits of the limit and of its excess norms in doubles, by alpha and depth",
    .says = "The limit keeps its digits down to log alpha = -1000, where alpha^2 is far below the doubles. "
            "Its excess norms do not exist in "
            "doubles: a norm less the least norm cancels, and only the certified computation has them.",
    .reduced_below = CF_SIZE_CLAIM,
    .x = {"alpha", CF_AXIS_LOG10},
    .y = {"depth D", CF_AXIS_LOG},
    .experiment = &cf_atlas_limit_experiment,
    .grid = grid,
    .draw = draw,
};
