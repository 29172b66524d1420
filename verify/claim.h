/* claim.h - a claim, and what its check may say.
 *
 * A claim states one thing of the paper. Its check looks at instances and *reports facts*; the verdict follows from the
 * method and the facts (verify/verdict.c), never from the check's author. The same check, run with cf_run_canary(run)
 * true, must be REFUTED: it then tests a nearby false statement (one constant changed by at most 10 %, by at most 1 %
 * where the statement is sharp). See docs/claims.md for how to add one.
 *
 * verify/claims/ID.c defines   const cf_claim cf_claim_ID = {...};   the Makefile finds it. A file may hold the printed
 * twin of its statement too, cf_claim_ID_printed, where one check serves both (cf_run_printed).
 */
#ifndef CF_CLAIM_H
#define CF_CLAIM_H

#include "reference/certiflow_ref.h"
#include <stdint.h>

typedef enum {
    CF_V_PROVED,
    CF_V_PROVED_GIVEN,
    CF_V_ARGUED,
    CF_V_CERTIFIED,
    CF_V_CONSISTENT,
    CF_V_AGREES,
    CF_V_OBSERVED,
    CF_V_REFUTED,
    CF_V_UNDECIDED,
    CF_V_VACUOUS,
} cf_verdict;

/* The method fixes the strength of the verdict. */
typedef enum {
    CF_M_ALGEBRA,    /* exact algebra over the whole stated domain (polynomial identities, finite exact cases): PROVED */
    CF_M_PROOF,      /* a .bound file: a certificate over the whole domain that the independent checker accepts: PROVED */
    CF_M_REDUCTION,  /* a written reduction to bounds that are PROVED; the check holds it against instances: PROVED given the
                        ARGUED claims that it uses */
    CF_M_ARGUED,     /* a written proof in docs; the check holds instances against it: ARGUED */
    CF_M_INSTANCES,  /* balls or exact rationals on instances: CERTIFIED */
    CF_M_CONSISTENT, /* two enclosures agree to k bits: CONSISTENT */
    CF_M_AGREES,     /* doubles within their declared bound of balls: AGREES */
    CF_M_OBSERVED,   /* statistical, over seeds: OBSERVED */
} cf_method;

typedef enum { CF_TIER_QUICK, CF_TIER_FULL, CF_TIER_PAPER } cf_tier;

typedef struct cf_run cf_run; /* one execution of one check: instances, facts, evidence; verify/run.h */

typedef struct {
    const char *id;       /* = symbol cf_claim_ID = file name, of the printed twin perhaps without _printed */
    const char *section;  /* one of the sections of verify/items.tsv: "4", "A", "B", ... */
    const char *items;    /* the items of verify/items.tsv that it covers, separated by ';' : "Lemma 1; (42)" */
    const char *title;    /* half a line */
    const char *statement; /* in words, complete */
    const char *tex;      /* the same in TeX */
    const char *domain;   /* as the paper states it */
    const char *checked;  /* what the check covers of it */
    const char *uses;     /* ids, separated by spaces: what the statement rests on; "" if nothing */
    const char *proof_uses; /* ids: what the paper's (or our) proof of it rests on */
    const char *erratum;  /* NULL; or, for a claim expected to be REFUTED: what the print should say */
    const char *twin;     /* NULL; or the id of the corrected (printed) twin */
    cf_method method;
    cf_tier tier;         /* the least tier in which it runs */
    double budget;        /* seconds, check and canary together, at its tier; past it the verdict is UNDECIDED */
    const char *canary;   /* the false neighbour, in words */
    int canaries;         /* how many false neighbours there are, each REFUTED in a run of its own; 0 stands for 1 */
    const char *const *source; /* CF_M_PROOF: the lines of the .bound text, ends with NULL */
    const char *argument; /* CF_M_ARGUED, CF_M_REDUCTION: the file and heading in docs, e.g. "docs/proofs.md#dual-flow" */
    void (*check)(cf_run *run);
} cf_claim;

