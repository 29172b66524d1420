/* test_html.c - the report of a small run made up here: the page, Markdown and CSV; what is refused; two runs
 * compared. */
#include "core/certiflow.h"
#include "reports/page.h"
#include "reports/reports.h"
#include "support.h"
#include "verify/lookup.h"
#include "verify/registry.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(html, .init = enter, .fini = leave);

/* A claim of the registry as verify.json holds it, with a value of evidence. */
static json_t *claim_of(const char *id, const char *verdict, const char *expected, double ulp) {
    const cf_claim *c = cf_find_claim(cf_claims, id);
    cr_assert(c, "no claim %s", id);
    return json_pack(
        "{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:f,s:[],s:[],s:{s:{s:{s:i,s:i},s:{s:f},s:{s:i}},s:{}}}", "id",
        c->id, "section", c->section, "paper", "a </script><!-- place", "items", c->items, "title", c->title,
        "statement", c->statement, "verdict", verdict, "expected", expected, "method", "instances", "reason",
        "a | reason", "seconds", 1.0, "given", "uses", "evidence", "check", "tally", "counted", 7, "adversarial", 3,
        "values", "max_ulp", ulp, "tables", "rows", 2, "canary");
}

static void write_json(const char *dir, const char *name, json_t *j) {
    char path[256];
    snprintf(path, sizeof path, "mkdir -p %s", dir);
    cr_assert(system(path) == 0);
    snprintf(path, sizeof path, "%s/%s", dir, name);
    cr_assert(json_dump_file(j, path, JSON_INDENT(1)) == 0);
    json_decref(j);
}

/* A run of two claims; the second has this verdict and value. */
static json_t *run_of(const char *version, const char *verdict, double ulp) {
    return json_pack("{s:s,s:s,s:s,s:s,s:{s:s,s:i,s:s},s:f,s:{s:i},s:[o,o]}", "version", version, "build", "0",
                     "tier", "quick", "date", "2024-05-01T09:30:00Z", "host", "cpu", "a processor", "cores", 2,
                     "blas_kernel", "Haswell", "seconds", 2.0, "summary", "CERTIFIED", 2, "claims",
                     claim_of("eq28", "CERTIFIED", "CERTIFIED", 0.5), claim_of("lemma1", verdict, "CERTIFIED", ulp));
}

static json_t *figure_of(double y) {
    return json_pack("{s:s,s:s,s:s,s:s,s:s,s:{s:s,s:s},s:{s:s,s:s},s:{s:s,s:s},s:[{s:s,s:s,s:[f,f],s:[f,n]}],s:[]}",
                     "name", "made", "paper", "Figure 0", "title", "made here", "says", "a sentence", "tier", "quick",
                     "claim", "verdict", "OBSERVED", "statement", "it falls", "x", "label", "alpha", "scale", "log10",
                     "y", "label", "error", "scale", "linear", "curves", "label", "c", "style", "line", "x", -320.0,
                     0.0, "y", y, "heats");
}

static char *slurp(const char *path) {
    FILE *f = fopen(path, "rb");
    cr_assert(f, "no %s", path);
    char *s = calloc(1, 6000000);
    cr_assert(s && fread(s, 1, 5999999, f) > 0);
    fclose(f);
    return s;
}

static size_t count(const char *s, const char *part) {
    size_t n = 0;
    while ((s = strstr(s, part))) n++, s += strlen(part);
    return n;
}

/* The JSON of the element of that id. */
static json_t *embedded(const char *html, const char *id) {
    char head[64];
    json_error_t error;
    snprintf(head, sizeof head, "id=\"%s\">", id);
    const char *s = strstr(html, head);
    cr_assert(s, "no element %s", id);
    json_t *j = json_loads(s + strlen(head), JSON_DISABLE_EOF_CHECK, &error);
    cr_assert(j, "%s: %s", id, error.text);
    return j;
}

