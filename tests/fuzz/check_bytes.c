/* check_bytes.c - see check_bytes.h. Takes in bounds/check/main.c for its static functions. */
#define _GNU_SOURCE /* fmemopen, strdup */
#define main certiflow_check_main
int certiflow_check_main(int argc, char **argv);
#include "bounds/check/main.c"
#undef main
#include "tests/fuzz/check_bytes.h"
#include "tests/fuzz/fuzz.h"

void check_hash(char hex[65], const char *text, size_t n) {
    sha256(hex, text, n);
}

void check_bytes(check_outcome *out, const char *bytes, size_t n) {
    memset(out, 0, sizeof *out);
    const original none = {NULL, 0};
    job *volatile j = calloc(1, sizeof *j);
    char **volatile text = calloc(1, sizeof *text);
    FILE *volatile file = n ? fmemopen((void *)bytes, n, "rb") : fopen("/dev/null", "rb");
    REQUIRE(j && text && file);
    if (!setjmp(j->r.failed)) {
        read_start(&j->r, file);
        out->refuted = verify(j, &none, text);
        out->accepted = 1;
        out->n_variables = j->s.variables;
        out->point = calloc((size_t)j->s.variables + 1, sizeof *out->point);
        REQUIRE(out->point);
        for (int i = 0; out->refuted && i < j->s.variables; i++)
            out->point[i] = mpq_get_str(NULL, 10, j->leaf.anchors[i]);
    } else {
        snprintf(out->error, sizeof out->error, "%s", j->r.error);
    }
    out->statement = *text;
    out->name = strdup(j->s.name);
    fclose(file);
    job_clear(j);
    free(text), free(j);
}

void check_clear(check_outcome *out) {
    for (int i = 0; out->point && i < out->n_variables; i++) free(out->point[i]);
    free(out->point), free(out->statement), free(out->name);
}
