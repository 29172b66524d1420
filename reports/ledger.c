/* ledger.c - the ledger: every claim of the run, grouped by the paper's sections, then what it comes to: how
 * many are as expected, on how many instances Theorem 2 holds, which mistakes of the print are refuted, and
 * last what is not as expected.
 *
 *     Appendix B - Lemmas 1 to 3 and Theorem 2
 *       CERTIFIED     eq29 - upper bound of (alpha^2/L) Q, first step
 *                     256 instances, 176 adversarial; least slack 1.5e-39; 0.1 s
 *     ! UNDECIDED     eq30 - (29) simplified
 *                     expected PROVED; canary; 1 instance; 0.0 s
 *
 * The least slack is the least lower bound of (b - a)/max(|a|, |b|) over all inequalities a <= b of the
 * check: how far the statement was from failing. */
#include "reports/reports.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define INDENT 16 /* "! PROVED given  " */

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

/* The least slack of a refuted claim is that of its counterexample, below 0: it says nothing that the word
 * does not. */
static void add_numbers(cf_text *t, const json_t *claim) {
    const json_t *check = json_object_get(json_object_get(claim, "evidence"), "check");
    const json_t *tally = json_object_get(check, "tally");
    json_int_t n = json_integer_value(json_object_get(tally, "counted"));
    json_int_t hard = json_integer_value(json_object_get(tally, "adversarial"));
    json_int_t skipped = json_integer_value(json_object_get(tally, "skipped"));
    if (tally) cf_text_add(t, "%lld instance%s", (long long)n, n == 1 ? "" : "s");
    if (hard) cf_text_add(t, ", %lld adversarial", (long long)hard);
    if (skipped) cf_text_add(t, ", %lld past the hypotheses", (long long)skipped);
    double slack = least_slack(check);
    if (isfinite(slack) && strcmp(cf_report_text(claim, "verdict"), "REFUTED") != 0)
        cf_text_add(t, "; least slack %.2g", slack);
    cf_text_add(t, "%s%.1fs", tally ? "; " : "", json_real_value(json_object_get(claim, "seconds")));
}

static void add_given(cf_text *t, const json_t *claim) {
    size_t i;
    json_t *id;
    json_array_foreach(json_object_get(claim, "given"), i, id)
        cf_text_add(t, "%s%s", i ? ", " : "; given ", json_string_value(id));
}

/* "expected PROVED; canary" */
static void add_difference(cf_text *t, const json_t *claim) {
    const char *expected = cf_report_text(claim, "expected"), *reason = cf_report_text(claim, "reason");
    cf_text_add(t, "expected %s", *expected ? expected : "nothing: no row in verify/expected.tsv");
    if (*reason) cf_text_add(t, "; %s", reason);
}

/* A line of its own, wrapped; empties the text. */
static void add_wrapped(cf_text *t, cf_text *line, int indent, int width) {
    cf_text_wrap(t, line->text ? line->text : "", indent, width);
    cf_text_add(t, "\n");
    cf_text_clear(line);
}

/* The largest errors, in the check's words: "largest_error_q: 0.5849 ulp at ...". Other values are why's to
 * show. */
static void add_words(cf_text *t, const json_t *claim, int width) {
    json_t *value, *check = json_object_get(json_object_get(claim, "evidence"), "check");
    const char *key;
    cf_text line = {0};
    json_object_foreach(json_object_get(check, "values"), key, value) {
        if (!json_is_string(value) || strncmp(key, "largest_", 8) != 0) continue;
        cf_text_add(&line, "%s: %s", key, json_string_value(value));
        cf_text_add(t, "%*s", INDENT, "");
        add_wrapped(t, &line, INDENT, width);
    }
}

