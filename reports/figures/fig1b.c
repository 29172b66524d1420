/* fig1b.c - Figure 1(b): the excess norms ||beta_alpha(infinity)||_1 - ||beta_L1||_1 and
 * ||beta_alpha(infinity)||_2 - ||beta_L2||_2 against alpha. Certified on one draw, where nothing cancels; and
 * as a subtraction of doubles shows them, which is nothing below about 1e-15.
 *
 * The rates: ||beta||_2 - ||beta_L2||_2 = Theta(alpha^-8), as beta - beta_L2 = Theta(alpha^-4); and
 * ||beta||_1 - ||beta_L1||_1, where the dual solution nu_1 is unique, is the sum of |beta_i| (1 - |x_i^T
 * nu_1|) over the coordinates off the support, each of the order alpha^(2 (1 - |x_i^T nu_1|)): alpha^(2 gap),
 * gap the least of 1 - |x_i^T nu_1|, for alpha small enough that the next larger one does not count. The gap
 * is of the order of 1/d: alpha must be exponentially small. */
#include "reports/planted.h"
#include "reports/seeds.h"
#include "reference/certiflow_ref.h"
#include <math.h>
#include <stdlib.h>

/* A cell is BLOCK alphas, 10^first, 10^(first + step), ..., of one draw, certified or in doubles. */
enum { BLOCK = 4, BLOCKS_MOST = 32, PREC = 32 };
typedef struct {
    double first, step;
} block;
typedef struct {
    double d, N; /* of the certified draw, which is of seed 1; the others have the seeds from 2 on */
    double wide_d, wide_N;   /* of the draws in doubles */
    size_t seeds, n_seen, n; /* the last n - n_seen blocks are for the rate alone */
    block at[BLOCKS_MOST];
} shape;

#define FAR                                                                                                  \
    { -40000, -10000 }
static const shape small = {60, 20, 60, 20, 4, 3, 4, {{-9, 3}, {3, 1}, {7, 9}, FAR}};
#define SEEN                                                                                                 \
    {-120, 8}, {-88, 8}, {-56, 8}, {-24, 4}, {-8, 1}, {-4, 0.5}, {-2, 0.5}, {0, 0.5}, {2, 1}, {6, 2},        \
        {14, 2}, {                                                                                           \
        22, 4                                                                                                \
    }
static const shape quick = {200, 40, 1000, 100, 10, 12, 13, {SEEN, FAR}},
                   full = {1000, 100, 1000, 100, 50, 12, 13, {SEEN, FAR}};

static const shape *shape_of(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? &small : size == CF_SIZE_QUICK ? &quick : &full;
}

/* certified by block; in doubles the same draw by block; in doubles the wide draws, by block, then seed */
static size_t grid(double *cells, cf_figure_size size) {
    const shape *g = shape_of(size);
    size_t n = g->n + g->n_seen * (1 + g->seeds);
    for (size_t i = 0; cells && i < n; i++) {
        int certified = i < g->n, one = i < g->n + g->n_seen;
        size_t rest = certified ? i : one ? i - g->n : i - g->n - g->n_seen;
        block b = g->at[one ? rest : rest / g->seeds];
        double c[] = {certified,
                      one ? g->d : g->wide_d,
                      one ? g->N : g->wide_N,
                      one ? 1 : (double)(rest % g->seeds + 2),
                      b.first,
                      b.step};
        for (int k = 0; k < 6; k++) cells[6 * i + (size_t)k] = c[k];
    }
    return n;
}

/* log10 of a positive ball's middle */
static double log10_of(const arb_t x) {
    arb_t y, ten;
    arb_init(y), arb_init(ten);
    arb_set_ui(ten, 10), arb_log(ten, ten, 64);
    arb_log(y, x, 64), arb_div(y, y, ten, 64);
    double out = arb_is_finite(y) ? arf_get_d(arb_midref(y), ARF_RND_NEAR) : NAN;
    arb_clear(y), arb_clear(ten);
    return out;
}

static double least_gap(const cf_planted *p, const double *nu) {
    double gap = 1;
    for (size_t i = 0; i < p->d; i++) {
        double z = 0;
        for (size_t n = 0; n < p->N; n++) z += p->X[n * p->d + i] * nu[n];
        if (1 - fabs(z) > 1e-9) gap = fmin(gap, 1 - fabs(z)); /* the support has 0 but for rounding */
    }
    return gap;
}

