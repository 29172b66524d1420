/* test_atlas.c - the atlases on their smallest grids: what must be there is, the core keeps the digits that
 * it declares, formulas that lose them are seen to, thresholds are monotone, and no threshold is past a
 * certified crossing. */
#include "reports/atlas.h"
#include "reports/slack.h"
#include "verify/worst_sample.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static cf_figure_data data;
static cf_panel panel;
static const char *value_names;

static void compute(const char *name) {
    const cf_figure *figure = cf_figure_find(name);
    cr_assert(figure, "%s", name);
    const cf_experiment *e = figure->experiment;
    const size_t n = figure->grid(NULL, CF_SIZE_CLAIM), p = cf_experiment_parameters(e),
                 v = cf_experiment_values(e);
    double *cells = malloc(n * p * sizeof *cells), *values = malloc(n * v * sizeof *values);
    char error[512];
    cf_sweep_options alone = {.jobs = 1};
    cr_assert(cells && values && figure->grid(cells, CF_SIZE_CLAIM) == n);
    cr_assert_eq(cf_sweep_run(values, e, cells, n, &alone, error), CF_SWEEP_DONE);
    data = (cf_figure_data){CF_SIZE_CLAIM, n, p, v, cells, values};
    value_names = e->values;
    cr_assert_eq(figure->draw(&panel, &data), 0);
    cr_assert(panel.n_heats + panel.n_curves > 0);
    cr_assert_lt(strlen(panel.ran), sizeof panel.ran - 1, "%s: what ran is cut off", name);
}

static double at(size_t cell, const char *value) {
    return data.values[cell * data.n_values + cf_column(value_names, value)];
}

static double parameter(size_t cell, size_t k) {
    return data.cells[cell * data.n_parameters + k];
}

static void forget(void) {
    free((void *)data.cells), free((void *)data.values);
    cf_panel_clear(&panel);
}

Test(atlas, digits_of_known_errors) {
    arb_t exact, zero;
    arb_init(exact), arb_init(zero);
    arb_one(exact);
    cr_assert_eq(cf_atlas_digits(1, exact), CF_ATLAS_DIGITS);
    cr_assert_float_eq(cf_atlas_digits(1.001, exact), 3, 1e-6);
    cr_assert_eq(cf_atlas_digits(0, exact), 0);
    cr_assert_eq(cf_atlas_digits(-7, exact), 0);
    cr_assert_eq(cf_atlas_digits(NAN, exact), 0);
    cr_assert(isnan(cf_atlas_digits(0, zero)));
    mag_set_ui_2exp_si(arb_radref(exact), 1, -20);
    cr_assert(isnan(cf_atlas_digits(1, exact)), "a ball of 20 bits tells nothing");
    arb_indeterminate(exact);
    cr_assert(isnan(cf_atlas_digits(1, exact)));
    arb_clear(exact), arb_clear(zero);
}

/* The core's q and q' are within 1 ulp: 15.6 digits wherever the result is normal. */
Test(atlas, q_keeps_its_digits) {
    compute("atlas_q");
    for (size_t i = 0; i < data.n; i++) {
        const double z = parameter(i, 0), depth = parameter(i, 1);
        if (z > -150) cr_assert_geq(at(i, "q"), 15.6, "q at 1e%g, D = %g", z, depth);
        if (z < -170) cr_assert_eq(at(i, "q"), 0, "q underflows");
        cr_assert_geq(at(i, "h_inv"), 15.6);
        cr_assert_eq(isnan(at(i, "complement")), depth == 2);
        if (depth > 2) cr_assert_geq(at(i, "complement"), 15.6);
        if (depth > 2 && z >= 100) cr_assert_eq(at(i, "plain_complement"), 0);
    }
    forget();
}

