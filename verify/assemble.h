/* assemble.h - from the results of a run to the report, the object that verify.json is and that all other reports are
 * made from. */
#ifndef CF_ASSEMBLE_H
#define CF_ASSEMBLE_H

#include "verify/runner.h"

typedef struct {
    const cf_claim *const *registry; /* all claims, ends with NULL */
    const char *const *expected;     /* the lines of expected.tsv, ends with NULL */
    const cf_claim *const *claims;   /* those that ran */
    const cf_result *results;
    size_t n;
    cf_tier tier;
    int interrupted;
} cf_assembly;

/* {"version","host","tier","interrupted":true,"claims":[...],"summary":{"PROVED":n,...,"unexpected":n}}; "interrupted" is absent
 * otherwise. A claim: {"id","paper","section","items","title","statement","verdict","expected","method","reason",
 * "seconds","given":[...],"uses":[...],"evidence":{"check","canary"}}; "expected" is absent if the table has no row.
 * What a claim rests on counts with its verdict of this run, or, if it is not part of it, with the expected one.
 * Claims that an interrupted run did not reach are left out. A new reference. */
json_t *cf_assemble(const cf_assembly *assembly);

/* The exit code: 5 a check died; 1 a verdict other than the expected, or a failed canary; 3 UNDECIDED for want of
 * budget or precision where another verdict is expected; 0. Precedence 5, 1, 3. */
int cf_report_exit_code(const json_t *report);

#endif
