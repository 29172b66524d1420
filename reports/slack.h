/* slack.h - the experiment of the slack atlas: the thresholds of one half of the theorem beside the crossing
 * of the worst sample found (verify/worst_sample.h), past which the conclusion fails. Parameters half (1, 2)
 * depth epsilon dim log10_norm; values: log10 alpha of Theorem 2 (depth 2 alone), of the sharper threshold
 * (depth 2) or that of depth D, and of the worst sample; NaN where every alpha will do, and where epsilon >=
 * d. */
#ifndef CF_SLACK_H
#define CF_SLACK_H

#include "reference/ball.h"
#include "reports/figure.h"

extern const cf_experiment cf_slack_experiment;

/* The grid of one map: epsilon from 1e-3 to 10, d from 2 to 1e6. Writes columns x rows cells. */
size_t cf_slack_columns(cf_figure_size size);
size_t cf_slack_rows(cf_figure_size size);
void cf_slack_cells(double *cells, cf_figure_size size, double half, double depth, double log10_norm);
/* The k-th map of the grid: log10 of the ratio of two of the values, "worst" over "theorem2", say. l1: how
 * much larger alpha may be; l2 is turned round, so that a slack is positive. 0, or -1 without memory. */
int cf_slack_heat(cf_panel *panel, const cf_figure_data *data, size_t k, const char *over, const char *under,
                  const char *label);
/* The three values. */
void cf_slack_thresholds(double values[3], int half, const fmpq_t depth, const arb_t norm,
                         const fmpq_t epsilon, size_t d);
/* The figures of depth 2: heats and `ran`. */
size_t cf_slack_grid(double *cells, cf_figure_size size, int half);
int cf_slack_draw(cf_panel *panel, const cf_figure_data *data, int half);
/* cells whose threshold lies past the worst sample's crossing, or that have a crossing though every alpha is
 * said to do: none, or a proof is false */
size_t cf_slack_contradictions(const cf_figure_data *data);

#endif