Test(html, page_holds_the_run_and_nothing_ends_its_data_early) {
    write_json("r", "verify.json", run_of(cf_version(), "CERTIFIED", 0.62));
    write_json("r/figures", "made.json", figure_of(0.25));
    write_json("r/mine", "prove.json",
               json_pack("{s:[{s:s,s:s,s:s}],s:{s:{s:s}}}", "bounds", "bound", "b.one", "verdict", "PROVED",
                         "expected", "PROVED", "statements", "b.one", "tex", "a \\le b"));
    put("r/figures/made.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    outcome o = run("report r");
    cr_assert(o.code == 0, "%s", o.err);
    char *html = slurp("r/index.html");
    cr_expect(strlen(html) < CF_PAGE_MOST_BYTES);
    cr_expect(count(html, "</script") == count(html, "<script") && count(html, "<!--") == 0);
    cr_expect(strstr(html, "data:image/svg+xml;base64,PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnLz4="));
    cr_expect(!strstr(html, "src=\"http") && !strstr(html, "<link rel=\"stylesheet"));
    json_t *data = embedded(html, "data"), *figures = embedded(html, "figures-data"),
           *claim = json_array_get(json_object_get(data, "claims"), 1);
    cr_expect_str_eq(text(claim, "id"), "lemma1");
    cr_expect_str_eq(text(claim, "paper"), "a </script><!-- place");
    cr_expect_str_eq(text(claim, "tex"), cf_find_claim(cf_claims, "lemma1")->tex);
    cr_expect_str_eq(text(data, "date"), "2024-05-01T09:30:00Z");
    cr_expect(json_number_value(
                  json_object_get(json_object_get(json_object_get(claim, "check"), "values"), "max_ulp")) == 0.62);
    cr_expect_str_eq(text(json_array_get(json_object_get(data, "bounds"), 0), "folder"), "mine");
    cr_expect_str_eq(
        text(json_array_get(json_object_get(json_array_get(json_object_get(data, "bounds"), 0), "bounds"), 0), "tex"),
        "a \\le b");
    cr_expect_str_eq(text(json_array_get(figures, 0), "name"), "made");
    json_decref(data), json_decref(figures);
    free(html);
}

Test(html, markdown_and_csv_tell_the_same) {
    write_json("r", "verify.json", run_of(cf_version(), "UNDECIDED", 0.62));
    write_json("r/figures", "made.json", figure_of(0.25));
    cr_assert(run("report r").code == 0);
    char *md = slurp("r/report.md"), *csv = slurp("r/claims.csv"), *before = slurp("r/verify.json");
    cr_expect(strstr(md, "2 claims about"));
    cr_expect(strstr(md, "## Not as expected: 1"));
    cr_expect(strstr(md, "- `lemma1`: **UNDECIDED** where CERTIFIED is expected: a | reason"));
    cr_expect(strstr(md, "| ! | UNDECIDED | `lemma1` | Lemma 1 | 7 |"));
    cr_expect(strstr(md, "The paper: a sentence") && strstr(md, "**OBSERVED**: it falls"));
    cr_expect(strncmp(csv, "id,section,paper,title,verdict,expected,reason,method,instances,seconds\r\n", 72) == 0);
    cr_expect(strstr(csv, "\r\n\"lemma1\",\"B\","));
    cr_expect(strstr(csv, "\"UNDECIDED\",\"CERTIFIED\",\"a | reason\",\"instances\",7,1.000\r\n"));
    cr_expect(count(csv, "\r\n") == 3);
    cr_expect(strstr(before, "\"UNDECIDED\""));
    free(md), free(csv), free(before);
}

Test(html, short_tables_of_evidence_are_shown) {
    write_json("r", "verify.json", run_of(cf_version(), "CERTIFIED", 0.62));
    write_json("r/evidence", "eq28.json",
               json_pack("{s:{s:{s:{s:[{s:f},{s:f}]}}}}", "evidence", "check", "tables", "rows", "x", 0.5, "x", 1.5));
    cr_assert(run("report r").code == 0);
    char *html = slurp("r/index.html");
    json_t *data = embedded(html, "data"), *claims = json_object_get(data, "claims");
    json_t *with =
        json_object_get(json_object_get(json_object_get(json_array_get(claims, 0), "check"), "tables"), "rows");
    json_t *without =
        json_object_get(json_object_get(json_object_get(json_array_get(claims, 1), "check"), "tables"), "rows");
    cr_expect(json_array_size(with) == 2 && number(json_array_get(with, 1), "x") == 1.5);
    cr_expect(json_integer_value(without) == 2, "where the rows are not there, their number is");
    json_decref(data);
    free(html);
}

Test(html, what_is_no_report_is_refused_and_nothing_is_written) {
    refused("report nowhere", "nowhere/verify.json: not there");
    write_json("r", "verify.json", json_pack("{s:s}", "name", "other"));
    refused("report r", "r/verify.json: not the result of `certiflow verify`");
    put("r/verify.json", "{\"version\": \"0\",\n oops");
    refused("report r", "r/verify.json: line 2");
    write_json("r", "verify.json", run_of("99.0", "CERTIFIED", 0.62));
    refused("report r", "written by certiflow 99.0");
    json_t *other = run_of(cf_version(), "CERTIFIED", 0.62);
    json_object_set_new(json_array_get(json_object_get(other, "claims"), 1), "statement",
                        json_string("something else"));
    write_json("r", "verify.json", other);
    refused("report r", "its claim lemma1 states something else");
    write_json("r", "verify.json", run_of(cf_version(), "CERTIFIED", 0.62));
    refused("report --fresh r", "another build");
    write_json("r/figures", "bad.json",
               json_pack("{s:s,s:s,s:s,s:{s:s,s:s},s:{s:s,s:s},s:[{s:s,s:s,s:[f],s:[f,f]}]}", "name", "bad", "title",
                         "t", "tier", "quick", "x", "label", "x", "scale", "log", "y", "label", "y", "scale", "log",
                         "curves", "label", "c", "style", "line", "x", 1.0, "y", 1.0, 2.0));
    refused("report r", "r/figures/bad.json: a curve is not as docs/figures.md says");
    unlink("r/figures/bad.json");
    write_json("r", "prove.json", json_pack("{s:[]}", "bounds"));
    refused("report r", "r/prove.json: this folder is one of");
    cr_expect(access("r/index.html", F_OK) != 0 && access("r/report.md", F_OK) != 0 &&
              access("r/claims.csv", F_OK) != 0);
    refused("report --json r", "--json goes with --compare");
    refused("report --compare r", "--compare takes two folders");
    refused("report r s", "one folder");
}

Test(html, what_cannot_be_replaced_is_left_and_nothing_is_written) {
    write_json("r", "verify.json", run_of(cf_version(), "CERTIFIED", 0.62));
    cr_assert(system("mkdir r/index.html") == 0);
    outcome o = run("report r");
    cr_expect(o.code == 4 && strstr(o.err, "r/index.html: exists and is not a regular file"), "%d %s", o.code, o.err);
    cr_expect(access("r/report.md", F_OK) != 0);
}

Test(html, a_run_compared_with_itself_has_no_change) {
    write_json("a", "verify.json", run_of(cf_version(), "CERTIFIED", 0.62));
    write_json("a/figures", "made.json", figure_of(0.25));
    json_t *j = answer("report --compare a a --json");
    static const char *const keys[] = {"changed", "added", "removed", "values", "seconds", "figures"};
    for (int k = 0; k < 6; k++) cr_expect(json_array_size(json_object_get(j, keys[k])) == 0, "%s", keys[k]);
    cr_expect(number(j, "claims") == 2 && json_integer_value(json_object_get(j, "verdicts")) == 0);
    json_decref(j);
    outcome o = run("report --compare=a a");
    cr_expect(o.code == 0 && strstr(o.out, "2 claims in both; no verdict changed."), "%s", o.out);
    cr_expect(access("a/compare.html", F_OK) == 0);
}

Test(html, a_verdict_that_changed_is_told_and_exits_with_1) {
    write_json("a", "verify.json", run_of("99.0", "CERTIFIED", 0.62));
    json_t *b = run_of(cf_version(), "UNDECIDED", 0.31);
    json_array_append_new(json_object_get(b, "claims"), claim_of("eq30", "CERTIFIED", "CERTIFIED", 1));
    json_object_set_new(json_array_get(json_object_get(b, "claims"), 0), "seconds", json_real(3));
    write_json("b", "verify.json", b);
    write_json("a/figures", "made.json", figure_of(0.25));
    write_json("b/figures", "made.json", figure_of(0.5));
    outcome o = run("report --compare a b");
    cr_expect(o.code == 1, "%d %s", o.code, o.err);
    cr_expect(strstr(o.out, "! lemma1: CERTIFIED -> UNDECIDED (a | reason)"), "%s", o.out);
    cr_expect(strstr(o.out, "Claims of B alone\n  CERTIFIED     eq30"));
    cr_expect(strstr(o.out, "lemma1: max_ulp: 0.62 -> 0.31"));
    cr_expect(strstr(o.out, "eq28: 1.00 -> 3.00"));
    cr_expect(strstr(o.out, "c: largest relative change 0.5 at -320"));
    cr_expect(access("b/compare.html", F_OK) == 0 && access("a/compare.html", F_OK) != 0);
    cr_expect(run("report other --compare b a --json").code == 1 && access("other/compare.html", F_OK) == 0);
    char *html = slurp("other/compare.html");
    json_t *data = embedded(html, "data"), *comparison = json_object_get(data, "comparison");
    cr_expect_str_eq(text(json_array_get(json_object_get(comparison, "removed"), 0), "id"), "eq30");
    json_decref(data);
    free(html);
}

/* A change of values alone is no change of a verdict. */
Test(html, values_that_changed_leave_the_exit_code_0) {
    write_json("a", "verify.json", run_of(cf_version(), "CERTIFIED", 0.62));
    write_json("b", "verify.json", run_of(cf_version(), "CERTIFIED", 0.63));
    json_t *j = answer("report --compare a b --json"), *value = json_array_get(json_object_get(j, "values"), 0);
    cr_expect_str_eq(text(value, "key"), "max_ulp");
    cr_expect(number(value, "a") == 0.62 && number(value, "b") == 0.63);
    json_decref(j);
}

Test(html, text_of_markup_is_escaped) {
    cf_text t = {0};
    cf_text_add_escaped(&t, "a < b & \"c\" > d\x01\n");
    cr_expect_str_eq(t.text, "a &lt; b &amp; &quot;c&quot; &gt; d?&#10;");
    cf_text_clear(&t);
}
