/* target_cli.c - the command line in this process. Input: the arguments, one a line, then perhaps a line "==" and
 * bytes: the standard input and the file "in". The current folder is a scratch folder with small data: X.csv, y.csv,
 * M.csv, a.bound, A/verify.json; no argument may hold a '/' or "..", so that nothing is written outside. Nothing heavy
 * runs: --wrap (Makefile) puts stubs in the place of forks, sweeps, training and golden runs, and a tiny budget in the
 * prover's.
 *
 * The exit code is one of the contract's; 2 comes with a message and, but for eval, with nothing on standard output
 * and no new file; with --json standard output is JSON; no temporary file is left. */
#define _GNU_SOURCE /* fmemopen, open_memstream, assignable streams */
#include <stdio.h>
#define main certiflow_main
int certiflow_main(int argc, char **argv);
#include "verify/main.c"
#undef main
#include "bounds/prove.h"
#include "core/images.h"
#include "core/net.h"
#include "reports/sweep.h"
#include "tests/fuzz/check_bytes.h"
#include "tests/fuzz/fuzz.h"
#include "verify/golden.h"
#include "verify/replay.h"
#include "verify/synthetic.h"
#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

enum { MOST = 2000, WORDS = 24, FILES = 64 };

/* ------------------------------------------------------------------------------------ what does not run here */

/* What is refused memory ends the program (verify/memory.c); the fuzzer counts memory itself. */
void cf_memory_begin(void) {}

__typeof__(fork) __wrap_fork;
pid_t __wrap_fork(void) {
    errno = EAGAIN;
    return -1;
}
__typeof__(cf_prove) __real_cf_prove;
__typeof__(cf_prove) __wrap_cf_prove;
void __wrap_cf_prove(cf_prove_result *r, cf_bound *b, const cf_prove_options *options) {
    cf_prove_options small = *options;
    small.budget = 0.02, small.jobs = 1;
    __real_cf_prove(r, b, &small);
}
/* The checker in this process. */
__typeof__(cf_checker_path) __wrap_cf_checker_path;
void __wrap_cf_checker_path(char *path, size_t size) {
    snprintf(path, size, "/proc/self/exe");
}
__typeof__(cf_replay_confirms) __wrap_cf_replay_confirms;
int __wrap_cf_replay_confirms(char why[512], double *used, const char *checker, const char *name, cf_prove_verdict verdict,
                              const char *certificate, const char *text, double seconds) {
    (void)checker, (void)text, (void)seconds;
    check_outcome o;
    check_bytes(&o, certificate, strlen(certificate));
    int confirmed = o.accepted && strcmp(o.name, name) == 0 && o.refuted == (verdict == CF_PROVE_REFUTED);
    snprintf(why, 512, "%s", confirmed ? "" : o.error);
    check_clear(&o);
    *used = 0;
    return confirmed;
}
__typeof__(cf_sweep_run) __wrap_cf_sweep_run;
cf_sweep_end __wrap_cf_sweep_run(double *values, const cf_experiment *e, const double *cells, size_t n,
                                 const cf_sweep_options *options, char error[512]) {
    (void)values, (void)e, (void)cells, (void)n, (void)options;
    snprintf(error, 512, "sweeps do not run here");
    return CF_SWEEP_FAILED;
}
__typeof__(cf_read_mnist_folder) __wrap_cf_read_mnist_folder;
cf_status __wrap_cf_read_mnist_folder(cf_images *set, cf_images_error *error, const char *folder, int test) {
    (void)test, (void)folder;
    memset(set, 0, sizeof *set);
    snprintf(error->message, sizeof error->message, "images are not read here");
    return CF_EIO;
}
__typeof__(cf_synthetic_run) __wrap_cf_synthetic_run;
cf_status __wrap_cf_synthetic_run(cf_synthetic_result *result, const cf_synthetic *experiment) {
    *result =
        (cf_synthetic_result){.end = {.outcome = (cf_net_outcome)(experiment->seed % 4), .steps = experiment->most}};
    return CF_OK;
}
__typeof__(cf_golden_run) __wrap_cf_golden_run;
void __wrap_cf_golden_run(cf_golden *golden) {
    const cf_golden_row row = {.name = "stub", .instance = "one", .kind = CF_GOLDEN_COUNT, .bits = 1, .ulps = -1};
    cf_golden_add(golden, &row);
}

