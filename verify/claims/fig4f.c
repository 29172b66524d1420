/* fig4f.c - Figure 4(f)'s sentence, on the figure's grid (reports/figures/fig4f.c). */
#include "reports/figure.h"

extern const cf_figure cf_figure_fig4f;
static void check(cf_run *run) {
    cf_figure_check(run, &cf_figure_fig4f);
}

const cf_claim cf_claim_fig4f = {
    .id = "fig4f",
    .section = "7",
    .items = "Figure 4(f)",
    .title = "Figure 4(f): the VGG11-like net errs more from a large start, more still with its convolutions frozen",
    .statement = "The VGG11-like net, its channels reduced, trained by SGD on Fashion-MNIST as 3 x 32 x 32, has a "
                 "larger test error from alpha = 2 than from alpha = 1, and a larger one with all convolutions frozen "
                 "at alpha = 1 than trained whole.",
    .tex = "\\mathbb E[\\mathrm{err}(\\alpha=2)-\\mathrm{err}(\\alpha=1)]>0,\\quad\\mathbb E[\\mathrm{err}(\\text{frozen})-\\mathrm{err}]>0",
    .domain = "Section 7, Figure 4(f), on Fashion-MNIST for CIFAR10",
    .checked = "reduced: 1/16 of the channels, 1000 images, 20 epochs, 5 seeds (three left the first difference undecided); the step of least mean test error; "
               "95 % interval, paired over seeds",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_FULL,
    .budget = 3600,
    .canary = "they are smaller",
    .check = check,
};
