/* cmd_why.c - certiflow why: from a claim to numbers that can be rechecked by hand. They are taken from
 * DIR/verify.json if this very program (its version and the hash of its file), at the same tier, wrote it;
 * otherwise the claim and all that it rests on run. */
#include "reports/reports.h"
#include "verify/assemble.h"
#include "core/certiflow.h"
#include "verify/commands.h"
#include "verify/host.h"
#include "verify/lookup.h"
#include "verify/probes.h"
#include "verify/registry.h"
#include "verify/run_private.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static json_t *run_all(const cf_claim **chosen, size_t n, cf_tier tier, long jobs) {
    cf_runner_signals *signals = cf_runner_hold();
    cf_assembly a = {
        .registry = cf_claims, .expected = cf_table_expected, .claims = chosen, .n = n, .tier = tier};
    a.jobs = (int)jobs;
    json_t *report = cf_check_claims(a, isatty(STDERR_FILENO) ? stderr : NULL, signals);
    cf_runner_release(signals); /* an interrupted run ends here */
    return report;
}

static int same(const json_t *report, const char *key, const char *value) {
    const char *s = json_string_value(json_object_get(report, key));
    return s && *s && strcmp(s, value) == 0;
}

/* The report in dir, if this very program wrote it, at this tier, and it holds every one of the claims; else
 * NULL. */
static json_t *stored_report(const char *dir, const cf_claim **chosen, size_t n, cf_tier tier) {
    char build[17];
    size_t size = strlen(dir) + sizeof "/verify.json", i = 0;
    char *path = cf_must(malloc(size));
    snprintf(path, size, "%s/verify.json", dir);
    json_error_t unused;
    json_t *report = cf_json_read(path, 0, &unused);
    cf_build_id(build);
    int own = same(report, "version", cf_version()) && same(report, "build", build) &&
              same(report, "tier", cf_tier_name(tier));
    if (report && !own)
        fprintf(stderr, "certiflow why: %s is of another build or tier; the %zu claims are checked again\n",
                path, n);
    free(path);
    while (own && i < n && cf_report_claim(report, chosen[i]->id)) i++;
    if (own && i == n) return report;
    json_decref(report);
    return NULL;
}

int cf_cmd_why(int argc, char **argv) {
    const char *out = "build/report", *tier_text = NULL, *jobs_text = NULL;
    cf_tier tier = CF_TIER_QUICK;
    long jobs = sysconf(_SC_NPROCESSORS_ONLN);
    const cf_option options[] = {
        {"out", "DIR", "take what DIR/verify.json holds; default build/report", &out, NULL},
        {"tier", "TIER", "quick (default), full or paper, for what has to run", &tier_text, NULL},
        {"jobs", "N", "processes at once; default: the number of cores", &jobs_text, NULL},
        {0}};
    const cf_usage usage = {"why", "[OPTION...] CLAIM",
                            "Shows the chain from a claim to numbers that can be rechecked by hand.", "eq28",
                            options};
    size_t n;
    int code = cf_options_parse(&usage, &n, argc, argv);
    if (code < 0) code = cf_option_integer(&usage, &jobs, "jobs", jobs_text, 1, 1024);
    if (code < 0) code = cf_read_tier(&usage, &tier, tier_text);
    if (code >= 0) return code;
    if (n != 1) return cf_usage_error(&usage, "one claim is asked for, not %zu", n);
    const cf_claim *claim = cf_claim_or_hint(&usage, cf_claims, argv[1]);
    if (!claim) return CF_EXIT_USAGE;
    if ((code = cf_probes_allow(&usage)) >= 0) return code;

    char defect[256];
    const cf_claim **below = cf_reach(cf_claims, claim, 1, defect);
    if (!below) return cf_complain(&usage, CF_EXIT_BUG, "%s", defect);
    size_t n_below = 0;
    while (below[n_below]) n_below++;
    below[n_below++] = claim; /* the list has room for its NULL and one more */
    below[n_below] = NULL;
    json_t *report = stored_report(out, below, n_below, tier);
    if (!report) report = run_all(below, n_below, tier, jobs);
    char *text = cf_report_why(report, claim, below, n_below - 1);
    fputs(text, stdout); /* what does not arrive is noticed and said by main */
    code = cf_report_exit_code(report);
    if (code == CF_EXIT_FAILED) cf_say_starved(usage.command);
    free(text);
    free(below);
    json_decref(report);
    return code;
}
