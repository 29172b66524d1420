/* page_data.c - what the page shows of each claim; see page.h. */
#include "core/certiflow.h"
#include "reports/page.h"
#include "reports/reports.h"
#include "verify/host.h"
#include "verify/lookup.h"
#include "verify/registry.h"
#include "verify/run_private.h"
#include <stdlib.h>
#include <string.h>

enum { SHOWN_FACTS = 8, SHOWN_EARLIER = 4, SHOWN_ROWS = 60 };

/* The instance with its first facts, those that do not hold before the others, and in "more" how many are left out.
 */
static json_t *short_instance(const json_t *instance) {
    size_t i;
    json_t *fact, *facts = json_object_get(instance, "facts"), *kept = json_array();
    for (int pass = 0; pass < 2; pass++)
        json_array_foreach(facts, i, fact) if (json_is_true(json_object_get(fact, "holds")) == pass &&
                                               json_array_size(kept) < SHOWN_FACTS) json_array_append(kept, fact);
    json_t *j = json_copy((json_t *)instance);
    size_t more = json_array_size(facts) - json_array_size(kept);
    if (more) json_object_set_new(j, "more", json_integer((json_int_t)more));
    json_object_set_new(j, "facts", kept);
    return j;
}

static void put_instance(json_t *to, const char *key, const json_t *instance) {
    if (json_is_object(instance)) json_object_set_new(to, key, short_instance(instance));
}

/* The rows of the tables that are short, from evidence/ID.json; of the others their number, as verify.json has it. */
static json_t *short_tables(const json_t *counts, const char *dir, const char *id) {
    const char *name;
    json_t *count, *tables = json_object();
    size_t n = strlen(dir) + strlen(id) + 32;
    char *path = cf_must(malloc(n));
    snprintf(path, n, "%s/evidence/%s.json", dir, id);
    json_error_t unused;
    json_t *whole = cf_json_read(path, 0, &unused);
    json_t *rows = json_object_get(json_object_get(json_object_get(whole, "evidence"), "check"), "tables");
    json_object_foreach((json_t *)counts, name, count) {
        json_t *r = json_object_get(rows, name);
        int shown = json_is_array(r) && json_array_size(r) <= SHOWN_ROWS &&
                    json_integer_value(count) == (json_int_t)json_array_size(r);
        json_object_set(tables, name, shown ? r : count);
    }
    json_decref(whole);
    free(path);
    return tables;
}

static void put_keys(json_t *to, const json_t *from, const char *keys) {
    char key[32];
    while (cf_next_word(key, sizeof key, &keys)) {
        json_t *value = json_object_get(from, key);
        if (value) json_object_set(to, key, value);
    }
}

static json_t *check_json(const json_t *check, const char *dir, const char *id, int full) {
    json_t *j = json_object(), *tables = json_object_get(check, "tables");
    put_keys(j, check, "tally facts skipped left values samples certificate");
    put_instance(j, "counterexample", json_object_get(check, "counterexample"));
    put_instance(j, "undecided", json_object_get(check, "undecided"));
    if (full && !json_object_get(check, "counterexample"))
        put_instance(j, "example", cf_report_example(json_object_get(check, "examples")));
    if (full && tables) json_object_set_new(j, "tables", short_tables(tables, dir, id));
    return j;
}

static json_t *canary_json(const json_t *canary, int erratum, int full) {
    size_t i;
    json_t *j = json_object(), *instance, *earlier = json_array();
    put_keys(j, canary, "tally left");
    put_instance(j, "counterexample", json_object_get(canary, "counterexample"));
    if (erratum && full) put_instance(j, "example", cf_report_example(json_object_get(canary, "examples")));
    json_array_foreach(json_object_get(canary, "earlier"), i,
                       instance) if (json_is_object(instance) && i < SHOWN_EARLIER)
        json_array_append_new(earlier, short_instance(instance));
    if (full && json_array_size(earlier)) json_object_set(j, "earlier", earlier);
    json_decref(earlier);
    return j;
}

static void put_text(json_t *j, const char *key, const char *text) {
    if (text && *text) json_object_set_new(j, key, json_string(text));
}

