/* fig3b.c - Figure 3(b)'s sentence, on the figure's grid (reports/figures/fig3b.c). */
#include "reports/figure.h"

extern const cf_figure cf_figure_fig3b;
static void check(cf_run *run) {
    cf_figure_check(run, &cf_figure_fig3b);
}

const cf_claim cf_claim_fig3b = {
    .id = "fig3b",
    .section = "6",
    .items = "Figure 3(b);width",
    .title = "Figure 3(b): from a Gaussian start small alpha recovers; at large alpha the entries move less "
             "with more columns",
    .statement = "Gaussian start, at each k: the reconstruction error grows from alpha = 1e-3 to 0.1, by "
                 "more than a factor e in the mean of the "
                 "logarithm, and to 10. At alpha = 10 the unobserved entries move less from each k to the "
                 "next (they do move: the "
                 "tangent kernel is the delta kernel as k -> infinity alone), and the error at alpha = 0.1 "
                 "is larger at the largest k than at the least.",
    .tex = "\\text{error}(\\alpha)\\nearrow,\\quad\\text{movement}(\\alpha=10,k)\\searrow\\text{ in }k",
    .domain = "Figure 3's experiment",
    .checked = "k = 20 and 60, 5 draws (quick); k = 20, 40, 80, 160, 320, 20 draws beyond; 95 % intervals of "
               "paired differences of logarithms",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 100,
    .canary = "at alpha = 10 the unobserved entries move more at the second k than at the first",
    .check = check,
};
