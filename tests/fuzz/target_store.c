/* target_store.c - the store of cells on any file. Input: a byte of flags, then the file; with OURS its head says that
 * it is a store of this schema. Whatever is refused stays as it was to the byte, with nothing beside it; a file of
 * another application is always refused. What is accepted gives its sets and cells or says that it is damaged; a cell
 * that was put is there after the store is opened again, and the cells that were there are there still. */
#include "reports/store.h"
#include "tests/fuzz/fuzz.h"
#include <stdlib.h>
#include <string.h>

enum { OURS = 1, WRITE = 2, PUT = 4 };
enum { HEAD = 100, SETS = 20 };

static void make_ours(uint8_t *file) {
    memcpy(file, "SQLite format 3", 16);
    memcpy(file + 60, "\0\0\0\1", 4);
    memcpy(file + 68, "CfCe", 4);
}

static int unchanged(const char *path, const uint8_t *bytes, size_t n) {
    uint8_t *now = malloc(n + 1);
    FILE *f = fopen(path, "rb");
    REQUIRE(now && f);
    size_t k = fread(now, 1, n + 1, f);
    int same = k == n && memcmp(now, bytes, n) == 0;
    fclose(f);
    free(now);
    return same;
}

static void count(void *context, const double *parameters, cf_status status, const double *values) {
    (void)parameters, (void)status, (void)values;
    ++*(size_t *)context;
}

/* All sets and cells; returns the first status that is not OK. */
static cf_store_status read_all(cf_store *store, size_t *cells) {
    char error[512] = "";
    cf_store_set set;
    int end = 0;
    *cells = 0;
    for (size_t k = 0; k < SETS && !end; k++) {
        size_t counted, seen = 0;
        cf_store_status status = cf_store_set_at(store, k, &set, &counted, &end, error);
        if (status == CF_STORE_OK && !end) status = cf_store_choose(store, &set, error);
        if (status == CF_STORE_OK && !end) status = cf_store_each(store, count, &seen, error);
        if (status != CF_STORE_OK) {
            REQUIRE(strstr(error, "cells.sqlite"));
            return status;
        }
        *cells += seen;
    }
    return CF_STORE_OK;
}

static void put_one(cf_store *store, const char *path) {
    static const cf_store_set set = {"fuzz", 7, "code", "a b", "c"};
    const double parameters[] = {1.5, -2}, values[] = {3};
    char error[512] = "";
    size_t before, after;
    cf_store_status status = read_all(store, &before);
    if (status == CF_STORE_OK) status = cf_store_choose(store, &set, error);
    if (status == CF_STORE_OK) status = cf_store_put(store, parameters, CF_OK, values, error);
    cf_store_close(store);
    if (status != CF_STORE_OK) return;
    status = cf_store_open(&store, path, CF_STORE_READ, error);
    REQUIRE(status == CF_STORE_OK);
    status = read_all(store, &after);
    REQUIRE(status != CF_STORE_OK || after == before || after == before + 1);
    cf_store_close(store);
}

void fuzz_store(const uint8_t *data, size_t size) {
    fuzz_input in = {data, size};
    unsigned flags = fuzz_byte(&in);
    char path[4200], error[512] = "";
    uint8_t *file = malloc(in.left + 1);
    REQUIRE(file);
    if (in.left) memcpy(file, in.at, in.left);
    if ((flags & OURS) && in.left >= HEAD) make_ours(file);
    fuzz_folder_make();
    fuzz_folder_put("cells.sqlite", file, in.left);
    fuzz_folder_path(path, sizeof path, "cells.sqlite");
    int foreign = in.left > 0 &&
                  (in.left < HEAD || memcmp(file, "SQLite format 3", 16) != 0 || memcmp(file + 68, "CfCe", 4) != 0);
    cf_store *store = NULL;
    cf_store_status status = cf_store_open(&store, path, flags & WRITE ? CF_STORE_WRITE : CF_STORE_READ, error);
    REQUIRE(!foreign || status == CF_STORE_REFUSED);
    if (status != CF_STORE_OK) {
        REQUIRE(!store && strstr(error, path));
        REQUIRE(unchanged(path, file, in.left) && fuzz_folder_files() == 1);
    } else if ((flags & WRITE) && (flags & PUT)) {
        put_one(store, path);
    } else {
        size_t cells;
        read_all(store, &cells);
        cf_store_close(store);
    }
    fuzz_folder_remove();
    free(file);
}
