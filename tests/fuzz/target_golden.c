/* target_golden.c - golden results of `certiflow regress`. What is read is written and read again to the same rows and
 * head; what is refused is refused at a line of the file, with a message. */
#include "tests/fuzz/fuzz.h"
#include "verify/golden_file.h"
#include <stdlib.h>
#include <string.h>

static long read_bytes(cf_golden_head *head, cf_golden *golden, char message[256], const void *data, size_t n) {
    fuzz_file f = fuzz_file_make(data, n);
    *golden = (cf_golden){0};
    long line = cf_golden_read(head, golden, message, f.path);
    fuzz_file_close(&f);
    return line;
}

static void written_again(const cf_golden_head *head, const cf_golden *golden) {
    cf_golden_head head_again;
    cf_golden again;
    char message[256] = "", *text = cf_golden_text(head, golden);
    REQUIRE(text);
    REQUIRE(read_bytes(&head_again, &again, message, text, strlen(text)) == 0 && again.size == golden->size);
    REQUIRE(strcmp(head->version, head_again.version) == 0 && strcmp(head->kernel, head_again.kernel) == 0);
    REQUIRE(strcmp(head->openblas, head_again.openblas) == 0 && head->threads == head_again.threads);
    for (size_t i = 0; i < again.size; i++) {
        const cf_golden_row *a = &golden->row[i], *b = &again.row[i];
        REQUIRE(strcmp(a->name, b->name) == 0 && strcmp(a->instance, b->instance) == 0 && a->index == b->index);
        REQUIRE(a->kind == b->kind && (a->kind != CF_GOLDEN_BLAS || a->bound == b->bound));
        double x = cf_golden_double(a), y = cf_golden_double(b);
        REQUIRE(a->bits == b->bits || (a->kind < CF_GOLDEN_HASH && x != x && y != y));
    }
    cf_golden_clear(&again);
    free(text);
}

void fuzz_golden(const uint8_t *data, size_t size) {
    cf_golden_head head;
    cf_golden golden;
    char message[256] = "";
    long lines = 1;
    for (size_t i = 0; i < size; i++) lines += data[i] == '\n';
    long line = read_bytes(&head, &golden, message, data, size);
    if (line == 0) {
        REQUIRE(golden.size > 0 && (long)golden.size < lines + 1);
        written_again(&head, &golden);
    } else {
        REQUIRE(line >= 1 && line <= lines && message[0]);
    }
    cf_golden_clear(&golden);
}
