/* pool.c - see pool.h. One lock, two rings: cells that wait and results that wait. Neither ring can overflow, since no
 * more cells are outstanding than it has places. */
#include "reports/pool.h"
#include "core/net_blas.h"
#include "reference/ball.h"
#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    size_t cell;
    double parameters[CF_SWEEP_PARAMETERS];
} task;

struct cf_pool {
    const cf_experiment *experiment;
    const void *shared; /* what experiment->prepare made, or NULL */
    size_t n_parameters;
    pthread_mutex_t lock;
    pthread_cond_t more, done; /* there is a task, or the end; there is a result */
    task *tasks;
    cf_computed *results;
    size_t capacity, outstanding; /* outstanding is the owner's alone */
    size_t first_task, n_tasks, first_result, n_results;
    int ending, threads;
    cf_net_blas_threads before; /* of this process, restored at the end */
    pthread_t thread[];
};

void cf_compute(cf_computed *r, const cf_experiment *e, const void *shared, const double *parameters, size_t cell) {
    for (size_t i = 0; i < CF_SWEEP_VALUES; i++) r->values[i] = NAN;
    r->cell = cell;
    r->status = e->compute ? e->compute(r->values, parameters) : e->compute_with(r->values, parameters, shared);
    for (size_t i = 0; i < CF_SWEEP_VALUES && r->status != CF_OK; i++) r->values[i] = NAN;
}

/* BLAS and OpenMP serve this thread alone: their bits depend on the number of threads, and the cells keep the cores
 * busy. FLINT keeps tables for each thread, which have to be given back. */
static void *work(void *argument) {
    cf_pool *p = argument;
    cf_computed r;
    cf_net_serial_blas();
    pthread_mutex_lock(&p->lock);
    for (;;) {
        while (p->n_tasks == 0 && !p->ending) pthread_cond_wait(&p->more, &p->lock);
        if (p->n_tasks == 0) break;
        task t = p->tasks[p->first_task];
        p->first_task = (p->first_task + 1) % p->capacity, p->n_tasks--;
        pthread_mutex_unlock(&p->lock);
        cf_compute(&r, p->experiment, p->shared, t.parameters, t.cell);
        pthread_mutex_lock(&p->lock);
        p->results[(p->first_result + p->n_results++) % p->capacity] = r;
        pthread_cond_signal(&p->done);
    }
    pthread_mutex_unlock(&p->lock);
    flint_cleanup();
    return NULL;
}

cf_pool *cf_pool_start(const cf_experiment *e, const void *shared, int threads) {
    cf_pool *p = calloc(1, sizeof *p + (size_t)threads * sizeof *p->thread);
    pthread_condattr_t clock;
    if (!p) return NULL;
    p->experiment = e, p->shared = shared, p->n_parameters = cf_experiment_parameters(e), p->capacity = 2 * (size_t)threads;
    p->tasks = malloc(p->capacity * sizeof *p->tasks), p->results = malloc(p->capacity * sizeof *p->results);
    pthread_mutex_init(&p->lock, NULL);
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_cond_init(&p->more, NULL);
    pthread_cond_init(&p->done, &clock);
    pthread_condattr_destroy(&clock);
    p->before = cf_net_serial_blas();
    while (p->tasks && p->results && p->threads < threads && pthread_create(&p->thread[p->threads], NULL, work, p) == 0)
        p->threads++;
    if (p->threads > 0) return p;
    cf_pool_end(p);
    return NULL;
}

size_t cf_pool_room(const cf_pool *p) {
    return 2 * (size_t)p->threads - p->outstanding;
}

size_t cf_pool_outstanding(const cf_pool *p) {
    return p->outstanding;
}

void cf_pool_give(cf_pool *p, const double *parameters, size_t cell) {
    pthread_mutex_lock(&p->lock);
    task *t = &p->tasks[(p->first_task + p->n_tasks++) % p->capacity];
    t->cell = cell;
    memcpy(t->parameters, parameters, p->n_parameters * sizeof *parameters);
    p->outstanding++;
    pthread_cond_signal(&p->more);
    pthread_mutex_unlock(&p->lock);
}

int cf_pool_take(cf_computed *result, cf_pool *p, double seconds) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)(1e9 * seconds);
    until.tv_sec += until.tv_nsec / 1000000000, until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&p->lock);
    while (p->n_results == 0 && seconds > 0 && pthread_cond_timedwait(&p->done, &p->lock, &until) != ETIMEDOUT) {
    }
    int found = p->n_results > 0;
    if (found) {
        *result = p->results[p->first_result];
        p->first_result = (p->first_result + 1) % p->capacity, p->n_results--, p->outstanding--;
    }
    pthread_mutex_unlock(&p->lock);
    return found;
}

void cf_pool_cancel(cf_pool *p) {
    pthread_mutex_lock(&p->lock);
    p->outstanding -= p->n_tasks;
    p->n_tasks = 0;
    pthread_mutex_unlock(&p->lock);
}

void cf_pool_end(cf_pool *p) {
    pthread_mutex_lock(&p->lock);
    p->n_tasks = 0, p->ending = 1;
    pthread_cond_broadcast(&p->more);
    pthread_mutex_unlock(&p->lock);
    for (int i = 0; i < p->threads; i++) pthread_join(p->thread[i], NULL);
    pthread_cond_destroy(&p->more);
    pthread_cond_destroy(&p->done);
    pthread_mutex_destroy(&p->lock);
    cf_net_restore_blas(p->before);
    free(p->tasks);
    free(p->results);
    free(p);
}