static cf_status certified(double *l1, double *l2, const cf_planted *p, const double *log_alpha,
                           const size_t *support, size_t n_support) {
    cf_ref_l1 least;
    fmpq_mat_t beta_l2;
    cf_ref_norms norms;
    cf_ref_l1_init(&least, p->N, p->d), fmpq_mat_init(beta_l2, (slong)p->d, 1), cf_ref_norms_init(&norms);
    int good = cf_ref_beta_l1(&least, p->X, p->y, support, n_support, p->N, p->d) == CF_REF_OK &&
               least.unique == CF_TRUE && cf_ref_beta_l2(beta_l2, p->X, p->y, p->N, p->d) == CF_REF_OK;
    for (size_t k = 0; good && k < BLOCK; k++) {
        cf_ref_alpha_t alpha;
        cf_ref_alpha_init(alpha);
        cf_ref_alpha_set_double(alpha, log_alpha[k], 1);
        good = cf_ref_limit_norms(&norms, p->X, p->y, alpha, &least, beta_l2, p->N, p->d, PREC) == CF_REF_OK;
        cf_ref_alpha_clear(alpha);
        if (good) l1[k] = log10_of(norms.excess_l1), l2[k] = log10_of(norms.excess_l2);
    }
    cf_ref_l1_clear(&least), fmpq_mat_clear(beta_l2), cf_ref_norms_clear(&norms);
    return good ? CF_OK : CF_ENOCONV;
}

/* Doubles subtracted: log10, -inf where nothing is left */
static cf_status subtracted(double *l1, double *l2, const cf_planted *p, const double *log_alpha,
                            const double *beta_l1, double *beta) {
    double *beta_l2 = beta, *path = beta + p->d, least[2];
    cf_status status = cf_beta_l2(beta_l2, p->X, p->y, p->N, p->d);
    if (status != CF_OK) return status;
    least[0] = cf_norm_l1(beta_l1, p->d), least[1] = cf_norm_l2(beta_l2, p->d);
    status = cf_limit_path(path, NULL, NULL, NULL, p->X, p->y, log_alpha, BLOCK, p->N, p->d);
    for (size_t k = 0; status == CF_OK && k < BLOCK; k++) {
        l1[k] = log10(fmax(cf_norm_l1(path + k * p->d, p->d) - least[0], 0));
        l2[k] = log10(fmax(cf_norm_l2(path + k * p->d, p->d) - least[1], 0));
    }
    return status;
}

static cf_status compute(double *values, const double *parameters) {
    cf_planted p;
    double log_alpha[BLOCK], *beta = NULL, *nu = NULL;
    size_t *support = NULL, n_support = 0;
    for (size_t k = 0; k < BLOCK; k++) log_alpha[k] = (parameters[4] + (double)k * parameters[5]) * log(10);
    cf_status status = cf_planted_draw(&p, parameters[1], parameters[2], parameters[3]);
    if (status == CF_OK) {
        beta = malloc((BLOCK + 2) * p.d * sizeof *beta), nu = malloc(p.N * sizeof *nu),
        support = malloc(p.N * sizeof *support);
        if (!beta || !nu || !support) status = CF_ENOMEM;
    }
    if (status == CF_OK) status = cf_beta_l1(beta, nu, support, &n_support, p.X, p.y, p.N, p.d);
    if (status == CF_OK) {
        values[2 * BLOCK] = least_gap(&p, nu);
        status = parameters[0] == 1 ? certified(values, values + BLOCK, &p, log_alpha, support, n_support)
                                    : subtracted(values, values + BLOCK, &p, log_alpha, beta, beta + p.d);
    }
    free(beta), free(nu), free(support);
    cf_planted_clear(&p);
    return status;
}

static const cf_experiment experiment = {.name = "fig1b",
                                         .version = 1,
                                         .parameters = "certified d N seed first step",
                                         .values = "l1_0 l1_1 l1_2 l1_3 l2_0 l2_1 l2_2 l2_3 gap",
                                         .compute = compute};

/* log10 of the excess at alpha no. i of the blocks; norm 0: l1, 1: l2. cell: of the first block's cell,
 * stride: to the next block's */
