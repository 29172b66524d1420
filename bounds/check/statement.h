/* statement.h - the bound as it is parsed: a graph of nodes, each after its operands. */
#ifndef CHECK_STATEMENT_H
#define CHECK_STATEMENT_H

#include "bounds/check/check.h"
#include <setjmp.h>

typedef struct { /* the token at hand is at..stop */
    const char *text, *at, *end, *stop;
    char kind; /* n name, 0 number, " string, L <=, G >=, \0 the end, ? none of the language, else the sign itself */
} lexer;
void lex_start(lexer *x, const char *text, size_t length), lex_next(lexer *x);
void lex_dotted(lexer *x); /* lets the name at hand run on over dots */
bool lex_is(const lexer *x, const char *word), lex_clause(const lexer *x); /* bound paper forall let where prove canary expect */
bool number_parse(mpq_t q, const char *s, const char *end); /* false: too long */

typedef enum { /* from N_ADD to N_MAX two operands, then one */
    N_NUMBER, N_VARIABLE, N_ADD, N_SUB, N_MUL, N_DIV, N_POWER, N_MIN, N_MAX, N_NEG, N_POWER_CONSTANT, N_ABS, N_SQRT, N_FUNCTION
} node_kind;
typedef struct {
    node_kind kind;
    int a, b, depth; /* operands; the variable's number; D of h, h_inv, q_depth */
    function f;
    rat r;           /* the exponent of N_POWER_CONSTANT */
    bool constant;   /* folds to the rational q */
    mpq_t q;
} node;

typedef struct {
    int small, big; /* small <= big, or small < big */
    bool strict;
} relation;

typedef struct { /* an interval; a finite end is closed unless open */
    mpq_t lo, hi;
    bool lo_inf, hi_inf, lo_open, hi_open;
} side;

typedef struct {
    char name[256];
    int variables, n, n_wheres, n_smalls, n_bigs, n_names;
    side domain[MAX_VARIABLES];
    node *nodes;
    relation prove, *wheres;
    int smalls[MAX_GOALS], bigs[MAX_GOALS]; /* the goals: bigs[j] - smalls[i] */
    struct name {
        char name[64];
        int node;
    } *names;
    lexer x;
    int nesting, proves;
    size_t constant_bits; /* of all numbers together */
    char error[256];
    jmp_buf failed;
} statement;

/* s zeroed. false: error says where and what. */
bool statement_parse(statement *s, const char *text, size_t length);
void statement_clear(statement *s);

/* Whether the bound `name` of a .bound file, less its clauses paper, canary, expect, is `text` token by token. */
bool statement_same(const char *file, size_t length, const char *name, const char *text, char *why, size_t room);

#endif
