/* assemble.h - from the results of a run to the report, the object that verify.json is and that all other
 * reports are made from. */
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
    int jobs;       /* processes at once */
    double seconds; /* of the whole run, by the clock */
} cf_assembly;

/* {"version","build","host","tier","date" (of its end, UTC),"interrupted":true,"seconds","memory":{"largest_process":id,"largest_process_mib","at_most_mib"},
 * "summary":{"PROVED":n,...,"unexpected":n},"claims":[...]}; "interrupted" is absent otherwise; build is
 * cf_build_id; at_most_mib adds the program itself and the `jobs` largest of its processes, whether or not
 * they met. A claim: {"id",
 * "paper","section","items","title","statement","erratum","twin","verdict","expected","method","reason","seconds",
 * "given":[...],"uses":[...],"evidence":{"check","canary"}}; "expected" is absent if the table has no row,
 * "erratum" and "twin" if the claim has none. What a claim rests on counts with its verdict of this run, or,
 * if it is not part of it, with the expected one. Claims that an interrupted run did not reach are left out.
 * A new reference. */
json_t *cf_assemble(const cf_assembly *assembly);

/* Runs the claims of *a (results, interrupted and seconds are not asked for) and assembles the report.
 * progress: a terminal, or NULL. An interrupted run leaves its signal pending, see cf_runner_run. */
json_t *cf_check_claims(cf_assembly a, FILE *progress, const cf_runner_signals *signals);

/* The exit code: 5 a check died; 4 the system gave no process; 1 a verdict other than the expected one, or
 * (whatever is expected) a canary that is not refuted; 3 UNDECIDED for another reason where another verdict
 * is expected; 0. Precedence 5, 4, 1, 3. */
int cf_report_exit_code(const json_t *report);
/* The message of exit code 4, to standard error. */
void cf_say_starved(const char *command);

#endif
