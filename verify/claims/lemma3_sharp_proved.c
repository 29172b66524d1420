/* lemma3_sharp_proved.c - the sharper Lemma 3 (docs/bounds.md, lemma3.bound). */
#include "verify/reduction.h"

/* alpha^2 = ||beta||_inf/sqrt(48 epsilon) k, k >= 1: s = sqrt(48 epsilon), r_i = t_i/s <= 1 */
static void visit(cf_reduction *r) {
    arb_ptr v = _arb_vec_init(8), sum = _arb_vec_init(3);
    arb_mul_ui(v, r->epsilon, 48, CF_REDUCTION_PREC);
    arb_sqrt(v, v, CF_REDUCTION_PREC);
    for (size_t i = 0; i < r->d; i++) arb_max(v + 1, v + 1, &r->beta[i], CF_REDUCTION_PREC);
    cf_reduction_uniform(v + 2, r);
    for (size_t i = 0; i < r->d; i++) {
        arb_div(v + 3, &r->beta[i], v + 1, CF_REDUCTION_PREC);
        arb_mul(v + 3, v + 3, v + 2, CF_REDUCTION_PREC); /* r_i */
        cf_reduction_sides(v + 4, v + 5, r, "lemma3.sharp", v, v + 3, NULL);
        arb_add(sum, sum, v + 4, CF_REDUCTION_PREC);
        arb_mul(v + 4, v + 3, v, CF_REDUCTION_PREC); /* t_i */
        cf_reduction_sides(v + 6, v + 7, r, "scalar.q_square", v + 4, NULL, NULL);
        arb_add(sum + 1, sum + 1, v + 7, CF_REDUCTION_PREC);
        arb_sub(v + 6, v + 6, v + 5, CF_REDUCTION_PREC);
        arb_add(sum + 2, sum + 2, v + 6, CF_REDUCTION_PREC);
    }
    arb_zero(v + 3);
    cf_reduction_same(r, "4 Q(beta/alpha^2) twice", sum + 2, v + 3);
    cf_reduction_factor(v + 3, r, 1, 101);
    arb_sub(v + 3, v + 3, r->epsilon, CF_REDUCTION_PREC);
    arb_mul(v + 3, v + 3, sum + 1, CF_REDUCTION_PREC);
    cf_reduction_same(r, "(1 - epsilon)||beta||_2^2/alpha^4", sum, v + 3);
    _arb_vec_clear(v, 8), _arb_vec_clear(sum, 3);
}

static void check(cf_run *run) {
    cf_for_reductions(run, 80, visit);
}

const cf_claim cf_claim_lemma3_sharp_proved = {
    .id = "lemma3_sharp_proved",
    .section = "B",
    .items = "Lemma 3",
    .title = "Lemma 3 with the right power of epsilon",
    .statement = "For every beta != 0, epsilon > 0 and alpha^2 >= ||beta||_inf/sqrt(48 epsilon): (1 - "
                 "epsilon)||beta||_2^2 <= 4 alpha^4 Q(beta/alpha^2) <= ||beta||_2^2; 48 cannot become 56.",
    .tex = "\\alpha^2\\ge\\frac{\\|\\beta\\|_\\infty}{\\sqrt{48\\epsilon}}\\Rightarrow(1-\\epsilon)\\|\\beta\\|_2^2\\le4\\alpha^4Q(\\beta/\\alpha^2)\\le\\|\\beta\\|_2^2",
    .domain = "beta != 0, epsilon > 0",
    .checked = "the sums in balls on 80 drawn instances",
    .uses = "lemma3.sharp scalar.q_square lemma3.sharp_constant on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 2,
    .canary = "1.01 - epsilon for 1 - epsilon",
    .argument = "docs/bounds.md#lemma3bound",
    .check = check,
};
