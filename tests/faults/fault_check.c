/* fault_check.c - what tests/faults.sh asks after each fault.
 *     fault_check new STATE                      an empty state for fail_alloc
 *     fault_check arm STATE N                    the N-th call is to fail
 *     fault_check calls STATE                    "CALLS FAILED KIND"
 *     fault_check list STATE FIRST SAMPLE SEED   which calls to fail, "N KIND" a line: the FIRST first ones, first and last
 *                                                of each call stack, SAMPLE at random; FIRST < 0: all; with $KIND
 *                                                (program, hooked, library) only the first and the last of its stacks
 *     fault_check compare all|some|report BEFORE GOOD NOW
 * compare: every file of NOW is, but for seconds, dates and the like, that of BEFORE or that of GOOD, and there is no other
 * (all: each that of GOOD; report: results of `certiflow verify` may have claims that are UNDECIDED instead). A store (*.sqlite) is sound and has cells of GOOD's only (all: all of them). */
#define _XOPEN_SOURCE 700
#include "fault_state.h"
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static _Noreturn void die(const char *what) {
    perror(what);
    exit(2);
}

static fault_state *map(const char *path, int fresh) {
    int fd = open(path, fresh ? O_RDWR | O_CREAT | O_TRUNC : O_RDWR, 0666);
    if (fd < 0 || (fresh && ftruncate(fd, sizeof(fault_state)) != 0)) die(path);
    fault_state *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (s == MAP_FAILED) die(path);
    close(fd);
    return s;
}

/* ---------------------------------------------------------------------------------------------- the calls */

static uint64_t draw(uint64_t *seed) { /* splitmix64 */
    uint64_t z = *seed += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static const char *const kinds[] = {"program", "hooked", "library"}; /* fault_kind */

static void list(const char *path, long first, long sample, uint64_t seed) {
    fault_state *s = map(path, 0);
    uint64_t calls = s->calls;
    unsigned char *want = calloc(calls + 1, 1);
    const char *kind = getenv("KIND");
    if (!want) die("list");
    for (uint64_t n = 1; n <= calls && !kind; n++) want[n] = first < 0 || n <= (uint64_t)first;
    for (size_t i = 0; i < FAULT_SITES; i++)
        if (s->site[i].hash && (!kind || strcmp(kind, kinds[s->site[i].kind]) == 0)) want[s->site[i].first] = want[s->site[i].last] = 1;
    for (long i = 0; !kind && i < sample && calls > 0; i++) want[1 + draw(&seed) % calls] = 1;
    for (uint64_t n = 1; n <= calls; n++)
        if (want[n]) printf("%llu\n", (unsigned long long)n);
    free(want);
}

/* ------------------------------------------------------------------------------------------------- a file */

static char *slurp(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    char *s = NULL;
    size_t room = 0, k;
    *n = 0;
    if (!f) return NULL;
    do {
        if (*n + 65537 > room) {
            room = 2 * room + 131072;
            s = realloc(s, room);
            if (!s) die(path);
        }
        k = fread(s + *n, 1, 65536, f);
        *n += k;
    } while (k > 0);
    fclose(f);
    s[*n] = '\0';
    return s;
}

/* Nonzero iff the key that ends before p (its closing quote included) names what differs from run to run. */
static int varies(const char *text, const char *p) {
    static const char *const keys[] = {"seconds\"", "date\"", "mib\"", "load\"", "started\"", "created\"", "computed\""};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        size_t n = strlen(keys[i]);
        if ((size_t)(p - text) >= n && memcmp(p - n, keys[i], n) == 0) return 1;
    }
    return 0;
}

