/* fig4b.c - Figure 4(b)'s sentence, on the figure's grid (reports/figures/fig4b.c). The direction is the paper's; the values compared were
 * chosen after runs like these had been looked at. */
#include "reports/figure.h"

extern const cf_figure cf_figure_fig4b;
static void check(cf_run *run) {
    cf_figure_check(run, &cf_figure_fig4b);
}

const cf_claim cf_claim_fig4b = {
    .id = "fig4b",
    .section = "7",
    .items = "Figure 4(b); gradient distance",
    .title = "Figure 4(b): the gradient distance of ReLU nets falls as alpha grows",
    .statement = "On ten points of the circle with a teacher of three ReLU units, a fully connected ReLU net trained "
                 "by full gradient descent ends with a tangent feature map whose mean cosine distance to the start is "
                 "smaller at alpha^D = 1 than at alpha^D = 0.1, and at 10 too.",
    .tex = "\\mathbb E\\ln\\frac{\\mathrm{dist}(\\alpha^D=10)}{\\mathrm{dist}(\\alpha^D=0.1)}<0,\\quad\\mathbb E\\ln\\frac{\\mathrm{dist}(\\alpha^D=1)}{\\mathrm{dist}(\\alpha^D=0.1)}<0",
    .domain = "Section 7, Figure 4(b)",
    .checked = "8 seeds, D = 2, 3, 8000 steps at most (quick); 10 seeds, D = 2, 3, 5, 200000 steps beyond; step "
               "0.01 or 1/trace K; 95 % interval of the mean log ratio, paired over seeds",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 60,
    .canary = "it grows",
    .check = check,
};
