/* fig1a.c - Figure 1(a)'s sentence, on the figure's grid (reports/figures/fig1a.c). What is seen departs from
 * the words in one place: with many noisy samples the error is not least as alpha -> 0. */
#include "reports/figure.h"

extern const cf_figure cf_figure_fig1a;
static void check(cf_run *run) {
    cf_figure_check(run, &cf_figure_fig1a);
}

const cf_claim cf_claim_fig1a = {
    .id = "fig1a",
    .section = "4",
    .items = "Figure 1(a);sparse regression",
    .title = "Figure 1(a): the error falls with alpha, to the edge of the rich regime",
    .statement = "In sparse regression, at each number of samples N, the mean population error at alpha = "
                 "100 is 1 - N/d to 30 %, that of "
                 "beta_L1 lower by more than 1/10, and it falls from alpha = 1 to 0.1 and 0.01. At the "
                 "fewest samples it goes on falling to "
                 "alpha = 1e-12. At the most samples it does not: beta_L1, the limit as alpha -> 0, fits "
                 "more of the noise and has a larger "
                 "error than alpha = 0.01, so that \"generalization will improve as we decrease alpha\" "
                 "holds to the edge of the rich regime alone.",
    .tex = "\\mathbb E\\|\\beta_\\alpha(\\infty)-\\beta^*\\|_2^2\\ \\text{falls with}\\ \\alpha\\ "
           "\\text{down to the edge of the rich regime}",
    .domain = "Figure 1(a)",
    .checked = "d = 150, N = 40 and 110, 6 draws (quick); d = 1000, N = 60 to 400, 10 draws beyond; 95 % "
               "intervals of paired differences",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 80,
    .canary = "the error rises from alpha = 1 to 0.1",
    .check = check,
};
