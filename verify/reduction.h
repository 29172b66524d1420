/* reduction.h - what the claims share whose method is CF_M_REDUCTION: a statement about all beta, X, y follows from named bounds,
 * on paper. Their checks carry the reduction out at drawn instances: that the sides of the bounds, at the points which the
 * reduction names, are what the statement is made of (equal balls), and that the statement holds there. */
#ifndef CF_REDUCTION_H
#define CF_REDUCTION_H

#include "verify/claim.h"

enum { CF_REDUCTION_PREC = 256, CF_REDUCTION_BITS = 100, CF_REDUCTION_MOST = 5 };

/* An instance: |beta_i| and epsilon exact, numbers of the draw; what is derived from them, in balls. */
typedef struct {
    cf_run *run;
    uint64_t state;
    size_t d;
    arb_struct beta[CF_REDUCTION_MOST];
    arb_t epsilon, S, C; /* ||beta||_1, ||beta||_2 */
    arb_t L, a;          /* L = ln(1/alpha^2), a = alpha^2 */
} cf_reduction;

/* n instances: d from 1 on in turn, |beta_i| and epsilon over several decades, one beta in four with a zero. a = 1, L = 0 until
 * the visitor sets them. */
void cf_for_reductions(cf_run *run, int n, void (*visit)(cf_reduction *r));
void cf_reduction_set_L(cf_reduction *r, const arb_t L); /* and a = exp(-L) */
/* A factor for the visitor: 1, in the run of canary k percent/100. */
void cf_reduction_factor(arb_t out, const cf_reduction *r, int k, ulong percent);
/* A number drawn from (0, 1), exact. */
void cf_reduction_uniform(arb_t out, cf_reduction *r);

/* The fact a = b: equal balls to CF_REDUCTION_BITS bits of the larger of a, b and 1. */
void cf_reduction_same(const cf_reduction *r, const char *what, const arb_t a, const arb_t b);
/* Both sides of a bound at the point x, y, z (NULL past the last variable), and the fact that they are in order. */
void cf_reduction_sides(arb_t small, arb_t big, const cf_reduction *r, const char *id, const arb_struct *x, const arb_struct *y,
                        const arb_struct *z);

#endif
