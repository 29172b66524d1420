/* cmd_prove.c - certiflow prove: the inequalities of .bound files, decided over their whole domain. */
#include "bounds/prove.h"
#include "verify/atomic.h"
#include "verify/commands.h"
#include "verify/options.h"
#include "verify/output.h"
#include "verify/probes.h"
#include "verify/replay.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    const cf_usage *usage;
    const char *out; /* folder, or NULL */
    int folder;      /* taken, or -1 */
    int json, terminal;
    char checker[4096];
    cf_prove_options options;
    json_t *lines;  /* of prove.json */
    json_t *statements; /* of prove.json: by the bound's name, {"statement","tex"} for those who show it */
    char *report;   /* report.md */
    size_t report_size;
    FILE *report_file;
    int code;
} proving;

static const char *const expectations[] = {"PROVED", "REFUTED", "UNDECIDED"};

static void show_progress(void *context, const char *name, double coverage, long boxes) {
    (void)context;
    fprintf(stderr, "\r\033[K%s: %.2f %% of the domain, %ld boxes", name, 100 * coverage, boxes);
    fflush(stderr);
}

/* The worse of two exit codes: 5, 4, 2, 1, 3, 0. */
static int worse(int a, int b) {
    static const int rank[] = {0, 2, 3, 1, 4, 5};
    return rank[a] >= rank[b] ? a : b;
}

static int code_of(const cf_bound *b, const cf_prove_result *r) {
    if (strcmp(r->reason, "canary") == 0) return CF_EXIT_DIFFERS;
    if (strcmp(cf_prove_verdict_name(r->verdict), expectations[b->expect]) == 0) return CF_EXIT_OK;
    return r->verdict == CF_PROVE_UNDECIDED ? CF_EXIT_UNDECIDED : CF_EXIT_DIFFERS;
}

static json_t *line_json(const cf_bound *b, const cf_prove_result *r, const char *path) {
    json_t *j = json_pack("{s:s,s:s,s:s}", "bound", b->name, "verdict", cf_prove_verdict_name(r->verdict), "expected",
                          expectations[b->expect]);
    if (b->paper) json_object_set_new(j, "paper", json_string(b->paper));
    if (r->reason[0]) json_object_set_new(j, "reason", json_string(r->reason));
    json_object_set_new(j, "boxes", json_integer(r->boxes));
    json_object_set_new(j, "coverage", json_real(r->verdict == CF_PROVE_REFUTED ? 0 : r->coverage));
    if (r->verdict == CF_PROVE_REFUTED) {
        json_t *point = json_object();
        for (int i = 0; i < b->n_variables; i++) json_object_set_new(point, b->variable[i], json_string(r->point[i]));
        json_object_set_new(j, "counterexample", point);
    }
    json_t *canaries = json_array();
    for (int k = 0; k < r->n_canaries; k++) json_array_append_new(canaries, json_string(cf_prove_verdict_name(r->canary[k].verdict)));
    json_object_set_new(j, "canaries", canaries);
    if (path) json_object_set_new(j, "certificate", json_string(path));
    json_object_set_new(j, "seconds", json_real(r->seconds));
    return j;
}

static void print_text(const cf_bound *b, const cf_prove_result *r, const char *path) {
    printf("%-10s %s", cf_prove_verdict_name(r->verdict), b->name);
    if (r->verdict == CF_PROVE_REFUTED)
        for (int i = 0; i < b->n_variables; i++) printf("%s %s = %s", i ? "," : "  at", b->variable[i], r->point[i]);
    if (r->reason[0]) printf("  (%s)", r->reason);
    printf("  %ld boxes, %.3f s", r->boxes, r->seconds);
    if (r->n_canaries) {
        int refuted = 0;
        for (int k = 0; k < r->n_canaries; k++) refuted += r->canary[k].verdict == CF_PROVE_REFUTED;
        printf(", %d of %d canaries refuted", refuted, r->n_canaries);
    }
    if (path) printf("  %s", path);
    putchar('\n');
    fflush(stdout);
}

