/* limit_levels.h - Newton's equations in a dominant basis, level by level of the weights; see limit_levels.c.
 */
#ifndef CERTIFLOW_LIMIT_LEVELS_H
#define CERTIFLOW_LIMIT_LEVELS_H

#include "limit_tableau.h"

#define CF_LEVELS_TAU 4.0

typedef struct {
    size_t N, d;
    const cf_tableau *t;
    double *du;             /* (N): the change of z_B */
    double *lw, *lw_lo;     /* (d): ln w, as a sum: low levels' weights are large negative numbers */
    double *slope, *dz;     /* (d): beta/w, and the change of z; both in units of e^room at depth > 2 */
    double *room, *room_lo; /* (d): ln (1 - |z|) at depth > 2, as a sum; else NULL */
    double *unit;           /* (N): ln of the unit of du at depth > 2; else NULL */
    double *rhs, *e, *v, *acc, *S, *M; /* scratch: (N), (d), (d), (d), (N, d), (N, N) */
    size_t *order;                     /* (N): rows by decreasing weight */
    size_t factorizations;
} cf_levels;

/* For the basis of t, which stays the caller's. Depth > 2: deep. CF_ENOMEM. */
cf_status cf_levels_init(cf_levels *s, const cf_tableau *t, int deep);
void cf_levels_clear(cf_levels *s);
/* Nonzero iff the basis is not dominant for lw; then column for basis[row] is the exchange that helps most.
 */
int cf_levels_undominated(size_t *row, size_t *column, const cf_levels *s);
/* du of A W A^T du = y~ - A beta (residual) or y~, and dz = A^T du. Returns max |dz| in dz's units, or -1. */
double cf_levels_solve(cf_levels *s, int residual);

#endif
