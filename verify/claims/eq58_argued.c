/* eq58_argued.c - z = 2 sinh s turns E into an elementary function whose monotony is that of tanh(s/2)/s. */
#include "verify/appendix_b.h"

typedef struct {
    int k, canary;
} place;

static void power(arb_t s, int k, slong prec) {
    arb_set_ui(s, 10);
    arb_pow_ui(s, s, (ulong)(k < 0 ? -k : k), prec);
    if (k < 0) arb_inv(s, s, prec);
}

/* a = q(z)/(z q'(z)) at z = 2 sinh s, b = 1 - tanh(s/2)/s */
static void identity(arb_t a, arb_t b, const void *instance, slong prec) {
    const place *p = instance;
    arb_t s, z;
    arb_init(s);
    arb_init(z);
    power(s, p->k, prec);
    arb_sinh(z, s, prec);
    arb_mul_2exp_si(z, z, 1);
    cf_ref_q(a, z, prec);
    arb_div(a, a, z, prec);
    cf_ref_q_prime(b, z, prec);
    arb_div(a, a, b, prec);
    arb_mul_2exp_si(z, s, -1);
    arb_tanh(z, z, prec);
    if (p->canary == 1) arb_mul_ui(z, z, 101, prec), arb_div_ui(z, z, 100, prec);
    arb_div(z, z, s, prec);
    arb_sub_ui(b, z, 1, prec);
    arb_neg(b, b);
    arb_clear(s);
    arb_clear(z);
}

/* tanh(s/2)/s at 10^(k+1) less than at 10^k; the second canary has 1.01 times the former */
static void order(arb_t a, arb_t b, const void *instance, slong prec) {
    const place *p = instance;
    arb_t s;
    arb_init(s);
    power(s, p->k + 1, prec);
    arb_mul_2exp_si(a, s, -1);
    arb_tanh(a, a, prec);
    arb_div(a, a, s, prec);
    if (p->canary == 2) arb_mul_ui(a, a, 101, prec), arb_div_ui(a, a, 100, prec);
    power(s, p->k, prec);
    arb_mul_2exp_si(b, s, -1);
    arb_tanh(b, b, prec);
    arb_div(b, b, s, prec);
    arb_clear(s);
}

static void check(cf_run *run) {
    for (int k = -6; k <= 6; k++) {
        place p = {k, cf_run_canary(run)};
        cf_instance(run, "s = 10^%d, z = 2 sinh s", k);
        cf_consistent_raise(run, "q/(z q') = 1 - tanh(s/2)/s", identity, &p, 80, 8192);
        cf_decide(run, "tanh(s/2)/s falls", order, &p, 1, 4096);
    }
}

const cf_claim cf_claim_eq58_argued = {
    .id = "eq58_argued",
    .section = "B",
    .items = "(58)",
    .title = "the ratio grows with alpha: a proof",
    .statement = "E(z) = z q'(z)/q(z) falls from 2 to 1 on z > 0; hence d/dalpha "
                 "[Q(e_1/alpha^2)/Q(1_d/(alpha^2 ||1_d||_2))] >= 0 for every alpha > 0, with equality iff "
                 "d = 1.",
    .tex = "\\frac1{E(2\\sinh s)}=1-\\frac{\\tanh(s/2)}{s},\\qquad\\frac{\\mathrm d}{\\mathrm "
           "d\\alpha}\\frac{Q(e_1/\\alpha^2)}{Q(1_d/(\\alpha^2\\|1_d\\|_2))}\\ge0",
    .domain = "d >= 1, alpha > 0",
    .checked = "the identity 1/E = 1 - tanh(s/2)/s and the order of its values at s = 10^k, k from -6 to "
               "6",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "1.01 tanh(s/2)/s in the identity; 1.01 times it at the larger s in the order",
    .canaries = 2,
    .argument = "docs/appendix-b.md#the-ratio-grows-with-alpha",
    .check = check,
};
