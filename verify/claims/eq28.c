/* eq28.c - both inequalities after squaring, as polynomial identities in |a|, |b| with non-negative
 * coefficients; equality at b = 0 (and at a = 0 on the right) is part of the statement.
 */
#include "verify/appendix_b.h"

/* With p = |a|, r = |b|: (p + k r)^2 - (p^2 + r^2) - (2 k p r + (k^2 - 1) r^2), identically 0. */
static void upper(fmpq_t out, const fmpq *x, const void *context) {
    const fmpq *k = context;
    fmpq_t t;
    fmpq_init(t);
    fmpq_mul(out, k, x + 1);
    fmpq_add(out, out, x);
    fmpq_mul(out, out, out);
    for (int i = 0; i < 2; i++) fmpq_submul(out, x + i, x + i);
    fmpq_mul(t, x, x + 1);
    fmpq_mul(t, t, k);
    fmpq_mul_si(t, t, 2);
    fmpq_sub(out, out, t);
    fmpq_mul(t, k, k);
    fmpq_sub_si(t, t, 1);
    fmpq_mul(t, t, x + 1);
    fmpq_submul(out, t, x + 1);
    fmpq_clear(t);
}

/* (p^2 + r^2) - (k p)^2 - ((1 - k)(1 + k) p^2 + r^2), identically 0. */
static void lower(fmpq_t out, const fmpq *x, const void *context) {
    const fmpq *k = context;
    fmpq_t t, u;
    fmpq_init(t);
    fmpq_init(u);
    fmpq_zero(out);
    for (int i = 0; i < 2; i++) fmpq_addmul(out, x + i, x + i);
    fmpq_mul(t, k, x);
    fmpq_submul(out, t, t);
    fmpq_add_si(t, k, 1);
    fmpq_sub_si(u, k, 1);
    fmpq_mul(t, t, u);
    fmpq_mul(t, t, x);
    fmpq_addmul(out, t, x);
    fmpq_submul(out, x + 1, x + 1);
    fmpq_clear(t);
    fmpq_clear(u);
}

static void check(cf_run *run) {
    fmpq_t k, l, one;
    fmpq_init(k);
    fmpq_init(l);
    fmpq_init(one);
    fmpq_one(one);
    cf_fmpq_set_decimal(k, cf_run_canary(run) == 1 ? "0.99" : "1");
    cf_fmpq_set_decimal(l, cf_run_canary(run) == 2 ? "1.01" : "1");
    cf_instance(run, "|a|, |b| >= 0 as indeterminates; all sides are >= 0, so their squares decide");
    cf_exact(run, "a^2 + b^2 - (l|a|)^2 = (1 - l)(1 + l) a^2 + b^2", cf_polynomial_vanishes(lower, l, 2, 2));
    cf_fact_fmpq_le(run, "the coefficient 1 - l^2 of a^2 is not negative (l = 1; l > 1 fails at b = 0)", l,
                    one);
    cf_exact(run, "(|a| + k|b|)^2 - (a^2 + b^2) = 2k|a||b| + (k^2 - 1) b^2",
             cf_polynomial_vanishes(upper, k, 2, 2));
    cf_fact_fmpq_le(run, "the coefficient k^2 - 1 of b^2 is not negative (k = 1; k < 1 fails at a = 0)", one,
                    k);
    fmpq_clear(k);
    fmpq_clear(l);
    fmpq_clear(one);
}

const cf_claim cf_claim_eq28 = {
    .id = "eq28",
    .section = "B",
    .items = "(28)",
    .title = "|a| <= sqrt(a^2 + b^2) <= |a| + |b|",
    .statement = "|a| <= sqrt(a^2 + b^2) <= |a| + |b| for all real a, b.",
    .tex = "|a|\\le\\sqrt{a^2+b^2}\\le|a|+|b|",
    .domain = "a, b real",
    .checked = "all a, b real",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "|a| + 0.99 |b| on the right: false at a = 0; 1.01 |a| on the left: false at b = 0",
    .canaries = 2,
    .check = check,
};