/* ------------------------------------------------------------------------------------------------- a command */

typedef struct {
    int n;
    char *word[WORDS + 3];
    const char *input;
    size_t input_size;
} command;

/* A number in an argument that asks for work beyond a fuzzer's patience: more than four digits before any point or
 * exponent. */
static int is_long(const char *word) {
    int digits = 0;
    for (const char *s = word; *s; s++) {
        digits = *s >= '0' && *s <= '9' ? digits + 1 : 0;
        if (digits > 4) return 1;
    }
    return 0;
}

/* The first word that names a command whose size or precision is in its arguments. */
static int asks_too_much(const command *c) {
    static const struct {
        const char *option;
        double most;
    } limits[] = {{"--prec", 500},       {"--d", 6},    {"--k", 8},        {"--entries", 36},
                  {"--max-steps", 3000}, {"--jobs", 4}, {"--budget", 3000}};
    const char *name = c->n > 1 ? c->word[1] : "";
    int data = !strcmp(name, "factor") || !strcmp(name, "descend") || !strcmp(name, "flow") || !strcmp(name, "solve");
    if (c->input_size > (data ? 300 : MOST)) return 1;
    for (int i = 1; i < c->n; i++) {
        if (strchr(c->word[i], '/') || strstr(c->word[i], "..")) return 1;
        if (strcmp(name, "eval") != 0 && strcmp(name, "prove") != 0 && is_long(c->word[i])) return 1;
        for (size_t k = 0; k < sizeof limits / sizeof *limits; k++) {
            size_t length = strlen(limits[k].option);
            if (strncmp(c->word[i], limits[k].option, length) != 0) continue;
            const char *value = c->word[i][length] == '=' ? c->word[i] + length + 1
                                : i + 1 < c->n            ? c->word[i + 1]
                                                          : "";
            if (strtod(value, NULL) > limits[k].most) return 1;
        }
    }
    return 0;
}

static int split_words(command *c, char *text, size_t n) {
    static char program_name[] = "certiflow";
    *c = (command){.n = 1, .word = {program_name}, .input = ""};
    for (char *s = text; s < text + n;) {
        char *end = memchr(s, '\n', (size_t)(text + n - s));
        if (!end) end = text + n;
        *end = '\0';
        if (strcmp(s, "==") == 0 && end < text + n) {
            c->input = end + 1, c->input_size = (size_t)(text + n - end - 1);
            break;
        }
        if (c->n == WORDS) return -1;
        c->word[c->n++] = s;
        s = end + 1;
    }
    return 0;
}

/* The steps of `descend` and `factor` are a budget; the last of two options counts. */
static void add_budget(command *c) {
    static char descend[] = "--max-steps=3000", factor[] = "--budget=3000";
    for (int i = 2; i < c->n; i++)
        if (strcmp(c->word[i], "--") == 0) return;
    if (c->n > 1 && strcmp(c->word[1], "descend") == 0)
        c->word[c->n++] = descend;
    else if (c->n > 1 && strcmp(c->word[1], "factor") == 0)
        c->word[c->n++] = factor;
}

static void put_text(const char *name, const char *text) {
    fuzz_folder_put(name, text, strlen(text));
}

static void put_data(const command *c) {
    put_text("X.csv", "1,2,0.5\n-1,0.25,3\n");
    put_text("y.csv", "1\n-0.5\n");
    put_text("M.csv", "1,2\n3,4\n");
    put_text("a.bound", "bound a\nforall t in [0, 1]\nprove t^2 <= t\ncanary t <= t^2\n");
    put_text("A/verify.json", "{\"version\":\"0\",\"tier\":\"quick\",\"summary\":{},\"claims\":[]}");
    fuzz_folder_put("in", c->input, c->input_size);
}

/* ------------------------------------------------------------------------------------------------ the promise */

