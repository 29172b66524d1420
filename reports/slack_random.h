/* slack_random.h - the thresholds beside the alpha at which random sparse regression passes the bound:
 * figures slack_l1_random, slack_l2_random. */
#ifndef CF_SLACK_RANDOM_H
#define CF_SLACK_RANDOM_H

#include "reports/figure.h"

/* Parameters half depth epsilon N dim seed; values: the three of reports/slack.h at the instance's own least
 * norm, and log10 alpha on both sides of the crossing: at `holds` the conclusion of the theorem is certified,
 * at `fails` its negation. NaN where no crossing was found. */
extern const cf_experiment cf_slack_random_experiment;

size_t cf_slack_random_grid(double *cells, cf_figure_size size, int half);
int cf_slack_random_draw(cf_panel *panel, const cf_figure_data *data);

#endif
