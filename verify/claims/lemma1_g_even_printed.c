/* lemma1_g_even_printed.c - the print says arcsin; (20) needs arcsinh. At z = 1 the two sides differ by
 * arcsin(1/2) - arcsinh(1/2) = 0.042..., and beyond |z| = 2 the printed g is not defined.
 */
#include "verify/appendix_b.h"

static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_beta_case *c = instance;
    arb_t z, t;
    arb_init(z);
    arb_init(t);
    cf_case_abs(z, c, 0);
    cf_ref_q(a, z, prec);
    arb_mul_2exp_si(t, z, -1);
    if (c->canary)
        arb_asinh(t, t, prec);
    else
        arb_asin(t, t, prec);
    arb_mul(b, z, t, prec);
    arb_mul(t, z, z, prec);
    arb_add_ui(t, t, 4, prec);
    arb_sqrt(t, t, prec);
    arb_sub(b, b, t, prec);
    arb_add_ui(b, b, 2, prec);
    arb_clear(z);
    arb_clear(t);
}

static void check(cf_run *run) {
    for (int k = 1; k <= 4; k++) {
        double z[1] = {0.5 * k};
        cf_beta_case c = {.beta = z, .d = 1, .canary = cf_run_canary(run)};
        cf_instance(run, "z = %g", z[0]);
        cf_consistent_raise(run, "q(z) = 2 - sqrt(4 + z^2) + g(z)", sides, &c, 100, 4096);
    }
}

const cf_claim cf_claim_lemma1_g_even_printed = {
    .id = "lemma1_g_even_printed",
    .section = "B",
    .items = "Lemma 1, g even",
    .title = "q(z) = 2 - sqrt(4 + z^2) + g(z) with the printed g(x) = x arcsin(x/2)",
    .statement = "With g(x) = x arcsin(x/2), as printed, q(z) = 2 - sqrt(4 + z^2) + g(z), the form used in "
                 "(20)-(23).",
    .tex = "q(z)=2-\\sqrt{4+z^2}+z\\arcsin(z/2)",
    .domain = "z real; |z| <= 2, where the arcsine is defined",
    .checked = "z = 1/2, 1, 3/2, 2",
    .uses = "",
    .proof_uses = "",
    .erratum = "g(x) = x arcsinh(x/2) is even because x and arcsinh(x/2) are odd",
    .twin = "lemma1_g_even",
    .method = CF_M_CONSISTENT,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "the corrected statement: arcsinh in place of arcsin",
    .check = check,
};
