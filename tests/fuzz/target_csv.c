/* target_csv.c - the CSV reader. What is read is finite and fits the file, each row stands on a line of its own, later
 * than the one before; written again it is read again to the same bits; CR LF for LF and a comment at the end change
 * nothing. What is refused leaves nothing behind and says why, on a line of the file. */
#include "core/io.h"
#include "tests/fuzz/fuzz.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static cf_status read_bytes(cf_matrix *m, size_t **lines, cf_io_error *error, const void *data, size_t n) {
    fuzz_file f = fuzz_file_make(data, n);
    cf_status status = cf_read_matrix_lines(m, lines, error, f.path);
    fuzz_file_close(&f);
    return status;
}

static int same(const cf_matrix *a, const cf_matrix *b) {
    return a->rows == b->rows && a->cols == b->cols &&
           memcmp(a->data, b->data, a->rows * a->cols * sizeof *a->data) == 0;
}

static void written_again(const cf_matrix *m) {
    size_t n = m->rows * m->cols, room = n * 26 + 1, used = 0;
    char *text = malloc(room);
    REQUIRE(text);
    for (size_t i = 0; i < n; i++)
        used += (size_t)snprintf(text + used, room - used, "%.17g%c", m->data[i], (i + 1) % m->cols ? ',' : '\n');
    cf_matrix again;
    cf_io_error error;
    REQUIRE(read_bytes(&again, NULL, &error, text, used) == CF_OK && same(m, &again));
    cf_matrix_clear(&again);
    free(text);
}

/* The same text with CR LF for each LF, and a comment after it. */
static void other_ends(const cf_matrix *m, const uint8_t *data, size_t size) {
    static const char end[] = "\r\n# end";
    if (memchr(data, '\r', size)) return;
    char *text = malloc(2 * size + sizeof end);
    size_t n = 0;
    REQUIRE(text);
    for (size_t i = 0; i < size; i++) {
        if (data[i] == '\n') text[n++] = '\r';
        text[n++] = (char)data[i];
    }
    memcpy(text + n, end, sizeof end - 1);
    cf_matrix again;
    cf_io_error error;
    REQUIRE(read_bytes(&again, NULL, &error, text, n + sizeof end - 1) == CF_OK && same(m, &again));
    cf_matrix_clear(&again);
    free(text);
}

void fuzz_csv(const uint8_t *data, size_t size) {
    if (size >= 6 && memcmp(data, "\x93NUMPY", 6) == 0) return; /* target_npy.c */
    cf_matrix m;
    cf_io_error error;
    size_t *lines = NULL, in_file = 1;
    for (size_t i = 0; i < size; i++) in_file += data[i] == '\n';
    cf_status status = read_bytes(&m, &lines, &error, data, size);
    if (status != CF_OK) {
        REQUIRE(status == CF_EIO && !m.data && m.rows == 0 && m.cols == 0 && !lines);
        REQUIRE(error.message[0] && strlen(error.message) < sizeof error.message);
        REQUIRE(error.line >= 1 && error.line <= in_file && error.column >= 1 && error.column <= size + 1);
        return;
    }
    REQUIRE(m.rows > 0 && m.cols > 0 && m.rows <= in_file && m.cols <= size && m.rows * m.cols <= size && lines);
    for (size_t i = 0; i < m.rows; i++)
        REQUIRE(lines[i] >= 1 && lines[i] <= in_file && (i == 0 || lines[i] > lines[i - 1]));
    for (size_t i = 0; i < m.rows * m.cols; i++) REQUIRE(isfinite(m.data[i]));
    written_again(&m);
    other_ends(&m, data, size);
    cf_matrix_clear(&m);
    free(lines);
}
