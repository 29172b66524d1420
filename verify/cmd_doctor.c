/* cmd_doctor.c - certiflow doctor: what is installed, what the processor can do, which BLAS kernel runs,
 * whether the libraries compute as assumed (probes.c), and what is missing. Exit 0 if no probe shows a
 * problem, else 1. */
#include "commands.h"
#include "core/certiflow.h"
#include "options.h"
#include "output.h"
#include "probes.h"
#include <cblas.h>
#include <gnu/libc-version.h>
#include <mpfr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sundials/sundials_version.h>
#include <unistd.h>


/* ------------------------------------------------------------------------------------------------ libraries
 */

static json_t *libraries(void) {
    char sundials[64] = "unknown", openblas[32] = "unknown";
    SUNDIALSGetVersion(sundials, sizeof sundials);
    sscanf(openblas_get_config(), "OpenBLAS %31s", openblas);
    json_t *o = json_object();
    json_object_set_new(o, "FLINT", json_string(flint_version));
#if __FLINT_RELEASE < 30000
    json_object_set_new(o, "Arb", json_string(arb_version));
#endif
    json_object_set_new(o, "MPFR", json_string(mpfr_get_version()));
    json_object_set_new(o, "GMP", json_string(gmp_version));
    json_object_set_new(o, "OpenBLAS", json_string(openblas));
    json_object_set_new(o, "SUNDIALS", json_string(sundials));
    json_object_set_new(o, "Jansson", json_string(jansson_version_str()));
    json_object_set_new(o, "C library", json_pack("s+", "glibc ", gnu_get_libc_version()));
    json_object_set_new(o, "compiler", json_string(__VERSION__));
    return o;
}

/* ------------------------------------------------------------------------------------------------ processor
 */

#if defined(__x86_64__)
#define ADD_FEATURE(list, name)                                                                              \
    if (__builtin_cpu_supports(name)) json_array_append_new(list, json_string(name))
static json_t *features(void) {
    json_t *list = json_array();
    ADD_FEATURE(list, "sse4.2");
    ADD_FEATURE(list, "avx");
    ADD_FEATURE(list, "fma");
    ADD_FEATURE(list, "avx2");
    ADD_FEATURE(list, "avx512f");
    ADD_FEATURE(list, "avx512dq");
    ADD_FEATURE(list, "avx512vl");
    return list;
}
static int has_avx512(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
}
#else
static json_t *features(void) {
    return json_array();
}
static int has_avx512(void) {
    return 0;
}
#endif

static void processor_model(char *out, size_t size) {
    snprintf(out, size, "unknown");
    FILE *file = fopen("/proc/cpuinfo", "r");
    if (!file) return;
    char line[512];
    while (fgets(line, sizeof line, file)) {
        char *colon = strchr(line, ':');
        if (strncmp(line, "model name", 10) != 0 || !colon) continue;
        line[strcspn(line, "\n")] = '\0';
        snprintf(out, size, "%s", colon + 1 + strspn(colon + 1, " "));
        break;
    }
    fclose(file);
}

static json_t *processor(void) {
    char model[256];
    processor_model(model, sizeof model);
    json_t *o = json_object();
    json_object_set_new(o, "model", json_string(model));
    json_object_set_new(o, "processors", json_integer(sysconf(_SC_NPROCESSORS_ONLN)));
    json_object_set_new(o, "features", features());
    return o;
}

/* A kernel pinned below what the processor offers costs speed, not correctness. */
static json_t *blas(void) {
    const char *pinned = getenv("OPENBLAS_CORETYPE"), *kernel = openblas_get_corename();
    int avx512_kernel =
        !strcmp(kernel, "SkylakeX") || !strcmp(kernel, "Cooperlake") || !strcmp(kernel, "SapphireRapids");
    json_t *o = json_object();
    json_object_set_new(o, "config", json_string(openblas_get_config()));
    json_object_set_new(o, "kernel", json_string(kernel));
    json_object_set_new(o, "threads", json_integer(openblas_get_num_threads()));
    if (pinned) json_object_set_new(o, "coretype", json_string(pinned));
    json_object_set_new(o, "slower_than_the_processor_allows",
                        json_boolean(has_avx512() && !avx512_kernel && pinned));
    return o;
}

/* -------------------------------------------------------------------------------------------------- missing
 */

static int is_command(const char *name) {
    const char *path = getenv("PATH");
    char file[4096];
    while (path && *path) {
        size_t n = strcspn(path, ":");
        int length = snprintf(file, sizeof file, "%.*s/%s", (int)n, path, name);
        if (length > 0 && (size_t)length < sizeof file && access(file, X_OK) == 0) return 1;
        path += n + (path[n] == ':');
    }
    return 0;
}

static void add_missing(json_t *list, int there, const char *what, const char *use, const char *package) {
    if (there) return;
    char install[128];
    snprintf(install, sizeof install, "apt-get install --no-install-recommends %s", package);
    json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "what", what, "for", use, "install", install));
}

