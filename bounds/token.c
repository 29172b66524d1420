/* token.c - the words of the bound language. */
#include "bounds/token.h"
#include <string.h>

static const char *const keywords[] = {"bound", "paper", "forall", "let", "where", "prove", "canary", "expect", "in", NULL};

void cf_tokens_start(cf_tokens *t, const char *text, size_t length) {
    *t = (cf_tokens){text, length, 0, 1, 0, 1};
}

static int is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
static int is_digit(char c) { return c >= '0' && c <= '9'; }

int cf_token_is(const cf_token *t, const char *word) {
    return t->kind != CF_T_END && strlen(word) == t->length && memcmp(t->text, word, t->length) == 0;
}

static void skip_blanks(cf_tokens *t) {
    for (; t->at < t->length; t->at++) {
        char c = t->text[t->at];
        if (c == '\n') {
            t->line++, t->line_start = t->at + 1, t->first = 1;
        } else if (c == '#') {
            /* not over a NUL, at which the copies of the source would end: it is no token, and refused */
            while (t->at + 1 < t->length && t->text[t->at + 1] != '\n' && t->text[t->at + 1]) t->at++;
        } else if (c != ' ' && c != '\t' && c != '\r') {
            return;
        }
    }
}

/* The end of the number that begins at i: digits [. digits] [e [+-] digits]. */
static size_t number_end(const cf_tokens *t, size_t i) {
    while (i < t->length && is_digit(t->text[i])) i++;
    if (i < t->length && t->text[i] == '.') i++;
    while (i < t->length && is_digit(t->text[i])) i++;
    if (i < t->length && (t->text[i] == 'e' || t->text[i] == 'E')) {
        size_t k = i + 1;
        if (k < t->length && (t->text[k] == '+' || t->text[k] == '-')) k++;
        if (k < t->length && is_digit(t->text[k])) {
            for (i = k; i < t->length && is_digit(t->text[i]);) i++;
        }
    }
    return i;
}

cf_token cf_tokens_next(cf_tokens *t) {
    skip_blanks(t);
    cf_token k = {CF_T_END, t->text + t->at, 0, t->line, (int)(t->at - t->line_start) + 1, t->first};
    if (t->at >= t->length) return k;
    char c = t->text[t->at], next = t->at + 1 < t->length ? t->text[t->at + 1] : '\0';
    size_t end = t->at + 1;
    t->first = 0;
    if (is_letter(c)) {
        /* A point belongs to the name of a bound alone, and no other name can be followed by one. */
        while (end < t->length && (is_letter(t->text[end]) || is_digit(t->text[end]) || t->text[end] == '.')) end++;
        k.kind = CF_T_NAME;
    } else if (is_digit(c) || (c == '.' && is_digit(next))) {
        end = number_end(t, t->at);
        k.kind = CF_T_NUMBER;
    } else if (c == '"') {
        while (end < t->length && t->text[end] != '"' && t->text[end] != '\n') end++;
        int closed = end < t->length && t->text[end] == '"';
        end += (size_t)closed;
        k.kind = closed ? CF_T_STRING : CF_T_BAD;
    } else if ((c == '<' || c == '>') && next == '=') {
        end++;
        k.kind = CF_T_SYMBOL;
    } else {
        k.kind = c && strchr("+-*/^()[],=<>", c) ? CF_T_SYMBOL : CF_T_BAD;
    }
    k.length = end - t->at;
    t->at = end;
    if (k.kind == CF_T_NAME)
        for (size_t i = 0; keywords[i]; i++)
            if (cf_token_is(&k, keywords[i])) k.kind = CF_T_KEYWORD;
    return k;
}
