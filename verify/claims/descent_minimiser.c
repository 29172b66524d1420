/* descent_minimiser.c - the certified limit of gradient descent minimises the regulariser of its effective
 * start: both as enclosed by cf_ref_descend, the tail of the exact iteration included; and the effective
 * start lies below the start. */
#include "verify/starts.h"

enum { PREC = 64 };

/* log p' <= log p, log m' <= log m, to 2^-50: it is equal where x_i = 0 */
static void shrinks(cf_run *run, const cf_start_case *c, int side, arb_srcptr effective) {
    arb_t start, slack;
    arb_init(start), arb_init(slack);
    arb_one(slack), arb_mul_2exp_si(slack, slack, -50);
    for (size_t i = 0; i < c->p.d; i++) {
        cf_ref_log_alpha(start, c->exact[side] + i, 128);
        arb_add(start, start, slack, 128);
        cf_fact_le(run, "the effective start is at most the start", effective + i, start);
    }
    arb_clear(start), arb_clear(slack);
}

static void check_case(cf_run *run, const cf_start_case *c, double share) {
    if (!cf_hypothesis(run, "a step was found", c->stable > 0 ? CF_TRUE : CF_FALSE)) return;
    slong d = (slong)c->p.d;
    arb_ptr beta = _arb_vec_init(d), lp = _arb_vec_init(d), lm = _arb_vec_init(d);
    fmpq_t eta;
    cf_ref_descent_info info;
    fmpq_init(eta);
    cf_fmpq_set_double(eta, share * c->stable);
    cf_ref_status status = cf_ref_descend(beta, lp, lm, &info, c->p.X, c->p.y, c->exact[0], c->exact[1], eta,
                                          c->depth_exact, 600, c->p.N, c->p.d, PREC);
    if (cf_hypothesis(run, "descent is proved to converge within 600 steps",
                      status == CF_REF_OK ? CF_TRUE : CF_FALSE)) {
        shrinks(run, c, 0, lp), shrinks(run, c, 1, lm);
        cf_starts_minimum_facts(run, c, beta, lp, lm, cf_run_canary(run) ? 5 : 0, 160);
        cf_evidence_sample(run, "steps", (double)info.steps);
    }
    fmpq_clear(eta);
    _arb_vec_clear(beta, d), _arb_vec_clear(lp, d), _arb_vec_clear(lm, d);
}

static void check(cf_run *run) {
    static const double shares[] = {0.25, 0.5, 0.75};
    cf_for_starts(run, cf_run_tier(run) == CF_TIER_QUICK ? 12 : 120, 1, shares, 3, check_case);
}

const cf_claim cf_claim_descent_minimiser = {
    .id = "descent_minimiser",
    .section = "2",
    .items = "(1); Footnote 2",
    .title = "Gradient descent has an exact implicit bias: that of the flow from a smaller start",
    .statement = "The limit of descent from (p, m) minimises over X beta = y the regulariser of footnote 2 "
                 "for its effective start (p', "
                 "m'), and p' <= p, m' <= m where no weight changes its sign: large steps act as a smaller "
                 "initialisation.",
    .tex = "\\beta_\\eta(\\infty)=\\arg\\min_{X\\beta=y}R_{p',m'}(\\beta),\\quad p'\\le p,\\ m'\\le m",
    .domain = "X of full row rank, any start > 0, D >= 2, any step at which descent converges with |g| < 1",
    .checked = "the exact iteration and its tail in balls, 12 cases (quick) of six families, N <= 3, d <= 6, "
               "D = 2, 5/2, 3, 4, steps of "
               "1/4, 1/2, 3/4 of the largest stable one; those proved to converge count",
    .uses = "",
    .proof_uses = "footnote2_regulariser descent_products",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 12,
    .canary = "every second entry of p' is 5 % larger in the regulariser",
    .argument = NULL,
    .check = check,
};
