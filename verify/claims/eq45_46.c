/* eq45_46.c - 2t - sqrt(4t^2 + 1) lies between -1 and 2t - 1, the logarithm between ln(1/t) and ln(1 + 1/t)
 * <= ln(1/t)
 * + t. The 3 could be a 2 near t = 0; the -1 of the lower bound is sharp there. At log alpha = -3e4 the
 * slack is about e^(-6e4): the precision rises to 2^17 bits.
 */
#include "verify/scalar_cases.h"

/* out = k t - one + ln(1/t) */
static void bound(arb_t out, const arb_t t, ulong k, const char *one, slong prec) {
    fmpq_t q;
    arb_t u;
    fmpq_init(q);
    arb_init(u);
    arb_log(out, t, prec);
    arb_neg(out, out);
    arb_addmul_ui(out, t, k, prec);
    cf_fmpq_set_decimal(q, one);
    arb_set_fmpq(u, q, prec);
    arb_sub(out, out, u, prec);
    fmpq_clear(q);
    arb_clear(u);
}

static void lower(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_scalar_case *s = instance;
    arb_t t;
    arb_init(t);
    cf_scalar_t(t, s, prec);
    bound(a, t, 0, s->canary == 1 ? "0.99" : "1", prec);
    cf_t_q(b, t, prec);
    arb_clear(t);
}

static void upper(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_scalar_case *s = instance;
    arb_t t;
    arb_init(t);
    cf_scalar_t(t, s, prec);
    cf_t_q(a, t, prec);
    bound(b, t, 3, s->canary == 2 ? "1.01" : "1", prec);
    arb_clear(t);
}

static void visit(cf_run *run, const cf_scalar_case *s) {
    cf_decide(run, "(45)", lower, s, 1, 1 << 20);
    cf_decide(run, "(46)", upper, s, 1, 1 << 20);
}

static void check(cf_run *run) {
    cf_for_scalar_cases(run, visit);
}

const cf_claim cf_claim_eq45_46 = {
    .id = "eq45_46",
    .section = "B",
    .items = "(45); (46)",
    .title = "q between two logarithmic bounds",
    .statement = "For c > 0: -1 + ln(1/(c alpha^2)) <= c alpha^2 q(1/(c alpha^2)) <= 3 c alpha^2 - 1 + "
                 "ln(1/(c alpha^2)).",
    .tex = "-1+\\ln\\tfrac1{c\\alpha^2}\\le "
           "c\\alpha^2q\\big(\\tfrac1{c\\alpha^2}\\big)\\le3c\\alpha^2-1+\\ln\\tfrac1{c\\alpha^2}",
    .domain = "c > 0, alpha > 0",
    .checked = "16 pairs, log alpha from -3e4 to 400, c from 5e-324 to 1e100",
    .uses = "",
    .proof_uses = "eq43_44 eq28",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "-0.99 in place of -1 in the lower bound; -1.01 in the upper",
    .canaries = 2,
    .check = check,
};
