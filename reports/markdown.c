/* markdown.c - report.md: the summary, what is not as expected, the claims by section, the errata, the figures'
 * sentences and the user's bounds; and claims.csv. See page.h. */
#include "reports/page.h"
#include "reports/reports.h"
#include <string.h>

/* One line in a cell of a table: | and line ends would end it. */
static void add_cell(cf_text *t, const char *s) {
    for (; *s; s++) {
        if (*s == '|')
            cf_text_add(t, "\\|");
        else
            cf_text_add(t, "%c", *s == '\n' || *s == '\r' ? ' ' : *s);
    }
}

static long long instances_of(const json_t *claim) {
    const json_t *check = json_object_get(json_object_get(claim, "evidence"), "check");
    return (long long)json_integer_value(json_object_get(json_object_get(check, "tally"), "counted"));
}

static void add_summary(cf_text *t, const cf_results *r) {
    const char *name;
    size_t i, errata = 0;
    json_t *n, *claim, *claims = json_object_get(r->verify, "claims"), *host = json_object_get(r->verify, "host");
    json_array_foreach(claims, i, claim) errata += json_object_get(claim, "erratum") != NULL;
    cf_text_add(t, "# Report\n\n%zu claims about \"Kernel and Rich Regimes in Overparametrized Models\"",
                json_array_size(claims));
    cf_text_add(t, ", checked by certiflow %s at the %s tier on %s in %.1f s.\n\n| verdict | claims |\n|---|---:|\n",
                cf_report_text(r->verify, "version"), cf_report_text(r->verify, "tier"), r->date,
                json_number_value(json_object_get(r->verify, "seconds")));
    json_object_foreach(json_object_get(r->verify, "summary"), name,
                        n) if (json_integer_value(n) && strcmp(name, "unexpected") != 0)
        cf_text_add(t, "| %s | %lld |\n", name, (long long)json_integer_value(n));
    cf_text_add(t, "\nMistakes of the print: %zu.\n\nMachine: ", errata);
    add_cell(t, cf_report_text(host, "cpu"));
    cf_text_add(t, ", %lld cores, BLAS kernel %s (%s).\n",
                (long long)json_integer_value(json_object_get(host, "cores")), cf_report_text(host, "blas_kernel"),
                cf_report_text(host, "blas"));
    if (json_is_true(json_object_get(r->verify, "interrupted")))
        cf_text_add(t, "\n**The run was interrupted: not every claim is here.**\n");
}

static void add_unexpected(cf_text *t, const json_t *claims) {
    size_t i, n = 0;
    json_t *c;
    json_array_foreach(claims, i, c) n += (size_t)cf_report_differs(c);
    if (!n) {
        cf_text_add(t, "\nEvery verdict is the expected one.\n");
        return;
    }
    cf_text_add(t, "\n## Not as expected: %zu\n\n", n);
    json_array_foreach(claims, i, c) {
        if (!cf_report_differs(c)) continue;
        const char *expected = cf_report_text(c, "expected"), *reason = cf_report_text(c, "reason");
        cf_text_add(t, "- `%s`: **%s** where %s is expected", cf_report_text(c, "id"), cf_report_text(c, "verdict"),
                    *expected ? expected : "nothing");
        if (*reason) cf_text_add(t, ": %s", reason);
        cf_text_add(t, "\n");
    }
}

static void add_section(cf_text *t, const json_t *claims, const char *section) {
    size_t i, n = 0;
    json_t *c;
    json_array_foreach(claims, i, c) {
        if (strcmp(cf_report_text(c, "section"), section) != 0) continue;
        if (n++ == 0)
            cf_text_add(t, "\n### %s\n\n| | verdict | claim | says | instances |\n|---|---|---|---|---:|\n",
                        cf_section_heading(section));
        cf_text_add(t, "| %s | %s | `%s` | ", cf_report_differs(c) ? "!" : "", cf_report_text(c, "verdict"),
                    cf_report_text(c, "id"));
        add_cell(t, cf_report_text(c, "title"));
        cf_text_add(t, " | %lld |\n", instances_of(c));
    }
}

