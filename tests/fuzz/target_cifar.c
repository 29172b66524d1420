/* target_cifar.c - CIFAR10's binary files. Input: a byte, the length of the first of two files in records and an
 * eighth of a record (0: one file), then the files, of whose records only the first 16 bytes are given: the others
 * repeat them. What is read is the records in order; written again it gives the files' bytes. What is refused leaves
 * nothing and names file and offset. */
#include "core/images.h"
#include "tests/fuzz/fuzz.h"
#include <stdlib.h>
#include <string.h>

enum { RECORD = 3073, GIVEN = 16, MOST = 40 };

/* The records from their 16 bytes; bytes of an unfinished 16 give an unfinished record. */
static uint8_t *spread(size_t *length, const uint8_t *p, size_t n) {
    size_t whole = n / GIVEN, rest = n % GIVEN;
    uint8_t *out = malloc((whole + 1) * RECORD);
    REQUIRE(out);
    for (size_t r = 0; r < whole; r++)
        for (size_t i = 0; i < RECORD; i++) out[r * RECORD + i] = p[r * GIVEN + (i < GIVEN ? i : 1 + i % (GIVEN - 1))];
    size_t partial = rest * RECORD / GIVEN;
    for (size_t i = 0; i < partial; i++) out[whole * RECORD + i] = p[whole * GIVEN + i % rest];
    *length = whole * RECORD + partial;
    return out;
}

static void written_again(const cf_images *set, const uint8_t *bytes, size_t n) {
    fuzz_file f = fuzz_file_make("", 0);
    cf_images again;
    cf_images_error error = {""};
    const char *path = f.path;
    REQUIRE(cf_write_cifar10(&error, path, set) == CF_OK && cf_read_cifar10(&again, &error, &path, 1) == CF_OK);
    REQUIRE(again.n == set->n && n == set->n * RECORD);
    for (size_t i = 0; i < set->n; i++) {
        REQUIRE(set->labels[i] == bytes[i * RECORD] && again.labels[i] == set->labels[i]);
        REQUIRE(memcmp(set->pixels + i * (RECORD - 1), bytes + i * RECORD + 1, RECORD - 1) == 0);
    }
    REQUIRE(memcmp(set->pixels, again.pixels, set->n * (RECORD - 1)) == 0);
    cf_images_clear(&again);
    fuzz_file_close(&f);
}

void fuzz_cifar(const uint8_t *data, size_t size) {
    fuzz_input in = {data, size < 1 + MOST * GIVEN ? size : 1 + MOST * GIVEN};
    size_t cut = fuzz_byte(&in) * 2, n;
    uint8_t *bytes = spread(&n, in.at, in.left);
    cut = cut * RECORD / 16;
    if (cut > n) cut = n;
    fuzz_file file[2] = {fuzz_file_make(bytes, cut ? cut : n), fuzz_file_make(bytes + cut, n - cut)};
    const char *paths[2] = {file[0].path, file[1].path};
    cf_images set;
    cf_images_error error = {""};
    cf_status status = cf_read_cifar10(&set, &error, paths, cut ? 2 : 1);
    if (status == CF_OK) {
        REQUIRE(set.n > 0 && set.C == 3 && set.H == 32 && set.W == 32 && set.classes == 10);
        for (size_t i = 0; i < set.n; i++) REQUIRE(set.labels[i] < 10);
        written_again(&set, bytes, n);
    } else {
        REQUIRE(status == CF_EIO && !set.pixels && !set.labels && set.n == 0 && strstr(error.message, "offset"));
    }
    cf_images_clear(&set);
    fuzz_file_close(&file[0]), fuzz_file_close(&file[1]);
    free(bytes);
}
