/* fig1b.c - Figure 1(b)'s sentence, on the figure's grid (reports/figures/fig1b.c). */
#include "reports/figure.h"

extern const cf_figure cf_figure_fig1b;
static void check(cf_run *run) {
    cf_figure_check(run, &cf_figure_fig1b);
}

const cf_claim cf_claim_fig1b = {
    .id = "fig1b",
    .section = "4",
    .items = "Figure 1(b)",
    .title = "Figure 1(b): the excess l2 norm falls as alpha^-8, the excess l1 norm grows as a tiny power of "
             "alpha",
    .statement = "On a draw of sparse regression, in certified excess norms: the excess l1 norm grows with "
                 "alpha up to 10, the excess l2 norm falls all "
                 "along, past alpha = 1000 as alpha^-8 to 1 %, below 1e-250; from alpha = 1e-70000 to "
                 "1e-40000 the excess l1 norm grows as alpha^(2 gap) "
                 "to 1 %, gap the least of 1 - |x_i^T nu_1| off the support of beta_L1. Subtracted doubles "
                 "show none of this below 1e-14. Over draws in "
                 "doubles both move so in the mean from alpha = 1e-8 to 1.",
    .tex = "\\|\\beta_\\alpha\\|_2-\\|\\beta_{L2}\\|_2=\\Theta(\\alpha^{-8}),\\quad"
           "\\|\\beta_\\alpha\\|_1-\\|\\beta_{L1}\\|_1=\\alpha^{2\\min_i(1-|x_i^\\top\\nu_1|)+o(1)}",
    .domain = "Figure 1(b)",
    .checked = "certified at d = 60, N = 20 (quick), d = 200, N = 40 beyond; doubles: 4 draws of the same "
               "size, 10 of d = 1000, N = 100 beyond",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 150,
    .canary = "the excess l2 norm falls as alpha^-7.6",
    .check = check,
};
