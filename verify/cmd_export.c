/* cmd_export.c - certiflow export: the cells of a store as a table, a row a cell. */
#include "reports/reports.h"
#include "reports/store.h"
#include "verify/atomic.h"
#include "verify/commands.h"
#include "verify/options.h"
#include "verify/run_private.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const cf_usage *usage;
    const char *experiment, *csv, *npy;
    long set;
    int list;
} settings;

/* The columns: parameters, status, values. */
typedef struct {
    size_t parameters, values, rows, room;
    double *x; /* rows x (parameters + 1 + values) */
} table;

static size_t columns(const table *t) {
    return t->parameters + 1 + t->values;
}

static void add_row(void *context, const double *parameters, cf_status status, const double *values) {
    table *t = context;
    if (t->rows == t->room) {
        t->room = 2 * t->room + 64;
        t->x = cf_must(realloc(t->x, t->room * columns(t) * sizeof *t->x));
    }
    double *row = t->x + t->rows++ * columns(t);
    memcpy(row, parameters, t->parameters * sizeof *row);
    row[t->parameters] = (double)status;
    memcpy(row + t->parameters + 1, values, t->values * sizeof *row);
}

/* ------------------------------------------------------------------------------------------------- formats */

static char *csv_of(size_t *n, const table *t, const char *parameters, const char *values) {
    cf_text text = {0};
    cf_text_add(&text, "%s%sstatus %s", parameters, *parameters ? " " : "", values);
    for (char *s = text.text; *s; s++)
        if (*s == ' ') *s = ',';
    for (size_t i = 0; i < t->rows * columns(t); i++) {
        cf_text_add(&text, i % columns(t) ? "," : "\n");
        if (isnan(t->x[i]))
            cf_text_add(&text, "nan"); /* whatever its sign */
        else
            cf_text_add(&text, "%.17g", t->x[i]);
    }
    cf_text_add(&text, "\n");
    *n = text.length;
    return text.text;
}

/* NumPy's format 1.0: a head of 128 bytes in all, then the doubles, the lowest byte first, in C order. */
static char *npy_of(size_t *n, const table *t) {
    enum { HEAD = 128, MAGIC = 10 };
    size_t count = t->rows * columns(t);
    char *bytes = cf_must(malloc(HEAD + 8 * count + 1));
    memset(bytes, ' ', HEAD);
    memcpy(bytes, "\x93NUMPY\x01\x00", 8);
    bytes[8] = HEAD - MAGIC, bytes[9] = 0;
    int k =
        sprintf(bytes + MAGIC, "{'descr': '<f8', 'fortran_order': False, 'shape': (%zu, %zu), }", t->rows, columns(t));
    bytes[MAGIC + k] = ' ';
    bytes[HEAD - 1] = '\n';
    for (size_t i = 0; i < count; i++) {
        uint64_t u;
        memcpy(&u, &t->x[i], 8);
        for (int b = 0; b < 8; b++) bytes[HEAD + 8 * i + (size_t)b] = (char)(u >> 8 * b & 255);
    }
    *n = HEAD + 8 * count;
    return bytes;
}

/* ---------------------------------------------------------------------------------------------------- sets */

static int store_code(const cf_usage *usage, cf_store_status status, const char *error) {
    return cf_complain(usage, status == CF_STORE_REFUSED ? CF_EXIT_USAGE : CF_EXIT_FAILED, "%s", error);
}

static int list_sets(cf_store *store, const settings *s) {
    char error[512];
    cf_store_set set;
    size_t cells;
    int end = 0;
    for (size_t k = 0;; k++) {
        cf_store_status status = cf_store_set_at(store, k, &set, &cells, &end, error);
        if (status != CF_STORE_OK) return store_code(s->usage, status, error);
        if (end) return CF_EXIT_OK;
        printf("%zu  %-16s version %d, %zu cells, %s\n", k + 1, set.experiment, set.version, cells, set.code);
    }
}

/* The set asked for: by its number, else the newest of the experiment that has a cell. The number of it, -1 after a
 * message and *code. Without a name the store has to be of one experiment. */
