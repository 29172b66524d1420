/* theorem2_sharp_l2_proved.c - the sharper second half, with the right power of epsilon (docs/bounds.md, theorem2_l2.bound). */
#include "verify/reduction.h"

/* M = S: rho = sqrt(1 + M^2/12), W(M) = 2q'(M)/M: (W rho)^2 by the sides of `weight`; 48 rho (rho - 1)/(rho + 1) = 4 M^2 rho/(1 +
 * rho)^2; the sides of `end` at epsilon = s^2, rho = p + m */
static void weight(cf_reduction *r, arb_t rho) {
    arb_ptr v = _arb_vec_init(5);
    cf_reduction_sides(v, v + 1, r, "theorem2_l2.weight", r->S, NULL, NULL);
    arb_div(v, v + 1, v, CF_REDUCTION_PREC);
    arb_mul(v + 1, r->S, r->S, CF_REDUCTION_PREC);
    arb_div_ui(v + 2, v + 1, 12, CF_REDUCTION_PREC);
    arb_add_ui(v + 2, v + 2, 1, CF_REDUCTION_PREC);
    arb_sqrt(rho, v + 2, CF_REDUCTION_PREC);
    cf_ref_q_prime(v + 3, r->S, CF_REDUCTION_PREC);
    arb_mul_2exp_si(v + 3, v + 3, 1);
    arb_div(v + 3, v + 3, r->S, CF_REDUCTION_PREC);
    arb_mul(v + 3, v + 3, rho, CF_REDUCTION_PREC);
    arb_mul(v + 3, v + 3, v + 3, CF_REDUCTION_PREC);
    cf_reduction_same(r, "(W rho)^2 by the sides", v, v + 3);
    arb_add_ui(v + 2, rho, 1, CF_REDUCTION_PREC);
    arb_div(v + 3, rho, v + 2, CF_REDUCTION_PREC);
    arb_div(v + 4, v + 3, v + 2, CF_REDUCTION_PREC);
    arb_mul(v + 4, v + 4, v + 1, CF_REDUCTION_PREC);
    arb_mul_2exp_si(v + 4, v + 4, 2);
    arb_sub_ui(v + 2, rho, 1, CF_REDUCTION_PREC);
    arb_mul(v + 3, v + 3, v + 2, CF_REDUCTION_PREC);
    cf_reduction_factor(v + 2, r, 1, 101);
    arb_mul_ui(v + 3, v + 3, 48, CF_REDUCTION_PREC);
    arb_mul(v + 3, v + 3, v + 2, CF_REDUCTION_PREC);
    cf_reduction_same(r, "48 rho (rho - 1)/(rho + 1)", v + 3, v + 4);
    _arb_vec_clear(v, 5);
}

/* With rho = p + C: the small side is p sqrt(epsilon/(1 + epsilon)), 1/48 of the square of the threshold's x */
static void end(cf_reduction *r) {
    arb_ptr v = _arb_vec_init(6);
    arb_sqrt(v, r->epsilon, CF_REDUCTION_PREC);
    cf_reduction_sides(v + 1, v + 2, r, "theorem2_l2.end", v, r->C, NULL);
    arb_add_ui(v + 3, r->epsilon, 1, CF_REDUCTION_PREC);
    arb_sqrt(v + 4, v + 3, CF_REDUCTION_PREC);
    arb_add(v + 4, v + 4, v, CF_REDUCTION_PREC);
    arb_mul(v + 4, v + 4, v + 4, CF_REDUCTION_PREC); /* p */
    arb_div(v + 5, r->epsilon, v + 3, CF_REDUCTION_PREC);
    arb_sqrt(v + 5, v + 5, CF_REDUCTION_PREC);
    arb_mul(v + 5, v + 5, v + 4, CF_REDUCTION_PREC);
    cf_reduction_same(r, "p sqrt(epsilon/(1 + epsilon)) by the small side", v + 1, v + 5);
    arb_add(v + 4, v + 4, r->C, CF_REDUCTION_PREC);
    arb_add_ui(v + 3, v + 4, 1, CF_REDUCTION_PREC);
    arb_sub_ui(v + 5, v + 4, 1, CF_REDUCTION_PREC);
    arb_mul(v + 5, v + 5, v + 4, CF_REDUCTION_PREC);
    arb_div(v + 5, v + 5, v + 3, CF_REDUCTION_PREC);
    cf_reduction_same(r, "rho (rho - 1)/(rho + 1) by the big side", v + 2, v + 5);
    _arb_vec_clear(v, 6);
}

static void visit(cf_reduction *r) {
    arb_t rho;
    arb_init(rho);
    weight(r, rho);
    end(r);
    arb_clear(rho);
}

static void check(cf_run *run) {
    cf_for_reductions(run, 80, visit);
}

const cf_claim cf_claim_theorem2_sharp_l2_proved = {
    .id = "theorem2_sharp_l2_proved",
    .section = "4",
    .items = "Theorem 2",
    .title = "the sharper second half of Theorem 2 for all X, y, epsilon",
    .statement = "For every X of full row rank, y, epsilon > 0 and alpha^4 >= ||beta_L2||_2^2 sqrt(1 + "
                 "epsilon)/(48 sqrt(epsilon)(sqrt(epsilon) + sqrt(1 + epsilon))^2): ||beta_alpha(infinity)||_2^2 "
                 "<= (1 + epsilon)||beta_L2||_2^2.",
    .tex = "\\alpha^4\\ge\\frac{\\|\\beta_{L2}\\|_2^2\\sqrt{1+\\epsilon}}{48\\sqrt\\epsilon(\\sqrt\\epsilon+\\sqrt{1+\\epsilon})^2}\\Rightarrow\\|\\beta_\\alpha(\\infty)\\|_2^2\\le(1+\\epsilon)\\|\\beta_{L2}\\|_2^2",
    .domain = "X of full row rank, epsilon > 0",
    .checked = "the reduction in balls on 80 drawn (M, epsilon, rho)",
    .uses = "theorem2_l2.weight theorem2_l2.centre theorem2_l2.increasing theorem2_l2.end "
                 "scalar.q_sqrt_concave scalar.q_prime_linear on_paper_monotone on_paper_sums kkt_sufficient "
                 "convergence_zero_error",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 2,
    .canary = "48.48 for 48",
    .argument = "docs/bounds.md#theorem2_l2bound",
    .check = check,
};
