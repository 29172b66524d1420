/* on_paper_sums.c - inequalities in one coordinate, added up. */
#include "verify/reduction.h"

/* sum of q(t_i) <= sum of t_i^2/4, term by term; canary: 4.04 for 4, false for small t */
static void visit(cf_reduction *r) {
    arb_ptr v = _arb_vec_init(4);
    cf_reduction_factor(v, r, 1, 99);
    for (size_t i = 0; i < r->d; i++) {
        arb_mul_2exp_si(v + 1, &r->beta[i], -11);
        cf_ref_q(v + 2, v + 1, CF_REDUCTION_PREC);
        arb_add(v + 3, v + 3, v + 2, CF_REDUCTION_PREC);
        arb_mul(v + 1, v + 1, v + 1, CF_REDUCTION_PREC);
        arb_mul(v + 1, v + 1, v, CF_REDUCTION_PREC);
        arb_mul_2exp_si(v + 1, v + 1, -2);
        arb_sub(v + 3, v + 3, v + 1, CF_REDUCTION_PREC);
    }
    arb_zero(v);
    cf_fact_le(r->run, "sum (q(t_i) - t_i^2/4) <= 0", v + 3, v);
    _arb_vec_clear(v, 4);
}

static void check(cf_run *run) {
    cf_for_reductions(run, 60, visit);
}

const cf_claim cf_claim_on_paper_sums = {
    .id = "on_paper_sums",
    .section = "B",
    .items = "(31); (69)",
    .title = "inequalities in each coordinate add up",
    .statement = "a_i <= b_i for every i gives sum a_i <= sum b_i, and sum w_i c_i <= (max c_i) sum w_i for w_i >= "
                 "0; a statement for all points of a domain holds at each of them, after any substitution that "
                 "maps into it.",
    .tex = "a_i\\le b_i\\Rightarrow\\sum a_i\\le\\sum b_i",
    .domain = "finite sums",
    .checked = "q(t) <= t^2/4 at 60 drawn t, d from 1 to 5",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 2,
    .canary = "0.99 t_i^2/4 on the right",
    .argument = "docs/bounds.md#on-paper",
    .check = check,
};
