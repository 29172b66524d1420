/* fig3b.c - Figure 3(b): as Figure 3(a) from a Gaussian start, for several numbers of columns k. The tangent
 * kernel is the delta kernel in the limit k -> infinity alone: at finite k the unobserved entries move in the
 * kernel regime too, ever less as k grows. */
#include "reports/matrix_cells.h"
#include <math.h>

enum { WIDTHS_MOST = 5 };
typedef struct {
    size_t seeds, widths, n;
    double k[WIDTHS_MOST], per_decade, lowest; /* alpha = 10^lowest up to 10^(lowest + (n-1)/per_decade) */
} shape;
static const shape small = {5, 2, 3, {20, 60}, 0.5, -3}, quick = {20, 5, 13, {20, 40, 80, 160, 320}, 2, -4},
                   full = {100, 5, 25, {20, 40, 80, 160, 320}, 4, -4};

static const shape *shape_of(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? &small : size == CF_SIZE_QUICK ? &quick : &full;
}

static double alpha_of(const shape *g, size_t a) {
    return pow(10, g->lowest + (double)a / g->per_decade);
}

/* by k, then alpha, then seed */
static size_t grid(double *cells, cf_figure_size size) {
    const shape *g = shape_of(size);
    size_t n = 0;
    for (size_t i = 0; i < g->widths * g->n; i++)
        n +=
            cf_matrix_cells(cells ? cells + 4 * n : NULL, 1, g->k[i / g->n], alpha_of(g, i % g->n), g->seeds);
    return n;
}

static void values(double *x, const cf_figure_data *data, const char *name, size_t j, size_t a) {
    const shape *g = shape_of(data->size);
    cf_seeds_values(x, data, &cf_experiment_matrix, name, (j * g->n + a) * g->seeds, g->seeds);
}

static int draw(cf_panel *panel, const cf_figure_data *data) {
    static const char *const name[] = {"error", "moved"};
    const shape *g = shape_of(data->size);
    double x[CF_SEEDS_MOST];
    for (size_t i = 0; i < 2 * g->widths; i++) {
        size_t j = i % g->widths, v = i / g->widths;
        cf_curve *c = v ? cf_panel_curve(panel, CF_DASHED, g->n, 0, "moved, k = %g", g->k[j])
                        : cf_panel_curve(panel, CF_BAND, g->n, 1, "error, k = %g", g->k[j]);
        if (!c) return -1;
        for (size_t a = 0; a < g->n; a++) {
            values(x, data, name[v], j, a);
            cf_seeds_geometric(c, a, alpha_of(g, a), x, g->seeds);
        }
    }
    snprintf(panel->ran, sizeof panel->ran,
             "d = 10, 60 of 100 entries, Gaussian start, %zu values of k, %zu draws, %zu alphas; flows "
             "integrated in doubles at rtol 1e-8 to a loss of "
             "1e-10; sums of squares over the 40 unobserved entries; geometric means with 95 %% intervals by "
             "Student's t of the logarithms.",
             g->widths, g->seeds, g->n);
    return 0;
}

/* The column of the alpha nearest to 10^x */
static size_t nearest(const shape *g, double x) {
    double a = round((x - g->lowest) * g->per_decade);
    return a < 0 ? 0 : (size_t)a < g->n ? (size_t)a : g->n - 1;
}

static void logs(double *x, const cf_figure_data *data, const char *name, size_t j, size_t a) {
    values(x, data, name, j, a);
    for (size_t s = 0; s < shape_of(data->size)->seeds; s++) x[s] = log(x[s]);
}

static void sentence(cf_run *run, const cf_figure_data *data) {
    const shape *g = shape_of(data->size);
    size_t rich = nearest(g, -3), edge = nearest(g, -1), kernel = nearest(g, 1);
    double x[CF_SEEDS_MOST], y[CF_SEEDS_MOST];
    for (size_t j = 0; j < g->widths; j++) {
        cf_instance(run, "d = 10, N = 60, Gaussian start, k = %g, %zu draws", g->k[j], g->seeds);
        for (size_t a = 0; a < g->n; a++) {
            double e, m, low, high;
            values(x, data, "error", j, a), values(y, data, "moved", j, a);
            cf_mean_interval(&e, &low, &high, x, g->seeds), cf_mean_interval(&m, &low, &high, y, g->seeds);
            cf_evidence_row(run, "means", "k", g->k[j], "alpha", alpha_of(g, a), "error", e, "moved", m,
                            NULL);
        }
        logs(x, data, "error", j, rich), logs(y, data, "error", j, edge);
        cf_seeds_grows(run, "ln error grows from alpha = 1e-3 to 0.1: more than a factor e", x, y, g->seeds,
                       1);
        logs(x, data, "error", j, edge), logs(y, data, "error", j, kernel);
        cf_seeds_grows(run, "ln error grows from alpha = 0.1 to 10", x, y, g->seeds, 0);
        if (j == 0) continue;
        logs(x, data, "moved", j - 1, kernel), logs(y, data, "moved", j, kernel);
        int swapped = cf_run_canary(run) && j == 1;
        (swapped
             ? cf_seeds_falls(
                   run, "at alpha = 10 the unobserved entries move more at the second k than at the first", y,
                   x, g->seeds)
             : cf_seeds_falls(run, "at alpha = 10 the unobserved entries move less with more columns", x, y,
                              g->seeds));
    }
    logs(x, data, "error", 0, edge), logs(y, data, "error", g->widths - 1, edge);
    cf_seeds_grows(run, "the error at alpha = 0.1 is larger at the largest k than at the least", x, y,
                   g->seeds, 0);
}

const cf_figure cf_figure_fig3b = {
    .name = "fig3b",
    .paper = "Figure 3(b)",
    .title = "Matrix completion from a Gaussian start, against alpha, for several k",
    .says = "Small alpha recovers the ground truth. For large k the tangent kernel converges to the kernel "
            "of the Frobenius norm: for large alpha "
            "the unobserved entries are then not updated.",
    .claim = "fig3b",
    .reduced_below = CF_SIZE_QUICK,
    .x = {"alpha", CF_AXIS_LOG},
    .y = {"sum of squares over unobserved entries", CF_AXIS_LOG},
    .experiment = &cf_experiment_matrix,
    .grid = grid,
    .draw = draw,
    .sentence = sentence,
};
