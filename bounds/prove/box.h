/* box.h - boxes, charts, and the evaluation of a goal on a box: one leaf of a certificate. */
#ifndef CF_BOX_H
#define CF_BOX_H

#include "bounds/prove/function.h"
#include <stdatomic.h>

/* How the coordinates of the boxes give the variables. */
typedef enum { CF_CHART_NONE, CF_CHART_SCALE } cf_chart_kind;
typedef struct {
    cf_chart_kind kind;
    int list[32], n; /* the coordinates taken together, ascending; of this child: */
    int pivot;       /* the largest one in absolute value */
    int negative;    /* the pivot is <= 0 */
} cf_chart;

typedef struct {
    int V;
    cf_end (*side)[2];
} cf_box;
void cf_box_init(cf_box *box, int V);
void cf_box_clear(cf_box *box);
void cf_box_set(cf_box *box, const cf_box *other);
/* The whole domain of forall in this child of the chart. */
void cf_box_root(cf_box *box, const cf_bound *bound, const cf_chart *chart);

typedef struct {
    int k;
    fmpq_t lambda;
} cf_mult;

/* How a leaf is evaluated. */
typedef struct {
    int V, order;
    cf_accuracy acc;
    char kind[32];
    fmpq *centre; /* V; of the frames m */
    cf_mult *mult;
    int n_mults;
    atomic_long *work; /* where what evaluations cost is added up; may be NULL */
} cf_plan;
void cf_plan_init(cf_plan *plan, int V);
void cf_plan_clear(cf_plan *plan);

/* big - small >= 0, or > 0; the guards, nodes that must be defined too. */
enum { CF_GUARDS = 24 };
typedef struct {
    int small, big, strict;
    int n_guards, guard[CF_GUARDS];
    int covered; /* the sides are known to be defined */
} cf_goal;

/* Prepares the frames; 0, or -1 if a frame does not fit the box. */
int cf_leaf_frames(cf_leaf *leaf, const cf_plan *plan, const cf_box *box);

/* The value of nodes on a box. */
typedef struct {
    const cf_bound *bound;
    const cf_chart *chart;
    cf_leaf leaf;
    cf_element **value; /* a node */
    char *known;
    int failed;   /* the node whose evaluation failed first, -1 */
    long evaluated; /* nodes so far */
} cf_eval;
int cf_eval_init(cf_eval *e, const cf_bound *bound, const cf_chart *chart, const cf_plan *plan, const cf_box *box);
void cf_eval_clear(cf_eval *e);
cf_element *cf_eval_node(cf_eval *e, int node); /* NULL if it fails */
cf_element *cf_eval_difference(cf_eval *e, const cf_goal *goal); /* big - small */

/* Whether the plan proves the goal on the box (out < 0), or that where-clause `out` fails on all of it. weight (may be NULL), one
 * a coordinate: how much each coordinate contributes to the uncertainty, for a guess where to split; left alone on failure. */
int cf_plan_certifies(double *weight, const cf_plan *plan, const cf_bound *bound, const cf_chart *chart, const cf_box *box,
                      const cf_goal *goal, int out);

/* Whether all nodes of the goal are defined on the box. */
int cf_plan_defines(const cf_plan *plan, const cf_bound *bound, const cf_chart *chart, const cf_box *box, const cf_goal *goal);

/* The goals of a relation (docs/certificate.md): max and abs on the small side, min on the big side taken apart; may add
 * nodes to the graph. The caller frees *goals. 0: more than CF_GOALS. */
enum { CF_GOALS = 256 };
int cf_goals(cf_goal **goals, cf_graph *g, const cf_relation *r);

#endif
