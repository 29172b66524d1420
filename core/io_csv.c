/* io_csv.c - comma-separated values, read in one pass, a byte at a time.
 *
 * The memory used is that of the matrix and of one field: a line may be as long as it likes, a field may not.
 * A file without an end would still fill the memory; nothing can be said against it but that it holds
 * numbers.
 *
 * Grammar (docs/formats.md): lines end with LF or CR LF; '#' begins a comment that runs to the end of the
 * line; a line without anything but spaces and a comment is skipped; fields are separated by commas and
 * spaces or tabs around them are ignored. The first line that is left is a header iff none of its fields is a
 * number. */
#include "io.h"
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    FILE *file;
    const unsigned char *first;   /* bytes that were read before */
    size_t n_first, line, column; /* of the byte last read */
    int newline;                  /* the byte last read ended its line */
} reader;

static int next_byte(reader *r) {
    if (r->newline) {
        r->line++;
        r->column = 0;
        r->newline = 0;
    }
    int c;
    if (r->n_first > 0) {
        c = *r->first++;
        r->n_first--;
    } else {
        c = getc_unlocked(r->file);
    }
    r->column++;
    r->newline = c == '\n';
    return c;
}

typedef struct {
    char text[CF_FIELD_MAX + 1]; /* without the spaces around it */
    size_t length, line, column; /* of its first character, or of what ended it if it is empty */
    int end;                     /* what ended it: ',', '\n' or EOF */
    int quoted;
} field;

static cf_status fail(cf_io_error *error, size_t line, size_t column, const char *message,
                      const char *value) {
    cf_io_fail(error, line, column, message, value);
    return CF_EIO;
}

/* A carriage return belongs to the end of its line only. */
static int skip_carriage_return(reader *r, cf_io_error *error) {
    int c = next_byte(r);
    if (c == '\n' || c == EOF) return c;
    fail(error, r->line, r->column - 1, "a carriage return inside a line", NULL);
    return -2;
}

/* Reads one field and what ends it. Spaces inside are kept (then it is no number), those at its ends are
 * dropped. */
static cf_status next_field(field *f, reader *r, cf_io_error *error) {
    size_t kept = 0;
    int inside_quotes = 0;
    f->length = 0;
    f->quoted = 0;
    for (;;) {
        int c = next_byte(r);
        if (c == '#' && !inside_quotes)
            while (c != '\n' && c != EOF) c = next_byte(r);
        if (c == '\r') {
            c = skip_carriage_return(r, error);
            if (c == -2) return CF_EIO;
        }
        if (c == EOF || c == '\n' || (c == ',' && !inside_quotes)) {
            f->end = c;
            break;
        }
        if (c == 0) return fail(error, r->line, r->column, "a NUL byte: this is not a text file", NULL);
        if ((c == ' ' || c == '\t') && f->length == 0) continue;
        if (c == '"') {
            f->quoted = 1;
            inside_quotes = !inside_quotes;
        }
        if (f->length == 0) {
            f->line = r->line;
            f->column = r->column;
        }
        if (f->length == CF_FIELD_MAX) {
            f->text[32] = '\0';
            return fail(error, f->line, f->column, "a field of more than 4095 characters, which begins with",
                        f->text);
        }
        f->text[f->length++] = (char)c;
        if (c != ' ' && c != '\t') kept = f->length;
    }
    if (f->length == 0) {
        f->line = r->line;
        f->column = r->column;
    }
    f->length = kept;
    f->text[kept] = '\0';
    return CF_OK;
}

/* Says what is wrong with a field that is not a finite number. */
static cf_status refuse(const field *f, cf_number_status number, cf_io_error *error) {
    if (f->length == 0) return fail(error, f->line, f->column, "an empty field", NULL);
    if (number == CF_NUMBER_OVERFLOW)
        return fail(error, f->line, f->column, "a number beyond the range of doubles", f->text);
    if (number == CF_NUMBER_OK) return fail(error, f->line, f->column, "not a finite number", f->text);
    const char *message = "not a number", *other = strpbrk(f->text, " \t;|");
    if (f->quoted)
        message = "not a number (numbers are written without quotes)";
    else if (other && *other == ';')
        message = "not a number (fields are separated by commas, not by semicolons; decimals have a point)";
    else if (other)
        message = *other == ' '    ? "not a number (fields are separated by commas, not by spaces)"
                  : *other == '\t' ? "not a number (fields are separated by commas, not by tabs)"
                                   : "not a number (fields are separated by commas)";
    return fail(error, f->line, f->column, message, f->text);
}

typedef struct {
    cf_buffer values;
    size_t *lines, n_lines, capacity; /* the line of each row */
    size_t columns;                   /* 0: not known yet */
    size_t header_fields;             /* 0: no header */
    cf_io_error lone;                 /* line 0, or what is wrong with a header of one field that looks like numbers */
} table;

static cf_status push_line(table *t, size_t line) {
    if (t->n_lines == t->capacity) {
        size_t capacity = t->capacity ? 2 * t->capacity : 64;
        size_t *lines = realloc(t->lines, capacity * sizeof *lines);
        if (!lines) return CF_ENOMEM;
        t->lines = lines;
        t->capacity = capacity;
    }
    t->lines[t->n_lines++] = line;
    return CF_OK;
}

