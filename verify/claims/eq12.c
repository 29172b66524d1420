/* eq12.c - (12) corrected: it holds of alpha^2 Q_alpha, the integral of f_alpha^{-1}.
 *
 * As printed, (12) says grad Q_alpha(f_alpha(X^T nu)) = X^T nu, "it follows that grad Q_alpha =
 * f_alpha^{-1}". With nu(infinity) of (9) and the Q_alpha of (5) the left side is X^T nu/alpha^2. As a recipe
 * for finding a Q it is right; the Q found is alpha^2 Q_alpha. */
#include "verify/limits.h"
#include "verify/q_derivative.h"

static void check_limit(cf_run *run, const cf_limit_case *c) {
    int printed = cf_run_printed(run);
    slong prec = 16 * c->prec; /* the closed form of q cancels at small arguments */
    arb_t alpha2, x, worst, scale;
    arb_init(alpha2);
    arb_init(x);
    arb_init(worst);
    arb_init(scale);
    arb_mul_2exp_si(alpha2, c->log_alpha_ball, 1);
    arb_exp(alpha2, alpha2, prec);
    for (slong i = 0; i < c->d; i++) {
        cf_q_derivative(x, c->beta + i, alpha2, prec);
        if (!printed || cf_run_canary(run)) arb_mul(x, x, alpha2, prec);
        if (!printed) {
            arb_mul_si(x, x, cf_run_canary(run) ? 101 : 100, prec);
            arb_div_si(x, x, 100, prec);
        }
        arb_sub(x, x, c->s + i, prec);
        arb_abs(x, x);
        arb_max(worst, worst, x, prec);
    }
    cf_max_abs(scale, c->s, c->d, prec);
    arb_mul_2exp_si(scale, scale, -50);
    cf_fact_le(run, "the gradient and X^T nu agree to 2^-50 max |X^T nu|", worst, scale);
    arb_clear(alpha2);
    arb_clear(x);
    arb_clear(worst);
    arb_clear(scale);
}

static void check(cf_run *run) {
    static const double log_alpha[] = {-20.0, -2.0, 1.0, 3.0};
    cf_for_limits(run, 66, 20, log_alpha, 4, 128, check_limit);
}

const cf_claim cf_claim_eq12 = {
    .id = "eq12",
    .section = "A",
    .items = "(12)",
    .title = "The gradient of Q_alpha at the limit is X^T nu, up to alpha^2",
    .statement = "With nu = nu(infinity) of (9): alpha^2 grad Q_alpha(beta_alpha(infinity)) = X^T nu, for "
                 "the Q_alpha of (5).",
    .tex = "\\alpha^2\\nabla Q_\\alpha(\\beta_\\alpha(\\infty))=X^\\top\\nu",
    .domain = "alpha > 0, X of full row rank",
    .checked =
        "certified limits (128 bits) of 66 problems (quick), N <= 10, d <= 20, log alpha = -20, -2, 1, 3",
    .uses = "eq9",
    .proof_uses = "",
    .erratum = NULL,
    .twin = "eq12_printed",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 10,
    .canary = "the factor is 1.01 alpha^2",
    .argument = NULL,
    .check = check,
};

const cf_claim cf_claim_eq12_printed = {
    .id = "eq12_printed",
    .section = "A",
    .items = "(12)",
    .title = "The gradient of Q_alpha at the limit is X^T nu, for the Q_alpha of (5), as printed",
    .statement =
        "With nu = nu(infinity) of (9): grad Q_alpha(beta_alpha(infinity)) = X^T nu, for the Q_alpha of (5).",
    .tex = "\\nabla Q_\\alpha(\\beta_\\alpha(\\infty))=X^\\top\\nu",
    .domain = "alpha > 0, X of full row rank",
    .checked =
        "certified limits (128 bits) of 66 problems (quick), N <= 10, d <= 20, log alpha = -20, -2, 1, 3",
    .uses = "eq9",
    .proof_uses = "",
    .erratum = "As (19): grad Q_alpha in (12) is that of alpha^2 Q_alpha.",
    .twin = "eq12",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 10,
    .canary = "with the factor alpha^2: the corrected statement, which must hold",
    .argument = NULL,
    .check = check,
};
