/* scalar_cases.c - see scalar_cases.h. */
#include "verify/scalar_cases.h"

static const cf_scalar_case cases[] = {
    {"1", "-3e4", 0}, {"1", "-300", 0},     {"1", "-10", 0},      {"1", "-0.3", 0},
    {"1", "0", 0},    {"1", "0.5", 0},      {"1", "20", 0},       {"1", "400", 0},
    {"1e-9", "0", 0}, {"0.3", "-0.01", 0},  {"10", "-5", 0},      {"31.6", "-2", 0},
    {"1e6", "-7", 0}, {"1e100", "-100", 0}, {"5e-324", "300", 0}, {"0.3333333333", "0", 0},
};
#define N_CASES (sizeof cases / sizeof *cases)

void cf_for_scalar_cases(cf_run *run, void (*visit)(cf_run *run, const cf_scalar_case *s)) {
    for (size_t k = 0; k < N_CASES; k++) {
        cf_scalar_case s = cases[k];
        s.canary = cf_run_canary(run);
        cf_instance(run, "c = %s, log alpha = %s", s.c, s.log_alpha);
        visit(run, &s);
    }
}

void cf_scalar_t(arb_t t, const cf_scalar_case *s, slong prec) {
    fmpq_t q;
    arb_t u;
    fmpq_init(q);
    arb_init(u);
    cf_fmpq_set_decimal(q, s->log_alpha);
    arb_set_fmpq(t, q, prec + 64);
    arb_mul_2exp_si(t, t, 1);
    arb_exp(t, t, prec);
    cf_fmpq_set_decimal(q, s->c);
    arb_set_fmpq(u, q, prec);
    arb_mul(t, t, u, prec);
    fmpq_clear(q);
    arb_clear(u);
}

void cf_t_q(arb_t out, const arb_t t, slong prec) {
    arb_inv(out, t, prec);
    cf_ref_q(out, out, prec);
    arb_mul(out, out, t, prec);
}

static const cf_ratio_case ratio_cases[] = {
    {2, "-1e4", 0},   {2, "-3", 0},  {2, "0", 0},   {2, "5", 0},   {3, "-0.25", 0}, {3, "-40", 0},
    {3, "100", 0},    {7, "-1", 0},  {7, "-12", 0}, {50, "-2", 0}, {50, "-600", 0}, {200, "-5", 0},
    {200, "-0.1", 0}, {200, "8", 0}, {1, "-2", 0},  {1, "3", 0},   {1, "0", 0},
};

void cf_for_ratio_cases(cf_run *run, size_t n, void (*visit)(cf_run *run, const cf_ratio_case *s)) {
    for (size_t k = 0; k < n && k < sizeof ratio_cases / sizeof *ratio_cases; k++) {
        cf_ratio_case s = ratio_cases[k];
        s.canary = cf_run_canary(run);
        cf_instance(run, "d = %zu, log alpha = %s", s.d, s.log_alpha);
        visit(run, &s);
    }
}

void cf_ratio_log_alpha(arb_t out, const cf_ratio_case *s, slong prec) {
    fmpq_t q;
    fmpq_init(q);
    cf_fmpq_set_decimal(q, s->log_alpha);
    arb_set_fmpq(out, q, prec + 64);
    fmpq_clear(q);
}
