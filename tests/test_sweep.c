/* test_sweep.c - sweeps: the same values whatever the threads, a store that survives SIGKILL, versions kept apart, ends
 * that are said. */
#include "reports/sweep.h"
#include "reports/cells.h"
#include "reports/store.h"
#include "support.h"
#include "verify/runner.h"
#include "tests/slower.h"
#include <criterion/criterion.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

TestSuite(sweep, .init = enter, .fini = leave, .timeout = 120 * SLOWER);

/* About 6 ms a cell; every seventh does not converge. */
static cf_status slow(double *values, const double *p) {
    double x = p[0];
    struct timespec nap = {0, 6000000};
    nanosleep(&nap, NULL);
    for (int i = 0; i < 1000; i++) x = sin(x + p[1]);
    values[0] = x, values[1] = x / 3;
    return (int)p[0] % 7 == 6 ? CF_ENOCONV : CF_OK;
}
static cf_status quick(double *values, const double *p) {
    for (double x = values[0] = values[1] = 0; x < 200; x++) values[0] += sin(p[0] + x) / (1 + p[1]);
    return (int)p[0] % 7 == 6 ? CF_ENOCONV : CF_OK;
}
static cf_status other(double *values, const double *p) {
    values[0] = -1, values[1] = p[0];
    return CF_OK;
}
static cf_status without_memory(double *values, const double *p) {
    values[0] = p[0];
    return p[0] == 5 ? CF_ENOMEM : CF_OK;
}

/* The same, and a byte at the end of the file "log" for each cell that has been computed. */
static cf_status logged(double *values, const double *p) {
    cf_status status = slow(values, p);
    int fd = open("log", O_WRONLY | O_CREAT | O_APPEND, 0666);
    if (fd < 0 || write(fd, "x", 1) != 1 || close(fd) != 0) abort();
    return status;
}

static const cf_experiment logged_cells = {.name = "logged", .version = 1, .parameters = "a b", .values = "x third", .compute = logged};
static const cf_experiment slow_cells = {.name = "slow", .version = 1, .parameters = "a b", .values = "x third", .compute = slow};
static const cf_experiment quick_cells = {.name = "quick", .version = 1, .parameters = "a b", .values = "x zero", .compute = quick};

enum { N = 150 };

/* N cells, of which the last ten repeat the first. */
static double *grid(void) {
    double *cells = malloc(2 * N * sizeof *cells);
    for (int i = 0; i < N; i++) cells[2 * i] = i < N - 10 ? i - 40 : i - (N - 10) - 40, cells[2 * i + 1] = 0.25;
    return cells;
}

/* No assertion here: the processes that are killed call it too, and an assertion speaks to the test's runner, which does not know them. */
static cf_sweep_end sweep(double *values, const cf_experiment *e, const char *store, int jobs, size_t *computed) {
    char error[512] = "";
    double *cells = grid();
    cf_sweep_options o = {.store = store, .jobs = jobs, .computed = computed};
    cf_sweep_end end = cf_sweep_run(values, e, cells, N, &o, error);
    free(cells);
    return end;
}

Test(sweep, threads_and_duplicates) {
    double alone[2 * N], values[2 * N];
    size_t computed;
    cr_assert(sweep(alone, &quick_cells, NULL, 1, &computed) == CF_SWEEP_DONE);
    cr_expect(computed == N - 10, "%zu", computed);
    for (int jobs = 1; jobs <= 4; jobs *= 2) {
        char store[32];
        snprintf(store, sizeof store, "%d.sqlite", jobs);
        cr_assert(sweep(values, &quick_cells, store, jobs, &computed) == CF_SWEEP_DONE);
        cr_expect(memcmp(values, alone, sizeof values) == 0, "%d threads", jobs);
        cr_expect(computed == N - 10);
        memset(values, 0, sizeof values);
        cr_assert(sweep(values, &quick_cells, store, jobs, &computed) == CF_SWEEP_DONE);
        cr_expect(memcmp(values, alone, sizeof values) == 0 && computed == 0, "%d threads, resumed", jobs);
    }
    for (int i = 0; i < N; i++) {
        int a = i < N - 10 ? i - 40 : i - (N - 10) - 40;
        cr_expect(isnan(alone[2 * i]) == (a % 7 == 6), "the status of %d is a result too", a);
    }
    cr_expect(memcmp(alone, alone + 2 * (N - 10), 20 * sizeof *alone) == 0, "a cell named twice has the same values");
}

