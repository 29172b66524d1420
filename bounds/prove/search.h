/* search.h - branch and bound for one goal in one child of a chart. */
#ifndef CF_SEARCH_H
#define CF_SEARCH_H

#include "bounds/prove/guess.h"
#include "bounds/prove/point.h"

typedef struct {
    int parent, child[2]; /* child[0] < 0: none */
    int coordinate;       /* that was split */
    fmpq_t cut;
    char *leaf; /* its text in the certificate; NULL while open */
    cf_box box; /* while open */
    double share; /* of the domain */
    int depth;
} cf_search_node;

typedef struct {
    fmpq *point; /* rows of V: where the goal is exactly 0 */
    int n;
    long work; /* evaluations of nodes in doubles */
} cf_contacts;

typedef enum { CF_SEARCH_OPEN, CF_SEARCH_DONE, CF_SEARCH_REFUTED, CF_SEARCH_UNDEFINED } cf_search_state;

/* The goal with a max on the big side (a min on the small one) replaced by alternative j. */
typedef struct {
    int j;
    cf_goal goal;
} cf_alternative;

typedef struct {
    const cf_bound *bound;
    cf_goal goal;
    cf_alternative alternative[9];
    int n_alternatives;
    cf_chart chart;
    int keep; /* a coordinate that homogeneity makes needless to split; -1: none */
    char idle[32]; /* coordinates on which the sides do not depend: split for guards and clauses alone */
    int n_busy;    /* the others */
    cf_contacts contacts; /* in coordinates of the chart */
    cf_box root;
    cf_search_node *node;
    int n, room;
    int *open, n_open, room_open;
    int n_stuck; /* points that no plan decides */
    double stuck;  /* their share */
    cf_search_state state;
    fmpq *point; /* of REFUTED, UNDEFINED: in the variables */
    slong bits;
    int identical;   /* both sides are the same expression: only that they are defined is left to show */
    int outside_too; /* prove that the domain is empty: only `out` leaves count */
    atomic_long *work; /* of all evaluations; a run ends when it passes the limit */
    long limit;
} cf_search;

void cf_search_init(cf_search *s, const cf_bound *bound, const cf_goal *goal, const cf_chart *chart, const cf_contacts *contacts);
void cf_search_clear(cf_search *s);
/* Goes on until it is decided, `boxes` more boxes were looked at, or the processor's time (cf_search_cpu) passes deadline. */
void cf_search_run(cf_search *s, long boxes, double deadline, int jobs);
double cf_search_coverage(const cf_search *s);
double cf_search_clock(void); /* CLOCK_MONOTONIC, seconds */
double cf_search_cpu(void);   /* of the process, seconds */

/* Rational points at which the goal is exactly 0, suggested by descents. */
void cf_contacts_find(cf_contacts *c, cf_bound *bound, const cf_goal *goal);
void cf_contacts_clear(cf_contacts *c, int V);

/* attempt.c: tries to close a box. The leaf's text, or NULL; weight: for the split. */
void cf_box_centre(double *x, const cf_search *s, const cf_box *box); /* in the variables */
const fmpq *cf_contact_in(const cf_search *s, const cf_box *box);     /* a point of contact in the closed box, or NULL */
char *cf_attempt(double *weight, const cf_search *s, const cf_box *box, int depth);

#endif
