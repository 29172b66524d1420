/* calculus.h - rewriting expressions: substitution, derivatives, simplification (docs/certificate.md, Rewriting). All add nodes to the graph. */
#ifndef CF_CALCULUS_H
#define CF_CALCULUS_H

#include "bounds/bound.h"

/* Node with variable i replaced by a number, simplified. */
int cf_graph_at(cf_graph *g, int node, long i, const fmpq_t value);
/* The same with an expression for variable i; plain: not simplified, so that nothing is dropped. */
int cf_graph_substitute(cf_graph *g, int node, long i, int expression, int plain);
/* Node with the node `from` replaced by `to`, simplified. */
int cf_graph_replace(cf_graph *g, int node, int from, int to);
int cf_graph_holds(const cf_graph *g, int node, int part); /* whether part is the node or below it */
/* The derivative by variable i; -1 where abs, min or max of it would be needed. */
int cf_graph_derivative(cf_graph *g, int node, long i);
/* The operation (not a number, variable or power) with its simplifications; n: the depth; b: -1 of functions. */
int cf_graph_simple(cf_graph *g, cf_op op, long n, int a, int b);
int cf_graph_simple_power(cf_graph *g, int a, const fmpq_t exponent);
/* The side, a max (min if small), replaced by alternative j: argument j, or the mean of all for j = their number. -1: it is none, or j
 * is too large. */
int cf_graph_alternative(cf_graph *g, int node, int j, int small);
/* nonzero iff the node depends on variable i */
int cf_graph_depends(const cf_graph *g, int node, long i);
/* The expression in the bound language; the caller frees it. NULL if it is longer than most characters. */
char *cf_graph_source(const cf_graph *g, int node, char *const *names, size_t most);

#endif