Test(sweep, versions_are_kept_apart) {
    double first[2 * N], second[2 * N], again[2 * N];
    size_t computed;
    cf_experiment newer = {.name = "quick", .version = 2, .parameters = "a b", .values = "x zero", .compute = other};
    cr_assert(sweep(first, &quick_cells, "s", 2, &computed) == CF_SWEEP_DONE);
    cr_assert(sweep(second, &newer, "s", 2, &computed) == CF_SWEEP_DONE);
    cr_expect(computed == N - 10, "another version is computed");
    cr_expect(second[0] == -1 && second[1] == -40);
    cr_assert(sweep(again, &quick_cells, "s", 2, &computed) == CF_SWEEP_DONE);
    cr_expect(computed == 0 && memcmp(first, again, sizeof first) == 0, "the first version is still there");
    outcome o = run("export s --list");
    cr_expect(o.code == 0 && strstr(o.out, "1  quick            version 1, 140 cells, certiflow ") &&
                  strstr(o.out, "2  quick            version 2, 140 cells, certiflow "),
              "%s%s", o.out, o.err);
}

Test(sweep, only_what_is_missing) {
    double cells[8] = {1, 0, 2, 0, 3, 0, -0.0, 0}, values[8];
    char error[512];
    size_t computed;
    cf_sweep_options o = {.store = "s", .jobs = 2, .computed = &computed};
    cr_assert(cf_sweep_run(values, &quick_cells, cells, 2, &o, error) == CF_SWEEP_DONE && computed == 2);
    cr_assert(cf_sweep_run(values, &quick_cells, cells, 4, &o, error) == CF_SWEEP_DONE && computed == 2);
    cells[6] = 0; /* not the bits of -0 */
    cr_assert(cf_sweep_run(values, &quick_cells, cells, 4, &o, error) == CF_SWEEP_DONE && computed == 1);
    cr_assert(cf_sweep_run(values, &quick_cells, cells, 0, &o, error) == CF_SWEEP_DONE && computed == 0);
}

Test(sweep, memory_stops_it) {
    cf_experiment e = {.name = "memory", .version = 1, .parameters = "a", .values = "x", .compute = without_memory};
    double cells[20], values[20];
    char error[512];
    for (int i = 0; i < 20; i++) cells[i] = i;
    cf_sweep_options o = {.jobs = 1}, kept = {.store = "s", .jobs = 2};
    cr_expect(cf_sweep_run(values, &e, cells, 20, &o, error) == CF_SWEEP_FAILED && strcmp(error, "out of memory") == 0);
    cr_expect(cf_sweep_run(values, &e, cells, 20, &kept, error) == CF_SWEEP_FAILED &&
              strcmp(error, "out of memory") == 0);
    size_t computed;
    kept.computed = &computed;
    cr_expect(cf_sweep_run(values, &e, cells, 5, &kept, error) == CF_SWEEP_DONE && computed == 0,
              "the cells before it are kept");
}

Test(sweep, cells_are_found_by_their_bits) {
    enum { MANY = 20000 };
    double *x = malloc(2 * MANY * sizeof *x), none[2] = {0.5, 0.5};
    size_t *first = malloc(MANY * sizeof *first);
    for (int i = 0; i < MANY; i++) x[2 * i] = i % 100, x[2 * i + 1] = -(double)(i / 200);
    cf_cells t;
    cr_assert(cf_cells_init(&t, first, x, MANY, 2) == 0);
    for (size_t i = 0; i < MANY; i++) {
        cr_assert(first[i] == i / 200 * 200 + i % 100);
        cr_assert(cf_cells_find(&t, x + 2 * i) == first[i]);
    }
    cr_expect(cf_cells_find(&t, none) == MANY);
    cf_cells_clear(&t);
    free(x), free(first);
}

/* --------------------------------------------------------------------------------------------------- ends */

static void nap(long ms) { /* milliseconds */
    struct timespec t = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&t, NULL);
}

static pid_t start(const cf_experiment *e, const char *store, int hold) {
    pid_t pid = fork();
    if (pid) return pid;
    signal(SIGINT, SIG_DFL); /* a shell's background jobs ignore it, and what is ignored stays so */
    double values[2 * N];
    cf_runner_signals *signals = hold ? cf_runner_hold() : NULL;
    cf_sweep_end end = sweep(values, e, store, 2, NULL);
    if (hold && end == CF_SWEEP_INTERRUPTED) cf_runner_release(signals);
    _exit(end == CF_SWEEP_DONE ? 0 : 9);
}

/* How many cells have been computed so far. */
static long logged_so_far(void) {
    struct stat log;
    return stat("log", &log) == 0 ? (long)log.st_size : 0;
}

/* Waits until n cells have been computed, 20 s at most. */
static void wait_for_cells(long n) {
    for (int k = 0; k < 20000 && logged_so_far() < n; k++) nap(1);
}

/* A sweep killed ten times, twice while it begins and then after some cells and a while, and then left to end: the
 * store is that of one left in peace. */
