/* json.c - verify.json and evidence/ID.json, and the writing of all reports of a run.
 *
 * Doubles are written with 17 significant digits and round-trip. verify.json holds all but the rows of
 * tables, of which it gives the number; evidence/ID.json holds one claim whole. All files are complete on the
 * disk before the first is put in its place; the evidence goes first, verify.json last, and only then does
 * the evidence of claims that are not part of this run go: verify.json never tells of evidence that is not
 * there. */
#include "reports/reports.h"
#include "verify/atomic.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FORMAT (JSON_INDENT(1) | JSON_REAL_PRECISION(17))

static char *dump(const json_t *j) {
    char *s = json_dumps(j, FORMAT);
    if (!s) abort();
    size_t n = strlen(s);
    char *with_newline = realloc(s, n + 2);
    if (!with_newline) abort();
    strcpy(with_newline + n, "\n");
    return with_newline;
}

/* The text of a certificate stands in a file of its own; what is left is its place in the report's folder. */
static void name_certificate(json_t *claim) {
    json_t *check = json_object_get(json_object_get(claim, "evidence"), "check");
    if (!json_object_get(check, "certificate")) return;
    json_object_set_new(check, "certificate", json_sprintf("evidence/%s.certificate.json", cf_report_text(claim, "id")));
}

static void count_rows(json_t *run) {
    const char *name;
    json_t *rows, *tables = json_object_get(run, "tables");
    json_object_foreach(tables, name, rows)
        json_object_set_new(tables, name, json_integer((json_int_t)json_array_size(rows)));
}

char *cf_report_verify_json(const json_t *report) {
    json_t *copy = json_deep_copy(report), *claim;
    size_t i;
    json_array_foreach(json_object_get(copy, "claims"), i, claim) {
        json_t *evidence = json_object_get(claim, "evidence");
        count_rows(json_object_get(evidence, "check"));
        count_rows(json_object_get(evidence, "canary"));
        name_certificate(claim);
    }
    char *s = dump(copy);
    json_decref(copy);
    return s;
}

char *cf_report_evidence_json(const json_t *claim) {
    json_t *copy = json_deep_copy(claim);
    name_certificate(copy);
    char *s = dump(copy);
    json_decref(copy);
    return s;
}

/* The certificate of a claim, or NULL. */
static const char *certificate_of(const json_t *claim) {
    return json_string_value(json_object_get(json_object_get(json_object_get(claim, "evidence"), "check"), "certificate"));
}

/* Frees text. */
static int add(cf_files *files, const char *dir, const char *name, const char *suffix, char *text) {
    size_t n = strlen(dir) + strlen(name) + strlen(suffix) + 2;
    char *path = malloc(n);
    if (!path) abort();
    snprintf(path, n, "%s/%s%s", dir, name, suffix);
    int status = cf_files_add(files, path, text, strlen(text));
    free(path);
    free(text);
    return status;
}

static int add_evidence(cf_files *files, const json_t *report, const char *dir) {
    size_t i, n = strlen(dir) + sizeof "/evidence";
    json_t *claim;
    char *folder = malloc(n);
    if (!folder) abort();
    snprintf(folder, n, "%s/evidence", dir);
    int status = cf_make_folder(folder, files->error);
    if (status == 0) cf_remove_orphans(folder);
    json_array_foreach(json_object_get(report, "claims"), i, claim) {
        if (status != 0) break;
        const char *id = json_string_value(json_object_get(claim, "id"));
        status = add(files, folder, id, ".json", cf_report_evidence_json(claim));
        const char *certificate = certificate_of(claim);
        char *copy = certificate ? strdup(certificate) : NULL;
        if (certificate && !copy) abort();
        if (status == 0 && copy) status = add(files, folder, id, ".certificate.json", copy);
        else free(copy);
    }
    free(folder);
    return status;
}

/* Nonzero iff id is the id of a claim by its form: a path cannot hide in it. */
static int is_id(const char *id) {
    size_t n = id ? strlen(id) : 0;
    return n > 0 && n < 128 &&
           strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.") == n;
}

/* Removes the evidence that the report written before told of and this one does not: nothing else in the
 * folder is touched. */
static void remove_stale(const json_t *before, const json_t *report, const char *dir) {
    static const char *const kinds[] = {".json", ".certificate.json"};
    size_t i, n = strlen(dir) + 170;
    json_t *claim;
    char *path = malloc(n);
    if (!path) abort();
    json_array_foreach(json_object_get(before, "claims"), i, claim) {
        const char *id = json_string_value(json_object_get(claim, "id"));
        const json_t *now = is_id(id) ? cf_report_claim(report, id) : NULL;
        for (int k = now ? 1 : 0; k < 2 && is_id(id) && !(now && certificate_of(now)); k++) {
            snprintf(path, n, "%s/evidence/%s%s", dir, id, kinds[k]);
            unlink(path);
        }
    }
    free(path);
}

static json_t *report_in(const char *dir) {
    size_t n = strlen(dir) + sizeof "/verify.json";
    char *path = malloc(n);
    if (!path) abort();
    snprintf(path, n, "%s/verify.json", dir);
    json_error_t unused;
    json_t *report = cf_json_read(path, 0, &unused);
    int reason = errno;
    free(path);
    return errno = reason, report;
}

int cf_report_write(const json_t *report, const char *dir, char error[512]) {
    if (cf_make_folder(dir, error) != 0) return -1;
    json_t *before = NULL;
    cf_files files;
    cf_files_init(&files);
    int status = add_evidence(&files, report, dir);
    if (status == 0) status = add(&files, dir, "junit", ".xml", cf_report_junit(report));
    if (status == 0) status = add(&files, dir, "ledger", ".txt", cf_report_ledger(report, 80));
    if (status == 0) status = add(&files, dir, "verify", ".json", cf_report_verify_json(report));
    if (status == 0) before = report_in(dir); /* by now it is certain that it is a file, if it is there */
    if (status == 0 && !before && errno != ENOENT && errno != EINVAL) { /* EINVAL: it is none of ours */
        snprintf(files.error, sizeof files.error, "%.300s/verify.json: the old one cannot be read: %s", dir, strerror(errno));
        status = -1;
    }
    if (status == 0) status = cf_files_commit(&files);
    if (status == 0) remove_stale(before, report, dir);
    json_decref(before);
    if (status != 0) memcpy(error, files.error, sizeof files.error);
    cf_files_clear(&files);
    return status;
}
