/* fig1a.c - Figure 1(a): the population error of beta_alpha(infinity) against alpha, for several numbers of
 * samples N. One cell is the whole path of alphas of one draw, each limit started from the one before. */
#include "reports/planted.h"
#include "reports/seeds.h"
#include <math.h>
#include <stdlib.h>

enum { ALPHAS = 43, PER_DECADE = 3, TOP = 2, SAMPLES_MOST = 8 }; /* alpha = 10^2, 10^(2 - 1/3), ..., 10^-12 */
typedef struct {
    size_t d, seeds, n, N[SAMPLES_MOST];
} shape;

static const shape small = {150, 6, 2, {40, 110}}, quick = {1000, 10, 6, {60, 80, 100, 150, 200, 400}},
                   full = {1000, 100, 8, {40, 60, 80, 100, 150, 200, 300, 400}};

static const shape *shape_of(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? &small : size == CF_SIZE_QUICK ? &quick : &full;
}

static size_t grid(double *cells, cf_figure_size size) {
    const shape *g = shape_of(size);
    for (size_t i = 0; cells && i < g->n * g->seeds; i++) {
        double *c = cells + 3 * i;
        c[0] = (double)g->d, c[1] = (double)g->N[i / g->seeds], c[2] = (double)(i % g->seeds + 1);
    }
    return g->n * g->seeds;
}

static double log10_alpha(size_t a) {
    return TOP - (double)a / PER_DECADE;
}

/* The column of alpha = 10^decade */
static size_t at_decade(int decade) {
    return (size_t)(PER_DECADE * (TOP - decade));
}

/* The errors at all alphas, and beta_L1's */
static cf_status compute(double *values, const double *parameters) {
    cf_planted p;
    double log_alpha[ALPHAS], *beta = NULL;
    cf_status status = cf_planted_draw(&p, parameters[0], parameters[1], parameters[2]);
    for (size_t a = 0; a < ALPHAS; a++) log_alpha[a] = log10_alpha(a) * log(10);
    if (status == CF_OK && !(beta = malloc((ALPHAS + 1) * p.d * sizeof *beta))) status = CF_ENOMEM;
    if (status == CF_OK)
        status = cf_limit_path(beta, NULL, NULL, NULL, p.X, p.y, log_alpha, ALPHAS, p.N, p.d);
    if (status == CF_OK) status = cf_beta_l1(beta + ALPHAS * p.d, NULL, NULL, NULL, p.X, p.y, p.N, p.d);
    for (size_t a = 0; a <= ALPHAS; a++)
        values[a] = status == CF_OK ? cf_planted_error(beta + a * p.d, &p) : NAN;
    free(beta);
    cf_planted_clear(&p);
    return status;
}

#define TEN(t) "e" t "0 e" t "1 e" t "2 e" t "3 e" t "4 e" t "5 e" t "6 e" t "7 e" t "8 e" t "9 "
static const cf_experiment experiment = {.name = "fig1a",
                                         .version = 1,
                                         .parameters = "d N seed",
                                         .values = TEN("") TEN("1") TEN("2") TEN("3") "e40 e41 e42 l1",
                                         .compute = compute};

/* The errors of the seeds at N no. j, column a (ALPHAS: beta_L1) */
static void errors(double *x, const cf_figure_data *data, size_t j, size_t a) {
    size_t seeds = shape_of(data->size)->seeds;
    for (size_t s = 0; s < seeds; s++) x[s] = data->values[(j * seeds + s) * data->n_values + a];
}

