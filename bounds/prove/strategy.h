/* strategy.h - how a goal is attacked: boxes, charts, a denominator cleared, a face and a derivative. */
#ifndef CF_STRATEGY_H
#define CF_STRATEGY_H

#include "bounds/prove/certificate.h"

typedef struct {
    int jobs;
    long boxes; /* looked at so far */
    int depth;  /* of the parts being proved */
    int effort; /* 0: all means, each with few boxes; 1: without algebra and valleys; 2: all, with patience */
    atomic_long work; /* done so far: what budgets are shares of, so that load does not change the proof */
    double cpu, wall; /* the processor's time, and the clock, at which all ends */
    void (*progress)(void *context, const char *name, double coverage, long boxes);
    void *context;
    double told;
    /* of the whole goal, where it was not proved */
    cf_search_state state; /* REFUTED or UNDEFINED: with the point */
    fmpq *point;           /* n_variables, given by the caller */
    slong bits;
    double coverage, widest;
} cf_strategy;

/* A proof of the goal on the domain of the bound, or NULL. budget: of all work that s counts, in seconds; s->cpu and s->wall end it besides. */
cf_proof *cf_strategy_prove(cf_strategy *s, cf_bound *bound, const cf_goal *goal, double budget);
/* Whether no point meets the where-clauses. */
int cf_strategy_empty(cf_strategy *s, cf_bound *bound, double budget);

#endif
