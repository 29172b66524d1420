/* q_at_infinity.c - q(z) = z ln z - z + 2 - 1/z + O(z^-3): from sqrt(4 + z^2) = z + 2/z - ... and
 * arcsinh(z/2) = ln z
 * + 1/z^2 - .... The difference cancels about 2k bits: the precision rises. */
#include "verify/claim.h"

typedef struct {
    fmpq_t z;
    int canary;
    enum { DIFFERENCE, LOWER, UPPER } bound;
} argument;

static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const argument *p = instance;
    arb_t z, x;
    arb_init(z);
    arb_init(x);
    arb_set_fmpq(z, p->z, prec);
    cf_ref_q(a, z, prec);
    arb_log(x, z, prec);
    arb_mul(b, x, z, prec); /* z ln z */
    if (p->bound == DIFFERENCE) {
        arb_sub(b, b, z, prec);
        arb_add_ui(b, b, 2, prec);
        arb_sub(a, a, b, prec);
        arb_abs(a, a);
        arb_set_ui(x, p->canary ? 99 : 100);
        arb_div_ui(x, x, 100, prec);
        arb_div(b, x, z, prec);
    } else if (p->bound == LOWER) {
        arb_mul_2exp_si(b, b, -1);
        arb_swap(a, b);
    }
    arb_clear(z);
    arb_clear(x);
}

static void check(cf_run *run) {
    argument p = {.canary = cf_run_canary(run)};
    fmpq_init(p.z);
    for (slong k = 0; k <= 1000; k += 8)
        for (slong m = 1; m <= 3; m += 2) {
            cf_instance(run, "z = %ld 2^%ld", m, k);
            fmpq_set_si(p.z, m, 1);
            fmpq_mul_2exp(p.z, p.z, (flint_bitcnt_t)k);
            p.bound = DIFFERENCE;
            cf_decide(run, "|q(z) - (z ln z - z + 2)| <= 1/z", sides, &p, 0, 8192);
            if (k < 8) continue;
            p.bound = LOWER;
            cf_decide(run, "z ln z / 2 <= q(z)", sides, &p, 0, 8192);
            p.bound = UPPER;
            cf_decide(run, "q(z) <= z ln z", sides, &p, 0, 8192);
        }
    fmpq_clear(p.z);
}

const cf_claim cf_claim_q_at_infinity = {
    .id = "q_at_infinity",
    .section = "4",
    .items = "q at infinity",
    .title = "q(z) = Theta(z log z), with the next terms",
    .statement =
        "|q(z) - (z ln z - z + 2)| <= 1/z for z >= 1, and (1/2) z ln z <= q(z) <= z ln z for z >= 8 > e^2.",
    .tex =
        "|q(z)-(z\\ln z-z+2)|\\le\\tfrac1z\\ (z\\ge1),\\quad\\tfrac12z\\ln z\\le q(z)\\le z\\ln z\\ (z\\ge8)",
    .domain = "z >= 1",
    .checked = "z = 2^k and 3 2^k, k = 0, 8, ..., 1000",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "1/z is 0.99/z",
    .argument = NULL,
    .check = check,
};