Test(sweep, survives_kill) {
    double undisturbed[2 * N], values[2 * N];
    size_t computed;
    cr_assert(sweep(undisturbed, &slow_cells, NULL, 2, &computed) == CF_SWEEP_DONE);
    srand(7);
    for (int k = 0; k < 10; k++) {
        int status;
        long before = logged_so_far();
        pid_t pid = start(&logged_cells, "killed", 0);
        if (k >= 2) wait_for_cells(before + 1 + rand() % 12);
        nap(rand() % 5);
        kill(pid, SIGKILL);
        cr_assert(waitpid(pid, &status, 0) == pid);
    }
    cr_assert(sweep(values, &logged_cells, "killed", 2, &computed) == CF_SWEEP_DONE);
    cr_expect(computed < N - 10, "nothing was kept");
    cr_expect(memcmp(values, undisturbed, sizeof values) == 0);
    cr_assert(sweep(values, &logged_cells, "whole", 1, &computed) == CF_SWEEP_DONE);
    char one[65536];
    snprintf(one, sizeof one, "%s", run("export killed").out);
    cr_expect_str_eq(run("export whole").out, one);
    cr_expect(strlen(one) > 140 * 10);
}

/* What was computed before a SIGKILL is in the store, but for what was in flight: two threads, two cells each. */
Test(sweep, kill_loses_only_what_is_in_flight) {
    double values[2 * N];
    size_t computed;
    int status;
    pid_t pid = start(&logged_cells, "s", 0);
    wait_for_cells(60);
    kill(pid, SIGKILL);
    cr_assert(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status), "it ended by itself");
    long done = logged_so_far();
    cr_assert(sweep(values, &logged_cells, "s", 2, &computed) == CF_SWEEP_DONE);
    long kept = N - 10 - (long)computed;
    cr_expect(kept >= done - 4 && kept <= done, "%ld kept of %ld", kept, done);
}

Test(sweep, signals_end_it_in_order) {
    int kinds[] = {SIGINT, SIGTERM, SIGHUP};
    double values[2 * N];
    size_t computed;
    for (int k = 0; k < 3; k++) {
        int status;
        char store[16];
        snprintf(store, sizeof store, "s%d", k);
        long before = logged_so_far();
        pid_t pid = start(&logged_cells, store, 1);
        wait_for_cells(before + 20);
        kill(pid, kinds[k]);
        cr_assert(waitpid(pid, &status, 0) == pid);
        cr_expect(WIFSIGNALED(status) && WTERMSIG(status) == kinds[k], "it dies of its signal: %d", status);
        char log[32];
        snprintf(log, sizeof log, "%s-wal", store);
        cr_expect(access(log, F_OK) != 0, "the store is closed in order");
        cr_assert(sweep(values, &logged_cells, store, 2, &computed) == CF_SWEEP_DONE);
        cr_expect(computed > 0 && computed < N - 10, "%zu left", computed);
    }
}

/* Cells that share data: made once, for what is missing alone, and given back; without them nothing is computed. */
static void *shared_prepare(char error[512]) {
    double *third = malloc(sizeof *third);
    FILE *f = fopen("prepared", "a");
    (void)error;
    if (f) fputs("x", f), fclose(f);
    if (third) *third = 1 / 3.0;
    return third;
}
static void *nothing_to_share(char error[512]) {
    snprintf(error, 512, "/data/missing: no such file");
    return NULL;
}
static cf_status with_shared(double *values, const double *p, const void *shared) {
    values[0] = p[0] * *(const double *)shared;
    return CF_OK;
}

Test(sweep, cells_share_what_is_prepared_once) {
    const cf_experiment e = {.name = "shared", .version = 1, .parameters = "a", .values = "x", .prepare = shared_prepare, .compute_with = with_shared,
                             .release = free};
    cf_experiment missing = e;
    double cells[20], values[20];
    char error[512] = "";
    for (int i = 0; i < 20; i++) cells[i] = i;
    for (int run = 0; run < 2; run++) { /* the second finds all in the store */
        const cf_sweep_options o = {.store = "s", .jobs = 2};
        cr_assert(cf_sweep_run(values, &e, cells, 20, &o, error) == CF_SWEEP_DONE, "%s", error);
        for (int i = 0; i < 20; i++) cr_expect(values[i] == i * (1 / 3.0));
    }
    FILE *f = fopen("prepared", "r");
    cr_assert(f && fgetc(f) == 'x' && fgetc(f) == EOF);
    fclose(f);
    missing.prepare = nothing_to_share, missing.version = 2;
    for (int jobs = 1; jobs <= 2; jobs++)
        cr_expect(cf_sweep_run(values, &missing, cells, 20, &(cf_sweep_options){.jobs = jobs}, error) == CF_SWEEP_FAILED &&
                  strstr(error, "/data/missing"));
}
