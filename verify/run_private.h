/* run_private.h - the inside of cf_run, shared by run.c (instances and facts) and evidence.c (what is kept). */
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

/* All facts of one name. */
typedef struct {
    char *what;
    cf_kind kind;
    long certified, violated, undecided;             /* on instances that count */
    long now_certified, now_violated, now_undecided; /* on the instance under way */
    slong least_bits; /* of the balls of its inequalities; -1: none was finite, WORD_MAX: all exact */
    int has_slack;
    cf_histogram slack; /* relative: (b - a)/max(|a|, |b|), lower bounds */
    double least_slack;
    char *least_instance;
    arb_t least_a, least_b;
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
    json_t *examples, *counterexample, *undecided, *skipped, *left, *values, *tables;
    struct {
        char *key;
        cf_histogram h;
    } *sample;
    size_t n_samples;
};

void *cf_must(void *p); /* p, or a message and abort if memory ran out */
char *cf_copy(const char *s);
void cf_histogram_add(cf_histogram *h, double x);
json_t *cf_histogram_json(const cf_histogram *h); /* {"-3":n,...,"zero":n,"negative":n}; empty ones absent */

#endif
