/* lemma1_proved.c - Lemma 1 for all beta, epsilon, d, from bounds in one and two variables (docs/bounds.md, lemma1.bound). */
#include "verify/reduction.h"

/* L = max{-ln S, ln(2S)/epsilon, d/(epsilon S)}, where alpha = alpha_1, or up to twice that */
static void choose(cf_reduction *r) {
    arb_ptr v = _arb_vec_init(3);
    arb_log(v, r->S, CF_REDUCTION_PREC);
    arb_mul_2exp_si(v + 1, r->S, 1);
    arb_log(v + 1, v + 1, CF_REDUCTION_PREC);
    arb_div(v + 1, v + 1, r->epsilon, CF_REDUCTION_PREC);
    arb_neg(v, v);
    arb_max(v, v, v + 1, CF_REDUCTION_PREC);
    arb_mul(v + 1, r->epsilon, r->S, CF_REDUCTION_PREC);
    arb_ui_div(v + 1, r->d, v + 1, CF_REDUCTION_PREC);
    arb_max(v, v, v + 1, CF_REDUCTION_PREC);
    if (r->state % 3) cf_reduction_uniform(v + 2, r);
    arb_addmul(v, v, v + 2, CF_REDUCTION_PREC);
    cf_reduction_set_L(r, v);
    _arb_vec_clear(v, 3);
}

/* Adds a times the sides at u = b/a, v = (S - b)/a of (29), (30) [0], [1], of (31), (32) [2] with the factor b/a, of (37), (38)
 * [3], [4], of (39) [5], and what they are, in b and L [6 ...]. */
static void add_coordinate(arb_ptr sum, const cf_reduction *r, const arb_struct *b) {
    arb_ptr v = _arb_vec_init(6);
    arb_div(v, b, r->a, CF_REDUCTION_PREC);
    arb_sub(v + 1, r->S, b, CF_REDUCTION_PREC);
    arb_div(v + 1, v + 1, r->a, CF_REDUCTION_PREC);
    cf_reduction_sides(v + 2, v + 3, r, "lemma1.eq29_30", v, NULL, NULL);
    for (int i = 0; i < 2; i++) arb_addmul(sum + i, r->a, v + 2 + i, CF_REDUCTION_PREC);
    if (r->d > 1) {
        cf_reduction_sides(v + 2, v + 3, r, "lemma1.eq31_32", v, v + 1, NULL);
        arb_addmul(sum + 2, b, v + 3, CF_REDUCTION_PREC);
    }
    arb_add(v + 4, b, r->a, CF_REDUCTION_PREC);
    arb_log(v + 4, v + 4, CF_REDUCTION_PREC);
    arb_add(v + 4, v + 4, r->L, CF_REDUCTION_PREC);
    arb_addmul(sum + 6, b, v + 4, CF_REDUCTION_PREC);
    if (arb_is_zero(b)) {
        _arb_vec_clear(v, 6);
        return;
    }
    cf_reduction_sides(v + 2, v + 3, r, "lemma1.eq37_38", v, NULL, NULL);
    for (int i = 0; i < 2; i++) arb_addmul(sum + 3 + i, r->a, v + 2 + i, CF_REDUCTION_PREC);
    cf_reduction_sides(v + 2, v + 3, r, "lemma1.eq39", b, NULL, NULL);
    arb_add(sum + 5, sum + 5, v + 3, CF_REDUCTION_PREC);
    arb_addmul(sum + 7, b, r->L, CF_REDUCTION_PREC);
    _arb_vec_clear(v, 6);
}

