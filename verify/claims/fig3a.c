/* fig3a.c - Figure 3(a)'s sentence, on the figure's grid (reports/figures/fig3a.c). */
#include "reports/figure.h"

extern const cf_figure cf_figure_fig3a;
static void check(cf_run *run) {
    cf_figure_check(run, &cf_figure_fig3a);
}

const cf_claim cf_claim_fig3a = {
    .id = "fig3a",
    .section = "6",
    .items = "Figure 3(a)",
    .title = "Figure 3(a): small alpha recovers the matrix, large alpha leaves the unobserved entries alone",
    .statement = "M* = u v^T, 10 x 10, 60 random entries, identity start, k = 2d: from alpha = 0.01 to 0.1, "
                 "1 and 10 the reconstruction error "
                 "grows and the movement of the unobserved entries falls, on more than half of the draws "
                 "each time; at alpha = 1e-3 the error is "
                 "below a tenth of the two together in the mean, at alpha = 10 the movement is below 1e-4.",
    .tex = "\\sum_{\\bar\\Omega}(M^*-M_\\alpha)_{ij}^2\\nearrow,\\ "
           "\\sum_{\\bar\\Omega}(M_\\alpha)_{ij}^2\\searrow\\ 0",
    .domain = "Figure 3's experiment",
    .checked = "6 draws, 5 alphas (quick); 20 draws, 25 alphas beyond; Wilson's 95 % interval of the shares, "
               "Student's of the means",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "the unobserved entries move more at alpha = 1 than at 0.1",
    .check = check,
};
