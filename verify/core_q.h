/* core_q.h - what the claims core_q, core_q_vec and core_depth share: functions of one double held against balls,
 * argument by argument, with the largest error of each as evidence. */
#ifndef CF_CORE_Q_H
#define CF_CORE_Q_H

#include "core/certiflow.h"
#include "verify/claim.h"

typedef struct {
    const char *name; /* "q", as in evidence */
    void (*compute)(double *out, const double *z, double depth, size_t n);
    double bound, bound_subnormal; /* ulp, declared; the second where the result is subnormal (0: bound) */
    int canary;                    /* in the run of this canary its ball is multiplied by 1.01 */
    double asked;                  /* ulp, what users are promised at most; 0: bound. For the evidence */
} cf_agreement;

/* Functions of the same arguments, whose balls cost less together. */
typedef struct {
    const cf_agreement *function;
    size_t count; /* at most CF_AGREEMENTS */
    double depth; /* 2 where there is none */
    /* out[f] <- the exact value of function f at z (out has CF_AGREEMENTS places), to 72 bits or more; z finite. value[f] is what was
     * computed: a guess that may be wrong */
    void (*exact)(arb_ptr out, double depth, double z, const double *value);
    double (*argument)(cf_rng *rng, double depth, long i); /* the i-th */
    const char *arguments;                                /* what they are, for the evidence */
    int hard; /* nonzero: the hard arguments of tests/data/hard_q.tsv and the near-ties of q_arguments.h come first */
} cf_agreements;
enum { CF_AGREEMENTS = 5 };

/* Compares at n arguments. One instance a batch and function: every argument is compared; the worst of the batch, and
 * each that breaks the bound, becomes a fact. In the run of a canary its functions alone take part. */
void cf_check_agreements(cf_run *run, const cf_agreements *set, long n);
/* The same of two forms, of q and of q', at the hard arguments and at n others: half log-uniform over all exponents, half
 * near the changes of the computation. */
void cf_check_q(cf_run *run, const cf_agreement function[2], long n);

#endif
