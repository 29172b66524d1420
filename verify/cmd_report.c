/* cmd_report.c - certiflow report: the results of a folder as a page, as Markdown and as CSV; and two folders
 * compared. */
#include "core/certiflow.h"
#include "reports/page.h"
#include "reports/reports.h"
#include "verify/atomic.h"
#include "verify/commands.h"
#include "verify/host.h"
#include "verify/options.h"
#include "verify/output.h"
#include "verify/run_private.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Frees text. */
static int add(cf_files *files, const char *dir, const char *name, char *text) {
    size_t n = strlen(dir) + strlen(name) + 2;
    char *path = cf_must(malloc(n));
    snprintf(path, n, "%s/%s", dir, name);
    int status = cf_files_add(files, path, text, strlen(text));
    free(path);
    free(text);
    return status;
}

/* Commits what was added, if all of it was, and says where it is. */
static int finish(const cf_usage *usage, cf_files *files, int status, const char *said) {
    int code = CF_EXIT_OK;
    if (status == 0) status = cf_files_commit(files);
    if (status != 0)
        code = cf_complain(usage, CF_EXIT_FAILED, "%s", files->error);
    else if (said)
        puts(said);
    cf_files_clear(files);
    return code;
}

/* prove writes a report.md too: it is not ours to overwrite. */
static int is_prove_folder(const char *dir) {
    struct stat st;
    size_t n = strlen(dir) + sizeof "/prove.json";
    char *path = cf_must(malloc(n));
    snprintf(path, n, "%s/prove.json", dir);
    int there = stat(path, &st) == 0;
    free(path);
    return there;
}

static int write_report(const cf_usage *usage, const cf_results *r, const char *dir) {
    cf_files files;
    char *html = cf_page_html(r, dir), said[600];
    if (!html)
        return cf_complain(
            usage, CF_EXIT_FAILED,
            "%s/index.html: the page would be larger than %d bytes; put fewer or smaller figures into %s/figures",
            dir, CF_PAGE_MOST_BYTES, dir);
    snprintf(said, sizeof said, "%.500s/index.html  %zu kB; report.md and claims.csv beside it", dir,
             strlen(html) / 1000);
    cf_files_init(&files);
    int status = add(&files, dir, "report.md", cf_page_markdown(r));
    if (status == 0) status = add(&files, dir, "claims.csv", cf_page_csv(r));
    if (status == 0)
        status = add(&files, dir, "index.html", html);
    else
        free(html);
    return finish(usage, &files, status, said);
}

/* A folder that is there is taken before it is read: no other run changes it meanwhile. */
static int report(const cf_usage *usage, const char *dir, int fresh) {
    char error[512], build[17];
    struct stat st;
    int folder = -1;
    cf_results r;
    if (is_prove_folder(dir))
        return cf_complain(
            usage, CF_EXIT_USAGE,
            "%s/prove.json: this folder is one of `certiflow prove --out`, whose report.md would be overwritten",
            dir);
    if (stat(dir, &st) == 0 && S_ISDIR(st.st_mode) && (folder = cf_folder_take(dir, error)) < 0)
        return cf_complain(usage, CF_EXIT_FAILED, "%s", error);
    int status = cf_results_read(&r, dir, error);
    if (status == 0) status = cf_results_own(&r, dir, error);
    cf_build_id(build);
    if (status == 0 && fresh && strcmp(cf_report_text(r.verify, "build"), build) != 0) {
        snprintf(error, sizeof error, "%.300s/verify.json: written by another build; run `certiflow verify` again",
                 dir);
        status = -1;
    }
    int code = status == 0 ? write_report(usage, &r, dir) : cf_complain(usage, CF_EXIT_USAGE, "%s", error);
    cf_results_clear(&r);
    if (folder >= 0) close(folder);
    return code;
}

static int compare(const cf_usage *usage, const char *dir, const char *dir_a, const char *dir_b, int as_json) {
    char error[512];
    cf_results a, b = {0};
    cf_files files;
    int status = cf_results_read(&a, dir_a, error);
    if (status == 0) status = cf_results_read(&b, dir_b, error);
    if (status != 0) {
        cf_results_clear(&a), cf_results_clear(&b);
        return cf_complain(usage, CF_EXIT_USAGE, "%s", error);
    }
    json_t *comparison = cf_compare(&a, &b, dir_a, dir_b);
    cf_results_clear(&a), cf_results_clear(&b);
    int changed = json_integer_value(json_object_get(comparison, "verdicts")) > 0;
    cf_files_init(&files);
    int folder = cf_folder_take(dir, files.error);
    status = folder < 0 ? -1 : add(&files, dir, "compare.html", cf_compare_html(comparison));
    int code = finish(usage, &files, status, NULL);
    if (folder >= 0) close(folder);
    char *text = as_json ? NULL : cf_compare_text(comparison);
    if (text) fputs(text, stdout);
    free(text);
    if (as_json && cf_json_print(json_incref(comparison)) != CF_EXIT_OK) code = CF_EXIT_FAILED;
    json_decref(comparison);
    return code != CF_EXIT_OK ? code : changed ? CF_EXIT_DIFFERS : CF_EXIT_OK;
}

/* --compare takes two values: B, the second, is taken out of argv. NULL if there is no --compare or nothing follows
 * its first value. */
static const char *take_second(int *argc, char **argv) {
    for (int i = 1; i < *argc && strcmp(argv[i], "--") != 0; i++) {
        int b = strcmp(argv[i], "--compare") == 0 ? i + 2 : strncmp(argv[i], "--compare=", 10) == 0 ? i + 1 : 0;
        if (b == 0) continue;
        if (b >= *argc || (argv[b][0] == '-' && !cf_is_value(argv[b]))) return NULL;
        const char *second = argv[b];
        for (int k = b; k < *argc; k++) argv[k] = argv[k + 1];
        --*argc;
        return second;
    }
    return NULL;
}

int cf_cmd_report(int argc, char **argv) {
    const char *first = NULL;
    int json = 0, fresh = 0;
    const cf_option options[] = {
        {"compare", "A B",
         "what changed from the results in folder A to those in folder B, as text;\nthe page compare.html goes to "
         "DIR, default B",
         &first, NULL},
        {"json", NULL, "with --compare: as JSON", NULL, &json},
        {"fresh", NULL, "refuse the verify.json of another build of this version", NULL, &fresh},
        {0}};
    const cf_usage usage = {"report", "[DIR] [--fresh] | [DIR] --compare A B [--json]",
                            "Writes DIR/index.html, one page that needs no network, DIR/report.md and DIR/claims.csv "
                            "from what `certiflow verify`,\n"
                            "`certiflow figure` and `certiflow prove --out` left in DIR (default build/report). With "
                            "--compare: exit code 1 if a verdict changed.",
                            "build/report", options};
    size_t n;
    const char *second = take_second(&argc, argv);
    int code = cf_options_parse(&usage, &n, argc, argv);
    if (code >= 0) return code;
    if (n > 1) return cf_usage_error(&usage, "one folder is taken, not '%s' too", argv[2]);
    if (first && !second) return cf_usage_error(&usage, "--compare takes two folders, A and B");
    if (json && !first) return cf_usage_error(&usage, "--json goes with --compare");
    if (fresh && first) return cf_usage_error(&usage, "--fresh does not go with --compare");
    if (first) return compare(&usage, n ? argv[1] : second, first, second, json);
    return report(&usage, n ? argv[1] : "build/report", fresh);
}
