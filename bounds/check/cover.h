/* cover.h - the tree of boxes and goals, and its leaves: a box written in local unknowns, and the evaluation of the statement there. */
#ifndef CHECK_COVER_H
#define CHECK_COVER_H

#include "bounds/check/reader.h"
#include "bounds/check/statement.h"

/* How the coordinates of the tree make the variables: as they are (n = 0), or x_i = |x_p| t_i for those of the list but p, the largest. */
typedef struct {
    int n, list[MAX_VARIABLES], largest;
    bool below; /* x_p <= 0 */
} chart;

typedef struct { /* a leaf: "in", "out", "same" by the first letter */
    char kind;
    int k; /* the clause that an out-leaf refutes */
    int order, n_multipliers, clauses[MAX_LIST]; long bits, exact; char kinds[MAX_VARIABLES];
    mpq_t anchors[MAX_VARIABLES], multipliers[MAX_LIST]; /* of the frames m, L, H; of the clauses */
} leaf;

/* What a node of the tree claims. Goals that it replaced: their sides, in the list from `guards` on, must be defined. covered: that its own
 * sides are defined is claimed by the sibling, which has them as guards. */
typedef struct {
    relation r; bool covered;
    int guards, clauses, n_clauses; /* the list of where-clauses begins there; small < 0: dropped */
} goal;
typedef struct {
    int small, big, next;
} guard;

/* The values of the statement's nodes over one box; made once and used for leaf after leaf. */
typedef struct {
    const statement *s; context cx; E variables[MAX_VARIABLES], *values;
    char *mark; int room; char why[256];
} evaluation;
void evaluation_init(evaluation *e, const statement *s);
void evaluation_clear(evaluation *e);

/* Whether the leaf's claim holds; else why says what failed. That the sides of "same" are one expression is seen by the caller. */
bool leaf_holds(evaluation *e, const leaf *l, const side *box, const chart *c, const goal *g, const guard *guards, const relation *clauses);

/* Whether the point is certified to be in the domain, and, with refuted, to violate the relation. */
bool point_holds(evaluation *e, mpq_t *point, long bits, bool refuted);

/* ---- cover.c */
typedef struct {
    side *sides; int depth, n_guards, n_clauses; /* how many there were when it was pushed: those made since belong to what was read before it */
    chart chart;
    goal goal;
} box;

typedef struct {
    reader r; statement s; evaluation e;
    bool evaluating;   /* e and the numbers of leaf are alive */
    box *stack, at;    /* the boxes that wait for their items, and the one at hand */
    guard *guards;
    relation *clauses; /* lists of where-clauses, the statement's own first */
    int n, n_guards, n_clauses, goal; long nodes;
    leaf leaf;         /* the one at hand */
    side interval;     /* of the substitution at hand */
} job;

void job_start(job *j); /* once the statement is parsed */
void job_clear(job *j);
/* Reads the tree of goal j->goal and verifies each leaf; jumps to j->r.failed where it does not hold. */
void goal_verify(job *j);

#endif