/* fields: one more than the width if the line is too long, whatever it holds. */
static cf_status check_width(table *t, size_t fields, size_t line, size_t column, cf_io_error *error) {
    size_t width = t->columns ? t->columns : t->header_fields ? t->header_fields : fields;
    const char *others = t->columns ? "lines before have" : "header has";
    char message[160];
    if (fields > width) {
        snprintf(message, sizeof message, "more fields than the %zu that the %s", width, others);
        return fail(error, line, column, message, NULL);
    }
    if (fields < width) {
        snprintf(message, sizeof message, "%zu field%s, where the %s %zu", fields, fields == 1 ? "" : "s",
                 others, width);
        return fail(error, line, column, message, NULL);
    }
    t->columns = width;
    return CF_OK;
}

/* "1 2 3" or "1;2": a header by the rule, but nothing else would begin with a number and hold separators. */
static int looks_like_numbers(const char *text) {
    text += *text == '+' || *text == '-';
    text += *text == '.';
    return *text >= '0' && *text <= '9' && strpbrk(text, " \t;|");
}

/* Reads the rest of a line whose first field is f; in the first line words are held back until it is known
 * whether it is a header. */
static cf_status read_line(table *t, field *f, reader *r, cf_io_error *error) {
    int may_be_header = t->columns == 0 && t->header_fields == 0; /* then width is 0 */
    size_t fields = 0, numbers = 0, line = f->line, width = t->columns ? t->columns : t->header_fields;
    cf_io_error word = {0}, nameless = {0};
    int lone = may_be_header && f->end != ',' && looks_like_numbers(f->text);
    for (;;) {
        double x = 0;
        cf_number_status number = cf_parse_number(&x, f->text);
        fields++;
        if (number == CF_NUMBER_OK && isfinite(x)) {
            cf_status status = cf_buffer_push(&t->values, x);
            if (status != CF_OK) return status;
            numbers++;
        } else if (may_be_header && number == CF_NUMBER_NOT) {
            if (!word.line) refuse(f, number, &word);
            if (!nameless.line && (f->length == 0 || strcmp(f->text, "\"\"") == 0))
                fail(&nameless, f->line, f->column,
                     "an empty field in the header: a column of row names? (pandas: index=False; R: row.names=FALSE)", NULL);
        } else {
            return refuse(f, number, error);
        }
        if (width && fields > width) break;
        if (f->end != ',') break;
        cf_status status = next_field(f, r, error);
        if (status != CF_OK) return status;
    }
    if (word.line && (numbers > 0 || nameless.line)) {
        *error = numbers > 0 ? word : nameless;
        return CF_EIO;
    }
    if (word.line) {
        if (lone) t->lone = word;
        t->header_fields = fields;
        return CF_OK;
    }
    /* A line that is too short is shown where it ends. */
    size_t column = width && fields > width ? f->column : r->column;
    cf_status status = check_width(t, fields, line, column, error);
    return status == CF_OK ? push_line(t, line) : status;
}

/* A byte order mark of UTF-8 at the start of the file is skipped. */
static void skip_mark(reader *r) {
    static const unsigned char mark[3] = {0xef, 0xbb, 0xbf};
    if (r->n_first >= 3 && memcmp(r->first, mark, 3) == 0) {
        r->first += 3;
        r->n_first -= 3;
    }
}

static cf_status read_table(table *t, reader *r, field *f, cf_io_error *error) {
    do {
        cf_status status = next_field(f, r, error);
        if (status != CF_OK) return status;
        if (f->length == 0 && f->end != ',') continue; /* nothing on this line */
        status = read_line(t, f, r, error);
        if (status != CF_OK) return status;
    } while (f->end != EOF);
    if (ferror(r->file)) return fail(error, 0, 0, errno ? strerror(errno) : "cannot be read", NULL);
    if (t->n_lines == 0 && t->lone.line) {
        *error = t->lone;
        return CF_EIO;
    }
    if (t->n_lines == 0)
        return fail(error, r->line, r->column,
                    t->header_fields ? "no numbers: the only line was taken for a header"
                                     : "the file holds no numbers",
                    NULL);
    return CF_OK;
}

/* What is no CSV, told by its first bytes: nonzero after a message. */
static int is_something_else(const reader *r, cf_io_error *error) {
    if (r->n_first >= 4 && memcmp(r->first, "PK\x03\x04", 4) == 0)
        return fail(error, 1, 1, "a zip archive (.npz, .xlsx): save one array with numpy.save, or as CSV", NULL) != CF_OK;
    if (r->n_first >= 2 && (memcmp(r->first, "\xff\xfe", 2) == 0 || memcmp(r->first, "\xfe\xff", 2) == 0))
        return fail(error, 1, 1, "a text in UTF-16: save it as UTF-8", NULL) != CF_OK;
    return 0;
}

cf_status cf_read_csv(cf_matrix *m, size_t **line_of_row, cf_io_error *error, FILE *file,
                      const unsigned char *first, size_t n_first) {
    reader r = {.file = file, .first = first, .n_first = n_first, .line = 1};
    if (is_something_else(&r, error)) return CF_EIO;
    table t = {0};
    field *f = malloc(sizeof *f);
    if (!f) return CF_ENOMEM;
    skip_mark(&r);
    cf_status status = read_table(&t, &r, f, error);
    free(f);
    if (status == CF_OK) {
        double *data = realloc(t.values.data, t.values.size * sizeof *data);
        *m = (cf_matrix){data ? data : t.values.data, t.n_lines, t.columns};
    } else {
        free(t.values.data);
    }
    if (status == CF_OK && line_of_row)
        *line_of_row = t.lines;
    else
        free(t.lines);
    return status;
}