static json_t *ids_json(const char *list) {
    char id[128];
    json_t *ids = json_array();
    while (cf_next_word(id, sizeof id, &list)) json_array_append_new(ids, json_string(id));
    return ids;
}

static json_t *source_json(const cf_claim *c) {
    json_t *lines = json_array();
    for (const char *const *s = c->source; *s; s++) json_array_append_new(lines, json_string(*s));
    return lines;
}

/* What the registry says of the claim. */
static void put_registry(json_t *j, const cf_claim *c) {
    char *reason = NULL;
    cf_verdict expected;
    put_text(j, "tex", c->tex);
    put_text(j, "domain", c->domain);
    put_text(j, "checked", c->checked);
    put_text(j, "argument", c->argument);
    put_text(j, "canary_text", c->canary);
    if (c->canaries > 1) json_object_set_new(j, "canaries", json_integer(c->canaries));
    put_text(j, "tier", cf_tier_name(cf_tier_of(cf_claims, c)));
    json_object_set_new(j, "proof_uses", ids_json(c->proof_uses));
    json_object_set_new(j, "seed", json_sprintf("%016llx", (unsigned long long)cf_seed_of(c->id)));
    if (c->source) json_object_set_new(j, "source", source_json(c));
    if (cf_expected(&expected, &reason, cf_table_expected, c->id) == 0) put_text(j, "expected_reason", reason);
    free(reason);
}

/* Where the claim stands in the paper: the line of items.tsv of the first item that it names. */
static json_int_t order_of(const cf_claim *c) {
    json_int_t row = 0, last = 0;
    size_t n = strcspn(c->items, ";");
    while (n && c->items[n - 1] == ' ') n--;
    for (const char *const *line = cf_table_items; *line; line++, row++) {
        char *buffer;
        const char *column[3];
        cf_split(&buffer, column, 3, *line, '\t');
        int here = **line != '#' && strcmp(column[1], c->section) == 0;
        int found = here && strlen(column[0]) == n && strncmp(column[0], c->items, n) == 0;
        free(buffer);
        if (found) return row;
        if (here) last = row;
    }
    return last + 1;
}

static json_t *claim_json(const json_t *claim, const char *dir, int full) {
    const char *id = cf_report_text(claim, "id");
    const json_t *evidence = json_object_get(claim, "evidence");
    const cf_claim *c = cf_find_claim(cf_claims, id);
    json_t *j = json_object();
    put_keys(j, claim,
             "id paper section items title statement erratum twin verdict expected method reason crashed seconds "
             "given uses");
    if (c) put_registry(j, c), json_object_set_new(j, "order", json_integer(order_of(c)));
    json_object_set_new(j, "check", check_json(json_object_get(evidence, "check"), dir, id, full));
    json_object_set_new(
        j, "canary",
        canary_json(json_object_get(evidence, "canary"), json_object_get(claim, "erratum") != NULL, full));
    return j;
}

static json_t *sections_json(void) {
    json_t *all = json_array();
    for (size_t k = 0; cf_section_name(k); k++)
        json_array_append_new(all, json_pack("{s:s,s:s}", "name", cf_section_name(k), "heading",
                                             cf_section_heading(cf_section_name(k))));
    return all;
}

json_t *cf_page_data(const cf_results *r, const char *dir, int full) {
    size_t i;
    char build[17];
    json_t *claim, *claims = json_array(), *j = json_object();
    cf_build_id(build);
    put_text(j, "kind", "report");
    put_keys(j, r->verify, "version build host tier interrupted seconds memory summary");
    put_text(j, "dir", dir);
    put_text(j, "date", r->date);
    if (strcmp(build, cf_report_text(r->verify, "build")) != 0)
        json_object_set_new(j, "other_build", json_string(build));
    json_object_set_new(j, "sections", sections_json());
    json_array_foreach(json_object_get(r->verify, "claims"), i, claim)
        json_array_append_new(claims, claim_json(claim, dir, full));
    json_object_set_new(j, "claims", claims);
    json_object_set(j, "bounds", r->bounds);
    if (!full) json_object_set_new(j, "shortened", json_true());
    return j;
}
