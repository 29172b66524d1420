/* limit_graded.h - the solver for graded weights; see limit_graded.c. */
#ifndef CERTIFLOW_LIMIT_GRADED_H
#define CERTIFLOW_LIMIT_GRADED_H

#include "limit_internal.h"

/* The problem in an adapted basis, kept between the points of a path. CF_ERANK, CF_ENOMEM. */
typedef struct cf_graded cf_graded;
cf_status cf_graded_new(cf_graded **g, const cf_limit_problem *q);
void cf_graded_free(cf_graded *g);
/* Solves for q->L, from the last solution where there is one. */
cf_status cf_limit_graded(cf_limit_point *point, cf_graded *g, const cf_limit_problem *q);

#endif