static double excess(const cf_figure_data *data, size_t cell, size_t stride, size_t i, size_t norm) {
    return data->values[(cell + i / BLOCK * stride) * data->n_values + norm * BLOCK + i % BLOCK];
}
static double log10_alpha(const shape *g, size_t i) {
    return g->at[i / BLOCK].first + (double)(i % BLOCK) * g->at[i / BLOCK].step;
}

/* Over the draws in doubles, while every one of them is well above rounding */
static void mean_point(cf_curve *c, size_t i, const cf_figure_data *data, size_t norm) {
    const shape *g = shape_of(data->size);
    double x[CF_SEEDS_MOST], least = INFINITY;
    for (size_t s = 0; s < g->seeds; s++) {
        x[s] = excess(data, g->n + g->n_seen + s, g->seeds, i, norm);
        least = fmin(least, x[s]);
    }
    c->x[i] = log10_alpha(g, i);
    if (least > -11) cf_mean_interval(&c->y[i], &c->low[i], &c->high[i], x, g->seeds);
}

static int draw(cf_panel *panel, const cf_figure_data *data) {
    static const char *const name[] = {"l1", "l2"};
    const shape *g = shape_of(data->size);
    size_t n = g->n_seen * BLOCK;
    for (size_t norm = 0; norm < 2; norm++) {
        cf_curve *line = cf_panel_curve(panel, CF_LINE, n, 0, "%s, certified, d = %g, N = %g", name[norm],
                                        g->d, g->N),
                 *dots = cf_panel_curve(panel, CF_DOTS, n, 0, "%s, doubles subtracted", name[norm]),
                 *band = cf_panel_curve(panel, CF_BAND, n, 1, "%s, mean of %zu draws, d = %g, N = %g",
                                        name[norm], g->seeds, g->wide_d, g->wide_N);
        if (!line || !dots || !band) return -1;
        for (size_t i = 0; i < n; i++) {
            double y = excess(data, g->n, 1, i, norm);
            line->x[i] = dots->x[i] = log10_alpha(g, i);
            line->y[i] = excess(data, 0, 1, i, norm);
            if (isfinite(y)) dots->y[i] = y;
            mean_point(band, i, data, norm);
        }
    }
    snprintf(panel->ran, sizeof panel->ran,
             "r* = 5, noise variance 0.01. Lines: one draw of d = %g, N = %g, excess norms certified in "
             "balls to 32 bits over exact beta_L1, beta_L2, at "
             "%zu alphas; dots: the same draw in doubles, the norms subtracted, nothing where that is not "
             "positive. Bands: %zu draws in doubles at d = %g, N = "
             "%g where all exceed 1e-11, mean of log10 with its 95 %% interval. The rates are taken from "
             "certified excesses down to alpha = 1e-70000.",
             g->d, g->N, n, g->seeds, g->wide_d, g->wide_N);
    return 0;
}

/* The certified excesses move one way all along, and past 10^2 and at the far end at their rates. */
static void certified_facts(cf_run *run, const cf_figure_data *data) {
    const shape *g = shape_of(data->size);
    double up = INFINITY, down = INFINITY, least[2] = {INFINITY, INFINITY}, slope[2] = {-INFINITY, INFINITY};
    for (size_t i = 0; i < g->n_seen * BLOCK; i++) {
        for (size_t norm = 0; norm < 2; norm++) least[norm] = fmin(least[norm], excess(data, 0, 1, i, norm));
        if (i == 0) continue;
        double step = log10_alpha(g, i) - log10_alpha(g, i - 1),
               fall = excess(data, 0, 1, i - 1, 1) - excess(data, 0, 1, i, 1);
        if (log10_alpha(g, i) <= 1)
            up = fmin(up, (excess(data, 0, 1, i, 0) - excess(data, 0, 1, i - 1, 0)) / step);
        down = fmin(down, fall / step);
        if (log10_alpha(g, i - 1) >= 3)
            slope[0] = fmax(slope[0], fall / step), slope[1] = fmin(slope[1], fall / step);
    }
    cf_observed(run, "least slope of log10 excess l1 norm in log10 alpha, up to alpha = 10: it grows", up, up,
                up, up > 0);
    cf_observed(run, "least slope of log10 excess l2 norm, downwards: it falls", down, down, down, down > 0);
    double wanted = cf_run_canary(run) ? 7.6 : 8, middle = (slope[0] + slope[1]) / 2;
    cf_observed(run, "past alpha = 1000 the excess l2 norm falls as alpha^-8: the exponent, to 1 %", -middle,
                -slope[0], -slope[1], slope[0] < 1.01 * wanted && slope[1] > 0.99 * wanted);
    double far_slope =
        (excess(data, g->n - 1, 1, 0, 0) - excess(data, g->n - 1, 1, 3, 0)) / (-3 * g->at[g->n - 1].step);
    double gap = data->values[(g->n - 1) * data->n_values + 2 * BLOCK], ratio = far_slope / (2 * gap);
    cf_evidence_row(run, "l1_rate", "d", g->d, "gap", gap, "exponent", far_slope, NULL);
    cf_observed(run,
                "from alpha = 1e-70000 to 1e-40000 the excess l1 norm grows as alpha^(2 gap): the exponent "
                "over 2 gap is 1, to 1 %",
                ratio, ratio, ratio, fabs(ratio - 1) < 0.01);
    cf_observed(run, "least log10 excess l2 norm seen, below -250", least[1], least[1], least[1],
                least[1] < -250);
}

