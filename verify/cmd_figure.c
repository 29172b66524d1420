/* cmd_figure.c - certiflow figure: computes a figure's cells or takes them from the store, draws them, and says whether
 * the paper's sentence holds on them. */
#include "reports/gnuplot.h"
#include "reports/ranks.h"
#include "reports/reports.h"
#include "verify/atomic.h"
#include "verify/commands.h"
#include "verify/figure_claim.h"
#include "verify/lookup.h"
#include "verify/options.h"
#include "verify/output.h"
#include "verify/probes.h"
#include "verify/registry.h"
#include "verify/run_private.h"
#include "verify/runner.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    const cf_usage *usage;
    cf_tier tier;
    long jobs;
    const char *out, *store;
    int resume, json, folder; /* folder: out, taken */
    json_t *rows; /* of --json */
} settings;

static int list_figures(void) {
    for (size_t i = 0; cf_figures[i]; i++)
        printf("%-16s %-16s %s\n", cf_figures[i]->name, *cf_figures[i]->paper ? cf_figures[i]->paper : "-",
               cf_figures[i]->title);
    return CF_EXIT_OK;
}

/* The figures named, "all" standing for all, each once; NULL after a message. Ends with NULL. */
static const cf_figure **choose(const cf_usage *usage, char **names, size_t n) {
    size_t all = 0, chosen = 0;
    while (cf_figures[all]) all++;
    const cf_figure **list = cf_must(calloc(all + 1, sizeof *list));
    const char **known = cf_must(calloc(all + 2, sizeof *known)), *nearest = NULL;
    char *wanted = cf_must(calloc(all + 1, 1));
    known[0] = "all";
    for (size_t k = 0; k < all; k++) known[k + 1] = cf_figures[k]->name;
    size_t bad = n;
    for (size_t i = 0; i < n && bad == n; i++) {
        int found = 0;
        for (size_t k = 0; k < all; k++)
            if (strcmp(names[i], "all") == 0 || strcmp(names[i], known[k + 1]) == 0) found = wanted[k] = 1;
        if (!found) bad = i;
    }
    if (bad < n) nearest = cf_nearest(names[bad], known);
    if (nearest)
        cf_usage_error(usage, "unknown figure '%s'; is %s meant?", names[bad], nearest);
    else if (bad < n)
        cf_usage_error(usage, "unknown figure '%s'; `certiflow figure --list` names them", names[bad]);
    for (size_t k = 0; k < all && bad == n; k++)
        if (wanted[k]) list[chosen++] = cf_figures[k];
    free(known);
    free(wanted);
    if (bad == n) return list;
    free(list);
    return NULL;
}

static char *path_of(const char *dir, const char *name, const char *suffix) {
    size_t n = strlen(dir) + strlen(name) + strlen(suffix) + 2;
    char *path = cf_must(malloc(n));
    snprintf(path, n, "%s/%s%s", dir, name, suffix);
    return path;
}

/* Frees text. */
static int add_file(cf_files *files, const cf_figure_result *r, const char *dir, const char *suffix, char *text,
                    size_t n) {
    char *path = path_of(dir, r->figure->name, suffix);
    int status = cf_files_add(files, path, text, n);
    free(path);
    free(text);
    return status;
}

/* Nonzero iff the picture was drawn; else error says why and files is left alone. */
static int add_picture(cf_files *files, int *status, const cf_figure_result *r, const char *dir, cf_picture_kind kind,
                       char error[512]) {
    size_t n = 0;
    int missing;
    char *picture = cf_gnuplot_draw(&n, r, kind, &missing, error);
    if (!picture) return 0;
    if (*status == 0)
        *status = add_file(files, r, dir, kind == CF_PICTURE_SVG ? ".svg" : ".png", picture, n);
    else
        free(picture);
    return 1;
}

/* All files of a figure, or as far as the system allows none; without gnuplot those that need no gnuplot. */
static int write_files(const cf_figure_result *r, const settings *s) {
    cf_files files;
    char error[512] = "";
    cf_files_init(&files);
    char *csv = cf_figure_csv(r->panel);
    json_t *json = cf_figure_json(r);
    char *text = cf_must(json_dumps(json, JSON_INDENT(1) | JSON_REAL_PRECISION(17)));
    json_decref(json);
    int status = add_file(&files, r, s->out, ".csv", csv, strlen(csv));
    if (status == 0)
        status = add_file(&files, r, s->out, ".json", text, strlen(text));
    else
        free(text);
    int drawn = status != 0 || (add_picture(&files, &status, r, s->out, CF_PICTURE_SVG, error) &&
                                add_picture(&files, &status, r, s->out, CF_PICTURE_PNG, error));
    if (status == 0) status = cf_files_commit(&files);
    if (status != 0)
        cf_complain(s->usage, CF_EXIT_FAILED, "cannot write the figure: %s", files.error);
    else if (!drawn)
        cf_complain(s->usage, CF_EXIT_FAILED, "%s: no picture, only .csv and .json: %s", r->figure->name, error);
    cf_files_clear(&files);
    return status == 0 && drawn ? CF_EXIT_OK : CF_EXIT_FAILED;
}

