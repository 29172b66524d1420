/* eq68.c - the supremum is |phi^(4)(0)| = 1/(8 alpha^8): q^(4) runs from -1/8 at 0 through 0 to its one
 * positive maximum 8 * 10^(-5/2) at t^2 = 6.
 */
#include "verify/appendix_b_terms.h"

/* in t = |z|/alpha^2: |q - t^2/4| <= (t^6 + k t^4)/384, k = 2; the sign of q - t^2/4 is certified on the way
 */
static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_coordinate *p = instance;
    arb_t t, k;
    arb_init(t);
    arb_init(k);
    cf_coordinate_argument(t, p, prec);
    cf_q_remainder(a, t, prec);
    arb_abs(a, a);
    arb_mul(t, t, t, prec);
    cf_case_constant(k, p->c, 1, "2", "1.98", prec);
    arb_add(k, k, t, prec);
    arb_mul(b, t, t, prec);
    arb_mul(b, b, k, prec);
    arb_div_ui(b, b, 384, prec);
    arb_clear(t);
    arb_clear(k);
}

/* |q^(4)| <= 1/8 = |q^(4)(0)| by (66)'s factors; the middle member is t^4/192 */
static void middle(arb_t a, arb_t b, const void *instance, slong prec) {
    arb_t t;
    arb_init(t);
    cf_coordinate_argument(t, instance, prec);
    cf_q_remainder(a, t, prec);
    arb_abs(a, a);
    cf_case_constant(b, ((const cf_coordinate *)instance)->c, 2, "192", "193.92", prec);
    arb_pow_ui(t, t, 4, prec);
    arb_div(b, t, b, prec);
    arb_clear(t);
}

static void each(cf_run *run, const cf_coordinate *p) {
    cf_decide(run, "|q - t^2/4| <= t^4/192, the middle member", middle, p, 0, CF_PREC_MAX);
    cf_decide(run, "|q - t^2/4| <= (t^6 + 2t^4)/384", sides, p, 0, CF_PREC_MAX);
}

static void visit(cf_run *run, const cf_beta_case *c) {
    if (cf_case_not_zero(run, c)) cf_for_coordinates(run, c, each);
}

static void check(cf_run *run) {
    cf_beta_cases(run, CF_ALPHA_ANY, visit);
}

const cf_claim cf_claim_eq68 = {
    .id = "eq68",
    .section = "B",
    .items = "(68)",
    .title = "the remainder of phi bounded",
    .statement = "|phi(z) - z^2/(4 alpha^4)| <= sup_{|xi| <= |z|} |phi^(4)(xi)| z^4/4! <= (z^6 + 2 alpha^4 "
                 "z^4)/(384 alpha^12) = (z^2/(4 alpha^4)) (z^4 + 2 alpha^4 z^2)/(96 alpha^8).",
    .tex = "\\Big|\\varphi(z)-\\tfrac{z^2}{4\\alpha^4}\\Big|\\le\\sup_{|\\xi|\\le|z|}|\\varphi^{(4)}(\\xi)|"
           "\\tfrac{z^4}{4!}\\le\\tfrac{z^6+2\\alpha^4z^4}{384\\alpha^{12}}=\\tfrac{z^2}{4\\alpha^4}"
           "\\cdot\\tfrac{z^4+2\\alpha^4z^2}{96\\alpha^8}",
    .domain = "z real, alpha > 0",
    .checked = "z from 5e-324 to 1e300, log alpha from -8e3 to 700",
    .uses = "",
    .proof_uses = "eq66 eq67",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 8,
    .canary = "1.98 alpha^4 in place of 2 alpha^4, 1.01 * 192 in place of 192: both fail for small z",
    .canaries = 2,
    .check = check,
};
