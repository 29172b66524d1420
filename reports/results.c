/* results.c - see results.h. */
#include "reports/results.h"
#include "core/certiflow.h"
#include "reports/reports.h"
#include "verify/lookup.h"
#include "verify/registry.h"
#include "verify/run_private.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { FOLDERS_DEEP = 4 };

static char *join(const char *folder, const char *name) {
    size_t n = strlen(folder) + strlen(name) + 2;
    char *path = cf_must(malloc(n));
    snprintf(path, n, "%s%s%s", folder, *folder ? "/" : "", name);
    return path;
}

/* The file as JSON; NULL with a message. */
static json_t *load(const char *path, char error[512]) {
    json_error_t why;
    json_t *j = cf_json_read(path, JSON_REJECT_DUPLICATES, &why);
    if (!j && why.line > 0)
        snprintf(error, 512, "%.300s: line %d, column %d: %.120s", path, why.line, why.column, why.text);
    else if (!j)
        snprintf(error, 512, "%.480s", why.text);
    return j;
}

/* keys: "id verdict section", those of them that are no string in object; NULL if there is none. */
static const char *missing_string(const json_t *object, const char *keys) {
    static char key[32];
    while (cf_next_word(key, sizeof key, &keys))
        if (!json_is_string(json_object_get(object, key))) return key;
    return NULL;
}

static int check_verify(const json_t *j, const char *path, char error[512]) {
    size_t i;
    json_t *claim, *claims = json_object_get(j, "claims");
    const char *key = missing_string(j, "version tier");
    if (key || !json_is_array(claims) || !json_is_object(json_object_get(j, "summary"))) {
        snprintf(error, 512, "%.380s: not the result of `certiflow verify`: no \"%s\"", path,
                 key                     ? key
                 : json_is_array(claims) ? "summary"
                                         : "claims");
        return -1;
    }
    json_array_foreach(claims, i, claim) {
        key = missing_string(claim, "id section title statement verdict method");
        if (!key && !json_is_object(json_object_get(claim, "evidence"))) key = "evidence";
        if (!key) continue;
        snprintf(error, 512, "%.380s: not the result of `certiflow verify`: claim %zu has no \"%s\"", path, i + 1,
                 key);
        return -1;
    }
    return 0;
}

/* n of them with a null where there is no number. */
static int is_column(const json_t *array, size_t n) {
    size_t i;
    json_t *x;
    if (json_array_size(array) != n) return 0;
    json_array_foreach(array, i, x) if (!json_is_number(x) && !json_is_null(x)) return 0;
    return 1;
}

static int is_curve(const json_t *curve) {
    size_t n = json_array_size(json_object_get(curve, "x"));
    const json_t *low = json_object_get(curve, "low"), *high = json_object_get(curve, "high");
    return is_column(json_object_get(curve, "x"), n) && is_column(json_object_get(curve, "y"), n) && !low == !high &&
           (!low || (is_column(low, n) && is_column(high, n))) && !missing_string(curve, "label style");
}

static int is_heat(const json_t *heat) {
    size_t i, columns = json_array_size(json_object_get(heat, "x")),
              rows = json_array_size(json_object_get(heat, "y"));
    json_t *row, *z = json_object_get(heat, "z");
    if (columns == 0 || rows == 0 || !is_column(json_object_get(heat, "x"), columns) ||
        !is_column(json_object_get(heat, "y"), rows))
        return 0;
    if (json_array_size(z) != rows || missing_string(heat, "label")) return 0;
    json_array_foreach(z, i, row) if (!is_column(row, columns)) return 0;
    return 1;
}

static int check_figure(const json_t *j, const char *path, char error[512]) {
    size_t i;
    json_t *part;
    const char *key = missing_string(j, "name title tier"), *bad = NULL;
    if (!key && missing_string(json_object_get(j, "x"), "label scale")) key = "x";
    if (!key && missing_string(json_object_get(j, "y"), "label scale")) key = "y";
    json_array_foreach(json_object_get(j, "curves"), i, part) if (!bad && !is_curve(part)) bad = "curve";
    if (!bad) json_array_foreach(json_object_get(j, "heats"), i, part) if (!bad && !is_heat(part)) bad = "heat";
    if (key)
        snprintf(error, 512, "%.380s: not a figure of `certiflow figure`: no \"%s\"", path, key);
    else if (bad)
        snprintf(error, 512, "%.380s: a %s is not as docs/figures.md says", path, bad);
    return key || bad ? -1 : 0;
}

static int is_json(const struct dirent *entry) {
    size_t n = strlen(entry->d_name);
    return n > 5 && entry->d_name[0] != '.' && strcmp(entry->d_name + n - 5, ".json") == 0;
}
static int is_visible(const struct dirent *entry) {
    return entry->d_name[0] != '.' && strcmp(entry->d_name, "evidence") != 0 && strcmp(entry->d_name, "figures") != 0;
}

