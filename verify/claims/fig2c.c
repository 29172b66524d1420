/* fig2c.c - Figure 2(c)'s sentence, on the figure's grid (reports/figures/fig2c.c). */
#include "reports/figure.h"

extern const cf_figure cf_figure_fig2c;
static void check(cf_run *run) {
    cf_figure_check(run, &cf_figure_fig2c);
}

const cf_claim cf_claim_fig2c = {
    .id = "fig2c",
    .section = "5",
    .items = "Figure 2(c); alpha polynomial",
    .title = "Figure 2(c): at the same accuracy a larger depth allows a larger scale",
    .statement = "In sparse regression, at each number of samples N, the largest scale alpha^D of beta at "
                 "the start with population error at most "
                 "0.025 grows from each depth to the next on more than half of the draws; where N is at most "
                 "100 it is more than twice as "
                 "large at D = 8 as at D = 2 on more than half.",
    .tex = "D\\mapsto\\max\\{\\alpha^D:\\ \\|\\beta_{\\alpha,D}(\\infty)-\\beta^*\\|_2^2\\le0.025\\}\\ "
           "\\text{grows}",
    .domain = "Figure 2(c)",
    .checked = "d = 120, N = 50, D = 2, 3, 8, 6 draws (quick); d = 1000, N = 60 to 300, D = 2, 3, 4, 8, 10 "
               "draws beyond; certified in small: "
               "figure2c",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 300,
    .canary = "the largest scale falls from each depth to the next",
    .check = check,
};
