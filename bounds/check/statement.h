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

enum { BUCKETS = 1 << 16 };
typedef enum { /* from N_ADD to N_MAX two operands, then one; sqrt is a power */
    N_NUMBER, N_VARIABLE, N_ADD, N_SUB, N_MUL, N_DIV, N_POWER, N_MIN, N_MAX, N_NEG, N_POWER_CONSTANT, N_FUNCTION
} node_kind;
typedef struct {
    node_kind kind;
    int a, b;      /* operands; the variable's number */
    function f;
    int depth;     /* D of h, h_inv, q_depth */
    rat r;         /* the exponent of N_POWER_CONSTANT */
    mpq_t q;       /* of N_NUMBER */
    int next;      /* of the same bucket, + 1; 0: none */
} node;
static inline bool node_inner(const node *v) { return v->kind > N_VARIABLE; }
static inline bool node_two(const node *v) { return v->kind >= N_ADD && v->kind <= N_MAX; }

typedef struct {
    int small, big; /* small <= big, or small < big */
    bool strict;
} relation;

typedef struct side { /* an interval; a finite end is closed unless open */
    mpq_t lo, hi; bool lo_inf, hi_inf, lo_open, hi_open;
} side;

typedef struct {
    char name[256]; int variables, n, n_wheres, n_smalls, n_bigs, n_names; side domain[MAX_VARIABLES];
    node *nodes;    /* equal ones are one, a + b and b + a as well, a b and b a */
    int buckets[BUCKETS]; /* by a hash: the last node of each, its number + 1, or 0 */
    relation prove, *wheres;
    int smalls[MAX_GOALS], bigs[MAX_GOALS]; /* the goals: bigs[j] - smalls[i] */
    struct name {
        char name[64]; int node;
    } *names;
    lexer x; mpq_t scratch;
    bool ready; /* scratch is alive */
    int nesting, proves;
    size_t constant_bits; /* of all numbers together */
    char error[256];
    jmp_buf failed; /* of whatever makes nodes */
} statement;

void *grown(void *list, int n, size_t size); /* room for one more, doubled at powers of two */

/* s zeroed. false: error says where and what. */
bool statement_parse(statement *s, const char *text, size_t length);
int statement_expression(statement *s, const char *text); /* jumps to s->failed if it is none */
void statement_clear(statement *s);
/* Nodes; numbers fold, nothing else. */
int node_make(statement *s, node_kind kind, int a, int b), node_number(statement *s, mpq_srcptr q), node_ratio(statement *s, long p, long q);
int node_call(statement *s, function f, int depth, int a);
bool node_is(const statement *s, int k, long n); /* the number n */

/* ---- rewrite.c: expressions made from others. What is defined no more where it was, or the other way round, is up to the caller. */
int *nodes_below(const statement *s, int root, int top); /* to be freed: for each node up to top whether the root rests on it */
bool depends(statement *s, int root, int variable);
int node_simple(statement *s, node_kind kind, int a, int b);      /* simplified, the operands being so */
int simplified(statement *s, int root);
int at_points(statement *s, int root, const side *box);           /* not simplified: the variables that are points of the box replaced */
int substituted(statement *s, int root, int variable, int e);     /* not simplified */
int derivative(statement *s, int root, int variable);             /* -1: none */
bool relaxed(statement *s, relation *r, int j);                   /* the side with max (min) made smaller (larger) */
bool same_normal_form(const statement *s, int a, int b);          /* normal.c */

/* Whether the bound `name` of a .bound file, less its clauses paper, canary, expect, is `text` token by token. */
bool statement_same(const char *file, size_t length, const char *name, const char *text, char *why, size_t room);

#endif
