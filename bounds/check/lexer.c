/* lexer.c - the tokens of the bound language, its numbers, and the comparison of a file's bound with a statement. */
#include "bounds/check/statement.h"
#include <stdlib.h>
#include <string.h>

static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
static bool digit(char c) { return c >= '0' && c <= '9'; }
static bool space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

void lex_start(lexer *x, const char *text, size_t length) {
    x->text = x->stop = text;
    x->end = text + length;
    lex_next(x);
}

static const char *number_end(const char *p, const char *end) {
    while (p < end && digit(*p)) p++;
    if (p < end && *p == '.') p++;
    while (p < end && digit(*p)) p++;
    if (p < end && (*p == 'e' || *p == 'E')) {
        const char *q = p + 1;
        if (q < end && (*q == '+' || *q == '-')) q++;
        if (q < end && digit(*q)) {
            while (q < end && digit(*q)) q++;
            p = q;
        }
    }
    return p;
}

void lex_next(lexer *x) {
    const char *p = x->stop;
    while (p < x->end && (space(*p) || *p == '#')) {
        if (*p == '#') while (p < x->end && *p != '\n') p++;
        else p++;
    }
    x->at = p;
    x->kind = p < x->end ? *p : 0;
    if (p == x->end) {
        x->stop = p;
    } else if (letter(*p)) {
        while (p < x->end && (letter(*p) || digit(*p))) p++;
        x->kind = 'n';
    } else if (digit(*p) || (*p == '.' && p + 1 < x->end && digit(p[1]))) {
        p = number_end(p, x->end);
        x->kind = p < x->end && (letter(*p) || *p == '.') ? '?' : '0';
    } else if (*p == '"') {
        for (p++; p < x->end && *p != '"' && *p != '\n';) p++;
        if (p < x->end && *p == '"') p++;
        else x->kind = '?';
    } else if ((*p == '<' || *p == '>') && p + 1 < x->end && p[1] == '=') {
        x->kind = *p == '<' ? 'L' : 'G';
        p += 2;
    } else {
        if (!*p || !strchr("+-*/^()[],=<>", *p)) x->kind = '?';
        p++;
    }
    x->stop = p;
}

bool lex_is(const lexer *x, const char *word) {
    size_t n = (size_t)(x->stop - x->at);
    return x->kind == 'n' && strlen(word) == n && !memcmp(word, x->at, n);
}

void lex_dotted(lexer *x) {
    while (x->stop < x->end && (letter(*x->stop) || digit(*x->stop) || *x->stop == '.')) x->stop++;
}

bool is_clause(const char *s, size_t n) {
    static const char *const words[] = {"bound", "paper", "forall", "let", "where", "prove", "canary", "expect"};
    for (int i = 0; i < 8; i++)
        if (strlen(words[i]) == n && !memcmp(words[i], s, n)) return true;
    return false;
}

bool number_parse(mpq_t q, const char *s, const char *end) {
    size_t n = 0;
    long scale = 0, e = 0;
    char *digits = malloc((size_t)(end - s) + 2);
    if (!digits) abort();
    bool point = false, done = end - s <= MAX_DIGITS;
    for (; done && s < end && (digit(*s) || *s == '.'); s++) {
        if (*s == '.') point = true;
        else digits[n++] = *s, scale -= point;
    }
    digits[n] = '\0';
    if (done && s < end) { /* e, a sign, digits */
        bool minus = s[1] == '-';
        for (s += 1 + (s[1] == '-' || s[1] == '+'); s < end && e <= MAX_DIGITS; s++) e = 10 * e + (*s - '0');
        scale += minus ? -e : e;
    }
    done = done && scale <= MAX_DIGITS && scale >= -MAX_DIGITS && !mpz_set_str(mpq_numref(q), digits, 10);
    if (done) {
        mpz_t ten;
        mpz_init(ten);
        mpz_ui_pow_ui(ten, 10, (unsigned long)(scale < 0 ? -scale : scale));
        mpz_set_ui(mpq_denref(q), 1);
        if (scale < 0) mpz_set(mpq_denref(q), ten);
        else mpz_mul(mpq_numref(q), mpq_numref(q), ten);
        mpq_canonicalize(q);
        mpz_clear(ten);
    }
    free(digits);
    return done;
}

/* The tokens of a file from clause to clause: a clause begins where a line does. */
static bool at_line_start(const lexer *x) {
    const char *p = x->at;
    while (p > x->text && (p[-1] == ' ' || p[-1] == '\t' || p[-1] == '\r')) p--;
    return p == x->text || p[-1] == '\n';
}

static bool begins_clause(const lexer *x) {
    return x->kind == 'n' && is_clause(x->at, (size_t)(x->stop - x->at)) && at_line_start(x);
}

/* x at `bound` of the file, its name matched: compares up to the next bound. */
static bool same_tokens(lexer *x, const char *text, char *why, size_t room) {
    lexer y;
    bool skip = false;
    lex_start(&y, text, strlen(text));
    for (bool first = true;; first = false) {
        if (!x->kind || (!first && begins_clause(x) && lex_is(x, "bound"))) break;
        if (begins_clause(x)) skip = lex_is(x, "paper") || lex_is(x, "canary") || lex_is(x, "expect");
        if (!skip) {
            size_t n = (size_t)(x->stop - x->at);
            if (x->kind == '?' || n != (size_t)(y.stop - y.at) || memcmp(x->at, y.at, n)) {
                snprintf(why, room, "the file has `%.*s' where the statement has `%.*s'", (int)(n < 40 ? n : 40), x->at,
                         (int)(y.stop - y.at < 40 ? y.stop - y.at : 40), y.at);
                return false;
            }
            lex_next(&y);
        }
        lex_next(x);
    }
    if (y.kind) snprintf(why, room, "the statement has more clauses than the file");
    return !y.kind;
}

bool statement_same(const char *file, size_t length, const char *name, const char *text, char *why, size_t room) {
    lexer x;
    int found = 0;
    bool same = false;
    for (lex_start(&x, file, length); x.kind;) {
        if (begins_clause(&x) && lex_is(&x, "bound")) {
            lexer here = x;
            lex_next(&x);
            if (x.kind != 'n') continue;
            lex_dotted(&x);
            if (lex_is(&x, name) && !found++) same = same_tokens(&here, text, why, room);
        }
        lex_next(&x);
    }
    if (found == 1) return same;
    snprintf(why, room, found ? "the file has the bound %s twice" : "the file has no bound %s", name);
    return false;
}
