/* evidence.c - what a run keeps to be shown: named values, histograms by decade, tables; and all of it as
 * JSON.
 *
 * Balls go out as decimals whose radius is rounded up (cf_ball_decimal), numbers as verify/output.h says. */
#include "verify/output.h"
#include "verify/run_private.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TABLE_ROWS 20000

/* ------------------------------------------------------------------------------------- what a check keeps */

void cf_evidence_number(cf_run *run, const char *key, double value) {
    json_object_set_new(run->values, key, cf_json_double(value));
}
void cf_evidence_integer(cf_run *run, const char *key, long value) {
    json_object_set_new(run->values, key, json_integer(value));
}
void cf_evidence_ball(cf_run *run, const char *key, const arb_t value) {
    json_object_set_new(run->values, key, cf_json_ball_short(value));
}
void cf_evidence_text(cf_run *run, const char *key, const char *format, ...) {
    char s[4096];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(s, sizeof s, format, arguments);
    va_end(arguments);
    json_object_set_new(run->values, key, json_string(s));
}

void cf_run_keep_certificate(cf_run *run, const char *certificate) {
    free(run->certificate);
    run->certificate = cf_copy(certificate);
}

void cf_evidence_sample(cf_run *run, const char *key, double value) {
    size_t i = 0;
    while (i < run->n_samples && strcmp(run->sample[i].key, key) != 0) i++;
    if (i == run->n_samples) {
        run->sample = cf_must(realloc(run->sample, (i + 1) * sizeof *run->sample));
        memset(&run->sample[i], 0, sizeof run->sample[i]);
        run->sample[i].key = cf_copy(key);
        run->n_samples++;
    }
    cf_histogram_add(&run->sample[i].h, value);
}

void cf_evidence_row(cf_run *run, const char *table, ...) {
    json_t *rows = json_object_get(run->tables, table);
    if (!rows) {
        rows = json_array();
        json_object_set_new(run->tables, table, rows);
    }
    if (json_array_size(rows) >= TABLE_ROWS) return;
    json_t *row = json_object();
    va_list pairs;
    va_start(pairs, table);
    for (const char *name = va_arg(pairs, const char *); name; name = va_arg(pairs, const char *))
        json_object_set_new(row, name, cf_json_double(va_arg(pairs, double)));
    va_end(pairs);
    json_array_append_new(rows, row);
}

/* ------------------------------------------------------------------------------------------------ JSON */

#define TALLY_FIELDS(_)                                                                                      \
    _(instances)                                                                                             \
    _(counted)                                                                                               \
    _(adversarial)                                                                                           \
    _(skipped) _(empty) _(certified) _(violated) _(undecided) _(against) _(unfit) _(left) _(starved) _(expired)

json_t *cf_tally_json(const cf_tally *tally) {
    json_t *j = json_object();
#define PUT(field) json_object_set_new(j, #field, json_integer(tally->field));
    TALLY_FIELDS(PUT)
#undef PUT
    return j;
}

int cf_tally_read(cf_tally *tally, const json_t *object) {
    memset(tally, 0, sizeof *tally);
#define GET(field)                                                                                           \
    if (!json_is_integer(json_object_get(object, #field))) return -1;                                        \
    tally->field = json_integer_value(json_object_get(object, #field));
    TALLY_FIELDS(GET)
#undef GET
    return 0;
}

static json_t *group_json(const cf_fact_group *g) {
    json_t *j = json_pack("{s:s,s:s,s:I,s:I,s:I}", "what", g->what, "kind", cf_kind_name(g->kind),
                          "certified", (json_int_t)g->certified, "violated", (json_int_t)g->violated,
                          "undecided", (json_int_t)g->undecided);
    const cf_slacks *all = &g->all;
    if (all->least_bits < 1000000) json_object_set_new(j, "least_bits", json_integer(all->least_bits));
    if (!all->any) return j;
    json_object_set_new(j, "least_slack", cf_json_double(all->least));
    json_object_set_new(j, "least",
                        json_pack("{s:s,s:o,s:o}", "instance", g->least_instance, "a",
                                  cf_json_ball_short(all->a), "b", cf_json_ball_short(all->b)));
    json_object_set_new(j, "slack_decades", cf_histogram_json(&all->decades));
    return j;
}

/* Sets key to value unless it is empty. */
static void put(json_t *object, const char *key, json_t *value) {
    if (value && (json_object_size(value) || json_array_size(value))) json_object_set(object, key, value);
}

json_t *cf_run_json(cf_run *run) {
    json_t *j = json_object(), *facts = json_array(), *samples = json_object();
    json_object_set_new(j, "tally", cf_tally_json(&run->tally));
    for (size_t i = 0; i < run->n_groups; i++) json_array_append_new(facts, group_json(&run->groups[i]));
    for (size_t i = 0; i < run->n_samples; i++) {
        const cf_histogram *h = &run->sample[i].h;
        json_object_set_new(samples, run->sample[i].key,
                            json_pack("{s:I,s:o,s:o,s:o}", "n", (json_int_t)h->n, "min",
                                      cf_json_double(h->min), "max", cf_json_double(h->max), "decades",
                                      cf_histogram_json(h)));
    }
    if (run->certificate) json_object_set_new(j, "certificate", json_string(run->certificate));
    put(j, "facts", facts);
    put(j, "counterexample", run->counterexample);
    put(j, "undecided", run->undecided);
    put(j, "skipped", run->skipped);
    put(j, "left", run->left);
    put(j, "values", run->values);
    put(j, "samples", samples);
    put(j, "tables", run->tables);
    put(j, "examples", run->examples);
    json_decref(facts);
    json_decref(samples);
    return j;
}
