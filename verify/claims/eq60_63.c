/* eq60_63.c - the derivatives at 0 from the algebraic equation of (arcsinh(t/2))', exactly. */
#include "verify/claim.h"

/* By the chain rule phi^(k)(0) = alpha^(-2k) f^(k-1)(0), f(t) = arcsinh(t/2), k >= 1, and phi(0) is an empty
 * integral. f(0) = 0: exp(f) = t/2 + sqrt(1 + t^2/4) is 1 at 0. f' = g with g^2 (4 + t^2) = 1, g > 0: at 0, 4
 * g(0)^2 = 1, and the derivative 2 g g'(4 + t^2) + 2 t g^2 = 0 gives 8 g(0) g'(0) = 0. */
static void check(cf_run *run) {
    fmpq_t g, t, one, zero;
    fmpq_init(g);
    fmpq_init(t);
    fmpq_init(one);
    fmpq_init(zero);
    fmpq_one(one);
    cf_instance(run, "alpha an indeterminate: derivatives in units of alpha^(-2k)");
    fmpq_set_si(t, 0, 1);
    fmpq_mul(t, t, t);
    fmpq_add(t, t, one); /* (t/2 + sqrt(1 + t^2/4)) at 0, the root of 1 */
    cf_fact_fmpq_eq(run, "(60), (61): exp(f(0)) = 1, so f(0) = 0", t, one);
    cf_fmpq_set_decimal(g, cf_run_canary(run) ? "0.505" : "0.5");
    fmpq_mul(t, g, g);
    fmpq_mul_si(t, t, 4);
    cf_fact_fmpq_eq(run, "(62): g(0) = alpha^4 phi''(0) = 1/2 solves 4 g^2 = 1", t, one);
    fmpq_mul_si(t, g, 8); /* coefficient of g'(0), not 0 */
    cf_exact(run, "(63): 8 g(0) g'(0) = 0 with 8 g(0) != 0, so g'(0) = 0", !fmpq_is_zero(t));
    fmpq_clear(g);
    fmpq_clear(t);
    fmpq_clear(one);
    fmpq_clear(zero);
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
    .canary = "phi''(0) = 1.01/(2 alpha^4)",
    .check = check,
};
