/* test_reports.c - the reports of a run made up here, read back; and the registry of all claims: its graph,
 * its tables, its coverage. */
#include "reports/reports.h"
#include "verify/assemble.h"
#include "verify/coverage.h"
#include "verify/lookup.h"
#include "verify/registry.h"
#include <criterion/criterion.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *text(const json_t *o, const char *key) {
    const char *s = json_string_value(json_object_get(o, key));
    return s ? s : "";
}

#define NASTY "a < b & \"c\" > 'd' \x01 \t \n end; \xce\xb1 \xe2\x88\x9e \\ ]]>"

static json_t *claim_of(const char *id, const char *verdict, const char *expected, const char *reason) {
    json_t *c = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:f}", "id", id, "paper",
                          "Appendix B: (28) " NASTY, "section", "B", "items", "(28)", "title", NASTY,
                          "statement", NASTY, "verdict", verdict, "method", "instances", "seconds", 0.1);
    if (expected) json_object_set_new(c, "expected", json_string(expected));
    if (reason) json_object_set_new(c, "reason", json_string(reason));
    json_object_set_new(
        c, "evidence",
        json_pack("{s:{s:{s:i,s:i,s:i},s:[{s:s,s:{s:i,s:i}}],s:{s:s,s:f},s:{s:[{s:f},{s:f}]}}}", "check",
                  "tally", "counted", 7, "adversarial", 3, "skipped", 1, "facts", "what", "f",
                  "slack_decades", "-3", 4, "0", 3, "values", "words", NASTY, "third", 1.0 / 3, "tables",
                  "rows", "x", 0.1, "x", 1e-300));
    return c;
}

static json_t *report_of(json_t *claims, int unexpected) {
    return json_pack(
        "{s:s,s:s,s:s,s:{s:s,s:i,s:s},s:f,s:{s:f},s:{s:i,s:i},s:o}", "version", "0", "build", "0", "tier",
        "quick", "host", "cpu", "a processor with a name", "cores", 2, "blas",
        "OpenBLAS with a long list of the things it was built with and without, one after another", "seconds",
        1.5, "memory", "at_most_mib", 12.25, "summary", "CERTIFIED", 1, "unexpected", unexpected, "claims",
        claims);
}

static json_t *mixed(void) {
    json_t *claims = json_array(), *erratum = claim_of("eq28_printed", "REFUTED", "REFUTED", NULL);
    json_object_set_new(erratum, "erratum", json_string("what it should say"));
    json_array_append_new(claims, claim_of("eq28", "CERTIFIED", "CERTIFIED", NULL));
    json_array_append_new(claims, erratum);
    json_array_append_new(claims, claim_of("theorem2_l1_random", "CERTIFIED", "CERTIFIED", NULL));
    json_array_append_new(claims, claim_of("theorem2_l2_adversarial", "CERTIFIED", "CERTIFIED", NULL));
    json_array_append_new(claims, claim_of("theorem2_l1_past", "CERTIFIED", "CERTIFIED", NULL));
    json_array_append_new(claims, claim_of("off", "UNDECIDED", "CERTIFIED", "canary"));
    json_array_append_new(claims, claim_of("new", "CERTIFIED", NULL, NULL));
    json_t *died = claim_of("died", "UNDECIDED", "CERTIFIED", "the check died of signal 6 (" NASTY ")");
    json_object_set_new(died, "crashed", json_true());
    json_array_append_new(claims, died);
    return report_of(claims, 3);
}

/* -----------------------------------------------------------------------------------------------------------
 * JSON */

Test(reports, verify_json_is_read_back_and_tables_are_counted) {
    json_t *report = mixed(), *c;
    char *s = cf_report_verify_json(report);
    json_error_t error;
    json_t *read = json_loads(s, JSON_REJECT_DUPLICATES, &error);
    cr_assert(read, "%s", error.text);
    size_t i;
    json_array_foreach(json_object_get(read, "claims"), i, c) {
        cr_assert_str_eq(text(c, "statement"), NASTY);
        json_t *check = json_object_get(json_object_get(c, "evidence"), "check");
        cr_assert_eq(json_integer_value(json_object_get(json_object_get(check, "tables"), "rows")), 2);
        cr_assert(json_real_value(json_object_get(json_object_get(check, "values"), "third")) == 1.0 / 3);
    }
    cr_assert_eq(i, 8);
    free(s);
    s = cf_report_evidence_json(cf_report_claim(report, "eq28"));
    json_decref(read);
    read = json_loads(s, JSON_REJECT_DUPLICATES, &error);
    cr_assert(json_equal(read, cf_report_claim(report, "eq28")),
              "the evidence of a claim is the claim whole");
    free(s);
    json_decref(read);
    json_decref(report);
}

