/* lemma3_norm_w_printed.c - the print has alpha_2(epsilon, ||w||_2), and w does not occur in the lemma. Read
 * as any weights of beta it is false: here 4 alpha^4 Q is less than half of ||beta||_2^2.
 */
#include "verify/appendix_b.h"

static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_beta_case *c = instance;
    cf_case_norm2_squared(a, c, prec);
    arb_mul_2exp_si(a, a, -1); /* 1 - epsilon = 1/2 */
    arb_t t;
    arb_init(t);
    cf_case_alpha2_Q(b, c, prec);
    cf_case_alpha2(t, c, prec);
    arb_mul(b, b, t, prec);
    arb_mul_2exp_si(b, b, 2);
    arb_clear(t);
}

/* alpha_2^2 = 3 ||w||_2 = 3000 as printed, 3 ||beta||_2 = 3 10^6 as corrected; alpha = 60 and 2000 */
static void check(cf_run *run) {
    double beta[1] = {1e6};
    cf_beta_case c = {.beta = beta, .d = 1, .canary = cf_run_canary(run)};
    fmpq_t alpha2, bound;
    fmpq_init(alpha2);
    fmpq_init(bound);
    cf_ref_alpha_init(c.alpha);
    cf_ref_alpha_set_decimal(c.alpha, c.canary ? "2000" : "60", 0);
    fmpq_mul(alpha2, c.alpha->value, c.alpha->value);
    cf_fmpq_set_decimal(bound, c.canary ? "3e6" : "3e3");
    cf_instance(run, "beta = (10^6), w = (10^3, 0), epsilon = 1/2, alpha = %s", c.canary ? "2000" : "60");
    if (cf_hypothesis(run, "alpha^2 >= ||.||_2 (1 + 1/epsilon)",
                      fmpq_cmp(bound, alpha2) <= 0 ? CF_TRUE : CF_FALSE))
        cf_decide(run, "(1 - epsilon)||beta||_2^2 <= 4 alpha^4 Q", sides, &c, 0, 4096);
    cf_ref_alpha_clear(c.alpha);
    fmpq_clear(alpha2);
    fmpq_clear(bound);
}

const cf_claim cf_claim_lemma3_norm_w_printed = {
    .id = "lemma3_norm_w_printed",
    .section = "B",
    .items = "Lemma 3",
    .title = "Lemma 3 with the printed ||w||_2",
    .statement = "For any beta, alpha >= alpha_2(epsilon, ||w||_2), w = [w_+; w_-] with w_+^2 - w_-^2 = "
                 "beta, guarantees (1 - epsilon)||beta||_2^2 <= 4 alpha^4 Q(beta/alpha^2).",
    .tex = "\\alpha\\ge\\alpha_2(\\epsilon,\\|w\\|_2)\\Rightarrow(1-\\epsilon)\\|\\beta\\|_2^2\\le4\\alpha^"
           "4Q(\\beta/\\alpha^2)",
    .domain = "beta in R^d, epsilon > 0",
    .checked = "beta = (10^6), w = (10^3, 0), epsilon = 1/2",
    .uses = "",
    .proof_uses = "",
    .erratum = "alpha >= alpha_2(epsilon, ||beta||_2)",
    .twin = "lemma3",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "the corrected statement: ||beta||_2",
    .check = check,
};
