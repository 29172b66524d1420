/* bound.h - a bound: an inequality on a domain, as read from a .bound file.
 *
 * Expressions live in one graph of nodes, equal ones only once, children before parents: evaluations walk it by
 * index and never recurse. */
#ifndef CF_BOUND_H
#define CF_BOUND_H

#include "reference/ball.h"
#include <stddef.h>

typedef enum {
    CF_OP_NUMBER, /* number */
    CF_OP_VARIABLE, /* n: which one */
    CF_OP_NEG, CF_OP_ADD, CF_OP_SUB, CF_OP_MUL, CF_OP_DIV,
    CF_OP_POWER,     /* a^number, number an integer or (a >= 0) a fraction */
    CF_OP_POW,       /* a^b = exp(b log a) */
    CF_OP_ABS, CF_OP_SQRT, CF_OP_EXP, CF_OP_LOG, CF_OP_SINH, CF_OP_COSH, CF_OP_ASINH, CF_OP_MIN, CF_OP_MAX,
    CF_OP_Q, CF_OP_Q_PRIME,
    CF_OP_H, CF_OP_H_INV, CF_OP_Q_DEPTH, /* n: the depth D >= 3 */
} cf_op;

typedef struct {
    cf_op op;
    int a, b;      /* children, -1 where there is none */
    long n;
    fmpq_t number; /* of CF_OP_NUMBER, CF_OP_POWER */
} cf_node;

typedef struct {
    cf_node *node;
    int n, room;
    int *bucket; /* hash table of node indices + 1 */
    int buckets;
    size_t number_bits; /* of all numbers together */
} cf_graph;

void cf_graph_init(cf_graph *g);
void cf_graph_clear(cf_graph *g);
/* The node, made if there is no equal one; numbers are folded by + - * / and whole powers while they stay short. */
int cf_graph_number(cf_graph *g, const fmpq_t value);
int cf_graph_variable(cf_graph *g, long which);
int cf_graph_unary(cf_graph *g, cf_op op, int a);
int cf_graph_binary(cf_graph *g, cf_op op, int a, int b);
int cf_graph_depth(cf_graph *g, cf_op op, long depth, int a);
int cf_graph_power(cf_graph *g, int a, const fmpq_t exponent);
const char *cf_op_name(cf_op op); /* "sqrt", ...; NULL for operators */
/* TeX of a node; names: of the variables. The caller frees it. */
char *cf_graph_tex(const cf_graph *g, int node, char *const *names);

/* An end of an interval. */
typedef struct {
    fmpq_t value;
    int infinite; /* -1, 0, 1 */
    int open;     /* an infinite end is open */
} cf_end;

/* small <= big, or small < big. */
typedef struct {
    int small, big, strict;
    int flipped; /* written with >= or > */
    int dropped; /* in a view: no longer assumed */
    size_t from, to; /* as prove or canary: its clause in the bound's source, [from, to) */
} cf_relation;

typedef enum { CF_EXPECT_PROVED, CF_EXPECT_REFUTED, CF_EXPECT_UNDECIDED } cf_expect;

typedef struct {
    char *name, *paper; /* paper may be NULL */
    int line;           /* where it begins in the file */
    char **variable;
    cf_end (*interval)[2];
    int n_variables;
    cf_graph *graph;
    cf_relation *where;
    int n_where;
    cf_relation prove;
    cf_relation *canary;
    int n_canaries;
    cf_expect expect;
    char *statement; /* the text without paper, canary, expect; white space collapsed: what a certificate proves */
    char *source;    /* the text as it was written, from "bound" up to the next: what --against compares it with */
} cf_bound;

typedef struct {
    cf_bound *bound;
    int n;
    char error[512]; /* "FILE:LINE:COLUMN: message" */
} cf_bounds;

/* Reads all bounds of a text; path is for messages. 0, or -1 with error set. Clear in both cases. */
int cf_bounds_parse(cf_bounds *out, const char *text, size_t length, const char *path);
int cf_bounds_read(cf_bounds *out, const char *path); /* the same of a file */
/* The bound whose prove is the k-th canary of b, k from 0, as a file of its own: the relation stays at its place, behind what it may name. As
 * cf_bounds_parse. */
int cf_bounds_of_canary(cf_bounds *out, const cf_bound *b, int k);
void cf_bounds_clear(cf_bounds *bounds);

#endif