/* To report.md and to prove.json. */
static void add_to_reports(proving *s, const cf_bound *b, const cf_prove_result *r, const char *path, json_t *line) {
    const char *const relation = b->prove.strict ? "<" : "\\le";
    char *left = cf_graph_tex(b->graph, b->prove.small, b->variable), *right = cf_graph_tex(b->graph, b->prove.big, b->variable);
    json_array_append(s->lines, line);
    json_object_set_new(s->statements, b->name, json_pack("{s:s,s:o}", "statement", b->statement, "tex", json_sprintf("%s %s %s", left, relation, right)));
    fprintf(s->report_file, "## %s\n\n", b->name);
    if (b->paper) fprintf(s->report_file, "%s\n\n", b->paper);
    fprintf(s->report_file, "$$%s %s %s$$\n\n`%s`\n\n**%s**", left, relation, right, b->statement, cf_prove_verdict_name(r->verdict));
    if (r->reason[0]) fprintf(s->report_file, " (%s)", r->reason);
    if (r->verdict == CF_PROVE_REFUTED)
        for (int i = 0; i < b->n_variables; i++) fprintf(s->report_file, "%s %s = %s", i ? "," : " at", b->variable[i], r->point[i]);
    fprintf(s->report_file, "; %ld boxes, %.3f s", r->boxes, r->seconds);
    if (path) fprintf(s->report_file, "; certificate `%s`", path);
    fputs("\n\n", s->report_file);
    free(left);
    free(right);
}

/* DIR/NAME.json; the caller frees it. */
static char *join(const char *folder, const char *name, const char *suffix) {
    char *path = malloc(strlen(folder) + strlen(name) + strlen(suffix) + 2);
    if (!path) abort();
    sprintf(path, "%s/%s%s", folder, name, suffix);
    return path;
}

static int write_file(proving *s, const char *path, const char *text) {
    char error[512];
    if (cf_write_file(path, text, strlen(text), error) == 0) return 0;
    s->code = worse(s->code, cf_complain(s->usage, CF_EXIT_FAILED, "%s", error));
    return -1;
}

/* The checker's seconds for a certificate: as many as the search had, and some for the shortest. */
#define LEAST_CHECK 5.0

/* As cf_replay_confirms; its time is the result's. */
static int replayed(char why[512], const proving *s, const cf_bound *b, cf_prove_result *r, cf_prove_verdict verdict, const char *certificate,
                    const char *source) {
    double used, seconds = s->options.budget > LEAST_CHECK ? s->options.budget : LEAST_CHECK;
    int confirmed = cf_replay_confirms(why, &used, s->checker, b->name, verdict, certificate, source, seconds);
    r->seconds += used;
    return confirmed;
}

/* What the prover says is a verdict only once the checker has said the same of its certificate; else it is withdrawn: UNDECIDED,
 * an exit code that is not 0 whatever was expected, and no certificate. */
static void confirm(proving *s, const cf_bound *b, cf_prove_result *r) {
    char why[512];
    if (!r->certificate) return;
    int confirmed = replayed(why, s, b, r, r->verdict, r->certificate, b->source);
    if (confirmed == 1) return;
    s->code = worse(s->code, confirmed < 0 ? cf_complain(s->usage, CF_EXIT_FAILED, "%s: %s", b->name, why) : CF_EXIT_UNDECIDED);
    cf_prove_withdraw(r, why);
    r->coverage = 0;
}

/* A canary too is refuted only once the checker has refuted it; else it is UNDECIDED, and with it the bound. */
static void confirm_canaries(proving *s, const cf_bound *b, cf_prove_result *r) {
    for (int k = 0; k < r->n_canaries; k++) {
        char why[512];
        cf_canary_result *c = &r->canary[k];
        if (c->verdict != CF_PROVE_REFUTED) continue;
        int confirmed = replayed(why, s, b, r, c->verdict, c->certificate, c->source);
        if (confirmed == 1) continue;
        c->verdict = CF_PROVE_UNDECIDED;
        int code = confirmed < 0 ? CF_EXIT_FAILED : CF_EXIT_OK;
        if (code != CF_EXIT_OK || r->verdict != CF_PROVE_UNDECIDED) s->code = worse(s->code, cf_complain(s->usage, code, "%s: canary %d: %s", b->name, k + 1, why));
        cf_prove_withdraw(r, "canary"); /* whose exit code is code_of's */
    }
}

static void prove_one(proving *s, cf_bound *b) {
    cf_prove_result r;
    cf_prove(&r, b, &s->options);
    if (s->terminal) fputs("\r\033[K", stderr);
    confirm(s, b, &r);
    confirm_canaries(s, b, &r);
    char *path = NULL;
    if (s->out && r.certificate) {
        path = join(s->out, b->name, ".json");
        if (write_file(s, path, r.certificate) != 0) {
            free(path);
            path = NULL;
        }
    }
    json_t *line = line_json(b, &r, path);
    if (s->out) add_to_reports(s, b, &r, path, line);
    if (s->json) {
        s->code = worse(s->code, cf_json_print(line));
        fflush(stdout);
    } else {
        print_text(b, &r, path);
        json_decref(line);
    }
    s->code = worse(s->code, code_of(b, &r));
    free(path);
    cf_prove_result_clear(&r);
}