static void add_claim(cf_text *t, const json_t *claim, int width) {
    cf_text line = {0};
    cf_text_add(t, "%s %-12s  ", cf_report_differs(claim) ? "!" : " ", cf_report_text(claim, "verdict"));
    cf_text_add(&line, "%s - %s", cf_report_text(claim, "id"), cf_report_text(claim, "title"));
    add_wrapped(t, &line, INDENT, width);
    if (cf_report_differs(claim)) add_difference(&line, claim);
    if (!cf_report_differs(claim) && *cf_report_text(claim, "reason"))
        cf_text_add(&line, "%s", cf_report_text(claim, "reason"));
    if (line.length) cf_text_add(&line, "; ");
    add_numbers(&line, claim);
    add_given(&line, claim);
    cf_text_add(t, "%*s", INDENT, "");
    add_wrapped(t, &line, INDENT, width);
    add_words(t, claim, width);
}

static void add_section(cf_text *t, const json_t *claims, const char *key, const char *heading, int width) {
    size_t i;
    json_t *c;
    int any = 0;
    json_array_foreach(claims, i, c) {
        if (strcmp(cf_report_text(c, "section"), key) != 0 || cf_report_is_bound(c)) continue;
        if (!any) cf_text_add(t, "\n%s\n", heading);
        any = 1;
        add_claim(t, c, width);
    }
}

static void add_counts(cf_text *t, const json_t *report, int width) {
    const char *name;
    json_t *n, *summary = json_object_get(report, "summary");
    long long unexpected = json_integer_value(json_object_get(summary, "unexpected"));
    long long all = (long long)json_array_size(json_object_get(report, "claims"));
    cf_text line = {0};
    if (unexpected)
        cf_text_add(&line, "%lld of %lld claims as expected, %lld not:", all - unexpected, all, unexpected);
    else
        cf_text_add(&line, "%lld claim%s as expected:", all, all == 1 ? "" : "s");
    const char *comma = " ";
    json_object_foreach(summary, name, n) {
        if (strcmp(name, "unexpected") == 0 || json_integer_value(n) == 0) continue;
        cf_text_add(&line, "%s%lld %s", comma, (long long)json_integer_value(n), name);
        comma = ", ";
    }
    cf_text_add(&line, ".");
    cf_text_add(t, "\n");
    add_wrapped(t, &line, 0, width);
    if (json_is_true(json_object_get(report, "interrupted")))
        cf_text_add(t, "Interrupted: the other claims did not run.\n");
}

