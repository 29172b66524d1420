/* core_descend.c - the limit of gradient descent at steps up to 0.95 of the largest stable one, held against
 * the certified limit of the flow from its effective start; the bound: verify/starts.h. */
#include "core/certiflow.h"
#include "verify/starts.h"
#include <stdlib.h>

static void check_case(cf_run *run, const cf_start_case *c, double share) {
    const size_t N = c->p.N, d = c->p.d;
    double *work = malloc((5 * d + N) * sizeof *work), *lp = work + d, *lm = lp + d, *wp = lm + d,
           *wm = wp + d, *nu = wm + d;
    cf_descent_info info;
    arb_ptr ball = _arb_vec_init((slong)d), beta = _arb_vec_init((slong)d);
    arb_t bound, error;
    arb_init(bound), arb_init(error);
    cf_status status = cf_descend(work, lp, lm, nu, wp, wm, &info, c->p.X, c->p.y, c->plus, c->minus,
                                  share * c->stable, c->depth, 1e-13, 30000, N, d);
    if (cf_hypothesis(run, "descent reached 1e-13 within 30000 steps",
                      status == CF_OK ? CF_TRUE : CF_FALSE)) {
        int ok = cf_starts_bound(bound, c, work, nu, wp, wm, lp, lm, (double)info.steps);
        for (size_t i = 0; i < d && cf_run_canary(run); i++) {
            lp[i] = c->log_plus[i] + 0.9 * (lp[i] - c->log_plus[i]);
            lm[i] = c->log_minus[i] + 0.9 * (lm[i] - c->log_minus[i]);
        }
        cf_ref_alpha_struct *plus = cf_starts_exact(lp, d, 1), *minus = cf_starts_exact(lm, d, 1);
        cf_ref_limit_info found;
        ok = ok && cf_ref_limit_start(ball, NULL, &found, c->p.X, c->p.y, plus, minus, c->depth_exact, N, d,
                                      96) == CF_REF_OK;
        for (size_t i = 0; i < d; i++) arb_set_d(beta + i, work[i]);
        cf_starts_distance(error, beta, ball, d, 128);
        if (ok)
            cf_fact_le(run, "||beta - beta*||_2 <= B, beta* the limit of the flow from the effective start",
                       error, bound);
        else
            cf_fact(run, "the limit of the flow from the effective start is certified", CF_UNKNOWN);
        cf_evidence_sample(run, "steps", (double)info.steps);
        cf_starts_clear(plus, d), cf_starts_clear(minus, d);
    }
    _arb_vec_clear(ball, (slong)d), _arb_vec_clear(beta, (slong)d), arb_clear(bound), arb_clear(error);
    free(work);
}

static void check(cf_run *run) {
    static const double shares[] = {0.03, 0.3, 0.6, 0.8, 0.95};
    cf_for_starts(run, cf_run_tier(run) == CF_TIER_QUICK ? 48 : 400, 1, shares, 5, check_case);
}

const cf_claim cf_claim_core_descend = {
    .id = "core_descend",
    .section = "2",
    .items = "(1); Footnote 2",
    .title = "Where gradient descent ends, at any stable step: the flow's limit from its effective start",
    .statement = "Gradient descent (1) from w(0) > 0 at a step eta at which it converges ends exactly where "
                 "the flow from "
                 "its effective start ends: at depth 2 p' = p prod |1 - g_k| e^{g_k}, m' = m prod |1 + g_k| "
                 "e^{-g_k}, g_k = 4 "
                 "eta X^T r_k; at depth D p'^{2-D} = p^{2-D} + sum of s ((1-x)^{2-D} - 1 - (D-2)x). The "
                 "doubles' limit lies within B of it.",
    .tex = "\\beta_\\eta(\\infty)=\\arg\\min_{X\\beta=y}\\sum_i a_i^2q(\\beta_i/a_i^2)-e_i\\beta_i,\\ "
           "a_i^2=p_im_i\\prod_k|1-g_{k,i}^2|",
    .domain = "X of full row rank, any start > 0, D >= 2, any step at which descent converges (D > 2: "
              "without a change of sign)",
    .checked = "48 cases (quick) of six families, N <= 3, d <= 6, D = 2, 5/2, 3, 4, uniform and other "
               "starts, steps of 0.03 to "
               "0.95 of the largest stable one at the flow's limit; those that reach 1e-13 count",
    .uses = "",
    .proof_uses = "footnote2_start",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 10,
    .canary = "the effective start is 10 % nearer to the start, in logarithms",
    .argument = NULL,
    .check = check,
};
