/* atlas_path.c - digits of the flow's path beta(t) in doubles over (t, alpha), at depth 2 and 3, against the
 * certified path. A cell is a whole path: its values are the digits at every time. */
#include "reports/atlas.h"
#include "reference/certiflow_ref.h"
#include "verify/digits.h"
#include "verify/instances.h"
#include <math.h>
#include <stdlib.h>

enum { TIMES = 25, N = 4, DIM = 10, BITS = 46 };
#define RTOL 1e-12
static const struct {
    double depth, log10_alpha[9];
} paths[] = {{2, {-8, -6, -5, -4, -3, -2, -1, 0, 1}}, {3, {-2, -1.75, -1.5, -1.25, -1, -0.75, -0.5, 0, 0.5}}};
enum { MAPS = sizeof paths / sizeof *paths, ALPHAS = sizeof paths->log10_alpha / sizeof(double) };

static double log10_time(size_t k) {
    return -4 + 0.25 * (double)k;
}

static size_t rows(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? 2 : ALPHAS;
}

static size_t grid(double *cells, cf_figure_size size) {
    size_t r = rows(size);
    for (size_t i = 0; cells && i < MAPS * r; i++) {
        cells[2 * i] = paths[i / r].log10_alpha[size == CF_SIZE_CLAIM ? ALPHAS - 3 + i % r : i % r];
        cells[2 * i + 1] = paths[i / r].depth;
    }
    return MAPS * r;
}

/* The digits at the time of each value: of a path in doubles (m x d) that has answers at some. */
static void against_path(double *values, const double *beta, const char *answered, const cf_problem *p,
                         const cf_ref_alpha_t alpha, const fmpq_t depth, const double *times) {
    cf_ref_flow_path *path;
    cf_ref_time_t t;
    arb_t error, size;
    arb_ptr exact = _arb_vec_init((slong)p->d);
    arb_init(error), arb_init(size), cf_ref_time_init(t);
    cf_ref_status status = cf_ref_flow_path_new(&path, p->X, p->y, alpha, depth, p->N, p->d, BITS);
    for (size_t k = 0; status == CF_REF_OK && k < TIMES; k++) {
        cf_fmpq_set_double(t->value, times[k]);
        status = cf_ref_flow_path_at(exact, NULL, path, t);
        if (status != CF_REF_OK) break;
        if (answered[k]) {
            cf_distance_l2(error, beta + k * p->d, NULL, exact, p->d, 160);
            cf_ref_norm_l2(size, exact, p->d, 160);
            values[k] = cf_atlas_digits_of(error, size);
        } else
            values[k] = 0;
    }
    cf_ref_flow_path_clear(path);
    _arb_vec_clear(exact, (slong)p->d);
    arb_clear(error), arb_clear(size), cf_ref_time_clear(t);
}

static cf_status compute(double *values, const double *parameters) {
    cf_problem p;
    cf_ref_alpha_t alpha;
    fmpq_t depth;
    double times[TIMES], beta[TIMES * DIM], log_alpha = parameters[0] * log(10);
    char answered[TIMES] = {0};
    cf_flow_info info;
    for (size_t k = 0; k < TIMES; k++) times[k] = pow(10, log10_time(k));
    cf_problem_draw(&p, CF_FAMILY_SPARSE, 1, N, DIM, 1);
    cf_ref_alpha_init(alpha), fmpq_init(depth);
    cf_ref_alpha_set_double(alpha, log_alpha, 1);
    cf_fmpq_set_double(depth, parameters[1]);
    cf_status status = cf_flow(beta, NULL, NULL, answered, &info, p.X, p.y, log_alpha, parameters[1], RTOL, 0,
                               times, TIMES, 100000, N, DIM);
    if (status == CF_OK || status == CF_ENOCONV)
        against_path(values, beta, answered, &p, alpha, depth, times), status = CF_OK;
    cf_ref_alpha_clear(alpha), fmpq_clear(depth);
    cf_problem_clear(&p);
    return status;
}

static const cf_experiment experiment = {
    .name = "atlas_path",
    .version = 1,
    .parameters = "log10_alpha depth",
    .values = "t0 t1 t2 t3 t4 t5 t6 t7 t8 t9 t10 t11 t12 t13 t14 t15 t16 t17 t18 t19 t20 t21 t22 t23 t24",
    .compute = compute};

static int draw(cf_panel *panel, const cf_figure_data *data) {
    size_t r = rows(data->size), missing = 0;
    for (size_t m = 0; m < MAPS; m++) {
        cf_heat *h = cf_panel_heat(panel, TIMES, r, "beta(t), D = %g", paths[m].depth);
        if (!h) return -1;
        for (size_t k = 0; k < TIMES; k++) h->x[k] = log10_time(k);
        for (size_t i = 0; i < r; i++) h->y[i] = data->cells[2 * (m * r + i)];
        for (size_t i = 0; i < r * TIMES; i++)
            h->z[i] = data->values[m * r * TIMES + i], missing += isnan(h->z[i]) != 0;
    }
    snprintf(panel->ran, sizeof panel->ran,
             "sparse regression, N = %d, d = %d, seed 1; correct digits of ||beta(t) - "
             "exact||_2/||exact||_2, the integrator in doubles at rtol %g "
             "against a certified path of radius at most 2^-%d ||beta(t)||_2, the radius counted against the "
             "digits; %d times, %zu alphas at each of "
             "depth 2 and 3; %zu of %zu undecided",
             N, DIM, RTOL, BITS, TIMES, r, missing, MAPS * r * TIMES);
    return 0;
}

const cf_figure cf_figure_atlas_path = {
    .name = "atlas_path",
    .paper = "",
    .title = "Digits of the flow's path in doubles, by time and alpha",
    .says = "The path keeps 15 digits until beta moves; while it moves about 12, what the integrator was "
            "asked for, whatever alpha is; and gains "
            "them back as it converges to the limit.",
    .reduced_below = CF_SIZE_CLAIM,
    .x = {"t", CF_AXIS_LOG10},
    .y = {"alpha", CF_AXIS_LOG10},
    .experiment = &experiment,
    .grid = grid,
    .draw = draw,
};
