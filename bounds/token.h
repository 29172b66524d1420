/* token.h - the words of the bound language, with their places. */
#ifndef CF_TOKEN_H
#define CF_TOKEN_H

#include <stddef.h>

typedef enum {
    CF_T_END, CF_T_NAME, CF_T_NUMBER, CF_T_STRING, CF_T_KEYWORD,
    CF_T_SYMBOL, /* one of + - * / ^ ( ) [ ] , = <= >= < > */
    CF_T_BAD,    /* a character that is in no word */
} cf_token_kind;

typedef struct {
    cf_token_kind kind;
    const char *text; /* in the source */
    size_t length;
    int line, column; /* from 1 */
    int first;        /* of its line */
} cf_token;

typedef struct {
    const char *text;
    size_t length, at;
    int line;
    size_t line_start;
    int first;
} cf_tokens;

void cf_tokens_start(cf_tokens *t, const char *text, size_t length);
cf_token cf_tokens_next(cf_tokens *t);
int cf_token_is(const cf_token *t, const char *word); /* nonzero iff its text is word */

#endif
