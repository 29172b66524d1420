/* figure_claim.h - the verdict of a figure's sentence on the figure's own data. */
#ifndef CF_FIGURE_CLAIM_H
#define CF_FIGURE_CLAIM_H

#include "reports/figure.h"
#include "verify/run.h"

/* Runs the sentence and its canaries on the data:
 * {"id","statement","verdict","expected","reason","canary","facts":[...], "examples":[...]}; "reason" is absent where
 * the verdict is what the method gives, "expected" where verify/expected.tsv has no row. A new reference. */
json_t *cf_figure_claim_json(const cf_figure *figure, const cf_claim *claim, const cf_figure_data *data, cf_tier tier,
                             const char *const *expected);
/* CF_EXIT_OK, or by how the verdict is not the expected one: CF_EXIT_UNDECIDED, CF_EXIT_DIFFERS. */
int cf_figure_claim_code(const json_t *claim);

#endif