/* Takes out what differs from run to run: values of such keys, "0.012 s", "3 kB", 2024-05-01T09:30:00Z, time="0.01". */
static size_t normal(char *s, size_t n) {
    char *out = s, *p = s, *end = s + n;
    while (p < end) {
        char *q = p;
        if (end - p > 8 && memcmp(p, "memory: ", 8) == 0) { /* of the ledger: to "MiB.", which may stand on the next line, or to the end of this */
            char *stop = strstr(p, "MiB."), *line = p + strcspn(p, "\n<");
            p = stop && stop - p < 200 ? stop + 4 : line;
            continue;
        }
        if (*p == ':' && varies(s, out)) { /* JSON: the value goes */
            *out++ = *p++;
            while (p < end && *p == ' ') p++;
            if (p < end && *p == '"') {
                for (p++; p < end && *p != '"';) p++;
                if (p < end) p++;
            } else {
                while (p < end && (isdigit((unsigned char)*p) || strchr("+-.eE", *p))) p++;
            }
            continue;
        }
        if (isdigit((unsigned char)*p)) {
            while (q < end && (isalnum((unsigned char)*q) || strchr(".:-+", *q))) q++;
            size_t k = (size_t)(q - p);
            int brief = q[-1] == 's';
            for (char *c = p; c + 1 < q; c++) brief &= isdigit((unsigned char)*c) || *c == '.';
            int unit = brief || (q + 2 <= end && *q == ' ' && ((q[1] == 's' && (q + 2 == end || !isalnum((unsigned char)q[2]))) || (q + 3 <= end && (memcmp(q + 1, "kB", 2) == 0 || memcmp(q + 1, "Mi", 2) == 0 || memcmp(q+1, "MB", 2) == 0))));
            int date = k >= 19 && p[4] == '-' && p[7] == '-' && p[10] == 'T';
            int time = (size_t)(out - s) >= 6 && memcmp(out - 6, "time=\"", 6) == 0;
            int computed = end - q > 9 && memcmp(q, " computed", 9) == 0; /* of a figure's cells: the others were in the store */
            if (unit || date || time || computed) {
                *out++ = 'T';
                p = q;
                continue;
            }
            while (p < q) *out++ = *p++;
            continue;
        }
        *out++ = *p++;
    }
    return (size_t)(out - s);
}

static int ends(const char *s, const char *suffix) {
    size_t n = strlen(s), m = strlen(suffix);
    return n >= m && strcmp(s + n - m, suffix) == 0;
}

static int is_text(const char *name) {
    static const char *const kinds[] = {".json", ".txt", ".xml", ".md", ".html", ".csv", ".svg", ".out"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (ends(name, kinds[i])) return 1;
    return 0;
}

/* White space of any length counts as one blank in prose, which is broken into lines by its length, the seconds' digits included. */
static size_t unwrap(char *s, size_t n) {
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isspace((unsigned char)s[i]))
            s[k++] = s[i];
        else if (k > 0 && s[k - 1] != ' ')
            s[k++] = ' ';
    }
    return k;
}

static int same(const char *a, const char *b) {
    size_t n, m;
    char *s = slurp(a, &n), *t = slurp(b, &m);
    if (s && is_text(a)) n = normal(s, n);
    if (t && is_text(a)) m = normal(t, m);
    if (s && t && (ends(a, ".txt") || ends(a, ".out"))) n = unwrap(s, n), m = unwrap(t, m);
    int equal = s && t && n == m && memcmp(s, t, n) == 0;
    free(s), free(t);
    return equal;
}

/* ------------------------------------------------------------------------------------------------ a store */

static long count(sqlite3 *db, const char *sql) {
    sqlite3_stmt *q = NULL;
    long n = -1;
    if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW) n = (long)sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return n;
}

