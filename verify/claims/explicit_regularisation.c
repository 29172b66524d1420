/* explicit_regularisation.c - "regularising ||w||_2^2 is equivalent to ||beta||_{2/D} regularisation", with
 * the constant. */
#include "core/certiflow.h"
#include "verify/claim.h"

static void check(cf_run *run) {
    cf_rng rng;
    fmpq_t a, b, left, right, t;
    fmpq_init(a), fmpq_init(b), fmpq_init(left), fmpq_init(right), fmpq_init(t);
    cf_rng_init(&rng, cf_run_seed(run));
    for (slong D = 2; D <= 9; D++)
        for (int k = 0; k < 40; k++) {
            slong p = (slong)(41 * cf_rng_uniform(&rng)) - 20,
                  m = k % 4 ? (slong)(41 * cf_rng_uniform(&rng)) - 20 : 0;
            if (p == 0) p = 1;
            cf_instance(run, "D = %ld, w_+ = %ld/8, w_- = %ld/8", D, p, m);
            fmpq_set_si(a, p, 8), fmpq_set_si(b, m, 8);
            fmpq_pow_si(left, a, D);
            fmpq_pow_si(t, b, D);
            fmpq_sub(left, left, t);
            fmpq_mul(left, left, left);
            fmpq_mul(right, a, a);
            fmpq_mul(t, b, b);
            fmpq_add(right, right, t);
            fmpq_pow_si(right, right, D);
            fmpq_set_si(t, cf_run_canary(run) ? 99 : 100, 100);
            fmpq_mul(right, right, t);
            cf_fact_fmpq_le(run, "(w_+^D - w_-^D)^2 <= (w_+^2 + w_-^2)^D", left, right);
            if (m == 0) cf_fact_fmpq_eq(run, "equality where w_- = 0", left, right);
        }
    fmpq_clear(a), fmpq_clear(b), fmpq_clear(left), fmpq_clear(right), fmpq_clear(t);
}

const cf_claim cf_claim_explicit_regularisation = {
    .id = "explicit_regularisation",
    .section = "5",
    .items = "explicit regularisation",
    .title = "Regularising ||w||_2^2 is regularising sum |beta_i|^(2/D)",
    .statement = "min { ||w||_2^2 : w_+^D - w_-^D = beta } = sum |beta_i|^(2/D) = ||beta||_{2/D}^{2/D}: the "
                 "constant is 1, the minimum has one of w_+, w_- equal to 0. In one coordinate (w_+^D - "
                 "w_-^D)^2 <= (w_+^2 + w_-^2)^D, with equality where one of them is 0.",
    .tex = "\\min\\{\\|w\\|_2^2:w_+^D-w_-^D=\\beta\\}=\\|\\beta\\|_{2/D}^{2/D}",
    .domain = "any D >= 2, w real",
    .checked = "exact rationals: D = 2 to 9, 40 weights each and the minima themselves; the rest is the "
               "written proof",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the right side is 1 % smaller",
    .argument = "docs/depth-theory.md#explicit-regularisation",
    .check = check,
};
