/* test_store.c - the store: what it keeps, and what it refuses without touching it. */
#include "reports/store.h"
#include "support.h"
#include "tests/slower.h"
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(store, .init = enter, .fini = leave, .timeout = 60 * SLOWER);

static const cf_store_set set = {"e", 1, "code", "a b", "x y z"};

static cf_store *opened(const char *path) {
    cf_store *s;
    char error[512];
    cr_assert(cf_store_open(&s, path, CF_STORE_WRITE, error) == CF_STORE_OK, "%s", error);
    cr_assert(cf_store_choose(s, &set, error) == CF_STORE_OK, "%s", error);
    return s;
}

/* n cells: parameters (i, -i), values (i/3, NaN, 1e-310) */
static void fill(const char *path, int n) {
    char error[512];
    cf_store *s = opened(path);
    for (int i = 0; i < n; i++) {
        double p[2] = {i, -i}, v[3] = {i / 3.0, NAN, 1e-310};
        cr_assert(cf_store_put(s, p, i % 2 ? CF_ENOCONV : CF_OK, v, error) == CF_STORE_OK, "%s", error);
    }
    cf_store_close(s);
}

static void sum(void *context, const double *p, cf_status status, const double *v) {
    double *total = context;
    cr_expect(p[1] == -p[0] && v[0] == p[0] / 3 && isnan(v[1]) && v[2] == 1e-310);
    cr_expect(status == ((int)p[0] % 2 ? CF_ENOCONV : CF_OK));
    cr_expect(p[0] == total[0], "in the order of their parameters");
    total[0]++;
}

/* The status and message of opening, choosing and reading all. */
static cf_store_status try(const char *path, cf_store_mode mode, char error[512]) {
    cf_store *s;
    double n[1] = {0};
    *error = '\0';
    cf_store_status status = cf_store_open(&s, path, mode, error);
    if (status != CF_STORE_OK) {
        cr_expect(s == NULL);
        return status;
    }
    status = cf_store_choose(s, &set, error);
    if (status == CF_STORE_OK) status = cf_store_each(s, sum, n, error);
    cf_store_close(s);
    return status;
}

static char *bytes_of(const char *path, size_t *n) {
    struct stat st;
    cr_assert(stat(path, &st) == 0);
    char *bytes = malloc((size_t)st.st_size + 1);
    FILE *f = fopen(path, "rb");
    cr_assert(f && fread(bytes, 1, (size_t)st.st_size, f) == (size_t)st.st_size);
    fclose(f);
    *n = (size_t)st.st_size;
    return bytes;
}

/* Both modes refuse it, name it, say why, and leave it and its folder as they are. */
static void is_refused(const char *path, const char *why) {
    char error[512];
    size_t n, m;
    char *before = bytes_of(path, &n);
    for (int mode = CF_STORE_READ; mode <= CF_STORE_WRITE; mode++) {
        cr_expect(try(path, (cf_store_mode)mode, error) == CF_STORE_REFUSED, "%s is accepted", path);
        cr_expect(strncmp(error, path, strlen(path)) == 0 && strstr(error, why), "'%s' is not in: %s", why, error);
    }
    char *after = bytes_of(path, &m);
    cr_expect(n == m && memcmp(before, after, n) == 0, "%s has changed", path);
    free(before), free(after);
    outcome o = run("figure fig2b --store '%s'", path);
    cr_expect(o.code == 2 && strstr(o.err, path) && strstr(o.err, why) && !*o.out, "%d %s", o.code, o.err);
    cr_expect(strchr(o.err, '\n') == strrchr(o.err, '\n'), "one line: %s", o.err);
    o = run("export '%s'", path);
    cr_expect(o.code == 2 && strstr(o.err, path) && strstr(o.err, why) && !*o.out, "%d %s", o.code, o.err);
}

