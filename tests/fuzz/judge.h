/* judge.h - a judge of statements that shares nothing with the prover and the checker: exact rational points of the
 * domain, and the definitions of the language in balls there (tests/ball_graph.h). It refutes; it proves nothing. */
#ifndef CF_FUZZ_JUDGE_H
#define CF_FUZZ_JUDGE_H

#include "bounds/bound.h"

/* Reads one statement on one line, as a certificate has it: 0, or -1 with bounds->error. Clear in both cases. */
int judge_read(cf_bounds *bounds, const char *statement);
/* Whether the point is certainly in the domain. */
int judge_inside(const cf_bound *b, const fmpq *point);
/* A point of the domain where the statement is certainly false, or a side of it certainly undefined. Up to `points`
 * are tried. */
int judge_false(const cf_bound *b, int points, unsigned long seed);

#endif