/* ----------------------------------------------------------------------------------------------------------
 * JUnit */

/* One character of XML text or attribute, decoded; *s moves on. Fails on a raw '<', a '&' that begins no
 * entity, and a control character that XML forbids. */
static char decoded(const char **s) {
    static const struct {
        const char *name;
        char c;
    } entities[] = {{"&amp;", '&'},   {"&lt;", '<'},   {"&gt;", '>'}, {"&quot;", '"'},
                    {"&apos;", '\''}, {"&#10;", '\n'}, {"&#9;", '\t'}};
    for (size_t k = 0; k < sizeof entities / sizeof *entities; k++)
        if (strncmp(*s, entities[k].name, strlen(entities[k].name)) == 0) {
            *s += strlen(entities[k].name);
            return entities[k].c;
        }
    char c = *(*s)++;
    cr_assert(c != '&' && c != '<' && ((unsigned char)c >= 32 || c == '\n' || c == '\t'), "at %.40s", *s - 1);
    return c;
}

static void name_at(char name[64], const char **s) {
    size_t n = 0;
    while (isalnum((unsigned char)**s) && n < 63) name[n++] = *(*s)++;
    name[n] = '\0';
    cr_assert(n > 0, "a name is due at %.40s", *s);
}

typedef struct {
    int tests, failures, errors;
    char message[2048], name[64], body[2048];
} junit;

/* The attributes of a tag, up to its end; nonzero if the tag closes itself. */
static int read_attributes(junit *j, const char **s) {
    for (;;) {
        *s += strspn(*s, " ");
        if (**s == '>') return (*s)++, 0;
        if (strncmp(*s, "/>", 2) == 0) return *s += 2, 1;
        char name[64], value[2048];
        size_t n = 0;
        name_at(name, s);
        cr_assert(strncmp(*s, "=\"", 2) == 0, "at %.40s", *s);
        for (*s += 2; **s != '"';) value[n++] = decoded(s);
        value[n] = '\0';
        ++*s;
        if (strcmp(name, "message") == 0) strcpy(j->message, value);
        if (strcmp(name, "name") == 0 && n < 64) strcpy(j->name, value);
    }
}

