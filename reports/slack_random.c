/* slack_random.c - see slack_random.h. */
#include "reports/slack_random.h"
#include "reports/atlas.h"
#include "reports/slack.h"
#include "verify/theorem2.h"
#include <math.h>

enum { N = 5, DIM = 20, DEPTHS = 2 };
static const double depths[DEPTHS] = {2, 3};

/* whether the conclusion holds at this log alpha */
static cf_truth holds(cf_theorem2 *t, double log_alpha) {
    arb_t value, bound;
    arb_init(value), arb_init(bound);
    cf_fmpq_set_double(t->alpha->value, log_alpha);
    t->alpha->is_log = 1;
    cf_theorem2_bound(bound, t, "1", 128);
    cf_truth truth = cf_theorem2_limit_norm(value, t, 96) ? cf_ball_le(value, bound) : CF_UNKNOWN;
    arb_clear(value), arb_clear(bound);
    return truth;
}

static void crossing(double values[2], cf_theorem2 *t) {
    const double target = (1 + fmpq_get_d(t->epsilon)) * fmpq_get_d(t->norm),
                 at = cf_theorem2_crossing(t, target),
                 apart = (t->half == CF_HALF_L1 ? 1 : -1) * (fmpq_cmp_si(t->depth, 2) == 0 ? 1e-6 : 5e-4);
    if (holds(t, at - apart) != CF_TRUE || holds(t, at + apart) != CF_FALSE) return;
    values[0] = (at - apart) / log(10), values[1] = (at + apart) / log(10);
}

static cf_status compute(double *values, const double *p) {
    const int half = (int)p[0];
    cf_theorem2 t;
    arb_t norm;
    arb_init(norm);
    if (cf_theorem2_draw(&t, half == 1 ? CF_HALF_L1 : CF_HALF_L2, CF_FAMILY_SPARSE, (uint64_t)p[5],
                         (size_t)p[3], (size_t)p[4], 1)) {
        if (p[1] > 2) cf_theorem2_set_depth(&t, (slong)p[1], 1);
        cf_fmpq_set_double(t.epsilon, p[2]);
        cf_theorem2_norm(norm, &t, 160);
        cf_slack_thresholds(values, half, t.depth, norm, t.epsilon, (size_t)p[4]);
        crossing(values + 3, &t);
    }
    arb_clear(norm);
    cf_theorem2_clear(&t);
    return CF_OK;
}

const cf_experiment cf_slack_random_experiment = {.name = "slack_random",
                                                  .version = 1,
                                                  .parameters = "half depth epsilon N dim seed",
                                                  .values = "theorem2 sharper worst holds fails",
                                                  .compute = compute};

static size_t epsilons(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? 2 : 13;
}

static size_t seeds(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? 2 : size == CF_SIZE_QUICK ? 8 : 30;
}

size_t cf_slack_random_grid(double *cells, cf_figure_size size, int half) {
    size_t e = epsilons(size), s = seeds(size);
    for (size_t i = 0; cells && i < DEPTHS * e * s; i++) {
        const double cell[] = {
            half, depths[i / (e * s)], pow(10, cf_atlas_step(-2.5, -0.25, i / s % e, e)), N,
            DIM,  1 + (double)(i % s)};
        for (int k = 0; k < 6; k++) cells[6 * i + (size_t)k] = cell[k];
    }
    return DEPTHS * e * s;
}

/* A curve of a threshold: of the first instance of each epsilon; all have the norm 1 but for its rounding. */
static int threshold(cf_panel *panel, const cf_figure_data *data, size_t depth, int value,
                     const char *label) {
    size_t n = epsilons(data->size), s = seeds(data->size);
    cf_curve *c = cf_panel_curve(panel, value == 2 ? CF_DASHED : CF_LINE, n, 0, "%s", label);
    for (size_t k = 0; c && k < n; k++) {
        const size_t i = (depth * n + k) * s;
        c->x[k] = data->cells[6 * i + 2], c->y[k] = data->values[5 * i + (size_t)value];
    }
    return c ? 0 : -1;
}

/* The instances: their mean, from the least to the greatest. */
static int instances(cf_panel *panel, const cf_figure_data *data, size_t depth) {
    size_t n = epsilons(data->size), s = seeds(data->size);
    cf_curve *c =
        cf_panel_curve(panel, CF_BAND, n, 1, "random, D = %g: mean, least to greatest", depths[depth]);
    for (size_t k = 0; c && k < n; k++) {
        double sum = 0, found = 0, low = INFINITY, high = -INFINITY;
        const size_t first = (depth * n + k) * s;
        c->x[k] = data->cells[6 * first + 2];
        for (size_t i = first; i < first + s; i++) {
            const double at = data->values[5 * i + 3];
            if (isnan(at)) continue;
            sum += at, found++, low = fmin(low, at), high = fmax(high, at);
        }
        if (found > 0) c->y[k] = sum / found, c->low[k] = low, c->high[k] = high;
    }
    return c ? 0 : -1;
}

int cf_slack_random_draw(cf_panel *panel, const cf_figure_data *data) {
    if (threshold(panel, data, 0, 0, "Theorem 2, D = 2") || threshold(panel, data, 0, 1, "sharper, D = 2") ||
        threshold(panel, data, 0, 2, "worst sample, D = 2") || instances(panel, data, 0) ||
        threshold(panel, data, 1, 1, "depth theorem, D = 3") ||
        threshold(panel, data, 1, 2, "worst sample, D = 3") || instances(panel, data, 1))
        return -1;
    double least = INFINITY;
    for (size_t i = 0; i < data->n; i++) least = fmin(least, data->values[5 * i + 3]); /* fmin leaves NaNs out */
    snprintf(panel->ran, sizeof panel->ran,
             "sparse regression, N = %d, d = %d, least norm 1, seeds 1 to %zu, %zu epsilons; thresholds "
             "certified in balls. The alpha of an instance is "
             "found by bisection; the theorem's conclusion is certified to hold there and to fail a step "
             "beyond (2e-6 in log alpha at D = 2, 1e-3 at "
             "D = 3); no such pair, as a rule since no alpha passes the bound: %zu of %zu instances; least alpha needed 1e%.1f",
             N, DIM, seeds(data->size), epsilons(data->size),
             cf_atlas_missing(data, cf_slack_random_experiment.values, "holds"), data->n, least);
    return 0;
}
