/* io_npy.c - NumPy's .npy, versions 1.0, 2.0 and 3.0: float64 and float32 of either byte order, C or Fortran
 * order.
 *
 * After the magic: two bytes of version, the header's length (2 bytes in version 1, 4 after, little endian),
 * the header, a Python dictionary with exactly the keys 'descr', 'fortran_order' and 'shape', then the
 * entries. The header is believed only as far as the file bears it out: memory grows with the bytes that
 * really arrive, and the file must hold exactly the entries promised. A one-dimensional array of n entries is
 * read as one row. */
#include "io.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER_MAX = 65536, CHUNK = 8192 };

typedef struct {
    size_t size; /* bytes of an entry: 4 or 8 */
    int big_endian;
    int fortran;
    size_t shape[2];
    int dimensions;
} layout;

static cf_status fail(cf_io_error *error, const char *message, const char *value) {
    char text[192];
    snprintf(text, sizeof text, ".npy: %s", message);
    cf_io_fail(error, 0, 0, text, value);
    return CF_EIO;
}

/* ----------------------------------------------------------------------------- the header, a small
 * dictionary */

static void skip_spaces(const char **s) {
    while (**s == ' ' || **s == '\t' || **s == '\n' || **s == '\r') ++*s;
}

static int accept(const char **s, char c) {
    skip_spaces(s);
    if (**s != c) return 0;
    ++*s;
    return 1;
}

/* A quoted string without escapes, at most 31 characters. */
static int quoted(const char **s, char out[32]) {
    skip_spaces(s);
    char quote = **s;
    if (quote != '\'' && quote != '"') return 0;
    const char *end = strchr(*s + 1, quote);
    if (!end || end - *s > 32) return 0;
    size_t n = (size_t)(end - *s) - 1;
    memcpy(out, *s + 1, n);
    out[n] = '\0';
    *s = end + 1;
    return 1;
}

static int whole_number(const char **s, size_t *out) {
    skip_spaces(s);
    if (**s < '0' || **s > '9') return 0;
    size_t value = 0;
    for (; **s >= '0' && **s <= '9'; ++*s) {
        size_t digit = (size_t)(**s - '0');
        if (value > (SIZE_MAX - digit) / 10) return 0;
        value = 10 * value + digit;
    }
    *out = value;
    return 1;
}

static cf_status parse_shape(layout *l, const char **s, cf_io_error *error) {
    if (!accept(s, '(')) return fail(error, "the header's shape is not a tuple", NULL);
    l->dimensions = 0;
    while (!accept(s, ')')) {
        size_t n;
        if (!whole_number(s, &n))
            return fail(error, "the header's shape is not a tuple of whole numbers", NULL);
        if (l->dimensions == 2) return fail(error, "an array of more than two dimensions", NULL);
        l->shape[l->dimensions++] = n;
        if (!accept(s, ',')) {
            if (accept(s, ')')) break;
            return fail(error, "the header's shape is not a tuple", NULL);
        }
    }
    if (l->dimensions == 0) return fail(error, "a single number, where an array is needed", NULL);
    return CF_OK;
}

static cf_status parse_type(layout *l, const char **s, cf_io_error *error) {
    char type[32];
    if (!quoted(s, type))
        return fail(error, "structured or unreadable type; float64 or float32 is needed", NULL);
    if ((type[0] != '<' && type[0] != '>') || type[1] != 'f' || (type[2] != '4' && type[2] != '8') || type[3])
        return fail(error, "the entries' type is not float64 or float32 (NumPy: X.astype(float))", type);
    l->big_endian = type[0] == '>';
    l->size = (size_t)(type[2] - '0');
    return CF_OK;
}

static cf_status parse_order(layout *l, const char **s, cf_io_error *error) {
    skip_spaces(s);
    l->fortran = strncmp(*s, "True", 4) == 0;
    if (!l->fortran && strncmp(*s, "False", 5) != 0)
        return fail(error, "the header's fortran_order is neither True nor False", NULL);
    *s += l->fortran ? 4 : 5;
    return CF_OK;
}

static cf_status parse_header(layout *l, const char *s, cf_io_error *error) {
    static const char *const keys[] = {"descr", "fortran_order", "shape"};
    int seen[3] = {0};
    if (!accept(&s, '{')) return fail(error, "the header is not a dictionary", NULL);
    while (!accept(&s, '}')) {
        char key[32];
        if (!quoted(&s, key) || !accept(&s, ':')) return fail(error, "the header is not a dictionary", NULL);
        int k = 0;
        while (k < 3 && strcmp(key, keys[k]) != 0) k++;
        if (k == 3 || seen[k]++) return fail(error, "an unexpected key in the header", key);
        cf_status status = k == 0   ? parse_type(l, &s, error)
                           : k == 1 ? parse_order(l, &s, error)
                                    : parse_shape(l, &s, error);
        if (status != CF_OK) return status;
        if (!accept(&s, ',')) {
            if (accept(&s, '}')) break;
            return fail(error, "the header is not a dictionary", NULL);
        }
    }
    skip_spaces(&s);
    if (*s) return fail(error, "something follows the header's dictionary", NULL);
    for (int k = 0; k < 3; k++)
        if (!seen[k]) return fail(error, "a key is missing in the header", keys[k]);
    return CF_OK;
}

