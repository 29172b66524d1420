/* io.h - what the readers share (private to core, and to the command line, which reads VALUEs by the same
 * rules). */
#ifndef CF_IO_H
#define CF_IO_H

#include "certiflow.h"
#include <stdio.h>

/* A field longer than this is refused: the exact decimal of any double, in fixed notation, has fewer
 * characters. */
enum { CF_FIELD_MAX = 4095 };

typedef enum {
    CF_NUMBER_OK,       /* *out is the nearest double; inf and nan if the text says so */
    CF_NUMBER_NOT,      /* not a number */
    CF_NUMBER_OVERFLOW, /* a number, but beyond the doubles */
} cf_number_status;

/* Reads the whole of text as one number: decimal ("-1.5e-3"), hexadecimal ("0x1.8p-3"), inf, infinity or nan
 * in any case; a sign may precede each. No spaces. Rounds to the nearest double; too small a number becomes 0
 * or subnormal. */
cf_number_status cf_parse_number(double *out, const char *text);

/* Fills *error; value, unless NULL, is quoted after the message, shortened, with what is not printable as
 * \xHH. */
void cf_io_fail(cf_io_error *error, size_t line, size_t column, const char *message, const char *value);

/* A growing array: memory follows what the file really holds, whatever its header promises. */
typedef struct {
    double *data;
    size_t size, capacity;
} cf_buffer;
cf_status cf_buffer_push(cf_buffer *buffer, double x);
cf_status cf_buffer_reserve(cf_buffer *buffer, size_t capacity);

/* The two formats. line_of_row (may be NULL) receives, for CSV, the line of each row (free with free()), NULL
 * for .npy. first: the bytes of the file already read, n_first <= 6 of them. */
cf_status cf_read_csv(cf_matrix *m, size_t **line_of_row, cf_io_error *error, FILE *file,
                      const unsigned char *first, size_t n_first);
cf_status cf_read_npy(cf_matrix *m, cf_io_error *error, FILE *file);

/* cf_read_matrix that also says on which line each row stands. */
cf_status cf_read_matrix_lines(cf_matrix *m, size_t **line_of_row, cf_io_error *error, const char *path);

#endif
