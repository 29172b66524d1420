/* lemma3.c - the lemma with ||beta||_2 for the printed ||w||_2. Far from sharp: 1 - t^2/48 <= 4q(t)/t^2 <= 1,
 * so that alpha >= sqrt(||beta||_2/sqrt(48 epsilon)) would do, and the right side holds with 1 for 1 +
 * epsilon.
 */
#include "verify/appendix_b.h"

/* k alpha^4 Q, k = 4 */
static void quadratic(arb_t out, const cf_beta_case *c, slong prec) {
    arb_t t;
    arb_init(t);
    cf_case_alpha2_Q(out, c, prec);
    cf_case_alpha2(t, c, prec);
    arb_mul(out, out, t, prec);
    cf_case_constant(t, c, 1, c->canary == 2 ? "4.04" : "4", "3.96", prec);
    arb_mul(out, out, t, prec);
    arb_clear(t);
}

static void factor(arb_t out, const cf_beta_case *c, int sign, slong prec) {
    arb_t B;
    arb_init(B);
    arb_set_fmpq(out, c->epsilon, prec);
    arb_mul_si(out, out, sign, prec);
    arb_add_ui(out, out, 1, prec);
    cf_case_norm2_squared(B, c, prec);
    arb_mul(out, out, B, prec);
    arb_clear(B);
}

static void lower(arb_t a, arb_t b, const void *instance, slong prec) {
    factor(a, instance, -1, prec);
    quadratic(b, instance, prec);
}

static void upper(arb_t a, arb_t b, const void *instance, slong prec) {
    quadratic(a, instance, prec);
    factor(b, instance, 1, prec);
}

static void visit(cf_run *run, const cf_beta_case *c) {
    cf_decide(run, "(1 - epsilon)||beta||_2^2 <= 4 alpha^4 Q", lower, c, 0, CF_PREC_MAX);
    cf_decide(run, "4 alpha^4 Q <= (1 + epsilon)||beta||_2^2", upper, c, 0, CF_PREC_MAX);
}

static void check(cf_run *run) {
    cf_beta_cases(run, CF_ALPHA_LEMMA3, visit);
}

const cf_claim cf_claim_lemma3 = {
    .id = "lemma3",
    .section = "B",
    .items = "Lemma 3; (73)",
    .title = "Lemma 3",
    .statement = "For any beta != 0 and epsilon > 0, alpha >= alpha_2(epsilon, ||beta||_2) = "
                 "sqrt(||beta||_2 (1 + 1/epsilon)) guarantees (1 - epsilon)||beta||_2^2 <= 4 alpha^4 "
                 "Q(beta/alpha^2) <= (1 + epsilon)||beta||_2^2.",
    .tex = "\\alpha\\ge\\sqrt{\\|\\beta\\|_2(1+\\epsilon^{-1})}\\Rightarrow(1-\\epsilon)\\|\\beta\\|_2^"
           "2\\le4\\alpha^4Q(\\beta/\\alpha^2)\\le(1+\\epsilon)\\|\\beta\\|_2^2",
    .domain = "beta != 0, epsilon > 0",
    .checked = "any beta in R^d; edges (zero, one coordinate, equal coordinates, subnormal, 1e300), and "
               "drawn ones, d to 50; epsilon from 1e-3 to 10; alpha within 1e-30 of alpha_2 and to e^500 "
               "times it",
    .uses = "",
    .proof_uses = "eq69_72",
    .twin = "lemma3_norm_w_printed",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 6,
    .canary = "3.96, and 4.04, in place of 4 in 4 alpha^4 Q: the left, and the right, inequality fails for "
              "small epsilon",
    .canaries = 2,
    .check = check,
};
