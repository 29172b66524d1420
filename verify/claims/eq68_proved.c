/* eq68_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_eq68;

/* The statement on the instances of eq68. */
static void check(cf_run *run) {
    cf_claim_eq68.check(run);
}

const cf_claim cf_claim_eq68_proved = {
    .id = "eq68_proved",
    .section = "B",
    .items = "(68)",
    .title = "the remainder of phi bounded: for all parameters",
    .statement = "|phi(z) - z^2/(4 alpha^4)| <= sup_{|xi| <= |z|} |phi^(4)(xi)| z^4/4! <= (z^6 + 2 alpha^4 "
                 "z^4)/(384 alpha^12) = (z^2/(4 alpha^4)) (z^4 + 2 alpha^4 z^2)/(96 alpha^8).",
    .tex = "\\Big|\\varphi(z)-\\tfrac{z^2}{4\\alpha^4}\\Big|\\le\\sup_{|\\xi|\\le|z|}|\\varphi^{(4)}(\\xi)|\\tfrac{z^4}{4!}\\le\\tfrac{z^6+2\\alpha^4z^4}{384\\alpha^{12}}=\\tfrac{z^2}{4\\alpha^4}\\cdot\\tfrac{z^4+2\\alpha^4z^2}{96\\alpha^8}",
    .domain = "z real, alpha > 0",
    .checked = "the statement itself, on the instances of eq68",
    .uses = "lemma3.eq66 lemma3.fourth_derivative lemma3.eq67 lemma3.one_sign on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 8,
    .canary = "1.98 alpha^4 in place of 2 alpha^4, 1.01 * 192 in place of 192: both fail for small z",
    .canaries = 2,
    .argument = "docs/bounds.md#lemma3bound",
    .check = check,
};
