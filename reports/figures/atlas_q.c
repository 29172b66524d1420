/* atlas_q.c - how many digits of q_D, of h_D^{-1} and of 1 - h_D^{-1} are right in doubles, over (z, D): the
 * core's, and beside them what the formulas give that one would write first. */
#include "reports/atlas.h"
#include "reference/certiflow_ref.h"
#include <math.h>

enum { DEPTHS = 7, BITS = 96 };
static const double depths[DEPTHS] = {2, 3, 4, 5, 8, 16, 50};

static size_t steps(cf_figure_size size) {
    return size == CF_SIZE_CLAIM ? 31 : size == CF_SIZE_QUICK ? 601 : 6001;
}

static size_t grid(double *cells, cf_figure_size size) {
    size_t n = steps(size);
    for (size_t i = 0; cells && i < DEPTHS * n; i++) {
        cells[2 * i] = cf_atlas_step(-300, 300, i % n, n);
        cells[2 * i + 1] = depths[i / n];
    }
    return DEPTHS * n;
}

/* q(z) as printed, its equation (5); at depth D > 2 the Legendre form z s - H(s) of Theorem 3's integral, s =
 * h_D^{-1}(z). */
static double plain_q(double z, double depth) {
    if (depth == 2) return 2 - sqrt(4 + z * z) + z * asinh(z / 2);
    const double s = cf_h_inv(depth, z), e = -2 / (depth - 2);
    return z * s - (depth - 2) / 2 * (pow(1 - s, e) + pow(1 + s, e) - 2);
}

static cf_status compute(double *values, const double *p) {
    const double z = pow(10, p[0]), depth = p[1];
    arb_t at, exact;
    fmpq_t D;
    arb_init(at), arb_init(exact), fmpq_init(D);
    arb_set_d(at, z);
    cf_fmpq_set_double(D, depth);
    cf_ref_q_depth(exact, D, at, BITS);
    values[0] = cf_atlas_digits(cf_q_depth(depth, z), exact);
    values[1] = cf_atlas_digits(plain_q(z, depth), exact);
    cf_ref_q_depth_prime(exact, D, at, BITS);
    values[2] = cf_atlas_digits(cf_q_depth_prime(depth, z), exact);
    if (depth > 2) {
        cf_ref_h_inv_complement(exact, D, at, BITS);
        values[3] = cf_atlas_digits(cf_h_inv_complement(depth, z), exact);
        values[4] = cf_atlas_digits(1 - cf_h_inv(depth, z), exact);
    }
    arb_clear(at), arb_clear(exact), fmpq_clear(D);
    return CF_OK;
}

static const cf_experiment experiment = {.name = "atlas_q",
                                         .version = 1,
                                         .parameters = "log10_z depth",
                                         .values = "q plain_q h_inv complement plain_complement",
                                         .compute = compute};

static int draw(cf_panel *panel, const cf_figure_data *data) {
    static const char *const value[] = {"q", "plain_q", "h_inv", "complement", "plain_complement"};
    static const char *const label[] = {"q_D, the core", "q_D, the closed form in doubles",
                                        "q_D' = h_D inverse, the core", "1 - h_D inverse, the core",
                                        "1 - h_D inverse by subtraction"};
    size_t n = steps(data->size);
    const cf_atlas_map map = {experiment.parameters, experiment.values, "log10_z", "depth", n, DEPTHS};
    for (int k = 0; k < 5; k++)
        if (cf_atlas_heat(panel, data, &map, 0, value[k], label[k])) return -1;
    snprintf(panel->ran, sizeof panel->ran,
             "correct decimal digits (at most %d) against balls of %d bits at %zu z from 1e-300 to 1e300 and "
             "%d depths; %zu of %zu values of q "
             "undecided; 1 - h_D inverse does not exist at depth 2. The closed form at D > 2 is z s - H(s) "
             "at s = h_D inverse of z",
             CF_ATLAS_DIGITS, BITS, n, DEPTHS, cf_atlas_missing(data, experiment.values, "q"), data->n);
    return 0;
}

const cf_figure cf_figure_atlas_q = {
    .name = "atlas_q",
    .paper = "",
    .title = "Digits of q_D, h_D inverse and its complement in doubles",
    .says = "The core keeps all digits wherever the result is a normal double (q underflows below z = "
            "1e-154); the formula as printed loses "
            "them all below z = 1e-8, and 1 - h_D inverse by subtraction once h_D inverse is near 1.",
    .reduced_below = CF_SIZE_CLAIM,
    .x = {"z", CF_AXIS_LOG10},
    .y = {"depth D", CF_AXIS_LOG},
    .experiment = &experiment,
    .grid = grid,
    .draw = draw,
};
