/* theorem2_l2_argued.c - from 4q(t) <= t^2, the concavity of q(sqrt(s)), and t^2 - t^4/48 <= 4q(t). */
#include "verify/theorem2_triples.h"

/* x^2 <= 4 q(sqrt(1 + epsilon) x) */
static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_theorem2_triple *w = instance;
    arb_t x;
    arb_init(x);
    arb_set_fmpq(x, w->log_alpha, prec + 64);
    arb_mul_si(x, x, -2, prec);
    arb_exp(x, x, prec);
    arb_mul(x, x, w->norm, prec);
    arb_mul(a, x, x, prec);
    cf_triple_factor(b, w, prec);
    arb_sqrt(b, b, prec);
    arb_mul(b, b, x, prec);
    cf_ref_q(b, b, prec);
    arb_mul_2exp_si(b, b, 2);
    arb_clear(x);
}

static void check(cf_run *run) {
    cf_for_theorem2_triples(run, CF_HALF_L2, "x^2 <= 4 q(sqrt(1 + epsilon) x)", sides);
}

const cf_claim cf_claim_theorem2_l2_argued = {
    .id = "theorem2_l2_argued",
    .section = "4",
    .items = "Theorem 2",
    .title = "Theorem 2, second half: a proof",
    .statement = "For any 0 < epsilon < d, alpha >= sqrt(2(1 + epsilon)(1 + 2/epsilon)||beta_L2||_2) "
                 "implies ||beta_alpha(infinity)||_2^2 <= (1 + epsilon)||beta_L2||_2^2.",
    .tex = "\\alpha\\ge\\sqrt{2(1+\\epsilon)(1+2/"
           "\\epsilon)\\|\\beta_{L2}\\|_2}\\Rightarrow\\|\\beta_\\alpha(\\infty)\\|_2^2\\le(1+\\epsilon)\\|"
           "\\beta_{L2}\\|_2^2",
    .domain = "X of full row rank, y != 0, 0 < epsilon < d",
    .checked = "the inequality 4q(sqrt(1 + epsilon) x) >= x^2, x = ||beta_L2||_2/alpha^2, that carries "
               "the proof, at 16 triples",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "0.99 + epsilon in place of 1 + epsilon",
    .argument = "docs/appendix-b.md#a-proof-of-the-second-half",
    .check = check,
};
