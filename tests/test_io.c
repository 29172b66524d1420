/* test_io.c - the readers of CSV and .npy: what they accept, and that each malformed input is refused with
 * its place. */
#include "core/io.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Writes bytes to a new file and returns its name, to be freed. */
static char *file_of(const void *bytes, size_t n) {
    const char *folder = getenv("TMPDIR");
    char *path = malloc(4096);
    snprintf(path, 4096, "%s/test_io_XXXXXX", folder ? folder : "/tmp");
    int fd = mkstemp(path);
    cr_assert(fd >= 0);
    cr_assert_eq(write(fd, bytes, n), (ssize_t)n);
    close(fd);
    return path;
}

static cf_status read_bytes(cf_matrix *m, cf_io_error *error, const void *bytes, size_t n) {
    char *path = file_of(bytes, n);
    cf_status status = cf_read_matrix(m, error, path);
    unlink(path);
    free(path);
    return status;
}

static void accepts(const char *text, size_t rows, size_t cols, const double *expected) {
    cf_matrix m;
    cf_io_error error;
    cf_status status = read_bytes(&m, &error, text, strlen(text));
    cr_assert_eq(status, CF_OK, "'%s': %s", text, error.message);
    cr_assert(m.rows == rows && m.cols == cols, "'%s': %zu x %zu", text, m.rows, m.cols);
    for (size_t i = 0; i < rows * cols; i++)
        cr_assert(memcmp(&m.data[i], &expected[i], sizeof(double)) == 0, "'%s': entry %zu is %a", text, i,
                  m.data[i]);
    cf_matrix_clear(&m);
}

static void refuses_bytes(const void *bytes, size_t n, size_t line, size_t column, const char *message) {
    cf_matrix m = {0};
    cf_io_error error;
    cf_status status = read_bytes(&m, &error, bytes, n);
    cr_assert_eq(status, CF_EIO, "'%s' was accepted", (const char *)bytes);
    cr_assert(m.data == NULL && m.rows == 0 && m.cols == 0);
    cr_assert(strstr(error.message, message), "'%s': %s", (const char *)bytes, error.message);
    cr_assert(error.line == line && error.column == column, "'%s': %zu:%zu %s", (const char *)bytes,
              error.line, error.column, error.message);
}

static void refuses(const char *text, size_t line, size_t column, const char *message) {
    refuses_bytes(text, strlen(text), line, column, message);
}

Test(csv, what_is_accepted) {
    const double four[] = {1, 2, 3, 4};
    accepts("1,2\n3,4\n", 2, 2, four);
    accepts("1,2\n3,4", 2, 2, four);
    accepts("1,2\r\n3,4\r\n", 2, 2, four);
    accepts(" 1 ,\t2\n\n   \n 3,4 # the last\n", 2, 2, four);
    accepts("# a comment, with a comma\n1,2\n# and, another\n3,4\n", 2, 2, four);
    accepts("a,b\n1,2\n3,4\n", 2, 2, four);
    accepts("\n# first\n\"x, y\",\"b#\"\n1,2\n3,4\n", 2, 2, four);
    accepts("\xef\xbb\xbf"
            "1,2\n3,4\n",
            2, 2, four);
    accepts("1e0,0x1p1,+3.,.4e1", 1, 4, four);
    accepts("1\n2\n3\n4\n", 4, 1, four);
}

Test(csv, doubles_are_rounded_to_nearest) {
    const double x[] = {0.1, 5e-324, 0, -0.0, 1.7976931348623157e308, 9007199254740993.0};
    accepts("0.1,4e-324,1e-400,-0,1.7976931348623158e308,9007199254740993", 1, 6, x);
}

