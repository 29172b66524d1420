/* core_limit_start.c - the limit of the flow from any positive start in doubles, within its bound of the
 * certified one. */
#include "core/certiflow.h"
#include "verify/starts.h"
#include <stdlib.h>

static void check_case(cf_run *run, const cf_start_case *c, double share) {
    const size_t N = c->p.N, d = c->p.d;
    double *work = malloc((3 * d + N) * sizeof *work), *wp = work + d, *wm = wp + d, *nu = wm + d;
    arb_ptr ball = _arb_vec_init((slong)d), beta = _arb_vec_init((slong)d);
    arb_t bound, error;
    cf_ref_limit_info found;
    arb_init(bound), arb_init(error);
    (void)share;
    int ok = cf_limit_start(work, nu, wp, wm, NULL, c->p.X, c->p.y, c->log_plus, c->log_minus, c->depth, N,
                            d) == CF_OK &&
             cf_starts_bound(bound, c, work, nu, wp, wm, c->log_plus, c->log_minus, 0);
    double *lp = c->log_plus, *lm = c->log_minus;
    if (cf_run_canary(run)) lp[0] += 0.05;
    cf_ref_alpha_struct *plus = cf_starts_exact(lp, d, 1), *minus = cf_starts_exact(lm, d, 1);
    ok = ok && cf_ref_limit_start(ball, NULL, &found, c->p.X, c->p.y, plus, minus, c->depth_exact, N, d,
                                  96) == CF_REF_OK;
    for (size_t i = 0; i < d; i++) arb_set_d(beta + i, work[i]);
    cf_starts_distance(error, beta, ball, d, 128);
    if (ok)
        cf_fact_le(run, "||beta - beta*||_2 <= B", error, bound);
    else
        cf_fact(run, "both limits were found", CF_UNKNOWN);
    cf_starts_clear(plus, d), cf_starts_clear(minus, d);
    _arb_vec_clear(ball, (slong)d), _arb_vec_clear(beta, (slong)d), arb_clear(bound), arb_clear(error);
    free(work);
}

static void check(cf_run *run) {
    cf_for_starts(run, cf_run_tier(run) == CF_TIER_QUICK ? 60 : 600, 1, NULL, 0, check_case);
}

const cf_claim cf_claim_core_limit_start = {
    .id = "core_limit_start",
    .section = "4",
    .items = "Footnote 2",
    .title = "The limit from any positive start in doubles",
    .statement = "cf_limit_start lies within B = chi |r| + (1 + chi |X|_F) |e| of the certified limit "
                 "(verify/starts.h).",
    .tex = "\\|\\hat\\beta-\\beta(\\infty)\\|_2\\le\\chi\\|r\\|_2+(1+\\chi\\|X\\|_F)\\|e\\|_2",
    .domain = "moderate ranges (core/limit_start.c)",
    .checked = "60 cases (quick) of six families, N <= 3, d <= 6, D = 2, 5/2, 3, 4, uniform and other starts",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 10,
    .canary = "one entry of w_+(0) is 5 % larger",
    .argument = NULL,
    .check = check,
};