/* The names in the current folder as one string, sorted by scandir. */
static char *listing(void) {
    struct dirent **entry;
    int n = scandir(".", &entry, NULL, alphasort);
    size_t used = 0;
    char *all = calloc(FILES, 300);
    REQUIRE(n >= 0 && n < FILES && all);
    for (int i = 0; i < n; i++) {
        used += (size_t)sprintf(all + used, "%s\n", entry[i]->d_name);
        free(entry[i]);
    }
    free(entry);
    return all;
}

static int has_word(const command *c, const char *word) {
    for (int i = 1; i < c->n && strcmp(c->word[i], "--") != 0; i++)
        if (strcmp(c->word[i], word) == 0) return 1;
    return 0;
}

/* One JSON value after the other. */
static void check_json(const char *out) {
    json_error_t why;
    for (const char *s = out; *(s += strspn(s, " \n"));) {
        json_t *j = json_loads(s, JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK, &why);
        if (!j) fprintf(stderr, "%s\n%s\n", why.text, s);
        REQUIRE(j && why.position > 0);
        json_decref(j);
        s += why.position;
    }
}

/* Whether a new file has a temporary one's name, NAME.XXXXXX, which no argument gives. */
static int temporary_left(const command *c, const char *before, const char *after) {
    char name[300];
    for (const char *s = after; *s; s += strcspn(s, "\n") + 1) {
        size_t n = strcspn(s, "\n");
        snprintf(name, sizeof name, "%.*s", (int)n, s);
        int given = strstr(before, name) != NULL;
        for (int i = 1; i < c->n && !given; i++) given = strstr(c->word[i], name) != NULL;
        if (!given && n > 7 && name[n - 7] == '.' && strcmp(name + n - 7, ".sqlite") != 0) return 1;
    }
    return 0;
}

static void check_end(const command *c, int code, const char *out, const char *err, const char *before,
                          const char *after) {
    int eval = c->n > 1 && strcmp(c->word[1], "eval") == 0,
        help = c->n > 1 && (has_word(c, "--help") || has_word(c, "-h") || has_word(c, "--version"));
    REQUIRE(code >= 0 && code <= 4);
    if (code == 2) REQUIRE(c->n == 1 || strncmp(err, "certiflow", 9) == 0);
    if (code == 2 && !eval) REQUIRE(!*out && strcmp(before, after) == 0);
    if (code == 0) REQUIRE(*out || has_word(c, "export") || has_word(c, "claims"));
    if (code != 2 && code != 4 && !help && strcmp(c->word[1], "help") != 0 && has_word(c, "--json")) check_json(out);
    REQUIRE(!temporary_left(c, before, after));
}

static void run(command *c) {
    char folder[4096], home[4096], *out = NULL, *err = NULL;
    size_t n_out, n_err;
    FILE *streams[3] = {stdin, stdout, stderr};
    REQUIRE(getcwd(home, sizeof home));
    fuzz_folder_make();
    fuzz_folder_path(folder, sizeof folder, NULL);
    put_data(c);
    REQUIRE(chdir(folder) == 0);
    char *before = listing(), *arguments[WORDS + 4] = {0};
    memcpy(arguments, c->word, sizeof c->word);
    stdin = fopen("in", "rb"), stdout = open_memstream(&out, &n_out), stderr = open_memstream(&err, &n_err);
    int code = stdin && stdout && stderr ? dispatch(c->n, arguments) : -1;
    fclose(stdin), fclose(stdout), fclose(stderr);
    stdin = streams[0], stdout = streams[1], stderr = streams[2];
    char *after = listing();
    REQUIRE(chdir(home) == 0);
    if (code < 0 || code > 4) fprintf(stderr, "exit code %d\n%s", code, err);
    check_end(c, code, out, err, before, after);
    free(before), free(after), free(out), free(err);
    fuzz_folder_remove();
}

void fuzz_cli(const uint8_t *data, size_t size) {
    if (size > MOST) return;
    char *text = malloc(size + 1);
    command c;
    REQUIRE(text);
    if (size) memcpy(text, data, size);
    text[size] = '\0';
    if (split_words(&c, text, size) == 0 && !asks_too_much(&c)) {
        add_budget(&c);
        run(&c);
    }
    free(text);
}