static int read_figures(json_t *figures, const char *dir, char error[512]) {
    char *folder = join(dir, "figures");
    struct dirent **entries;
    int n = scandir(folder, &entries, is_json, alphasort), status = 0;
    for (int i = 0; i < n; i++) {
        char *path = join(folder, entries[i]->d_name);
        json_t *j = status == 0 ? load(path, error) : NULL;
        if (status == 0) status = j ? check_figure(j, path, error) : -1;
        json_array_append_new(figures, j ? j : json_null());
        free(path);
        free(entries[i]);
    }
    if (n >= 0) free(entries);
    free(folder);
    return status;
}

static int read_bounds_file(json_t *all, const char *path, const char *below, char error[512]) {
    size_t i;
    json_t *line, *j = load(path, error), *lines = json_object_get(j, "bounds");
    const char *key = j && !json_is_array(lines) ? "bounds" : NULL;
    json_array_foreach(lines, i, line) if (!key) key = missing_string(line, "bound verdict expected");
    if (key) snprintf(error, 512, "%.380s: not the result of `certiflow prove --out`: no \"%s\"", path, key);
    json_array_foreach(lines, i, line) if (!key) json_object_update_missing(
        line, json_object_get(json_object_get(j, "statements"), cf_report_text(line, "bound")));
    if (j && !key) json_array_append_new(all, json_pack("{s:s,s:O}", "folder", below, "bounds", lines));
    json_decref(j);
    return j && !key ? 0 : -1;
}

/* The prove.json of the folders below dir/below. */
static int read_bounds(json_t *all, const char *dir, const char *below, int deep, char error[512]) {
    char *folder = *below ? join(dir, below) : cf_copy(dir);
    struct dirent **entries;
    int n = deep < FOLDERS_DEEP ? scandir(folder, &entries, is_visible, alphasort) : -1, status = 0;
    for (int i = 0; i < n; i++) {
        char *here = join(below, entries[i]->d_name), *path = join(dir, here), *file = join(path, "prove.json");
        struct stat st;
        if (status == 0 && lstat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
            if (stat(file, &st) == 0) status = read_bounds_file(all, file, here, error);
            if (status == 0) status = read_bounds(all, dir, here, deep + 1, error);
        }
        free(here), free(path), free(file), free(entries[i]);
    }
    if (n >= 0) free(entries);
    free(folder);
    return status;
}

static void find_date(cf_results *r, const char *path) {
    struct stat st;
    struct tm utc;
    const char *said = cf_report_text(r->verify, "date");
    if (*said)
        snprintf(r->date, sizeof r->date, "%s", said);
    else if (stat(path, &st) == 0 && gmtime_r(&st.st_mtime, &utc))
        strftime(r->date, sizeof r->date, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

int cf_results_read(cf_results *r, const char *dir, char error[512]) {
    char *path = join(dir, "verify.json");
    struct stat st;
    *r = (cf_results){.figures = json_array(), .bounds = json_array()};
    int status = 0;
    if (stat(path, &st) != 0) {
        snprintf(error, 512, "%.200s: not there; `certiflow verify --out %.200s` writes it", path, dir);
        status = -1;
    }
    if (status == 0 && !(r->verify = load(path, error))) status = -1;
    if (status == 0) status = check_verify(r->verify, path, error);
    if (status == 0) find_date(r, path);
    free(path);
    if (status == 0) status = read_figures(r->figures, dir, error);
    if (status == 0) status = read_bounds(r->bounds, dir, "", 0, error);
    return status;
}

void cf_results_clear(cf_results *r) {
    json_decref(r->verify);
    json_decref(r->figures);
    json_decref(r->bounds);
    *r = (cf_results){0};
}

int cf_results_own(const cf_results *r, const char *dir, char error[512]) {
    size_t i;
    json_t *claim;
    const char *version = cf_report_text(r->verify, "version");
    if (strcmp(version, cf_version()) != 0) {
        snprintf(error, 512,
                 "%.300s/verify.json: written by certiflow %.60s, this is %s; run `certiflow verify` again", dir,
                 version, cf_version());
        return -1;
    }
    json_array_foreach(json_object_get(r->verify, "claims"), i, claim) {
        const cf_claim *c = cf_find_claim(cf_claims, cf_report_text(claim, "id"));
        if (c && strcmp(c->statement, cf_report_text(claim, "statement")) == 0) continue;
        snprintf(error, 512,
                 "%.200s/verify.json: written by another build: its claim %.60s %s this program; run `certiflow "
                 "verify` again",
                 dir, cf_report_text(claim, "id"), c ? "states something else than in" : "is not in");
        return -1;
    }
    return 0;
}
