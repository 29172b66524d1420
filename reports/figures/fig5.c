/* fig5.c - Figure 5: the excess nuclear norm of the flow's end over the least one of all completions, and its
 * excess Frobenius norm over M_L2, against alpha, from the identity start; and, for Section 8's words on it,
 * the nuclear one from a Gaussian start at several k.
 *
 * What is seen departs from the print in two places. The excess nuclear norm goes to 0 with alpha where the
 * completion of least nuclear norm is proved to be unique (it is M* then); on the other draws it does not.
 * And from the identity start nothing depends on k. */
#include "reports/matrix_cells.h"
#include <math.h>

enum { WIDTHS_MOST = 5 };
typedef struct {
    size_t seeds, n, widths,
        n_wide; /* alphas from the identity start; numbers of columns, alphas from a Gaussian start */
    double lowest, per_decade, k[WIDTHS_MOST], lowest_wide, per_decade_wide;
} shape;
static const shape small = {4, 6, 2, 2, -3, 1, {20, 80}, -1.5, 1},
                   quick = {20, 23, 5, 13, -4, 4, {20, 40, 80, 160, 320}, -3, 3},
                   full = {100, 45, 5, 25, -4, 8, {20, 40, 80, 160, 320}, -3, 6};
#define FLOOR 1e-5 /* what the loss at the flow's end leaves of a nuclear norm */

static const shape *shape_of(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? &small : size == CF_SIZE_QUICK ? &quick : &full;
}

/* From the identity start, and (wide) from a Gaussian one */
static double alpha_of(const shape *g, size_t a, int wide) {
    return wide ? pow(10, g->lowest_wide + (double)a / g->per_decade_wide)
                : pow(10, g->lowest + (double)a / g->per_decade);
}

/* Blocks of seeds: the least norms; the identity start at each alpha; alpha = 0.1 with twice the columns; the
 * Gaussian start by k, then alpha. */
enum { LEAST = 0, IDENTITY = 1 };
static size_t doubled(const shape *g) {
    return IDENTITY + g->n;
}
static size_t gaussian(const shape *g, size_t j, size_t a) {
    return doubled(g) + 1 + j * g->n_wide + a;
}

static size_t grid(double *cells, cf_figure_size size) {
    const shape *g = shape_of(size);
    const double d = CF_MATRIX_DIM;
    size_t n = 0;
    n += cf_matrix_cells(cells ? cells + 4 * n : NULL, 0, 2 * d, 0, g->seeds);
    for (size_t a = 0; a < g->n; a++)
        n += cf_matrix_cells(cells ? cells + 4 * n : NULL, 0, 2 * d, alpha_of(g, a, 0), g->seeds);
    n += cf_matrix_cells(cells ? cells + 4 * n : NULL, 0, 4 * d, 0.1, g->seeds);
    for (size_t i = 0; i < g->widths * g->n_wide; i++)
        n += cf_matrix_cells(cells ? cells + 4 * n : NULL, 1, g->k[i / g->n_wide],
                             alpha_of(g, i % g->n_wide, 1), g->seeds);
    return n;
}

static void values(double *x, const cf_figure_data *data, const char *name, size_t block) {
    size_t seeds = shape_of(data->size)->seeds;
    cf_seeds_values(x, data, &cf_experiment_matrix, name, block * seeds, seeds);
}

/* The excess nuclear norms of a block. unique: NaN on the draws where uniqueness is not (1) or is (0) proved;
 * -1: of all draws */
static void excess(double *x, const cf_figure_data *data, size_t block, int unique) {
    double least[CF_SEEDS_MOST], is[CF_SEEDS_MOST];
    values(x, data, "nuclear", block), values(least, data, "nuclear", LEAST),
        values(is, data, "unique", LEAST);
    for (size_t s = 0; s < shape_of(data->size)->seeds; s++)
        x[s] = unique >= 0 && is[s] != unique ? NAN : fmax(x[s] - least[s], FLOOR);
}

/* ln of the alpha at which the excess nuclear norm from a Gaussian start of k[j] columns is half of M_L2's,
 * interpolated between the two alphas where it is passed first; NaN where it is not passed */
