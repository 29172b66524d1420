/* limit_depth.h - the solvers of the limit at depth D > 2; see limit_depth.c. */
#ifndef CERTIFLOW_LIMIT_DEPTH_H
#define CERTIFLOW_LIMIT_DEPTH_H

#include "limit_internal.h"

/* Any alpha; kept between the points of a path, whose depths may differ. CF_ERANK, CF_ENOMEM. */
typedef struct cf_depth_graded cf_depth_graded;
cf_status cf_depth_graded_new(cf_depth_graded **g, const cf_limit_problem *q);
void cf_depth_graded_free(cf_depth_graded *g);
/* Solves for q->L and q->p, from the last solution where there is one. */
cf_status cf_depth_graded_solve(cf_limit_point *point, cf_depth_graded *g, const cf_limit_problem *q);

#endif