static void sentence(cf_run *run, const cf_figure_data *data) {
    const shape *g = shape_of(data->size);
    cf_instance(run, "d = %g, r* = 5, N = %g, one draw, certified", g->d, g->N);
    certified_facts(run, data);
    double last = 0, apart = 0;
    for (size_t i = 0; i < g->n_seen * BLOCK; i++) {
        double l2 = excess(data, g->n, 1, i, 1), sure = excess(data, 0, 1, i, 1);
        if (sure < -20) last = fmax(last, pow(10, l2));
        for (size_t norm = 0; norm < 2; norm++)
            if (excess(data, 0, 1, i, norm) > -8)
                apart = fmax(apart, fabs(excess(data, g->n, 1, i, norm) - excess(data, 0, 1, i, norm)));
    }
    cf_observed(run,
                "where the certified excess l2 norm is below 1e-20, the largest that doubles show: rounding "
                "alone, below 1e-14",
                last, last, last, last < 1e-14);
    cf_observed(run,
                "where the excess is above 1e-8, log10 in doubles against certified: apart by less than 1e-5",
                apart, apart, apart, apart < 1e-5);
    cf_instance(run, "d = %g, r* = 5, N = %g, %zu draws, doubles", g->wide_d, g->wide_N, g->seeds);
    double x[CF_SEEDS_MOST], y[CF_SEEDS_MOST];
    for (size_t i = 0, before = g->n_seen * BLOCK; i < g->n_seen * BLOCK; i++) {
        double a = log10_alpha(g, i);
        if (a < -8.5 || a > 0.5 || fabs(a - round(a)) > 1e-9) continue;
        for (size_t norm = 0; before < i && norm < 2; norm++) {
            for (size_t s = 0; s < g->seeds; s++) {
                x[s] = excess(data, g->n + g->n_seen + s, g->seeds, before, norm);
                y[s] = excess(data, g->n + g->n_seen + s, g->seeds, i, norm);
            }
            norm == 0
                ? cf_seeds_grows(run, "log10 excess l1 norm grows with alpha, 1e-8 to 1", x, y, g->seeds, 0)
                : cf_seeds_falls(run, "log10 excess l2 norm falls with alpha, 1e-8 to 1", x, y, g->seeds);
        }
        before = i;
    }
}

const cf_figure cf_figure_fig1b = {
    .name = "fig1b",
    .paper = "Figure 1(b)",
    .title = "Excess l1 and l2 norms of the limit against alpha",
    .says = "The excess l1 norm goes to 0 as alpha -> 0, the excess l2 norm as alpha -> infinity. There is "
            "an asymmetry: polynomially large alpha "
            "suffices to approximate beta_L2 to a very high accuracy, alpha must be exponentially small to "
            "approximate beta_L1.",
    .claim = "fig1b",
    .reduced_below = CF_SIZE_FULL,
    .x = {"alpha", CF_AXIS_LOG10},
    .y = {"excess norm", CF_AXIS_LOG10},
    .experiment = &experiment,
    .grid = grid,
    .draw = draw,
    .sentence = sentence,
};
