/* target_npy.c - NumPy's .npy. What is read is exactly what the end of the file holds, in the type and the order that
 * its head names; written again as float64 in C order it is read again to the same bits. What is refused leaves
 * nothing and says why. */
#include "core/io.h"
#include "tests/fuzz/fuzz.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char magic[] = "\x93NUMPY";
enum { MAGIC = 6, HEAD = 128 };

static cf_status read_bytes(cf_matrix *m, cf_io_error *error, const void *data, size_t n) {
    fuzz_file f = fuzz_file_make(data, n);
    cf_status status = cf_read_matrix(m, error, f.path);
    fuzz_file_close(&f);
    return status;
}

static void written_again(const cf_matrix *m) {
    size_t n = m->rows * m->cols * sizeof *m->data;
    char *bytes = malloc(HEAD + n);
    REQUIRE(bytes);
    memset(bytes, ' ', HEAD);
    memcpy(bytes, "\x93NUMPY\x01\x00\x76\x00", 10);
    int k = sprintf(bytes + 10, "{'descr': '<f8', 'fortran_order': False, 'shape': (%zu, %zu), }", m->rows, m->cols);
    bytes[10 + k] = ' ', bytes[HEAD - 1] = '\n';
    memcpy(bytes + HEAD, m->data, n);
    cf_matrix again;
    cf_io_error error;
    REQUIRE(read_bytes(&again, &error, bytes, HEAD + n) == CF_OK);
    REQUIRE(again.rows == m->rows && again.cols == m->cols && memcmp(again.data, m->data, n) == 0);
    cf_matrix_clear(&again);
    free(bytes);
}

/* Entry k of the file, whose entries are its last bytes, as a number of the type. */
static double entry(const uint8_t *at, size_t k, size_t width, int big) {
    uint8_t raw[8];
    for (size_t i = 0; i < width; i++) raw[i] = at[k * width + (big ? width - 1 - i : i)];
    double x;
    float f;
    if (width == 8) return memcpy(&x, raw, 8), x;
    return memcpy(&f, raw, 4), (double)f;
}

/* Whether the entries read are those at the end of the file, for one of the types and orders that a head may name. */
static int entries_are(const cf_matrix *m, const uint8_t *data, size_t size, size_t width, int big, int fortran) {
    size_t n = m->rows * m->cols;
    if (size < n * width) return 0;
    const uint8_t *at = data + size - n * width;
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->cols; j++) {
            double x = entry(at, fortran ? j * m->rows + i : i * m->cols + j, width, big);
            if (memcmp(&x, &m->data[i * m->cols + j], sizeof x) != 0) return 0;
        }
    return 1;
}

void fuzz_npy(const uint8_t *data, size_t size) {
    uint8_t *file = malloc(size + MAGIC);
    REQUIRE(file);
    size_t n = 0;
    if (size < MAGIC || memcmp(data, magic, MAGIC) != 0) memcpy(file, magic, n = MAGIC);
    if (size) memcpy(file + n, data, size);
    n += size;
    cf_matrix m;
    cf_io_error error;
    cf_status status = read_bytes(&m, &error, file, n);
    if (status == CF_OK) {
        REQUIRE(m.rows > 0 && m.cols > 0 && m.rows <= n && m.cols <= n && m.rows * m.cols <= n / 4);
        for (size_t i = 0; i < m.rows * m.cols; i++) REQUIRE(isfinite(m.data[i]));
        int found = 0;
        for (int k = 0; k < 8 && !found; k++) found = entries_are(&m, file, n, k & 1 ? 4 : 8, k & 2, k & 4);
        REQUIRE(found);
        written_again(&m);
    } else {
        REQUIRE(status == CF_EIO && !m.data && strncmp(error.message, ".npy: ", 6) == 0);
    }
    cf_matrix_clear(&m);
    free(file);
}
