/* fail_call.c - runs a command, counts its system calls of one kind over all of its processes and threads, and lets one of
 * them fail:
 *     fail_call STATE KIND ERRNO N COMMAND...        N = 0: none fails
 * KIND: write (write, pwrite, writev, ftruncate, fallocate; not standard error, which is where messages go), sync (fsync,
 * fdatasync), rename (rename, link, mkdir, fchmod), create (open for writing), open (open for reading: not the
 * loader's and the system's files), read (from regular files), process (clone, pipe). The count goes to STATE as text. Calls of
 * programs that are not ours, the shell and gnuplot, are left alone. What gnuplot writes goes into our pipe, which no disk can fail;
 * FAIL_OF=gnuplot counts gnuplot's calls instead.
 * A seccomp filter picks the calls and ptrace looks at them. x86-64 Linux. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
    const char *name;
    int calls[12];
} kind;
static const kind kinds[] = {
    {"write", {SYS_write, SYS_pwrite64, SYS_writev, SYS_ftruncate, SYS_fallocate, -1}},
    {"sync", {SYS_fsync, SYS_fdatasync, -1}},
    {"rename", {SYS_rename, SYS_renameat, SYS_renameat2, SYS_link, SYS_linkat, SYS_mkdir, SYS_fchmod, -1}},
    {"create", {SYS_open, SYS_openat, SYS_creat, -1}},
    {"open", {SYS_open, SYS_openat, -1}},
    {"read", {SYS_read, SYS_pread64, -1}},
    {"process", {SYS_clone, SYS_clone3, SYS_fork, SYS_vfork, SYS_pipe, SYS_pipe2, -1}},
};

static _Noreturn void die(const char *what) {
    perror(what);
    exit(125);
}

static void filter(const kind *k) {
    struct sock_filter code[40];
    unsigned short n = 0;
    code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (int i = 0; k->calls[i] >= 0; i++) {
        code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)k->calls[i], 0, 1);
        code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    }
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog program = {n, code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) die("seccomp");
}

static void peek_text(char *text, size_t size, pid_t pid, unsigned long at) {
    struct iovec here = {text, size - 1}, there = {(void *)at, size - 1};
    memset(text, 0, size);
    if (process_vm_readv(pid, &here, 1, &there, 1, 0) < 0)
        for (size_t i = 0; i + 8 <= size - 1; i += 8) { /* near the end of a page */
            errno = 0;
            long word = ptrace(PTRACE_PEEKDATA, pid, at + i, NULL);
            if (errno) break;
            memcpy(text + i, &word, 8);
            if (memchr(&word, 0, 8)) break;
        }
}

static int is_system(const char *path) {
    static const char *const parts[] = {"/lib", "/usr/", "/proc/", "/sys/", "/etc/", "/dev/"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strncmp(path, parts[i], strlen(parts[i])) == 0) return 1;
    return 0;
}

/* What the descriptor of the process is: its path in text, and nonzero iff it is a regular file. */
static int descriptor(char *text, size_t size, pid_t pid, int fd) {
    char link[64];
    struct stat st;
    snprintf(link, sizeof link, "/proc/%d/fd/%d", (int)pid, fd);
    ssize_t n = readlink(link, text, size - 1);
    text[n > 0 ? n : 0] = '\0';
    return stat(link, &st) == 0 && S_ISREG(st.st_mode);
}

/* Nonzero iff the process runs one of the programs whose calls are meant. */
static int is_meant(pid_t pid) {
    char link[64], path[500];
    const char *of = getenv("FAIL_OF");
    snprintf(link, sizeof link, "/proc/%d/exe", (int)pid);
    ssize_t n = readlink(link, path, sizeof path - 1);
    path[n > 0 ? n : 0] = '\0';
    return of ? strstr(path, of) != NULL : strstr(path, "bin/certiflow") || strstr(path, "fault_canary");
}

/* Nonzero iff the call is one of the kind; what it concerns in text. */
static int concerns(char *text, size_t size, const kind *k, pid_t pid, const struct user_regs_struct *r) {
    int call = (int)r->orig_rax, fd = (int)r->rdi, at = call == SYS_openat;
    unsigned long flags = at ? r->rdx : call == SYS_creat ? O_WRONLY : r->rsi;
    snprintf(text, size, "call %d", call);
    if (strcmp(k->name, "write") == 0) return descriptor(text, size, pid, fd), fd != 2 && strcmp(text, "/dev/null") != 0;
    if (strcmp(k->name, "read") == 0) return descriptor(text, size, pid, fd) && !is_system(text) && !strstr(text, "/bin/certiflow");
    if (strcmp(k->name, "create") == 0 || strcmp(k->name, "open") == 0) {
        peek_text(text, size, pid, at ? r->rsi : r->rdi);
        int writes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT);
        return strcmp(text, "/dev/null") != 0 && (k->name[0] == 'c' ? writes : !writes && !is_system(text));
    }
    if (k->calls[0] == SYS_clone && (call == SYS_clone || call == SYS_clone3)) return 1;
    return 1;
}

int main(int argc, char **argv) {
    const kind *k = NULL;
    for (size_t i = 0; argc > 5 && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(argv[2], kinds[i].name) == 0) k = &kinds[i];
    if (!k) return fprintf(stderr, "usage: fail_call STATE KIND ERRNO N COMMAND...\n"), 125;
    long error = atol(argv[3]), at = atol(argv[4]), calls = 0;
    char failed[200] = "-";
    pid_t first = fork();
    if (first < 0) die("fork");
    if (first == 0) {
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL)) die("ptrace");
        raise(SIGSTOP);
        filter(k);
        execvp(argv[5], argv + 5);
        die(argv[5]);
    }
    int status, code = 125;
    waitpid(first, &status, 0);
    if (ptrace(PTRACE_SETOPTIONS, first, NULL,
               PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEEXEC | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL))
        die("ptrace");
    ptrace(PTRACE_CONT, first, NULL, NULL);
    for (pid_t pid; (pid = waitpid(-1, &status, __WALL)) > 0;) {
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            if (pid == first) code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            continue;
        }
        int signal = WSTOPSIG(status), event = status >> 16;
        if (signal == SIGTRAP && event == PTRACE_EVENT_SECCOMP) {
            struct user_regs_struct r;
            char text[200];
            if (ptrace(PTRACE_GETREGS, pid, NULL, &r) == 0 && is_meant(pid) && concerns(text, sizeof text, k, pid, &r) && ++calls == at) {
                memcpy(failed, text, sizeof failed);
                r.orig_rax = (unsigned long)-1, r.rax = (unsigned long)-error;
                ptrace(PTRACE_SETREGS, pid, NULL, &r);
            }
            signal = 0;
        } else if (event || signal == SIGSTOP) {
            signal = 0;
        }
        ptrace(PTRACE_CONT, pid, NULL, (long)signal);
    }
    FILE *f = fopen(argv[1], "w");
    if (!f || fprintf(f, "%ld %s\n", calls, failed) < 0 || fclose(f)) die(argv[1]);
    return code;
}
