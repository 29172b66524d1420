/* eq50_51.c - a rational identity, cleared of its denominators. */
#include "verify/appendix_b.h"

/* x = (u, l, m), m = ln d, ln(1/u) = l - m/2. With D = k u - 2 + 2l - m (twice the first denominator, k = 6):
 * (l - 1) D - (D/2)(D + m - 6u) must vanish. */
static void identity(fmpq_t out, const fmpq *x, const void *context) {
    fmpq_t D, t;
    fmpq_init(D);
    fmpq_init(t);
    fmpq_mul(D, context, x);
    fmpq_sub_si(D, D, 2);
    fmpq_add(D, D, x + 1);
    fmpq_add(D, D, x + 1);
    fmpq_sub(D, D, x + 2);
    fmpq_add(out, D, x + 2);
    fmpq_mul_si(t, x, 6);
    fmpq_sub(out, out, t);
    fmpq_mul(out, out, D);
    fmpq_div_2exp(out, out, 1);
    fmpq_sub_si(t, x + 1, 1);
    fmpq_mul(t, t, D);
    fmpq_sub(out, t, out);
    fmpq_clear(D);
    fmpq_clear(t);
}

static void check(cf_run *run) {
    fmpq_t k;
    fmpq_init(k);
    cf_fmpq_set_decimal(k, cf_run_canary(run) ? "6.06" : "6");
    cf_instance(run, "u = sqrt(d) alpha^2, l = ln(1/alpha^2), m = ln d as indeterminates; ln(1/u) = l - m/2");
    cf_exact(run, "(51) times both denominators", cf_polynomial_vanishes(identity, k, 3, 2));
    fmpq_clear(k);
}

const cf_claim cf_claim_eq50_51 = {
    .id = "eq50_51",
    .section = "B",
    .items = "(50); (51)",
    .title = "the bound rewritten as 1 + ...",
    .statement = "(-1 + l)/(3u - 1 + ln(1/u)) = (-1 + l)/(3u - 1 + l - (1/2) ln d) = 1 + (ln d - 6u)/(6u - "
                 "2 + 2 ln(1/u)), with u = sqrt(d) alpha^2, l = ln(1/alpha^2), where the denominators are "
                 "not 0.",
    .tex = "\\frac{-1+\\ln(1/\\alpha^2)}{3\\sqrt d\\,\\alpha^2-1+\\ln(1/\\alpha^2)-\\frac12\\ln "
           "d}=1+\\frac{\\ln d-6\\sqrt d\\,\\alpha^2}{6\\sqrt d\\,\\alpha^2-2+2\\ln(1/(\\sqrt "
           "d\\,\\alpha^2))}",
    .domain = "d >= 1, alpha > 0, denominators not 0",
    .checked = "the whole domain",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "6.06 u in place of 6 u in the denominator",
    .check = check,
};
