/* eq57.c - (51) and (56). With room to spare: the ratio is about 1 + 2 epsilon/(1 - 4 epsilon/ln d). */
#include "verify/lemma2_cases.h"

static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_lemma2_case *s = instance;
    arb_t log_alpha;
    arb_init(log_alpha);
    cf_ref_lemma2_alpha(log_alpha, s->epsilon, s->d, prec);
    cf_lemma2_ratio(b, s, log_alpha, prec);
    cf_lemma2_factor(a, s, prec);
    arb_clear(log_alpha);
}

static void visit(cf_run *run, const cf_lemma2_case *s, size_t k, const char *epsilon) {
    cf_instance(run, "d = %zu, epsilon = %s", s->d, epsilon);
    if (k < 5) cf_adversarial(run);
    if (cf_hypothesis(run, "d >= max{e, 12^(4 epsilon)}", cf_ref_lemma2_applies(s->epsilon, s->d)))
        cf_decide(run, "(57)", sides, s, 1, CF_PREC_MAX);
}

static void check(cf_run *run) {
    cf_for_lemma2_cases(run, visit);
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