static void add_errata(cf_text *t, const json_t *claims) {
    size_t i, k, n = 0;
    json_t *c;
    for (k = 0; cf_section_name(k); k++) json_array_foreach(claims, i, c) {
            if (!json_object_get(c, "erratum") || strcmp(cf_report_text(c, "section"), cf_section_name(k)) != 0)
                continue;
            if (n++ == 0) cf_text_add(t, "\n## Errata\n");
            cf_text_add(t, "\n### %s\n\nPrinted: %s\n\nShould read: %s\n\n`%s`: %s", cf_report_text(c, "paper"),
                        cf_report_text(c, "statement"), cf_report_text(c, "erratum"), cf_report_text(c, "id"),
                        cf_report_text(c, "verdict"));
            if (*cf_report_text(c, "twin")) cf_text_add(t, "; corrected: `%s`", cf_report_text(c, "twin"));
            cf_text_add(t, ".\n");
        }
}

static void add_figures(cf_text *t, const json_t *figures) {
    size_t i;
    json_t *f;
    if (json_array_size(figures)) cf_text_add(t, "\n## Figures\n");
    json_array_foreach(figures, i, f) {
        const json_t *claim = json_object_get(f, "claim");
        const char *paper = cf_report_text(f, "paper"), *says = cf_report_text(f, "says");
        cf_text_add(t, "\n### %s%s%s\n\n", paper, *paper ? ": " : "", cf_report_text(f, "title"));
        if (*says) cf_text_add(t, "The paper: %s\n\n", says);
        if (claim) {
            const char *verdict = cf_report_text(claim, "verdict"), *expected = cf_report_text(claim, "expected");
            cf_text_add(t, "**%s**", verdict);
            if (*expected && strcmp(verdict, expected) != 0) cf_text_add(t, " (! %s is expected)", expected);
            cf_text_add(t, ": %s\n\n", cf_report_text(claim, "statement"));
        }
        cf_text_add(t, "%s tier%s: %s\n", cf_report_text(f, "tier"),
                    json_is_true(json_object_get(f, "reduced")) ? ", sizes reduced" : "", cf_report_text(f, "ran"));
    }
}

static void add_bounds(cf_text *t, const json_t *folders) {
    size_t i, k;
    json_t *folder, *b;
    if (json_array_size(folders)) cf_text_add(t, "\n## Bounds of your own\n");
    json_array_foreach(folders, i, folder) {
        cf_text_add(t, "\n### %s\n\n| verdict | bound | expected | boxes |\n|---|---|---|---:|\n",
                    cf_report_text(folder, "folder"));
        json_array_foreach(json_object_get(folder, "bounds"), k, b)
            cf_text_add(t, "| %s | `%s` | %s | %lld |\n", cf_report_text(b, "verdict"), cf_report_text(b, "bound"),
                        cf_report_text(b, "expected"), (long long)json_integer_value(json_object_get(b, "boxes")));
    }
}

char *cf_page_markdown(const cf_results *r) {
    cf_text t = {0};
    const json_t *claims = json_object_get(r->verify, "claims");
    add_summary(&t, r);
    add_unexpected(&t, claims);
    cf_text_add(&t, "\n## Claims\n");
    for (size_t k = 0; cf_section_name(k); k++) add_section(&t, claims, cf_section_name(k));
    add_errata(&t, claims);
    add_figures(&t, r->figures);
    add_bounds(&t, r->bounds);
    return t.text;
}

/* RFC 4180: every field in quotes, a quote doubled. */
static void add_field(cf_text *t, const char *s, const char *end) {
    cf_text_add(t, "\"");
    for (; *s; s++) {
        if (*s == '"') cf_text_add(t, "\"");
        cf_text_add(t, "%c", *s);
    }
    cf_text_add(t, "\"%s", end);
}

char *cf_page_csv(const cf_results *r) {
    static const char *const columns[] = {"id",      "section",  "paper",  "title",
                                          "verdict", "expected", "reason", "method"};
    enum { COLUMNS = sizeof columns / sizeof *columns };
    size_t i;
    json_t *c;
    cf_text t = {0};
    for (int k = 0; k < COLUMNS; k++) cf_text_add(&t, "%s,", columns[k]);
    cf_text_add(&t, "instances,seconds\r\n");
    json_array_foreach(json_object_get(r->verify, "claims"), i, c) {
        for (int k = 0; k < COLUMNS; k++) add_field(&t, cf_report_text(c, columns[k]), ",");
        cf_text_add(&t, "%lld,%.3f\r\n", instances_of(c), json_number_value(json_object_get(c, "seconds")));
    }
    return t.text;
}