static int draw(cf_panel *panel, const cf_figure_data *data) {
    const shape *g = shape_of(data->size);
    double x[CF_SEEDS_MOST], low, high;
    for (size_t j = 0; j < g->n; j++) {
        cf_curve *c = cf_panel_curve(panel, CF_BAND, ALPHAS, 1, "N = %zu", g->N[j]);
        cf_curve *end = cf_panel_curve(panel, CF_DASHED, 2, 0, "N = %zu, beta_L1", g->N[j]);
        if (!c || !end) return -1;
        for (size_t a = 0; a < ALPHAS; a++) {
            errors(x, data, j, a);
            cf_seeds_mean(c, a, pow(10, log10_alpha(a)), x, g->seeds);
        }
        errors(x, data, j, ALPHAS);
        cf_mean_interval(&end->y[0], &low, &high, x, g->seeds);
        end->y[1] = end->y[0], end->x[0] = c->x[ALPHAS - 1], end->x[1] = 1e-9;
    }
    snprintf(panel->ran, sizeof panel->ran,
             "d = %zu, r* = 5, noise variance 0.01, %zu draws; ||beta_alpha(infinity) - beta*||^2 at %d "
             "alphas, limits in doubles (on the tests' families within 1e-12 of "
             "their norm); means with 95 %% intervals by Student's t; dashed: the mean error of beta_L1, the "
             "limit as alpha -> 0.",
             g->d, g->seeds, ALPHAS);
    return 0;
}

static void sentence(cf_run *run, const cf_figure_data *data) {
    const shape *g = shape_of(data->size);
    double x[CF_SEEDS_MOST], y[CF_SEEDS_MOST], mean, low, high;
    for (size_t j = 0; j < g->n; j++) {
        cf_instance(run, "d = %zu, r* = 5, N = %zu, %zu draws", g->d, g->N[j], g->seeds);
        for (int decade = TOP; decade >= -12; decade -= decade > -2 ? 1 : 5) {
            errors(x, data, j, at_decade(decade));
            cf_mean_interval(&mean, &low, &high, x, g->seeds);
            cf_evidence_row(run, "error", "N", (double)g->N[j], "log10_alpha", (double)decade, "mean", mean,
                            "low", low, "high", high, NULL);
        }
        errors(x, data, j, 0), errors(y, data, j, ALPHAS);
        cf_mean_interval(&mean, &low, &high, x, g->seeds);
        double wanted = 1 - (double)g->N[j] / (double)g->d;
        cf_observed(run,
                    "the error at alpha = 100 over 1 - N/d, what is left of beta* off the span of the "
                    "samples, is 1, to 30 %",
                    mean / wanted, low / wanted, high / wanted, low > 0.7 * wanted && high < 1.3 * wanted);
        cf_seeds_grows(run, "the error of beta_L1 and that at alpha = 100: more than 1/10 apart", y, x,
                       g->seeds, 0.1);
        for (int decade = -1; decade >= -2; decade--) {
            errors(x, data, j, at_decade(decade)), errors(y, data, j, at_decade(decade + 1));
            int swapped = cf_run_canary(run) && decade == -1;
            (swapped ? cf_seeds_falls(run, "the error rises from alpha = 1 to 0.1", x, y, g->seeds)
                     : cf_seeds_grows(run, "the error falls from alpha = 1 to 0.1, from 0.1 to 0.01", x, y,
                                      g->seeds, 0));
        }
    }
    errors(x, data, 0, at_decade(-12)), errors(y, data, 0, at_decade(-2));
    cf_seeds_grows(run, "at the fewest samples it goes on falling, from 0.01 to 1e-12", x, y, g->seeds, 0);
    errors(x, data, g->n - 1, ALPHAS), errors(y, data, g->n - 1, at_decade(-2));
    cf_seeds_grows(run, "at the most samples it does not: beta_L1's error is above that at alpha = 0.01", y,
                   x, g->seeds, 0);
}

const cf_figure cf_figure_fig1a = {
    .name = "fig1a",
    .paper = "Figure 1(a)",
    .title = "The population error of the limit against alpha, by the number of samples",
    .says = "With N of the order r* log d samples the rich regime, the least l1 norm, generalises well; the "
            "kernel regime does not (it needs N of "
            "the order d). To generalise may take a very small alpha, and generalisation improves as alpha "
            "falls.",
    .claim = "fig1a",
    .reduced_below = CF_SIZE_QUICK,
    .x = {"alpha", CF_AXIS_LOG},
    .y = {"population error", CF_AXIS_LOG},
    .experiment = &experiment,
    .grid = grid,
    .draw = draw,
    .sentence = sentence,
};
