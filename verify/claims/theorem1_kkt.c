/* theorem1_kkt.c - Theorem 1, first way. The enclosure comes with a Krawczyk certificate that a nu with X 2
 * alpha^2 sinh(X^T nu) = y lies in its ball; feasibility and stationarity are then evaluated again from the
 * enclosures of beta and of nu, each computed for itself, and must hold to a relative 2^-60. */
#include "verify/limits.h"

static const double log_alpha[] = {-300.0, -20.0, -2.0, 0.0, 1.0, 30.0};
enum { N_ALPHA = sizeof log_alpha / sizeof *log_alpha };

/* out = x, in a canary 1.01 x */
static void percent(arb_t out, const arb_t x, int canary, slong prec) {
    arb_set(out, x);
    if (!canary) return;
    arb_mul_ui(out, x, 101, prec);
    arb_div_ui(out, out, 100, prec);
}

static void check_limit(cf_run *run, const cf_limit_case *c) {
    arb_t x, y, scale, worst;
    arb_init(x);
    arb_init(y);
    arb_init(scale);
    arb_init(worst);
    for (slong n = 0; n < c->N; n++) {
        arb_set_d(x, c->problem->y[n]);
        arb_abs(x, x);
        arb_max(scale, scale, x, c->prec);
    }
    arb_mul_2exp_si(scale, scale, -60);
    arb_ptr beta = _arb_vec_init(c->d);
    for (slong i = 0; i < c->d; i++) percent(beta + i, c->beta + i, cf_run_canary(run) == 2, c->prec);
    cf_residual_max(worst, c->X, c->y, beta, 4 * c->prec);
    _arb_vec_clear(beta, c->d);
    cf_fact_le(run, "max |X beta - y| <= 2^-60 max |y|", worst, scale);
    arb_zero(worst);
    for (slong i = 0; i < c->d; i++) {
        percent(x, c->beta + i, cf_run_canary(run) == 1, c->prec);
        cf_ref_alpha2_q_prime(y, x, c->log_alpha_ball, c->prec);
        arb_sub(y, y, c->s + i, c->prec);
        arb_abs(y, y);
        arb_max(worst, worst, y, c->prec);
    }
    cf_max_abs(scale, c->s, c->d, c->prec);
    arb_mul_2exp_si(scale, scale, -60);
    cf_fact_le(run, "max |arcsinh(beta / 2 alpha^2) - X^T nu| <= 2^-60 max |X^T nu|", worst, scale);
    arb_clear(x);
    arb_clear(y);
    arb_clear(scale);
    arb_clear(worst);
}

static void check(cf_run *run) {
    cf_for_limits(run, 198, 40, log_alpha, N_ALPHA, 128, check_limit);
}

const cf_claim cf_claim_theorem1_kkt = {
    .id = "theorem1_kkt",
    .section = "4",
    .items = "Theorem 1",
    .title = "Theorem 1: the certified limit satisfies the KKT conditions of min Q_alpha",
    .statement = "beta_alpha(infinity) is feasible, X beta = y, and alpha^2 grad Q_alpha(beta) = "
                 "arcsinh(beta / 2 alpha^2) = X^T nu for some nu: the conditions that are sufficient and, "
                 "Q_alpha being strictly convex, single out argmin Q_alpha on X beta = y.",
    .tex = "\\beta_\\alpha(\\infty)=\\arg\\min_\\beta Q_\\alpha(\\beta)\\ \\text{s.t.}\\ X\\beta=y",
    .domain = "0 < alpha < infinity, X of full row rank",
    .checked = "certified limits (128 bits) of a mixed sequence of problems of all families, N and d up to "
               "40, log alpha from -300 to 30",
    .uses = "kkt_sufficient convergence_zero_error",
    .proof_uses = "eq18 eq19 kkt_sufficient convergence_zero_error",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "arcsinh(1.01 beta / 2 alpha^2) = X^T nu; X 1.01 beta = y",
    .canaries = 2,
    .argument = NULL,
    .check = check,
};
