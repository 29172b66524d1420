/* eq59.c - the closed form of Q against a quadrature of arcsinh(t/2) by Taylor panels with a rigorous tail,
 * which shares nothing with it. Each integral is even in its upper end.
 */
#include "verify/claim.h"
#include <math.h>

#define TERMS 140

/* With g(t) = (4 + t^2)^(-1/2), arcsinh(t/2)' = g. On a panel [a, b], c its middle, h its half width, g = sum
 * g_k x^k, x = t - c. On |x| = rho = sqrt(c^2 + 4)/2, |4 + t^2| >= rho^2 (distance rho to each of +-2i), so
 * |g_k| <= rho^(-k-1). With h <= rho/2 the terms k >= n of f(t) = f(c) + sum g_k x^(k+1)/(k+1) add up to at
 * most (h/rho)^n * 2 h/rho <= 2^-n, and their integral over the panel to 2h 2^-n. Odd powers of x integrate
 * to 0. */
static void panel(arb_t sum, const arb_t a, const arb_t b, slong prec) {
    arb_t c, h, x, t;
    arb_poly_t p;
    arb_init(c);
    arb_init(h);
    arb_init(x);
    arb_init(t);
    arb_poly_init(p);
    arb_add(c, a, b, prec);
    arb_mul_2exp_si(c, c, -1);
    arb_sub(h, b, a, prec);
    arb_mul_2exp_si(h, h, -1);
    arb_mul(t, c, c, prec);
    arb_add_ui(t, t, 4, prec);
    arb_poly_set_coeff_arb(p, 0, t);
    arb_mul_2exp_si(t, c, 1);
    arb_poly_set_coeff_arb(p, 1, t);
    arb_poly_set_coeff_si(p, 2, 1);
    arb_poly_rsqrt_series(p, p, TERMS, prec);
    arb_mul_2exp_si(t, c, -1);
    arb_asinh(t, t, prec);
    arb_mul(t, t, h, prec);
    arb_mul_2exp_si(t, t, 1);
    arb_add(sum, sum, t, prec); /* 2h f(c) */
    arb_one(x);
    for (slong k = 1; k < TERMS; k += 2) { /* 2 g_k h^(k+2)/((k+1)(k+2)) */
        arb_pow_ui(x, h, (ulong)k + 2, prec);
        arb_poly_get_coeff_arb(t, p, k);
        arb_mul(t, t, x, prec);
        arb_mul_2exp_si(t, t, 1);
        arb_div_si(t, t, (k + 1) * (k + 2), prec);
        arb_add(sum, sum, t, prec);
    }
    arb_mul_2exp_si(t, h, 1 - TERMS);
    arb_add_error(sum, t);
    arb_poly_clear(p);
    arb_clear(c);
    arb_clear(h);
    arb_clear(x);
    arb_clear(t);
}

/* out = int_0^z arcsinh(t/2) dt, z > 0 exact: panels [0, 1/2] and on by the factor 3/2, for which
 * h/rho = (b - a)/sqrt(c^2 + 4) <= (b - a)/c <= 2/5. */
static void integral(arb_t out, const arb_t z, slong prec) {
    arb_t a, b;
    arb_init(a);
    arb_init(b);
    arb_zero(out);
    arb_set_d(b, 0.5);
    while (cf_ball_lt(a, z) == CF_TRUE) {
        if (cf_ball_lt(z, b) != CF_FALSE) arb_set(b, z);
        panel(out, a, b, prec);
        arb_set(a, b);
        arb_mul_ui(b, b, 3, 64);
        arb_mul_2exp_si(b, b, -1);
        arf_set(arb_midref(b), arb_midref(b));
        mag_zero(arb_radref(b)); /* any exact end will do */
    }
    arb_clear(a);
    arb_clear(b);
}

/* beta in units of alpha^2: z_i = beta_i/alpha^2 is a double here, alpha^2 cancels in Q(beta/alpha^2) */
static void one(cf_run *run, double alpha2, const double *beta, size_t d) {
    const slong prec = 320;
    arb_ptr z = _arb_vec_init((slong)d);
    arb_t left, right, t;
    arb_init(left);
    arb_init(right);
    arb_init(t);
    for (size_t i = 0; i < d; i++) {
        arb_set_d(z + i, fabs(beta[i]));
        arb_set_d(t, alpha2);
        arb_div(z + i, z + i, t, 53 + 64); /* alpha^2 a power of 2: exact */
        integral(t, z + i, prec);
        arb_add(right, right, t, prec);
    }
    arb_zero(t); /* log 1: Q at z itself */
    cf_ref_Q(left, z, t, d, prec);
    if (cf_run_canary(run)) arb_mul_ui(right, right, 101, prec), arb_div_ui(right, right, 100, prec);
    cf_consistent(run, "Q(beta/alpha^2) = sum of integrals", left, right, NULL, 80);
    arb_clear(left);
    arb_clear(right);
    arb_clear(t);
    _arb_vec_clear(z, (slong)d);
}

static void check(cf_run *run) {
    static const double betas[][3] = {{1, 0, 0}, {1, 1, 1}, {0.25, -3, 1e-3}, {1e6, 1, -1e-6}, {-2, 7, 0.1}};
    static const int powers[] = {-20, -3, 0, 2, 18};
    for (size_t k = 0; k < sizeof betas / sizeof *betas; k++)
        for (size_t m = 0; m < sizeof powers / sizeof *powers; m++) {
            cf_instance(run, "beta = (%g, %g, %g), alpha^2 = 2^%d", betas[k][0], betas[k][1], betas[k][2],
                        powers[m]);
            one(run, ldexp(1, powers[m]), betas[k], 3);
        }
}

const cf_claim cf_claim_eq59 = {
    .id = "eq59",
    .section = "B",
    .items = "(59)",
    .title = "Q as a sum of integrals",
    .statement = "Q(beta/alpha^2) = sum_i int_0^{beta_i/alpha^2} arcsinh(t/2) dt.",
    .tex = "Q(\\beta/\\alpha^2)=\\sum_i\\int_0^{\\beta_i/\\alpha^2}\\mathrm{arcsinh}(t/2)\\,\\mathrm "
           "dt",
    .domain = "beta in R^d, alpha > 0",
    .checked = "five vectors and five alpha, alpha^2 = 2^-20 to 2^18; |beta_i|/alpha^2 from 3e-12 to 1e12",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_CONSISTENT,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "1.01 times the sum of integrals",
    .check = check,
};
