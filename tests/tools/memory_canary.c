/* memory_canary.c - mistakes that `make asan` and `make valgrind` have to report, or neither is believed:
 *
 *     memory_canary leak|child|write|undefined|uninitialised
 *
 * a leak; a leak in a check that the runner has forked; a write past the end of a block in such a check; a signed overflow; a condition on
 * memory that nobody has written. The process that forks has a second thread, as Criterion's have. */
#include "verify/runner.h"
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *volatile last;

__attribute__((noinline)) static void leak(void) {
    last = malloc(100);
    last = NULL;
}
static void check_leak(cf_run *run) {
    cf_fact(run, "holds", cf_run_canary(run) ? CF_FALSE : CF_TRUE);
    leak();
}
static void check_write(cf_run *run) {
    volatile char *volatile block = malloc(10); /* volatile: no compiler knows its size, and the report is AddressSanitizer's */
    cf_fact(run, "holds", cf_run_canary(run) ? CF_FALSE : CF_TRUE);
    if (block) block[10] = 1;
    free((void *)block);
}

/* Forked while the thread starts, a child may find the sanitizer's locks taken for ever. */
static void *idle(void *started) {
    pthread_barrier_wait(started);
    for (;;) pause();
    return NULL;
}
static int in_a_check(void (*check)(cf_run *)) {
    const cf_claim claim = {.id = "canary", .section = "B", .items = "(28)", .title = "a claim", .statement = "it holds", .uses = "", .proof_uses = "",
                            .canary = "it does not", .method = CF_M_INSTANCES, .budget = 20, .check = check};
    const cf_claim *list[] = {&claim};
    cf_result result;
    pthread_t other;
    pthread_barrier_t started;
    pthread_barrier_init(&started, NULL, 2);
    if (pthread_create(&other, NULL, idle, &started) != 0) return 0;
    pthread_barrier_wait(&started);
    const cf_runner_options o = {.claims = list, .n = 1, .jobs = 1};
    cf_runner_signals *signals = cf_runner_hold();
    cf_runner_run(&result, &o, signals);
    cf_runner_release(signals);
    const int finished = result.end == CF_END_FINISHED;
    cf_result_clear(&result);
    pthread_cancel(other);
    pthread_join(other, NULL);
    pthread_barrier_destroy(&started);
    return finished;
}

int main(int argc, char **argv) {
    const char *what = argc == 2 ? argv[1] : "";
    volatile int sum = INT_MAX;
    if (strcmp(what, "leak") == 0) {
        leak();
    } else if (strcmp(what, "child") == 0) {
        in_a_check(check_leak);
    } else if (strcmp(what, "write") == 0) {
        in_a_check(check_write);
    } else if (strcmp(what, "undefined") == 0) {
        sum = sum + argc;
    } else if (strcmp(what, "uninitialised") == 0) {
        int *volatile block = malloc(sizeof *block);
        if (block && *block == 7) puts("seven");
        free(block);
    } else {
        return 2;
    }
    flint_cleanup();
    return 0;
}
