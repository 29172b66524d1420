/* fig2a.c - Figure 2(a): q_D(z) for several D, and its local exponent z q_D'(z)/q_D(z): 2 where q_D is a
 * parabola, 1 where it is |z|. */
#include "reports/figure.h"
#include <math.h>

enum { DEPTHS = 7 };
static const double depths[DEPTHS] = {2, 3, 4, 5, 8, 16, 50};
static const double lowest = -4, highest = 8; /* of log10 z */

static size_t steps(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? 49 : 241;
}

static size_t grid(double *cells, cf_figure_size size) {
    size_t n = steps(size);
    for (size_t i = 0; cells && i < DEPTHS * n; i++) {
        cells[2 * i] = depths[i / n];
        cells[2 * i + 1] = lowest + (highest - lowest) * (double)(i % n) / (double)(n - 1);
    }
    return DEPTHS * n;
}

static cf_status compute(double *values, const double *p) {
    double z = pow(10, p[1]);
    values[0] = cf_q_depth(p[0], z);
    values[1] = z * cf_q_depth_prime(p[0], z) / values[0];
    return CF_OK;
}

static const cf_experiment experiment = {
    .name = "fig2a", .version = 1, .parameters = "depth log10_z", .values = "q exponent", .compute = compute};

static int draw(cf_panel *panel, const cf_figure_data *data) {
    size_t n = steps(data->size);
    for (size_t k = 0; k < DEPTHS; k++) {
        cf_curve *c = cf_panel_curve(panel, CF_LINE, n, 0, "D = %g", depths[k]);
        if (!c) return -1;
        for (size_t i = 0; i < n; i++)
            c->x[i] = data->cells[2 * (k * n + i) + 1], c->y[i] = log10(data->values[2 * (k * n + i)]);
    }
    for (int k = 0; k < 2; k++) {
        cf_curve *c = cf_panel_curve(panel, CF_DASHED, 2, 0, k ? "|z|" : "z^2/4");
        if (!c) return -1;
        c->x[0] = lowest, c->x[1] = k ? highest : 2;
        for (int i = 0; i < 2; i++) c->y[i] = k ? c->x[i] : 2 * c->x[i] - log10(4);
    }
    snprintf(panel->ran, sizeof panel->ran,
             "doubles (q_2 within 1 ulp, others within 0.76), %d depths, %zu values of z each; what the "
             "curves do at 0 and infinity is proved: "
             "q_at_zero_proved, q_at_infinity_proved, scalar.*",
             DEPTHS, n);
    return 0;
}

static void sentence(cf_run *run, const cf_figure_data *data) {
    size_t n = steps(data->size), e = cf_column(experiment.values, "exponent");
    double wanted = cf_run_canary(run) ? 1.98 : 2;
    for (size_t k = 0; k < DEPTHS; k++) {
        const double *first = data->values + 2 * k * n + e, *last = first + 2 * (n - 1);
        double rise = -INFINITY, middle = NAN;
        for (size_t i = 1; i < n; i++) {
            rise = fmax(rise, first[2 * i] - first[2 * i - 2]);
            if (isnan(middle) && first[2 * i] <= 1.5) middle = data->cells[2 * (k * n + i) + 1];
        }
        cf_instance(run, "D = %g, z from 1e-4 to 1e8 in %zu steps", depths[k], n);
        cf_evidence_row(run, "exponent", "depth", depths[k], "at_1e_4", *first, "at_1e8", *last,
                        "log10_z_where_it_is_3_2", middle, NULL);
        cf_observed(run, "z q'/q is 2 at z = 1e-4, to 1e-3: q is a multiple of z^2", *first, *first, *first,
                    fabs(*first - wanted) <= 1e-3);
        cf_observed(run, "z q'/q is 1 at z = 1e8, to 1e-2 (D = 2, where q is z ln z: to 0.07): q is |z|",
                    *last, *last, *last, fabs(*last - 1) <= (depths[k] == 2 ? 0.07 : 1e-2));
        cf_observed(run, "largest change of z q'/q from one z to the next: it falls (to rounding)", rise,
                    rise, rise, rise <= 1e-14);
    }
}

const cf_figure cf_figure_fig2a = {
    .name = "fig2a",
    .paper = "Figure 2(a)",
    .title = "The regulariser of one coordinate, by depth",
    .says = "q_D(z) for several D: quadratic around 0, which is the l2 norm as alpha grows, and like |z| far "
            "out (z log z at D = 2), which is "
            "the l1 norm as alpha falls.",
    .claim = "fig2a",
    .reduced_below = CF_SIZE_CLAIM,
    .x = {"z", CF_AXIS_LOG10},
    .y = {"q_D(z)", CF_AXIS_LOG10},
    .experiment = &experiment,
    .grid = grid,
    .draw = draw,
    .sentence = sentence,
};
