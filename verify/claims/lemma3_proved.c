/* lemma3_proved.c - Lemma 3 for all beta, epsilon: the sum of two bounds in one coordinate (docs/bounds.md, lemma3.bound). */
#include "verify/reduction.h"

/* t_i = |beta_i|/alpha^2 for alpha^2 = ||beta||_2 (1 + 1/epsilon) k, k >= 1; r_i = t_i (1 + epsilon)/epsilon <= 1 */
static void visit(cf_reduction *r) {
    arb_ptr v = _arb_vec_init(8), sum = _arb_vec_init(4);
    arb_inv(v, r->epsilon, CF_REDUCTION_PREC);
    arb_add_ui(v + 1, v, 1, CF_REDUCTION_PREC); /* 1 + 1/epsilon */
    cf_reduction_uniform(v + 2, r);
    arb_div(v + 3, r->C, v + 2, CF_REDUCTION_PREC);
    arb_mul(v + 3, v + 3, v + 1, CF_REDUCTION_PREC); /* alpha^2 */
    for (size_t i = 0; i < r->d; i++) {
        arb_div(v + 4, &r->beta[i], v + 3, CF_REDUCTION_PREC);
        arb_mul(v + 5, v + 4, v + 1, CF_REDUCTION_PREC);
        cf_reduction_sides(v + 6, v + 7, r, "lemma3.lower", r->epsilon, v + 5, NULL);
        arb_add(sum, sum, v + 6, CF_REDUCTION_PREC);
        arb_add(sum + 1, sum + 1, v + 7, CF_REDUCTION_PREC);
        cf_reduction_sides(v + 6, v + 7, r, "lemma3.upper", r->epsilon, v + 5, NULL);
        arb_add(sum + 2, sum + 2, v + 7, CF_REDUCTION_PREC);
        cf_ref_q(v + 6, v + 4, CF_REDUCTION_PREC);
        arb_addmul_ui(sum + 3, v + 6, 4, CF_REDUCTION_PREC);
    }
    cf_reduction_same(r, "4 Q(beta/alpha^2)", sum + 1, sum + 3);
    arb_div(v + 4, r->C, v + 3, CF_REDUCTION_PREC);
    arb_mul(v + 4, v + 4, v + 4, CF_REDUCTION_PREC);
    for (int k = 0; k < 2; k++) {
        cf_reduction_factor(v + 5, r, 1 + k, k ? 99 : 101);
        if (k) arb_add(v + 6, v + 5, r->epsilon, CF_REDUCTION_PREC);
        else arb_sub(v + 6, v + 5, r->epsilon, CF_REDUCTION_PREC);
        arb_mul(v + 6, v + 6, v + 4, CF_REDUCTION_PREC);
        cf_reduction_same(r, k ? "(1 + epsilon)||beta||_2^2/alpha^4" : "(1 - epsilon)||beta||_2^2/alpha^4", sum + 2 * k, v + 6);
    }
    _arb_vec_clear(v, 8), _arb_vec_clear(sum, 4);
}

static void check(cf_run *run) {
    cf_for_reductions(run, 80, visit);
}

const cf_claim cf_claim_lemma3_proved = {
    .id = "lemma3_proved",
    .section = "B",
    .items = "Lemma 3; (73)",
    .title = "Lemma 3 for all beta, epsilon",
    .statement = "For every beta != 0, epsilon > 0 and alpha >= sqrt(||beta||_2 (1 + 1/epsilon)): (1 - "
                 "epsilon)||beta||_2^2 <= 4 alpha^4 Q(beta/alpha^2) <= (1 + epsilon)||beta||_2^2.",
    .tex = "\\alpha\\ge\\sqrt{\\|\\beta\\|_2(1+\\epsilon^{-1})}\\Rightarrow(1-\\epsilon)\\|\\beta\\|_2^2\\le4\\alpha^4Q(\\beta/\\alpha^2)\\le(1+\\epsilon)\\|\\beta\\|_2^2",
    .domain = "beta != 0, epsilon > 0",
    .checked = "the sums in balls on 80 drawn instances",
    .uses = "lemma3.lower lemma3.upper on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 2,
    .canary = "1.01 - epsilon for 1 - epsilon; 0.99 + epsilon for 1 + epsilon",
    .canaries = 2,
    .argument = "docs/bounds.md#lemma3bound",
    .check = check,
};
