/* store.c - see store.h. The one file that knows SQLite.
 *
 * Why a killed sweep loses no more than the cells in flight, and never the file: each cell is a transaction, appended
 * to the write-ahead log (journal_mode=WAL) by one write, which the kernel keeps whatever becomes of the process. A log
 * that ends in half a transaction is recognised by its checksums and cut there at the next opening. synchronous=NORMAL
 * flushes to the disk only when the log is folded into the file, so that a cell costs microseconds; it costs, at a loss
 * of power, the last cells, not the file.
 *
 * locking_mode=EXCLUSIVE keeps other processes out from the first access on and the log's index in our own memory, so
 * that the store also works on network file systems, where two processes could not share that index. A store that was
 * closed in order is a single file again (journal_mode=DELETE), which can be read where nothing may be written.
 *
 * Doubles are stored as their 8 bytes, the highest first, exactly, under a map of the bits that makes the order of
 * bytes that of the numbers: a grid's cells come in their order, and the tree grows at its end. Each cell has a
 * checksum, since SQLite notices damage to its tree but not to what hangs on it. */
#include "reports/store.h"
#include "verify/run.h"
#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { APPLICATION = 0x43664365 /* "CfCe" */, SCHEMA = 1, NUMBERS = CF_SWEEP_PARAMETERS + CF_SWEEP_VALUES };

static const char sets_table[] =
    "CREATE TABLE sets(id INTEGER PRIMARY KEY, experiment TEXT NOT NULL, version INTEGER NOT NULL, code TEXT NOT NULL,"
    "  parameters TEXT NOT NULL, \"values\" TEXT NOT NULL, UNIQUE(experiment, version, code, parameters, \"values\"))";
static const char cells_table[] =
    "CREATE TABLE cells(\"set\" INTEGER NOT NULL, parameters BLOB NOT NULL, status INTEGER NOT NULL, \"values\" BLOB "
    "NOT NULL,"
    "  checksum INTEGER NOT NULL, PRIMARY KEY(\"set\", parameters)) WITHOUT ROWID";

struct cf_store {
    sqlite3 *db;
    sqlite3_stmt *put, *set_at;
    char *path;
    cf_store_mode mode;
    sqlite3_int64 set;
    size_t n_parameters, n_values;
};

/* ------------------------------------------------------------------------------------------------ messages */

static cf_store_status refuse(char error[512], const char *path, const char *why) {
    snprintf(error, 512, "%.280s: %.200s; it is left as it is", path, why);
    return CF_STORE_REFUSED;
}

/* What went wrong in SQLite's last call, in a user's words. */
static cf_store_status explain(const cf_store *s, char error[512]) {
    int code = sqlite3_extended_errcode(s->db), system = sqlite3_system_errno(s->db);
    const char *reason = system ? strerror(system) : sqlite3_errmsg(s->db);
    switch (code & 0xff) {
    case SQLITE_NOTADB:
        return refuse(error, s->path, "not a store of cells (no SQLite file)");
    case SQLITE_CORRUPT:
        return refuse(error, s->path, "the store is damaged");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        snprintf(error, 512, "%.300s: the store is in use by another process", s->path);
        return CF_STORE_FAILED;
    case SQLITE_FULL:
        snprintf(error, 512, "%.300s: no space left on the disk", s->path);
        return CF_STORE_FAILED;
    case SQLITE_NOMEM:
        snprintf(error, 512, "%.300s: out of memory", s->path);
        return CF_STORE_FAILED;
    default:
        snprintf(error, 512, "%.300s: the store cannot be %s: %.150s", s->path,
                 s->mode == CF_STORE_READ ? "read" : "written", reason);
        return CF_STORE_FAILED;
    }
}

static cf_store_status execute(cf_store *s, const char *sql, char error[512]) {
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? CF_STORE_OK : explain(s, error);
}

/* ------------------------------------------------------------------------------------------------- opening */

