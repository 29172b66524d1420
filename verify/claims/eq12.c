/* eq12.c - (12) corrected: it holds of alpha^2 Q_alpha, the integral of f_alpha^{-1}. The derivative of q is
 * that of its closed form, by dual numbers in balls. */
#include "verify/limits.h"

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

static void check_limit(cf_run *run, const cf_limit_case *c) {
    slong prec = 16 * c->prec; /* the closed form of q cancels at small arguments */
    arb_t alpha2, x, worst, scale;
    arb_init(alpha2);
    arb_init(x);
    arb_init(worst);
    arb_init(scale);
    arb_mul_2exp_si(alpha2, c->log_alpha_ball, 1);
    arb_exp(alpha2, alpha2, prec);
    for (slong i = 0; i < c->d; i++) {
        derivative(x, c->beta + i, alpha2, prec);
        arb_mul(x, x, alpha2, prec);
        arb_mul_si(x, x, cf_run_canary(run) ? 101 : 100, prec);
        arb_div_si(x, x, 100, prec);
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
