/* seeds.h - figures over seeds: the cells of one point are neighbours in the grid, one a seed. */
#ifndef CF_SEEDS_H
#define CF_SEEDS_H

#include "reports/figure.h"

enum { CF_SEEDS_MOST = 128 };

/* The named value of the n <= CF_SEEDS_MOST cells from first on */
void cf_seeds_values(double *out, const cf_figure_data *data, const cf_experiment *e, const char *name,
                     size_t first, size_t n);
/* Point i of a curve: the mean of x and its 95 % interval (where the curve has one); a low end at or below 0
 * has no place on a logarithmic axis and becomes NaN. */
void cf_seeds_mean(cf_curve *c, size_t i, double at, const double *x, size_t n);
/* The same of log10 x: the geometric mean, for positive numbers that differ by factors from draw to draw; NaN
 * where one is not positive. */
void cf_seeds_geometric(cf_curve *c, size_t i, double at, const double *x, size_t n);
/* The median of n numbers, and a 95 % interval for it without assumptions on their distribution: the order
 * statistics whose ranks leave at most 2.5 % of a binomial on either side (the extremes where n < 6). NaN
 * counts as below every number: a median or end among them is -inf. */
void cf_seeds_median(double *median, double *low, double *high, const double *x, size_t n);
/* cf_observed of the share of n draws on which b > a; NaN counts as below every number, and a draw without
 * either is left out. Against the statement unless Wilson's 95 % interval is above 1/2. */
void cf_seeds_mostly_grows(cf_run *run, const char *what, const double *a, const double *b, size_t n);
/* cf_observed of the mean of b - a, paired: against the statement unless the 95 % interval is above least. */
void cf_seeds_grows(cf_run *run, const char *what, const double *a, const double *b, size_t n, double least);
/* The same, the other way: unless the interval of a - b is above 0. */
void cf_seeds_falls(cf_run *run, const char *what, const double *a, const double *b, size_t n);

#endif
