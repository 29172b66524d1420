/* lemma2_cases.c - see lemma2_cases.h. */
#include "verify/lemma2_cases.h"

static const struct {
    size_t d;
    const char *epsilon;
} pairs[] = {{12, "0.25"},   {144, "0.5"},     {1728, "0.75"},    {20736, "1"},
             {3, "0.11"},    {3, "0.1"},       {3, "1e-3"},       {4, "0.125"},
             {10, "0.01"},   {100, "0.4"},     {200, "0.5"},      {1000, "0.5"},
             {1000, "1e-3"}, {1000000, "1.3"}, {1000000, "0.02"}, {1000000000000, "2.7"}};
#define N_PAIRS (sizeof pairs / sizeof *pairs)

void cf_for_lemma2_cases(cf_run *run,
                         void (*visit)(cf_run *run, const cf_lemma2_case *s, size_t k, const char *epsilon)) {
    for (size_t k = 0; k < N_PAIRS; k++) {
        cf_lemma2_case s = {.d = pairs[k].d, .canary = cf_run_canary(run)};
        fmpq_init(s.epsilon);
        cf_fmpq_set_decimal(s.epsilon, pairs[k].epsilon);
        visit(run, &s, k, pairs[k].epsilon);
        fmpq_clear(s.epsilon);
    }
}

void cf_lemma2_ratio(arb_t out, const cf_lemma2_case *s, const arb_t log_alpha, slong prec) {
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

void cf_lemma2_factor(arb_t out, const cf_lemma2_case *s, slong prec) {
    fmpq_t one;
    fmpq_init(one);
    cf_fmpq_set_decimal(one, s->canary ? "1.01" : "1");
    fmpq_add(one, one, s->epsilon);
    arb_set_fmpq(out, one, prec);
    fmpq_clear(one);
}
