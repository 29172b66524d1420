/* parse.h - what the two halves of the parser share: clauses (parse.c) and expressions (expression.c). */
#ifndef CF_PARSE_H
#define CF_PARSE_H

#include "bounds/bound.h"
#include "bounds/token.h"

typedef struct {
    char *name;
    int node;
} cf_name;

typedef struct {
    cf_tokens tokens;
    cf_token now;
    const char *path;
    char *error; /* of 512; empty: none */
    cf_bound *bound;
    const char *source; /* of that bound */
    cf_name *let; /* of the bound being read */
    int n_lets;
    int depth; /* of the nesting */
    char *statement;    /* of the bound being read; one room for all, as long as the text: a large file may hold many bounds */
    size_t number_bits; /* of the bounds before this one */
} cf_parser;

void cf_advance(cf_parser *p);
/* Both report once, the first error; they return -1. */
int cf_expected_token(cf_parser *p, const char *what);
int cf_error_at(cf_parser *p, const cf_token *where, const char *format, ...) __attribute__((format(printf, 3, 4)));
int cf_accept(cf_parser *p, const char *symbol); /* nonzero if it was there */
int cf_is_function(const cf_token *t);
/* An expression; its node, or -1. */
int cf_parse_expression(cf_parser *p);

#endif