static cf_status read_header(layout *l, cf_io_error *error, FILE *file) {
    unsigned char version[2], length[4] = {0};
    if (fread(version, 1, 2, file) != 2) return fail(error, "the file ends inside its header", NULL);
    if (version[0] < 1 || version[0] > 3 || version[1] != 0)
        return fail(error, "a version of the format other than 1.0, 2.0 and 3.0", NULL);
    size_t bytes = version[0] == 1 ? 2 : 4;
    if (fread(length, 1, bytes, file) != bytes) return fail(error, "the file ends inside its header", NULL);
    size_t n = length[0] | (size_t)length[1] << 8 | (size_t)length[2] << 16 | (size_t)length[3] << 24;
    if (n > HEADER_MAX) return fail(error, "a header of more than 65536 bytes", NULL);
    char *header = malloc(n + 1);
    if (!header) return CF_ENOMEM;
    cf_status status;
    if (fread(header, 1, n, file) != n) {
        status = fail(error, "the file ends inside its header", NULL);
    } else if (memchr(header, 0, n)) {
        status = fail(error, "a NUL byte in the header", NULL);
    } else {
        header[n] = '\0';
        status = parse_header(l, header, error);
    }
    free(header);
    return status;
}

/* ----------------------------------------------------------------------------------------------- the entries
 */

static double decode(const unsigned char *p, const layout *l) {
    uint64_t bits = 0;
    for (size_t i = 0; i < l->size; i++) bits = bits << 8 | p[l->big_endian ? i : l->size - 1 - i];
    if (l->size == 8) {
        double x;
        memcpy(&x, &bits, sizeof x);
        return x;
    }
    uint32_t half = (uint32_t)bits;
    float x;
    memcpy(&x, &half, sizeof x);
    return (double)x;
}

static cf_status refuse_entry(const layout *l, size_t rows, size_t cols, size_t k, double x,
                              cf_io_error *error) {
    size_t row = l->fortran ? k % rows : k / cols, col = l->fortran ? k / rows : k % cols;
    char text[160];
    snprintf(text, sizeof text, "not a finite number in row %zu, column %zu: %g", row + 1, col + 1,
             x);
    return fail(error, text, NULL);
}

static cf_status read_entries(cf_buffer *out, const layout *l, size_t rows, size_t cols, cf_io_error *error,
                              FILE *file) {
    unsigned char chunk[CHUNK];
    size_t total = rows * cols;
    while (out->size < total) {
        size_t want = total - out->size < CHUNK / l->size ? total - out->size : CHUNK / l->size;
        size_t got = fread(chunk, 1, want * l->size, file) / l->size;
        for (size_t i = 0; i < got; i++) {
            double x = decode(chunk + i * l->size, l);
            if (!isfinite(x)) return refuse_entry(l, rows, cols, out->size, x, error);
            cf_status status = cf_buffer_push(out, x);
            if (status != CF_OK) return status;
        }
        if (got < want) {
            char text[128];
            snprintf(text, sizeof text,
                     "the file ends after %zu of the %zu x %zu entries that its header promises", out->size,
                     rows, cols);
            return fail(error, text, NULL);
        }
    }
    if (getc(file) != EOF) return fail(error, "the file goes on after its last entry", NULL);
    return CF_OK;
}

/* Fortran order to C order. */
static cf_status transpose(cf_buffer *b, size_t rows, size_t cols) {
    double *data = malloc(b->size * sizeof *data);
    if (!data) return CF_ENOMEM;
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < cols; j++) data[i * cols + j] = b->data[j * rows + i];
    free(b->data);
    b->data = data;
    return CF_OK;
}

cf_status cf_read_npy(cf_matrix *m, cf_io_error *error, FILE *file) {
    layout l = {0};
    cf_status status = read_header(&l, error, file);
    if (status != CF_OK) return status;
    size_t rows = l.dimensions == 1 ? 1 : l.shape[0], cols = l.dimensions == 1 ? l.shape[0] : l.shape[1];
    if (rows == 0 || cols == 0) return fail(error, "an array without entries", NULL);
    if (rows > SIZE_MAX / sizeof(double) / cols) return fail(error, "a shape too large for any memory", NULL);
    cf_buffer b = {0};
    status = read_entries(&b, &l, rows, cols, error, file);
    if (status == CF_OK && l.fortran && rows > 1 && cols > 1) status = transpose(&b, rows, cols);
    if (status != CF_OK) {
        free(b.data);
        return status;
    }
    *m = (cf_matrix){b.data, rows, cols};
    return CF_OK;
}