static long find_set(int *code, cf_store *store, const char *path, const settings *s) {
    char error[512], experiment[128] = "";
    cf_store_set set;
    size_t cells;
    long found = -1;
    for (int end = 0, k = 0;; k++) {
        cf_store_status status = cf_store_set_at(store, (size_t)k, &set, &cells, &end, error);
        if (status != CF_STORE_OK) return *code = store_code(s->usage, status, error), -1;
        if (end) break;
        if (s->set ? k + 1 != s->set : cells == 0 || (s->experiment && strcmp(set.experiment, s->experiment) != 0))
            continue;
        if (!s->set && *experiment && strcmp(experiment, set.experiment) != 0) {
            *code =
                cf_complain(s->usage, CF_EXIT_USAGE,
                            "%s has cells of %s, %s and perhaps others: choose with --experiment; --list names them",
                            path, experiment, set.experiment);
            return -1;
        }
        snprintf(experiment, sizeof experiment, "%s", set.experiment);
        found = k;
    }
    if (found >= 0) return found;
    if (s->set)
        *code = cf_complain(s->usage, CF_EXIT_USAGE, "%s has no set %ld; --list names them", path, s->set);
    else
        *code = cf_complain(s->usage, CF_EXIT_USAGE, "%s has no cells%s%s; --list names its sets", path,
                            s->experiment ? " of " : "", s->experiment ? s->experiment : "");
    return -1;
}

/* Writes the table where it is asked for. Frees nothing. */
static int write_table(const table *t, const cf_store_set *set, const settings *s) {
    char error[512];
    size_t n;
    char *text = s->npy ? npy_of(&n, t) : csv_of(&n, t, set->parameters, set->values);
    const char *path = s->npy ? s->npy : s->csv;
    int code = CF_EXIT_OK;
    if (!path)
        fwrite(text, 1, n, stdout); /* what does not arrive is noticed by main */
    else if (cf_write_file(path, text, n, error) != 0)
        code = cf_complain(s->usage, CF_EXIT_FAILED, "%s", error);
    free(text);
    return code;
}

static int export_set(cf_store *store, const char *path, const settings *s) {
    char error[512];
    int code = CF_EXIT_OK, end = 0;
    cf_store_set set;
    size_t cells;
    long k = find_set(&code, store, path, s);
    if (k < 0) return code;
    cf_store_status status = cf_store_set_at(store, (size_t)k, &set, &cells, &end, error);
    if (status == CF_STORE_OK) status = cf_store_choose(store, &set, error);
    if (status != CF_STORE_OK) return store_code(s->usage, status, error); /* set may be nothing */
    const cf_experiment e = {.parameters = set.parameters, .values = set.values};
    table t = {.parameters = cf_experiment_parameters(&e), .values = cf_experiment_values(&e)};
    status = cf_store_each(store, add_row, &t, error);
    code = status == CF_STORE_OK ? write_table(&t, &set, s) : store_code(s->usage, status, error);
    free(t.x);
    return code;
}

int cf_cmd_export(int argc, char **argv) {
    settings s = {0};
    const char *number = NULL;
    const cf_option options[] = {
        {"experiment", "NAME", "which experiment's cells; needed where the store has several", &s.experiment, NULL},
        {"set", "K", "the K-th set of --list; default: the newest that has cells", &number, NULL},
        {"csv", "FILE", "where the table goes as CSV; default: standard output", &s.csv, NULL},
        {"npy", "FILE", "where it goes as NumPy's .npy, float64", &s.npy, NULL},
        {"list", NULL, "the sets of the store: experiment, version, number of cells, code", NULL, &s.list},
        {0}};
    const cf_usage usage = {
        "export", "STORE [OPTION...]",
        "Writes the cells of a store as a table: the columns are the parameters, status (0: computed) and the values.",
        "build/report/figures/cells.sqlite --experiment fig2b --npy fig2b.npy", options};
    size_t n;
    char error[512];
    s.usage = &usage;
    int code = cf_options_parse(&usage, &n, argc, argv);
    if (code < 0) code = cf_option_integer(&usage, &s.set, "set", number, 1, 1000000000);
    if (code >= 0) return code;
    if (n != 1) return cf_usage_error(&usage, "name one store");
    if (s.csv && s.npy) return cf_usage_error(&usage, "--csv and --npy exclude each other");
    cf_store *store;
    cf_store_status status = cf_store_open(&store, argv[1], CF_STORE_READ, error);
    if (status != CF_STORE_OK) return store_code(&usage, status, error);
    code = s.list ? list_sets(store, &s) : export_set(store, argv[1], &s);
    cf_store_close(store);
    return code;
}
