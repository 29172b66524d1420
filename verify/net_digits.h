/* net_digits.h - the synthetic experiment's training in doubles beside the same steps in 256 bits
 * (reference/net_train.c): how many digits of the loss and of the squared test error are left. The 256 bits
 * enclose nothing: rounding is the only difference, 2^-203 against 2^-53. */
#ifndef CF_NET_DIGITS_H
#define CF_NET_DIGITS_H

#include "reference/ball.h"
#include "verify/synthetic.h"

typedef struct cf_net_digits cf_net_digits;

/* Number 0: of the 256 bits; 1: of the doubles' weights, evaluated in 256 bits. */
typedef struct {
    arb_t loss[2], test[2];
    double digits_loss, digits_test; /* at most 17 */
    int same_pattern;                /* every hidden unit is on for the same training points in both */
} cf_net_comparison;
void cf_net_comparison_init(cf_net_comparison *c);
void cf_net_comparison_clear(cf_net_comparison *c);

/* N, width, depth, log_alpha, step and seed of the experiment count. NULL without memory or outside the
 * domain. */
cf_net_digits *cf_net_digits_new(const cf_synthetic *experiment);
void cf_net_digits_clear(cf_net_digits *n);
/* So many steps on, in both; the doubles by steps of length double_step. CF_ENOMEM. */
cf_status cf_net_digits_steps(cf_net_digits *n, double double_step, uint64_t steps);
cf_status cf_net_digits_compare(cf_net_comparison *c, cf_net_digits *n);

#endif
