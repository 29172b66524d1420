/* slack.c - see slack.h. */
#include "reports/slack.h"
#include "reports/atlas.h"
#include "verify/worst_sample.h"
#include <math.h>

enum { BITS = 64 };
static const double log10_norms[] = {0, -3, 3};

/* In the second half everything scales as the norm does. */
static size_t norms(int half) {
    return half == 1 ? sizeof log10_norms / sizeof *log10_norms : 1;
}

size_t cf_slack_columns(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? 3 : size == CF_SIZE_QUICK ? 17 : 41;
}

size_t cf_slack_rows(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? 2 : size == CF_SIZE_QUICK ? 10 : 25;
}

void cf_slack_cells(double *cells, cf_figure_size size, double half, double depth, double log10_norm) {
    size_t c = cf_slack_columns(size), r = cf_slack_rows(size);
    for (size_t i = 0; i < c * r; i++) {
        const double epsilon = pow(10, cf_atlas_step(-3, 1, i % c, c)),
                     d = floor(pow(10, cf_atlas_step(log10(2), 6, i / c, r)) + 0.5);
        const double cell[] = {half, depth, epsilon, d, log10_norm};
        for (int k = 0; k < 5; k++) cells[5 * i + (size_t)k] = cell[k];
    }
}

/* log alpha of the worst sample for this norm: log norm/D more than for 1 */
static double worst_sample(int l1, const fmpq_t depth, const arb_t norm, const fmpq_t epsilon, size_t d) {
    arb_t worst, shift, D;
    arb_init(worst), arb_init(shift), arb_init(D);
    double log10_alpha = NAN;
    if (cf_worst_sample(worst, NULL, l1 ? CF_HALF_L1 : CF_HALF_L2, depth, epsilon, d)) {
        arb_log(shift, norm, 2 * BITS);
        arb_set_fmpq(D, depth, 2 * BITS);
        arb_div(shift, shift, D, 2 * BITS);
        arb_add(worst, worst, shift, 2 * BITS);
        log10_alpha = cf_atlas_log10(worst);
    }
    arb_clear(worst), arb_clear(shift), arb_clear(D);
    return log10_alpha;
}

void cf_slack_thresholds(double values[3], int half, const fmpq_t depth, const arb_t norm,
                         const fmpq_t epsilon, size_t d) {
    const int l1 = half == 1;
    arb_t log_alpha;
    arb_init(log_alpha);
    if (fmpq_cmp_si(depth, 2) == 0) {
        (l1 ? cf_ref_theorem2_l1 : cf_ref_theorem2_l2)(log_alpha, norm, epsilon, d, BITS);
        values[0] = cf_atlas_log10(log_alpha);
        (l1 ? cf_ref_sharp_l1 : cf_ref_sharp_l2)(log_alpha, norm, epsilon, d, BITS);
    } else if (l1)
        cf_ref_depth_l1(log_alpha, norm, epsilon, d, depth, BITS);
    else
        cf_ref_depth_l2(log_alpha, norm, epsilon, depth, BITS);
    values[1] = cf_atlas_log10(log_alpha);
    values[2] = worst_sample(l1, depth, norm, epsilon, d);
    arb_clear(log_alpha);
}

static cf_status compute(double *values, const double *p) {
    const size_t d = (size_t)p[3];
    if (!(p[2] < p[3])) return CF_OK;
    arb_t norm;
    fmpq_t depth, epsilon, power;
    arb_init(norm), fmpq_init(depth), fmpq_init(epsilon), fmpq_init(power);
    cf_fmpq_set_double(depth, p[1]), cf_fmpq_set_double(epsilon, p[2]), cf_fmpq_set_double(power, p[4]);
    arb_set_ui(norm, 10);
    arb_pow_fmpq(norm, norm, power, 2 * BITS);
    cf_slack_thresholds(values, (int)p[0], depth, norm, epsilon, d);
    arb_clear(norm), fmpq_clear(depth), fmpq_clear(epsilon), fmpq_clear(power);
    return CF_OK;
}

