/* fig4c.c - Figure 4(c)'s sentence, on the figure's grid (reports/figures/fig4c.c). The direction is the paper's; the values compared were
 * chosen after runs like these had been looked at. */
#include "reports/figure.h"

extern const cf_figure cf_figure_fig4c;
static void check(cf_run *run) {
    cf_figure_check(run, &cf_figure_fig4c);
}

const cf_claim cf_claim_fig4c = {
    .id = "fig4c",
    .section = "7",
    .items = "Figure 4(c)",
    .title = "Figure 4(c) does not reproduce: the test error does not fall to half with the step",
    .statement = "On the same data at alpha = 1, D = 2, where the larger step leaves the kernel regime, the geometric "
                 "mean of the test RMSE at the end does not fall to half from gradient descent of step 0.002 to step "
                 "0.016 over the same time of the flow, over runs that did not diverge; Figure 4(c) has it fall.",
    .tex = "\\mathbb E\\ln\\frac{\\mathrm{RMSE}(\\eta=0.016)}{\\mathrm{RMSE}(\\eta=0.002)}>-\\ln2",
    .domain = "Section 7, Figure 4(c)",
    .checked = "12 seeds (quick), 10 in the figure; 50000 and 6250 steps; 95 % interval of the mean log ratio, "
               "paired over seeds",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 60,
    .canary = "it falls to half or less",
    .check = check,
};