static uint32_t big_endian(const unsigned char *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* What the file's head says, before SQLite may touch it: opening a database of another application could already fold
 * its log into it. *size is 0 where there is nothing, or an empty file. */
static cf_store_status look_at_head(const char *path, cf_store_mode mode, long long *size, char error[512]) {
    struct stat there;
    unsigned char head[100];
    char why[120];
    *size = 0;
    if (stat(path, &there) != 0) {
        if (errno == ENOENT && mode == CF_STORE_WRITE) return CF_STORE_OK;
        snprintf(error, 512, "%.300s: %s", path, strerror(errno));
        return errno == ENOENT ? CF_STORE_REFUSED : CF_STORE_FAILED;
    }
    if (!S_ISREG(there.st_mode)) return refuse(error, path, "not a regular file");
    *size = (long long)there.st_size;
    if (*size == 0) return mode == CF_STORE_WRITE ? CF_STORE_OK : refuse(error, path, "not a store of cells (empty)");
    FILE *f = fopen(path, "rb");
    size_t n = f ? fread(head, 1, sizeof head, f) : 0;
    int reason = errno, failed = !f || ferror(f);
    if (f) fclose(f);
    if (failed) {
        snprintf(error, 512, "%.300s: %s", path, strerror(reason));
        return CF_STORE_FAILED;
    }
    if (n < sizeof head || memcmp(head, "SQLite format 3", 16) != 0)
        return refuse(error, path, "not a store of cells (no SQLite file)");
    if (big_endian(head + 68) != APPLICATION) return refuse(error, path, "an SQLite file of another application");
    if (big_endian(head + 60) == SCHEMA) return CF_STORE_OK;
    snprintf(why, sizeof why, "a store of schema %lu, which a newer certiflow wrote; this one knows %d",
             (unsigned long)big_endian(head + 60), SCHEMA);
    return refuse(error, path, why);
}

static cf_store_status make_schema(cf_store *s, char error[512]) {
    cf_store_status status = execute(s, "BEGIN IMMEDIATE", error);
    if (status == CF_STORE_OK) status = execute(s, sets_table, error);
    if (status == CF_STORE_OK) status = execute(s, cells_table, error);
    if (status != CF_STORE_OK) return status;
    return execute(s, "PRAGMA application_id=1130775397; PRAGMA user_version=1; COMMIT", error);
}

/* Only the two tables as they are made here, and the index of the first: a view in the place of one could have no end of
 * rows, and a trigger could change cells that are there. */
static cf_store_status check_schema(cf_store *s, char error[512]) {
    static const char sql[] = "SELECT count(*), total(sql=?1) + total(sql=?2), total(sql IS NULL AND type='index') "
                              "FROM sqlite_master";
    sqlite3_stmt *q = NULL;
    if (sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) != SQLITE_OK) return explain(s, error);
    sqlite3_bind_text(q, 1, sets_table, -1, SQLITE_STATIC);
    sqlite3_bind_text(q, 2, cells_table, -1, SQLITE_STATIC);
    cf_store_status status = CF_STORE_OK;
    if (sqlite3_step(q) != SQLITE_ROW)
        status = explain(s, error);
    else if (sqlite3_column_int(q, 0) != 3 || sqlite3_column_int(q, 1) != 2 || sqlite3_column_int(q, 2) != 1)
        status = refuse(error, s->path, "its tables are not those of a store of cells");
    sqlite3_finalize(q);
    return status;
}

/* The schema is made under a rollback journal, and only then the log begins: the head of a file that is not empty
 * always says whose it is. */
