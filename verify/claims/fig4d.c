/* fig4d.c - Figure 4(d)'s sentence, on the figure's grid (reports/figures/fig4d.c). The direction is the paper's; the values compared were
 * chosen after runs like these had been looked at. */
#include "reports/figure.h"

extern const cf_figure cf_figure_fig4d;
static void check(cf_run *run) {
    cf_figure_check(run, &cf_figure_fig4d);
}

const cf_claim cf_claim_fig4d = {
    .id = "fig4d",
    .section = "7",
    .items = "Figure 4(d)",
    .title = "Figure 4(d): a larger step leaves the kernel regime where a smaller one stays in it",
    .statement = "On the same data at alpha = 1, the gradient distance at the end is larger with gradient descent of "
                 "step 0.016 than with step 0.002 over the same time of the flow, over runs that did not diverge.",
    .tex = "\\mathbb E\\ln\\frac{\\mathrm{dist}(\\eta=0.016)}{\\mathrm{dist}(\\eta=0.002)}>0",
    .domain = "Section 7, Figure 4(d)",
    .checked = "12 seeds, D = 2 (quick), 10 seeds, D = 2, 3 in the figure; 95 % interval of the mean log ratio, "
               "paired over seeds",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 60,
    .canary = "it is smaller",
    .check = check,
};
