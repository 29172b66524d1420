/* integrated_limits.h - the flow integrated in doubles, beside the certified limit. */
#ifndef CF_INTEGRATED_LIMITS_H
#define CF_INTEGRATED_LIMITS_H

#include "verify/limits.h"

typedef void (*cf_integrated)(cf_run *run, const cf_limit_case *c, const double *beta,
                              const double *r_integral);
/* Calls compare on 24 problems of six families (144 beyond the quick tier), N <= 4, d <= 12, log alpha = -6,
 * -2, 0, 1, each begun as an instance: the limit certified to 128 bits, and what cf_flow_w has at relative
 * tolerance 1e-11 from the start log alpha + shift. A limit or an integration that fails is an undecided
 * fact. */
void cf_for_integrated_limits(cf_run *run, double shift, cf_integrated compare);

#endif
