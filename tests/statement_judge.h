/* statement_judge.h - for tests: whether balls, evaluated from the definitions of the bound language alone,
 * contradict what the prover says of a statement; and its certificates with another statement in them. */
#ifndef CF_TEST_STATEMENT_JUDGE_H
#define CF_TEST_STATEMENT_JUDGE_H

#include "bounds/prove.h"

typedef enum {
    JUDGE_AGREES,  /* as far as the balls can tell, and they could tell */
    JUDGE_UNKNOWN, /* nothing decided: a counterexample by equality, for one */
    JUDGE_DISAGREES,
} judgement;

/* PROVED: `samples` random points of the domain, none of which may violate the relation or be outside a function's
 * domain. REFUTED: the counterexample, which must be in the domain and violate the relation. VACUOUS: none of the
 * random points may be in the domain. "undefined at": the point must be in the domain, a side undefined there. why:
 * on DISAGREES. */
judgement judge(char why[400], const cf_bound *b, const cf_prove_result *r, long samples, unsigned long *rng);

/* The certificate with `statement` and its hash in the place of its own; the caller frees it. */
char *transplanted(const char *certificate, const char *statement);

#endif
