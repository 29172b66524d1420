/* worst_sample.h - how small (large) alpha must at least be for the l1 (l2) conclusion of Theorem 2, at any
 * depth, by instances whose largest (smallest) alpha that works is known: one sample x = (1, c, ..., c), 0 <
 * c < 1, in d = m + 1 dimensions.
 *
 * There beta_alpha = alpha^D (h(n), h(cn), ..., h(cn)), h = 2 sinh at depth 2 and h_D beyond, n > 0; with r =
 * h(cn)/h(n) the norms' ratios are
 *     ||beta_alpha||_1/||beta_L1||_1 = (1 + m r)/(1 + c m r),
 *     ||beta_alpha||_2^2/||beta_L2||_2^2 = (1 + m r^2)(1 + m c^2)/(1 + c m r)^2,
 * as beta_L1 = y e_1 and beta_L2 = y x/||x||^2. On 0 <= r <= c the first increases in r, the second decreases
 * to 1. h has a power series with coefficients >= 0 alone, so that s h'(s)/h(s) increases (Cauchy-Schwarz)
 * and r falls strictly in n, from c to 0, while alpha^D = y/(h(n) + c m h(cn)) falls: each ratio passes 1 +
 * epsilon at most once along alpha. There is its crossing; the first conclusion holds at and below it and
 * fails above, the second holds at and above it. */
#ifndef CF_WORST_SAMPLE_H
#define CF_WORST_SAMPLE_H

#include "verify/theorem2.h"

/* Encloses log alpha at the crossing of the sample with this c, for the least norm 1: of another norm B it is
 * log B/D more. Nonzero on success; 0 where the ratio never passes 1 + epsilon (every alpha works), or
 * undecided. 2 <= depth, 0 < c < 1, d >= 2, epsilon > 0. */
int cf_sample_crossing(arb_t log_alpha, cf_half half, const fmpq_t depth, double c, const fmpq_t epsilon,
                       size_t d);
/* The least (l1), the greatest (l2) over many c: no threshold that depends on the norm, epsilon, d and D
 * alone can lie above (below) it. *c: where (may be NULL). The search among c is in doubles, the crossing at
 * the c found is certified. 0 if no c has one. */
int cf_worst_sample(arb_t log_alpha, double *c, cf_half half, const fmpq_t depth, const fmpq_t epsilon,
                    size_t d);

#endif