/* Reads the whole of it: tags balanced, all text escaped; counts its cases. */
static junit read_junit(const char *s) {
    junit j = {0};
    char open[8][64];
    int depth = 0;
    cr_assert(strncmp(s, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", 39) == 0);
    s += 39;
    while (*s) {
        if (*s != '<') {
            size_t n = 0;
            while (*s && *s != '<') {
                char c = decoded(&s);
                if (n < sizeof j.body - 1) j.body[n++] = c;
            }
            j.body[n] = '\0';
            continue;
        }
        char name[64];
        if (s[1] == '/') {
            s += 2;
            name_at(name, &s);
            cr_assert(depth > 0 && strcmp(open[--depth], name) == 0, "</%s> closes another tag", name);
            cr_assert(*s++ == '>');
            continue;
        }
        s++;
        name_at(name, &s);
        j.tests += strcmp(name, "testcase") == 0;
        j.failures += strcmp(name, "failure") == 0;
        j.errors += strcmp(name, "error") == 0;
        strcpy(open[depth], name);
        depth += !read_attributes(&j, &s);
        cr_assert_lt(depth, 8);
        if ((strcmp(name, "failure") == 0 || strcmp(name, "error") == 0) && strchr(s, '<')) {
            size_t n = 0;
            const char *t = s;
            while (*t != '<') j.body[n++] = decoded(&t);
            j.body[n] = '\0';
            s = t;
        }
    }
    cr_assert_eq(depth, 0);
    return j;
}

/* what XML 1.0 cannot hold becomes '?' */
static void expect_nasty(const char *s) {
    char due[] = NASTY;
    *strchr(due, '\x01') = '?';
    cr_assert(strstr(s, due), "%s", s);
}

Test(reports, junit_is_well_formed_whatever_the_words_are) {
    json_t *report = mixed();
    char *s = cf_report_junit(report);
    junit j = read_junit(s);
    cr_assert_eq(j.tests, 8);
    cr_assert_eq(j.failures, 2); /* off, new */
    cr_assert_eq(j.errors, 1);
    cr_assert(strstr(s, "tests=\"8\" failures=\"2\" errors=\"1\""));
    cr_assert_str_eq(j.name, "died");
    cr_assert(strstr(j.message, "UNDECIDED where CERTIFIED is expected"), "%s", j.message);
    expect_nasty(j.message);
    free(s);
    json_decref(report);
}

Test(reports, junit_holds_the_statement_of_a_failure) {
    json_t *claims = json_array();
    json_array_append_new(claims, claim_of("off", "REFUTED", "CERTIFIED", NULL));
    json_t *report = report_of(claims, 1);
    char *s = cf_report_junit(report);
    cr_assert_eq(read_junit(s).failures, 1);
    cr_assert(strstr(s, "&lt; b &amp; &quot;c&quot; &gt;"));
    cr_assert_null(strchr(s, '\x01'));
    free(s);
    json_decref(report);
}

/* ---------------------------------------------------------------------------------------------------------
 * ledger */

/* Columns of the longest line with more than one word in it; multi-byte characters count as one. */
static int columns(const char *s) {
    int most = 0, now = 0;
    for (; *s; s++) {
        if (*s == '\n')
            now = 0;
        else if (((unsigned char)*s & 0xc0) != 0x80)
            now++;
        if (now > most) most = now;
    }
    return most;
}

Test(reports, the_ledger_says_what_it_comes_to) {
    json_t *report = mixed();
    char *s = cf_report_ledger(report, 100);
    cr_assert(strstr(s, "5 of 8 claims as expected, 3 not"), "%s", s);
    cr_assert(strstr(s, "certified on 14 instances: 7 drawn by seed, 7 adversarial"), "%s", s);
    cr_assert(strstr(s, "1e-3: 8, 1e0: 6."), "%s", s);
    cr_assert(strstr(s, "The print's mistakes, each refuted with a counterexample"));
    cr_assert(strstr(s, "what it should say"));
    const char *differences = strstr(s, "Not as expected");
    cr_assert(differences && strstr(differences, "off: expected CERTIFIED; canary"));
    cr_assert(strstr(differences, "new: expected nothing: no row"));
    cr_assert(strstr(differences, "died: "));
    cr_assert_null(strstr(differences, "eq28"));
    cr_assert(strstr(s, "at most 13 MiB"));
    cr_assert_null(strstr(s, "Interrupted"));
    free(s);
    json_object_set_new(report, "interrupted", json_true());
    s = cf_report_ledger(report, 100);
    cr_assert(strstr(s, "Interrupted"));
    free(s);
    json_decref(report);
}

Test(reports, where_all_is_as_expected_the_ledger_does_not_go_on_about_it) {
    json_t *claims = json_array();
    json_array_append_new(claims, claim_of("eq28", "CERTIFIED", "CERTIFIED", NULL));
    json_t *report = report_of(claims, 0);
    char *s = cf_report_ledger(report, 80);
    const char *first = strstr(s, "expected");
    cr_assert(first && strstr(s, "1 claim as expected: 1 CERTIFIED."), "%s", s);
    cr_assert_null(strstr(first + 1, "expected"));
    cr_assert_null(strchr(s, '!'));
    free(s);
    json_decref(report);
}

/* The true ledger of the true claims, made as if all had run. */
static json_t *whole_report(void) {
    size_t n = 0;
    while (cf_claims[n]) n++;
    cf_result *results = calloc(n + 1, sizeof *results);
    for (size_t i = 0; i < n; i++) results[i].end = CF_END_TIMEOUT;
    cf_assembly a = {.registry = cf_claims,
                     .expected = cf_table_expected,
                     .claims = cf_claims,
                     .results = results,
                     .n = n};
    json_t *report = cf_assemble(&a);
    free(results);
    return report;
}

Test(reports, no_line_is_wider_than_the_terminal) {
    json_t *report = whole_report();
    static const int widths[] = {60, 80, 100, 120};
    for (size_t k = 0; k < 4; k++) {
        char *s = cf_report_ledger(report, widths[k]);
        cr_assert_leq(columns(s), widths[k]);
        for (size_t i = 0; cf_claims[i]; i++)
            cr_assert(cf_claims[i]->method == CF_M_PROOF || strstr(s, cf_claims[i]->id), "%s is not there",
                      cf_claims[i]->id);
        free(s);
    }
    char *s = cf_report_junit(report);
    read_junit(s);
    free(s);
    json_decref(report);
}

/* -------------------------------------------------------------------------------------------------------
 * registry */

Test(registry, claims_say_all_that_they_have_to) {
    for (size_t i = 0; cf_claims[i]; i++) {
        const cf_claim *c = cf_claims[i];
        const char *const words[] = {c->id,     c->section, c->items, c->title,      c->statement, c->tex,
                                     c->domain, c->checked, c->uses,  c->proof_uses, c->canary};
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            cr_assert(words[k], "%s: field %zu", c->id, k);
        cr_expect(*c->canary, "%s: no canary", c->id);
        cr_expect(*c->title && *c->statement && *c->tex && *c->domain && *c->checked, "%s: an empty field",
                  c->id);
        cr_expect(c->budget > 0, "%s: no budget", c->id);
        cr_expect(c->check, "%s: no check", c->id);
        cr_expect(i == 0 || strcmp(cf_claims[i - 1]->id, c->id) < 0, "%s is out of order", c->id);
        cr_expect(strspn(c->id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.") == strlen(c->id));
        cr_expect((strchr(c->id, '.') != NULL) == (c->method == CF_M_PROOF) && (c->source != NULL) == (c->method == CF_M_PROOF),
                  "%s: a bound, and nothing else, is FILE.NAME and has a text", c->id);
        int known = 0;
        for (size_t k = 0; cf_section_name(k); k++) known |= strcmp(cf_section_name(k), c->section) == 0;
        cr_expect(known, "%s: unknown section %s", c->id, c->section);
        cr_expect((c->method != CF_M_ARGUED && c->method != CF_M_REDUCTION) || (c->argument && *c->argument), "%s: ARGUED, but where?", c->id);
    }
}

Test(registry, nothing_rests_on_itself_or_on_what_is_not_there) {
    char defect[256];
    for (size_t i = 0; cf_claims[i]; i++) {
        const cf_claim **below = cf_reach(cf_claims, cf_claims[i], 1, defect);
        cr_expect(below, "%s", defect);
        free(below);
    }
}

Test(registry, no_statement_rests_on_one_that_is_expected_to_fall) {
    char id[128];
    cf_verdict verdict;
    for (size_t i = 0; cf_claims[i]; i++)
        for (const char *s = cf_claims[i]->uses; cf_next_word(id, sizeof id, &s);) {
            cr_assert_eq(cf_expected(&verdict, NULL, cf_table_expected, id), 0, "%s", id);
            cf_verdict own;
            int open = verdict == CF_V_UNDECIDED && cf_claims[i]->method == CF_M_REDUCTION &&
                       cf_expected(&own, NULL, cf_table_expected, cf_claims[i]->id) == 0 && own == CF_V_UNDECIDED;
            cr_expect((verdict != CF_V_REFUTED && verdict != CF_V_UNDECIDED && verdict != CF_V_VACUOUS) || open,
                      "%s rests on %s", cf_claims[i]->id, id);
        }
}

Test(registry, a_cycle_and_a_missing_claim_are_found) {
    cf_claim a = {.id = "a", .uses = "b", .proof_uses = ""}, b = {.id = "b", .uses = "", .proof_uses = "c"},
             c = {.id = "c", .uses = "a", .proof_uses = ""}, d = {.id = "d", .uses = "a e", .proof_uses = ""};
    const cf_claim *const all[] = {&a, &b, &c, &d, NULL};
    char defect[256];
    cr_assert_null(cf_reach(all, &a, 1, defect));
    cr_assert(strstr(defect, "rests on itself"), "%s", defect);
    const cf_claim **below = cf_reach(all, &a, 0, defect); /* by the statement alone there is no cycle */
    cr_assert(below && below[0] == &b && !below[1]);
    free(below);
    cr_assert_null(cf_reach(all, &d, 0, defect));
    cr_assert(strstr(defect, "e, which is no claim"), "%s", defect);
}

Test(registry, every_claim_has_its_row_and_every_row_its_claim) {
    for (size_t i = 0; cf_claims[i]; i++) {
        cf_verdict verdict;
        char *reason = NULL;
        int status = cf_expected(&verdict, &reason, cf_table_expected, cf_claims[i]->id);
        cr_expect_eq(status, 0, "%s has no row in verify/expected.tsv", cf_claims[i]->id);
        if (status != 0) continue;
        cr_expect(verdict == CF_V_PROVED || (reason && *reason), "%s: a reason is due", cf_claims[i]->id);
        cr_expect((verdict == CF_V_REFUTED) == (cf_claims[i]->erratum != NULL) || cf_claims[i]->method == CF_M_PROOF,
                  "%s: what is expected to be REFUTED is an erratum, and the other way round",
                  cf_claims[i]->id);
        free(reason);
    }
    for (size_t k = 0; cf_table_expected[k]; k++) {
        char *buffer, *same;
        const char *columns[3], *again[3];
        if (cf_table_expected[k][0] == '#' || !cf_table_expected[k][0]) continue;
        cf_split(&buffer, columns, 3, cf_table_expected[k], '\t');
        cr_expect(cf_find_claim(cf_claims, columns[0]), "verify/expected.tsv: no claim %s", columns[0]);
        for (size_t j = 0; j < k; j++) {
            cf_split(&same, again, 3, cf_table_expected[j], '\t');
            cr_expect(strcmp(columns[0], again[0]) != 0, "verify/expected.tsv: two rows for %s", columns[0]);
            free(same);
        }
        free(buffer);
    }
}

/* A claim with several misprints names one of them; each misprint names it. */
Test(registry, every_misprint_has_its_correction_and_twins_point_at_each_other) {
    for (size_t i = 0; cf_claims[i]; i++) {
        const cf_claim *c = cf_claims[i];
        cr_expect(c->twin || !c->erratum, "%s: where is the corrected claim?", c->id);
        if (!c->twin) continue;
        const cf_claim *twin = cf_find_claim(cf_claims, c->twin);
        cr_expect(twin, "%s: no claim %s", c->id, c->twin);
        if (!twin) continue;
        cr_expect((c->erratum != NULL) != (twin->erratum != NULL),
                  "%s and %s: one of the two is the misprint", c->id, c->twin);
        if (c->erratum)
            cr_expect(twin->twin, "%s does not name its misprint %s", c->twin, c->id);
        else
            cr_expect(twin->twin && strcmp(twin->twin, c->id) == 0, "%s does not name %s", c->twin, c->id);
    }
}

Test(registry, sections_2_to_4_and_appendices_A_and_B_are_covered) {
    json_t *coverage = cf_coverage_json(cf_claims, cf_table_items), *item;
    size_t i;
    int items = 0;
    json_array_foreach(json_object_get(coverage, "items"), i, item) {
        if (!strchr("234AB", text(item, "section")[0]) || strlen(text(item, "section")) != 1) continue;
        items++;
        cr_expect(json_array_size(json_object_get(item, "claims")) > 0, "Section %s: %s has no claim",
                  text(item, "section"), text(item, "item"));
    }
    cr_expect_geq(items, 120);
    cr_expect_eq(json_array_size(json_object_get(coverage, "unknown")), 0,
                 "a claim names what verify/items.tsv does not have");
    json_decref(coverage);
}

Test(registry, errata_are_listed_with_their_corrections) {
    char *s = cf_report_errata(cf_claims);
    for (size_t i = 0; cf_claims[i]; i++)
        cr_expect((strstr(s, cf_claims[i]->id) != NULL) || !cf_claims[i]->erratum, "%s is not in the errata",
                  cf_claims[i]->id);
    free(s);
}