static void transition(double *x, const cf_figure_data *data, size_t j) {
    const shape *g = shape_of(data->size);
    double least[CF_SEEDS_MOST], zeros[CF_SEEDS_MOST], at[2][CF_SEEDS_MOST];
    values(least, data, "nuclear", LEAST), values(zeros, data, "moved", LEAST);
    for (size_t s = 0; s < g->seeds; s++) x[s] = NAN;
    for (size_t a = 0; a < g->n_wide; a++) {
        double *here = at[a % 2], *before = at[(a + 1) % 2];
        excess(here, data, gaussian(g, j, a), -1);
        for (size_t s = 0; s < g->seeds; s++) {
            double half = (zeros[s] - least[s]) / 2;
            if (a == 0 || !isnan(x[s]) || !(before[s] < half && half <= here[s])) continue;
            double share = log(half / before[s]) / log(here[s] / before[s]);
            x[s] = log(alpha_of(g, a - 1, 1)) + share * log(alpha_of(g, a, 1) / alpha_of(g, a - 1, 1));
        }
    }
}

/* Geometric mean of the numbers of x that are there */
static void point(cf_curve *c, size_t i, double at, const double *x, size_t n) {
    double there[CF_SEEDS_MOST];
    size_t m = 0;
    for (size_t s = 0; s < n; s++)
        if (!isnan(x[s])) there[m++] = x[s];
    if (m > 0) cf_seeds_geometric(c, i, at, there, m);
}

static int draw(cf_panel *panel, const cf_figure_data *data) {
    const shape *g = shape_of(data->size);
    double x[CF_SEEDS_MOST];
    cf_curve *unique = cf_panel_curve(panel, CF_BAND, g->n, 1, "nuclear, least completion proved unique"),
             *other = cf_panel_curve(panel, CF_BAND, g->n, 1, "nuclear, other draws"),
             *frobenius = cf_panel_curve(panel, CF_BAND, g->n, 1, "Frobenius");
    if (!unique || !other || !frobenius) return -1;
    size_t proved = 0;
    values(x, data, "unique", LEAST);
    for (size_t s = 0; s < g->seeds; s++) proved += x[s] == 1;
    for (size_t a = 0; a < g->n; a++) {
        excess(x, data, IDENTITY + a, 1), point(unique, a, alpha_of(g, a, 0), x, g->seeds);
        excess(x, data, IDENTITY + a, 0), point(other, a, alpha_of(g, a, 0), x, g->seeds);
        values(x, data, "frobenius", IDENTITY + a), point(frobenius, a, alpha_of(g, a, 0), x, g->seeds);
    }
    for (size_t j = 0; j < g->widths; j++) {
        cf_curve *c =
            cf_panel_curve(panel, CF_DASHED, g->n_wide, 0, "nuclear, Gaussian start, k = %g", g->k[j]);
        if (!c) return -1;
        for (size_t a = 0; a < g->n_wide; a++)
            excess(x, data, gaussian(g, j, a), -1), point(c, a, alpha_of(g, a, 1), x, g->seeds);
    }
    snprintf(panel->ran, sizeof panel->ran,
             "d = 10, 60 of 100 entries, %zu draws; identity start (k = 20, %zu alphas) and, dashed, "
             "Gaussian (%zu alphas); flows in doubles at "
             "rtol 1e-8 to a loss of 1e-10, which leaves 1e-5 of a nuclear norm: smaller excesses are drawn "
             "there. The least nuclear norm is certified "
             "on every draw, the completion proved unique on %zu of them. Geometric means, 95 %% intervals "
             "by Student's t of the logarithms.",
             g->seeds, g->n, g->n_wide, proved);
    return 0;
}

/* The block of the identity start at the alpha nearest to 10^x */
static size_t nearest(const shape *g, double x) {
    double a = round((x - g->lowest) * g->per_decade);
    return IDENTITY + (a < 0 ? 0 : (size_t)a < g->n ? (size_t)a : g->n - 1);
}

