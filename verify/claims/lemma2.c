/* lemma2.c - v = e_1 and w = 1_d/sqrt(d) serve for every alpha above the threshold, since their ratio grows
 * with alpha (58), from (57) to sqrt(d) >= 12^(2 epsilon) >= 1 + epsilon; alpha >= 1, where L <= 0, included.
 */
#include "verify/lemma2_cases.h"

typedef struct {
    const cf_lemma2_case *s;
    fmpq_t log_alpha;
} instance_at;

static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const instance_at *p = instance;
    arb_t log_alpha;
    arb_init(log_alpha);
    arb_set_fmpq(log_alpha, p->log_alpha, prec + 64);
    cf_lemma2_ratio(b, p->s, log_alpha, prec);
    cf_lemma2_factor(a, p->s, prec);
    arb_clear(log_alpha);
}

/* v = e_1, w = 1_d/sqrt(d), at the rational log alpha at or above the threshold */
static void visit(cf_run *run, const cf_lemma2_case *s, size_t k, const char *epsilon) {
    (void)k, (void)epsilon;
    static const char *const above[] = {"0", "1e-6", "1", "20", "700"};
    arb_t threshold, log_alpha;
    fmpq_t step;
    arb_init(threshold);
    arb_init(log_alpha);
    fmpq_init(step);
    cf_ref_lemma2_alpha(threshold, s->epsilon, s->d, 320);
    for (size_t m = 0; m < sizeof above / sizeof *above; m++) {
        instance_at p = {.s = s};
        fmpq_init(p.log_alpha);
        if (cf_log_alpha_above(p.log_alpha, threshold) != 0) flint_abort();
        cf_fmpq_set_decimal(step, above[m]);
        fmpq_add(p.log_alpha, p.log_alpha, step);
        arb_set_fmpq(log_alpha, p.log_alpha, 400);
        cf_instance(run, "d = %zu, epsilon = %.6g, log alpha = threshold + %s", s->d, fmpq_get_d(s->epsilon),
                    above[m]);
        if (m == 0) cf_adversarial(run);
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
    cf_for_lemma2_cases(run, visit);
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