/* "[first fact: 1.2 in [1.1, 1.3]]": what the run noted of the first facts. */
static void print_effect(const json_t *claim) {
    const json_t *first = json_array_get(json_object_get(claim, "examples"), 0);
    json_t *fact;
    size_t i;
    json_array_foreach(json_object_get(first, "facts"), i, fact) {
        const char *note = json_string_value(json_object_get(fact, "note"));
        double estimate, low, high;
        if (i == 2) break;
        if (note && sscanf(note, "%lf in [%lf, %lf]", &estimate, &low, &high) == 3)
            printf("; %s: %.3g in [%.3g, %.3g]", cf_report_text(fact, "what"), estimate, low, high);
        else
            printf("; %s", cf_report_text(fact, "what"));
    }
}

/* written: the exit code of writing; what was not written has been told. */
static void print_line(const cf_figure_result *r, const settings *s, int written) {
    printf("%-8s %-10s %zu cells, %zu computed, %.1f s", r->figure->name,
           r->claim ? cf_report_text(r->claim, "verdict") : "-", r->cells, r->computed, r->seconds);
    if (r->claim) print_effect(r->claim);
    if (written == CF_EXIT_OK) printf("; %s/%s.csv, .json, .svg, .png", s->out, r->figure->name);
    putchar('\n');
}

/* Draws, judges, writes and prints a figure whose data are there. */
static int publish(const cf_figure *f, const cf_figure_data *data, size_t computed, double seconds, const settings *s) {
    cf_panel *panel = cf_must(calloc(1, sizeof *panel));
    const cf_claim *claim = f->claim ? cf_find_claim(cf_claims, f->claim) : NULL;
    char command[256];
    snprintf(command, sizeof command, "certiflow figure %s --tier %s", f->name, cf_tier_name(s->tier));
    cf_figure_result r = {.figure = f,
                          .panel = panel,
                          .tier = cf_tier_name(s->tier),
                          .reduced = (int)data->size < f->reduced_below,
                          .seconds = seconds,
                          .cells = data->n,
                          .computed = computed,
                          .command = command};
    int code = CF_EXIT_OK;
    if (f->draw(panel, data) != 0) {
        code = cf_complain(s->usage, CF_EXIT_FAILED, "%s: out of memory", f->name);
    } else {
        json_t *verdict = claim ? cf_figure_claim_json(f, claim, data, s->tier, cf_table_expected) : NULL;
        r.claim = verdict;
        if (verdict) code = cf_figure_claim_code(verdict);
        int written = write_files(&r, s);
        if (s->json)
            json_array_append_new(s->rows, cf_figure_json(&r));
        else
            print_line(&r, s, written);
        fflush(stdout);
        if (written != CF_EXIT_OK) code = written;
        json_decref(verdict);
    }
    cf_panel_clear(panel);
    free(panel);
    return code;
}

/* One figure, from its grid to its files. *stopped: nothing more is to be done. */
static int run_figure(int *stopped, const cf_figure *f, const settings *s) {
    const cf_experiment *e = f->experiment;
    static const cf_figure_size sizes[] = {CF_SIZE_QUICK, CF_SIZE_FULL, CF_SIZE_PAPER};
    cf_figure_data data = {
        .size = sizes[s->tier], .n_parameters = cf_experiment_parameters(e), .n_values = cf_experiment_values(e)};
    data.n = f->grid(NULL, data.size);
    double *cells = cf_must(malloc((data.n * data.n_parameters + 1) * sizeof *cells));
    double *values = cf_must(malloc((data.n * data.n_values + 1) * sizeof *values)), start = cf_clock();
    f->grid(cells, data.size);
    data.cells = cells, data.values = values;
    char error[512] = "";
    size_t computed = 0;
    cf_sweep_options options = {.store = s->store,
                                .jobs = (int)s->jobs,
                                .progress = isatty(STDERR_FILENO) ? stderr : NULL,
                                .computed = &computed};
    cf_sweep_end end = cf_sweep_run(values, e, cells, data.n, &options, error);
    int code = CF_EXIT_OK;
    *stopped = end != CF_SWEEP_DONE && end != CF_SWEEP_WORKER;
    if (cf_ranks_rank() > 0)
        code = CF_EXIT_OK; /* rank 0 speaks for all */
    else if (end == CF_SWEEP_DONE)
        code = publish(f, &data, computed, cf_since(start), s);
    else if (end == CF_SWEEP_INTERRUPTED)
        cf_complain(s->usage, 0,
                    "interrupted; the cells computed so far are in %s, the same command goes on from there", s->store);
    else
        code =
            cf_complain(s->usage, end == CF_SWEEP_REFUSED ? CF_EXIT_USAGE : CF_EXIT_FAILED, "%s: %s", f->name, error);
    free(cells);
    free(values);
    return code;
}

/* The precedence of exit codes: 4, 2, 1, 3, 0. */
static int worse(int a, int b) {
    static const int rank[] = {0, 2, 3, 1, 4};
    return a > CF_EXIT_FAILED || b > CF_EXIT_FAILED ? (a > b ? a : b) : rank[a] >= rank[b] ? a : b;
}