static cf_store_status prepare(cf_store *s, int fresh, char error[512]) {
    sqlite3_busy_timeout(s->db, 500);
    cf_store_status status = execute(s, "PRAGMA locking_mode=EXCLUSIVE", error);
    if (status == CF_STORE_OK && fresh) status = make_schema(s, error);
    if (status == CF_STORE_OK) status = check_schema(s, error);
    if (status == CF_STORE_OK) status = execute(s, "SELECT count(*) FROM sets", error);
    if (status == CF_STORE_OK && s->mode == CF_STORE_WRITE)
        status = execute(s, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; BEGIN IMMEDIATE; COMMIT", error);
    return status;
}

/* SQLite gives names such as ":memory:" and "file:x" a meaning of their own: a path that begins with a folder has none.
 */
static char *plain_path(const char *path) {
    char *plain = malloc(strlen(path) + 3);
    if (plain) sprintf(plain, "%s%s", *path == '/' ? "" : "./", path);
    return plain;
}

cf_store_status cf_store_open(cf_store **store, const char *path, cf_store_mode mode, char error[512]) {
    long long size;
    *store = NULL;
    cf_store_status status = look_at_head(path, mode, &size, error);
    if (status != CF_STORE_OK) return status;
    cf_store *s = calloc(1, sizeof *s);
    char *plain = plain_path(path);
    if (s) s->path = malloc(strlen(path) + 1), s->mode = mode;
    if (!plain || !s || !s->path) abort();
    strcpy(s->path, path);
    /* A reader may write too, where it can: a log that a killed run left behind has to be folded in. */
    int flags = SQLITE_OPEN_READWRITE | (mode == CF_STORE_WRITE ? SQLITE_OPEN_CREATE : 0);
    int code = sqlite3_open_v2(plain, &s->db, flags, NULL);
    if (code != SQLITE_OK && mode == CF_STORE_READ) {
        sqlite3_close(s->db);
        code = sqlite3_open_v2(plain, &s->db, SQLITE_OPEN_READONLY, NULL);
    }
    status = code == SQLITE_OK ? prepare(s, size == 0, error) : explain(s, error);
    free(plain);
    if (status == CF_STORE_OK) {
        *store = s;
    } else {
        s->mode = CF_STORE_READ; /* nothing is to be tidied up in a file that was not accepted */
        cf_store_close(s);
    }
    return status;
}

/* What SQLite keeps silent about: a log that stayed beside a store, since a flush failed at the very end. */
static cf_store_status look_for_logs(const char *path, char error[512]) {
    static const char *const logs[] = {"-wal", "-journal"};
    cf_store_status status = CF_STORE_OK;
    char *beside = malloc(strlen(path) + 9);
    if (!beside) abort();
    for (int k = 0; k < 2; k++) {
        sprintf(beside, "%s%s", path, logs[k]);
        if (access(beside, F_OK) != 0) continue;
        snprintf(error, 512, "%.300s: the store's log could not be folded in; the next opening does it", path);
        status = CF_STORE_FAILED;
    }
    free(beside);
    return status;
}

cf_store_status cf_store_finish(cf_store *s, char error[512]) {
    cf_store_status status = CF_STORE_OK;
    if (!s) return status;
    sqlite3_finalize(s->put);
    sqlite3_finalize(s->set_at);
    if (s->mode == CF_STORE_WRITE) status = execute(s, "PRAGMA journal_mode=DELETE", error);
    sqlite3_close(s->db);
    if (s->mode == CF_STORE_WRITE && status == CF_STORE_OK) status = look_for_logs(s->path, error);
    free(s->path);
    free(s);
    return status;
}

void cf_store_close(cf_store *s) {
    char unused[512];
    cf_store_finish(s, unused);
}

/* ---------------------------------------------------------------------------------------------------- sets */

static void bind_set(sqlite3_stmt *q, const cf_store_set *set) {
    sqlite3_bind_text(q, 1, set->experiment, -1, SQLITE_STATIC);
    sqlite3_bind_int(q, 2, set->version);
    sqlite3_bind_text(q, 3, set->code, -1, SQLITE_STATIC);
    sqlite3_bind_text(q, 4, set->parameters, -1, SQLITE_STATIC);
    sqlite3_bind_text(q, 5, set->values, -1, SQLITE_STATIC);
}

/* Runs a statement on the set once; *id from its first row, 0 without one. */
static cf_store_status ask_set(cf_store *s, const char *sql, const cf_store_set *set, sqlite3_int64 *id,
                               char error[512]) {
    sqlite3_stmt *q = NULL;
    *id = 0;
    int code = sqlite3_prepare_v2(s->db, sql, -1, &q, NULL);
    if (code == SQLITE_OK) {
        bind_set(q, set);
        code = sqlite3_step(q);
        if (code == SQLITE_ROW) *id = sqlite3_column_int64(q, 0);
    }
    cf_store_status status = code == SQLITE_ROW || code == SQLITE_DONE ? CF_STORE_OK : explain(s, error);
    sqlite3_finalize(q);
    return status;
}

static size_t words(const char *s) {
    const cf_experiment e = {.parameters = s};
    return cf_experiment_parameters(&e);
}

cf_store_status cf_store_choose(cf_store *s, const cf_store_set *set, char error[512]) {
    static const char find[] =
        "SELECT id FROM sets WHERE experiment=?1 AND version=?2 AND code=?3 AND parameters=?4 AND \"values\"=?5";
    static const char make[] =
        "INSERT INTO sets(experiment, version, code, parameters, \"values\") VALUES(?1, ?2, ?3, ?4, ?5)";
    sqlite3_int64 none;
    s->n_parameters = words(set->parameters), s->n_values = words(set->values);
    if (s->n_parameters > CF_SWEEP_PARAMETERS || s->n_values > CF_SWEEP_VALUES) {
        char why[200];
        snprintf(why, sizeof why, "the experiment %.60s has more parameters or values than this certiflow knows",
                 set->experiment);
        return refuse(error, s->path, why);
    }
    cf_store_status status = ask_set(s, find, set, &s->set, error);
    if (status != CF_STORE_OK || s->set || s->mode == CF_STORE_READ) return status;
    status = ask_set(s, make, set, &none, error);
    return status == CF_STORE_OK ? ask_set(s, find, set, &s->set, error) : status;
}

cf_store_status cf_store_set_at(cf_store *s, size_t k, cf_store_set *set, size_t *cells, int *end, char error[512]) {
    static const char sql[] =
        "SELECT experiment, version, code, parameters, \"values\", "
        "(SELECT count(*) FROM cells WHERE \"set\"=sets.id) FROM sets ORDER BY id LIMIT 1 OFFSET ?1";
    if (!s->set_at && sqlite3_prepare_v2(s->db, sql, -1, &s->set_at, NULL) != SQLITE_OK) return explain(s, error);
    sqlite3_reset(s->set_at);
    sqlite3_bind_int64(s->set_at, 1, (sqlite3_int64)k);
    int code = sqlite3_step(s->set_at);
    *end = code == SQLITE_DONE;
    if (code != SQLITE_ROW) return *end ? CF_STORE_OK : explain(s, error);
    set->experiment = (const char *)sqlite3_column_text(s->set_at, 0);
    set->version = sqlite3_column_int(s->set_at, 1);
    set->code = (const char *)sqlite3_column_text(s->set_at, 2);
    set->parameters = (const char *)sqlite3_column_text(s->set_at, 3);
    set->values = (const char *)sqlite3_column_text(s->set_at, 4);
    *cells = (size_t)sqlite3_column_int64(s->set_at, 5);
    return set->experiment && set->code && set->parameters && set->values ? CF_STORE_OK : explain(s, error);
}

/* --------------------------------------------------------------------------------------------------- cells */

/* Bits whose order as unsigned numbers, and so as bytes, is that of the doubles: the negative ones inverted, the others
 * above them. */
static uint64_t ordered(uint64_t u) {
    return u >> 63 ? ~u : u | (uint64_t)1 << 63;
}
static uint64_t unordered(uint64_t u) {
    return u >> 63 ? u & ~((uint64_t)1 << 63) : ~u;
}

static void pack(unsigned char *bytes, const double *x, size_t n) {
    for (size_t i = 0; i < n; i++) {
        uint64_t u;
        memcpy(&u, &x[i], 8);
        u = ordered(u);
        for (int b = 0; b < 8; b++) bytes[8 * i + (size_t)b] = (unsigned char)(u >> (56 - 8 * b));
    }
}

static void unpack(double *x, const unsigned char *bytes, size_t n) {
    for (size_t i = 0; i < n; i++) {
        uint64_t u = 0;
        for (int b = 0; b < 8; b++) u = u << 8 | bytes[8 * i + (size_t)b];
        u = unordered(u);
        memcpy(&x[i], &u, 8);
    }
}

/* 31 bits of a hash of all that a cell is: SQLite stores them in 4 bytes. */
static sqlite3_int64 checksum(const unsigned char *parameters, size_t p, int status, const unsigned char *values,
                              size_t v) {
    unsigned char kind = (unsigned char)status;
    uint64_t h = cf_fnv1a(cf_fnv1a(cf_fnv1a(CF_FNV1A, parameters, p), &kind, 1), values, v);
    return (sqlite3_int64)(h >> 33);
}

cf_store_status cf_store_each(cf_store *s, cf_store_cell cell, void *context, char error[512]) {
    sqlite3_stmt *q = NULL;
    size_t p = 8 * s->n_parameters, v = 8 * s->n_values;
    double parameters[CF_SWEEP_PARAMETERS + 1], values[CF_SWEEP_VALUES + 1];
    static const char sql[] =
        "SELECT parameters, status, \"values\", checksum FROM cells WHERE \"set\"=?1 ORDER BY parameters";
    if (sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) != SQLITE_OK) return explain(s, error);
    sqlite3_bind_int64(q, 1, s->set);
    int code;
    cf_store_status status = CF_STORE_OK;
    while ((code = sqlite3_step(q)) == SQLITE_ROW && status == CF_STORE_OK) {
        const unsigned char *a = sqlite3_column_blob(q, 0), *b = sqlite3_column_blob(q, 2);
        int kind = sqlite3_column_int(q, 1);
        if ((p && !a) || (v && !b)) { /* SQLite had no memory for a copy, or the cell is damaged */
            status = sqlite3_errcode(s->db) == SQLITE_NOMEM ? explain(s, error) : refuse(error, s->path, "the store is damaged (a cell is empty)");
            break;
        }
        if ((size_t)sqlite3_column_bytes(q, 0) != p || (size_t)sqlite3_column_bytes(q, 2) != v ||
            checksum(a, p, kind, b, v) != sqlite3_column_int64(q, 3)) {
            status = refuse(error, s->path, "the store is damaged (a cell does not have its checksum)");
            break;
        }
        unpack(parameters, a, s->n_parameters);
        unpack(values, b, s->n_values);
        cell(context, parameters, (cf_status)kind, values);
    }
    if (status == CF_STORE_OK && code != SQLITE_DONE) status = explain(s, error);
    sqlite3_finalize(q);
    return status;
}

cf_store_status cf_store_put(cf_store *s, const double *parameters, cf_status status, const double *values,
                             char error[512]) {
    static const char sql[] = "INSERT INTO cells VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
    unsigned char bytes[8 * NUMBERS], *b = bytes + 8 * CF_SWEEP_PARAMETERS;
    size_t p = 8 * s->n_parameters, v = 8 * s->n_values;
    if (!s->put && sqlite3_prepare_v2(s->db, sql, -1, &s->put, NULL) != SQLITE_OK) return explain(s, error);
    pack(bytes, parameters, s->n_parameters);
    pack(b, values, s->n_values);
    sqlite3_bind_int64(s->put, 1, s->set);
    sqlite3_bind_blob(s->put, 2, bytes, (int)p, SQLITE_STATIC);
    sqlite3_bind_int(s->put, 3, (int)status);
    sqlite3_bind_blob(s->put, 4, b, (int)v, SQLITE_STATIC);
    sqlite3_bind_int64(s->put, 5, checksum(bytes, p, (int)status, b, v));
    sqlite3_step(s->put);
    return sqlite3_reset(s->put) == SQLITE_OK ? CF_STORE_OK : explain(s, error);
}
