/* replay.c - see replay.h. */
#define _DEFAULT_SOURCE
#include "verify/replay.h"
#include "verify/atomic.h"
#include "verify/leave.h"
#include "verify/options.h"
#include "verify/run.h"
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

void cf_checker_path(char *path, size_t size) {
    static const char name[] = "certiflow-check";
    ssize_t n = readlink("/proc/self/exe", path, size - 1);
    path[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(path, '/');
    size_t folder = slash ? (size_t)(slash - path) + 1 : 0;
    if (!slash || (size_t)n == size - 1 || folder + sizeof name > size)
        path[0] = '\0'; /* not the one of the folder at hand, which may be anyone's */
    else
        memcpy(path + folder, name, sizeof name);
}

/* A file of its own with that text, without a name, so that nothing is left whatever happens: its descriptor, or -1 with a
 * message. The checker opens it anew as /dev/fd/N. */
static int put_file(char why[512], const char *text) {
    char path[512];
    const char *folder = getenv("TMPDIR");
    int n = snprintf(path, sizeof path, "%s/certiflow-XXXXXX", folder && *folder ? folder : "/tmp");
    int fd = n < 512 ? mkstemp(path) : -1;
    if (fd < 0) {
        snprintf(why, 512, "no temporary file: %.400s", n < 512 ? strerror(errno) : "TMPDIR is too long");
        return -1;
    }
    if (unlink(path) == 0 && cf_write_all(fd, text, strlen(text)) == 0) return fd;
    snprintf(why, 512, "a temporary file could not be written: %.400s", strerror(errno));
    close(fd);
    return -1;
}

/* The child: both of the checker's outputs into fd. */
static void become(const char *checker, int against, int certificate, int fd, double seconds) {
    char original[32], file[32];
    snprintf(original, sizeof original, "/dev/fd/%d", against);
    snprintf(file, sizeof file, "/dev/fd/%d", certificate);
    struct rlimit cpu = {(rlim_t)ceil(seconds), (rlim_t)ceil(seconds) + 1};
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    setrlimit(RLIMIT_CPU, &cpu);
    int null = open("/dev/null", O_RDONLY);
    if (null < 0 || dup2(null, 0) < 0 || dup2(fd, 1) < 0 || dup2(fd, 2) < 0) _exit(126);
    cf_keep_counts();
    execl(checker, checker, "--against", original, file, (char *)NULL);
    _exit(127);
}

/* What is written into fd up to its end, the first size - 1 bytes of it kept. */
static void drain(char *out, size_t size, int fd) {
    char block[4096];
    size_t n = 0;
    for (;;) {
        ssize_t k = read(fd, block, sizeof block);
        if (k < 0 && errno == EINTR) continue;
        if (k <= 0) break;
        size_t keep = (size_t)k < size - 1 - n ? (size_t)k : size - 1 - n;
        memcpy(out + n, block, keep);
        n += keep;
    }
    out[n] = '\0';
}

static int starts(const char *said, const char *name, const char *verdict) {
    size_t n = strlen(name);
    return strncmp(said, name, n) == 0 && strncmp(said + n, verdict, strlen(verdict)) == 0;
}

/* An answer is an exit code of 0 and the name of the bound beside its verdict, or an exit code of 1. */
static cf_replay read_answer(char why[512], int status, const char *said, const char *name) {
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        why[0] = '\0';
        if (starts(said, name, ": PROVED: ")) return CF_REPLAY_PROVED;
        if (starts(said, name, ": REFUTED: ")) return CF_REPLAY_REFUTED;
        snprintf(why, 512, "the checker accepts, but says: %.400s", said);
        return CF_REPLAY_FAILED;
    }
    const char *no = strstr(said, "rejected: ");
    if (WIFEXITED(status) && WEXITSTATUS(status) == 1) {
        snprintf(why, 512, "the checker rejects the certificate: %.400s", no ? no + 10 : said);
        return CF_REPLAY_REJECTED;
    }
    /* what it cannot open or read are files that were just written for it */
    if (WIFEXITED(status) && (WEXITSTATUS(status) == CF_EXIT_FAILED || WEXITSTATUS(status) == CF_EXIT_USAGE)) {
        snprintf(why, 512, "the checker lacks a resource: %.400s", said);
        return CF_REPLAY_STARVED;
    }
    if (WIFSIGNALED(status))
        snprintf(why, 512, "the checker died of signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
    else
        snprintf(why, 512, "the checker ended with exit code %d: %.400s", WEXITSTATUS(status), said);
    return CF_REPLAY_FAILED;
}

static cf_replay run_checker(char why[512], const char *checker, const char *name, int against, int certificate, double seconds) {
    char said[1024];
    int ends[2], status = 0;
    if (access(checker, X_OK) != 0) {
        snprintf(why, 512, "no checker: %.400s: %s", checker, strerror(errno));
        return CF_REPLAY_FAILED;
    }
    if (pipe(ends) != 0) {
        snprintf(why, 512, "no pipe: %s", strerror(errno));
        return CF_REPLAY_STARVED;
    }
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        become(checker, against, certificate, ends[1], seconds);
    }
    close(ends[1]);
    if (pid > 0) drain(said, sizeof said, ends[0]);
    close(ends[0]);
    if (pid < 0) {
        snprintf(why, 512, "no process for the checker: %s", strerror(errno));
        return CF_REPLAY_STARVED;
    }
    pid_t ended;
    while ((ended = waitpid(pid, &status, 0)) < 0 && errno == EINTR) {
    }
    if (ended < 0) {
        snprintf(why, 512, "how the checker ended cannot be told: %s", strerror(errno));
        return CF_REPLAY_FAILED;
    }
    said[strcspn(said, "\n")] = '\0';
    return read_answer(why, status, said, name);
}

cf_replay cf_replay_certificate(char why[512], double *used, const char *checker, const char *name, const char *certificate,
                                const char *text, double seconds) {
    cf_replay answer = CF_REPLAY_STARVED;
    double start = cf_clock();
    int file = put_file(why, certificate), against = file >= 0 ? put_file(why, text) : -1;
    if (against >= 0) answer = run_checker(why, checker, name, against, file, seconds);
    if (file >= 0) close(file);
    if (against >= 0) close(against);
    *used = cf_since(start);
    return answer;
}

int cf_replay_confirms(char why[512], double *used, const char *checker, const char *name, cf_prove_verdict verdict, const char *certificate,
                       const char *text, double seconds) {
    cf_replay answer = cf_replay_certificate(why, used, checker, name, certificate, text, seconds);
    if (answer == CF_REPLAY_STARVED) return -1;
    if (answer == (verdict == CF_PROVE_PROVED ? CF_REPLAY_PROVED : CF_REPLAY_REFUTED)) return 1;
    if (!*why) snprintf(why, 512, "the checker's verdict is not the prover's");
    return 0;
}
