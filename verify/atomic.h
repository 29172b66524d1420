/* atomic.h - files written whole or not at all, by one process at a time. */
#ifndef CF_ATOMIC_H
#define CF_ATOMIC_H

#include <stddef.h>

/* A group of files, kept in memory; cf_files_commit writes each beside its place under a temporary name and renames
 * them once all are complete on the disk, in the order in which they were added. */
typedef struct {
    struct cf_file {
        char *path, *temporary, *text;
        size_t n;
    } * files;
    size_t n;
    char error[512]; /* "PATH: why" after a failure */
} cf_files;

void cf_files_init(cf_files *files);
/* 0, or -1 with files->error: also where path is there already and is not a regular file. Copies the text. */
int cf_files_add(cf_files *files, const char *path, const char *text, size_t n);
/* 0, or -1 with files->error; then no temporary file is left. No signal interrupts it. */
int cf_files_commit(cf_files *files);
void cf_files_clear(cf_files *files);

/* One file: 0, or -1 with a message in error. */
int cf_write_file(const char *path, const char *text, size_t n, char error[512]);
/* All n bytes, whatever interrupts: 0, or -1 with errno. */
int cf_write_all(int fd, const char *text, size_t n);
/* The folder and those above it: 0, or -1 with a message in error. */
int cf_make_folder(const char *path, char error[512]);

/* Makes the folder and takes it for this process and its children, until all of them have closed the descriptor that
 * is returned or have ended. -1 with a message: another process has it, it cannot be made, no file can be written
 * there. Temporary files of dead processes are removed. */
int cf_folder_take(const char *path, char error[512]);
/* That removal alone, for a folder within one that was taken. */
void cf_remove_orphans(const char *path);

/* The same for one file, whether or not it is there, among the processes of this machine; its folder has to be there. */
int cf_file_take(const char *path, char error[512]);

#endif