/* The program runs, so what it links is there; these are for building, testing and comparing. */
static json_t *missing(void) {
    json_t *list = json_array();
    int criterion = access("/usr/include/criterion/criterion.h", R_OK) == 0 ||
                    access("/usr/local/include/criterion/criterion.h", R_OK) == 0;
    add_missing(list, is_command("gcc") || is_command("clang"), "a C compiler", "building", "gcc");
    add_missing(list, is_command("make"), "make", "building", "make");
    add_missing(list, criterion, "Criterion", "make test", "libcriterion-dev");
    add_missing(list, is_command("clang"), "clang", "make fuzz", "clang");
    add_missing(list, is_command("gcovr"), "gcovr", "make coverage", "gcovr");
    add_missing(list, is_command("python3"), "Python", "the peers of make bench", "python3-scipy");
    return list;
}

/* -------------------------------------------------------------------------------------------------- answers
 */

static json_t *run_probes(int *problems) {
    static const char *const words[] = {"ok", "note", "problem"};
    json_t *list = json_array();
    const cf_probe *p;
    for (size_t k = 0; (p = cf_probe_at(k)); k++) {
        cf_probe_status status = p->run(p->function);
        *problems += status == CF_PROBE_PROBLEM;
        json_array_append_new(list,
                              json_pack("{s:s, s:s, s:s}", "name", p->name, "status", words[status], "detail",
                                        status == CF_PROBE_PROBLEM ? p->wrong
                                        : status == CF_PROBE_NOTE  ? p->note
                                                                   : p->right));
    }
    return list;
}

static const char *text_of(const json_t *o, const char *key) {
    return json_string_value(json_object_get(o, key));
}

static void print_text(json_t *o, int problems) {
    const char *key;
    json_t *value, *cpu = json_object_get(o, "processor"), *b = json_object_get(o, "blas");
    size_t i;
    printf("certiflow %s\n\nLibraries\n", text_of(o, "version"));
    json_object_foreach(json_object_get(o, "libraries"), key, value)
        printf("  %-22s%s\n", key, json_string_value(value));
    printf("\nProcessor\n  %s, %d online\n ", text_of(cpu, "model"),
           (int)json_integer_value(json_object_get(cpu, "processors")));
    json_array_foreach(json_object_get(cpu, "features"), i, value) printf(" %s", json_string_value(value));
    printf("\n\nBLAS\n  %-22s%s\n  %-22s%s\n  %-22s%d\n", "configuration", text_of(b, "config"), "kernel",
           text_of(b, "kernel"), "threads", (int)json_integer_value(json_object_get(b, "threads")));
    if (json_is_true(json_object_get(b, "slower_than_the_processor_allows")))
        printf("  OPENBLAS_CORETYPE=%s pins a slower kernel than this processor runs; unset it for speed,\n"
               "  keep it where bits are compared\n",
               text_of(b, "coretype"));
    printf("\nProbes\n");
    json_array_foreach(json_object_get(o, "probes"), i, value) printf(
        "  %-8s %-24s%s\n", text_of(value, "status"), text_of(value, "name"), text_of(value, "detail"));
    json_t *absent = json_object_get(o, "missing");
    if (json_array_size(absent)) printf("\nMissing (optional)\n");
    json_array_foreach(absent, i, value) printf("  %-14s for %-24s%s\n", text_of(value, "what"),
                                                text_of(value, "for"), text_of(value, "install"));
    if (problems)
        printf("\n%d problem%s.\n", problems, problems == 1 ? "" : "s");
    else
        printf("\nAll is well.\n");
}

int cf_cmd_doctor(int argc, char **argv) {
    int json = 0, problems = 0;
    const cf_option options[] = {{"json", NULL, "one JSON object", NULL, &json}, {0}};
    const cf_usage usage = {
        "doctor", "[--json]",
        "Versions, the processor, the BLAS kernel, known defects of the installed libraries, and what is\n"
        "missing. Exit 0 if all is well, 1 if results could not be trusted on this machine.",
        "--json", options};
    size_t n;
    int code = cf_options_parse(&usage, &n, argc, argv);
    if (code < 0 && n > 0) code = cf_usage_error(&usage, "unexpected argument '%s'", argv[1]);
    if (code >= 0) return code;
    json_t *o = json_object();
    json_object_set_new(o, "version", json_string(cf_version()));
    json_object_set_new(o, "libraries", libraries());
    json_object_set_new(o, "processor", processor());
    json_object_set_new(o, "blas", blas());
    json_object_set_new(o, "probes", run_probes(&problems));
    json_object_set_new(o, "missing", missing());
    code = problems ? CF_EXIT_DIFFERS : CF_EXIT_OK;
    if (!json) {
        print_text(o, problems);
        json_decref(o);
        return code;
    }
    int printed = cf_json_print(o);
    return printed == CF_EXIT_OK ? code : printed;
}
