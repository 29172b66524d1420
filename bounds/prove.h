/* prove.h - the prover: a bound to a verdict with its certificate or its counterexample. */
#ifndef CF_PROVE_H
#define CF_PROVE_H

#include "bounds/bound.h"

typedef enum { CF_PROVE_PROVED, CF_PROVE_REFUTED, CF_PROVE_UNDECIDED, CF_PROVE_VACUOUS } cf_prove_verdict;
const char *cf_prove_verdict_name(cf_prove_verdict v);

typedef struct {
    double budget; /* seconds of the processor a job for the bound; the canaries have as much again each */
    int jobs;
    void (*progress)(void *context, const char *name, double coverage, long boxes); /* may be NULL; about ten times a second */
    void *context;
} cf_prove_options;

typedef struct {
    cf_prove_verdict verdict;
    char *source, *certificate; /* of cf_bounds_of_canary, and its certificate if it was PROVED or REFUTED; else NULL */
} cf_canary_result;

typedef struct {
    cf_prove_verdict verdict;
    char reason[200]; /* empty for PROVED */
    long boxes;
    double coverage;
    int n_variables;
    char **point;      /* the counterexample, or the point where something is undefined: exact rationals; NULL otherwise */
    cf_canary_result *canary;
    int n_canaries;
    char *certificate; /* JSON, of PROVED and REFUTED; NULL otherwise */
    double seconds;
    double widest; /* UNDECIDED: the largest share of the domain among the open boxes */
} cf_prove_result;

/* Decides the bound and its canaries. The bound's graph may grow. */
void cf_prove(cf_prove_result *result, cf_bound *bound, const cf_prove_options *options);
/* The verdict becomes UNDECIDED for that reason, without a certificate; an UNDECIDED keeps its own. */
void cf_prove_withdraw(cf_prove_result *result, const char *reason);
void cf_prove_result_clear(cf_prove_result *result);
/* The lowercase hex SHA-256 of n bytes. */
void cf_sha256(char hex[65], const char *bytes, size_t n);

#endif
