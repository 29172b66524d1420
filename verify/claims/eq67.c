/* eq67.c - existence of xi by the intermediate value theorem, from two enclosures. phi^(3)(0) = 0 is used. */
#include "verify/appendix_b_terms.h"

/* q^(4)(s) = (2s^2 - 4)(4 + s^2)^(-5/2) is continuous: xi exists if the left side lies between its values,
 * times t^4/24, at xi = 0, which is -1/8, and at another point s <= t: s = t, or s = sqrt(2) <= t, where it
 * is 0. */
static void lower(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_coordinate *p = instance;
    arb_t t, k;
    arb_init(t);
    arb_init(k);
    cf_coordinate_argument(t, p, prec);
    cf_q_remainder(a, t, prec);
    arb_pow_ui(b, t, 4, prec);
    cf_case_constant(k, p->c, 1, "192", "193.92", prec); /* 8 * 4! */
    arb_div(b, b, k, prec);
    arb_clear(t);
    arb_clear(k);
}

static void upper(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_coordinate *p = instance;
    arb_t t, s2, u;
    arb_init(t);
    arb_init(s2);
    arb_init(u);
    cf_coordinate_argument(t, p, prec);
    cf_q_remainder(b, t, prec);
    arb_mul(s2, t, t, prec);
    arb_sub_ui(u, s2, 2, prec);
    if (arb_is_nonnegative(u)) {
        arb_zero(a);
    } else { /* (4 - 2t^2)(4 + t^2)^(-5/2) t^4/24 */
        arb_mul_si(a, u, -2, prec);
        arb_add_ui(u, s2, 4, prec);
        arb_mul(t, u, u, prec);
        arb_sqrt(u, u, prec);
        arb_mul(t, t, u, prec);
        arb_div(a, a, t, prec);
        arb_mul(a, a, s2, prec);
        arb_mul(a, a, s2, prec);
        cf_case_constant(u, p->c, 2, "24", "23.76", prec);
        arb_div(a, a, u, prec);
    }
    arb_clear(t);
    arb_clear(s2);
    arb_clear(u);
}

static void each(cf_run *run, const cf_coordinate *p) {
    cf_decide(run, "t^2/4 - q(t) <= t^4/192 (xi = 0)", lower, p, 0, CF_PREC_MAX);
    cf_decide(run, "t^2/4 - q(t) >= -q^(4)(s) t^4/24 (xi = s)", upper, p, 0, CF_PREC_MAX);
}

static void visit(cf_run *run, const cf_beta_case *c) {
    if (cf_case_not_zero(run, c)) cf_for_coordinates(run, c, each);
}

static void check(cf_run *run) {
    cf_beta_cases(run, CF_ALPHA_ANY, visit);
}

const cf_claim cf_claim_eq67 = {
    .id = "eq67",
    .section = "B",
    .items = "(67)",
    .title = "Taylor's theorem for phi",
    .statement = "For some xi with |xi| <= |z|, phi(z) - z^2/(4 alpha^4) = (phi^(4)(xi)/4!) z^4.",
    .tex = "\\varphi(z)-\\tfrac{z^2}{4\\alpha^4}=\\tfrac{\\varphi^{(4)}(\\xi)}{4!}z^4,\\quad|\\xi|\\le|z|",
    .domain = "z real, alpha > 0",
    .checked = "z from 5e-324 to 1e300, log alpha from -8e3 to 700",
    .uses = "eq64_65",
    .proof_uses = "eq60_63 eq64_65",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 8,
    .canary = "1.01 * 4!, and 0.99 * 4!, in place of 4!: no xi for small z",
    .canaries = 2,
    .check = check,
};
