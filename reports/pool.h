/* pool.h - threads that compute cells of one experiment. The thread that owns the pool gives cells and takes results.
 */
#ifndef CF_POOL_H
#define CF_POOL_H

#include "reports/sweep.h"

typedef struct cf_pool cf_pool;

typedef struct {
    size_t cell; /* the number it was given under */
    cf_status status;
    double values[CF_SWEEP_VALUES]; /* NaN unless status is CF_OK */
} cf_computed;

/* One cell on this thread. */
void cf_compute(cf_computed *result, const cf_experiment *e, const void *shared, const double *parameters, size_t cell);

/* At least one of the threads asked for; NULL where the system gives none. */
cf_pool *cf_pool_start(const cf_experiment *e, const void *shared, int threads);
/* How many more cells may be given: each thread has one under way and one that waits for it. */
size_t cf_pool_room(const cf_pool *pool);
void cf_pool_give(cf_pool *pool, const double *parameters, size_t cell);
/* Waits at most so long for a result: nonzero iff there is one. */
int cf_pool_take(cf_computed *result, cf_pool *pool, double seconds);
/* Forgets what no thread has begun. */
void cf_pool_cancel(cf_pool *pool);
/* Given, and neither taken nor forgotten. */
size_t cf_pool_outstanding(const cf_pool *pool);
/* Waits for what is under way, and forgets it. */
void cf_pool_end(cf_pool *pool);

#endif