static void identity(cf_run *run, const cf_figure_data *data) {
    const shape *g = shape_of(data->size);
    double x[CF_SEEDS_MOST], y[CF_SEEDS_MOST], ratio[CF_SEEDS_MOST], middle, low, high;
    for (int unique = 1; unique >= 0; unique--) {
        excess(x, data, nearest(g, -3), unique), excess(y, data, nearest(g, -1), unique);
        size_t m = 0;
        for (size_t s = 0; s < g->seeds; s++)
            if (!isnan(x[s])) ratio[m] = x[s] / y[s], y[m++] = x[s];
        cf_seeds_median(&middle, &low, &high, unique ? ratio : y, m);
        if (m > 0 && unique)
            cf_observed(run,
                        "where the least completion is proved unique: median of the excess nuclear norm at "
                        "alpha = 1e-3 over that at 0.1",
                        middle, low, high, middle < 0.05);
        else if (m > 0)
            cf_observed(run,
                        "elsewhere it stays away from 0: median of the excess nuclear norm at alpha = 1e-3",
                        middle, low, high, middle > 0.01);
    }
    for (int decade = -2; decade <= 1; decade++) {
        values(x, data, "frobenius", nearest(g, decade - 1)),
            values(y, data, "frobenius", nearest(g, decade));
        int swapped = cf_run_canary(run) && decade == 1;
        (swapped ? cf_seeds_mostly_grows(
                       run, "share of draws on which the excess Frobenius norm grows from alpha = 1 to 10", x,
                       y, g->seeds)
                 : cf_seeds_mostly_grows(run,
                                         "share of draws on which the excess Frobenius norm falls over a "
                                         "decade of alpha, 1e-3 to 10",
                                         y, x, g->seeds));
    }
    values(x, data, "frobenius", nearest(g, 1)), values(y, data, "frobenius", nearest(g, 1) + 1);
    double step = log(alpha_of(g, nearest(g, 1), 0) / alpha_of(g, nearest(g, 1) - 1, 0));
    for (size_t s = 0; s < g->seeds; s++) ratio[s] = log(y[s] / x[s]) / step;
    cf_mean_interval(&middle, &low, &high, ratio, g->seeds);
    cf_observed(run, "past alpha = 10 the excess Frobenius norm falls as alpha^-8, the exponent to 2 %",
                middle, low, high, low > -8.16 && high < -7.84);
    values(x, data, "nuclear", doubled(g)), values(y, data, "nuclear", nearest(g, -1));
    double apart = 0;
    for (size_t s = 0; s < g->seeds; s++) apart = fmax(apart, fabs(x[s] - y[s]));
    cf_observed(
        run,
        "twice the columns change the nuclear norm at alpha = 0.1 by less than 1e-4: nothing depends on k",
        apart, apart, apart, apart < 1e-4);
}

static void sentence(cf_run *run, const cf_figure_data *data) {
    const shape *g = shape_of(data->size);
    double x[CF_SEEDS_MOST], y[CF_SEEDS_MOST], mean, low, high;
    cf_instance(run, "d = 10, N = 60, identity start, k = 20, %zu draws", g->seeds);
    identity(run, data);
    cf_instance(run, "d = 10, N = 60, Gaussian start, %zu draws, %zu values of k from %g to %g", g->seeds,
                g->widths, g->k[0], g->k[g->widths - 1]);
    for (size_t j = 0; j < g->widths; j++) {
        transition(x, data, j);
        cf_mean_interval(&mean, &low, &high, x, g->seeds);
        cf_evidence_row(run, "transition", "k", g->k[j], "ln_alpha", mean, "low", low, "high", high, NULL);
        if (j > 0)
            cf_seeds_falls(
                run,
                "the alpha at which the excess nuclear norm is half of M_L2's falls from each k to the next",
                y, x, g->seeds);
        for (size_t s = 0; s < g->seeds; s++) y[s] = x[s];
    }
}

const cf_figure cf_figure_fig5 = {
    .name = "fig5",
    .paper = "Figure 5",
    .title = "Excess nuclear and Frobenius norms of the matrix flow's end",
    .says = "From the identity start small alpha recovers the completion of least nuclear norm, large alpha "
            "that of least Frobenius norm. "
            "Section 8: the alpha of the transition decreases as the model becomes wider.",
    .claim = "fig5",
    .reduced_below = CF_SIZE_QUICK,
    .x = {"alpha", CF_AXIS_LOG},
    .y = {"excess norm", CF_AXIS_LOG},
    .experiment = &cf_experiment_matrix,
    .grid = grid,
    .draw = draw,
    .sentence = sentence,
};
