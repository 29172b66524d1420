/* eq47_48.c - Q at the two vectors, summed coordinate by coordinate, against the scalar form. */
#include "verify/scalar_cases.h"

/* a = sqrt(d) Q(e_1/alpha^2)/Q(1_d/(sqrt(d) alpha^2)) from the vectors */
static void vectors(arb_t a, const cf_ratio_case *s, const arb_t log_alpha, slong prec) {
    arb_ptr v = _arb_vec_init((slong)s->d);
    arb_t root, t;
    arb_init(root);
    arb_init(t);
    arb_sqrt_ui(root, s->d, prec);
    arb_one(v);
    cf_ref_Q(a, v, log_alpha, s->d, prec);
    for (size_t i = 0; i < s->d; i++) arb_inv(v + i, root, prec);
    cf_ref_Q(t, v, log_alpha, s->d, prec);
    arb_div(a, a, t, prec);
    arb_mul(a, a, root, prec);
    arb_clear(root);
    arb_clear(t);
    _arb_vec_clear(v, (slong)s->d);
}

static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_ratio_case *s = instance;
    arb_t la, u, t;
    arb_init(la);
    arb_init(u);
    arb_init(t);
    cf_ratio_log_alpha(la, s, prec);
    vectors(a, s, la, prec);
    arb_mul_2exp_si(la, la, 1);
    arb_exp(la, la, prec); /* alpha^2 */
    arb_sqrt_ui(u, s->d, prec);
    arb_mul(u, u, la, prec);
    if (s->canary) arb_mul_ui(u, u, 101, prec), arb_div_ui(u, u, 100, prec);
    arb_inv(b, la, prec);
    cf_ref_q(b, b, prec);
    arb_mul(b, b, la, prec);
    arb_inv(t, u, prec);
    cf_ref_q(t, t, prec);
    arb_mul(t, t, u, prec);
    arb_div(b, b, t, prec);
    arb_clear(la);
    arb_clear(u);
    arb_clear(t);
}

static void visit(cf_run *run, const cf_ratio_case *s) {
    cf_consistent_raise(run, "(47) = (48)", sides, s, 100, CF_PREC_MAX);
}

static void check(cf_run *run) {
    cf_for_ratio_cases(run, 16, visit);
}

const cf_claim cf_claim_eq47_48 = {
    .id = "eq47_48",
    .section = "B",
    .items = "(47); (48)",
    .title = "the ratio of Q at e_1 and at 1_d/sqrt(d)",
    .statement = "sqrt(d) Q(e_1/alpha^2)/Q(1_d/(sqrt(d) alpha^2)) = sqrt(d) q(1/alpha^2)/(d q(1/(sqrt(d) "
                 "alpha^2))) = alpha^2 q(1/alpha^2)/(sqrt(d) alpha^2 q(1/(sqrt(d) alpha^2))).",
    .tex = "\\frac{\\sqrt d\\,Q(e_1/\\alpha^2)}{Q(1_d/(\\sqrt d\\,\\alpha^2))}=\\frac{\\sqrt "
           "d\\,q(1/\\alpha^2)}{d\\,q(1/(\\sqrt "
           "d\\,\\alpha^2))}=\\frac{\\alpha^2q(1/\\alpha^2)}{\\sqrt d\\,\\alpha^2q(1/(\\sqrt "
           "d\\,\\alpha^2))}",
    .domain = "d >= 1, alpha > 0",
    .checked = "d to 200, log alpha from -1e4 to 100",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_CONSISTENT,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "1.01 sqrt(d) alpha^2 in place of sqrt(d) alpha^2",
    .check = check,
};
