/* target_results.c - folders of results, read back. Input: files, each after a line "@A0" to "@B6": folder A or B, and
 * which of `names`. What is read compares with itself without a change (where no claim and no figure stands twice);
 * the texts made of it are there; no text of it ends the page's script or begins another. What is refused says which
 * file. */
#include "core/certiflow.h"
#include "reports/page.h"
#include "reports/reports.h"
#include "tests/fuzz/fuzz.h"
#include "verify/assemble.h"
#include "verify/lookup.h"
#include "verify/registry.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const names[] = {"verify.json",    "figures/f.json",     "figures/g.json", "p/prove.json",
                                    "p/q/prove.json", "evidence/eq28.json", "figures/f.svg"};
enum { NAMES = sizeof names / sizeof *names, HTML_EVERY = 8 };

/* The next line that begins with '@', or the end. */
static const char *next_file(const char *s, const char *end) {
    while (s < end) {
        const char *line = memchr(s, '\n', (size_t)(end - s));
        if (!line) return end;
        s = line + 1;
        if (s < end && *s == '@') return s;
    }
    return end;
}

static void put_files(const char *text, size_t n) {
    fuzz_folder_make();
    for (const char *s = text, *end = text + n; n && s < end; s = next_file(s, end)) {
        const char *body = memchr(s, '\n', (size_t)(end - s)), *stop = next_file(s, end);
        if (*s != '@' || !body || body - s != 3 || (s[1] != 'A' && s[1] != 'B') || s[2] < '0' || s[2] >= '0' + NAMES)
            continue;
        char name[64];
        snprintf(name, sizeof name, "%c/%s", s[1], names[s[2] - '0']);
        fuzz_folder_put(name, body + 1, (size_t)(stop - body - 1));
    }
}

static int unique(const json_t *all, const char *key) {
    size_t i, k;
    json_t *a, *b;
    json_array_foreach(all, i, a) json_array_foreach(
        all, k, b) if (k < i && strcmp(cf_report_text(a, key), cf_report_text(b, key)) == 0) return 0;
    return 1;
}

static int unique_parts(const json_t *figures) {
    size_t i;
    json_t *f;
    json_array_foreach(figures, i, f) if (!unique(json_object_get(f, "curves"), "label") ||
                                          !unique(json_object_get(f, "heats"), "label")) return 0;
    return unique(figures, "name");
}

static size_t scripts(const char *html) {
    size_t n = 0;
    for (; (html = strchr(html, '<')); html++)
        n += strncasecmp(html, "</script", 8) == 0 || strncasecmp(html, "<script", 7) == 0 ||
             strncmp(html, "<!--", 4) == 0;
    return n;
}

/* What `certiflow report --compare` prints and writes of the two. */
static void compare(const cf_results *a, const cf_results *b, int html, int same) {
    json_t *comparison = cf_compare(a, b, "A", "B");
    REQUIRE(json_is_object(comparison) && json_is_integer(json_object_get(comparison, "verdicts")));
    if (same && unique(json_object_get(a->verify, "claims"), "id") && unique_parts(a->figures)) {
        static const char *const lists[] = {"changed", "added", "removed", "values", "seconds", "figures"};
        REQUIRE(json_integer_value(json_object_get(comparison, "verdicts")) == 0);
        for (int k = 0; k < 6; k++) REQUIRE(json_array_size(json_object_get(comparison, lists[k])) == 0);
    }
    char *text = cf_compare_text(comparison);
    REQUIRE(text);
    free(text);
    json_t *nothing = json_object();
    char *page = html ? cf_compare_html(comparison) : NULL, *empty = html ? cf_compare_html(nothing) : NULL;
    if (html) REQUIRE(page && empty && scripts(page) == scripts(empty));
    free(page), free(empty);
    json_decref(nothing), json_decref(comparison);
}

/* What `certiflow report` and `certiflow why` make of it. */
static void texts(const cf_results *r, int html) {
    char *markdown = cf_page_markdown(r), *csv = cf_page_csv(r);
    REQUIRE(markdown && csv);
    free(markdown), free(csv);
    const cf_claim *claim = cf_find_claim(cf_claims, "eq28"), *below[] = {claim, NULL};
    if (claim && cf_report_claim(r->verify, "eq28")) {
        char *why = cf_report_why(r->verify, claim, below, 0);
        REQUIRE(why);
        free(why);
    }
    int code = cf_report_exit_code(r->verify);
    REQUIRE(code >= 0 && code <= 5);
    if (!html) return;
    char folder[4200];
    fuzz_folder_path(folder, sizeof folder, "A");
    cf_results none = {.verify = json_object(), .figures = json_array(), .bounds = json_array()};
    char *page = cf_page_html(r, folder), *empty = cf_page_html(&none, folder);
    REQUIRE(empty && (!page || scripts(page) == scripts(empty)));
    free(page), free(empty);
    cf_results_clear(&none);
}

void fuzz_results(const uint8_t *data, size_t size) {
    char path[2][4200], error[512] = "";
    cf_results a, b;
    int html = size % HTML_EVERY == 0;
    put_files((const char *)data, size);
    fuzz_folder_path(path[0], sizeof path[0], "A"), fuzz_folder_path(path[1], sizeof path[1], "B");
    int status = cf_results_read(&a, path[0], error);
    if (status == 0) {
        compare(&a, &a, html, 1);
        texts(&a, html);
        cf_results_own(&a, path[0], error);
    } else {
        REQUIRE(strncmp(error, path[0], strlen(path[0])) == 0 || strstr(error, ".json"));
    }
    int other = cf_results_read(&b, path[1], error);
    if (status == 0 && other == 0) compare(&a, &b, html, 0);
    cf_results_clear(&a), cf_results_clear(&b);
    fuzz_folder_remove();
}
