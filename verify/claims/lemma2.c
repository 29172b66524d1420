/* lemma2.c - v = e_1 and w = 1_d/sqrt(d) serve for every alpha above the threshold, since their ratio grows
 * with alpha (58), from (57) to sqrt(d) >= 12^(2 epsilon) >= 1 + epsilon; alpha >= 1, where L <= 0, included.
 */
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

typedef struct {
    const lemma2_case *s;
    fmpq_t log_alpha;
} instance_at;

static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const instance_at *p = instance;
    arb_t log_alpha;
    arb_init(log_alpha);
    arb_set_fmpq(log_alpha, p->log_alpha, prec + 64);
    ratio(b, p->s, log_alpha, prec);
    one_plus_epsilon(a, p->s, prec);
    arb_clear(log_alpha);
}

/* v = e_1, w = 1_d/sqrt(d), at the rational log alpha at or above the threshold */
static void visit(cf_run *run, const lemma2_case *s) {
    static const char *const above[] = {"0", "1e-6", "1", "20", "700"};
    arb_t threshold, log_alpha;
    fmpq_t step;
    arb_init(threshold);
    arb_init(log_alpha);
    fmpq_init(step);
    cf_ref_lemma2_alpha(threshold, s->epsilon, s->d, 320);
    for (size_t k = 0; k < sizeof above / sizeof *above; k++) {
        instance_at p = {.s = s};
        fmpq_init(p.log_alpha);
        if (cf_log_alpha_above(p.log_alpha, threshold) != 0) flint_abort();
        cf_fmpq_set_decimal(step, above[k]);
        fmpq_add(p.log_alpha, p.log_alpha, step);
        arb_set_fmpq(log_alpha, p.log_alpha, 400);
        cf_instance(run, "d = %zu, epsilon = %.6g, log alpha = threshold + %s", s->d, fmpq_get_d(s->epsilon),
                    above[k]);
        if (k == 0) cf_adversarial(run);
        int applies =
            cf_hypothesis(run, "d >= max{e, 12^(4 epsilon)}", cf_ref_lemma2_applies(s->epsilon, s->d));
        if (cf_hypothesis(run, "alpha >= d^(-1/4 - 1/(8 epsilon))", cf_ball_le(threshold, log_alpha)) &&
            applies)
            cf_decide(run, "Q(e_1/alpha^2) >= (1 + epsilon) Q(1_d/(sqrt(d) alpha^2))/sqrt(d)", sides, &p, 1,
                      CF_PREC_MAX);
        fmpq_clear(p.log_alpha);
    }
    arb_clear(threshold);
    arb_clear(log_alpha);
    fmpq_clear(step);
}

static void check(cf_run *run) {
    for (size_t k = 0; k < N_PAIRS; k++) {
        lemma2_case s = {.d = pairs[k].d, .canary = cf_run_canary(run)};
        fmpq_init(s.epsilon);
        cf_fmpq_set_decimal(s.epsilon, pairs[k].epsilon);
        visit(run, &s);
        fmpq_clear(s.epsilon);
    }
}

const cf_claim cf_claim_lemma2 = {
    .id = "lemma2",
    .section = "B",
    .items = "Lemma 2",
    .title = "Lemma 2",
    .statement = "Fix epsilon > 0 and d >= max{e, 12^(4 epsilon)}. For any alpha >= d^(-1/4 - 1/(8 "
                 "epsilon)), there are v, w with Q(v/alpha^2)/||v||_1 >= (1 + epsilon) "
                 "Q(w/alpha^2)/||w||_1.",
    .tex = "\\alpha\\ge d^{-\\frac14-\\frac1{8\\epsilon}}\\Rightarrow\\exists v,w:\\ "
           "\\frac{Q(v/\\alpha^2)}{\\|v\\|_1}\\ge(1+\\epsilon)\\frac{Q(w/\\alpha^2)}{\\|w\\|_1}",
    .domain = "epsilon > 0, d >= max{e, 12^(4 epsilon)}, alpha at least the threshold",
    .checked = "16 pairs, d from 3 to 1e12; log alpha within 1e-30 of the threshold and 1e-6, 1, 20, 700 "
               "above it (alpha >= 1 among them)",
    .uses = "",
    .proof_uses = "eq57 eq58",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "1.01 + epsilon in place of 1 + epsilon: fails at small epsilon at the threshold",
    .check = check,
};
