/* fail_signal.c - fail_signal KILL|INT|TERM MILLISECONDS COMMAND...: runs the command and sends it the signal after that
 * time, if it still runs then. Its exit code, or 128 + the signal that it died of. */
#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc < 4) return 125;
    int signal = strcmp(argv[1], "KILL") == 0 ? SIGKILL : strcmp(argv[1], "INT") == 0 ? SIGINT : SIGTERM, status;
    long ms = atol(argv[2]);
    sigset_t child, before;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &before);
    pid_t pid = fork();
    if (pid == 0) {
        sigprocmask(SIG_SETMASK, &before, NULL);
        if (signal == SIGINT) sigaction(SIGINT, &(struct sigaction){.sa_handler = SIG_DFL}, NULL); /* ignored below "&" */
        execvp(argv[3], argv + 3);
        _exit(127);
    }
    if (pid < 0) return 125;
    sigtimedwait(&child, NULL, &(struct timespec){ms / 1000, ms % 1000 * 1000000});
    if (waitpid(pid, &status, WNOHANG) == 0) {
        kill(pid, signal);
        sigtimedwait(&child, NULL, &(struct timespec){60, 0}); /* held signals may take a while */
        if (waitpid(pid, &status, WNOHANG) == 0) {
            fprintf(stderr, "fail_signal: it does not end\n");
            kill(pid, SIGKILL);
            waitpid(pid, &status, 0);
            return 124;
        }
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
