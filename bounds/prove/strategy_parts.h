/* strategy_parts.h - what the files that make up strategy.h share. All proofs are of the goal on the bound's domain, NULL: none. */
#ifndef CF_STRATEGY_PARTS_H
#define CF_STRATEGY_PARTS_H

#include "bounds/normal.h"
#include "bounds/prove/strategy.h"

enum { CF_S_LEVELS = 4, CF_S_DEPTH = 12, CF_S_CURVES = 8 }; /* how deep parts may have parts; in all; curves tried for one variable */

/* The node a o b, simplified. */
static inline int op(cf_graph *g, cf_op o, int a, int b) { return cf_graph_simple(g, o, 0, a, b); }

/* How a part is proved. */
typedef cf_proof *(*cf_s_then)(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const void *plan, int level, double deadline);

/* strategy.c */
cf_proof *cf_s_attack(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline);

/* sample.c */
/* The least and greatest value of node over random points of the domain; 0 if it was NaN somewhere or nowhere defined. */
int cf_s_sampled_range(cf_strategy *t, double *least, double *most, const cf_bound *bound, int node);
int cf_s_sampled_true(cf_strategy *t, const cf_bound *bound, const cf_goal *goal); /* whether it held at all of them, up to rounding */
/* Curves x_i = e along which the goal may be least: expressions in the other variables, the likelier first. */
int cf_s_curves(cf_strategy *t, int *list, int most, cf_bound *bound, const cf_goal *goal, int i);

/* chart.c */
void cf_s_run(cf_strategy *t, cf_search *s, long boxes, double deadline);
cf_search *cf_s_add_search(cf_strategy *t, cf_proof *p, const cf_bound *bound, const cf_goal *goal, const cf_chart *chart, const cf_contacts *contacts);
int cf_s_is_homogeneous(cf_strategy *t, const cf_bound *bound, const cf_goal *goal);
cf_proof *cf_s_chart(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_contacts *contacts, double deadline);

/* parts.c */
int cf_s_add_guard(cf_goal *goal, int node); /* -1: too many */
int cf_s_add_guards(cf_goal *out, const cf_goal *from); /* what from needs defined, and its sides, in place of out's own */
int cf_s_keep_guards(cf_goal *out, const cf_goal *from); /* the same on the box as it is: without the sides if they are known to be defined */
/* The next part of p, on its view or else the bound: nonzero if it was proved. */
int cf_s_add_part(cf_strategy *t, cf_proof *p, cf_bound *bound, const cf_goal *goal, int level, double deadline);
double cf_s_clock(const cf_strategy *t); /* seconds of work done */
long cf_s_work(double seconds);
void cf_s_guessed(cf_strategy *t, long nodes); /* evaluated in doubles: they are work too */
int cf_s_over(const cf_strategy *t, double deadline); /* by work, or by the clock */
double cf_s_share(cf_strategy *t, double share, double deadline); /* the deadline of a part: its share of what is left */
cf_proof *cf_s_face(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int i, int s, int level, double deadline);
cf_proof *cf_s_concavity(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int i, int level, double deadline);
int cf_s_unbounded_both_ways(const cf_bound *bound);
cf_proof *cf_s_signs(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline);
cf_proof *cf_s_split(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_contacts *c, int i, int level, double deadline);

/* The domain cut at x_i = 0. */
cf_proof *cf_s_at_zero(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int i, int level, double deadline);

/* equal.c: node a replaced by its equal b; by what samples say it equals; by what it is in one case, then in the other. */
/* a = b where left = right, and w >= 0 (docs/certificate.md, "equal"). Nonzero if a is of a kind that has such an equation. */
int cf_s_elementary(int *left, int *right, int *w, cf_graph *g, int a, int b);
ulong cf_s_root_index(const cf_node *x); /* of a root, 0 of others */
int cf_s_simpler(cf_strategy *t, cf_bound *bound, int a); /* what node a equals; -1: nothing is known */
/* The next node that is to give way to its equal b, in the goal that is left; -1: none. */
typedef int (*cf_s_next)(int *b, cf_strategy *t, cf_bound *bound, const cf_goal *goal, const void *plan);
int cf_s_next_simpler(int *b, cf_strategy *t, cf_bound *bound, const cf_goal *goal, const void *plan);
/* As long as there is a next; the rest of the proof by `then` (NULL: by all means). NULL too where there is none at all. */
enum { CF_S_EQUAL = 8 };
cf_proof *cf_s_equal(cf_strategy *t, cf_bound *bound, const cf_goal *goal, cf_s_next next, cf_s_then then, const void *plan, int level, double deadline);
cf_proof *cf_s_resolved(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline);
cf_proof *cf_s_either(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline);

/* identity.c */
int cf_s_number(cf_graph *g, slong p);
int cf_s_difference(cf_graph *g, const cf_goal *goal); /* big - small */
typedef cf_proof *(*cf_s_means)(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline);
/* G = m (big - small) + lambda g_k (k < 0: without), checked anew; its parts proved, the last by means (NULL: all there are). */
cf_proof *cf_s_identity(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int small, int big, int m, int k, int lambda, cf_s_means means, int level,
                        double deadline);
cf_proof *cf_s_factored(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int late, int level, double deadline);
cf_proof *cf_s_eliminated(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline);

/* isolate.c */
cf_proof *cf_s_choices(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline);
cf_proof *cf_s_rationalised(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int early, int level, double deadline);
cf_proof *cf_s_isolated(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline);

/* put.c */
cf_bound *cf_s_view_with(const cf_bound *bound, int nonnegative); /* with a further where-clause */
/* The two cases e >= 0, e <= 0, their views set, and their goal; NULL: too many guards. */
cf_proof *cf_s_cases(cf_goal *out, cf_bound *bound, const cf_goal *goal, int e);
cf_proof *cf_s_above(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_contacts *c, int i, int j, int level, double deadline);
typedef struct {
    int j, e, f;   /* x_j = e, with variable j in it for t, and t = f */
    cf_end end[2]; /* of t; numbers not owned */
} cf_s_change;
/* Another unknown; the goal in it proved by `then`, with its plan (NULL: by all means). */
cf_proof *cf_s_put(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_s_change *c, cf_s_then then, const void *plan, int level, double deadline);
cf_proof *cf_s_shifted(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int j, int e, int level, double deadline);

/* free.c: a variable that scaling (shift 0), or adding to several, makes needless. */
/* What must be defined is shown to be so once for all, the rest by `then`; by all means (NULL) where a variable is left in the guards alone. */
cf_proof *cf_s_defined(cf_strategy *t, cf_bound *bound, const cf_goal *goal, cf_s_then then, const void *plan, int level, double deadline);
cf_proof *cf_s_free(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int shift, int level, double deadline);

/* unwind.c: x = h(t) where x stands in h_inv and q_depth, x = 2 sinh(t) in q and q_prime, x = sinh(t) in asinh. depth: only the first. */
cf_proof *cf_s_unwound(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int depth, int level, double deadline);

/* multiplier.c: a multiple of a where-clause taken off, as a point of contact on the clause suggests. */
cf_proof *cf_s_multiplied(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_contacts *c, int level, double deadline);

/* valley.c */
cf_proof *cf_s_valleys(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline);

#endif
