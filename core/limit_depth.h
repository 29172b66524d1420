/* limit_depth.h - the solvers of the limit at depth D > 2; see limit_depth.c. */
#ifndef CERTIFLOW_LIMIT_DEPTH_H
#define CERTIFLOW_LIMIT_DEPTH_H

#include "limit_internal.h"

/* Weights within the doubles; see limit_depth_moderate.c. CF_ENOCONV: not this time; the graded solver is
 * asked. */
typedef struct cf_depth_moderate cf_depth_moderate;
cf_depth_moderate *cf_depth_moderate_new(size_t N, size_t d); /* NULL: out of memory */
void cf_depth_moderate_free(cf_depth_moderate *m);
cf_status cf_depth_moderate_solve(cf_limit_point *point, cf_depth_moderate *m, const cf_limit_problem *q);

/* Any alpha; kept between the points of a path, whose depths may differ. CF_ERANK, CF_ENOMEM. */
typedef struct cf_depth_graded cf_depth_graded;
cf_status cf_depth_graded_new(cf_depth_graded **g, const cf_limit_problem *q);
void cf_depth_graded_free(cf_depth_graded *g);
/* Solves for q->L and q->p, from the last solution where there is one. */
cf_status cf_depth_graded_solve(cf_limit_point *point, cf_depth_graded *g, const cf_limit_problem *q);

#endif
