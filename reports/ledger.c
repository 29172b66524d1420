/* ledger.c - the ledger: every claim of the run on a line, grouped by the paper's sections, and a summary.
 *
 *     Appendix B - Lemmas 1 to 3, Theorem 2
 *       CERTIFIED   eq28            the root of a sum of squares ...
 *                                   1089 instances, 297 adversarial; least slack 0; 0.4 s
 *     ! UNDECIDED   eq30            ...
 *                                   expected CERTIFIED; canary
 */
#include "reports/reports.h"
#include <math.h>
#include <string.h>

#define WIDTH 118

static const char *get(const json_t *object, const char *key) {
    const char *s = json_string_value(json_object_get(object, key));
    return s ? s : "";
}

/* The least relative slack over all facts; NAN if no fact has one. */
static double least_slack(const json_t *check) {
    double least = NAN;
    size_t i;
    json_t *fact;
    json_array_foreach(json_object_get(check, "facts"), i, fact) {
        json_t *s = json_object_get(fact, "least_slack");
        if (json_is_real(s) && !(json_real_value(s) >= least)) least = json_real_value(s);
    }
    return least;
}

static void add_numbers(cf_text *t, const json_t *claim) {
    const json_t *check = json_object_get(json_object_get(claim, "evidence"), "check");
    const json_t *tally = json_object_get(check, "tally");
    json_int_t n = json_integer_value(json_object_get(tally, "counted"));
    json_int_t hard = json_integer_value(json_object_get(tally, "adversarial"));
    json_int_t skipped = json_integer_value(json_object_get(tally, "skipped"));
    if (n == 1)
        cf_text_add(t, "1 instance");
    else
        cf_text_add(t, "%lld instances", (long long)n);
    if (hard) cf_text_add(t, ", %lld adversarial", (long long)hard);
    if (skipped) cf_text_add(t, ", %lld past the hypotheses", (long long)skipped);
    double slack = least_slack(check);
    if (isfinite(slack)) cf_text_add(t, "; least slack %.2g", slack);
    cf_text_add(t, "; %.1f s", json_real_value(json_object_get(claim, "seconds")));
}

static void add_given(cf_text *t, const json_t *claim) {
    size_t i;
    json_t *id;
    json_array_foreach(json_object_get(claim, "given"), i, id)
        cf_text_add(t, "%s%s", i ? ", " : "; given ", json_string_value(id));
}

static void add_claim(cf_text *t, const json_t *claim, int column) {
    const char *verdict = get(claim, "verdict"), *expected = get(claim, "expected"), *reason = get(claim, "reason");
    int differs = strcmp(verdict, expected) != 0;
    cf_text_add(t, "%s %-12s  %-*s  ", differs ? "!" : " ", verdict, column, get(claim, "id"));
    cf_text_wrap(t, get(claim, "title"), 18 + column, WIDTH);
    cf_text_add(t, "\n%*s", 18 + column, "");
    if (differs) cf_text_add(t, "expected %s; ", *expected ? expected : "nothing: no row in verify/expected.tsv");
    if (*reason) cf_text_add(t, "%s; ", reason);
    add_numbers(t, claim);
    add_given(t, claim);
    cf_text_add(t, "\n");
}

static void add_section(cf_text *t, const json_t *claims, const char *key, const char *heading, int column) {
    size_t i;
    json_t *c;
    int any = 0;
    json_array_foreach(claims, i, c) {
        if (strcmp(get(c, "section"), key) != 0) continue;
        if (!any) cf_text_add(t, "\n%s\n", heading);
        any = 1;
        add_claim(t, c, column);
    }
}

static void add_summary(cf_text *t, const json_t *report) {
    const char *name;
    json_t *n, *summary = json_object_get(report, "summary");
    json_int_t unexpected = json_integer_value(json_object_get(summary, "unexpected"));
    size_t all = json_array_size(json_object_get(report, "claims"));
    cf_text_add(t, "\n%zu claim%s:", all, all == 1 ? "" : "s");
    const char *comma = " ";
    json_object_foreach(summary, name, n) {
        if (strcmp(name, "unexpected") == 0 || json_integer_value(n) == 0) continue;
        cf_text_add(t, "%s%lld %s", comma, (long long)json_integer_value(n), name);
        comma = ", ";
    }
    if (unexpected)
        cf_text_add(t, ".\n%lld not as expected, marked \"!\".\n", (long long)unexpected);
    else
        cf_text_add(t, ".\nEvery verdict is the expected one.\n");
    if (json_is_true(json_object_get(report, "interrupted"))) cf_text_add(t, "Interrupted: the other claims did not run.\n");
}

char *cf_report_ledger(const json_t *report) {
    cf_text t = {0};
    const json_t *host = json_object_get(report, "host"), *claims = json_object_get(report, "claims");
    size_t i;
    json_t *c;
    int column = 8;
    json_array_foreach(claims, i, c) if ((int)strlen(get(c, "id")) > column) column = (int)strlen(get(c, "id"));
    cf_text_add(&t, "certiflow %s, %s tier\n%s, %lld cores; %s\n", get(report, "version"), get(report, "tier"),
                get(host, "cpu"), (long long)json_integer_value(json_object_get(host, "cores")), get(host, "blas"));
    for (size_t k = 0; cf_section_name(k); k++)
        add_section(&t, claims, cf_section_name(k), cf_section_heading(cf_section_name(k)), column);
    add_summary(&t, report);
    return t.text;
}
