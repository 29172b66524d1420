/* fig2a.c - Figure 2(a)'s sentence, on the figure's grid (reports/figures/fig2a.c). */
#include "reports/figure.h"

extern const cf_figure cf_figure_fig2a;
static void check(cf_run *run) {
    cf_figure_check(run, &cf_figure_fig2a);
}

const cf_claim cf_claim_fig2a = {
    .id = "fig2a",
    .section = "5",
    .items = "Figure 2(a)",
    .title = "Figure 2(a): q_D is like z^2 near 0 and like |z| far out",
    .statement = "For D = 2, 3, 4, 5, 8, 16, 50 the exponent z q_D'(z)/q_D(z) falls with z, is within 1e-3 "
                 "of 2 at z = 1e-4, and at z = 1e8 "
                 "within 1e-2 of 1, within 0.07 at D = 2, where q grows like z ln z.",
    .tex = "z\\,q_D'(z)/q_D(z)\\ \\text{falls from}\\ 2\\ \\text{to}\\ 1",
    .domain = "Figure 2(a)",
    .checked = "z from 1e-4 to 1e8, 49 values (quick), 241 beyond; proved for D = 2 and all z: "
               "scalar.E_at_most_2, scalar.E_at_least_1, lemma2.eq58",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_QUICK,
    .budget = 10,
    .canary = "the exponent at z = 1e-4 is 1.98",
    .check = check,
};
