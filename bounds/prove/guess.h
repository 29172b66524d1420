/* guess.h - doubles that suggest: values, where an inequality may fail or touch. Nothing here is ever evidence. */
#ifndef CF_GUESS_H
#define CF_GUESS_H

#include "bounds/prove/box.h"

typedef struct {
    const cf_bound *bound;
    cf_goal goal;
    int *needed, n_needed; /* the nodes below goal and where-clauses */
    double *value;         /* of these; NaN where undefined */
    long work;             /* nodes evaluated */
    int careful;         /* what overflows or underflows is NaN: unknown */
    unsigned long state; /* of the generator */
    double (*range)[2];  /* a variable: the interval in doubles */
} cf_guess;
/* The goal, or, where a side is the number 0, one with the same difference whose sides show how near to 0 it is. */
cf_goal cf_goal_spread(const cf_bound *bound, const cf_goal *goal);
void cf_guess_init(cf_guess *s, const cf_bound *bound, const cf_goal *goal, unsigned long seed);
void cf_guess_clear(cf_guess *s);
void cf_guess_eval(cf_guess *s, const double *x);
/* (big - small)/(1 + |big| + |small|), or relative to the larger side if that is small too; inf outside the domain; NaN if undefined. */
double cf_guess_margin(cf_guess *s, const double *x);
/* A random point, dense near the ends of the intervals and in the small and the large. */
void cf_guess_random(cf_guess *s, double *x);
/* Moves x downhill; returns the margin there. */
double cf_guess_descend(cf_guess *s, double *x, int evaluations);

#endif
