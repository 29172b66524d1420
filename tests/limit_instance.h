/* limit_instance.h - random instances of the limit in doubles, their errors against balls, and chi, for the
 * tests of core/limit.c and core/limit_depth.c. */
#ifndef CF_TEST_LIMIT_INSTANCE_H
#define CF_TEST_LIMIT_INSTANCE_H

#include "core/certiflow.h"
#include "reference/certiflow_ref.h"

typedef enum { GAUSSIAN, SCALED_COLUMNS, INTEGER, DUPLICATED, FAMILIES } family;
typedef enum { GENERIC, ONE_COLUMN, FEW_COLUMNS, NOISE_FREE_ZERO, TARGETS } target;

typedef struct {
    size_t N, d;
    double *X, *y, *beta, *nu, *nu_lo;
} instance;

double draw_uniform(cf_rng *rng, double low, double high);
size_t below(cf_rng *rng, size_t n); /* in 0 ... n - 1 */
instance allocate(size_t N, size_t d);
instance draw(cf_rng *rng, family f, target t, size_t N, size_t d);
/* Any family and shape up to 12 x 41; 0, and nothing drawn, where X might be rank-deficient. */
int draw_any(instance *p, cf_rng *rng);
void clear(instance *p);
double distance(const double *a, const double *b, size_t d);
/* An upper bound of ||beta - ball||_2 / ||beta||_2. */
double error_of(const instance *p, arb_srcptr ball);
/* An upper bound of max_i |beta_i| |x_i^T (nu + nu_lo - ball)| / ||beta||_2. */
double error_of_z(const instance *p, arb_srcptr ball);
/* chi of core/limit.c: the largest norm of the inverse of N <= 6 independent columns, over all choices of
 * them. */
double chi(const instance *p);
double frobenius(const double *X, size_t n);

#endif
