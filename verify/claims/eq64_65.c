/* eq64_65.c - differentiation in the ring of p(t) (4 + t^2)^(-k/2), exactly; then (64) and (65) agree as
 * polynomials. */
#include "verify/appendix_b.h"

/* With r = (4 + t^2)^(1/2), r' = t/r, the derivative of p(t) r^-k is (p'(4 + t^2) - k p t) r^-(k+2).
 * Polynomials have degree at most 7, integer coefficients. */
typedef struct {
    slong a[8];
    slong k;
} fraction;

static fraction derivative(const fraction *f) {
    fraction out = {{0}, f->k + 2};
    for (int i = 0; i < 6; i++) {
        if (i > 0) {
            out.a[i - 1] += 4 * i * f->a[i];
            out.a[i + 1] += i * f->a[i];
        }
        out.a[i + 1] -= f->k * f->a[i];
    }
    return out;
}

/* s^-4 times (64) less (65), both times r^5, s = 1/alpha^2, t = s z; x = (z, s), k = 3:
 * k s^2 z^2 - (4 + s^2 z^2) - (2 s^2 z^2 - 4) */
static void identity(fmpq_t out, const fmpq *x, const void *context) {
    fmpq_t t;
    fmpq_init(t);
    fmpq_mul(t, x, x + 1);
    fmpq_mul(t, t, t);
    fmpq_mul(out, t, context);
    fmpq_sub(out, out, t);
    fmpq_sub_si(out, out, 4);
    fmpq_mul_si(t, t, 2);
    fmpq_sub(out, out, t);
    fmpq_add_si(out, out, 4);
    fmpq_clear(t);
}

static void coefficient(cf_run *run, const char *what, slong found, const char *expected) {
    fmpq_t a, b;
    fmpq_init(a);
    fmpq_init(b);
    fmpq_set_si(a, found, 1);
    cf_fmpq_set_decimal(b, expected);
    cf_fact_fmpq_eq(run, what, a, b);
    fmpq_clear(a);
    fmpq_clear(b);
}

static void check(cf_run *run) {
    fmpq_t k;
    fmpq_init(k);
    cf_fmpq_set_decimal(k, cf_run_canary(run) == 1 ? "3.03" : "3");
    cf_instance(run, "z and alpha^-2 as indeterminates");
    fraction g = {{1}, 1}; /* q'' = r^-1 */
    fraction g1 = derivative(&g), g2 = derivative(&g1);
    int expected = g2.k == 5; /* and phi^(4)(z) = alpha^-8 q^(4)(z/alpha^2) */
    for (int i = 0; i < 8; i++) expected &= i == 0 || i == 2 || g2.a[i] == 0;
    cf_exact(run, "(65): q^(4)(t) r^5 has no other terms than 1 and t^2", expected);
    coefficient(run, "(65): the coefficient of t^2 is 2", g2.a[2], cf_run_canary(run) == 2 ? "2.02" : "2");
    coefficient(run, "(65): the coefficient of 1 is -4", g2.a[0], cf_run_canary(run) == 3 ? "-4.04" : "-4");
    cf_exact(run, "(64) = (65) without the modulus", cf_polynomial_vanishes(identity, k, 2, 2));
    fmpq_clear(k);
}

const cf_claim cf_claim_eq64_65 = {
    .id = "eq64_65",
    .section = "B",
    .items = "(64); (65)",
    .title = "phi^(4)",
    .statement = "phi^(4)(z) = 3z^2/(alpha^12 (4 + z^2/alpha^4)^(5/2)) - 1/(alpha^8 (4 + "
                 "z^2/alpha^4)^(3/2)), and |phi^(4)(z)| = |2z^2 - 4alpha^4|/(alpha^12 (4 + "
                 "z^2/alpha^4)^(5/2)).",
    .tex = "\\varphi^{(4)}(z)=\\frac{3z^2}{\\alpha^{12}(4+z^2/\\alpha^4)^{5/2}}-\\frac1{\\alpha^8(4+z^2/"
           "\\alpha^4)^{3/2}},\\quad|\\varphi^{(4)}(z)|=\\frac{|2z^2-4\\alpha^4|}{\\alpha^{12}(4+z^2/"
           "\\alpha^4)^{5/2}}",
    .domain = "z real, alpha > 0",
    .checked = "the whole domain",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "3.03 z^2 in place of 3 z^2 in (64); 2.02 z^2 in place of 2 z^2, 4.04 alpha^4 in place of 4 "
              "alpha^4 in (65)",
    .canaries = 3,
    .check = check,
};
