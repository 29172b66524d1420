/* clock_jump.c - LD_PRELOAD: a clock that jumps. $CLOCK_JUMP: seconds added from the $CLOCK_AT-th reading on, or "stop": it
 * stands still from there; $CLOCK: real, monotonic or both. Clocks of CPU time are left alone. */
#define _GNU_SOURCE
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static _Atomic long readings;
static struct timespec stood[2];
static _Atomic int stands[2];

int clock_gettime(clockid_t id, struct timespec *t) {
    int failed = (int)syscall(SYS_clock_gettime, id, t);
    const char *which = getenv("CLOCK"), *jump = getenv("CLOCK_JUMP"), *at = getenv("CLOCK_AT");
    int real = id == CLOCK_REALTIME, monotonic = id == CLOCK_MONOTONIC || id == CLOCK_MONOTONIC_RAW;
    if (failed || !which || !jump || !at || !(real || monotonic)) return failed;
    if ((real && strcmp(which, "monotonic") == 0) || (monotonic && strcmp(which, "real") == 0)) return 0;
    if (++readings < atol(at)) return 0;
    if (strcmp(jump, "stop") != 0) {
        t->tv_sec += atol(jump);
        if (t->tv_sec < 0) t->tv_sec = 0;
    } else if (atomic_exchange(&stands[monotonic], 1)) {
        *t = stood[monotonic];
    } else {
        stood[monotonic] = *t;
    }
    return 0;
}

time_t time(time_t *out) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    if (out) *out = t.tv_sec;
    return t.tv_sec;
}
