/* theorem1_flow.c - Theorem 1, second way. CVODE's BDF method at relative tolerance 1e-11 carries an error of
 * a few hundred tolerances over the path; in log w it is one of the start, which moves the limit by a
 * comparable relative amount times L. 1e-6 leaves room for both and is 10^4 times less than what a start 1 %
 * off does. */
#include "verify/integrated_limits.h"

#include <math.h>

static void compare(cf_run *run, const cf_limit_case *c, const double *beta, const double *r_integral) {
    arb_t bound;
    arb_init(bound);
    (void)r_integral;
    cf_max_abs(bound, c->beta, c->d, c->prec);
    arb_div_ui(bound, bound, 1000000, c->prec);
    for (slong i = 0; i < c->d; i++)
        cf_agrees(run, "beta_i of the integrated flow", beta[i], c->beta + i, bound);
    arb_clear(bound);
}

static void check(cf_run *run) {
    cf_for_integrated_limits(run, cf_run_canary(run) ? log1p(0.01) : 0, compare);
}

const cf_claim cf_claim_theorem1_flow = {
    .id = "theorem1_flow",
    .section = "4",
    .items = "Theorem 1",
    .title = "Theorem 1: the integrated flow in w arrives at the dual limit",
    .statement = "The flow (2) of the 2d weights from w(0) = alpha 1, integrated by a stiff integrator which "
                 "shares no source with the dual solver until ||r|| <= 1e-11 ||y||, ends within 1e-6 max "
                 "|beta| of the certified beta_alpha(infinity), the minimiser of Q_alpha.",
    .tex = "w(\\infty)_+^2-w(\\infty)_-^2=\\arg\\min_{X\\beta=y}Q_\\alpha(\\beta)",
    .domain = "0 < alpha < infinity, X of full row rank",
    .checked = "24 problems (quick) of six families, N <= 4, d <= 12, log alpha = -6, -2, 0, 1",
    .uses = "theorem1_kkt",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "the flow starts from 1.01 alpha",
    .argument = NULL,
    .check = check,
};