/* Before anything is proved: nothing could be stated without it. */
static int find_checker(proving *s) {
    cf_checker_path(s->checker, sizeof s->checker);
    if (access(s->checker, X_OK) == 0) return CF_EXIT_OK;
    return cf_complain(s->usage, CF_EXIT_FAILED, "no checker, which has to confirm what the prover finds: %s: %s", s->checker, strerror(errno));
}

static int take_folder(proving *s) {
    char error[512];
    if (!s->out) return CF_EXIT_OK;
    s->folder = cf_folder_take(s->out, error);
    return s->folder < 0 ? cf_complain(s->usage, CF_EXIT_FAILED, "%s", error) : CF_EXIT_OK;
}

static void write_reports(proving *s) {
    if (fclose(s->report_file) != 0) abort();
    json_t *all = json_pack("{s:O,s:O}", "bounds", s->lines, "statements", s->statements);
    char *text = json_dumps(all, JSON_INDENT(1) | JSON_REAL_PRECISION(17));
    char *path = join(s->out, "prove", ".json"), *report = join(s->out, "report", ".md");
    if (!text) abort();
    cf_files files;
    cf_files_init(&files);
    if (cf_files_add(&files, report, s->report, strlen(s->report)) != 0 ||
        cf_files_add(&files, path, text, strlen(text)) != 0 || cf_files_commit(&files) != 0)
        s->code = worse(s->code, cf_complain(s->usage, CF_EXIT_FAILED, "%s", files.error));
    cf_files_clear(&files);
    free(text);
    free(path);
    free(report);
    free(s->report);
    json_decref(all);
    json_decref(s->lines);
    json_decref(s->statements);
}

/* All files are read before anything is proved: bad input loses no work. */
static int run(proving *s, char **files, size_t n) {
    cf_bounds *all = calloc(n, sizeof *all);
    if (!all) abort();
    int code = CF_EXIT_OK;
    for (size_t k = 0; k < n; k++)
        if (cf_bounds_read(&all[k], files[k]) != 0) code = worse(code, cf_complain(s->usage, CF_EXIT_USAGE, "%s", all[k].error));
    if (code == CF_EXIT_OK) code = find_checker(s);
    if (code == CF_EXIT_OK) code = take_folder(s);
    if (code == CF_EXIT_OK) {
        if (s->out) {
            s->lines = json_array();
            s->statements = json_object();
            s->report_file = open_memstream(&s->report, &s->report_size);
            if (!s->report_file) abort();
            fputs("# Bounds\n\n", s->report_file);
        }
        for (size_t k = 0; k < n; k++)
            for (int i = 0; i < all[k].n; i++) prove_one(s, &all[k].bound[i]);
        if (s->out) write_reports(s);
        if (s->folder >= 0) close(s->folder);
        code = s->code;
    }
    for (size_t k = 0; k < n; k++) cf_bounds_clear(&all[k]);
    free(all);
    return code;
}

int cf_cmd_prove(int argc, char **argv) {
    const char *out = NULL, *budget = NULL, *jobs = NULL;
    int json = 0;
    const cf_option options[] = {
        {"out", "DIR", "write certificates, prove.json and report.md into DIR", &out, NULL},
        {"budget", "SECONDS", "for each bound, its canaries as much again each; 60 by default", &budget, NULL},
        {"jobs", "N", "threads; the number of processors by default", &jobs, NULL},
        {"json", NULL, "a JSON object a line for each bound", NULL, &json},
        {0}};
    const cf_usage usage = {"prove", "FILE.bound... [--out DIR] [--budget SECONDS] [--jobs N] [--json]",
                            "Decides the inequalities of .bound files over their whole domain: PROVED, REFUTED with an exact\n"
                            "counterexample, or UNDECIDED. The first two only with a certificate that certiflow-check has replayed.",
                            "bounds/lemma3.bound --out proofs", options};
    size_t n;
    int code = cf_options_parse(&usage, &n, argc, argv);
    if (code >= 0) return code;
    if (n == 0) return cf_usage_error(&usage, "name at least one .bound file");
    long cpus = sysconf(_SC_NPROCESSORS_ONLN), workers = cpus > 0 ? cpus : 1, seconds = 60;
    if ((code = cf_option_integer(&usage, &workers, "jobs", jobs, 1, 64)) >= 0) return code;
    if ((code = cf_option_integer(&usage, &seconds, "budget", budget, 1, 1000000)) >= 0) return code;
    if ((code = cf_probes_allow(&usage)) >= 0) return code;
    proving s = {.usage = &usage, .out = out, .folder = -1, .json = json, .terminal = isatty(2)};
    s.options = (cf_prove_options){.budget = (double)seconds, .jobs = (int)workers, .progress = s.terminal ? show_progress : NULL};
    return run(&s, argv + 1, n);
}
