/* fuzz.c - see fuzz.h. */
#define _GNU_SOURCE /* memfd_create */
#include "tests/fuzz/fuzz.h"
#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/mman.h>
#include <unistd.h>

void fuzz_broken(const char *file, int line, const char *what) {
    fprintf(stderr, "%s:%d: broken: %s\n", file, line, what);
    abort();
}

fuzz_file fuzz_file_make(const void *data, size_t n) {
    fuzz_file f = {.fd = memfd_create("fuzz", 0)};
    REQUIRE(f.fd >= 0);
    snprintf(f.path, sizeof f.path, "/proc/self/fd/%d", f.fd);
    for (size_t done = 0; done < n;) {
        ssize_t k = write(f.fd, (const char *)data + done, n - done);
        REQUIRE(k > 0);
        done += (size_t)k;
    }
    return f;
}

void fuzz_file_close(fuzz_file *file) {
    close(file->fd);
}

void fuzz_folder_path(char *path, size_t room, const char *name) {
    const char *below = getenv("TMPDIR");
    int n = snprintf(path, room, "%s/certiflow-fuzz-%ld%s%s", below && *below ? below : "/tmp", (long)getpid(),
                     name ? "/" : "", name ? name : "");
    REQUIRE(n > 0 && (size_t)n < room);
}

void fuzz_folder_make(void) {
    char path[4096];
    fuzz_folder_path(path, sizeof path, NULL);
    fuzz_folder_remove();
    REQUIRE(mkdir(path, 0700) == 0);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *place) {
    (void)st, (void)kind, (void)place;
    return remove(path);
}

void fuzz_folder_remove(void) {
    char path[4096];
    fuzz_folder_path(path, sizeof path, NULL);
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* Folders in the name are made. */
void fuzz_folder_put(const char *name, const void *data, size_t n) {
    char path[4096];
    fuzz_folder_path(path, sizeof path, NULL);
    size_t top = strlen(path) + 1;
    fuzz_folder_path(path, sizeof path, name);
    for (char *s = strchr(path + top, '/'); s; s = strchr(s + 1, '/')) {
        *s = '\0';
        mkdir(path, 0700);
        *s = '/';
    }
    FILE *f = fopen(path, "wb");
    REQUIRE(f && fwrite(data, 1, n, f) == n && fclose(f) == 0);
}

int fuzz_folder_files(void) {
    char path[4096];
    fuzz_folder_path(path, sizeof path, NULL);
    DIR *folder = opendir(path);
    int n = 0;
    REQUIRE(folder);
    for (struct dirent *e = readdir(folder); e; e = readdir(folder))
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(folder);
    return n;
}

unsigned fuzz_byte(fuzz_input *in) {
    if (in->left == 0) return 0;
    in->left--;
    return *in->at++;
}

size_t fuzz_take(const uint8_t **bytes, fuzz_input *in, size_t n) {
    if (n > in->left) n = in->left;
    *bytes = in->at;
    in->at += n, in->left -= n;
    return n;
}
