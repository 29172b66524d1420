/* seeds.c - see seeds.h. */
#include "reports/seeds.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void cf_seeds_values(double *out, const cf_figure_data *data, const cf_experiment *e, const char *name,
                     size_t first, size_t n) {
    size_t column = cf_column(e->values, name);
    for (size_t s = 0; s < n; s++) out[s] = data->values[(first + s) * data->n_values + column];
}

void cf_seeds_mean(cf_curve *c, size_t i, double at, const double *x, size_t n) {
    double low, high;
    c->x[i] = at;
    cf_mean_interval(&c->y[i], &low, &high, x, n);
    if (c->low) c->low[i] = low > 0 ? low : NAN, c->high[i] = high;
}

void cf_seeds_geometric(cf_curve *c, size_t i, double at, const double *x, size_t n) {
    double y[CF_SEEDS_MOST], mean, low, high;
    int positive = 1;
    for (size_t s = 0; s < n; s++) positive = positive && x[s] > 0, y[s] = log10(x[s]);
    c->x[i] = at;
    if (!positive) return;
    cf_mean_interval(&mean, &low, &high, y, n);
    c->y[i] = pow(10, mean);
    if (c->low) c->low[i] = pow(10, low), c->high[i] = pow(10, high);
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void cf_seeds_median(double *median, double *low, double *high, const double *x, size_t n) {
    double sorted[CF_SEEDS_MOST], mass = ldexp(1, -(int)n), tail = mass; /* P(binomial(n, 1/2) <= rank) */
    for (size_t s = 0; s < n; s++) sorted[s] = isnan(x[s]) ? -INFINITY : x[s];
    qsort(sorted, n, sizeof *sorted, by_size);
    size_t rank = 0; /* of the low end, from 0: the largest with P(binomial < rank + 1) <= 2.5 % */
    while (rank + 1 < n / 2) {
        mass *= (double)(n - rank) / (double)(rank + 1);
        if (tail + mass > 0.025) break;
        tail += mass, rank++;
    }
    *low = sorted[rank], *high = sorted[n - 1 - rank];
    *median = isinf(sorted[(n - 1) / 2]) ? -INFINITY : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
}

void cf_seeds_mostly_grows(cf_run *run, const char *what, const double *a, const double *b, size_t n) {
    double m = 0, larger = 0, z2 = 1.959963985 * 1.959963985;
    for (size_t s = 0; s < n; s++)
        if (!isnan(a[s]) || !isnan(b[s])) m++, larger += !isnan(b[s]) && !(b[s] <= a[s]);
    double share = m > 0 ? larger / m : NAN, centre = share + z2 / (2 * m),
           width = sqrt(z2 * (share * (1 - share) / m + z2 / (4 * m * m)));
    double low = (centre - width) / (1 + z2 / m), high = (centre + width) / (1 + z2 / m);
    cf_observed(run, what, share, low, high, low > 0.5);
}

void cf_seeds_grows(cf_run *run, const char *what, const double *a, const double *b, size_t n, double least) {
    double x[CF_SEEDS_MOST], mean, low, high;
    for (size_t s = 0; s < n; s++) x[s] = b[s] - a[s];
    size_t left = cf_mean_interval(&mean, &low, &high, x, n);
    cf_observed(run, what, mean, low, high, left > 1 && low > least);
}

void cf_seeds_falls(cf_run *run, const char *what, const double *a, const double *b, size_t n) {
    cf_seeds_grows(run, what, b, a, n, 0);
}
