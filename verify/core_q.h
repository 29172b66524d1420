/* core_q.h - what the claims core_q and core_q_vec share: a function of doubles held against its ball,
 * argument by argument, with the largest error as evidence. */
#ifndef CF_CORE_Q_H
#define CF_CORE_Q_H

#include "core/certiflow.h"
#include "verify/claim.h"
#include "verify/ulp.h"

typedef struct {
    const char *name; /* "q", as in evidence */
    void (*compute)(double *out, const double *z, size_t n);
    cf_ulp_function exact;
    double bound; /* ulp, declared */
    /* for a function of a depth: compute_depth and exact_depth stand for compute and exact, argument makes the i-th
     * argument, and bound_subnormal (0: bound) counts where the result is subnormal */
    double (*compute_depth)(double depth, double z);
    void (*exact_depth)(arb_t out, const fmpq_t depth, const arb_t z, slong prec);
    double (*argument)(cf_rng *rng, double depth, long i);
    double depth, bound_subnormal;
} cf_agreement;

/* The hard arguments of tests/data/hard_q.tsv and the near-ties of q_arguments.h (not for a function of a depth), then
 * n random ones, half log-uniform over all exponents, half near the changes of the computation, or those of argument. One instance a batch: every
 * argument is compared; the worst of the batch, and each that breaks the bound, becomes a fact. The canary's
 * reference is multiplied by 1.01. */
void cf_check_agreement(cf_run *run, const cf_agreement *agreement, long n);

#endif
