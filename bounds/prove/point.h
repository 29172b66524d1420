/* point.h - what is certain at one rational point. */
#ifndef CF_POINT_PROVE_H
#define CF_POINT_PROVE_H

#include "bounds/prove/box.h"

typedef enum {
    CF_AT_UNKNOWN,
    CF_AT_OUTSIDE,   /* certainly outside the domain */
    CF_AT_HOLDS,     /* in the domain, the relation certainly holds */
    CF_AT_FAILS,     /* in the domain, its negation certainly holds */
    CF_AT_UNDEFINED, /* in the domain, a subexpression is certainly undefined */
} cf_at;

/* point: one rational a variable. goal NULL: membership alone (HOLDS: in the domain). exact_zero (may be NULL): whether
 * big - small is exactly 0 there. bits: the accuracy used, for the certificate. */
cf_at cf_at_point(int *exact_zero, slong *bits, const cf_bound *bound, const cf_goal *goal, const fmpq *point);

/* The first convergent of x's continued fraction within tolerance (1 + |x|). */
void cf_simple_fraction(fmpq_t out, double x, double tolerance);

/* x, one a variable, to short rationals first and exactly at last: the first of them that gives what is wanted. */
int cf_round_point(fmpq *out, slong *bits, const cf_bound *bound, const cf_goal *goal, const double *x, cf_at wanted);
/* The same with simple fractions, also with one coordinate chosen so that a where-clause holds with equality. The graph may grow. */
int cf_simple_point(fmpq *out, slong *bits, cf_bound *bound, const cf_goal *goal, const double *x, cf_at wanted);

#endif
