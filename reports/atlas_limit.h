/* atlas_limit.h - the experiment of the atlases of the limit: digits of beta_alpha(infinity) and of its
 * excess norms in doubles on one instance of sparse regression. Parameters log_alpha depth N dim seed;
 * values: digits of beta (in the 2-norm), of ||beta||_1 and
 * ||beta||_2 less the least norms, all in doubles. NaN where N > d, and where the certified value is
 * undecided or 0. */
#ifndef CF_ATLAS_LIMIT_H
#define CF_ATLAS_LIMIT_H

#include "reports/sweep.h"

extern const cf_experiment cf_atlas_limit_experiment;

#endif
