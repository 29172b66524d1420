/* slow_clock.c - a library to be loaded first: clocks of time passed and of the processor run $SLOW_CLOCK times as slow, and limits in seconds
 * are as much longer, those of Criterion among them. Under valgrind a program does in a second what it does elsewhere in a hundredth of one: its budgets and the limits after
 * which it is ended mean the same work then. The time of day is left alone. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { BILLION = 1000000000 };

static long slowness(void) {
    const char *s = getenv("SLOW_CLOCK");
    const long n = s ? atol(s) : 1;
    return n > 0 ? n : 1;
}

int clock_gettime(clockid_t id, struct timespec *t) {
    if (syscall(SYS_clock_gettime, id, t) != 0) return -1;
    if (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE) return 0;
    const long n = slowness();
    t->tv_nsec = (t->tv_sec % n * BILLION + t->tv_nsec) / n;
    t->tv_sec /= n;
    return 0;
}

clock_t clock(void) {
    struct timespec t;
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) != 0) return (clock_t)-1;
    return t.tv_sec * CLOCKS_PER_SEC + t.tv_nsec / (BILLION / CLOCKS_PER_SEC);
}

/* As long as the caller meant by the slow clock, or, where the deadline is a time of day (its seconds are more than a machine runs), as many
 * times as long as it is away. */
int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *lock, const struct timespec *until) {
    static int (*original)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
    if (!original) *(void **)&original = dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
    if (!original) return ENOSYS;
    struct timespec now = {0};
    if (until->tv_sec >= BILLION) clock_gettime(CLOCK_REALTIME, &now);
    const long n = slowness(), part = (until->tv_nsec - now.tv_nsec) * n, over = part < 0 ? 1 + -part / BILLION : 0;
    const long nanoseconds = now.tv_nsec + part + over * BILLION;
    return original(condition, lock, &(struct timespec){now.tv_sec + (until->tv_sec - now.tv_sec) * n - over + nanoseconds / BILLION, nanoseconds % BILLION});
}

int setrlimit(__rlimit_resource_t resource, const struct rlimit *limit) {
    struct rlimit longer = *limit;
    const rlim_t n = resource == RLIMIT_CPU ? (rlim_t)slowness() : 1;
    if (longer.rlim_cur < RLIM_INFINITY / n) longer.rlim_cur *= n;
    if (longer.rlim_max < RLIM_INFINITY / n) longer.rlim_max *= n;
    return (int)syscall(SYS_prlimit64, 0, resource, &longer, NULL);
}
