/* ball_graph.h - for tests: an expression's value at a rational point in balls, from the definitions of the bound language alone;
 * nothing of the prover. */
#ifndef CF_TEST_BALL_GRAPH_H
#define CF_TEST_BALL_GRAPH_H

#include "bounds/bound.h"

typedef enum { BALL_VALUE, BALL_UNKNOWN, BALL_UNDEFINED } ball_state;

/* Values of the nodes 0 .. node that `node` needs; value has node + 1 balls, state as many entries. Undefined only where it is
 * certain: a value outside the domain of the operation above it. */
void ball_graph_values(arb_ptr value, ball_state *state, const cf_graph *g, int node, const fmpq *point, slong prec);
/* The value of one node with at least 60 correct bits, or exactly 0, if the state is BALL_VALUE. */
ball_state ball_graph_value(arb_t out, const cf_graph *g, int node, const fmpq *point);
/* 1: the relation certainly holds, -1: certainly not, 0: unknown; *undefined (may be NULL): a side is certainly undefined */
int ball_graph_holds(int *undefined, const cf_graph *g, const cf_relation *r, const fmpq *point);
/* The same with at most so many bits, 192 at least, not 3072; so below. */
int ball_graph_holds_to(slong most, int *undefined, const cf_graph *g, const cf_relation *r, const fmpq *point);
/* 1: the point is certainly in the bound's domain, -1: certainly not, 0: unknown. */
int ball_graph_domain(slong most, const cf_bound *b, const fmpq *point);
/* Whether among `samples` random points of the domain there is one at which the relation certainly fails; it is *point, which
 * may be NULL. */
int ball_graph_false(slong most, fmpq *point, const cf_bound *b, const cf_relation *r, long samples, unsigned long *rng);
/* A rational inside the interval: ends, simple fractions, near the ends, far out. */
void random_inside(fmpq_t x, const cf_end side[2], unsigned long *rng);

/* splitmix64 */
unsigned long random_bits(unsigned long *state);
long random_below(unsigned long *state, long n); /* 0 .. n-1 */
void random_fraction(fmpq_t out, unsigned long *state, long numerator, long denominator);

#endif
