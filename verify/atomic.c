/* atomic.c - files written whole or not at all: a temporary file in the same folder, written, flushed to the
 * disk, its closing checked, then renamed over the old one. A full disk shows at write, fsync or close,
 * before any rename. What is there already and is no regular file (a device, a pipe, a folder, or a link to
 * one) is left as it is: a rename would replace it. */
#include "verify/atomic.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
    f->path = malloc(strlen(path) + 1);
    f->temporary = malloc(strlen(path) + 8);
    if (!f->path || !f->temporary) abort();
    strcpy(f->path, path);
    sprintf(f->temporary, "%s.XXXXXX", path);
    files->n++;
    int fd = mkstemp(f->temporary);
    if (fd < 0) {
        f->temporary[0] = '\0';
        return fail(files->error, path);
    }
    mode_t mask = umask(0);
    umask(mask);
    int bad = cf_write_all(fd, text, n) != 0 || fchmod(fd, 0666 & ~mask) != 0 ||
              (fsync(fd) != 0 && errno != EINVAL);
    if (bad) fail(files->error, path);
    if (close(fd) != 0 && !bad) bad = 1, fail(files->error, path);
    return bad ? -1 : 0;
}

int cf_files_commit(cf_files *files) {
    for (size_t i = 0; i < files->n; i++) {
        if (rename(files->files[i].temporary, files->files[i].path) != 0)
            return fail(files->error, files->files[i].path);
        files->files[i].temporary[0] = '\0';
    }
    return 0;
}

void cf_files_clear(cf_files *files) {
    for (size_t i = 0; i < files->n; i++) {
        if (files->files[i].temporary[0]) unlink(files->files[i].temporary);
        free(files->files[i].path);
        free(files->files[i].temporary);
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
