/* io.c - reading matrices: the choice between CSV and .npy, and what both need (docs/formats.md). */
#include "io.h"
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void cf_matrix_clear(cf_matrix *m) {
    free(m->data);
    *m = (cf_matrix){0};
}

void cf_io_fail(cf_io_error *error, size_t line, size_t column, const char *message, const char *value) {
    error->line = line;
    error->column = column;
    char *out = error->message;
    size_t room = sizeof error->message;
    int n = snprintf(out, room, "%s", message);
    size_t used = n < 0 ? 0 : (size_t)n < room ? (size_t)n : room - 1;
    if (!value) return;
    if (used + 12 >= room) return;
    used += (size_t)snprintf(out + used, room - used, ": '");
    for (size_t quoted = 0; *value && quoted < 48 && used + 10 < room; value++, quoted++) {
        unsigned char c = (unsigned char)*value;
        used += (size_t)snprintf(out + used, room - used, isprint(c) ? "%c" : "\\x%02x", c);
    }
    snprintf(out + used, room - used, *value ? "...'" : "'");
}

/* ------------------------------------------------------------------------------------------------- numbers
 */

static const char *skip_digits(const char *s, int hex) {
    while (hex ? isxdigit((unsigned char)*s) : isdigit((unsigned char)*s)) s++;
    return s;
}

/* nonzero iff s is digits[.digits][exponent] to its end, with a digit somewhere */
static int is_plain_number(const char *s) {
    int hex = s[0] == '0' && (s[1] == 'x' || s[1] == 'X');
    if (hex) s += 2;
    const char *end = skip_digits(s, hex);
    size_t digits = (size_t)(end - s);
    if (*end == '.') {
        const char *fraction = end + 1;
        end = skip_digits(fraction, hex);
        digits += (size_t)(end - fraction);
    }
    if (digits == 0) return 0;
    if (tolower((unsigned char)*end) == (hex ? 'p' : 'e')) {
        end++;
        if (*end == '+' || *end == '-') end++;
        if (!isdigit((unsigned char)*end)) return 0;
        end = skip_digits(end, 0);
    }
    return *end == '\0';
}

/* strtod rounds to nearest in glibc and takes the decimal point from the locale: the program never sets one.
 */
cf_number_status cf_parse_number(double *out, const char *text) {
    const char *s = text + (*text == '+' || *text == '-');
    int special = !strcasecmp(s, "inf") || !strcasecmp(s, "infinity") || !strcasecmp(s, "nan");
    if (!special && !is_plain_number(s)) return CF_NUMBER_NOT;
    errno = 0;
    *out = strtod(text, NULL);
    int infinite = *out > 1.7976931348623157e308 || *out < -1.7976931348623157e308;
    return !special && infinite ? CF_NUMBER_OVERFLOW : CF_NUMBER_OK;
}

/* -------------------------------------------------------------------------------------------------- memory
 */

cf_status cf_buffer_reserve(cf_buffer *buffer, size_t capacity) {
    if (capacity <= buffer->capacity) return CF_OK;
    if (capacity > SIZE_MAX / (2 * sizeof(double))) return CF_ENOMEM;
    double *data = realloc(buffer->data, capacity * sizeof *data);
    if (!data) return CF_ENOMEM;
    buffer->data = data;
    buffer->capacity = capacity;
    return CF_OK;
}

cf_status cf_buffer_push(cf_buffer *buffer, double x) {
    if (buffer->size == buffer->capacity) {
        size_t more = buffer->capacity / 2;
        cf_status status = cf_buffer_reserve(buffer, buffer->capacity + (more < 512 ? 512 : more));
        if (status != CF_OK) return status;
    }
    buffer->data[buffer->size++] = x;
    return CF_OK;
}

/* --------------------------------------------------------------------------------------------------- files
 */

cf_status cf_read_matrix_lines(cf_matrix *m, size_t **line_of_row, cf_io_error *error, const char *path) {
    static const unsigned char magic[6] = {0x93, 'N', 'U', 'M', 'P', 'Y'};
    *m = (cf_matrix){0};
    *error = (cf_io_error){0};
    if (line_of_row) *line_of_row = NULL;
    errno = 0;
    FILE *file = fopen(path, "rb");
    if (!file) {
        cf_io_fail(error, 0, 0, errno ? strerror(errno) : "cannot be opened", NULL);
        return CF_EIO;
    }
    unsigned char first[6];
    size_t n = fread(first, 1, sizeof first, file);
    cf_status status;
    if (ferror(file)) {
        cf_io_fail(error, 0, 0, errno ? strerror(errno) : "cannot be read", NULL);
        status = CF_EIO;
    } else if (n == sizeof magic && memcmp(first, magic, sizeof magic) == 0) {
        status = cf_read_npy(m, error, file);
    } else {
        status = cf_read_csv(m, line_of_row, error, file, first, n);
    }
    fclose(file);
    if (status == CF_ENOMEM) cf_io_fail(error, 0, 0, "out of memory while reading", NULL);
    if (status != CF_OK) {
        cf_matrix_clear(m);
        if (line_of_row) {
            free(*line_of_row);
            *line_of_row = NULL;
        }
    }
    return status;
}

cf_status cf_read_matrix(cf_matrix *m, cf_io_error *error, const char *path) {
    return cf_read_matrix_lines(m, NULL, error, path);
}