Test(store, keeps_cells) {
    char error[512];
    double n = 0;
    fill("s", 100);
    fill("s", 200);
    cf_store *s = opened("s");
    cr_expect(cf_store_each(s, sum, &n, error) == CF_STORE_OK && n == 200, "%g %s", n, error);
    double p[2] = {1, -1}, v[3] = {7, 7, 7};
    cr_expect(cf_store_put(s, p, CF_OK, v, error) == CF_STORE_OK);
    n = 0;
    cr_expect(cf_store_each(s, sum, &n, error) == CF_STORE_OK && n == 200, "a cell that is there stays as it is");
    cf_store_set elsewhere = set;
    elsewhere.code = "other code";
    n = 0;
    cr_expect(cf_store_choose(s, &elsewhere, error) == CF_STORE_OK && cf_store_each(s, sum, &n, error) == CF_STORE_OK &&
              n == 0);
    cf_store_close(s);
    cr_expect(access("s-wal", F_OK) != 0 && access("s-journal", F_OK) != 0, "one file is left");
}

Test(store, refuses_what_is_none) {
    char path[] = "text";
    put(path,
        "curve,x,y\nthese are the results of last year, in a file whose name was mistyped; it is longer than a head\n");
    is_refused(path, "no SQLite file");
    put("short", "SQLite format 3");
    is_refused("short", "no SQLite file");
    fill("ours", 300);
    size_t n;
    char *ours = bytes_of("ours", &n);
    FILE *f = fopen("foreign", "wb");
    cr_assert(f);
    char *copy = malloc(n);
    memcpy(copy, ours, n);
    memset(copy + 68, 0, 4); /* no application */
    cr_assert(fwrite(copy, 1, n, f) == n && fclose(f) == 0);
    is_refused("foreign", "another application");
    memcpy(copy, ours, n);
    copy[63] = 2; /* user_version */
    cr_assert((f = fopen("newer", "wb")) && fwrite(copy, 1, n, f) == n && fclose(f) == 0);
    is_refused("newer", "schema 2, which a newer certiflow wrote");
    cr_assert((f = fopen("truncated", "wb")) && fwrite(ours, 1, n - 5000, f) == n - 5000 && fclose(f) == 0);
    is_refused("truncated", "damaged");
    memcpy(copy, ours, n);
    memset(copy + 4096, 0x5a, 4096); /* the second page: the table of sets */
    cr_assert((f = fopen("overwritten", "wb")) && fwrite(copy, 1, n, f) == n && fclose(f) == 0);
    is_refused("overwritten", "damaged");
    free(copy), free(ours);
}

/* One bit of a value, anywhere in the last page that holds cells: SQLite does not see it. */
Test(store, sees_a_flipped_bit) {
    char error[512];
    fill("s", 40);
    size_t n;
    char *bytes = bytes_of("s", &n), third[8];
    double v = 13 / 3.0;
    uint64_t u;
    memcpy(&u, &v, 8);
    u |= (uint64_t)1 << 63;
    for (int b = 0; b < 8; b++) third[b] = (char)(u >> (56 - 8 * b));
    size_t at = 0;
    while (at + 8 < n && memcmp(bytes + at, third, 8) != 0) at++;
    cr_assert(at + 8 < n, "the value is found in the file");
    int fd = open("s", O_WRONLY);
    char flipped = (char)(third[7] ^ 1);
    cr_assert(pwrite(fd, &flipped, 1, (off_t)at + 7) == 1 && close(fd) == 0);
    free(bytes);
    cr_expect(try("s", CF_STORE_READ, error) == CF_STORE_REFUSED && strstr(error, "checksum"), "%s", error);
}

Test(store, in_use) {
    char error[512];
    fill("s", 3);
    cf_store *s = opened("s");
    outcome o = run("figure fig2b --store s");
    cr_expect(o.code == 4 && strstr(o.err, "s: the store is in use by another process"), "%d %s", o.code, o.err);
    o = run("export s");
    cr_expect(o.code == 4 && strstr(o.err, "s: the store is in use by another process"), "%d %s", o.code, o.err);
    cf_store_close(s);
    cr_expect(try("s", CF_STORE_READ, error) == CF_STORE_OK);
}

