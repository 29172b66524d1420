/* eq52_56_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq52_56;

/* The statement on the instances of eq52_56. */
static void check(cf_run *run) {
    cf_claim_eq52_56.check(run);
}

const cf_claim cf_claim_eq52_56_proved = {
    .id = "eq52_56_proved",
    .section = "B",
    .items = "(52); (53); (54); (55); (56)",
    .title = "the arithmetic of Lemma 2: for all parameters",
    .statement = "With w = d^(1/(4 epsilon)), d >= max{e, 12^(4 epsilon)} and alpha = d^(-1/4 - 1/(8 epsilon)): "
                 "(52) w/2 >= 6 and (w/(2 epsilon)) ln d >= 6/epsilon; (53) 2w - 6 + (w/(2 epsilon)) ln d - "
                 "6/epsilon >= 0; (54) (1/epsilon - 1/(2 epsilon)) ln d - 6/(epsilon w) >= 6/w - 2; (55) "
                 "(1/epsilon) ln d - 6/(epsilon w) >= 6/w - 2 + ln d/(2 epsilon); (56) ln d - 6 alpha^2 sqrt(d) >= "
                 "epsilon (6 alpha^2 sqrt(d) - 2 + 2 ln(1/(sqrt(d) alpha^2))).",
    .tex = "\\tfrac12d^{1/4\\epsilon}\\ge6\\ \\Rightarrow\\ \\dots\\ \\Rightarrow\\ \\ln d-6\\alpha^2\\sqrt "
                 "d\\ge\\epsilon\\Big(6\\alpha^2\\sqrt d-2+2\\ln\\tfrac1{\\sqrt d\\,\\alpha^2}\\Big)",
    .domain = "epsilon > 0, d >= max{e, 12^(4 epsilon)}",
    .checked = "the statement itself, on the instances of eq52_56",
    .uses = "lemma2.eq52 lemma2.eq53 lemma2.eq54_55 lemma2.eq56 on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "12.12 in place of 12 (6.06 in place of 6) in (52); 6.6/epsilon in (52); 9/epsilon in (53), in "
                 "(54); 9 alpha^2 sqrt(d) in (56): these are loose",
    .canaries = 5,
    .argument = "docs/bounds.md#lemma2bound",
    .check = check,
};
