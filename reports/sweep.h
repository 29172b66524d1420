/* sweep.h - an experiment is a grid of independent cells. A cell is a few parameters (log alpha, N, D, k, step, seed);
 * what it computes is a few doubles that depend on the parameters, the code and the BLAS kernel alone, so that cells
 * may be computed in any order, by any number of threads or processes, and kept. */
#ifndef CF_SWEEP_H
#define CF_SWEEP_H

#include "core/certiflow.h"
#include <stddef.h>
#include <stdio.h>

enum { CF_SWEEP_PARAMETERS = 8, CF_SWEEP_VALUES = 64 };

typedef struct {
    const char *name;       /* as of a figure: fig1a; several figures may share an experiment */
    int version;            /* raised by hand when compute changes its results */
    const char *parameters; /* their names, separated by spaces, at most CF_SWEEP_PARAMETERS */
    const char *values;     /* likewise, at most CF_SWEEP_VALUES; NaN where a value does not exist */
    /* One cell. Thread-safe, the same bits whatever else runs. CF_OK; CF_ENOMEM stops the sweep; any other status
     * stands in the store with the cell as its result (the values are NaN then). */
    cf_status (*compute)(double *values, const double *parameters);
    /* Instead of compute, where cells share data that are costly to read: prepare makes them once a sweep (NULL: they are not there,
     * and error, 512 bytes, says why), compute_with only reads them, release frees them. */
    void *(*prepare)(char error[512]);
    cf_status (*compute_with)(double *values, const double *parameters, const void *shared);
    void (*release)(void *shared);
} cf_experiment;

size_t cf_experiment_parameters(const cf_experiment *e); /* how many names */
size_t cf_experiment_values(const cf_experiment *e);

typedef struct {
    const char *store; /* the SQLite file; NULL: nothing is kept */
    int jobs;          /* threads, at least 1 */
    FILE *progress;    /* a terminal, or NULL */
    size_t *computed;  /* receives how many cells the store did not have; NULL: not asked for */
} cf_sweep_options;

typedef enum {
    CF_SWEEP_DONE = 0,
    CF_SWEEP_INTERRUPTED, /* by a signal, which stays pending: what was computed is in the store */
    CF_SWEEP_FAILED,      /* error says why: store, memory, thread */
    CF_SWEEP_REFUSED,     /* the store is none that can be accepted: error says why */
    CF_SWEEP_WORKER,      /* this process is an MPI rank other than 0: it has computed, and has no results */
} cf_sweep_end;

/* What the doubles of a cell depend on besides its experiment's version: the program's version, a hash of its sources
 * and of how they were compiled, the BLAS and its kernel. */
void cf_code_version(char *text, size_t size);

/* values (cells x n_values, row-major) of the n cells given by their parameters (cells x n_parameters). A cell that the
 * store has from the same code is not computed again; a cell named twice is computed once. Signals (SIGINT, SIGTERM,
 * SIGHUP) interrupt where the caller holds them back, see cf_runner_hold. Started by MPI, every rank calls it with the
 * same cells. */
cf_sweep_end cf_sweep_run(double *values, const cf_experiment *e, const double *cells, size_t n,
                          const cf_sweep_options *options, char error[512]);

#endif