/* What rank 0 finds before the first sweep; the other ranks hear of it. */
static int prepare(settings *s) {
    char error[512];
    int code = CF_EXIT_OK;
    if (cf_ranks_rank() > 0) return cf_ranks_share(code);
    if (s->resume && access(s->store, F_OK) != 0)
        code = cf_complain(s->usage, CF_EXIT_USAGE, "--resume: there is no store %s", s->store);
    else if ((s->folder = cf_folder_take(s->out, error)) < 0)
        code = cf_complain(s->usage, CF_EXIT_FAILED, "%s", error);
    return cf_ranks_share(code);
}

static int run_figures(const cf_figure **figures, settings *s) {
    int code = prepare(s), stopped = 0;
    if (code != CF_EXIT_OK) return code;
    cf_runner_signals *signals = cf_runner_hold();
    s->rows = json_array();
    for (size_t i = 0; figures[i] && !stopped; i++) code = worse(code, run_figure(&stopped, figures[i], s));
    if (s->json && cf_ranks_rank() == 0) code = worse(code, cf_json_print(json_incref(s->rows)));
    json_decref(s->rows);
    fflush(stdout);
    cf_ranks_stop();
    if (s->folder >= 0) close(s->folder);
    cf_runner_release(signals);
    return code;
}

/* Fills *s and *figures; -1 to go on, or the exit code. */
static int read_settings(settings *s, const cf_figure ***figures, cf_usage *usage, int argc, char **argv) {
    const char *tier = NULL, *jobs = NULL;
    int list = 0;
    const cf_option options[] = {
        {"tier", "TIER", "quick (default), full or paper: the size of the grids", &tier, NULL},
        {"jobs", "N", "threads; default: the number of cores, under MPI 1 for each rank", &jobs, NULL},
        {"resume", NULL, "go on with a store that has to be there; the same command resumes without it too", NULL,
         &s->resume},
        {"out", "DIR", "where NAME.csv, .json, .svg and .png go; default build/report/figures", &s->out, NULL},
        {"store", "FILE", "where computed cells are kept; default DIR/cells.sqlite", &s->store, NULL},
        {"list", NULL, "the figures' names and titles", NULL, &list},
        {"json", NULL, "the figures' JSON files on standard output, as one array", NULL, &s->json},
        {0}};
    size_t n;
    usage->options = options;
    int code = cf_options_parse(usage, &n, argc, argv);
    if (code < 0) code = cf_option_integer(usage, &s->jobs, "jobs", jobs, 1, 1024);
    if (code < 0) code = cf_read_tier(usage, &s->tier, tier);
    if (code < 0 && list) code = n ? cf_usage_error(usage, "--list takes no names") : list_figures();
    if (code < 0 && n == 0) code = cf_usage_error(usage, "name a figure, or all; `certiflow figure --list` names them");
    if (code < 0) *figures = choose(usage, argv + 1, n);
    usage->options = NULL;
    return code >= 0 ? code : *figures ? -1 : CF_EXIT_USAGE;
}

/* Every rank reads the same command line: rank 0 alone says what is wrong with it. */
static int read_quietly(settings *s, const cf_figure ***figures, cf_usage *usage, int argc, char **argv) {
    int err = dup(STDERR_FILENO), nothing = open("/dev/null", O_WRONLY);
    if (nothing >= 0) dup2(nothing, STDOUT_FILENO), dup2(nothing, STDERR_FILENO), close(nothing);
    int code = read_settings(s, figures, usage, argc, argv);
    if (err >= 0) dup2(err, STDERR_FILENO), close(err);
    return code;
}

static int figure_of_rank(int argc, char **argv) {
    int ranks = cf_ranks_count();
    settings s = {.jobs = ranks > 1 ? 1 : sysconf(_SC_NPROCESSORS_ONLN), .out = "build/report/figures", .folder = -1};
    const cf_figure **figures = NULL;
    cf_usage usage = {"figure", "NAME...|all [OPTION...]",
                      "Computes the cells of figures, or takes those that the store has, draws them, and checks the "
                      "paper's sentence on "
                      "them.\nExit code 0 iff every verdict is the expected one.",
                      "fig2b --jobs 2 --out figures", NULL};
    s.usage = &usage;
    int code = cf_ranks_rank() == 0 ? read_settings(&s, &figures, &usage, argc, argv)
                                    : read_quietly(&s, &figures, &usage, argc, argv);
    if (code < 0) code = cf_probes_allow(&usage);
    if (code < 0) {
        char *store = s.store ? cf_copy(s.store) : path_of(s.out, "cells", ".sqlite");
        s.store = store;
        code = run_figures(figures, &s);
        free(store);
    }
    free(figures);
    return code;
}

int cf_cmd_figure(int argc, char **argv) {
    const cf_usage usage = {.command = "figure"};
    if (cf_ranks_start() != 0) return cf_complain(&usage, CF_EXIT_FAILED, "MPI does not start");
    int code = figure_of_rank(argc, argv);
    cf_ranks_stop();
    return code;
}
