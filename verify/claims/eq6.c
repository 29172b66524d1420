/* eq6.c - (6) with the factor that (13) really gives. In our copy the constant in the exponents of (6) cannot
 * be read; by the printed (16) it would be 4, which eq16_printed refutes. */
#include "verify/integrated_limits.h"

static void compare(cf_run *run, const cf_limit_case *c, const double *beta, const double *r_integral) {
    arb_t bound;
    arb_init(bound);
    (void)beta;
    cf_max_abs(bound, c->nu, c->N, c->prec);
    arb_div_ui(bound, bound, 1000000, c->prec);
    for (slong n = 0; n < c->N; n++)
        cf_agrees(run, "-8 int_0^infinity r_n and nu_n", (cf_run_canary(run) ? -8.08 : -8.0) * r_integral[n],
                  c->nu + n, bound);
    arb_clear(bound);
}

static void check(cf_run *run) {
    cf_for_integrated_limits(run, 0, compare);
}

const cf_claim cf_claim_eq6 = {
    .id = "eq6",
    .section = "4",
    .items = "(6)",
    .title = "The limit as exponentials of the integrated residual",
    .statement = "beta_alpha(infinity) = alpha^2 (exp(-8 X^T int_0^infinity r) - exp(8 X^T int_0^infinity "
                 "r)): -8 times the integral of the residual along the integrated flow is the certified dual "
                 "variable nu to 1e-6 max |nu|.",
    .tex = "\\beta_\\alpha(\\infty)=\\alpha^2\\big(\\exp(-8X^\\top\\!\\textstyle\\int_0^\\infty "
           "r)-\\exp(8X^\\top\\!\\int_0^\\infty r)\\big)",
    .domain = "0 < alpha < infinity, X of full row rank",
    .checked = "24 problems (quick) of six families, N <= 4, d <= 12, log alpha = -6, -2, 0, 1",
    .uses = "eq9",
    .proof_uses = "eq16",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "the factor is 8.08",
    .argument = NULL,
    .check = check,
};
