/* verdict.h - from facts to a verdict: the only place where verdicts are made.
 *
 * A check reports facts; the runner counts them into a cf_tally; everything here is a pure function of
 * tallies, the method and the verdicts of what a claim rests on. */
#ifndef CF_VERDICT_H
#define CF_VERDICT_H

#include "verify/claim.h"

/* How a fact was come by. Each method admits some of them (cf_method_admits): a verdict is never stronger
 * than the weakest fact below it. */
typedef enum {
    CF_K_EXACT,      /* exact arithmetic: cf_exact, cf_fact_fmpq_* */
    CF_K_PROOF,      /* a certificate over the whole domain, replayed: cf_proof */
    CF_K_BALL,       /* finite balls: cf_fact, cf_fact_le, cf_fact_lt, cf_decide */
    CF_K_CONSISTENT, /* two balls overlap: cf_consistent */
    CF_K_AGREES,     /* a double near a ball: cf_agrees */
    CF_K_OBSERVED,   /* a statistic: cf_observed */
    CF_KINDS
} cf_kind;

/* What one run of a check reported. Facts are counted on instances that meet every hypothesis reported for
 * them. */
typedef struct {
    long instances;   /* begun */
    long counted;     /* of them: every hypothesis certainly true, and at least one fact */
    long adversarial; /* of the counted */
    long skipped;     /* of the begun: a hypothesis not certainly true */
    long empty;       /* of the begun: the hypotheses hold, but no fact was reported */
    long certified, violated, undecided;
    long against; /* observations that went against the statement (not counted as violated: they prove
                     nothing) */
    long unfit;   /* facts of a kind that the method does not admit */
    long left;    /* cf_left_undone */
    long starved; /* cf_resource_failed */
    int expired;  /* the check was told that its budget is spent */
} cf_tally;

/* Why a verdict is not what the method could have given. */
typedef enum {
    CF_R_NONE,
    CF_R_FACT,    /* a fact stayed undecided */
    CF_R_LEFT,    /* the check left something undone */
    CF_R_BUDGET,  /* the budget was spent */
    CF_R_EMPTY,   /* an instance that meets the hypotheses has no fact */
    CF_R_UNFIT,   /* a fact too weak for the method */
    CF_R_AGAINST, /* observed against the statement: no certified counterexample */
    CF_R_CANARY, /* the false neighbour was not refuted (of an erratum: the corrected statement not certified)
                  */
    CF_R_DEPENDENCY, /* what the claim rests on does not carry it */
    CF_R_CRASH,      /* the check died */
    CF_R_UNSTARTED,  /* the system gave no process to check it in */
    CF_R_STARVED,    /* memory, a file, a process that the check needed was refused */
} cf_reason;

typedef struct {
    cf_verdict verdict;
    cf_reason reason;
} cf_outcome;

const char *cf_verdict_name(cf_verdict verdict); /* "PROVED", ..., "PROVED given" for CF_V_PROVED_GIVEN */
int cf_verdict_parse(cf_verdict *verdict, const char *s); /* 0, or -1 */
const char *cf_method_name(cf_method method);
const char *cf_kind_name(cf_kind kind);
const char *cf_reason_name(cf_reason reason); /* "" for CF_R_NONE; "canary" for CF_R_CANARY */

int cf_method_admits(cf_method method, cf_kind kind);

/* What one tally says by itself:
 *   a violated fact on an instance that meets the hypotheses       REFUTED
 *   an unfit fact, an observation against, an instance without a fact, an undecided fact, anything left
 * undone, a spent budget                                                 UNDECIDED no instance counted
 * VACUOUS otherwise                                                      what the method can give */
cf_outcome cf_verdict_of_tally(cf_method method, const cf_tally *tally);

/* The claim's own verdict. A positive one stands only if the canary is refuted, of CF_M_PROOF REFUTED too; REFUTED of an erratum (a
 * statement known to be a misprint) stands only if its canary, the corrected statement, is not: it has to be
 * certified. canary may be NULL: not run, the same as failed. */
cf_outcome cf_verdict_of_claim(cf_method method, int is_erratum, const cf_tally *check,
                               const cf_tally *canary);
/* Whether the canary's tally is what it has to be. */
int cf_canary_passes(cf_method method, int is_erratum, const cf_tally *canary);

/* The verdict of a claim that rests on others with the given n verdicts. A REFUTED, UNDECIDED or VACUOUS one
 * carries nothing: UNDECIDED. PROVED becomes PROVED_GIVEN on an ARGUED (or itself PROVED_GIVEN) one; PROVED and PROVED_GIVEN
 * become UNDECIDED on one that was only looked at on instances. */
cf_outcome cf_verdict_resting_on(cf_outcome own, const cf_verdict *verdicts, size_t n);

#endif
