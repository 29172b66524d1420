/* fig6.c - Figure 6's sentence, on the figure's grid (reports/figures/fig6.c). */
#include "reports/figure.h"

extern const cf_figure cf_figure_fig6;
static void check(cf_run *run) {
    cf_figure_check(run, &cf_figure_fig6);
}

const cf_claim cf_claim_fig6 = {
    .id = "fig6",
    .section = "E",
    .items = "Figure 6",
    .title = "Figure 6: from a small start the VGG11-like net is slow to train",
    .statement = "The training loss of the VGG11-like net, its channels reduced, on Fashion-MNIST as 3 x 32 x 32 is "
                 "larger from alpha = 0.5 than from alpha = 1 early in training, each at the step that makes it least.",
    .tex = "\\mathbb E\\ln\\frac{L_t(\\alpha=0.5)}{L_t(\\alpha=1)}>0",
    .domain = "Section 7, Figure 6, on Fashion-MNIST for CIFAR10",
    .checked = "reduced: 1/16 of the channels, 1000 images, after a quarter of 20 epochs, 5 seeds; 95 % interval of the mean log "
               "ratio, paired over seeds",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_OBSERVED,
    .tier = CF_TIER_FULL,
    .budget = 600,
    .canary = "it is smaller",
    .check = check,
};
