/* eq58_proved.c - the derivative in (58) has the sign of E(v) - E(sv), and E falls (docs/bounds.md, lemma2.bound). */
#include "verify/reduction.h"

/* q^2 E' = big side - small side of the bound with the sign turned, against a difference quotient's exact counterpart: E' from its
 * definition, E' = (q' + z q'')/q - z q'^2/q^2, q'' = (4 + z^2)^(-1/2) */
static void visit(cf_reduction *r) {
    arb_ptr v = _arb_vec_init(6);
    const arb_struct *z = r->S;
    cf_reduction_sides(v, v + 1, r, "lemma2.eq58", z, NULL, NULL);
    arb_sub(v, v, v + 1, CF_REDUCTION_PREC); /* q^2 E' <= 0 */
    cf_ref_q(v + 1, z, CF_REDUCTION_PREC);
    cf_ref_q_prime(v + 2, z, CF_REDUCTION_PREC);
    arb_mul(v + 3, z, z, CF_REDUCTION_PREC);
    arb_add_ui(v + 3, v + 3, 4, CF_REDUCTION_PREC);
    arb_rsqrt(v + 3, v + 3, CF_REDUCTION_PREC);
    arb_mul(v + 3, v + 3, z, CF_REDUCTION_PREC);
    cf_reduction_factor(v + 4, r, 1, 101);
    arb_mul(v + 3, v + 3, v + 4, CF_REDUCTION_PREC);
    arb_add(v + 3, v + 3, v + 2, CF_REDUCTION_PREC);
    arb_div(v + 3, v + 3, v + 1, CF_REDUCTION_PREC);
    arb_div(v + 4, v + 2, v + 1, CF_REDUCTION_PREC);
    arb_mul(v + 4, v + 4, v + 4, CF_REDUCTION_PREC);
    arb_submul(v + 3, v + 4, z, CF_REDUCTION_PREC); /* E' */
    arb_mul(v + 1, v + 1, v + 1, CF_REDUCTION_PREC);
    arb_mul(v + 3, v + 3, v + 1, CF_REDUCTION_PREC);
    cf_reduction_same(r, "q^2 E'", v, v + 3);
    _arb_vec_clear(v, 6);
}

static void check(cf_run *run) {
    cf_for_reductions(run, 40, visit);
}

const cf_claim cf_claim_eq58_proved = {
    .id = "eq58_proved",
    .section = "B",
    .items = "(58)",
    .title = "(58) for all d and alpha",
    .statement = "For every real d >= 1 and every alpha > 0, Q(e_1/alpha^2)/Q(1_d/(alpha^2 ||1_d||_2)) does not "
                 "decrease in alpha.",
    .tex = "\\frac{\\mathrm d}{\\mathrm d\\alpha}\\frac{Q(e_1/\\alpha^2)}{Q(1_d/(\\alpha^2\\|1_d\\|_2))}\\ge0",
    .domain = "d >= 1, alpha > 0",
    .checked = "q^2 E' in balls at 40 drawn z",
    .uses = "lemma2.eq58 on_paper_monotone",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 2,
    .canary = "1.01 z q''",
    .argument = "docs/bounds.md#lemma2bound",
    .check = check,
};
