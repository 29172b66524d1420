/* theorem2_l2_proved.c - Theorem 2, second half, both readings (docs/bounds.md, theorem2_l2.bound). */
#include "verify/reduction.h"

/* x = r epsilon/(2(1 + epsilon)(2 + epsilon)), r in (0, 1]: 4 q(sqrt(1 + epsilon) x) >= x^2 by the bound's sides; and at t = beta/C
 * x, of norm x: q(x) <= sum q(t_i) <= x^2/4 */
static void visit(cf_reduction *r) {
    arb_ptr v = _arb_vec_init(8);
    if (r->state % 3) cf_reduction_uniform(v, r);
    else arb_one(v);
    cf_reduction_sides(v + 1, v + 2, r, "theorem2_l2.own_stated", r->epsilon, v, NULL);
    arb_mul(v + 3, v, r->epsilon, CF_REDUCTION_PREC);
    arb_add_ui(v + 4, r->epsilon, 1, CF_REDUCTION_PREC);
    arb_add_ui(v + 5, r->epsilon, 2, CF_REDUCTION_PREC);
    arb_mul(v + 5, v + 5, v + 4, CF_REDUCTION_PREC);
    arb_mul_2exp_si(v + 5, v + 5, 1);
    arb_div(v + 3, v + 3, v + 5, CF_REDUCTION_PREC); /* x */
    arb_mul(v + 5, v + 3, v + 3, CF_REDUCTION_PREC);
    cf_reduction_same(r, "x^2 by the small side", v + 1, v + 5);
    arb_sqrt(v + 4, v + 4, CF_REDUCTION_PREC);
    arb_mul(v + 4, v + 4, v + 3, CF_REDUCTION_PREC);
    cf_ref_q(v + 6, v + 4, CF_REDUCTION_PREC);
    cf_reduction_factor(v + 7, r, 1, 404);
    if (cf_run_canary(r->run) != 1) arb_set_ui(v + 7, 4);
    arb_mul(v + 6, v + 6, v + 7, CF_REDUCTION_PREC);
    arb_div(v + 6, v + 6, v + 5, CF_REDUCTION_PREC);
    arb_div(v + 2, v + 2, v + 5, CF_REDUCTION_PREC);
    cf_reduction_same(r, "4 q(sqrt(1 + epsilon) x)/x^2 by the big side", v + 2, v + 6);
    arb_zero(v + 6);
    for (size_t i = 0; i < r->d; i++) {
        arb_div(v + 7, &r->beta[i], r->C, CF_REDUCTION_PREC);
        arb_mul(v + 7, v + 7, v + 3, CF_REDUCTION_PREC);
        cf_ref_q(v + 7, v + 7, CF_REDUCTION_PREC);
        arb_add(v + 6, v + 6, v + 7, CF_REDUCTION_PREC);
    }
    arb_mul_2exp_si(v + 5, v + 5, -2);
    cf_fact_le(r->run, "sum q(t_i) <= x^2/4", v + 6, v + 5);
    cf_ref_q(v + 7, v + 3, CF_REDUCTION_PREC);
    if (r->d > 1 && !arb_is_zero(&r->beta[r->d - 1])) cf_fact_le(r->run, "q(||t||_2) <= sum q(t_i)", v + 7, v + 6);
    _arb_vec_clear(v, 8);
}

static void check(cf_run *run) {
    cf_for_reductions(run, 80, visit);
}

const cf_claim cf_claim_theorem2_l2_proved = {
    .id = "theorem2_l2_proved",
    .section = "4",
    .items = "Theorem 2",
    .title = "Theorem 2, second half, for all X, y, epsilon, in both readings",
    .statement = "For every X of full row rank, y, epsilon > 0 and alpha >= sqrt(2(1 + epsilon)(1 + "
                 "2/epsilon)||beta_L2||_2): ||beta_alpha(infinity)||_2^2 <= (1 + epsilon)||beta_L2||_2^2, hence "
                 "also without the squares.",
    .tex = "\\alpha\\ge\\sqrt{2(1+\\epsilon)(1+2/\\epsilon)\\|\\beta_{L2}\\|_2}\\Rightarrow\\|\\beta_\\alpha(\\infty)\\|_2^2\\le(1+\\epsilon)\\|\\beta_{L2}\\|_2^2",
    .domain = "X of full row rank, epsilon > 0",
    .checked = "the reduction in balls on 80 drawn instances",
    .uses = "theorem2_l2.own_stated scalar.q_square scalar.q_sqrt_concave on_paper_monotone on_paper_jensen "
                 "on_paper_sums kkt_sufficient convergence_zero_error",
    .proof_uses = "",
    .method = CF_M_REDUCTION,
    .tier = CF_TIER_QUICK,
    .budget = 2,
    .canary = "4.04 for 4",
    .argument = "docs/bounds.md#theorem2_l2bound",
    .check = check,
};
