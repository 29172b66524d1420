/* atlas.c - see atlas.h. */
#include "reports/atlas.h"
#include "verify/digits.h"
#include <math.h>

double cf_atlas_digits_of(const arb_t error, const arb_t size) {
    if (!arb_is_finite(error) || !arb_is_finite(size) || (arb_is_zero(error) && arb_is_zero(size)))
        return NAN;
    if (arb_contains_zero(size) && !arb_is_zero(size)) return NAN;
    return fmax(0, cf_digits(error, size, CF_ATLAS_DIGITS));
}

double cf_atlas_digits(double value, const arb_t exact) {
    if (cf_ball_bits(exact) < 60) return NAN;
    if (!isfinite(value)) return 0;
    arb_t error;
    arb_init(error);
    arb_set_d(error, value);
    arb_sub(error, error, exact, 128);
    arb_abs(error, error);
    double digits = cf_atlas_digits_of(error, exact);
    arb_clear(error);
    return digits;
}

double cf_atlas_middle(const arb_t x) {
    return cf_ball_bits(x) >= 32 ? arf_get_d(arb_midref(x), ARF_RND_NEAR) : NAN;
}

double cf_atlas_log10(const arb_t log_x) {
    arb_t x, ten;
    arb_init(x), arb_init(ten);
    arb_log_ui(ten, 10, 128);
    arb_div(x, log_x, ten, 128);
    double middle = cf_atlas_middle(x);
    arb_clear(x), arb_clear(ten);
    return middle;
}

double cf_atlas_step(double a, double b, size_t i, size_t n) {
    return i + 1 == n ? b : a + (b - a) * (double)i / (double)(n - 1);
}

int cf_atlas_heat(cf_panel *panel, const cf_figure_data *data, const cf_atlas_map *map, size_t first,
                  const char *value, const char *label) {
    cf_heat *h = cf_panel_heat(panel, map->columns, map->rows, "%s", label);
    const size_t p = data->n_parameters, z = cf_column(map->values, value);
    if (!h) return -1;
    for (size_t c = 0; c < map->columns; c++)
        h->x[c] = data->cells[(first + c) * p + cf_column(map->parameters, map->x)];
    for (size_t r = 0; r < map->rows; r++)
        h->y[r] = data->cells[(first + r * map->columns) * p + cf_column(map->parameters, map->y)];
    for (size_t i = 0; i < map->columns * map->rows; i++)
        h->z[i] = data->values[(first + i) * data->n_values + z];
    return 0;
}

size_t cf_atlas_missing(const cf_figure_data *data, const char *values, const char *value) {
    size_t missing = 0, z = cf_column(values, value);
    for (size_t c = 0; c < data->n; c++) missing += isnan(data->values[c * data->n_values + z]) != 0;
    return missing;
}
