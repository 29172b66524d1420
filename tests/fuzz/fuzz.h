/* fuzz.h - what the fuzz targets share. A target takes any bytes and aborts where the program breaks what it promises;
 * libFuzzer calls it (entry.c, run.sh) and so does tests/test_fuzz.c, on every input kept. docs/quality/fuzzing.md
 * lists what each demands. */
#ifndef CF_FUZZ_H
#define CF_FUZZ_H

#include <stddef.h>
#include <stdint.h>

typedef void fuzz_target(const uint8_t *data, size_t size);
fuzz_target fuzz_csv, fuzz_npy, fuzz_idx, fuzz_cifar, fuzz_bound, fuzz_prove, fuzz_certificate, fuzz_checkpoint,
    fuzz_store, fuzz_results, fuzz_golden, fuzz_number, fuzz_cli;

/* A promise: says what is broken and aborts. */
#define REQUIRE(condition) ((condition) ? (void)0 : fuzz_broken(__FILE__, __LINE__, #condition))
_Noreturn void fuzz_broken(const char *file, int line, const char *what);

/* A file in memory with a path of its own. */
typedef struct {
    int fd;
    char path[40];
} fuzz_file;
fuzz_file fuzz_file_make(const void *data, size_t n);
void fuzz_file_close(fuzz_file *file);

/* The process's scratch folder below $TMPDIR, empty; nothing else is written to. */
void fuzz_folder_make(void);
void fuzz_folder_path(char *path, size_t room, const char *name); /* name NULL: the folder itself */
void fuzz_folder_put(const char *name, const void *data, size_t n);
int fuzz_folder_files(void); /* how many there are, folders too */
void fuzz_folder_remove(void);

/* Bytes that are taken from the front of an input; 0 where there are none left. */
typedef struct {
    const uint8_t *at;
    size_t left;
} fuzz_input;
unsigned fuzz_byte(fuzz_input *in);
size_t fuzz_take(const uint8_t **bytes, fuzz_input *in, size_t n); /* as many as there are of n */

#endif
