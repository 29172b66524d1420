/* eq58.c - the derivative has the sign of E(z/sqrt(d)) - E(z), E(z) = z q'(z)/q(z), and E falls from 2 to 1
 * (docs/appendix-b.md). "It is straightforward to confirm", says the print.
 */
#include "verify/scalar_cases.h"

/* With A = q(z), B = d q(z/r), z = alpha^-2, r = sqrt(d): A' = -(2z/alpha) q'(z), B' = -(2z/(alpha r)) d
 * q'(z/r); the derivative has the sign of A'B - AB', that is of q(z) q'(z/r) z/r - z q'(z) q(z/r) (times 2
 * d/alpha > 0). */
static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_ratio_case *s = instance;
    arb_t z, y, t;
    fmpq_t k;
    arb_init(z);
    arb_init(y);
    arb_init(t);
    fmpq_init(k);
    cf_ratio_log_alpha(z, s, prec);
    arb_mul_si(z, z, -2, prec + 64);
    arb_exp(z, z, prec);
    arb_sqrt_ui(y, s->d, prec);
    arb_div(y, z, y, prec);
    cf_ref_q_prime(a, z, prec);
    arb_mul(a, a, z, prec);
    cf_ref_q(t, y, prec);
    arb_mul(a, a, t, prec);
    cf_fmpq_set_decimal(k, s->canary ? "1.01" : "1"); /* canary: the exponent of Q(e_1/alpha^2) */
    arb_set_fmpq(t, k, prec);
    arb_mul(a, a, t, prec);
    cf_ref_q_prime(b, y, prec);
    arb_mul(b, b, y, prec);
    cf_ref_q(t, z, prec);
    arb_mul(b, b, t, prec);
    arb_clear(z);
    arb_clear(y);
    arb_clear(t);
    fmpq_clear(k);
}

static void visit(cf_run *run, const cf_ratio_case *s) {
    cf_decide(run, "A'B - AB' >= 0", sides, s, 0, CF_PREC_MAX);
}

static void check(cf_run *run) {
    cf_for_ratio_cases(run, 14, visit);
}

const cf_claim cf_claim_eq58 = {
    .id = "eq58",
    .section = "B",
    .items = "(58)",
    .title = "the ratio grows with alpha",
    .statement = "d/dalpha [Q(e_1/alpha^2)/Q(1_d/(alpha^2 ||1_d||_2))] >= 0 for every alpha > 0.",
    .tex = "\\frac{\\mathrm d}{\\mathrm "
           "d\\alpha}\\left[\\frac{Q(e_1/\\alpha^2)}{Q(1_d/(\\alpha^2\\|1_d\\|_2))}\\right]\\ge0",
    .domain = "d >= 1, alpha > 0 (d = 1: e_1 = 1_d/||1_d||_2, the ratio is 1 for every alpha)",
    .checked = "d from 2 to 200, log alpha from -1e4 to 100",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "Q(e_1/alpha^2)^1.01 in the numerator: its ratio decreases for large alpha",
    .check = check,
};