/* The scalar conditions: ln(S + a) = ln S + small, epsilon L = ln S + big of (36); d/(S L) = small of (41). */
static void scalars(arb_ptr out, const cf_reduction *r) {
    arb_ptr v = _arb_vec_init(4);
    arb_log(v, r->S, CF_REDUCTION_PREC);
    arb_add(v + 1, v, r->L, CF_REDUCTION_PREC);
    arb_mul(v + 2, r->epsilon, r->L, CF_REDUCTION_PREC);
    arb_sub(v + 2, v + 2, v, CF_REDUCTION_PREC);
    arb_const_log2(v + 3, CF_REDUCTION_PREC);
    arb_sub(v + 2, v + 2, v + 3, CF_REDUCTION_PREC);
    cf_reduction_sides(out, out + 1, r, "lemma1.eq36", v + 1, v + 2, NULL);
    for (int i = 0; i < 2; i++) arb_add(out + i, out + i, v, CF_REDUCTION_PREC);
    arb_mul(v + 1, r->S, r->L, CF_REDUCTION_PREC);
    arb_div_ui(v + 1, v + 1, r->d, CF_REDUCTION_PREC);
    arb_inv(v + 2, r->epsilon, CF_REDUCTION_PREC);
    arb_sub(v + 1, v + 1, v + 2, CF_REDUCTION_PREC);
    cf_reduction_sides(out + 2, out + 3, r, "lemma1.eq41", r->epsilon, v + 1, NULL);
    _arb_vec_clear(v, 4);
}

static void visit(cf_reduction *r) {
    arb_ptr s = _arb_vec_init(8), c = _arb_vec_init(4), v = _arb_vec_init(3);
    choose(r);
    for (size_t i = 0; i < r->d; i++) add_coordinate(s, r, &r->beta[i]);
    scalars(c, r);
    cf_reduction_same(r, "(29): alpha^2 Q twice", s, s + 4);
    cf_reduction_factor(v, r, 1, 101);
    arb_mul(v, v, s + 6, CF_REDUCTION_PREC);
    cf_reduction_same(r, "(30): the sum of b (L + ln(b + alpha^2))", s + 1, v);
    arb_add(v, r->L, c, CF_REDUCTION_PREC);
    arb_mul(v, v, r->S, CF_REDUCTION_PREC);
    if (r->d > 1) cf_reduction_same(r, "(32): S (L + ln(S + alpha^2))", s + 2, v);
    arb_sub(v, s + 3, s + 7, CF_REDUCTION_PREC);
    cf_reduction_same(r, "(38): the sum of b (L + ln b - 1)", v, s + 5);
    cf_reduction_factor(v + 1, r, 2, 99);
    arb_mul(v + 1, v + 1, r->L, CF_REDUCTION_PREC);
    arb_mul(v + 1, v + 1, r->S, CF_REDUCTION_PREC);
    arb_mul(v + 1, v + 1, c + 2, CF_REDUCTION_PREC);
    arb_set_ui(v, r->d);
    cf_reduction_same(r, "(41): d = S L times its left side", v, v + 1);
    arb_mul(v, r->epsilon, r->L, CF_REDUCTION_PREC);
    cf_reduction_same(r, "(36): epsilon L", c + 1, v);
    _arb_vec_clear(s, 8), _arb_vec_clear(c, 4), _arb_vec_clear(v, 3);
}

static void check(cf_run *run) {
    cf_for_reductions(run, 80, visit);
}

const cf_claim cf_claim_lemma1_proved = {
    .id = "lemma1_proved",
    .section = "B",
    .items = "Lemma 1; (42)",
    .title = "Lemma 1 for all beta, epsilon, d",
    .statement = "For every d, beta != 0 in R^d, epsilon > 0 and alpha <= alpha_1(epsilon, ||beta||_1, d): (1 - "
                 "epsilon)||beta||_1 <= (alpha^2/L) Q(beta/alpha^2) <= (1 + epsilon)||beta||_1.",
    .tex = "\\alpha\\le\\alpha_1(\\epsilon,\\|\\beta\\|_1,d)\\Rightarrow(1-\\epsilon)\\|\\beta\\|_1\\le\\tfrac{\\alpha^2}{L}Q(\\beta/\\alpha^2)\\le(1+\\epsilon)\\|\\beta\\|_1",
    .domain = "beta != 0, epsilon > 0, any d",
    .checked = "the reduction to the bounds, in balls, on 80 drawn instances, at the threshold and beyond",
    .uses = "lemma1.eq29_30 lemma1.eq31_32 lemma1.eq36 lemma1.eq37_38 lemma1.eq39 lemma1.eq41 on_paper_sums",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 2,
    .canary = "1.01 for 1 in (30); 0.99 for 1 in (41)",
    .canaries = 2,
    .argument = "docs/bounds.md#lemma1bound",
    .check = check,
};
