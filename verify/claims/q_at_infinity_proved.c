/* q_at_infinity_proved.c - from bounds over whole domains (docs/bounds.md). */
#include "verify/claim.h"

extern const cf_claim cf_claim_q_at_infinity;

/* The statement on the instances of q_at_infinity. */
static void check(cf_run *run) {
    cf_claim_q_at_infinity.check(run);
}

const cf_claim cf_claim_q_at_infinity_proved = {
    .id = "q_at_infinity_proved",
    .section = "4",
    .items = "q at infinity",
    .title = "q(z) = Theta(z log z), with the next terms: for all parameters",
    .statement = "|q(z) - (z ln z - z + 2)| <= 1/z for z >= 1, and (1/2) z ln z <= q(z) <= z ln z for z >= 8 > "
                 "e^2.",
    .tex = "|q(z)-(z\\ln z-z+2)|\\le\\tfrac1z\\ (z\\ge1),\\quad\\tfrac12z\\ln z\\le q(z)\\le z\\ln z\\ (z\\ge8)",
    .domain = "z >= 1",
    .checked = "the statement itself, on the instances of q_at_infinity",
    .uses = "scalar.q_infinity_upper scalar.q_infinity_rate scalar.q_theta_lower scalar.q_theta_upper "
                 "on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "1/z is 0.99/z",
    .argument = "docs/bounds.md#scalarbound",
    .check = check,
};
