/* kkt_sufficient.c - (10), (11). q''(z) = 1/sqrt(4 + z^2) > 0, so q lies strictly above its tangents; summed
 * over i with beta - beta* in ker X, <X^T nu, beta - beta*> = 0 leaves Q_alpha(beta) > Q_alpha(beta*). The
 * check holds the tangent inequality of q in balls. */
#include "verify/claim.h"

typedef struct {
    fmpq_t z, w;
    int canary;
} pair;

/* a: q(z) + q'(z)(w - z), b: q(w) */
static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const pair *p = instance;
    arb_t z, w;
    arb_init(z);
    arb_init(w);
    arb_set_fmpq(z, p->z, prec);
    arb_set_fmpq(w, p->w, prec);
    cf_ref_q_prime(a, z, prec);
    if (p->canary) {
        arb_mul_si(a, a, 101, prec);
        arb_div_si(a, a, 100, prec);
    }
    cf_ref_q(b, z, prec);
    arb_sub(z, w, z, prec);
    arb_mul(a, a, z, prec);
    arb_add(a, a, b, prec);
    cf_ref_q(b, w, prec);
    arb_clear(z);
    arb_clear(w);
}

static void check(cf_run *run) {
    static const char *const point[] = {"-1e9", "-70",  "-1", "-0.01", "-1e-9", "0",  "1e-9",
                                        "0.01", "0.99", "1",  "1.01",  "70",    "1e9"};
    const size_t n = sizeof point / sizeof *point;
    pair p = {.canary = cf_run_canary(run)};
    fmpq_init(p.z);
    fmpq_init(p.w);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            if (i == j) continue;
            cf_fmpq_set_decimal(p.z, point[i]);
            cf_fmpq_set_decimal(p.w, point[j]);
            cf_instance(run, "z = %s, w = %s", point[i], point[j]);
            cf_decide(run, "q(z) + q'(z)(w - z) < q(w)", sides, &p, 1, 2048);
        }
    fmpq_clear(p.z);
    fmpq_clear(p.w);
}

const cf_claim cf_claim_kkt_sufficient = {
    .id = "kkt_sufficient",
    .section = "A",
    .items = "(11)",
    .title = "The KKT conditions are sufficient and the minimiser is unique",
    .statement = "Q_alpha is strictly convex: q(w) > q(z) + q'(z)(w - z) for w != z. Hence X beta* = y and "
                 "grad Q_alpha(beta*) = X^T nu imply that beta* is the one minimiser of Q_alpha on X beta = "
                 "y; and they are necessary.",
    .tex = "X\\beta^*=y,\\ \\exists\\nu:\\nabla "
           "Q_\\alpha(\\beta^*)=X^\\top\\nu\\iff\\beta^*=\\arg\\min_{X\\beta=y}Q_\\alpha",
    .domain = "any X of full row rank, y, alpha > 0",
    .checked = "the tangent inequality of q at 156 pairs z != w from 10^-9 to 10^9 of both signs; the rest "
               "is the written proof",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the slope is 1.01 q'(z)",
    .argument = "docs/proofs.md#kkt",
    .check = check,
};
