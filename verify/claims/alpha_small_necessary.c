/* alpha_small_necessary.c - "Lemma 2 proves that alpha <= d^(-Omega(1/epsilon)) is necessary for Q_alpha to
 * be proportional to the l1 norm". Evaluated at the threshold itself, with the threshold formed here and q at
 * d^(1/2 + 1/(4 epsilon)), far beyond the doubles. */
#include "verify/claim.h"

typedef struct {
    unsigned long d;
    fmpq_t epsilon;
    int canary;
} pair;

/* a: 1 + epsilon (1.01 + epsilon), b: q(z)/(sqrt(d) q(z/sqrt(d))), z = 1/alpha^2 = d^(1/2 + 1/(4 epsilon)) */
static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const pair *p = instance;
    arb_t z, root;
    arb_init(z);
    arb_init(root);
    arb_set_fmpq(a, p->epsilon, prec);
    arb_mul_2exp_si(a, a, 2);
    arb_inv(a, a, prec);
    arb_set_ui(z, p->d);
    arb_log(z, z, prec);
    arb_mul(a, a, z, prec);
    arb_mul_2exp_si(z, z, -1);
    arb_add(z, z, a, prec);
    arb_exp(z, z, prec);
    arb_sqrt_ui(root, p->d, prec);
    cf_ref_q(b, z, prec);
    arb_div(z, z, root, prec);
    cf_ref_q(a, z, prec);
    arb_mul(a, a, root, prec);
    arb_div(b, b, a, prec);
    arb_set_fmpq(a, p->epsilon, prec);
    arb_add_ui(a, a, 1, prec);
    arb_set_ui(z, p->canary ? 1 : 0);
    arb_div_ui(z, z, 100, prec);
    arb_add(a, a, z, prec);
    arb_clear(z);
    arb_clear(root);
}

static void check(cf_run *run) {
    static const struct {
        unsigned long d;
        const char *epsilon;
    } pairs[] = {{12, "0.25"}, {144, "0.5"}, {20736, "1"},  {3, "0.1"},        {3, "0.001"},
                 {10, "0.01"}, {100, "0.4"}, {1000, "0.5"}, {1000000, "0.02"}, {1000000000000, "2"}};
    pair p = {.canary = cf_run_canary(run)};
    fmpq_init(p.epsilon);
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        p.d = pairs[k].d;
        cf_fmpq_set_decimal(p.epsilon, pairs[k].epsilon);
        cf_instance(run, "d = %lu, epsilon = %s", p.d, pairs[k].epsilon);
        if (cf_hypothesis(run, "d >= max{e, 12^(4 epsilon)}", cf_ref_lemma2_applies(p.epsilon, p.d)))
            cf_decide(run, "1 + epsilon < the ratio", sides, &p, 1, 4096);
    }
    fmpq_clear(p.epsilon);
}

const cf_claim cf_claim_alpha_small_necessary = {
    .id = "alpha_small_necessary",
    .section = "4",
    .items = "alpha small is necessary",
    .title = "For Q_alpha to be near the l1 norm, alpha must be d^(-Omega(1/epsilon))",
    .statement = "At alpha = d^(-1/4 - 1/(8 epsilon)), and so by Lemma 2 at every larger alpha, "
                 "Q_alpha(e_1)/||e_1||_1 exceeds (1 + epsilon) Q_alpha(1_d/sqrt(d))/||1_d/sqrt(d)||_1: an "
                 "alpha at which they agree to 1 + epsilon is below d^(-1/(8 epsilon)).",
    .tex = "\\frac{Q_\\alpha(e_1)}{\\|e_1\\|_1}\\le(1+\\epsilon)\\frac{Q_\\alpha(1_d/\\sqrt "
           "d)}{\\|1_d/\\sqrt d\\|_1}\\Rightarrow\\alpha<d^{-\\frac14-\\frac1{8\\epsilon}}",
    .domain = "d >= max(e, 12^(4 epsilon))",
    .checked = "10 pairs (d, epsilon), d from 3 to 10^12, epsilon from 10^-3 to 2",
    .uses = "lemma2",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "1.01 + epsilon in place of 1 + epsilon",
    .argument = NULL,
    .check = check,
};
