/* flow_case.h - a path of gradient flow for the claims about it: data, alpha, depth, and the certified path.
 */
#ifndef CF_FLOW_CASE_H
#define CF_FLOW_CASE_H

#include "verify/instances.h"

typedef struct {
    const cf_problem *p;
    cf_ref_alpha_t alpha;
    fmpq_t depth;
    double log_alpha;
    cf_ref_flow_path *path;
    arb_ptr beta, z; /* d each: what cf_flow_case_at found */
} cf_flow_case;

/* Begins an instance named after it. nonzero iff there is a path. clear is due in either case. */
int cf_flow_case_init(cf_flow_case *c, cf_run *run, const cf_problem *p, double log_alpha, long depth);
void cf_flow_case_clear(cf_flow_case *c);
/* beta and z at the double t (inf: the limit); nonzero iff the radius asked for was met */
int cf_flow_case_at(cf_flow_case *c, double t);
/* a time by which the path is well under way: 1/(c max_i |x_i^T y|) times max(L, 1); a scale, not a bound */
double cf_flow_case_scale(const cf_flow_case *c);
/* ||a - b||_2 for balls, from the balls' ends */
void cf_flow_distance(arb_t out, arb_srcptr a, arb_srcptr b, size_t d);

#endif
