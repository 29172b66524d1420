/* net_transition.h - Figure 4(a), (b) as claims: from alpha^D = 0.1 to 10 a quantity of the trained nets
 * rises or falls. */
#ifndef CF_NET_TRANSITION_H
#define CF_NET_TRANSITION_H

#include "verify/claim.h"

/* The check: at each depth the mean over seeds of ln(quantity at 10 / at 0.1), named by `what`, with three
 * standard errors; the quantity is the test RMSE, or the gradient distance. The canary has it go the other
 * way. */
void cf_net_transition(cf_run *run, const char *what, int rmse, int rises);

#endif