Test(csv, what_is_refused_and_where) {
    refuses("", 1, 1, "no numbers");
    refuses("\n\n# nothing\n", 4, 1, "no numbers");
    refuses("a,b\n", 2, 1, "taken for a header");
    refuses("a b\n", 2, 1, "taken for a header");
    refuses("1 2 3\n", 1, 1, "separated by commas, not by spaces");
    refuses("-.5;2\n", 1, 1, "separated by commas, not by semicolons");
    refuses(",a,b\n0,1,2\n", 1, 1, "an empty field in the header");
    refuses("a,,b\n0,1,2\n", 1, 3, "an empty field in the header");
    refuses("\"\",\"a\"\n\"1\",2\n", 1, 1, "an empty field in the header");
    refuses("1,2\n3\n", 2, 2, "1 field, where the lines before have 2");
    refuses("1,2\n3,4,5,6\n", 2, 5, "more fields than the 2 that the lines before have");
    refuses("a,b,c\n1,2\n", 2, 4, "2 fields, where the header has 3");
    refuses("a\n1,2\n", 2, 3, "more fields than the 1 that the header has");
    refuses("1,2\n3,x\n", 2, 3, "not a number: 'x'");
    refuses("1,two\n3,4\n", 1, 3, "not a number: 'two'");
    refuses("a,b\nc,d\n1,2\n", 2, 1, "not a number: 'c'");
    refuses("1,,2\n", 1, 3, "an empty field");
    refuses("1,2,\n", 1, 5, "an empty field");
    refuses("1,2\n,\n", 2, 1, "an empty field");
    refuses("1,1e999\n", 1, 3, "beyond the range of doubles: '1e999'");
    refuses("1,-1e400\n", 1, 3, "beyond the range of doubles: '-1e400'");
    refuses("1,inf\n", 1, 3, "not a finite number: 'inf'");
    refuses("nan,inf\n", 1, 1, "not a finite number: 'nan'");
    refuses("1,2\n3,-Infinity\n", 2, 3, "not a finite number");
    refuses("1 2 3\n4 5 6\n", 2, 1, "separated by commas, not by spaces");
    refuses("1\t2\n3\t4\n", 2, 1, "separated by commas, not by tabs");
    refuses("1;2\n3;4\n", 2, 1, "separated by commas, not by semicolons");
    refuses("1|2\n3|4\n", 2, 1, "separated by commas");
    refuses("PK\x03\x04\x14", 1, 1, "a zip archive");
    refuses("\xff\xfe" "1,", 1, 1, "UTF-16");
    refuses("1,2\n\"3\",4\n", 2, 1, "without quotes");
    refuses("1,2\n3\r,4\n", 2, 2, "carriage return");
    refuses("1,2\n0x,4\n", 2, 1, "not a number: '0x'");
    refuses("1,2\n1e,4\n", 2, 1, "not a number: '1e'");
    refuses("1,2\n--1,4\n", 2, 1, "not a number: '--1'");
    refuses("1,2\n1_000,4\n", 2, 1, "not a number: '1_000'");
    refuses("1,2\n3,4\x01\n", 2, 3, "4\\x01");
    refuses_bytes("1,2\n3,\0004\n", 9, 2, 3, "NUL byte");
    refuses_bytes("\0\0\0\0\0\0\0\0", 8, 1, 1, "NUL byte");
}

Test(csv, overlong_fields_and_long_lines) {
    char *text = malloc(1000000);
    memset(text, '1', 5000);
    strcpy(text + 5000, ",2\n");
    refuses(text, 1, 1, "more than 4095 characters");
    memset(text, '0', 4000);
    strcpy(text + 4000, "7\n");
    const double seven = 7;
    accepts(text, 1, 1, &seven);
    double *ones = malloc(200000 * sizeof *ones);
    for (size_t i = 0; i < 200000; i++) {
        ones[i] = 1;
        memcpy(text + 2 * i, "1,", 2);
    }
    text[399999] = '\0';
    accepts(text, 1, 200000, ones);
    free(ones);
    free(text);
}

Test(files, what_cannot_be_read) {
    cf_matrix m;
    cf_io_error error;
    cr_assert_eq(cf_read_matrix(&m, &error, "/nonexistent/file.csv"), CF_EIO);
    cr_assert(strstr(error.message, "No such file"), "%s", error.message);
    cr_assert_eq(cf_read_matrix(&m, &error, "/"), CF_EIO);
    cr_assert(strstr(error.message, "directory"), "%s", error.message);
    cr_assert_null(m.data);
}

Test(files, lines_of_rows) {
    char text[] = "a,b\n\n1,2\n# c\n3,4\n", *path = file_of(text, strlen(text));
    cf_matrix m;
    size_t *line;
    cf_io_error error;
    cr_assert_eq(cf_read_matrix_lines(&m, &line, &error, path), CF_OK);
    cr_assert(m.rows == 2 && line[0] == 3 && line[1] == 5);
    cf_matrix_clear(&m);
    free(line);
    unlink(path);
    free(path);
}

/* ------------------------------------------------------------------------------------------------------ .npy
 */

typedef struct {
    unsigned char bytes[4096];
    size_t n;
} npy;

static void npy_start(npy *f, int version, const char *header) {
    size_t length = strlen(header);
    memcpy(f->bytes, "\x93NUMPY", 6);
    f->bytes[6] = (unsigned char)version;
    f->bytes[7] = 0;
    f->n = 8;
    for (int i = 0; i < (version == 1 ? 2 : 4); i++) f->bytes[f->n++] = (unsigned char)(length >> 8 * i);
    memcpy(f->bytes + f->n, header, length);
    f->n += length;
}

static void npy_add(npy *f, const void *entry, size_t size, int swap) {
    const unsigned char *p = entry;
    for (size_t i = 0; i < size; i++) f->bytes[f->n++] = p[swap ? size - 1 - i : i];
}

static const double six[] = {1, 2, 3, 4, 5.5, -6};

static void npy_accepts(const npy *f, size_t rows, size_t cols, const double *expected) {
    cf_matrix m;
    cf_io_error error;
    cf_status status = read_bytes(&m, &error, f->bytes, f->n);
    cr_assert_eq(status, CF_OK, "%s", error.message);
    cr_assert(m.rows == rows && m.cols == cols);
    cr_assert_arr_eq(m.data, expected, rows * cols * sizeof(double));
    cf_matrix_clear(&m);
}

