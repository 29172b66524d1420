/* eq30.c - an identity of polynomials inside the logarithm, checked exactly. */
#include "verify/appendix_b.h"

/* variables b = |beta_i|, s = alpha^2: k b + s + b/2 - (b + s) */
static void argument(fmpq_t out, const fmpq *x, const void *context) {
    fmpq_t half;
    fmpq_init(half);
    fmpq_set_si(half, 1, 2);
    fmpq_mul(out, context, x);
    fmpq_addmul(out, half, x);
    fmpq_add(out, out, x + 1);
    fmpq_sub(out, out, x);
    fmpq_sub(out, out, x + 1);
    fmpq_clear(half);
}

static void check(cf_run *run) {
    fmpq_t k;
    fmpq_init(k);
    cf_fmpq_set_decimal(k, cf_run_canary(run) ? "0.505" : "0.5");
    cf_instance(run, "|beta_i| and alpha^2 as indeterminates; the terms 2 alpha^2/L cancel");
    cf_exact(run, "the arguments of the logarithms are one polynomial",
             cf_polynomial_vanishes(argument, k, 2, 1));
    fmpq_clear(k);
}

const cf_claim cf_claim_eq30 = {
    .id = "eq30",
    .section = "B",
    .items = "(30)",
    .title = "(29) simplified",
    .statement = "sum_i 2 alpha^2/L - 2 alpha^2/L + |beta_i| (1 + ln(|beta_i|/2 + alpha^2 + |beta_i|/2)/L) "
                 "= sum_i |beta_i| (1 + ln(|beta_i| + alpha^2)/L).",
    .tex = "\\tfrac{|\\beta_i|}{2}+\\alpha^2+\\tfrac{|\\beta_i|}{2}=|\\beta_i|+\\alpha^2",
    .domain = "beta in R^d, alpha > 0, alpha != 1",
    .checked = "the whole domain",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "0.505 |beta_i| in place of the first |beta_i|/2",
    .check = check,
};
