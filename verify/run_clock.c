/* run_clock.c - the clocks that a run is held against, and the hash that is the seed of a claim. */
#include "verify/run.h"
#include <math.h>
#include <string.h>
#include <time.h>

static double clock_of(clockid_t id) {
    struct timespec t;
    clock_gettime(id, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}
double cf_clock(void) {
    return clock_of(CLOCK_MONOTONIC);
}
double cf_since(double start) {
    return fmax(0, cf_clock() - start);
}
double cf_cpu_clock(void) {
    return clock_of(CLOCK_PROCESS_CPUTIME_ID);
}

uint64_t cf_fnv1a(uint64_t hash, const void *bytes, size_t n) {
    for (const unsigned char *b = bytes; n > 0; n--) hash = (hash ^ *b++) * 1099511628211u;
    return hash;
}
uint64_t cf_seed_of(const char *id) {
    return cf_fnv1a(CF_FNV1A, id, strlen(id));
}
