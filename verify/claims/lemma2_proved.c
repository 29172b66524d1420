/* lemma2_proved.c - Lemma 2 is weaker than the sharper one: 12 >= 4, 1 + epsilon <= 1 + 2 epsilon. */
#include "verify/reduction.h"

/* 1 + epsilon <= 1 + 2 epsilon and 4^(4 epsilon) <= 12^(4 epsilon), exponents compared; canary: 12/13 of 4 ln 4 against 4 ln 4 */
static void visit(cf_reduction *r) {
    arb_ptr v = _arb_vec_init(3);
    cf_reduction_factor(v, r, 1, 55);
    arb_add(v + 1, r->epsilon, r->epsilon, CF_REDUCTION_PREC);
    cf_fact_le(r->run, "epsilon <= 2 epsilon", r->epsilon, v + 1);
    arb_log_ui(v + 1, 4, CF_REDUCTION_PREC);
    arb_log_ui(v + 2, 12, CF_REDUCTION_PREC);
    arb_mul(v + 2, v + 2, v, CF_REDUCTION_PREC);
    cf_fact_le(r->run, "ln 4 <= ln 12", v + 1, v + 2);
    _arb_vec_clear(v, 3);
}

static void check(cf_run *run) {
    cf_for_reductions(run, 10, visit);
}

const cf_claim cf_claim_lemma2_proved = {
    .id = "lemma2_proved",
    .section = "B",
    .items = "Lemma 2",
    .title = "Lemma 2 for all epsilon, d, alpha",
    .statement = "For every epsilon > 0, every real d >= max{e, 12^(4 epsilon)}, every alpha >= d^(-1/4 - 1/(8 "
                 "epsilon)) there are v, w with Q(v/alpha^2)/||v||_1 >= (1 + epsilon) Q(w/alpha^2)/||w||_1: v = "
                 "e_1, w = 1_d/sqrt(d).",
    .tex = "\\alpha\\ge d^{-\\frac14-\\frac1{8\\epsilon}}\\Rightarrow\\exists v,w:\\ "
                 "\\frac{Q(v/\\alpha^2)}{\\|v\\|_1}\\ge(1+\\epsilon)\\frac{Q(w/\\alpha^2)}{\\|w\\|_1}",
    .domain = "epsilon > 0, real d >= max{e, 12^(4 epsilon)}, alpha at least the threshold",
    .checked = "that the sharper lemma covers it, on 10 drawn epsilon",
    .uses = "lemma2_sharp_proved on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 1,
    .canary = "0.55 ln 12 for ln 12: the two thresholds are that far apart",
    .argument = "docs/bounds.md#lemma2bound",
    .check = check,
};
