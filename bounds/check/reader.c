/* reader.c - the JSON of certificates: objects with given keys, arrays, strings, small integers. */
#include "bounds/check/reader.h"
#include "bounds/check/check.h"
#include <stdlib.h>
#include <string.h>

static void step(reader *r) {
    if (r->next == '\n') r->line++;
    r->next = getc(r->file);
}

void reader_init(reader *r, FILE *file) {
    *r = (reader){.file = file, .line = 1, .room = 256};
    r->text = malloc(r->room);
    if (!r->text) abort();
    r->text[0] = '\0';
    step(r);
}
void reader_clear(reader *r) { free(r->text); }

bool reader_fail(reader *r, const char *what) {
    if (!r->failed)
        snprintf(r->error, sizeof r->error, "line %ld: %s%s", r->line, what, r->next == EOF ? " (the file ends here)" : "");
    r->failed = true;
    return false;
}

static void skip(reader *r) {
    while (r->next == ' ' || r->next == '\n' || r->next == '\t' || r->next == '\r') step(r);
}

bool peek_sign(reader *r, char c) {
    skip(r);
    return !r->failed && r->next == c;
}
bool read_sign(reader *r, char c) {
    char what[] = "expected ` '";
    if (peek_sign(r, c)) {
        step(r);
        return true;
    }
    what[sizeof what - 3] = c;
    return reader_fail(r, what);
}

/* A character after a backslash, none beyond ASCII: the statements have no other. */
static int escaped(reader *r) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    int c = r->next;
    const char *p = c > 0 ? strchr(from, c) : NULL;
    if (p) return to[p - from];
    if (c != 'u') return -1;
    c = 0;
    for (int i = 0; i < 4; i++) {
        step(r);
        const char *hex = "0123456789abcdef0123456789ABCDEF", *d = r->next > 0 ? strchr(hex, r->next) : NULL;
        if (!d) return -1;
        c = 16 * c + (int)((d - hex) % 16);
    }
    return c && c < 128 ? c : -1;
}

bool read_string(reader *r, size_t most) {
    if (!read_sign(r, '"')) return false;
    for (r->length = 0;; step(r)) {
        int c = r->next;
        if (c == '"') break;
        if (c == EOF || c < ' ') return reader_fail(r, "a string without end");
        if (c == '\\') {
            step(r);
            if ((c = escaped(r)) < 0) return reader_fail(r, "an escape that is not accepted");
        }
        if (r->length >= most) return reader_fail(r, "a string beyond the limit");
        if (r->length + 1 >= r->room) {
            r->room *= 2;
            r->text = realloc(r->text, r->room);
            if (!r->text) abort();
        }
        r->text[r->length++] = (char)c;
    }
    r->text[r->length] = '\0';
    step(r);
    return true;
}

bool read_word(reader *r, const char *word) {
    return read_string(r, MAX_DIGITS) && (!strcmp(r->text, word) || reader_fail(r, "an unexpected word"));
}

bool read_key(reader *r, const char *key) {
    char what[96];
    if (!read_string(r, 64)) return false;
    snprintf(what, sizeof what, "expected the key %s", key);
    return strcmp(r->text, key) ? reader_fail(r, what) : read_sign(r, ':');
}

bool read_integer(reader *r, long *n, long least, long most) {
    skip(r);
    bool minus = r->next == '-';
    if (r->failed) return false;
    if (minus) step(r);
    int first = r->next, count = 0;
    long v = 0;
    for (; r->next >= '0' && r->next <= '9' && count < 16; count++) {
        v = 10 * v + (r->next - '0');
        step(r);
    }
    bool more = (r->next >= '0' && r->next <= '9') || r->next == '.' || r->next == 'e' || r->next == 'E';
    *n = minus ? -v : v;
    if (!count || more || (first == '0' && (count > 1 || minus)) || *n < least || *n > most)
        return reader_fail(r, "expected an integer within its limits");
    return true;
}

/* [-] digits without a leading zero; how many, or 0. */
static size_t integer_length(const char *s) {
    size_t minus = *s == '-', n = strspn(s + minus, "0123456789");
    if (!n || n > MAX_DIGITS || (s[minus] == '0' && (n > 1 || minus))) return 0;
    return n + minus;
}

bool parse_rational(mpq_t q, const char *s) {
    size_t n = integer_length(s), d = 0;
    if (!n || (s[n] && s[n] != '/')) return false;
    if (s[n] && (s[n + 1] == '-' || !(d = integer_length(s + n + 1)) || s[n + 1 + d])) return false;
    if (mpq_set_str(q, s, 10)) return false;
    if (!d) return true;
    if (mpz_cmp_ui(mpq_denref(q), 1) <= 0) return false;
    mpz_t g;
    mpz_init(g);
    mpz_gcd(g, mpq_numref(q), mpq_denref(q));
    bool lowest = !mpz_cmp_ui(g, 1);
    mpz_clear(g);
    return lowest;
}

bool read_rational(reader *r, mpq_t q) {
    return read_string(r, 2 * MAX_DIGITS + 2) && (parse_rational(q, r->text) || reader_fail(r, "expected a rational in lowest terms"));
}

bool read_end(reader *r) {
    skip(r);
    return !r->failed && (r->next == EOF || reader_fail(r, "something after the end"));
}
