/* cmd_verify.c - certiflow verify: runs the claims, writes the reports, says whether all is as expected. */
#include "reports/reports.h"
#include "verify/assemble.h"
#include "verify/commands.h"
#include "verify/lookup.h"
#include "verify/options.h"
#include "verify/registry.h"
#include "verify/run_private.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    cf_tier tier;
    long jobs;
    const char *out;
    int json;
} settings;

/* Fills *s; -1 to go on, or the exit code. What is parsed is left in argv[1..*n]. */
static int read_settings(settings *s, size_t *n, cf_usage *usage, int argc, char **argv) {
    const char *tier = NULL, *jobs = NULL;
    const cf_option options[] = {
        {"tier", "TIER", "quick (default), full or paper: which claims run, on how many instances", &tier, NULL},
        {"jobs", "N", "processes at once; default: the number of cores", &jobs, NULL},
        {"out", "DIR", "where verify.json, junit.xml, ledger.txt and evidence/ go;\ndefault build/report", &s->out, NULL},
        {"json", NULL, "verify.json on standard output instead of the ledger", NULL, &s->json},
        {0}};
    usage->options = options;
    int code = cf_options_parse(usage, n, argc, argv);
    if (code < 0) code = cf_option_integer(usage, &s->jobs, "jobs", jobs, 1, 1024);
    if (code < 0) code = cf_read_tier(usage, &s->tier, tier);
    usage->options = NULL;
    return code;
}

/* The claims to run, NULL-terminated, each once; NULL after a message about an unknown one. */
static const cf_claim **choose(const cf_usage *usage, char **ids, size_t n_ids, cf_tier tier, size_t *n) {
    size_t all = 0;
    while (cf_claims[all]) all++;
    const cf_claim **chosen = cf_must(calloc(all + 1, sizeof *chosen));
    *n = 0;
    for (size_t i = 0; i < n_ids; i++) {
        const cf_claim *c = cf_claim_or_hint(usage, cf_claims, ids[i]);
        if (!c) {
            free(chosen);
            return NULL;
        }
        if (!cf_find_claim(chosen, c->id)) chosen[(*n)++] = c;
    }
    for (size_t i = 0; i < all && n_ids == 0; i++)
        if (cf_claims[i]->tier <= tier) chosen[(*n)++] = cf_claims[i];
    return chosen;
}

/* Writes the reports and prints one of them. */
static int publish(const json_t *report, const settings *s) {
    char error[512];
    int code = cf_report_exit_code(report);
    int written = cf_report_write(report, s->out, error) == 0;
    char *text = s->json ? cf_report_verify_json(report) : cf_report_ledger(report);
    int printed = fputs(text, stdout) >= 0 && fflush(stdout) == 0;
    free(text);
    if (!written) fprintf(stderr, "certiflow verify: cannot write the report: %s\n", error);
    if (!printed) fputs("certiflow verify: cannot write to standard output\n", stderr);
    return code != 5 && !(written && printed) ? 4 : code;
}

static int run_claims(const cf_claim **chosen, size_t n, const settings *s) {
    cf_result *results = cf_must(calloc(n + 1, sizeof *results));
    cf_runner_options options = {.claims = chosen, .n = n, .tier = s->tier, .jobs = (int)s->jobs};
    options.progress = isatty(STDERR_FILENO) ? stderr : NULL;
    cf_runner_signals *signals = cf_runner_hold();
    int interrupted = cf_runner_run(results, &options, signals);
    cf_assembly a = {cf_claims, cf_table_expected, chosen, results, n, s->tier, interrupted != 0};
    json_t *report = cf_assemble(&a);
    int code = publish(report, s);
    if (interrupted)
        fprintf(stderr, "certiflow verify: interrupted; the evidence of %zu finished claims of %zu is in %s\n",
                json_array_size(json_object_get(report, "claims")), n, s->out);
    json_decref(report);
    for (size_t i = 0; i < n; i++) cf_result_clear(&results[i]);
    free(results);
    cf_runner_release(signals);
    return code;
}

int cf_cmd_verify(int argc, char **argv) {
    settings s = {.tier = CF_TIER_QUICK, .jobs = sysconf(_SC_NPROCESSORS_ONLN), .out = "build/report"};
    cf_usage usage = {"verify", "[OPTION...] [CLAIM...]",
                      "Checks the claims (all of the tier, or the named ones whatever their tier), prints the ledger "
                      "and writes\nthe evidence. Exit code 0 iff every verdict is the expected one.",
                      "--tier quick --jobs 2 eq28", NULL};
    size_t n_ids, n;
    int code = read_settings(&s, &n_ids, &usage, argc, argv);
    if (code >= 0) return code;
    const cf_claim **chosen = choose(&usage, argv + 1, n_ids, s.tier, &n);
    if (!chosen) return CF_EXIT_USAGE;
    code = run_claims(chosen, n, &s);
    free(chosen);
    return code;
}
