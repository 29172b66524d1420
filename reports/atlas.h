/* atlas.h - what the atlases share: grids of two axes, their heat maps, and certified numbers as doubles. An
 * atlas shows no double where a certified value is promised: a ball that is not narrow enough is NaN, and
 * counted in the words of `ran`. */
#ifndef CF_ATLAS_H
#define CF_ATLAS_H

#include "reference/ball.h"
#include "reports/figure.h"

enum { CF_ATLAS_DIGITS = 16 }; /* more are not told apart */

/* Correct decimal digits of a double by its ball, 0 to CF_ATLAS_DIGITS: -log10 |value - exact|/|exact|,
 * rounded down. NaN where both are 0, and where the ball is not finite or too wide to tell. A double that is
 * no number, or infinite, has 0. */
double cf_atlas_digits(double value, const arb_t exact);
/* The same of an error and the size it is relative to. */
double cf_atlas_digits_of(const arb_t error, const arb_t size);
/* The middle of a ball that is accurate to 32 bits (exact 0 included); else NaN. */
double cf_atlas_middle(const arb_t x);
/* log10 x for a ball of log x */
double cf_atlas_log10(const arb_t log_x);

/* The i-th of n equal steps from a to b. */
double cf_atlas_step(double a, double b, size_t i, size_t n);

/* A heat map of one value over the cells first..first + columns x rows - 1, row by row: z from the value's
 * column, x and y from the columns x and y of the parameters. 0, or -1 without memory. */
typedef struct {
    const char *parameters, *values; /* the experiment's names */
    const char *x, *y;
    size_t columns, rows;
} cf_atlas_map;
int cf_atlas_heat(cf_panel *panel, const cf_figure_data *data, const cf_atlas_map *map, size_t first,
                  const char *value, const char *label);
/* How many of the cells have no number there. */
size_t cf_atlas_missing(const cf_figure_data *data, const char *values, const char *value);

#endif
