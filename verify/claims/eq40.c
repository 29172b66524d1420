/* eq40.c - by induction on d: the step is a polynomial identity. */
#include "verify/appendix_b.h"

/* The difference of the sides, D_d = sum_{i<=d} (b_i - k u) - (sum_{i<=d} b_i - d u), u = 1/L, k = 1. D_0 =
 * 0, and D_{d+1} - D_d = (b - k u) - (b - ((d + 1) - d) u) must vanish; x = (b, u, d). */
static void step(fmpq_t out, const fmpq *x, const void *context) {
    fmpq_t n;
    fmpq_init(n);
    fmpq_add_si(n, x + 2, 1);
    fmpq_sub(n, n, x + 2);
    fmpq_mul(n, n, x + 1);
    fmpq_sub(n, x, n); /* b - ((d + 1) - d) u */
    fmpq_set(out, x);
    fmpq_submul(out, context, x + 1);
    fmpq_sub(out, out, n);
    fmpq_clear(n);
}

static void check(cf_run *run) {
    fmpq_t k;
    fmpq_init(k);
    cf_fmpq_set_decimal(k, cf_run_canary(run) ? "1.01" : "1");
    cf_instance(run, "|beta_{d+1}|, 1/L and d as indeterminates; both sides are 0 at d = 0");
    cf_exact(run, "the sides grow by the same from d to d + 1", cf_polynomial_vanishes(step, k, 3, 2));
    fmpq_clear(k);
}

const cf_claim cf_claim_eq40 = {
    .id = "eq40",
    .section = "B",
    .items = "(40)",
    .title = "(39) summed",
    .statement = "sum_{i=1}^d (|beta_i| - 1/L) = ||beta||_1 - d/L.",
    .tex = "\\sum_{i=1}^d\\Big(|\\beta_i|-\\tfrac1L\\Big)=\\|\\beta\\|_1-\\tfrac dL",
    .domain = "alpha != 1",
    .checked = "every d, symbolic |beta_i|, 1/L",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "1.01/L in each summand",
    .check = check,
};
