/* eq9.c - (9): f_alpha(X^T nu) is evaluated from the enclosure of nu and compared with that of beta in the
 * largest coordinate; feasibility as a residual. nu carries log(1/alpha^2), so its absolute accuracy is what
 * counts. */
#include "verify/limits.h"

static const double log_alpha[] = {-300.0, -20.0, -2.0, 0.0, 1.0, 30.0};
enum { N_ALPHA = sizeof log_alpha / sizeof *log_alpha };

static void check_limit(cf_run *run, const cf_limit_case *c) {
    slong prec = 2 * c->prec;
    arb_t x, factor, scale, worst;
    arb_init(x);
    arb_init(factor);
    arb_init(scale);
    arb_init(worst);
    arb_mul_2exp_si(factor, c->log_alpha_ball, 1);
    arb_exp(factor, factor, prec);
    arb_mul_si(factor, factor, cf_run_canary(run) ? 202 : 200, prec);
    arb_div_si(factor, factor, 100, prec);
    for (slong i = 0; i < c->d; i++) {
        arb_sinh(x, c->s + i, prec);
        arb_mul(x, x, factor, prec);
        arb_sub(x, x, c->beta + i, prec);
        arb_abs(x, x);
        arb_max(worst, worst, x, prec);
    }
    cf_max_abs(scale, c->beta, c->d, prec);
    arb_mul_2exp_si(scale, scale, -60);
    cf_fact_le(run, "max |f_alpha(X^T nu) - beta| <= 2^-60 max |beta|", worst, scale);
    arb_zero(scale);
    for (slong n = 0; n < c->N; n++) {
        arb_set_d(x, c->problem->y[n]);
        arb_abs(x, x);
        arb_max(scale, scale, x, prec);
    }
    arb_mul_2exp_si(scale, scale, -60);
    cf_residual_max(worst, c->X, c->y, c->beta, prec);
    cf_fact_le(run, "max |X beta - y| <= 2^-60 max |y|", worst, scale);
    arb_clear(x);
    arb_clear(factor);
    arb_clear(scale);
    arb_clear(worst);
}

static void check(cf_run *run) {
    cf_for_limits(run, 66, 20, log_alpha, N_ALPHA, 128, check_limit);
}

const cf_claim cf_claim_eq9 = {
    .id = "eq9",
    .section = "A",
    .items = "(9)",
    .title = "The limit is feasible and of the form f_alpha(X^T nu)",
    .statement = "X beta_alpha(infinity) = y and beta_alpha(infinity) = f_alpha(X^T nu) with f_alpha(z) = 2 "
                 "alpha^2 sinh(z), nu = nu(infinity).",
    .tex = "X\\beta_\\alpha(\\infty)=y,\\quad\\beta_\\alpha(\\infty)=2\\alpha^2\\sinh(X^\\top\\nu(\\infty))",
    .domain = "alpha > 0, X of full row rank",
    .checked = "certified limits (128 bits) of a mixed sequence of problems of all families, N and d up to "
               "20, log alpha from -300 to 30",
    .uses = "convergence_zero_error",
    .proof_uses = "eq18",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "f_alpha(z) = 2.02 alpha^2 sinh(z)",
    .argument = NULL,
    .check = check,
};
