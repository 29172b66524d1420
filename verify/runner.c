/* runner.c - see runner.h.
 *
 * Each claim runs in a forked child: a crash, a leak or a runaway loop stays with its claim, and results do
 * not depend on which claims ran before or beside it (the seed is the id's hash, BLAS runs on one thread).
 * The child runs the check, then its canaries, and sends one JSON object down a pipe. The longest budget
 * starts first, so that the last child to finish is a short one.
 *
 * Signals are held back (blocked) while children run and looked at with sigpending: no handler, no global.
 * The loop wakes at least ten times a second. */
#define _DEFAULT_SOURCE /* wait4 */
#include "verify/runner.h"
#include "verify/atomic.h"
#include "verify/leave.h"
#include "verify/options.h"
#include "verify/verdict.h"
#include <cblas.h>
#include <errno.h>
#include <math.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#define CANARY_SHARE 0.4 /* of the budget, for all canaries; each ends at its first violation */
#define KILL_AFTER 2.0   /* seconds from SIGTERM to SIGKILL */

struct cf_runner_signals {
    sigset_t held, before;
};

cf_runner_signals *cf_runner_hold(void) {
    static const int kinds[] = {SIGINT, SIGTERM, SIGHUP};
    cf_runner_signals *s = malloc(sizeof *s);
    if (!s) abort();
    sigemptyset(&s->held);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct sigaction now;
        /* what is ignored (nohup) stays ignored */
        if (sigaction(kinds[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN) sigaddset(&s->held, kinds[i]);
    }
    sigprocmask(SIG_BLOCK, &s->held, &s->before);
    return s;
}

void cf_runner_release(cf_runner_signals *s) {
    const sigset_t before = s->before;
    free(s);
    if (cf_runner_pending()) cf_last_words();
    sigprocmask(SIG_SETMASK, &before, NULL);
}

int cf_runner_pending(void) {
    sigset_t pending;
    sigpending(&pending);
    static const int kinds[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (sigismember(&pending, kinds[i]) == 1) return kinds[i];
    return 0;
}

void cf_result_clear(cf_result *result) {
    json_decref(result->check);
    json_decref(result->canary);
    memset(result, 0, sizeof *result);
}

/* ---------------------------------------------------------------------------------------------- the child */

static json_t *run_once(const cf_claim *claim, cf_tier tier, int canary, double seconds) {
    cf_run *run = cf_run_new(claim, tier, canary, seconds);
    claim->check(run);
    cf_run_end(run);
    json_t *j = cf_run_json(run);
    cf_run_free(run);
    return j;
}

/* The canaries one after the other, up to the first that is not refuted: that one, or the last, stands for
 * all of them, and where the ones before it were refuted is kept with it. */
static json_t *run_canaries(const cf_claim *claim, cf_tier tier) {
    int n = claim->canaries > 1 ? claim->canaries : 1;
    json_t *earlier = json_array();
    for (int k = 1;; k++) {
        cf_tally tally;
        json_t *canary = run_once(claim, tier, k, CANARY_SHARE * claim->budget / n);
        int refuted = cf_tally_read(&tally, json_object_get(canary, "tally")) == 0 &&
                      cf_canary_passes(claim->method, claim->erratum != NULL, &tally);
        if (k == n || !refuted) {
            json_object_set_new(canary, "earlier", earlier);
            return canary;
        }
        json_array_append(earlier, json_object_get(canary, "counterexample"));
        json_decref(canary);
    }
}

static void limit_space(void) {
#ifndef CF_SANITIZED
    struct rlimit now;
    if (getrlimit(RLIMIT_AS, &now) != 0) return;
    if (now.rlim_cur == RLIM_INFINITY || now.rlim_cur > CF_CHILD_SPACE) {
        now.rlim_cur = CF_CHILD_SPACE;
        setrlimit(RLIMIT_AS, &now);
    }
#endif
}

__attribute__((noreturn)) static void child(const cf_claim *claim, cf_tier tier, int fd, const sigset_t *mask) {
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    signal(SIGINT, SIG_IGN); /* the terminal's Ctrl-C is the parent's to act on */
    signal(SIGTERM, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, mask, NULL);
    openblas_set_num_threads(1);
    limit_space();
    double start = cf_clock();
    json_t *check = run_once(claim, tier, 0, (1 - CANARY_SHARE) * claim->budget);
    json_t *canary = run_canaries(claim, tier);
    json_t *all = json_pack("{s:o,s:o,s:f}", "check", check, "canary", canary, "seconds", cf_since(start));
    char *text = json_dumps(all, JSON_COMPACT | JSON_REAL_PRECISION(17));
    int failed = !text || cf_write_all(fd, text, strlen(text)) != 0;
    free(text);
    json_decref(all);
    close(fd);
    flint_cleanup();
    fflush(NULL);
    cf_leave(failed ? CF_EXIT_FAILED : CF_EXIT_OK);
}

/* --------------------------------------------------------------------------------------------- the parent */

typedef struct {
    size_t claim; /* its index */
    pid_t pid;    /* 0: the place is free */
    int fd;
    double start;
    int told; /* 1 SIGTERM sent, 2 SIGKILL sent */
    char *text;
    size_t length, capacity;
} job;

static double allowed(const cf_claim *claim) {
    return 3 * claim->budget + CF_GRACE;
}

/* 0, with the job begun; -1 if the system gives no process or no pipe; 1 in the child, with the end that it writes to in j->fd. */
static int start_job(job *j, size_t index) {
    int ends[2];
    if (pipe(ends) != 0) return -1;
    fflush(NULL);
    pid_t pid = fork();
    *j = (job){.claim = index, .pid = pid, .fd = ends[pid == 0], .start = cf_clock()};
    close(ends[pid != 0]);
    if (pid > 0) {
        fcntl(ends[0], F_SETFD, FD_CLOEXEC);
        return 0;
    }
    if (pid == 0) return 1;
    close(ends[0]);
    memset(j, 0, sizeof *j);
    return -1;
}

/* Reads what there is; nonzero at the end of the stream. */
static int read_some(job *j) {
    if (j->capacity - j->length < 65536) {
        j->capacity = 2 * j->capacity + 131072;
        char *grown = realloc(j->text, j->capacity);
        if (!grown) abort();
        j->text = grown;
    }
    ssize_t k = read(j->fd, j->text + j->length, j->capacity - j->length - 1);
    if (k < 0) return errno != EINTR && errno != EAGAIN;
    j->length += (size_t)k;
    return k == 0;
}

static void finish_job(job *j, cf_result *r) {
    int status = 0;
    struct rusage used;
    memset(&used, 0, sizeof used);
    pid_t ended;
    while ((ended = wait4(j->pid, &status, 0, &used)) < 0 && errno == EINTR) {
    }
    close(j->fd);
    memset(r, 0, sizeof *r);
    r->peak_kib = used.ru_maxrss;
    r->seconds = cf_since(j->start);
    r->end = CF_END_CRASHED;
    json_t *all = NULL;
    if (ended > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) all = json_loadb(j->text, j->length, 0, NULL);
    if (all && json_unpack(all, "{s:O,s:O,s:F}", "check", &r->check, "canary", &r->canary, "seconds",
                           &r->seconds) == 0)
        r->end = CF_END_FINISHED;
    else if (j->told)
        r->end = CF_END_TIMEOUT;
    else if (WIFEXITED(status) && WEXITSTATUS(status) == CF_EXIT_FAILED)
        r->end = CF_END_STARVED;
    else if (WIFSIGNALED(status))
        r->signal = WTERMSIG(status);
    json_decref(all);
    free(j->text);
    memset(j, 0, sizeof *j);
}

static void end_late(job *j, const cf_claim *claim) {
    double over = cf_clock() - j->start - allowed(claim);
    if (over > 0 && j->told == 0) {
        kill(j->pid, SIGTERM);
        j->told = 1;
    } else if (over > KILL_AFTER && j->told == 1) {
        kill(j->pid, SIGKILL);
        j->told = 2;
    }
}

/* Indices by budget, the longest first; ties in the order given. */
static size_t *schedule(const cf_runner_options *o) {
    size_t *order = malloc((o->n + 1) * sizeof *order);
    if (!order) abort();
    for (size_t i = 0; i < o->n; i++) {
        size_t k = i;
        for (; k > 0 && o->claims[order[k - 1]]->budget < o->claims[i]->budget; k--) order[k] = order[k - 1];
        order[k] = i;
    }
    return order;
}

/* "[12/80] theorem2_l1 lemma1 - at most 42 s": the time left if every check spent its budget. */
static void show_progress(const cf_runner_options *o, const job *jobs, size_t done, const size_t *order,
                          size_t next) {
    if (!o->progress) return;
    double left = 0;
    for (size_t i = next; i < o->n; i++) left += o->claims[order[i]]->budget;
    for (int i = 0; i < o->jobs; i++)
        if (jobs[i].pid) left += fmax(0, o->claims[jobs[i].claim]->budget - (cf_clock() - jobs[i].start));
    fprintf(o->progress, "\r\033[K[%zu/%zu]", done, o->n);
    for (int i = 0, shown = 0; i < o->jobs; i++)
        if (jobs[i].pid && shown++ < 4) fprintf(o->progress, " %s", o->claims[jobs[i].claim]->id);
    fprintf(o->progress, " - at most %.0f s left", left / o->jobs);
    fflush(o->progress);
}

static void wait_for_output(job *jobs, struct pollfd *fds, int n) {
    for (int i = 0; i < n; i++)
        fds[i] = (struct pollfd){.fd = jobs[i].pid ? jobs[i].fd : -1, .events = POLLIN};
    if (poll(fds, (nfds_t)n, 100) <= 0)
        for (int i = 0; i < n; i++) fds[i].revents = 0;
}

/* What the loop of the runner has allocated, children too, which look for leaks (verify/leave.h). */
static void give_back(job *jobs, int n, size_t *order, struct pollfd *fds) {
    for (int i = 0; i < n; i++) free(jobs[i].text);
    free(order);
    free(jobs);
    free(fds);
}

int cf_runner_run(cf_result *results, const cf_runner_options *options, const cf_runner_signals *signals) {
    const cf_runner_options *o = options;
    size_t *order = schedule(o), next = 0, done = 0;
    job *jobs = calloc((size_t)o->jobs, sizeof *jobs);
    struct pollfd *fds = calloc((size_t)o->jobs, sizeof *fds);
    if (!jobs || !fds) abort();
    for (size_t i = 0; i < o->n; i++) memset(&results[i], 0, sizeof results[i]);
    int stopped = 0;
    while (done < o->n && !stopped) {
        for (int i = 0; i < o->jobs && next < o->n; i++) {
            if (jobs[i].pid) continue;
            const int begun = start_job(&jobs[i], order[next]);
            if (begun == 1) {
                const cf_claim *claim = o->claims[order[next]];
                const int fd = jobs[i].fd;
                give_back(jobs, o->jobs, order, fds);
                child(claim, o->tier, fd, &signals->before);
            }
            if (begun != 0) {
                results[order[next]].end = CF_END_UNSTARTED;
                done++;
            }
            next++;
        }
        show_progress(o, jobs, done, order, next);
        wait_for_output(jobs, fds, o->jobs);
        for (int i = 0; i < o->jobs; i++) {
            if (!jobs[i].pid) continue;
            if (fds[i].revents && read_some(&jobs[i])) {
                finish_job(&jobs[i], &results[jobs[i].claim]);
                done++;
            } else {
                end_late(&jobs[i], o->claims[jobs[i].claim]);
            }
        }
        stopped = cf_runner_pending();
    }
    for (int i = 0; i < o->jobs; i++) {
        if (!jobs[i].pid) continue;
        kill(jobs[i].pid, SIGKILL);
        cf_result unfinished;
        finish_job(&jobs[i], &unfinished);
        cf_result_clear(&unfinished);
    }
    if (o->progress) fputs("\r\033[K", o->progress);
    give_back(jobs, o->jobs, order, fds);
    return stopped;
}
