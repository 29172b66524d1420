/* tsan_sweep.c - what the sweep engine's threads do, for ThreadSanitizer (tests/tsan.sh): cells with and without a store, on one to eight
 * threads, the same bits; failing cells and stores; interruption; the pool alone, cancelled and ended with cells under way; shared data; the
 * figures' own cells. A program of its own, since Criterion and ThreadSanitizer do not go together.
 *
 *     tsan_sweep FOLDER [race|pool]      exit 0 iff all results are right; race: cells that share a counter without a lock, to be reported;
 *                                        pool: the pool alone */
#include "reports/figure.h"
#include "reports/pool.h"
#include "verify/runner.h"
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { N = 300 };

static int bad(const char *what, int jobs) {
    fprintf(stderr, "tsan_sweep: %s (%d threads)\n", what, jobs);
    return 1;
}

static cf_status quick(double *values, const double *p) {
    for (double x = values[0] = values[1] = 0; x < 50; x++) values[0] += sin(p[0] + x) / (1 + p[1]);
    return (int)p[0] % 7 == 6 ? CF_ENOCONV : CF_OK;
}
static cf_status without_memory(double *values, const double *p) {
    values[0] = p[0];
    return p[0] == N / 2 ? CF_ENOMEM : CF_OK;
}
/* The signal comes from a thread of the sweep, and is held back in all of them. */
static cf_status interrupting(double *values, const double *p) {
    values[0] = p[0];
    if (p[0] == N / 3) kill(getpid(), SIGTERM);
    return CF_OK;
}
/* Long enough for the cells of several threads to meet: between two cells a thread takes the pool's lock, which puts it after others. */
static cf_status racing(double *values, const double *p) {
    static long count;
    struct timespec nap = {0, 100000};
    values[0] = p[0];
    for (int k = 0; k < 10; k++) {
        count++;
        nanosleep(&nap, NULL);
    }
    return CF_OK;
}
static void *third(char error[512]) {
    double *x = malloc(sizeof *x);
    error[0] = 0;
    if (x) *x = 1 / 3.0;
    return x;
}
static cf_status with_third(double *values, const double *p, const void *shared) {
    values[0] = p[0] * *(const double *)shared;
    return CF_OK;
}

static const cf_experiment quick_cells = {.name = "quick", .version = 1, .parameters = "a b", .values = "x zero", .compute = quick};
static const cf_experiment one_fails = {.name = "memory", .version = 1, .parameters = "a", .values = "x", .compute = without_memory};
static const cf_experiment interrupted = {.name = "signal", .version = 1, .parameters = "a", .values = "x", .compute = interrupting};
static const cf_experiment race = {.name = "race", .version = 1, .parameters = "a", .values = "x", .compute = racing};
static const cf_experiment shares = {
    .name = "shares", .version = 1, .parameters = "a", .values = "x", .prepare = third, .compute_with = with_third, .release = free};

/* N cells: 0, 1, ..., with a second parameter where there is one. */
static cf_sweep_end sweep(double *values, const cf_experiment *e, const char *store, int jobs, size_t *computed) {
    double cells[2 * N];
    char error[512];
    size_t parameters = cf_experiment_parameters(e);
    for (int i = 0; i < N; i++)
        for (size_t k = 0; k < parameters; k++) cells[(size_t)i * parameters + k] = k ? 0.25 : i;
    cf_sweep_options o = {.store = store, .jobs = jobs, .computed = computed};
    return cf_sweep_run(values, e, cells, N, &o, error);
}

static int same_bits(int jobs) {
    double alone[2 * N], values[2 * N];
    size_t computed;
    char store[32];
    snprintf(store, sizeof store, "quick%d.sqlite", jobs);
    int wrong = sweep(alone, &quick_cells, NULL, 1, NULL) != CF_SWEEP_DONE;
    wrong |= sweep(values, &quick_cells, NULL, jobs, NULL) != CF_SWEEP_DONE || memcmp(values, alone, sizeof alone) != 0;
    wrong |= sweep(values, &quick_cells, store, jobs, &computed) != CF_SWEEP_DONE || computed != N;
    wrong |= memcmp(values, alone, sizeof alone) != 0;
    wrong |= sweep(values, &quick_cells, store, jobs, &computed) != CF_SWEEP_DONE || computed != 0;
    wrong |= memcmp(values, alone, sizeof alone) != 0;
    return wrong ? bad("cells, stored and resumed", jobs) : 0;
}

