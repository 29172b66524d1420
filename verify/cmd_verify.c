/* cmd_verify.c - certiflow verify: runs the claims, writes the reports, says whether all is as expected. */
#define _DEFAULT_SOURCE /* struct winsize */
#include "reports/reports.h"
#include "verify/assemble.h"
#include "verify/atomic.h"
#include "verify/commands.h"
#include "verify/lookup.h"
#include "verify/options.h"
#include "verify/probes.h"
#include "verify/registry.h"
#include "verify/run_private.h"
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
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
        {"tier", "TIER", "quick (default), full or paper: which claims run, on how many instances", &tier,
         NULL},
        {"jobs", "N", "processes at once; default: the number of cores", &jobs, NULL},
        {"out", "DIR", "where verify.json, junit.xml, ledger.txt and evidence/ go;\ndefault build/report",
         &s->out, NULL},
        {"json", NULL, "verify.json on standard output instead of the ledger", NULL, &s->json},
        {0}};
    usage->options = options;
    int code = cf_options_parse(usage, n, argc, argv);
    if (code < 0) code = cf_option_integer(usage, &s->jobs, "jobs", jobs, 1, 1024);
    if (code < 0) code = cf_read_tier(usage, &s->tier, tier);
    usage->options = NULL;
    return code;
}

/* Adds the claim and, of a reduction, the bounds and reductions that it rests on. */
static void add_claim(const cf_claim **chosen, size_t *n, const cf_claim *claim) {
    char defect[256];
    if (!cf_find_claim(chosen, claim->id)) chosen[(*n)++] = claim;
    if (claim->method != CF_M_REDUCTION) return;
    const cf_claim **below = cf_reach(cf_claims, claim, 0, defect);
    for (size_t i = 0; below && below[i]; i++)
        if ((below[i]->method == CF_M_PROOF || below[i]->method == CF_M_REDUCTION) && !cf_find_claim(chosen, below[i]->id))
            chosen[(*n)++] = below[i];
    free(below);
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
        add_claim(chosen, n, c);
    }
    for (size_t i = 0; i < all && n_ids == 0; i++)
        if (cf_tier_of(cf_claims, cf_claims[i]) <= tier) chosen[(*n)++] = cf_claims[i];
    return chosen;
}

/* Columns of the terminal that standard output is, between 60 and 120; 80 where it is none. */
static int terminal_width(void) {
    struct winsize size;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
    return size.ws_col < 60 ? 60 : size.ws_col > 120 ? 120 : size.ws_col;
}

/* Writes the reports and prints one of them. What does not reach standard output is noticed and said by main.
 */
static int publish(const json_t *report, const settings *s) {
    char error[512];
    int code = cf_report_exit_code(report);
    int written = cf_report_write(report, s->out, error) == 0;
    if (code == CF_EXIT_FAILED) cf_say_starved("verify");
    char *text = s->json ? cf_report_verify_json(report) : cf_report_ledger(report, terminal_width());
    fputs(text, stdout);
    fflush(stdout);
    free(text);
    if (!written) fprintf(stderr, "certiflow verify: cannot write the report: %s\n", error);
    return !written && code != CF_EXIT_BUG ? CF_EXIT_FAILED : code;
}

/* The folder is taken before anything is checked: what could not be written is found out before the work. */
static int run_claims(const cf_usage *usage, const cf_claim **chosen, size_t n, const settings *s) {
    char error[512];
    int folder = cf_folder_take(s->out, error);
    if (folder < 0) return cf_complain(usage, CF_EXIT_FAILED, "%s", error);
    cf_runner_signals *signals = cf_runner_hold();
    cf_assembly a = {
        .registry = cf_claims, .expected = cf_table_expected, .claims = chosen, .n = n, .tier = s->tier};
    a.jobs = (int)s->jobs;
    json_t *report = cf_check_claims(a, isatty(STDERR_FILENO) ? stderr : NULL, signals);
    int code = publish(report, s);
    if (json_is_true(json_object_get(report, "interrupted")) && code != CF_EXIT_FAILED)
        fprintf(stderr,
                "certiflow verify: interrupted; the evidence of %zu finished claims of %zu is in %s\n",
                json_array_size(json_object_get(report, "claims")), n, s->out);
    json_decref(report);
    close(folder);
    cf_runner_release(signals);
    return code;
}

int cf_cmd_verify(int argc, char **argv) {
    settings s = {.tier = CF_TIER_QUICK, .jobs = sysconf(_SC_NPROCESSORS_ONLN), .out = "build/report"};
    cf_usage usage = {
        "verify", "[OPTION...] [CLAIM...]",
        "Checks the claims (all of the tier, or the named ones whatever their tier, with the bounds that they rest on), prints the ledger "
        "and writes\nthe evidence. Exit code 0 iff every verdict is the expected one.",
        "--tier quick --jobs 2 eq28", NULL};
    size_t n_ids, n;
    int code = read_settings(&s, &n_ids, &usage, argc, argv);
    if (code < 0) code = cf_probes_allow(&usage);
    if (code >= 0) return code;
    const cf_claim **chosen = choose(&usage, argv + 1, n_ids, s.tier, &n);
    if (!chosen) return CF_EXIT_USAGE;
    code = run_claims(&usage, chosen, n, &s);
    free(chosen);
    return code;
}