const cf_experiment cf_slack_experiment = {.name = "slack",
                                           .version = 1,
                                           .parameters = "half depth epsilon dim log10_norm",
                                           .values = "theorem2 sharper worst",
                                           .compute = compute};

int cf_slack_heat(cf_panel *panel, const cf_figure_data *data, size_t k, const char *over, const char *under,
                  const char *label) {
    const cf_experiment *e = &cf_slack_experiment;
    const size_t columns = cf_slack_columns(data->size), rows = cf_slack_rows(data->size),
                 first = k * columns * rows;
    const cf_atlas_map map = {e->parameters, e->values, "epsilon", "dim", columns, rows};
    if (cf_atlas_heat(panel, data, &map, first, over, label)) return -1;
    double *z = panel->heat[panel->n_heats - 1].z, sign = data->cells[first * 5] == 1 ? 1 : -1;
    for (size_t i = 0; i < columns * rows; i++)
        z[i] = sign * (z[i] - data->values[(first + i) * data->n_values + cf_column(e->values, under)]);
    return 0;
}

size_t cf_slack_grid(double *cells, cf_figure_size size, int half) {
    size_t n = cf_slack_columns(size) * cf_slack_rows(size);
    for (size_t k = 0; cells && k < norms(half); k++)
        cf_slack_cells(cells + 5 * k * n, size, half, 2, log10_norms[k]);
    return norms(half) * n;
}

size_t cf_slack_contradictions(const cf_figure_data *data) {
    size_t wrong = 0;
    for (size_t i = 0; i < data->n; i++) {
        const double *v = data->values + i * data->n_values, sign = data->cells[5 * i] == 1 ? 1 : -1;
        wrong += isnan(v[1]) && !isnan(v[2]); /* where every alpha will do there is no crossing */
        for (int k = 0; k < 2; k++) wrong += sign * (v[2] - v[k]) < -1e-9 * (1 + fabs(v[2]));
    }
    return wrong;
}

/* Slacks from hundredths to hundreds of millions of decades, on one map: z becomes log10(1 + z). */
static void crowd(cf_heat *h) {
    for (size_t i = 0; i < h->rows * h->columns; i++) h->z[i] = log10(1 + fmax(h->z[i], 0)) + 0 * h->z[i];
}

int cf_slack_draw(cf_panel *panel, const cf_figure_data *data, int half) {
    const cf_experiment *e = &cf_slack_experiment;
    size_t outside = 0;
    for (size_t i = 0; i < data->n; i++) outside += !(data->cells[5 * i + 2] < data->cells[5 * i + 3]);
    for (size_t k = 0; k < norms(half); k++) {
        char label[96];
        snprintf(label, sizeof label, "%s, worst sample over Theorem 2, norm %g", half == 1 ? "log10(1 + decades)" : "decades",
                 pow(10, log10_norms[k]));
        if (cf_slack_heat(panel, data, k, "worst", "theorem2", label)) return -1;
    }
    if (cf_slack_heat(panel, data, 0, "sharper", "theorem2", half == 1 ? "log10(1 + decades), sharper over Theorem 2, norm 1" : "decades, sharper over Theorem 2, norm 1") ||
        cf_slack_heat(panel, data, 0, "worst", "sharper", half == 1 ? "log10(1 + decades), worst sample over sharper" : "decades, worst sample over sharper"))
        return -1;
    for (size_t k = 0; half == 1 && k < panel->n_heats; k++) crowd(&panel->heat[k]);
    snprintf(panel->ran, sizeof panel->ran,
             "%zu epsilons from 1e-3 to 10, %zu dimensions from 2 to 1e6, least norm %s; thresholds and the "
             "crossing of the worst sample "
             "x = (1, c, ..., c) certified in balls (the c is searched for); no value: epsilon >= d (%zu "
             "cells), no crossing found (%zu), every "
             "alpha will do; thresholds past a crossing: %zu of %zu",
             cf_slack_columns(data->size), cf_slack_rows(data->size),
             half == 1 ? "1, 1e-3, 1e3" : "1 (all scale as the norm)", outside,
             cf_atlas_missing(data, e->values, "worst") - outside, cf_slack_contradictions(data), data->n);
    return 0;
}
