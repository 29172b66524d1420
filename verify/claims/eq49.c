/* eq49.c - numerator by (45), denominator by (46). The denominator is at least sqrt(d) alpha^2 q > 0, so the
 * step holds also where the numerator is negative (the print does not say).
 */
#include "verify/scalar_cases.h"

typedef struct {
    arb_t alpha2, u, denominator;
} parts;

static void parts_init(parts *p, const cf_ratio_case *s, slong prec) {
    arb_init(p->alpha2);
    arb_init(p->u);
    arb_init(p->denominator);
    arb_t log_u;
    arb_init(log_u);
    cf_ratio_log_alpha(p->alpha2, s, prec);
    arb_mul_2exp_si(p->alpha2, p->alpha2, 1);
    arb_exp(p->alpha2, p->alpha2, prec);
    arb_sqrt_ui(p->u, s->d, prec);
    arb_mul(p->u, p->u, p->alpha2, prec);
    arb_log(log_u, p->u, prec);
    if (s->canary == 2) { /* 0.99 u: the denominator's least value is the logarithm of the constant */
        arb_mul_ui(p->denominator, p->u, 99, prec);
        arb_div_ui(p->denominator, p->denominator, 100, prec);
    } else
        arb_mul_ui(p->denominator, p->u, 3, prec);
    arb_sub(p->denominator, p->denominator, log_u, prec);
    arb_sub_ui(p->denominator, p->denominator, 1, prec);
    arb_clear(log_u);
}

static void parts_clear(parts *p) {
    arb_clear(p->alpha2);
    arb_clear(p->u);
    arb_clear(p->denominator);
}

static void positive(arb_t a, arb_t b, const void *instance, slong prec) {
    parts p;
    parts_init(&p, instance, prec);
    arb_zero(a);
    arb_set(b, p.denominator);
    parts_clear(&p);
}

static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_ratio_case *s = instance;
    parts p;
    fmpq_t one;
    arb_t t;
    fmpq_init(one);
    arb_init(t);
    cf_fmpq_set_decimal(one, s->canary == 1 ? "0.99" : "1");
    parts_init(&p, s, prec);
    arb_log(a, p.alpha2, prec);
    arb_neg(a, a);
    arb_set_fmpq(t, one, prec);
    arb_sub(a, a, t, prec);
    arb_div(a, a, p.denominator, prec);
    arb_inv(b, p.alpha2, prec);
    cf_ref_q(b, b, prec);
    arb_mul(b, b, p.alpha2, prec);
    arb_inv(t, p.u, prec);
    cf_ref_q(t, t, prec);
    arb_mul(t, t, p.u, prec);
    arb_div(b, b, t, prec);
    fmpq_clear(one);
    arb_clear(t);
    parts_clear(&p);
}

static void visit(cf_run *run, const cf_ratio_case *s) {
    cf_decide(run, "the denominator is positive", positive, s, 1, 1 << 16);
    if (s->canary != 2) cf_decide(run, "(49)", sides, s, 1, 1 << 16);
}

static void check(cf_run *run) {
    cf_for_ratio_cases(run, 17, visit);
}

const cf_claim cf_claim_eq49 = {
    .id = "eq49",
    .section = "B",
    .items = "(49)",
    .title = "the ratio bounded below by (46)",
    .statement = "alpha^2 q(1/alpha^2)/(sqrt(d) alpha^2 q(1/(sqrt(d) alpha^2))) >= (-1 + ln(1/alpha^2))/(3 "
                 "sqrt(d) alpha^2 - 1 + ln(1/(sqrt(d) alpha^2))), whose denominator is positive.",
    .tex = "\\frac{\\alpha^2q(1/\\alpha^2)}{\\sqrt d\\,\\alpha^2q(1/(\\sqrt "
           "d\\,\\alpha^2))}\\ge\\frac{-1+\\ln(1/\\alpha^2)}{3\\sqrt d\\,\\alpha^2-1+\\ln(1/(\\sqrt "
           "d\\,\\alpha^2))}",
    .domain = "d >= 1, alpha > 0",
    .checked = "d to 200, log alpha from -1e4 to 100",
    .uses = "",
    .proof_uses = "eq45_46 eq47_48",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "-0.99 in place of -1 in the numerator; 0.99 in place of 3 in the denominator, which is "
              "positive for every "
              "constant above 1",
    .canaries = 2,
    .check = check,
};
