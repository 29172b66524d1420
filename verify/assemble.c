/* assemble.c - see assemble.h. Verdicts come from verdict.c; here they are only put together, in the order in
 * which claims rest on each other. */
#include "verify/assemble.h"
#include "core/certiflow.h"
#include "verify/host.h"
#include "verify/lookup.h"
#include "verify/run_private.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The claim's own outcome, before what it rests on. */
static cf_outcome own_outcome(const cf_claim *claim, const cf_result *r) {
    cf_tally check, canary;
    if (r->end == CF_END_TIMEOUT) return (cf_outcome){CF_V_UNDECIDED, CF_R_BUDGET};
    if (r->end == CF_END_UNSTARTED) return (cf_outcome){CF_V_UNDECIDED, CF_R_UNSTARTED};
    if (r->end == CF_END_STARVED) return (cf_outcome){CF_V_UNDECIDED, CF_R_STARVED};
    if (r->end != CF_END_FINISHED || cf_tally_read(&check, json_object_get(r->check, "tally")) != 0 ||
        cf_tally_read(&canary, json_object_get(r->canary, "tally")) != 0)
        return (cf_outcome){CF_V_UNDECIDED, CF_R_CRASH};
    return cf_verdict_of_claim(claim->method, claim->erratum != NULL, &check, &canary);
}

static size_t index_of(const cf_assembly *a, const cf_claim *claim) {
    size_t i = 0;
    while (i < a->n && a->claims[i] != claim) i++;
    return i < a->n && a->results[i].end != CF_END_NOT_RUN ? i : a->n;
}

/* The outcome with all that it rests on, which is resolved first. done[i]: outcomes[i] is final. */
static void resolve(const cf_assembly *a, size_t i, cf_outcome *outcomes, int *done) {
    char id[128];
    cf_verdict verdicts[64];
    size_t n = 0;
    if (done[i]) return;
    done[i] = 1;
    for (const char *s = a->claims[i]->uses; n < 64 && cf_next_word(id, sizeof id, &s); n++) {
        const cf_claim *c = cf_find_claim(a->registry, id);
        size_t k = c ? index_of(a, c) : a->n;
        verdicts[n] = CF_V_UNDECIDED;
        if (c && k < a->n) {
            resolve(a, k, outcomes, done);
            verdicts[n] = outcomes[k].verdict;
        } else if (!c || (c->method == CF_M_PROOF && a->claims[i]->method == CF_M_REDUCTION) || cf_expected(&verdicts[n], NULL, a->expected, id) != 0) {
            verdicts[n] = CF_V_UNDECIDED;
        }
    }
    outcomes[i] = cf_verdict_resting_on(outcomes[i], verdicts, n);
}

/* The claims that the statement rests on, directly or through others, and that are weaker than a machine's
 * proof: the ARGUED ones; for an ARGUED claim, whose proof takes them as facts, those seen on instances too.
 */
static json_t *given_json(const cf_assembly *a, const cf_claim *claim) {
    char defect[256];
    json_t *given = json_array();
    const cf_claim **reached = cf_reach(a->registry, claim, 0, defect);
    for (size_t i = 0; reached && reached[i]; i++)
        if (reached[i]->method == CF_M_ARGUED ||
            (claim->method == CF_M_ARGUED && reached[i]->method != CF_M_ALGEBRA && reached[i]->method != CF_M_PROOF))
            json_array_append_new(given, json_string(reached[i]->id));
    free(reached);
    return given;
}

static json_t *words_json(const char *list) {
    char word[128];
    json_t *j = json_array();
    while (cf_next_word(word, sizeof word, &list)) json_array_append_new(j, json_string(word));
    return j;
}

/* Where the check said what it left undone, that is the reason. */
static const char *words_of(const cf_result *r, cf_outcome o) {
    const char *left = json_string_value(json_array_get(json_object_get(r->check, "left"), 0));
    return left && (o.reason == CF_R_LEFT || o.reason == CF_R_FACT || o.reason == CF_R_STARVED) ? left : cf_reason_name(o.reason);
}

