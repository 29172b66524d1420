/* atomic.h - files written whole or not at all. */
#ifndef CF_ATOMIC_H
#define CF_ATOMIC_H

#include <stddef.h>

/* A group of files: each is written beside its place under a temporary name; cf_files_commit renames them
 * once all are complete on the disk, in the order in which they were added. */
typedef struct {
    struct cf_file {
        char *path, *temporary;
    } * files;
    size_t n;
    char error[512]; /* "PATH: why" after a failure */
} cf_files;

void cf_files_init(cf_files *files);
/* 0, or -1 with files->error: also where path is there already and is not a regular file. */
int cf_files_add(cf_files *files, const char *path, const char *text, size_t n);
int cf_files_commit(cf_files *files);
/* Removes what was not committed. */
void cf_files_clear(cf_files *files);

/* One file: 0, or -1 with a message in error. */
int cf_write_file(const char *path, const char *text, size_t n, char error[512]);
/* All n bytes, whatever interrupts: 0, or -1 with errno. */
int cf_write_all(int fd, const char *text, size_t n);
/* The folder and those above it: 0, or -1 with a message in error. */
int cf_make_folder(const char *path, char error[512]);

#endif
