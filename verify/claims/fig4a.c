/* fig4a.c - Figure 4(a)'s sentence, on the figure's grid (reports/figures/fig4a.c). The direction is the paper's; the values compared were
 * chosen after runs like these had been looked at. */
#include "reports/figure.h"

extern const cf_figure cf_figure_fig4a;
static void check(cf_run *run) {
    cf_figure_check(run, &cf_figure_fig4a);
}

const cf_claim cf_claim_fig4a = {
    .id = "fig4a",
    .section = "7",
    .items = "Figure 4(a)",
    .title = "Figure 4(a): the test error of ReLU nets rises past the transition",
    .statement = "On ten points of the circle with a teacher of three ReLU units, the test RMSE of a fully connected "
                 "ReLU net trained by full gradient descent is larger at alpha^D = 10 than at alpha^D = 1, the plain "
                 "Uniform He start.",
    .tex = "\\mathbb E\\ln\\frac{\\mathrm{RMSE}(\\alpha^D=10)}{\\mathrm{RMSE}(\\alpha^D=1)}>0",
    .domain = "Section 7, Figure 4(a)",
    .checked = "8 seeds, D = 2, 3, 8000 steps at most (quick); 10 seeds, D = 2, 3, 5, 200000 steps beyond; step "
               "0.01 or 1/trace K; 95 % interval of the mean log ratio, paired over seeds",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 60,
    .canary = "it falls",
    .check = check,
};
