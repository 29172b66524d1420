/* footnote2_regulariser.c - footnote 2 in full: the regulariser that a start that is neither uniform nor
 * unbiased leads to, and its minimum at the certified limit, compared with other interpolants; the u,v model
 * by p, m = (u +- v)/2. */
#include "verify/starts.h"

enum { PREC = 160 };

static void check_case(cf_run *run, const cf_start_case *c, double share) {
    slong d = (slong)c->p.d;
    arb_ptr beta = _arb_vec_init(d), lp = _arb_vec_init(d), lm = _arb_vec_init(d);
    cf_ref_limit_info info;
    (void)share;
    for (slong i = 0; i < d; i++) {
        cf_ref_log_alpha(lp + i, c->exact[0] + i, PREC);
        cf_ref_log_alpha(lm + i, c->exact[1] + i, PREC);
    }
    if (cf_ref_limit_start(beta, NULL, &info, c->p.X, c->p.y, c->exact[0], c->exact[1], c->depth_exact,
                           c->p.N, c->p.d, PREC) == CF_REF_OK)
        cf_starts_minimum_facts(run, c, beta, lp, lm, cf_run_canary(run) ? 5 : 0, PREC);
    else
        cf_fact(run, "the limit is certified", CF_UNKNOWN);
    _arb_vec_clear(beta, d), _arb_vec_clear(lp, d), _arb_vec_clear(lm, d);
}

static void check(cf_run *run) {
    cf_for_starts(run, cf_run_tier(run) == CF_TIER_QUICK ? 60 : 600, 1, NULL, 0, check_case);
}

const cf_claim cf_claim_footnote2_regulariser = {
    .id = "footnote2_regulariser",
    .section = "4",
    .items = "Footnote 2",
    .title = "The regulariser of a non-uniform, biased start, depth 2 and D, and of the u, v model",
    .statement = "From w_+(0) = p > 0, w_-(0) = m > 0 the flow ends at the minimiser over X beta = y of "
                 "sum_i [a_i^2 q(beta_i/a_i^2) - e_i "
                 "beta_i], a_i^2 = p_i m_i, e_i = ln(p_i/m_i); at depth D > 2 of sum_i [c_i^{1-k} q_D(beta_i "
                 "c_i^k) + s_i beta_i], k = D/(D-2), "
                 "c_i, s_i = (p_i^{2-D} +- m_i^{2-D})/2: the Bregman divergence to the start. The model sum "
                 "u_i v_i x_i, u_i(0) > |v_i(0)|: a_i^2 = "
                 "(u_i^2 - v_i^2)/4, e_i = 2 artanh(v_i/u_i).",
    .tex = "\\beta(\\infty)=\\arg\\min_{X\\beta=y}\\sum_i a_i^2q(\\beta_i/a_i^2)-e_i\\beta_i,\\quad "
           "a_i^2=p_im_i,\\ e_i=\\ln(p_i/m_i)",
    .domain =
        "X of full row rank, any y, any start > 0, D >= 2; all t by footnote2_start and the written proof",
    .checked = "60 cases (quick) of six families, N <= 3, d <= 6, D = 2, 5/2, 3, 4, half of the starts not "
               "uniform: the limit certified "
               "by Krawczyk, R at it below R at 4 exact other interpolants",
    .uses = "",
    .proof_uses = "footnote2_start footnote2_uv",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 10,
    .canary = "every second entry of w_+(0) is 5 % larger",
    .argument = "docs/descent.md#any-start",
    .check = check,
};
