/* reader.c - the JSON of certificates: objects with given keys, arrays, strings, small integers. */
#include "bounds/check/check.h"

void reader_fail(reader *r, const char *what) {
    snprintf(r->error, sizeof r->error, "line %ld: %.400s%s", r->line, what, r->next == EOF ? " (the file ends here)" : "");
    longjmp(r->failed, 1);
}

static void step(reader *r) { r->line += r->next == '\n'; r->next = getc(r->file); }
void read_start(reader *r, FILE *file) { r->file = file, r->line = 1, r->next = 0; step(r); }
bool next_is(reader *r, char c) {
    while (r->next == ' ' || r->next == '\n' || r->next == '\t' || r->next == '\r') step(r);
    return r->next == (c ? c : EOF);
}
bool accept_sign(reader *r, char c) { return next_is(r, c) && (step(r), true); }
void read_signs(reader *r, const char *signs) {
    for (char what[] = "expected ` '"; *signs; signs++) {
        what[sizeof what - 3] = *signs;
        if (!accept_sign(r, *signs)) reader_fail(r, what);
    }
}

const char *read_string(reader *r, size_t most) {
    read_signs(r, "\"");
    for (r->length = 0; r->next != '"'; step(r)) {
        if (r->next < ' ' || r->next == '\\') reader_fail(r, "a string without end, or with an escape, which certificates do not need");
        if (r->length >= most) reader_fail(r, "a string beyond the limit");
        if (r->length + 2 > r->room && !(r->text = realloc(r->text, r->room = 2 * r->room + 64))) abort();
        r->text[r->length++] = (char)r->next;
    }
    step(r);
    if (!r->room && !(r->text = malloc(r->room = 64))) abort();
    r->text[r->length] = '\0'; return r->text;
}

void read_key(reader *r, char before, const char *key) {
    char what[96], sign[2] = {before, 0}; snprintf(what, sizeof what, "expected the key %s", key); read_signs(r, sign);
    if (strcmp(read_string(r, 64), key)) reader_fail(r, what);
    read_signs(r, ":");
}

long read_integer(reader *r, long least, long most) {
    bool minus = accept_sign(r, '-'); int first = r->next, n = 0; long v = 0;
    for (; r->next >= '0' && r->next <= '9' && n < 16; n++, step(r)) v = 10 * v + (r->next - '0');
    if (minus) v = -v;
    bool more = r->next > 0 && strchr("0123456789.eE", r->next);
    if (!n || more || (first == '0' && (n > 1 || minus)) || v < least || v > most) reader_fail(r, "expected an integer within its limits");
    return v;
}
/* "p" or "p/q" as GMP writes it: in lowest terms, q > 1, without leading zeros. */
bool parse_rational(mpq_t q, const char *s) {
    size_t n = strcspn(s, "/"), d = s[n] ? strlen(s + n + 1) : 0;
    if (n - (*s == '-') > MAX_DIGITS || d > MAX_DIGITS || mpq_set_str(q, s, 10) || !mpz_sgn(mpq_denref(q))) return false;
    mpq_canonicalize(q); char *text = mpq_get_str(NULL, 10, q); bool same = !strcmp(s, text);
    free(text); return same;
}
void read_rational(reader *r, mpq_t q) {
    if (!parse_rational(q, read_string(r, 2 * MAX_DIGITS + 2))) reader_fail(r, "expected a rational in lowest terms");
}