static int ends_in(const char *s, const char *end) {
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

/* Adds the slacks of all facts, by decade, to decades: {"-3":n,...}. */
static void add_decades(json_t *decades, const json_t *check) {
    size_t i;
    json_t *fact, *n;
    const char *decade;
    json_array_foreach(json_object_get(check, "facts"), i, fact)
        json_object_foreach(json_object_get(fact, "slack_decades"), decade, n) json_object_set_new(
            decades, decade,
            json_integer(json_integer_value(json_object_get(decades, decade)) + json_integer_value(n)));
}

/* The instances on which the conclusion of Theorem 2 was certified under its own hypothesis (the claims
 * theorem2_*_random and theorem2_*_adversarial), and how far it was from failing. */
static void add_theorem2(cf_text *t, const json_t *claims, int width) {
    size_t i;
    json_t *c, *decades = json_object();
    json_int_t drawn = 0, adversarial = 0;
    json_array_foreach(claims, i, c) {
        const char *id = cf_report_text(c, "id");
        int hard = ends_in(id, "_adversarial");
        if (strncmp(id, "theorem2_", 9) != 0 || strcmp(cf_report_text(c, "verdict"), "CERTIFIED") != 0)
            continue;
        if (!hard && !ends_in(id, "_random")) continue;
        const json_t *check = json_object_get(json_object_get(c, "evidence"), "check");
        json_int_t n = json_integer_value(json_object_get(json_object_get(check, "tally"), "counted"));
        *(hard ? &adversarial : &drawn) += n;
        add_decades(decades, check);
    }
    cf_text line = {0};
    cf_text_add(&line, "Theorem 2 is certified on %lld instances: %lld drawn by seed, %lld adversarial.",
                (long long)(drawn + adversarial), (long long)drawn, (long long)adversarial);
    const char *before = " Relative slack by decade:";
    for (int e = -32; e <= 32; e++) {
        char key[16];
        snprintf(key, sizeof key, "%d", e);
        if (!json_object_get(decades, key)) continue;
        cf_text_add(&line, "%s 1e%s: %lld", before, key,
                    (long long)json_integer_value(json_object_get(decades, key)));
        before = ",";
    }
    if (*before == ',') cf_text_add(&line, ".");
    json_decref(decades);
    if (drawn + adversarial > 0)
        add_wrapped(t, &line, 0, width);
    else
        cf_text_clear(&line);
}

static void add_errata(cf_text *t, const json_t *claims, int width) {
    size_t i;
    json_t *c;
    int any = 0;
    cf_text line = {0};
    json_array_foreach(claims, i, c) {
        if (!*cf_report_text(c, "erratum") || strcmp(cf_report_text(c, "verdict"), "REFUTED") != 0) continue;
        if (!any++) cf_text_add(t, "\nThe print's mistakes, each refuted with a counterexample\n");
        cf_text_add(t, "  ");
        cf_text_add(&line, "%s (%s): %s", cf_report_text(c, "paper"), cf_report_text(c, "id"),
                    cf_report_text(c, "erratum"));
        add_wrapped(t, &line, 4, width);
    }
}

static void add_differences(cf_text *t, const json_t *claims, int width) {
    size_t i;
    json_t *c;
    int any = 0;
    cf_text line = {0};
    json_array_foreach(claims, i, c) {
        if (!cf_report_differs(c)) continue;
        if (!any++) cf_text_add(t, "\nNot as expected\n");
        cf_text_add(t, "! %-12s  ", cf_report_text(c, "verdict"));
        cf_text_add(&line, "%s: ", cf_report_text(c, "id"));
        add_difference(&line, c);
        add_wrapped(t, &line, INDENT, width);
    }
}

/* "12.3 s; at most 213 MiB at once (largest: core_q, 120 MiB)" */
static void add_resources(cf_text *t, const json_t *report, int width) {
    const json_t *memory = json_object_get(report, "memory");
    cf_text line = {0};
    cf_text_add(&line, "%.1fs; memory: at most %.0f MiB at once",
                json_number_value(json_object_get(report, "seconds")),
                ceil(json_number_value(json_object_get(memory, "at_most_mib"))));
    if (*cf_report_text(memory, "largest_process"))
        cf_text_add(&line, ", the largest check %s with %.0f MiB", cf_report_text(memory, "largest_process"),
                    ceil(json_number_value(json_object_get(memory, "largest_process_mib"))));
    cf_text_add(&line, ".");
    cf_text_add(t, "\n");
    add_wrapped(t, &line, 0, width);
}

char *cf_report_ledger(const json_t *report, int width) {
    cf_text t = {0}, line = {0};
    const json_t *host = json_object_get(report, "host"), *claims = json_object_get(report, "claims");
    cf_text_add(&t, "certiflow %s, %s tier\n", cf_report_text(report, "version"),
                cf_report_text(report, "tier"));
    cf_text_add(&line, "%s, %lld cores; %s", cf_report_text(host, "cpu"),
                (long long)json_integer_value(json_object_get(host, "cores")), cf_report_text(host, "blas"));
    add_wrapped(&t, &line, 0, width);
    for (size_t k = 0; cf_section_name(k); k++)
        add_section(&t, claims, cf_section_name(k), cf_section_heading(cf_section_name(k)), width);
    cf_report_add_bounds(&t, claims, width);
    add_errata(&t, claims, width);
    add_counts(&t, report, width);
    add_theorem2(&t, claims, width);
    add_differences(&t, claims, width);
    add_resources(&t, report, width);
    return t.text;
}
