/* theorem2_sharp_l1_proved.c - the sharper first half: the criterion, and its explicit alpha (docs/bounds.md, theorem2_l1.bound). */
#include "verify/reduction.h"

/* k = d/(1 + epsilon) > 1, v = e k^(1/epsilon) (1 + ...): (E(z) - 1)(ln z - 1) by the sides of the core bound at z = kv; and
 * R(kv)/R(v) <= 1 + epsilon. k <= 1: the bound large_eps with m = 1/k - 1. */
static void small_k(cf_reduction *r, const arb_t k) {
    arb_ptr v = _arb_vec_init(4);
    arb_inv(v, k, CF_REDUCTION_PREC);
    arb_sub_ui(v + 1, v, 1, CF_REDUCTION_PREC);
    cf_reduction_sides(v + 2, v + 3, r, "theorem2_l1.large_eps", r->S, v + 1, NULL);
    arb_mul(v, v, r->S, CF_REDUCTION_PREC);
    cf_ref_q(v + 1, v, CF_REDUCTION_PREC);
    cf_reduction_same(r, "q((1 + epsilon) x/d) by the big side", v + 3, v + 1);
    _arb_vec_clear(v, 4);
}

static void visit(cf_reduction *r) {
    arb_ptr v = _arb_vec_init(8);
    arb_add_ui(v, r->epsilon, 1, CF_REDUCTION_PREC);
    arb_ui_div(v, r->d, v, CF_REDUCTION_PREC); /* k */
    arb_sub_ui(v + 1, v, 1, CF_REDUCTION_PREC);
    if (!arb_is_positive(v + 1)) {
        small_k(r, v);
        _arb_vec_clear(v, 8);
        return;
    }
    arb_log(v + 1, v, CF_REDUCTION_PREC);
    arb_div(v + 2, v + 1, r->epsilon, CF_REDUCTION_PREC);
    arb_add_ui(v + 2, v + 2, 1, CF_REDUCTION_PREC);
    if (r->state % 3) arb_add(v + 2, v + 2, r->S, CF_REDUCTION_PREC); /* ln v */
    arb_exp(v + 3, v + 2, CF_REDUCTION_PREC);
    arb_mul(v + 4, v, v + 3, CF_REDUCTION_PREC); /* z = kv */
    cf_reduction_sides(v + 5, v + 6, r, "theorem2_l1.core", v + 4, NULL, NULL);
    arb_div(v + 5, v + 5, v + 6, CF_REDUCTION_PREC);
    cf_ref_q_prime(v + 7, v + 4, CF_REDUCTION_PREC);
    arb_mul(v + 7, v + 7, v + 4, CF_REDUCTION_PREC);
    arb_div(v + 7, v + 7, v + 6, CF_REDUCTION_PREC);
    arb_sub_ui(v + 7, v + 7, 1, CF_REDUCTION_PREC);
    arb_add(v + 6, v + 1, v + 2, CF_REDUCTION_PREC);
    arb_sub_ui(v + 6, v + 6, 1, CF_REDUCTION_PREC); /* ln z - 1 */
    arb_mul(v + 7, v + 7, v + 6, CF_REDUCTION_PREC);
    cf_reduction_factor(v + 6, r, 1, 101);
    arb_mul(v + 7, v + 7, v + 6, CF_REDUCTION_PREC);
    cf_reduction_same(r, "(E(z) - 1)(ln z - 1) by the sides", v + 5, v + 7);
    cf_ref_q(v + 5, v + 4, CF_REDUCTION_PREC);
    cf_ref_q(v + 6, v + 3, CF_REDUCTION_PREC);
    arb_div(v + 5, v + 5, v + 6, CF_REDUCTION_PREC);
    arb_div(v + 5, v + 5, v, CF_REDUCTION_PREC);
    arb_add_ui(v + 6, r->epsilon, 1, CF_REDUCTION_PREC);
    arb_sub_ui(v + 2, v + 2, 60, CF_REDUCTION_PREC);
    if (arb_is_negative(v + 2)) /* beyond, the two differ by about 1/v^2 where alpha is at the threshold */
        cf_fact_le(r->run, "R(kv)/R(v) <= 1 + epsilon", v + 5, v + 6);
    _arb_vec_clear(v, 8);
}

static void check(cf_run *run) {
    cf_for_reductions(run, 80, visit);
}

const cf_claim cf_claim_theorem2_sharp_l1_proved = {
    .id = "theorem2_sharp_l1_proved",
    .section = "4",
    .items = "Theorem 2",
    .title = "the sharper first half of Theorem 2 for all X, y, epsilon, d",
    .statement = "For every X of full row rank, y != 0, epsilon > 0, with B = ||beta_L1||_1: if d q((1 + "
                 "epsilon)B/(d alpha^2)) >= q(B/alpha^2) then ||beta_alpha(infinity)||_1 <= (1 + epsilon)B; the "
                 "condition holds for every alpha if epsilon >= d - 1, and otherwise for alpha^2 <= (B/e)((1 + "
                 "epsilon)/d)^((1 + epsilon)/epsilon).",
    .tex = "\\alpha^2\\le\\frac{\\|\\beta_{L1}\\|_1}e\\Big(\\frac{1+\\epsilon}d\\Big)^{\\frac{1+\\epsilon}\\epsilon}\\Rightarrow\\|\\beta_\\alpha(\\infty)\\|_1\\le(1+\\epsilon)\\|\\beta_{L1}\\|_1",
    .domain = "X of full row rank, y != 0, epsilon > 0",
    .checked = "the reduction in balls on 80 drawn (k, epsilon, v), at the threshold and beyond",
    .uses = "theorem2_l1.core theorem2_l1.large_eps scalar.E_at_least_1 on_paper_monotone on_paper_jensen "
                 "on_paper_sums kkt_sufficient convergence_zero_error",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 2,
    .canary = "1.01 (E - 1)",
    .argument = "docs/bounds.md#theorem2_l1bound",
    .check = check,
};
