/* lexer.c - the tokens of the bound language, its numbers, and the comparison of a file's bound with a statement. */
#include "bounds/check/check.h"

static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
static bool digit(char c) { return c >= '0' && c <= '9'; }
void lex_start(lexer *x, const char *text, size_t length) { x->text = x->stop = text; x->end = text + length; lex_next(x); }

static const char *digits_end(const char *p, const char *end) {
    while (p < end && digit(*p)) p++;
    return p;
}
static const char *number_end(const char *p, const char *end) {
    p = digits_end(p, end);
    if (p < end && *p == '.') p = digits_end(p + 1, end);
    if (p == end || (*p != 'e' && *p != 'E')) return p;
    const char *q = p + 1 + (p + 1 < end && (p[1] == '+' || p[1] == '-'));
    return q < end && digit(*q) ? digits_end(q, end) : p;
}

void lex_next(lexer *x) {
    const char *p = x->stop;
    for (bool comment = false; p < x->end && (comment || (*p && strchr(" \t\r\n#", *p))); p++)
        comment = *p != '\n' && (comment || *p == '#');
    x->at = p; x->kind = p < x->end ? *p : 0;
    if (p == x->end) {
        x->stop = p;
    } else if (letter(*p)) {
        while (p < x->end && (letter(*p) || digit(*p))) p++;
        x->kind = 'n';
    } else if (digit(*p) || (*p == '.' && p + 1 < x->end && digit(p[1]))) {
        p = number_end(p, x->end); x->kind = p < x->end && (letter(*p) || *p == '.') ? '?' : '0';
    } else if (*p == '"') {
        for (p++; p < x->end && *p != '"' && *p != '\n';) p++;
        if (p < x->end && *p == '"') p++;
        else x->kind = '?';
    } else if ((*p == '<' || *p == '>') && p + 1 < x->end && p[1] == '=') {
        x->kind = *p == '<' ? 'L' : 'G'; p += 2;
    } else if (!*p || !strchr("+-*/^()[],=<>", *p++)) { x->kind = '?'; }
    x->stop = p;
}

static bool equal(const char *s, size_t n, const char *word) { return strlen(word) == n && !memcmp(s, word, n); }
bool lex_is(const lexer *x, const char *word) { return x->kind == 'n' && equal(x->at, (size_t)(x->stop - x->at), word); }
bool lex_clause(const lexer *x) {
    static const char *const words[] = {"bound", "paper", "forall", "let", "where", "prove", "canary", "expect"};
    for (int i = 0; i < 8; i++) if (lex_is(x, words[i])) return true;
    return false;
}
void lex_dotted(lexer *x) { while (x->stop < x->end && (letter(*x->stop) || digit(*x->stop) || *x->stop == '.')) x->stop++; }
/* digits d with f of them after the point, and e: d 10^(e-f). */
bool number_parse(mpq_t q, const char *s, const char *end) {
    long scale = 0, e = 0;
    if (end - s > MAX_DIGITS) return false;
    mpq_set_ui(q, 0, 1);
    for (bool point = false; s < end && (digit(*s) || *s == '.'); s++) {
        if (*s == '.') { point = true; continue; }
        mpz_mul_ui(mpq_numref(q), mpq_numref(q), 10), mpz_add_ui(mpq_numref(q), mpq_numref(q), (unsigned long)(*s - '0')); scale -= point;
    }
    if (s < end) {
        bool minus = s[1] == '-';
        for (s += 1 + (minus || s[1] == '+'); s < end && e <= MAX_DIGITS; s++) e = 10 * e + (*s - '0');
        scale += minus ? -e : e;
    }
    if (scale > MAX_DIGITS || scale < -MAX_DIGITS) return false;
    mpz_ui_pow_ui(mpq_denref(q), 10, (unsigned long)(scale < 0 ? -scale : scale));
    if (scale > 0) { mpz_mul(mpq_numref(q), mpq_numref(q), mpq_denref(q)); mpz_set_ui(mpq_denref(q), 1); }
    mpq_canonicalize(q); return true;
}

static bool begins_clause(const lexer *x) { /* of a file: only where a line does */
    const char *p = x->at;
    while (p > x->text && strchr(" \t\r", p[-1]) && p[-1]) p--;
    return lex_clause(x) && (p == x->text || p[-1] == '\n');
}
/* x at `bound` of the file: compares up to the next bound. */
static bool same_tokens(lexer *x, const char *text, char *why, size_t room) {
    lexer y; bool skip = false; lex_start(&y, text, strlen(text));
    for (bool first = true; x->kind && (first || !begins_clause(x) || !lex_is(x, "bound")); first = false, lex_next(x)) {
        size_t n = (size_t)(x->stop - x->at), m = (size_t)(y.stop - y.at);
        if (begins_clause(x)) skip = lex_is(x, "paper") || lex_is(x, "canary") || lex_is(x, "expect");
        if (skip) continue;
        if (n != m || memcmp(x->at, y.at, n)) { /* the statement is parsed: what equals its tokens is right */
            snprintf(why, room, "the file has `%.*s' where the statement has `%.*s'", (int)(n < 40 ? n : 40), x->at, (int)(m < 40 ? m : 40), y.at);
            return false;
        }
        lex_next(&y);
    }
    if (y.kind) snprintf(why, room, "the statement has more clauses than the file");
    return !y.kind;
}

bool statement_same(const char *file, size_t length, const char *name, const char *text, char *why, size_t room) {
    lexer x; int found = 0; bool same = false;
    for (lex_start(&x, file, length); x.kind; lex_next(&x)) {
        if (!begins_clause(&x) || !lex_is(&x, "bound")) continue;
        lexer here = x; lex_next(&x); lex_dotted(&x);
        if (lex_is(&x, name) && !found++) same = same_tokens(&here, text, why, room);
    }
    if (found != 1) snprintf(why, room, found ? "the file has the bound %s twice" : "the file has no bound %s", name);
    return found == 1 && same;
}
