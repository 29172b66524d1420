/* descent_distance.c - the limits of descent and of the flow from one start, both certified, at steps h, h/2:
 * their distance is O(eta), and within the a posteriori bound that needs descent alone
 * (reference/descend_bound.c). */
#include "verify/starts.h"
#include <math.h>

enum { PREC = 48 };

/* the distance at a step, and the bound; nonzero iff both are certified */
static int distance(arb_t out, arb_t bound, const cf_start_case *c, arb_srcptr flow, double step) {
    slong d = (slong)c->p.d;
    arb_ptr beta = _arb_vec_init(d), lp = _arb_vec_init(d), lm = _arb_vec_init(d);
    fmpq_t eta;
    cf_ref_descent_info info;
    fmpq_init(eta);
    cf_fmpq_set_double(eta, step);
    int ok = cf_ref_descend(beta, lp, lm, &info, c->p.X, c->p.y, c->exact[0], c->exact[1], eta,
                            c->depth_exact, 3000, c->p.N, c->p.d, PREC) == CF_REF_OK &&
             cf_ref_descend_bound(bound, c->p.X, beta, lp, lm, c->exact[0], c->exact[1], c->p.N, c->p.d,
                                  128) == CF_REF_OK;
    cf_starts_distance(out, beta, flow, c->p.d, 128);
    fmpq_clear(eta);
    _arb_vec_clear(beta, d), _arb_vec_clear(lp, d), _arb_vec_clear(lm, d);
    return ok;
}

static void compare(cf_run *run, const arb_t whole, const arb_t half, const arb_t bound) {
    arb_t t, c;
    arb_init(t), arb_init(c);
    arb_set(t, whole);
    if (cf_run_canary(run) == 2) arb_set(t, bound), arb_div_ui(t, t, 100, 64);
    cf_fact_le(run, "the distance is at most the a posteriori bound", half,
               cf_run_canary(run) == 2 ? t : bound);
    arb_set_si(c, cf_run_canary(run) == 1 ? 48 : 53), arb_div_ui(c, c, 100, 64);
    arb_mul(t, whole, c, 128);
    cf_fact_le(run, "half the step: at most 0.53 of the distance", half, t);
    arb_set_si(c, 47), arb_div_ui(c, c, 100, 64);
    arb_mul(t, whole, c, 128);
    cf_fact_le(run, "and at least 0.47 of it", t, half);
    arb_div(t, bound, half, 64);
    cf_evidence_sample(run, "bound_over_distance", arf_get_d(arb_midref(t), ARF_RND_NEAR));
    arb_clear(t), arb_clear(c);
}

static void check_case(cf_run *run, const cf_start_case *c, double share) {
    slong d = (slong)c->p.d;
    arb_ptr flow = _arb_vec_init(d);
    arb_t whole, half, bound, coarse, tiny;
    cf_ref_limit_info info;
    arb_init(whole), arb_init(half), arb_init(bound), arb_init(coarse), arb_init(tiny);
    arb_one(tiny), arb_mul_2exp_si(tiny, tiny, -24);
    int ok = c->stable > 0 && cf_ref_limit_start(flow, NULL, &info, c->p.X, c->p.y, c->exact[0], c->exact[1],
                                                 c->depth_exact, c->p.N, c->p.d, 96) == CF_REF_OK;
    ok = ok && distance(whole, coarse, c, flow, share * c->stable) &&
         distance(half, bound, c, flow, share * c->stable / 2);
    if (cf_hypothesis(run, "both limits are certified within 3000 steps", ok ? CF_TRUE : CF_FALSE) &&
        cf_hypothesis(run, "the limits are not the same", cf_ball_lt(tiny, half)))
        compare(run, whole, half, bound);
    _arb_vec_clear(flow, d);
    arb_clear(whole), arb_clear(half), arb_clear(bound), arb_clear(coarse), arb_clear(tiny);
}

static void check(cf_run *run) {
    static const double shares[] = {0.08};
    cf_for_starts(run, cf_run_tier(run) == CF_TIER_QUICK ? 12 : 120, 0, shares, 1, check_case);
}

const cf_claim cf_claim_descent_distance = {
    .id = "descent_distance",
    .section = "2",
    .items = "(1); (2)",
    .title = "The limits of gradient descent and of gradient flow are O(eta) apart, with a certified bound",
    .statement = "From one start at depth 2, ||beta_eta(infinity) - beta(infinity)||_2 = O(eta): halving a "
                 "small step halves it to "
                 "within 6 %; and it is at most the a posteriori bound F(tau) of reference/descend_bound.c.",
    .tex = "\\|\\beta_\\eta(\\infty)-\\beta(\\infty)\\|_2=O(\\eta)",
    .domain = "X of full row rank, any start > 0; small eta",
    .checked = "steps of 0.08 and 0.04 of the largest stable one, both limits in balls, 12 cases (quick), N "
               "<= 3, d <= 6; those "
               "certified and 2^-24 apart count",
    .uses = "",
    .proof_uses = "footnote2_regulariser descent_products",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 12,
    .canary = "0.48 of the distance at half the step; a hundredth of the bound, whose loss is the spread of "
              "the weights",
    .canaries = 2,
    .argument = NULL,
    .check = check,
};
