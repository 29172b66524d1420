/* golden_file.c - writing and reading golden results. */
#include "golden_file.h"
#include "core/certiflow.h"
#include "core/io.h"
#include <cblas.h>
#include <errno.h>
#include <gnu/libc-version.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = {"bits", "blas", "hash", "count"};

void cf_golden_head_now(cf_golden_head *head) {
    snprintf(head->version, sizeof head->version, "%s", cf_version());
    snprintf(head->openblas, sizeof head->openblas, "%s", openblas_get_config());
    snprintf(head->kernel, sizeof head->kernel, "%s", openblas_get_corename());
    snprintf(head->libc, sizeof head->libc, "%s", gnu_get_libc_version());
    head->threads = openblas_get_num_threads();
}

void cf_golden_value(char out[64], const cf_golden_row *row) {
    if (row->kind == CF_GOLDEN_HASH)
        snprintf(out, 64, "%016" PRIx64, row->bits);
    else if (row->kind == CF_GOLDEN_COUNT)
        snprintf(out, 64, "%" PRIu64, row->bits);
    else
        snprintf(out, 64, "%a", cf_golden_double(row));
}

char *cf_golden_text(const cf_golden_head *head, const cf_golden *golden) {
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out) return NULL;
    fprintf(out, "# certiflow regress\tgolden results of the fast core; `make regress` compares with them\n");
    fprintf(out, "# version\t%s\n# openblas\t%s\n# kernel\t%s\n# threads\t%d\n# libc\t%s\n", head->version,
            head->openblas, head->kernel, head->threads, head->libc);
    fprintf(out, "# columns\tname, instance, index, kind, value, bound, ulps\n");
    for (size_t i = 0; i < golden->size; i++) {
        const cf_golden_row *row = &golden->row[i];
        char value[64];
        cf_golden_value(value, row);
        fprintf(out, "%s\t%s\t%zu\t%s\t%s\t", row->name, row->instance, row->index, kinds[row->kind], value);
        fprintf(out, row->kind == CF_GOLDEN_BLAS ? "%a\t" : "-\t", row->bound);
        fprintf(out, row->ulps >= 0 ? "%.4f\n" : "-\n", row->ulps);
    }
    int failed = ferror(out);
    if (fclose(out) != 0 || failed) {
        free(text);
        return NULL;
    }
    return text;
}

/* ------------------------------------------------------------------------------------------------ reading */

/* Splits the line at its tabs; 0 iff there are n fields. */
static int split(char **field, size_t n, char *line) {
    size_t k = 0;
    for (char *s = line; s; k++) {
        char *tab = strchr(s, '\t');
        if (tab) *tab = '\0';
        if (k < n) field[k] = s;
        s = tab ? tab + 1 : NULL;
    }
    return k == n ? 0 : -1;
}

static int parse_head(cf_golden_head *head, char *line) {
    char *field[2];
    if (split(field, 2, line) != 0) return -1;
    if (strcmp(field[0], "# version") == 0) snprintf(head->version, sizeof head->version, "%s", field[1]);
    if (strcmp(field[0], "# openblas") == 0) snprintf(head->openblas, sizeof head->openblas, "%s", field[1]);
    if (strcmp(field[0], "# kernel") == 0) snprintf(head->kernel, sizeof head->kernel, "%s", field[1]);
    if (strcmp(field[0], "# libc") == 0) snprintf(head->libc, sizeof head->libc, "%s", field[1]);
    if (strcmp(field[0], "# threads") == 0) head->threads = atoi(field[1]);
    return 0;
}

static int parse_whole(uint64_t *out, const char *text, int base) {
    char *end;
    errno = 0;
    *out = strtoull(text, &end, base);
    return errno || end == text || *end || *text == '-' ? -1 : 0;
}

static int parse_double(double *out, const char *text) {
    return cf_parse_number(out, text) == CF_NUMBER_OK ? 0 : -1;
}

/* NULL, or what is wrong. */
static const char *parse_row(cf_golden_row *row, char *line) {
    char *field[7];
    uint64_t index;
    double value;
    *row = (cf_golden_row){.ulps = -1};
    if (split(field, 7, line) != 0) return "not seven fields";
    if (strlen(field[0]) >= sizeof row->name || strlen(field[1]) >= sizeof row->instance)
        return "too long a name";
    strcpy(row->name, field[0]);
    strcpy(row->instance, field[1]);
    if (parse_whole(&index, field[2], 10) != 0) return "the index is not a whole number";
    row->index = (size_t)index;
    size_t kind = 0;
    while (kind < 4 && strcmp(field[3], kinds[kind]) != 0) kind++;
    if (kind == 4) return "the kind is none of bits, blas, hash, count";
    row->kind = (cf_golden_kind)kind;
    if (row->kind == CF_GOLDEN_HASH || row->kind == CF_GOLDEN_COUNT) {
        if (parse_whole(&row->bits, field[4], row->kind == CF_GOLDEN_HASH ? 16 : 10) != 0)
            return "the value is no number";
    } else {
        if (parse_double(&value, field[4]) != 0) return "the value is no number";
        memcpy(&row->bits, &value, sizeof value);
    }
    if (row->kind == CF_GOLDEN_BLAS && (parse_double(&row->bound, field[5]) != 0 || !(row->bound >= 0)))
        return "the bound is no number";
    if (strcmp(field[6], "-") != 0 && parse_double(&row->ulps, field[6]) != 0)
        return "the ulps are no number";
    return NULL;
}

static long read_lines(cf_golden_head *head, cf_golden *golden, char message[256], FILE *file) {
    char *line = NULL;
    size_t room = 0;
    long number = 0;
    const char *wrong = NULL;
    while (!wrong && getline(&line, &room, file) >= 0) {
        number++;
        line[strcspn(line, "\r\n")] = '\0';
        cf_golden_row row;
        if (number == 1 && strncmp(line, "# certiflow regress", 19) != 0)
            wrong = "this is not a file that `certiflow regress --save` wrote";
        else if (line[0] == '#')
            wrong = parse_head(head, line) ? "a line of the head without its tab" : NULL;
        else if (!(wrong = parse_row(&row, line)))
            cf_golden_add(golden, &row);
    }
    free(line);
    if (!wrong && golden->size == 0) wrong = "no golden results in the file";
    if (!wrong) return 0;
    snprintf(message, 256, "%s", wrong);
    return number ? number : 1;
}

long cf_golden_read(cf_golden_head *head, cf_golden *golden, char message[256], const char *path) {
    *head = (cf_golden_head){0};
    errno = 0;
    FILE *file = fopen(path, "r");
    if (!file) {
        snprintf(message, 256, "%s", strerror(errno));
        return -1;
    }
    long line = read_lines(head, golden, message, file);
    if (ferror(file)) {
        snprintf(message, 256, "%s", errno ? strerror(errno) : "cannot be read");
        line = -1;
    }
    fclose(file);
    return line;
}
