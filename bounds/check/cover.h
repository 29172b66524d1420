/* cover.h - one certificate's verification: what is read, and the tree of a goal. */
#ifndef CHECK_COVER_H
#define CHECK_COVER_H

#include "bounds/check/leaf.h"
#include "bounds/check/reader.h"

typedef struct {
    side *sides;
    int depth, chart; /* which child of the chart, -1 without */
} box;

typedef struct {
    reader r;
    statement s;
    evaluation e;
    bool evaluating;  /* e is alive */
    chart chart;      /* of the tree; path is set for each leaf */
    box *stack, at;   /* the boxes that wait for their items, and the one at hand */
    int n, room, goal;
    long nodes;
    leaf leaf;        /* the one at hand */
} job;

/* Reads the tree of goal j->goal and verifies each leaf; jumps to j->r.failed where it does not hold. */
void goal_verify(job *j);
void job_end_leaf(job *j); /* clears j->leaf */
void job_clear(job *j);

#endif
