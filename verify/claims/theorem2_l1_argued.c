/* theorem2_l1_argued.c - by contradiction from (40) and (32): if the limit's norm exceeded (1 + epsilon)B
 * then Q there would exceed Q at beta_L1. Replaces the printed steps (74) and (81).
 */
#include "verify/theorem2_triples.h"

/* F(B) <= d F((1 + epsilon) B/d) */
static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_theorem2_triple *w = instance;
    arb_t la, x;
    arb_init(la);
    arb_init(x);
    arb_set_fmpq(la, w->log_alpha, prec + 64);
    cf_ref_alpha2_q(a, w->norm, la, prec);
    cf_triple_factor(x, w, prec);
    arb_mul(x, x, w->norm, prec);
    arb_div_ui(x, x, w->d, prec);
    cf_ref_alpha2_q(b, x, la, prec);
    arb_mul_ui(b, b, w->d, prec);
    arb_clear(la);
    arb_clear(x);
}

static void check(cf_run *run) {
    cf_for_theorem2_triples(run, CF_HALF_L1, "F(B) <= d F((1 + epsilon) B/d)", sides);
}

const cf_claim cf_claim_theorem2_l1_argued = {
    .id = "theorem2_l1_argued",
    .section = "4",
    .items = "Theorem 2",
    .title = "Theorem 2, first half: a proof",
    .statement = "For any 0 < epsilon < d, alpha <= min{(2(1 + epsilon)||beta_L1||_1)^(-(2 + epsilon)/(2 "
                 "epsilon)), exp(-d/(epsilon ||beta_L1||_1))} implies ||beta_alpha(infinity)||_1 <= (1 + "
                 "epsilon)||beta_L1||_1.",
    .tex = "\\alpha\\le\\min\\{(2(1+\\epsilon)\\|\\beta_{L1}\\|_1)^{-\\frac{2+\\epsilon}{2\\epsilon}},e^{-d/"
           "(\\epsilon\\|\\beta_{L1}\\|_1)}\\}\\Rightarrow\\|\\beta_\\alpha(\\infty)\\|_1\\le(1+\\epsilon)\\|"
           "\\beta_{L1}\\|_1",
    .domain = "X of full row rank, y != 0, 0 < epsilon < d",
    .checked = "the inequality d F((1 + epsilon)B/d) >= F(B), F(b) = alpha^2 q(b/alpha^2), that carries "
               "the proof, at 16 triples (B, epsilon, d)",
    .uses = "",
    .proof_uses = "eq32 eq40",
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "0.99 + epsilon in place of 1 + epsilon",
    .argument = "docs/appendix-b.md#a-proof-of-the-first-half",
    .check = check,
};
