/* eq57.c - (51) and (56). With room to spare: the ratio is about 1 + 2 epsilon/(1 - 4 epsilon/ln d). */
#include "verify/appendix_b.h"

typedef struct {
    size_t d;
    fmpq_t epsilon;
    int canary;
} lemma2_case;

/* (d, epsilon) with d >= max(e, 12^(4 epsilon)); the first four are on its edge (d = 12^(4 epsilon), d = 3).
 */
static const struct {
    size_t d;
    const char *epsilon;
} pairs[] = {{12, "0.25"},   {144, "0.5"},     {1728, "0.75"},    {20736, "1"},
             {3, "0.11"},    {3, "0.1"},       {3, "1e-3"},       {4, "0.125"},
             {10, "0.01"},   {100, "0.4"},     {200, "0.5"},      {1000, "0.5"},
             {1000, "1e-3"}, {1000000, "1.3"}, {1000000, "0.02"}, {1000000000000, "2.7"}};
#define N_PAIRS (sizeof pairs / sizeof *pairs)

/* out = sqrt(d) Q(e_1/alpha^2)/Q(1_d/(sqrt(d) alpha^2)) = sqrt(d) q(z)/(d q(z/sqrt(d))), z = alpha^-2 */
static void ratio(arb_t out, const lemma2_case *s, const arb_t log_alpha, slong prec) {
    arb_t z, root;
    arb_init(z);
    arb_init(root);
    arb_mul_si(z, log_alpha, -2, prec);
    arb_exp(z, z, prec);
    arb_sqrt_ui(root, s->d, prec);
    cf_ref_q(out, z, prec);
    arb_div(z, z, root, prec);
    cf_ref_q(z, z, prec);
    arb_mul(z, z, root, prec);
    arb_div(out, out, z, prec);
    arb_clear(z);
    arb_clear(root);
}

static void one_plus_epsilon(arb_t out, const lemma2_case *s, slong prec) {
    fmpq_t one;
    fmpq_init(one);
    cf_fmpq_set_decimal(one, s->canary ? "1.01" : "1");
    fmpq_add(one, one, s->epsilon);
    arb_set_fmpq(out, one, prec);
    fmpq_clear(one);
}

static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const lemma2_case *s = instance;
    arb_t log_alpha;
    arb_init(log_alpha);
    cf_ref_lemma2_alpha(log_alpha, s->epsilon, s->d, prec);
    ratio(b, s, log_alpha, prec);
    one_plus_epsilon(a, s, prec);
    arb_clear(log_alpha);
}

static void visit(cf_run *run, const lemma2_case *s) {
    cf_decide(run, "(57)", sides, s, 1, CF_PREC_MAX);
}

static void check(cf_run *run) {
    for (size_t k = 0; k < N_PAIRS; k++) {
        lemma2_case s = {.d = pairs[k].d, .canary = cf_run_canary(run)};
        fmpq_init(s.epsilon);
        cf_fmpq_set_decimal(s.epsilon, pairs[k].epsilon);
        cf_instance(run, "d = %zu, epsilon = %s", s.d, pairs[k].epsilon);
        if (k < 5) cf_adversarial(run);
        if (cf_hypothesis(run, "d >= max{e, 12^(4 epsilon)}", cf_ref_lemma2_applies(s.epsilon, s.d)))
            visit(run, &s);
        fmpq_clear(s.epsilon);
    }
}

const cf_claim cf_claim_eq57 = {
    .id = "eq57",
    .section = "B",
    .items = "(57)",
    .title = "Lemma 2 at its own alpha",
    .statement = "At alpha = d^(-1/4 - 1/(8 epsilon)), d >= max{e, 12^(4 epsilon)}: "
                 "Q(e_1/alpha^2)/||e_1||_1 >= (1 + epsilon) Q(1_d/(sqrt(d) alpha^2))/||1_d/sqrt(d)||_1.",
    .tex = "\\frac{Q(e_1/\\alpha^2)}{\\|e_1\\|_1}\\ge(1+\\epsilon)\\frac{Q(1_d/(\\sqrt "
           "d\\,\\alpha^2))}{\\|1_d/\\sqrt d\\|_1}",
    .domain = "epsilon > 0, d >= max{e, 12^(4 epsilon)}",
    .checked = "16 pairs, d from 3 to 1e12",
    .uses = "",
    .proof_uses = "eq49 eq50_51 eq52_56",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "1.01 + epsilon in place of 1 + epsilon",
    .check = check,
};
