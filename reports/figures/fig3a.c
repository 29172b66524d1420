/* fig3a.c - Figure 3(a): matrix completion from the identity start with k = 2d: the reconstruction error on
 * the unobserved entries, and how much they moved, against alpha. */
#include "reports/matrix_cells.h"
#include <math.h>

typedef struct {
    size_t seeds, n;
    int per_decade, lowest; /* alpha = 10^lowest up to 10^(lowest + (n-1)/per_decade) */
} shape;
static const shape small = {6, 5, 1, -3}, quick = {20, 25, 4, -4}, full = {100, 49, 8, -4};

static const shape *shape_of(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? &small : size == CF_SIZE_QUICK ? &quick : &full;
}

static double alpha_of(const shape *g, size_t a) {
    return pow(10, g->lowest + (double)a / g->per_decade);
}

static size_t grid(double *cells, cf_figure_size size) {
    const shape *g = shape_of(size);
    size_t n = 0;
    for (size_t a = 0; a < g->n; a++)
        n += cf_matrix_cells(cells ? cells + 4 * n : NULL, 0, 2 * CF_MATRIX_DIM, alpha_of(g, a), g->seeds);
    return n;
}

static int draw(cf_panel *panel, const cf_figure_data *data) {
    static const char *const name[] = {"error", "moved"}, *const label[] = {"reconstruction error",
                                                                            "unobserved entries moved"};
    const shape *g = shape_of(data->size);
    double x[CF_SEEDS_MOST];
    for (int v = 0; v < 2; v++) {
        cf_curve *c = cf_panel_curve(panel, CF_BAND, g->n, 1, "%s", label[v]);
        if (!c) return -1;
        for (size_t a = 0; a < g->n; a++) {
            cf_seeds_values(x, data, &cf_experiment_matrix, name[v], a * g->seeds, g->seeds);
            cf_seeds_geometric(c, a, alpha_of(g, a), x, g->seeds);
        }
    }
    snprintf(panel->ran, sizeof panel->ran,
             "d = 10, 60 of 100 entries, identity start, k = 20, %zu draws, %zu alphas; flows integrated in "
             "doubles at rtol 1e-8 to a loss of 1e-10; "
             "sums of squares over the 40 unobserved entries; geometric means with 95 %% intervals by "
             "Student's t of the logarithms.",
             g->seeds, g->n);
    return 0;
}

static void sentence(cf_run *run, const cf_figure_data *data) {
    const shape *g = shape_of(data->size);
    double error[2][CF_SEEDS_MOST], moved[2][CF_SEEDS_MOST], mean, low, high, share[CF_SEEDS_MOST];
    cf_instance(run, "d = 10, N = 60, k = 20, identity start, %zu draws, alpha from 1e%d to %g", g->seeds,
                g->lowest, alpha_of(g, g->n - 1));
    for (size_t a = 0; a < g->n; a += (size_t)g->per_decade) {
        double alpha = alpha_of(g, a), *e = error[a / (size_t)g->per_decade % 2],
               *m = moved[a / (size_t)g->per_decade % 2];
        double *e_before = error[(a / (size_t)g->per_decade + 1) % 2],
               *m_before = moved[(a / (size_t)g->per_decade + 1) % 2];
        cf_seeds_values(e, data, &cf_experiment_matrix, "error", a * g->seeds, g->seeds);
        cf_seeds_values(m, data, &cf_experiment_matrix, "moved", a * g->seeds, g->seeds);
        cf_mean_interval(&mean, &low, &high, e, g->seeds);
        cf_evidence_row(run, "error", "alpha", alpha, "mean", mean, "low", low, "high", high, NULL);
        cf_mean_interval(&mean, &low, &high, m, g->seeds);
        cf_evidence_row(run, "moved", "alpha", alpha, "mean", mean, "low", low, "high", high, NULL);
        for (size_t s = 0; s < g->seeds; s++) share[s] = e[s] / (e[s] + m[s]);
        cf_mean_interval(&mean, &low, &high, share, g->seeds);
        if (fabs(alpha - 1e-3) < 1e-9)
            cf_observed(run, "at alpha = 1e-3 the error is below a tenth of error and movement", mean, low,
                        high, high < 0.1);
        if (fabs(alpha - 10) < 1e-9) {
            cf_mean_interval(&mean, &low, &high, m, g->seeds);
            cf_observed(run, "at alpha = 10 the unobserved entries move by less than 1e-4", mean, low, high,
                        high < 1e-4);
        }
        if (a == 0 || fabs(log10(alpha)) > 1.5) continue; /* asked for from 0.1 to 10, by decades */
        int swapped = cf_run_canary(run) && alpha < 1.5 && alpha > 0.5;
        cf_seeds_mostly_grows(
            run, "share of draws on which the error grows with alpha, from 0.01 to 0.1, 1 and 10", e_before,
            e, g->seeds);
        (swapped
             ? cf_seeds_mostly_grows(
                   run, "share of draws on which the unobserved entries move more at alpha = 1 than at 0.1",
                   m_before, m, g->seeds)
             : cf_seeds_mostly_grows(
                   run, "share of draws on which the unobserved entries move less at the larger alpha", m,
                   m_before, g->seeds));
    }
}

const cf_figure cf_figure_fig3a = {
    .name = "fig3a",
    .paper = "Figure 3(a)",
    .title = "Matrix completion from the identity start, against alpha",
    .says = "In the rich regime, alpha -> 0, the flow recovers the ground truth; in the kernel regime, for "
            "large alpha, the unobserved entries "
            "are not updated at all.",
    .claim = "fig3a",
    .reduced_below = CF_SIZE_QUICK,
    .x = {"alpha", CF_AXIS_LOG},
    .y = {"sum of squares over unobserved entries", CF_AXIS_LOG},
    .experiment = &cf_experiment_matrix,
    .grid = grid,
    .draw = draw,
    .sentence = sentence,
};