static void put_reason(json_t *j, const cf_result *r, cf_outcome o) {
    if (o.reason == CF_R_NONE) return;
    char text[600];
    snprintf(text, sizeof text, "%s", words_of(r, o));
    if (r->end == CF_END_TIMEOUT) snprintf(text, sizeof text, "ended at its budget after %.1f s", r->seconds);
    if (r->end == CF_END_CRASHED && r->signal)
        snprintf(text, sizeof text, "the check died of signal %d (%s)", r->signal, strsignal(r->signal));
    json_object_set_new(j, "reason", json_string(text));
}

static json_t *claim_json(const cf_assembly *a, size_t i, cf_outcome outcome) {
    const cf_claim *c = a->claims[i];
    const cf_result *r = &a->results[i];
    cf_verdict expected;
    char *place = cf_place(c);
    json_t *j = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "id", c->id, "paper", place, "section", c->section,
                          "items", c->items, "title", c->title, "statement", c->statement, "verdict",
                          cf_verdict_name(outcome.verdict));
    if (cf_expected(&expected, NULL, a->expected, c->id) == 0)
        json_object_set_new(j, "expected", json_string(cf_verdict_name(expected)));
    json_object_set_new(j, "method", json_string(cf_method_name(c->method)));
    put_reason(j, r, outcome);
    if (outcome.reason == CF_R_CRASH) json_object_set_new(j, "crashed", json_true());
    if (outcome.reason == CF_R_STARVED || outcome.reason == CF_R_UNSTARTED) json_object_set_new(j, "starved", json_true());
    if (c->erratum) json_object_set_new(j, "erratum", json_string(c->erratum));
    if (c->twin && *c->twin) json_object_set_new(j, "twin", json_string(c->twin));
    json_object_set_new(j, "seconds", json_real(r->seconds));
    json_object_set_new(j, "given", given_json(a, c));
    json_object_set_new(j, "uses", words_json(c->uses));
    json_t *evidence = json_object();
    if (r->check) json_object_set(evidence, "check", r->check);
    if (r->canary) json_object_set(evidence, "canary", r->canary);
    json_object_set_new(j, "evidence", evidence);
    free(place);
    return j;
}

static int is_expected(const json_t *claim) {
    const char *verdict = json_string_value(json_object_get(claim, "verdict"));
    const char *expected = json_string_value(json_object_get(claim, "expected"));
    return verdict && expected && strcmp(verdict, expected) == 0;
}

static json_t *summary_json(const json_t *claims) {
    json_t *s = json_object(), *c;
    size_t i;
    json_int_t unexpected = 0;
    for (cf_verdict v = CF_V_PROVED; v <= CF_V_VACUOUS; v++) {
        json_int_t n = 0;
        json_array_foreach(claims, i, c) n +=
            strcmp(json_string_value(json_object_get(c, "verdict")), cf_verdict_name(v)) == 0;
        json_object_set_new(s, cf_verdict_name(v), json_integer(n));
    }
    json_array_foreach(claims, i, c) unexpected += !is_expected(c);
    json_object_set_new(s, "unexpected", json_integer(unexpected));
    return s;
}

/* What the run held at once: never more than the program itself and the largest processes together. */
static json_t *memory_json(const cf_assembly *a) {
    int jobs = a->jobs > 0 ? a->jobs : 1;
    char *counted = cf_must(calloc(a->n + 1, 1));
    long total = cf_own_peak_kib();
    json_t *j = json_object();
    for (int k = 0; k < jobs; k++) {
        size_t largest = a->n;
        for (size_t i = 0; i < a->n; i++)
            if (!counted[i] && (largest == a->n || a->results[i].peak_kib > a->results[largest].peak_kib))
                largest = i;
        if (largest == a->n || a->results[largest].peak_kib == 0) break;
        counted[largest] = 1;
        total += a->results[largest].peak_kib;
        if (k > 0) continue;
        json_object_set_new(j, "largest_process", json_string(a->claims[largest]->id));
        json_object_set_new(j, "largest_process_mib", json_real((double)a->results[largest].peak_kib / 1024));
    }
    json_object_set_new(j, "at_most_mib", json_real((double)total / 1024));
    free(counted);
    return j;
}