/* ---- what a check asks */
int cf_run_canary(const cf_run *run); /* 0 in the check itself; 1, 2, ..., canaries in the run of that neighbour */
int cf_run_printed(const cf_run *run); /* nonzero iff the claim is a misprint (has an .erratum) */
cf_tier cf_run_tier(const cf_run *run);
uint64_t cf_run_seed(const cf_run *run); /* fixed per claim: same seed, same instances */

/* ---- instances. Facts reported belong to the instance begun last. */
void cf_instance(cf_run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Marks the instance as adversarial (counted apart in the evidence). */
void cf_adversarial(cf_run *run);
/* A hypothesis of the statement on this instance. Unless every hypothesis reported is CF_TRUE the instance does not
 * count; returns nonzero iff truth is CF_TRUE, so that a check can skip the rest. */
int cf_hypothesis(cf_run *run, const char *what, cf_truth truth);

/* ---- facts about the statement on this instance; each counts as certified, violated or undecided */
void cf_fact(cf_run *run, const char *what, cf_truth truth); /* from balls certified finite, or exact rationals */
void cf_fact_le(cf_run *run, const char *what, const arb_t a, const arb_t b); /* cf_ball_le, and keeps the slack b - a */
void cf_fact_lt(cf_run *run, const char *what, const arb_t a, const arb_t b);
void cf_fact_fmpq_le(cf_run *run, const char *what, const fmpq_t a, const fmpq_t b);
void cf_fact_fmpq_eq(cf_run *run, const char *what, const fmpq_t a, const fmpq_t b);
/* Raises the precision until a <= b (strict: a < b) is decided, up to prec_max bits: eval writes both sides at prec. */
typedef void (*cf_sides)(arb_t a, arb_t b, const void *instance, slong prec);
void cf_decide(cf_run *run, const char *what, cf_sides eval, const void *instance, int strict, slong prec_max);

/* CF_M_CONSISTENT: violated if the finite balls are disjoint; certified if they overlap and both are at least `bits`
 * accurate relative to max(|a|, |b|, scale) (scale may be NULL); undecided otherwise. */
void cf_consistent(cf_run *run, const char *what, const arb_t a, const arb_t b, const arb_t scale, slong bits);
/* CF_M_AGREES: certified if every point of the ball is within bound of value; violated if none is. */
void cf_agrees(cf_run *run, const char *what, double value, const arb_t ball, const arb_t bound);
/* CF_M_ALGEBRA and others: an exact truth. */
void cf_exact(cf_run *run, const char *what, int holds);
/* CF_M_PROOF: what a certificate says that was replayed (CF_TRUE, CF_FALSE), or that there is none. */
void cf_proof(cf_run *run, const char *what, cf_truth truth);
/* CF_M_OBSERVED: the statistic, its interval and whether it meets the statement. */
void cf_observed(cf_run *run, const char *what, double estimate, double low, double high, int holds);

/* ---- evidence, shown in reports; keys are short snake_case names; a text whose key begins with "largest_" also stands in
 * the ledger */
void cf_evidence_number(cf_run *run, const char *key, double value);
void cf_evidence_integer(cf_run *run, const char *key, long value);
void cf_evidence_text(cf_run *run, const char *key, const char *format, ...) __attribute__((format(printf, 3, 4)));
void cf_evidence_ball(cf_run *run, const char *key, const arb_t value);
/* A histogram: adds one value to the named one; binned by decade of |value| in the report. */
void cf_evidence_sample(cf_run *run, const char *key, double value);
/* A row of a table (agreement data, slack data): the table's name and name=value pairs, all doubles, closed by NULL. */
void cf_evidence_row(cf_run *run, const char *table, ...) __attribute__((sentinel));

/* ---- time */
int cf_run_expired(cf_run *run); /* nonzero once the budget is spent: long checks stop and what is left is said */
void cf_left_undone(cf_run *run, const char *format, ...) __attribute__((format(printf, 2, 3))); /* verdict: UNDECIDED */
/* The same where memory, a file or a process was refused by the system; the program's exit code is 4. */
void cf_resource_failed(cf_run *run, const char *why);

#endif
