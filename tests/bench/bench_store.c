/* bench_store.c - the store at its size: a million cells with 4 parameters and 4 values. Writing them, a transaction
 * each (by the processor's clock and by the wall's), taking all of them up again as a resumed sweep does, and the
 * file's size. */
#include "reports/store.h"
#include "verify/run.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CELLS = 1000000, PARAMETERS = 4, VALUES = 4 };

static void say(const char *bench, double value, const char *unit) {
    printf("{\"bench\":\"%s\",\"peer\":\"certiflow\",\"value\":%.6g,\"unit\":\"%s\"}\n", bench, value, unit);
}

static void must(cf_store_status status, const char *error) {
    if (status == CF_STORE_OK) return;
    fprintf(stderr, "bench_store: %s\n", error);
    exit(1);
}

/* A grid of 100 x 100 x 100 with a seed: the order is that of nested loops. */
static void cell(double *p, size_t i) {
    p[0] = -0.1 * (double)(i / 10000), p[1] = 1 + (double)(i / 100 % 100), p[2] = 2 + 0.5 * (double)(i % 100),
    p[3] = (double)(i * 2654435761u % 1000003);
}

static double put_all(const char *path, const cf_store_set *set, double *wall) {
    char error[512];
    cf_store *s;
    double p[PARAMETERS], v[VALUES], start = cf_cpu_clock();
    *wall = cf_clock();
    must(cf_store_open(&s, path, CF_STORE_WRITE, error), error);
    must(cf_store_choose(s, set, error), error);
    for (size_t i = 0; i < CELLS; i++) {
        cell(p, i);
        for (size_t k = 0; k < VALUES; k++) v[k] = p[2] / (double)(k + 3) + p[3];
        must(cf_store_put(s, p, CF_OK, v, error), error);
    }
    cf_store_close(s);
    *wall = cf_clock() - *wall;
    return cf_cpu_clock() - start;
}

static cf_status never(double *values, const double *p) {
    (void)values, (void)p;
    abort();
}

/* A sweep of all the cells, none of which may be computed: what a resumed run does before its first new cell. */
static double resume(const char *path, const cf_store_set *set) {
    char error[512];
    cf_experiment e = {.name = set->experiment, .version = set->version, .parameters = set->parameters, .values = set->values, .compute = never};
    double *cells = malloc((size_t)CELLS * PARAMETERS * sizeof *cells),
           *values = malloc((size_t)CELLS * VALUES * sizeof *values);
    if (!cells || !values) abort();
    for (size_t i = 0; i < CELLS; i++) cell(cells + i * PARAMETERS, i);
    size_t computed;
    cf_sweep_options o = {.store = path, .jobs = 1, .computed = &computed};
    double start = cf_cpu_clock();
    if (cf_sweep_run(values, &e, cells, CELLS, &o, error) != CF_SWEEP_DONE || computed) {
        fprintf(stderr, "bench_store: %s\n", error);
        exit(1);
    }
    start = cf_cpu_clock() - start;
    free(cells), free(values);
    return start;
}

int main(void) {
    const char *temporary = getenv("TMPDIR");
    char folder[4000], path[4096], code[200];
    snprintf(folder, sizeof folder, "%s/certiflow_bench_XXXXXX", temporary ? temporary : "/tmp");
    if (!mkdtemp(folder)) return 1;
    snprintf(path, sizeof path, "%s/cells.sqlite", folder);
    cf_code_version(code, sizeof code);
    const cf_store_set set = {"bench", 1, code, "a b c d", "w x y z"};
    struct stat st;
    double wall, cpu = put_all(path, &set, &wall);
    if (stat(path, &st) != 0) return 1;
    say("store, a cell written (processor)", 1e6 * cpu / CELLS, "us");
    say("store, a cell written (clock)", 1e6 * wall / CELLS, "us");
    say("store, 1e6 cells on the disk", (double)st.st_size / (1 << 20), "MiB");
    say("store, resuming 1e6 cells (processor)", resume(path, &set), "s");
    unlink(path);
    rmdir(folder);
    return 0;
}
