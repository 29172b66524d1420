/* leaf.h - one piece of the cover: its box, how it is written in local unknowns, and the evaluation of the statement there. */
#ifndef CHECK_LEAF_H
#define CHECK_LEAF_H

#include "bounds/check/statement.h"

/* How the coordinates of the tree make the variables: as they are (kind 0), by the largest of `list` ('s'), path[0], or by increments
 * from the least ('o') along the permutation `path`. */
typedef struct {
    char kind;
    int n, list[MAX_VARIABLES], path[MAX_VARIABLES];
} chart;

typedef struct {
    int k;
    mpq_t value;
} multiplier;

typedef struct { /* c m p^2, p = sum_k coefficients[k] prod_i h_i^terms[k * variables + i], m likewise with exponents */
    mpq_t c, *coefficients;
    long *exponents, *terms;
    int n;
} square;

typedef struct {
    bool reading; /* the numbers below are alive */
    bool out;
    int k; /* the clause that an out-leaf refutes */
    int order;
    long bits, exact;
    char kinds[MAX_VARIABLES];
    mpq_t anchors[MAX_VARIABLES]; /* of the frames m */
    multiplier multipliers[MAX_LIST];
    square squares[MAX_LIST];
    int n_multipliers, n_squares;
} leaf;

/* The values of the statement's nodes over one box; made once and used for leaf after leaf. */
typedef struct {
    const statement *s;
    context cx;
    E variables[MAX_VARIABLES], *values;
    char *state, *marks[2];
    char why[256];
} evaluation;
void evaluation_init(evaluation *e, const statement *s);
void evaluation_clear(evaluation *e);

/* Whether the leaf's claim for the goal bigs[j] - smalls[i] holds; else why says what failed. */
bool leaf_holds(evaluation *e, const leaf *l, const side *box, const chart *c, int i, int j);

/* Whether the point is certified to be in the domain, and, with refuted, to violate the relation. */
bool point_holds(evaluation *e, mpq_t *point, long bits, bool refuted);

#endif
