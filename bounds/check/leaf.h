/* leaf.h - one piece of the cover: its box, how it is written in local unknowns, and the evaluation of the statement there. */
#ifndef CHECK_LEAF_H
#define CHECK_LEAF_H

#include "bounds/check/statement.h"

/* How the coordinates of the tree make the variables: as they are, by the largest of `list` ("scale"), by increments from the
 * least ("order"); path[0] is the largest, or path the permutation. */
typedef struct {
    char kind; /* 0, 's', 'o' */
    int n, list[MAX_VARIABLES], path[MAX_VARIABLES];
} chart;

typedef struct {
    int k;
    mpq_t value;
} multiplier;

typedef struct { /* c m p^2; p has n terms, exponents by variables */
    mpq_t c, *coefficients;
    long *exponents, *terms;
    int n;
} square;

typedef struct {
    bool out;
    int k; /* of an out-leaf */
    int order;
    long bits, exact;
    char kinds[MAX_VARIABLES];
    mpq_t anchors[MAX_VARIABLES]; /* of the frames m */
    multiplier *multipliers;
    square *squares;
    int n_multipliers, n_squares;
} leaf;
void leaf_init(leaf *l, int variables);
void leaf_clear(leaf *l, int variables);

/* The values of nodes over one box; made once and used for leaf after leaf. */
typedef struct {
    const statement *s;
    context cx;
    elem variables[MAX_VARIABLES];
    elem *values;
    char *state, *marks[2];
    char why[256];
} evaluation;
void evaluation_init(evaluation *e, const statement *s);
void evaluation_clear(evaluation *e);

/* Whether the leaf's claim for goal (small i, big j) holds; else why says what failed. */
bool leaf_holds(evaluation *e, const leaf *l, const side *box, const chart *c, int i, int j);

/* Whether the point (rationals) is certified to be in the domain, and, with refuted, to violate the relation. */
bool point_holds(evaluation *e, mpq_t *point, long bits, bool refuted);

#endif