Test(atlas, the_printed_q_is_wrong_at_1e_8) {
    const cf_figure *figure = cf_figure_find("atlas_q");
    double values[8] = {NAN, NAN}, cell[] = {-8, 2};
    cr_assert_eq(figure->experiment->compute(values, cell), CF_OK);
    cr_assert_geq(values[0], 15.6);
    cr_assert_lt(values[1], 0.5);
}

/* cf_limit declares 1e-12 on such data */
Test(atlas, limits_keep_12_digits) {
    compute("atlas_limit");
    for (size_t i = 0; i < data.n; i++) cr_assert_geq(at(i, "beta"), 12, "cell %zu", i);
    const size_t last = data.n / 3 - 1; /* depth 2, log alpha = -1000 */
    cr_assert_eq(parameter(last, 0), -1000);
    cr_assert_eq(at(last, "excess_l1"), 0, "doubles cannot have this excess");
    forget();
    compute("atlas_limit_size");
    for (size_t i = 0; i < data.n; i++) cr_assert_geq(at(i, "beta"), 12, "cell %zu", i);
    forget();
}

/* cf_flow declares 200 rtol = 2e-10 of the largest ||beta|| so far, here that of the answer but for a factor
 * of 10 */
Test(atlas, paths_keep_8_digits) {
    compute("atlas_path");
    for (size_t i = 0; i < data.n * data.n_values; i++) cr_assert_geq(data.values[i], 8.5, "value %zu", i);
    forget();
}

Test(atlas, nets_keep_10_digits) {
    compute("atlas_nets");
    for (size_t i = 0; i < data.n; i++) {
        cr_assert_geq(at(i, "loss0"), 10);
        cr_assert_geq(at(i, "test0"), 10);
        cr_assert_geq(at(i, "loss5"), 10);
        cr_assert_geq(at(i, "test5"), 10);
        cr_assert(isnan(at(i, "loss6")), "13 steps were asked for");
        cr_assert(isnan(at(i, "differ")));
    }
    forget();
}

/* In epsilon each l1 threshold rises, in d it falls; those of the l2 half that are defined fall in epsilon up
 * to 1. */
Test(atlas, thresholds_are_monotone) {
    static const char *const l1[] = {"theorem2_l1", "sharp_l1", "depth3_l1", "depth4_l1", "depth8_l1"};
    static const char *const l2[] = {"theorem2_l2", "sharp_l2", "depth3_l2", "depth4_l2", "depth8_l2"};
    compute("atlas_thresholds");
    for (size_t i = 1, compared = 0; i < data.n; i++) {
        if (parameter(i, 1) != parameter(i - 1, 1)) continue;
        for (size_t k = 0; k < 5; k++) {
            const double rise = at(i, l1[k]) - at(i - 1, l1[k]), fall = at(i - 1, l2[k]) - at(i, l2[k]);
            compared += !isnan(rise);
            if (!isnan(rise)) cr_assert_gt(rise, 0, "%s, cell %zu", l1[k], i);
            if (!isnan(fall) && parameter(i, 0) <= 1) cr_assert_gt(fall, 0, "%s, cell %zu", l2[k], i);
        }
        cr_assert(i + 1 < data.n || compared > 90);
    }
    for (size_t i = 0; i < data.n; i++) {
        const int below = at(i, "theorem2_l1") < -1075 * log10(2);
        if (!isnan(at(i, "theorem2_l1"))) cr_assert_eq(at(i, "rounds_to_zero"), below);
        if (i >= 7 && !isnan(at(i - 7, "sharp_l1"))) cr_assert_lt(at(i, "sharp_l1"), at(i - 7, "sharp_l1"));
    }
    forget();
}

Test(atlas, no_threshold_is_past_a_crossing) {
    static const char *const name[] = {"slack_l1", "slack_l2", "slack_depth"};
    for (size_t k = 0; k < 3; k++) {
        compute(name[k]);
        cr_assert_eq(cf_slack_contradictions(&data), 0, "%s", name[k]);
        size_t found = 0;
        for (size_t i = 0; i < data.n; i++) found += !isnan(at(i, "worst"));
        cr_assert_geq(found, data.n * 2 / 3);
        ((double *)data.values)[2] =
            parameter(0, 0) == 1 ? -1e9 : 1e9; /* a crossing on the wrong side is seen */
        cr_assert_geq(cf_slack_contradictions(&data), 1);
        forget();
    }
}

