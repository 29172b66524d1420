/* depth_regression.h - Figure 2(c) in small, for the claims about it: sparse regression as in Figure 1(c) at several depths,
 * and the scale of beta at the start, alpha^D, "needed to recover the planted predictor to accuracy 0.025". d = 60, r* = 3,
 * noise of variance 0.01. E (y - <beta, x>)^2 = ||beta - beta*||^2 + noise for x ~ N(0, I): the population error is computed,
 * not sampled. */
#ifndef CF_DEPTH_REGRESSION_H
#define CF_DEPTH_REGRESSION_H

#include "verify/claim.h"

enum { CF_REGRESSION_DIM = 60, CF_REGRESSION_SPARSE = 3, CF_REGRESSION_MOST = 30 };

typedef struct {
    double X[CF_REGRESSION_MOST * CF_REGRESSION_DIM], y[CF_REGRESSION_MOST], star[CF_REGRESSION_DIM];
    size_t N; /* at most CF_REGRESSION_MOST */
} cf_regression;

int cf_regression_draw(cf_regression *w, size_t N, uint64_t seed); /* nonzero on success */
/* ||beta_{alpha,D}(infinity) - beta*||^2 at log alpha^D = log_scale, certified; not finite without a certificate */
void cf_regression_error(arb_t out, const cf_regression *w, ulong D, double log_scale);
/* percent of 0.025 */
void cf_regression_accuracy(arb_t out, slong percent);
/* About the largest log alpha^D at which the error is at most 0.025: certified at depth > 2, in doubles at depth 2; down from
 * -3 in steps of 1, then by halves to 1/16. -inf if there is none down to -40 (depth > 2: -12). */
double cf_regression_largest(const cf_regression *w, ulong D);

#endif
