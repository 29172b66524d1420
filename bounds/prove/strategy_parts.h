/* strategy_parts.h - what the files that make up strategy.h share. All proofs are of the goal on the bound's domain, NULL: none. */
#ifndef CF_STRATEGY_PARTS_H
#define CF_STRATEGY_PARTS_H

#include "bounds/prove/strategy.h"

enum { CF_S_LEVELS = 4 }; /* how deep parts may have parts */

/* strategy.c */
cf_proof *cf_s_attack(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline);

/* chart.c */
void cf_s_run(cf_strategy *t, cf_search *s, long boxes, double deadline);
cf_search *cf_s_add_search(cf_proof *p, const cf_bound *bound, const cf_goal *goal, const cf_chart *chart, const cf_contacts *contacts);
int cf_s_is_homogeneous(const cf_bound *bound, const cf_goal *goal);
cf_proof *cf_s_chart(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_contacts *contacts, cf_chart_kind kind, double deadline);

/* parts.c */
int cf_s_add_guards(cf_goal *out, const cf_goal *from); /* what from needs defined besides; -1: too many */
cf_proof *cf_s_face(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int i, int s, int level, double deadline);
cf_proof *cf_s_concavity(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int i, int level, double deadline);
int cf_s_unbounded_both_ways(const cf_bound *bound);
cf_proof *cf_s_signs(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int level, double deadline);
cf_proof *cf_s_split(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_contacts *c, int i, int level, double deadline);
void cf_s_denominators(int *list, int *n, int most, const cf_graph *g, int node);
cf_proof *cf_s_times(cf_strategy *t, cf_bound *bound, const cf_goal *goal, int e, int level, double deadline);

/* pair.c */
cf_proof *cf_s_pair(cf_strategy *t, cf_bound *bound, const cf_goal *goal, const cf_contacts *c, int i, int j, int level, double deadline);

#endif
