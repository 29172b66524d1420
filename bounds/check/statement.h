/* statement.h - the bound as it is parsed: a graph of nodes, each after its operands. */
#ifndef CHECK_STATEMENT_H
#define CHECK_STATEMENT_H

#include "bounds/check/check.h"

typedef enum {
    N_NUMBER, N_VARIABLE, N_ADD, N_SUB, N_MUL, N_DIV, N_NEG, N_POWER, N_POWER_CONSTANT,
    N_ABS, N_SQRT, N_MIN, N_MAX, N_FUNCTION
} node_kind;

typedef struct {
    node_kind kind;
    int a, b;         /* operands; the variable's number */
    function f;
    int depth;
    rat r;            /* the exponent of N_POWER_CONSTANT */
    bool constant;    /* folds to the rational q, which then is alive */
    mpq_t q;
} node;

/* A side of a relation small <= big, or small < big. */
typedef struct {
    int small, big;
    bool strict;
} relation;

/* An interval of reals: a finite end is closed unless open. */
typedef struct {
    mpq_t lo, hi;
    bool lo_inf, hi_inf, lo_open, hi_open;
} side;
void side_init(side *s);
void side_clear(side *s);
void side_set(side *s, const side *t);

typedef struct {
    char name[256];
    int variables;
    char names[MAX_VARIABLES][64];
    side domain[MAX_VARIABLES];
    node *nodes;
    int n, room;
    relation prove, *wheres;
    int n_wheres;
    int *smalls, *bigs; /* the goals: bigs[j] - smalls[i] */
    int n_smalls, n_bigs;
    char error[512];
} statement;

void statement_init(statement *s);
void statement_clear(statement *s);
bool statement_parse(statement *s, const char *text, size_t length); /* false: error says where and what */

/* Whether the bound `name` of a .bound file, less its clauses paper, canary, expect, is `text` token by token. */
bool statement_same(const char *file, size_t length, const char *name, const char *text, char *why, size_t room);

/* lexer.c */
typedef struct {
    const char *text, *at, *end; /* the next token is at..stop */
    const char *stop;
    char kind;                   /* 'n' name, '0' number, '"' string, 0 the end, '?' none of the language, else the sign itself;
                                    L for <=, G for >= */
} lexer;
void lex_start(lexer *x, const char *text, size_t length);
void lex_next(lexer *x);
bool lex_is(const lexer *x, const char *word);
void lex_dotted(lexer *x); /* lets the name at hand run on over dots */
bool is_clause(const char *s, size_t n); /* bound paper forall let where prove canary expect */

/* The exact value of a decimal, or false where it is too long. */
bool number_parse(mpq_t q, const char *s, const char *end);

#endif