static int failures(int jobs) {
    double values[N];
    size_t computed;
    int wrong = sweep(values, &one_fails, NULL, jobs, NULL) != CF_SWEEP_FAILED;
    wrong |= sweep(values, &one_fails, "memory.sqlite", jobs, &computed) != CF_SWEEP_FAILED;
    wrong |= sweep(values, &one_fails, "no/such/folder/s.sqlite", jobs, NULL) != CF_SWEEP_FAILED;
    return wrong ? bad("failures", jobs) : 0;
}

/* Takes the signal, so that the program goes on. */
static int interruption(int jobs) {
    double values[N];
    char store[32];
    size_t computed = 0;
    sigset_t term;
    snprintf(store, sizeof store, "signal%d.sqlite", jobs);
    cf_runner_signals *signals = cf_runner_hold();
    int wrong = sweep(values, &interrupted, store, jobs, &computed) != CF_SWEEP_INTERRUPTED || computed == 0 || computed == N;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    wrong |= sigtimedwait(&term, NULL, &(struct timespec){.tv_sec = 1}) != SIGTERM;
    cf_runner_release(signals);
    return wrong ? bad("interruption", jobs) : 0;
}

/* Twelve rounds: a pool filled, half of its results taken, then cancelled, or ended with the rest under way. */
static int pool_alone(int jobs) {
    for (int round = 0; round < 12; round++) {
        cf_computed r;
        size_t given = 0, taken = 0;
        cf_pool *pool = cf_pool_start(&quick_cells, NULL, jobs);
        if (!pool) return bad("no pool", jobs);
        while (given < 40) {
            for (; cf_pool_room(pool) > 0; given++) cf_pool_give(pool, (double[]){(double)given, 0.5}, given);
            taken += (size_t)cf_pool_take(&r, pool, round % 3 ? 1e-3 : 0);
        }
        if (round % 2) cf_pool_cancel(pool);
        while (round % 4 == 1 && cf_pool_outstanding(pool) > 0) taken += (size_t)cf_pool_take(&r, pool, 1);
        if (taken > given || (round % 4 == 1 && cf_pool_outstanding(pool) > 0)) return bad("results of a pool", jobs);
        cf_pool_end(pool);
    }
    return 0;
}

static int shared_data(int jobs) {
    double values[N];
    int wrong = sweep(values, &shares, NULL, jobs, NULL) != CF_SWEEP_DONE;
    for (int i = 0; i < N; i++) wrong |= values[i] != i / 3.0 && values[i] != i * (1 / 3.0);
    return wrong ? bad("shared data", jobs) : 0;
}

/* The small grid of a figure by threads and by one. */
static int figure(const cf_figure *f, int jobs) {
    const cf_experiment *e = f->experiment;
    size_t n = f->grid(NULL, CF_SIZE_CLAIM), parameters = cf_experiment_parameters(e), m = n * cf_experiment_values(e);
    double *cells = malloc(n * parameters * sizeof *cells), *values = malloc(2 * m * sizeof *values);
    char error[512];
    if (!cells || !values) abort();
    f->grid(cells, CF_SIZE_CLAIM);
    cf_sweep_options alone = {.jobs = 1}, many = {.jobs = jobs, .store = "figures.sqlite"};
    int wrong = cf_sweep_run(values, e, cells, n, &alone, error) != CF_SWEEP_DONE;
    wrong |= cf_sweep_run(values + m, e, cells, n, &many, error) != CF_SWEEP_DONE || memcmp(values, values + m, m * sizeof *values) != 0;
    free(cells);
    free(values);
    fprintf(stderr, "%s: %zu cells\n", f->name, n);
    return wrong ? bad(f->name, jobs) : 0;
}

int main(int argc, char **argv) {
    double values[N];
    if (argc < 2 || chdir(argv[1]) != 0) return 2;
    if (argc > 2 && strcmp(argv[2], "pool") == 0) return pool_alone(4);
    if (argc > 2) return sweep(values, &race, NULL, 4, NULL) != CF_SWEEP_DONE;
    int wrong = 0;
    for (int jobs = 1; jobs <= 8; jobs *= 2)
        wrong |= same_bits(jobs) | failures(jobs) | interruption(jobs) | pool_alone(jobs) | shared_data(jobs);
    for (size_t i = 0; cf_figures[i]; i++) wrong |= figure(cf_figures[i], 4);
    puts(wrong ? "tsan_sweep: wrong" : "tsan_sweep: all results are right");
    return wrong;
}
