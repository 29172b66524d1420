/* atlas_thresholds.c - the thresholds on alpha over (epsilon, d), certified: Theorem 2's, the sharper ones,
 * those of depth D > 2; and where Theorem 2's alpha is below every positive double. */
#include "reports/atlas.h"
#include "reference/certiflow_ref.h"
#include <math.h>

enum { BITS = 64, NORM = 1 };
static const double depths[] = {3, 4, 8};

static size_t columns(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? 7 : size == CF_SIZE_QUICK ? 41 : 121;
}

static size_t rows(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? 4 : size == CF_SIZE_QUICK ? 25 : 73;
}

/* epsilon from 1e-3 to 10, d = 2, ..., 1e6 nearly evenly in log d */
static size_t grid(double *cells, cf_figure_size size) {
    size_t c = columns(size), r = rows(size);
    for (size_t i = 0; cells && i < r * c; i++) {
        cells[2 * i] = pow(10, cf_atlas_step(-3, 1, i % c, c));
        cells[2 * i + 1] = floor(pow(10, cf_atlas_step(log10(2), 6, i / c, r)) + 0.5);
    }
    return r * c;
}

static void depth_thresholds(double *values, const arb_t norm, const fmpq_t epsilon, size_t d) {
    arb_t log_alpha;
    fmpq_t depth;
    arb_init(log_alpha), fmpq_init(depth);
    for (int k = 0; k < 3; k++) {
        cf_fmpq_set_double(depth, depths[k]);
        cf_ref_depth_l1(log_alpha, norm, epsilon, d, depth, BITS);
        values[k] = cf_atlas_log10(log_alpha);
        cf_ref_depth_l2(log_alpha, norm, epsilon, depth, BITS);
        values[3 + k] = cf_atlas_log10(log_alpha);
    }
    arb_clear(log_alpha), fmpq_clear(depth);
}

/* 1: certainly below half of the least positive double, so that it rounds to 0; 0: certainly not; NaN:
 * undecided */
static double rounds_to_zero(const arb_t log_alpha) {
    arb_t least;
    arb_init(least);
    arb_const_log2(least, 2 * BITS);
    arb_mul_si(least, least, -1075, 2 * BITS);
    cf_truth below = cf_ball_lt(log_alpha, least);
    arb_clear(least);
    return below == CF_TRUE ? 1 : below == CF_FALSE ? 0 : NAN;
}

static cf_status compute(double *values, const double *p) {
    const size_t d = (size_t)p[1];
    arb_t norm, log_alpha;
    fmpq_t epsilon;
    if (!(p[0] < p[1])) return CF_OK;
    arb_init(norm), arb_init(log_alpha), fmpq_init(epsilon);
    arb_set_ui(norm, NORM);
    cf_fmpq_set_double(epsilon, p[0]);
    cf_ref_theorem2_l1(log_alpha, norm, epsilon, d, BITS);
    values[0] = cf_atlas_log10(log_alpha), values[1] = rounds_to_zero(log_alpha);
    cf_ref_theorem2_l2(log_alpha, norm, epsilon, d, BITS);
    values[2] = cf_atlas_log10(log_alpha);
    cf_ref_sharp_l1(log_alpha, norm, epsilon, d, BITS);
    values[3] = cf_atlas_log10(log_alpha);
    cf_ref_sharp_l2(log_alpha, norm, epsilon, d, BITS);
    values[4] = cf_atlas_log10(log_alpha);
    depth_thresholds(values + 5, norm, epsilon, d);
    arb_clear(norm), arb_clear(log_alpha), fmpq_clear(epsilon);
    return CF_OK;
}

static const cf_experiment experiment = {.name = "atlas_thresholds",
                                         .version = 1,
                                         .parameters = "epsilon dim",
                                         .values =
                                             "theorem2_l1 rounds_to_zero theorem2_l2 sharp_l1 sharp_l2 "
                                             "depth3_l1 depth4_l1 depth8_l1 depth3_l2 depth4_l2 depth8_l2",
                                         .compute = compute};

static int draw(cf_panel *panel, const cf_figure_data *data) {
    static const struct {
        const char *value, *label;
    } map[] = {{"theorem2_l1", "log10(-log10 alpha), Theorem 2, l1: at most"},
               {"rounds_to_zero", "Theorem 2, l1: alpha rounds to 0 in doubles"},
               {"sharp_l1", "log10 alpha, sharper, l1: at most"},
               {"depth3_l1", "log10 alpha, D = 3, l1: at most"},
               {"depth8_l1", "log10 alpha, D = 8, l1: at most"},
               {"theorem2_l2", "log10 alpha, Theorem 2, l2: at least"},
               {"sharp_l2", "log10 alpha, sharper, l2: at least"},
               {"depth3_l2", "log10 alpha, D = 3, l2: at least"}};
    const cf_atlas_map axes = {experiment.parameters, experiment.values, "epsilon", "dim",
                               columns(data->size),   rows(data->size)};
    size_t zero = 0, outside = 0;
    for (size_t k = 0; k < sizeof map / sizeof *map; k++)
        if (cf_atlas_heat(panel, data, &axes, 0, map[k].value, map[k].label)) return -1;
    for (size_t i = 0; i < data->n; i++) { /* alpha < 1: the second of the two minima is exp(-d/epsilon) */
        panel->heat[0].z[i] = log10(-panel->heat[0].z[i]);
        zero += data->values[i * data->n_values + cf_column(experiment.values, "rounds_to_zero")] == 1;
        outside += !(data->cells[2 * i] < data->cells[2 * i + 1]);
    }
    snprintf(panel->ran, sizeof panel->ran,
             "least norm 1; log10 of the certified thresholds (balls of %d bits), %zu epsilons from 1e-3 to "
             "10, %zu dimensions from 2 to 1e6. In %zu "
             "of %zu cells Theorem 2's l1 threshold rounds to 0 in doubles (below 2^-1075). No value: "
             "epsilon >= d (%zu cells), and where every alpha "
             "will do (sharper l1: (1 + epsilon)^2 >= d, l2: 1 + epsilon >= d); undecided: %zu",
             BITS, axes.columns, axes.rows, zero, data->n, outside,
             cf_atlas_missing(data, experiment.values, "theorem2_l1") - outside);
    return 0;
}

const cf_figure cf_figure_atlas_thresholds = {
    .name = "atlas_thresholds",
    .paper = "",
    .title = "The thresholds on alpha by epsilon and d",
    .says = "Theorem 2's l1 threshold is below the smallest double over most of the map: it falls as "
            "exp(-d/epsilon). The sharper one falls as "
            "d^(-1/(2 epsilon)), and at depth D > 2 alpha need be small only as a power of epsilon.",
    .reduced_below = CF_SIZE_CLAIM,
    .x = {"epsilon", CF_AXIS_LOG},
    .y = {"dimension d", CF_AXIS_LOG},
    .experiment = &experiment,
    .grid = grid,
    .draw = draw,
};
