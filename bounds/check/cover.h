/* cover.h - the tree of one goal. */
#ifndef CHECK_COVER_H
#define CHECK_COVER_H

#include "bounds/check/leaf.h"
#include "bounds/check/reader.h"

/* Reads the tree of goal `goal` and verifies each leaf; false: the reader's error says which node and why. */
bool goal_holds(reader *r, evaluation *e, int goal);

#endif
