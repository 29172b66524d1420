/* run_private.h - the inside of cf_run, shared by run.c (instances and facts), slack.c and evidence.c (what is kept). */
#ifndef CF_RUN_PRIVATE_H
#define CF_RUN_PRIVATE_H

#include "verify/run.h"

#define CF_DECADES 32       /* decades kept apart in a histogram on each side of 1; beyond them the outermost */
#define CF_INSTANCE_FACTS 64 /* facts kept with their numbers on the instance under way */

/* Counts by decade: count[CF_DECADES + e] holds 10^e <= |x| < 10^(e+1); zeros, negatives and non-finite values apart. */
typedef struct {
    long count[2 * CF_DECADES + 1], zero, negative, other, n;
    double min, max;
} cf_histogram;

/* Relative slacks of inequalities a <= b, (b - a)/max(|a|, |b|) rounded down, and where the least of them is. */
typedef struct {
    int any;
    cf_histogram decades;
    double least;
    arb_t a, b;       /* of the least */
    slong least_bits; /* relative accuracy of the widest side of any fact; WORD_MAX: none, or all exact */
} cf_slacks;

/* All facts of one name. */
typedef struct {
    char *what;
    cf_kind kind;
    long certified, violated, undecided;             /* on instances that count */
    long now_certified, now_violated, now_undecided; /* on the instance under way */
    cf_slacks all;    /* on instances that count */
    char *least_instance;
    cf_slacks now; /* on the instance under way */
} cf_fact_group;

/* One fact of the instance under way. */
typedef struct {
    size_t group;
    cf_truth truth;
    int has_sides, against;
    arb_t a, b;
    char *note; /* or NULL */
} cf_fact_now;

struct cf_run {
    const cf_claim *claim;
    cf_tier tier;
    int canary;
    double seconds, start, start_cpu;
    cf_tally tally;
    /* the instance under way */
    int begun, adversarial, unmet;
    char *instance;
    json_t *hypotheses;
    cf_fact_now now[CF_INSTANCE_FACTS];
    size_t n_now;     /* kept, at most CF_INSTANCE_FACTS; the last place is overwritten by facts that matter more */
    long all_now;     /* reported */
    long now_certified, now_violated, now_undecided, now_against, now_unfit;
    /* everything so far */
    cf_fact_group *groups;
    size_t n_groups;
    char *certificate; /* or NULL */
    json_t *examples, *counterexample, *undecided, *skipped, *left, *values, *tables;
    struct {
        char *key;
        cf_histogram h;
    } *sample;
    size_t n_samples;
};

void *cf_must(void *p); /* p, or a message and abort if memory ran out */
char *cf_copy(const char *s);
void cf_run_keep_certificate(cf_run *run, const char *certificate); /* a copy, for the report */
void cf_histogram_add(cf_histogram *h, double x);
void cf_histogram_merge(cf_histogram *h, const cf_histogram *more);
json_t *cf_histogram_json(const cf_histogram *h); /* {"-3":n,...,"zero":n,"negative":n}; empty ones absent */

void cf_slacks_init(cf_slacks *s);
void cf_slacks_clear(cf_slacks *s);
/* A fact with the sides a, b; inequality: it says a <= b (an equality has no slack). */
void cf_slacks_add(cf_slacks *s, cf_truth truth, const arb_t a, const arb_t b, int inequality);
/* Adds those of an instance that counts to all; nonzero iff the least is now its own. *now is no longer of use, but to
 * cf_slacks_forget. */
int cf_slacks_merge(cf_slacks *all, cf_slacks *now);
void cf_slacks_forget(cf_slacks *s);

#endif
