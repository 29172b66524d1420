/* cover.h - one certificate's verification: what is read, and the tree of a goal. */
#ifndef CHECK_COVER_H
#define CHECK_COVER_H

#include "bounds/check/leaf.h"
#include "bounds/check/reader.h"

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