Test(npy, versions_types_and_orders) {
    for (int version = 1; version <= 3; version++)
        for (int swap = 0; swap <= 1; swap++) {
            npy f;
            npy_start(&f, version,
                      swap ? "{'descr': '>f8', 'fortran_order': False, 'shape': (2, 3), }   \n"
                           : "{\"shape\":(2,3),\"fortran_order\":False,\"descr\":\"<f8\"}\n");
            for (int i = 0; i < 6; i++) npy_add(&f, &six[i], 8, swap);
            npy_accepts(&f, 2, 3, six);
            npy_start(&f, version,
                      swap ? "{'descr': '>f4', 'fortran_order': True, 'shape': (2, 3), }\n"
                           : "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }\n");
            for (int j = 0; j < 3; j++)
                for (int i = 0; i < 2; i++) {
                    float x = (float)six[3 * i + j];
                    npy_add(&f, &x, 4, swap);
                }
            npy_accepts(&f, 2, 3, six);
        }
}

Test(npy, one_dimension_is_a_row) {
    npy f;
    npy_start(&f, 1, "{'descr': '<f8', 'fortran_order': True, 'shape': (6,), }\n");
    for (int i = 0; i < 6; i++) npy_add(&f, &six[i], 8, 0);
    npy_accepts(&f, 1, 6, six);
}

static void npy_refuses(const npy *f, size_t n, const char *message) {
    refuses_bytes(f->bytes, n, 0, 0, message);
}

static void header_refused(const char *header, const char *message) {
    npy f;
    npy_start(&f, 1, header);
    for (int i = 0; i < 6; i++) npy_add(&f, &six[i], 8, 0);
    npy_refuses(&f, f.n, message);
}

Test(npy, headers_refused) {
    header_refused("{'descr': '<i8', 'fortran_order': False, 'shape': (2, 3), }",
                   "not float64 or float32 (NumPy: X.astype(float)): '<i8'");
    header_refused("{'descr': '<c16', 'fortran_order': False, 'shape': (2, 3), }", "not float64 or float32");
    header_refused("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (6,), }", "structured");
    header_refused("{'descr': '<f8', 'fortran_order': 0, 'shape': (2, 3), }", "fortran_order");
    header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2, 3), }",
                   "more than two dimensions");
    header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (), }", "single number");
    header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 3), }", "without entries");
    header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (-2, 3), }", "whole numbers");
    header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (2 3), }", "tuple");
    header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': 6, }", "tuple");
    header_refused("{'descr': '<f8', 'fortran_order': False, }", "missing in the header: 'shape'");
    header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), 'x': 1}", "unexpected key");
    header_refused("{'descr': '<f8', 'descr': '<f8', 'shape': (2, 3)}", "unexpected key");
    header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)", "dictionary");
    header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)} x", "follows");
    header_refused("", "dictionary");
    header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }",
                   "too large");
    header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999, 1), }",
                   "whole numbers");
    header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000, 1000000), }",
                   "ends after 6 of");
    header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }", "goes on after");
}

Test(npy, truncated_anywhere) {
    npy f;
    npy_start(&f, 1, "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }\n");
    size_t header = f.n;
    for (int i = 0; i < 6; i++) npy_add(&f, &six[i], 8, 0);
    for (size_t n = 6; n < f.n; n++)
        npy_refuses(&f, n, n < header ? "ends inside its header" : "the file ends after");
    f.bytes[6] = 9;
    npy_refuses(&f, f.n, "a version");
    f.bytes[6] = 2;
    f.bytes[10] = f.bytes[11] = 0xff;
    npy_refuses(&f, f.n, "more than 65536 bytes");
}

Test(npy, entries_must_be_finite) {
    const double bad[] = {NAN, INFINITY, -INFINITY};
    for (int b = 0; b < 3; b++)
        for (int fortran = 0; fortran <= 1; fortran++) {
            npy f;
            npy_start(&f, 1,
                      fortran ? "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3), }\n"
                              : "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }\n");
            for (int i = 0; i < 6; i++) npy_add(&f, i == 3 ? &bad[b] : &six[i], 8, 0);
            npy_refuses(&f, f.n, fortran ? "row 2, column 2" : "row 2, column 1");
        }
}

/* Bytes at random after a valid start: whatever happens, no crash, and a failure leaves nothing behind. */
Test(files, random_bytes) {
    uint64_t state = 7;
    for (int round = 0; round < 3000; round++) {
        npy f;
        if (round % 2)
            npy_start(&f, 1, "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }\n");
        else {
            memcpy(f.bytes, "1,2\n3,4.5e1\n#c\n", 15);
            f.n = 15;
        }
        for (int k = 0; k < 3; k++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            f.bytes[(state >> 33) % f.n] =
                (unsigned char)(round % 3 ? "0123456789,.-+eExp#\n\r \"'(){}"[(state >> 20) % 28]
                                          : (int)(state >> 56));
        }
        cf_matrix m;
        cf_io_error error;
        cf_status status = read_bytes(&m, &error, f.bytes, f.n);
        if (status == CF_OK) {
            for (size_t i = 0; i < m.rows * m.cols; i++) cr_assert(isfinite(m.data[i]));
        } else {
            cr_assert(m.data == NULL && error.message[0]);
        }
        cf_matrix_clear(&m);
    }
}
