/* golden_rows.h - how the golden results are put into rows; see golden_rows.c. */
#ifndef CF_GOLDEN_ROWS_H
#define CF_GOLDEN_ROWS_H

#include "core/certiflow.h"
#include "golden.h"

/* A row whose instance is named by the format. */
cf_golden_row cf_golden_row_of(cf_golden_kind kind, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The row with a value, a count, the hash of n values; or n rows. */
void cf_golden_add_value(cf_golden *g, cf_golden_row row, double value);
void cf_golden_count(cf_golden *g, cf_golden_row row, size_t count);
void cf_golden_hash(cf_golden *g, cf_golden_row row, const double *x, size_t n);
void cf_golden_vector(cf_golden *g, cf_golden_row row, const double *x, size_t n, double bound);

typedef struct {
    const char *name;
    size_t N, d;
    double *X, *y, *beta, *nu, *nu_lo;
    size_t *support;
} cf_golden_instance;

/* The allowance between two kernels, for one coefficient of x. */
double cf_golden_allowance(const double *x, size_t n);
/* Nonzero iff the status is not CF_OK, and then a row says so. */
int cf_golden_failed(cf_golden *g, const char *function, const cf_golden_instance *p, cf_status status);

/* golden_depth.c: the functions and thresholds of depth > 2, on n arguments; the limits of an instance. */
void cf_golden_depth_functions(cf_golden *g, const double *many, size_t n);
void cf_golden_depth_limits(cf_golden *g, const cf_golden_instance *p);
/* golden_dynamics.c: flow, descent and the limits of a start of its own, of an instance; the matrix model. */
void cf_golden_paths(cf_golden *g, const cf_golden_instance *p);
void cf_golden_matrix(cf_golden *g);

#endif
