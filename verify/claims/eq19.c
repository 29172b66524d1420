/* eq19.c - (19) corrected: the gradient of alpha^2 Q_alpha.
 *
 * As printed: for Q_alpha(beta) = sum q(beta_i/alpha^2) the chain rule gives grad Q_alpha = arcsinh(beta/2
 * alpha^2)/alpha^2. The integral of f_alpha^{-1} is alpha^2 Q_alpha. The minimiser is the same, so Theorem 1
 * is not touched. True at alpha = 1 alone. */
#include "verify/q_derivative.h"

static const char *const alpha_decimal[] = {"1e-3", "0.1", "0.9", "7", "100"};
static const char *const beta_decimal[] = {"-1e6", "-3", "-1e-3", "1e-9", "0.25", "1", "12345.678"};

/* |left - right| <= 2^-60 |right|, which a ball can refute */
static void compare_printed(cf_run *run, arb_t left, arb_t right, slong prec) {
    arb_sub(left, left, right, prec);
    arb_abs(left, left);
    arb_abs(right, right);
    arb_mul_2exp_si(right, right, -60);
    cf_fact_le(run, "|grad Q_alpha - arcsinh(beta / 2 alpha^2)| <= 2^-60 |arcsinh(beta / 2 alpha^2)|", left,
               right);
}

static void check_pair(cf_run *run, const char *alpha_text, const char *beta_text) {
    const slong prec = 256;
    int printed = cf_run_printed(run);
    fmpq_t x;
    arb_t alpha2, log_alpha, b, left, right;
    fmpq_init(x);
    arb_init(alpha2);
    arb_init(log_alpha);
    arb_init(b);
    arb_init(left);
    arb_init(right);
    cf_instance(run, "alpha = %s, beta = %s", alpha_text, beta_text);
    cf_fmpq_set_decimal(x, alpha_text);
    arb_set_fmpq(alpha2, x, prec);
    arb_log(log_alpha, alpha2, prec);
    arb_mul(alpha2, alpha2, alpha2, prec);
    cf_fmpq_set_decimal(x, beta_text);
    arb_set_fmpq(b, x, prec);
    cf_q_derivative(left, b, alpha2, prec);
    if (!printed || cf_run_canary(run)) arb_mul(left, left, alpha2, prec);
    if (!printed) {
        arb_mul_si(left, left, cf_run_canary(run) ? 101 : 100, prec);
        arb_div_si(left, left, 100, prec);
    }
    cf_ref_alpha2_q_prime(right, b, log_alpha, prec);
    if (printed)
        compare_printed(run, left, right, prec);
    else
        cf_consistent(run, "alpha^2 grad Q_alpha and arcsinh(beta / 2 alpha^2)", left, right, NULL, 100);
    fmpq_clear(x);
    arb_clear(alpha2);
    arb_clear(log_alpha);
    arb_clear(b);
    arb_clear(left);
    arb_clear(right);
}

static void check(cf_run *run) {
    for (size_t i = 0; i < sizeof alpha_decimal / sizeof *alpha_decimal; i++)
        for (size_t j = 0; j < sizeof beta_decimal / sizeof *beta_decimal; j++)
            check_pair(run, alpha_decimal[i], beta_decimal[j]);
}

const cf_claim cf_claim_eq19 = {
    .id = "eq19",
    .section = "A",
    .items = "(19)",
    .title = "The gradient of Q_alpha",
    .statement =
        "alpha^2 grad Q_alpha(beta) = f_alpha^{-1}(beta) = arcsinh(beta / 2 alpha^2) for the Q_alpha of (5).",
    .tex = "\\alpha^2\\nabla Q_\\alpha(\\beta)=\\operatorname{arcsinh}(\\beta/2\\alpha^2)",
    .domain = "any beta, alpha > 0",
    .checked = "35 pairs of alpha != 1 from 10^-3 to 100 and beta from -10^6 to 10^4, 100 bits",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = "eq19_printed",
    .method = CF_M_CONSISTENT,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the factor is 1.01 alpha^2",
    .argument = NULL,
    .check = check,
};

const cf_claim cf_claim_eq19_printed = {
    .id = "eq19_printed",
    .section = "A",
    .items = "(19)",
    .title = "The gradient of Q_alpha, without the factor alpha^2, as printed",
    .statement =
        "grad Q_alpha(beta) = f_alpha^{-1}(beta) = arcsinh(beta / 2 alpha^2) for the Q_alpha of (5).",
    .tex = "\\nabla Q_\\alpha(\\beta)=\\operatorname{arcsinh}(\\beta/2\\alpha^2)",
    .domain = "any beta, alpha > 0",
    .checked = "35 pairs of alpha != 1 from 10^-3 to 100 and beta from -10^6 to 10^4, ",
    .uses = "",
    .proof_uses = "",
    .erratum = "(19), and (12) before it, say grad Q_alpha = f_alpha^{-1}; for the Q_alpha of (5) it is grad "
               "Q_alpha = f_alpha^{-1} / alpha^2.",
    .twin = "eq19",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "with the factor alpha^2: the corrected statement, which must hold",
    .argument = NULL,
    .check = check,
};
