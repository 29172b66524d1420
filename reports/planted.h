/* planted.h - the sparse regression of Section 4 as Figures 1 and 2(c) draw it: N samples x ~ N(0, I_d), y =
 * <beta*, x> + noise of variance 0.01, beta* with r* = 5 entries 1/sqrt(5). E (y - <beta, x>)^2 = ||beta -
 * beta*||^2 + 0.01: the population error is computed, not sampled. */
#ifndef CF_PLANTED_H
#define CF_PLANTED_H

#include "reports/sweep.h"

#define CF_PLANTED_NOISE 0.01
#define CF_PLANTED_GOAL 0.025 /* the population error of Figures 1(c) and 2(c) */
enum { CF_PLANTED_SPARSE = 5 };

typedef struct {
    size_t N, d;
    double *X, *y, *star; /* N x d, N, d */
} cf_planted;

/* CF_OK, CF_EINVAL, CF_ENOMEM; to be cleared either way. At one seed and d the samples x of a smaller N are
 * the first of a larger. */
cf_status cf_planted_draw(cf_planted *p, double d, double N, double seed);
void cf_planted_clear(cf_planted *p);
double cf_planted_error(const double *beta, const cf_planted *p); /* ||beta - beta*||_2^2 */

/* "largest_scale": the largest scale alpha^D of beta at the start whose limit has population error at most
 * CF_PLANTED_GOAL.
 *
 * parameters  d N depth seed
 * values      log_scale    log alpha^D, with
 *             error        <= the goal there, and
 *             error_above  > the goal at log_above,
 *             log_above    in (log_scale, log_scale + 2^-10]
 *             l1_error     of beta_L1
 * The search goes down from alpha^D = 1 in steps of 1/2 or a quarter of |log alpha^D|, whichever is larger,
 * to the first that reaches the goal, and then divides that step: between points that all miss the goal a dip
 * narrower than a step would be missed. It ends at log alpha^D = -4000 at depth 2, -100 beyond (there the l1
 * norm is the least one to about 1e-8 at d = 1000): if nothing down to there reaches the goal, the first four
 * are NaN. beta_L1's own error may be above the goal, and an alpha reach it all the same. CF_EINVAL where
 * alpha^D = 1 reaches the goal already. */
extern const cf_experiment cf_experiment_largest_scale;

#endif
