/* eq60_63.c - the derivatives at 0 as exact Taylor coefficients. In t = z/alpha^2, phi is q(t) = int_0^t f,
 * f(t) = arcsinh(t/2), and phi^(k)(0) = alpha^(-2k) q^(k)(0). The series of f is held against 2 sinh f = t,
 * which defines it; that of q, from its closed form 2 - sqrt(4 + t^2) + t f(t), against q' = f. */
#include "verify/claim.h"

#define TERMS 6

/* q <- its closed form, f <- arcsinh(t/2), modulo t^TERMS */
static void series(fmpq_poly_t q, fmpq_poly_t f) {
    fmpq_poly_t t;
    fmpq_t half;
    fmpq_poly_init(t);
    fmpq_init(half);
    fmpq_set_si(half, 1, 2);
    fmpq_poly_set_coeff_fmpq(t, 1, half);
    fmpq_poly_asinh_series(f, t, TERMS);
    fmpq_poly_zero(t); /* sqrt(4 + t^2) = 2 sqrt(1 + t^2/4) */
    fmpq_mul(half, half, half);
    fmpq_poly_set_coeff_si(t, 0, 1);
    fmpq_poly_set_coeff_fmpq(t, 2, half);
    fmpq_poly_sqrt_series(t, t, TERMS);
    fmpq_poly_scalar_mul_si(t, t, 2);
    fmpq_poly_shift_left(q, f, 1);
    fmpq_poly_truncate(q, TERMS);
    fmpq_poly_sub(q, q, t);
    fmpq_poly_zero(t);
    fmpq_poly_set_coeff_si(t, 0, 2);
    fmpq_poly_add(q, q, t);
    fmpq_poly_clear(t);
    fmpq_clear(half);
}

/* exp(f) - exp(-f) = t modulo t^TERMS, and f(0) = 0 by the series' start */
static int is_arcsinh(const fmpq_poly_t f) {
    fmpq_poly_t u, v, t;
    fmpq_poly_init(u);
    fmpq_poly_init(v);
    fmpq_poly_init(t);
    fmpq_poly_exp_series(u, f, TERMS);
    fmpq_poly_neg(v, f);
    fmpq_poly_exp_series(v, v, TERMS);
    fmpq_poly_sub(u, u, v);
    fmpq_poly_set_coeff_si(t, 1, 1);
    int equal = fmpq_poly_equal(u, t);
    fmpq_poly_clear(u);
    fmpq_poly_clear(v);
    fmpq_poly_clear(t);
    return equal;
}

/* q' = f modulo t^(TERMS - 1) */
static int is_integral(const fmpq_poly_t q, const fmpq_poly_t f) {
    fmpq_poly_t u, v;
    fmpq_poly_init(u);
    fmpq_poly_init(v);
    fmpq_poly_derivative(u, q);
    fmpq_poly_set(v, f);
    fmpq_poly_truncate(v, TERMS - 1);
    int equal = fmpq_poly_equal(u, v);
    fmpq_poly_clear(u);
    fmpq_poly_clear(v);
    return equal;
}

static void check(cf_run *run) {
    static const struct {
        const char *what, *value, *canary;
    } line[] = {{"(60): phi(0) = 0", "0", "0.01"},
                {"(61): alpha^2 phi'(0) = 0", "0", "0.01"},
                {"(62): alpha^4 phi''(0) = 1/2", "0.5", "0.505"},
                {"(63): alpha^6 phi^(3)(0) = 0", "0", "0.01"}};
    fmpq_poly_t q, f;
    fmpq_t derivative, value;
    slong factorial = 1;
    fmpq_poly_init(q);
    fmpq_poly_init(f);
    fmpq_init(derivative);
    fmpq_init(value);
    series(q, f);
    cf_instance(run, "alpha an indeterminate: derivatives in units of alpha^(-2k)");
    cf_exact(run, "2 sinh f = t", is_arcsinh(f));
    cf_exact(run, "q' = f", is_integral(q, f));
    for (int k = 0; k < 4; k++) {
        factorial *= k > 0 ? k : 1;
        fmpq_poly_get_coeff_fmpq(derivative, q, k);
        fmpq_mul_si(derivative, derivative, factorial);
        cf_fmpq_set_decimal(value, cf_run_canary(run) == k + 1 ? line[k].canary : line[k].value);
        cf_fact_fmpq_eq(run, line[k].what, derivative, value);
    }
    fmpq_poly_clear(q);
    fmpq_poly_clear(f);
    fmpq_clear(derivative);
    fmpq_clear(value);
}

const cf_claim cf_claim_eq60_63 = {
    .id = "eq60_63",
    .section = "B",
    .items = "(60); (61); (62); (63)",
    .title = "phi and three derivatives at 0",
    .statement = "With phi(z) = int_0^{z/alpha^2} arcsinh(t/2) dt: phi(0) = 0, phi'(0) = 0, phi''(0) = "
                 "1/(2 alpha^4), phi^(3)(0) = 0.",
    .tex = "\\varphi(0)=0,\\ \\varphi'(0)=0,\\ \\varphi''(0)=\\tfrac1{2\\alpha^4},\\ "
           "\\varphi^{(3)}(0)=0",
    .domain = "alpha > 0",
    .checked = "all alpha > 0",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "phi(0) = 0.01; phi'(0) = 0.01/alpha^2; phi''(0) = 1.01/(2 alpha^4); phi^(3)(0) = 0.01/alpha^6",
    .canaries = 4,
    .check = check,
};
