/* fig2b.c - Figure 2(b)'s sentence, on the figure's grid (reports/figures/fig2b.c). */
#include "reports/figure.h"

extern const cf_figure cf_figure_fig2b;
static void check(cf_run *run) {
    cf_figure_check(run, &cf_figure_fig2b);
}

const cf_claim cf_claim_fig2b = {
    .id = "fig2b",
    .section = "5",
    .items = "Figure 2(b)",
    .title = "Figure 2(b): at a larger depth the l1 norm is reached at a larger scale",
    .statement = "At d = 100 the largest alpha^D at which Q^D_alpha(e_1)/Q^D_alpha(1_d/||1_d||_2) is within "
                 "a tenth of its l1 limit "
                 "1/sqrt(d) grows with D along 2, 3, 4, 5, 8, 16, 50.",
    .tex = "\\max\\{\\alpha^D:\\ Q^D_\\alpha(e_1)/Q^D_\\alpha(1_d/\\sqrt d)\\le1.1/\\sqrt d\\}\\ "
           "\\text{grows with}\\ D",
    .domain = "Figure 2(b)",
    .checked = "log alpha^D from -60 to 8 in 35 steps (quick), 205 beyond; certified and proved forms: "
               "depth_approximation_ratio, depth_hastens",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 10,
    .canary = "it falls with D",
    .check = check,
};
