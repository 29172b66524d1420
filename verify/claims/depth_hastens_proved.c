/* depth_hastens_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_depth_hastens;

/* The statement on the instances of depth_hastens. */
static void check(cf_run *run) {
    cf_claim_depth_hastens.check(run);
}

const cf_claim cf_claim_depth_hastens_proved = {
    .id = "depth_hastens_proved",
    .section = "5",
    .items = "alpha polynomial; Figure 2(b)",
    .title = "the ratio of Figure 2(b) falls with depth: for all d, alpha",
    .statement = "At fixed alpha < 1, and at fixed alpha^D, the ratio Q^D_alpha(e_1)/Q^D_alpha(1_d/||1_d||_2) of "
                 "Figure 2(b) does not rise along D = 2, 3, 4, 5, 8, and is at least 1/sqrt(d).",
    .tex = "R_2(\\alpha)\\ge R_3(\\alpha)\\ge R_4(\\alpha)\\ge R_5(\\alpha)\\ge R_8(\\alpha)\\ge1/\\sqrt d",
    .domain = "alpha < 1, d >= 2",
    .checked = "the statement itself, on the instances of depth_hastens",
    .uses = "depth.h_increasing.D3 depth.h_increasing.D4 depth.h_increasing.D5 depth.h_increasing.D8 "
                 "depth_hastens.deeper.D2_3 depth_hastens.deeper.D3_4 depth_hastens.deeper.D4_5 "
                 "depth_hastens.deeper.D5_8 depth_hastens.E.D3 depth_hastens.E.D4 depth_hastens.E.D5 "
                 "depth_hastens.E.D8 lemma2.eq58 scalar.E_at_least_1 on_paper_jensen on_paper_monotone",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 10,
    .canary = "the ratio at the next depth is 10 % larger; 1.01/sqrt(d) is below R",
    .canaries = 2,
    .argument = "docs/bounds.md#depth_hastensbound",
    .check = check,
};
