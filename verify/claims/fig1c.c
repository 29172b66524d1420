/* fig1c.c - Figure 1(c)'s sentence, on the figure's grid (reports/figures/fig1c.c). */
#include "reports/figure.h"

extern const cf_figure cf_figure_fig1c;
static void check(cf_run *run) {
    cf_figure_check(run, &cf_figure_fig1c);
}

const cf_claim cf_claim_fig1c = {
    .id = "fig1c",
    .section = "4",
    .items = "Figure 1(c)",
    .title = "Figure 1(c): the fewer the samples, the smaller alpha must be",
    .statement = "In sparse regression the largest alpha with population error at most 0.025 grows from each "
                 "number of samples N to the next "
                 "that is half as large again, on more than half of the draws; on every draw on which "
                 "beta_L1 itself is below 0.025 there is one; and its median grows by more "
                 "than a factor e from the fewest samples that beta_L1 can do with to the most.",
    .tex =
        "N\\mapsto\\max\\{\\alpha:\\ \\|\\beta_\\alpha(\\infty)-\\beta^*\\|_2^2\\le0.025\\}\\ \\text{grows}",
    .domain = "Figure 1(c)",
    .checked = "d = 160, N = 45 and 80, 5 draws (quick); d = 1000, N = 40 to 400, 10 draws beyond; Wilson's "
               "95 % interval of the share",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 150,
    .canary = "the largest alpha falls from each N to the next half as large again",
    .check = check,
};
