/* sweep_ranks.c - a sweep for tests/mpi.sh: CELLS cells of about 10 ms of one processor's time each, kept in STORE.
 *
 *     mpirun -n N sweep_ranks STORE CELLS        prints "seconds computed" of rank 0 */
#include "reports/ranks.h"
#include "verify/run.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Work of a fixed size, so that its values do not depend on the clock. */
static cf_status compute(double *values, const double *p) {
    double x = p[0];
    for (long i = 0; i < 800000; i++) x = sin(x + p[1]);
    values[0] = x, values[1] = p[0] * p[1];
    return (long)p[0] % 11 == 10 ? CF_ENOCONV : CF_OK;
}

int main(int argc, char **argv) {
    static const cf_experiment e = {.name = "ranks", .version = 1, .parameters = "a b", .values = "x y", .compute = compute};
    char error[512];
    size_t n = argc == 3 ? strtoul(argv[2], NULL, 10) : 0, computed;
    if (n == 0 || cf_ranks_start() != 0) return 2;
    double *cells = malloc(2 * n * sizeof *cells), *values = malloc(2 * n * sizeof *values), start = cf_clock();
    if (!cells || !values) return 4;
    for (size_t i = 0; i < n; i++) cells[2 * i] = (double)(n - i), cells[2 * i + 1] = 0.5;
    cf_sweep_options o = {.store = argv[1], .jobs = 1, .computed = &computed};
    cf_sweep_end end = cf_sweep_run(values, &e, cells, n, &o, error);
    if (cf_ranks_rank() == 0) {
        if (end == CF_SWEEP_DONE)
            printf("%.3f %zu\n", cf_clock() - start, computed);
        else
            fprintf(stderr, "sweep_ranks: %s\n", error);
    }
    cf_ranks_stop();
    free(cells), free(values);
    return end == CF_SWEEP_DONE || end == CF_SWEEP_WORKER ? 0 : 1;
}
