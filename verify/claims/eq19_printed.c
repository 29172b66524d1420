/* eq19_printed.c - (19) as printed: for Q_alpha(beta) = sum q(beta_i/alpha^2) the chain rule gives grad
 * Q_alpha = arcsinh(beta/2 alpha^2)/alpha^2. The integral of f_alpha^{-1} is alpha^2 Q_alpha. The minimiser
 * is the same, so Theorem 1 is not touched. True at alpha = 1 alone.
 *
 * The derivative is taken of the closed form of q by dual numbers in balls, not by its formula. */
#include "verify/claim.h"

/* d/db of Q_alpha's coordinate q(b/alpha^2), q the closed form of (5): the coefficient of t in the form at b
 * + t, computed as a power series in balls (asinh u = log(u + sqrt(1 + u^2))). */
static void derivative(arb_t out, const arb_t b, const arb_t alpha2, slong prec) {
    arb_poly_t z, s, u;
    arb_t half;
    arb_poly_init(z);
    arb_poly_init(s);
    arb_poly_init(u);
    arb_init(half);
    int flip = arf_sgn(arb_midref(b)) < 0; /* q is even; log(u + sqrt(1 + u^2)) cancels for u < 0 */
    arb_div(half, b, alpha2, prec);
    if (flip) arb_neg(half, half);
    arb_poly_set_coeff_arb(z, 0, half);
    arb_inv(half, alpha2, prec);
    arb_poly_set_coeff_arb(z, 1, half); /* z = (b + t)/alpha^2 */
    arb_poly_mullow(s, z, z, 2, prec);
    arb_poly_get_coeff_arb(half, s, 0);
    arb_add_ui(half, half, 4, prec);
    arb_poly_set_coeff_arb(s, 0, half);
    arb_poly_sqrt_series(s, s, 2, prec); /* sqrt(4 + z^2) */
    arb_poly_add(u, z, s, prec);
    arb_poly_scalar_mul_2exp_si(u, u, -1);
    arb_poly_log_series(u, u, 2, prec); /* asinh(z/2) = log((z + sqrt(4 + z^2))/2) */
    arb_poly_mullow(u, u, z, 2, prec);
    arb_poly_sub(u, u, s, prec);
    arb_poly_get_coeff_arb(out, u, 1);
    if (flip) arb_neg(out, out);
    arb_poly_clear(z);
    arb_poly_clear(s);
    arb_poly_clear(u);
    arb_clear(half);
}

static const char *const alpha_decimal[] = {"1e-3", "0.1", "0.9", "7", "100"};
static const char *const beta_decimal[] = {"-1e6", "-3", "-1e-3", "1e-9", "0.25", "1", "12345.678"};

static void check_pair(cf_run *run, const char *alpha_text, const char *beta_text) {
    const slong prec = 256;
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
    derivative(left, b, alpha2, prec);
    if (cf_run_canary(run)) arb_mul(left, left, alpha2, prec);
    cf_ref_alpha2_q_prime(right, b, log_alpha, prec);
    arb_sub(left, left, right, prec);
    arb_abs(left, left);
    arb_abs(right, right);
    arb_mul_2exp_si(right, right, -60);
    cf_fact_le(run, "|grad Q_alpha - arcsinh(beta / 2 alpha^2)| <= 2^-60 |arcsinh(beta / 2 alpha^2)|", left,
               right);
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
