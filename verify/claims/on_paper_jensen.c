/* on_paper_jensen.c - Jensen's inequality for q, as the sharper first half uses it. */
#include "verify/reduction.h"

/* d q(S/d) <= sum q(t_i), t_i = beta_i; canary: 1.01 times the left */
static void visit(cf_reduction *r) {
    arb_ptr v = _arb_vec_init(3);
    cf_reduction_factor(v, r, 1, 101);
    arb_div_ui(v + 1, r->S, r->d, CF_REDUCTION_PREC);
    cf_ref_q(v + 1, v + 1, CF_REDUCTION_PREC);
    arb_mul_ui(v + 1, v + 1, r->d, CF_REDUCTION_PREC);
    arb_mul(v + 1, v + 1, v, CF_REDUCTION_PREC);
    for (size_t i = 0; i < r->d; i++) {
        cf_ref_q(v, &r->beta[i], CF_REDUCTION_PREC);
        arb_add(v + 2, v + 2, v, CF_REDUCTION_PREC);
    }
    /* at d = 1 both sides are one ball: equality */
    if (r->d > 1 || cf_run_canary(r->run)) cf_fact_le(r->run, "d q(S/d) <= sum q(t_i)", v + 1, v + 2);
    else cf_reduction_same(r, "d q(S/d) = sum q(t_i) at d = 1", v + 1, v + 2);
    _arb_vec_clear(v, 3);
}

static void check(cf_run *run) {
    cf_for_reductions(run, 60, visit);
}

const cf_claim cf_claim_on_paper_jensen = {
    .id = "on_paper_jensen",
    .section = "B",
    .items = "Theorem 2",
    .title = "a second derivative of one sign gives Jensen's inequality",
    .statement = "f'' >= 0 on an interval: f((t_1 + ... + t_d)/d) <= (f(t_1) + ... + f(t_d))/d there; f lies below "
                 "its chords: larger between two points than at the first, it is larger still at the second; f "
                 "concave with f(0) = 0 is subadditive on t >= 0, and f(t)/t increasing with f(0) = 0 makes f "
                 "superadditive.",
    .tex = "d\\,f\\big(\\tfrac1d\\sum t_i\\big)\\le\\sum f(t_i)",
    .domain = "convex f on an interval",
    .checked = "q at 60 drawn t, d from 1 to 5",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 2,
    .canary = "1.01 times the left side",
    .argument = "docs/bounds.md#on-paper",
    .check = check,
};
