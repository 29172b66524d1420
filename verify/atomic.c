/* atomic.c - files written whole or not at all. Texts stay in memory until cf_files_commit, which then allocates
 * nothing and lets no signal in: a temporary file beside each place, written, flushed to the disk, its closing
 * checked; once all are complete, each is renamed over the old one. A full disk shows at write, fsync or close,
 * before any rename. What is there already and is no regular file (a device, a pipe, a folder, or a link to
 * one) is left as it is: a rename would replace it.
 *
 * Only a process that is killed in cf_files_commit leaves temporary files. They bear its number, and who next
 * takes the folder for itself (cf_folder_take) removes those of the dead. */
#define _DEFAULT_SOURCE /* flock */
#include "verify/atomic.h"
#include "verify/run.h"
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define MARK ".certiflow-" /* PATH.certiflow-PID-XXXXXX */

static int fail(char error[512], const char *path) {
    int e = errno;
    snprintf(error, 512, "%.380s: %s", path, strerror(e));
    return -1;
}

int cf_write_all(int fd, const char *text, size_t n) {
    while (n > 0) {
        ssize_t k = write(fd, text, n);
        if (k < 0 && errno == EINTR) continue;
        if (k < 0) return -1;
        text += k, n -= (size_t)k;
    }
    return 0;
}

/* A rename over the path would replace nothing but a regular file: 0, or -1 with the message. */
static int replaceable(char error[512], const char *path) {
    struct stat there;
    if (stat(path, &there) != 0) return errno == ENOENT ? 0 : fail(error, path);
    if (S_ISREG(there.st_mode)) return 0;
    snprintf(error, 512, "%.380s: exists and is not a regular file; it is left as it is", path);
    return -1;
}

void cf_files_init(cf_files *files) {
    memset(files, 0, sizeof *files);
}

int cf_files_add(cf_files *files, const char *path, const char *text, size_t n) {
    if (replaceable(files->error, path) != 0) return -1;
    struct cf_file *grown = realloc(files->files, (files->n + 1) * sizeof *grown);
    if (!grown) return fail(files->error, path);
    files->files = grown;
    struct cf_file *f = &files->files[files->n];
    size_t length = strlen(path) + 1;
    *f = (struct cf_file){.path = malloc(length), .temporary = malloc(length + 40), .text = malloc(n + 1), .n = n};
    files->n++;
    if (!f->path || !f->temporary || !f->text) return fail(files->error, path);
    memcpy(f->path, path, length);
    memcpy(f->text, text, n);
    f->temporary[0] = '\0';
    return 0;
}

/* Who may read the file at the path is asked of the one that is there, or of the umask. */
static mode_t mode_of(const char *path) {
    struct stat there;
    if (stat(path, &there) == 0) return there.st_mode & 0777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* The text under its temporary name, on the disk. */
static int write_temporary(struct cf_file *f, char error[512]) {
    sprintf(f->temporary, "%s" MARK "%ld-XXXXXX", f->path, (long)getpid());
    int fd = mkstemp(f->temporary);
    if (fd < 0) {
        f->temporary[0] = '\0';
        return fail(error, f->path);
    }
    int bad = cf_write_all(fd, f->text, f->n) != 0 || fchmod(fd, mode_of(f->path)) != 0 ||
              (fsync(fd) != 0 && errno != EINVAL);
    if (bad) fail(error, f->path);
    if (close(fd) != 0 && !bad) bad = 1, fail(error, f->path);
    return bad ? -1 : 0;
}

static void remove_temporaries(cf_files *files) {
    for (size_t i = 0; i < files->n; i++) {
        if (files->files[i].temporary && files->files[i].temporary[0]) unlink(files->files[i].temporary);
        if (files->files[i].temporary) files->files[i].temporary[0] = '\0';
    }
}

int cf_files_commit(cf_files *files) {
    sigset_t all, before;
    int status = 0;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    for (size_t i = 0; i < files->n && status == 0; i++) status = write_temporary(&files->files[i], files->error);
    for (size_t i = 0; i < files->n && status == 0; i++) {
        struct cf_file *f = &files->files[i];
        if (rename(f->temporary, f->path) != 0)
            status = fail(files->error, f->path);
        else
            f->temporary[0] = '\0';
    }
    remove_temporaries(files);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return status;
}

void cf_files_clear(cf_files *files) {
    for (size_t i = 0; i < files->n; i++) {
        free(files->files[i].path);
        free(files->files[i].temporary);
        free(files->files[i].text);
    }
    free(files->files);
    cf_files_init(files);
}

int cf_write_file(const char *path, const char *text, size_t n, char error[512]) {
    cf_files files;
    cf_files_init(&files);
    int status = cf_files_add(&files, path, text, n);
    if (status == 0) status = cf_files_commit(&files);
    if (status != 0) memcpy(error, files.error, sizeof files.error);
    cf_files_clear(&files);
    return status;
}

int cf_make_folder(const char *path, char error[512]) {
    char *s = malloc(strlen(path) + 1);
    if (!s) return fail(error, path);
    strcpy(s, path);
    int status = 0;
    for (char *p = s + 1; status == 0; p++) {
        if (*p != '/' && *p != '\0') continue;
        char c = *p;
        *p = '\0';
        if (mkdir(s, 0777) != 0 && errno != EEXIST) status = fail(error, path);
        *p = c;
        if (c == '\0') break;
    }
    struct stat st;
    if (status == 0 && (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))) {
        errno = ENOTDIR;
        status = fail(error, path);
    }
    free(s);
    return status;
}

