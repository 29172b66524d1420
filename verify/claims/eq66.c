/* eq66.c - the two factors apart, each by a polynomial identity; equality at z = 0. */
#include "verify/appendix_b.h"

/* T = z^2/alpha^4 >= 0; times alpha^8: k |2T - 4| <= (T + 2)(4 + T)^(5/2), k = 16. */
static void modulus(fmpq_t out, const fmpq *x, const void *context) { /* (2T + 4)^2 - (2T - 4)^2 - 32 T */
    fmpq_t t;
    (void)context;
    fmpq_init(t);
    fmpq_mul_si(t, x, 2);
    fmpq_add_si(t, t, 4);
    fmpq_mul(out, t, t);
    fmpq_sub_si(t, t, 8);
    fmpq_submul(out, t, t);
    fmpq_mul_si(t, x, 32);
    fmpq_sub(out, out, t);
    fmpq_clear(t);
}

/* (4 + T)^5 - 1024 - T (1280 + 640 T + 160 T^2 + 20 T^3 + T^4) */
static void fifth(fmpq_t out, const fmpq *x, const void *context) {
    static const slong coefficient[] = {1024, 1280, 640, 160, 20, 1};
    fmpq_t t, u;
    (void)context;
    fmpq_init(t);
    fmpq_init(u);
    fmpq_add_si(t, x, 4);
    fmpq_pow_si(out, t, 5);
    fmpq_zero(t);
    for (int i = 5; i >= 0; i--) {
        fmpq_mul(t, t, x);
        fmpq_add_si(t, t, coefficient[i]);
    }
    fmpq_sub(out, out, t);
    fmpq_clear(t);
    fmpq_clear(u);
}

static void check(cf_run *run) {
    fmpq_t left, right;
    fmpq_init(left);
    fmpq_init(right);
    cf_instance(run, "T = z^2/alpha^4 >= 0 an indeterminate");
    cf_exact(run, "(2T + 4)^2 - (2T - 4)^2 = 32 T >= 0, so |2T - 4| <= 2(T + 2)",
             cf_polynomial_vanishes(modulus, NULL, 1, 2));
    cf_exact(
        run,
        "(4 + T)^5 has the constant term 1024 = 32^2 and no negative coefficient, so (4 + T)^(5/2) >= 32",
        cf_polynomial_vanishes(fifth, NULL, 1, 5));
    cf_fmpq_set_decimal(left, cf_run_canary(run) ? "16.16" : "16");
    fmpq_mul_si(left, left, 4);
    fmpq_set_si(right, 2 * 32, 1);
    cf_fact_fmpq_le(run, "at z = 0, where both are sharp: 16 * 4 <= 2 * 32", left, right);
    fmpq_clear(left);
    fmpq_clear(right);
}

const cf_claim cf_claim_eq66 = {
    .id = "eq66",
    .section = "B",
    .items = "(66)",
    .title = "bound of phi^(4)",
    .statement = "|2z^2 - 4alpha^4|/(alpha^12 (4 + z^2/alpha^4)^(5/2)) <= (z^2 + 2alpha^4)/(16 alpha^12).",
    .tex = "\\frac{|2z^2-4\\alpha^4|}{\\alpha^{12}(4+z^2/\\alpha^4)^{5/"
           "2}}\\le\\frac{z^2+2\\alpha^4}{16\\alpha^{12}}",
    .domain = "z real, alpha > 0",
    .checked = "the whole domain",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "16.16 in place of 16: fails at z = 0",
    .check = check,
};
