/* q_at_zero.c - The series of q at 0 is z^2/4 - z^4/192 + z^6/2560 - ...; the bounds hold for all z since
 * q''(z) = 1/sqrt(4 + z^2) lies between 1/2 - z^2/16 and 1/2. The true q - z^2/4 cancels 4 |k| bits: the
 * precision rises. */
#include "verify/claim.h"

typedef struct {
    fmpq_t z;
    int canary, upper;
} argument;

static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const argument *p = instance;
    arb_t z, x;
    arb_init(z);
    arb_init(x);
    arb_set_fmpq(z, p->z, prec);
    arb_mul(z, z, z, prec);
    arb_mul_2exp_si(a, z, -2); /* z^2/4 */
    arb_mul(z, z, z, prec);
    arb_mul_ui(z, z, 10, prec);
    arb_div_ui(z, z, p->canary ? 1939 : 1920, prec);
    arb_sub(x, a, z, prec); /* z^2/4 - z^4/192 */
    arb_set_fmpq(z, p->z, prec);
    cf_ref_q(b, z, prec);
    if (p->upper)
        arb_swap(a, b);
    else
        arb_swap(a, x);
    arb_clear(z);
    arb_clear(x);
}

static void check(cf_run *run) {
    argument p = {.canary = cf_run_canary(run)};
    fmpq_init(p.z);
    for (slong k = -120; k <= 60; k += 6)
        for (int s = 0; s < 2; s++) {
            cf_instance(run, "z = %s2^%ld", s ? "-3 " : "", k);
            fmpq_set_si(p.z, s ? -3 : 1, 1);
            if (k >= 0)
                fmpq_mul_2exp(p.z, p.z, (flint_bitcnt_t)k);
            else
                fmpq_div_2exp(p.z, p.z, (flint_bitcnt_t)-k);
            p.upper = 0;
            cf_decide(run, "z^2/4 - z^4/192 <= q(z)", sides, &p, 0, 8192);
            p.upper = 1;
            cf_decide(run, "q(z) <= z^2/4", sides, &p, 0, 8192);
        }
    fmpq_clear(p.z);
}

const cf_claim cf_claim_q_at_zero = {
    .id = "q_at_zero",
    .section = "4",
    .items = "q at 0",
    .title = "q(z) = z^2/4 + O(z^4), with the constant 1/192",
    .statement = "z^2/4 - z^4/192 <= q(z) <= z^2/4 for all z; 192 is the best constant.",
    .tex = "\\frac{z^2}{4}-\\frac{z^4}{192}\\le q(z)\\le\\frac{z^2}{4}",
    .domain = "any z",
    .checked = "z = 2^k and -3 2^k, k = -120, ..., 60",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "192 is 193.9",
    .argument = NULL,
    .check = check,
};
