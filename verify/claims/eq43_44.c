/* eq43_44.c - the closed form of q at z = 1/t times t; the constants, damaged in our copy, are the ones that
 * make it an identity.
 */
#include "verify/scalar_cases.h"

static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_scalar_case *s = instance;
    arb_t t, u, four;
    fmpq_t q;
    arb_init(t);
    arb_init(u);
    arb_init(four);
    fmpq_init(q);
    cf_fmpq_set_decimal(q, s->canary ? "4.04" : "4");
    arb_set_fmpq(four, q, prec);
    cf_scalar_t(t, s, prec);
    cf_t_q(a, t, prec);
    arb_mul(u, t, t, prec);
    arb_mul(u, u, four, prec); /* 4 t^2 */
    arb_inv(b, u, prec);
    arb_add_ui(b, b, 1, prec);
    arb_sqrt(b, b, prec);
    arb_add_ui(u, u, 1, prec);
    arb_sqrt(u, u, prec);
    arb_mul_2exp_si(t, t, 1);
    arb_sub(u, t, u, prec); /* 2t - sqrt(4 t^2 + 1) */
    arb_inv(t, t, prec);
    arb_add(b, b, t, prec);
    arb_log(b, b, prec);
    arb_add(b, b, u, prec);
    arb_clear(t);
    arb_clear(u);
    arb_clear(four);
    fmpq_clear(q);
}

static void visit(cf_run *run, const cf_scalar_case *s) {
    cf_consistent_raise(run, "(43) = (44)", sides, s, 100, CF_PREC_MAX);
}

static void check(cf_run *run) {
    cf_for_scalar_cases(run, visit);
}

const cf_claim cf_claim_eq43_44 = {
    .id = "eq43_44",
    .section = "B",
    .items = "(43); (44)",
    .title = "q written with t = c alpha^2",
    .statement = "For c > 0: c alpha^2 q(1/(c alpha^2)) = 2 c alpha^2 - sqrt(4 c^2 alpha^4 + 1) + ln(1/(2 "
                 "c alpha^2) + sqrt(1 + 1/(4 c^2 alpha^4))).",
    .tex = "c\\alpha^2q\\big(\\tfrac1{c\\alpha^2}\\big)=2c\\alpha^2-\\sqrt{4c^2\\alpha^4+1}+\\ln\\Big("
           "\\tfrac1{2c\\alpha^2}+\\sqrt{1+\\tfrac1{4c^2\\alpha^4}}\\Big)",
    .domain = "c > 0, alpha > 0",
    .checked = "16 pairs, log alpha from -3e4 to 400, c from 5e-324 to 1e100",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_CONSISTENT,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "4.04 in place of 4 under the roots",
    .check = check,
};
