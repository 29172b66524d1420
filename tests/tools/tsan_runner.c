/* tsan_runner.c - the runner for ThreadSanitizer (tests/tsan.sh): many short claims, four at once, among them ones that crash, hang and
 * disagree; a run that a thread of the program interrupts.
 *
 *     tsan_runner FOLDER      exit 0 iff all results are right */
#include "verify/assemble.h"
#include "verify/runner.h"
#include "verify/verdict.h"
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CLAIMS = 120, JOBS = 4 };

static void check_good(cf_run *run) {
    uint64_t seed = cf_run_seed(run);
    for (int k = 0; k < 20; k++) {
        arb_t a, b;
        cf_instance(run, "number %d of seed %llu", k, (unsigned long long)seed);
        arb_init(a), arb_init(b);
        arb_set_si(a, cf_run_canary(run) ? 2 : -k);
        arb_sqrt_ui(b, cf_run_canary(run) ? 1 : (ulong)(seed % 1000), 64);
        cf_fact_le(run, "a <= b", a, b);
        arb_clear(a), arb_clear(b);
    }
}
static void check_wrong(cf_run *run) {
    cf_fact(run, "holds", CF_FALSE);
}
static void check_crash(cf_run *run) {
    cf_fact(run, "holds", CF_TRUE);
    abort();
}
static void check_stuck(cf_run *run) {
    (void)run;
    signal(SIGTERM, SIG_IGN);
    for (;;) pause();
}
static void check_slow(cf_run *run) {
    struct timespec nap = {0, 20000000};
    nanosleep(&nap, NULL);
    cf_fact(run, "holds", cf_run_canary(run) ? CF_FALSE : CF_TRUE);
}

/* Most are good; every tenth is wrong, one crashes, one hangs. */
static void make_claims(cf_claim *claims, char (*names)[16], void (*good)(cf_run *)) {
    for (int i = 0; i < CLAIMS; i++) {
        snprintf(names[i], sizeof names[i], "claim_%d", i);
        claims[i] = (cf_claim){.id = names[i], .section = "B", .items = "(28)", .title = "a claim", .statement = "a <= b", .uses = "", .proof_uses = "",
                               .canary = "the opposite", .method = CF_M_INSTANCES, .budget = 20, .check = good};
        if (i % 10 == 9) claims[i].check = check_wrong;
    }
    claims[17].check = check_crash;
    claims[33].check = check_stuck, claims[33].budget = 0.1;
}

static int bad(const char *what, int which) {
    fprintf(stderr, "tsan_runner: %s %d\n", what, which);
    return 1;
}

static int end_is_right(const cf_result *r, int i) {
    if (i == 17) return r->end == CF_END_CRASHED && r->signal == SIGABRT;
    if (i == 33) return r->end == CF_END_TIMEOUT;
    if (r->end != CF_END_FINISHED || !r->check || !r->canary) return 0;
    const json_t *tally = json_object_get(r->check, "tally");
    return (json_integer_value(json_object_get(tally, "violated")) > 0) == (i % 10 == 9);
}

static int many_claims(void) {
    static char names[CLAIMS][16];
    static cf_claim claims[CLAIMS];
    const cf_claim *list[CLAIMS];
    cf_result results[CLAIMS];
    make_claims(claims, names, check_good);
    for (int i = 0; i < CLAIMS; i++) list[i] = &claims[i];
    FILE *progress = fopen("progress", "w");
    cf_runner_options o = {.claims = list, .n = CLAIMS, .tier = CF_TIER_QUICK, .jobs = JOBS, .progress = progress};
    cf_runner_signals *signals = cf_runner_hold();
    int wrong = cf_runner_run(results, &o, signals) != 0;
    cf_runner_release(signals);
    for (int i = 0; i < CLAIMS; i++) {
        if (!end_is_right(&results[i], i)) wrong = bad("the end of claim", i);
        cf_result_clear(&results[i]);
    }
    fclose(progress);
    return wrong;
}

static void *interrupt(void *argument) {
    struct timespec nap = {0, 500000000};
    nanosleep(&nap, NULL);
    kill(getpid(), *(const int *)argument);
    return NULL;
}

/* In a process of its own, which a thread of it interrupts with the signal: some claims are finished, some not run, and it dies of the
 * signal when the runner lets go. */
static int interrupted(int kind) {
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        static char names[CLAIMS][16];
        static cf_claim claims[CLAIMS];
        const cf_claim *list[CLAIMS];
        cf_result results[CLAIMS];
        pthread_t thread;
        int ends[2] = {0, 0};
        signal(kind, SIG_DFL);
        make_claims(claims, names, check_slow);
        for (int i = 0; i < CLAIMS; i++) list[i] = &claims[i];
        cf_runner_options o = {.claims = list, .n = CLAIMS, .tier = CF_TIER_QUICK, .jobs = JOBS};
        cf_runner_signals *signals = cf_runner_hold();
        if (pthread_create(&thread, NULL, interrupt, &kind) != 0) _exit(3);
        int stopped = cf_runner_run(results, &o, signals);
        pthread_join(thread, NULL);
        for (int i = 0; i < CLAIMS; i++) {
            ends[results[i].end == CF_END_NOT_RUN]++;
            cf_result_clear(&results[i]);
        }
        if (stopped == kind && ends[0] > 0 && ends[1] > 0) cf_runner_release(signals);
        fprintf(stderr, "stopped by %d, %d ended, %d not run\n", stopped, ends[0], ends[1]);
        _exit(1);
    }
    int status = 0;
    if (waitpid(pid, &status, 0) != pid || !WIFSIGNALED(status) || WTERMSIG(status) != kind) return bad("not interrupted by", kind);
    return 0;
}

int main(int argc, char **argv) {
    if (argc != 2 || chdir(argv[1]) != 0) return 2;
    int wrong = many_claims() | interrupted(SIGINT) | interrupted(SIGTERM);
    flint_cleanup();
    puts(wrong ? "tsan_runner: wrong" : "tsan_runner: all results are right");
    return wrong;
}