/* "2024-05-01T09:30:00Z" */
static json_t *now_json(void) {
    char text[32] = "";
    time_t now = time(NULL);
    struct tm utc;
    if (gmtime_r(&now, &utc)) strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return json_string(text);
}

json_t *cf_assemble(const cf_assembly *a) {
    cf_outcome *outcomes = cf_must(calloc(a->n + 1, sizeof *outcomes));
    int *done = cf_must(calloc(a->n + 1, sizeof *done));
    json_t *claims = json_array();
    for (size_t i = 0; i < a->n; i++) outcomes[i] = own_outcome(a->claims[i], &a->results[i]);
    for (size_t i = 0; i < a->n; i++)
        if (a->results[i].end != CF_END_NOT_RUN) resolve(a, i, outcomes, done);
    for (size_t i = 0; i < a->n; i++)
        if (a->results[i].end != CF_END_NOT_RUN) json_array_append_new(claims, claim_json(a, i, outcomes[i]));
    char build[17];
    cf_build_id(build);
    json_t *report = json_pack("{s:s,s:s,s:o,s:s}", "version", cf_version(), "build", build, "host",
                               cf_host_json(), "tier", cf_tier_name(a->tier));
    json_object_set_new(report, "date", now_json());
    if (a->interrupted) json_object_set_new(report, "interrupted", json_true());
    json_object_set_new(report, "seconds", json_real(a->seconds));
    json_object_set_new(report, "memory", memory_json(a));
    json_object_set_new(report, "summary", summary_json(claims));
    json_object_set_new(report, "claims", claims);
    free(outcomes);
    free(done);
    return report;
}

json_t *cf_check_claims(cf_assembly a, FILE *progress, const cf_runner_signals *signals) {
    cf_result *results = cf_must(calloc(a.n + 1, sizeof *results));
    cf_runner_options options = {a.claims, a.n, a.tier, a.jobs, progress};
    double start = cf_clock();
    a.results = results;
    a.interrupted = cf_runner_run(results, &options, signals) != 0;
    a.seconds = cf_since(start);
    json_t *report = cf_assemble(&a);
    for (size_t i = 0; i < a.n; i++) cf_result_clear(&results[i]);
    free(results);
    return report;
}

static int says(const json_t *claim, const char *key, const char *word) {
    const char *s = json_string_value(json_object_get(claim, key));
    return s && strcmp(s, word) == 0;
}

int cf_report_exit_code(const json_t *report) {
    int crashed = 0, starved = 0, differs = 0, undecided = 0;
    size_t i;
    json_t *c;
    json_array_foreach(json_object_get(report, "claims"), i, c) {
        if (json_is_true(json_object_get(c, "crashed"))) crashed = 1;
        if (json_is_true(json_object_get(c, "starved"))) starved = 1;
        if (says(c, "reason", cf_reason_name(CF_R_CANARY)))
            differs = 1;
        else if (is_expected(c))
            continue;
        else if (says(c, "verdict", cf_verdict_name(CF_V_UNDECIDED)) && json_object_get(c, "expected"))
            undecided = 1;
        else
            differs = 1;
    }
    return crashed ? 5 : starved ? 4 : differs ? 1 : undecided ? 3 : 0;
}

void cf_say_starved(const char *command) {
    fprintf(stderr, "certiflow %s: the system refused memory or another resource to a check; its claim stays UNDECIDED\n", command);
}
