/* runner.h - runs the checks of many claims in parallel, each claim in a process of its own. */
#ifndef CF_RUNNER_H
#define CF_RUNNER_H

#include "verify/run.h"
#include <stdio.h>

typedef enum {
    CF_END_NOT_RUN,   /* the run was interrupted before it */
    CF_END_FINISHED,  /* check and canary came back */
    CF_END_TIMEOUT,   /* the process did not stop at its budget and was ended */
    CF_END_CRASHED,   /* the process died, or what it sent is not what it should be */
    CF_END_STARVED,   /* the process ended with exit code 4: no memory, or the pipe failed */
    CF_END_UNSTARTED, /* the system gave no process or no pipe */
} cf_process_end;

typedef struct {
    cf_process_end end;
    int signal;             /* CF_END_CRASHED: the signal, or 0 */
    double seconds;         /* check and canary, by the clock */
    long peak_kib;          /* the most memory that the process held at once (resident) */
    json_t *check, *canary; /* cf_run_json; NULL unless CF_END_FINISHED */
} cf_result;

typedef struct {
    const cf_claim *const *claims;
    size_t n;
    cf_tier tier;
    int jobs;       /* processes at once, at least 1 */
    FILE *progress; /* a terminal, or NULL */
} cf_runner_options;

/* Fills the n results, in the order of the claims. Returns 0, or the signal (SIGINT, SIGTERM, SIGHUP) that
 * ended the run early; it stays pending until the caller has written what there is and calls
 * cf_runner_release, which then does not return. Budgets are CPU seconds of the child; by the clock three
 * times as much, and at CF_GRACE seconds past that the child is told to end (SIGTERM), 2 s later killed. */
#define CF_GRACE 2.0
/* The address space of a child, in bytes: a check that runs away dies of it rather than the machine. Not set
 * under AddressSanitizer and its like, whose shadow alone is larger. */
#define CF_CHILD_SPACE ((unsigned long)4 << 30)
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define CF_SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CF_SANITIZED 1
#endif
typedef struct cf_runner_signals cf_runner_signals;
cf_runner_signals *cf_runner_hold(void); /* holds the signals back; before cf_runner_run */
void cf_runner_release(cf_runner_signals *signals);
int cf_runner_pending(void); /* the held signal that has come, or 0; what is ignored is not held and never comes */
int cf_runner_run(cf_result *results, const cf_runner_options *options, const cf_runner_signals *signals);
void cf_result_clear(cf_result *result);

#endif