Test(atlas, random_instances_lie_between) {
    compute("slack_l1_random");
    size_t found = 0;
    for (size_t i = 0; i < data.n; i++) {
        if (isnan(at(i, "holds"))) continue;
        found++;
        cr_assert_lt(at(i, "holds"), at(i, "fails"));
        cr_assert_lt(at(i, "sharper"), at(i, "fails"), "the theorem fails on cell %zu", i);
    }
    cr_assert_geq(found, 4);
    forget();
    compute("slack_l2_random");
    for (size_t i = 0; i < data.n; i++)
        if (!isnan(at(i, "holds")))
            cr_assert(at(i, "fails") < at(i, "holds") && at(i, "fails") < at(i, "sharper"), "cell %zu", i);
    forget();
}

/* The crossing of a sample, by the certified limit of that sample itself on both sides of it. */
static void bracketed(cf_half half, slong depth, double c) {
    enum { D = 6 };
    double X[D], y = 1, norm2 = 1 + (D - 1) * c * c;
    cf_theorem2 t;
    arb_t log_alpha, value, bound;
    arb_init(log_alpha), arb_init(value), arb_init(bound);
    for (int i = 0; i < D; i++) X[i] = i ? c : 1;
    cr_assert(cf_theorem2_set(&t, half, X, &y, 1, D));
    cf_theorem2_set_depth(&t, depth, 1);
    fmpq_set_si(t.epsilon, 1, 8);
    cr_assert(cf_sample_crossing(log_alpha, half, t.depth, c, t.epsilon, D));
    const double log_norm = half == CF_HALF_L1 ? 0 : -log(norm2) / 2,
                 crossing = arf_get_d(arb_midref(log_alpha), ARF_RND_NEAR) + log_norm / (double)depth;
    t.alpha->is_log = 1;
    cf_theorem2_bound(bound, &t, "1", 128);
    for (int past = 0; past < 2; past++) {
        cf_fmpq_set_double(t.alpha->value, crossing + (past == (half == CF_HALF_L1) ? 1e-9 : -1e-9));
        cr_assert(cf_theorem2_limit_norm(value, &t, 128));
        cr_assert_eq(cf_ball_le(value, bound), past ? CF_FALSE : CF_TRUE, "half %d, D = %ld", (int)half,
                     (long)depth);
    }
    cf_theorem2_clear(&t);
    arb_clear(log_alpha), arb_clear(value), arb_clear(bound);
}

Test(atlas, the_crossing_of_a_sample_is_its_limits) {
    for (slong depth = 2; depth <= 4; depth++)
        bracketed(CF_HALF_L1, depth, 0.5), bracketed(CF_HALF_L2, depth, 0.5);
}

/* Where (1 + epsilon)^2 >= d every alpha will do for the l1 bound, and for the l2 bound where 1 + epsilon >=
 * d. */
Test(atlas, no_sample_where_every_alpha_will_do) {
    fmpq_t depth, epsilon;
    arb_t x;
    arb_init(x), fmpq_init(depth), fmpq_init(epsilon);
    fmpq_set_si(depth, 2, 1), fmpq_set_si(epsilon, 1, 1);
    cr_assert_eq(cf_worst_sample(x, NULL, CF_HALF_L1, depth, epsilon, 4), 0);
    cr_assert_eq(cf_worst_sample(x, NULL, CF_HALF_L2, depth, epsilon, 2), 0);
    cr_assert_neq(cf_worst_sample(x, NULL, CF_HALF_L1, depth, epsilon, 20), 0);
    arb_clear(x), fmpq_clear(depth), fmpq_clear(epsilon);
}