/* ------------------------------------------------------------------------------------- folders of one's own */

/* The process that a temporary file's name names, 0 if it is no such name. */
static long owner(const char *name) {
    const char *mark = NULL, *s = name;
    while ((s = strstr(s, MARK))) mark = s++;
    if (!mark) return 0;
    char *rest;
    const char *digits = mark + sizeof MARK - 1;
    long pid = isdigit((unsigned char)*digits) ? strtol(digits, &rest, 10) : 0;
    return pid > 0 && *rest == '-' && strlen(rest) == 7 ? pid : 0;
}

void cf_remove_orphans(const char *path) {
    DIR *folder = opendir(path);
    struct dirent *entry;
    while (folder && (entry = readdir(folder))) {
        long pid = owner(entry->d_name);
        if (pid > 0 && kill((pid_t)pid, 0) != 0 && errno == ESRCH) unlinkat(dirfd(folder), entry->d_name, 0);
    }
    if (folder) closedir(folder);
}

/* 0 iff a file can be made there. */
static int try_to_write(const char *path, char error[512]) {
    size_t n = strlen(path) + 48;
    char *name = malloc(n);
    if (!name) return fail(error, path);
    snprintf(name, n, "%s/try" MARK "%ld-XXXXXX", path, (long)getpid());
    int fd = mkstemp(name), bad = fd < 0 ? fail(error, path) : 0;
    if (fd >= 0) unlink(name), close(fd);
    free(name);
    return bad;
}

/* Locks the file or folder, waiting a second for one who is about to end. 0 also where nothing can be locked (some
 * network file systems). */
static int lock(int fd) {
    const struct timespec nap = {0, 50000000};
    for (int k = 0; k < 20; k++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0 || (errno != EWOULDBLOCK && errno != EINTR)) return 0;
        nanosleep(&nap, NULL);
    }
    return -1;
}

int cf_folder_take(const char *path, char error[512]) {
    if (cf_make_folder(path, error) != 0) return -1;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return fail(error, path);
    int status = lock(fd);
    if (status != 0)
        snprintf(error, 512, "%.380s: another certiflow is writing into this folder", path);
    else
        status = try_to_write(path, error);
    if (status != 0) return close(fd), -1;
    cf_remove_orphans(path);
    return fd;
}

/* The name of a socket that stands for the path: the folder's number, and the file's name within it. */
static int socket_of(struct sockaddr_un *name, socklen_t *length, const char *path, char error[512]) {
    size_t n = strlen(path) + 3;
    char *folder = malloc(n);
    struct stat st;
    if (!folder) return fail(error, path);
    snprintf(folder, n, "%s", path);
    char *slash = strrchr(folder, '/');
    snprintf(slash ? slash + 1 : folder, 2, ".");
    int bad = stat(folder, &st) != 0 ? fail(error, path) : 0;
    if (!bad) cf_remove_orphans(folder);
    free(folder);
    if (bad) return -1;
    slash = strrchr(path, '/');
    const char *file = slash ? slash + 1 : path;
    memset(name, 0, sizeof *name);
    name->sun_family = AF_UNIX; /* a name that begins with 0 is in no folder, and goes with its process */
    int k = snprintf(name->sun_path + 1, sizeof name->sun_path - 1, "certiflow %llx:%llx %016llx",
                     (unsigned long long)st.st_dev, (unsigned long long)st.st_ino,
                     (unsigned long long)cf_fnv1a(CF_FNV1A, file, strlen(file)));
    *length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)k);
    return 0;
}

int cf_file_take(const char *path, char error[512]) {
    const struct timespec nap = {0, 50000000};
    struct sockaddr_un name;
    socklen_t length = 0;
    if (socket_of(&name, &length, path, error) != 0) return -1;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return fail(error, path);
    for (int k = 0; k < 20; k++) {
        if (bind(fd, (const struct sockaddr *)&name, length) == 0 || errno != EADDRINUSE) return fd;
        nanosleep(&nap, NULL);
    }
    snprintf(error, 512, "%.380s: another certiflow is at work on this file", path);
    close(fd);
    return -1;
}