/* NULL, or what is wrong with the store. An empty file, and one without tables, is a store that has not begun. */
static const char *compare_stores(const char *good, const char *now, int all) {
    sqlite3 *db;
    char sql[5000];
    struct stat st;
    const char *wrong = NULL;
    if (stat(now, &st) == 0 && st.st_size == 0 && !all) return NULL;
    if (sqlite3_open(now, &db) != SQLITE_OK) return "cannot be opened";
    if (count(db, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") != 1) wrong = "fails integrity_check";
    long begun = count(db, "SELECT count(*) FROM sqlite_master WHERE name = 'cells'");
    if (!wrong && begun == 1) {
        snprintf(sql, sizeof sql, "ATTACH '%s' AS good", good);
        if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) wrong = "cannot be compared";
        static const char mine[] = "SELECT experiment, version, c.parameters, status, c.\"values\", checksum FROM main.cells c JOIN main.sets s ON s.id = c.\"set\"";
        static const char theirs[] = "SELECT experiment, version, c.parameters, status, c.\"values\", checksum FROM good.cells c JOIN good.sets s ON s.id = c.\"set\"";
        snprintf(sql, sizeof sql, "SELECT count(*) FROM (%s EXCEPT %s)", mine, theirs);
        if (!wrong && count(db, sql) != 0) wrong = "has other cells";
        snprintf(sql, sizeof sql, "SELECT count(*) FROM (%s EXCEPT %s)", theirs, mine);
        if (!wrong && all && count(db, sql) != 0) wrong = "lacks cells";
    } else if (!wrong && (all || begun < 0)) {
        wrong = "has no cells";
    }
    sqlite3_close(db);
    return wrong;
}

/* ----------------------------------------------------------------------------------------------- a folder */

static int bad, reports; /* reports: compare report */

/* A report of `certiflow verify` in which a claim may have lacked a resource: JSON, the verdicts UNDECIDED or those of GOOD
 * or of BEFORE, with the evidence of each claim. NULL, or what is wrong. */
static const char *verdict_of(const json_t *report, const char *id) {
    size_t i;
    json_t *claim;
    json_array_foreach(json_object_get(report, "claims"), i, claim) {
        const char *s = json_string_value(json_object_get(claim, "id"));
        if (s && strcmp(s, id) == 0) return json_string_value(json_object_get(claim, "verdict"));
    }
    return NULL;
}

static const char *compare_reports(const char *before, const char *good, const char *now) {
    json_t *a = json_load_file(before, 0, NULL), *b = json_load_file(good, 0, NULL), *c = json_load_file(now, 0, NULL), *claim;
    size_t i;
    const char *wrong = c && json_array_size(json_object_get(c, "claims")) ? NULL : "is no whole report";
    json_array_foreach(json_object_get(c, "claims"), i, claim) {
        char path[3000];
        const char *id = json_string_value(json_object_get(claim, "id")), *is = id ? verdict_of(c, id) : NULL;
        const char *was = id ? verdict_of(a, id) : NULL, *should = id ? verdict_of(b, id) : NULL;
        if (!is || !(strcmp(is, "UNDECIDED") == 0 || (was && strcmp(is, was) == 0) || (should && strcmp(is, should) == 0)))
            wrong = "has a false verdict";
        snprintf(path, sizeof path, "%.*s/evidence/%s.json", (int)(strrchr(now, '/') - now), now, id ? id : "");
        json_t *evidence = json_load_file(path, 0, NULL);
        if (!evidence) wrong = "has a claim without whole evidence";
        json_decref(evidence);
    }
    json_decref(a), json_decref(b), json_decref(c);
    return wrong;
}

/* The same of prove.json: each verdict that of GOOD, or UNDECIDED where the checker lacked a resource, and the certificates that it
 * names are there. */
static const char *compare_proofs(const char *good, const char *now) {
    json_t *a = json_load_file(good, 0, NULL), *b = json_load_file(now, 0, NULL), *bound, *should = json_object_get(a, "bounds");
    size_t i;
    const char *wrong = b && json_array_size(json_object_get(b, "bounds")) == json_array_size(should) ? NULL : "is no whole report";
    json_array_foreach(json_object_get(b, "bounds"), i, bound) {
        char path[3000];
        const char *certificate = json_string_value(json_object_get(bound, "certificate")), *slash = certificate ? strrchr(certificate, '/') : NULL;
        json_t *is = json_object_get(bound, "verdict");
        int undecided = json_is_string(is) && strcmp(json_string_value(is), "UNDECIDED") == 0 && !certificate;
        if (!undecided && !json_equal(is, json_object_get(json_array_get(should, i), "verdict"))) wrong = "has a false verdict";
        if (!slash) continue;
        snprintf(path, sizeof path, "%.*s%s", (int)(strrchr(now, '/') - now), now, slash);
        json_t *there = json_load_file(path, 0, NULL);
        if (!there) wrong = "names a certificate that is not there";
        json_decref(there);
    }
    json_decref(a), json_decref(b);
    return wrong;
}

static void walk(const char *before, const char *good, const char *now, int all, int missing) {
    DIR *folder = opendir(missing ? good : now);
    struct dirent *e;
    while (folder && (e = readdir(folder))) {
        char a[2048], b[2048], c[2048];
        struct stat st, other;
        const char *name = e->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) continue;
        snprintf(a, sizeof a, "%s/%s", before, name), snprintf(b, sizeof b, "%s/%s", good, name), snprintf(c, sizeof c, "%s/%s", now, name);
        if (lstat(missing ? b : c, &st) != 0) continue;
        if (S_ISDIR(st.st_mode)) {
            if (missing && stat(c, &other) != 0) printf("%s is missing\n", c), bad = 1;
            else walk(a, b, c, all, missing);
            continue;
        }
        if (missing) {
            if (stat(c, &other) != 0) printf("%s is missing\n", c), bad = 1;
            continue;
        }
        if (ends(name, "-wal") || ends(name, "-shm") || ends(name, "-journal")) {
            if (all) printf("%s is left over\n", c), bad = 1;
            continue; /* SQLite's log: part of the store */
        }
        int in_before = stat(a, &other) == 0, in_good = stat(b, &other) == 0;
        const char *wrong = NULL;
        if (ends(name, ".sqlite"))
            wrong = in_good || in_before ? compare_stores(in_good ? b : a, c, all) : "should not be there";
        else if (!in_before && !in_good)
            wrong = "should not be there";
        else if (!all && strcmp(name, "verify.json") == 0)
            wrong = compare_reports(a, b, c);
        else if (!all && reports && strcmp(name, "prove.json") == 0 && in_good)
            wrong = compare_proofs(b, c);
        else if (!all && in_good && reports && !strstr(name, "certificate") && !(strcmp(name + strlen(name) - 5, ".json") == 0 && strstr(c, "/proofs/")))
            wrong = st.st_size > 0 ? NULL : "is empty"; /* beside a verify.json of the same run, which was looked at */
        else if (!(in_good && same(b, c)) && (all || !(in_before && same(a, c))))
            wrong = all ? "is not that of an undisturbed run" : "is neither the old file nor that of an undisturbed run";
        if (wrong) printf("%s %s\n", c, wrong), bad = 1;
    }
    if (folder) closedir(folder);
}

int main(int argc, char **argv) {
    const char *what = argc > 2 ? argv[1] : "";
    if (strcmp(what, "new") == 0) return map(argv[2], 1), 0;
    if (strcmp(what, "arm") == 0 && argc == 4) {
        fault_state *s = map(argv[2], 0);
        s->calls = 0;
        s->failed = 0;
        s->kind = 0;
        s->fail_at = strtoull(argv[3], NULL, 10);
        return 0;
    }
    if (strcmp(what, "calls") == 0) {
        fault_state *s = map(argv[2], 0);
        return printf("%llu %d %s\n", (unsigned long long)s->calls, s->failed, kinds[s->kind]), 0;
    }
    if (strcmp(what, "list") == 0 && argc == 6) return list(argv[2], atol(argv[3]), atol(argv[4]), strtoull(argv[5], NULL, 10)), 0;
    if (strcmp(what, "compare") == 0 && argc == 6) {
        int all = strcmp(argv[2], "all") == 0;
        reports = strcmp(argv[2], "report") == 0;
        walk(argv[3], argv[4], argv[5], all, 0);
        if (all) walk(argv[3], argv[4], argv[5], all, 1);
        return bad;
    }
    return fprintf(stderr, "fault_check: see its head\n"), 2;
}
