/* eq38.c - a polynomial identity after multiplication by L. */
#include "verify/appendix_b.h"

/* times L; x = (alpha^2, |beta|, ln|beta|, L): 2s - (k s + b) + b (L + l) - b (L + l - 1) */
static void identity(fmpq_t out, const fmpq *x, const void *context) {
    fmpq_t t;
    fmpq_init(t);
    fmpq_mul_si(out, x, 2);
    fmpq_submul(out, context, x);
    fmpq_sub(out, out, x + 1);
    fmpq_add(t, x + 2, x + 3);
    fmpq_addmul(out, x + 1, t);
    fmpq_sub_si(t, t, 1);
    fmpq_submul(out, x + 1, t);
    fmpq_clear(t);
}

static void check(cf_run *run) {
    fmpq_t k;
    fmpq_init(k);
    cf_fmpq_set_decimal(k, cf_run_canary(run) ? "2.02" : "2");
    cf_instance(run, "alpha^2, |beta_i|, ln|beta_i|, L as indeterminates, L != 0");
    cf_exact(run, "(38) times L", cf_polynomial_vanishes(identity, k, 4, 2));
    fmpq_clear(k);
}

const cf_claim cf_claim_eq38 = {
    .id = "eq38",
    .section = "B",
    .items = "(38)",
    .title = "(37) simplified",
    .statement = "2 alpha^2/L - (2 alpha^2 + |beta_i|)/L + |beta_i| (1 + ln|beta_i|/L) = |beta_i| (1 + "
                 "(ln|beta_i| - 1)/L).",
    .tex = "\\tfrac{2\\alpha^2}{L}-\\tfrac{2\\alpha^2+|\\beta_i|}{L}+|\\beta_i|\\big(1+\\tfrac{\\ln|\\beta_i|"
           "}{L}\\big)=|\\beta_i|\\big(1+\\tfrac{\\ln|\\beta_i|-1}{L}\\big)",
    .domain = "alpha > 0, alpha != 1",
    .checked = "the whole domain",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "2.02 alpha^2 in place of the second 2 alpha^2",
    .check = check,
};
