/* relu.c - see relu.h. */
#include "reports/figures/relu.h"
#include "verify/synthetic.h"
#include <math.h>
#include <string.h>

enum { DEPTH, LOG_ALPHA, STEP, FIXED, MOST, SEED, PARAMETERS, POINTS = 20 };
static const double depths[] = {2, 3, 5};
enum { DEPTHS = sizeof depths / sizeof *depths };

static cf_status compute(double *values, const double *p) {
    const cf_synthetic run = {.N = 10,
                              .width = 30,
                              .depth = (size_t)p[DEPTH],
                              .fixed_step = p[FIXED] != 0,
                              .log_alpha = p[LOG_ALPHA],
                              .step = p[STEP],
                              .stop_loss = 1e-9,
                              .seed = (uint64_t)p[SEED],
                              .most = (uint64_t)p[MOST]};
    cf_synthetic_result r;
    cf_status status = cf_synthetic_run(&r, &run);
    if (status != CF_OK) return status;
    const int ended = r.end.outcome == CF_NET_REACHED || r.end.outcome == CF_NET_BUDGET;
    values[0] = ended ? r.test_rmse : NAN, values[1] = ended ? r.gradient_distance : NAN;
    values[2] = r.end.loss, values[3] = (double)r.end.outcome;
    return CF_OK;
}

const cf_experiment cf_experiment_relu = {.name = "relu",
                                          .version = 1,
                                          .parameters = "depth log_alpha step fixed most seed",
                                          .values = "rmse distance loss outcome",
                                          .compute = compute};

typedef struct {
    size_t seeds, depths, n; /* n points */
    double point[POINTS], most; /* alpha^D, or steps; most: a cap for (a), (b), the flow's time for (c), (d) */
} plan;

static plan plan_of(cf_figure_size size, int steps) {
    static const double scales[] = {1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100}, few_scales[] = {0.1, 1, 10},
                        all_steps[] = {5e-4, 1e-3, 2e-3, 4e-3, 8e-3, 0.016, 0.024, 0.032, 0.048, 0.064, 0.1, 0.17}, few_steps[] = {2e-3, 0.016};
    const int claim = size == CF_SIZE_CLAIM;
    const double *from = steps ? (claim ? few_steps : all_steps) : claim ? few_scales : scales;
    plan p = {.seeds = claim ? (steps ? 12 : 8) : size == CF_SIZE_QUICK ? 10 : 30, .depths = claim ? (steps ? 1 : 2) : DEPTHS};
    p.n = steps ? (claim ? 2 : 12) : claim ? 3 : 11;
    for (size_t i = 0; i < p.n; i++) p.point[i] = from[i];
    p.most = steps ? 100 : claim ? 8000 : size == CF_SIZE_QUICK ? 200000 : size == CF_SIZE_FULL ? 1000000 : 20000000;
    return p;
}

static size_t grid(double *cells, cf_figure_size size, int steps) {
    const plan p = plan_of(size, steps);
    size_t c = 0;
    for (size_t k = 0; k < p.depths; k++)
        for (size_t i = 0; i < p.n; i++)
            for (size_t s = 0; s < p.seeds; s++, c++) {
                if (!cells) continue;
                double *cell = cells + c * PARAMETERS;
                cell[DEPTH] = depths[k], cell[SEED] = (double)(s + 1), cell[FIXED] = steps;
                cell[LOG_ALPHA] = steps ? 0 : log(p.point[i]) / depths[k];
                cell[STEP] = steps ? p.point[i] : 0.01;
                cell[MOST] = steps ? round(p.most / p.point[i]) : p.most;
            }
    return c;
}

size_t cf_relu_scales(double *cells, cf_figure_size size) {
    return grid(cells, size, 0);
}

size_t cf_relu_steps(double *cells, cf_figure_size size) {
    return grid(cells, size, 1);
}

/* the logarithms of a value over the seeds at depth k, point i */
static void logarithms(double *out, const cf_figure_data *data, const plan *p, const char *value, size_t k, size_t i) {
    const size_t column = cf_column(cf_experiment_relu.values, value);
    for (size_t s = 0; s < p->seeds; s++)
        out[s] = log(data->values[((k * p->n + i) * p->seeds + s) * data->n_values + column]);
}

int cf_relu_draw(cf_panel *panel, const cf_figure_data *data, const char *value, int steps) {
    const plan p = plan_of(data->size, steps);
    const size_t outcome = cf_column(cf_experiment_relu.values, "outcome");
    size_t reached = 0, lost = 0;
    double x[64];
    for (size_t k = 0; k < p.depths; k++) {
        cf_curve *c = cf_panel_curve(panel, CF_BAND, p.n, 1, "D = %g", depths[k]);
        if (!c) return -1;
        for (size_t i = 0; i < p.n; i++) {
            logarithms(x, data, &p, value, k, i);
            size_t left = cf_mean_interval(&c->y[i], &c->low[i], &c->high[i], x, p.seeds);
            c->x[i] = p.point[i];
            const double there = 5 * left >= 4 * p.seeds ? 0 : NAN;
            c->y[i] = exp(c->y[i] + there), c->low[i] = exp(c->low[i] + there), c->high[i] = exp(c->high[i] + there);
        }
    }
    for (size_t c = 0; c < data->n; c++) {
        const double end = data->values[c * data->n_values + outcome];
        reached += end == CF_NET_REACHED, lost += end != CF_NET_REACHED && end != CF_NET_BUDGET;
    }
    snprintf(panel->ran, sizeof panel->ran,
             "N = 10 points, 30 units a layer, %zu seeds; full gradient descent in doubles, %s; geometric means with 95 %% intervals "
             "over the seeds, where at least four fifths of them ended. Of %zu runs %zu reached a loss of 1e-9 and %zu diverged or died; the "
             "others stand at the cap.",
             p.seeds, steps ? "alpha = 1, the same time 100 of the flow at every step" : "step 0.01, or 1/trace K where that is less",
             data->n, reached, lost);
    if (!steps) {
        size_t n = strlen(panel->ran);
        snprintf(panel->ran + n, sizeof panel->ran - n, " Cap: %.0f steps.", p.most);
    }
    return 0;
}

static size_t place(const plan *p, double point) {
    size_t i = 0;
    while (i + 1 < p->n && p->point[i] != point) i++;
    return i;
}

void cf_relu_fact(cf_run *run, const cf_figure_data *data, const cf_relu_ratio *r) {
    const plan p = plan_of(data->size, r->steps);
    const size_t from = place(&p, r->from), to = place(&p, r->to);
    double a[64], b[64], mean, low, high;
    for (size_t k = 0; k < p.depths && depths[k] <= r->deepest; k++) {
        cf_instance(run, "D = %g, 30 units, 10 points, %zu seeds, %s from %g to %g", depths[k], p.seeds, r->steps ? "step" : "alpha^D",
                    r->from, r->to);
        logarithms(a, data, &p, r->value, k, from), logarithms(b, data, &p, r->value, k, to);
        for (size_t s = 0; s < p.seeds; s++) b[s] -= a[s];
        size_t pairs = cf_mean_interval(&mean, &low, &high, b, p.seeds);
        if (!cf_hypothesis(run, "at least two thirds of the pairs ended", 3 * pairs >= 2 * p.seeds ? CF_TRUE : CF_UNKNOWN)) continue;
        cf_evidence_row(run, r->value, "depth", depths[k], "from", r->from, "to", r->to, "pairs", (double)pairs, "mean_log_ratio", mean,
                        "low", low, "high", high, NULL);
        cf_observed(run, r->what, mean, low, high, low > r->low && high < r->high);
    }
}