Test(store, folders_and_missing_ones) {
    char error[512];
    mkdir("d", 0777);
    cr_expect(try("d", CF_STORE_WRITE, error) == CF_STORE_REFUSED && strstr(error, "d: not a regular file"), "%s",
              error);
    cr_expect(try("none", CF_STORE_READ, error) == CF_STORE_REFUSED && strstr(error, "none: No such file"), "%s",
              error);
    cr_expect(access("none", F_OK) != 0);
    cr_expect(try("no/folder/s", CF_STORE_WRITE, error) == CF_STORE_FAILED && strstr(error, "no/folder/s: "), "%s",
              error);
    cr_expect(try(":memory:", CF_STORE_WRITE, error) == CF_STORE_OK && access(":memory:", F_OK) == 0,
              "a name is a name");
    cr_expect(try("/proc/s", CF_STORE_WRITE, error) == CF_STORE_FAILED &&
                  strstr(error, "/proc/s: the store cannot be written"),
              "%s", error);
    refused("export none", "none: No such file");
    refused("figure fig2b --resume --store none", "--resume: there is no store none");
}

/* A file size limit is how a disk is full here. What was there before stays, whole. */
Test(store, full_disk) {
    char error[512] = "";
    fill("s", 500);
    pid_t pid = fork();
    if (pid == 0) {
        struct rlimit limit = {65536, 65536};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        cf_store *s = opened("s");
        for (int i = 0; i < 20000; i++) {
            double p[2] = {500 + i, -500 - i}, v[3] = {(500 + i) / 3.0, NAN, 1e-310};
            cf_store_status status = cf_store_put(s, p, i % 2 ? CF_ENOCONV : CF_OK, v, error);
            if (status == CF_STORE_OK) continue;
            cf_store_close(s);
            _exit(status == CF_STORE_FAILED && strncmp(error, "s: ", 3) == 0 ? 0 : 1);
        }
        _exit(2);
    }
    int status;
    cr_assert(waitpid(pid, &status, 0) == pid);
    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%d", status);
    double n[1] = {0};
    cf_store *s = opened("s");
    cr_expect(cf_store_each(s, sum, n, error) == CF_STORE_OK && n[0] >= 500, "%g %s", n[0], error);
    cf_store_close(s);
}

/* SQLite's flushes, of which the fail_at-th fails. */
static int flushes, fail_at;
int fdatasync(int fd) {
    if (++flushes != fail_at) return fsync(fd);
    errno = EIO;
    return -1;
}

/* A store whose last flush fails is said to have failed, or it is whole and alone. */
Test(store, a_log_that_stays_is_told) {
    int failed = 0, at = 0;
    do {
        char error[512] = "";
        double n[1] = {0};
        unlink("s"), unlink("s-journal"), unlink("s-wal");
        fail_at = 0;
        cf_store *s = opened("s");
        for (int i = 0; i < 3; i++) {
            double p[2] = {i, -i}, v[3] = {i / 3.0, NAN, 1e-310};
            cr_assert(cf_store_put(s, p, i % 2 ? CF_ENOCONV : CF_OK, v, error) == CF_STORE_OK, "%s", error);
        }
        flushes = 0, fail_at = ++at;
        cf_store_status status = cf_store_finish(s, error);
        int left = access("s-journal", F_OK) == 0 || access("s-wal", F_OK) == 0;
        cr_expect(status != CF_STORE_OK || !left, "flush %d: a log is left, and nothing is said", at);
        cr_expect(status == CF_STORE_OK || strncmp(error, "s: ", 3) == 0, "flush %d: %s", at, error);
        failed += status != CF_STORE_OK;
        fail_at = 0;
        s = opened("s");
        cr_expect(cf_store_each(s, sum, n, error) == CF_STORE_OK && n[0] == 3, "flush %d: %g %s", at, n[0], error);
        cr_expect(cf_store_finish(s, error) == CF_STORE_OK && access("s-journal", F_OK) != 0 && access("s-wal", F_OK) != 0, "%s", error);
    } while (at <= flushes && at < 100);
    cr_expect(failed >= 3, "%d of %d", failed, at);
}
